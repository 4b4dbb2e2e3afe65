"""What is said about speakers: their menu, their choice, finding them, and their panel."""

from collections.abc import Sequence

from desktop_app.core.editing.speakers import Speaker
from desktop_app.core.sentences import listed, plural, tr
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay
from desktop_app.core.timecode import duration, length

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
RENAME_TEXT = tr("The new name of {name} in the whole transcript:")
NAME = tr("Name")
NEW = tr("Add")
RENAME = tr("Rename")
CANCEL = tr("Cancel")

# How speakers are found.
CHOICE_MENU = tr("Find in ne&w recordings")
CHOICE = tr("In new recordings")
CHOICE_NOTE = tr("Who speaks is found while new recordings are transcribed.")
OFF = tr("Off")
AUTOMATIC = tr("Automatic")
CHANNELS = tr("Each channel or track is one speaker")
EXACTLY_MENU = tr("&Exactly")
AT_MOST_MENU = tr("At &most")
NEEDS_DIARIZER = tr("Get a model that finds speakers first.")
NOT_FOUND_HINT = tr("Speakers are not found: no model for that is installed.")
NO_DIARIZER = tr("No model that finds speakers is installed.")
GET_MENU = tr("&Get a model that finds speakers…")
GET = tr("Get a model…")
DIARIZER = tr("Model for speakers")
BEST = tr("The best one installed")
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
TEXT_STAYS = tr("The text stays as it was.")
NOBODY_FOUND = tr("Nobody was heard in this recording; the text stays as it was.")
CHANNELS_NOTICED = tr("Each channel of “{name}” seems to be one speaker.")
BY_CHANNEL = tr("Name speakers by channel")
EACH_TRACK_NOTICED = tr("Each track of “{name}” seems to be one speaker.")
BY_TRACK = tr("Name speakers by track")
TRACKS_NOTICED = tr(
    "Each track of “{name}” seems to be one speaker. This text is of one track alone."
)
ALL_TRACKS = tr("Transcribe all tracks")
NEEDS_RECORDING = tr("This recording is not in the list any more.")

# The panel, and whose sentences are shown.
PANEL_MENU = tr("S&peakers and talk time")
HEAR_MENU = tr("&Hear the speaker")
ONLY_MENU = tr("Show &only this speaker")
SHOW_ALL_MENU = tr("Show &all speakers")
NEEDS_SPEAKERS = tr("This text has no speakers yet.")
NEEDS_HIDDEN = tr("All speakers are shown.")
PANEL_NAME = tr("Speakers of this transcript")
LIST_NAME = tr("Speakers, ticked while they are shown")
NOBODY = tr("No speaker")
HEAR = tr("Hear")
HEAR_TIP = tr("Play the clearest sentence of this speaker")
MERGE = tr("Merge into…")
ONLY = tr("Show only this one")
SHOW_ALL = tr("Show all")
CLOSE = tr("Close")
CLOSE_SIGN = "\u2715"
TALK = tr("{length} · {percent} %")
TALK_AND_SENTENCES = tr("{talk} · {sentences}")
SPOKEN = tr("{name}, {talk}")
SPOKEN_HIDDEN = tr("{name}, {talk}, not shown")
ONLY_SHOWN = tr(
    "Only what {names} says is shown. Copying takes what is shown; exports have everything."
)
ONLY_SHOWN_MANY = tr(
    "Only what {names} say is shown. Copying takes what is shown; exports have everything."
)
UNNAMED_SHOWN = tr("nobody named")

# Longer names are cut where they stand among other words; the text has them whole.
LONGEST_NAME = 40

WITH_NOTE = tr("{text} {note}")


def short(name: str) -> str:
    """Return a name that fits into a menu or a sentence."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def speaker_line(speaker: Speaker, talk_s: float) -> str:
    """Name a speaker in a menu, with the share of what all speakers talk."""
    name = short(speaker.name)
    if talk_s <= 0:
        return name
    percent = round(100 * speaker.talk_s / talk_s)
    return WITH_TIME.format(name=name, length=duration(speaker.talk_s), percent=percent)


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


def found_line(speakers: int, kept: int, note: str) -> str:
    """Say what became of the speakers that were to be found."""
    if not speakers:
        return WITH_NOTE.format(text=note, note=TEXT_STAYS) if note else NOBODY_FOUND
    text = plural(speakers, "{count} speaker was found.", "{count} speakers were found.")
    stays = plural(
        kept,
        "{text} {count} sentence keeps the name that you gave it.",
        "{text} {count} sentences keep the names that you gave them.",
        text=text,
    )
    text = stays if kept else text
    return WITH_NOTE.format(text=text, note=note) if note else text


def panel_title(count: int) -> str:
    """Say how many speakers there are."""
    return plural(count, "{count} speaker", "{count} speakers")


def talk_line(speaker: Speaker, talk_s: float, *, has_sentences: bool) -> str:
    """Say how long a speaker talks, of what all talk, and in how many sentences."""
    percent = round(100 * speaker.talk_s / talk_s) if talk_s > 0 else 0
    spoken_s = round(speaker.talk_s)
    talk = TALK.format(length=length(spoken_s) if spoken_s else "0 s", percent=percent)
    if not has_sentences:
        return talk
    sentences = plural(speaker.segments, "{count} sentence", "{count} sentences")
    return TALK_AND_SENTENCES.format(talk=talk, sentences=sentences)


def spoken_line(speaker: Speaker, talk_s: float, *, is_shown: bool) -> str:
    """Say all about a speaker in one line, as a screen reader does."""
    talk = talk_line(speaker, talk_s, has_sentences=True)
    template = SPOKEN if is_shown else SPOKEN_HIDDEN
    return template.format(name=speaker.name or NOBODY, talk=talk)


def shown_line(names: Sequence[str]) -> str:
    """Say whose sentences are shown, where they are not all; "" for nobody named."""
    listed_names = listed([short(name) or UNNAMED_SHOWN for name in names])
    return (ONLY_SHOWN if len(names) == 1 else ONLY_SHOWN_MANY).format(names=listed_names)
