"""The decision table, every row of it, with Windows' facts made up on every system."""

import errno
from pathlib import PureWindowsPath
from typing import Any

import pytest

from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import TEXTS, Holder, LockKind
from desktop_app.system.locks.rules import (
    CLOUD,
    RULES,
    Situation,
    is_name_for_windows,
    kind_of,
)
from desktop_app.system.windows.api import (
    FILE_ATTRIBUTE_DIRECTORY,
    FILE_ATTRIBUTE_READONLY,
    FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS,
    Access,
)
from tests.fake_file_facts import FILE, FOLDER, FakeFileFacts, WindowsError32

LONG = "C:\\" + "x" * 300 + ".wav"
NEW = r"C:\Users\José\new.txt"
OTHER = r"C:\Users\José\b.wav"
K = LockKind
READ_ONLY_FILE = {FILE: FILE_ATTRIBUTE_READONLY}
PLACEHOLDER = {FILE: FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS}
DENIED = dict.fromkeys(Access, 5)
GONE = r"C:\Users\José\gone\a.txt"
ODD = r"C:\Users\José\a<b.txt"
NOT_WRITABLE = {Access.WRITE: 5, Access.DELETE: 5}

# The Windows code, the errno, the path, the target of a rename, the facts, the verdict.
Case = tuple[int | None, int, str | None, str | None, dict[str, Any], LockKind]
CASES: list[Case] = [
    # Codes that say it all.
    (32, errno.EACCES, FILE, None, {}, K.SHARING_VIOLATION),
    (170, errno.EBUSY, FILE, None, {}, K.SHARING_VIOLATION),
    (33, errno.EACCES, FILE, None, {}, K.LOCK_VIOLATION),
    (167, errno.EACCES, FILE, None, {}, K.LOCK_VIOLATION),
    (1224, errno.EINVAL, FILE, None, {}, K.MAPPED),
    (303, errno.EINVAL, FILE, None, {}, K.DELETE_PENDING),
    (112, errno.ENOSPC, FILE, None, {}, K.DISK_FULL),
    (39, errno.EINVAL, FILE, None, {}, K.DISK_FULL),
    (1295, errno.EINVAL, FILE, None, {}, K.DISK_FULL),
    (206, errno.ENOENT, FILE, None, {}, K.PATH_TOO_LONG),
    (123, errno.EINVAL, FILE, None, {}, K.NAME_INVALID),
    (267, errno.ENOTDIR, FILE, None, {}, K.NAME_INVALID),
    (1314, errno.EINVAL, FILE, FOLDER, {}, K.SYMLINK_PRIVILEGE),
    (225, errno.EINVAL, FILE, None, {}, K.BLOCKED_BY_ANTIVIRUS),
    (53, errno.ENOENT, FILE, None, {}, K.NETWORK_GONE),
    (64, errno.EINVAL, FILE, None, {}, K.NETWORK_GONE),
    (67, errno.ENOENT, FILE, None, {}, K.NETWORK_GONE),
    (1231, errno.EINVAL, FILE, None, {}, K.NETWORK_GONE),
    (1231, errno.EINVAL, None, None, {}, K.NOT_A_LOCK),
    (21, errno.EACCES, FILE, None, {}, K.DEVICE_NOT_READY),
    (19, errno.EACCES, FILE, None, {}, K.READ_ONLY_DRIVE),
    (1455, errno.EINVAL, FILE, None, {}, K.OUT_OF_MEMORY),
    (2, errno.ENOENT, NEW, None, {}, K.NOT_A_LOCK),
    (87, errno.EINVAL, FILE, None, {}, K.NOT_A_LOCK),
    # "Not found" that means something else.
    (3, errno.ENOENT, LONG, None, {}, K.PATH_TOO_LONG),
    (None, errno.ENOENT, LONG, None, {}, K.PATH_TOO_LONG),
    (None, errno.ENOENT, NEW, None, {}, K.NOT_A_LOCK),
    # The cloud.
    (362, errno.EINVAL, FILE, None, {}, K.CLOUD_UNAVAILABLE),
    (404, errno.EINVAL, FILE, None, {}, K.CLOUD_UNAVAILABLE),
    (1920, errno.EINVAL, FILE, None, {"files": PLACEHOLDER}, K.CLOUD_UNAVAILABLE),
    (1920, errno.EINVAL, FILE, None, {}, K.NOT_A_LOCK),
    (None, errno.EINVAL, FILE, None, {"files": PLACEHOLDER}, K.CLOUD_UNAVAILABLE),
    (None, errno.EINVAL, FILE, None, {"probes": {Access.READ: 362}}, K.CLOUD_UNAVAILABLE),
    (None, errno.EINVAL, FILE, None, {"probes": {Access.READ: 123}}, K.NAME_INVALID),
    (None, errno.EINVAL, FILE, None, {"probes": {Access.DELETE: 32}}, K.MAPPED),
    (None, errno.EINVAL, FILE, None, {}, K.NOT_A_LOCK),
    # open() has lost the code: a probe finds it again.
    (None, errno.EACCES, FILE, None, {"probes": {Access.READ: 32}}, K.SHARING_VIOLATION),
    (None, errno.EACCES, FILE, None, {"probes": {Access.WRITE: 32}}, K.SHARING_VIOLATION),
    (None, errno.EACCES, FILE, None, {"probes": {Access.READ: 33}}, K.LOCK_VIOLATION),
    (None, errno.EACCES, FILE, None, {}, K.SHARING_VIOLATION),  # free again by now
    (None, errno.EACCES, FOLDER, None, {}, K.IS_A_FOLDER),
    (None, errno.EACCES, FOLDER, None, {"probes": DENIED}, K.NO_PERMISSION),
    (None, errno.EACCES, NEW, None, {}, K.NO_PERMISSION),
    (None, errno.EACCES, NEW, None, {"protected": True}, K.CONTROLLED_FOLDER_ACCESS),
    # Error 5, distinguished.
    (5, errno.EACCES, FILE, None, {"probes": DENIED}, K.NO_PERMISSION),
    (5, errno.EACCES, FILE, None, {"probes": NOT_WRITABLE}, K.NO_PERMISSION),
    (5, errno.EACCES, FILE, None, {"probes": DENIED, "protected": True}, K.NO_PERMISSION),
    (
        5,
        errno.EACCES,
        FILE,
        None,
        {"probes": NOT_WRITABLE, "protected": True},
        K.CONTROLLED_FOLDER_ACCESS,
    ),
    (5, errno.EACCES, FILE, None, {"files": READ_ONLY_FILE, "probes": NOT_WRITABLE}, K.READ_ONLY),
    (5, errno.EACCES, FILE, None, {"probes": {Access.DELETE: 32}}, K.OPEN_BY_ANOTHER),
    (5, errno.EACCES, FILE, None, {"held_by": (Holder("x", 7),)}, K.OPEN_BY_ANOTHER),
    (5, errno.EACCES, FOLDER, None, {}, K.IS_A_FOLDER),
    (5, errno.EACCES, FOLDER, OTHER, {}, K.FOLDER_IN_USE),
    (5, errno.EACCES, FOLDER, OTHER, {"probes": DENIED}, K.NO_PERMISSION),
    (5, errno.EACCES, OTHER, FOLDER, {}, K.IS_A_FOLDER),
    (5, errno.EACCES, OTHER, FILE, {}, K.OPEN_BY_ANOTHER),  # its holder shares everything
    (5, errno.EACCES, OTHER, FILE, {"probes": {Access.DELETE: 32}}, K.OPEN_BY_ANOTHER),
    (5, errno.EACCES, OTHER, FILE, {"files": READ_ONLY_FILE}, K.READ_ONLY),
    # 32 on a folder or a rename.
    (32, errno.EACCES, FILE, OTHER, {"probes": {Access.DELETE: 32}}, K.OPEN_BY_ANOTHER),
    (32, errno.EACCES, FOLDER, None, {}, K.FOLDER_IN_USE),
    (145, errno.ENOTEMPTY, FOLDER, None, {}, K.FOLDER_IN_USE),
    # Other systems.
    (None, errno.EBUSY, FILE, None, {"is_windows": False}, K.SHARING_VIOLATION),
    (None, errno.ETXTBSY, FILE, None, {"is_windows": False}, K.SHARING_VIOLATION),
    (None, errno.EAGAIN, FILE, None, {"is_windows": False}, K.LOCK_VIOLATION),
    (None, errno.EDQUOT, FILE, None, {"is_windows": False}, K.DISK_FULL),
    (None, errno.EROFS, FILE, None, {"is_windows": False}, K.READ_ONLY_DRIVE),
    (None, errno.ENOENT, FILE, GONE, {"is_windows": False}, K.FOLDER_MISSING),
    (None, errno.ENOTDIR, FILE, GONE, {"is_windows": False}, K.FOLDER_MISSING),
    (None, errno.EINVAL, FILE, ODD, {"is_windows": False}, K.NAME_INVALID),
    (None, errno.ENOTCONN, FILE, None, {"is_windows": False}, K.NETWORK_GONE),
    (None, errno.EILSEQ, FILE, None, {"is_windows": False}, K.NAME_INVALID),
    (None, errno.ESTALE, FILE, None, {"is_windows": False}, K.NETWORK_GONE),
    (None, errno.ENODEV, FILE, None, {"is_windows": False}, K.DEVICE_NOT_READY),
    (None, errno.ENOMEM, FILE, None, {"is_windows": False}, K.OUT_OF_MEMORY),
    (None, errno.EACCES, FILE, None, {"is_windows": False}, K.NO_PERMISSION),
    (None, errno.EPERM, FOLDER, None, {"is_windows": False}, K.NO_PERMISSION),
]


