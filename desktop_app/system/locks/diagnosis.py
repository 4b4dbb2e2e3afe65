"""A diagnosis of a file, and the sentence and steps for each kind of problem."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType


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
    """The type of program that holds a file: Restart Manager's RM_APP_TYPE in words.

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
        name: its common name: “VLC media player”.
        pid: its process id.
        kind: its type: window, service …
        since: its start time, if known.
        can_be_closed: whether the user can close it without harm to the system.
        path: its executable, or only its name if the system does not tell more.
    """

    name: str
    pid: int
    kind: HolderKind = HolderKind.UNKNOWN
    since: datetime | None = None
    can_be_closed: bool = True
    path: str = ""


class PlaceKind(StrEnum):
    """Kinds of special places."""

    SYNCED = "synced"
    ONLINE_ONLY = "online_only"
    NETWORK = "network"
    REMOVABLE = "removable"
    FROM_THE_WEB = "from_the_web"
    LONG_PATH = "long_path"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A special property of a file's place.

    Attributes:
        kind: what it is.
        name: the service or drive: “OneDrive”.
        folder: the synchronised folder or the drive, if any.
        advice: what to do about it, one sentence.
    """

    kind: PlaceKind
    name: str
    folder: str
    advice: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What happened to a file, which program caused it and what to do.

    Attributes:
        kind: the cause.
        path: the file, if known.
        title: three or four words.
        sentence: what happened and why, with a full stop.
        steps: what to do, the shortest way first, one sentence each.
        holders: the programs that have the file open, as far as the system tells.
        places: special properties of the file's place.
        is_worth_waiting: whether a retry may succeed.
        root: the root cause.
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
        """Whether a file is the cause, rather than another error that surfaced as one."""
        return self.kind not in (LockKind.NOT_A_LOCK, LockKind.OUT_OF_MEMORY)


@dataclass(frozen=True, slots=True)
class LockText:
    """The text for one kind; {file}, {who} and {cause} are filled in.

    In the steps, {who} are the programs that the user can close.

    Attributes:
        title: three or four words.
        sentence: what happened and why, with a full stop.
        steps: what to do, the shortest way first.
        is_worth_waiting: whether the same try may succeed in a moment.
    """

    title: str
    sentence: str
    steps: tuple[str, ...]
    is_worth_waiting: bool = False


_WAIT = "If nothing seems to have it open, wait a minute: a virus scan or a copy ends by itself."

