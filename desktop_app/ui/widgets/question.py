"""Dialogs for a question with buttons, and for one answered with a line of text."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QStyle, QVBoxLayout, QWidget

from desktop_app.ui.theme import GRID_PX
from desktop_app.ui.widgets.controls import button, label
from desktop_app.ui.widgets.fitting import FittingDialog

WIDTH_PX = 460
ICON_PX = 32
Icon = QStyle.StandardPixmap
# Lines may wrap after these: a path without spaces would otherwise be one word.
SEPARATORS = re.compile(r"([\\/_])")


class Question(FittingDialog):
    """Ask, with one button per answer.

    Args:
        title: the window's title.
        text: the question.
        more: an explanation.
        answers: the buttons' texts; the first accepts, Escape is the last.
        default: the index of the answer for Enter.
        icon: shown beside the text.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        more: str = "",
        *,
        answers: Sequence[str],
        default: int = -1,
        icon: Icon = Icon.SP_MessageBoxQuestion,
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(title)
        # What screen readers say when the dialog opens.
        self.setAccessibleDescription(f"{text} {more}".strip())
        self._answers = tuple(answers)
        picture = label()
        picture.setPixmap(self.style().standardIcon(icon).pixmap(ICON_PX, ICON_PX))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(GRID_PX)
        for words, kind in ((text, "heading"), (more, "")):
            line = label(SEPARATORS.sub("\\1\u200b", words), kind)
            line.setWordWrap(True)
            line.setVisible(bool(words))
            lines.addWidget(line)
        lines.addStretch()
        body = QHBoxLayout()
        body.setSpacing(2 * GRID_PX)
        body.addWidget(picture)
        body.addLayout(lines, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addStretch()
        self.buttons = tuple(button(answer) for answer in answers)
        for number, one in enumerate(self.buttons):
            one.clicked.connect(lambda _checked=False, code=number + 1: self.done(code))
            foot.addWidget(one)
        self.buttons[default].setDefault(True)
        self.lay_out(body, foot)
        # Only now: a button without a window forgets it.
        self.buttons[default].setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> str:
        """Ask, and wait for the answer; the last one if the question was closed or deleted."""
        # Only this number is used afterwards: the parent may have been closed meanwhile, which
        # deletes the question.
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        code = self.exec()
        return self._answers[code - 1]


class TextQuestion(FittingDialog):
    """Ask for a line of text.

    Args:
        title: the window's title.
        text: the question.
        name: the field's name.
        proposed: the field's initial text.
        answers: the texts of the accept and the cancel button.
        is_secret: whether the text is hidden.
        may_be_empty: whether an empty text is accepted.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        *,
        name: str,
        proposed: str = "",
        answers: tuple[str, str],
        is_secret: bool = False,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(parent, WIDTH_PX)
        self.setWindowTitle(title)
        self._may_be_empty = may_be_empty
        words = label(SEPARATORS.sub("\\1\u200b", text))
        words.setWordWrap(True)
        caption = label(name, "muted")
        self.field = QLineEdit(proposed)
        self.field.setAccessibleName(name)
        self.field.setAcceptDrops(False)
        if is_secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.selectAll()
        caption.setBuddy(self.field)
        self.agree_button = button(answers[0], "primary")
        self.agree_button.setDefault(True)
        self.refuse_button = button(answers[1])
        body = QVBoxLayout()
        body.setSpacing(GRID_PX)
        for widget in (words, caption, self.field):
            body.addWidget(widget)
        body.addStretch()
        foot = QHBoxLayout()
        foot.setSpacing(GRID_PX)
        foot.addStretch()
        foot.addWidget(self.refuse_button)
        foot.addWidget(self.agree_button)
        self.lay_out(body, foot)
        self.agree_button.clicked.connect(self.accept)
        self.refuse_button.clicked.connect(self.reject)
        self.field.textChanged.connect(self._on_text_changed)
        self._text = proposed
        self._on_text_changed(proposed)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self) -> str | None:
        """Ask, and wait; return the stripped text, or None if cancelled."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return self._text if self.exec() else None

    def complete_from(self, texts: Sequence[str]) -> None:
        """Offer these texts to complete what is typed."""
        completer = QCompleter(texts, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)

    def _on_text_changed(self, text: str) -> None:
        self._text = text.strip()
        self.agree_button.setEnabled(self._may_be_empty or bool(self._text))
