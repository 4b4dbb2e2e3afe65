"""The user's own words in the database, in the order of their list."""

import logging
import sqlite3
from collections.abc import Sequence

from desktop_app.core.editing.terms import Term
from desktop_app.library.stored.values import column_of, json_of, text_of, value_of

logger = logging.getLogger(__name__)


def stored(connection: sqlite3.Connection) -> list[Term]:
    """Return the words in their order."""
    found = []
    rows = connection.execute("SELECT text, readings, is_boosted FROM terms ORDER BY place")
    for text, readings, is_boosted in rows:
        try:
            said = value_of(readings, tuple[str, ...])
        except ValueError as error:
            logger.warning("how a word is heard cannot be read: %s", error)
            said = ()
        found.append(Term(text_of(text), said, bool(is_boosted)))
    return found


def keep(connection: sqlite3.Connection, terms: Sequence[Term]) -> None:
    """Keep these words and no others; of two with the same text, the first."""
    connection.execute("DELETE FROM terms")
    connection.executemany(
        "INSERT OR IGNORE INTO terms (text, readings, is_boosted) VALUES (?, ?, ?)",
        [(column_of(term.text), json_of(term.readings), term.is_boosted) for term in terms],
    )
