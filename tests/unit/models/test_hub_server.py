"""The hub that other tests download from: works with the library, and fails on demand."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import httpx2
import huggingface_hub
import pytest
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
)

from tests.hub_faults import (
    Corrupt,
    Cut,
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
from tests.hub_server import BLOCK_BYTES, HubServer

REPO = "org/model"
FILE = "a model é.nemo"  # a name that has to be quoted in an address
DATA = Random(7).randbytes(5 * BLOCK_BYTES + 123)
SHA256 = hashlib.sha256(DATA).hexdigest()
CUT = 100_000


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """A server with one file, and a library that uses no other and leaves the home alone."""
    with HubServer() as server:
        server.publish(REPO, FILE, DATA)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
        # Or it asks the real hub which programs are agents, and notes that in the home.
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DISABLE_TELEMETRY", True)
        yield server
        huggingface_hub.close_session()


def download(hub: HubServer, folder: Path, token: str | bool = False) -> Path:
    fetch = huggingface_hub.hf_hub_download
    return Path(fetch(REPO, FILE, endpoint=hub.url, local_dir=folder, token=token))


def metadata(hub: HubServer, token: str | bool = False) -> huggingface_hub.HfFileMetadata:
    address = huggingface_hub.hf_hub_url(REPO, FILE, endpoint=hub.url)
    return huggingface_hub.get_hf_file_metadata(address, token=token)


@contextmanager
def open_file(hub: HubServer, first: int | None = None) -> Iterator[HTTPResponse]:
    """The storage's answer, unread; from byte `first` on if it is given."""
    location = urlsplit(metadata(hub).location)
    headers = {} if first is None else {"Range": f"bytes={first}-"}
    with closing(HTTPConnection(location.netloc, timeout=60)) as connection:
        connection.request("GET", location.path, headers=headers)
        with connection.getresponse() as answer:
            yield answer


def hosts_with_the_token(hub: HubServer, token: str) -> set[str]:
    return {request.host for request in hub.requests if request.token == token}


class TestFairWeather:
    def test_the_library_downloads(self, hub: HubServer, tmp_path: Path) -> None:
        path = download(hub, tmp_path)
        assert hashlib.sha256(path.read_bytes()).hexdigest() == SHA256
        assert hub.bytes_served == len(DATA)

    def test_what_the_library_learns_of_a_file(self, hub: HubServer) -> None:
        found = metadata(hub)
        assert (found.etag, found.size) == (SHA256, len(DATA))
        assert found.commit_hash and len(found.commit_hash) == 40
        assert found.xet_file_data is None

    def test_the_bytes_come_from_another_host(self, hub: HubServer, tmp_path: Path) -> None:
        download(hub, tmp_path, token="hf_secret")
        assert hosts_with_the_token(hub, "hf_secret") == {"hub"}
        assert urlsplit(metadata(hub).location).hostname != urlsplit(hub.url).hostname
        assert [r.host for r in hub.requests if r.method == "GET"] == ["cdn"]

    def test_a_redirect_is_followed_without_the_token(self, hub: HubServer) -> None:
        address = huggingface_hub.hf_hub_url(REPO, FILE, endpoint=hub.url)
        headers = {"Authorization": "Bearer hf_secret"}
        with httpx2.Client(follow_redirects=True, headers=headers) as client:
            assert client.get(address).content == DATA
        assert hosts_with_the_token(hub, "hf_secret") == {"hub"}

    def test_the_library_describes_the_model(self, hub: HubServer) -> None:
        api = huggingface_hub.HfApi(endpoint=hub.url, token=False)
        (sibling,) = api.model_info(REPO, files_metadata=True).siblings or []
        assert (sibling.rfilename, sibling.size) == (FILE, len(DATA))
        assert sibling.lfs and sibling.lfs.sha256 == SHA256
        with pytest.raises(RepositoryNotFoundError):
            api.model_info("org/unknown")

    def test_what_is_not_there(self, hub: HubServer) -> None:
        for repo_id, name, error in (
            (REPO, "unknown.nemo", RemoteEntryNotFoundError),
            ("org/unknown", FILE, RepositoryNotFoundError),
        ):
            address = huggingface_hub.hf_hub_url(repo_id, name, endpoint=hub.url)
            with pytest.raises(error):
                huggingface_hub.get_hf_file_metadata(address, token=False)

    @pytest.mark.parametrize(
        ("asked", "part"),
        [
            ("bytes=100-", slice(100, None)),
            ("bytes=100-199", slice(100, 200)),
            (f"bytes=0-{len(DATA) + 5}", slice(0, None)),
        ],
    )
    def test_parts(self, hub: HubServer, asked: str, part: slice) -> None:
        answer = httpx2.get(metadata(hub).location, headers={"Range": asked})
        start, stop, _ = part.indices(len(DATA))
        assert answer.status_code == 206
        assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(DATA)}"
        assert answer.content == DATA[part]

    def test_a_part_beyond_the_end(self, hub: HubServer) -> None:
        with open_file(hub, len(DATA)) as answer:
            assert answer.status == 416
            assert answer.getheader("Content-Range") == f"bytes */{len(DATA)}"


