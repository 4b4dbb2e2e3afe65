"""How files come in and are shown outside: the Add dialog, a drop, the desktop."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.media.formats import EXTENSIONS
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.controls import open_path
from desktop_app.ui.window.drop_area import dropped_paths


def test_the_add_dialog_offers_what_a_folder_is_searched_for() -> None:
    offered = strings.FILTER_MEDIA.partition("(")[2].partition(")")[0].split()
    assert {name.removeprefix("*.") for name in offered} == EXTENSIONS


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' names are texts")
def test_a_dropped_name_that_is_no_text_stays_whole() -> None:
    data = QMimeData()
    data.setData("text/uri-list", b"file:///a%20b/%BB%E1.wav\r\nfile:///%E6%97%A5%25.wav\r\n")
    assert [os.fsencode(path) for path in dropped_paths(data)] == [
        b"/a b/\xbb\xe1.wav", "/日%.wav".encode(),
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' names are texts")
def test_a_folder_whose_name_is_no_text_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    open_path(Path(os.fsdecode(b"/a b/\xbb\xe1")))
    assert opened[0].toEncoded().data() == b"file:///a%20b/%BB%E1"
