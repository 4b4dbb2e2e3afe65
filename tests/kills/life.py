"""What a program does with a library, step by step, so that it can be killed anywhere and go on.

Each step looks first whether it is done already, as the next start of the program finds it, and
writes a line into a ledger when it is promised to last. What the ledger says and the library does
not have is lost (`faults`).
"""

import json
import os
import sqlite3
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.app.engine.journal import journaled
from desktop_app.app.library.journal import JobJournal
from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import paragraphs_of
from desktop_app.core.editing.typing import typed
from desktop_app.core.errors import Cancelled
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.core.request import (
    ChunkHeard,
    DeviceChoice,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript, Word
from desktop_app.engine.recognizer import Recognizer
from desktop_app.engine.session import Session
from desktop_app.export.registry import render
from desktop_app.library.library import Library
from desktop_app.library.opening import FILE_NAME
from desktop_app.library.records import StoredJob, TranscriptSummary, VersionKind
from desktop_app.system import kill_points
from desktop_app.system.files import write_atomically
from desktop_app.system.kill_points import reach

# Confidences are kept in 1/254, and other batches change their last digits.
SURE_TO = 1.5 / 254
# What is typed before the texts that are changed, and how much of it is undone at once.
TYPED, LETTERS_OF_A_RUN = "Corrected: ", 4


def key_of(number: int) -> str:
    """The key of a recording's job, the same in every life."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"recording {number}").hex


@dataclass(frozen=True)
class World:
    """Where a life takes place.

    Attributes:
        home: the folder of the library, the exported files and the ledger.
        recordings: at least six.
        spec: the model.
        recognizer: the model in memory.
        longest_s: the longest chunk: short ones make many commits.
    """

    home: Path
    recordings: tuple[Path, ...]
    spec: ModelSpec
    recognizer: Recognizer
    longest_s: float = 8.0

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.home / "library"

    @property
    def exports(self) -> Path:
        """The folder of exported files."""
        return self.home / "exports"

    @property
    def keys(self) -> tuple[str, ...]:
        """The jobs' keys."""
        return tuple(key_of(number) for number in range(len(self.recordings)))

    @property
    def deleted(self) -> str:
        """The transcript that is deleted for good."""
        return self.keys[-1]

    @property
    def trashed(self) -> str:
        """The transcript that is put into the trash."""
        return self.keys[-2]

    @property
    def brought_back(self) -> str:
        """The transcript that is put into the trash and taken out again."""
        return self.keys[-3]

    @property
    def stopped(self) -> str:
        """The job that the user stops after two chunks, and continues at the end."""
        return self.keys[-4]

    @property
    def backup(self) -> Path:
        """The copy of the library."""
        return self.home / "backup.aviary"

    @property
    def edited(self) -> Sequence[str]:
        """The transcripts whose text is changed."""
        return self.keys[:3]

    def request(self, number: int) -> TranscriptionRequest:
        """How a recording is transcribed."""
        spec = replace(self.spec, max_chunk_s=self.longest_s)
        return TranscriptionRequest(self.recordings[number], spec, device=DeviceChoice.CPU)

    def session(self) -> Session:
        """A session that has the model in memory."""
        return Session(
            lambda _spec, _cancel: Path(),
            lambda *_: self.recognizer,
            cuda_problem=lambda: "none is looked for",
            import_libraries=lambda: None,
        )


class Ledger:
    """What was promised, a line each; what is written stays when the process is killed.

    Where a life is watched (tests/unit/library/watched_disk.c), what it says on standard output is
    what it promised before the next thing that it does to the disk.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
        self._file = os.open(home / "ledger", flags, 0o600)

    def write(self, *what: object) -> None:
        """Add one promise."""
        line = f"{json.dumps(what)}\n".encode()
        os.write(self._file, line)
        if "WATCHED" in os.environ:
            os.write(1, line)

    @staticmethod
    def of(home: Path) -> list[list[object]]:
        """All promises, in order."""
        path = home / "ledger"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return [json.loads(line) for line in lines]


def live(world: World, *, to_the_end: bool = True) -> None:
    """Live a library's life from where it was interrupted to its end.

    Args:
        world: its world.
        to_the_end: whether texts are also thrown away.
    """
    ledger = Ledger(world.home)
    library = Library.open(world.library)
    if library.notes:
        ledger.write("notes", *library.notes)
    reach("life.opened")
    _queue(world, library, ledger)
    _transcribe(world, library, ledger)
    _edit(world, library, ledger)
    _export(world, library, ledger)
    library.backup(world.backup)
    ledger.write("backup")
    if to_the_end:
        _throw_away(world, library, ledger)
    reach("life.closing")
    if not library.close():
        raise RuntimeError("the library did not close")
    reach("life.closed")


def _known(library: Library) -> dict[str, TranscriptSummary]:
    return {
        one.key: one for trashed in (False, True) for one in library.transcripts(trashed=trashed)
    }


def _promised(world: World, what: str, key: str) -> bool:
    return [what, key] in Ledger.of(world.home)


def _queue(world: World, library: Library, ledger: Ledger) -> None:
    """Queue all recordings in two drops, turn the order round, and take one away again."""
    known = {*_known(library), *(job.key for job in library.jobs())}
    missing = [
        StoredJob(key=key, request=world.request(number))
        for number, key in enumerate(world.keys)
        if key not in known and not _promised(world, "deleting", key)
    ]
    for some in (missing[: len(missing) // 2], missing[len(missing) // 2 :]):
        library.add_jobs(some).result()
        for job in some:
            ledger.write("add", job.key)
        reach("life.queue.added")
    extra = StoredJob(key=key_of(-1), request=world.request(0))
    if not _promised(world, "remove", extra.key):
        library.add_jobs([extra]).result()
        library.remove_jobs([extra.key]).result()
        ledger.write("remove", extra.key)
    library.forget_removed().result()
    order = list(reversed(world.keys))
    library.place_jobs(order).result()
    ledger.write("place")
    reach("life.queue.placed")


@dataclass(frozen=True)
class _Desk:
    """What transcribing needs: the library, its journal and a session with a model."""

    world: World
    library: Library
    ledger: Ledger
    journal: JobJournal
    session: Session


def _transcribe(world: World, library: Library, ledger: Ledger) -> None:
    """Transcribe what is in the queue, as the command line does; one is stopped and goes on."""
    journal = JobJournal(lambda: library)
    desk = _Desk(world, library, ledger, journal, world.session())
    queued = library.jobs()
    queued += [job for job in queued if job.key == world.stopped]  # it goes on at the end
    for place, job in enumerate(queued):
        if not _promised(world, "finish", job.key):
            _transcribe_one(desk, job, queued[place + 1 :])
    if journal.unkept:
        raise RuntimeError("a transcript was not kept")


def _transcribe_one(desk: _Desk, job: StoredJob, following: Sequence[StoredJob]) -> None:
    key, ledger, cancel = job.key, desk.ledger, CancelToken()
    stops = key == desk.world.stopped and not _promised(desk.world, "stop", key)

    def told(event: TranscriptionEvent) -> None:
        if isinstance(event, ChunkHeard):
            ledger.write("chunk", key, event.chunk.number)
            reach("life.chunk.told")
            if stops and event.chunk.number:
                cancel.cancel()

    ledger.write("begin", key)
    request = replace(job.request, resume=desk.journal.begin(key))
    upcoming = [one.request for one in following if not one.heard_s]
    try:
        transcript = desk.session.transcribe(
            request, cancel, journaled(desk.journal, key, told), upcoming
        )
    except Cancelled:
        desk.library.change_job(replace(job, state=JobState.STOPPED)).result()
        ledger.write("stop", key)
        reach("life.stopped")
        return
    reach("life.transcribed")
    summary = desk.journal.finish(key, transcript, job.request)
    if summary.key != key:
        raise RuntimeError("the transcript has another key than its job")
    ledger.write("finish", key)
    reach("life.finished")


def letters_in(edited: Transcript, machine: Transcript) -> int | None:
    """How much of `TYPED` stands before a text; None if anything else is different."""
    texts = [[segment.text for segment in each.segments] for each in (edited, machine)]
    for count in range(len(TYPED) + 1):
        if texts[0] == [TYPED[:count] + texts[1][0], *texts[1][1:]]:
            return count
    return None


def _type(library: Library, key: str, ledger: Ledger) -> None:
    """Type before a text, letter by letter, from where that ended."""
    machine, *others = library.versions(key)
    text = library.transcript(key, machine.id)
    made = [one.id for one in others if one.kind is VersionKind.EDIT]
    done = letters_in(library.transcript(key, made[0]), text) if made else 0
    if done is None:
        raise RuntimeError("a text that nobody typed")
    for count in range(done, len(TYPED)):
        segments = library.transcript(key).segments
        paragraph = paragraphs_of(segments)[0]
        following = segments[paragraph.end] if paragraph.end < len(segments) else None
        after = paragraph.text[:count] + TYPED[count] + paragraph.text[count:]
        change = typed(paragraph, after, following)
        library.edit(key, change, "Typing", merges=bool(count % LETTERS_OF_A_RUN)).result()
        ledger.write("typed", key, count)
        reach("life.typed")


def _edit(world: World, library: Library, ledger: Ledger) -> None:
    """Change texts, titles, notes and tags; take one text back."""
    for key in world.edited:
        _type(library, key, ledger)
        ledger.write("edit", key)
        reach("life.edited")
        library.rename(key, f"Talk {key[:4]}").result()
        library.set_note(key, "To be checked.").result()
        library.set_tags(key, ["work", key[:4]]).result()
        ledger.write("rename", key)
    first = world.edited[0]
    library.make_current(first, library.versions(first)[0].id).result()
    ledger.write("take back", first)
    reach("life.taken_back")


def _export(world: World, library: Library, ledger: Ledger) -> None:
    """Write each text beside the others, and note it."""
    world.exports.mkdir(exist_ok=True)
    for key in world.keys:
        if _promised(world, "export", key) or _promised(world, "deleting", key):
            continue
        write_atomically(world.exports / f"{key}.json", render(library.transcript(key), "json"))
        reach("life.exported")
        library.mark_exported([key]).result()
        ledger.write("export", key)


def _throw_away(world: World, library: Library, ledger: Ledger) -> None:
    """Use the trash."""
    library.trash([world.trashed, world.brought_back]).result()
    ledger.write("trash", world.trashed)
    reach("life.trashed")
    library.restore([world.brought_back]).result()
    ledger.write("restore", world.brought_back)
    ledger.write("deleting", world.deleted)
    library.trash([world.deleted]).result()
    library.delete([world.deleted]).result()
    ledger.write("delete", world.deleted)
    reach("life.deleted")


@dataclass
class Found:
    """What a library holds, to be compared with what was promised.

    Attributes:
        jobs: its queue, by key, in order.
        heard: how many chunks each of them has.
        transcripts: its transcripts, in the trash or not, by key.
        kinds: the versions of each.
        texts: what the model wrote, by key.
        letters: how much was typed before the texts that were changed.
        faults: what is wrong with it.
    """

    jobs: dict[str, StoredJob] = field(default_factory=dict)
    heard: dict[str, int] = field(default_factory=dict)
    transcripts: dict[str, TranscriptSummary] = field(default_factory=dict)
    kinds: dict[str, list[VersionKind]] = field(default_factory=dict)
    texts: dict[str, Transcript] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def found_in(world: World) -> Found:
    """Open a library that was left in any way, and look at everything."""
    found = Found()
    with closing(Library.open(world.library)) as library:
        found.faults += [f"opened with a note: {note}" for note in library.notes]
        found.faults += library.verify()
        for job in library.jobs():
            found.jobs[job.key] = job
            point = library.resume_point(job.key)
            found.heard[job.key] = len(point.heard) if point else 0
        found.transcripts = _known(library)
        for key in found.transcripts:
            versions = library.versions(key)
            found.kinds[key] = [version.kind for version in versions]
            machine = [v.id for v in versions if v.kind is VersionKind.MACHINE]
            found.texts[key] = library.transcript(key, machine[0])
            for made in (v.id for v in versions if v.kind is VersionKind.EDIT):
                letters = letters_in(library.transcript(key, made), found.texts[key])
                if letters is None:
                    found.faults.append("a text that nobody typed")
                found.letters[key] = letters or 0
    found.faults += _damage(world.library / FILE_NAME)
    if world.backup.exists():
        found.faults += [f"backup: {fault}" for fault in _damage(world.backup)]
    return found


def _damage(database: Path) -> Iterator[str]:
    """What SQLite itself finds wrong with a file."""
    with closing(sqlite3.connect(database)) as connection:
        answer = connection.execute("PRAGMA integrity_check").fetchall()
        if answer != [("ok",)]:
            yield f"integrity: {answer}"
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"foreign keys: {broken}"


def faults(world: World, found: Found, expected: Mapping[str, Transcript]) -> Iterator[str]:
    """Yield what was promised and is not there, or is other than it must be.

    Args:
        world: the library's world.
        found: what it holds.
        expected: the texts of an uninterrupted life.
    """
    yield from found.faults
    promises = Ledger.of(world.home)
    going = {
        str(key) for what, key, *_ in (p for p in promises if len(p) > 1) if what == "deleting"
    }
    for what, *rest in promises:
        key = str(rest[0]) if rest else ""
        if key in going:
            continue
        if complaint := _complaint(str(what), key, rest, found):
            yield complaint
    kinds = {what for what, *_ in promises}
    if "delete" in kinds and world.deleted in found.transcripts:
        yield "a deleted transcript came back"
    if "backup" in kinds and not world.backup.exists():
        yield "lost: the backup"
    for key, text in found.texts.items():
        if key in expected:  # else this is the life that the others are compared with
            yield from differences(key, text, expected[key])
    for file in world.exports.glob("*.json"):
        json.loads(file.read_text(encoding="utf-8"))  # whole, or not there
    yield from _strange_states(found.jobs.values(), promises, world.stopped)


def _complaint(what: str, key: str, rest: Sequence[object], found: Found) -> str:
    """What is missing of one promise, or ""."""
    summary = found.transcripts.get(key)
    holds: dict[str, Callable[[], bool]] = {
        "notes": lambda: False,
        "add": lambda: key in found.jobs or summary is not None,
        "remove": lambda: key not in found.jobs,
        "chunk": lambda: summary is not None or found.heard.get(key, 0) > int(str(rest[1])),
        "finish": lambda: summary is not None and key not in found.jobs,
        "edit": lambda: VersionKind.EDIT in found.kinds.get(key, []),
        "typed": lambda: found.letters.get(key, 0) > int(str(rest[1])),
        "rename": lambda: (
            summary is not None
            and (summary.title, summary.note, summary.tags)
            == (f"Talk {key[:4]}", "To be checked.", tuple(sorted(["work", key[:4]])))
        ),
        "export": lambda: summary is not None and summary.exported_s is not None,
        "trash": lambda: summary is not None and summary.deleted_s is not None,
        "restore": lambda: summary is not None and summary.deleted_s is None,
    }
    is_there = what not in holds or holds[what]()
    return "" if is_there else f"lost: {what} {rest}"


def _strange_states(
    jobs: Iterable[StoredJob], promises: Sequence[Sequence[object]], stopped: str
) -> Iterator[str]:
    begun = {str(rest[0]) for what, *rest in promises if what == "begin"}
    for job in jobs:
        if job.state not in (JobState.WAITING, JobState.STOPPED) or job.is_owned:
            yield f"a job is {job.state} though nobody works on it"
        if job.heard_s and job.key not in begun:
            yield "a job was heard that nobody began"
        if job.state is JobState.STOPPED and not job.is_interrupted and job.key != stopped:
            yield "a job is stopped, but nobody stopped it"


def differences(key: str, one: Transcript, other: Transcript) -> Iterator[str]:
    """Yield how a resumed transcript differs from an uninterrupted one."""
    if [s.text for s in one.segments] != [s.text for s in other.segments]:
        yield f"{key}: another text"
    if (one.gaps, one.duration_s, one.language) != (other.gaps, other.duration_s, other.language):
        yield f"{key}: other gaps, length or language"
    ours, theirs = list(_words(one)), list(_words(other))
    if [(w.text, w.start_s, w.end_s) for w in ours] != [
        (w.text, w.start_s, w.end_s) for w in theirs
    ]:
        yield f"{key}: other words or times"
    elif any(
        abs((w.confidence or 0.0) - (v.confidence or 0.0)) > SURE_TO
        for w, v in zip(ours, theirs, strict=True)
    ):
        yield f"{key}: other confidences"


def _words(transcript: Transcript) -> Iterator[Word]:
    for segment in transcript.segments:
        yield from segment.words


@contextmanager
def counted_points(counts: dict[str, int]) -> Iterator[None]:
    """Count the kill points that are passed, by name."""

    def count(name: str) -> None:
        counts[name] = counts.get(name, 0) + 1

    original = kill_points.reach
    holders = [m for m in list(sys.modules.values()) if getattr(m, "reach", None) is original]
    for module in holders:
        module.reach = count  # type: ignore[attr-defined] # by whatever name it was imported
    try:
        yield
    finally:
        for module in holders:
            module.reach = original  # type: ignore[attr-defined]
