"""Aviary's own folder inside a models folder, and the mark in it.

Everything in it belongs to Aviary; elsewhere in a models folder, only what a manifest lists.
"""

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from desktop_app.core.sentences import tr

OWN = ".aviary"
MARK = "store.json"
# The version, `aviary_store` in the mark; raise it for a new layout.
LAYOUT = 1
# In `OWN`; created at start even if the mark cannot be written, as on a full drive.
TEMPORARY = "temporary"
# Reparse points that refer to another place: links, junctions and mounted drives, but not those of
# a synchronised folder.
# https://learn.microsoft.com/windows/win32/api/winnt/nf-winnt-isreparsetagnamesurrogate
NAME_SURROGATE = 0x2000_0000


def is_link(path: Path) -> bool:
    """Whether the path is a link, a junction or a mounted drive of Windows."""
    try:
        state = path.lstat()
    except OSError:
        return False
    tag: int = getattr(state, "st_reparse_tag", 0)
    return stat.S_ISLNK(state.st_mode) or bool(tag & NAME_SURROGATE)


def is_real_folder(path: Path) -> bool:
    """Whether the path is a folder itself, not a link to one."""
    return not is_link(path) and path.is_dir()


def is_real_file(path: Path) -> bool:
    """Whether the path is a file itself, not a link to one."""
    return not is_link(path) and path.is_file()


def entries(folder: Path) -> list[Path]:
    """List a folder in order; nothing if it is a link or cannot be read."""
    try:
        return sorted(folder.iterdir()) if is_real_folder(folder) else []
    except OSError:
        return []


def is_marked(root: Path) -> bool:
    """Whether the folder is a models folder with Aviary's mark."""
    mark = root / OWN / MARK
    if not is_real_folder(root / OWN) or not is_real_file(mark):
        return False
    try:
        found = json.loads(mark.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and isinstance(found.get("aviary_store"), int)


def make_mark(root: Path) -> bool:
    """Create Aviary's own folder inside a folder, with the mark in it.

    Returns:
        Whether it is new.

    Raises:
        FileExistsError: something else has its name.
        OSError: it cannot be made.
    """
    if is_marked(root):
        return False
    own, mark = root / OWN, root / OWN / MARK
    with suppress(FileExistsError):
        own.mkdir(parents=True)
    # An interrupted start, or one on a full drive, leaves nothing else in it.
    if not is_real_folder(own) or {entry.name for entry in own.iterdir()} - {MARK, TEMPORARY}:
        if is_marked(root):
            return False  # another Aviary has created it meanwhile
        raise FileExistsError(17, tr("“{name}” in it is not Aviary's").format(name=OWN), str(own))
    if is_link(mark):
        raise FileExistsError(17, tr("“{name}” in it is a link").format(name=MARK), str(mark))
    with mark.open("wb") as file:
        file.write(json.dumps({"aviary_store": LAYOUT}).encode())
        file.flush()
        os.fsync(file.fileno())
    return True
