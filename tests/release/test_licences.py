"""What a frozen tree is made of, and its licences in it."""

import importlib.metadata
import platform
from pathlib import Path

import av
import pytest
from PySide6.QtCore import qVersion

from desktop_app.system.licences import read_index
from tools.build import one_step
from tools.build.contents import Contents, read_contents
from tools.build.licences import FOLDER, LicenceError, gather
from tools.build.native import NATIVES
from tools.build.parts import parts_of

SITE_PACKAGES = Path(av.__file__).parents[1]


def test_only_what_is_in_the_tree_is_a_part(frozen: Path) -> None:
    parts = parts_of(read_contents(frozen), None)
    found = {part.component.name: part.component.version for part in parts.known}
    assert parts.unknown == ()
    for name in ("idna", "PyYAML", "soundfile", "pyinstaller"):
        assert found[name] == importlib.metadata.version(name)
    assert found["CPython"] == platform.python_version()
    assert found["libsndfile"].startswith("1.")
    assert not {"numpy", "torch", "pytest", "FFmpeg", "Qt", "aviary-transcriber"} & set(found)


def test_purls_are_of_the_kind_of_the_part(frozen: Path) -> None:
    parts = parts_of(read_contents(frozen), None).known
    purls = {part.component.name: str(part.purl) for part in parts}
    assert purls["PyYAML"] == f"pkg:pypi/pyyaml@{importlib.metadata.version('PyYAML')}"
    assert purls["CPython"].startswith("pkg:generic/cpython@3.1")
    assert len(set(purls.values())) == len(parts)


def test_the_tree_gets_a_text_of_each_part(tree: Path) -> None:
    folder = gather(tree, None)
    assert folder == tree / FOLDER
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    read = read_index(folder)
    texts = {part.name: part.text() for part in read}
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in texts["CPython"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["libsndfile"]
    assert texts["PyYAML"].startswith("PyYAML ") and "Kirill Simonov" in texts["PyYAML"]
    assert len(first) == len(read) + 1
    gather(tree, None)  # again, over what is there
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_a_library_of_nobody_s_ends_the_build(tree: Path) -> None:
    (tree / "_internal" / "libmystery.so.3").write_bytes(b"\x7fELF")
    (tree / "_internal" / "other.libs").mkdir()
    (tree / "_internal" / "other.libs" / "thing-1.dll").write_bytes(b"MZ")
    with pytest.raises(LicenceError) as caught:
        gather(tree, None)
    lines = str(caught.value).splitlines()
    assert len(lines) == 2 and "libmystery.so.3" in lines[0] and "other.libs/thing-1" in lines[1]
    assert not (tree / FOLDER).exists()


@pytest.mark.parametrize(
    ("name", "file", "is_one"),
    [
        ("CPython", "_ssl.pyd", True),
        ("CPython", "thing/_ssl.pyd", False),
        ("CPython", "python3.11/lib-dynload/_json.cpython-311.so", True),
        ("Microsoft Visual C++ runtime", "MSVCP140.dll", True),
        ("Microsoft Visual C++ runtime", "numpy.libs/msvcp140-a4c2.dll", True),
        ("Qt", "PySide6/Qt6Core.dll", True),
        ("Qt", "PySide6/plugins/platforms/qwindows.dll", True),
        ("FFmpeg", "av.libs/avcodec-62.dll", True),
        ("FFmpeg", "other/av.libs/avcodec-62.dll", False),
    ],
)
def test_a_part_is_identified_by_its_files(name: str, file: str, is_one: bool) -> None:
    (row,) = (row for row in NATIVES if row.name == name)
    assert row.matches(file) is is_one


def test_the_gpl_s_encoders_end_the_build(
    tree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tree / "_internal" / "av.libs" / "libx264-165.dll"
    library.parent.mkdir()
    library.write_bytes(b"MZ .. x264 - core %d ..")
    monkeypatch.setattr("sys.argv", ["one_step", "licences", str(tree), "--platform", "linux"])
    assert one_step.main() == 1
    assert "x264: “GPL-2.0-or-later” is not among" in capsys.readouterr().err
    library.write_bytes(b"MZ .. a stand-in ..")
    assert one_step.main() == 0
    assert capsys.readouterr().out == f"{tree / FOLDER}\n"


def test_no_tree_is_reported(tmp_path: Path) -> None:
    (tmp_path / "Aviary.exe").write_bytes(b"MZ")
    with pytest.raises(FileNotFoundError, match="no frozen program"):
        read_contents(tmp_path)


def installed(pattern: str) -> Contents:
    """Files of this Python's own packages, as if they were in a tree."""
    files = frozenset(
        file.relative_to(SITE_PACKAGES).as_posix()
        for file in SITE_PACKAGES.glob(pattern)
        if file.is_file()
    )
    return InPlace(SITE_PACKAGES, frozenset(), files)


class InPlace(Contents):
    """Contents without the folder between."""

    __slots__ = ()

    def path(self, file: str) -> Path:
        return self.tree / file


def version(name: str, pattern: str) -> str | None:
    (row,) = (row for row in NATIVES if row.name == name)
    return row.found_in(installed(pattern))


def test_versions_are_read_from_the_libraries() -> None:
    assert version("Qt", "PySide6/**/*Qt6Core*") == qVersion()
    assert version("FFmpeg", "av.libs/*") == av.ffmpeg_version_info
    assert version("FFmpeg", "numpy/*") is None


def test_every_library_of_ffmpegs_wheel_is_identified() -> None:
    files = installed("av.libs/*").files
    assert files and not [file for file in files if not any(row.matches(file) for row in NATIVES)]
