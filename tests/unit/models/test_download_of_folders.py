"""Downloading a model of several files: resumed at any byte, and whole or not there."""

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled
from desktop_app.core.model_config.nemotron import CONFIG_FILE, WEIGHTS_FILE
from desktop_app.core.model_errors import (
    DownloadDamaged,
    HubFileMissing,
    ModelUnsafe,
    OtherFile,
    StoreFull,
)
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models import pins
from desktop_app.models.catalog import DIARIZERS
from desktop_app.models.download import Downloader
from desktop_app.models.maintenance import LeftOverKind, left_overs
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from tests.hub_faults import Corrupt, Cut, Gated, Meanwhile, NoRange, OnlyNewest, Status
from tests.hub_server import HubServer
from tests.model_folders import FRONT_END_FILE, config, files
from tests.unit.downloading import downloader
from tests.unit.storing import visible

NEMOTRON = DIARIZERS[0]
REPO = NEMOTRON.repo_id or ""
CONTENT = files()
BLOCK = 512  # of a tar archive, which a download is on its way


@pytest.fixture
def hub() -> Iterator[HubServer]:
    with HubServer() as server:
        publish(server, CONTENT)
        yield server


def publish(server: HubServer, content: dict[str, bytes]) -> str:
    for name, data in content.items():
        server.publish(REPO, name, data)
    server.publish(REPO, "README.md", b"A card.")
    server.publish(REPO, "Nemotron-3-Diarization.nemo", b"for other programs")
    return server.commit(REPO)


def fetch(store: ModelStore, hub: HubServer) -> list[ModelProgress]:
    seen: list[ModelProgress] = []
    downloader(store, hub).download(NEMOTRON, CancelToken(), seen.append)
    return seen


def assert_good(store: ModelStore, content: dict[str, bytes] = CONTENT) -> None:
    """Installed, whole to the last bit, and nothing else left behind."""
    found = store.installed(NEMOTRON)
    assert found is not None
    for name, data in content.items():
        assert (found.folder / name).read_bytes() == data
    store.verify(found, CancelToken())
    assert {file.path for file in found.manifest.files} == set(content)
    assert left_overs(store.layout) == [] and store.layout.arrived_bytes(NEMOTRON.id) == 0


def test_only_what_it_needs_is_fetched_and_installed(store: ModelStore, hub: HubServer) -> None:
    seen = fetch(store, hub)
    assert_good(store)
    phases = list(dict.fromkeys(progress.phase for progress in seen))
    assert phases == [Phase.CONNECTING, Phase.DOWNLOADING, Phase.UNPACKING]
    whole = {one.total_bytes for one in seen if one.phase is Phase.DOWNLOADING}
    assert len(whole) == 1, "the progress is of all files"
    done = [one.done_bytes for one in seen if one.phase is Phase.DOWNLOADING]
    assert done == sorted(done) and whole.pop() - done[-1] < 4 * BLOCK
    fetched = [request.path for request in hub.requests if request.method == "GET"]
    assert len(fetched) == 4, "three files, the large one by way of the storage"
    found = store.installed(NEMOTRON)
    assert found is not None
    source = found.manifest.source
    assert len(source.revision) == 40 and source.place.endswith(f"/{source.revision}")
    assert source.bytes == sum(map(len, CONTENT.values()))
    assert store.default_diarizer() == NEMOTRON
    fetch(store, hub)  # what is installed is not fetched again


@pytest.mark.parametrize(
    "at",
    [1, 100, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 70, 2 * BLOCK, 2 * BLOCK + 9, 3 * BLOCK + 3,
     4 * BLOCK, 5 * BLOCK, 100_000, 599_999, 600_800],
)  # fmt: skip
def test_it_goes_on_from_any_byte(store: ModelStore, hub: HubServer, at: int) -> None:
    cancel = CancelToken()

    def pause(progress: ModelProgress) -> None:
        if progress.phase is Phase.UNPACKING:
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloader(store, hub).download(NEMOTRON, cancel, pause)
    whole = store.layout.arrived_bytes(NEMOTRON.id)
    assert [left.kind for left in left_overs(store.layout)] == [LeftOverKind.PARTIAL_DOWNLOAD]
    os.truncate(store.layout.partial(NEMOTRON.id), at)
    before = hub.bytes_served
    fetch(store, hub)
    assert_good(store)
    assert hub.bytes_served - before <= whole - at, "nothing is fetched twice"


def test_a_bad_connection_is_survived(store: ModelStore, hub: HubServer) -> None:
    hub.faults += [
        Cut(after_bytes=7, host="hub"),
        Status(503, host="hub", method="HEAD"),
        Cut(after_bytes=100_000),
        Cut(after_bytes=300_000, reset=True),
        Status(500),
    ]
    fetch(store, hub)
    assert_good(store)


def test_all_files_are_of_one_revision(store: ModelStore, hub: HubServer) -> None:
    """Also where the repository changes between two of them."""
    newer = files(seed=1, chunk_length=200)
    hub.faults.append(Meanwhile(lambda: publish(hub, newer) and None, method="GET", host="hub"))
    fetch(store, hub)
    assert_good(store)


