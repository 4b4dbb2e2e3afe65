"""Models that are folders of files: looked into, added, packed, moved and checked."""

import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid
from desktop_app.core.model import ModelKind
from desktop_app.core.model_config.nemotron import CONFIG_FILE, WEIGHTS_FILE
from desktop_app.core.model_errors import ModelDamaged, ModelUnsafe
from desktop_app.core.model_progress import ModelProgress
from desktop_app.models.catalog import DIARIZERS
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOverKind, left_overs, remove
from desktop_app.models.manifest import MANIFEST_NAME, read_manifest
from desktop_app.models.moving import move
from desktop_app.models.store import ModelStore
from tests.hostile_archives import END, KINDS, NAMES, member
from tests.model_folders import FRONT_END_FILE, config, files, front_end, weights, write
from tests.nemo_files import pack
from tests.unit.storing import add, installed, visible

NEMOTRON = DIARIZERS[0]
SMALL = files(numbers=1000)
ALL_NAMES = {*SMALL, MANIFEST_NAME}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "here é 日本" / "meetings", SMALL)


def test_what_the_user_is_told_of_a_folder(folder: Path) -> None:
    file = inspect(folder)
    assert file.spec.kind is ModelKind.NEMOTRON_DIARIZER and file.spec.title == "meetings"
    assert file.spec.most_speakers == 8 and not file.spec.timestamps
    assert file.bytes == sum(map(len, SMALL.values()))
    for name in SMALL:
        assert inspect(folder / name) == file, "each of its files stands for the folder"


def test_a_folder_is_added_with_nothing_but_the_model(store: ModelStore, folder: Path) -> None:
    (folder / "README.md").write_text("A card.", encoding="utf-8")
    (folder / "notes").mkdir()
    spec = add(store, folder)
    assert spec.id == "meetings" and spec in store.available()
    found = installed(store, spec)
    assert {path.name for path in found.folder.iterdir()} == ALL_NAMES
    for name, content in SMALL.items():
        assert (found.folder / name).read_bytes() == content
    store.verify(found, CancelToken())
    assert store.unpacked_folder(inspect(folder).spec, CancelToken()) == found.folder
    assert store.default_diarizer() == spec
    assert remove(store.layout, spec.id) > 0 and visible(store.folder) == set()
    assert folder.is_dir(), "the user's own stays"


def test_a_changed_folder_is_copied_again(store: ModelStore, folder: Path) -> None:
    spec = inspect(folder).spec
    first = store.unpacked_folder(spec, CancelToken())
    changed = weights(seed=5, numbers=1000)
    (folder / WEIGHTS_FILE).write_bytes(changed)
    os.utime(folder / WEIGHTS_FILE, ns=(1, 2**62))
    assert store.unpacked_folder(spec, CancelToken()) == first
    assert (first / WEIGHTS_FILE).read_bytes() == changed


def test_a_folder_with_the_name_on_the_hub_is_the_catalogues(
    store: ModelStore, tmp_path: Path
) -> None:
    assert add(store, write(tmp_path / "Nemotron-3-Diarization", SMALL)) == NEMOTRON
    assert store.is_installed(NEMOTRON) and store.default_diarizer() == NEMOTRON


def test_the_older_name_of_the_front_end_counts(store: ModelStore, tmp_path: Path) -> None:
    content = {**SMALL, "preprocessor_config.json": SMALL[FRONT_END_FILE]}
    del content[FRONT_END_FILE]
    spec = add(store, write(tmp_path / "older", content))
    store.verify(installed(store, spec), CancelToken())


def test_a_pack_goes_to_another_computer_and_back(
    store: ModelStore, folder: Path, tmp_path: Path
) -> None:
    spec = add(store, folder)
    target = tmp_path / spec.file_name
    store.export(installed(store, spec), target, CancelToken())
    assert target.name == "meetings.tar"
    other = ModelStore(tmp_path / "other", tmp_path)
    assert inspect(target).spec.most_speakers == 8
    assert add(other, target).id == "meetings"
    assert installed(other, spec).manifest.files == installed(store, spec).manifest.files
    assert installed(other, spec).manifest.source.packed_from == str(folder)


def test_a_damaged_one_is_set_aside(store: ModelStore, folder: Path) -> None:
    found = installed(store, add(store, folder))
    with (found.folder / WEIGHTS_FILE).open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\0")
    with pytest.raises(ModelDamaged, match=r"model\.safetensors has changed"):
        store.verify(found, CancelToken())
    assert [one.kind for one in left_overs(store.layout)] == [LeftOverKind.DAMAGED]


