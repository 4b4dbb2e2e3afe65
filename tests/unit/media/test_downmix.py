"""Speech survives in any channels, and plain sound is unchanged to the bit."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from av.audio.layout import AudioLayout

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.decode import decode
from desktop_app.media.downmix import MOST_SAMPLES, WINDOW_S, Downmix, standard_weights
from tests.media_files import Samples, Track, likeness, speech, spread, write, write_pcm

SECONDS = 10.0
SIZE = round(SECONDS * SAMPLE_RATE_HZ)
CENTRE = 2


def decoded(path: Path) -> Samples:
    return np.concatenate(list(decode(path)))


def said() -> Samples:
    return speech(seconds=SECONDS)


def noise(level: float, seed: int = 0) -> Samples:
    return np.random.default_rng(seed).normal(0, level, SIZE).astype(np.float32)


def mixed(layout: str, channels: list[Samples]) -> Samples:
    """What the stream of one layout gives, in pieces as a decoder makes them."""
    from desktop_app.media.speech import hear_speech

    table = np.stack(channels)
    downmix = Downmix(AudioLayout(layout), SAMPLE_RATE_HZ, hear_speech)
    pieces = [downmix.feed(table[:, at : at + 1024]) for at in range(0, table.shape[1], 1024)]
    return np.concatenate([*pieces, downmix.finish()])


def unheard(_samples: Samples) -> Samples:
    raise AssertionError("nobody needs to listen to this")


def test_a_scene_with_sound_for_the_lfe_channel_alone_is_silence() -> None:
    rumble = [np.zeros(SIZE, np.float32) for _ in range(6)]
    rumble[3] = noise(0.1)
    assert not mixed("5.1", rumble).any()


@pytest.mark.parametrize(("layout", "microphone"), [("2.1", 2), ("5.1", 3)])
def test_a_microphone_that_is_called_lfe_is_heard(layout: str, microphone: int) -> None:
    """As FFmpeg calls the third of three, and the fourth of six, where a file names none."""
    channels = [noise(0.01, seed) for seed in range(len(AudioLayout(layout).channels))]
    channels[microphone] = said()
    assert likeness(mixed(layout, channels), said()) > 0.95


def test_eight_channels_in_an_order_of_their_own_are_read(tmp_path: Path) -> None:
    """AIFF names Apple's order, of which PyAV frees the memory twice: the program aborted."""
    channels = np.zeros((8, SIZE), np.float32)
    channels[2] = said()
    write(tmp_path / "a.aiff", [Track(channels, SAMPLE_RATE_HZ, "pcm_s16be")])
    for _ in range(3):
        assert likeness(decoded(tmp_path / "a.aiff"), said()) > 0.95


@pytest.mark.parametrize("rate_hz", [16_000, 44_100])
def test_plain_stereo_is_the_mean_to_the_bit(rate_hz: int, tmp_path: Path) -> None:
    import soxr

    voice = speech(rate_hz, 9.0)
    pcm = np.round(np.stack([voice, 0.8 * voice]) * 32767).astype(np.int16)
    write_pcm(tmp_path / "a.wav", np.asarray(pcm / 32768, np.float32), rate_hz, "PCM_16")
    mean = (pcm[0].astype(np.float32) + pcm[1]) * np.float32(0.5) * np.float32(1 / 32768)
    wanted = soxr.resample(mean, rate_hz, SAMPLE_RATE_HZ, "HQ") if rate_hz != 16_000 else mean
    got = np.concatenate(list(decode(tmp_path / "a.wav", 0, unheard)))
    assert len(got) == pytest.approx(len(wanted), abs=1)
    shared = min(len(got), len(wanted))
    assert np.abs(got[:shared] - wanted[:shared]).max() <= (0 if rate_hz == 16_000 else 1e-6)


@pytest.mark.parametrize(
    "layout", ["2.1", "3.0", "4.0", "quad", "5.0", "5.1", "6.1", "7.1", "22.2"]
)
def test_the_standard_mix_leaves_nothing_out_but_the_lfe(layout: str) -> None:
    weights = standard_weights(AudioLayout(layout))
    names = [channel.name for channel in AudioLayout(layout).channels]
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    assert [name for name, weight in zip(names, weights, strict=True) if not weight] == [
        name for name in names if name.startswith("LFE")
    ]
    if layout == "5.1":  # ITU-R BS.775-3, table 2
        assert weights / weights[CENTRE] == pytest.approx(
            [0.7071, 0.7071, 1, 0, 0.5, 0.5], abs=1e-4
        )


@pytest.mark.parametrize("layout", ["mono", "stereo", "binaural", "6 channels", "255 channels"])
def test_where_nothing_is_known_all_channels_count_the_same(layout: str) -> None:
    weights = standard_weights(AudioLayout(layout))
    assert weights == pytest.approx(np.full(len(weights), 1 / len(weights)))


STEREO: dict[str, Callable[[Samples], tuple[Samples, Samples]]] = {
    "inverted": lambda voice: (voice, -voice),
    "inverted and softer": lambda voice: (voice, -0.8 * voice),
    "inverted, with noise": lambda voice: (voice, -voice + noise(0.003)),
    "inverted and a sample late": lambda voice: (voice, -np.roll(voice, 1)),
    "dead": lambda voice: (voice, 0 * voice),
    "left has direct current": lambda voice: (voice + 0.5, voice),
    "right is noise": lambda voice: (voice, noise(0.1)),
    "left is noise": lambda voice: (noise(0.1), voice),
}


