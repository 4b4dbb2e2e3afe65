"""Hear the voices of speakers in a recording. Called in side threads alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.clearest import clearest_spans
from desktop_app.core.editing.found_speakers import is_numbered
from desktop_app.core.errors import ModelNotInstalled
from desktop_app.core.model import ModelSpec
from desktop_app.core.sentences import Marked
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment
from desktop_app.library.records import HeardVoice, KeptVoice
from desktop_app.models.store import ModelStore

if TYPE_CHECKING:
    from desktop_app.engine.speakers.voices import VoiceModel, VoicePrint

# Of one speaker's voice. TitaNet tells little more by a longer piece, and takes a second of one
# core for three to five of sound.
MOST_S = 30.0
# Of one sentence; the rest of a long one is left out.
LONGEST_S = 12.0


class VoiceModelMissing(ModelNotInstalled):
    """The model that knows voices again is not on this computer."""

    remedy = Marked("Download or import TitaNet Large under Models > Manage models.")
    typed_remedy = Marked("`aviary models download speakerverification_en_titanet_large` gets it.")


LoadVoiceModel = Callable[[Path, ModelSpec, CancelToken], "VoiceModel"]


class Ear(Protocol):
    """Hears voices in a recording; `VoiceEar`."""

    def hear(self, wanted: "Wanted", cancel: CancelToken, /) -> list[HeardVoice]:
        """Return the voices of those who speak clearly for long enough."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The speakers of a recording whose voices are to be heard.

    Attributes:
        path: the recording.
        track: its audio track, counted from 0, or `ALL_TRACKS`; None for the one with speech.
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
            VoiceModelMissing: there is none.
        """
        for spec in self._store.available():
            if spec.kind.knows_voices and self._store.is_installed(spec):
                return spec
        raise VoiceModelMissing("The model that knows voices again is not on this computer.")

    def hear(self, wanted: Wanted, cancel: CancelToken) -> list[HeardVoice]:
        """Return the voices of those who speak clearly for long enough.

        Args:
            wanted: the speakers.
            cancel: checked between sentences, and while they are read.

        Raises:
            Cancelled: `cancel` was set.
            VoiceModelMissing: there is no model for it.
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
            track = choose_track(wanted.path).number
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


def known_names(
    ear: Ear,
    path: Path,
    track: int | None,
    segments: Sequence[Segment],
    known: Sequence[KeptVoice],
    cancel: CancelToken,
) -> dict[str, str]:
    """Return who of those whom a model found in a recording is who, by the names that they have.

    Args:
        ear: hears voices.
        path: the recording.
        track: its audio track, counted from 0; None for the one with speech.
        segments: its text.
        known: the kept voices.
        cancel: checked between sentences.

    Raises:
        Cancelled: `cancel` was set.
        AppError: as `VoiceEar.hear`.
    """
    there = speaker_names(segments)
    numbered = [name for name in there if is_numbered(name)]
    taken = [name for name in there if name not in numbered]
    # A number may have been learned as a name while the language was another one.
    known = [one for one in known if one.name not in taken and not is_numbered(one.name)]
    if not numbered or not known:
        return {}
    spans = {name: clearest_spans(segments, name) for name in numbered}
    heard = ear.hear(Wanted(path, track, spans), cancel)
    cancel.raise_if_cancelled()
    return recognised(heard, known, taken)


def renamed_by_voice(segments: Sequence[Segment], names: Mapping[str, str]) -> Change:
    """Return the change of several names everywhere; of a name that is taken, nothing."""
    there = set(speaker_names(segments))
    free = {old: new for old, new in names.items() if new not in there}
    after = [
        replace(one, speaker=free[one.speaker]) if one.speaker in free else one for one in segments
    ]
    return change_between(segments, after)


def speaker_names(segments: Sequence[Segment]) -> list[str]:
    """Return the names of a text's speakers, in the order in which they begin."""
    return list(dict.fromkeys(one.speaker for one in segments if one.speaker))


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