TEXTS = MappingProxyType(
    {
        LockKind.SHARING_VIOLATION: LockText(
            "File in use",
            "{file} is held open by {who} and not shared.",
            ("Close {who}, then retry.", _WAIT),
            is_worth_waiting=True,
        ),
        LockKind.LOCK_VIOLATION: LockText(
            "Part of the file locked",
            "A part of {file} is locked by {who}, as long as it writes there.",
            ("Let {who} finish, or close it, then retry.",),
            is_worth_waiting=True,
        ),
        LockKind.OPEN_BY_ANOTHER: LockText(
            "File open elsewhere",
            "{file} cannot be replaced, renamed or deleted while {who} has it open.",
            ("Close {who}, then retry.", "Or choose another name or folder.", _WAIT),
            is_worth_waiting=True,
        ),
        LockKind.MAPPED: LockText(
            "File in memory",
            "{file} cannot be changed while {who} has it mapped into memory.",
            ("Close {who}; if it is a model's file, unload the model. Then retry.",),
            is_worth_waiting=True,
        ),
        LockKind.DELETE_PENDING: LockText(
            "File being deleted",
            "{file} has been deleted, but {who} still has it open, so its name is not free yet.",
            ("Wait a moment, or close {who}, then retry.",),
            is_worth_waiting=True,
        ),
        LockKind.FOLDER_IN_USE: LockText(
            "Folder in use",
            "{file} cannot be moved or deleted because something inside is open in {who}.",
            (
                "Close {who}, and Explorer windows and terminals that show the folder.",
                _WAIT,
            ),
            is_worth_waiting=True,
        ),
        LockKind.IS_A_FOLDER: LockText(
            "A folder, not a file",
            "{file} is a folder, where a file was expected.",
            ("Choose a file inside the folder, or another name.",),
        ),
        LockKind.FOLDER_MISSING: LockText(
            "Folder not there",
            "There is no folder to put {file} into: it was moved, renamed or deleted, or its drive "
            "is not connected.",
            ("Choose another folder, or connect the drive again and retry.",),
        ),
        LockKind.READ_ONLY: LockText(
            "Read-only",
            "{file} is marked as read-only.",
            (
                "Take away the mark: right-click the file > Properties > Read-only.",
                "Or choose another name or folder.",
            ),
        ),
        LockKind.READ_ONLY_DRIVE: LockText(
            "Read-only drive",
            "The drive of {file} is read-only.",
            ("Choose a folder on another drive.",),
        ),
        LockKind.NO_PERMISSION: LockText(
            "No permission",
            "{file} may not be read or written by the user who runs Aviary.",
            (
                "Choose a folder of your own, such as Documents.",
                "Or ask the owner or an administrator for the right.",
            ),
        ),
        LockKind.CONTROLLED_FOLDER_ACCESS: LockText(
            "Blocked by Windows Security",
            "{file} lies in a folder that Windows' controlled folder access guards against "
            "programs it does not know.",
            (
                "Allow Aviary under Windows Security > Ransomware protection > Allow an app.",
                "Or choose a folder outside Documents, Pictures, Music, Videos and Desktop.",
            ),
        ),
        LockKind.BLOCKED_BY_ANTIVIRUS: LockText(
            "Stopped by antivirus",
            "{file} was blocked or removed because antivirus software takes it for a threat.",
            (
                "Look at the file in the antivirus program's history or quarantine.",
                "If you trust it, restore it there and retry.",
            ),
        ),
        LockKind.DISK_FULL: LockText(
            "Disk full",
            "{file} does not fit: no room, or no quota, is left on its drive.",
            ("Free some space, then retry.", "Or choose another drive."),
        ),
        LockKind.PATH_TOO_LONG: LockText(
            "Path too long",
            "{file} has a path or a name that is longer than this system allows.",
            (
                "Shorten the name, or use a folder closer to the top of the drive.",
                "Or have an administrator enable long paths in Windows.",
            ),
        ),
        LockKind.NAME_INVALID: LockText(
            "Name not allowed",
            "{file} is a name that this system does not allow there.",
            (
                'Take a name without < > : " / \\ | ? *, and without a dot or blank at the end.',
                "Nor may it be one that Windows uses itself, such as CON, NUL or COM1.",
            ),
        ),
        LockKind.CLOUD_UNAVAILABLE: LockText(
            "File only online",
            "{file} is kept online, and the program that synchronises it did not deliver it.",
            (
                "Check the internet connection, and that the synchronising program runs.",
                "Right-click the file > Always keep on this device, wait, then retry.",
            ),
        ),
        LockKind.SYMLINK_PRIVILEGE: LockText(
            "Links not allowed",
            "{file} could not be made, as Windows lets only some users make symbolic links.",
            ("Turn on Developer Mode in Windows' settings, then retry.",),
        ),
        LockKind.OUT_OF_MEMORY: LockText(
            "Not enough memory",
            "Memory ran out ({cause}); a message about a file in use only follows from that.",
            ("Close other programs, choose a smaller batch size or a smaller model, then retry.",),
        ),
        LockKind.NETWORK_GONE: LockText(
            "Network folder gone",
            "{file} lies on the network, and the way there is interrupted.",
            (
                "Check the network or VPN, open the folder once in Explorer, then retry.",
                "Or copy the file to this computer first.",
            ),
        ),
        LockKind.DEVICE_NOT_READY: LockText(
            "Drive not ready",
            "{file} lies on a drive that is not ready, or was unplugged.",
            ("Plug the drive in again and wait until it shows its files, then retry.",),
        ),
        LockKind.NOT_A_LOCK: LockText(
            "Not about a locked file",
            "No other program is in the way; what went wrong is: {cause}.",
            ("Retry; if it fails again, copy the details and report them.",),
        ),
    }
)
