"""What a window says, and what of it has no room."""

from collections.abc import Iterator

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QWidget,
)

from desktop_app.ui.widgets.controls import ElidedLabel

WITH_WORDS = (QLabel, QPushButton, QCheckBox, QRadioButton)


def texts(window: QWidget) -> Iterator[str]:
    """What a window says, its menus, tooltips and names for screen readers too."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QComboBox():
                yield from (widget.itemText(row) for row in range(widget.count()))
            case QLineEdit():
                yield widget.placeholderText()
            case QMenu():
                yield widget.title()
            case QTableWidget():
                columns = range(widget.columnCount())
                items = [widget.horizontalHeaderItem(column) for column in columns]
                items += [widget.item(r, c) for r in range(widget.rowCount()) for c in columns]
                yield from (item.text() for item in items if item is not None)
    yield from (action.text() for action in window.findChildren(QAction))


def cut_off(root: QWidget) -> list[str]:
    """Labels and buttons whose words have no room, or which reach out of what they are in."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(
            widget, QLabel | QPushButton | QCheckBox | QRadioButton
        ) or not widget.isVisibleTo(root):
            continue
        parent, text = widget.parentWidget(), widget.text()
        if parent is None or not text or isinstance(widget, ElidedLabel):
            continue
        needed = widget.sizeHint().width()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needed = 0
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(f"{text!r} is too low")
        if widget.width() < needed:
            found.append(f"{text!r} has {widget.width()} of {needed} px")
        if not parent.rect().contains(widget.geometry()):
            found.append(f"{text!r} reaches out")
    return found
