"""A diagnosis of a file, and the sentence and steps for each kind of problem."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType

from desktop_app.core.sentences import marked


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
        is_worth_waiting: whether a retry may succeed.
    """

    title: str
    sentence: str
    steps: tuple[str, ...]
    is_worth_waiting: bool = False


_WAIT = marked(
    "If no program seems to have it open, wait a minute: it may be a virus scan or a copy."
)

TEXTS = MappingProxyType(
    {
        LockKind.SHARING_VIOLATION: LockText(
            marked("File in use"),
            marked("{file} is open in {who} and cannot be used by other programs."),
            (marked("Close {who}, then retry."), _WAIT),
            is_worth_waiting=True,
        ),
        LockKind.LOCK_VIOLATION: LockText(
            marked("Part of the file is locked"),
            marked("A part of {file} is locked by {who} while it is being written."),
            (marked("Let {who} finish, or close it, then retry."),),
            is_worth_waiting=True,
        ),
        LockKind.OPEN_BY_ANOTHER: LockText(
            marked("File open elsewhere"),
            marked("{file} cannot be replaced, renamed or deleted while it is open in {who}."),
            (
                marked("Close {who}, then retry."),
                marked("Or choose another name or folder."),
                _WAIT,
            ),
            is_worth_waiting=True,
        ),
        LockKind.MAPPED: LockText(
            marked("File in memory"),
            marked("{file} cannot be changed while {who} has it mapped into memory."),
            (marked("Close {who}; if it is a model's file, unload the model. Then retry."),),
            is_worth_waiting=True,
        ),
        LockKind.DELETE_PENDING: LockText(
            marked("File being deleted"),
            marked(
                "{file} has been deleted, but is still open in {who}, so its name is not free yet."
            ),
            (marked("Wait a moment, or close {who}, then retry."),),
            is_worth_waiting=True,
        ),
        LockKind.FOLDER_IN_USE: LockText(
            marked("Folder in use"),
            marked("{file} cannot be moved or deleted because something inside is open in {who}."),
            (
                marked("Close {who}, and Explorer windows and terminals that show the folder."),
                _WAIT,
            ),
            is_worth_waiting=True,
        ),
        LockKind.IS_A_FOLDER: LockText(
            marked("A folder, not a file"),
            marked("{file} is a folder, where a file was expected."),
            (marked("Choose a file inside the folder, or another name."),),
        ),
        LockKind.FOLDER_MISSING: LockText(
            marked("Folder not found"),
            marked(
                "The folder for {file} does not exist: it was moved, renamed or deleted, or its "
                "drive is not connected."
            ),
            (marked("Choose another folder, or connect the drive again and retry."),),
        ),
        LockKind.READ_ONLY: LockText(
            marked("Read-only"),
            marked("{file} is marked as read-only."),
            (
                marked(
                    "Clear the Read-only attribute: right-click the file > Properties > Read-only."
                ),
                marked("Or choose another name or folder."),
            ),
        ),
        LockKind.READ_ONLY_DRIVE: LockText(
            marked("Read-only drive"),
            marked("{file} is on a read-only drive."),
            (marked("Choose a folder on another drive."),),
        ),
        LockKind.NO_PERMISSION: LockText(
            marked("No permission"),
            marked("You do not have permission to read or write {file}."),
            (
                marked("Choose a folder of your own, such as Documents."),
                marked("Or ask the owner or an administrator for permission."),
            ),
        ),
        LockKind.CONTROLLED_FOLDER_ACCESS: LockText(
            marked("Blocked by Windows Security"),
            marked(
                "{file} is in a folder that Windows protects from unknown programs (controlled "
                "folder access)."
            ),
            (
                marked(
                    "Allow Aviary under Windows Security > Ransomware protection > Allow an app."
                ),
                marked(
                    "Or choose a folder outside Documents, Pictures, Music, Videos and Desktop."
                ),
            ),
        ),
        LockKind.BLOCKED_BY_ANTIVIRUS: LockText(
            marked("Blocked by antivirus software"),
            marked(
                "Antivirus software blocked or removed {file}, because it considers it a threat."
            ),
            (
                marked("Look for the file in the antivirus program's history or quarantine."),
                marked("If you trust it, restore it there and retry."),
            ),
        ),
        LockKind.DISK_FULL: LockText(
            marked("Disk full"),
            marked("There is not enough space, or quota, on the drive of {file}."),
            (marked("Free some space, then retry."), marked("Or choose another drive.")),
        ),
        LockKind.PATH_TOO_LONG: LockText(
            marked("Path too long"),
            marked("The path or name of {file} is longer than this system allows."),
            (
                marked("Shorten the name, or use a folder closer to the top of the drive."),
                marked("Or ask an administrator to enable long paths in Windows."),
            ),
        ),
        LockKind.NAME_INVALID: LockText(
            marked("Name not allowed"),
            marked("This system does not allow the name {file} there."),
            (
                marked(
                    'Choose a name without < > : " / \\ | ? *, and without a dot or space at the '
                    "end."
                ),
                marked("It must not be a name that Windows itself uses, such as CON, NUL or COM1."),
            ),
        ),
        LockKind.CLOUD_UNAVAILABLE: LockText(
            marked("File is only online"),
            marked(
                "{file} is stored online, and the program that synchronises it did not download it."
            ),
            (
                marked(
                    "Check the internet connection, and that the synchronisation program is "
                    "running."
                ),
                marked("Right-click the file > Always keep on this device, wait, then retry."),
            ),
        ),
        LockKind.SYMLINK_PRIVILEGE: LockText(
            marked("Links not allowed"),
            marked(
                "{file} could not be created, because Windows lets only some users create "
                "symbolic links."
            ),
            (marked("Turn on Developer Mode in the Windows settings, then retry."),),
        ),
        LockKind.OUT_OF_MEMORY: LockText(
            marked("Not enough memory"),
            marked(
                "Memory ran out ({cause}); a message about a file in use is only a consequence."
            ),
            (
                marked(
                    "Close other programs, choose a smaller batch size or a smaller model, then "
                    "retry."
                ),
            ),
        ),
        LockKind.NETWORK_GONE: LockText(
            marked("Network folder not reachable"),
            marked("{file} is on the network, and the connection is interrupted."),
            (
                marked(
                    "Check the network or VPN connection, open the folder once in Explorer, then "
                    "retry."
                ),
                marked("Or copy the file to this computer first."),
            ),
        ),
        LockKind.DEVICE_NOT_READY: LockText(
            marked("Drive not ready"),
            marked("{file} is on a drive that is not ready or was unplugged."),
            (marked("Plug the drive in again and wait until it shows its files, then retry."),),
        ),
        LockKind.NOT_A_LOCK: LockText(
            marked("Not a locked file"),
            marked("No other program is blocking the file. The error is: {cause}."),
            (marked("Retry; if it fails again, copy the details and report them."),),
        ),
    }
)
