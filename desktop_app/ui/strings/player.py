"""Sentences about listening: the Listen menu, its keys, and the video."""

from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock

PLAY, PAUSE = tr("&Play"), tr("&Pause")
BACK = tr("&Back 5 seconds")
FORWARD = tr("&Forward 5 seconds")
SLOWER, FASTER, NORMAL = tr("S&lower"), tr("F&aster"), tr("&Normal speed")
LOOP = tr("Loop the sen&tence")
FROM_CURSOR = tr("Play from the &cursor")
VIDEO = tr("Show the &video")
KEYS = tr("&Keys…")

COMMANDS = {
    "play": tr("Play or pause"),
    "back": tr("Back 5 seconds"),
    "forward": tr("Forward 5 seconds"),
    "slower": tr("Slower"),
    "faster": tr("Faster"),
    "normal": tr("Normal speed"),
    "loop": tr("Loop the sentence"),
    "cursor": tr("Play from the cursor"),
}
KEY_COLUMN, PEDAL_COLUMN = tr("Key"), tr("Foot pedal or media key")
KEYS_NOTE = tr(
    "Click a field and press the key. A foot pedal that acts as a keyboard works, too: press it "
    "while its field is active."
)
KEY_NAME = tr("{command}: key")
PEDAL_NAME = tr("{command}: foot pedal or media key")
KEY_TYPES = tr("{key} alone belongs to the text. Hold Ctrl or Alt with it, or take a function key.")
KEY_TAKEN = tr("{key} is already the key of “{other}”.")
LEAD = tr("Start before the cursor by")
LEADS = {
    0.0: tr("nothing"),
    0.5: tr("half a second"),
    1.0: tr("1 second"),
    2.0: tr("2 seconds"),
    3.0: tr("3 seconds"),
}

VIDEO_NAME = tr("Video")
ENDS_EARLY = tr("The recording ends here, at {time}; its text goes on.")
LOCATE = tr("Locate…")


def ends_early(end_s: float) -> str:
    """Return that the recording is shorter than its text."""
    return ENDS_EARLY.format(time=clock(end_s))
