"""Any frame of sound to mono float32, and any sample rate to 16 kHz."""

import numpy as np
import soxr
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ

# Full scale of FFmpeg's integer sample formats (libavutil/samplefmt.h); u8 is centred on 128.
FULL_SCALE = {"u1": 2.0**7, "i2": 2.0**15, "i4": 2.0**31, "i8": 2.0**63}
U8_CENTRE = 128.0
# Float recordings may rightly exceed full scale; 24 dB above it nothing is sound any more, and the
# limit keeps a damaged float from becoming infinite inside the resampler.
FLOAT_LIMIT = 16.0
# WORKAROUND PyAV 18.1 (`AudioFrame.planes`): it looks for a null pointer behind the last plane, and
# from eight planes on there is none; the memory that follows would be read as more channels.
SAFE_PLANES = 7
# The resampler is fed a quarter of a second at once: a call costs more than a small frame.
FEED_S = 0.25


def mono(frame: AudioFrame) -> NDArray[np.float32]:
    """The mean of all channels, which cannot clip.

    Args:
        frame: any sample format, packed or planar, any number of channels.

    Returns:
        float32, shape (frame.samples,), at the frame's own rate; full scale is 1.
    """
    channels = frame.layout.nb_channels
    if frame.format.is_planar and channels > SAFE_PLANES:
        frame = _packed(frame)
    raw = frame.to_ndarray()
    # Planar: shape (channels, samples). Packed: shape (1, samples * channels).
    table = raw if frame.format.is_planar else raw.reshape(-1, channels).T
    # A damaged float may overflow here; the resampler takes it out.
    with np.errstate(over="ignore", invalid="ignore"):
        mixed: NDArray[np.float32] = table[0].astype(np.float32)
        for channel in table[1:]:  # four times as fast as `mean` over this axis
            mixed += channel.astype(np.float32)
        mixed *= np.float32(1.0 / channels)
    kind = raw.dtype.str[1:]
    if kind == "u1":
        mixed -= np.float32(U8_CENTRE)
    if kind in FULL_SCALE:
        mixed *= np.float32(1.0 / FULL_SCALE[kind])
    return mixed


def _packed(frame: AudioFrame) -> AudioFrame:
    """The same samples, all channels in one plane."""
    packer = AudioResampler(frame.format.packed, frame.layout, frame.sample_rate)
    (packed,) = packer.resample(frame)
    return packed


class Resampler:
    """A stream at one sample rate made 16 kHz and finite, in memory that does not grow."""

    def __init__(self, rate_hz: int) -> None:
        self.rate_hz = rate_hz
        self._held: list[NDArray[np.float32]] = []
        self._held_samples = 0
        self._feed_samples = max(1, round(rate_hz * FEED_S))
        # "HQ" is what librosa and NeMo resample with: pass band to 0.91 of Nyquist, 125 dB.
        self._stream = (
            None
            if rate_hz == SAMPLE_RATE_HZ
            else soxr.ResampleStream(rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32", quality="HQ")
        )

    def feed(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take samples at the old rate, shape (n,); give what is ready at 16 kHz, shape (m,)."""
        self._held.append(samples)
        self._held_samples += len(samples)
        if self._held_samples < self._feed_samples:
            return np.zeros(0, np.float32)
        return self._take(last=False)

    def finish(self) -> NDArray[np.float32]:
        """The rest, shape (m,); the stream is at its end and takes no more."""
        return self._take(last=True)

    def _take(self, *, last: bool) -> NDArray[np.float32]:
        held = np.concatenate(self._held) if self._held else np.zeros(0, np.float32)
        self._held, self._held_samples = [], 0
        if not np.isfinite(held).all():
            np.nan_to_num(held, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
        np.clip(held, -FLOAT_LIMIT, FLOAT_LIMIT, out=held)
        if self._stream is None:
            return held
        resampled: NDArray[np.float32] = self._stream.resample_chunk(held, last=last)
        return resampled
