"""Freeze Aviary for one target: into `dist/<target>/Aviary`, by PyInstaller and `build.spec`."""

import shutil
import time
from pathlib import Path

from tools.build.targets import ROOT, BuildError, Target, arguments_of, told

CONSOLE = "aviary-console"
# Python's UTF-8 mode from the start (system/utf8_mode.py), as an option of PyInstaller's EXE. The
# code page in the manifest works on Windows 10 1903 and later only.
UTF8_MODE = ("X utf8", None, "OPTION")
# Of which libraries the modules are files, too. TorchScript compiles functions of NeMo from their
# sources. numba keeps what it compiles of librosa in Aviary's folder only where the source is a
# file, else in the user's own. python-docx finds the template of a footer from the folder of a
# module, which Linux wants to be there.
COLLECTED = {"nemo": "pyz+py", "librosa": "py", "docx": "pyz+py"}
# See build.spec: on Windows the two names would be one.
CONSOLE_NAMES = {"windows": "aviary.com", "linux": "aviary"}


def freeze(target: Target, dist: Path) -> Path:
    """Make the folder with the two programs and return it.

    Raises:
        BuildError: the program itself does not work, or PyInstaller failed.
    """
    work = ROOT / "build" / "freeze" / target.name
    work.mkdir(parents=True, exist_ok=True)
    used = work / "used-modules.txt"
    used.unlink(missing_ok=True)
    told(["finding out what the program imports, for", target.name])
    code = target.run("python", "-m", "tools.build.used_modules", arguments_of(target, used))
    if code or not used.is_file():
        raise BuildError(f"Aviary does not pass its self-test with {target.name}'s Python.")
    made = work / "dist"
    shutil.rmtree(made, ignore_errors=True)
    told(["freezing for", target.name])
    started_s = time.monotonic()
    code = target.run(
        "python", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
        "--distpath", arguments_of(target, made),
        "--workpath", arguments_of(target, work / "work"),
        arguments_of(target, ROOT / "build.spec"),
        env={"AVIARY_USED_MODULES": arguments_of(target, used)},
    )  # fmt: skip
    tree = made / "Aviary"
    console = tree / f"{CONSOLE}{target.suffix}"
    if code or not console.is_file():
        raise BuildError(f"PyInstaller failed ({code}); it says why above.")
    join_programs(tree, target.name)
    told([f"frozen in {time.monotonic() - started_s:.0f} s"])
    final = dist / target.name / "Aviary"
    shutil.rmtree(final, ignore_errors=True)
    final.parent.mkdir(parents=True, exist_ok=True)
    tree.rename(final)
    return final


def test_frozen(target: Target, tree: Path) -> None:
    """Run the frozen program's self-test.

    Raises:
        BuildError: it is incomplete.
    """
    report = tree.parent / "self-test.txt"
    # Without a console sys.stdout is None, which some libraries do not expect.
    for program in (CONSOLE_NAMES[target.name], f"Aviary{target.suffix}"):
        told([program, "tests itself"])
        report.unlink(missing_ok=True)
        started_s = time.monotonic()
        code = target.run(tree / program, "--self-test", arguments_of(target, report))
        if code or not report.is_file():
            raise BuildError(f"The frozen program is not whole; see {report}.")
        told([f"it is whole; {time.monotonic() - started_s:.0f} s"])


def join_programs(tree: Path, platform: str) -> None:
    """Rename the terminal program, and let it share the window's modules.

    PyInstaller's start code reads them from a file named like the program with extension `pkg`;
    Aviary.pkg is aviary.pkg on Windows.

    Args:
        tree: what PyInstaller made.
        platform: "windows" or "linux".
    """
    suffix = ".exe" if platform == "windows" else ""
    (tree / f"{CONSOLE}{suffix}").rename(tree / CONSOLE_NAMES[platform])
    (tree / f"{CONSOLE}.pkg").unlink()
    if platform == "linux":
        (tree / "aviary.pkg").symlink_to("Aviary.pkg")
