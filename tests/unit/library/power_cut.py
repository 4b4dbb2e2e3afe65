"""What is left of a folder after a power cut, by the log of `watched_disk.c`.

What was not synced may be lost: data until its file, names until its folder was synced. A cut
leaves nothing of it, or any of the writes and parts of them, in any order.
"""

import random
import shutil
import struct
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEAD = struct.Struct("<cQQIII")
SECTOR = 512
SOURCE = Path(__file__).with_name("watched_disk.c")


@dataclass(frozen=True)
class Event:
    """Something that a process did; `kind` as in the C source."""

    kind: str
    inode: int
    offset: int
    name: str
    other: str
    data: bytes


def build(folder: Path) -> Path | None:
    """Compile the watcher; None where that cannot be done."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or "linux" not in sysconfig.get_platform():
        return None
    library = folder / "watched_disk.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, check=False)
    return library if done.returncode == 0 else None


def events(log: bytes) -> Iterator[Event]:
    at = 0
    while at < len(log):
        kind, inode, offset, first, second, length = HEAD.unpack_from(log, at)
        at += HEAD.size
        name, other = log[at : at + first].decode(), log[at + first : at + first + second].decode()
        at += first + second
        yield Event(kind.decode(), inode, offset, name, other, log[at : at + length])
        at += length


@dataclass
class File:
    """A file: what is on the disk, and the writes that may not be."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)

    def after_a_cut(self, chance: random.Random | None) -> bytes:
        """What is left of it; without `chance` nothing that was not synced."""
        left = bytearray(self.kept)
        if chance is not None:
            for event in self.waiting:
                if chance.random() < 0.5:
                    apply(left, torn(event, chance))
        return bytes(left)

    def sync(self) -> None:
        for event in self.waiting:
            apply(self.kept, event)
        self.waiting.clear()


def torn(event: Event, chance: random.Random) -> Event:
    """A write of which only the first or last sectors arrived, or all of it."""
    sectors = len(event.data) // SECTOR
    if event.kind != "W" or sectors < 2 or chance.random() < 0.5:
        return event
    cut = chance.randrange(1, sectors) * SECTOR
    if chance.random() < 0.5:
        return Event("W", event.inode, event.offset, event.name, "", event.data[:cut])
    return Event("W", event.inode, event.offset + cut, event.name, "", event.data[cut:])


def apply(data: bytearray, event: Event) -> None:
    if event.kind == "T":
        del data[event.offset :]
        data.extend(bytes(event.offset - len(data)))
    else:
        data.extend(bytes(max(0, event.offset - len(data))))
        data[event.offset : event.offset + len(event.data)] = event.data


Names = dict[str, File]


class Disk:
    """The files of a folder as a process left them, and as a power cut would."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._files: dict[int, File] = {}
        self._names: Names = {}
        self._kept: Names = {}
        # Names as they were after each change that is not on the disk yet.
        self._waiting: list[Names] = []

    def do(self, event: Event) -> None:
        match event.kind:
            case "S":
                self.said += event.data.decode().splitlines()
            case "O":
                self._open(event)
            case "W" | "T":
                self._files.setdefault(event.inode, File()).waiting.append(event)
            case "Y":
                self._sync(event)
            case "U":
                self._names = {n: file for n, file in self._names.items() if n != event.name}
                self._waiting.append(self._names)
            case "R":
                moved = self._names.get(event.name)
                self._names = {n: file for n, file in self._names.items() if n != event.name}
                if moved is not None:
                    self._names[event.other] = moved
                self._waiting.append(self._names)

    def _open(self, event: Event) -> None:
        if event.name not in self._names:
            self._files[event.inode] = File()  # the number may have been another's
            self._names = {**self._names, event.name: self._files[event.inode]}
            self._waiting.append(self._names)

    def _sync(self, event: Event) -> None:
        known = self._files.get(event.inode)
        if known is not None and self._names.get(event.name) is known:
            known.sync()
            return
        # A folder: the names in it are on the disk. Ours are all in one folder and those below.
        inside = f"{event.name}/"
        others = {n: f for n, f in self._kept.items() if not _is_in(n, inside)}
        self._kept = {**others, **{n: f for n, f in self._names.items() if _is_in(n, inside)}}
        self._waiting = [self._names] if others != {
            n: f for n, f in self._names.items() if not _is_in(n, inside)
        } else []  # fmt: skip

    def write(self, folder: Path, root: str, chance: random.Random | None) -> None:
        """Write what a cut now would leave into a folder."""
        names = self._kept
        if chance is not None and self._waiting:
            names = chance.choice([self._kept, *self._waiting])
        for name, file in names.items():
            if name.endswith(("-shm", ".lock")):
                continue  # made anew
            path = folder / Path(name).relative_to(root)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.after_a_cut(chance))


def _is_in(name: str, folder: str) -> bool:
    return name.startswith(folder) and "/" not in name[len(folder) :]
