"""Every sentence and label of the list of recordings."""

from desktop_app.app.jobs.item_model import Section
from desktop_app.app.jobs.shown import Heading
from desktop_app.app.settings import LibraryOrder
from desktop_app.core.sentences import plural, tr

CONTINUE = tr("Continue")
RETRY_ALL = tr("Retry all")
REMOVE_ALL = tr("Remove all")
SECTIONS = {
    Section.QUEUE: tr("Queue"),
    Section.FAILED: tr("Failed"),
    Section.LIBRARY: tr("Library"),
}
SORT_MENU = tr("So&rt the library")
ORDERS = {
    LibraryOrder.NEWEST: tr("&Newest first"),
    LibraryOrder.NAME: tr("By n&ame"),
    LibraryOrder.LONGEST: tr("&Longest first"),
    LibraryOrder.MODEL: tr("By &model"),
    LibraryOrder.MARKS: tr("Most places to &check first"),
    LibraryOrder.UNEXPORTED: tr("Not yet &exported first"),
}
RETRY_MENU = tr("&Retry")
CONTINUE_MENU = tr("&Continue")
AGAIN_NOW_MENU = tr("Transcri&be again")
START_OVER_MENU = tr("Start over")
AGAIN_MENU = tr("Transcribe again wit&h")
ORDER_MENU = tr("Order")
SETTINGS_MENU = tr("Settings of this recording")
START_NEXT_MENU = tr("Start next")
MOVE_UP_MENU = tr("&Move up")
MOVE_DOWN_MENU = tr("Move &down")
MODEL_MENU = tr("Mode&l")
LANGUAGE_MENU = tr("Language")
STOP_MENU = tr("S&top")
REMOVE_MENU = tr("Remo&ve")
TO_TRASH_MENU = tr("Mo&ve to the trash")
AGAIN_TITLE = tr("Add it again?")
ADD_AGAIN = tr("Add again")
SKIP = tr("Skip")
# More names would not be read in a question.
MOST_NAMES = 3
AND_MORE = tr("{names} and {count} more")

HEADING_SPOKEN = tr("{title}, {count}")


def heading_spoken(heading: Heading) -> str:
    """A heading as a screen reader says it."""
    title = SECTIONS[heading.section]
    return HEADING_SPOKEN.format(title=title, count=heading.count)


def doubles_more(count: int) -> str:
    """What follows from adding them again."""
    return plural(
        count,
        "Adding it again makes a second transcript. For a new version, use Transcribe again.",
        "Adding them again makes second transcripts. For new versions, use Transcribe again.",
    )


def doubles_line(names: list[str]) -> str:
    """That these recordings are in the list already."""
    quoted = ", ".join(tr("“{name}”").format(name=name) for name in names[:MOST_NAMES])
    if len(names) > MOST_NAMES:
        quoted = AND_MORE.format(names=quoted, count=len(names) - MOST_NAMES)
    return plural(
        len(names),
        "{names} is already in the list.",
        "{names} are already in the list.",
        names=quoted,
    )
