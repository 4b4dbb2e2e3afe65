"""Word documents, and RTF for f4, as LibreOffice reads and prints them."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import one_line
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout
from desktop_app.export.research import qda_texts
from desktop_app.export.word_document import document
from tests import hard_texts

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(
    OFFICE is None or shutil.which("pdftotext") is None,
    reason="LibreOffice or Poppler is not installed",
)
INTERVIEW = ExportOptions(layout=Layout.INTERVIEW)
TEXTS = tuple(replace(one, begins_paragraph=True) for one in hard_texts.segments())


def written(folder: Path, options: ExportOptions) -> Path:
    speakers = ("Ann", "أحمد", "田中")
    said = tuple(
        replace(one, speaker=speakers[number % 3], start_s=60.0 * number, end_s=60.0 * number + 4)
        for number, one in enumerate(hard_texts.segments() * 4)
    )
    path = folder / "talk.docx"
    path.write_bytes(document(Transcript(folder / "talk.wav", 900.0, "m", "en", said), options))
    return path


def converted(path: Path, kind: str) -> Path:
    profile = (path.parent / "profile").as_uri()
    office = (str(OFFICE), "--headless", f"-env:UserInstallation={profile}")
    command = [*office, "--convert-to", kind, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path.with_suffix(f".{kind.split(':', maxsplit=1)[0]}")


def test_hard_texts_come_back(tmp_path: Path) -> None:
    read = converted(written(tmp_path, DEFAULTS), "txt:Text (encoded):UTF8")
    text = read.read_text(encoding="utf-8-sig")
    assert text.startswith("talk\nRecording\ntalk.wav\nLength\n15:00\n")
    assert f"00:00  Ann: {hard_texts.TEXTS[0]}\n01:00  أحمد: {hard_texts.LONG}\n" in text
    assert all(text.count(one) >= 4 for one in hard_texts.TEXTS)


def test_texts_for_f4_come_back(tmp_path: Path) -> None:
    path = tmp_path / "talk.rtf"
    path.write_bytes(qda_texts.f4(Transcript(tmp_path / "a.wav", 900.0, "m", "en", TEXTS)))
    text = converted(path, "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[1].endswith(f"{hard_texts.LONG} #00:00:14-0#")
    assert len(lines) == len(TEXTS)
    assert all(one_line(each.text) in text for each in TEXTS)


def test_each_page_of_an_interview_has_the_head_and_a_number(tmp_path: Path) -> None:
    printed = converted(written(tmp_path, INTERVIEW), "pdf")
    read = ["pdftotext", "-layout", str(printed), "-"]
    pages = subprocess.run(read, check=True, capture_output=True).stdout.decode().split("\f")[:-1]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        assert "Speaker Text" in lines
        assert lines[-1] == str(number)
