r"""Decide which folder may be excluded from antivirus scans: only a marked models folder.

The same path is checked, shown and passed to Windows: the folder's canonical path, with links,
junctions, short names (`PROGRA~1`), `..` and letter case resolved.
"""

import ntpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath

from desktop_app.core.sentences import marked, tr
from desktop_app.system.special_places import is_special
from desktop_app.system.store_mark import is_marked

# In an exclusion * and ? are wildcards and %…% is a variable:
# https://learn.microsoft.com/defender-endpoint/configure-extension-file-exclusions-microsoft-defender-antivirus
# and the rest is not allowed in Windows paths; a colon would name a stream.
WIDE_CHARACTERS = re.compile(r'[*?%"<>|:\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
SHORT_NAME = re.compile(r"[^.]{0,6}~\d{1,6}(\..{0,3})?")
LOCAL_DRIVE = re.compile(r"[A-Za-z]:")
# Prefixes `\\?\` and `\\.\` of a path:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file#win32-file-namespaces
LITERAL = re.compile(r"[\\/]{2}[?.][\\/]")
LITERAL_SHARE = re.compile(r"[\\/]{2}[?.][\\/]UNC[\\/]", re.IGNORECASE)
# Folders at a drive's root that belong to Windows, all users or programs.
SYSTEM_NAMES = (
    *("Windows", "Windows.old", "Program Files", "Program Files (x86)", "ProgramData"),
    *("$Recycle.Bin", "System Volume Information", "Recovery", "PerfLogs", "Boot", "EFI"),
)
OWN_DATA = PureWindowsPath(r"AppData\Local\Aviary")

IS_A_DRIVE = marked(
    "A whole drive must not be excluded. Move the models to a folder of their own first."
)
IS_ELSEWHERE = marked(
    "This folder is on another computer or an unusual drive, and must not be excluded. Move the "
    "models to a drive of this computer first."
)
IS_THE_USERS = marked(
    "This folder contains more than models and must not be excluded. Move the models to a folder "
    "of their own first."
)
IS_THE_SYSTEMS = marked(
    "This folder belongs to Windows or to other programs and must not be excluded. Move the "
    "models to a folder of their own first."
)
HAS_WIDE_NAME = marked(
    "The name of this folder contains a character that would exclude other folders too. Move the "
    "models to another folder first."
)
IS_NOT_CLEAR = marked(
    "Windows does not say which folder this really is, so it must not be excluded. "
    "Move the models to another folder first."
)
IS_NO_STORE = marked(
    "Aviary did not create this folder for its models, so it must not be excluded. Move the "
    "models to a folder of their own first."
)


@dataclass(frozen=True, slots=True)
class Places:
    """Facts about folders.

    Attributes:
        home: the user's own folder.
        system: the folder of Windows' own programs.
        real: returns a folder's canonical path; raises OSError if it is unknown.
        is_special: whether a folder has a meaning of its own, such as Documents.
        is_store: whether a folder is a models folder marked by Aviary.
    """

    home: PurePath
    system: PurePath
    real: Callable[[PurePath], PurePath]
    is_special: Callable[[PurePath], bool]
    is_store: Callable[[PurePath], bool]

    @classmethod
    def of_this_computer(cls, system: PurePath) -> "Places":
        """Return the facts of this Windows.

        Args:
            system: the result of GetSystemDirectory.
        """
        return cls(
            Path.home().resolve(),
            system,
            lambda folder: plain(Path(folder).resolve(strict=True)),
            lambda folder: is_special(Path(folder)),
            lambda folder: is_marked(Path(folder)),
        )


def plain(folder: PurePath) -> PureWindowsPath:
    r"""Normalise a path: without `\\?\`, with `..` and slashes resolved by name."""
    text = LITERAL_SHARE.sub(r"\\\\", str(folder), count=1)
    text = LITERAL.sub("", text, count=1) if LITERAL.match(text) else text
    return PureWindowsPath(ntpath.normpath(text))


def judged(folder: PurePath, places: Places) -> tuple[PureWindowsPath, str]:
    """Return the folder's canonical path, and why it must not be excluded, or ""."""
    try:
        real = plain(places.real(folder))
    except (OSError, ValueError):
        return plain(folder), tr(IS_NOT_CLEAR)
    return real, _reason(real, places)


def _reason(real: PureWindowsPath, places: Places) -> str:
    is_local = LOCAL_DRIVE.fullmatch(real.drive) or not str(real).startswith("\\\\")
    if not is_local:
        return tr(IS_ELSEWHERE)
    if not real.is_absolute() or len(real.parts) <= 1:
        return tr(IS_A_DRIVE)
    names = real.parts[1:]
    if any(WIDE_CHARACTERS.search(name) for name in names):
        return tr(HAS_WIDE_NAME)
    if any(name.endswith((".", " ")) or SHORT_NAME.fullmatch(name) for name in names):
        return tr(IS_NOT_CLEAR)
    return _owner(real, places) or ("" if places.is_store(real) else tr(IS_NO_STORE))


def _owner(real: PureWindowsPath, places: Places) -> str:
    """Return why a folder belongs to Windows, programs, this user or another user, or ""."""
    home, top = PureWindowsPath(places.home), real.parts[1].casefold()
    windows = PureWindowsPath(places.system).parent
    if real.is_relative_to(windows) or top in map(str.casefold, SYSTEM_NAMES):
        return tr(IS_THE_SYSTEMS)
    is_in_home = real.is_relative_to(home)
    is_anothers = real.is_relative_to(home.parent) or top in ("users", "documents and settings")
    in_app_data = real.is_relative_to(home / OWN_DATA.parts[0])
    in_own_data = home / OWN_DATA in real.parents
    is_users = (
        home.is_relative_to(real)
        or real.parent == home
        or (is_anothers and not is_in_home)
        or (in_app_data and not in_own_data)
        or places.is_special(real)
    )
    return tr(IS_THE_USERS) if is_users else ""
