"""How often a recording is opened on its way through the queue, the engine and the command line."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from av.container import InputContainer
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.choices.installed import ModelListModel, StoredModel
from desktop_app.app.engine.thread import EngineThread
from desktop_app.app.jobs import queue
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.intake import FileAccess, Intake
from desktop_app.app.jobs.item_model import JobListModel, JobRole
from desktop_app.app.jobs.queue import JobQueue, JobRecord
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.recognizer import RecognitionOptions, Utterance
from desktop_app.engine.session import Session
from desktop_app.media import decode, tracks
from desktop_app.media import probe as probing
from desktop_app.media.chunks import AudioChunk
from desktop_app.media.container import open_container
from desktop_app.media.formats import MediaFound
from desktop_app.media.probe import probe
from tests.conftest import PATIENCE_S
from tests.fakes import STARTER, TimesNoWords
from tests.media_files import Track, speech, spread, write

PATIENCE_MS = 60_000
NAMES = ("first.mka", "second.mka", "third.mka")
# Every recording is opened to be probed, and to be decoded; those with several tracks are also
# listened to.
ONE_TRACK, TWO_TRACKS = 2, 3


class Deaf(TimesNoWords):
    """A recogniser that returns the same word everywhere."""

    spec = STARTER
    device = DeviceChoice.CPU
    precision = Precision.FP32
    parameters = 1

    def recognize(
        self,
        chunks: Sequence[AudioChunk],
        options: RecognitionOptions,  # noqa: ARG002 - a Recognizer takes them
        cancel: CancelToken | None = None,  # noqa: ARG002 - likewise
    ) -> list[Utterance]:
        return [Utterance("word", (), chunk.start_s, chunk.end_s) for chunk in chunks]

    def take_note(self) -> str:
        return ""

    def free_memory(self) -> None: ...

    def is_usable(self) -> bool:
        return True

    def close(self) -> None: ...


def session() -> Session:
    return Session(
        lambda _spec, _cancel: Path(),
        lambda *_: Deaf(),
        lambda: "none here",
        import_libraries=lambda: None,
    )


def record(path: Path, count: int = 1) -> Path:
    write(path, [Track(spread(speech(48_000), 1), 48_000, "libopus")] * count)
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often FFmpeg was given each file to read, by its name."""
    seen: Counter[str] = Counter()

    def counting(path: Path) -> AbstractContextManager[InputContainer]:
        seen[path.name] += 1
        return open_container(path)

    for room in (decode, probing, tracks):
        monkeypatch.setattr(room, "open_container", counting)
    return seen


@pytest.fixture
def controller(
    qtbot: QtBot,  # noqa: ARG001 - it makes the application
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[TranscriptionController]:
    """The real queue over the real session, which keeps nothing in memory but a fake model."""
    # On a busy computer a probe may take longer than the queue waits for one, which starts without.
    monkeypatch.setattr(queue, "PROBE_PATIENCE_S", PATIENCE_S)
    tasks = SideTasks()
    engine = EngineThread(session)
    made = TranscriptionController(
        engine,
        Intake(FileAccess(MediaFound, probe), tasks, tasks),
        ModelListModel([StoredModel(STARTER, is_usable=True)]),
        Preferences(SettingsStore(tmp_path / "settings.json"), tasks),
        JobQueue(),
        JobListModel(),
    )
    yield made
    assert engine.shutdown(60.0)
    assert tasks.shutdown(PATIENCE_S)


def records(controller: TranscriptionController) -> list[JobRecord]:
    jobs = controller.jobs
    return [jobs.index(row).data(JobRole.RECORD) for row in range(jobs.rowCount())]


def waits_in(controller: TranscriptionController, count: int = 1) -> bool:
    """Whether so many recordings were probed and wait for their start."""
    return [one.info is not None for one in records(controller)] == [True] * count


def test_the_queue_probes_a_recording_once(
    qtbot: QtBot, controller: TranscriptionController, opened: Counter[str], tmp_path: Path
) -> None:
    paths = [record(tmp_path / name) for name in NAMES[:-1]]
    paths.append(record(tmp_path / NAMES[-1], count=2))
    opened.clear()
    # What is not probed yet is not read ahead: on a busy computer the one after it would be.
    controller._preferences.change(starts_automatically=False)
    controller.add_paths(paths)
    qtbot.waitUntil(lambda: waits_in(controller, len(NAMES)))
    controller.start()
    qtbot.waitUntil(lambda: len(controller.finished()) == len(NAMES), timeout=PATIENCE_MS)
    assert opened == dict(zip(NAMES, (ONE_TRACK, ONE_TRACK, TWO_TRACKS), strict=True))
    controller.choose_track(3, 1)  # of what was probed
    qtbot.waitUntil(lambda: len(controller.finished()) == len(NAMES) + 1, timeout=PATIENCE_MS)
    assert opened[NAMES[-1]] == TWO_TRACKS + 1


def _longer(path: Path) -> None:
    sound = spread(speech(48_000), 1)
    write(path, [Track(sound.repeat(2, axis=1), 48_000, "libopus")])


def _with_another_track(path: Path) -> None:
    record(path, count=2)


@pytest.mark.parametrize("change", [_longer, _with_another_track])
def test_a_recording_that_changes_while_it_waits_is_transcribed_as_it_is(
    change: Callable[[Path], None],
    qtbot: QtBot,
    controller: TranscriptionController,
    tmp_path: Path,
) -> None:
    path = record(tmp_path / NAMES[0])
    before = probe(path)
    controller._preferences.change(starts_automatically=False)
    controller.add_paths([path])
    qtbot.waitUntil(lambda: waits_in(controller))
    change(path)
    now = probe(path)
    controller.start()
    qtbot.waitUntil(lambda: bool(controller.finished()), timeout=PATIENCE_MS)
    (done,) = records(controller)
    assert done.total_s == pytest.approx(now.duration_s, abs=0.1)
    assert done.track is not None and done.track.of == len(now.tracks)
    assert (len(now.tracks), now.duration_s) != (len(before.tracks), before.duration_s)


def test_a_recording_that_goes_while_it_waits_says_so(
    qtbot: QtBot, controller: TranscriptionController, tmp_path: Path
) -> None:
    path = record(tmp_path / NAMES[0])
    controller._preferences.change(starts_automatically=False)
    controller.add_paths([path])
    qtbot.waitUntil(lambda: waits_in(controller))
    path.unlink()
    with qtbot.waitSignal(controller.job_failed) as failed:
        controller.start()
    assert "There is no file" in failed.args[0].error.message


def test_the_command_line_probes_a_recording_once(opened: Counter[str], tmp_path: Path) -> None:
    asked = [TranscriptionRequest(record(tmp_path / name), STARTER) for name in NAMES]
    opened.clear()
    with closing(session()) as made:
        for number, one in enumerate(asked):
            made.transcribe(one, CancelToken(), lambda _event: None, asked[number + 1 :])
    assert opened == dict.fromkeys(NAMES, ONE_TRACK)
