"""Help > "Check this computer…": run the check and show its findings as a document."""

import json
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QGuiApplication, QHideEvent, QImage, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.app.checkup.worker import CheckupWork
from desktop_app.core.errors import AppError
from desktop_app.core.finding import Finding, FindingGroup, Verdict, worst
from desktop_app.ui.dialogs.error import show_details
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import checkup as checkup_strings
from desktop_app.ui.theme import GRID_PX, Colors, Theme
from desktop_app.ui.widgets.controls import ElidedLabel, button, label
from desktop_app.ui.widgets.fitting import FittingDialog

if TYPE_CHECKING:
    from desktop_app.app.checkup.report import CheckupResult

MARK_PX = 16
NAME_PX = 168


class CheckupView(QTextBrowser):
    """Show groups as they come, in the theme's colours, to read, select and copy.

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
        """Remove all groups."""
        self._groups.clear()
        self._render()

    def add_group(self, group: FindingGroup) -> None:
        """Add a group below the others."""
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
    """A tick, an i or an exclamation mark in a disc; distinct by shape, not by colour alone."""
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


FIRST_SIZE_PX = (840, 720)
# The bar's steps; a thousand look continuous.
PROGRESS_STEPS = 1000


class CheckupDialog(FittingDialog):
    """Start a check when first opened, and cancel it when closed. Not modal.

    Args:
        work: runs the check.
        dialogs: asks the user.
        theme: the application's colours.
    """

    def __init__(
        self, work: CheckupWork, dialogs: Dialogs, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, *FIRST_SIZE_PX)
        self.setWindowTitle(checkup_strings.TITLE)
        self._work = work
        self._dialogs = dialogs
        self._result: CheckupResult | None = None
        self.introduction = label(checkup_strings.INTRODUCTION, "muted")
        self.introduction.setWordWrap(True)
        self.status = ElidedLabel("heading")
        self.progress = QProgressBar()
        self.progress.setAccessibleName(checkup_strings.PROGRESS_NAME)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, PROGRESS_STEPS)
        self.view = CheckupView(theme)
        self.stop_button = button(strings.STOP)
        self.again_button = button(checkup_strings.AGAIN)
        self.copy_button = button(checkup_strings.COPY)
        self.save_button = button(checkup_strings.SAVE)
        self.close_button = button(strings.CLOSE, "primary")
        self._lay_out()
        self._connect()
        self._show_running(running=False)

    def open_and_check(self) -> None:
        """Show the dialog, and check unless a result is shown."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._result is None:
            self.check()

    def check(self) -> None:
        """Run the check again."""
        if self._work.is_running:
            return
        self._result = None
        self.view.clear_findings()
        self.progress.setValue(0)
        self._say("")
        self._show_running(running=True)
        self._work.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cancel the check when hidden, unless the window is only minimised."""
        if not event.spontaneous():
            self._work.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(GRID_PX)
        line.addWidget(self.status, 1)
        line.addWidget(self.stop_button)
        line.addWidget(self.again_button)
        above = QVBoxLayout()
        above.setContentsMargins(3 * GRID_PX, 2 * GRID_PX, 3 * GRID_PX, 2 * GRID_PX)
        above.setSpacing(GRID_PX)
        above.addWidget(self.introduction)
        above.addLayout(line)
        above.addWidget(self.progress)
        below = QHBoxLayout()
        below.setSpacing(GRID_PX)
        below.addWidget(self.copy_button)
        below.addWidget(self.save_button)
        below.addStretch()
        below.addWidget(self.close_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.view, 1)
        self.lay_out(body, below)

    def _connect(self) -> None:
        self.stop_button.clicked.connect(self._on_stop)
        self.again_button.clicked.connect(self.check)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.close)
        self._work.progressed.connect(self._on_progressed)
        self._work.group_found.connect(self.view.add_group)
        self._work.ended.connect(self._on_ended)
        self._work.failed.connect(self._on_failed)
        self._work.saved.connect(self._on_saved)

    def _show_running(self, *, running: bool) -> None:
        had_focus = self.stop_button.hasFocus() or self.again_button.hasFocus()
        self.stop_button.setVisible(running)
        self.again_button.setVisible(not running)
        # It keeps its space, so that nothing jumps.
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.progress.setVisible(running)
        for one in (self.copy_button, self.save_button):
            one.setEnabled(self._result is not None)
        if had_focus:
            shown = self.stop_button if running else self.again_button
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, kind: str = "heading") -> None:
        self.status.setText(text)
        self.status.setAccessibleName(text)
        self.status.setProperty("kind", kind)
        self.status.style().polish(self.status)

    @Slot(str, float)
    def _on_progressed(self, text: str, fraction: float) -> None:
        self._say(f"{text}…")
        self.progress.setValue(round(PROGRESS_STEPS * fraction))

    def _on_stop(self) -> None:
        self._say(strings.STOPPING)
        self._work.stop()

    def _on_ended(self, result: "CheckupResult | None") -> None:
        self._result = result
        if result is not None:
            from desktop_app.app.checkup.report import summary

            text = summary(result.findings)
            is_bad = worst(result.findings) is Verdict.PROBLEM
            self._say(f"{text[:1].upper()}{text[1:]}.", "error" if is_bad else "heading")
        elif self.status.property("kind") != "error":  # otherwise it shows what failed
            self._say(checkup_strings.STOPPED)
        self._show_running(running=False)

    def _on_failed(self, error: AppError) -> None:
        self._say(error.sentence, "error")
        show_details(error, self)

    def _on_copy(self) -> None:
        if self._result is not None:
            QGuiApplication.clipboard().setText(self._result.as_text())
            self._say(checkup_strings.COPIED)

    def _on_save(self) -> None:
        path = self._dialogs.place_for_checkup(checkup_strings.SAVE_NAME)
        if path is not None and self._result is not None:
            found = json.dumps(self._result.as_json(), ensure_ascii=False, indent=2)
            self._work.save(path, f"{found}\n".encode(errors="backslashreplace"))

    def _on_saved(self, path: object) -> None:
        self._say(checkup_strings.SAVED.format(path=path))
