"""Every label and sentence of the bar below the page, and of the waveform in it."""

from desktop_app.app.player.waveform import MarkKind
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock

BAR = tr("Player")
PLAY, PAUSE = tr("Play"), tr("Pause")
BACK, FORWARD = tr("5 seconds back"), tr("5 seconds forward")
BACK_SIGN, FORWARD_SIGN = tr("-5"), tr("+5")
SPEED = tr("Speed")
SPEED_SIGN = tr("{rate:.1f}x")
LOOP = tr("Loop the sentence")
LOOP_HOW = tr("Loop the sentence, or drag with Shift on the waveform to loop a part")
LOOP_ON = tr("Stop looping")
WITH_KEY = tr("{what} ({key})")
MUTE, UNMUTE = tr("Mute"), tr("Unmute")
VOLUME = tr("Volume")
LOCATE = tr("Locate…")
CLOSE_SIGN, CLOSE = "\u2715", tr("Close this message")
DIFFERS = tr("This is another recording than the one that was transcribed.")
TIMES = tr("{position} / {length}")
TIMES_NAME = tr("Position and length")

POSITION = tr("Position in the recording")
PLACE = tr("{position} of {length}")
READING = tr("Reading the recording… {percent} %")
HOW_TO = tr(
    "Click to go there. Drag with Shift to loop a part. Turn the wheel to zoom, with Shift to "
    "scroll."
)

SPECTROGRAM, SPECTROGRAM_NAME = tr("&Spectrogram"), tr("Spectrogram")
ZOOM_IN, ZOOM_OUT, ZOOM_ALL = tr("Zoom &in"), tr("Zoom &out"), tr("Show the &whole recording")
ZOOM_FOR_SPECTROGRAM = tr("Zoom in to {minutes} minutes or less to see the spectrogram.")
MAKING_SPECTROGRAM = tr("Making the spectrogram…")

MARKS = {
    MarkKind.GAP: tr("Speech without text"),
    MarkKind.LOST: tr("Sound is missing here"),
    MarkKind.LANGUAGE: tr("Seems to be in another language"),
    MarkKind.UNSURE: tr("The model is not sure here"),
}


def times(position_s: float, length_s: float) -> str:
    """Position and length as in the bar; the length is left out where it is not known."""
    if not length_s:
        return clock(position_s)
    return TIMES.format(position=clock(position_s), length=clock(length_s))


def reading(share: float) -> str:
    """How far the recording is read for its waveform."""
    return READING.format(percent=round(100 * share))


def place(position_s: float, length_s: float) -> str:
    """Where the position is, for screen readers."""
    return PLACE.format(position=clock(position_s), length=clock(length_s))


def with_key(what: str, key: str) -> str:
    """What a button does, with its key if it has one."""
    return WITH_KEY.format(what=what, key=key) if key else what
