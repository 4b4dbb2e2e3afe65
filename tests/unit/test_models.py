"""Model files: what they are, and unpacking them safely, on small real archives."""

import io
import tarfile
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import (
    Cancelled,
    DiskFull,
    ModelInvalid,
    ModelNotInstalled,
    ModelUnknown,
)
from desktop_app.core.model import ModelKind
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.archive import is_unpacked, unpack
from desktop_app.models.catalog import CATALOG, STARTER
from desktop_app.models.inspection import inspect
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES

BUNDLED = RESOURCES / "models"
TARGET = "nemo.collections.asr.models"


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return path


def config(class_name: str, extra: str = "") -> str:
    return f"target: {TARGET}.x.{class_name}\npreprocessor:\n  sample_rate: 16000\n{extra}"


def model(path: Path, class_name: str = "EncDecCTCModelBPE", extra: str = "") -> Path:
    return pack(
        path,
        {"./model_config.yaml": config(class_name, extra), "./model_weights.ckpt": b"weights"},
    )


@pytest.mark.parametrize(
    ("class_name", "extra", "kind"),
    [
        ("EncDecRNNTBPEModel", "", ModelKind.TRANSDUCER),
        ("EncDecCTCModelBPE", "", ModelKind.CTC),
        ("EncDecHybridRNNTCTCBPEModel", "", ModelKind.HYBRID),
        ("EncDecMultiTaskModel", "prompt_format: canary\n", ModelKind.CANARY),
        ("EncDecMultiTaskModel", "prompt_format: canary2\n", ModelKind.CANARY2),
    ],
)
def test_a_model_is_told_by_its_configuration(
    tmp_path: Path, class_name: str, extra: str, kind: ModelKind
) -> None:
    path = model(tmp_path / "Mein Modell é 日本.nemo", class_name, extra)
    spec = inspect(path)
    assert (spec.kind, spec.path, spec.title) == (kind, path, "Mein Modell é 日本")
    assert bool(spec.languages) is kind.is_prompted


def test_canary_without_times_says_why(tmp_path: Path) -> None:
    first = inspect(model(tmp_path / "a.nemo", "EncDecMultiTaskModel", "prompt_format: canary\n"))
    assert (
        first.best_timestamps is TimestampMode.NONE and "without times" in first.timestamps_why_not
    )
    bare = inspect(model(tmp_path / "b.nemo", "EncDecMultiTaskModel", "prompt_format: canary2\n"))
    assert (
        bare.best_timestamps is TimestampMode.NONE and "timestamps model" in bare.timestamps_why_not
    )
    whole = pack(
        tmp_path / "c.nemo",
        {
            "model_config.yaml": config("EncDecMultiTaskModel", "prompt_format: canary2\n"),
            "timestamps_asr_model_weights.ckpt": b"w",
        },
    )
    assert inspect(whole).best_timestamps is TimestampMode.WORD


def test_languages_come_from_an_aggregate_tokenizer(tmp_path: Path) -> None:
    extra = "prompt_format: canary\ntokenizer:\n  langs: {spl_tokens: {}, en: {}, sv: {}}\n"
    assert inspect(model(tmp_path / "a.nemo", "EncDecMultiTaskModel", extra)).languages == (
        "en",
        "sv",
    )


def test_the_bundled_starter_is_a_transducer() -> None:
    assert inspect(BUNDLED / "aviary-starter.nemo").kind is ModelKind.TRANSDUCER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no .nemo archive"),
        (b"This is a text file, renamed.\n" * 100, "no .nemo archive"),
    ],
)
def test_a_file_that_is_no_archive(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.nemo"
    path.write_bytes(content)
    with pytest.raises(ModelInvalid, match=said):
        inspect(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ModelInvalid, match="There is no model file"):
        inspect(tmp_path / "gone.nemo")


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"readme.txt": "hi"}, r"holds no model_config\.yaml"),
        ({"model_config.yaml": "a: [1"}, "configuration cannot be read"),
        ({"model_config.yaml": ""}, "configuration is empty"),
        ({"model_config.yaml": config("GPTModel")}, "GPTModel, which is not a speech recogniser"),
        (
            {"model_config.yaml": config("EncDecCTCModelBPE").replace("16000", "8000")},
            "works on 8000 Hz audio",
        ),
    ],
)
def test_an_archive_that_is_no_speech_model(
    tmp_path: Path, members: dict[str, str | bytes], said: str
) -> None:
    with pytest.raises(ModelInvalid, match=said):
        inspect(pack(tmp_path / "x.nemo", members))


