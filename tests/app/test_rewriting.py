"""Many transcripts are changed at once: looked through first, each with one change, undone."""

import threading
import uuid
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.words.rewriting import MOST_LISTED, Outcome, Search, SentenceChange
from desktop_app.core.editing.blocks import Replacing
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.find import Pattern
from desktop_app.core.library_errors import LibraryDamaged
from desktop_app.core.transcript import Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import EditLog
from tests.app.conftest import Stage
from tests.app.test_editor import kept, texts, typed
from tests.app.test_library_keeping import opened, records
from tests.conftest import PATIENCE_S
from tests.fakes import transcript

NAME = "Replaced “sentence”"
REPLACING = Replacing(Pattern("sentence", is_word=True), "phrase")


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def key(number: int) -> str:
    return uuid.UUID(int=number + 1).hex


def filled(qtbot: QtBot, stage: Stage, folder: Path, count: int = 4) -> Library:
    """A library with so many transcripts of three sentences; the window shows the last one."""
    with closing(Library.open(folder)) as library:
        for number in range(count):
            library.finish_job(key(number), transcript(f"{number}.wav"))
    return opened(qtbot, stage.services)


def looked(
    qtbot: QtBot, stage: Stage, rewrite: Replacing = REPLACING
) -> tuple[list[SentenceChange], Search]:
    """What a search finds in all transcripts."""
    rewriting = stage.services.rewriting
    found: list[SentenceChange] = []
    rewriting.found.connect(found.extend)
    with qtbot.waitSignal(rewriting.searched) as searched:
        rewriting.look(rewriting.sources(), rewrite)
    rewriting.found.disconnect(found.extend)
    return found, searched.args[0]


def changed(qtbot: QtBot, stage: Stage, wanted: list[SentenceChange]) -> Outcome:
    with qtbot.waitSignal(stage.services.rewriting.changed) as signal:
        stage.services.rewriting.change(wanted, REPLACING, NAME)
    outcome: Outcome = signal.args[0]
    return outcome


def undone(qtbot: QtBot, stage: Stage) -> Outcome:
    with qtbot.waitSignal(stage.services.rewriting.changed) as signal:
        stage.services.rewriting.undo()
    outcome: Outcome = signal.args[0]
    return outcome


def select(qtbot: QtBot, stage: Stage, number: int) -> None:
    """Read a transcript, as a click on its row does."""
    record = stage.services.controller.find(key(number))
    assert record is not None
    stage.services.controller.select(record.id)
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)


BEFORE = ["Sentence number 0.", "Sentence number 1.", "Sentence number 2."]
AFTER = [text.replace("Sentence", "phrase") for text in BEFORE]


