"""flite through its C library: sound and the true start of every word."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import ClassVar

import numpy as np

from tools.starter_model.speech import Clip, pcm_as_float, resampled, trimmed_clip

# Where the duration of a word begins: the end of the segment before its first one.
_WORD_START = b"R:Token.daughter.R:SylStructure.daughter.daughter.R:Segment.p.end"


class _Wave(ctypes.Structure):
    _fields_: ClassVar = [
        ("type", ctypes.c_char_p),
        ("rate_hz", ctypes.c_int),
        ("count", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    ]


class _Voice(ctypes.Structure):
    _fields_: ClassVar = [("name", ctypes.c_char_p), ("features", ctypes.c_void_p)]


class FliteVoice:
    """One of the voices compiled into flite's libraries."""

    def __init__(self, name: str) -> None:
        """Load ``name``, such as ``slt``."""
        self.name = name
        self._library = ctypes.CDLL("libflite.so.1", mode=ctypes.RTLD_GLOBAL)
        for dependency in ("usenglish", "cmulex"):
            ctypes.CDLL(f"libflite_{dependency}.so.1", mode=ctypes.RTLD_GLOBAL)
        self._declare()
        self._library.flite_init()
        module = ctypes.CDLL(f"libflite_cmu_us_{name}.so.1")
        register = getattr(module, f"register_cmu_us_{name}")
        register.restype = ctypes.POINTER(_Voice)
        register.argtypes = [ctypes.c_char_p]
        self._voice = register(None)

    def _declare(self) -> None:
        pointer = ctypes.c_void_p
        signatures = {
            "flite_synth_text": (pointer, [ctypes.c_char_p, pointer]),
            "utt_wave": (ctypes.POINTER(_Wave), [pointer]),
            "utt_relation": (pointer, [pointer, ctypes.c_char_p]),
            "relation_head": (pointer, [pointer]),
            "item_next": (pointer, [pointer]),
            "ffeature_float": (ctypes.c_float, [pointer, ctypes.c_char_p]),
            "feat_set_float": (None, [pointer, ctypes.c_char_p, ctypes.c_float]),
            "delete_utterance": (None, [pointer]),
        }
        for name, (result, arguments) in signatures.items():
            function = getattr(self._library, name)
            function.restype = result
            function.argtypes = arguments

    def say(self, text: str, duration_stretch: float, pitch_hz: float) -> Clip:
        """Speak ``text`` at a speed and a mean pitch."""
        features = self._voice.contents.features
        self._library.feat_set_float(features, b"duration_stretch", duration_stretch)
        self._library.feat_set_float(features, b"int_f0_target_mean", pitch_hz)
        utterance = self._library.flite_synth_text(text.encode(), self._voice)
        try:
            wave = self._library.utt_wave(utterance).contents
            pcm = np.ctypeslib.as_array(wave.samples, (wave.count,)).copy()
            samples = resampled(pcm_as_float(pcm), wave.rate_hz)
            starts_s = self._starts_of_words(utterance)
        finally:
            self._library.delete_utterance(utterance)
        return trimmed_clip(samples, text, f"flite {self.name}", starts_s)

    def _starts_of_words(self, utterance: int) -> list[float]:
        item = self._library.relation_head(self._library.utt_relation(utterance, b"Token"))
        starts_s = []
        while item:
            starts_s.append(float(self._library.ffeature_float(item, _WORD_START)))
            item = self._library.item_next(item)
        return starts_s


@cache
def flite_voice(name: str) -> FliteVoice:
    """A voice, loaded once."""
    return FliteVoice(name)
