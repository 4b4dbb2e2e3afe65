"""Every label and sentence about the library: versions, the trash, backups, what is unfinished."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale

from desktop_app.core.sentences import plural, tr
from desktop_app.core.timecode import clock, size
from desktop_app.library.records import TranscriptSummary, Version, VersionKind

MENU = tr("Li&brary")
TRASH_MENU = tr("&Trash…")
BACK_UP_MENU = tr("&Back up the library…")
MERGE_MENU = tr("&Restore or merge a backup…")
SHOW_FOLDER_MENU = tr("&Show the library's folder")
ERASE_MENU = tr("&Delete everything…")
DESCRIBE_MENU = tr("Name, ta&gs and note…")
VERSIONS_MENU = tr("Vers&ions…")

INTERRUPTED_AT = tr("{name} was interrupted at {time}.")
STOPPED_AT = tr("{name} was stopped at {time}.")
OPENING = tr("Opening…")
NOT_OPENED = tr("This transcript cannot be opened. {reason}")
CONTINUE = tr("Continue")
TRY_AGAIN = tr("Try again")
CHOOSE_FOLDER = tr("Choose a folder")
CANCEL = tr("Cancel")
CLOSE = tr("Close")
OPEN_FOLDER = tr("Open folder")
NOT_KEPT = tr("The library takes no changes at the moment, so Aviary keeps trying. {reason}")
CAUGHT_UP = tr("The library is up to date again.")
WITHOUT_LIBRARY = tr(
    "{reason} Until then Aviary works without its library: export what you want to keep."
)
FOUND_AGAIN = tr("{name} was moved, found in {folder}, and goes on.")

# What a new text has taken the place of.
NEW_TEXT = tr("The new text of {name} is shown. Your corrected text is in Versions.")
BACK_TO_MINE = tr("Back to my text")
BACK_TO_ALL_MINE = tr("Back to my texts")

# Where a recording is that was moved.
LOCATE = tr("Locate…")
LOCATE_TITLE = tr("Locate the recording")
PLACE_TITLE = tr("Choose a folder for the library")
DIFFERS_TITLE = tr("Another recording")
DIFFERS_TEXT = tr("{name} is not the recording that was there before.")
DIFFERS_MORE = tr(
    "Its size or its contents differ. It can be transcribed in place of the other one, from its "
    "start; what was heard of the other one so far is dropped."
)
USE_IT = tr("Use it from the start")

# The dialog about one transcript.
DESCRIBE_TITLE = tr("Name, tags and note")
NAME = tr("N&ame")
TAGS = tr("&Tags, separated by commas")
NOTE = tr("N&ote")
SAVE = tr("Save")
RECORDING = tr("Recording: {path}")

# The trash.
TRASH_TITLE = tr("Trash")
TRASH_NAME = tr("Transcripts in the trash")
TRASH_EMPTY = tr("The trash is empty.")
TRASH_FOR_EVER = tr("Transcripts stay here until you delete them.")
KEEP_FOR = tr("Keep for")
FOR_EVER = tr("for ever")
PUT_BACK = tr("Put back")
DELETE = tr("Delete for good")
EMPTY = tr("Empty the trash")
DELETE_TITLE = tr("Delete for good")
DELETE_MORE = tr("All versions are deleted. The recordings stay where they are.")
KEEP = tr("Keep")
TRASH_COLUMNS = (tr("Name"), tr("Beginning"), tr("Deleted"), tr("Deleted for good"))
NEVER = tr("never")

# Versions.
VERSIONS_TITLE = tr("Versions")
VERSIONS_NAME = tr("Versions of the transcript")
LEFT_NAME = tr("Earlier text")
RIGHT_NAME = tr("Later text")
READING = tr("Reading…")
COMPARING = tr("Comparing…")
ONE_VERSION = tr("There is only one version so far.")
SAME_TEXT = tr("Both versions are the same.")
SAME_WORDS = tr("The words are the same; speakers or paragraphs differ.")
RESTORE = tr("Use this version again")
RESTORE_NUMBER = tr("Use version {number} again")
SAME_BUT_SIGNS = tr("The words are the same; capitals, signs or sentences differ.")
VERSION_COLUMNS = (tr("Version"), tr("Date"), tr("How it was made"), tr("Model"), tr("Words"))
COMPARE_HINT = tr("Select two versions to compare any two.")
RESTORED = tr("The earlier version is used again. All versions are kept.")
NEXT_DIFFERENCE = tr("Next difference")
KINDS = {
    VersionKind.MACHINE: tr("transcribed"),
    VersionKind.PART: tr("a part transcribed again"),
    VersionKind.EDIT: tr("edited"),
    VersionKind.RESTORED: tr("taken back"),
    VersionKind.IMPORTED: tr("imported"),
}

# The library as a whole.
BACK_UP_TITLE = tr("Back up the library")
BACKUP_NAME = tr("Aviary library {date}")
BACKUP_FILES = tr("Libraries of Aviary")
MERGE_TITLE = tr("Restore or merge a backup")
CARE_TITLE = tr("Library")
PROGRESS_NAME = tr("Progress")
STOPPED = tr("Stopped.")
BACKING_UP = tr("The library is being backed up…")
MERGING = tr("The backup is being added to the library…")
ERASING = tr("The library is being deleted…")
BACKED_UP = tr("The library is backed up to {path}")
ERASED = tr("The library is deleted. The recordings are where they were.")
STOP_FIRST = tr("Stop the recording that is being transcribed, then try again.")
OPENING_SLOWLY = tr(
    "The library is still being opened; after an update or a damage this takes a while. Recordings "
    "wait until then."
)
MERGE_TEXT = tr("Add what is in {name} to the library, or replace the library by it?")
MERGE_MORE = tr(
    "Added are transcripts, their versions and unfinished recordings that are not in the library "
    "yet; nothing that is in it now is changed. If it is replaced, the library of now is kept in a "
    "file beside it."
)
MERGE = tr("Add")
REPLACE = tr("Replace")
REPLACING = tr("The backup is being put in the library's place…")
REPLACED = tr("The library is the one of the backup now. The one before is kept as {path}")
REPLACED_NOTHING = tr("The library is the one of the backup now.")
ERASE_TITLE = tr("Delete everything")
ERASE_TEXT = tr("Delete the whole library for good?")
ERASE_MORE = tr(
    "All transcripts with their versions, the trash and the queue are deleted, {size} in {folder}. "
    "This cannot be undone; a backup that you made stays. The recordings themselves are not "
    "touched."
)
ERASE = tr("Delete everything")

CLOSE_GOES_ON = tr(
    "The recording that is being transcribed stops now. It goes on at the next start, from where "
    "it is."
)

PLACED = tr(
    "From the next start Aviary keeps its library in {folder}. Export what could not be kept "
    "before you close it."
)
GONE = tr("{name} cannot be put back: it was deleted for good elsewhere.")
# In Qt's signs. Not the locale's short form: where no country is set it writes "29 11 2026".
DATE_AND_TIME = tr("d MMM yyyy, HH:mm")
CLOSE_DROPS_PART = tr("What is being recognised again is dropped; the text stays as it is.")
CLOSE_DROPS_SPEAKERS = tr("The speakers that are being found are dropped; the text stays as it is.")
CLOSE_DROPS_PAIR = tr("A text recognised again waits for your answer and would be dropped.")
CLOSE_STOPS = tr("The recording that is being transcribed stops now.")


def date_and_time(seconds: float) -> str:
    """A moment in the user's own way of writing it."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, DATE_AND_TIME)


