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

KEYS_LINK = tr("The keys of listening, also those of a foot pedal, are chosen with all others.")
KEYS_BUTTON = tr("Keys of listening…")
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
