"""Downloading through bad weather, from a real HTTP server on loopback that speaks as the hub."""

import errno
import os
import random
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, DiskFull
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import (
    CertificateUntrusted,
    DownloadDamaged,
    HubBusy,
    HubFileMissing,
    HubRefused,
    HubUnreachable,
    LicenceNotAccepted,
    StoreNotWritable,
)
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG
from desktop_app.models.download import Downloader, Patience, partial_bytes
from desktop_app.models.hub import HubSettings
from desktop_app.models.store import ModelStore
from desktop_app.models.upkeep import LeftOverKind, left_overs
from desktop_app.system.folders import RESOURCES
from tests.hub_faults import (
    Corrupt,
    Cut,
    Fault,
    Gated,
    Meanwhile,
    NoRange,
    Redirect,
    Shorten,
    Slow,
    Stall,
    Status,
    WrongStart,
)
from tests.hub_server import HubServer
from tests.nemo_files import model

SPEC = next(spec for spec in CATALOG if spec.id == "parakeet-tdt-0.6b-v3")
SIZE = 3_000_000
PATIENCE = Patience(tries=6, first_pause_s=0.02, longest_pause_s=1.5)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("hub") / SPEC.file_name
    return model(path, "EncDecRNNTBPEModel", weights=os.urandom(SIZE)).read_bytes()


@pytest.fixture
def hub(archive: bytes) -> Iterator[HubServer]:
    with HubServer() as server:
        server.publish(repo(SPEC), SPEC.file_name, archive)
        yield server


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "Modelle é 日本", RESOURCES / "models")


def repo(spec: ModelSpec) -> str:
    assert spec.repo_id
    return spec.repo_id


def downloader(
    store: ModelStore, hub: HubServer, token: str = "", stall_s: float = 5
) -> Downloader:
    settings = HubSettings(endpoint=hub.url, token=token, stall_s=stall_s)
    return Downloader(store, settings, patience=PATIENCE)


def fetch(store: ModelStore, hub: HubServer) -> list[ModelProgress]:
    seen: list[ModelProgress] = []
    downloader(store, hub).download(SPEC, CancelToken(), seen.append)
    return seen


def assert_good(store: ModelStore) -> None:
    """Installed, whole to the last bit, and nothing else left behind."""
    found = store.installed(SPEC)
    assert found is not None
    store.verify(found, CancelToken())
    assert left_overs(store.layout) == []
    assert partial_bytes(store, SPEC) == 0


def test_a_download_is_installed_with_its_manifest(store: ModelStore, hub: HubServer) -> None:
    seen = fetch(store, hub)
    assert_good(store)
    found = store.installed(SPEC)
    assert found is not None and found.kept_archive is None
    source = found.manifest.source
    assert len(source.revision) == 40 and len(source.sha256) == 64
    assert source.place.endswith(f"/{SPEC.file_name}")
    phases = list(dict.fromkeys(progress.phase for progress in seen))
    assert phases == [Phase.CONNECTING, Phase.DOWNLOADING, Phase.UNPACKING]
    assert seen[-1].fraction == 1
    requests = len(hub.requests)
    fetch(store, hub)
    assert len(hub.requests) == requests, "what is installed is not asked for again"


def test_the_archive_can_be_kept(store: ModelStore, hub: HubServer, archive: bytes) -> None:
    settings = HubSettings(endpoint=hub.url)
    Downloader(store, settings, keeps_archive=True).download(SPEC, CancelToken())
    assert_good(store)
    found = store.installed(SPEC)
    assert found is not None and found.kept_archive is not None
    assert found.kept_archive.read_bytes() == archive
    assert store.unpacked_folder(SPEC, CancelToken()) == found.folder


