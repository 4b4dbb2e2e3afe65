"""Hear the voices of speakers in a recording. Called in side threads alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelNotInstalled
from desktop_app.core.model import ModelSpec
from desktop_app.core.sentences import marked
from desktop_app.core.timecode import Span
from desktop_app.library.records import HeardVoice, KeptVoice
from desktop_app.models.store import ModelStore

if TYPE_CHECKING:
    from desktop_app.engine.speakers.voices import VoiceModel, VoicePrint

# Of one speaker's voice. TitaNet tells little more by a longer piece, and takes a second of one
# core for three to five of sound.
MOST_S = 30.0
# Of one sentence; the rest of a long one is left out.
LONGEST_S = 12.0

LoadVoiceModel = Callable[[Path, ModelSpec, CancelToken], "VoiceModel"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The speakers of a recording whose voices are to be heard.

    Attributes:
        path: the recording.
        track: its audio track, counted from 0; None for the one with speech.
        spans: by speaker, when they speak clearly, the clearest first.
    """

    path: Path
    track: int | None
    spans: Mapping[str, Sequence[Span]]


def _loaded(folder: Path, spec: ModelSpec, cancel: CancelToken) -> "VoiceModel":
    from desktop_app.engine.speakers.voices import load_voice_model  # NeMo takes seconds

    return load_voice_model(folder, spec, cancel)


class VoiceEar:
    """Hears voices by the installed model, which is in memory meanwhile alone.

    Args:
        store: the models on this computer.
        load: loads one.
    """

    def __init__(self, store: ModelStore, load: LoadVoiceModel = _loaded) -> None:
        self._store = store
        self._load = load

    @property
    def model(self) -> ModelSpec:
        """The model that is used.

        Raises:
            ModelNotInstalled: there is none.
        """
        for spec in self._store.available():
            if spec.kind.knows_voices and self._store.is_installed(spec):
                return spec
        raise ModelNotInstalled(
            "The model that knows voices again is not on this computer.",
            remedy=marked("Download or import TitaNet Large under Models > Manage models."),
        )

    def hear(self, wanted: Wanted, cancel: CancelToken) -> list[HeardVoice]:
        """Return the voices of those who speak clearly for long enough.

        Args:
            wanted: the speakers.
            cancel: checked between sentences, and while they are read.

        Raises:
            Cancelled: `cancel` was set.
            ModelNotInstalled: there is no model for it.
            MediaError: the recording cannot be read.
            AppError: the model cannot be loaded, or failed.
        """
        from desktop_app.engine.speakers.voices import stored_print
        from desktop_app.media.tracks import choose_track

        spec = self.model
        if not any(wanted.spans.values()):
            return []
        track = wanted.track
        if track is None:
            track = choose_track(wanted.path).track.number
        model = self._load(self._store.unpacked_folder(spec, cancel), spec, cancel)
        try:
            voices = []
            for name, spans in wanted.spans.items():
                heard = _heard(model, wanted.path, track, spans, cancel)
                if heard is not None:
                    voice_print, seconds = heard
                    voices.append(HeardVoice(name, spec.id, stored_print(voice_print), seconds))
            return voices
        finally:
            model.close()


def _heard(
    model: "VoiceModel", path: Path, track: int, spans: Sequence[Span], cancel: CancelToken
) -> "tuple[VoicePrint, float] | None":
    """Return the print of one voice, and of how many seconds it is; None for too few."""
    from desktop_app.core.media import SAMPLE_RATE_HZ
    from desktop_app.engine.speakers.voices import LEAST_S, mean_print
    from desktop_app.media.listening import sound_between

    parts: list[tuple[VoicePrint, float]] = []
    left_s = MOST_S
    for start_s, end_s in spans:
        if left_s < LEAST_S:
            break
        length_s = min(end_s - start_s, LONGEST_S, left_s)
        sound = sound_between(path, track, start_s, length_s, cancel)
        cancel.raise_if_cancelled()
        seconds = len(sound) / SAMPLE_RATE_HZ
        if seconds >= LEAST_S:
            parts.append((model.voice_print(sound), seconds))
            left_s -= seconds
    whole = mean_print(parts)
    return None if whole is None else (whole, sum(seconds for _, seconds in parts))


def recognised(
    voices: Sequence[HeardVoice], known: Sequence[KeptVoice], taken: Sequence[str]
) -> dict[str, str]:
    """Return which of the speakers heard is who of those known, by the names heard.

    Args:
        voices: of a recording, all of one model.
        known: what the library has.
        taken: names that somebody in the recording has already.
    """
    from desktop_app.engine.speakers.voices import known_as, mean_print, print_of

    models = {voice.model for voice in voices}
    by_name: dict[str, list[tuple[VoicePrint, float]]] = {}
    for one in known:
        found = print_of(one.data) if one.model in models and one.name not in taken else None
        if found is not None:
            by_name.setdefault(one.name, []).append((found, one.seconds))
    means = {
        name: mean for name, parts in by_name.items() if (mean := mean_print(parts)) is not None
    }
    heard = {v.name: p for v in voices if (p := print_of(v.data)) is not None}
    return known_as(heard, means)
