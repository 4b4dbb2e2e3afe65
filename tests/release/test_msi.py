"""The Windows Installer package, as its own tables tell; tried for real by `packaging/wine`."""

import subprocess
from pathlib import Path

import pytest

from desktop_app import __version__
from tools.build import msi, one_step
from tools.build.msi import MsiError, pack, step


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    made = tmp_path / "Aviary"
    for name in ("Aviary.exe", "aviary.com", "_internal/a b/c.dll", "_internal/a b/d/e.txt"):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name, encoding="utf-8")
    return made


def table(file: Path, name: str) -> list[list[str]]:
    """The rows of one of its tables."""
    told = subprocess.run(
        ["msiinfo", "export", str(file), name], capture_output=True, encoding="utf-8", check=True
    ).stdout
    return [line.split("\t") for line in told.replace("\r", "").splitlines()[3:]]


def test_it_installs_per_user_without_administrator_rights(tree: Path, tmp_path: Path) -> None:
    file = step(tree, tmp_path / "dist", "windows")
    assert file is not None and file.name == f"Aviary-{__version__}-windows.msi"
    told = subprocess.run(
        ["msiinfo", "suminfo", str(file)], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert "Template: x64;1033" in told
    assert "Source: 10 (a)" in told  # compressed, and needs no elevated privileges
    properties = dict(row[:2] for row in table(file, "Property"))
    assert "ALLUSERS" not in properties and properties["ProductVersion"] == __version__
    assert properties["UpgradeCode"].casefold() == f"{{{msi.UPGRADE_CODE}}}"
    folders = {row[0]: row[1:] for row in table(file, "Directory")}
    assert folders["INSTALLFOLDER"] == ["UserPrograms", "Aviary"]
    assert folders["UserPrograms"] == ["LocalAppDataFolder", "Programs"]


def test_every_file_is_in_it_once(tree: Path, tmp_path: Path) -> None:
    file = pack(tree, tmp_path / "a.msi")
    names = sorted(row[2] for row in table(file, "File"))
    assert names == ["Aviary.exe", "aviary.com", "c.dll", "e.txt"]
    assert len(table(file, "Component")) == 4  # three folders with files, and the menu's entry
    (shortcut,) = table(file, "Shortcut")
    assert "[INSTALLFOLDER]Aviary.exe" in shortcut


def test_a_later_version_takes_its_place(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pack(tree, tmp_path / "a.msi")
    monkeypatch.setattr(msi, "__version__", "9.9.9")
    second = pack(tree, tmp_path / "b.msi")
    old, new = (dict(row[:2] for row in table(file, "Property")) for file in (first, second))
    assert old["UpgradeCode"] == new["UpgradeCode"] and old["ProductCode"] != new["ProductCode"]
    components = [sorted(row[1] for row in table(file, "Component")) for file in (first, second)]
    assert components[0] == components[1]
    upgrades = {row[6]: row for row in table(second, "Upgrade")}
    assert upgrades["WIX_UPGRADE_DETECTED"][2] == "9.9.9"
    assert upgrades["WIX_DOWNGRADE_DETECTED"][1] == "9.9.9"


def test_what_cannot_be_packed_is_reported(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert step(tree, tmp_path / "dist", "linux") is None
    (tree / "é.txt").write_text("", encoding="utf-8")
    with pytest.raises(MsiError, match=r"not ASCII: é\.txt"):
        pack(tree, tmp_path / "a.msi")
    (tree / "é.txt").unlink()
    monkeypatch.setattr(msi, "PROGRAM", "false")
    with pytest.raises(MsiError, match="false made no package"):
        pack(tree, tmp_path / "a.msi")
    monkeypatch.setattr(msi, "PROGRAM", "no-such-packer")
    monkeypatch.setattr("sys.argv", ["one_step", "msi", str(tree), "--platform", "windows"])
    assert one_step.main() == 1
    assert "no-such-packer is not installed" in capsys.readouterr().err
