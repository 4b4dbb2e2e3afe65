"""Errors of importing a transcript; the library stays as it is.

ImportFailed
  NotATranscript        the file is of no kind that Aviary reads
  TranscriptDamaged     it is of such a kind, and something in it is wrong
  TranscriptEmpty       it holds no text
  TranscriptTooLarge    it is larger than any transcript
  TranscriptUnreadable  it is gone, or may not be read
"""

from desktop_app.core.errors import Action, AppError
from desktop_app.core.sentences import Marked


class ImportFailed(AppError):
    """Base class of problems with a transcript from elsewhere."""

    title = Marked("Transcript not imported")
    action = Action.NONE


class NotATranscript(ImportFailed):
    """The file is of no kind that can be read."""

    title = Marked("Not a transcript")
    remedy = Marked(
        "Aviary reads SubRip (.srt), WebVTT (.vtt), its own JSON, and the JSON of Whisper, "
        "faster-whisper, WhisperX and whisper.cpp."
    )


class TranscriptDamaged(ImportFailed):
    """The file is of a kind that can be read, but not all of it is right."""

    title = Marked("Damaged transcript")
    remedy = Marked("Write it again with the program that it comes from.")


class TranscriptEmpty(ImportFailed):
    """The file holds no text."""

    title = Marked("No text")
    remedy = Marked("Choose another file.")


class TranscriptTooLarge(ImportFailed):
    """The file is larger than any transcript."""

    title = Marked("File too large")
    remedy = Marked("Choose the transcript itself, not the recording.")


class TranscriptUnreadable(ImportFailed):
    """The file is gone, or cannot be opened."""

    title = Marked("File not readable")
    remedy = Marked("Check that it is there and that you may read it.")
