"""Classify an error by its number and the facts about the file: a table of rules, first match wins.

Codes: https://learn.microsoft.com/windows/win32/debug/system-error-codes
"""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath, PureWindowsPath
from typing import Protocol

from desktop_app.system.locks.diagnosis import FilePlace, Holder, LockKind
from desktop_app.system.windows.api import (
    FILE_ATTRIBUTE_DIRECTORY,
    FILE_ATTRIBUTE_READONLY,
    MAX_PATH,
    ONLINE_ONLY,
    Access,
)

FILE_NOT_FOUND = 2
NOT_FOUND = (FILE_NOT_FOUND, 3)  # 3: its folder is missing, too
ACCESS_DENIED = 5
SHARING_VIOLATION = 32
LOCK_VIOLATION = 33
REFUSALS = (ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION)
# ERROR_CLOUD_FILE_*; the gaps are other errors.
CLOUD = frozenset({*range(362, 367), *range(374, 384), *range(386, 399), 404, 426, 434, 475})
CANNOT_ACCESS_FILE = 1920  # from a placeholder whose provider is gone
NETWORK = frozenset({51, 53, 55, 59, 64, 67, 121, 1203, 1222, 1231, 1232, 1236})
NETWORK_ERRNOS = (
    errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ETIMEDOUT,
    errno.ENOTCONN, errno.ESTALE,
)  # fmt: skip
DISK_FULL = frozenset({39, 112, 1295})  # no space, no quota
DISK_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT})
MEMORY = frozenset({8, 14, 1455})  # 1455: the paging file is too small
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
NOT_IN_WINDOWS_NAMES = frozenset('<>:"/\\|?*')
# Python's open() uses the C runtime, which keeps the errno and loses the Windows code.
LOST_CODES = frozenset({errno.EACCES, errno.EINVAL, errno.ENOENT})


class FileFacts(Protocol):
    """The facts about files that the rules need; tests use made-up ones."""

    @property
    def is_windows(self) -> bool:
        """Whether Windows' rules apply."""
        ...

    def attributes(self, path: PurePath) -> int | None:
        """Return FILE_ATTRIBUTE_* of the file; None if missing."""
        ...

    def probe(self, path: PurePath, access: Access) -> int:
        """Try to open the file for `access`; return the Windows error code, 0 on success."""
        ...

    def is_protected(self, path: PurePath) -> bool:
        """Whether Controlled Folder Access is on and protects the file's folder."""
        ...

    def holders(self, path: PurePath) -> tuple[Holder, ...]:
        """Return the programs that have the file open; may take two seconds."""
        ...

    def places(self, path: PurePath) -> tuple[FilePlace, ...]:
        """Return the special properties of the file's place."""
        ...


@dataclass(frozen=True)
class Situation:
    """An operating system's error and the facts about its file, queried when needed.

    Attributes:
        error: the root error.
        path: the file that it is about, if known.
        facts: the source of facts.
        source: the file to be renamed, if a rename failed; else None.
        writing: whether the file was to be created or written.
    """

    error: OSError
    path: PurePath | None
    facts: FileFacts
    source: PurePath | None = None
    writing: bool = False

    @cached_property
    def code(self) -> int | None:
        """The Windows error code: the error's own, or a probe's if the error lost it."""
        winerror = getattr(self.error, "winerror", None)
        if winerror is not None:
            return int(winerror)
        if not self.facts.is_windows or self.error.errno not in LOST_CODES or not self.path:
            return None
        probed = next((code for code in self.probes.values() if code), None)
        if self.error.errno != errno.EACCES:  # the runtime's errno for all REFUSALS
            return None if probed in REFUSALS else probed
        # The file does not exist: its folder refused it, or it was deleted since.
        return ACCESS_DENIED if probed in (None, *NOT_FOUND) else probed

    @cached_property
    def probes(self) -> dict[Access, int]:
        """The result of each probe of the file; empty if no file is known."""
        if self.path is None:
            return {}
        return {access: self.facts.probe(self.path, access) for access in Access}

    @cached_property
    def attributes(self) -> int | None:
        """FILE_ATTRIBUTE_* of the file; None if missing."""
        return None if self.path is None else self.facts.attributes(self.path)

    @cached_property
    def holders(self) -> tuple[Holder, ...]:
        """The programs that have the file open."""
        return () if self.path is None else self.facts.holders(self.path)

    def has(self, bits: int) -> bool:
        """Whether the file exists and has one of the attributes."""
        return bool((self.attributes or 0) & bits)


