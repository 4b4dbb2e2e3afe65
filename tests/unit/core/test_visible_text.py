"""What a terminal would obey is shown instead; letters of all languages stay what they are."""

import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from desktop_app.core.text.visible import visible, visible_line
from tests.conftest import ROOT
from tests.sentences import SPOKEN

HOSTILE = (
    "\x1b]0;x\x07 \x1b[2J \x9b1A \r\u202egpj\u202c \u2066a\u2069 \u200f \u061c \ufeff\u2028\x00\x7f"
)


def test_nothing_that_is_obeyed_is_left() -> None:
    shown = visible_line(HOSTILE + "\n")
    assert all(unicodedata.category(one) not in ("Cc", "Cf", "Zl", "Zp") for one in shown)
    assert shown.startswith("\\u001b]0;x\\u0007 ") and shown.endswith("\\u000a")
    assert visible("a\tb\nc") == "a\tb\nc"
    assert visible_line("\udcbb \U000e0041") == "\\udcbb \\udb40\\udc41"


def test_json_says_the_same_as_before() -> None:
    told = json.dumps({"name": HOSTILE + "\U000e0041"}, ensure_ascii=False, indent=2)
    assert json.loads(visible(told)) == json.loads(told)


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",
        "👨‍👩‍👧",
        "क्‍ष",
        "Zürich 日本 “quoted” …",
        *(one for said in SPOKEN.values() for one in said),
    ],
)
def test_letters_stay(text: str) -> None:
    assert visible_line(text) == text


CODE = """
import sys
from desktop_app.cli.terminal import Terminal
from desktop_app.system.streams import put_out
name = sys.argv[1]
put_out(name + "\\n")
terminal = Terminal()
terminal.warn(f"{name}: cannot be read")
terminal.say(f"{name}: wrote it")
terminal.warn("The text is:", f"one\\n{name}")
terminal.live(name)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals like these")
@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_terminal_gets_no_name_s_commands(is_terminal: bool, tmp_path: Path) -> None:
    import pty

    name = "a\x1b[2J\u202e\x9bb\nc: fine"
    near, far = pty.openpty()
    output = tmp_path / "output"
    with output.open("wb") as file:
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", CODE, name],
            cwd=ROOT, stdout=far if is_terminal else file, stderr=far, check=True, timeout=60,
        )  # fmt: skip
    os.close(far)
    said = b""
    try:
        while block := os.read(near, 4096):
            said += block
    except OSError:  # the terminal's end
        pass
    os.close(near)
    text = said.decode().replace("\r\n", "\n")
    shown = "a\\u001b[2J\\u202e\\u009bb"
    assert "\u202e" not in text and "\x9b" not in text and text.count("\x1b") == 1, "our own"
    assert f"{shown}\\u000ac: fine: cannot be read\n" in text
    assert f"one\n{shown}\nc: fine\n" in text
    if is_terminal:
        assert text.startswith(f"{shown}\nc: fine\n")
    else:
        assert output.read_text(encoding="utf-8") == f"{name}\n"
