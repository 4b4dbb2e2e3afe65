"""Weights with flipped bytes, as torch writes them: a zip archive of stored records."""

import os
import zipfile
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid
from desktop_app.models.inspection import check_records, inspect
from desktop_app.models.maintenance import left_overs
from desktop_app.models.store import ModelStore
from tests.nemo_files import config, pack
from tests.unit.storing import visible

NAMES = ("archive/data.pkl", "archive/data/0", "archive/data/1")


def weights(path: Path) -> Path:
    """Write a file of weights: two records of numbers, as torch lays them out."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in NAMES:
            archive.writestr(name, name.encode() * 5000)
    return path


def flip(path: Path, at: int) -> None:
    """Turn one bit around."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))


def check(path: Path) -> None:
    check_records(path, "mine.nemo", CancelToken())


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_one_flipped_bit_is_found_wherever_it_is(tmp_path: Path, share: float) -> None:
    path = weights(tmp_path / "model_weights.ckpt")
    check(path)
    flip(path, int(share * path.stat().st_size))
    with pytest.raises(ModelInvalid, match="is damaged: its weights"):
        check(path)


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    path = weights(tmp_path / "model_weights.ckpt")
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(ModelInvalid):
        check(path)


def test_what_has_no_checksums_is_left_to_whom_it_is_loaded_by(tmp_path: Path) -> None:
    old = tmp_path / "model_weights.ckpt"
    old.write_bytes(b"\x80\x02 as torch wrote them before 1.6")
    check(old)
    # torch writes 0 for each record where it is told to compute no checksums.
    path = weights(tmp_path / "other.ckpt")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        crcs = [one.CRC.to_bytes(4, "little") for one in archive.infolist()]
    for crc in crcs:
        content = content.replace(crc, bytes(4))
    path.write_bytes(content)
    check(path)


def test_records_that_lie_over_one_another_are_no_endless_work(tmp_path: Path) -> None:
    path = weights(tmp_path / "model_weights.ckpt")
    with zipfile.ZipFile(path, "a") as archive:
        archive.filelist.extend(archive.filelist * 1000)
        archive._didModify = True  # type: ignore[attr-defined]
    with pytest.raises(ModelInvalid):
        check(path)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check_records(weights(tmp_path / "model_weights.ckpt"), "mine.nemo", cancel)


def test_a_model_by_its_path_is_refused_before_it_is_used_and_leaves_nothing(
    store: ModelStore, tmp_path: Path
) -> None:
    written = weights(tmp_path / "w.ckpt")
    flip(written, written.stat().st_size // 2)
    files = {"model_config.yaml": config("EncDecRNNTBPEModel")}
    path = pack(tmp_path / "mine.nemo", files | {"model_weights.ckpt": written.read_bytes()})
    spec = inspect(path).spec  # its archive is sound
    with pytest.raises(ModelInvalid, match="is damaged: its weights"):
        store.unpacked_folder(spec, CancelToken())
    assert visible(store.folder) == set() and left_overs(store.layout) == []
