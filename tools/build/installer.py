"""Make the installer: `python -m tools.build.installer TREE [--fast]`.

makensis builds it from `packaging/aviary.nsi` and three lists written here: the files of the tree
to install, the same to remove, and the types of recordings that Explorer offers.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from desktop_app import __version__
from desktop_app.media.formats import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS
from desktop_app.system.folders import RESOURCES
from tools.build.nsis import Nsis, best
from tools.build.release import release_file
from tools.build.sizes import tree_bytes
from tools.build.targets import ROOT, BuildError, told
from tools.build.version_resource import four_numbers

PACKAGING = ROOT / "packaging"
ENDING = "-setup.exe"
# Solid LZMA halves the installer and takes minutes; zlib is for tests.
BEST, FAST = "/SOLID lzma", "/SOLID zlib"


def step(tree: Path, dist: Path, platform: str) -> Path | None:
    """Make the installer of a Windows tree; None for other systems. A build step.

    Raises:
        BuildError: makensis is missing or failed.
    """
    return (
        make_installer(tree, release_file(dist, platform, ENDING))
        if platform == "windows"
        else None
    )


def make_installer(
    tree: Path,
    target: Path,
    *,
    version: str = __version__,
    compressor: str = BEST,
    nsis: Nsis | None = None,
) -> Path:
    """Make the installer of a frozen program.

    Args:
        tree: the program's folder.
        target: the installer's path.
        version: the version that it installs; another one only to test an upgrade.
        compressor: NSIS's compressor.
        nsis: the NSIS to use; the best available unless given.

    Raises:
        BuildError: makensis is missing or failed.
    """
    nsis = nsis or best()
    generated = ROOT / "build" / "installer"
    generated.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    lists = {
        "install-files.nsh": _macro("InstallFiles", _install_lines(tree)),
        "remove-files.nsh": _macro("RemoveFiles", _remove_lines(tree)),
        "types.nsh": _types(),
    }
    for name, text in lists.items():
        (generated / name).write_text(text, encoding="utf-8-sig")
    defined = {
        "VERSION": version,
        "VERSION_FOUR": ".".join(map(str, four_numbers(version))),
        "TREE": tree,
        "OUTFILE": target,
        "GENERATED": generated,
        "SIZE_KB": tree_bytes(tree) // 1024,
        "COMPRESSOR": compressor,
        "ICON": RESOURCES / "icons" / "aviary.ico",
        "PYTHON": sys.executable,
        "PACKAGING": PACKAGING,
        "PICTURE": PACKAGING / "setup.bmp",
        "LICENCE": ROOT / "LICENSE",
    }
    # With a warning as an error: a sentence that a language lacks is one.
    command = [*nsis.command, "-V2", "-WX", "-NOCD", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defined.items()]
    started_s = time.monotonic()
    done = subprocess.run(
        [*command, str(PACKAGING / "aviary.nsi")],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, **nsis.environment},
    )
    if done.returncode:
        raise BuildError(f"makensis failed: {(done.stdout + done.stderr)[-2000:]}")
    size_mb = target.stat().st_size / 1e6
    told([f"{target.name}: {size_mb:.0f} MB, in {time.monotonic() - started_s:.0f} s"])
    return target


def _files(tree: Path) -> Iterator[tuple[PureWindowsPath, list[Path]]]:
    """Yield each folder of the tree that has files, by its installed path."""
    for folder in (tree, *sorted(path for path in tree.rglob("*") if path.is_dir())):
        files = sorted(path for path in folder.iterdir() if path.is_file())
        yield PureWindowsPath(*folder.relative_to(tree).parts), files


def _install_lines(tree: Path) -> Iterator[str]:
    for folder, files in _files(tree):
        if files:
            if folder.parts:
                yield from (f'Push "{_quoted(str(folder))}"', "Call CheckPlace")
            yield f'SetOutPath "{_installed(folder)}"'
        for file in files:
            yield f'File "{file}"'


def _remove_lines(tree: Path) -> Iterator[str]:
    """Yield the commands to remove files, then empty folders from the innermost out."""
    found = list(_files(tree))
    for folder, files in found:
        yield from _in_place(folder, [f'Delete "{_installed(folder / f.name)}"' for f in files])
    for folder, _files_of in reversed(found[1:]):
        yield from _in_place(folder, [f'RMDir "{_installed(folder)}"'])


def _in_place(folder: PureWindowsPath, lines: list[str]) -> Iterator[str]:
    """Wrap the lines to run only if the folder is not a link, whose content may be another's."""
    if not lines or not folder.parts:
        yield from lines
        return
    yield from (f'Push "{_quoted(str(folder))}"', "Call un.IsInPlace", "Pop $0", "${If} $0 == 1")
    yield from (f"  {line}" for line in lines)
    yield "${EndIf}"


