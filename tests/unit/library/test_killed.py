"""`kill -9` at every step of the library: it is whole, and nothing that was committed is lost."""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pytest

from desktop_app.core.library_errors import NotInLibrary
from desktop_app.library.database import damage_mark
from desktop_app.library.library import Library
from desktop_app.library.stored.schema import SCHEMA
from desktop_app.system import utf8_mode
from desktop_app.system.environment import KILL_VARIABLE
from tests.processes import end
from tests.unit.library import test_damage, test_schema
from tests.unit.library.stored_things import chunk, opened
from tests.unit.library.workers import CHUNKS, TYPED

ROOM = Path(__file__).resolve().parents[3] / "desktop_app" / "library"
NAME = "library.sqlite3"
# The writes of a whole life; each has three points.
WRITES = (
    *("add_jobs", "place_jobs", "take_job", "note_chunk", "change_job", "finish_job"),
    *("add_version", "edit", "undo_edit", "redo_edit", "make_current", "rename", "set_note"),
    *("set_tags", "mark_exported", "bring_in", "trash"),
    *("restore", "remove_jobs", "forget_removed", "empty_trash", "delete", "close"),
)
STEPS = ("begun", "written", "committed")
LIFE_POINTS = (
    *(f"library.{name}.{step}" for name in WRITES for step in STEPS),
    "library.finish_job.between",
    *("library.edit.between", "library.edit.stepped"),
    "library.backup.written",
    *(f"library.migrate.{schema}.{step}" for schema in range(1, SCHEMA + 1) for step in STEPS[1:]),
)
# The same again later in that life.
LATER_POINTS = (
    *(f"library.note_chunk.{step}:{turn}" for step in STEPS for turn in (9, 17)),
    *(f"library.finish_job.{step}:4" for step in STEPS),
    *(f"library.{name}.written:3" for name in ("add_jobs", "add_version", "trash", "restore")),
)


@dataclass
class Said:
    """What a killed program said it had kept."""

    chunks: dict[str, int] = field(default_factory=dict)
    jobs: set[str] = field(default_factory=set)
    versions: dict[str, int] = field(default_factory=dict)
    may_be_gone: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Said":
        said = cls()
        for line in lines:
            what, _, rest = line.partition(" ")
            key, _, number = rest.partition(" ")
            if what == "job":
                said.jobs.add(key)
            elif what == "chunk":
                said.chunks[key] = int(number) + 1
            elif what == "transcript":
                said.jobs.discard(key)
                said.versions[key] = 1
            elif what == "version":
                said.versions[key] = int(number)
            elif what == "deleting":
                said.may_be_gone.add(key)
        return said


