"""What is said about speakers: their menu, their choice, finding them, and their panel."""

from desktop_app.core.editing.speakers import Speaker
from desktop_app.core.sentences import plural, tr
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay
from desktop_app.core.timecode import duration

WITH_TIME = tr("{name} ({length}, {percent} %)")
NEW_MENU = tr("&New speaker…")
NOBODY_MENU = tr("No spea&ker")
FROM_HERE_MENU = tr("&From here to the next speaker")
ALL_THAT_FOLLOWS_MENU = tr("From here to the &end")
RENAME_MENU = tr("&Rename everywhere…")
RENAME_WHOM_MENU = tr("&Rename {name} everywhere…")
MERGE_MENU = tr("&Merge into")
MERGE_WHOM_MENU = tr("&Merge {name} into")
REMOVE_MENU = tr("Remove &speaker")
REMOVE_WHOM_MENU = tr("Remove &speaker {name}")
POPUP_NAME = tr("Speaker")

NEW_TITLE = tr("New speaker")
NEW_TEXT = tr("Who speaks here?")
RENAME_TITLE = tr("Rename speaker")
RENAME_TEXT = tr("What is {name} to be called, in this whole transcript?")
NAME = tr("Name")
NEW = tr("Add")
RENAME = tr("Rename")
CANCEL = tr("Cancel")
PROPOSED = tr("Speaker {number}")

# How speakers are found.
CHOICE_MENU = tr("Find in ne&w recordings")
CHOICE = tr("Speakers")
CHOICE_NOTE = tr("Who speaks is found while new recordings are transcribed.")
OFF = tr("Not found")
AUTOMATIC = tr("Automatic")
CHANNELS = tr("Each channel is one speaker")
EXACTLY_MENU = tr("&Exactly")
AT_MOST_MENU = tr("At &most")
NEEDS_DIARIZER = tr("Get a model that finds speakers first.")
NOT_FOUND_HINT = tr("Speakers are not found: no model for that is installed.")
NO_DIARIZER = tr("No model that finds speakers is installed.")
GET_MENU = tr("&Get a model that finds speakers…")
GET = tr("Get a model…")
DIARIZER = tr("Model for speakers")
BEST = tr("The best one installed")
DEMONSTRATION = tr("{title} (demonstration)")
DEMONSTRATION_NOTE = tr("This small model only shows how it works, and is often wrong.")

FIND_MENU = tr("F&ind speakers…")
FIND_TITLE = tr("Find speakers")
FIND_TEXT = tr(
    "Aviary listens to the recording again and says who speaks. Names that you gave sentences by "
    "hand stay, and all of it can be undone."
)
HOW_MANY = tr("How many speakers")
FIND = tr("Find speakers")
NEEDS_TEXT_WITH_TIMES = tr("Choose a finished transcript with times first.")
NOBODY_FOUND = tr("Nobody was heard in this recording; the text stays as it was.")
WITH_NOTE = tr("{text} {note}")


def speaker_line(speaker: Speaker, talk_s: float) -> str:
    """Name a speaker in a menu, with the share of what all speakers talk."""
    if talk_s <= 0:
        return speaker.name
    percent = round(100 * speaker.talk_s / talk_s)
    return WITH_TIME.format(name=speaker.name, length=duration(speaker.talk_s), percent=percent)


def choice_title(choice: SpeakerChoice) -> str:
    """Say a choice about speakers in some words."""
    match choice.way:
        case SpeakerWay.EXACTLY:
            return plural(choice.number, "Exactly {count} speaker", "Exactly {count} speakers")
        case SpeakerWay.AT_MOST:
            return plural(choice.number, "At most {count} speaker", "At most {count} speakers")
        case SpeakerWay.AUTO:
            return AUTOMATIC
        case SpeakerWay.CHANNELS:
            return CHANNELS
    return OFF


def diarizer_title(title: str, *, is_demonstration: bool) -> str:
    """Name a model that finds speakers; the one that came with the program as what it is."""
    return DEMONSTRATION.format(title=title) if is_demonstration else title


def found_line(speakers: int, kept: int, note: str) -> str:
    """Say what became of the speakers that were to be found."""
    if not speakers:
        return NOBODY_FOUND
    text = plural(speakers, "{count} speaker was found.", "{count} speakers were found.")
    stays = plural(
        kept,
        "{text} {count} sentence keeps the name that you gave it.",
        "{text} {count} sentences keep the names that you gave them.",
        text=text,
    )
    text = stays if kept else text
    return WITH_NOTE.format(text=text, note=note) if note else text