def unfinished(count: int) -> str:
    """What the notice at the start says."""
    return plural(count, "{count} recording is unfinished.", "{count} recordings are unfinished.")


def unfinished_at(name: str, heard_s: float, *, is_interrupted: bool) -> str:
    """The same for a single recording that was interrupted, or stopped by the user."""
    ended = INTERRUPTED_AT if is_interrupted else STOPPED_AT
    return ended.format(name=name, time=clock(heard_s))


def new_texts(count: int) -> str:
    """What the notice says when several new texts took the places of corrected ones."""
    return plural(
        count,
        "{count} new text is shown. Your corrected text is in Versions.",
        "{count} new texts are shown. Your corrected texts are in Versions.",
    )


def trashed(count: int, days: int) -> str:
    """What the notice says when transcripts were removed from the list."""
    if not days:
        return plural(
            count,
            "{count} transcript is in the trash.",
            "{count} transcripts are in the trash.",
        )
    kept = plural(days, "{count} day", "{count} days")
    return plural(
        count,
        "{count} transcript is in the trash, for {days}.",
        "{count} transcripts are in the trash, for {days}.",
        days=kept,
    )


def keep_for(days: int) -> str:
    """A choice of how long the trash keeps."""
    return plural(days, "{count} day", "{count} days") if days else FOR_EVER


def trash_hint(days: int) -> str:
    """How long the trash keeps what is in it."""
    if not days:
        return TRASH_FOR_EVER
    return plural(
        days,
        "Transcripts are deleted for good {count} day after they came here.",
        "Transcripts are deleted for good {count} days after they came here.",
    )


def left_line(summary: TranscriptSummary, days: int, now_s: float | None = None) -> str:
    """When a transcript is deleted for good: `in 12 days`."""
    if not days or summary.deleted_s is None:
        return NEVER
    now_s = time.time() if now_s is None else now_s
    left = max(0, min(days, round(days - (now_s - summary.deleted_s) / 86_400)))
    return plural(left, "in {count} day", "in {count} days")


def may_delete(count: int) -> str:
    """The question before transcripts are deleted for good."""
    return plural(
        count,
        "Delete {count} transcript for good?",
        "Delete {count} transcripts for good?",
    )


def merged(count: int) -> str:
    """How many transcripts a backup added."""
    return plural(
        count,
        "{count} transcript came from the backup.",
        "{count} transcripts came from the backup.",
    )


def erase_more(bytes_: int, folder: Path) -> str:
    """What is deleted with everything."""
    return ERASE_MORE.format(size=size(bytes_), folder=folder)


def version_title(version: Version) -> str:
    """How a version was made, and whether it is in use."""
    kind = KINDS[version.kind]
    return tr("{kind}, in use").format(kind=kind) if version.is_current else kind


def model_titles(versions: Sequence[Version]) -> dict[str, str]:
    """The names of models by their ids, as far as some versions know them."""
    made = (version.request.model for version in versions if version.request is not None)
    return {model.id: model.title for model in made}


def version_line(version: Version, number: int, model: str) -> str:
    """A version in one line, above its text."""
    return tr("Version {number} · {date} · {kind} · {model}").format(
        number=number,
        date=date_and_time(version.created_s),
        kind=version_title(version),
        model=model,
    )


def differences(count: int) -> str:
    """How many places of two versions differ."""
    return plural(count, "{count} place differs.", "{count} places differ.")
