"""The search while the user types."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.library.search import LibrarySearch, Listed, RowHits
from desktop_app.core.cancel import CancelToken
from desktop_app.core.library_errors import LibraryDamaged
from desktop_app.core.request import Cutting, HeardChunk, ResumePoint
from desktop_app.core.transcript import Segment
from desktop_app.library import folding
from desktop_app.library.records import Extent, Found, Hit


class FakeLibrary:
    """Transcripts by key, one segment each, newest first; `page` of them in one answer."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.page = 100
        self.asked: list[str] = []
        self.gate: threading.Event | None = None
        self.begun = threading.Event()
        self.error: Exception | None = None
        self.journals: dict[str, list[str]] = {}

    def resume_point(self, key: str) -> ResumePoint | None:
        chunks = [
            HeardChunk(number, number * 9.0, number * 9.0 + 9, text=text)
            for number, text in enumerate(self.journals.get(key, []))
        ]
        return ResumePoint(Cutting(9.0), tuple(chunks)) if chunks else None

    def search(
        self, text: str, extent: Extent | None = None, cancel: CancelToken | None = None
    ) -> Found:
        assert extent is not None and cancel is not None
        self.asked.append(text)
        self.begun.set()
        while self.gate is not None and not self.gate.wait(0.001):
            cancel.raise_if_cancelled()
        if self.error is not None:
            raise self.error
        first = extent.before or 0
        part = list(self.texts.items())[first : first + self.page]
        more = first + self.page if first + self.page < len(self.texts) else None
        wanted = folding.terms(text)
        hits = tuple(
            Hit(key, 0, 0.0, said, folding.spans(said, wanted))
            for key, said in part
            if folding.matches(said, wanted)
        )
        named = tuple(key for key in self.texts if folding.matches(key, wanted))
        counts = {hit.transcript: 3 for hit in hits}
        return Found(named if not first else (), hits, more is None, counts, more)


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary(b="We met Anna.", a="anna again", c="nobody", anna="said nothing")


@pytest.fixture
def listed() -> list[Listed]:
    return [Listed(1, "Anna.mp3"), Listed(2, "other.mp3", [Segment("x"), Segment("Ännas")])]


MakeSearch = Callable[[FakeLibrary | None], LibrarySearch]


@pytest.fixture
def make(qtbot: QtBot, listed: list[Listed]) -> MakeSearch:  # noqa: ARG001 - an event loop
    def made(library: FakeLibrary | None) -> LibrarySearch:
        return LibrarySearch(lambda: library, lambda: listed, SideTasks(max_threads=1))

    return made


def ended(search: LibrarySearch) -> Callable[[], bool]:
    return lambda: not search.is_busy


