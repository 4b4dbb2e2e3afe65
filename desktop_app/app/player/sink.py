"""The sound device, and the clock of what is heard from it.

QtMultimedia is imported with the first sound: it loads FFmpeg's libraries, and on Linux it needs
PulseAudio's, which a computer without sound lacks.
"""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop_app.core.errors import NoSoundOutput, SoundOutputGone, SoundSystemGone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PySide6.QtCore import QIODevice
    from PySide6.QtMultimedia import QAudioDevice, QAudioFormat

logger = logging.getLogger(__name__)

RATE_HZ = 48_000
CHANNELS = 2
# Long enough for a busy window's thread, short enough to be silent for that long after a seek.
BUFFER_S = 0.12
# What the system holds beside Qt's buffer: measured with PulseAudio's monitor
# (tools/played_sound.py); Windows' shared mode holds as much.
SYSTEM_S = 0.012
# Qt connects to PulseAudio again three seconds after it lost it, once. A sink that is made before,
# or after that was in vain, ends the whole program: libpulse asserts that there is a connection.
BACK_S = 4.0
LOST_SIGNS = ("pa_context_connect() failed", "PulseAudioService: Connection failure")


class Sink(Protocol):
    """A running sound device; positions are counted in frames since it was made."""

    rate_hz: int

    def free_frames(self) -> int:
        """How many frames it takes now."""
        ...

    def write(self, samples: "NDArray[np.float32]") -> int:
        """Add sound, shape (n, 2); return how many frames it took."""
        ...

    def heard_frames(self) -> float:
        """How many of the frames written were heard."""
        ...

    def run(self, *, is_running: bool) -> None:
        """Go on, or stop at once and keep what was written."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0 to 1, also of what was written already."""
        ...

    def trouble(self) -> str | None:
        """Why it cannot go on: a technical word or two; None if it can."""
        ...

    def is_current(self) -> bool:
        """Whether this is still the device that the system would choose."""
        ...

    def close(self, *, is_dead: bool = False) -> None:
        """Give the device back; it does not play any more if it is dead."""
        ...


def open_sink() -> Sink:
    """Open the default device of the system; in a thread with an event loop.

    Raises:
        NoSoundOutput: there is none, or it cannot be used.
        SoundOutputGone: the sound server went away just now.
        SoundSystemGone: it stayed away.
    """
    _system.check()
    with quietly():
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError as error:  # libpulse0 is missing
            raise NoSoundOutput("There is no sound system on this computer.", str(error)) from error
        device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        raise NoSoundOutput("There is no sound output on this computer.")
    _system.listen()
    return QtSink(device)


