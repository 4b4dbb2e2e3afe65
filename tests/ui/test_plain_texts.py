"""No text of the window is taken for markup but the few that are links."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.controls import ElidedLabel, label, tip, wrapped
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "desktop_app" / "ui").glob("*.py"))
# Where labels are made: plain ones, and links with escaped text.
MAKES_LABELS = {"controls.py", "model_facts.py", "licences_dialog.py"}
# Where a page is written whole, and every text in it is escaped.
ESCAPES = {"checkup_view.py"}
MARKUP = "<img src='http://x/y'><b>a.wav</b> & &lt;"


def calls(source: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func
            yield getattr(name, "attr", getattr(name, "id", "")), node


def is_plain(argument: ast.expr) -> bool:
    """A call of `tip`, a constant text, or a choice between such."""
    match argument:
        case ast.IfExp():
            return is_plain(argument.body) and is_plain(argument.orelse)
        case ast.Constant():
            return True
        case ast.Attribute():  # strings.NO_TIMES_TIP
            return argument.attr.isupper()
        case ast.Call(func=ast.Name(id="tip")):
            return True
        case ast.Call(func=ast.Attribute(attr="format", value=text), keywords=values):
            return is_plain(text) and all(value.arg == "percent" for value in values)
    return False


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_tooltips_and_labels_are_plain_text(source: Path) -> None:
    for name, call in calls(source):
        if name in ("setToolTip", "setStatusTip", "setWhatsThis"):
            assert is_plain(call.args[-1]), ast.unparse(call)
        assert name not in ("QMessageBox", "insertHtml", "setMarkdown"), name
        assert name != "setHtml" or source.name in ESCAPES, name
        assert name != "QLabel" or source.name in MAKES_LABELS, ast.unparse(call)


def test_markup_in_a_name_is_shown(qtbot: QtBot) -> None:
    for made in (label(MARKUP), wrapped(MARKUP), ElidedLabel("muted")):
        qtbot.addWidget(made)
        made.setText(MARKUP)
        assert made.textFormat() is Qt.TextFormat.PlainText and made.text() == MARKUP
    shown = tip(MARKUP)
    assert "<b>" not in shown and "<img" not in shown and shown.startswith("<qt>")
    assert tip("a & b") == "<qt>a &amp; b</qt>" and tip("a plain text") == "a plain text"
