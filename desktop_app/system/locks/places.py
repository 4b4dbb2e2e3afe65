"""Special properties of a file's place that explain why it is held or missing."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import psutil

from desktop_app.core.sentences import tr
from desktop_app.system.locks.diagnosis import FilePlace, PlaceKind
from desktop_app.system.windows.api import (
    MAX_PATH,
    ONLINE_ONLY,
    DriveType,
    Registry,
    attributes,
    reparse_tag,
    windows_files,
    windows_registry,
)

# https://learn.microsoft.com/windows/win32/fileio/reparse-point-tags
REPARSE_TAG_CLOUD = 0x9000001A
REPARSE_TAG_CLOUD_MASK = 0xFFFF0FFF  # IO_REPARSE_TAG_CLOUD_1 to _F differ in one digit
REPARSE_TAG_ONEDRIVE = 0x80000021
# OneDrive sets these for every program of the signed-in user.
ONEDRIVE_VARIABLES = ("OneDriveCommercial", "OneDriveConsumer", "OneDrive")
ONEDRIVE_ACCOUNTS = r"HKCU\Software\Microsoft\OneDrive\Accounts"
# Every Cloud Files provider registers its folders here.
# https://learn.microsoft.com/windows/win32/cfapi/build-a-cloud-file-sync-engine
SYNC_ROOTS = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
# https://help.dropbox.com/installs/locate-dropbox-folder
DROPBOX_INFO = ("Dropbox", "info.json")
# Providers' default folder names; the last resort.
FOLDER_NAMES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "box": "Box",
    "box sync": "Box",
}
# https://learn.microsoft.com/openspecs/windows_protocols/ms-fscc/6e3f7352-d11c-4d76-8c39-2516a9df36e8
ZONE_STREAM = "Zone.Identifier"
ZONE_INTERNET = 3
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "9p", "afpfs", "webdav"}
)
# Where Linux desktops and macOS mount removable drives.
REMOVABLE_ROOTS = ("/media", "/run/media", "/Volumes")


@dataclass(frozen=True, slots=True)
class Mount:
    """A mounted file system: its mount point and type."""

    folder: str
    type: str


def _no_text(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    r"""Facts about the computer; tests use made-up ones.

    Attributes:
        is_windows: whether paths are Windows'.
        environment: the environment variables.
        home: the user's folder.
        registry: the Windows registry.
        drive_type: returns the type of a drive such as `C:\`.
        attributes: returns FILE_ATTRIBUTE_* of a path; None if missing.
        reparse_tag: returns the reparse tag of a path, or 0.
        read_text: returns the text of a small file, or "".
        mounts: the mounted file systems, except on Windows.
    """

    is_windows: bool
    environment: Mapping[str, str]
    home: PurePath
    registry: Registry
    drive_type: Callable[[str], DriveType] = lambda _: DriveType.UNKNOWN
    attributes: Callable[[PurePath], int | None] = lambda _: None
    reparse_tag: Callable[[PurePath], int] = lambda _: 0
    read_text: Callable[[str], str] = _no_text
    mounts: tuple[Mount, ...] = field(default=())

    def path(self, text: str) -> PurePath:
        """Return the text as a path of this system, without accessing the disk."""
        return PureWindowsPath(text) if self.is_windows else PurePosixPath(text)


def this_surroundings(environment: Mapping[str, str]) -> Surroundings:
    """Return the facts for this process.

    Args:
        environment: its environment variables.
    """
    files = windows_files()
    if files is not None:
        return Surroundings(
            is_windows=True,
            environment=environment,
            home=Path.home(),
            registry=windows_registry(),
            drive_type=files.drive_type,
            attributes=attributes,
            reparse_tag=reparse_tag,
            read_text=_read_text,
        )
    return Surroundings(
        is_windows=False,
        environment=environment,
        home=Path.home(),
        registry=windows_registry(),
        read_text=_read_text,
        mounts=tuple(Mount(p.mountpoint, p.fstype) for p in psutil.disk_partitions(all=True)),
    )


def _read_text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return ""


def places_of(path: PurePath, around: Surroundings) -> tuple[FilePlace, ...]:
    """Return the special properties of a file's place, most important first.

    Args:
        path: an absolute path.
        around: the facts about the computer.
    """
    found = (
        _online_only(path, around),
        _synced(path, around),
        _drive(path, around) if around.is_windows else _mount(path, around),
        _from_the_web(path, around),
        _long(path, around),
    )
    return tuple(place for place in found if place is not None)


def is_remote(path: PurePath, around: Surroundings) -> bool:
    """Whether a path is on the network, where nobody tells of changes.

    Args:
        path: an absolute path.
        around: the facts about the computer.
    """
    found = _drive(path, around) if around.is_windows else _mount(path, around)
    return found is not None and found.kind is PlaceKind.NETWORK


def _online_only(path: PurePath, around: Surroundings) -> FilePlace | None:
    if not (around.attributes(path) or 0) & ONLINE_ONLY:
        return None
    return FilePlace(
        PlaceKind.ONLINE_ONLY,
        tr("the cloud"),
        str(path.parent),
        tr("The file is only online: choose “Always keep on this device” in its context menu."),
    )


def _synced(path: PurePath, around: Surroundings) -> FilePlace | None:
    for name, folder in _sync_folders(around):
        root = around.path(folder)
        if folder and path.is_relative_to(root):
            return _synced_by(name, folder)
    for parent in path.parents:
        name = _provider_named(parent, around)
        if name:
            return _synced_by(name, str(parent))
    tag = around.reparse_tag(path)
    if tag == REPARSE_TAG_ONEDRIVE:
        return _synced_by("OneDrive", str(path.parent))
    if tag & REPARSE_TAG_CLOUD_MASK == REPARSE_TAG_CLOUD:
        return _synced_by(tr("a synchronisation program"), str(path.parent))
    return None


def _provider_named(folder: PurePath, around: Surroundings) -> str:
    """Guess the provider by a folder's name and place: a “Box” deep down may be anything."""
    if folder.parent not in (around.home, around.path(folder.anchor), *_icloud_on_a_mac(around)):
        return ""
    name = folder.name.lower()
    return FOLDER_NAMES.get(name.partition(" - ")[0], "")  # “OneDrive - Contoso”


def _icloud_on_a_mac(around: Surroundings) -> tuple[PurePath, ...]:
    return () if around.is_windows else (around.home / "Library" / "Mobile Documents",)


def _synced_by(name: str, folder: str) -> FilePlace:
    return FilePlace(
        PlaceKind.SYNCED,
        name,
        folder,
        tr("{name} synchronises this folder: pause it, or use another folder.").format(name=name),
    )


def _sync_folders(around: Surroundings) -> Iterator[tuple[str, str]]:
    """Yield the names and folders of configured synchronising programs."""
    for variable in ONEDRIVE_VARIABLES:
        yield "OneDrive", around.environment.get(variable, "")
    for account in around.registry.subkeys(ONEDRIVE_ACCOUNTS):
        values = around.registry.values(f"{ONEDRIVE_ACCOUNTS}\\{account}")
        yield "OneDrive", str(values.get("UserFolder", ""))
    for provider in around.registry.subkeys(SYNC_ROOTS):
        roots = around.registry.values(f"{SYNC_ROOTS}\\{provider}\\UserSyncRoots")
        for folder in roots.values():
            yield provider.partition("!")[0], str(folder)
    for folder in _dropbox_folders(around):
        yield "Dropbox", folder


def _dropbox_folders(around: Surroundings) -> Iterator[str]:
    bases = [around.environment.get(name, "") for name in ("APPDATA", "LOCALAPPDATA")]
    infos = [around.path(base).joinpath(*DROPBOX_INFO) for base in bases if base]
    infos.append(around.home / ".dropbox" / "info.json")
    for info in infos:
        try:
            accounts = json.loads(around.read_text(str(info)) or "{}")
        except ValueError:
            continue
        for account in accounts.values() if isinstance(accounts, dict) else ():
            folder = account.get("path") if isinstance(account, dict) else None
            if isinstance(folder, str):
                yield folder


def _drive(path: PurePath, around: Surroundings) -> FilePlace | None:
    root = path.anchor
    if root.startswith("\\\\") and not root.startswith(("\\\\?\\", "\\\\.\\")):
        return _network(root)
    kind = around.drive_type(root) if root else DriveType.UNKNOWN
    if kind is DriveType.REMOTE:
        return _network(root)
    if kind in (DriveType.REMOVABLE, DriveType.CDROM):
        return _removable(root)
    return None


def _mount(path: PurePath, around: Surroundings) -> FilePlace | None:
    holding = [mount for mount in around.mounts if path.is_relative_to(mount.folder)]
    if not holding:
        return None
    nearest = max(holding, key=lambda mount: len(mount.folder))
    if nearest.type.lower() in NETWORK_FILE_SYSTEMS:
        return _network(nearest.folder)
    if any(around.path(nearest.folder).is_relative_to(root) for root in REMOVABLE_ROOTS):
        return _removable(nearest.folder)
    return None


def _network(root: str) -> FilePlace:
    return FilePlace(
        PlaceKind.NETWORK,
        root,
        root,
        tr("The file is on the network, where others may have it open: copy it to this computer."),
    )


def _removable(root: str) -> FilePlace:
    return FilePlace(
        PlaceKind.REMOVABLE,
        root,
        root,
        tr("The file is on a removable drive: copy it to this computer."),
    )


def _from_the_web(path: PurePath, around: Surroundings) -> FilePlace | None:
    if not around.is_windows:
        return None
    mark = around.read_text(f"{path}:{ZONE_STREAM}")
    zones = [line.partition("=")[2].strip() for line in mark.splitlines() if "ZoneId" in line]
    if not any(zone.isdigit() and int(zone) >= ZONE_INTERNET for zone in zones):
        return None
    return FilePlace(
        PlaceKind.FROM_THE_WEB,
        tr("the internet"),
        str(path.parent),
        tr(
            "The file is marked as downloaded and may still be scanned: right-click it > "
            "Properties > Unblock."
        ),
    )


def _long(path: PurePath, around: Surroundings) -> FilePlace | None:
    if not around.is_windows or len(str(path)) < MAX_PATH:
        return None
    return FilePlace(
        PlaceKind.LONG_PATH,
        tr("{count} characters").format(count=len(str(path))),
        str(path.parent),
        tr("The path has {count} characters: use a folder closer to the top of the drive.").format(
            count=len(str(path))
        ),
    )
