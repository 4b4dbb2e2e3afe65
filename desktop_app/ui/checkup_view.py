"""Findings as a document: grouped, with a mark before each, and what to do below it."""

from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser

from desktop_app.core.finding import Finding, FindingGroup, Verdict
from desktop_app.ui import checkup_strings
from desktop_app.ui.theme import GRID_PX, Colors, Theme

MARK_PX = 16
NAME_PX = 168


class CheckupView(QTextBrowser):
    """Shows groups as they come; in the theme's colours, to read, select and copy.

    Args:
        theme: the application's colours.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._groups: list[FindingGroup] = []
        self.setAccessibleName(checkup_strings.FINDINGS_NAME)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(3 * GRID_PX)
        theme.changed.connect(self._render)

    def clear_findings(self) -> None:
        """Forget all groups."""
        self._groups.clear()
        self._render()

    def add_group(self, group: FindingGroup) -> None:
        """Show a group below the others."""
        self._groups.append(group)
        self._render()

    def _render(self) -> None:
        bar = self.verticalScrollBar()
        place = bar.value()
        colors = self._theme.colors
        self.setHtml("".join(_group_html(group, colors) for group in self._groups))
        for verdict in Verdict:
            image = mark(verdict, colors, self.devicePixelRatioF())
            kind = QTextDocument.ResourceType.ImageResource
            self.document().addResource(kind.value, QUrl(f"mark:{verdict}"), image)
        bar.setValue(place)


def mark(verdict: Verdict, colors: Colors, ratio: float) -> QImage:
    """A tick, an i or an exclamation mark in a disc; told apart by shape, not by colour alone."""
    size = round(MARK_PX * ratio)
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    ground = {
        Verdict.OK: colors.selected,
        Verdict.NOTE: colors.muted,
        Verdict.PROBLEM: colors.error,
    }[verdict]
    sign = colors.accent if verdict is Verdict.OK else colors.page
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QRectF(0.5, 0.5, MARK_PX - 1, MARK_PX - 1))
    painter.setPen(QPen(QColor(sign), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if verdict is Verdict.OK:
        painter.drawPolyline([QPointF(4.8, 8.4), QPointF(7.0, 10.6), QPointF(11.2, 5.6)])
    else:
        dot_y, top_y, foot_y = (4.6, 7.4, 11.6) if verdict is Verdict.NOTE else (11.6, 4.4, 8.6)
        painter.drawPoint(QPointF(MARK_PX / 2, dot_y))
        painter.drawLine(QPointF(MARK_PX / 2, top_y), QPointF(MARK_PX / 2, foot_y))
    painter.end()
    return image


def _group_html(group: FindingGroup, colors: Colors) -> str:
    rows = "".join(_row_html(finding, colors) for finding in group.findings)
    return (
        f'<p style="margin-top:14px; margin-bottom:4px; font-weight:600">{escape(group.title)}</p>'
        f'<table width="100%" cellspacing="0" cellpadding="3">{rows}</table>'
    )


def _row_html(finding: Finding, colors: Colors) -> str:
    value = _lines(finding.value)
    if finding.verdict is not Verdict.OK:
        color = colors.error if finding.verdict is Verdict.PROBLEM else colors.text
        word = f"<b>{checkup_strings.VERDICTS[finding.verdict]}:</b>"
        value += f'<br><span style="color:{color}">{word} {_lines(finding.advice)}</span>'
    return (
        f'<tr><td width="{MARK_PX + GRID_PX}"><img src="mark:{finding.verdict}"></td>'
        f'<td width="{NAME_PX}" style="color:{colors.muted}">{escape(finding.name)}</td>'
        f"<td>{value}</td></tr>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
