"""What is the matter with a file: values alone, made by `system/locks.py`, shown by the window."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from desktop_app.core.errors import OutOfMemory


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


# A look-up that missed and was handled, before the true error came: no cause of anything.
HANDLED = (LookupError, AttributeError, ImportError, FileNotFoundError, FileExistsError)
# In these functions files are closed and deleted because something else went wrong.
CLEAN_UPS = frozenset(
    {"__exit__", "__aexit__", "__del__", "cleanup", "_cleanup", "_rmtree", "rmtree", "close"}
)
# How torch ("DefaultCPUAllocator: not enough memory", on Linux "can't allocate memory"), CUDA,
# cuBLAS and cuDNN say that memory ran out; the last one is oneDNN's.
MEMORY_WORDS = (
    "out of memory",
    "not enough memory",
    "can't allocate memory",
    "alloc_failed",
    "bad allocation",
    "could not create a primitive",
)


def every_error(error: BaseException) -> Iterator[BaseException]:
    """The error and all below it: causes, contexts, and the members of groups; each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__context__, current.__cause__]
        if isinstance(current, BaseExceptionGroup):
            waiting += reversed(current.exceptions)


def root_errors(error: BaseException) -> tuple[BaseException, ...]:
    """The exceptions that started it all: one, or one for each member of a group.

    A failed clean-up masks the real error, which then lives in its `__context__`. But an error
    raised while a missed look-up was being handled is itself the root.
    """
    # A ring of causes has no root; then the error stands for itself.
    return tuple(dict.fromkeys(_roots(error, set()))) or (error,)


def _roots(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    seen.add(id(error))
    below = error.__cause__ or error.__context__
    if below is not None and id(below) not in seen and not _came_after(error, below):
        yield from _roots(below, seen)
    elif isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            if id(member) not in seen:
                yield from _roots(member, seen)
    else:
        yield error


def _came_after(error: BaseException, below: BaseException) -> bool:
    """Whether `below` was over and done with when `error`, of the system, was raised."""
    if error.__cause__ is below or not isinstance(error, OSError):
        return False
    if isinstance(below, GeneratorExit):  # a stream was closed early: nothing went wrong before
        return True
    return isinstance(below, HANDLED) and not _raised_in_clean_up(error)


def _raised_in_clean_up(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_name in CLEAN_UPS:
            return True
        trace = trace.tb_next
    return False


def is_out_of_memory(error: BaseException) -> bool:
    """Whether this very error says that memory ran out, on the computer or on the GPU."""
    if isinstance(error, MemoryError | OutOfMemory):
        return True
    if type(error).__name__ == "OutOfMemoryError":  # torch's, which must not be imported for this
        return True
    words = str(error).lower()
    return isinstance(error, RuntimeError) and any(word in words for word in MEMORY_WORDS)
