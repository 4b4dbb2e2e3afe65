"""A second look: what is left, what was checked, and that it stays so."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.checking.checking import Checking
from desktop_app.app.checking.items import Kind, Place
from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.library_errors import LibraryFull
from desktop_app.core.transcript import Segment, SpeechGap
from desktop_app.library.library import Library
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, opened, records, started_again
from tests.fakes import segment


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def odd(number: int, *unsure: int) -> Segment:
    """A sentence of which some words are unsure."""
    made = segment(number)
    words = [replace(w, confidence=0.2) if n in unsure else w for n, w in enumerate(made.words)]
    return replace(made, words=tuple(words))


def done(qtbot: QtBot, stage: Stage, name: str = "talk.wav") -> JobRecord:
    """A transcript in the library with three things to check: two runs of words and a gap."""
    opened(qtbot, stage.services)
    controller = stage.services.controller
    with qtbot.waitSignal(controller.job_ended):
        add(qtbot, stage.services, name)
    record = next(r for r in records(stage.services) if r.job.request.media_path.name == name)
    controller.select(record.id)
    assert record.transcript is not None
    segments = (odd(0, 1), segment(1), odd(2, 0, 1))
    gaps = (SpeechGap(4.0, 8.0),)
    controller.revise(record.id, replace(record.transcript, segments=segments, gaps=gaps))
    return record


def texts(checking: Checking) -> list[tuple[str, bool]]:
    return [(item.text or item.kind.value, checking.is_done(item)) for item in checking.items]


def test_the_things_to_check_are_gone_through_in_order_and_round(
    qtbot: QtBot, stage: Stage
) -> None:
    checking = stage.services.checking
    assert not checking.items and checking.next() is None and checking.previous() is None
    done(qtbot, stage)
    assert texts(checking) == [("number", False), ("gap", False), ("Sentence number", False)]
    assert checking.left == 3
    first, gap, last = checking.items
    assert checking.next() is first and checking.previous() is last
    assert checking.next(first.place) is gap and checking.previous(first.place) is last
    assert checking.next(Place(1, 2)) is last and checking.next(last.place) is first
    assert checking.previous(Place(2, 2)) is last
    checking.set_done(gap)
    assert checking.next(first.place) is last and checking.previous(last.place) is first
    assert checking.item_at(Place(2, 1)) is last and checking.item_at(Place(2, 2)) is None
    assert checking.item_at(gap.place) is gap and checking.item_at(Place(0, 0)) is None


def test_the_last_one_says_that_all_is_checked_and_taken_back_it_returns(
    qtbot: QtBot, stage: Stage
) -> None:
    done(qtbot, stage)
    checking = stage.services.checking
    for item in checking.items[:2]:
        checking.set_done(item)
    with qtbot.waitSignal(checking.completed):
        checking.set_done(checking.items[2])
    assert checking.left == 0 and checking.next() is None
    with qtbot.waitSignal(checking.changed):
        checking.set_done(checking.items[1], is_done=False)
    assert checking.left == 1 and checking.next() is checking.items[1]


def test_what_is_checked_stays_so_whatever_is_edited_around_it_and_at_the_next_start(
    qtbot: QtBot, stage: Stage
) -> None:
    record = done(qtbot, stage)
    checking = stage.services.checking
    checking.set_done(checking.items[2])
    assert record.transcript is not None
    edited = (Segment("Typed in before it."), *record.transcript.segments[1:])
    with qtbot.waitSignal(checking.changed):
        stage.services.controller.revise(record.id, replace(record.transcript, segments=edited))
    assert texts(checking) == [("gap", False), ("Sentence number", True)]
    assert checking.items[1].place == Place(2, 0)
    library = stage.services.library.door.library
    assert library is not None
    library.add_version(  # as it is now, with the corrected text
        record.key, record.transcript, next(iter(library.versions(record.key))).kind
    )
    with started_again(qtbot, stage) as services:
        services.controller.select(records(services)[0].id)
        qtbot.waitUntil(lambda: services.checking.left == 1)
        assert texts(services.checking) == [("gap", False), ("Sentence number", True)]


def test_another_transcript_has_its_own_answers(qtbot: QtBot, stage: Stage) -> None:
    one = done(qtbot, stage)
    checking = stage.services.checking
    checking.set_done(checking.items[0])
    other = done(qtbot, stage, "other.wav")
    assert checking.left == 3
    assert one.id != other.id
    stage.services.controller.select(one.id)
    assert checking.left == 2
    assert [item.kind for item in checking.items] == [Kind.UNSURE, Kind.GAP, Kind.UNSURE]


def test_what_cannot_be_kept_is_told_once_and_kept_later(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = done(qtbot, stage)
    checking = stage.services.checking
    qtbot.waitUntil(lambda: bool(records(stage.services)[0].summary))

    def full(*_args: object, **_named: object) -> None:
        raise LibraryFull("The drive of the library is full.")

    told: list[object] = []
    checking.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(Library, "set_checked", full)
        for item in checking.items[:2]:
            checking.set_done(item)
        qtbot.waitUntil(lambda: len(checking._unkept) == 2)
    assert len(told) == 1 and checking.left == 1
    assert stage.services.unwritten == ("What you have checked could not be kept in the library.",)
    checking.keep_again()
    library = stage.services.library.door.library
    assert library is not None
    qtbot.waitUntil(lambda: len(library.checked(record.key)) == 2)
