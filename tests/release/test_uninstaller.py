"""A real setup of a tiny program, under Wine: where it installs, and what goes with it.

`--foreign N` plants N times as many foreign things before it is uninstalled.
"""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.foreign_things import FOLDERS, KINDS, NAMES, fingerprints, outside, plant
from tests.nemo_files import model
from tests.release.empty_windows import PROGRAM, Windows, needs_wine
from tests.unit.storing import add
from tools.build import installer, nsis

E_FOLDER = 7
# Beside the names of all foreign things: nearly Aviary's, where the uninstaller looks.
NEARLY = (
    *("settings.json.txt", "settings.bak2", "hub-token.txt", "kept texts/mine.txt"),
    *("Logs/aviary.log.old", "Logs/aviary.log-notes.txt", "Logs/aviary.log.10"),
    *("Cache/speed.json.bak", "Cache/gpu/thesis.docx", "Cache/gpu/torch-notes.txt"),
    *("Cache/gpu/torch", "Cache/models/other.nemo", "Cache/models/mine.nemo.part"),
    *("Cache/models/mine/0123456789abcdef0123456789abcdef_thesis.docx",),
    *("Cache/models/mine/.0123abcd.part.txt", "Cache/models/mine/.thesis00.part"),
    *("Cache/models/.aviary/scratch/deleting-0123abcd", "Cache/models/.aviary/locks/notes.txt"),
    *("Cache/models/.aviary/scratch/a.mine-0123abcd", "Cache/models/.aviary/notes/store.json"),
    *("Cache/models/.aviary/scratch/mine.deleting-photos",),
    *("Cache/models/.aviary/downloads/notes.json", "Logs/a/aviary.log"),
)  # fmt: skip
# What of the data may be a way to another place.
DATA_LINKS = (
    ("Logs", "Cache/models/mine", "Cache/models/.aviary", "Cache/gpu", "Cache/numba"),
    (
        *("Cache/models/.aviary/scratch", "Cache/models/.aviary/locks", "Cache/numba/inner"),
        *("Cache/models/.aviary/downloads", "Cache/gpu/torch-2.13.0"),
    ),
    ("Cache/models",),
    ("Cache",),
    ("",),
)
REFUSED = (
    r"C:\Tools\Aviary",
    r"C:\ProgramData\Aviary",
    r"C:\Users\Public\Aviary",
    r"C:\Program Files",
    r"C:\Program FilesX\Aviary",
    r"C:\Program Files\..\Tools\Aviary",
    r"C:\Program Files\Vendor\Aviary",
    r"C:\Program Files\Vendor",
    r"C:\Program Files\Away\Aviary",
    r"\\?\C:\Tools\Aviary",
    r"Z:\tmp\Aviary",
)
# What is asked for, and where it goes.
TAKEN = {
    r"C:\PROGRAM FILES\New\Aviary": r"C:\Program Files\New\Aviary",
    r"C:\Program Files\Empty": r"C:\Program Files\Empty",
    r"C:\Tools\..\Link\Aviary": r"C:\Program Files\Aviary",
}

pytestmark = [
    needs_wine,
    pytest.mark.skipif(nsis.present() is None, reason="makensis is not installed (Debian: nsis)"),
    pytest.mark.timeout(1800),
]


@dataclass
class Machine:
    """A Windows with the setup of a tiny Aviary."""

    windows: Windows
    setup: Path
    home: Path

    @property
    def programs(self) -> Path:
        """Where it is installed for one user."""
        return self.windows.local / "Programs" / "Aviary"

    @property
    def data(self) -> Path:
        """What it writes."""
        return self.windows.local / "Aviary"

    def install(self, *options: str) -> int:
        return self.windows.run("wine", self.setup, "/S", *options)

    def uninstall(self, *options: str) -> int:
        return self.windows.run("wine", self.programs / "uninstall.exe", "/S", *options)

    def batch(self, lines: list[str]) -> list[str]:
        """Run a batch file, which is quicker than a Windows for each line; what it says."""
        file, said = (self.windows.drive_c / name for name in ("batch.bat", "said.txt"))
        text = "\r\n".join(["@echo off", f"set SETUP=Z:{self.setup}".replace("/", "\\"), *lines])
        file.write_text(text + "\r\n", encoding="ascii", newline="")
        self.windows.run("wine", "cmd", "/c", r"C:\batch.bat > C:\said.txt")
        file.unlink()
        words = said.read_text(encoding="ascii").split("\n")
        said.unlink()
        return [word.strip() for word in words if word.strip()]


