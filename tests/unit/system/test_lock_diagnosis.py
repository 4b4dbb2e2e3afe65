"""From exceptions to diagnoses: the root behind masks, and real trouble on this system."""

import errno
import mmap
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

import pytest

from desktop_app.core.causes import root_errors
from desktop_app.core.errors import MediaInUse
from desktop_app.core.errors import OutOfMemory as OutOfMemoryForUsers
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import FilePlace, Holder, HolderKind, LockKind, PlaceKind
from desktop_app.system.locks.facts import file_facts
from desktop_app.system.locks.holders import holders_of
from tests.fake_file_facts import FILE, FakeFileFacts, WindowsError32

posix_only = pytest.mark.skipif(os.name == "nt", reason="the situation is one of Linux")
K = LockKind


class OutOfMemoryError(RuntimeError):
    """Called as torch's own."""


class Folder:
    """Stands for a temporary folder whose file is still open when it is cleaned up."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        raise WindowsError32(32)


def masked(real: BaseException) -> BaseException:
    """What comes out of NeMo on Windows: the clean-up's error over the real one."""
    try:
        with Folder():
            raise real
    except OSError as error:
        return error


def failure(action: Callable[[], object]) -> OSError:
    with pytest.raises(OSError) as caught:  # noqa: PT011 - the tests examine the kind
        action()
    return caught.value


@pytest.mark.parametrize(
    "real",
    [
        MemoryError(),
        OutOfMemoryError("no words"),
        RuntimeError("CUDA error: out of memory"),
        RuntimeError("CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried"),
        OutOfMemoryForUsers("Memory ran out."),
        WindowsError32(1455),
    ],
    ids=repr,
)
def test_memory_that_ran_out_below_a_lock_error_is_the_verdict(real: Exception) -> None:
    found = diagnose(masked(real), facts=FakeFileFacts())
    assert found.kind is K.OUT_OF_MEMORY
    assert found.root is real
    assert type(real).__name__ in found.sentence
    assert not found.is_worth_waiting and not found.is_about_a_file


@pytest.mark.parametrize("real", [ValueError("bad"), KeyError("<|xx|>"), FileNotFoundError()])
def test_a_failed_clean_up_hides_no_other_error_either(real: Exception) -> None:
    found = diagnose(masked(real), facts=FakeFileFacts())
    assert (found.kind, found.root) == (K.NOT_A_LOCK, real)
    assert type(real).__name__ in found.sentence


def test_a_stream_closed_early_is_no_error_of_its_own() -> None:
    error = masked(GeneratorExit())
    found = diagnose(error, facts=FakeFileFacts())
    assert (found.kind, found.root) == (K.SHARING_VIOLATION, error)


def test_a_missed_look_up_before_the_error_is_no_root() -> None:
    cache: dict[str, int] = {}

    def look_up() -> int:
        try:
            return cache["model"]
        except KeyError:
            raise WindowsError32(32)  # noqa: B904 - as a cache does that opens on a miss

    error = failure(look_up)
    assert isinstance(error.__context__, KeyError)
    assert root_errors(error) == (error,)
    assert diagnose(error, facts=FakeFileFacts()).kind is K.SHARING_VIOLATION


def test_our_own_error_leads_to_its_cause() -> None:
    error, cause = MediaInUse("held"), WindowsError32(33)
    error.__cause__ = cause
    found = diagnose(error, facts=FakeFileFacts())
    assert (found.kind, found.root, found.winerror) == (K.LOCK_VIOLATION, cause, 33)


def test_groups_are_examined() -> None:
    lock = WindowsError32(32)
    group = ExceptionGroup("both", [ValueError("no"), ExceptionGroup("inner", [lock])])
    assert diagnose(group, facts=FakeFileFacts()).root is lock
    with_memory = BaseExceptionGroup("all", [lock, masked(MemoryError())])
    assert diagnose(with_memory, facts=FakeFileFacts()).kind is K.OUT_OF_MEMORY


def test_a_ring_of_causes_ends() -> None:
    first, second = ValueError("a"), WindowsError32(32)
    first.__cause__, second.__cause__ = second, first
    group = ExceptionGroup("g", [first])
    first.__context__ = group
    assert diagnose(group, facts=FakeFileFacts()).root in (first, second)


def test_the_path_of_the_caller_counts_where_the_error_names_none() -> None:
    named = diagnose(WindowsError32(32), Path("/other"), FakeFileFacts())
    nameless = diagnose(WindowsError32(32, path=None), Path("/other"), FakeFileFacts())
    unknown = diagnose(WindowsError32(32, path=None), facts=FakeFileFacts())
    assert str(named.path) == FILE
    assert nameless.path == Path("/other")
    assert unknown.path is None and unknown.sentence.startswith("A file is open in another")


def test_holders_and_places_are_reported_and_give_steps() -> None:
    defender = Holder("Antimalware Service", 7, path=r"C:\ProgramData\MsMpEng.exe")
    place = FilePlace(PlaceKind.SYNCED, "OneDrive", "C:\\", "Pause OneDrive.")
    held_by = (defender, Holder("Studio", 8), Holder("Studio", 9))
    facts = FakeFileFacts(held_by=held_by, lives_in=(place,))
    found = diagnose(WindowsError32(32), facts=facts)
    assert "is open in Microsoft Defender and Studio and cannot" in found.sentence
    assert found.steps[0].startswith("Wait until the scan of Microsoft Defender has finished")
    assert found.steps[1] == "Close Studio, then retry."
    assert found.steps[-1] == "Pause OneDrive."
    assert (found.holders, found.places) == (held_by, (place,))
    assert found.is_worth_waiting and found.is_about_a_file


