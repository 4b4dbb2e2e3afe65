"""What is found in a library, in which order, and at what cost."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.library import search
from desktop_app.library.folding import matches, terms
from desktop_app.library.records import Extent, Found, VersionKind
from desktop_app.library.stored import schema
from desktop_app.library.stored.packing import packed
from tests.unit.library.stored_things import a_transcript, opened

COLUMNS = "(version, number, start_s, text, words, folded) VALUES (?, ?, ?, ?, ?, ?)"


def new_library() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    schema.migrate(connection)
    return connection


@pytest.fixture
def library() -> Iterator[sqlite3.Connection]:
    with closing(new_library()) as connection:
        yield connection


def keep(
    library: sqlite3.Connection, key: str, texts: Sequence[str], title: str = "", note: str = ""
) -> None:
    """Add a transcript, one segment a text; or a version, if the key is known."""
    place = len(library.execute("SELECT 1 FROM transcripts").fetchall())
    library.execute(
        "INSERT OR IGNORE INTO transcripts (key, title, media_path, note, created_s, changed_s, "
        "listed_s) VALUES (?, ?, ?, ?, 0, 0, ?)",
        (key, title or key, f"/recordings/{key}.wav", note, place),
    )
    (row,) = library.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
    schema.unindex(library, row)
    version = library.execute(
        "INSERT INTO versions (key, transcript, kind, created_s, duration_s, model, first_words, "
        "words, marks) VALUES (?, ?, 'machine', 0, 1, 'm', '', 0, 0)",
        (f"{key} {time.perf_counter_ns()}", row),
    ).lastrowid
    library.executemany(
        f"INSERT INTO segments {COLUMNS}",
        (
            (version, number, float(number), text, packed((), text), schema.folded_or_none(text))
            for number, text in enumerate(texts)
        ),
    )
    library.execute("UPDATE transcripts SET current = ? WHERE id = ?", (version, row))
    schema.index(library, row)


def trash(library: sqlite3.Connection, key: str) -> None:
    (row,) = library.execute("SELECT id FROM transcripts WHERE key = ?", (key,)).fetchone()
    schema.unindex(library, row)
    library.execute("UPDATE transcripts SET deleted_s = 1 WHERE id = ?", (row,))


def places(found: Found) -> list[tuple[str, int]]:
    return [(hit.transcript, hit.segment) for hit in found.hits]


@pytest.fixture
def interviews(library: sqlite3.Connection) -> sqlite3.Connection:
    keep(library, "first", ["We met Anna.", "She sang.", "Anna left; Hannah stayed."])
    keep(library, "second", ["Straße und Brücke", "昨日東京都庁に", "ผมไม่ทำงาน"])
    keep(library, "third", ["Nobody.", "anna, ANNA and Änna"], title="Budget 2024", note="for Ada")
    library.execute("INSERT INTO tags (transcript, name) VALUES (2, 'Köln')")
    return library


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna", [("third", 1), ("first", 0), ("first", 2)]),
        ("ann", [("third", 1), ("first", 0), ("first", 2)]),
        ("ann ", []),
        ("hann", [("first", 2)]),
        ("anna stayed", [("first", 2)]),
        ('"anna left"', [("first", 2)]),
        ('"left anna"', []),
        ("STRASSE", [("second", 0)]),
        ("brucke", [("second", 0)]),
        ("東京", [("second", 1)]),
        ("京東", []),
        ("ไม่ทำ", [("second", 2)]),
        ("absent", []),
        ("", []),
        (' " ?', []),
    ],
)
def test_found_newest_transcript_first_in_the_order_of_its_text(
    interviews: sqlite3.Connection, text: str, found: list[tuple[str, int]]
) -> None:
    answer = search.search(interviews, text)
    assert places(answer) == found
    assert answer.is_complete and answer.more is None
    assert sum(answer.counts.values()) == len(found)


def test_a_hit_says_where_it_is(interviews: sqlite3.Connection) -> None:
    (hit,) = search.search(interviews, "東京").hits
    assert (hit.transcript, hit.segment, hit.start_s) == ("second", 1, 1.0)
    assert [hit.text[start:end] for start, end in hit.spans] == ["東京"]
    marked = search.search(interviews, "anna").hits[0]
    assert [marked.text[start:end] for start, end in marked.spans] == ["anna", "ANNA", "Änna"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("budget", ("third",)),
        ("budg", ("third",)),
        ("third.wav", ("third",)),
        ("2024 ada", ("third",)),
        ("koln", ("second",)),
        ("wav", ("third", "second", "first")),
        ("recordings", ()),
        ("budget koln", ()),
    ],
)
def test_names_tags_and_notes_are_found(
    interviews: sqlite3.Connection, text: str, named: tuple[str, ...]
) -> None:
    assert search.search(interviews, text).named == named


def test_neither_the_trash_nor_earlier_versions_are_found(interviews: sqlite3.Connection) -> None:
    trash(interviews, "third")
    keep(interviews, "first", ["We met Emma."])
    for text in ("anna", "ann", "budget"):
        assert search.search(interviews, text) == Found()
    assert places(search.search(interviews, "emma")) == [("first", 0)]


def test_the_texts_themselves_answer_like_the_index(
    interviews: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    trash(interviews, "second")
    keep(interviews, "first", ["She sang.", "Anna left; Hannah stayed.", "to be or not to be"])
    wanted = ("a", "ann", "anna st", "anna left", "left ann", '"anna l', '"to be o', "bru", "zz t")
    by_index = [search.search(interviews, text) for text in wanted]
    assert any(found.hits for found in by_index)
    monkeypatch.setattr(search, "MOST_PAGES", -1)
    assert [search.search(interviews, text) for text in wanted] == by_index


WORDS = st.sampled_from(["a", "ab", "abc", "b", "ba", "Ä", "ß", "日", "本", "日本", "ไม่"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)
QUERIES = st.tuples(TEXTS, st.sampled_from(["{}", "{} ", '"{}"', '"{}', 'a "{}" b'])).map(
    lambda parts: parts[1].format(parts[0])
)


@pytest.mark.parametrize("pages", [-1, 500])
@given(st.lists(st.lists(TEXTS, max_size=4), max_size=4), st.lists(QUERIES, max_size=4))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_found_is_what_reading_all_of_it_finds(
    pages: int, transcripts: list[list[str]], queries: list[str]
) -> None:
    with closing(new_library()) as library, pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MOST_PAGES", pages)
        for number, texts in enumerate(transcripts):
            keep(library, f"t{number}", texts)
        for query in queries:
            wanted = terms(query)
            expected = [
                (f"t{number}", place)
                for number, texts in reversed(list(enumerate(transcripts)))
                for place, text in enumerate(texts)
                if matches(text, wanted)
            ]
            assert places(search.search(library, query)) == expected


def test_pages_come_one_after_another(library: sqlite3.Connection) -> None:
    for number in range(7):
        keep(library, f"t{number}", ["one", "two", "one more", "one again"])
    whole = search.search(library, "one")
    assert len(whole.hits) == 21 and whole.is_complete
    pages: list[Found] = []
    before = None
    while before is not None or not pages:
        pages.append(search.search(library, "one", Extent(hits=6, before=before)))
        before = pages[-1].more
        assert pages[-1].is_complete == (before is None)
    assert [len(page.hits) for page in pages] == [6, 6, 6, 3]
    assert tuple(hit for page in pages for hit in page.hits) == whole.hits


def test_of_each_transcript_the_first_hits_come_and_all_are_counted(
    library: sqlite3.Connection,
) -> None:
    keep(library, "old", ["one"] * 5)
    keep(library, "new", ["two"] * 3 + ["one"] * 50)
    found = search.search(library, "one", Extent(each=2))
    assert places(found) == [("new", 3), ("new", 4), ("old", 0), ("old", 1)]
    assert found.counts == {"new": 50, "old": 5}


def test_time_ends_a_search_after_one_transcript_at_least(library: sqlite3.Connection) -> None:
    for number in range(3):
        keep(library, f"t{number}", ["one", "one"])
    keys: list[str] = []
    before, is_over = None, False
    while not is_over:
        found = search.search(library, "one", Extent(within_s=0.0, before=before))
        keys += found.counts
        before, is_over = found.more, found.is_complete
    assert keys == ["t2", "t1", "t0"]


def test_cancelled_before_it_begins(interviews: sqlite3.Connection) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        search.search(interviews, "anna", cancel=token)
    assert places(search.search(interviews, "sang")) == [("first", 1)]


@pytest.mark.parametrize("pages", [-1, 10_000])
def test_cancelled_from_another_thread(
    library: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, pages: int
) -> None:
    monkeypatch.setattr(search, "MOST_PAGES", pages)
    for number in range(20):
        keep(library, f"t{number}", ["some words of one"] * 3000)
    token, begun, ended = CancelToken(), threading.Event(), []

    class Told(CancelToken):
        @property
        def is_cancelled(self) -> bool:
            begun.set()
            return token.is_cancelled

        def raise_if_cancelled(self) -> None:
            begun.set()
            token.raise_if_cancelled()

    def look() -> None:
        try:
            while True:
                search.search(library, "one", Extent(hits=10**9), Told())
        except Cancelled:
            ended.append(time.monotonic())

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    assert begun.wait(30)
    cancelled = time.monotonic()
    token.cancel()
    thread.join(30)
    assert ended and ended[0] - cancelled < 5
    assert search.search(library, "one", Extent(hits=1)).hits


def test_no_statement_sorts(library: sqlite3.Connection) -> None:
    keep(library, "a", ["one"])
    for statement in (search._ASKED, search._ASKED_IN_PART, search._UNASKED):
        plan = library.execute(f"EXPLAIN QUERY PLAN {statement}", ('"one"', 5)).fetchall()
        assert not any("TEMP B-TREE" in row[3] for row in plan), plan


def test_pages_of_the_index_are_told(library: sqlite3.Connection) -> None:
    # Words that begin alike in so many segments that they need several pages.
    keep(library, "a", [*(f"begun{number}" for number in range(4000)), "other"])
    (rare,) = terms("oth")
    (dear,) = terms("begu")
    (absent,) = terms("x")
    pages = {term.tokens: search._pages(library, term) for term in (rare, dear, absent)}
    assert pages["begu",] >= 5 and pages["oth",] <= 1 and pages["x",] <= 1


def test_what_the_user_does_in_a_library_is_found_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        key, other = uuid4().hex, uuid4().hex
        library.finish_job(key, a_transcript("We met Anna.", "\ud800 Ännas Straße"))
        library.finish_job(other, a_transcript("Nobody.", path=Path("/r/\udcff anna.wav")))
        assert places(library.search("anna")) == [(key, 0), (key, 1)]
        assert library.search("anna").named == (other,)
        library.trash([key]).result()
        assert library.search("anna") == Found(named=(other,))
        library.restore([key]).result()
        library.add_version(key, a_transcript("We met Emma."), VersionKind.EDIT)
        assert not library.search("met anna").hits and library.search("emma").hits
        library.make_current(key, library.versions(key)[0].id).result()
        assert library.search("met anna").hits and not library.search("emma").hits
        library.set_note(key, "for Zoë").result()
        library.set_tags(other, ["Köln"]).result()
        library.rename(other, "Budget").result()
        assert library.search("zoe").named == (key,)
        assert library.search("koln budg").named == (other,)


def test_a_search_and_its_library_can_be_used_from_several_threads(tmp_path: Path) -> None:
    with opened(tmp_path) as library:
        for number in range(10):
            library.finish_job(uuid4().hex, a_transcript(*[f"word{number} same"] * 50))
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda n: library.search(f"word{n} same"), range(10)))
    assert [len(each.hits) for each in found] == [50] * 10
    assert len({each.hits[0].transcript for each in found}) == 10


def test_a_cancelled_search_leaves_the_library_usable(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with opened(tmp_path) as library:
        library.finish_job(uuid4().hex, a_transcript("one"))
        with pytest.raises(Cancelled):
            library.search("one", cancel=token)
        assert library.search("one").hits
