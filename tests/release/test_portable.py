"""The files to unpack anywhere: whole, the same every time, and usable."""

import os
import stat
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from desktop_app import __version__
from desktop_app.ui.languages import LANGUAGES, SOURCE
from tools.build import portable
from tools.build.targets import BuildError

EPOCH = "1700000000"
LONG = "a/" * 60 + "x" * 150 + ".txt"  # 274 characters
NAMES = ("_internal/é 日本/Ünï.txt", f"_internal/{LONG}", "_internal/empty")


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    made = tmp_path / "tree"
    for name in NAMES:
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("" if "empty" in name else name, encoding="utf-8")
    program = made / "Aviary"
    program.write_text("#!/bin/sh\necho it runs\n", encoding="utf-8")
    program.chmod(0o700)
    (made / "_internal" / "link").symlink_to("empty")
    return made


def touched(tree: Path) -> None:
    """Change every file's time, and recreate the names in another order."""
    for file in sorted(tree.rglob("*"), reverse=True):
        if file.is_file() and not file.is_symlink():
            data, mode = file.read_bytes(), file.stat().st_mode
            file.unlink()
            file.write_bytes(data)
            file.chmod(mode | stat.S_IWGRP)
            os.utime(file, (1, 1))


def test_the_zip_is_whole_and_marked(tree: Path, tmp_path: Path) -> None:
    file = portable.step(tree, tmp_path / "dist", "windows")
    assert file.name == f"Aviary-{__version__}-windows-portable.zip"
    out = tmp_path / "out"
    subprocess.run(["unzip", "-q", str(file), "-d", str(out)], check=True)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [f"Aviary/{portable.MARKER}", *sorted(names[1:])]
        assert {entry.date_time for entry in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    unpacked = {f.relative_to(out).as_posix() for f in out.rglob("*") if f.is_file()}
    assert unpacked == set(names)
    for name in NAMES:
        assert (out / "Aviary" / name).read_bytes() == (tree / name).read_bytes()
    assert not (tree / portable.MARKER).exists()


def test_the_same_tree_gives_the_same_bytes(tree: Path, tmp_path: Path) -> None:
    for platform in ("windows", "linux"):
        first = portable.step(tree, tmp_path / "first", platform).read_bytes()
        touched(tree)
        assert portable.step(tree, tmp_path / "second", platform).read_bytes() == first


def test_the_tar_runs_where_it_is_unpacked(tree: Path, tmp_path: Path) -> None:
    file = portable.step(tree, tmp_path / "dist", "linux")
    assert file.name == f"Aviary-{__version__}-linux.tar.xz"
    out = tmp_path / "out"
    out.mkdir()
    subprocess.run(["tar", "--extract", "--file", str(file)], cwd=out, check=True)
    for name in NAMES:
        assert (out / "Aviary" / name).read_bytes() == (tree / name).read_bytes()
    assert (out / "Aviary" / "_internal" / "link").readlink() == Path("empty")
    ran = subprocess.run(
        [out / "Aviary" / "Aviary"], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout == "it runs\n"
    with tarfile.open(file) as archive:
        assert {entry.mtime for entry in archive} == {int(EPOCH)}
        assert {(entry.uid, entry.gid, entry.uname) for entry in archive} == {(0, 0, "")}
    assert not (out / "Aviary" / portable.MARKER).exists()
    assert portable.DESKTOP_FILE in (out / "Aviary" / "README.txt").read_text(encoding="utf-8")


def test_the_menu_entry_is_valid(tree: Path, tmp_path: Path) -> None:
    file = portable.step(tree, tmp_path / "dist", "linux")
    subprocess.run(["tar", "--extract", "--file", str(file)], cwd=tmp_path, check=True)
    entry = tmp_path / "Aviary" / portable.DESKTOP_FILE
    told = subprocess.run(
        ["desktop-file-validate", str(entry)], capture_output=True, encoding="utf-8", check=False
    )
    assert (told.returncode, told.stdout) == (0, "")
    words = set(entry.read_text(encoding="utf-8").replace("=", "\n").splitlines())
    for code in LANGUAGES.keys() - {SOURCE}:
        assert {f"GenericName[{code}]", f"Comment[{code}]"} <= words


def test_a_failing_packer_is_reported(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portable, "PACKER", ("sh", "-c", "cat > /dev/null; exit 3"))
    with pytest.raises(BuildError, match="sh failed with 3"):
        portable.step(tree, tmp_path / "dist", "linux")
