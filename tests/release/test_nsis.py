"""A safe NSIS is taken, or fetched where there is none; an unsafe one is told."""

import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.build import nsis
from tools.build.nsis import Package
from tools.build.targets import BuildError

FETCHES = pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64")
    or shutil.which("dpkg-deb") is None,
    reason="NSIS is fetched on Linux on x86-64 only, where dpkg is",
)


def makensis(folder: Path, version: str) -> Path:
    """A stand-in that says its version."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "makensis"
    file.write_text(f"#!/bin/sh\necho {version}\n", encoding="ascii")
    file.chmod(0o755)
    return file


def package(folder: Path, version: str) -> Package:
    """A Debian package with a makensis, and a loader that only starts it; served from its path."""
    tree = folder / "tree"
    makensis(tree / "usr" / "bin", version)
    loader = tree / "usr" / "lib" / "x86_64-linux-gnu" / "ld-linux-x86-64.so.2"
    loader.parent.mkdir(parents=True)
    loader.write_text('#!/bin/sh\nshift 2\nexec "$@"\n', encoding="ascii")
    loader.chmod(0o755)
    (tree / "DEBIAN").mkdir()
    control = "Package: nsis\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b>\nDescription: a\n"
    (tree / "DEBIAN" / "control").write_text(control, encoding="ascii")
    file = folder / "archive" / "pool" / "main" / "nsis.deb"
    file.parent.mkdir(parents=True)
    subprocess.run(["dpkg-deb", "--build", str(tree), str(file)], check=True, capture_output=True)
    return Package("nsis.deb", hashlib.sha256(file.read_bytes()).hexdigest())


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nsis, "HOME", tmp_path / "home")
    monkeypatch.setattr(nsis, "_archives", lambda: [(tmp_path / "archive").as_uri()])
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")


def test_a_safe_one_of_the_systems_is_taken(tmp_path: Path) -> None:
    makensis(tmp_path / "bin", "v3.12-1")
    found = nsis.best()
    assert (found.command, found.version, found.is_safe) == (("makensis",), (3, 12), True)


@FETCHES
def test_in_place_of_an_unsafe_one_the_pinned_one_is_fetched_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makensis(tmp_path / "bin", "v3.08-3+deb12u1")
    monkeypatch.setattr(nsis, "PACKAGES", (package(tmp_path, "v3.12-1"),))
    found = nsis.best()
    assert found.is_safe and found.command[0].startswith(str(tmp_path / "home"))
    shutil.rmtree(tmp_path / "archive")
    assert nsis.best() == found


@FETCHES
def test_what_is_not_as_pinned_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    makensis(tmp_path / "bin", "v3.10")
    made = package(tmp_path, "v3.12")
    monkeypatch.setattr(nsis, "PACKAGES", (Package(made.path, "0" * 64),))
    found = nsis.best()
    assert found.version == (3, 10)
    said = capsys.readouterr().err
    assert "is another file than it was" in said
    assert "do NOT release it: it has CVE-2025-43715 and CVE-2026-42171" in said
    assert not (tmp_path / "home").exists()


def test_where_there_is_none_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match=r"needs makensis .* Install NSIS 3\.12 or later"):
        nsis.best()


@pytest.mark.parametrize(
    ("version", "faults"),
    [
        ((3, 8), ["CVE-2025-43715", "CVE-2026-42171"]),
        ((3, 11), ["CVE-2026-42171"]),
        ((3, 12), []),
        ((4, 0), []),
    ],
)
def test_what_each_version_suffers_from(version: tuple[int, int], faults: list[str]) -> None:
    assert nsis.Nsis(("makensis",), version).faults == faults
