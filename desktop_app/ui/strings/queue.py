"""Every sentence and label of the list of recordings."""

from desktop_app.app.jobs.item_model import Section
from desktop_app.app.jobs.shown import Heading
from desktop_app.core.sentences import tr

CONTINUE = tr("Continue")
RETRY_ALL = tr("Retry all")
REMOVE_ALL = tr("Remove all")
SECTIONS = {
    Section.QUEUE: tr("Queue"),
    Section.FAILED: tr("Failed"),
    Section.LIBRARY: tr("Library"),
}
HEADING_SPOKEN = tr("{title}, {count}")


def heading_spoken(heading: Heading) -> str:
    """A heading as a screen reader says it."""
    title = SECTIONS[heading.section]
    return HEADING_SPOKEN.format(title=title, count=heading.count)
