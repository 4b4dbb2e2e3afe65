"""Voices of named speakers: kept if that is switched on, known again, never over a name by hand."""

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.speakers import voices as known_voices
from desktop_app.app.speakers.hearing import Wanted
from desktop_app.app.speakers.speakers import VOICED
from desktop_app.app.speakers.voices import KnownVoices, NamedByVoice
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import MediaMissing, ModelNotInstalled
from desktop_app.core.request import SpeakerSearch
from desktop_app.core.transcript import Segment
from desktop_app.engine.speakers.voices import stored_print
from desktop_app.library.library import Library
from desktop_app.library.records import HeardVoice
from tests.app.conftest import Stage
from tests.app.test_library_keeping import opened
from tests.conftest import PATIENCE_S
from tests.fakes import DIARIZER, segment

TWO = SpeakerSearch(DIARIZER, 2, is_exact=True)
COUNT = 6


def direction(who: int) -> bytes:
    """The print of one person's voice; nobody else's is like it."""
    return stored_print(np.eye(8, dtype=np.float32)[who])


class FakeEar:
    """Hears who speaks when as a test says: by the number of each sentence, its person."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.asked: list[Wanted] = []
        self.error: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def hear(self, wanted: Wanted, cancel: CancelToken) -> list[HeardVoice]:
        self.asked.append(wanted)
        assert self.gate.wait(PATIENCE_S)
        cancel.raise_if_cancelled()
        if self.error is not None:
            raise self.error
        heard = []
        for name, spans in wanted.spans.items():
            if spans:
                who = self.people[int(spans[0][0] // 10)]
                heard.append(HeardVoice(name, "titanet", direction(who), 10.0))
        return heard


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_voices, "SETTLED_MS", 1)


@pytest.fixture
def ear(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> FakeEar:
    made = FakeEar()
    monkeypatch.setattr(stage.services.voices, "_ear", made)
    return made


@pytest.fixture
def library(stage: Stage, qtbot: QtBot) -> Library:
    return opened(qtbot, stage.services)


def shown(stage: Stage, qtbot: QtBot, name: str = "a.wav") -> JobRecord:
    """A finished transcript of six sentences that can be changed."""
    services = stage.services
    before = len(services.controller.finished())
    stage.engine.segment_count = COUNT
    services.controller.add_paths([Path("/rec") / name])
    qtbot.waitUntil(lambda: len(services.controller.finished()) == before + 1)
    record = next(r for r in services.controller.records() if r.job.request.media_path.name == name)
    services.controller.select(record.id)
    qtbot.waitUntil(lambda: services.editor.can_edit)
    assert record.transcript is not None
    return record


def names(record: JobRecord) -> list[str | None]:
    assert record.transcript is not None
    return [one.speaker for one in record.transcript.segments]


def kept(library: Library) -> list[tuple[str, int]]:
    """Names of the kept voices, and whose they are."""
    return [(one.name, int(np.frombuffer(one.data, "<f4").argmax())) for one in library.voices()]


def switch_on(stage: Stage) -> KnownVoices:
    stage.services.preferences.change(knows_voices=True)
    return stage.services.voices


def find(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.services.finding.done):
        assert stage.services.finding.begin(TWO)


def test_it_is_off_at_first_and_then_nothing_is_heard_or_kept(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    assert not stage.services.preferences.current.knows_voices
    shown(stage, qtbot)
    find(stage, qtbot)
    assert stage.services.speakers.rename("Speaker 1", "Anna")
    stage.services.voices._learn()
    stage.services.voices._lane.shutdown(10.0)
    assert ear.asked == [] and library.voices() == []


def test_the_voice_of_a_speaker_that_is_named_by_hand_is_kept(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    switch_on(stage)
    ear.people = [1, 2] * 3
    record = shown(stage, qtbot)
    find(stage, qtbot)
    assert stage.services.speakers.rename("Speaker 1", "Anna")
    qtbot.waitUntil(lambda: kept(library) == [("Anna", 1)])
    (asked,) = ear.asked  # nobody was known when the speakers were found: nothing was heard then
    assert list(asked.spans) == ["Anna"] and asked.path == Path("/rec/a.wav")
    assert stage.services.speakers.name(1, 2, "Peter")
    qtbot.waitUntil(lambda: kept(library) == [("Anna", 1), ("Peter", 2)])
    assert [voice.transcript for voice in library.voices()] == [record.key] * 2
    assert stage.services.speakers.rename("Anna", "Anne")
    qtbot.waitUntil(lambda: kept(library) == [("Anne", 1), ("Peter", 2)])
    stage.services.editor.undo()
    stage.services.editor.undo()  # the sentence is not Peter's any more
    qtbot.waitUntil(lambda: kept(library) == [("Anna", 1)])
    with qtbot.waitSignal(stage.services.voices.listed):
        stage.services.voices.read()
    (voice,) = stage.services.voices.voices
    assert (voice.name, voice.recordings, voice.seconds) == ("Anna", 1, 10.0)


def with_anna(stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot) -> KnownVoices:
    """Switched on, with the voices of Anna (1) and Peter (2) known."""
    voices = switch_on(stage)
    ear.people = [1, 2] * 3
    shown(stage, qtbot)
    find(stage, qtbot)
    assert stage.services.speakers.rename("Speaker 1", "Anna")
    assert stage.services.speakers.rename("Speaker 2", "Peter")
    qtbot.waitUntil(lambda: kept(library) == [("Anna", 1), ("Peter", 2)])
    return voices


def test_the_next_recordings_speakers_get_the_names_in_one_change_that_can_be_undone(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    record = shown(stage, qtbot, "b.wav")
    ear.people = [2, 3] * 3
    with qtbot.waitSignal(voices.named) as told:
        find(stage, qtbot)
    assert told.args == [NamedByVoice(record.key, {"Speaker 1": "Peter"})]
    assert names(record) == ["Peter", "Speaker 2"] * 3
    assert stage.services.editor.undo_name == VOICED
    qtbot.waitUntil(lambda: library.transcript(record.key).segments[0].speaker == "Peter")
    voices.undo(told.args[0])
    assert names(record) == ["Speaker 1", "Speaker 2"] * 3
    # Whom the machine has named, it does not learn from.
    stage.services.voices._lane.shutdown(10.0)
    assert kept(library) == [("Anna", 1), ("Peter", 2)]
    assert {voice.transcript for voice in library.voices()} != {record.key}


def test_numbers_of_another_language_are_no_names_of_somebody(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    record = shown(stage, qtbot, "b.wav")
    stage.engine.finds = lambda told, _search: tuple(
        replace(one, speaker=f"Sprecher {number % 2 + 1}") for number, one in enumerate(told)
    )
    ear.people = [2, 3] * 3
    with qtbot.waitSignal(voices.named) as told:
        find(stage, qtbot)
    assert told.args == [NamedByVoice(record.key, {"Sprecher 1": "Peter"})]
    assert stage.services.speakers.name(1, 2, "Sprecher 3")
    voices._learn()
    voices._lane.shutdown(10.0)
    assert kept(library) == [("Anna", 1), ("Peter", 2)]


def test_speakers_that_are_found_while_a_recording_is_transcribed_are_known_too(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    ear.people = [3, 1] * 3

    def finds(number: int) -> Segment:
        return replace(segment(number), speaker=f"Speaker {number % 2 + 1}")

    monkeypatch.setattr("tests.fakes.segment", finds)
    with qtbot.waitSignal(voices.named) as told:
        stage.services.controller.add_paths([Path("/rec/b.wav")])
    assert told.args is not None and told.args[0].names == {"Speaker 2": "Anna"}
    record = stage.services.controller.find(told.args[0].key)
    assert record is not None and record.job.request.media_path.name == "b.wav"
    qtbot.waitUntil(
        lambda: (
            [one.speaker for one in library.transcript(record.key).segments]
            == ["Speaker 1", "Anna"] * 3
        )
    )
    # It is not the shown text, and is taken back all the same.
    voices.undo(told.args[0])
    qtbot.waitUntil(lambda: library.transcript(record.key).segments[1].speaker == "Speaker 2")


def test_names_by_voice_that_were_taken_back_later_are_the_machines_again(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    record = shown(stage, qtbot, "b.wav")
    ear.people = [2, 3] * 3
    with qtbot.waitSignal(voices.named) as told:
        find(stage, qtbot)
    assert told.args is not None and stage.services.speakers.name(5, 6, "Somebody")
    voices.undo(told.args[0])
    assert names(record) == ["Speaker 1", "Speaker 2"] * 2 + ["Speaker 1", "Somebody"]
    stage.services.preferences.change(knows_voices=False)
    with qtbot.waitSignal(stage.services.finding.done) as done:
        find(stage, qtbot)
    assert done.args is not None and done.args[0].kept == 1


def test_a_name_by_hand_is_never_replaced_or_given_to_somebody_else(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    record = shown(stage, qtbot, "b.wav")
    assert stage.services.speakers.name(0, 1, "Anna")  # wrongly: it is Peter
    assert stage.services.speakers.name(1, 2, "Somebody")
    qtbot.waitUntil(lambda: ("Somebody", 2) in kept(library))
    ear.people = [2, 3, 1, 2, 1, 2]
    stage.engine.finds = lambda told, _search: tuple(
        replace(one, speaker=f"Speaker {number}")
        for number, one in zip((3, 4, 1, 2, 1, 2), told, strict=True)
    )
    with qtbot.waitSignal(voices.named) as told:
        find(stage, qtbot)
    # The voice of Speaker 1 is Anna's; but who was named Anna is somebody else here.
    assert told.args is not None and list(told.args[0].names.values()) == ["Peter"]
    assert names(record)[:2] == ["Anna", "Somebody"] and names(record)[3::2] == ["Peter"] * 2
    assert names(record)[2] == names(record)[4] != "Anna"


def test_voices_are_forgotten_and_what_is_being_heard_is_not_kept_afterwards(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    ear.gate.clear()
    ear.asked.clear()
    assert stage.services.speakers.rename("Anna", "Eva")
    qtbot.waitUntil(lambda: bool(ear.asked))
    with qtbot.waitSignal(voices.forgotten) as told:
        voices.forget()
    assert told.args == [2, []] and library.voices() == []
    ear.gate.set()
    voices._lane.shutdown(10.0)
    assert library.voices() == []
    qtbot.waitUntil(lambda: voices.voices == ())


def test_switched_off_what_is_being_heard_is_dropped_and_what_is_kept_stays(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = with_anna(stage, library, ear, qtbot)
    ear.gate.clear()
    ear.asked.clear()
    assert stage.services.speakers.rename("Anna", "Eva")
    qtbot.waitUntil(lambda: bool(ear.asked))
    stage.services.preferences.change(knows_voices=False)
    ear.gate.set()
    voices._lane.shutdown(10.0)
    assert kept(library) == [("Anna", 1), ("Peter", 2)]


def test_who_speaks_too_little_is_said(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    voices = switch_on(stage)
    shown(stage, qtbot)
    monkeypatch.setattr(known_voices, "clearest_spans", lambda _segments, _name: [])
    with qtbot.waitSignal(voices.missed) as told:
        assert stage.services.speakers.name(0, 1, "Anna")
    assert told.args == [("Anna",)] and library.voices() == [] == ear.asked[0].spans["Anna"]


def test_what_stands_in_the_way_is_told_and_of_a_missing_model_once(
    stage: Stage, library: Library, ear: FakeEar, qtbot: QtBot
) -> None:
    voices = switch_on(stage)
    shown(stage, qtbot)
    failures: list[object] = []
    voices.failed.connect(failures.append)
    ear.error = MediaMissing("“a.wav” is not there.")
    assert stage.services.speakers.name(0, 1, "Anna")
    qtbot.waitUntil(lambda: failures == [ear.error])
    ear.error = ModelNotInstalled("It is not there.")
    for number in (1, 2):
        ear.asked.clear()
        assert stage.services.speakers.name(number, number + 1, f"Anna {number}")
        qtbot.waitUntil(lambda: bool(ear.asked))
    voices._lane.shutdown(10.0)
    qtbot.waitUntil(lambda: len(failures) == 2)
    assert library.voices() == []


def test_without_the_model_it_says_where_to_get_it(stage: Stage, tmp_path: Path) -> None:
    ear = stage.services.voices._ear
    with pytest.raises(ModelNotInstalled, match="not on this computer") as refused:
        ear.hear(Wanted(tmp_path / "a.wav", 0, {"Anna": [(0.0, 9.0)]}), CancelToken())
    assert "TitaNet Large" in refused.value.remedy
