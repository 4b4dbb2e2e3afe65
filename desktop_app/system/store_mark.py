"""The folder inside a folder of models that only Aviary writes into, and the mark in it.

What lies in there is Aviary's; of all else in a folder of models, only what a manifest lists.
"""

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

OWN = ".aviary"
MARK = "store.json"
# As `aviary_store` in the mark; a later layout counts on.
LAYOUT = 1
# In `OWN`; made by the start also where the mark cannot be written, as on a full drive.
TEMPORARY = "temporary"
# Reparse points that stand for another place, as links, junctions and mounted drives do; those of a
# synchronised folder do not.
# https://learn.microsoft.com/windows/win32/api/winnt/nf-winnt-isreparsetagnamesurrogate
NAME_SURROGATE = 0x2000_0000


def is_link(path: Path) -> bool:
    """Whether the name leads elsewhere: a link, a junction, a mounted drive of Windows."""
    try:
        state = path.lstat()
    except OSError:
        return False
    tag: int = getattr(state, "st_reparse_tag", 0)
    return stat.S_ISLNK(state.st_mode) or bool(tag & NAME_SURROGATE)


def is_real_folder(path: Path) -> bool:
    """Whether a folder lies there itself, and not a way to one."""
    return not is_link(path) and path.is_dir()


def is_real_file(path: Path) -> bool:
    """Whether a file lies there itself, and not a way to one."""
    return not is_link(path) and path.is_file()


def is_marked(root: Path) -> bool:
    """Whether the folder is one of models that Aviary took as its own."""
    mark = root / OWN / MARK
    if not is_real_folder(root / OWN) or not is_real_file(mark):
        return False
    try:
        found = json.loads(mark.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and isinstance(found.get("aviary_store"), int)


def make_mark(root: Path) -> bool:
    """Make Aviary's own folder inside a folder, with the mark in it.

    Returns:
        Whether it was not there yet.

    Raises:
        FileExistsError: something that is not Aviary's has the name.
        OSError: it cannot be made.
    """
    if is_marked(root):
        return False
    own, mark = root / OWN, root / OWN / MARK
    with suppress(FileExistsError):
        own.mkdir(parents=True)
    # An interrupted start, or one on a full drive, left nothing else in it.
    if not is_real_folder(own) or {entry.name for entry in own.iterdir()} - {MARK, TEMPORARY}:
        if is_marked(root):
            return False  # another Aviary was quicker
        raise FileExistsError(17, f"“{OWN}” in it is not Aviary's", str(own))
    if is_link(mark):
        raise FileExistsError(17, f"“{MARK}” in it is a link", str(mark))
    with mark.open("wb") as file:
        file.write(json.dumps({"aviary_store": LAYOUT}).encode())
        file.flush()
        os.fsync(file.fileno())
    return True
