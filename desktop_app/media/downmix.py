"""Mix channels to mono: the standard downmix, or the channel with the clearest speech.

A mean loses speech that is inverted in one channel or drowned by the others. So the sound is
examined in windows of some seconds. If all channels agree, which three multiplications tell, they
are mixed as FFmpeg would (ITU-R BS.775, without the LFE channel). If not, each channel is compared
with that mix: one that is clearer against its own pauses is chosen, if the speech detector hears in
it all that it hears anywhere. So two people with a microphone each are mixed, and a microphone that
only hums is not.
"""

from collections.abc import Callable

import av
import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.layout import AudioLayout
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.speech import FRAME_SAMPLES

Samples = NDArray[np.float32]
Detect = Callable[[Samples], Samples]

# As long as a step of the speech search (media/chunks.py): long enough to contain pauses, and it
# does not delay text.
WINDOW_S = 8.0
# The most samples in a window, over all channels: 32 MB. 24 channels at 48 kHz fit.
MOST_SAMPLES = 8_000_000
# A shorter window says too little: with that many channels only the mix is possible.
LEAST_WINDOW_S = 4.0
# A rest this short, at the end or before a change of layout, keeps the previous choice.
LEAST_REST_S = 1.0
FADE_S = 0.02

# A channel 40 dB below the loudest adds nothing relevant, and one this similar to the mix adds
# nothing to it.
QUIET = 10 ** (-40 / 10)
ALIKE = 0.995
# Above this a voice is clear, and more clarity is no reason to change.
CLEAR_DB = 30.0
# Pauses quieter than this, relative to the loudest candidate, count as silent.
SILENT = 10 ** (-50 / 10)
# Uncorrelated channels add up to the sum of their powers. A quieter mix cancels them.
FREE_CANCELLING_DB = 3.0
# A channel must be this much clearer than the default mix or the previous choice.
BETTER_DB, BETTER_THAN_BEFORE_DB = 2.0, 1.5
# Only the clearest go through the speech detector, which is the expensive part.
MOST_HEARD = 4
LIKELY = 0.5
# A candidate lacks a moment of speech that is 12 dB quieter in it than in another one, each
# relative to its own loudest: another person's microphone picks up the voice too, but from afar.
FAINT = 10 ** (-12 / 10)
# Moments less than 3 dB above a sound's own pauses do not count: fluctuating noise. How much more
# speech a candidate may lack than the best one: single frames differ even between equal channels.
MAY_LACK = 0.1
LEAST_SPEECH_FRAMES = 8
# Silence between candidates, so that the detector's state does not carry over.
BETWEEN_FRAMES = 16
# NeMo's own first step (`preemph`): rumble and DC count as little as for the model.
PREEMPHASIS = np.float32(0.97)
STEREO = 2
LOW, HIGH = 15, 90  # percentiles of loudness: of pauses and of speech


def standard_weights(layout: AudioLayout) -> Samples:
    """Return FFmpeg's weights for a downmix to mono, shape (channels,), with sum 1.

    They are ITU-R BS.775-3, table 2, for known layouts, without LFE. They are measured by mixing a
    pulse in each channel. If FFmpeg does not know a channel, all count the same.
    """
    names = [channel.name for channel in layout.channels]
    equal = np.array([not name.startswith("LFE") for name in names], np.float32)
    if not equal.any():
        equal[:] = 1
    weights = equal
    if "NONE" not in names:
        pulses = AudioFrame.from_ndarray(
            np.eye(len(names), dtype=np.float32).reshape(1, -1), "flt", layout
        )
        pulses.sample_rate = SAMPLE_RATE_HZ
        try:
            mixer = AudioResampler("flt", "mono", SAMPLE_RATE_HZ)
            mixed = [part.to_ndarray()[0] for part in mixer.resample(pulses)]
            weights = np.concatenate(mixed)
        except av.FFmpegError:
            pass
        if len(weights) != len(names) or not weights[equal > 0].all():
            weights = equal
    return np.asarray(weights / weights.sum(), np.float32)