def _situation(case: Case) -> Situation:
    winerror, number, path, target, facts, _ = case
    fake = FakeFileFacts(**facts)
    error = WindowsError32(winerror, number, path, target)
    subject = PureWindowsPath(path) if path else None
    if target is None or path is None:
        return Situation(error, subject, fake)
    # What is in the way: the source on 32 and of a folder's move, the target on the rest of 5.
    held = PureWindowsPath(path if path == FOLDER or winerror == 32 else target)
    return Situation(error, held, fake, source=subject, writing=True)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}-{c[1]}-{c[5]}")
def test_the_table_gives_its_verdict(case: Case) -> None:
    assert kind_of(_situation(case)) is case[5]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}-{c[1]}-{c[5]}")
def test_the_whole_diagnosis_agrees_and_can_be_read(case: Case) -> None:
    winerror, number, path, target, facts, kind = case
    error = WindowsError32(winerror, number, path, target)
    found = diagnose(error, facts=FakeFileFacts(**facts))
    assert found.kind is kind
    assert found.root is error
    assert found.sentence.endswith(".") and "{" not in found.sentence
    assert found.steps and all(s.endswith((".", ")")) and "{" not in s for s in found.steps)


def test_every_row_and_every_kind_is_tried() -> None:
    hit = {
        next((i for i, rule in enumerate(RULES) if rule.matches(situation)), None)
        for situation in map(_situation, CASES)
    }
    guarded = next(i for i, r in enumerate(RULES) if r.kind is K.CONTROLLED_FOLDER_ACCESS)
    folder = next(i for i, r in enumerate(RULES) if errno.EISDIR in r.errnos)
    # These two have tests of their own, below and with a real folder.
    assert set(range(len(RULES))) - hit == {guarded, folder}
    assert {case[5] for case in CASES} == set(LockKind) == set(TEXTS)