def test_all_that_has_the_text_or_the_name_is_found(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    search = make(library)
    assert search.accepts("c", 9) and search.hits_of("b", 9) is None
    search.look_for("Anna")
    assert search.is_busy and not search.has_answer and search.accepts("c", 9)
    qtbot.waitUntil(ended(search))
    assert search.hits_of("b", 9) == RowHits(3, "We met Anna.", ((7, 11),))
    assert search.hits_of("anna", 9) == RowHits()
    assert search.hits_of("", 1) == RowHits()
    assert search.hits_of("", 2) == RowHits(1, "Ännas", ((0, 4),))
    assert search.hits_of("c", 9) is None and not search.accepts("c", 9)
    assert (search.recordings, search.places) == (5, 7)


def test_what_is_typed_at_once_is_looked_for_once(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    search = make(library)
    for end in range(1, 5):
        search.look_for("nobody"[:end])
    qtbot.waitUntil(ended(search))
    assert library.asked == ["nobo"]
    search.look_for(" NOBO")  # the same for a search
    assert not search.is_busy


def test_the_newest_text_wins(qtbot: QtBot, make: MakeSearch, library: FakeLibrary) -> None:
    search = make(library)
    library.gate = threading.Event()
    search.look_for("anna")
    qtbot.waitUntil(library.begun.is_set)
    search.look_for("nobody")  # cancels the first, which would never end
    library.gate = None
    qtbot.waitUntil(ended(search))
    assert library.asked == ["anna", "nobody"]
    assert search.hits_of("b", 9) is None
    assert search.hits_of("c", 9) == RowHits(3, "nobody", ((0, 6),))


def test_what_was_found_stays_until_there_is_more(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    search = make(library)
    search.look_for("nobody")
    qtbot.waitUntil(ended(search))
    search.look_for("met")
    assert search.is_busy and search.accepts("c", 9) and not search.accepts("b", 9)
    qtbot.waitUntil(ended(search))
    assert not search.accepts("c", 9) and search.accepts("b", 9)


def test_nothing_to_look_for_shows_all(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    search = make(library)
    search.look_for("absent")
    qtbot.waitUntil(ended(search))
    assert search.recordings == 0 and not search.accepts("c", 9)
    search.look_for(" ?")
    assert not search.is_busy and search.terms == () and search.accepts("c", 9)


def test_pages_follow_until_all_is_found(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    library.page = 1
    search = make(library)
    changes = QSignalSpy(search.changed)
    search.look_for("anna")
    qtbot.waitUntil(ended(search))
    assert len(library.asked) == 4 and changes.count() == 5
    assert (search.recordings, search.places) == (5, 7)


def test_with_enough_found_it_rests_until_more_is_wanted(
    qtbot: QtBot, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.app.library.search.ENOUGH", 2)
    now = iter(range(100))
    search = LibrarySearch(lambda: library, list, SideTasks(max_threads=1), lambda: next(now) * 1.0)
    library.page = 1
    search.look_for("anna")  # found in b and named anna at once, in a after a second, then resting
    qtbot.waitUntil(ended(search))
    assert (search.is_resting, search.recordings, len(library.asked)) == (True, 3, 3)
    search.go_on()
    qtbot.waitUntil(ended(search))
    search.go_on()  # there is no more
    assert (search.is_resting, search.recordings, len(library.asked)) == (False, 3, 4)


def test_a_recording_that_is_added_meanwhile_is_shown(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary, listed: list[Listed]
) -> None:
    search = make(library)
    search.look_for("absent")
    qtbot.waitUntil(ended(search))
    assert search.accepts("", 3) and not search.accepts("", 2)
    listed.append(Listed(3, "new.mp3"))
    search.look_again()
    qtbot.waitUntil(ended(search))
    assert not search.accepts("", 3)


def test_the_journals_of_what_is_unfinished_are_searched_too(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary, listed: list[Listed]
) -> None:
    library.journals = {"k3": ["she said", "Annas was here", "anna"], "k4": ["nothing"]}
    listed += [
        Listed(3, "c.mp3", journal="k3"),
        Listed(4, "d.mp3", journal="k4"),
        Listed(5, "Anna 5.mp3", journal="gone"),
    ]
    search = make(library)
    search.look_for("anna")
    qtbot.waitUntil(ended(search))
    assert search.hits_of("", 3) == RowHits(2, "Annas was here", ((0, 4),))
    assert search.hits_of("", 4) is None
    assert search.hits_of("", 5) == RowHits()
    assert not search.is_resting


def test_a_library_that_is_closed_meanwhile_ends_the_search(
    qtbot: QtBot, library: FakeLibrary
) -> None:
    library.page = 1
    there: list[FakeLibrary | None] = [library]
    search = LibrarySearch(lambda: there[-1], list, SideTasks(max_threads=1))
    search.found.connect(lambda: there.append(None))
    search.look_for("anna")
    qtbot.waitUntil(ended(search))
    assert len(library.asked) == 1 and search.recordings == 2


def test_without_a_library_the_list_is_searched(qtbot: QtBot, make: MakeSearch) -> None:
    search = make(None)
    search.look_for("anna")
    qtbot.waitUntil(ended(search))
    assert (search.recordings, search.places) == (2, 1)


def test_an_error_of_the_library_is_told(
    qtbot: QtBot, make: MakeSearch, library: FakeLibrary
) -> None:
    search = make(library)
    library.error = LibraryDamaged("It is damaged.")
    with qtbot.waitSignal(search.failed) as told:
        search.look_for("anna")
    assert told.args == [library.error] and not search.is_busy


def test_nothing_comes_after_the_end(qtbot: QtBot, make: MakeSearch, library: FakeLibrary) -> None:
    search = make(library)
    library.gate = threading.Event()
    search.look_for("anna")
    qtbot.waitUntil(library.begun.is_set)
    changes = QSignalSpy(search.changed)
    search.shutdown()
    assert search._tasks.shutdown(30)
    assert changes.count() == 0 and not search.has_answer