def _ways_of(layout: AudioLayout) -> Samples:
    """Return the candidate mixes, the standard one first; shape (ways, channels)."""
    standard = standard_weights(layout)
    names = [channel.name for channel in layout.channels]
    ways = [standard]
    if len(names) == STEREO:
        ways.append(np.array([0.5, -0.5], np.float32))
    elif {"FL", "FR"} <= set(names):
        ways.append(np.array([0.5 * (name in ("FL", "FR")) for name in names], np.float32))
    if len(names) > 1:  # also the LFE: three microphones in a FLAC or AIFF are called 2.1
        ways += list(np.eye(len(names), dtype=np.float32))
    return np.stack(ways)


class Downmix:
    """Mix a stream of one layout and rate, window by window, in constant memory.

    Args:
        layout: the channels.
        rate_hz: the sample rate.
        detect: the speech probability of each frame of 16 kHz sound, in order.
    """

    def __init__(self, layout: AudioLayout, rate_hz: int, detect: Detect) -> None:
        self._rate_hz = rate_hz
        self._detect = detect
        self._ways = _ways_of(layout)
        window_s = min(WINDOW_S, MOST_SAMPLES / rate_hz / layout.nb_channels)
        is_choice = len(self._ways) > 1 and window_s >= LEAST_WINDOW_S
        self._window = round(window_s * rate_hz) if is_choice else 0
        self._held: list[Samples] = []
        self._held_samples = 0
        self._taken = 0  # the previous window's choice

    def feed(self, table: Samples) -> Samples:
        """Add all channels, shape (channels, n); return what is mixed so far, shape (m,)."""
        if not self._window:
            return _mixed(self._ways[0], table)
        self._held.append(table)
        self._held_samples += table.shape[1]
        if self._held_samples < self._window:
            return np.zeros(0, np.float32)
        return self.finish()

    def silence(self, samples: int) -> Samples:
        """Add silence in all channels, as a number of samples."""
        return self.feed(np.zeros((self._ways.shape[1], samples), np.float32))

    def finish(self) -> Samples:
        """Return the rest, mixed, shape (m,)."""
        if not self._held:
            return np.zeros(0, np.float32)
        table = np.concatenate(self._held, axis=1)
        self._held, self._held_samples = [], 0
        before = self._taken
        if table.shape[1] >= LEAST_REST_S * self._rate_hz:
            self._taken = self._choice(table)
        mixed = _mixed(self._ways[self._taken], table)
        if self._taken != before:
            fade = round(FADE_S * self._rate_hz)
            old = _mixed(self._ways[before], table[:, :fade])
            share = np.linspace(0, 1, old.size, dtype=np.float32)
            mixed[:fade] = share * mixed[:fade] + (1 - share) * old
        return mixed

    def _choice(self, table: Samples) -> int:
        """Choose the mix for one window, shape (channels, n)."""
        products = table @ table.T
        if not products.any():
            return self._taken
        if _agree(products, self._ways[0]):
            return 0
        at_16k = table
        if self._rate_hz != SAMPLE_RATE_HZ:
            at_16k = np.asarray(soxr.resample(table.T, self._rate_hz, SAMPLE_RATE_HZ, "LQ").T)
        frames = at_16k.shape[1] // FRAME_SAMPLES
        sounds = self._ways @ at_16k[:, : frames * FRAME_SAMPLES]
        loudness = _loudness(sounds)
        is_sound = loudness.max(axis=0) > 0
        if not is_sound.any():  # rumble for the LFE channel alone
            return self._taken
        clear_db = _clearness_db(loudness[:, is_sound])
        clear_db[0] -= max(0.0, _cancelled_db(products, self._ways[0]) - FREE_CANCELLING_DB)
        return self._heard_best(sounds, loudness, clear_db)

    def _heard_best(self, sounds: Samples, loudness: Samples, clear_db: Samples) -> int:
        """Choose the clearest candidate that holds all speech, favouring the default."""
        clear_db = clear_db.copy()
        clear_db[0] += BETTER_DB
        if self._taken:
            clear_db[self._taken] += BETTER_THAN_BEFORE_DB
        ranked = [int(way) for way in np.argsort(-clear_db, kind="stable")]
        if ranked[0] == 0:
            return 0
        heard = ranked[: ranked.index(0)][:MOST_HEARD]
        if self._taken in ranked[len(heard) :] and self._taken not in (0, *heard):
            heard.append(self._taken)
        heard = [0, *heard]
        lack = self._lack(sounds[heard], loudness[heard])
        if lack is None:
            return self._taken
        fit = [place for place in range(len(heard)) if lack[place] <= lack.min() + MAY_LACK]
        return heard[max(fit, key=lambda place: clear_db[heard[place]])]

    def _lack(self, sounds: Samples, loudness: Samples) -> Samples | None:
        """Return the share of speech that each sound lacks; None without speech."""
        gap = np.zeros((len(sounds), BETWEEN_FRAMES * FRAME_SAMPLES), np.float32)
        joined = np.concatenate([gap, sounds], axis=1)
        likely = self._detect(joined.reshape(-1)).reshape(len(sounds), -1)[:, BETWEEN_FRAMES:]
        pauses = np.percentile(loudness, LOW, axis=1)[:, None]
        above = np.maximum(loudness - pauses, 0)
        loud = np.percentile(above, HIGH, axis=1)[:, None]
        is_voice = (likely >= LIKELY) & (above > pauses)
        presence = np.where(is_voice, np.minimum(above / np.maximum(loud, 1e-12), 1), 0)
        most = presence.max(axis=0)
        if (most > FAINT).sum() < LEAST_SPEECH_FRAMES:
            return None
        lacks = presence < FAINT * most
        return np.asarray((lacks * most).sum(axis=1) / most.sum(), np.float32)


