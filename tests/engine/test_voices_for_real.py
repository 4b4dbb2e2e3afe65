"""Two people in one recording are named in the next by a real NeMo model, however random."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.request import SpeakerSearch
from desktop_app.core.transcript import Segment
from desktop_app.models.inspection import inspect
from tests import random_model_configs as configs
from tests.app.conftest import Stage, slot_order, specs, stage
from tests.app.test_library_keeping import opened
from tests.fakes import DIARIZER
from tests.random_models import RandomModels

__all__ = ["slot_order", "specs", "stage"]

pytestmark = pytest.mark.real_model
# The fake engine's sentences begin every ten seconds.
EVERY_S, COUNT = 10, 6
TWO = SpeakerSearch(DIARIZER, 2, is_exact=True)
# How quickly each of the two people speaks, in syllables a second.
DEEP, QUICK = 2.5, 8.0


@pytest.fixture
def library_folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


def recording(path: Path, turns: Sequence[float], seed: int) -> Path:
    """Write noise modulated like syllables, of another person every ten seconds."""
    import soundfile

    chance = np.random.default_rng(seed)
    at = np.arange(EVERY_S * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    said = [
        0.1 * (0.5 + 0.5 * np.sin(2 * np.pi * beat * at)) ** 2 * chance.standard_normal(len(at))
        for beat in turns
    ]
    soundfile.write(path, np.concatenate(said), SAMPLE_RATE_HZ)
    return path


def found(stage: Stage, qtbot: QtBot, path: Path) -> JobRecord:
    """A finished transcript of a recording, whose speakers were found."""
    services = stage.services
    before = len(services.controller.finished())
    stage.engine.segment_count = COUNT
    stage.engine.finds = _in_turn
    services.controller.add_paths([path])
    qtbot.waitUntil(lambda: len(services.controller.finished()) == before + 1)
    record = next(r for r in services.controller.records() if r.job.request.media_path == path)
    services.controller.select(record.id)
    qtbot.waitUntil(lambda: services.finding.can_begin)
    with qtbot.waitSignal(services.finding.done):
        assert services.finding.begin(TWO)
    return record


def _in_turn(told: Sequence[Segment], _search: SpeakerSearch) -> tuple[Segment, ...]:
    return tuple(replace(one, speaker=f"Speaker {n % 2 + 1}") for n, one in enumerate(told))


def test_both_get_their_names_in_the_next_recording_and_a_deletion_ends_it(
    stage: Stage, random_models: RandomModels, qtbot: QtBot, tmp_path: Path
) -> None:
    services = stage.services
    library = opened(qtbot, services)
    nemo_file = random_models.save("titanet", "EncDecSpeakerLabelModel", configs.titanet())
    model = stage.store.add(inspect(nemo_file), CancelToken())
    services.preferences.change(knows_voices=True)
    found(stage, qtbot, recording(tmp_path / "one.wav", [DEEP, QUICK] * 3, seed=1))
    assert services.speakers.rename("Speaker 1", "Anna")
    assert services.speakers.rename("Speaker 2", "Peter")
    qtbot.waitUntil(lambda: [one.name for one in library.voices()] == ["Anna", "Peter"])
    for voice in library.voices():
        assert voice.model == model.id and 7.5 < voice.seconds < 9.0  # three sentences of 2.8 s
    with qtbot.waitSignal(services.voices.named):
        record = found(stage, qtbot, recording(tmp_path / "two.wav", [QUICK, DEEP] * 3, seed=2))
    assert record.transcript is not None
    assert [one.speaker for one in record.transcript.segments] == ["Peter", "Anna"] * 3
    with qtbot.waitSignal(services.voices.forgotten):
        services.voices.forget()
    record = found(stage, qtbot, recording(tmp_path / "three.wav", [QUICK, DEEP] * 3, seed=3))
    assert services.voices.shutdown(60.0)
    assert record.transcript is not None
    assert record.transcript.speakers == ("Speaker 1", "Speaker 2")
