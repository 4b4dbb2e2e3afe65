"""Linux' ways to refuse a file, each created for real."""

import errno
import fcntl
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from desktop_app.system.locks.diagnosis import LockKind
from tools.lock_situations.situation import CannotBeMade, Situation

NOBODY = 65534
Action = Callable[[], object]


def full_disk(_folder: Path, stack: ExitStack) -> Action:
    """Write to the kernel's full device."""
    file = stack.enter_context(Path("/dev/full").open("wb", buffering=0))  # noqa: SIM115
    return lambda: file.write(b"x")


def long_name(folder: Path, _stack: ExitStack) -> Action:
    """A name of 300 characters."""
    return (folder / ("x" * 300)).touch


def long_path(folder: Path, _stack: ExitStack) -> Action:
    """A path of 5000 characters."""
    return (folder / "/".join(["x" * 100] * 50)).touch


def folder_as_file(folder: Path, _stack: ExitStack) -> Action:
    """A folder opened for writing."""
    return partial(folder.open, encoding="utf-8")


def as_nobody(stack: ExitStack) -> None:
    """Continue as an ordinary user: root is refused nothing."""
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        stack.callback(os.seteuid, 0)


def unreadable(folder: Path, stack: ExitStack) -> Action:
    """Another user's file."""
    file = folder / "a.wav"
    file.touch(mode=0o000)
    folder.chmod(0o755)
    as_nobody(stack)
    return file.read_bytes


def unwritable_folder(folder: Path, stack: ExitStack) -> Action:
    """A read-only folder."""
    folder.chmod(0o555)
    stack.callback(folder.chmod, 0o755)
    as_nobody(stack)
    return (folder / "a.txt").touch


def others_file(folder: Path, stack: ExitStack) -> Action:
    """Deleting in another user's folder."""
    file = folder / "a.txt"
    file.touch()
    folder.chmod(0o555)
    stack.callback(folder.chmod, 0o755)
    as_nobody(stack)
    return file.unlink


def running_program(folder: Path, stack: ExitStack) -> Action:
    """Writing to a running program."""
    program = Path(shutil.copy(shutil.which("sleep") or "/bin/sleep", folder))
    process = stack.enter_context(subprocess.Popen([program, "60"]))
    stack.callback(process.kill)
    return lambda: program.open("r+b")


def mounted(folder: Path, stack: ExitStack, *options: str) -> Path:
    """A small file system in the folder."""
    place = folder / "mounted"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(("size=1m", *options)), "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        raise CannotBeMade("mounting is not allowed here")
    stack.callback(subprocess.run, ["umount", "-l", str(place)], check=False)
    return place


def full_file_system(folder: Path, stack: ExitStack) -> Action:
    """More data than a small drive has room for."""
    file = mounted(folder, stack) / "a.nemo"
    return lambda: file.write_bytes(bytes(2 << 20))


def read_only_file_system(folder: Path, stack: ExitStack) -> Action:
    """A drive mounted read-only, like a locked camera card."""
    file = mounted(folder, stack, "ro") / "a.wav"
    return file.touch


def folder_in_use(folder: Path, stack: ExitStack) -> Action:
    """Moving a folder that something is mounted on."""
    place = mounted(folder, stack)
    return lambda: place.rename(folder / "moved")


def locked_region(folder: Path, stack: ExitStack) -> Action:
    """A region that another program has locked."""
    path = folder / "a.db"
    path.write_bytes(b"data")
    code = (
        "import fcntl,sys; f=open(sys.argv[1],'r+b'); fcntl.lockf(f, fcntl.LOCK_EX); "
        "print('locked', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", code, str(path)]
    holder = stack.enter_context(subprocess.Popen(command, stdin=pipe, stdout=pipe))
    stack.callback(holder.kill)
    if holder.stdout is None or holder.stdout.readline() != b"locked\n":
        raise CannotBeMade("the other program did not start")
    file = stack.enter_context(path.open("r+b"))
    return lambda: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def out_of_memory_below(folder: Path, _stack: ExitStack) -> Action:
    """A failed clean-up on top of the real error, as in NeMo."""

    def work() -> None:
        with tempfile.TemporaryDirectory(dir=folder) as name:
            try:
                bytearray(1 << 62)
            finally:
                Path(name).rmdir()
                Path(name).touch()  # the clean-up cannot delete it as a folder

    return work


def in_a_group(folder: Path, stack: ExitStack) -> Action:
    """Two errors at once, one of them a lock."""
    refused = running_program(folder, stack)

    def work() -> None:
        try:
            refused()
        except OSError as error:
            raise ExceptionGroup("two things", [ValueError("a number"), error]) from None

    return work


def missing(folder: Path, _stack: ExitStack) -> Action:
    """No lock at all."""
    return (folder / "gone.wav").read_bytes


def nul_in_the_name(folder: Path, _stack: ExitStack) -> Action:
    """No lock at all, and no error of the system."""
    return (folder / "a\0b").touch


def too_many_files(folder: Path, stack: ExitStack) -> Action:
    """No lock, although a file cannot be opened."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)

    def work() -> None:
        lowest = os.dup(0)
        os.close(lowest)
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, before[1]))
        try:
            (folder / "a").touch()
        except OSError as error:
            if error.errno != errno.EMFILE:
                raise CannotBeMade(str(error)) from error
            raise
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)

    stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, before)
    return work


K = LockKind
POSIX = (
    Situation("Linux: write, device full", full_disk, K.DISK_FULL, writing=True),
    Situation("Linux: write, drive full", full_file_system, K.DISK_FULL, writing=True),
    Situation("Linux: make, name of 300", long_name, K.PATH_TOO_LONG, writing=True),
    Situation("Linux: make, path of 5000", long_path, K.PATH_TOO_LONG, writing=True),
    Situation("Linux: open a folder", folder_as_file, K.IS_A_FOLDER),
    Situation("Linux: read another's file", unreadable, K.NO_PERMISSION),
    Situation(
        "Linux: make in a read-only folder", unwritable_folder, K.NO_PERMISSION, writing=True
    ),
    Situation("Linux: delete in a read-only folder", others_file, K.NO_PERMISSION),
    Situation(
        "Linux: make on a read-only drive", read_only_file_system, K.READ_ONLY_DRIVE, writing=True
    ),
    Situation("Linux: write a running program", running_program, K.SHARING_VIOLATION, writing=True),
    Situation("Linux: move a mount point", folder_in_use, K.FOLDER_IN_USE),
    Situation("Linux: lock a locked region", locked_region, K.LOCK_VIOLATION),
    Situation("Linux: out of memory, then a failed clean-up", out_of_memory_below, K.OUT_OF_MEMORY),
    Situation("Linux: a lock in a group of errors", in_a_group, K.SHARING_VIOLATION, writing=True),
    Situation("Linux: read a missing file", missing, K.NOT_A_LOCK),
    Situation("Linux: a name with a NUL", nul_in_the_name, K.NOT_A_LOCK),
    Situation("Linux: too many open files", too_many_files, K.NOT_A_LOCK),
)