def test_cut_at_five_random_points(store: ModelStore, hub: HubServer) -> None:
    """One try survives all five: what has arrived is never fetched twice."""
    points = sorted(random.Random(7).sample(range(1000, SIZE // 5), 5))
    hub.faults.extend(Cut(after_bytes=point, reset=point % 2 == 1) for point in points)
    seen = fetch(store, hub)
    assert_good(store)
    assert [p.phase for p in seen].count(Phase.RETRYING) == 5
    assert all("Trying again" in p.note for p in seen if p.phase is Phase.RETRYING)
    assert hub.bytes_served < 1.3 * SIZE


WEATHER: list[tuple[str, list[Fault]]] = [
    ("429 with Retry-After", [Status(429, retry_after_s=1)]),
    ("503 with Retry-After", [Status(503, retry_after_s=1)]),
    ("500 without", [Status(500), Status(502)]),
    ("429 in the middle", [Cut(after_bytes=1000), Status(429, host="cdn", method="GET")]),
    ("truncated, length right", [Cut(after_bytes=SIZE // 2)]),
    ("truncated, length agrees", [Shorten(to_bytes=SIZE // 2)]),
    ("no Range", [Cut(after_bytes=SIZE // 2), NoRange(lasting=True)]),
    ("answer from elsewhere", [Cut(after_bytes=SIZE // 2), WrongStart(shift_bytes=-100)]),
    ("range refused", [Cut(after_bytes=SIZE // 2), Status(416, host="cdn", method="GET")]),
]


@pytest.mark.parametrize("faults", [w[1] for w in WEATHER], ids=[w[0] for w in WEATHER])
def test_one_try_survives(store: ModelStore, hub: HubServer, faults: list[Fault]) -> None:
    hub.faults.extend(faults)
    fetch(store, hub)
    assert_good(store)


def test_a_stall_is_noticed_and_the_rest_fetched(store: ModelStore, hub: HubServer) -> None:
    hub.faults.append(Stall(after_bytes=SIZE // 2, seconds=60))
    seen: list[ModelProgress] = []
    downloader(store, hub, stall_s=0.5).download(SPEC, CancelToken(), seen.append)
    assert_good(store)
    notes = [p.note for p in seen if p.phase is Phase.RETRYING]
    assert len(notes) == 1 and "sent nothing for" in notes[0]


REFUSALS: list[tuple[str, list[Fault], type[AppError], str]] = [
    ("gated", [Gated("secret")], HubRefused, "does not let Aviary have"),
    ("401", [Status(401, "RepoNotFound")], HubRefused, "does not let Aviary have"),
    ("403", [Status(403)], HubRefused, "does not let Aviary have"),
    ("404", [Status(404, "EntryNotFound")], HubFileMissing, "does not have this model"),
    ("busy for good", [Status(503, lasting=True)], HubBusy, r"is busy \(it answers 503\)"),
    ("a very long pause", [Status(429, retry_after_s=3600)], HubBusy, "a pause of 60 minutes"),
    ("wrong hash", [Corrupt()], DownloadDamaged, "not the file that the server announced"),
    ("cut for good", [Cut(after_bytes=0, lasting=True)], HubUnreachable, "connection .* broke"),
]


@pytest.mark.parametrize(
    ("faults", "error", "said"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS]
)
def test_what_ends_a_try_is_told_and_the_next_one_succeeds(
    store: ModelStore,
    hub: HubServer,
    faults: list[Fault],
    error: type[AppError],
    said: str,
) -> None:
    hub.faults.extend(faults)
    with pytest.raises(error, match=said) as caught:
        fetch(store, hub)
    assert caught.value.title and caught.value.remedy
    assert not store.is_installed(SPEC)
    hub.faults.clear()
    fetch(store, hub)
    assert_good(store)


def test_the_token_opens_a_gated_model_and_stays_with_the_hub(
    store: ModelStore, hub: HubServer
) -> None:
    hub.faults.append(Gated("secret"))
    with pytest.raises(HubRefused):
        downloader(store, hub, token="wrong").download(SPEC, CancelToken())
    downloader(store, hub, token="secret").download(SPEC, CancelToken())
    assert_good(store)
    assert {r.token for r in hub.requests if r.host == "cdn"} == {""}


def test_a_server_that_is_not_there(store: ModelStore, hub: HubServer) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(HubUnreachable, match="cannot be reached"):
        Downloader(store, HubSettings(endpoint=address), patience=PATIENCE).download(
            SPEC, CancelToken()
        )
    with pytest.raises(HubUnreachable):
        Downloader(store, HubSettings(endpoint="no address"), patience=PATIENCE).download(
            SPEC, CancelToken()
        )
    fetch(store, hub)
    assert_good(store)


def test_an_untrusted_certificate_is_named(
    store: ModelStore, hub: HubServer, archive: bytes
) -> None:
    with HubServer(tls=True) as secure:
        secure.publish(repo(SPEC), SPEC.file_name, archive)
        with pytest.raises(CertificateUntrusted, match="is not trusted"):
            downloader(store, secure).download(SPEC, CancelToken())
    fetch(store, hub)
    assert_good(store)


def test_a_renamed_repository_is_followed(store: ModelStore, hub: HubServer) -> None:
    address = f"{hub.url}/{repo(SPEC)}/resolve/main/{SPEC.file_name}"
    hub.publish("nvidia/new-name", SPEC.file_name, b"another file")
    hub.faults.append(Redirect(address, method="HEAD"))
    fetch(store, hub)
    assert_good(store)


def test_pausing_keeps_what_has_arrived(store: ModelStore, hub: HubServer) -> None:
    cancel = CancelToken()

    def pause(progress: ModelProgress) -> None:
        if progress.phase is Phase.DOWNLOADING and progress.done_bytes > SIZE // 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloader(store, hub).download(SPEC, cancel, pause)
    arrived = partial_bytes(store, SPEC)
    assert SIZE // 2 < arrived < SIZE
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.PARTIAL_DOWNLOAD]
    seen = fetch(store, hub)
    assert next(p for p in seen if p.phase is Phase.DOWNLOADING).done_bytes == arrived
    assert_good(store)


def test_a_newer_version_begins_anew(store: ModelStore, hub: HubServer, tmp_path: Path) -> None:
    """A part of the old file must not become the head of the new one."""
    cancel = CancelToken()
    newer = model(tmp_path / "n.nemo", "EncDecRNNTBPEModel", weights=os.urandom(SIZE)).read_bytes()

    def pause(progress: ModelProgress) -> None:
        if progress.done_bytes > SIZE // 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloader(store, hub).download(SPEC, cancel, pause)
    hub.publish(repo(SPEC), SPEC.file_name, newer)
    fetch(store, hub)
    assert_good(store)


def test_a_newer_version_in_the_middle_is_noticed(
    store: ModelStore, hub: HubServer, tmp_path: Path
) -> None:
    newer = model(tmp_path / "n.nemo", "EncDecRNNTBPEModel", weights=os.urandom(SIZE)).read_bytes()
    hub.faults.append(Cut(after_bytes=SIZE // 2))
    hub.faults.append(
        Meanwhile(lambda: hub.publish(repo(SPEC), SPEC.file_name, newer), method="GET")
    )
    with pytest.raises(DownloadDamaged):  # two halves of two files are no file
        fetch(store, hub)
    fetch(store, hub)
    assert_good(store)


def test_a_licence_is_accepted_first(store: ModelStore, hub: HubServer) -> None:
    canary = next(spec for spec in CATALOG if spec.id == "canary-1b")
    with pytest.raises(LicenceNotAccepted, match="CC-BY-NC"):
        downloader(store, hub).download(canary, CancelToken())
    assert hub.requests == []
    with pytest.raises(HubRefused):  # this hub does not have it; the licence is out of the way
        downloader(store, hub).download(canary, CancelToken(), licence_accepted=True)


def test_two_programs_fetch_one_file_once(store: ModelStore, hub: HubServer) -> None:
    hub.faults.append(Slow(bytes_per_s=6_000_000))
    other = ModelStore(store.folder, RESOURCES / "models")
    seen: list[ModelProgress] = []

    def second() -> None:
        downloader(other, hub).download(SPEC, CancelToken(), seen.append)

    thread = threading.Thread(target=second)
    started = threading.Event()

    def start_second(progress: ModelProgress) -> None:
        if progress.phase is Phase.DOWNLOADING and not started.is_set():
            started.set()
            thread.start()

    downloader(store, hub).download(SPEC, CancelToken(), start_second)
    thread.join(30)
    assert not thread.is_alive()
    assert {progress.phase for progress in seen} == {Phase.WAITING}
    assert hub.bytes_served < 1.1 * SIZE
    assert_good(store)


def test_a_small_disk_is_told_before_a_byte_is_fetched(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = SIZE  # enough for the archive, not for both

    monkeypatch.setattr("desktop_app.models.download.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(DiskFull, match="to download and unpack"):
        fetch(store, hub)
    assert {r.method for r in hub.requests} == {"HEAD"}
    monkeypatch.undo()
    fetch(store, hub)
    assert_good(store)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, hub: HubServer) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    store = ModelStore(blocked / "models", RESOURCES / "models")
    with pytest.raises(StoreNotWritable, match="cannot write into its models folder"):
        fetch(store, hub)


def test_a_mirror_without_checksums_is_good_enough(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.models.hub.SHA256", re.compile("never"))
    hub.faults.append(Cut(after_bytes=SIZE // 2))
    fetch(store, hub)
    assert_good(store)


def test_no_room_in_the_middle_keeps_what_has_arrived(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desktop_app.models.archive._take_out", full)
        with pytest.raises(DiskFull, match="No room is left to unpack"):
            fetch(store, hub)
    served = hub.bytes_served
    fetch(store, hub)
    assert hub.bytes_served == served, "the archive was there"
    assert_good(store)
