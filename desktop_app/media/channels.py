"""Tell by their levels who speaks, where each channel of a recording is another person's.

Telephone recorders and interview microphones store one person a channel, with the others faintly in
it. So what tells who speaks is not how loud a channel is, but by how much it is louder than the
others, compared with how much it usually is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.timecode import Span

Samples = NDArray[np.float32]

FRAME_S = 0.02
# Sound is measured in parts of that length: a call costs more than a small frame.
FEED_S = 1.0
ENOUGH_HZ = 16_000
# As many as a field recorder has.
MOST_CHANNELS = 16
# NeMo's own first step: rumble counts as little as for the models.
PREEMPHASIS = np.float32(0.97)
# Levels are kept in half decibels above that.
QUIETEST_DB, STEPS_PER_DB = -127.0, 2

# Syllables rise and fall within so many frames.
SMOOTH_FRAMES = 5
# Below that nothing is sound.
SILENT_DB = -70.0
# Speech rises by at least that above its pauses; what hums or is dead does not.
LEAST_RISE_DB = 12.0
LOW, HIGH = 10, 95  # percentiles: of pauses and of speech
# A voice is within so much of its channel's loudest, and nearer to that than to its pauses.
VOICE_DB = 20.0
# Two people are apart where a channel's lead over the others has two heaps: that far from one
# another, with that share of all variance between them (one normal heap cut in two has 0.64, an
# even spread 0.75).
LEAST_APART_DB, LEAST_BETWEEN = 10.0, 0.8
# Who leads for less is not somebody with a channel: in seconds, and as a share of the speech.
LEAST_LEAD_S, LEAST_LEAD_SHARE = 3.0, 0.05
# Channels that never differ by more hold the same sound.
SAME_DB = 3.0
# From here on, of the way from the others' heap to its own, a channel is heard: less than half, so
# that both are where both speak at once. How soft that border is, as a share of the way.
HEARD_FROM, SOFTNESS = 0.4, 0.08
_EDGES_DB = np.arange(-80.0, 81.0)


@dataclass(frozen=True, eq=False)
class HeardChannels:
    """Who is heard when, by channel.

    Attributes:
        frame_s: the length of a frame in seconds.
        probabilities: how likely each channel's person speaks, float32, shape (frames, channels).
        people: how many channels are a person's of their own, for sure.
        are_alike: whether all channels hold the same sound, so that nothing can be told.
        surround: what their layout is called ("5.1") if they are a mix for loudspeakers; else "".
    """

    frame_s: float
    probabilities: Samples
    people: int
    are_alike: bool
    surround: str = ""


class ChannelMeter:
    """Measure the channels of a recording while it is decoded; a byte a frame and channel.

    Attributes:
        channels: how many the recording has; 0 before its first sound.
        surround: what the layout is called if it is one of loudspeakers round a room; else "".
    """

    def __init__(self) -> None:
        self.channels = 0
        self.surround = ""
        self._parts: list[NDArray[np.uint8]] = []
        self._held: list[Samples] = []
        self._held_samples = 0
        self._rate_hz = 1
        self._began_s = 0.0  # the rate, in seconds from the start of the recording
        self._done = 0  # samples of this rate
        self._frame = 0  # the one that is open
        self._open = np.zeros(0)  # what it has so far
        self._last = np.zeros((0, 1), np.float32)

    def add(self, sound: Samples, rate_hz: int) -> None:
        """Add the next sound of all channels, float32, shape (channels, n)."""
        if rate_hz != self._rate_hz:
            self._measure()
            self._began_s += self._done / self._rate_hz
            self._done, self._rate_hz = 0, rate_hz
        if not self.channels:
            self._begin(len(sound))
        if not self.is_of_several:
            return
        self._held.append(self._fitted(sound))
        self._held_samples += sound.shape[1]
        if self._held_samples >= FEED_S * rate_hz:
            self._measure()

    def silence(self, samples: int, rate_hz: int) -> None:
        """Add silence in all channels, as a number of samples."""
        if self.channels:
            self.add(np.zeros((self.channels, samples), np.float32), rate_hz)
        else:
            self._began_s += samples / rate_hz

    @property
    def is_of_several(self) -> bool:
        """Whether there are channels to compare."""
        return 1 < self.channels <= MOST_CHANNELS

    def heard(self, speech: Sequence[Span] | None = None) -> HeardChannels | None:
        """Return who is heard when; None if there are no channels to compare.

        Args:
            speech: where there is speech, in seconds; None if unknown, when all sound counts.
        """
        self._measure()
        if not self.is_of_several or not self._frame:
            return None
        steps = np.concatenate(self._parts, axis=1).T
        levels = np.asarray(steps / STEPS_PER_DB + QUIETEST_DB, np.float32)
        return replace(_heard(_smoothed(levels), speech), surround=self.surround)

    def _begin(self, channels: int) -> None:
        self.channels = channels
        self._open = np.zeros(channels)
        self._last = np.zeros((channels, 1), np.float32)
        self._frame = int(self._began_s / FRAME_S)
        self._parts = [np.zeros((channels, self._frame), np.uint8)]

    def _fitted(self, sound: Samples) -> Samples:
        """Return the sound in as many channels as the recording began with."""
        if len(sound) == self.channels:
            return sound
        if len(sound) == 1:
            return np.repeat(sound, self.channels, axis=0)
        more = np.zeros((max(0, self.channels - len(sound)), sound.shape[1]), np.float32)
        return np.concatenate([sound[: self.channels], more])

    def _measure(self) -> None:
        """Take what is held into frames."""
        if not self._held_samples:
            return
        sound = np.concatenate([self._last, *self._held], axis=1)
        count = sound.shape[1] - 1
        self._held, self._held_samples, self._last = [], 0, sound[:, -1:]
        # Of a high rate some samples are enough: a sum of powers does not mind aliasing.
        step = max(1, self._rate_hz // ENOUGH_HZ)
        change = sound[:, 1::step] - PREEMPHASIS * sound[:, :-1:step]
        ends = self._ends(count)
        starts = [0, *(-(-end // step) for end in ends if end < count)]
        if starts[-1] == change.shape[1]:  # nothing is left of the last frame
            starts.pop()
        sums = np.add.reduceat(np.square(change, out=change), starts, axis=1, dtype=np.float64)
        sums[:, 0] += self._open
        closed, self._open = sums[:, : len(ends)], np.zeros(self.channels)
        if len(starts) > len(ends):
            self._open = sums[:, -1]
        level_db = 10 * np.log10(closed * step / (FRAME_S * self._rate_hz) + 1e-13)
        steps = np.round((level_db - QUIETEST_DB) * STEPS_PER_DB).clip(0, 255)
        self._parts.append(steps.astype(np.uint8))
        self._done += count
        self._frame += len(ends)

    def _ends(self, count: int) -> list[int]:
        """Return where frames end within the next samples."""
        ends: list[int] = []
        while True:
            end_s = (self._frame + len(ends) + 1) * FRAME_S - self._began_s
            end = round(end_s * self._rate_hz) - self._done
            if end > count:
                return ends
            ends.append(end)


def _smoothed(levels: Samples) -> Samples:
    """Return levels, shape (frames, channels), as means of the power of those around."""
    power = np.power(10.0, levels / 10)
    half = SMOOTH_FRAMES // 2
    sums = np.cumsum(np.pad(power, ((half + 1, half), (0, 0))), axis=0)
    means = (sums[SMOOTH_FRAMES:] - sums[:-SMOOTH_FRAMES]) / SMOOTH_FRAMES
    return np.asarray(10 * np.log10(np.maximum(means, 1e-13)), np.float32)


def _heard(levels: Samples, speech: Sequence[Span] | None) -> HeardChannels:
    frames, channels = levels.shape
    probabilities = np.zeros((frames, channels), np.float32)
    sounds = levels.max(axis=1) > SILENT_DB
    if not sounds.any():
        return HeardChannels(FRAME_S, probabilities, 0, are_alike=True)
    low = np.percentile(levels, LOW, axis=0)
    high = np.percentile(levels[sounds], HIGH, axis=0)
    is_alive = (high - low >= LEAST_RISE_DB) & (high > SILENT_DB)
    voices = levels >= np.maximum(high - VOICE_DB, (low + high) / 2)
    is_speech = sounds & _inside(speech, frames) & (voices & is_alive).any(axis=1)
    people, is_told = 0, False
    copies = _copies(levels, voices & is_alive, is_speech)
    mixes: list[int] = []
    for channel in map(int, np.flatnonzero(is_alive)):
        if channel in copies:
            continue
        lead_db = levels[:, channel] - np.delete(levels, [channel, *copies], axis=1).max(axis=1)
        there = lead_db[is_speech]
        usual_db = float(np.median(there)) if len(there) else 0.0
        heaps = _Heaps.of(there)
        is_told = is_told or heaps.are_two or abs(usual_db) >= SAME_DB
        border_db, width_db = heaps.border_db, heaps.width_db
        likely = 1 / (1 + np.exp(-((lead_db - border_db) / width_db).clip(-30, 30)))
        probabilities[:, channel] = np.where(voices[:, channel] & sounds, likely, 0)
        leads = np.count_nonzero(there > heaps.middle_db)
        least = max(LEAST_LEAD_S / FRAME_S, LEAST_LEAD_SHARE * len(there))
        people += bool(heaps.are_two and leads >= least)
        if not heaps.are_two and abs(usual_db) < SAME_DB:
            mixes.append(channel)
    if people > 1:  # who leads them is who is in the mix
        probabilities[:, mixes] = 0
    return HeardChannels(FRAME_S, probabilities, people, are_alike=not is_told)


def _copies(levels: Samples, voices: NDArray[np.bool_], is_speech: NDArray[np.bool_]) -> list[int]:
    """Return channels that hold what an earlier one holds, if others than these are left.

    Args:
        levels: in decibels, shape (frames, channels).
        voices: where each channel has a voice; the same shape.
        is_speech: where there is speech, shape (frames,).
    """
    originals: list[int] = []
    copies: list[int] = []
    for channel in map(int, np.flatnonzero(voices.any(axis=0))):
        is_copy = False
        for original in originals:
            both = is_speech & voices[:, [original, channel]].any(axis=1)
            away_db = levels[both, channel] - levels[both, original]
            low, high = np.percentile(away_db, (LOW, 100 - LOW)) if len(away_db) else (0.0, 0.0)
            is_copy = is_copy or high - low < SAME_DB
        (copies if is_copy else originals).append(channel)
    return copies if len(originals) > 1 else []


def _inside(speech: Sequence[Span] | None, frames: int) -> NDArray[np.bool_]:
    inside = np.full(frames, speech is None)
    for start_s, end_s in speech or ():
        inside[round(start_s / FRAME_S) : round(end_s / FRAME_S)] = True
    return inside


@dataclass(frozen=True, slots=True)
class _Heaps:
    """A channel's leads over the others in two heaps, in decibels: others speak, it speaks."""

    low_db: float
    high_db: float
    are_two: bool

    @classmethod
    def of(cls, leads_db: Samples) -> "_Heaps":
        """Divide leads where most of their variance is between both parts (Otsu's way)."""
        if not len(leads_db):
            return cls(0.0, 0.0, are_two=False)
        counts, edges = np.histogram(leads_db.clip(_EDGES_DB[0], _EDGES_DB[-1]), _EDGES_DB)
        middles = (edges[1:] + edges[:-1]) / 2
        share = np.cumsum(counts) / len(leads_db)
        moment = np.cumsum(counts * middles) / len(leads_db)
        mean = moment[-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            between = np.nan_to_num((mean * share - moment) ** 2 / (share * (1 - share)))
        cut = int(between[:-1].argmax())
        part = share[cut]
        if not 0 < part < 1:
            return cls(mean, mean, are_two=False)
        low_db, high_db = moment[cut] / part, (mean - moment[cut]) / (1 - part)
        variance = float(np.sum(counts * (middles - mean) ** 2) / len(leads_db))
        is_clear = between[cut] >= LEAST_BETWEEN * variance
        return cls(
            float(low_db), float(high_db), bool(high_db - low_db >= LEAST_APART_DB and is_clear)
        )

    @property
    def middle_db(self) -> float:
        """Halfway between both; nobody leads where there is one heap."""
        return (self.low_db + self.high_db) / 2 if self.are_two else 0.0

    @property
    def border_db(self) -> float:
        """From where on the channel is heard."""
        way_db = self.high_db - self.low_db
        return self.low_db + HEARD_FROM * way_db if self.are_two else 0.0

    @property
    def width_db(self) -> float:
        """How soft that border is."""
        return SOFTNESS * (self.high_db - self.low_db) if self.are_two else 1.0
