"""What is said about kept voices: their settings, and what becomes of speakers by them."""

from collections.abc import Sequence

from desktop_app.app.speakers.kept import Voice
from desktop_app.core.sentences import listed, plural, tr
from desktop_app.core.timecode import length

SWITCH = tr("Recognise the voices of speakers that I have named")
NOTE = tr(
    "For each speaker you name, a voice print is then kept, and the same voice gets this name in "
    "later recordings. A voice print is biometric data: it stays on this computer, in the library "
    "and in backups of it. Ask people before you keep their voices."
)
NO_MODEL = tr("This needs the model TitaNet Large, which is not on this computer.")
GET = tr("Get the model…")
KEPT = tr("Kept voices")
NONE_KEPT = tr("No voices are kept.")
FORGET = tr("Delete this voice")
FORGET_ALL = tr("Delete all voices…")
FORGET_TITLE = tr("Delete all voices")
FORGET_QUESTION = tr("Delete all kept voices for good?")
FORGET_NOTE = tr(
    "Names in transcripts stay. Backups that you have made may still hold voices; delete those "
    "files yourself."
)
FORGET_YES = tr("Delete all voices")
FORGET_NO = tr("Keep them")
OFF_TITLE = tr("Voices")
OFF_QUESTION = tr("Delete the voices that are kept, too?")
OFF_NOTE = tr("Nothing is recognised by voice any more in either case.")
UNDO = tr("Undo")


def kept_line(voice: Voice) -> str:
    """Describe a kept voice in a list."""
    return plural(
        voice.recordings,
        "{name} ({length} from {count} recording)",
        "{name} ({length} from {count} recordings)",
        name=voice.name,
        length=length(voice.seconds),
    )


def named_line(names: Sequence[str]) -> str:
    """Say who was known by voice."""
    return tr("Named by voice: {names}").format(names=listed(names))


def missed_line(names: Sequence[str]) -> str:
    """Say whose voice was not kept."""
    return tr("Too little clear speech to know the voice again: {names}").format(
        names=listed(names)
    )


def forgotten_line(count: int) -> str:
    """Say how many voices were deleted."""
    return plural(count, "{count} voice was deleted.", "{count} voices were deleted.")


def left_line(paths: Sequence[object]) -> str:
    """Say which copies of the library may still hold voices."""
    return tr(
        "These damaged copies of the library cannot be opened and may still hold voices: {files}. "
        "Delete them if you do not need them."
    ).format(files=listed([tr("“{name}”").format(name=path) for path in paths]))
