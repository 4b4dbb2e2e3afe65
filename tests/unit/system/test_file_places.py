"""Where files live: made-up Windows, and this system."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from desktop_app.system.locks.diagnosis import PlaceKind
from desktop_app.system.locks.facts import GUARD_KEYS, GUARD_SWITCH, USER_FOLDERS, is_guarded_folder
from desktop_app.system.locks.places import (
    ONEDRIVE_ACCOUNTS,
    SYNC_ROOTS,
    Mount,
    Surroundings,
    places_of,
    this_surroundings,
)
from desktop_app.system.windows.api import DriveType

HOME = r"C:\Users\José"
K = PlaceKind


@dataclass
class FakeRegistry:
    keys: Mapping[str, Mapping[str, str | int]] = field(default_factory=dict)

    def values(self, key: str) -> Mapping[str, str | int]:
        return self.keys.get(key, {})

    def subkeys(self, key: str) -> tuple[str, ...]:
        below = (k.removeprefix(key + "\\") for k in self.keys if k.startswith(key + "\\"))
        return tuple(dict.fromkeys(name.partition("\\")[0] for name in below))


def windows(**facts: Any) -> Surroundings:
    registry = FakeRegistry(facts.pop("keys", {}))
    environment = facts.pop("environment", {})
    texts = facts.pop("texts", {})
    return Surroundings(
        is_windows=True,
        environment=environment,
        home=PureWindowsPath(HOME),
        registry=registry,
        read_text=lambda path: texts.get(path, ""),
        **facts,
    )


def kinds(path: str, around: Surroundings) -> list[tuple[PlaceKind, str]]:
    return [(p.kind, p.name) for p in places_of(around.path(path), around)]


SYNCED_BY = [
    (rf"{HOME}\Wolke\a.wav", {"environment": {"OneDrive": rf"{HOME}\Wolke"}}, "OneDrive"),
    (
        rf"{HOME}\wolke\x\a.wav",
        {"environment": {"OneDriveCommercial": rf"{HOME}\Wolke"}},
        "OneDrive",
    ),
    (
        r"D:\Firma\a.wav",
        {"keys": {rf"{ONEDRIVE_ACCOUNTS}\Business1": {"UserFolder": r"D:\Firma"}}},
        "OneDrive",
    ),
    (
        r"D:\Apfel\a.wav",
        {"keys": {rf"{SYNC_ROOTS}\iCloud!S-1-5!x\UserSyncRoots": {"S-1-5": r"D:\Apfel"}}},
        "iCloud",
    ),
    (
        r"D:\Kiste\a.wav",
        {
            "environment": {"APPDATA": rf"{HOME}\AppData\Roaming"},
            "texts": {
                rf"{HOME}\AppData\Roaming\Dropbox\info.json": json.dumps(
                    {"personal": {"path": r"D:\Kiste"}, "odd": 1}
                )
            },
        },
        "Dropbox",
    ),
    (rf"{HOME}\OneDrive - Contoso\a.wav", {}, "OneDrive"),
    (rf"{HOME}\iCloudDrive\a.wav", {}, "iCloud Drive"),
    (r"G:\My Drive\a.wav", {}, "Google Drive"),
    (rf"{HOME}\Dropbox\sub\a.wav", {}, "Dropbox"),
    (rf"{HOME}\Music\a.wav", {"reparse_tag": lambda _: 0x9000701A}, "a synchronisation program"),
    (rf"{HOME}\Music\a.wav", {"reparse_tag": lambda _: 0x80000021}, "OneDrive"),
]


@pytest.mark.parametrize(("path", "facts", "name"), SYNCED_BY)
def test_a_synchronised_folder_is_found(path: str, facts: dict[str, Any], name: str) -> None:
    assert kinds(path, windows(**facts)) == [(K.SYNCED, name)]


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        (rf"{HOME}\Music\a.wav", {"environment": {"OneDrive": rf"{HOME}\OneDrive"}}),
        (rf"{HOME}\OneDriveBackup\a.wav", {"environment": {"OneDrive": rf"{HOME}\OneDrive"}}),
        (rf"{HOME}\Music\Box\deep\a.wav", {}),  # anybody's box
        (rf"{HOME}\Music\a.wav", {"reparse_tag": lambda _: 0xA000000C}),  # a symbolic link
        (
            rf"{HOME}\Music\a.wav",
            {"texts": {rf"{HOME}\.dropbox\info.json": "{ damaged"}},
        ),
        (rf"{HOME}\Music\a.wav", {"texts": {rf"{HOME}\.dropbox\info.json": "[1]"}}),
    ],
)
def test_an_ordinary_folder_is_nothing_special(path: str, facts: dict[str, Any]) -> None:
    assert kinds(path, windows(**facts)) == []


@pytest.mark.parametrize("bits", [0x1000, 0x40000, 0x400000, 0x400020])
def test_a_placeholder_is_only_online(bits: int) -> None:
    around = windows(attributes=lambda _: bits)
    assert kinds(rf"{HOME}\a.wav", around) == [(K.ONLINE_ONLY, "the cloud")]


@pytest.mark.parametrize(
    ("path", "drive", "expected"),
    [
        (r"\\server\share\a.wav", DriveType.UNKNOWN, [(K.NETWORK, "\\\\server\\share\\")]),
        (r"Z:\a.wav", DriveType.REMOTE, [(K.NETWORK, "Z:\\")]),
        (r"E:\a.wav", DriveType.REMOVABLE, [(K.REMOVABLE, "E:\\")]),
        (r"E:\a.wav", DriveType.CDROM, [(K.REMOVABLE, "E:\\")]),
        (r"C:\a.wav", DriveType.FIXED, []),
        (r"\\?\C:\a.wav", DriveType.FIXED, []),
    ],
)
def test_drives(path: str, drive: DriveType, expected: list[tuple[PlaceKind, str]]) -> None:
    assert kinds(path, windows(drive_type=lambda _: drive)) == expected


@pytest.mark.parametrize(
    ("mark", "is_marked"),
    [
        ("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.org/\r\n", True),
        ("[ZoneTransfer]\nZoneId=4", True),
        ("[ZoneTransfer]\nZoneId=1", False),
        ("[ZoneTransfer]\nZoneId=three", False),
        ("", False),
    ],
)
def test_the_mark_of_the_web(mark: str, is_marked: bool) -> None:
    path = rf"{HOME}\Downloads\a.nemo"
    around = windows(texts={f"{path}:Zone.Identifier": mark})
    assert kinds(path, around) == ([(K.FROM_THE_WEB, "the internet")] if is_marked else [])


def test_a_path_of_260_characters_is_long() -> None:
    just, short = "C:\\" + "x" * 257, "C:\\" + "x" * 256
    assert kinds(just, windows()) == [(K.LONG_PATH, "260 characters")]
    assert kinds(short, windows()) == []


def test_all_that_is_special_is_reported_with_advice() -> None:
    path = rf"Z:\OneDrive\{'x' * 250}.wav"
    around = windows(attributes=lambda _: 0x400000, drive_type=lambda _: DriveType.REMOTE)
    places = places_of(around.path(path), around)
    assert [p.kind for p in places] == [K.ONLINE_ONLY, K.SYNCED, K.NETWORK, K.LONG_PATH]
    assert all(p.advice.endswith(".") and p.folder for p in places)


def posix(*mounts: tuple[str, str]) -> Surroundings:
    return Surroundings(
        is_windows=False,
        environment={},
        home=PurePosixPath("/home/josé"),
        registry=FakeRegistry(),
        mounts=tuple(Mount(*mount) for mount in (("/", "ext4"), *mounts)),
    )


@pytest.mark.parametrize(
    ("path", "mounts", "expected"),
    [
        ("/srv/a.wav", [("/srv", "nfs4")], [(K.NETWORK, "/srv")]),
        ("/srv/local/a.wav", [("/srv", "cifs"), ("/srv/local", "ext4")], []),
        (
            "/media/josé/STICK/a.wav",
            [("/media/josé/STICK", "vfat")],
            [(K.REMOVABLE, "/media/josé/STICK")],
        ),
        ("/home/josé/a.wav", [], []),
        ("/home/josé/Dropbox/a.wav", [], [(K.SYNCED, "Dropbox")]),
    ],
)
def test_mounts(path: str, mounts: list[tuple[str, str]], expected: list[object]) -> None:
    assert kinds(path, posix(*mounts)) == expected


@pytest.mark.skipif(os.name == "nt", reason="Dropbox keeps its folder elsewhere on Windows")
def test_this_system_reads_real_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".dropbox").mkdir()
    kept = tmp_path / "kept é"
    info = {"personal": {"path": str(kept)}}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(info), encoding="utf-8")
    around = this_surroundings({})
    assert around.mounts
    assert (K.SYNCED, "Dropbox") in kinds(str(kept / "a.wav"), around)
    assert K.SYNCED not in {p.kind for p in places_of(tmp_path / "a.wav", around)}


POLICY, CHOICE = GUARD_KEYS
OWN = {USER_FOLDERS: {"Personal": rf"{HOME}\OneDrive\Documents", "Cache": rf"{HOME}\Cache"}}


@pytest.mark.parametrize(
    ("keys", "path", "guarded"),
    [
        ({CHOICE: {GUARD_SWITCH: 1}}, rf"{HOME}\OneDrive\documents\a.txt", True),
        ({CHOICE: {GUARD_SWITCH: 1}}, rf"{HOME}\Cache\a.txt", False),
        ({CHOICE: {GUARD_SWITCH: 2}}, rf"{HOME}\OneDrive\Documents\a.txt", False),
        ({}, rf"{HOME}\OneDrive\Documents\a.txt", False),
        (
            {POLICY: {GUARD_SWITCH: 0}, CHOICE: {GUARD_SWITCH: 1}},
            rf"{HOME}\OneDrive\Documents\a.txt",
            False,
        ),
        (
            {POLICY: {GUARD_SWITCH: 1}, rf"{CHOICE}\ProtectedFolders": {r"D:\Archiv": 0}},
            r"D:\archiv\x\a.txt",
            True,
        ),
    ],
)
def test_controlled_folder_access(
    keys: dict[str, dict[str, str | int]], path: str, guarded: bool
) -> None:
    assert is_guarded_folder(PureWindowsPath(path), FakeRegistry({**OWN, **keys})) is guarded
