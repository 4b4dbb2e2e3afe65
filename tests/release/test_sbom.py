"""The bill of materials: valid, whole, and the same from the same tree."""

import importlib.metadata
import json
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from desktop_app import __version__
from tools.build import one_step, sbom


def test_it_is_valid_and_names_every_part(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    model = tree / "_internal" / "silero_vad" / "data" / "silero_vad.jit"
    model.parent.mkdir(parents=True)
    model.write_bytes(b"weights")
    file = sbom.step(tree, tmp_path / "dist", "linux")
    assert file.name == f"Aviary-{__version__}-linux.cdx.json"
    text = file.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    assert bill["metadata"]["component"]["version"] == __version__
    assert bill["metadata"]["timestamp"].startswith("2023-11-14T22:13:20")
    parts = {part["name"]: part for part in bill["components"]}
    yaml = parts["PyYAML"]
    assert yaml["version"] == importlib.metadata.version("PyYAML")
    assert yaml["purl"] == f"pkg:pypi/pyyaml@{yaml['version']}"
    assert yaml["licenses"] == [{"license": {"id": "MIT"}}]
    assert parts["pyinstaller"]["licenses"][0]["expression"].endswith("WITH Bootloader-exception")
    assert parts["silero-vad model"]["type"] == "machine-learning-model"
    (ours,) = (one for one in bill["dependencies"] if one["ref"] == "aviary-transcriber")
    assert sorted(ours["dependsOn"]) == sorted(part["bom-ref"] for part in parts.values())
    again = sbom.step(tree, tmp_path / "again", "linux")
    assert again.read_bytes() == file.read_bytes()


def test_the_command_line_writes_it(
    frozen: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    arguments = ["one_step", "sbom", str(frozen), "--dist", str(tmp_path), "--platform", "linux"]
    monkeypatch.setattr("sys.argv", arguments)
    assert one_step.main() == 0
    assert Path(capsys.readouterr().out.strip()).is_file()