def test_the_store_moves_with_it(store: ModelStore, folder: Path, tmp_path: Path) -> None:
    spec = add(store, folder)
    new = StoreLayout(tmp_path / "new")
    move(store.layout, new, lambda: store.use_folder(new.root), CancelToken())
    store.verify(installed(store, spec), CancelToken())


def test_a_stop_leaves_nothing_behind(store: ModelStore, folder: Path) -> None:
    cancel = CancelToken()

    def stop(_progress: ModelProgress) -> None:
        cancel.cancel()

    with pytest.raises(Cancelled):
        store.add(inspect(folder), cancel, stop)
    assert visible(store.folder) == set() and left_overs(store.layout) == []


def safetensors(header: Any, data: bytes = bytes(8), length: int | None = None) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def tensor(
    kind: str = "F32", shape: tuple[int, ...] = (2,), place: tuple[int, int] = (0, 8)
) -> Any:
    return {"dtype": kind, "shape": shape, "data_offsets": place}


HEADER = "not what their header"
HUGE = (1 << 62, 1 << 62)
TWICE = b'{"a":%s,"a":%s}' % (
    json.dumps(tensor()).encode(),
    json.dumps(tensor(shape=(1,), place=(0, 4))).encode(),
)
Content: TypeAlias = dict[str, bytes]
DISHONEST: dict[str, tuple[str, Content]] = {
    "cut off": (HEADER, {WEIGHTS_FILE: SMALL[WEIGHTS_FILE][:-1]}),
    "more than it says": (HEADER, {WEIGHTS_FILE: SMALL[WEIGHTS_FILE] + b"\0"}),
    "a shape of more": (HEADER, {WEIGHTS_FILE: safetensors({"a": tensor(shape=(3,))})}),
    "a shape of all memory": (
        HEADER, {WEIGHTS_FILE: safetensors({"a": tensor(shape=HUGE)})}),
    "one over the other": (
        HEADER, {WEIGHTS_FILE: safetensors({"a": tensor(), "b": tensor()})}),
    "a hole": (
        HEADER,
        {WEIGHTS_FILE: safetensors({"a": tensor(), "b": tensor(place=(12, 20))}, bytes(20))}),
    "before the beginning": (
        HEADER, {WEIGHTS_FILE: safetensors({"a": tensor(place=(-8, 0))})}),
    "a kind that is none": (
        HEADER, {WEIGHTS_FILE: safetensors({"a": tensor(kind="Q9")})}),
    "twice the same name": (
        HEADER,
        {WEIGHTS_FILE: safetensors(TWICE)}),
    "a header of exabytes": ("too large", {WEIGHTS_FILE: safetensors({}, length=1 << 60)}),
    "a header of 5 MB": ("too large", {WEIGHTS_FILE: safetensors(b" " * 5_000_000)}),
    "whole numbers": ("another kind", {WEIGHTS_FILE: safetensors({"a": tensor(kind="I32")})}),
    "no numbers": ("another kind", {WEIGHTS_FILE: safetensors({}, b"")}),
    "nothing": (HEADER, {WEIGHTS_FILE: b""}),
    "a pickle under its name": ("too large", {WEIGHTS_FILE: b"\x80\x02}q\0." * 99}),
    "another model": ("not a diarizer", {CONFIG_FILE: config(model_type="llama")}),
    "code": ("asks for code", {CONFIG_FILE: config(auto_map={"AutoModel": "modeling.Model"})}),
    "code of the front end": (
        "asks for code", {FRONT_END_FILE: front_end(auto_map={"AutoProcessor": "x.X"})}),
    "sizes without end": (
        "a value that no", {CONFIG_FILE: config(audio_config={"hidden_size": 1 << 40})}),
    "no JSON": ("cannot be read", {CONFIG_FILE: b"{"}),
    "a configuration of 2 MB": ("too large", {CONFIG_FILE: b" " * 2_000_000}),
    "other sound": ("a value that no", {FRONT_END_FILE: front_end(sampling_rate=8000)}),
}  # fmt: skip


