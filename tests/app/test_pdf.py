"""The PDF, as poppler's pdftotext and pdffonts read it back."""

import shutil
import subprocess
import sys
import threading
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.formats import FORMATS, PDF, format_by_id
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.options import ExportOptions, Layout, TimesShown
from desktop_app.export.registry import Kind
from tests import hard_texts
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is not installed"
)

TALK = Transcript(
    Path("/rec/Müller & Söhne.wav"),
    3725.0,
    "parakeet",
    "de",
    (
        Segment("Good morning.", 0.5, 1.5, speaker="Ann <1>"),
        Segment("Please sit down.", 1.9, 3.0, speaker="Ann <1>"),
        Segment("Thank you.", 3.1, 4.0, speaker="Bob"),
        Segment("\u5927\u5bb6\u597d\u3002", 8.0, 9.0, speaker="Bob"),
        Segment(
            "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", 20.0, 21.0
        ),
        Segment("Late.", 3700.0, 3701.0, speaker="Bob"),
    ),
)


def read(data: bytes, tmp_path: Path, tool: str = "pdftotext") -> str:
    """What a tool prints of a PDF; of letters, their plain forms."""
    path = tmp_path / "made.pdf"
    path.write_bytes(data)
    command = [tool, str(path), *(["-"] if tool == "pdftotext" else [])]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return unicodedata.normalize("NFKC", done.stdout)


def words_of(text: str) -> str:
    """A text without its spaces and hyphens, which pdftotext drops at the ends of lines."""
    return "".join(text.replace("-", "").split())


@pytest.mark.usefixtures("qapp")
def test_text_speakers_times_and_page_numbers_are_in_it(tmp_path: Path) -> None:
    text = read(PDF.render(TALK), tmp_path)
    for part in (
        "Müller & Söhne", "00:00", "Ann <1>:", "Good morning. Please sit down.", "Bob:",
        "\u5927\u5bb6\u597d\u3002", "1:01:40", "Late.",
    ):  # fmt: skip
        assert words_of(part) in words_of(text), part
    assert "\u0645\u0631\u062d\u0628\u0627" in text  # letters in the order in which they are read
    assert text.split()[-1] == "1"


@pytest.mark.usefixtures("qapp")
def test_its_fonts_are_in_it_and_a_long_text_has_many_pages(tmp_path: Path) -> None:
    said = tuple(Segment(f"Sentence {n}. " * 20, n * 60.0, n * 60.0 + 50) for n in range(200))
    data = PDF.render(replace(TALK, segments=said))
    assert "Sentence 199." in read(data, tmp_path)
    fonts = read(data, tmp_path, "pdffonts").splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)
    pages = [line for line in read(data, tmp_path, "pdfinfo").splitlines() if "Pages" in line]
    assert int(pages[0].split()[-1]) > 10


@pytest.mark.usefixtures("qapp")
def test_times_speakers_and_the_table_are_chosen(tmp_path: Path) -> None:
    plain = ExportOptions(times=TimesShown.NONE, has_speakers=False)
    text = read(PDF.render(TALK, plain), tmp_path)
    assert "Bob" not in text and "00:00" not in text and "Thank you." in text
    table = read(PDF.render(TALK, ExportOptions(layout=Layout.INTERVIEW)), tmp_path)
    assert "Bob" in table and "Bob:" not in table


@pytest.mark.usefixtures("qapp")
def test_hard_texts_are_whole(tmp_path: Path) -> None:
    made = replace(TALK, segments=hard_texts.segments())
    text = words_of(read(PDF.render(made), tmp_path))
    for said in (hard_texts.LONG, hard_texts.ADDRESS):
        assert words_of(said) in text
    assert read(PDF.render(replace(TALK, segments=())), tmp_path).startswith("Müller")


@pytest.mark.usefixtures("qapp")
def test_it_is_made_in_a_side_thread(tmp_path: Path, qtbot: QtBot) -> None:
    made: list[bytes] = []
    thread = threading.Thread(target=lambda: made.append(PDF.render(TALK)))
    thread.start()
    qtbot.waitUntil(lambda: bool(made))
    thread.join()
    assert "Thank you." in read(made[0], tmp_path)


WITHOUT_A_WINDOW = """
import sys
from pathlib import Path
from desktop_app.app.exporting.formats import format_by_id
from desktop_app.core.transcript import Segment, Transcript
text = Transcript(Path("x.wav"), 1.0, "m", None, (Segment("Said in a terminal.", 0.0, 1.0),))
for number in range(2):
    Path(sys.argv[1], f"{number}.pdf").write_bytes(format_by_id("pdf").render(text))
"""


def test_the_terminal_makes_it_without_a_display(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_A_WINDOW, str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, env={"HOME": str(tmp_path)})
    for number in range(2):
        assert "Said in a terminal." in read((tmp_path / f"{number}.pdf").read_bytes(), tmp_path)


def test_it_stands_among_the_texts_to_read() -> None:
    kinds = [known.kind for known in FORMATS]
    assert format_by_id("pdf") is PDF and kinds == sorted(kinds, key=list(Kind).index)