def _mixed(weights: Samples, table: Samples) -> Samples:
    """Mix all channels, shape (channels, n), into one, shape (n,)."""
    used = np.flatnonzero(weights)
    first = weights[used[0]]
    if (weights[used] == first).all():  # the mean, to the last bit
        mixed: Samples = table[used[0]].copy()
        for channel in used[1:]:  # four times as fast as `mean` over this axis
            mixed += table[channel]
        mixed *= first
        return mixed
    return np.asarray(weights @ table, np.float32)


def _agree(products: Samples, weights: Samples) -> bool:
    """Whether every channel that is neither silent nor left out agrees with the mix."""
    power = np.diag(products)
    counts = (weights > 0) & (power > QUIET * power.max())
    mixed = float(weights @ products @ weights)
    if mixed <= QUIET * power.max():  # they cancel one another, to the last bit perhaps
        return False
    along = products @ weights
    return bool((along[counts] >= ALIKE * np.sqrt(power[counts] * mixed)).all())


def _cancelled_db(products: Samples, weights: Samples) -> float:
    """Return how much quieter the mix is than uncorrelated channels would be."""
    unlike = float(np.square(weights) @ np.diag(products))
    mixed = float(weights @ products @ weights)
    return float(10 * np.log10(max(unlike, 1e-12) / max(mixed, 1e-12)))


def _loudness(sounds: Samples) -> Samples:
    """Return the power of each frame of each sound, shape (sounds, frames)."""
    emphasised = sounds.copy()
    emphasised[:, 1:] -= PREEMPHASIS * sounds[:, :-1]
    emphasised[:, 0] = 0
    framed = emphasised.reshape(len(sounds), -1, FRAME_SAMPLES)
    return np.asarray(np.einsum("sfi,sfi->sf", framed, framed), np.float32)


def _clearness_db(loudness: Samples) -> Samples:
    """Return how far each sound rises above its own pauses, shape (sounds,)."""
    soft, loud = np.percentile(loudness, (LOW, HIGH), axis=1)
    silence = max(SILENT * loud.max(), 1e-12)
    rise_db = 10 * np.log10((loud + silence) / (soft + silence))
    return np.asarray(np.minimum(rise_db, CLEAR_DB), np.float32)
