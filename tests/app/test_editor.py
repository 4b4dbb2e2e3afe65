"""A text is changed in memory at once, and in the library soon after; nothing of it is lost."""

import gc
import importlib
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.editing import editor as editing
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.settings import ExportChoices
from desktop_app.app.window import WindowServices
from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.library_errors import LibraryFull, TextChanged
from desktop_app.core.transcript import Segment, SpeechGap, Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records, started_again

TYPING = "Typing"
# What reads the sound of a selected transcript in a side thread, which a test does not wait for.
importlib.import_module("desktop_app.media.probe")
importlib.import_module("desktop_app.media.peaks")


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def shown(qtbot: QtBot, services: WindowServices) -> JobRecord:
    """The only transcript, selected and ready to be changed."""
    record = records(services)[0]
    services.controller.select(record.id)
    qtbot.waitUntil(lambda: services.editor.can_edit)
    return record


def made(qtbot: QtBot, stage: Stage) -> JobRecord:
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, "talk.wav")
    return shown(qtbot, stage.services)


def segments(record: JobRecord) -> tuple[Segment, ...]:
    assert record.transcript is not None
    return record.transcript.segments


def gaps(record: JobRecord) -> tuple[SpeechGap, ...]:
    assert record.transcript is not None
    return record.transcript.gaps


def typed(record: JobRecord, number: int, text: str) -> Change:
    before = segments(record)[number]
    return Change(number, (before,), (replace(before, text=text, words=()),))