class Run(Protocol):
    """Has a worker work until it is killed at a point; returns how it ended and what it said."""

    def __call__(self, point: str, *arguments: object) -> tuple[int, list[str]]: ...


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Each worker is a fork of one program: starting it takes longer than most lives."""
    file = tmp_path_factory.mktemp("said") / "lines"
    command = [*utf8_mode.interpreter(), "-m", "tests.unit.library.workers", "serve"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as server:
        asking, answering = server.stdin, server.stdout
        assert asking is not None
        assert answering is not None

        def one(point: str, *arguments: object) -> tuple[int, list[str]]:
            asking.write(json.dumps([point, str(file), *map(str, arguments)]) + "\n")
            asking.flush()
            code = int(answering.readline())
            assert code in (0, -9)
            return code, file.read_text(encoding="utf-8").splitlines()

        yield one
        asking.close()


def require_kept(library: Library, said: Said) -> int:
    """Compare the library with what was said; return how many chunks were looked at."""
    assert library.verify() == []
    jobs = {job.key for job in library.jobs()}
    for key in said.jobs:
        if key not in jobs:  # finished before that could be said
            library.transcript(key)
    looked_at = 0
    for key, number in said.chunks.items():
        point = library.resume_point(key)
        if point is None:
            if key not in said.may_be_gone:
                library.transcript(key)  # finished
            continue
        assert len(point.heard) >= number
        program, place = key[15], int(key[16:], 16)
        for heard in point.heard:
            assert heard == chunk(heard.number, f"heard {program} {place} {heard.number}")
            looked_at += 1
    for key, number in said.versions.items():
        try:
            assert len(library.versions(key)) >= number
        except NotInLibrary:
            assert key in said.may_be_gone
    return looked_at


def test_a_life_ends_at_each_point(tmp_path: Path, run: Run) -> None:
    killed = chunks = versions = 0
    points = [*LIFE_POINTS, *LATER_POINTS]
    for number, point in enumerate(points):
        folder = tmp_path / str(number)
        ended, lines = run(point, "life", folder)
        killed += ended == -9
        said = Said.of(lines)
        with opened(folder) as library:
            chunks += require_kept(library, said)
            versions += sum(said.versions.values())
            assert library.notes == ()
    sys.stdout.write(
        f"killed {killed} times at {len(points)} points: integrity ok, "
        f"{chunks} chunks and {versions} versions compared, none lost\n"
    )
    assert killed == len(points)


def test_a_life_ends_at_any_moment(tmp_path: Path) -> None:
    """After a line that it says, and a moment that nobody chose."""
    chance = random.Random(12)
    chunks, killed = 0, 0
    for number in range(12):
        folder = tmp_path / str(number)
        program = subprocess.Popen(
            [*utf8_mode.interpreter(), "-m", "tests.unit.library.workers", "life", str(folder)],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert program.stdout is not None
        lines = [program.stdout.readline() for _ in range(chance.randrange(1, 30))]
        time.sleep(chance.random() / 100)
        program.kill()
        lines += program.stdout.readlines()
        killed += program.wait() == -9
        program.stdout.close()
        with opened(folder) as library:
            chunks += require_kept(library, Said.of(map(str.strip, lines)))
    sys.stdout.write(f"killed {killed} times at random: integrity ok, {chunks} chunks compared\n")
    assert killed >= 10


@pytest.mark.parametrize(
    "point",
    [
        *(f"edit.{step}:{turn}" for step in ("written", "committed", "between") for turn in (1, 7)),
        *("undo_edit.written:2", "edit.stepped:2", "edit.stepped:4", "redo_edit.written"),
    ],
)
def test_typing_ends_at_any_step_and_one_letter_is_lost_at_most(
    tmp_path: Path, run: Run, point: str
) -> None:
    """Text and changes agree, whatever the last one was."""
    ended, lines = run(f"library.{point}", "type", tmp_path)
    assert ended == -9
    count = sum(line.startswith("typed") for line in lines)
    with opened(tmp_path) as library:
        assert library.verify() == []
        (talk,) = library.transcripts()
        letters = library.transcript(talk.key).segments[1].text.removesuffix("Two.")
        if count == len(TYPED):
            assert TYPED.startswith(letters)
        else:
            assert letters in (TYPED[:count], TYPED[: count + 1])
        for _ in library.edits(talk.key).undoable:
            library.undo_edit(talk.key).result()
        assert library.transcript(talk.key).segments[1].text == "Two."
        assert library.verify() == []


def named_points() -> set[str]:
    """The kill points in the library's source."""
    found = set()
    for path in ROOM.glob("*.py"):
        found |= set(re.findall(r'reach\(f?"([^"]+)"\)', path.read_text(encoding="utf-8")))
    return found


Prepare = Callable[[Path], tuple[object, ...]]


def damaged(folder: Path) -> tuple[object, ...]:
    test_damage.fill(folder, transcripts=5)
    path = folder / NAME
    test_damage.spoil(path, test_damage.pages_of(path)["segments"][2])
    damage_mark(path).touch()
    return ("open", folder)


