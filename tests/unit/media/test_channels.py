"""Whether each channel is another person's, and who speaks then, from the levels alone."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from desktop_app.media.channels import FRAME_S, ChannelMeter, HeardChannels
from desktop_app.media.decode import decode

RATE_HZ, LENGTH_S = 16_000, 60
TURN_S = 3.0

Samples = NDArray[np.float32]


def voice(seed: int, speaks: Callable[[NDArray[np.float64]], NDArray[np.bool_]]) -> Samples:
    """Noise in syllables of a quarter of a second, where somebody speaks."""
    random = np.random.default_rng(seed)
    times = np.arange(LENGTH_S * RATE_HZ) / RATE_HZ
    syllables = 0.15 + np.square(np.sin(2 * np.pi * (2 + seed / 10) * times))
    sound = random.standard_normal(len(times)) * syllables * speaks(times)
    return np.asarray(0.1 * sound, np.float32)


def first(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((times // TURN_S) % 2 == 0)


def second(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    return ~first(times)


def always(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray((times // 0.8) % 4 != 3)


def hiss(level_db: float, seed: int = 9) -> Samples:
    noise = np.random.default_rng(seed).standard_normal(LENGTH_S * RATE_HZ)
    return np.asarray(10 ** (level_db / 20) * noise, np.float32)


A, B, ONE = voice(1, first), voice(2, second), voice(3, always)
CROSSTALK = 0.1  # -20 dB


def telephone(gain: float = 1.0, crosstalk: float = CROSSTALK) -> Samples:
    return np.stack([A + crosstalk * B + hiss(-75, 4), gain * (B + crosstalk * A) + hiss(-70, 5)])


def heard(table: Samples, rate_hz: int = RATE_HZ, block: int = 1000) -> HeardChannels | None:
    meter = ChannelMeter()
    for start in range(0, table.shape[1], block):
        meter.add(table[:, start : start + block], rate_hz)
    return meter.heard()


def right(found: HeardChannels, crossed: bool = False) -> float:
    """In which share of the frames, but those at a change, the louder channel is who speaks."""
    times = FRAME_S * (np.arange(len(found.probabilities), dtype=np.float64) + 0.5)
    inside = np.abs(times % TURN_S - TURN_S / 2) < TURN_S / 2 - 0.2
    says = np.where(first(times), int(crossed), int(not crossed))
    return float((found.probabilities.argmax(axis=1) == says)[inside].mean())


@pytest.mark.parametrize("gain", [1.0, 0.1, 3.0])
@pytest.mark.parametrize("crosstalk", [0.0, CROSSTALK, 0.25])
def test_two_people_on_a_channel_each(gain: float, crosstalk: float) -> None:
    found = heard(telephone(gain, crosstalk))
    assert found is not None
    assert (found.people, found.are_alike) == (2, False)
    assert right(found) > 0.97
    assert abs(len(found.probabilities) * FRAME_S - LENGTH_S) <= FRAME_S


def test_where_both_speak_both_are_heard() -> None:
    def both(times: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.asarray((times >= 30) & (times < 36))

    found = heard(telephone() + np.stack([voice(6, both), voice(7, both)]))
    assert found is not None
    frames = slice(round(30.5 / FRAME_S), round(35.5 / FRAME_S))
    alone = slice(round(6.5 / FRAME_S), round(8.5 / FRAME_S))
    together = np.all(found.probabilities > 0.5, axis=1, keepdims=True)
    assert together[frames].mean() > 0.25
    assert together[alone].mean() < 0.05


@pytest.mark.parametrize(
    ("table", "alike"),
    [
        (np.stack([ONE, ONE]), True),
        (np.stack([ONE, 0.5 * ONE + hiss(-70)]), False),
        (np.stack([ONE + hiss(-75), np.zeros_like(ONE)]), False),
        (np.stack([ONE + hiss(-60, 1), hiss(-60, 2)]), False),
        (np.stack([0.02 * ONE + hiss(-70, 1), ONE]), False),
        # A room: both voices on both sides, three decibels apart.
        (np.stack([A + 0.7 * B, 0.7 * A + B]), True),
        (np.zeros((2, RATE_HZ * LENGTH_S), np.float32), True),
        # Music: voice in the middle, instruments on the sides.
        (np.stack([ONE + voice(11, always), ONE + voice(12, always)]), True),
    ],
    ids=["dual mono", "softer", "dead", "hiss", "from afar", "a room", "silence", "music"],
)
def test_what_are_not_two_people(table: Samples, alike: bool) -> None:
    found = heard(table)
    assert found is not None
    assert found.people < 2
    assert found.are_alike is alike


@pytest.mark.parametrize(
    "others",
    [np.stack([A + B]), np.stack([A]), np.stack([0.4 * B, A + B]), np.zeros((1, len(A)))],
    ids=["a mix", "a copy", "a softer copy and a mix", "silence"],
)
def test_what_stands_beside_two_people_is_nobodys(others: Samples) -> None:
    table = np.asarray(np.concatenate([telephone(crosstalk=0.0), others]), np.float32)
    found = heard(table)
    assert found is not None
    assert found.people == 2
    assert not (found.probabilities[:, 2:] > 0.5).any()
    assert right(found) > 0.97


def test_one_person_is_heard_where_the_voice_is() -> None:
    found = heard(np.stack([0.02 * ONE + hiss(-70, 1), ONE]))
    assert found is not None
    loud = found.probabilities.max(axis=1) > 0.5
    assert loud.mean() > 0.5
    assert (found.probabilities.argmax(axis=1)[loud] == 1).all()


def test_only_speech_counts_where_that_is_known() -> None:
    """Channels that differ in what is no speech are not two people's."""
    table = np.concatenate([np.stack([ONE, ONE]), telephone()], axis=1)
    meter = ChannelMeter()
    meter.add(table, RATE_HZ)
    alike, apart = [(0.0, float(LENGTH_S))], [(float(LENGTH_S), 2.0 * LENGTH_S)]
    one, two = meter.heard(alike), meter.heard(apart)
    assert one is not None and one.people == 0
    assert two is not None and two.people == 2


