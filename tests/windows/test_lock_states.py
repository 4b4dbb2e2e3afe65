"""What Windows says of files that other programs hold, and what Aviary makes of it."""

import errno
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.core.errors import NotWritable
from desktop_app.system.files import is_sharing_violation, retry_while_in_use, write_atomically
from desktop_app.system.folders import RESOURCES
from tests.windows.conftest import Hold, is_wine, release_after

SAMPLE = RESOURCES / "samples" / "sample.wav"
HELD_S = 2.0


@dataclass(frozen=True)
class Refused:
    """A PermissionError with this Windows code; None where the C runtime lost it."""

    winerror: int | None


Answers = dict[str, Refused | None]  # by action; None: it works


def refusing(open_for_reading: Refused | None, remove: Refused | None) -> Answers:
    """A row of the table: renaming is as removing, replacing gives 5 unless deleting is shared."""
    return {"read": open_for_reading, "remove": remove, "rename": remove, "replace": Refused(5)}


OTHERS_KEEP_IT = refusing(None, Refused(32))
STATES: dict[str, Answers] = {
    "share_nothing": refusing(Refused(None), Refused(32)),
    "share_read": OTHERS_KEEP_IT,
    "python_open": OTHERS_KEEP_IT,
    "python_mmap": OTHERS_KEEP_IT,
    "pyav": OTHERS_KEEP_IT,
    # Windows from 10 1809 on replaces such a file on NTFS (POSIX semantics); older ones and Wine
    # say 5.
    "share_all": refusing(None, None),
    "locked_region": refusing(None, None),
    # Wine forgets a view whose handles are closed: Windows refuses to remove the file with 5.
    "mapped_view": refusing(None, None),
}
CASES = [
    pytest.param(state, action, expected, id=f"{state}-{action}")
    for state, answers in STATES.items()
    for action, expected in answers.items()
]


def on_windows(state: str, action: str, expected: Refused | None) -> Refused | None:
    """What Windows itself answers where Wine 8 does not."""
    if is_wine():
        return expected
    if (state, action) == ("mapped_view", "remove"):
        return Refused(5)
    # Wine lets everybody read what another process has locked: Windows says 33, which the C
    # runtime's read() turns into errno 13.
    if (state, action) == ("locked_region", "read"):
        return Refused(None)
    return expected


def actions(path: Path) -> dict[str, Callable[[], object]]:
    """What is done with a held file."""
    other = path.with_name("other")
    other.write_bytes(b"other")
    return {
        "read": path.read_bytes,
        "remove": path.unlink,
        "rename": lambda: path.rename(path.with_name("renamed")),
        "replace": lambda: other.replace(path),
    }


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "Aufnahme é 日本.wav"
    shutil.copy(SAMPLE, path)
    return path


@pytest.mark.parametrize(("state", "action", "wanted"), CASES)
def test_what_a_held_file_answers(
    hold: Hold, recording: Path, state: str, action: str, wanted: Refused | None
) -> None:
    expected = on_windows(state, action, wanted)
    act = actions(recording)[action]
    with hold(state, recording):
        if expected is None or (state in ("share_all", "locked_region") and not is_wine()):
            act()
            return
        with pytest.raises(PermissionError) as caught:
            act()
    assert caught.value.errno == errno.EACCES
    assert getattr(caught.value, "winerror", None) == expected.winerror
    assert is_sharing_violation(caught.value)


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("share_nothing", "read"),
        ("share_nothing", "remove"),
        ("python_open", "rename"),
        ("pyav", "replace"),
    ],
)
def test_waiting_until_a_held_file_is_free(
    hold: Hold, recording: Path, state: str, action: str
) -> None:
    act = actions(recording)[action]
    with hold(state, recording) as holder:
        begin_s = time.monotonic()
        release_after(HELD_S, holder)
        retry_while_in_use(act)
        assert time.monotonic() - begin_s >= HELD_S


def test_waiting_ends_when_the_file_stays_in_use(hold: Hold, recording: Path) -> None:
    with hold("share_nothing", recording), pytest.raises(PermissionError):
        retry_while_in_use(recording.read_bytes, (0.1, 0.1))


def test_a_missing_file_is_not_waited_for(tmp_path: Path) -> None:
    slept: list[float] = []
    with pytest.raises(FileNotFoundError):
        retry_while_in_use((tmp_path / "none").read_bytes, sleep=slept.append)
    assert not slept


@pytest.fixture(params=["short", "long"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file to write: in a folder, and in one whose path alone is longer than MAX_PATH."""
    folder = tmp_path / "Übung 日本"
    if request.param == "long":
        # Windows needs LongPathsEnabled in its registry and a program that declares it, as
        # python.exe does; Wine takes them always.
        folder = folder.joinpath(*["ein langer Name é" * 3] * 6)
        assert len(str(folder)) > 260
    folder.mkdir(parents=True)
    return folder / "Mitschrift é.txt"


def test_writing_waits_for_a_reader(hold: Hold, target: Path) -> None:
    write_atomically(target, b"before")
    with hold("python_open", target) as holder:
        release_after(HELD_S, holder)
        write_atomically(target, "nachher é 日本".encode())
    assert target.read_bytes().decode() == "nachher é 日本"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_target_that_stays_in_use_is_reported_and_stays_whole(hold: Hold, target: Path) -> None:
    write_atomically(target, b"before")
    with hold("python_open", target), pytest.raises(NotWritable, match=r"Mitschrift é\.txt"):
        write_atomically(target, b"after")
    assert target.read_bytes() == b"before"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_readers_see_whole_files_only(target: Path) -> None:
    """Each one has the file open as it is about to be replaced."""
    contents = [bytes([value]) * 300_000 for value in range(5)]
    write_atomically(target, contents[0])
    for before, after in pairwise(contents):
        with target.open("rb") as reader:
            writer = threading.Thread(target=write_atomically, args=(target, after))
            writer.start()
            seen = reader.read()
        assert seen == before
        writer.join()
        assert target.read_bytes() == after