def test_sentences_are_found_changed_and_taken_back_wherever_the_texts_are(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    """One text is shown, others are in memory, one is only in the library."""
    library = filled(qtbot, stage, library_folder)
    for number in (0, 1):
        select(qtbot, stage, number)
    found, search = looked(qtbot, stage)
    assert search == Search(looked_at=4, sentences=12)
    assert {(one.source, one.number) for one in found} == {
        (key(n), s) for n in range(4) for s in range(3)
    }
    assert (found[0].before, found[0].after) == ("Sentence number 0.", "phrase number 0.")

    outcome = changed(qtbot, stage, [one for one in found if one.number != 1])
    assert (outcome.sentences, outcome.transcripts, outcome.failures) == (8, 4, [])
    partly = [AFTER[0], BEFORE[1], AFTER[2]]
    for number in range(4):
        qtbot.waitUntil(lambda n=number: kept(library, key(n)) == partly)  # type: ignore[misc]
        assert library.edits(key(number)).undoable[-1].name == NAME
        assert len(library.edits(key(number)).undoable) == 1
    shown = stage.services.controller.selected
    assert shown is not None
    assert texts(shown) == partly
    assert stage.services.editor.undo_name == NAME
    assert [record.transcript is None for record in records(stage.services)].count(True) == 1

    outcome = undone(qtbot, stage)
    assert (outcome.sentences, outcome.transcripts, outcome.failures) == (8, 4, [])
    for number in range(4):
        qtbot.waitUntil(lambda n=number: kept(library, key(n)) == BEFORE)  # type: ignore[misc]
    assert texts(shown) == BEFORE
    assert not stage.services.rewriting.can_undo


def test_texts_keep_the_times_of_their_words(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    library = filled(qtbot, stage, library_folder, 1)
    before = library.transcript(key(0)).segments
    found, _ = looked(qtbot, stage)
    changed(qtbot, stage, found)
    qtbot.waitUntil(lambda: kept(library, key(0)) == AFTER)
    after = library.transcript(key(0)).segments
    assert [s.words[0].text for s in after] == ["phrase"] * 3
    assert [s.words[1:] for s in after] == [s.words[1:] for s in before]
    assert [(s.start_s, s.end_s) for s in after] == [(s.start_s, s.end_s) for s in before]


def test_a_text_that_is_only_being_opened_is_changed_too(
    qtbot: QtBot, stage: Stage, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, read = threading.Event(), Library.edits

    def read_late(self: Library, stored: str, limit: int) -> EditLog:
        assert may_read.wait(PATIENCE_S)
        return read(self, stored, limit)

    monkeypatch.setattr(Library, "edits", read_late)
    library = filled(qtbot, stage, library_folder, 1)
    shown = stage.services.controller.selected
    assert shown is not None
    qtbot.waitUntil(lambda: shown.transcript is not None)
    assert not stage.services.editor.can_edit
    found, _ = looked(qtbot, stage)
    outcome = changed(qtbot, stage, found)
    assert (outcome.sentences, outcome.failures) == (3, [])
    assert kept(library, key(0)) == texts(shown) == AFTER
    may_read.set()
    qtbot.waitUntil(lambda: stage.services.editor.undo_name == NAME)
    assert undone(qtbot, stage).failures == []
    qtbot.waitUntil(lambda: kept(library, key(0)) == BEFORE)
    assert texts(shown) == BEFORE


def test_what_has_changed_since_the_search_is_left(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    library = filled(qtbot, stage, library_folder)
    select(qtbot, stage, 0)
    found, _ = looked(qtbot, stage)
    record = stage.services.controller.selected
    assert record is not None
    for number in range(3):  # all its sentences are others now
        assert stage.services.editor.apply(
            typed(record, number, f"Sentence {number} now"), "Typing"
        )
    library.delete([key(1)]).result()
    outcome = changed(qtbot, stage, found)
    assert (outcome.sentences, outcome.transcripts) == (6, 2)
    assert len(outcome.failures) == 2
    assert texts(record) == ["Sentence 0 now", "Sentence 1 now", "Sentence 2 now"]

    # And an undo leaves what was changed after it.
    library.edit(key(2), typed_in(library, 2), "Typing").result()
    outcome = undone(qtbot, stage)
    assert (outcome.transcripts, len(outcome.failures)) == (1, 1)
    assert kept(library, key(2)) == ["Typed", *AFTER[1:]]


def typed_in(library: Library, number: int) -> Change:
    first = library.transcript(key(number)).segments[0]
    return Change(0, (first,), (replace(first, text="Typed", words=()),))


def test_a_text_that_cannot_be_read_is_named_and_the_others_are_searched(
    qtbot: QtBot, stage: Stage, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(qtbot, stage, library_folder)
    whole = Library.transcript

    def damaged(self: Library, wanted: str, version: int | None = None) -> Transcript:
        if wanted == key(1):
            raise LibraryDamaged("The library is damaged.")
        return whole(self, wanted, version)

    monkeypatch.setattr(Library, "transcript", damaged)
    found, search = looked(qtbot, stage)
    assert len(found) == 9
    assert [one.title for one in search.failures] == ["1.wav"]


def test_a_bad_expression_is_told(qtbot: QtBot, stage: Stage, library_folder: Path) -> None:
    filled(qtbot, stage, library_folder)
    found, search = looked(qtbot, stage, Replacing(Pattern("(", is_regex=True), "x"))
    assert not found
    assert search.why


def test_thousands_of_texts_do_not_block_the_window(
    qtbot: QtBot, stage: Stage, library_folder: Path
) -> None:
    """Everything is done in a side thread, in parts; each part is told in few rows at once."""
    count = 5000
    with closing(Library.open(library_folder)) as library:
        library.finish_job(key(0), transcript("0.wav", 2))
    library = opened(qtbot, stage.services)
    rewriting = stage.services.rewriting
    source = rewriting.sources()[0]
    many = [source] * count
    steps: list[tuple[int, int]] = []
    rewriting.progressed.connect(lambda *step: steps.append(step))
    with qtbot.waitSignal(rewriting.searched) as searched:
        rewriting.look(many, REPLACING)
        assert rewriting.is_busy  # it has returned at once
    assert searched.args[0].sentences == MOST_LISTED
    assert steps[0] == (0, count)
    assert steps[-1] == (count, count)

    with qtbot.waitSignal(rewriting.searched) as searched:
        rewriting.look(many, REPLACING)
        rewriting.stop()
    assert searched.args[0].is_stopped
    assert searched.args[0].looked_at < count
