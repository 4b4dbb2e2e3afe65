"""The translations are whole: every text is there, with its fields, and the .qm is of today."""

import re
import string
from pathlib import Path

from PySide6.QtCore import QTranslator

from desktop_app.core.editing.found_speakers import NUMBERED, NUMBERED_IN_ANY
from desktop_app.ui.languages import LANGUAGES
from tools.translation import (
    CONTEXT,
    FOLDER,
    GERMAN,
    calls,
    collected,
    messages,
    pseudo,
    release,
    update,
    write_pseudo,
)

# Quotation marks as English sets them.
ENGLISH_QUOTES = re.compile("“[^“”„]*”")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def mnemonics(text: str) -> int:
    return len(re.findall(r"&[^&\s]", text.replace("&&", "")))


def test_every_text_of_the_program_is_translated() -> None:
    """`python3 dev.py translate` brings new ones in, unfinished."""
    finished = {(one.source, one.note) for one in messages(GERMAN) if one.is_finished}
    assert not sorted(set(collected()) - finished)


def test_a_number_that_a_model_gave_a_speaker_is_known_in_every_language() -> None:
    """Texts keep the words of the language that was in use: a name they are not."""
    shipped = [
        one.text for path in FOLDER.glob("*.ts") for one in messages(path) if one.source == NUMBERED
    ]
    assert len(shipped) == len(LANGUAGES) - 1
    assert set(NUMBERED_IN_ANY) >= {NUMBERED, *shipped}


def test_a_translation_has_the_fields_keys_and_edges_of_its_text() -> None:
    amiss = [
        (one.source, one.text)
        for one in messages(GERMAN)
        if one.is_used
        and one.text
        and (
            fields(one.source) != fields(one.text)
            or mnemonics(one.source) != mnemonics(one.text)
            or one.source[0].isspace() != one.text[0].isspace()
            or one.source[-1].isspace() != one.text[-1].isspace()
            or ENGLISH_QUOTES.search(one.text)
        )
    ]
    assert not amiss


def test_a_text_that_is_translated_twice_stays_as_it_is() -> None:
    """A marked text may pass `tr` more than once on its way; no German text is another English."""
    german = {one.source: one.text for one in messages(GERMAN)}
    assert not [text for text in german.values() if german.get(text, text) != text]


def test_the_program_reads_what_the_translator_wrote(tmp_path: Path) -> None:
    """`python3 dev.py translate` writes it."""
    made = release(GERMAN, tmp_path / "now.qm")
    assert made.read_bytes() == GERMAN.with_suffix(".qm").read_bytes()
    translator = QTranslator()
    assert translator.load(str(made))
    assert translator.translate(CONTEXT, "File not found") == "Datei nicht gefunden"


def test_lupdate_takes_every_text_as_it_is_and_keeps_what_is_translated(tmp_path: Path) -> None:
    file = tmp_path / "aviary_de.ts"
    hard = {
        ('Say “{name}” & "so" \\* here\n\nand <b>there</b>…', ""): ["a.py", "b.py"],
        ("Open", "a door"): ["a.py"],
        ("Open", ""): ["b.py"],
    }
    update(file, hard)
    assert {(one.source, one.note) for one in messages(file)} == set(hard)
    assert "a.py, b.py" in calls(hard)
    text = file.read_text(encoding="utf-8")
    one = '<translation type="unfinished"></translation>'
    file.write_text(text.replace(one, "<translation>So</translation>", 1), encoding="utf-8")
    update(file, dict(list(hard.items())[1:]))
    assert [(one.text, one.is_used) for one in messages(file)].count(("So", False)) == 1
    assert sum(one.is_used for one in messages(file)) == 2


def test_the_pseudo_translation_is_longer_and_has_what_the_program_reads(tmp_path: Path) -> None:
    for text in ("&Open {name}…", "Speak", "Save <b>{count}</b> to `{path}` && go"):
        long = pseudo(text)
        assert len(long) >= 1.4 * len(text)
        assert fields(long) == fields(text) and mnemonics(long) == mnemonics(text)
    assert pseudo("d MMM yyyy, HH:mm") == "d MMM yyyy, HH:mm"
    translator = QTranslator()
    assert translator.load(str(write_pseudo(tmp_path)))
    assert str(translator.translate(CONTEXT, "File not found")).startswith("⟦Fílé ñót fóúñd")
