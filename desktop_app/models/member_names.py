"""Allow only member names that mean the same plain file on every system."""

from pathlib import PurePosixPath

from desktop_app.core.model import QUANTIZED_FILE
from desktop_app.core.sentences import tr
from desktop_app.core.text.visible import visible_line
from desktop_app.system.files import same_name

# Device names on Windows, with any extension.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), *"¹²³")
}
# Backslashes and colons have a meaning on Windows; the other characters are not allowed.
OUTSIDE = frozenset("\\:\0")
FORBIDDEN = frozenset('<>"|?*')
# NeMo's own are 40 to 80 characters; with the folder, Windows allows 259.
MAX_BYTES = 143
MAX_SHOWN = 60


def danger_of(name: str) -> str:
    """Return why a member's name is not allowed, in words to follow “:”, or ""."""
    path = PurePosixPath(name)
    why = ""
    if path.is_absolute() or ".." in path.parts or set(name) & OUTSIDE:
        why = tr("{name} points outside the archive")
    elif not path.parts:
        why = tr("{name} is not a name")
    elif visible_line(name) != name or set(name) & (FORBIDDEN | {"\t"}):
        why = tr("{name} contains characters that file names cannot have")
    # Windows strips these: the name would mean another file.
    elif any(part != part.rstrip(". ") for part in path.parts):
        why = tr("{name} ends in a dot or a space")
    elif any(part.partition(".")[0].rstrip().casefold() in DEVICES for part in path.parts):
        why = tr("{name} is a device on Windows")
    elif len(name.encode(errors="surrogateescape")) > MAX_BYTES:
        why = tr("{name} is too long")
    elif same_name(path.name) == QUANTIZED_FILE:
        why = tr("{name} is a file that Aviary creates itself")
    return why.format(name=shown(name)) if why else ""


def shown(name: str) -> str:
    """Format a member's name for a sentence."""
    text = visible_line(name).replace("\t", "\\t")
    short = f"{text[:MAX_SHOWN]}…" if len(text) > MAX_SHOWN else text
    return tr("“{name}”").format(name=short)