@pytest.mark.parametrize("code", sorted(CLOUD))
def test_every_error_of_the_cloud_is_known(code: int) -> None:
    assert kind_of(_situation((code, errno.EINVAL, FILE, None, {}, K.CLOUD_UNAVAILABLE))) is (
        K.CLOUD_UNAVAILABLE
    )


@pytest.mark.parametrize(
    ("writing", "protected", "kind"),
    [
        (True, True, K.CONTROLLED_FOLDER_ACCESS),
        (False, True, K.NOT_A_LOCK),
        (True, False, K.NOT_A_LOCK),
    ],
)
def test_a_guarded_folder_says_that_a_new_file_is_not_found(
    writing: bool, protected: bool, kind: LockKind
) -> None:
    error = WindowsError32(2, errno.ENOENT, NEW)
    fake = FakeFileFacts(protected=protected)
    assert diagnose(error, facts=fake, writing=writing).kind is kind


def test_holders_are_looked_for_only_where_somebody_may_hold() -> None:
    full, held = FakeFileFacts(), FakeFileFacts()
    diagnose(WindowsError32(112, errno.ENOSPC), facts=full)
    diagnose(WindowsError32(32), facts=held)
    assert (full.asked_holders, held.asked_holders) == (0, 1)


def test_attributes_of_folders_are_bits() -> None:
    """A folder that is marked read-only, as Windows marks Documents, is still a folder."""
    marked = {FOLDER: FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_READONLY}
    error = WindowsError32(5, errno.EACCES, FOLDER)
    assert diagnose(error, facts=FakeFileFacts(files=marked)).kind is K.IS_A_FOLDER


@pytest.mark.parametrize(
    "name",
    ["a:b.txt", "a?.txt", "CON", "con.txt", "nul.times.txt", "COM1.srt", "talk.", "talk ", "a\tb"],
)
def test_names_that_windows_takes_for_something_else(name: str) -> None:
    assert not is_name_for_windows(name)


@pytest.mark.parametrize("name", ["talk.txt", "console.txt", "Gespräch 日本 (2).srt", ".hidden"])
def test_names_that_windows_takes(name: str) -> None:
    assert is_name_for_windows(name)
