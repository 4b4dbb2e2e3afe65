"""Versions: what is redone is kept, compared and taken back. Also names, tags, and the trash."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.library.versions import Compared
from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.app.window import WindowServices
from desktop_app.core.errors import AppError
from desktop_app.core.transcript import Segment, SpeechGap, Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import Version, VersionKind
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records, started_again
from tests.fakes import STARTER

GAP = (4.0, 8.0)


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def _fail(error: AppError) -> None:
    raise AssertionError(error.sentence) from error


Ask = Callable[[Callable[[Any], None], Callable[[AppError], None]], None]


def asked(qtbot: QtBot, ask: Ask) -> Any:
    """What a call answers."""
    answers: list[Any] = []
    ask(answers.append, _fail)
    qtbot.waitUntil(lambda: len(answers) == 1)
    return answers[0]


def done(qtbot: QtBot, stage: Stage, name: str = "talk.wav") -> JobRecord:
    """A finished transcript in the library, selected."""
    with qtbot.waitSignal(stage.services.controller.job_ended):
        add(qtbot, stage.services, name)
    record = records(stage.services)[0]
    stage.services.controller.select(record.id)
    return record


def kinds(library: Library, key: str) -> list[tuple[VersionKind, bool]]:
    return [(version.kind, version.is_current) for version in library.versions(key)]


def test_what_was_recognised_again_and_kept_is_undone_after_a_restart(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.engine.gaps = (SpeechGap(*GAP),)
    library = opened(qtbot, stage.services)
    key = done(qtbot, stage).key
    redo = stage.services.redo
    stage.engine.gaps = ()
    redo.begin(Mark((GAP[0], 15.0)), RedoOffer(RedoKind.AGAIN, STARTER))
    qtbot.waitUntil(lambda: redo.pair is not None)
    assert redo.keep_new()
    qtbot.waitUntil(lambda: len(library.edits(key).undoable) == 1)
    assert library.edits(key).undoable[0].name == "Recognised again"
    assert library.transcript(key).gaps == ()
    assert [kind for kind, _is_current in kinds(library, key)] == [
        VersionKind.MACHINE,
        VersionKind.EDIT,
    ]
    with started_again(qtbot, stage) as services:
        services.controller.select(records(services)[0].id)
        qtbot.waitUntil(lambda: services.editor.can_undo)
        assert services.editor.undo_name == "Recognised again" and services.editor.undo()
        (record,) = records(services)
        assert record.transcript is not None
        assert record.transcript.gaps == (SpeechGap(*GAP),)


def _with_text(transcript: Transcript, *texts: str) -> Transcript:
    segments = tuple(Segment(text, float(i), i + 1.0) for i, text in enumerate(texts))
    return replace(transcript, segments=segments, gaps=())


def test_versions_are_listed_compared_and_taken_back(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    assert record.transcript is not None
    edited = _with_text(record.transcript, "Sentence number 0.", "Something else")
    library.add_version(record.key, edited, VersionKind.EDIT)
    versions = stage.services.library.versions
    listed: list[Version] = asked(qtbot, lambda d, f: versions.list(record.key, d, f))
    assert [one.kind for one in listed] == [VersionKind.MACHINE, VersionKind.EDIT]
    compared: Compared = asked(
        qtbot, lambda d, f: versions.compare(record.key, listed[0].id, listed[1].id, d, f)
    )
    assert (
        compared.comparison.left.lines[0]
        == compared.comparison.right.lines[0]
        == "Sentence number 0."
    )
    assert compared.comparison.right.marks[0] == ()
    assert compared.comparison.right.marks[1] == ((0, len("Something else")),)
    taken: list[None] = []
    versions.take_back(record.key, listed[0].id, lambda: taken.append(None), _fail)
    qtbot.waitUntil(lambda: bool(taken))
    assert kinds(library, record.key) == [(VersionKind.MACHINE, True), (VersionKind.EDIT, False)]
    (shown,) = records(stage.services)
    assert shown.transcript is not None
    assert [one.text for one in shown.transcript.segments][1:] == [
        "Sentence number 1.",
        "Sentence number 2.",
    ]


def test_transcribing_again_adds_a_version(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    with qtbot.waitSignal(stage.services.controller.job_ended):
        stage.services.controller.transcribe_again([record.id])
    assert kinds(library, record.key) == [(VersionKind.MACHINE, False), (VersionKind.MACHINE, True)]
    assert len(records(stage.services)) == 1
    assert stage.services.controller.selected is record and record.transcript is not None
    assert library.jobs() == []


def test_name_tags_and_note_are_kept(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    key = done(qtbot, stage).key
    changes = stage.services.library.changes
    changes.describe(key, title="Interview 3", tags=("work", "Ä"), note="With Anna.\nIn May.")
    qtbot.waitUntil(lambda: records(stage.services)[0].summary.title == "Interview 3")  # type: ignore[union-attr]
    kept = library.summary(key)
    assert (kept.title, set(kept.tags), kept.note) == (
        "Interview 3",
        {"work", "Ä"},
        "With Anna.\nIn May.",
    )
    assert set(asked(qtbot, lambda d, _f: changes.tags(d))) == {"work", "Ä"}
    with started_again(qtbot, stage) as services:
        summary = records(services)[0].summary
        assert summary is not None
        assert summary.title == "Interview 3"


def test_the_trash_gives_back_or_deletes_for_good(qtbot: QtBot, stage: Stage) -> None:
    library = opened(qtbot, stage.services)
    done(qtbot, stage, "a.wav")
    done(qtbot, stage, "b.wav")
    controller, changes = stage.services.controller, stage.services.library.changes
    controller.remove([record.id for record in records(stage.services)])
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 2)
    trashed = asked(qtbot, lambda d, _f: changes.trashed(d))
    first, second = (one.key for one in trashed)
    ended: list[str] = []
    changes.put_back([first], lambda: ended.append("back"))
    qtbot.waitUntil(lambda: ended == ["back"])
    assert [record.key for record in records(stage.services)] == [first]
    changes.delete([second], lambda: ended.append("deleted"))
    qtbot.waitUntil(lambda: ended == ["back", "deleted"])
    assert library.transcripts(trashed=True) == []
    controller.put_back()  # nothing comes back that is gone
    assert [record.key for record in records(stage.services)] == [first]


def test_what_was_in_the_trash_too_long_is_deleted_at_the_start(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(qtbot, stage.services)
    record = done(qtbot, stage)
    stage.services.controller.remove([record.id])
    qtbot.waitUntil(lambda: len(library.transcripts(trashed=True)) == 1)
    asked_for: list[float] = []
    real = Library.empty_trash

    def noted(library: Library, older_than_s: float = 0.0) -> object:
        asked_for.append(older_than_s)
        return real(library, older_than_s)

    monkeypatch.setattr(Library, "empty_trash", noted)
    with started_again(qtbot, stage) as services:
        qtbot.waitUntil(lambda: len(asked_for) == 1)
        now = services.library.door.library
        assert now is not None
        assert len(now.transcripts(trashed=True)) == 1  # not thirty days yet
    assert asked_for == [30 * 24 * 3600.0]


def test_few_texts_stay_in_memory(qtbot: QtBot, stage: Stage) -> None:
    opened(qtbot, stage.services)
    for number in range(12):
        done(qtbot, stage, f"{number}.wav")
    assert sum(one.transcript is not None for one in records(stage.services)) <= 9
    controller = stage.services.controller
    for record in records(stage.services):
        controller.select(record.id)
        qtbot.waitUntil(lambda: _selected_text(stage.services) is not None)
    assert sum(one.transcript is not None for one in records(stage.services)) <= 9


def _selected_text(services: WindowServices) -> Transcript | None:
    return services.controller.selected.transcript if services.controller.selected else None
