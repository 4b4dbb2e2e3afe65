"""Whether the closure check sees what Windows would miss."""

from pathlib import Path

import pefile
import pytest

from tests.release.pe_files import AMD64, write_dll
from tools.build.closure import check_closure, imported_dlls, missing_dlls
from tools.build.targets import BuildError


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A whole tree: everything that is imported is there, in each of the places."""
    tree = tmp_path / "é 日本" / "Aviary"
    inner = tree / "_internal"
    write_dll(tree / "Aviary.exe", ["KERNEL32.dll", "python311.dll"])
    write_dll(tree / "aviary.com", ["api-ms-win-crt-runtime-l1-1-0.dll"])
    write_dll(inner / "python311.dll", ["VCRUNTIME140.dll"], ["ADVAPI32.dll"])
    write_dll(inner / "vcruntime140.dll", ["ucrtbase.dll"])
    write_dll(inner / "torch" / "_C.pyd", ["torch_python.dll"])
    write_dll(inner / "torch" / "lib" / "torch_python.dll", ["python311.dll"], ["c10.dll"])
    write_dll(inner / "torch" / "lib" / "c10.dll", ["VCRUNTIME140.dll"])
    write_dll(inner / "soxr" / "soxr_ext.pyd", ["soxr-0a1b.dll"])
    write_dll(inner / "soxr" / "soxr-0a1b.dll")
    (inner / "numpy" / "core.py").parent.mkdir()
    (inner / "numpy" / "core.py").write_text("no program", encoding="utf-8")
    return tree


def test_the_dlls_of_tests_are_what_windows_reads(tmp_path: Path) -> None:
    dll = write_dll(tmp_path / "a.dll", ["B.dll", "c.dll"], ["D.dll"])
    assert list(imported_dlls(dll)) == ["b.dll", "c.dll", "d.dll"]
    with pefile.PE(str(dll)) as image:
        assert image.is_dll() and image.FILE_HEADER.Machine == AMD64


def test_a_whole_tree(program: Path) -> None:
    assert missing_dlls(program) == {}
    check_closure(program)


@pytest.mark.parametrize(
    ("taken", "importers"),
    [
        ("vcruntime140.dll", ("_internal/python311.dll", "_internal/torch/lib/c10.dll")),
        ("torch/lib/c10.dll", ("_internal/torch/lib/torch_python.dll",)),  # delayed
        ("soxr/soxr-0a1b.dll", ("_internal/soxr/soxr_ext.pyd",)),
    ],
)
def test_one_dll_taken_away(
    program: Path, capsys: pytest.CaptureFixture[str], taken: str, importers: tuple[str, ...]
) -> None:
    file = program / "_internal" / taken
    file.unlink()
    assert missing_dlls(program) == {file.name: importers}
    with pytest.raises(BuildError, match="would not start"):
        check_closure(program)
    assert f"missing: {file.name}, imported by {', '.join(importers)}" in capsys.readouterr().err


def test_what_lies_where_nobody_looks_is_missing(program: Path) -> None:
    found_by_none = program / "_internal" / "elsewhere" / "c10.dll"
    found_by_none.parent.mkdir()
    (program / "_internal" / "torch" / "lib" / "c10.dll").rename(found_by_none)
    assert list(missing_dlls(program)) == ["c10.dll"]


@pytest.mark.parametrize("dll", ["MSVCP140.dll", "VCRUNTIME140_1.dll", "concrt140.dll", "MF.dll"])
def test_what_a_bare_windows_lacks_is_missing(program: Path, dll: str) -> None:
    write_dll(program / "_internal" / "new.pyd", [dll])
    assert missing_dlls(program) == {dll.lower(): ("_internal/new.pyd",)}


def test_a_damaged_dll_is_reported(program: Path) -> None:
    (program / "_internal" / "soxr" / "soxr-0a1b.dll").write_bytes(b"MZ")
    with pytest.raises(BuildError, match=r"soxr-0a1b\.dll is no program or DLL"):
        missing_dlls(program)