def test_unpacking_makes_a_whole_folder(tmp_path: Path) -> None:
    folder = tmp_path / "store" / "model"
    unpack(model(tmp_path / "a.nemo"), folder, CancelToken())
    assert is_unpacked(folder)
    assert [p.name for p in folder.parent.iterdir()] == ["model"]


@pytest.mark.parametrize(
    "name",
    ["../outside.txt", "/outside.txt", "a/../../outside.txt", "C:outside.txt", "..\\outside.txt"],
)
def test_a_member_that_points_outside_is_refused(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = pack(inner / "evil.nemo", {"model_config.yaml": "x", name: "gotcha"})
    store = inner / "store"
    with pytest.raises(ModelInvalid, match="points outside"):
        unpack(path, store / "m", CancelToken())
    assert not list(store.iterdir())
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.nemo"
    with tarfile.open(path, "w") as tar:
        entry = tarfile.TarInfo("model_weights.ckpt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    with pytest.raises(ModelInvalid, match="is a link"):
        unpack(path, tmp_path / "store" / "m", CancelToken())


def test_a_truncated_archive_is_damaged_and_leaves_nothing(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.nemo", {"model_config.yaml": "x", "model_weights.ckpt": b"w" * 99999})
    path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(ModelInvalid, match="damaged"):
        unpack(path, tmp_path / "store" / "m", CancelToken())
    assert not list((tmp_path / "store").iterdir())


def test_unpacking_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        unpack(model(tmp_path / "a.nemo"), tmp_path / "store" / "m", cancel)
    assert not list((tmp_path / "store").iterdir())


def test_a_small_disk_is_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 10

    monkeypatch.setattr("desktop_app.models.archive.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(DiskFull, match=r"needs 0\.0 GB to be unpacked"):
        unpack(model(tmp_path / "a.nemo"), tmp_path / "store" / "m", CancelToken())


def test_another_program_that_was_quicker_is_no_error(tmp_path: Path) -> None:
    path, folder = model(tmp_path / "a.nemo"), tmp_path / "store" / "m"
    unpack(path, folder, CancelToken())
    unpack(path, folder, CancelToken())
    assert is_unpacked(folder)
    assert [p.name for p in folder.parent.iterdir()] == ["m"]


def test_the_store_unpacks_once_and_again_when_the_file_changes(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", BUNDLED)
    path = model(tmp_path / "a.nemo")
    first = store.unpacked_folder(store.find(str(path)), CancelToken())
    marker = first / "marker"
    marker.touch()
    assert store.unpacked_folder(store.find(str(path)), CancelToken()) == first
    assert marker.exists()
    model(tmp_path / "a.nemo", extra="more: 1\n" * 2000)
    assert store.unpacked_folder(store.find(str(path)), CancelToken()) != first


def test_the_store_knows_the_catalogue(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "models", BUNDLED)
    assert store.available() == list(CATALOG)
    assert store.is_installed(STARTER)
    parakeet = store.find("parakeet-tdt-0.6b-v3")
    assert not store.is_installed(parakeet)
    assert store.preferred() is STARTER
    with pytest.raises(ModelNotInstalled, match="not on this computer"):
        store.unpacked_folder(parakeet, CancelToken())
    store.folder.mkdir()
    model(store.folder / "parakeet-tdt-0.6b-v3.nemo", "EncDecRNNTBPEModel")
    assert store.is_installed(parakeet)
    assert store.preferred() is parakeet
    assert is_unpacked(store.unpacked_folder(parakeet, CancelToken()))
    with pytest.raises(ModelUnknown, match="no model named “whisper”"):
        store.find("whisper")


def test_the_catalogue_is_sound() -> None:
    assert len({spec.id for spec in CATALOG}) == len(CATALOG) == 5
    for spec in CATALOG:
        assert spec.summary and spec.licence
        assert bool(spec.languages) is spec.kind.is_prompted
        assert spec.kind.is_prompted is bool(spec.target_languages)
        assert bool(spec.timestamps_why_not) is (spec.best_timestamps is not TimestampMode.WORD)
        assert spec.max_chunk_s <= 40
