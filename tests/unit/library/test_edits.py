"""Changes of a text are kept with it: made in place, undone to the machine's text, never lost."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.editing.change import Change, change_between
from desktop_app.core.editing.find import Pattern, replaced_all
from desktop_app.core.editing.structure import replaced_range, split
from desktop_app.core.library_errors import NotInLibrary, TextChanged
from desktop_app.core.transcript import Segment, SpeechGap, Transcript
from desktop_app.library import edits
from desktop_app.library.database import damage_mark
from desktop_app.library.edits import ROOM
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from desktop_app.library.stored.segments import row_of
from tests.unit.core.edited_texts import drawn_change, require_sound, texts
from tests.unit.library import test_damage
from tests.unit.library.stored_things import a_transcript, opened

NAME = "library.sqlite3"
KEY = "a" * 32
NUMBERS = count()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path) as one:
        yield one


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One library for many texts."""
    with opened(tmp_path_factory.mktemp("shared")) as one:
        yield one
        assert one.verify() == []


def rows(segments: Sequence[Segment]) -> list[object]:
    return [row_of(segment) for segment in segments]


def kept(library: Library, key: str = KEY) -> tuple[Segment, ...]:
    return library.transcript(key).segments


def changed(library: Library, number: int, text: str, key: str = KEY, **how: object) -> None:
    """Change the text of one segment."""
    before = kept(library, key)[number]
    change = Change(number, (before,), (replace(before, text=text, words=()),))
    library.edit(key, change, "Typing", **how).result()  # type: ignore[arg-type]


def found(library: Library, words: str) -> list[int]:
    return [hit.segment for hit in library.search(words).hits]


def require_ids_in_order(library: Library) -> None:
    """Hits come transcript by transcript, as the ids of a version's segments lie together."""
    with library._database.reading() as connection:
        versions = [
            version for (version,) in connection.execute("SELECT version FROM segments ORDER BY id")
        ]
        ids = connection.execute("SELECT version, id FROM segments ORDER BY version, number")
        for (one, before), (two, after) in pairwise(ids.fetchall()):
            assert one != two or before < after
    changes = sum(one != two for one, two in pairwise(versions))
    assert changes == len(set(versions)) - 1


@settings(max_examples=60, deadline=None)
@given(segments=texts(), data=st.data())
def test_any_edits_are_kept_as_they_are_made_and_lead_back(
    shared: Library, segments: tuple[Segment, ...], data: st.DataObject
) -> None:
    key = f"{next(NUMBERS):032x}"
    shared.finish_job(key, Transcript(Path("/a.wav"), 60.0, "m", "en", segments))
    machine = kept(shared, key)
    states = [machine]
    for _ in range(data.draw(st.integers(1, 6))):
        if len(states) > 1 and data.draw(st.integers(0, 3)) == 0:
            states.pop()
            shared.undo_edit(key).result()
        else:
            change = drawn_change(data.draw, states[-1])
            if change is None or change.is_empty:
                continue
            shared.edit(key, change, "Change").result()
            after = change.applied_to(states[-1])
            assert rows(kept(shared, key)) == rows(after)
            states.append(kept(shared, key))
        assert rows(kept(shared, key)) == rows(states[-1])
        require_sound(kept(shared, key))
    log = shared.edits(key)
    assert len(log.undoable) == len(states) - 1
    for before in reversed(states[:-1]):
        shared.undo_edit(key).result()
        assert kept(shared, key) == before
    for after in states[1:]:
        shared.redo_edit(key).result()
        assert kept(shared, key) == after
    with shared._database.reading() as connection:
        words, counted = connection.execute(
            "SELECT v.words, v.id FROM versions v JOIN transcripts t ON t.current = v.id "
            "WHERE t.key = ?",
            (key,),
        ).fetchone()
    assert counted and words == sum(
        len(each.words) or len(each.text.split()) for each in kept(shared, key)
    )


