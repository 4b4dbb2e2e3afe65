"""Watches what a piece of code does beside computing: files, addresses, programs, modules."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Everything of Python that starts a program or speaks to another computer.
ACTS = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind", "subprocess.Popen",
        "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile", "ctypes.dlopen",
        "os.remove", "os.rename", "os.mkdir", "os.rmdir", "shutil.rmtree", "urllib.Request",
        "pickle.find_class")  # fmt: skip
PYTHON = tuple({sys.prefix, sys.base_prefix, *(str(Path(entry)) for entry in sys.path if entry)})


@dataclass
class Watched:
    """What was done outside of the allowed folders; empty where all is well."""

    folders: tuple[str, ...]
    modules: frozenset[str]
    seen: list[str] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Called for every audit event."""
        if event == "open":
            path = arguments[0]
            is_named = isinstance(path, (str, bytes))
            text = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
            if is_named and not text.startswith((*self.folders, *PYTHON)):
                self.seen.append(f"open {text}")
        elif event == "import" and arguments[0].partition(".")[0] not in self.modules:
            self.seen.append(f"import {arguments[0]}")
        elif event in ACTS:
            self.seen.append(f"{event} {arguments!r}"[:200])


_watching: list[Watched] = []
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watching:
        _watching[-1].note(event, arguments)


@contextmanager
def watched(*folders: Path, modules: frozenset[str]) -> Iterator[Watched]:
    """Record events inside the block; Python cannot remove an audit hook."""
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    _watching.append(Watched(tuple(map(str, folders)), modules))
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


# What reading a configuration may import.
FOR_CONFIGS = frozenset(sys.stdlib_module_names) | {
    "yaml", "omegaconf", "antlr4", "attr", "desktop_app", "_yaml",
}  # fmt: skip
