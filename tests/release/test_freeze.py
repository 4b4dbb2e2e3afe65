"""One folder, two programs, and the modules of both in one file."""

import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import PySide6
import pytest

from tests.conftest import ROOT
from tests.locales import environment_of
from tools.build.excluded import excluded_modules, is_wanted, unused_language_models
from tools.build.freeze import COLLECTED, UTF8_MODE, join_programs
from tools.build.sizes import MB, check_size, tree_bytes
from tools.build.targets import BuildError, own_target
from tools.build.version_resource import four_numbers

SPEC = f"""
analysis = Analysis(["program.py"], module_collection_mode={COLLECTED})
archive = PYZ(analysis.pure)
programs = [
    EXE(
        archive, analysis.scripts, [{UTF8_MODE}],
        name=n, console=c, exclude_binaries=True, append_pkg=False,
    )
    for n, c in (("Aviary", False), ("aviary-console", True))
]
COLLECT(*programs, analysis.binaries, analysis.datas, name="Aviary")
"""

QT_IN_USE = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg", "QtMultimedia", "QtPrintSupport")

PROGRAM = """
import locale, sys
import docx
docx.Document().sections[0].footer.add_paragraph("1")
sys.stdout.buffer.write(f"{sys.argv[1]} {locale.getpreferredencoding()}\\n".encode())
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("é 日本")
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    (folder / "tiny.spec").write_text(SPEC, encoding="utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "tiny.spec"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "dist" / "Aviary"


@pytest.mark.skipif(os.name == "nt", reason="the names are Linux'; the build itself shows Windows'")
def test_both_programs_run_with_one_file_of_modules(tree: Path) -> None:
    join_programs(tree, own_target().name)
    names = {path.name for path in tree.iterdir() if not path.is_symlink()}
    assert names == {"Aviary", "aviary", "Aviary.pkg", "_internal"}
    spec = (ROOT / "build.spec").read_text(encoding="utf-8")
    assert "[UTF8_MODE]," in spec and "module_collection_mode=COLLECTED," in spec
    for program in ("Aviary", "aviary"):
        done = subprocess.run(
            [tree / program, "会议"],
            env=environment_of("zh_CN.GBK"),
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        assert done.stdout == "会议 utf-8\n"


def test_the_largest_parts_are_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, size in (("torch/lib/torch.dll", 2 * MB), ("torch/a.py", MB), ("numpy/b.pyd", 1)):
        file = tmp_path / "_internal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(bytes(size))
    (tmp_path / "Aviary.exe").write_bytes(bytes(MB // 2))
    assert check_size(tmp_path, "windows") == tree_bytes(tmp_path) == 3 * MB + 1 + MB // 2
    lines = [line.split(maxsplit=3) for line in capsys.readouterr().err.splitlines()]
    assert [(size, name) for _, size, _, name in lines] == [
        ("3.0", "torch"), ("0.5", "Aviary.exe"), ("0.0", "numpy"), ("3.5", "in all"),
    ]  # fmt: skip


def test_too_large_a_program_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Aviary.exe").write_bytes(b"12345")
    monkeypatch.setattr("tools.build.sizes.MOST_BYTES", {"windows": 4})
    with pytest.raises(BuildError, match="at most"):
        check_size(tmp_path, "windows")


def test_language_models_in_use_stay() -> None:
    used = ["transformers", "transformers.models.auto", "transformers.models.auto.auto_factory"]
    unused = unused_language_models(used)
    assert "transformers.models.bert" in unused and len(unused) > 100
    assert "transformers.models.auto" not in unused
    assert not any("__pycache__" in name for name in unused)


@pytest.mark.parametrize(
    "target",
    [
        r"torch\lib\torch_cpu.dll", r"silero_vad\data\silero_vad.jit", r"librosa\__init__.pyi",
        r"PySide6\plugins\platforms\qwindows.dll", r"torch-2.13.0.dist-info\METADATA",
        r"PySide6\Qt6Multimedia.dll",
    ],
)  # fmt: skip
def test_files_in_use_stay(target: str) -> None:
    assert is_wanted(PureWindowsPath(target))


@pytest.mark.parametrize(
    "target",
    [
        r"torch\lib\torch_cpu.lib", r"silero_vad\data\silero_vad.onnx", r"pyarrow\array.pxi",
        r"PySide6\translations\qt_de.qm", r"torch-2.13.0.dist-info\licenses\a\b\LICENSE",
        r"PySide6\plugins\multimedia\ffmpegmediaplugin.dll", r"PySide6\avcodec-61.dll",
        r"PySide6\Qt6QuickControls2.dll", r"PySide6\Qt6VirtualKeyboard.dll",
        r"PySide6\plugins\platforminputcontexts\qtvirtualkeyboardplugin.dll",
        r"PySide6\plugins\imageformats\qpdf.dll", r"sklearn\datasets\tests\data\x.gz",
    ],
)  # fmt: skip
def test_files_that_nothing_opens_go(target: str) -> None:
    assert not is_wanted(PureWindowsPath(target))


def test_no_plugin_needs_a_library_of_qt_that_goes() -> None:
    from PyInstaller.depend.bindepend import get_imports
    from PyInstaller.utils.hooks.qt._modules_info import QT_MODULES_INFO

    packages = Path(PySide6.__file__).parents[1]
    needed = [one for one in QT_MODULES_INFO if one.module in QT_IN_USE]
    kinds = {kind for one in needed for kind in one.plugins}
    assert {"imageformats", "platforms", "platforminputcontexts"} <= kinds
    plugins = packages / "PySide6" / ("Qt/plugins" if os.name != "nt" else "plugins")
    for plugin in plugins.rglob("*"):
        target = plugin.relative_to(packages)
        if plugin.is_dir() or plugin.parent.name not in kinds or not is_wanted(target):
            continue
        for _name, found in get_imports(str(plugin)):
            library = Path(found or "/")
            if library.is_relative_to(packages):
                needs = library.relative_to(packages)
                assert is_wanted(needs), f"{target} needs {needs}"


def test_what_is_imported_is_not_left_out() -> None:
    # PyInstaller adds QtMultimediaWidgets to QtMultimedia, unasked.
    assert {"wandb", "PySide6.QtQml", "PySide6.QtMultimediaWidgets"} <= set(
        excluded_modules(["torch", "PySide6.QtCore"])
    )
    with pytest.raises(ValueError, match=r"wandb is left out, .* imports wandb\.sdk\.lib"):
        excluded_modules(["torch", "wandb.sdk.lib"])


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("1.2.3", (1, 2, 3, 0)), ("1.2.3.dev4", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0))],
)
def test_versions_as_windows_wants_them(version: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(version) == numbers
