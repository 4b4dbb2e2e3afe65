"""silero-vad over whole blocks gives what silero-vad frame by frame gives."""

import subprocess
import sys
import threading

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.media.speech import (
    FRAME_SAMPLES,
    SpeechDetector,
    _load_model,
    _one_thread,
)
from tests.conftest import ROOT
from tests.media_files import Samples, speech

FRAME_S = FRAME_SAMPLES / 16_000


@pytest.fixture(scope="module")
def mixed() -> Samples:
    """Speech, quiet speech, hiss, silence and speech again: every state the cell can be in."""
    sound, random = speech(seconds=3.0), np.random.default_rng(5)
    hiss = random.standard_normal(16_000).astype(np.float32) * np.float32(0.003)
    quiet = sound * np.float32(0.02)
    return np.concatenate([sound, quiet, hiss, np.zeros(16_000, np.float32), sound[::-1], sound])


@pytest.fixture(scope="module")
def one_by_one(mixed: Samples) -> NDArray[np.float32]:
    """The model's own loop: 512 samples a call."""
    import torch

    model = _load_model()
    whole = len(mixed) // FRAME_SAMPLES * FRAME_SAMPLES
    with _one_thread(), torch.inference_mode():
        frames = torch.from_numpy(mixed[:whole]).reshape(-1, 1, FRAME_SAMPLES)
        return np.array([float(model(frame, 16_000)) for frame in frames], np.float32)


@pytest.mark.parametrize("frames", [1, 7, 250, 100_000])
def test_blocks_of_any_length_agree_with_single_frames(
    frames: int, mixed: Samples, one_by_one: NDArray[np.float32]
) -> None:
    detector, step = SpeechDetector(), frames * FRAME_SAMPLES
    got = [detector.probabilities(mixed[i : i + step]) for i in range(0, len(mixed), step)]
    joined = np.concatenate(got)[: len(one_by_one)]
    assert one_by_one.min() < 0.1 and one_by_one.max() > 0.9
    assert np.abs(joined - one_by_one).max() < 1e-3


def test_speech_is_distinguished_from_silence_and_hiss() -> None:
    sound = speech(seconds=6.0)
    hiss = np.random.default_rng(5).standard_normal(48_000).astype(np.float32)
    assert np.median(SpeechDetector().probabilities(sound)) > 0.9
    for level in (0.0, 0.001, 0.1):
        assert SpeechDetector().probabilities(hiss * np.float32(level)).max() < 0.3


def test_speech_thirty_decibels_quieter_is_still_speech() -> None:
    heard = SpeechDetector().probabilities(speech(seconds=6.0)) > 0.3
    quiet = SpeechDetector().probabilities(speech(seconds=6.0) * np.float32(0.03)) > 0.3
    assert quiet[heard].mean() > 0.95


def test_a_last_frame_that_is_not_whole_counts() -> None:
    assert SpeechDetector().probabilities(np.zeros(FRAME_SAMPLES + 1, np.float32)).shape == (2,)
    assert SpeechDetector().probabilities(np.zeros(0, np.float32)).shape == (0,)


def test_the_process_keeps_its_threads_and_its_modes() -> None:
    import torch

    before = torch.get_num_threads()
    try:
        torch.set_num_threads(3)
        SpeechDetector().probabilities(np.zeros(FRAME_SAMPLES, np.float32))
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)
    assert not torch.is_inference_mode_enabled()
    assert torch.is_grad_enabled()


def test_detectors_in_several_threads_do_not_disturb_one_another(mixed: Samples) -> None:
    import torch

    before = torch.get_num_threads()
    alone = SpeechDetector().probabilities(mixed)
    results: list[NDArray[np.float32]] = []

    def listen() -> None:
        detector = SpeechDetector()
        step = 40 * FRAME_SAMPLES
        parts = [detector.probabilities(mixed[i : i + step]) for i in range(0, len(mixed), step)]
        results.append(np.concatenate(parts))

    threads = [threading.Thread(target=listen) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert torch.get_num_threads() == before
    assert len(results) == 3
    assert all(np.abs(result - alone).max() < 1e-3 for result in results)


def test_the_model_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.media.speech.find_spec", lambda _: None)
    with pytest.raises(ModuleNotFoundError, match="silero_vad"):
        SpeechDetector()


def test_the_process_never_imports_silero_vad() -> None:
    """Importing it would set torch to one thread for good."""
    code = (
        "import sys, numpy; from desktop_app.media.speech import SpeechDetector as S\n"
        "S().probabilities(numpy.zeros(512, 'f')); print('silero_vad' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
    assert not done.stderr