@pytest.mark.parametrize("kind", STEREO)
def test_stereo_keeps_the_speech(kind: str, tmp_path: Path) -> None:
    voice = said()
    write_pcm(tmp_path / "a.wav", np.stack(STEREO[kind](voice)), SAMPLE_RATE_HZ, "PCM_16")
    got = decoded(tmp_path / "a.wav")
    level = np.sqrt(np.mean((got - got.mean()) ** 2)) / np.sqrt(np.mean(voice**2))
    assert likeness(got - got.mean(), voice) > 0.97
    assert 0.4 < level < 1.1


@pytest.mark.parametrize("layout", ["5.0", "5.1", "6.1", "7.1"])
def test_the_centre_is_taken_where_it_alone_speaks(layout: str) -> None:
    voice = said()
    channels = [noise(0.03, place) for place in range(AudioLayout(layout).nb_channels)]
    channels[CENTRE] = voice
    assert likeness(mixed(layout, channels), voice) > 0.99


@pytest.mark.parametrize(("layout", "place"), [("7.1", 6), ("quad", 3), ("8 channels", 5)])
def test_any_other_channel_is_taken_too(layout: str, place: int) -> None:
    voice = said()
    channels = [noise(0.03, number) for number in range(AudioLayout(layout).nb_channels)]
    channels[place] = voice
    assert likeness(mixed(layout, channels), voice) > 0.99


def test_rumble_in_the_lfe_is_not_in_the_mix() -> None:
    voice = said()
    rumble = np.sin(2 * np.pi * 40 * np.arange(SIZE) / SAMPLE_RATE_HZ).astype(np.float32)
    silent = np.zeros(SIZE, np.float32)
    got = mixed("5.1", [silent, silent, voice, rumble, silent, silent])
    assert likeness(got, voice) > 0.999


@pytest.mark.parametrize("bleed", [0.0, 0.1])
@pytest.mark.parametrize("hum", [0.0, 0.02])
def test_two_people_with_a_microphone_each_are_both_heard(bleed: float, hum: float) -> None:
    """In turn, three seconds each; one microphone may hum, or pick up the other from afar."""
    voice = speech(seconds=4.0)[SAMPLE_RATE_HZ:]
    silent = np.zeros_like(voice)
    turns = [[voice, silent], [silent, voice]] * 3
    one, two = (np.concatenate(parts) for parts in zip(*turns, strict=True))
    time_s = np.arange(one.size) / SAMPLE_RATE_HZ
    tone = (hum * np.sign(np.sin(2 * np.pi * 50 * time_s))).astype(np.float32)
    got = mixed("stereo", [one + np.float32(bleed) * two, two + np.float32(bleed) * one + tone])
    for turn in range(6):
        part = got[turn * voice.size : (turn + 1) * voice.size]
        assert likeness(part, voice) > 0.7  # the hum is in it
        # Half as loud in the mean of both; a humming microphone may be left for the other one.
        assert np.sqrt(np.mean(part**2) / np.mean(voice**2)) > (0.25 if hum else 0.4)


def test_speech_that_moves_to_the_other_channel_is_followed() -> None:
    """Eight windows of noise on the side where nobody speaks, which changes in the middle."""
    voice = np.tile(speech(seconds=8.0), 4)
    other = np.random.default_rng(0).normal(0, 0.05, voice.size).astype(np.float32)
    got = mixed("stereo", [np.r_[voice, other], np.r_[other, voice]])
    assert likeness(got[: voice.size], voice) > 0.97
    assert likeness(got[voice.size :], voice) > 0.97


def test_the_layout_may_change_in_mid_stream(tmp_path: Path) -> None:
    """Three recordings joined by a file manager: stereo with one side inverted, mono, stereo."""
    voice = speech(48_000)
    for name, table in (
        ("1", np.stack([voice, -voice])),
        ("2", voice[None]),
        ("3", spread(voice, 2)),
    ):
        write(tmp_path / f"{name}.aac", [Track(table, 48_000, "aac")])
    parts = [(tmp_path / f"{name}.aac").read_bytes() for name in "123"]
    (tmp_path / "all.aac").write_bytes(b"".join(parts))
    got = decoded(tmp_path / "all.aac")
    assert len(got) / SAMPLE_RATE_HZ == pytest.approx(12, abs=0.3)
    for number in range(3):
        part = got[round(number * len(got) / 3) : round((number + 1) * len(got) / 3)]
        assert likeness(part, speech()) > 0.9


def test_a_window_is_all_that_is_held() -> None:
    downmix = Downmix(AudioLayout("stereo"), SAMPLE_RATE_HZ, unheard)
    second = spread(speech(seconds=1.0), 2)
    ready = [len(downmix.feed(second)) for _ in range(40)]
    assert max(ready) == WINDOW_S * SAMPLE_RATE_HZ
    assert sum(ready) == 40 * SAMPLE_RATE_HZ


def test_many_channels_are_mixed_without_being_held() -> None:
    layout = AudioLayout("255 channels")
    assert MOST_SAMPLES < 255 * 48_000 * 4
    downmix = Downmix(layout, 48_000, unheard)
    table = np.random.default_rng(0).normal(0, 0.1, (255, 4_800)).astype(np.float32)
    assert downmix.feed(table) == pytest.approx(table.mean(axis=0), abs=1e-5)


def test_silence_changes_nothing() -> None:
    silent = [np.zeros(SIZE, np.float32)] * 2
    assert not mixed("stereo", silent).any()