Condition = Callable[[Situation], bool]


def always(_: Situation) -> bool:
    """True: the error number alone decides."""
    return True


def has_path(situation: Situation) -> bool:
    """Whether a file is known: then network errors are about folders, not web servers."""
    return situation.path is not None


def is_long(situation: Situation) -> bool:
    """Whether the path exceeds Windows' default limit; Windows then reports "not found"."""
    return situation.facts.is_windows and len(str(situation.path)) >= MAX_PATH


def is_name_for_windows(name: str) -> bool:
    """Whether Windows and its file systems accept this name for a file unchanged."""
    has_odd_letter = any(letter in NOT_IN_WINDOWS_NAMES or letter < " " for letter in name)
    return not (has_odd_letter or name.endswith((".", " ")) or PureWindowsPath(name).is_reserved())


def is_new_with_odd_name(situation: Situation) -> bool:
    """Whether a new file's name is not allowed on Windows; Linux then reports "invalid"."""
    name = situation.path.name if situation.path else ""
    return situation.writing and not is_name_for_windows(name)


def has_no_folder(situation: Situation) -> bool:
    """Whether a new file's folder is missing."""
    if not situation.writing or situation.path is None:
        return False
    around = situation.facts.attributes(situation.path.parent)
    return not (around or 0) & FILE_ATTRIBUTE_DIRECTORY


def is_folder(situation: Situation) -> bool:
    """Whether the path is a folder."""
    return situation.has(FILE_ATTRIBUTE_DIRECTORY)


def is_rename(situation: Situation) -> bool:
    """Whether something was to be renamed or replaced."""
    return situation.source is not None


def is_moved_folder(situation: Situation) -> bool:
    """Whether a folder was to be renamed: Windows refuses while a file inside is open."""
    moved = situation.source is not None and situation.source == situation.path
    return (
        moved
        and situation.facts.is_windows
        and is_folder(situation)
        and situation.probes[Access.DELETE] != ACCESS_DENIED
    )


def is_unreadable(situation: Situation) -> bool:
    """Whether not even reading is allowed."""
    return situation.probes.get(Access.READ) == ACCESS_DENIED


def is_readable_folder(situation: Situation) -> bool:
    """Whether it is a readable folder: Windows reports 5 if it is opened or replaced as a file."""
    return situation.facts.is_windows and is_folder(situation) and not is_unreadable(situation)


def is_marked_read_only(situation: Situation) -> bool:
    """Whether reading works, and the Read-only attribute explains why writing does not."""
    return situation.has(FILE_ATTRIBUTE_READONLY) and not is_unreadable(situation)


def is_held(situation: Situation) -> bool:
    """Whether a probe meets a sharing violation."""
    return bool({SHARING_VIOLATION, LOCK_VIOLATION} & set(situation.probes.values()))


def is_guarded(situation: Situation) -> bool:
    """Whether reading works, writing does not, and Controlled Folder Access protects the folder."""
    path = situation.path
    if path is None or is_unreadable(situation):
        return False
    written = situation.attributes is None or situation.probes[Access.WRITE] == ACCESS_DENIED
    return written and situation.facts.is_protected(path)


def is_guarded_new_file(situation: Situation) -> bool:
    """Whether Controlled Folder Access made a new file fail with "not found"."""
    path = situation.path
    if not situation.writing or path is None or situation.attributes is not None:
        return False
    there = situation.facts.attributes(path.parent) is not None
    return there and situation.facts.is_protected(path)


def is_forbidden(situation: Situation) -> bool:
    """Whether a probe is refused, or the file is missing because its folder refused it."""
    return situation.attributes is None or ACCESS_DENIED in situation.probes.values()


def is_replaced(situation: Situation) -> bool:
    """Whether an open file was to be replaced: Windows refuses with 5 even if it is shared."""
    return situation.facts.is_windows and (is_rename(situation) or bool(situation.holders))


def is_over(situation: Situation) -> bool:
    """Whether nothing else explains it: on Windows, the holder has released the file."""
    return situation.facts.is_windows


