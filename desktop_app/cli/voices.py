"""`aviary transcribe --known-voices`: speakers get the names of those whose voices are kept."""

import argparse
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.app.services import Services
from desktop_app.app.speakers.hearing import VoiceEar, known_names, renamed_by_voice
from desktop_app.app.speakers.speakers import VOICED
from desktop_app.cli.journal import RunJournal
from desktop_app.cli.terminal import Terminal
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, UnexpectedError
from desktop_app.core.sentences import listed
from desktop_app.core.text.visible import visible_line
from desktop_app.core.transcript import Transcript
from desktop_app.library.records import KeptVoice


class NoVoicesKept(AppError):
    """There is nobody to be known."""

    title = "No voices are kept"
    remedy = (
        "Leave out --known-voices; or switch voices on in the window, under Settings > Speakers, "
        "and name speakers there."
    )


class VoiceNames:
    """Name the speakers that were found in recordings, where their voices are known.

    Nothing is kept of the voices that are heard.

    Args:
        ear: hears voices.
        known: the kept voices.
        journal: changes the texts that were kept.
        terminal: for messages.
        cancel: checked between sentences.

    Attributes:
        was_stopped: whether the user's stop came while voices were heard.
    """

    def __init__(
        self,
        ear: VoiceEar,
        known: Sequence[KeptVoice],
        journal: RunJournal,
        terminal: Terminal,
        cancel: CancelToken,
    ) -> None:
        self._ear = ear
        self._known = known
        self._journal = journal
        self._terminal = terminal
        self._cancel = cancel
        self.was_stopped = False

    def named(self, transcript: Transcript, key: str, track: int | None) -> Transcript:
        """Return a text with the names that are known; what goes wrong never costs the text.

        Args:
            transcript: with numbered speakers.
            key: of the same text in the library, where the naming can be undone; "" for none.
            track: the audio track, counted from 0; None if it is not known.
        """
        path, segments = transcript.media_path, transcript.segments
        try:
            names = self._names(transcript, track)
        except Cancelled:
            self.was_stopped = True
            self._terminal.warn(f"{path.name}: stopped before its voices were compared.")
            return transcript
        except AppError as error:
            self._terminal.warn(f"{path.name}: nobody is named by voice. {error.typed_sentence}")
            return transcript
        change = renamed_by_voice(segments, names)
        if change.is_empty:
            return transcript
        if key:
            self._journal.change(key, change, VOICED)
        said = listed([f"{now} ({before})" for before, now in names.items()])
        self._terminal.say(visible_line(f"{path.name}: named by voice: {said}"))
        return replace(transcript, segments=change.applied_to(segments))

    def _names(self, transcript: Transcript, track: int | None) -> dict[str, str]:
        path, segments = transcript.media_path, transcript.segments
        try:
            return known_names(self._ear, path, track, segments, self._known, self._cancel)
        except (AppError, Cancelled):
            raise
        except Exception as error:  # a fault of ours, or of NeMo's
            raise UnexpectedError.wrap(error) from error


def require_voice_model(services: Services, options: argparse.Namespace) -> None:
    """Check that voices can be heard, if they are to be.

    Raises:
        VoiceModelMissing: they cannot.
    """
    if options.known_voices:
        _ = VoiceEar(services.store).model


def voice_names(
    services: Services,
    options: argparse.Namespace,
    journal: RunJournal,
    terminal: Terminal,
    cancel: CancelToken,
) -> VoiceNames | None:
    """Return what names speakers; None if nobody is to be named.

    Raises:
        NoVoicesKept: nobody is known.
    """
    if not options.known_voices:
        return None
    if not journal.is_open:
        raise NoVoicesKept("The library, which has the kept voices, cannot be read.")
    ear = VoiceEar(services.store)
    known = [voice for voice in journal.voices() if voice.model == ear.model.id]
    if not known:
        raise NoVoicesKept("No voices are kept that {model} knows.", model=ear.model.title)
    return VoiceNames(ear, known, journal, terminal, cancel)
