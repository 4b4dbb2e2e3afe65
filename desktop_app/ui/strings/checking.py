"""What a second look at a transcript says."""

from desktop_app.app.checking.items import Item, Kind
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock, length
from desktop_app.ui.strings.window import language_name

MENU = tr("T&o check")
NEXT_MENU = tr("Ne&xt to check")
PREVIOUS_MENU = tr("&Previous to check")
RIGHT_MENU = tr("This is &right, go on")
LIST_MENU = tr("&What is to check")

TO_CHECK = tr("To check: {count}")
ALL_CHECKED = tr("All checked.")
NOTHING = tr("There is nothing to check in this transcript.")
TIP = tr("Unsure words, passages without text, missing sound: go through them with F8")
PANEL_NAME = tr("What is to check")
LIST_NAME = tr("Things to check")
PREVIOUS = tr("Previous")
NEXT = tr("Next")
RIGHT = tr("Is right")
AGAIN = tr("Check again")
CLOSE = tr("Close")
NOT_KEPT = tr("What you checked could not be kept yet: {reason}")

ROW = tr("{time}  {what}")
UNSURE = tr("Not sure: “{words}”")
GAP = tr("{length} of speech without text")
SEEMS_TO_BE = tr("Seems to be {language}")
SPOKEN_DONE = tr("{row}, checked")


def to_check(left: int) -> str:
    """Say how much is left to check."""
    return TO_CHECK.format(count=left) if left else ALL_CHECKED


def item_line(item: Item) -> str:
    """Say in one line what is to check."""
    what = _what(item)
    if item.span is None:
        return what
    return ROW.format(time=clock(item.span[0]), what=what)


def _what(item: Item) -> str:
    match item.kind:
        case Kind.UNSURE:
            return UNSURE.format(words=item.text)
        case Kind.LANGUAGE:
            return SEEMS_TO_BE.format(language=language_name(item.text))
        case Kind.GAP if item.span is not None:
            return GAP.format(length=length(item.span[1] - item.span[0]))
    return item.text