def is_online_only(situation: Situation) -> bool:
    """Whether the file is a cloud placeholder."""
    return situation.has(ONLINE_ONLY)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the error numbers it is about, and what must be so besides.

    Attributes:
        kind: the resulting kind.
        codes: Windows error codes.
        errnos: used if there is no Windows code.
        when: a further condition.
    """

    kind: LockKind
    codes: frozenset[int] = frozenset()
    errnos: frozenset[int] = frozenset()
    when: Condition = always

    def matches(self, situation: Situation) -> bool:
        """Whether this rule decides."""
        code = situation.code
        hit = situation.error.errno in self.errnos if code is None else code in self.codes
        return hit and self.when(situation)


def _denied(kind: LockKind, when: Condition = always) -> Rule:
    return Rule(kind, frozenset({ACCESS_DENIED}), frozenset({errno.EACCES, errno.EPERM}), when)


def _rule(
    kind: LockKind, *codes: int, errnos: tuple[int, ...] = (), when: Condition = always
) -> Rule:
    return Rule(kind, frozenset(codes), frozenset(errnos), when)


K = LockKind
RULES: tuple[Rule, ...] = (
    _rule(K.OUT_OF_MEMORY, *MEMORY, errnos=(errno.ENOMEM,)),
    Rule(K.DISK_FULL, DISK_FULL, DISK_FULL_ERRNOS),
    _rule(K.PATH_TOO_LONG, 111, 206, errnos=(errno.ENAMETOOLONG,)),
    _rule(K.PATH_TOO_LONG, *NOT_FOUND, errnos=(errno.ENOENT,), when=is_long),
    _rule(
        K.FOLDER_MISSING, *NOT_FOUND, 267, errnos=(errno.ENOENT, errno.ENOTDIR), when=has_no_folder
    ),
    _rule(K.CONTROLLED_FOLDER_ACCESS, 2, errnos=(errno.ENOENT,), when=is_guarded_new_file),
    _rule(K.CLOUD_UNAVAILABLE, *CLOUD),
    _rule(
        K.CLOUD_UNAVAILABLE,
        CANNOT_ACCESS_FILE,
        errnos=(errno.EINVAL, errno.EIO),
        when=is_online_only,
    ),
    _rule(K.NAME_INVALID, 123, 161, 267, errnos=(errno.EILSEQ,)),
    _rule(K.NAME_INVALID, errnos=(errno.EINVAL,), when=is_new_with_odd_name),
    _rule(K.SYMLINK_PRIVILEGE, 1314),
    _rule(K.BLOCKED_BY_ANTIVIRUS, 225, 226),
    _rule(
        K.NETWORK_GONE,
        *NETWORK,
        errnos=NETWORK_ERRNOS,
        when=has_path,
    ),
    _rule(K.DEVICE_NOT_READY, 20, 21, 1112, 1117, 1167, errnos=(errno.ENODEV, errno.ENXIO)),
    _rule(K.READ_ONLY_DRIVE, 19, errnos=(errno.EROFS,)),
    _rule(K.MAPPED, 1224),
    _rule(K.MAPPED, errnos=(errno.EINVAL,), when=is_held),  # open() loses the 1224
    _rule(K.DELETE_PENDING, 303),
    _rule(K.LOCK_VIOLATION, LOCK_VIOLATION, 167, errnos=(errno.EAGAIN, errno.EDEADLK)),
    _rule(K.FOLDER_IN_USE, 16, 145),
    _rule(K.FOLDER_IN_USE, SHARING_VIOLATION, 170, errnos=(errno.EBUSY,), when=is_folder),
    _rule(K.OPEN_BY_ANOTHER, SHARING_VIOLATION, when=is_rename),
    _rule(K.SHARING_VIOLATION, SHARING_VIOLATION, 170, errnos=(errno.EBUSY, errno.ETXTBSY)),
    _rule(K.IS_A_FOLDER, errnos=(errno.EISDIR,)),
    _denied(K.FOLDER_IN_USE, is_moved_folder),
    _denied(K.IS_A_FOLDER, is_readable_folder),
    _denied(K.READ_ONLY, is_marked_read_only),
    _denied(K.OPEN_BY_ANOTHER, is_held),
    _denied(K.CONTROLLED_FOLDER_ACCESS, is_guarded),
    _denied(K.NO_PERMISSION, is_forbidden),
    _denied(K.OPEN_BY_ANOTHER, is_replaced),
    _denied(K.SHARING_VIOLATION, is_over),
    _denied(K.NO_PERMISSION),
)


def kind_of(situation: Situation) -> LockKind:
    """The kind of the first rule that matches."""
    return next((rule.kind for rule in RULES if rule.matches(situation)), LockKind.NOT_A_LOCK)
