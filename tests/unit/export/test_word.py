"""The Word document as python-docx reads it back."""

import io
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript
from desktop_app.export import word_document
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout, TimesShown
from desktop_app.export.word_document import NOTE_STYLE, SPEAKER_STYLE, TIME_STYLE

TALK = Transcript(
    Path("/rec/Müller & Söhne.wav"),
    3725.0,
    "parakeet",
    "de",
    (
        Segment("Good morning.", 0.5, 1.5, speaker="Ann"),
        Segment("Please sit down.", 1.9, 3.0, speaker="Ann"),
        Segment("Thank you.", 3.1, 4.0, speaker="Bob"),
        Segment("Late.", 3700.0, 3701.0, speaker="Bob"),
    ),
)


def read(transcript: Transcript, options: ExportOptions = DEFAULTS):  # type: ignore[no-untyped-def] # python-docx's own
    return Document(io.BytesIO(word_document.document(transcript, options)))


def test_speakers_times_and_paragraphs_are_in_styles_of_their_own() -> None:
    made = read(TALK)
    body = [p for p in made.paragraphs if p.style.name == "Normal" and p.text]
    assert [p.text for p in body] == [
        "00:00  Ann: Good morning. Please sit down.",
        "00:03  Bob: Thank you.",
        "1:01:40  Bob: Late.",
    ]
    assert [run.style.name for run in body[0].runs[:2]] == [TIME_STYLE, SPEAKER_STYLE]


def test_the_facts_stand_in_a_table_and_the_pages_have_numbers() -> None:
    made = read(TALK)
    assert made.paragraphs[0].text == "Müller & Söhne"
    assert made.paragraphs[0].style.name == "Title"
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["Recording", "Müller & Söhne.wav"],
        ["Length", "1:02:05"],
        ["Model", "parakeet"],
        ["Language", "de"],
        ["Speakers", "Ann and Bob"],
    ]
    assert "PAGE" in made.sections[0].footer.paragraphs[0]._p.xml


def test_without_times_there_are_none() -> None:
    segments = tuple(replace(s, start_s=None, end_s=None) for s in TALK.segments)
    body = [p.text for p in read(replace(TALK, segments=segments)).paragraphs[2:]]
    assert body == ["Ann: Good morning. Please sit down.", "Bob: Thank you. Late."]


def test_missing_sound_stands_in_its_place() -> None:
    made = read(replace(TALK, incomplete=Incomplete(3725.0, 3723.0, 3725.0, ((2.0, 3.05),))))
    notes = [p for p in made.paragraphs if p.style.name == NOTE_STYLE]
    assert [p.text for p in notes] == [
        "[1 s of audio at 00:02 cannot be decoded; the file is damaged.]"
    ]
    texts = [p.text for p in made.paragraphs]
    assert texts.index("00:00  Ann: Good morning. Please sit down.") < texts.index(notes[0].text)
    assert texts.index(notes[0].text) < texts.index("00:03  Bob: Thank you.")


@pytest.mark.parametrize(
    "text",
    ["a\x00b\x0bc", "x" * 400, "&<>\"'", "e\u0301 👩‍👩‍👧 日本語", "\udc80", "tab\tand\nline"],
)
def test_any_text_comes_back(text: str) -> None:
    made = read(replace(TALK, segments=(Segment(text, 0.0, 1.0),)))
    wanted = text.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\udc80", "\ufffd")
    assert made.paragraphs[-1].text == f"00:00  {wanted}"


def test_text_from_right_to_left_runs_that_way() -> None:
    arabic, english = "صباح الخير 12", "Good morning"
    made = read(replace(TALK, segments=(Segment(arabic, 0.0, 1.0), Segment(english, 9.0, 10.0))))
    first, second = made.paragraphs[-2:]
    assert "<w:bidi/>" in first._p.xml
    assert first.runs[-1].font.rtl
    assert "<w:bidi/>" not in second._p.xml


def test_the_same_text_makes_the_same_file_with_no_dates_in_it() -> None:
    data = word_document.document(TALK)
    assert data == word_document.document(TALK)
    with ZipFile(io.BytesIO(data)) as archive:
        assert b"dcterms" not in archive.read("docProps/core.xml").split(b"<dc:title>")[1]
        assert archive.testzip() is None


def test_a_model_is_called_by_its_name_where_that_is_known() -> None:
    made = read(replace(TALK, model_title="Parakeet TDT"))
    assert [cell.text for cell in made.tables[0].rows[2].cells] == ["Model", "Parakeet TDT"]


INTERVIEW = ExportOptions(layout=Layout.INTERVIEW)


def test_an_interview_is_a_table_with_its_head_on_each_page() -> None:
    long = Segment("So it was, and so it went on. " * 60, 10.0, 200.0, speaker="Ann")
    made = replace(TALK, segments=(*TALK.segments[:3], long), gaps=(SpeechGap(5.0, 9.0),))
    _, table = read(made, INTERVIEW).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Speaker", "Text"],
        ["Ann\n00:00", "Good morning. Please sit down."],
        ["Bob\n00:03", "Thank you."],
        ["", "[4 s of speech without text]"],
        ["Ann\n00:10", long.text],
    ]
    assert ["w:tblHeader" in row._tr.xml for row in table.rows] == [True, *[False] * 4]
    assert ["w:cantSplit" in row._tr.xml for row in table.rows] == [False, *[True] * 3, False]
    assert [run.style.name for run in table.rows[1].cells[0].paragraphs[0].runs] == [
        SPEAKER_STYLE,
        TIME_STYLE,
    ]
    widths = {tuple(cell.width for cell in row.cells) for row in table.rows}
    assert len(widths) == 1


def test_an_interview_without_speakers_or_times() -> None:
    untimed = replace(
        TALK, segments=tuple(replace(s, start_s=None, end_s=None) for s in TALK.segments)
    )
    rows = read(untimed, replace(INTERVIEW, has_speakers=False)).tables[1].rows
    assert [cell.text for cell in rows[1].cells] == ["", "Good morning. Please sit down."]


def test_an_interview_from_right_to_left_has_its_first_column_on_the_right() -> None:
    arabic = replace(TALK, segments=(Segment("صباح الخير", 0.0, 1.0, speaker="Ann"),))
    assert "w:bidiVisual" in read(arabic, INTERVIEW).tables[1]._tbl.xml
    assert "w:bidiVisual" not in read(TALK, INTERVIEW).tables[1]._tbl.xml


def test_a_time_for_each_sentence() -> None:
    made = read(TALK, ExportOptions(times=TimesShown.SENTENCE))
    assert made.paragraphs[2].text == "00:00  Ann: Good morning. 00:01 Please sit down."
    assert [run.style.name for run in made.paragraphs[2].runs][3] == TIME_STYLE


def test_the_language_is_told_to_the_spelling_checker() -> None:
    made = read(TALK)
    assert made.core_properties.language == "de"
    assert made.styles.element.xpath("//w:lang/@w:val") == ["de"]
