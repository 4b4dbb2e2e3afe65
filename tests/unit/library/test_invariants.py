"""Whatever is done in whatever order, the library holds what a list in memory would."""

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop_app.core.job import JobState
from desktop_app.core.library_errors import NotInLibrary
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob, VersionKind
from tests.unit.library.stored_things import CUTTING, a_job, a_transcript, chunk

NAMES = st.integers(0, 5)
WORDS = st.sampled_from(("alpha", "Straße", "日本", "Ελλάδα", "beta gamma"))
CUTTINGS = (CUTTING, replace(CUTTING, max_chunk_s=30.0))


def key_of(name: int) -> str:
    return f"{name:032x}"


@dataclass
class Kept:
    """A transcript as it should be: its texts by number, the current one, whether in the trash."""

    texts: dict[int, str] = field(default_factory=dict)
    current: int = 0
    is_trashed: bool = False


class Comparison(RuleBasedStateMachine):
    """Do the same to a library and to plain lists."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.open(self.folder)
        self.order: list[str] = []
        self.jobs: dict[str, StoredJob] = {}
        self.removed: dict[str, StoredJob] = {}
        self.heard: dict[str, list[str]] = {}
        self.cuttings: dict[str, int] = {}
        self.kept: dict[str, Kept] = {}

    def teardown(self) -> None:
        assert self.library.verify() == []
        assert self.library.close()
        shutil.rmtree(self.folder)

    @rule()
    def reopen(self) -> None:
        assert self.library.close()
        self.library = Library.open(self.folder)
        assert self.library.notes == ()

    @rule(name=NAMES, other=NAMES)
    def add(self, name: int, other: int) -> None:
        key = key_of(name)
        job = replace(a_job(), key=key, transcript=key_of(other) if other % 2 else "")
        self.library.add_jobs([job]).result()
        if key not in self.jobs and key not in self.removed:
            self.order.append(key)
            self.heard[key] = []
        self.removed.pop(key, None)
        self.jobs[key] = job

    @precondition(lambda self: self.jobs)
    @rule(data=st.data())
    def place(self, data: st.DataObject) -> None:
        wanted = data.draw(st.permutations(sorted(self.jobs)))[: data.draw(st.integers(0, 6))]
        self.library.place_jobs(wanted).result()
        self.order = [*wanted, *(key for key in self.order if key not in wanted)]

    @rule(names=st.sets(NAMES))
    def remove(self, names: set[int]) -> None:
        keys = [key_of(name) for name in names]
        self.library.remove_jobs(keys).result()
        for key in keys:
            if key in self.jobs:
                self.removed[key] = self.jobs.pop(key)

    @rule()
    def forget(self) -> None:
        self.library.forget_removed().result()
        self.order = [key for key in self.order if key not in self.removed]
        for key in self.removed:
            self.heard.pop(key)
            self.cuttings.pop(key, None)
        self.removed.clear()

    @rule(name=NAMES, state=st.sampled_from((JobState.WAITING, JobState.STOPPED)))
    def change(self, name: int, state: JobState) -> None:
        key = key_of(name)
        if key in self.jobs:
            self.jobs[key] = replace(self.jobs[key], state=state)
            self.library.change_job(self.jobs[key]).result()

    @rule(name=NAMES, number=st.integers(0, 4), word=WORDS, cutting=st.integers(0, 1))
    def note(self, name: int, number: int, word: str, cutting: int) -> None:
        key = key_of(name)
        if key not in self.heard:
            with pytest.raises(NotInLibrary):
                self.library.note_chunk(key, chunk(number, word), CUTTINGS[cutting])
            return
        if self.cuttings.get(key) != cutting:
            self.heard[key] = []
        number = min(number, len(self.heard[key]))
        self.library.note_chunk(key, chunk(number, word), CUTTINGS[cutting])
        self.cuttings[key] = cutting
        self.heard[key] = [*self.heard[key][:number], word]

    @rule(name=NAMES)
    def restart(self, name: int) -> None:
        if (key := key_of(name)) in self.jobs:
            self.library.restart_job(key).result()
            self.heard[key] = []
            self.cuttings.pop(key, None)

    @rule(name=NAMES, word=WORDS)
    def finish(self, name: int, word: str) -> None:
        key = key_of(name)
        job = self.jobs.pop(key, None) or self.removed.pop(key, None)
        kept = key if job is None or job.transcript not in self.kept else job.transcript
        summary = self.library.finish_job(key, a_transcript(word))
        assert summary.key == kept
        if job is not None:
            self.order.remove(key)
            self.heard.pop(key)
            self.cuttings.pop(key, None)
        elif key in self.kept:
            return  # finished before
        self._added(kept, word)

    def _added(self, key: str, word: str) -> None:
        known = self.kept.setdefault(key, Kept())
        number = self.library.versions(key)[-1].id
        assert number > max(known.texts, default=0)
        known.texts[number] = word
        known.current, known.is_trashed = number, False

    @rule(name=NAMES, word=WORDS)
    def edit(self, name: int, word: str) -> None:
        if (key := key_of(name)) in self.kept:
            self.library.add_version(key, a_transcript(word), VersionKind.EDIT)
            self._added(key, word)

    @rule(name=NAMES, data=st.data())
    def make_current(self, name: int, data: st.DataObject) -> None:
        if (key := key_of(name)) in self.kept:
            number = data.draw(st.sampled_from(sorted(self.kept[key].texts)))
            self.library.make_current(key, number).result()
            self.kept[key].current = number

    @rule(names=st.sets(NAMES), is_trashed=st.booleans())
    def trash_or_restore(self, names: set[int], is_trashed: bool) -> None:
        keys = [key_of(name) for name in names]
        (self.library.trash if is_trashed else self.library.restore)(keys).result()
        for key in keys:
            if key in self.kept:
                self.kept[key].is_trashed = is_trashed

    @rule(name=NAMES)
    def delete(self, name: int) -> None:
        self.library.delete([key_of(name)]).result()
        self.kept.pop(key_of(name), None)

    @rule()
    def empty(self) -> None:
        self.library.empty_trash().result()
        self.kept = {key: each for key, each in self.kept.items() if not each.is_trashed}

    @invariant()
    def the_queue_is_the_same(self) -> None:
        wanted = [
            replace(self.jobs[key], heard_s=20.0 * len(self.heard[key]))
            for key in self.order
            if key in self.jobs
        ]
        assert self.library.jobs() == wanted

    @invariant()
    def the_journals_are_the_same(self) -> None:
        for key, words in self.heard.items():
            point = self.library.resume_point(key)
            heard = () if point is None else point.heard
            assert heard == tuple(chunk(number, word) for number, word in enumerate(words))
            assert point is None or point.cutting == CUTTINGS[self.cuttings[key]]

    @invariant()
    def the_transcripts_are_the_same(self) -> None:
        for is_trashed in (False, True):
            listed = {each.key for each in self.library.transcripts(trashed=is_trashed)}
            assert listed == {k for k, each in self.kept.items() if each.is_trashed is is_trashed}
        for key, each in self.kept.items():
            assert self.library.transcript(key).text == each.texts[each.current]
            assert [version.id for version in self.library.versions(key)] == sorted(each.texts)

    @invariant()
    def a_search_finds_what_is_shown(self) -> None:
        for word in ("strasse", "日本", "ελλαδα", "gamma"):
            found = {hit.transcript for hit in self.library.search(f'"{word}"').hits}
            wanted = {
                "strasse": "Straße",
                "日本": "日本",
                "ελλαδα": "Ελλάδα",
                "gamma": "beta gamma",
            }[word]
            assert found == {
                key
                for key, each in self.kept.items()
                if not each.is_trashed and each.texts[each.current] == wanted
            }


TestComparison = Comparison.TestCase
TestComparison.settings = settings(
    max_examples=12,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
