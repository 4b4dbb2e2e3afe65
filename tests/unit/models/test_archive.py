"""Unpacking an archive from anywhere: whole and hashed, or refused with nothing left behind."""

import gzip
import hashlib
import os
import sys
import tarfile
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_errors import StoreFull
from desktop_app.core.model_progress import ModelProgress
from desktop_app.models.archive import extract, look_into
from desktop_app.models.installation import install
from desktop_app.models.layout import StoreLayout
from desktop_app.models.manifest import ArchiveSource, Origin, Unpacked
from tests.nemo_files import config, model, pack
from tests.unit.storing import visible

SPEC = ModelSpec("m", "M", ModelKind.CTC, "A test.")


def source(unpacked: Unpacked) -> ArchiveSource:
    return ArchiveSource(Origin.FILE, "x", unpacked.archive_bytes, unpacked.archive_sha256)


def unpack(path: Path, root: Path, cancel: CancelToken | None = None) -> Path:
    layout = StoreLayout(root)
    install(path, SPEC, layout, source, cancel or CancelToken())
    return layout.folder("m")


def test_files_and_archive_are_hashed_in_one_pass(tmp_path: Path) -> None:
    path = model(tmp_path / "a.nemo", weights=os.urandom(9_000_000))
    seen: list[ModelProgress] = []
    found = extract(path, tmp_path / "out", CancelToken(), seen.append)
    assert found.archive_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.archive_bytes == path.stat().st_size
    assert {f.path for f in found.files} == {"model_config.yaml", "model_weights.ckpt"}
    for file in found.files:
        data = (tmp_path / "out" / file.path).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert seen[-1].fraction == 1
    assert [p.done_bytes for p in seen] == sorted(p.done_bytes for p in seen)


def test_an_old_archive_with_gzip(tmp_path: Path) -> None:
    plain = model(tmp_path / "a.nemo", weights=os.urandom(100_000))
    packed = tmp_path / "b.nemo"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    found = extract(packed, tmp_path / "out", CancelToken())
    assert found.files == extract(plain, tmp_path / "out2", CancelToken()).files
    assert found.archive_sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()


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
        unpack(path, store)
    assert visible(store) == set()
    assert not list(tmp_path.rglob("outside.txt"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.nemo"
    with tarfile.open(path, "w") as tar:
        entry = tarfile.TarInfo("model_weights.ckpt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(entry)
    with pytest.raises(ModelInvalid, match="is a link"):
        unpack(path, tmp_path / "store")


def test_a_truncated_archive_is_damaged_and_leaves_nothing(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.nemo", {"model_config.yaml": "x", "model_weights.ckpt": b"w" * 99999})
    path.write_bytes(path.read_bytes()[:50_000])
    with pytest.raises(ModelInvalid, match="damaged"):
        unpack(path, tmp_path / "store")
    assert visible(tmp_path / "store") == set()


def test_unpacking_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        unpack(model(tmp_path / "a.nemo"), tmp_path / "store", cancel)
    assert visible(tmp_path / "store") == set()


def test_a_small_disk_is_reported_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = 10

    monkeypatch.setattr("desktop_app.models.archive.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(StoreFull, match=r"Unpacking “a\.nemo” needs 0\.0 GB"):
        unpack(model(tmp_path / "a.nemo"), tmp_path / "store")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "not an ordinary file"),
        (tarfile.BLKTYPE, "not an ordinary file"),
        (tarfile.FIFOTYPE, "not an ordinary file"),
    ],
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes, said: str) -> None:
    path = tmp_path / "evil.nemo"
    with tarfile.open(path, "w") as tar:
        entry = tarfile.TarInfo("model_weights.ckpt")
        entry.type, entry.linkname, entry.devmajor = kind, "/etc/passwd", 1
        tar.addfile(entry)
    with pytest.raises(ModelInvalid, match=said):
        unpack(path, tmp_path / "store")
    assert visible(tmp_path / "store") == set()


def test_a_hundred_gigabytes_of_zeros_are_refused(tmp_path: Path) -> None:
    """As a header that promises them, packed by gzip, and as a sparse file."""
    entry = tarfile.TarInfo("model_weights.ckpt")
    entry.size = 100 * 10**9
    header = entry.tobuf(tarfile.GNU_FORMAT)
    plain, packed = tmp_path / "plain.nemo", tmp_path / "packed.nemo"
    plain.write_bytes(header + bytes(1 << 20))
    packed.write_bytes(gzip.compress(header + bytes(1 << 20)))
    bomb = tmp_path / "bomb.nemo"
    entry.size = 300 << 20
    bomb.write_bytes(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + bytes(entry.size)))
    entry.type = tarfile.GNUTYPE_SPARSE
    sparse = tmp_path / "sparse.nemo"
    sparse.write_bytes(entry.tobuf(tarfile.GNU_FORMAT) + bytes(1 << 20))
    for path in (plain, packed, bomb, sparse):
        with pytest.raises(ModelInvalid, match=r"not safe to unpack|damaged"):
            unpack(path, tmp_path / "store")
        assert visible(tmp_path / "store") == set()


def test_a_forged_header_does_not_fill_the_memory(tmp_path: Path) -> None:
    """A long name of 300 MB, which tarfile would read into memory at once."""
    entry = tarfile.TarInfo("././@LongLink")
    entry.type, entry.size = tarfile.GNUTYPE_LONGNAME, 300 << 20
    path = tmp_path / "evil.nemo"
    path.write_bytes(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + bytes(entry.size)))
    with pytest.raises(ModelInvalid, match="damaged"):
        unpack(path, tmp_path / "store")


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    """Windows and macOS take both for one file, and the second would win."""
    members = {"model_config.yaml": config("EncDecCTCModel"), "Model_Config.yaml": "other"}
    with pytest.raises(ModelInvalid, match="two files named"):
        unpack(pack(tmp_path / "a.nemo", dict(members)), tmp_path / "store")


def test_what_check_refuses_is_not_installed(tmp_path: Path) -> None:
    def refuse(_unpacked: Unpacked) -> ArchiveSource:
        raise ModelInvalid("Not this one.")

    layout = StoreLayout(tmp_path / "store")
    with pytest.raises(ModelInvalid, match="Not this one"):
        install(model(tmp_path / "a.nemo"), SPEC, layout, refuse, CancelToken())
    assert visible(layout.root) == set()


@pytest.mark.timeout(20)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_is_no_model(tmp_path: Path) -> None:
    pipe = tmp_path / "m.nemo"
    os.mkfifo(pipe)
    with pytest.raises(ModelInvalid, match="is a named pipe, not a model file"):
        look_into(pipe)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a file that always fails")
def test_a_disk_that_fails_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.nemo"
    path.symlink_to("/proc/self/mem")
    for way in (look_into, lambda path: extract(path, tmp_path / "out", CancelToken())):
        with pytest.raises(ModelInvalid, match=r"“a\.nemo” cannot be read: Input/output error\."):
            way(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other such names")
def test_what_cannot_be_opened_at_all_is_reported(tmp_path: Path) -> None:
    (tmp_path / "circle.nemo").symlink_to(tmp_path / "circle.nemo")
    for name in ("circle.nemo", "a" * 300, "a\0b"):
        with pytest.raises(ModelInvalid):
            look_into(tmp_path / name)
