"""The user's own words: kept, listened for, and written into new texts where they were misheard."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.editing.terms import Term
from desktop_app.core.library_errors import LibraryFull, WordsUnreadable
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from tests.app.conftest import Stage
from tests.app.test_editor import kept, made, segments, texts
from tests.app.test_library_keeping import add, opened, records, started_again

SENTENCE = Term("Satz", ("sentence", "centence"))
QUIET = Term("NeMo", is_boosted=False)


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def listed(stage: Stage) -> list[Term]:
    return list(stage.services.words.terms)


def settled(qtbot: QtBot, library: Library, *terms: Term) -> None:
    """Wait until the library has these words."""
    qtbot.waitUntil(lambda: library.terms() == list(terms))


def test_words_are_kept_changed_and_taken_back(qtbot: QtBot, stage: Stage) -> None:
    library, words = opened(qtbot, stage.services), stage.services.words
    words.put(Term("  Satz ", ("sentence", "", "sentence")))
    words.put(QUIET)
    assert listed(stage) == [Term("Satz", ("sentence",)), QUIET]
    words.put(SENTENCE, "Satz")
    words.put(Term("NeMo", ("nemo",)))  # no word twice: it gets the reading
    assert listed(stage) == [SENTENCE, Term("NeMo", ("nemo",))]
    settled(qtbot, library, *words.terms)
    words.undo()
    assert listed(stage) == [SENTENCE, QUIET]
    words.remove(["Satz"])
    assert listed(stage) == [QUIET]
    words.undo()
    settled(qtbot, library, SENTENCE, QUIET)
    with started_again(qtbot, stage) as services:
        qtbot.waitUntil(lambda: services.words.terms == (SENTENCE, QUIET))
        assert not services.words.can_undo


def test_new_jobs_and_those_that_wait_listen_for_the_words(qtbot: QtBot, stage: Stage) -> None:
    opened(qtbot, stage.services)
    stage.services.preferences.change(starts_automatically=False)
    add(qtbot, stage.services, "early.wav")
    stage.services.words.put(SENTENCE)
    stage.services.words.put(QUIET)
    add(qtbot, stage.services, "late.wav")
    assert [r.job.request.phrases for r in records(stage.services)] == [("Satz",), ("Satz",)]
    with started_again(qtbot, stage) as services:
        qtbot.waitUntil(lambda: bool(services.words.terms))
        assert [r.job.request.phrases for r in records(services)] == [("Satz",), ("Satz",)]


def test_a_job_that_goes_on_keeps_the_phrases_it_was_begun_with(qtbot: QtBot, stage: Stage) -> None:
    opened(qtbot, stage.services)
    stage.services.words.put(SENTENCE)
    stage.engine.gate.clear()
    add(qtbot, stage.services, "talk.wav")
    qtbot.waitUntil(lambda: bool(stage.engine.requests))
    stage.services.words.put(Term("Other"))
    assert records(stage.services)[0].job.request.phrases == ("Satz",)


def test_a_new_text_has_the_words_and_the_correction_can_be_undone(
    qtbot: QtBot, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    stage.services.words.put(SENTENCE)
    settled(qtbot, library, SENTENCE)
    exported: list[list[str]] = []
    stage.services.controller.job_ended.connect(lambda record: exported.append(texts(record)))
    record, editor = made(qtbot, stage), stage.services.editor
    corrected = texts(record)
    assert all("Satz" in text and "entence" not in text for text in corrected)
    assert exported == [corrected]  # what is written by itself has them, too
    assert kept(library, record.key) == corrected
    assert [v.kind for v in library.versions(record.key)] == [VersionKind.MACHINE, VersionKind.EDIT]
    assert [word.text for word in segments(record)[0].words] == corrected[0].split()

    qtbot.waitUntil(lambda: editor.can_undo)
    assert editor.undo_name == "My words"
    assert editor.undo()
    assert all("entence" in text for text in texts(record))
    assert editor.redo()
    assert texts(record) == corrected


def test_a_part_that_is_recognised_again_has_the_words(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record = made(qtbot, stage)
    stage.services.words.put(SENTENCE)
    settled(qtbot, library, SENTENCE)
    part = replace(record.job.request, span=(10.0, 20.0))
    with qtbot.waitSignal(stage.services.controller.job_ended) as ended:
        stage.services.controller.add(part, record.id)
    assert texts(ended.args[0]) == ["Satz number 1."]


def test_a_text_is_not_lost_where_the_library_does_not_take_the_words(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(qtbot, stage.services)
    stage.services.words.put(SENTENCE)
    settled(qtbot, library, SENTENCE)

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    monkeypatch.setattr(Library, "edit", full)
    record = made(qtbot, stage)
    assert all("entence" in text for text in texts(record))
    assert kept(library, record.key) == texts(record)


def test_words_that_the_library_does_not_take_are_named_and_kept_later(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, words = opened(qtbot, stage.services), stage.services.words

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    told: list[object] = []
    words.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(Library, "keep_terms", full)
        words.put(SENTENCE)
        words.put(QUIET)
        qtbot.waitUntil(lambda: bool(told))
        with qtbot.waitSignal(words._again.timeout):
            words._again.start(0)
        words.read()  # what the library has is older
        with qtbot.waitCallback() as was_read:
            words._lane.run(lambda: None, was_read, was_read)
        assert stage.services.unwritten == (
            "Changes to My words could not be kept in the library.",
        )
    words.keep_again()
    settled(qtbot, library, SENTENCE, QUIET)
    qtbot.waitUntil(lambda: not stage.services.unwritten)
    assert len(told) == 1
    assert listed(stage) == [SENTENCE, QUIET]


def test_lists_are_written_and_read(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    opened(qtbot, stage.services)
    words, file = stage.services.words, tmp_path / "Wörter.tsv"
    words.put(SENTENCE)
    words.put(QUIET)
    with qtbot.waitSignal(words.exported):
        words.write_to(file)
    assert file.read_text(encoding="utf-8-sig").splitlines()[1:] == [
        "Satz\tsentence | centence\tyes",
        "NeMo\t\tno",
    ]
    words.remove(["Satz", "NeMo"])
    words.put(Term("Satz", ("other",)))
    with qtbot.waitSignal(words.imported) as imported:
        words.take_from(file)
    assert imported.args == [2]
    assert listed(stage) == [Term("Satz", ("other", "sentence", "centence")), QUIET]
    words.undo()
    assert listed(stage) == [Term("Satz", ("other",))]

    (tmp_path / "noise").write_bytes(b"\xff\xfe\x00")
    for bad in (tmp_path / "noise", tmp_path / "missing.txt", tmp_path):
        with qtbot.waitSignal(words.failed) as failed:
            words.take_from(bad)
        assert isinstance(failed.args[0], WordsUnreadable)
