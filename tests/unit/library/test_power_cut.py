"""A power cut at every sync, and between: what a program said it had kept is there."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.library_errors import NotInLibrary
from desktop_app.system import utf8_mode
from tests.unit.library import power_cut, test_killed
from tests.unit.library.stored_things import opened
from tests.unit.library.test_killed import Said, require_kept


def watched(tmp_path: Path, *arguments: object) -> list[power_cut.Event]:
    """Run a worker in the folder `watched`, and return what it did there."""
    library = power_cut.build(tmp_path)
    if library is None:
        pytest.skip("needs Linux and a C compiler")
    log = tmp_path / "log"
    subprocess.run(
        [*utf8_mode.interpreter(), "-m", "tests.unit.library.workers", *map(str, arguments)],
        env={
            **os.environ,
            "LD_PRELOAD": str(library),
            "WATCH_LOG": str(log),
            "WATCHED": str(tmp_path / "watched"),
        },
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return list(power_cut.events(log.read_bytes()))


def cut_at(events: list[power_cut.Event], tmp_path: Path, each: int) -> tuple[int, int, int]:
    """Cut the power before syncs and between; return cuts, chunks and versions compared."""
    root, disk = str(tmp_path / "watched"), power_cut.Disk()
    chance = random.Random(16)
    cuts = chunks = versions = 0
    for number, event in enumerate(events):
        is_due = event.kind in "YURS" and chance.randrange(each) == 0
        for luck in (None, chance) if is_due else ():
            folder = tmp_path / f"{number} {'strict' if luck is None else 'by chance'}"
            folder.mkdir()
            disk.write(folder, root, luck)
            said = Said.of(disk.said)
            with opened(folder) as library:
                chunks += require_kept(library, said)
                assert not list(folder.glob("set aside*")), library.notes
            versions += sum(said.versions.values())
            cuts += 1
        disk.do(event)
    return cuts, chunks, versions


def test_a_power_cut_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    events = watched(tmp_path, "life", tmp_path / "watched", "a")
    syncs = sum(event.kind == "Y" for event in events)
    assert syncs > 50, "the watcher sees the library's syncs"
    cuts, chunks, versions = cut_at(events, tmp_path, each=1)
    sys.stdout.write(
        f"{cuts} power cuts among {syncs} syncs: integrity ok, {chunks} chunks and {versions} "
        "versions compared, none lost\n"
    )
    assert cuts > 200 and chunks > 200


def test_the_cut_takes_what_was_not_synced(tmp_path: Path) -> None:
    """The tests above would see a library that does not sync."""
    events = watched(tmp_path, "careless", tmp_path / "watched", "a")
    with pytest.raises((AssertionError, NotInLibrary)):
        cut_at(events, tmp_path, each=1)


@pytest.mark.parametrize(
    ("prepare", "least"),
    [(test_killed.older, 1), (test_killed.damaged, 4), (test_killed.with_backup, 4)],
    ids=["migrating", "recovering", "bringing back"],
)
def test_a_power_cut_in_a_change_of_the_whole(
    tmp_path: Path, prepare: test_killed.Prepare, least: int
) -> None:
    place = tmp_path / "watched"
    arguments = prepare(place)
    before = {str(path): path.read_bytes() for path in place.rglob("*.sqlite3*")}
    events = watched(tmp_path, *arguments)
    disk = power_cut.Disk()
    for number, (name, data) in enumerate(before.items(), 1):
        known = next((each.inode for each in events if each.name == name), number)
        for kind, written in (("O", b""), ("W", data), ("Y", b"")):
            disk.do(power_cut.Event(kind, known, 0, name, "", written))
    disk.do(power_cut.Event("Y", 0, 0, str(place), "", b""))
    chance, cuts = random.Random(5), 0
    for number, event in enumerate(events):
        for luck in (None, chance) if event.kind in "RUY" else ():
            folder = tmp_path / f"{number} {luck is None}"
            folder.mkdir()
            disk.write(folder, str(place), luck)
            with opened(folder) as library:
                assert library.verify() == []
                assert len(library.transcripts()) >= least
            cuts += 1
        disk.do(event)
    sys.stdout.write(f"{cuts} power cuts: integrity ok, nothing lost\n")
    assert cuts > 10
