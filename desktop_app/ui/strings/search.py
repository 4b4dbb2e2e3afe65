"""Every sentence and label of the search in names and texts."""

from desktop_app.app.library.search import LibrarySearch, RowHits
from desktop_app.core.sentences import plural, tr

FIELD = tr("Search names and texts")
FIELD_NAME = tr("Search the names and texts of all recordings")
FIELD_TIP = tr(
    "All words must be in one sentence, or in the name, tags and note. Put words that belong "
    "together in quotation marks."
)
MENU = tr("&Search all texts")
NEXT_MENU = tr("Find &next")
PREVIOUS_MENU = tr("Find pre&vious")
SEARCHING = tr("Searching…")
NOTHING = tr("No results for “{text}”")
NOTHING_TEXT = tr("No name, text, tag or note has all of these words.")
SHOW_ALL = tr("Show all recordings")


def found_line(search: LibrarySearch) -> str:
    """Say in how many recordings something was found; "" where there is nothing to say."""
    if not search.terms:
        return ""
    if not search.has_answer:
        return SEARCHING if search.is_busy else ""
    if search.is_busy:
        return plural(
            search.recordings,
            "{count} recording so far…",
            "{count} recordings so far…",
        )
    if search.is_resting:
        return plural(
            search.recordings, "More than {count} recording", "More than {count} recordings"
        )
    return plural(search.recordings, "{count} recording", "{count} recordings")


def places_line(count: int) -> str:
    """Say in a row, behind the first place, how many there are."""
    return plural(count, "{count} place", "{count} places")


def hits_spoken(title: str, hits: RowHits) -> str:
    """A row with hits as a screen reader says it."""
    if not hits.text:
        return title
    return plural(
        hits.count,
        "{title}: {text}",
        "{title}, {count} places: {text}",
        title=title,
        text=hits.text,
    )
