"""Downloading: pausing, resuming, tokens, licences, versions, and two programs at once."""

import errno
import os
import re
import threading
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.model_errors import (
    DownloadDamaged,
    HubRefused,
    LicenceNotAccepted,
    StoreFull,
    StoreNotWritable,
)
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG
from desktop_app.models.download import Downloader
from desktop_app.models.maintenance import LeftOverKind, left_overs
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.system.folders import RESOURCES
from tests.conftest import PATIENCE_S
from tests.hub_faults import (
    Cut,
    Gated,
    Lengthen,
    Meanwhile,
    Redirect,
)
from tests.hub_server import HubServer
from tests.nemo_files import model
from tests.unit.downloading import PATIENCE, SIZE, SPEC, assert_good, downloader, fetch, repo


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


def test_the_token_opens_a_gated_model_and_stays_with_the_hub(
    store: ModelStore, hub: HubServer
) -> None:
    hub.faults.append(Gated("secret"))
    with pytest.raises(HubRefused):
        downloader(store, hub, token="wrong").download(SPEC, CancelToken())
    downloader(store, hub, token="secret").download(SPEC, CancelToken())
    assert_good(store)
    assert {r.token for r in hub.requests if r.host == "cdn"} == {""}


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
    arrived = store.layout.arrived_bytes(SPEC.id)
    assert SIZE // 2 < arrived < SIZE
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.PARTIAL_DOWNLOAD]
    seen = fetch(store, hub)
    assert next(p for p in seen if p.phase is Phase.DOWNLOADING).done_bytes == arrived
    assert_good(store)


def test_a_newer_version_starts_from_the_beginning(
    store: ModelStore, hub: HubServer, tmp_path: Path
) -> None:
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


@pytest.mark.parametrize("from_environment", [False, True])
def test_a_proxy_carries_everything(
    store: ModelStore, hub: HubServer, from_environment: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No name of the hub or of its storage can be resolved; only the proxy knows them."""
    if from_environment:
        monkeypatch.setenv("HTTP_PROXY", hub.url)
    hub.storage_url = "http://storage.invalid"
    proxy = "" if from_environment else hub.url
    settings = HubSettings(endpoint="http://hub.invalid", proxy=proxy)
    Downloader(store, settings, patience=PATIENCE).download(SPEC, CancelToken())
    assert_good(store)
    assert {r.headers["host"] for r in hub.requests} == {"hub.invalid", "storage.invalid"}


def test_a_licence_is_accepted_first(store: ModelStore, hub: HubServer) -> None:
    canary = next(spec for spec in CATALOG if spec.id == "canary-1b")
    with pytest.raises(LicenceNotAccepted, match="CC-BY-NC"):
        downloader(store, hub).download(canary, CancelToken())
    assert hub.requests == []
    with pytest.raises(HubRefused):  # this hub does not have it; the licence is out of the way
        downloader(store, hub).download(canary, CancelToken(), licence_accepted=True)


def test_two_programs_fetch_one_file_once(store: ModelStore, hub: HubServer) -> None:
    other = ModelStore(store.folder, RESOURCES / "models")
    seen: list[ModelProgress] = []
    waits = threading.Event()

    def see(progress: ModelProgress) -> None:
        seen.append(progress)
        waits.set()

    def second() -> None:
        downloader(other, hub).download(SPEC, CancelToken(), see)

    thread = threading.Thread(target=second)
    started = threading.Event()

    def start_second(progress: ModelProgress) -> None:
        if progress.phase is Phase.DOWNLOADING and not started.is_set():
            started.set()
            thread.start()
            assert waits.wait(PATIENCE_S)

    downloader(store, hub).download(SPEC, CancelToken(), start_second)
    thread.join(30)
    assert not thread.is_alive()
    assert {progress.phase for progress in seen} == {Phase.WAITING}
    assert hub.bytes_served < 1.1 * SIZE
    assert_good(store)


def test_a_small_disk_is_reported_before_a_byte_is_fetched(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = SIZE  # enough for the archive, not for both

    monkeypatch.setattr("desktop_app.models.download.shutil.disk_usage", lambda _folder: Usage)
    with pytest.raises(StoreFull, match="Downloading and unpacking"):
        fetch(store, hub)
    assert {r.method for r in hub.requests} == {"HEAD"}
    monkeypatch.undo()
    fetch(store, hub)
    assert_good(store)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, hub: HubServer) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    store = ModelStore(blocked / "models", RESOURCES / "models")
    with pytest.raises(StoreNotWritable, match="cannot write into its models folder"):
        fetch(store, hub)


def test_a_mirror_without_checksums_is_good_enough(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.net.hub.SHA256", re.compile("never"))
    hub.faults.append(Cut(after_bytes=SIZE // 2))
    fetch(store, hub)
    assert_good(store)


def test_a_mirror_without_checksums_that_sends_too_much_is_not_believed(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.net.hub.SHA256", re.compile("never"))
    hub.faults.append(Lengthen(by_bytes=1))
    with pytest.raises(DownloadDamaged, match="sent more than it announced"):
        fetch(store, hub)
    assert store.layout.arrived_bytes(SPEC.id) == 0
    fetch(store, hub)
    assert_good(store)


def test_no_room_in_the_middle_keeps_what_has_arrived(
    store: ModelStore, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desktop_app.models.archive._take_out", full)
        with pytest.raises(StoreFull, match="There is not enough space to unpack"):
            fetch(store, hub)
    served = hub.bytes_served
    fetch(store, hub)
    assert hub.bytes_served == served, "the archive was there"
    assert_good(store)
