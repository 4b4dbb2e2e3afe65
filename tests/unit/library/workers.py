"""Programs that the library's tests start and kill: `python -m ….workers WHAT FOLDER`.

`serve` does many, each in a fork of one that has imported everything.

Each line that one writes to standard output was on the disk before; what was not written may be
missing.
"""

import json
import os
import sqlite3
import sys
import traceback
from dataclasses import replace
from pathlib import Path

from desktop_app.core.editing.paragraphs import paragraphs_of
from desktop_app.core.editing.structure import split
from desktop_app.core.editing.typing import typed
from desktop_app.core.job import JobState
from desktop_app.library import database
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from desktop_app.system.environment import KILL_VARIABLE
from tests.unit.library.stored_things import CUTTING, a_job, a_request, a_transcript, chunk

CHUNKS = 6
TYPED = "a long word"


def said(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def key_of(program: str, number: int) -> str:
    return f"{program:0>16}{number:016x}"


def life(folder: Path, program: str = "a", rounds: int = 3, *, is_alone: bool = True) -> None:
    """Queue, transcribe, edit, tag, trash and delete, and say what was kept."""
    # Its own: what one program brings in would become a version of another's text.
    recording = Path(f"/recordings/{program}.wav")
    library = Library.open(folder)
    said("opened")
    for number in range(rounds):
        key = key_of(program, number)
        job = replace(a_job(), key=key)
        library.add_jobs([job, replace(a_job(), key=key_of(program, 1000 + number))]).result()
        said("job", key)
        library.place_jobs([key]).result()
        library.take_job(key)
        for place in range(CHUNKS):
            library.note_chunk(key, chunk(place, f"heard {program} {number} {place}"), CUTTING)
            said("chunk", key, place)
        library.change_job(replace(job, state=JobState.STOPPED)).result()
        library.take_job(key)
        library.finish_job(key, a_transcript(f"text {program} {number}", "naïve", path=recording))
        said("transcript", key)
        again = replace(a_job(), key=key_of(program, 2000 + number), transcript=key)
        library.add_jobs([again]).result()
        library.finish_job(again.key, a_transcript(f"again {program} {number}", path=recording))
        said("version", key, 2)
        library.add_version(
            key, a_transcript("edited", path=recording), VersionKind.EDIT, a_request()
        )
        said("version", key, 3)
        edit(library, key)
        library.make_current(key, library.versions(key)[0].id).result()
        library.rename(key, "Renamed").result()
        library.set_note(key, "note").result()
        library.set_tags(key, ["one", "two"]).result()
        library.mark_exported([key]).result()
        imported = a_transcript(f"imported {program} {number}", path=recording)
        brought = library.bring_in(imported).summary
        said("version", brought.key, brought.versions)
        library.trash([key]).result()
        library.restore([key]).result()
        library.remove_jobs([key_of(program, 1000 + number)]).result()
        library.forget_removed().result()
    said("deleting", key_of(program, 0))
    library.trash([key_of(program, 0)]).result()
    if is_alone:  # else it might delete what another one is about to restore
        library.empty_trash().result()
    library.delete([key_of(program, 0)]).result()
    library.backup(folder / f"backup {program}.sqlite3")
    library.close()
    said("closed")


def beside(folder: Path, program: str) -> None:
    """Live while others do, in the same library."""
    life(folder, program, is_alone=False)


def edit(library: Library, key: str) -> None:
    """Change a text, undo that, and make it again."""
    segments = library.transcript(key).segments
    change = split(segments, 0, 3, paragraph=True)
    assert change is not None
    library.edit(key, change, "Split").result()
    library.undo_edit(key).result()
    library.redo_edit(key).result()


def type_on(folder: Path) -> None:
    """Type a text letter by letter, and say each letter that was kept."""
    library = Library.open(folder)
    key = key_of("t", 0)
    now = library.finish_job(key, a_transcript("One sentence.", "Two.", "Three.")).words
    said("finished", now)
    for number, letter in enumerate(TYPED):
        segments = library.transcript(key).segments
        (paragraph,) = paragraphs_of(segments)
        change = typed(paragraph, paragraph.text.replace("Two", f"{letter}Two", 1))
        library.edit(key, change, "Typing", merges=number % 5 > 0).result()
        said("typed", number)
    for number in range(3):
        library.undo_edit(key).result()
        said("undone", number)
    library.redo_edit(key).result()
    said("redone", 0)
    library.close()


def careless(folder: Path, program: str = "a") -> None:
    """Live without syncing."""
    connect = database.connect

    def unsynced(path: Path, mode: str = "rw") -> sqlite3.Connection:
        connection = connect(path, mode)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    database.connect = unsynced
    life(folder, program, rounds=1)


def merge(folder: Path, other: Path) -> None:
    """Merge another library."""
    library = Library.open(folder)
    said("opened")
    library.merge(other)
    library.close()


def bring_back(folder: Path, backup: Path) -> None:
    """Put a backup in the library's place."""
    Library.bring_back(backup, folder)


def erase(folder: Path) -> None:
    """Delete it."""
    Library.erase(folder)


def just_open(folder: Path) -> None:
    """Open it, which may migrate or recover it."""
    library = Library.open(folder)
    said("opened", *library.notes)
    library.close()


WORKS = {
    "merge": merge, "bring_back": bring_back, "open": just_open, "erase": erase, "type": type_on,
}  # fmt: skip
# Those that are told the program's name.
LIVES = {"life": life, "beside": beside, "careless": careless}


def work(what: str, place: str, *others: str) -> None:
    """Do one of them."""
    if what in LIVES:
        LIVES[what](Path(place), *others)
    else:
        WORKS[what](Path(place), *map(Path, others))  # type: ignore[operator]


def serve() -> None:
    """Do what each line of standard input says in a fork, and say how that ended.

    A line is a list: the point to be killed at, the file for what is said, and the words.
    """
    for line in sys.stdin:
        point, file, *words = json.loads(line)
        child = os.fork()
        if not child:
            code = 1
            try:
                os.environ[KILL_VARIABLE] = point
                with Path(file).open("wb") as out:
                    os.dup2(out.fileno(), 1)
                work(*words)
                sys.stdout.flush()
                code = 0
            except BaseException:  # noqa: BLE001 - the child must not become a second parent
                traceback.print_exc()
            os._exit(code)
        _, status = os.waitpid(child, 0)
        said(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        work(*sys.argv[1:])
