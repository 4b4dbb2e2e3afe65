"""Find the speakers of a finished transcript: one change, which leaves what the user named."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.speakers.finding import FOUND, Found
from desktop_app.core.errors import MediaMissing
from desktop_app.core.request import SpeakerSearch
from desktop_app.core.transcript import Segment
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened
from tests.fakes import DIARIZER, transcript

TWO = SpeakerSearch(DIARIZER, 2, is_exact=True)
COUNT = 6


@pytest.fixture(params=[True, False], ids=["library", "memory"])
def library_folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path | None:
    return tmp_path / "library" if request.param else None


@pytest.fixture
def shown(stage: Stage, qtbot: QtBot) -> JobRecord:
    """A finished transcript of six sentences."""
    services = stage.services
    if services.library.door.library is None and stage.access.open_library is not None:
        opened(qtbot, services)
    stage.engine.segment_count = COUNT
    services.controller.add_paths([Path("/rec/a.wav")])
    qtbot.waitUntil(lambda: len(services.controller.finished()) == 1)
    record = services.controller.records()[0]
    services.controller.select(record.id)
    qtbot.waitUntil(lambda: services.editor.can_edit)
    return record


def names(record: JobRecord) -> list[str | None]:
    assert record.transcript is not None
    return [one.speaker for one in record.transcript.segments]


def numbered(told: Sequence[Segment], *numbers: int) -> tuple[Segment, ...]:
    """The sentences as speakers of these numbers say them."""
    return tuple(
        replace(one, speaker=f"Speaker {number}") for one, number in zip(told, numbers, strict=True)
    )


def find(stage: Stage, qtbot: QtBot, search: SpeakerSearch = TWO) -> Found:
    with qtbot.waitSignal(stage.services.finding.done) as found:
        assert stage.services.finding.begin(search)
    assert found.args is not None
    result = found.args[0]
    assert isinstance(result, Found)
    return result


def test_speakers_are_found_in_one_change_that_can_be_undone(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    before = shown.transcript
    assert before is not None
    found = find(stage, qtbot)
    assert (found.record, found.speakers, found.kept) == (shown, 2, 0)
    asked = stage.engine.requests[-1]
    assert (asked.told, asked.speakers, asked.span) == (before.segments, TWO, None)
    assert names(shown) == ["Speaker 1", "Speaker 2"] * 3
    assert len(stage.services.controller.records()) == 1  # no row is left of it
    assert stage.services.editor.undo_name == FOUND
    assert stage.services.editor.undo()
    assert names(shown) == [None] * COUNT


def test_again_with_another_number_only_the_names_of_the_machine_are_replaced(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    speakers = stage.services.speakers
    find(stage, qtbot)
    assert speakers.rename("Speaker 1", "Anna")
    assert speakers.name(3, 4, "Peter")
    assert names(shown) == ["Anna", "Speaker 2", "Anna", "Peter", "Anna", "Speaker 2"]
    stage.engine.finds = lambda told, _search: numbered(told, 1, 2, 1, 3, 3, 2)
    found = find(stage, qtbot, SpeakerSearch(DIARIZER, 3, is_exact=True))
    assert (found.speakers, found.kept) == (3, 1)
    assert names(shown) == ["Anna", "Speaker 2", "Anna", "Peter", "Peter", "Speaker 2"]
    # Only one of Peter's sentences was named by hand.
    stage.engine.finds = lambda told, _search: numbered(told, 1, 1, 1, 1, 1, 1)
    assert find(stage, qtbot).kept == 1
    assert names(shown) == ["Anna", "Anna", "Anna", "Peter", "Anna", "Anna"]


def test_a_name_by_hand_stays_so_where_it_is_what_the_machine_had_said(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    speakers, editor = stage.services.speakers, stage.services.editor
    find(stage, qtbot)
    assert speakers.name(2, 3, "Anna") and speakers.name(2, 3, "Speaker 1")
    assert speakers.name(4, 5, "Anna") and editor.undo()
    assert speakers.name(3, 4, "Anna") and editor.undo() and editor.redo()
    stage.engine.finds = lambda told, _search: numbered(told, 1, 2, 2, 2, 2, 2)
    for _again in range(2):  # and is known as such once more
        assert find(stage, qtbot).kept == 2
        kept = ["Speaker 1", "Speaker 2", "Speaker 1", "Anna", "Speaker 2", "Speaker 2"]
        assert names(shown) == kept


def test_whom_the_user_has_made_one_stays_one(stage: Stage, shown: JobRecord, qtbot: QtBot) -> None:
    stage.engine.finds = lambda told, _search: numbered(told, 1, 2, 3, 1, 2, 3)
    find(stage, qtbot)
    assert stage.services.speakers.rename("Speaker 3", "Speaker 1")
    assert find(stage, qtbot).kept == 4
    assert names(shown) == ["Speaker 1", "Speaker 2", "Speaker 1"] * 2


def test_what_was_undone_is_no_longer_of_the_machine(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    find(stage, qtbot)
    assert stage.services.editor.undo()
    assert stage.services.speakers.name(0, 2, "Speaker 2")
    find(stage, qtbot)
    assert names(shown)[:2] == ["Speaker 2", "Speaker 2"]


def test_a_text_that_is_not_shown_any_more_gets_its_speakers(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    controller = stage.services.controller
    stage.engine.gate.clear()
    assert stage.services.finding.begin(TWO)
    assert stage.services.finding.is_busy and not stage.services.finding.can_begin
    controller.select(0)
    with qtbot.waitSignal(stage.services.finding.done):
        stage.engine.gate.set()
    assert names(shown) == ["Speaker 1", "Speaker 2"] * 3


def test_where_nobody_is_heard_the_text_stays_as_it_is(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    find(stage, qtbot)
    before = shown.transcript
    stage.engine.finds = lambda _told, _search: transcript(count=COUNT).segments
    assert find(stage, qtbot).speakers == 0
    assert shown.transcript is before


def test_what_fails_is_told_and_has_one_row_however_often_it_is_tried(
    stage: Stage, shown: JobRecord, qtbot: QtBot
) -> None:
    finding, controller = stage.services.finding, stage.services.controller
    for error in (MediaMissing("It is gone."), MediaMissing("It is gone for good.")):
        stage.engine.errors["a"] = error
        with qtbot.waitSignal(finding.failed) as failed:
            assert finding.begin(TWO)
        assert failed.args == [error]
        assert [one.error for one in controller.records() if one.error is not None] == [error]
    assert names(shown) == [None] * COUNT


def test_a_stopped_job_changes_nothing(stage: Stage, shown: JobRecord, qtbot: QtBot) -> None:
    controller, finding = stage.services.controller, stage.services.finding
    stage.engine.gate.clear()
    assert finding.begin(TWO)
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 2)
    (part,) = [one for one in controller.records() if one.part_of]
    controller.stop(part.id)
    qtbot.waitUntil(lambda: not finding.is_busy)
    assert names(shown) == [None] * COUNT