def _types() -> str:
    endings = (*AUDIO_EXTENSIONS, *VIDEO_EXTENSIONS)
    registered, unregistered = [], []
    for ending in endings:
        applications = r"${CLASSES}\Applications\${EXE}\SupportedTypes"
        capabilities = r"Software\${NAME}\Capabilities\FileAssociations"
        offered = rf"${{CLASSES}}\.{ending}\OpenWithProgids"
        registered += [
            f'WriteRegStr SHCTX "{applications}" ".{ending}" ""',
            f'WriteRegStr SHCTX "{capabilities}" ".{ending}" "${{PROGID}}"',
            f'WriteRegStr SHCTX "{offered}" "${{PROGID}}" ""',
        ]
        unregistered += [
            f'DeleteRegValue SHCTX "{offered}" "${{PROGID}}"',
            f'DeleteRegKey /ifempty SHCTX "{offered}"',
            rf'DeleteRegKey /ifempty SHCTX "${{CLASSES}}\.{ending}"',
        ]
    entry = r"${CLASSES}\SystemFileAssociations\${KIND}\shell\${NAME}"
    above = r"${CLASSES}\SystemFileAssociations\${KIND}"
    shown = [
        f'WriteRegStr SHCTX "{entry}" "" "$(ExplorerCommand)"',
        f'WriteRegStr SHCTX "{entry}" "Icon" "$INSTDIR\\${{EXE}}"',
        f'WriteRegStr SHCTX "{entry}" "MultiSelectModel" "Player"',
        f"""WriteRegStr SHCTX "{entry}\\command" "" '"$INSTDIR\\${{EXE}}" "%1"'""",
    ]
    gone = [
        f'DeleteRegKey SHCTX "{entry}"',
        f'DeleteRegKey /ifempty SHCTX "{above}\\shell"',
        f'DeleteRegKey /ifempty SHCTX "{above}"',
    ]
    return (
        _macro("RegisterTypes", registered)
        + _macro("UnregisterTypes", unregistered)
        + _macro("ExplorerEntry KIND", shown)
        + _macro("NoExplorerEntry KIND", gone)
    )


def _macro(head: str, lines: Iterator[str] | list[str]) -> str:
    return f"!macro {head}\n" + "".join(f"  {line}\n" for line in lines) + "!macroend\n"


def _installed(path: PureWindowsPath) -> str:
    return _quoted(f"$INSTDIR\\{path}" if path.parts else "$INSTDIR").replace(
        "$$INSTDIR", "$INSTDIR"
    )


def _quoted(text: str) -> str:
    return text.replace("$", "$$")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--fast", action="store_true", help="packed loosely, for trying things out")
    parser.add_argument("--version", default=__version__)
    parser.add_argument("--target", type=Path)
    options = parser.parse_args()
    try:
        make_installer(
            options.tree.absolute(),
            (options.target or release_file(ROOT / "dist", "windows", ENDING)).absolute(),
            version=options.version,
            compressor=FAST if options.fast else BEST,
        )
    except BuildError as stopped:
        sys.exit(f"build: {stopped}")
