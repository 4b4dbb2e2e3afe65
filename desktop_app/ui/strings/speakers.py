"""What the Speakers menu says."""

from desktop_app.core.editing.speakers import Speaker
from desktop_app.core.sentences import tr
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


def speaker_line(speaker: Speaker, talk_s: float) -> str:
    """Name a speaker in a menu, with the share of what all speakers talk."""
    if talk_s <= 0:
        return speaker.name
    percent = round(100 * speaker.talk_s / talk_s)
    return WITH_TIME.format(name=speaker.name, length=duration(speaker.talk_s), percent=percent)
