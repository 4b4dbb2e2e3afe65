"""Archives that are not honest: each a sentence, at once, and nothing left or written outside."""

import re
import time
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.models.inspection import inspect
from desktop_app.models.store import ModelStore
from tests.hostile_archives import PACKS, REFUSED, packed
from tests.unit.storing import visible


def looked_at_and_installed(path: Path, root: Path) -> list[str]:
    """What is said to one who looks, and to one who uses it without a look, as a download is."""
    root.mkdir()
    store = ModelStore(root, root / "bundled")
    spec = ModelSpec(str(path), path.name, ModelKind.CTC, "", path=path)
    said = []
    for way in (lambda: inspect(path), lambda: store.unpacked_folder(spec, CancelToken())):
        try:
            way()
        except ModelInvalid as error:
            said.append(error.sentence)
    return said


@pytest.mark.parametrize("name", REFUSED)
def test_an_archive_that_is_not_honest_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "in" / "evil.nemo"
    path.parent.mkdir()
    path.write_bytes(REFUSED[name]())
    started_s = time.process_time()
    said = looked_at_and_installed(path, tmp_path / "models")
    assert time.process_time() - started_s < 20
    assert len(said) == 2
    for sentence in said:
        assert re.fullmatch(r"“evil\.nemo” is [^\n]+[.] [^\n]+\.", sentence)
        assert sentence.isprintable() and len(sentence) < 300
    assert visible(tmp_path / "models") == set()
    assert {file.name for file in tmp_path.iterdir()} <= {"in", "models"}


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_that_tells_of_another_model_is_refused_or_taken_for_a_plain_file(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "in" / "evil.nemo"
    path.parent.mkdir()
    path.write_bytes(packed(PACKS[name]))
    said = looked_at_and_installed(path, tmp_path / "models")
    told = {"files that are not there", "an id that leads away"}
    assert len(said) == (name in told) and all("its files are not those" in s for s in said)
    assert visible(tmp_path / "models") <= {"evil"}
    assert {file.name for file in tmp_path.iterdir()} <= {"in", "models"}
