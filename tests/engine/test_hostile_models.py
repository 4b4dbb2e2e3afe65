"""Models that would run code, and models that changed on the disk: refused by name, nothing run."""

import contextlib
import hashlib
import os
import shutil
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.process_memory import peak_bytes, reset_peak, resident_bytes
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, ModelInvalid, OutOfMemory
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import ModelDamaged, ModelUnsafe
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from desktop_app.engine.session import Session
from desktop_app.models.catalog import STARTER
from desktop_app.models.inspection import inspect
from desktop_app.models.maintenance import LeftOverKind, left_overs
from desktop_app.models.manifest import UnpackedFile, read_manifest
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.engine.asking import ModelNamed
from tests.hub_server import HubServer
from tests.real_models.described import put
from tests.unit.downloading import SPEC, fetch, repo
from tests.watching import FOR_CONFIGS, watched

pytestmark = pytest.mark.real_model
SAMPLE = RESOURCES / "samples" / "sample.wav"


class Payload:
    """Runs a command when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self._marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"{sys.executable} -c \"open(r'{self._marker}', 'w')\"",)


@pytest.fixture
def folder(model_named: ModelNamed, tmp_path: Path) -> Path:
    return shutil.copytree(model_named("ctc").folder, tmp_path / "model")


def load(folder: Path, spec: ModelSpec) -> None:
    nemo_loader.load(folder, spec, DeviceChoice.CPU, Precision.AUTO)


def test_weights_that_hold_code_are_refused(
    folder: Path, model_named: ModelNamed, tmp_path: Path
) -> None:
    import torch

    marker = tmp_path / "gotcha"
    torch.save({"weight": Payload(marker)}, folder / "model_weights.ckpt")
    before = Path.cwd()
    with pytest.raises(ModelInvalid, match="not safe: its weights contain code"):
        load(folder, model_named("ctc").spec)
    assert not marker.exists()
    assert Path.cwd() == before


def test_a_configuration_that_would_run_something_is_refused(
    folder: Path, model_named: ModelNamed, tmp_path: Path
) -> None:
    """Also in a folder that is in the store already, whose configuration was changed since."""
    from omegaconf import OmegaConf

    marker = tmp_path / "gotcha"
    config = OmegaConf.load(folder / "model_config.yaml")
    config.encoder = {"_target_": "os.system", "command": f"echo > '{marker}'"}
    OmegaConf.save(config, folder / "model_config.yaml")
    before = Path.cwd()
    with pytest.raises(ModelInvalid, match="its encoder asks for code"):
        load(folder, model_named("ctc").spec)
    assert not marker.exists()
    assert Path.cwd() == before


LARGER = {
    "layers": {"n_layers": 90_000},
    "width": {"d_model": 32_000},
    "places": {"pos_emb_max_len": 100_000, "d_model": 4800},
    "heads": {"n_heads": 4000, "d_model": 96_000},
    "channels": {"subsampling_conv_channels": 99_000},
    "kernel": {"conv_kernel_size": 99_999, "d_model": 24_000},
}


@pytest.mark.parametrize("name", LARGER)
def test_a_model_that_asks_for_more_memory_than_its_weights_is_refused(
    name: str, folder: Path, model_named: ModelNamed
) -> None:
    config = yaml.safe_load((folder / "model_config.yaml").read_text(encoding="utf-8"))
    config["encoder"] |= LARGER[name]
    (folder / "model_config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    reset_peak()
    before = resident_bytes()
    with pytest.raises((ModelInvalid, OutOfMemory)) as caught:
        load(folder, model_named("ctc").spec)
    if name == "layers":  # the others may be more than the machine gives to anybody
        assert "describes more than its weights" in caught.value.sentence
    assert peak_bytes() - before < 1_000_000_000


def test_weights_that_are_no_models_are_refused(folder: Path, model_named: ModelNamed) -> None:
    import torch

    weights = folder / "model_weights.ckpt"
    good = torch.load(weights, weights_only=True)
    endless = {name: torch.zeros(()).expand(10**6, 10**6) for name in good}
    for other in ([1, 2], 3, {}, {"weight": "text"}, endless, dict.fromkeys(good, 1), {1: good}):
        torch.save(other, weights)
        with pytest.raises(ModelInvalid, match=r"is (not usable|damaged) and cannot be loaded"):
            load(folder, model_named("ctc").spec)
    for data in (b"", b"PK\x03\x04", b"cos\nsystem\n(S'true'\ntR.", weights.read_bytes()[:-400]):
        weights.write_bytes(data)
        with pytest.raises(ModelInvalid):
            load(folder, model_named("ctc").spec)


@pytest.mark.parametrize("ending", ["tokenizer.model", "vocab.txt", "tokenizer.vocab"])
def test_a_tokenizer_that_is_none_is_refused_or_not_needed(
    ending: str, folder: Path, model_named: ModelNamed
) -> None:
    (file,) = (one for one in folder.iterdir() if one.name.endswith(ending))
    good = file.read_bytes()
    for data in (b"", b"\xff" * 999, good[:-7]):
        file.write_bytes(data)
        with contextlib.suppress(ModelInvalid):
            load(folder, model_named("ctc").spec)


# A tokenizer for Hugging Face's library whose code lies in the model's own folder.
REMOTE_CODE = {
    "config.json": '{"model_type": "x", "auto_map": {"AutoTokenizer": ["own_code.Own", null]}}',
    "tokenizer_config.json": '{"auto_map": {"AutoTokenizer": ["own_code.Own", null]}}',
    "own_code.py": "open(MARKER, 'w').close()\nclass Own: pass\n",
}


def with_code(source: Path, target: Path, place: str, part: dict[str, Any], marker: Path) -> Path:
    """A good model that has one place more or another class at it, and code beside it."""
    folder = shutil.copytree(source, target.with_suffix(".packing"))
    for name, text in REMOTE_CODE.items():
        (folder / name).write_text(text.replace("MARKER", repr(str(marker))), encoding="utf-8")
    config = yaml.safe_load((folder / "model_config.yaml").read_text(encoding="utf-8"))
    put(config, place, part)
    (folder / "model_config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with tarfile.open(target, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.add(file, arcname=f"./{file.name}")
    return target


@pytest.mark.parametrize("place", ["spec_augment", "encoder.bait", "callbacks"])
def test_a_model_that_brings_code_is_refused_on_every_way_in(
    place: str, model_named: ModelNamed, tmp_path: Path
) -> None:
    marker, models = tmp_path / "gotcha", tmp_path / "models"
    tokenizer = "nemo.collections.common.tokenizers.huggingface.auto_tokenizer.AutoTokenizer"
    part = {
        "_target_": tokenizer,
        "pretrained_model_name": str(models / "evil"),  # as its own folder will be called
        "trust_remote_code": True,
    }
    source = model_named("ctc")
    evil = with_code(source.folder, tmp_path / "evil.nemo", place, part, marker)
    store = ModelStore(models, RESOURCES / "models")
    session = Session(store.unpacked_folder, check_files=store.verify_installed)
    said = []
    for way_in in (inspect, lambda path: store.find(str(path))):
        with pytest.raises(ModelUnsafe) as caught:
            way_in(evil)
        said.append(caught.value.sentence)
    # Past the import's look, as a download and an offline pack come in.
    spec = replace(source.spec, id=str(evil), title="evil.nemo", path=evil)
    request = TranscriptionRequest(media_path=SAMPLE, model=spec)
    with pytest.raises(ModelUnsafe) as caught:
        session.transcribe(request, CancelToken(), lambda _event: None)
    said.append(caught.value.sentence)
    assert store.installed(spec) is None
    # A folder that was there before there was a check.
    shutil.copytree(evil.with_suffix(".packing"), models / "evil")
    with pytest.raises(ModelUnsafe) as caught:
        load(models / "evil", spec)
    said.append(caught.value.sentence)
    assert len(set(said)) == 1 and said[0].startswith("“evil.nemo” was not opened: its ")
    assert not marker.exists()
    session.close()


@pytest.mark.parametrize("prefix", ["", "timestamps_asr_"])
def test_a_model_that_is_in_the_store_already_is_refused_when_it_is_used(
    prefix: str, tmp_path: Path
) -> None:
    """As an earlier version, or another program, may have put it there."""
    marker = tmp_path / "gotcha"
    store = ModelStore(tmp_path / "models", RESOURCES / "models")
    folder = store.unpacked_folder(STARTER, CancelToken())
    config = (folder / "model_config.yaml").read_bytes()
    evil = config + f"callbacks: {{_target_: os.system, command: touch {marker}}}\n".encode()
    name = f"{prefix}model_config.yaml"
    (folder / name).write_bytes(evil)
    manifest = read_manifest(folder)
    assert manifest is not None
    others = [file for file in manifest.files if file.path != name]
    files = (*others, UnpackedFile(name, len(evil), hashlib.sha256(evil).hexdigest()))
    told = replace(manifest, files=files)
    (folder / "aviary-manifest.json").write_bytes(told.to_json())
    session = Session(store.unpacked_folder, check_files=store.verify_installed)
    with pytest.raises(ModelUnsafe, match="its callbacks asks for code"):
        session.transcribe(
            TranscriptionRequest(media_path=SAMPLE, model=store.find(STARTER.id)),
            CancelToken(),
            lambda _event: None,
        )
    session.close()
    assert not marker.exists()


def test_a_download_that_brings_code_is_thrown_away(
    model_named: ModelNamed, tmp_path: Path
) -> None:
    marker = tmp_path / "gotcha"
    part = {"_target_": "os.system", "command": f"touch '{marker}'"}
    evil = with_code(model_named("ctc").folder, tmp_path / "e.nemo", "encoder", part, marker)
    store = ModelStore(tmp_path / "models", RESOURCES / "models")
    with HubServer() as hub:
        hub.publish(repo(SPEC), SPEC.file_name, evil.read_bytes())
        with pytest.raises(AppError) as caught:
            fetch(store, hub)
    assert not marker.exists() and store.installed(SPEC) is None
    assert store.layout.arrived_bytes(SPEC.id) == 0
    assert caught.value.sentence


@pytest.mark.parametrize("name", ["ctc", "tdt", "hybrid", "canary", "canary2-aligner"])
def test_loading_a_good_model_touches_nothing_but_its_folder(
    name: str, model_named: ModelNamed, tmp_path: Path
) -> None:
    model = model_named(name)
    restoring.restore(model.folder, DeviceChoice.CPU)  # imports what is imported late
    with watched(model.folder, tmp_path, modules=frozenset({*sys.modules}) | FOR_CONFIGS) as seen:
        restoring.restore(model.folder, DeviceChoice.CPU)
    assert [one for one in seen.seen if "pickle.find_class" not in one] == []


def test_a_model_that_broke_on_the_disk_is_set_aside_and_got_again(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", RESOURCES / "models")
    weights = store.unpacked_folder(STARTER, CancelToken()) / "model_weights.ckpt"
    size = weights.stat().st_size
    with weights.open("r+b") as file:
        file.seek(size - 4000)
        file.write(bytes(4000))  # the zip's directory; the size stays
    session = Session(store.unpacked_folder, check_files=store.verify_installed)
    request = TranscriptionRequest(media_path=SAMPLE, model=STARTER)
    with pytest.raises(
        ModelDamaged, match=r"model_weights\.ckpt has changed since it was installed"
    ):
        session.transcribe(request, CancelToken(), lambda _event: None)
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.DAMAGED]
    assert session.transcribe(request, CancelToken(), lambda _event: None).segments
    session.close()