def test_the_first_edit_makes_a_version_and_later_ones_change_it(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two.", "Three."))
    machine = kept(library)
    changed(library, 1, "Deux.")
    changed(library, 2, "Trois.")
    first, second = library.versions(KEY)
    assert (first.kind, second.kind) == (VersionKind.MACHINE, VersionKind.EDIT)
    assert second.is_current
    assert library.transcript(KEY, first.id).segments == machine
    summary = library.summary(KEY)
    assert (summary.first_words, summary.words) == ("One. Deux. Trois.", 3)
    assert (found(library, "deux"), found(library, "two")) == ([1], [])
    library.make_current(KEY, first.id).result()
    assert (found(library, "deux"), found(library, "two")) == ([], [1])
    assert library.edits(KEY).undoable == ()
    library.make_current(KEY, second.id).result()
    assert len(library.edits(KEY).undoable) == 2
    assert library.verify() == []


def test_an_edited_text_comes_out_of_the_trash(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    changed(library, 0, "Uno.")
    library.trash([KEY]).result()
    change = Change(1, kept(library)[1:], ())
    library.edit(KEY, change, "Delete").result()
    assert [each.key for each in library.transcripts()] == [KEY]
    assert found(library, "uno") == [0]
    assert library.verify() == []


def test_a_new_edit_drops_what_was_undone(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    for text in ("a", "b", "c"):
        changed(library, 0, text)
    library.undo_edit(KEY).result()
    library.undo_edit(KEY).result()
    assert [edit.change.added[0].text for edit in library.edits(KEY).redoable] == ["c", "b"]
    changed(library, 1, "d")
    log = library.edits(KEY)
    assert [edit.change.added[0].text for edit in log.undoable] == ["a", "d"]
    assert log.redoable == ()
    with pytest.raises(TextChanged):
        library.redo_edit(KEY).result()


def test_a_part_of_a_long_log_is_read(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    for number in range(9):
        changed(library, 0, str(number), place=number)
    for _ in range(4):
        library.undo_edit(KEY).result()
    log = library.edits(KEY, limit=3)
    assert [edit.place for edit in log.undoable] == [2, 3, 4]
    assert [edit.place for edit in log.redoable] == [7, 6, 5]
    assert (log.earlier, log.later) == (2, 1)


def test_letters_of_one_run_are_one_change(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    machine = kept(library)
    for text in ("T", "Tw", "Twe"):
        changed(library, 1, text, merges=True)
    changed(library, 0, "Other", merges=True)  # elsewhere: not of this run
    log = library.edits(KEY)
    assert [edit.change.added[0].text for edit in log.undoable] == ["Twe", "Other"]
    assert log.revision == 5
    library.undo_edit(KEY).result()
    library.undo_edit(KEY).result()
    assert kept(library) == machine


def test_what_was_made_for_another_text_changes_nothing(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    base = library.edits(KEY).revision
    before = kept(library)
    change = change_between(before, (replace(before[0], text="x"), before[1]))
    library.edit(KEY, change, "Typing", base=base).result()
    for wrong in (
        library.edit(KEY, change, "Typing"),
        library.edit(KEY, Change(1, before[1:], ()), "Typing", base=base),
        library.edit(KEY, Change(9, (), before), "Typing"),
        library.edit(KEY, Change(-1, (), before), "Typing"),
        library.undo_edit(KEY, base),
    ):
        with pytest.raises(TextChanged):
            wrong.result()
    assert [each.text for each in kept(library)] == ["x", "Two."]
    with pytest.raises(NotInLibrary):
        library.edit("f" * 32, change, "Typing").result()


def test_two_programs_edit_one_text(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two.", "Three."))
    with opened(library.folder) as other:
        for number in range(10):
            changed(library, 0, f"ours {number}", merges=True)
            changed(other, 2, f"theirs {number}")
        assert kept(library) == kept(other)
        base = library.edits(KEY).revision
        changed(other, 1, "between")
        with pytest.raises(TextChanged):
            changed(library, 0, "late", base=base)
        for _ in range(len(other.edits(KEY).undoable)):
            library.undo_edit(KEY).result()
        assert [each.text for each in kept(other)] == ["One.", "Two.", "Three."]
        assert library.verify() == other.verify() == []
        assert len(library.versions(KEY)) == 2


def test_hits_come_in_order_wherever_sentences_are_put_in(library: Library) -> None:
    for number in range(3):
        library.finish_job(f"{number:032x}", a_transcript("word one", "word two", "word three"))
    key = f"{1:032x}"
    for _ in range(14):  # more often than a space of 1024 can be halved
        segments = kept(library, key)
        change = replaced_range(segments, (1, 0), (1, 0), "word\n")
        assert change is not None
        library.edit(key, change, "Paste").result()
        require_ids_in_order(library)
    lines = "\n".join("word" for _ in range(ROOM + 9))
    for place in ((0, 0), (5, 4)):
        change = replaced_range(kept(library, key), place, place, f"{lines}\n")
        assert change is not None
        library.edit(key, change, "Paste").result()
        require_ids_in_order(library)
    at_end = Change(len(kept(library, key)), (), (Segment("word last"),))
    library.edit(key, at_end, "Paste").result()
    library.edit(f"{2:032x}", replace(at_end, first=3), "Paste").result()
    require_ids_in_order(library)
    hits = found(library, "last")
    assert len(hits) == 2
    assert library.verify() == []
    everything = Change(0, kept(library, key), ())
    library.edit(key, everything, "Delete").result()
    assert library.summary(key).words == 0
    library.edit(key, Change(0, (), (Segment("word again"),)), "Typing").result()
    require_ids_in_order(library)
    library.undo_edit(key).result()
    library.undo_edit(key).result()
    assert kept(library, key) == everything.removed
    require_ids_in_order(library)
    assert library.verify() == []


def test_gaps_are_those_of_the_text(library: Library) -> None:
    gaps = (SpeechGap(1.0, 2.0), SpeechGap(5.0, 6.0))
    library.finish_job(KEY, replace(a_transcript("One.", "Two."), gaps=gaps))
    before = kept(library)
    change = change_between(before, (*before, Segment("Found.")))
    library.edit(KEY, change, "Recognised again", gaps=(gaps, gaps[1:])).result()
    assert library.transcript(KEY).gaps == gaps[1:]
    assert library.summary(KEY).marks == 1
    (edit,) = library.edits(KEY).undoable
    assert edit.gaps == (gaps, gaps[1:])
    library.undo_edit(KEY).result()
    assert library.transcript(KEY).gaps == gaps
    library.redo_edit(KEY).result()
    assert library.summary(KEY).marks == 1


def test_changes_that_do_not_lead_back_from_their_text_are_told_and_forgotten(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as library:
        library.finish_job(KEY, a_transcript("One.", "Two."))
        changed(library, 0, "a")
        changed(library, 1, "b")
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.execute("UPDATE edits SET added = removed WHERE number = 0")
        connection.commit()
    with opened(tmp_path) as library:
        assert library.verify() == ["The changes of 1 text do not lead back from it."]
    with opened(tmp_path) as library:
        assert library.verify() == []
        assert library.edits(KEY).undoable == ()
        assert [each.text for each in kept(library)] == ["a", "b"]
        changed(library, 0, "on")


def test_edits_checks_and_words_survive_a_damage(tmp_path: Path) -> None:
    """A page is lost, of whatever table; what can be read is there, and agrees."""
    folder = tmp_path / "first"
    test_damage.fill(folder, transcripts=12)
    with opened(folder) as library:
        keys = [each.key for each in library.transcripts()]
        for key in keys:
            for number in range(8):
                change = split(kept(library, key), 0, 4 + number, paragraph=True)
                if change is not None:
                    library.edit(key, change, "Split").result()
        library.set_checked(keys[0], ("gap", 1000, "a gap"), is_checked=True).result()
    for table in ("edits", "segments", "checked"):
        copy = tmp_path / table
        copy.mkdir()
        (copy / NAME).write_bytes((folder / NAME).read_bytes())
        pages = test_damage.pages_of(copy / NAME)[table]
        test_damage.spoil(copy / NAME, pages[len(pages) // 2])
        damage_mark(copy / NAME).touch()
        with opened(copy) as library:
            assert library.verify() == []
            left = [len(library.edits(key).undoable) for key in keys]
            assert sum(left) > 0
            if table != "checked":
                assert len(library.checked(keys[0])) == 1
            for key in keys:
                for _ in range(len(library.edits(key).undoable)):
                    library.undo_edit(key).result()
            assert library.verify() == []


def test_a_merge_brings_edits_and_another_state_of_a_text_beside_it(tmp_path: Path) -> None:
    with opened(tmp_path / "here") as here:
        here.finish_job(KEY, a_transcript("One.", "Two."))
        changed(here, 0, "a")
        backup = tmp_path / "backup.aviary"
        here.backup(backup)
        (tmp_path / "there").mkdir()
        (tmp_path / "there" / NAME).write_bytes(backup.read_bytes())
        with opened(tmp_path / "there") as there:
            there.finish_job("b" * 32, a_transcript("Other."))
            changed(there, 0, "Another.", key="b" * 32)
        changed(here, 1, "b")
        here.merge(tmp_path / "there" / NAME)
        assert len(here.versions(KEY)) == 2  # the text there is one of those that were here
        assert len(here.edits("b" * 32).undoable) == 1
        with opened(tmp_path / "there") as there:
            changed(there, 1, "theirs")
        for _ in range(2):
            here.merge(tmp_path / "there" / NAME)
        *_, ours, theirs = here.versions(KEY)
        assert ours.is_current and not theirs.is_current and len(here.versions(KEY)) == 3
        assert [each.text for each in kept(here)] == ["a", "b"]
        assert here.transcript(KEY, theirs.id).text == "a\ntheirs"
        here.make_current(KEY, theirs.id).result()
        assert len(here.edits(KEY).undoable) == 2
        assert here.verify() == []
        here.delete([KEY]).result()
        assert here.verify() == []


def test_texts_that_are_no_unicode_are_changed_too(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One \udce4.", "Two."))
    before = kept(library)
    change = change_between(before, (before[0], replace(before[1], text="Zwei \udcff", words=())))
    library.edit(KEY, change, "Typing \udcff").result()
    assert kept(library)[1].text == "Zwei \udcff"
    (edit,) = library.edits(KEY).undoable
    assert (edit.name, edit.change) == ("Typing \udcff", change)
    library.undo_edit(KEY).result()
    assert kept(library) == before
    assert library.verify() == []


def test_thousands_of_replacements_are_one_change(library: Library) -> None:
    words = " ".join(["the cat sat on the mat and looked at"] * 3)
    library.finish_job(KEY, a_transcript(*(f"{n} {words}" for n in range(600))))
    before = kept(library)
    change, hits = replaced_all(before, Pattern("the"), "this")
    assert change is not None and hits == 3600
    library.edit(KEY, change, "Replace all").result()
    assert len(library.search("this").hits) > 0 and library.search("the").counts == {}
    library.undo_edit(KEY).result()
    assert kept(library) == before
    assert library.verify() == []


def test_large_changes_are_read_few_at_a_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    for text in ("a", "b", "c"):
        changed(library, 0, text)
    monkeypatch.setattr(edits, "MOST_AT_ONCE", 1)
    log = library.edits(KEY)
    assert ([edit.change.added[0].text for edit in log.undoable], log.earlier) == (["c"], 2)


def test_a_text_that_was_changed_since_was_not_exported(library: Library) -> None:
    library.finish_job(KEY, a_transcript("One.", "Two."))
    changed(library, 0, "a")
    library.mark_exported([KEY]).result()
    changed(library, 0, "b")
    assert library.summary(KEY).exported_s is None