class TestBadWeather:
    def test_a_fault_is_used_up(self, hub: HubServer) -> None:
        hub.faults += [Status(500)] * 2
        for _ in range(2):
            with pytest.raises(HfHubHTTPError):
                metadata(hub)
        assert metadata(hub).etag == SHA256
        assert not hub.faults

    def test_a_lasting_fault_stays_and_spares_the_other_host(self, hub: HubServer) -> None:
        hub.faults.append(Status(500, host="cdn", lasting=True))
        for _ in range(3):
            with open_file(hub) as answer:
                assert answer.status == 500

    def test_cut_cleanly(self, hub: HubServer) -> None:
        hub.faults.append(Cut(CUT))
        with open_file(hub) as answer, pytest.raises(IncompleteRead) as caught:
            answer.read()
        assert answer.getheader("Content-Length") == str(len(DATA))
        assert caught.value.partial == DATA[:CUT]
        assert hub.bytes_served == CUT

    def test_cut_by_a_reset(self, hub: HubServer) -> None:
        hub.faults.append(Cut(CUT, reset=True))
        with open_file(hub) as answer, pytest.raises(ConnectionResetError):
            answer.read()

    def test_the_library_goes_on_after_a_cut(
        self, hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Of the last block it keeps nothing, and its own are larger than the file.
        monkeypatch.setattr("huggingface_hub.constants.DOWNLOAD_CHUNK_SIZE", CUT // 10)
        hub.faults.append(Cut(CUT))
        assert download(hub, tmp_path).read_bytes() == DATA
        ranges = [r.headers.get("range") for r in hub.requests if r.host == "cdn"]
        assert ranges == [None, f"bytes={CUT}-"]

    def test_shortened(self, hub: HubServer) -> None:
        hub.faults.append(Shorten(CUT))
        with open_file(hub) as answer:
            assert answer.getheader("Content-Length") == str(CUT)
            assert answer.read() == DATA[:CUT]

    @pytest.mark.parametrize("first", [None, 1000])
    def test_corrupt(self, hub: HubServer, first: int | None) -> None:
        hub.faults.append(Corrupt())
        with open_file(hub, first) as answer:
            received = answer.read()
        right = DATA[first:]
        assert received != right
        assert received[1:] == right[1:]

    def test_stalled_for_a_time(self, hub: HubServer) -> None:
        hub.faults.append(Stall(CUT, seconds=0.4))
        before = time.monotonic()  # what is read may be read late
        with open_file(hub) as answer:
            assert answer.read(CUT) == DATA[:CUT]
            assert answer.read() == DATA[CUT:]
        assert time.monotonic() - before > 0.3

    def test_a_stalled_client_sees_a_timeout(self, hub: HubServer) -> None:
        hub.faults.append(Stall(CUT, seconds=60))
        location = metadata(hub).location
        with pytest.raises(httpx2.ReadTimeout):
            httpx2.get(location, timeout=httpx2.Timeout(30.0, read=0.3))

    @pytest.mark.usefixtures("hub")
    def test_closing_ends_a_stall(self) -> None:
        with ExitStack() as lifetime:
            server = lifetime.enter_context(HubServer())
            server.publish(REPO, FILE, DATA)
            server.faults.append(Stall(CUT, seconds=60))
            with open_file(server) as answer:
                answer.read(CUT)
                before = time.monotonic()
                lifetime.close()
                with pytest.raises((IncompleteRead, ConnectionError)):
                    answer.read()
        assert time.monotonic() - before < 30  # half of the stall

    def test_slow(self, hub: HubServer) -> None:
        hub.faults.append(Slow(bytes_per_s=2 * len(DATA)))
        before = time.monotonic()
        with open_file(hub) as answer:
            assert answer.read() == DATA
        assert time.monotonic() - before > 0.3
        hub.faults.append(Slow(bytes_per_s=10))  # less than a byte a slice
        with open_file(hub) as answer:
            assert answer.read(2) == DATA[:2]

    def test_without_ranges(self, hub: HubServer) -> None:
        hub.faults.append(NoRange())
        with open_file(hub, CUT) as answer:
            assert answer.status == 200
            assert answer.read() == DATA

    def test_from_the_wrong_start(self, hub: HubServer) -> None:
        hub.faults.append(WrongStart(-10))
        with open_file(hub, CUT) as answer:
            assert (answer.getheader("Content-Range") or "").startswith(f"bytes {CUT - 10}-")
            assert answer.read() == DATA[CUT - 10 :]

    @pytest.mark.parametrize("code", [429, 503])
    def test_come_back_later(self, hub: HubServer, code: int) -> None:
        hub.faults.append(Status(code, retry_after_s=7))
        with pytest.raises(HfHubHTTPError) as caught:
            metadata(hub)
        assert caught.value.response.status_code == code
        assert caught.value.response.headers["Retry-After"] == "7"

    def test_a_file_that_is_gone(self, hub: HubServer) -> None:
        hub.faults.append(Status(404, "EntryNotFound"))
        with pytest.raises(RemoteEntryNotFoundError):
            metadata(hub)

    @pytest.mark.parametrize(("token", "code"), [(False, 401), ("hf_other", 403)])
    def test_gated(self, hub: HubServer, tmp_path: Path, token: str | bool, code: int) -> None:
        hub.faults.append(Gated("hf_right"))
        with pytest.raises(GatedRepoError) as caught:
            metadata(hub, token)
        assert caught.value.response.status_code == code
        assert download(hub, tmp_path, token="hf_right").read_bytes() == DATA

    def test_sent_elsewhere(self, hub: HubServer, tmp_path: Path) -> None:
        with HubServer() as other:
            other.publish(REPO, FILE, DATA)
            hub.faults.append(Redirect(metadata(other).location))
            assert download(hub, tmp_path, token="hf_secret").read_bytes() == DATA
            assert not hub.bytes_served
            assert other.bytes_served == len(DATA)
            assert not hosts_with_the_token(other, "hf_secret")

    def test_another_version_between_two_tries(self, hub: HubServer) -> None:
        newer = DATA[::-1]
        before = metadata(hub)
        hub.faults.append(Meanwhile(lambda: hub.publish(REPO, FILE, newer)))
        after = metadata(hub)
        assert after.etag == hashlib.sha256(newer).hexdigest() != before.etag
        assert after.commit_hash != before.commit_hash
        assert httpx2.get(after.location).content == newer

    def test_no_answer_at_all(self, hub: HubServer) -> None:
        def hang_up() -> None:
            raise ConnectionResetError

        hub.faults.append(Meanwhile(hang_up))
        with pytest.raises(httpx2.RemoteProtocolError):
            metadata(hub)


def test_a_certificate_that_nobody_trusts() -> None:
    with HubServer(tls=True) as hub:
        assert hub.url.startswith("https://")
        with pytest.raises(httpx2.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx2.get(hub.url)
