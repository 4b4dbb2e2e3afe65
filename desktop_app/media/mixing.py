"""Convert frames of any sample format, layout and rate to mono float32 at 16 kHz."""

from collections.abc import Callable

import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.layout import AudioLayout
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.media.channels import ChannelMeter
from desktop_app.media.downmix import Detect, Downmix

Samples = NDArray[np.float32]

# Full scale of FFmpeg's integer sample formats (libavutil/samplefmt.h); u8 is centred on 128.
FULL_SCALE = {"u1": 2.0**7, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}
U8_CENTRE = 128.0
# Float recordings may legitimately exceed full scale; 24 dB above it nothing is sound, and the
# limit keeps a damaged float from becoming infinite in the resampler.
FLOAT_LIMIT = 16.0
# WORKAROUND PyAV 18.1 (`AudioFrame.planes`): it looks for a null pointer after the last plane, and
# from eight planes on there is none; the memory behind would be read as more channels.
SAFE_PLANES = 7
# The resampler is fed a quarter of a second at once: a call costs more than a small frame.
FEED_S = 0.25


def channels_of(frame: AudioFrame) -> Samples:
    """Return every channel as recorded, with finite values.

    Args:
        frame: any sample format, packed or planar, any number of channels.

    Returns:
        float32, shape (channels, frame.samples), at the frame's own rate; full scale is 1.
    """
    channels = frame.layout.nb_channels
    if frame.format.is_planar and channels > SAFE_PLANES:
        frame = _packed(frame)
    raw = frame.to_ndarray()
    # Planar: shape (channels, samples). Packed: shape (1, samples * channels).
    table = raw if frame.format.is_planar else raw.reshape(-1, channels).T
    with np.errstate(over="ignore", invalid="ignore"):  # a damaged float
        sound = table.astype(np.float32, order="C")
    kind = raw.dtype.str[1:]
    if kind == "u1":
        sound -= np.float32(U8_CENTRE)
    if kind in FULL_SCALE:
        sound *= np.float32(1.0 / FULL_SCALE[kind])
    else:
        if not np.isfinite(sound).all():
            np.nan_to_num(sound, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        np.clip(sound, -FLOAT_LIMIT, FLOAT_LIMIT, out=sound)
    return sound


def _packed(frame: AudioFrame) -> AudioFrame:
    """Return the same samples in packed form."""
    packer = AudioResampler(frame.format.packed, frame.layout, frame.sample_rate)
    (packed,) = packer.resample(frame)
    return packed


def _surround(layout: AudioLayout) -> str:
    """Return the name of a layout with a loudspeaker in the middle; "" for any other."""
    names = {channel.name for channel in layout.channels}
    # "5.1(side)" says where two of them stand.
    return layout.name.partition("(")[0] if {"FL", "FR", "FC"} <= names else ""


class MonoStream:
    """Convert frames of one sample rate to mono at 16 kHz; their layout may change.

    Args:
        rate_hz: the sample rate of all frames.
        detect: speech probabilities of the frames of a sound.
        place: called with each frame's channels, shape (channels, n), and the rate; may change
            their length, shape (channels, m).
        meter: measures the channels before they are mixed.
    """

    def __init__(
        self,
        rate_hz: int,
        detect: Detect,
        place: Callable[[Samples, int], Samples] | None = None,
        meter: ChannelMeter | None = None,
    ) -> None:
        self.rate_hz = rate_hz
        self._detect = detect
        self._place = place
        self._meter = meter
        self._layout: AudioLayout | None = None
        self._downmix: Downmix | None = None
        self._resampler = Resampler(rate_hz)

    def feed(self, frame: AudioFrame) -> Samples:
        """Add a frame; return what is ready, shape (m,)."""
        before = np.zeros(0, np.float32)
        if self._downmix is None or frame.layout != self._layout:
            if self._downmix is not None:
                before = self._resampler.feed(self._downmix.finish())
            self._layout = frame.layout
            self._downmix = Downmix(frame.layout, self.rate_hz, self._detect)
            if self._meter is not None:
                self._meter.surround = self._meter.surround or _surround(frame.layout)
        sound = channels_of(frame)
        if self._place is not None:
            sound = self._place(sound, self.rate_hz)
        if self._meter is not None:
            self._meter.add(sound, self.rate_hz)
        ready = self._resampler.feed(self._downmix.feed(sound))
        return np.concatenate([before, ready]) if len(before) else ready

    def silence(self, samples: int) -> Samples:
        """Add silence, as a number of samples at the stream's rate."""
        if self._meter is not None:
            self._meter.silence(samples, self.rate_hz)
        if self._downmix is None:
            return self._resampler.feed(np.zeros(samples, np.float32))
        return self._resampler.feed(self._downmix.silence(samples))

    def finish(self) -> Samples:
        """Return the rest, shape (m,); nothing may be added afterwards."""
        held = np.zeros(0, np.float32) if self._downmix is None else self._downmix.finish()
        return np.concatenate([self._resampler.feed(held), self._resampler.finish()])


class Resampler:
    """Resample a mono stream to 16 kHz, in constant memory."""

    def __init__(self, rate_hz: int) -> None:
        self._held: list[Samples] = []
        self._held_samples = 0
        self._feed_samples = max(1, round(rate_hz * FEED_S))
        # "HQ" is librosa's and NeMo's setting: pass band to 0.91 of Nyquist, 125 dB.
        self._stream = (
            None
            if rate_hz == SAMPLE_RATE_HZ
            else soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32", quality="HQ")
        )

    def feed(self, samples: Samples) -> Samples:
        """Add samples at the old rate, shape (n,); return what is ready at 16 kHz, shape (m,)."""
        self._held.append(samples)
        self._held_samples += len(samples)
        if self._held_samples < self._feed_samples:
            return np.zeros(0, np.float32)
        return self._take(last=False)

    def finish(self) -> Samples:
        """Return the rest, shape (m,); nothing may be added afterwards."""
        return self._take(last=True)

    def _take(self, *, last: bool) -> Samples:
        held = np.concatenate(self._held) if self._held else np.zeros(0, np.float32)
        self._held, self._held_samples = [], 0
        if self._stream is None:
            return held
        resampled: Samples = self._stream.resample_chunk(held, last=last)
        return resampled
