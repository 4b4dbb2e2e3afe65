"""Decode all audio tracks of a recording together, as where each person has a microphone.

Each track is decoded as it would be alone, from a container of its own, so that its late start, its
gaps and its damage are where they are. They are added up, each at its own level, so that whoever
speaks is as loud as alone; but window by window without those that would spoil it: a track in which
nobody speaks while others do may hum, and one that holds the same sound as another may hold it
upside down. Unlike among channels (media/downmix.py), no clearer track takes the place of all: a
word may be on any.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.errors import MediaEmpty, MediaError, MediaUnreadable
from desktop_app.core.media import ALL_TRACKS, SAMPLE_RATE_HZ
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Incomplete
from desktop_app.media.blocks import in_blocks
from desktop_app.media.channels import ChannelMeter
from desktop_app.media.container import audio_streams, open_container
from desktop_app.media.decode import BLOCK_SAMPLES, decode
from desktop_app.media.downmix import Detect
from desktop_app.media.missing.losses import MIN_LOSS_AT_EDGE_S
from desktop_app.media.speech import hear_speech

logger = logging.getLogger(__name__)

Samples = NDArray[np.float32]

# As for channels: long enough to compare tracks, and it does not delay text. A word that begins at
# a window's end is known by what follows it.
WINDOW_S, BEYOND_S = 8.0, 0.5
# From here on a track may have speech: to take one in needlessly costs less than to lose a word.
LIKELY = 0.2
# From this correlation on, of either sign, tracks hold the same sound.
SAME = 0.98
# From there on two tracks take from one another what both have: voices of two people do not.
AGAINST = 0.5
FADE_S = 0.02
# Of what the player heard before, with each part of 0.05 s: it knows tracks within a second.
KEPT_OF_BEFORE = 0.8
# The limiter looks at that much at once, and lets go of what it holds down by so much a second.
LIMITER_S, RELEASE_A_S = 0.01, 1.5


def track_count(path: Path) -> int:
    """Return how many audio tracks a file has.

    Raises:
        MediaError: as `decode`.
    """
    with open_container(path) as container:
        return len(audio_streams(container, path))


def decode_sound(
    path: Path,
    track: int = 0,
    detect: Detect | None = None,
    on_incomplete: Callable[[Incomplete], object] | None = None,
    meter: ChannelMeter | None = None,
) -> Iterator[Samples]:
    """Decode one audio track of a recording, or all of them together.

    Args:
        path: the media file.
        track: counted from 0, or `ALL_TRACKS`.
        detect: as for `decode`.
        on_incomplete: called after the last block if sound is missing.
        meter: measures the track's channels, or all tracks as if each were a channel.

    Yields:
        As `decode`.

    Raises:
        MediaError: as `decode`; of all tracks, only where none can be decoded.
    """
    if track != ALL_TRACKS:
        yield from decode(path, track, detect, on_incomplete, meter)
    elif (count := track_count(path)) == 1:
        yield from decode(path, 0, detect, on_incomplete, meter)
    else:
        yield from _together(path, count, detect or hear_speech, on_incomplete, meter)


def _together(
    path: Path,
    count: int,
    detect: Detect,
    on_incomplete: Callable[[Incomplete], object] | None,
    meter: ChannelMeter | None,
) -> Iterator[Samples]:
    with ExitStack() as files:
        tracks = [_Track(path, number, detect, files) for number in range(count)]
        yield from in_blocks(_mixed(tracks, detect, meter), BLOCK_SAMPLES)
    problems = [one.problem for one in tracks if one.problem is not None]
    if len(problems) == count:
        raise problems[0]
    end_s = max(one.samples for one in tracks) / SAMPLE_RATE_HZ
    found = [one.incomplete for one in tracks if one.incomplete is not None]
    # Who spoke on a track that cannot be decoded is missing all the time.
    lost = [one for one in problems if isinstance(one, MediaUnreadable)]
    found += [Incomplete(end_s, 0.0, end_s, ((0.0, end_s),)) for _ in lost]
    incomplete = _joined(found, end_s)
    if incomplete is not None:
        logger.info("%s, all tracks: %s", path.name, incomplete)
        if on_incomplete is not None:
            on_incomplete(incomplete)


def _mixed(
    tracks: "Sequence[_Track]", detect: Detect, meter: ChannelMeter | None
) -> Iterator[Samples]:
    """Yield the mix in parts of any length."""
    mixer, limiter = _Mixer(len(tracks), detect), Limiter(SAMPLE_RATE_HZ)
    while True:
        blocks = [track.take() for track in tracks]
        longest = max(map(len, blocks))
        if not longest:
            break
        table = np.stack([np.pad(block, (0, longest - len(block))) for block in blocks])
        if meter is not None:
            meter.add(table, SAMPLE_RATE_HZ)
        yield limiter.limited(mixer.feed(table))
    yield limiter.limited(mixer.finish())


class _Mixer:
    """Add up mono tracks at 16 kHz, window by window, in constant memory.

    Args:
        count: how many tracks.
        detect: speech probabilities of the frames of a sound.
    """

    def __init__(self, count: int, detect: Detect) -> None:
        self._detect = detect
        self._taken = np.ones(count, np.float32)  # the shares in the previous window
        self._held = np.zeros((count, 0), np.float32)

    def feed(self, table: Samples) -> Samples:
        """Add all tracks, shape (tracks, n); return what is mixed so far, shape (m,)."""
        self._held = np.concatenate([self._held, table], axis=1)
        window = round(WINDOW_S * SAMPLE_RATE_HZ)
        if self._held.shape[1] < window + round(BEYOND_S * SAMPLE_RATE_HZ):
            return np.zeros(0, np.float32)
        return self._mixed(window)

    def finish(self) -> Samples:
        """Return the rest, mixed, shape (m,)."""
        return self._mixed(self._held.shape[1])

    def _mixed(self, count: int) -> Samples:
        before, self._taken = self._taken, self._choice()
        table, self._held = self._held[:, :count], self._held[:, count:]
        mixed: Samples = self._taken @ table
        if (self._taken != before).any():
            fade = table[:, : round(FADE_S * SAMPLE_RATE_HZ)]
            share = np.linspace(0, 1, fade.shape[1], dtype=np.float32)
            mixed[: len(share)] = share * mixed[: len(share)] + (1 - share) * (before @ fade)
        return mixed

    def _choice(self) -> Samples:
        """Return 1 for each track to take, 0 for the others; shape (tracks,).

        It is -1 for one to be turned over, so that it does not take away what another has.
        """
        products = self._held @ self._held.T
        power = np.diag(products)
        taken: list[int] = []
        shares = np.zeros(len(power), np.float32)
        for track in np.argsort(-power, kind="stable"):
            alike, whole = products[track, taken], np.sqrt(power[track] * power[taken])
            is_copy = (np.abs(alike) >= SAME * whole).any()
            if not is_copy and (self._detect(self._held[track]) >= LIKELY).any():
                against = shares[taken] * alike <= -AGAINST * whole
                shares[track] = -1 if against.any() else 1
                taken.append(int(track))
        # The first track keeps its side up, so that it is the same one in each window.
        return shares * shares[min(taken)] if taken else self._taken


class _Track:
    """One of the tracks, block by block; nothing once it has ended, or cannot be decoded.

    Attributes:
        samples: how many came so far.
        incomplete: what is missing in it, known at its end.
        problem: why nothing of it can be decoded.
    """

    def __init__(self, path: Path, number: int, detect: Detect, files: ExitStack) -> None:
        self.samples = 0
        self.incomplete: Incomplete | None = None
        self.problem: MediaError | None = None
        blocks = decode(path, number, detect, self._note)
        self._blocks = files.enter_context(closing(blocks))

    def take(self) -> Samples:
        """Return the next second, less at the end.

        Raises:
            MediaError: the file cannot be read any more.
        """
        try:
            block = next(self._blocks, None)
        except (MediaEmpty, MediaUnreadable) as error:
            if self.samples:
                raise
            logger.info("a track is left out: %s", error)
            self.problem, block = error, None
        if block is None:
            return np.zeros(0, np.float32)
        self.samples += len(block)
        return block

    def _note(self, incomplete: Incomplete) -> None:
        self.incomplete = incomplete


def _joined(found: Sequence[Incomplete], end_s: float) -> Incomplete | None:
    """Return what is missing in any of the tracks; None if nothing is.

    Args:
        found: by track.
        end_s: where the longest ends.
    """
    holes: list[Span] = []
    for one in found:
        holes += one.holes
        if one.breaks_off and end_s - one.end_s >= MIN_LOSS_AT_EDGE_S:
            holes.append((one.end_s, min(end_s, one.expected_s or end_s)))
    joined: list[Span] = []
    for start_s, until_s in sorted(holes):
        if joined and start_s <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until_s))
        else:
            joined.append((start_s, until_s))
    known = [one.expected_s for one in found if one.expected_s is not None]
    expected_s = max(known, default=None)
    breaks_off = any(
        one.breaks_off and (one.expected_s is None or one.expected_s > end_s) for one in found
    )
    if not joined and not breaks_off:
        return min(found, key=lambda one: one.decoded_s, default=None)
    lost_s = sum(until_s - start_s for start_s, until_s in joined)
    return Incomplete(expected_s, max(0.0, end_s - lost_s), end_s, tuple(joined), breaks_off)


class Limiter:
    """Keep a sum of tracks within full scale, as a mixing desk does: it is held down, not cut.

    Args:
        rate_hz: the sample rate.
    """

    def __init__(self, rate_hz: int) -> None:
        self._step = max(1, round(LIMITER_S * rate_hz))
        self._gain = 1.0

    def limited(self, sound: Samples) -> Samples:
        """Return the next sound, shape (n,) or (channels, n), full scale 1.0."""
        loud = np.abs(sound)
        if sound.ndim > 1:
            loud = loud.max(axis=0)
        if not loud.size or (self._gain == 1.0 and loud.max() <= 1.0):
            return sound
        starts = np.arange(0, len(loud), self._step)
        peaks = np.maximum.reduceat(loud, starts)
        # It goes down before a peak, so that this is not cut.
        peaks[:-1] = np.maximum(peaks[:-1], peaks[1:])
        gains, rise = [self._gain], RELEASE_A_S * LIMITER_S
        for peak in peaks:
            gains.append(min(1.0 / max(1.0, float(peak)), gains[-1] + rise))
        self._gain = gains[-1]
        curve = np.interp(np.arange(len(loud)), [*starts, len(loud)], gains)
        return np.clip(sound * curve.astype(np.float32), -1.0, 1.0)


class RightSideUp:
    """Add up tracks for listening; one that holds another's sound upside down is turned over.

    Else both would be silent. Unlike `_Mixer` it can neither wait for a window nor for a model.

    Args:
        count: how many tracks.
    """

    def __init__(self, count: int) -> None:
        self._products = np.zeros((count, count), np.float32)
        self._signs: Samples | None = None  # 1 or -1 for each track

    def added(self, table: Samples) -> Samples:
        """Return the sum of the next sound, shape (tracks, channels, n); shape (channels, n)."""
        flat = table.reshape(len(table), -1)
        self._products = KEPT_OF_BEFORE * self._products + flat @ flat.T
        signs = self._told()
        before = signs if self._signs is None else self._signs
        self._signs = signs
        curves = np.linspace(before, signs, table.shape[-1], axis=1, dtype=np.float32)
        mixed: Samples = np.einsum("tcn,tn->cn", table, curves)
        return mixed

    def _told(self) -> Samples:
        power = np.sqrt(np.diag(self._products))
        alike = self._products / np.maximum(np.outer(power, power), 1e-12)
        signs = np.ones(len(power), np.float32)
        for track in range(1, len(power)):
            same = int(np.abs(alike[track, :track]).argmax())
            if alike[track, same] <= -SAME:
                signs[track] = -signs[same]
            elif alike[track, same] >= SAME:
                signs[track] = signs[same]
        return signs