def test_nobody_is_asked_to_close_a_part_of_the_system() -> None:
    held_by = (Holder("Spooler", 99_999, HolderKind.SERVICE, can_be_closed=False),)
    found = diagnose(WindowsError32(32), facts=FakeFileFacts(held_by=held_by))
    assert found.steps[0].startswith("Wait a minute: Spooler runs in the background")
    assert not any(step.startswith("Close") for step in found.steps)


def test_many_holders_are_not_all_told() -> None:
    crowd = tuple(Holder(f"P{number}", number) for number in range(100_000, 100_009))
    found = diagnose(WindowsError32(32), facts=FakeFileFacts(held_by=crowd))
    assert "open in P100000, P100001 and others and" in found.sentence


@pytest.mark.parametrize("name", [b"/a/b.wav", "/a/b.wav", PurePosixPath("/a/b.wav")])
def test_names_of_every_sort_become_paths(name: object) -> None:
    error = OSError(errno.ENOSPC, "full")
    error.filename = name
    assert str(diagnose(error, facts=FakeFileFacts(is_windows=False)).path) == "/a/b.wav"


def test_the_number_of_an_open_file_is_no_path() -> None:
    error = OSError(errno.EBADF, "bad", 3)
    assert diagnose(error, facts=FakeFileFacts()).path is None


@posix_only
def test_a_device_without_room() -> None:
    error = failure(lambda: Path("/dev/full").write_bytes(b"x" * 100_000))
    found = diagnose(error, Path("/dev/full"))
    assert (found.kind, found.path, found.root) == (K.DISK_FULL, Path("/dev/full"), error)


@posix_only
def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    found = diagnose(failure((tmp_path / ("x" * 300)).touch))
    assert found.kind is K.PATH_TOO_LONG


@posix_only
def test_a_folder_opened_or_replaced_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    folder = tmp_path / "folder"
    folder.mkdir()
    opened = diagnose(failure(folder.read_bytes))
    replaced = diagnose(failure(lambda: (tmp_path / "a").replace(folder)))
    assert (opened.kind, str(opened.path)) == (K.IS_A_FOLDER, str(folder))
    assert (replaced.kind, str(replaced.path)) == (K.IS_A_FOLDER, str(folder))


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder of an ordinary user's, whom the test becomes if it runs as root."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        is_root = os.geteuid() == 0
        if is_root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)


@posix_only
@pytest.mark.parametrize(("mode", "kind"), [(0o000, K.NO_PERMISSION), (0o400, K.READ_ONLY)])
def test_a_file_that_may_not_be_written(nobody: Path, mode: int, kind: LockKind) -> None:
    file = nobody / "a.txt"
    file.write_bytes(b"x")
    file.chmod(mode)
    assert diagnose(failure(lambda: file.write_bytes(b"y"))).kind is kind


@posix_only
def test_a_folder_that_may_not_be_written(nobody: Path) -> None:
    new = nobody / "new.txt"
    nobody.chmod(0o500)
    assert diagnose(failure(new.touch)).kind is K.NO_PERMISSION
    nobody.chmod(0o700)


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at all programs, however long a busy computer takes; a user waits two seconds."""
    all_of_them = partial(holders_of, max_seconds=60)
    monkeypatch.setattr("desktop_app.system.locks.facts.holders_of", all_of_them)


HOLD = "import sys; f = open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@posix_only
@pytest.mark.usefixtures("_patient")
def test_another_program_that_has_the_file_open_is_named(tmp_path: Path) -> None:
    file = tmp_path / "held é.wav"
    file.write_bytes(b"x")
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == b"open\n"
        (holder,) = holders_of((file,), max_seconds=60)
        assert holder.pid == process.pid
        assert "python" in Path(holder.path).name
        assert holder.can_be_closed and holder.since is not None
        assert holders_of((tmp_path,), max_seconds=60) == (holder,)
        found = diagnose(OSError(errno.EBUSY, "busy", str(file)))
        assert (found.kind, found.holders) == (K.SHARING_VIOLATION, (holder,))
        assert "a Python program" in found.sentence
        process.communicate()


@posix_only
@pytest.mark.usefixtures("_patient")
def test_we_are_named_too_and_the_search_ends_in_time(tmp_path: Path) -> None:
    file = tmp_path / "own.wav"
    file.write_bytes(b"x" * mmap.PAGESIZE)
    with file.open("rb"):
        (own,) = holders_of((file,), max_seconds=60)
        assert own.pid == os.getpid() and not own.can_be_closed
        found = diagnose(OSError(errno.EBUSY, "busy", str(file)))
        assert found.steps[0] == "Stop the transcription, or unload the model, then retry."
        assert holders_of((file,), max_seconds=-1) == ()
    assert holders_of((file, tmp_path / "gone")) == ()


@posix_only
def test_the_real_facts_of_a_file(tmp_path: Path) -> None:
    facts = file_facts({})
    assert facts.attributes(tmp_path) == 0x10
    assert facts.attributes(tmp_path / "gone") is None
    assert not facts.is_windows and not facts.is_protected(tmp_path)
