"""espeak-ng through its C library: sound and the true start of every word."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from tools.starter_model.speech import pcm_as_float, resampled, trimmed_clip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tools.starter_model.speech import Clip

# Names and numbers from <espeak-ng/speak_lib.h>.
AUDIO_OUTPUT_SYNCHRONOUS = 2
EVENT_LIST_TERMINATED = 0
EVENT_WORD = 1
EVENT_END = 5
PARAMETER_RATE = 1
PARAMETER_PITCH = 3
PARAMETER_RANGE = 4
POSITION_CHARACTER = 1
CHARS_UTF8 = 1


class _EventId(ctypes.Union):
    _fields_: ClassVar = [
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    ]


class _Event(ctypes.Structure):
    _fields_: ClassVar = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position_ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    ]


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library keeps one global state, so there is one of these per process: ``espeak()``."""

    def __init__(self) -> None:
        """Load and initialise the library."""
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._rate_hz = int(self._library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, None, 0))
        self._pieces: list[np.ndarray[Any, Any]] = []
        self._word_starts_s: dict[int, float] = {}
        self._end_s: float | None = None
        self._callback = _CALLBACK(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def _receive(
        self, samples: ctypes.Array[ctypes.c_short], count: int, events: ctypes.Array[_Event]
    ) -> int:
        if samples and count > 0:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while (event := events[index]).type != EVENT_LIST_TERMINATED:
            time_s = event.audio_position_ms / 1000
            if event.type == EVENT_WORD:
                self._word_starts_s.setdefault(event.text_position - 1, time_s)
            elif event.type == EVENT_END:
                self._end_s = time_s
            index += 1
        return 0

    def say(self, text: str, voice: str, prosody: Sequence[int]) -> Clip:
        """Speak ``text``; ``prosody`` is words per minute, pitch and pitch range (0-99)."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            message = f"espeak-ng has no voice {voice}"
            raise ValueError(message)
        parameters = (PARAMETER_RATE, PARAMETER_PITCH, PARAMETER_RANGE)
        for parameter, value in zip(parameters, prosody, strict=True):
            self._library.espeak_SetParameter(parameter, value, 0)
        self._pieces.clear()
        self._word_starts_s.clear()
        data = text.encode()
        self._library.espeak_Synth(
            data, len(data) + 1, 0, POSITION_CHARACTER, 0, CHARS_UTF8, None, None
        )
        self._library.espeak_Synchronize()
        samples = resampled(pcm_as_float(np.concatenate(self._pieces)), self._rate_hz)
        return trimmed_clip(
            samples * np.float32(0.7),  # Room for the resampler's overshoot.
            text,
            f"espeak {voice}",
            self._starts_of_words(text),
            self._end_s,
        )

    def _starts_of_words(self, text: str) -> list[float | None]:
        """One time per written word; ``None`` where espeak spoke two as one ("of the")."""
        starts_s: list[float | None] = []
        position = 0
        for word in text.split():
            starts_s.append(self._word_starts_s.get(position))
            position += len(word) + 1
        return starts_s


@cache
def espeak() -> Espeak:
    """The library, loaded once."""
    return Espeak()