@pytest.mark.parametrize("rate_hz", [8000, 11_025, 44_100])
def test_frames_are_where_a_player_shows_them_at_any_rate(rate_hz: int) -> None:
    meter = ChannelMeter()
    meter.silence(rate_hz * 2, rate_hz)
    click = np.full((2, rate_hz), 1e-4, np.float32)
    click[0, rate_hz // 2 : rate_hz // 2 + 50] = np.tile([0.9, -0.9], 25)
    meter.add(click, rate_hz)
    meter.silence(rate_hz, rate_hz)
    meter.add(np.asarray(telephone()[:, : rate_hz * 5]), rate_hz)
    found = meter.heard()
    assert found is not None
    assert abs(len(found.probabilities) * FRAME_S - 9.0) <= FRAME_S
    levels = np.concatenate(meter._parts, axis=1)[0]
    loudest = int(levels[: round(3.5 / FRAME_S)].argmax())
    assert abs(loudest * FRAME_S - 2.5) <= FRAME_S


def test_a_recording_whose_rate_and_channels_change_goes_on() -> None:
    meter = ChannelMeter()
    meter.add(telephone()[:, : 10 * RATE_HZ], RATE_HZ)
    meter.add(np.zeros((1, 8000), np.float32), 8000)
    meter.add(np.zeros((6, 8000), np.float32), 8000)
    found = meter.heard()
    assert found is not None
    assert found.probabilities.shape[1] == 2
    assert abs(len(found.probabilities) * FRAME_S - 12.0) <= 2 * FRAME_S


def test_mono_and_too_many_have_nothing_to_compare() -> None:
    assert heard(ONE[None]) is None
    assert heard(np.zeros((17, 8000), np.float32)) is None
    assert ChannelMeter().heard() is None


@pytest.mark.parametrize(
    ("channels", "format_", "people", "surround"),
    [
        ((None, None, ONE, None, None, None), "flac", 0, "5.1"),
        # Microphones of a recorder, which the format calls so.
        ((A, B, None, None, None, None), "flac", 2, "5.1"),
        ((A, B, None, None, None, None), "wav", 2, ""),
        ((A, B), "flac", 2, ""),
    ],
)
def test_a_mix_for_loudspeakers_is_known_by_its_layout(
    tmp_path: Path, channels: Sequence[Samples | None], format_: str, people: int, surround: str
) -> None:
    import soundfile

    table = np.stack([hiss(-75, n) + (0 if one is None else one) for n, one in enumerate(channels)])
    soundfile.write(tmp_path / f"film.{format_}", table.T, RATE_HZ)
    meter = ChannelMeter()
    for _block in decode(tmp_path / f"film.{format_}", 0, _silent, meter=meter):
        pass
    found = meter.heard()
    assert found is not None
    assert (found.people, found.surround) == (people, surround)


def _silent(samples: Samples) -> Samples:
    return np.zeros(-(-len(samples) // 512), np.float32)


@pytest.mark.parametrize(("rate_hz", "format_"), [(8000, "wav"), (44_100, "flac")])
def test_a_file_is_measured_while_it_is_decoded_and_decoded_as_before(
    tmp_path: Path, rate_hz: int, format_: str
) -> None:
    import soundfile

    table = telephone()[:, : rate_hz * 12]
    path = tmp_path / f"call é.{format_}"
    soundfile.write(path, table.T, rate_hz)
    meter = ChannelMeter()

    measured = np.concatenate(list(decode(path, 0, _silent, meter=meter)))
    assert (measured == np.concatenate(list(decode(path, 0, _silent)))).all()
    found = meter.heard()
    assert found is not None
    assert abs(len(found.probabilities) * FRAME_S - len(measured) / 16_000) <= FRAME_S