class SoundSystem:
    """What is known of the server behind Qt's sound; Qt itself says nothing when it goes away.

    Attributes:
        dead: the sinks that it left; they are never closed, which may take half a minute in which
            the window would stand still.
    """

    def __init__(self) -> None:
        self._is_lost = self._listens = False
        self._rests_until = 0.0
        self.dead: list[object] = []

    def check(self) -> None:
        """Make sure that a device can be opened.

        Raises:
            SoundOutputGone: the server went away just now and may come back.
            SoundSystemGone: it stayed away, and Qt does not look for it again.
        """
        if self._is_lost:
            raise SoundSystemGone("The sound system of this computer went away.")
        if time.monotonic() < self._rests_until:
            raise SoundOutputGone("The sound output is gone.")

    def rest(self) -> None:
        """Open no device until Qt has connected again, if it was the server that went away."""
        self._rests_until = time.monotonic() + BACK_S

    def hear(self, message: str) -> None:
        """Take what Qt says."""
        self._is_lost = self._is_lost or any(sign in message for sign in LOST_SIGNS)

    def listen(self) -> None:
        """Hear from now on what Qt says, and pass it on."""
        if self._listens or sys.platform != "linux":
            return
        self._listens = True

        def note(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
            self.hear(message or "")
            if before is not None:
                before(kind, context, message or "")
            else:
                logger.warning("Qt: %s", message)

        before = qInstallMessageHandler(note)


_system = SoundSystem()


@contextmanager
def quietly() -> Iterator[None]:
    """Keep from the terminal what QtMultimedia says while it is loaded, to the log.

    It tries PipeWire before PulseAudio, and misses the plugins of FFmpeg, which nobody needs here.
    """

    def note(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        logger.info("Qt: %s", message)

    before = qInstallMessageHandler(note)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class QtSink:
    """A QAudioSink that is written to.

    Raises:
        NoSoundOutput: the device cannot be used.
    """

    def __init__(self, device: "QAudioDevice") -> None:
        from PySide6.QtMultimedia import QAudioSink, QtAudio

        self._states = QtAudio.State
        self._no_error = QtAudio.Error.NoError
        self._device = device
        self._format = _format_for(device)
        self.rate_hz = self._format.sampleRate()
        self._written = 0
        self._sink: QAudioSink | None = QAudioSink(device, self._format)
        self._frame_bytes = self._format.bytesPerFrame()
        self._sink.setBufferSize(round(BUFFER_S * self.rate_hz) * self._frame_bytes)
        started: QIODevice | None = self._sink.start()
        if started is None or self._sink.error() != self._no_error:
            name, reason = device.description(), str(self._sink.error())
            self.close()
            raise NoSoundOutput("“{name}” cannot be used for sound.", reason, name=name)
        self._io = started
        logger.info("sound through %s, %d Hz", device.description(), self.rate_hz)

    @property
    def name(self) -> str:
        """The device's name for people."""
        return self._device.description()

    def free_frames(self) -> int:
        """How many frames it takes now."""
        return self._sink.bytesFree() // self._frame_bytes if self._sink is not None else 0

    def write(self, samples: "NDArray[np.float32]") -> int:
        """Add sound, shape (n, 2); return how many frames it took."""
        data = _converted(samples, self._format)
        taken = max(0, self._io.write(data)) // self._frame_bytes
        self._written += taken
        return taken

    def heard_frames(self) -> float:
        """How many of the frames written were heard."""
        if self._sink is None:
            return float(self._written)
        processed = self._sink.processedUSecs() * self.rate_hz / 1e6
        # An idle device has played the rest, too.
        is_idle = self._sink.state() == self._states.IdleState and processed >= self._written - 1
        return self._written if is_idle else max(0.0, processed - SYSTEM_S * self.rate_hz)

    def run(self, *, is_running: bool) -> None:
        """Go on, or stop at once and keep what was written."""
        if self._sink is None:
            return
        is_suspended = self._sink.state() == self._states.SuspendedState
        if is_running and is_suspended:
            self._sink.resume()
        elif not is_running and not is_suspended:
            self._sink.suspend()

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 0 to 1, also of what was written already."""
        if self._sink is not None:
            self._sink.setVolume(volume)

    def trouble(self) -> str | None:
        """Why it cannot go on: a technical word or two; None if it can."""
        from PySide6.QtMultimedia import QMediaDevices

        if self._sink is None:
            return "closed"
        stopped = self._sink.state() == self._states.StoppedState
        if stopped or self._sink.error() in _fatal():
            return str(self._sink.error())
        known = [bytes(one.id().data()) for one in QMediaDevices.audioOutputs()]
        return None if bytes(self._device.id().data()) in known else "unplugged"

    def is_current(self) -> bool:
        """Whether this is still the device that the system would choose."""
        from PySide6.QtMultimedia import QMediaDevices

        return QMediaDevices.defaultAudioOutput() == self._device

    def close(self, *, is_dead: bool = False) -> None:
        """Give the device back; it does not play any more if it is dead."""
        if is_dead:
            _system.rest()
            _system.dead.append(self._sink)  # giving it back would wait for a server that is gone
        elif self._sink is not None:
            self._sink.reset()
            self._sink.deleteLater()
        self._sink = None


def _fatal() -> "tuple[object, ...]":
    from PySide6.QtMultimedia import QtAudio

    return (QtAudio.Error.FatalError, QtAudio.Error.IOError, QtAudio.Error.OpenError)


def _format_for(device: "QAudioDevice") -> "QAudioFormat":
    from PySide6.QtMultimedia import QAudioFormat

    wanted = QAudioFormat()
    wanted.setSampleRate(RATE_HZ)
    wanted.setChannelCount(CHANNELS)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Float)
    return wanted if device.isFormatSupported(wanted) else device.preferredFormat()


def _converted(samples: "NDArray[np.float32]", wanted: "QAudioFormat") -> bytes:
    """Return stereo sound in the device's channels and sample format."""
    import numpy as np
    from PySide6.QtMultimedia import QAudioFormat

    channels = wanted.channelCount()
    if channels == 1:
        samples = samples.mean(axis=1, keepdims=True)
    elif channels > CHANNELS:
        samples = np.pad(samples, ((0, 0), (0, channels - CHANNELS)))
    sound = np.clip(samples, -1.0, 1.0)
    match wanted.sampleFormat():
        case QAudioFormat.SampleFormat.Float:
            return np.ascontiguousarray(sound, np.float32).tobytes()
        case QAudioFormat.SampleFormat.Int32:
            return (sound.astype(np.float64) * (2**31 - 1)).astype(np.int32).tobytes()
        case QAudioFormat.SampleFormat.UInt8:
            return (sound * 127 + 128).astype(np.uint8).tobytes()
        case _:
            return (sound * (2**15 - 1)).astype(np.int16).tobytes()
