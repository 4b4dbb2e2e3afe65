"""Questions are asked at a terminal only."""

import io
import os
import sys

import pytest

from desktop_app.cli.terminal import Terminal

if sys.platform == "win32":
    pytest.skip("a terminal of Linux", allow_module_level=True)


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [(b"y\n", True), (b"Yes\n", True), (b"\n", False), (b"n\n", False), (b"\x04", False)],
)
def test_only_yes_is_yes(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: bytes,
    agrees: bool,
) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(theirs, encoding="utf-8") as keyboard:
        monkeypatch.setattr(sys, "stdin", keyboard)
        os.write(ours, typed)
        assert Terminal().agrees("Delete all of this?") is agrees
    os.close(ours)
    assert capsys.readouterr().err == "Delete all of this? [y/N] "


def test_without_a_terminal_nobody_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert not Terminal().agrees("Delete all of this?")
    monkeypatch.setattr(sys, "stdin", None)
    assert not Terminal().agrees("Delete all of this?")
