"""What is the matter with a file: values alone, made by `system/locks.py`, shown by the window."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath


class LockKind(StrEnum):
    """Why a file could not be opened, written, renamed or deleted."""

    SHARING_VIOLATION = "sharing_violation"
    LOCK_VIOLATION = "lock_violation"
    OPEN_BY_ANOTHER = "open_by_another"
    MAPPED = "mapped"
    DELETE_PENDING = "delete_pending"
    FOLDER_IN_USE = "folder_in_use"
    IS_A_FOLDER = "is_a_folder"
    FOLDER_MISSING = "folder_missing"
    READ_ONLY = "read_only"
    READ_ONLY_DRIVE = "read_only_drive"
    NO_PERMISSION = "no_permission"
    CONTROLLED_FOLDER_ACCESS = "controlled_folder_access"
    BLOCKED_BY_ANTIVIRUS = "blocked_by_antivirus"
    DISK_FULL = "disk_full"
    PATH_TOO_LONG = "path_too_long"
    NAME_INVALID = "name_invalid"
    CLOUD_UNAVAILABLE = "cloud_unavailable"
    SYMLINK_PRIVILEGE = "symlink_privilege"
    OUT_OF_MEMORY = "out_of_memory"
    NETWORK_GONE = "network_gone"
    DEVICE_NOT_READY = "device_not_ready"
    NOT_A_LOCK = "not_a_lock"


class HolderKind(StrEnum):
    """What sort of program holds a file: Restart Manager's RM_APP_TYPE in words.

    https://learn.microsoft.com/windows/win32/api/restartmanager/ne-restartmanager-rm_app_type
    """

    UNKNOWN = "unknown"
    WINDOW = "window"
    BACKGROUND = "background"
    SERVICE = "service"
    EXPLORER = "explorer"
    CONSOLE = "console"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has the file open.

    Attributes:
        name: what the user knows it by: “VLC media player”.
        pid: its process.
        kind: window, service …
        since: when the program started, if that is known.
        can_be_closed: whether the user can close it without harm to the system.
        path: the program's own file, or its bare name where the system does not tell more.
    """

    name: str
    pid: int
    kind: HolderKind = HolderKind.UNKNOWN
    since: datetime | None = None
    can_be_closed: bool = True
    path: str = ""


class PlaceKind(StrEnum):
    """What is special about the place where a file lives."""

    SYNCED = "synced"
    ONLINE_ONLY = "online_only"
    NETWORK = "network"
    REMOVABLE = "removable"
    FROM_THE_WEB = "from_the_web"
    LONG_PATH = "long_path"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """One thing that is special about where the file lives.

    Attributes:
        kind: what it is.
        name: whose it is: “OneDrive”, or a drive.
        folder: the synchronised folder or the drive, if there is one.
        advice: one sentence, what to do about it.
    """

    kind: PlaceKind
    name: str
    folder: str
    advice: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What happened to a file, who is to blame and what to do.

    Attributes:
        kind: the cause.
        path: the file it is about, if any is known.
        title: three or four words.
        sentence: what happened and why, with a full stop.
        steps: what to do, the shortest way first, one sentence each.
        holders: the programs that have the file open, as far as the system tells.
        places: what is special about where the file lives.
        is_worth_waiting: whether the same try may succeed in a moment.
        root: the exception that started it all.
        winerror: the Windows code, from the exception or from a probe of the file.
    """

    kind: LockKind
    path: PurePath | None
    title: str
    sentence: str
    steps: tuple[str, ...]
    holders: tuple[Holder, ...]
    places: tuple[FilePlace, ...]
    is_worth_waiting: bool
    root: BaseException
    winerror: int | None

    @property
    def is_about_a_file(self) -> bool:
        """Whether a file is the cause, and no other error that only came out as one."""
        return self.kind not in (LockKind.NOT_A_LOCK, LockKind.OUT_OF_MEMORY)