@pytest.mark.parametrize("changes", [False, True])
def test_a_mirror_may_have_only_the_newest_revision(
    store: ModelStore, hub: HubServer, changes: bool
) -> None:
    """Where that changes between two requests, they are asked for once more."""
    hub.faults.append(OnlyNewest())
    newer = files(seed=1, chunk_length=200)
    if changes:
        # The first tells the revision, the second is refused by it, the third begins anew.
        passed = [Meanwhile(lambda: None, method="HEAD")] * 3
        hub.faults += [*passed, Meanwhile(lambda: publish(hub, newer), method="HEAD")]
    seen = fetch(store, hub)
    assert_good(store, newer if changes else CONTENT)
    assert changes is any("being changed there" in one.note for one in seen)


def test_a_server_that_cannot_resume_starts_only_that_file_over(
    store: ModelStore, hub: HubServer
) -> None:
    hub.faults += [Cut(after_bytes=300_000), NoRange()]
    fetch(store, hub)
    assert_good(store)
    asked = [request.path for request in hub.requests if request.method == "GET"]
    assert sum(path.endswith(f"/{CONFIG_FILE}") for path in asked) == 1


def test_a_newer_revision_starts_from_the_beginning(store: ModelStore, hub: HubServer) -> None:
    cancel = CancelToken()

    def pause(progress: ModelProgress) -> None:
        if progress.done_bytes > 300_000:
            cancel.cancel()

    with pytest.raises(Cancelled):
        downloader(store, hub).download(NEMOTRON, cancel, pause)
    newer = files(seed=1)
    publish(hub, newer)
    fetch(store, hub)
    assert_good(store, newer)


@pytest.mark.parametrize("name", CONTENT)
def test_a_file_that_the_hub_lacks(store: ModelStore, hub: HubServer, name: str) -> None:
    hub.withdraw(REPO, name)
    hub.commit(REPO)
    with pytest.raises(HubFileMissing, match="does not have this file"):
        fetch(store, hub)
    assert visible(store.folder) == set()


def test_the_older_name_of_the_front_end_is_found(store: ModelStore, hub: HubServer) -> None:
    hub.withdraw(REPO, FRONT_END_FILE)
    older = {**CONTENT, "preprocessor_config.json": CONTENT[FRONT_END_FILE]}
    del older[FRONT_END_FILE]
    publish(hub, older)
    fetch(store, hub)
    assert_good(store, older)


@pytest.mark.parametrize("host", ["hub", "cdn"])
def test_a_changed_byte_is_noticed_in_every_file(
    store: ModelStore, hub: HubServer, host: str
) -> None:
    """In the small ones by git's hash, in the large one by its SHA-256."""
    hub.faults.append(Corrupt(host=host))  # type: ignore[arg-type]
    with pytest.raises(DownloadDamaged, match="not the one that the server announced"):
        fetch(store, hub)
    assert visible(store.folder) == set() and store.layout.arrived_bytes(NEMOTRON.id) == 0
    fetch(store, hub)
    assert_good(store)


def test_code_is_refused_once_it_has_arrived(store: ModelStore, hub: HubServer) -> None:
    publish(hub, {**CONTENT, CONFIG_FILE: config(auto_map={"AutoModel": "x.X"})})
    with pytest.raises(ModelUnsafe, match="asks for code"):
        fetch(store, hub)
    assert visible(store.folder) == set() and store.layout.arrived_bytes(NEMOTRON.id) == 0


def test_a_full_disk_keeps_what_has_arrived(store: ModelStore, hub: HubServer) -> None:
    def fill(progress: ModelProgress) -> None:  # told between two blocks, where writing would fail
        if progress.phase is Phase.DOWNLOADING and progress.done_bytes > 200_000:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StoreFull, match="not enough space to download"):
        downloader(store, hub).download(NEMOTRON, CancelToken(), fill)
    assert store.layout.arrived_bytes(NEMOTRON.id) > 100_000
    fetch(store, hub)
    assert_good(store)


def test_an_archive_is_not_kept_as_there_is_none(store: ModelStore, hub: HubServer) -> None:
    settings = HubSettings(endpoint=hub.url)
    Downloader(store, settings, keeps_archive=True).download(NEMOTRON, CancelToken())
    assert_good(store)
    assert visible(store.folder) == {NEMOTRON.id}


def test_a_token_opens_a_gated_one(store: ModelStore, hub: HubServer) -> None:
    hub.faults.append(Gated("secret"))
    downloader(store, hub, token="secret").download(NEMOTRON, CancelToken())
    assert_good(store)
    assert {r.token for r in hub.requests if r.host == "cdn"} == {""}


@pytest.mark.parametrize("changed", [*CONTENT, ""])
def test_pinned_files_are_held_to_their_pins(
    store: ModelStore, hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    listed = [
        {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in CONTENT.items()
    ]
    for one in listed:
        if one["file"] == changed:
            one["sha256"] = "0" * 64
    pin = {"repo": REPO, "revision": hub.commit(REPO), "files": listed}
    list_file = tmp_path / "pins.json"
    list_file.write_text(json.dumps({"models": {NEMOTRON.id: pin}}), encoding="utf-8")
    monkeypatch.setattr(pins, "PINS_FILE", list_file)
    if not changed:
        publish(hub, files(seed=3))  # newer; the pinned revision is asked for
        fetch(store, hub)
        assert_good(store)
        return
    # The hub tells no SHA-256 of small files: they are found out once they have arrived.
    with pytest.raises(OtherFile if changed == WEIGHTS_FILE else DownloadDamaged):
        fetch(store, hub)
    assert visible(store.folder) == set()
