"""Downloading through bad weather, from a real HTTP server on loopback that speaks as the hub."""

import random
import socket

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError
from desktop_app.core.model_errors import (
    CertificateUntrusted,
    DownloadDamaged,
    HubBusy,
    HubFileMissing,
    HubRefused,
    HubUnreachable,
)
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.download import Downloader
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from tests.hub_faults import (
    Corrupt,
    Cut,
    Fault,
    Gated,
    Lengthen,
    NoRange,
    Shorten,
    Stall,
    Status,
    WrongStart,
)
from tests.hub_server import HubServer
from tests.unit.downloading import PATIENCE, SIZE, SPEC, assert_good, downloader, fetch, repo


def test_cut_at_five_random_points(store: ModelStore, hub: HubServer) -> None:
    """One try survives all five: nothing is downloaded twice."""
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
    ("too long by a byte", [Lengthen(by_bytes=1)]),
    ("too long for good", [Lengthen(by_bytes=900_000, lasting=True)]),
    ("too long after a cut", [Cut(after_bytes=SIZE // 2), Lengthen(by_bytes=5000, lasting=True)]),
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
    downloader(store, hub, stall_s=2.0).download(SPEC, CancelToken(), seen.append)
    assert_good(store)
    notes = [p.note for p in seen if p.phase is Phase.RETRYING]
    assert len(notes) == 1 and "sent nothing for" in notes[0]


REFUSALS: list[tuple[str, list[Fault], type[AppError], str]] = [
    ("gated", [Gated("secret")], HubRefused, "does not allow Aviary to download"),
    ("401", [Status(401, "RepoNotFound")], HubRefused, "does not allow Aviary to download"),
    ("403", [Status(403)], HubRefused, "does not allow Aviary to download"),
    ("404", [Status(404, "EntryNotFound")], HubFileMissing, "does not have this file"),
    ("busy for good", [Status(503, lasting=True)], HubBusy, r"is busy \(status 503\)"),
    ("a very long pause", [Status(429, retry_after_s=3600)], HubBusy, "to wait 60 minutes"),
    ("wrong hash", [Corrupt()], DownloadDamaged, "not the one that the server announced"),
    ("too long and wrong", [Corrupt(), Lengthen(by_bytes=9)], DownloadDamaged, "not the one that"),
    ("cut for good", [Cut(after_bytes=0, lasting=True)], HubUnreachable, "connection .* broke"),
]


@pytest.mark.parametrize(
    ("faults", "error", "said"), [r[1:] for r in REFUSALS], ids=[r[0] for r in REFUSALS]
)
def test_what_ends_a_try_is_reported_and_the_next_one_succeeds(
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


def test_a_server_that_is_not_there(store: ModelStore, hub: HubServer) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}"
        # Still bound: nobody else may listen there meanwhile.
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
        with pytest.raises(CertificateUntrusted, match="does not trust"):
            downloader(store, secure).download(SPEC, CancelToken())
    fetch(store, hub)
    assert_good(store)
