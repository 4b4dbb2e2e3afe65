"""The wheels that the program may fetch, pinned from a loopback index."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

from desktop_app.gpu.builds import BUILDS_FILE
from tests.torch_index import TorchIndex
from tools import pin_torch_wheels


def pin(monkeypatch: pytest.MonkeyPatch, index: TorchIndex, file: Path) -> int:
    monkeypatch.setattr(sys, "argv", ["pin", "--index", index.url, "--file", str(file)])
    return pin_torch_wheels.main()


def copied(folder: Path) -> Path:
    file = folder / "builds.json"
    listed = json.loads(BUILDS_FILE.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**listed, "wheels": []}), encoding="utf-8")
    return file


def publish(index: TorchIndex, file: Path) -> None:
    listed = json.loads(file.read_text(encoding="utf-8"))
    for variant in listed["variants"]:
        for tag in pin_torch_wheels.TAGS:
            name = f"torch-{listed['torch']}+{variant['name']}-{tag}.whl"
            index.publish(f"whl/{variant['name']}", name, name.encode())


def test_all_wheels_are_pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = copied(tmp_path)
    with TorchIndex() as index:
        publish(index, file)
        assert not pin_torch_wheels.has_pinned_wheels(file)
        assert pin(monkeypatch, index, file) == 0
        assert pin_torch_wheels.has_pinned_wheels(file)
        listed = json.loads(file.read_text(encoding="utf-8"))
        assert len(listed["wheels"]) == len(listed["variants"]) * len(pin_torch_wheels.TAGS)
        for wheel in listed["wheels"]:
            name = wheel["file"].encode()
            assert wheel["sha256"] == hashlib.sha256(name).hexdigest()
            assert wheel["bytes"] == len(name)
        before = file.read_text(encoding="utf-8")
        assert pin(monkeypatch, index, file) == 0
        assert file.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("hides_hashes", [True, False])
def test_an_index_that_lacks_something_changes_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    hides_hashes: bool,
) -> None:
    file = copied(tmp_path)
    before = file.read_text(encoding="utf-8")
    with TorchIndex() as index:
        if hides_hashes:
            publish(index, file)
        index.hides_hashes = hides_hashes
        assert pin(monkeypatch, index, file) == 1
    assert file.read_text(encoding="utf-8") == before
    said = "tells no hash of torch-" if hides_hashes else "The index has no torch-"
    assert said in capsys.readouterr().err