def older(folder: Path) -> tuple[object, ...]:
    test_schema.write_library(folder, 1)
    return ("open", folder)


def with_backup(folder: Path) -> tuple[object, ...]:
    test_damage.fill(folder, transcripts=5)
    backup = folder.with_name(f"{folder.name}.backup")
    with opened(folder) as library:
        library.backup(backup)
        library.delete([test_damage.key(0)]).result()
    return ("bring_back", folder, backup)


def to_erase(folder: Path) -> tuple[object, ...]:
    damaged(folder)
    with opened(folder):
        pass
    return ("erase", folder)


def to_merge(folder: Path) -> tuple[object, ...]:
    other = folder.with_name(f"{folder.name} other")
    test_damage.fill(other, transcripts=5)
    return ("merge", folder, other / NAME)


@pytest.mark.parametrize(
    ("prepare", "points", "least"),
    [
        (damaged, ["recover.table:3", "recover.written", "recover.ready", "recover.whole",
                   "recover.set_aside", "recover.in_place"], 4),
        (older, ["migrate.backed_up", "backup.written", "migrate.2.written",
                 "migrate.2.committed"], 1),
        (with_backup, ["bring_back.copied", "backup.written", "recover.set_aside",
                       "recover.in_place"], 4),
        (to_erase, ["erase.deleted:1"], 4),
        (to_erase, ["erase.deleted:2"], 0),
        (to_merge, ["merge.begun:2", "merge.written:2", "merge.committed:3"], 0),
    ],
    ids=["recovering", "migrating", "bringing back", "erasing", "erased", "merging"],
)  # fmt: skip
def test_a_change_of_the_whole_ends_at_each_point(
    tmp_path: Path, run: Run, prepare: Prepare, points: list[str], least: int
) -> None:
    for number, point in enumerate(points):
        folder = tmp_path / str(number)
        arguments = prepare(folder)
        ended, _ = run(f"library.{point}", *arguments)
        assert ended == -9, point
        with opened(folder) as library:
            assert library.verify() == []
            assert len(library.transcripts()) >= least, point
            if arguments[0] == "merge":  # goes on where it was
                library.merge(Path(str(arguments[2])))
                assert len(library.transcripts()) == 5
                assert library.jobs()[0].heard_s == 600.0
        assert not [path for path in folder.iterdir() if "part" in path.name]


def test_every_point_in_the_source_is_tried() -> None:
    tried = {
        *LIFE_POINTS,
        *("library.recover.table", "library.recover.written", "library.recover.ready"),
        *("library.recover.whole", "library.recover.set_aside", "library.recover.in_place"),
        *("library.migrate.backed_up", "library.bring_back.copied", "library.erase.deleted"),
    }
    fixed = {point for point in named_points() if "{" not in point}
    assert fixed <= tried


def test_two_programs_write_at_once_and_one_is_killed(tmp_path: Path) -> None:
    command = [
        *utf8_mode.interpreter(),
        "-m",
        "tests.unit.library.workers",
        "beside",
        str(tmp_path),
    ]
    points = {"a": "", "b": "", "c": "library.note_chunk.written:9"}
    programs = {
        name: subprocess.Popen(
            [*command, name],
            env={**os.environ, KILL_VARIABLE: point},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for name, point in points.items()
    }
    try:
        lines = {name: program.communicate()[0].splitlines() for name, program in programs.items()}
    finally:
        for program in programs.values():
            end(program)
    assert [program.returncode for program in programs.values()] == [0, 0, -9]
    with opened(tmp_path) as library:
        for each in lines.values():
            require_kept(library, Said.of(each))
        finished = [each.key for each in library.transcripts()]
        left = [job for job in library.jobs() if job.is_interrupted]
        assert len(finished) == 2 + 2 + 1 and len(left) == 1
        assert left[0].heard_s >= 20.0 * 2
        assert {each for each in lines["c"] if each.startswith("chunk")} and CHUNKS == 6
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