@pytest.mark.parametrize("name", DISHONEST)
def test_a_folder_that_is_not_honest_is_refused(
    store: ModelStore, tmp_path: Path, name: str
) -> None:
    said, changes = DISHONEST[name]
    folder = write(tmp_path / "evil", {**SMALL, **changes})
    with pytest.raises(ModelInvalid, match=said) as looked:
        inspect(folder)
    assert looked.value.sentence.isprintable() and len(looked.value.sentence) < 300
    # Also to one who uses it without a look, and out of a pack.
    spec = inspect(write(tmp_path / "good", SMALL)).spec
    write(tmp_path / "good", changes)
    with pytest.raises(ModelInvalid, match=said):
        store.unpacked_folder(spec, CancelToken())
    path = pack(tmp_path / "evil.tar", {**SMALL, **changes})
    with pytest.raises(ModelInvalid, match=said):
        store.add(inspect(path), CancelToken())
    assert visible(store.folder) == set()


@pytest.mark.parametrize("code", ["modeling.py", "pytorch_model.bin", "optimizer.PT", "x.pkl"])
def test_a_folder_with_code_is_refused(tmp_path: Path, code: str) -> None:
    write(tmp_path / "evil", {**SMALL, code: b"bait"})
    with pytest.raises(ModelUnsafe, match=f"contains “{code}”"):
        inspect(tmp_path / "evil")


def test_a_pack_with_another_file_is_refused(store: ModelStore, tmp_path: Path) -> None:
    path = pack(tmp_path / "evil.tar", {**SMALL, "modeling.py": "bait"})
    with pytest.raises(ModelInvalid, match=r"“modeling\.py” is no file of such a model"):
        store.add(inspect(path), CancelToken())
    assert visible(store.folder) == set()


def test_no_name_or_kind_of_member_leads_out_of_a_pack(store: ModelStore, tmp_path: Path) -> None:
    good = b"".join(member(name, data) for name, data in SMALL.items())
    hostile = [member(name, b"bait") for name in NAMES]
    hostile += [member("x", type=kind, linkname="/etc/passwd") for kind in KINDS]
    for number, one in enumerate(hostile):
        path = tmp_path / f"evil{number}.tar"
        path.write_bytes(good + one + END)
        with pytest.raises(ModelInvalid, match=r"not safe to unpack|is damaged"):
            store.add(inspect(path), CancelToken())
    assert visible(store.folder) == set()
    assert {path.suffix for path in tmp_path.iterdir()} == {"", ".tar"}


def test_a_pack_has_to_match_its_description(
    store: ModelStore, folder: Path, tmp_path: Path
) -> None:
    found = installed(store, add(store, folder))
    manifest = (found.folder / MANIFEST_NAME).read_bytes()
    changed: dict[str, str | bytes] = {
        MANIFEST_NAME: manifest,
        **SMALL,
        WEIGHTS_FILE: weights(seed=9, numbers=1000),
    }
    other = ModelStore(tmp_path / "other", tmp_path)
    pretended = inspect(pack(tmp_path / "evil.tar", changed))
    with pytest.raises(ModelInvalid, match="not those that were packed"):
        other.add(pretended, CancelToken())


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("hurt", [Path.unlink, become_folder])
def test_a_file_that_is_missing_or_a_folder(
    tmp_path: Path, name: str, hurt: Callable[[Path], object]
) -> None:
    folder = write(tmp_path / "meetings", SMALL)
    hurt(folder / name)
    with pytest.raises(ModelInvalid, match=f"no {name}|is a folder"):
        inspect(folder)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("name", SMALL)
def test_a_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    with pytest.raises(ModelUnsafe, match="is a link") as told:
        inspect(folder)
    assert told.value.remedy == "Import a copy of the folder that has the files themselves in it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
@pytest.mark.parametrize("name", SMALL)
def test_a_pipe_is_not_opened(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    with pytest.raises(ModelInvalid, match="is a named pipe"):
        inspect(folder)


def test_a_folder_that_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match=r"is not a model: it contains no config\.json"):
        inspect(tmp_path)


@pytest.mark.parametrize("lacking", SMALL)
def test_a_manifest_without_a_needed_file_is_none(
    store: ModelStore, folder: Path, lacking: str
) -> None:
    found = installed(store, add(store, folder))
    path = found.folder / MANIFEST_NAME
    told = json.loads(path.read_bytes())
    told["files"] = [file for file in told["files"] if file["path"] != lacking]
    path.write_text(json.dumps(told), encoding="utf-8")
    assert read_manifest(found.folder) is None