def transcripts() -> list[Transcript]:
    """Those that are in memory, also those of other tests."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Transcript)]


def texts(record: JobRecord) -> list[str]:
    return [segment.text for segment in segments(record)]


def kept(library: Library, key: str) -> list[str]:
    library.place_jobs([]).result()  # behind all other writes
    return [segment.text for segment in library.transcript(key).segments]


def test_a_change_is_in_memory_at_once_and_in_the_library_soon(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    seen: list[object] = []
    editor.changed.connect(lambda *what: seen.append(what))
    change = typed(record, 1, "Another sentence.")
    assert editor.apply(change, TYPING, place=7)
    assert texts(record)[1] == "Another sentence."
    assert seen == [(record.id, change, None)]
    assert (editor.can_undo, editor.undo_name, editor.can_redo) == (True, TYPING, False)
    qtbot.waitUntil(lambda: kept(library, record.key) == texts(record))
    qtbot.waitUntil(lambda: record.summary is not None and record.summary.versions == 2)
    assert editor.undo()
    assert seen[-1] == (record.id, change.undone, 7)
    assert editor.redo()
    assert not editor.redo()
    qtbot.waitUntil(lambda: kept(library, record.key)[1] == "Another sentence.")
    assert library.verify() == []


def test_undo_leads_back_to_the_machines_text_after_a_restart(qtbot: QtBot, stage: Stage) -> None:
    opened(qtbot, stage.services)
    record = made(qtbot, stage)
    before = texts(record)
    for number in range(130):  # more than are read at once
        assert stage.services.editor.apply(typed(record, number % 3, f"Text {number}."), TYPING)
    after = texts(record)
    qtbot.waitUntil(lambda: not stage.services.editor.holds(record.key))
    with started_again(qtbot, stage) as services:
        record, editor = shown(qtbot, services), services.editor
        assert texts(record) == after
        for _ in range(130):
            qtbot.waitUntil(lambda: editor.can_undo)
            assert editor.undo()
        assert texts(record) == before
        assert not editor.can_undo
        qtbot.waitUntil(lambda: not editor.holds(record.key))
    with started_again(qtbot, replace(stage, services=services)) as services:
        record, editor = shown(qtbot, services), services.editor
        for _ in range(130):
            qtbot.waitUntil(lambda: editor.can_redo)
            assert editor.redo()
        assert texts(record) == after


def test_one_run_of_typing_is_undone_at_once(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    before = texts(record)
    for text in ("T", "To", "Tod"):
        assert editor.apply(typed(record, 0, text), TYPING, merges=True)
    assert editor.apply(typed(record, 0, "Toda"), TYPING)
    assert editor.apply(typed(record, 0, "Today"), TYPING, merges=True)
    qtbot.waitUntil(lambda: kept(library, record.key)[0] == "Today")
    assert len(library.edits(record.key).undoable) == 2
    editor.undo()
    assert texts(record)[0] == "Tod"
    editor.undo()
    assert texts(record) == before
    assert editor.apply(typed(record, 0, "New"), TYPING, merges=True)  # not with what was undone
    assert not editor.can_redo
    editor.undo()
    assert texts(record) == before
    qtbot.waitUntil(lambda: kept(library, record.key) == before)


def test_gaps_go_and_come_back_with_their_change(qtbot: QtBot, stage: Stage) -> None:
    stage.engine.gaps = (SpeechGap(4.0, 8.0),)
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    assert editor.apply(typed(record, 0, "Heard again."), "Recognised again", gaps=())
    assert gaps(record) == ()
    qtbot.waitUntil(lambda: library.summary(record.key).marks == 0)
    editor.undo()
    assert gaps(record) == (SpeechGap(4.0, 8.0),)
    qtbot.waitUntil(lambda: library.transcript(record.key).gaps == (SpeechGap(4.0, 8.0),))
    assert library.summary(record.key).marks == 1


def test_what_a_full_disk_refuses_stays_in_memory_and_is_kept_later(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    before = texts(record)

    def full(*_args: object, **_kept: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    with monkeypatch.context() as patch:
        patch.setattr(Library, "edit_on", full)
        with qtbot.waitSignal(editor.failed) as told:
            assert editor.apply(typed(record, 0, "First."), TYPING)
        assert isinstance(told.args[0], LibraryFull)
        assert editor.apply(typed(record, 1, "Second."), TYPING)
        assert editor.undo()
        assert editor.unkept == {record.key}
        assert stage.services.library.unwritten == (
            "1 transcript could not be kept in the library; export it first.",
        )
        assert stage.services.library.is_behind
    with qtbot.waitSignal(editor.caught_up):
        stage.services.library.write_again()
    assert kept(library, record.key) == ["First.", *before[1:]]
    assert editor.unkept == frozenset()
    assert [edit.name for edit in library.edits(record.key).redoable] == [TYPING]


def test_a_text_that_another_program_changed_meanwhile_is_kept_beside_it(
    qtbot: QtBot, stage: Stage
) -> None:
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    other = Library.open(library.folder)
    there = other.transcript(record.key).segments
    theirs = (replace(there[0], text="Theirs.", words=()), *there[1:])
    other.edit(record.key, change_between(there, theirs), TYPING).result()
    with qtbot.waitSignal(editor.failed) as told:
        assert editor.apply(typed(record, 2, "Ours."), TYPING)
        assert editor.apply(typed(record, 1, "Ours, too."), TYPING)
    assert isinstance(told.args[0], TextChanged)
    qtbot.waitUntil(lambda: not editor.holds(record.key))
    assert kept(library, record.key)[1:] == ["Ours, too.", "Ours."] == texts(record)[1:]
    versions = library.versions(record.key)
    assert [one.kind for one in versions] == [
        VersionKind.MACHINE,
        VersionKind.EDIT,
        VersionKind.EDIT,
    ]
    assert library.transcript(record.key, versions[1].id).segments[0].text == "Theirs."
    # And it goes on from there.
    qtbot.waitUntil(lambda: editor.can_edit)
    assert editor.apply(typed(record, 0, "On."), TYPING)
    qtbot.waitUntil(lambda: kept(library, record.key)[0] == "On.")
    assert editor.undo_name == TYPING
    assert library.verify() == other.verify() == []
    assert other.close()


def test_another_version_has_its_own_log(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    machine = texts(record)
    assert editor.apply(typed(record, 0, "Edited."), TYPING)
    qtbot.waitUntil(lambda: kept(library, record.key)[0] == "Edited.")
    first, second = library.versions(record.key)
    taken: list[object] = []
    versions = stage.services.library.versions
    versions.take_back(record.key, first.id, lambda: taken.append(1), taken.append)
    qtbot.waitUntil(lambda: taken == [1] and editor.can_edit)
    assert texts(record) == machine
    assert not editor.can_undo
    versions.take_back(record.key, second.id, lambda: taken.append(2), taken.append)
    qtbot.waitUntil(lambda: taken == [1, 2] and editor.can_undo)
    assert editor.undo()
    assert texts(record) == machine


def test_a_text_that_grows_or_is_transcribed_again_is_not_changed(
    qtbot: QtBot, stage: Stage
) -> None:
    opened(qtbot, stage.services)
    editor, refused = stage.services.editor, list[str]()
    editor.refused.connect(refused.append)
    stage.engine.gate.clear()
    add(qtbot, stage.services, "talk.wav")
    record = records(stage.services)[0]
    stage.services.controller.select(record.id)
    assert not editor.apply(Change(0, (), (Segment("x"),)), TYPING)
    assert refused == [editing.NOT_FINISHED]
    stage.engine.gate.set()
    record = shown(qtbot, stage.services)
    stage.engine.gate.clear()
    stage.services.controller.transcribe_again([record.id])
    qtbot.waitUntil(lambda: editor.why_not_of(record.key) == editing.AT_WORK)
    stage.services.controller.select(record.id)
    assert not editor.apply(typed(record, 0, "x"), TYPING)
    assert refused[-1] == editing.AT_WORK
    stage.engine.gate.set()
    qtbot.waitUntil(lambda: editor.why_not_of(record.key) == "")


def test_typing_brings_an_exported_file_up_to_date_when_it_pauses(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    folder = tmp_path / "texts"
    folder.mkdir()
    choices = ExportChoices(("txt",), str(folder))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    record, editor = made(qtbot, stage), stage.services.editor
    qtbot.waitUntil((folder / "talk.txt").exists)
    written: list[object] = []
    stage.services.automatic.written.connect(written.append)
    for letter in ("T", "To", "Today."):
        assert editor.apply(typed(record, 0, letter), TYPING, merges=True)
    qtbot.waitUntil(lambda: "Today." in (folder / "talk.txt").read_text(encoding="utf-8"))
    qtbot.waitUntil(lambda: written == [(record.key,)])
    assert [path.name for path in folder.iterdir()] == ["talk.txt"]


def test_a_text_of_an_earlier_run_gets_no_second_file(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    opened(qtbot, stage.services)
    folder = tmp_path / "texts"
    folder.mkdir()
    choices = ExportChoices(("txt",), str(folder))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    made(qtbot, stage)
    with started_again(qtbot, stage) as services:
        record = shown(qtbot, services)
        assert services.editor.apply(typed(record, 0, "Today."), TYPING)
    assert [path.name for path in folder.iterdir()] == ["talk.txt"]


def test_texts_that_nobody_looks_at_do_not_stay_in_memory(qtbot: QtBot, stage: Stage) -> None:
    of_other_tests = transcripts()
    opened(qtbot, stage.services)
    controller, editor = stage.services.controller, stage.services.editor
    for number in range(14):
        with qtbot.waitSignal(controller.job_ended):
            add(qtbot, stage.services, f"{number}.wav")
    for record in records(stage.services):
        controller.select(record.id)
        qtbot.waitUntil(lambda: editor.can_edit)
        assert editor.apply(typed(record, 0, "Today."), TYPING)
        qtbot.waitUntil(lambda: not editor.holds(controller.selected.key))  # type: ignore[union-attr]
    known = set(map(id, of_other_tests))
    assert len([one for one in transcripts() if id(one) not in known]) < 12
    controller.select(records(stage.services)[0].id)
    qtbot.waitUntil(lambda: editor.can_undo)
    assert editor.undo()


def test_a_change_for_another_text_is_refused(qtbot: QtBot, stage: Stage) -> None:
    opened(qtbot, stage.services)
    record, editor = made(qtbot, stage), stage.services.editor
    change = typed(record, 0, "One.")
    assert editor.apply(change, TYPING)
    with qtbot.waitSignal(editor.refused):
        assert not editor.apply(change, TYPING)
    assert not editor.apply(Change(0, (), ()), TYPING)


def test_a_text_without_a_library_is_changed_in_memory_and_told_of_at_the_end(
    qtbot: QtBot, stage: Stage
) -> None:
    record, editor = made(qtbot, stage), stage.services.editor
    before = texts(record)
    assert editor.apply(typed(record, 0, "One."), TYPING)
    assert len(stage.services.library.unwritten) == 1
    assert editor.undo()
    assert texts(record) == before