@pytest.fixture(scope="module")
def machine(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    home = tmp_path_factory.mktemp("setup")
    tree = home / "Aviary"
    for name in ("Aviary.exe", "aviary.com", "_internal/a.dll", "_internal/sub é 日本/b.dll"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROGRAM, tree / name)
    setup = installer.make_installer(
        tree, home / "Aviary-setup.exe", compressor=installer.FAST, nsis=nsis.present()
    )
    machine = Machine(windows, setup, home)
    assert machine.install() == 0
    shutil.copytree(machine.programs, home / "installed")
    yield machine
    shutil.copytree(home / "installed", machine.programs, dirs_exist_ok=True)
    assert machine.uninstall() == 0


@pytest.fixture
def installed(machine: Machine) -> Iterator[Machine]:
    """Installed for one user, with data as Aviary makes it."""
    shutil.rmtree(machine.programs, ignore_errors=True)
    shutil.copytree(machine.home / "installed", machine.programs)
    make_data(machine.data, machine.home)
    yield machine
    for folder in (machine.programs, machine.data):
        if folder.is_symlink():
            folder.unlink()
        shutil.rmtree(folder, ignore_errors=True)


def make_data(data: Path, home: Path) -> list[Path]:
    """What Aviary writes: all that the uninstaller is to take away."""
    models = data / "Cache" / "models"
    store = ModelStore(models, RESOURCES / "models")
    for name in ("mine", "Ж 日本"):
        add(store, model(home / f"{name}.nemo", weights=os.urandom(5000)))
    layout = store.layout
    layout.claim()
    for path in (
        *(data / name for name in ("settings.json", "settings.bak", "hub-token", ".0123abcd.part")),
        *(data / "Logs" / name for name in ("aviary.log", "aviary.log.1", "libraries.log.3")),
        *(data / "Logs" / name for name in ("crash.log",)),
        *(data / "Cache" / name for name in ("speed.json", "calibration.json", "running.lock")),
        *(
            data / "Cache" / name
            for name in ("numba/inner/x.nbi", "torch/hub/x", "gpu/active.json")
        ),
        *(data / "Cache" / "gpu" / name for name in ("torch-2.13.0/torch/a.dll", "torch.whl.part")),
        *(models / name for name in ("mine.nemo", "mine/aviary-int8.pt", "mine/.89abcdef.part")),
        *(layout.scratches / "mine.deleting-0123abcd" / name for name in ("a", "inner/b")),
        layout.root / ".aviary" / "temporary" / "tmp0" / "x",
        layout.partial("other"),
        layout.sidecar("other"),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(20))
    return [path for path in data.rglob("*") if path.is_file()]


@pytest.mark.parametrize("options", [(), ("/REMOVEDATA",)], ids=["data stays", "data goes"])
def test_nothing_that_aviary_did_not_make_is_harmed(
    installed: Machine, tmp_path: Path, options: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    """Every foreign name, in and around each folder, with what Aviary made among it."""
    harmed = planted = 0
    for number in range(pytestconfig.getoption("--foreign")):
        if number:
            shutil.copytree(installed.home / "installed", installed.programs, dirs_exist_ok=True)
        chance = random.Random(f"{options} {number}")
        target = outside(tmp_path / str(number))
        own = [path for path in make_data(installed.data, installed.home) if path.exists()]
        foreign = list(target.rglob("*"))
        models = installed.data / "Cache" / "models"
        roots = (
            *(models, installed.data, installed.data / "Logs", installed.data / "Cache"),
            *(installed.programs, installed.programs / "_internal", installed.windows.local),
        )
        names = [root / folder / name for root in roots for folder in FOLDERS for name in NAMES]
        names = [
            path
            for path in chance.sample(names, 2000)
            if ".aviary" not in path.parts or path.is_relative_to(models)
        ]
        wanted = [*(installed.data / name for name in NEARLY), *names]
        foreign += [path for path in wanted if plant(path, chance.choice(KINDS), target)]
        # A copy of a model of Aviary's is the user's.
        copy = models / f"mine - Copy {number}"
        shutil.copytree(models / "mine", copy, symlinks=True)
        foreign += copy.rglob("*")
        before, owned = fingerprints(foreign), fingerprints(own)
        assert installed.uninstall(*options) == 0
        after = fingerprints(foreign)
        lost = [path for path in foreign if after[path] != before[path]]
        harmed += len(lost)
        planted += len(foreign)
        assert not lost
        assert not (installed.programs / "Aviary.exe").exists(), "it is uninstalled"
        if options:
            assert not [path for path in own if path.exists()], "what Aviary made is gone"
        else:
            assert fingerprints(own) == owned
    sys.stdout.write(f"uninstalled {' '.join(options)}: {harmed} of {planted} harmed\n")
    assert planted > 1500


@pytest.mark.parametrize("links", DATA_LINKS, ids=lambda links: links[0] or "all")
def test_no_link_among_the_data_is_followed(
    installed: Machine, tmp_path: Path, links: tuple[str, ...]
) -> None:
    """What lies behind it looks as Aviary's does; not even the link goes."""
    for number, name in enumerate(links):
        place = installed.data / name
        shutil.move(place, tmp_path / str(number))
        place.symlink_to(tmp_path / str(number), target_is_directory=True)
    things = [*(installed.data / name for name in links), *tmp_path.rglob("*")]
    before = fingerprints(things)
    assert installed.uninstall("/REMOVEDATA") == 0
    assert fingerprints(things) == before
    assert not installed.programs.exists()


def test_no_link_in_the_programs_folder_is_followed(installed: Machine, tmp_path: Path) -> None:
    place = installed.programs / "_internal"
    shutil.move(place, tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    things = [place, *tmp_path.rglob("*")]
    before = fingerprints(things)
    # Under Wine everybody is an administrator, with whose rights nothing is written there either.
    assert installed.install() == E_FOLDER
    assert fingerprints(things) == before
    assert installed.uninstall() == 0
    assert fingerprints(things) == before


def test_for_everybody_it_refuses_folders_that_users_may_write(machine: Machine) -> None:
    drive = machine.windows.drive_c
    for name in ("Program Files/Vendor", "Tools"):
        (drive / name).mkdir(exist_ok=True)
    (drive / "Program Files" / "Vendor" / "theirs.txt").write_text("theirs", encoding="utf-8")
    (drive / "Program Files" / "Away").symlink_to(drive / "Tools")
    before = machine.windows.files()
    lines = []
    for folder in REFUSED:
        # Last and without quotes, as NSIS wants it.
        lines += [f'start /wait "" %SETUP% /S /ALLUSERS /D={folder}', "echo %errorlevel%"]
    said = machine.batch(lines)
    assert dict(zip(REFUSED, said, strict=True)) == dict.fromkeys(REFUSED, str(E_FOLDER))
    assert machine.windows.files() == before


def test_for_everybody_it_goes_below_program_files(machine: Machine) -> None:
    """And of one user's data nothing goes with everybody's program."""
    drive = machine.windows.drive_c
    for name in ("Program Files/Empty", "Tools"):
        (drive / name).mkdir(exist_ok=True)
    (drive / "Link").symlink_to(drive / "Program Files")
    data = fingerprints(make_data(machine.data, machine.home))
    lines = []
    for folder, where in TAKEN.items():
        lines += [
            f'start /wait "" %SETUP% /S /ALLUSERS /D={folder}',
            f'if exist "{where}\\uninstall.exe" echo %errorlevel% in {where}',
            'start /wait "" %SETUP% /S /ALLUSERS',
            f'if exist "{where}\\uninstall.exe" echo repaired',
            # In its place, not in a copy: so it is waited for.
            f'start /wait "" "{where}\\uninstall.exe" /S /ALLUSERS /REMOVEDATA _?={where}',
            f'if not exist "{where}\\Aviary.exe" echo gone',
            f'del "{where}\\uninstall.exe"',
            f'rmdir "{where}"',
        ]
    said = machine.batch(lines)
    wanted = [[f"0 in {where}", "repaired", "gone"] for where in TAKEN.values()]
    assert said == [word for words in wanted for word in words]
    assert fingerprints(data) == data
    shutil.rmtree(machine.data)


@pytest.mark.parametrize("folder", [r"C:\Unsafe", r"C:\Program Files\Vendor\Aviary"])
def test_an_unsafe_installation_of_before_is_left_and_not_run(
    machine: Machine, folder: str
) -> None:
    """Earlier versions installed for everybody wherever they were told to."""
    drive = machine.windows.drive_c
    unsafe = drive / folder.removeprefix("C:\\").replace("\\", "/")
    # If it were run, it would take these for its own.
    shutil.copytree(machine.home / "installed", unsafe)
    before = fingerprints(unsafe.rglob("*"))
    key = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Aviary"
    place = r"C:\Program Files\Aviary"
    said = machine.batch(
        [
            f'reg add {key} /v InstallLocation /d "{folder}" /f > nul',
            f"reg add {key} /v DisplayVersion /d 0.0.1 /f > nul",
            r'start /wait "" %SETUP% /S /ALLUSERS /LOG=C:\setup.log',
            "echo %errorlevel%",
            f'if exist "{place}\\Aviary.exe" echo there',
            f'start /wait "" "{place}\\uninstall.exe" /S /ALLUSERS _?={place}',
            f'del "{place}\\uninstall.exe"',
            f'rmdir "{place}"',
        ]
    )
    assert said == ["0", "there"]
    assert fingerprints(unsafe.rglob("*")) == before
    log = drive / "setup.log"
    assert f"the version before stays in {folder}" in log.read_text(encoding="utf-16")
    log.unlink()
