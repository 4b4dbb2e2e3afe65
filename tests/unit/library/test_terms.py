"""The user's own words in the library: any text, in order, and one damaged row loses no other."""

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.editing.terms import Term
from desktop_app.library import terms
from desktop_app.library.library import Library

ANY_TEXT = st.text(st.characters(exclude_characters="\0"), min_size=1)
TERM = st.builds(Term, ANY_TEXT, st.lists(ANY_TEXT, max_size=3).map(tuple), st.booleans())


@given(st.lists(TERM, max_size=5, unique_by=lambda term: term.text))
def test_words_come_back_in_their_order(kept: list[Term]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE TABLE terms (place INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, "
            "readings TEXT NOT NULL, is_boosted INTEGER NOT NULL)"
        )
        terms.keep(connection, [Term("before")])
        terms.keep(connection, kept)
        assert terms.stored(connection) == kept


def test_a_damaged_row_loses_no_other(tmp_path: Path) -> None:
    kept = [Term("Anna", ("anne",)), Term("Berta", ("bertha",), is_boosted=False)]
    with closing(Library.open(tmp_path)) as library:
        library.keep_terms(kept).result()
    with closing(sqlite3.connect(next(tmp_path.glob("*.sqlite3")))) as connection:
        connection.execute("UPDATE terms SET readings = '{' WHERE text = 'Anna'")
        connection.commit()
    with closing(Library.open(tmp_path)) as library:
        assert library.terms() == [Term("Anna"), kept[1]]
