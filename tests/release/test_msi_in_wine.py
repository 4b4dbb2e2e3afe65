"""The package is installed, upgraded and removed by Windows Installer, in silence, under Wine."""

import shutil
from pathlib import Path

import pytest

from tests.release.empty_windows import PROGRAM, Windows, needs_wine
from tools.build import msi
from tools.build.msi import pack

# Windows Installer's ERROR_INSTALL_FAILURE, as a Linux exit code.
REFUSED = 1603 % 256

pytestmark = needs_wine


def package(folder: Path, version: str, names: tuple[str, ...]) -> Path:
    """A package of this version, with these files beside the programs."""
    tree = folder / version / "Aviary"
    for name in ("Aviary.exe", "aviary.com", *names):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROGRAM, tree / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(msi, "__version__", version)
        return pack(tree, folder / f"{version}.msi")


def test_it_comes_in_silence_and_leaves_nothing(windows: Windows, tmp_path: Path) -> None:
    first = package(tmp_path, "1.0.0", ("_internal/a folder/old.dll", "_internal/kept.dll"))
    second = package(tmp_path, "1.1.0", ("_internal/new.dll", "_internal/kept.dll"))
    before = windows.files()

    def installed() -> set[str]:
        added = windows.files() - before
        assert any(name.endswith("Start Menu/Programs/Aviary.lnk") for name in added) or not added
        at = "AppData/Local/Programs/Aviary/"
        return {name.split(at)[1] for name in added if at in name}

    programs = {"Aviary.exe", "aviary.com"}
    assert windows.msiexec("/i", first) == 0
    assert installed() == programs | {"_internal/a folder/old.dll", "_internal/kept.dll"}
    assert windows.msiexec("/i", second) == 0
    assert installed() == programs | {"_internal/new.dll", "_internal/kept.dll"}
    assert windows.msiexec("/i", first) == REFUSED
    assert installed() == programs | {"_internal/new.dll", "_internal/kept.dll"}
    assert windows.msiexec("/x", second) == 0
    assert windows.files() == before


def test_it_is_for_one_user_alone(windows: Windows, tmp_path: Path) -> None:
    """For everybody, a user could exchange files that others run."""
    before = windows.files()
    assert windows.msiexec("/i", package(tmp_path, "1.0.0", ()), "ALLUSERS=1") == REFUSED
    assert windows.files() == before
