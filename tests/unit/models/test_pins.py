"""The catalogue's files are known, and the token goes where it belongs."""

import hashlib
import json
import re
import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import DownloadDamaged, HubRefused, OtherFile, UnsafeConnection
from desktop_app.models import pins
from desktop_app.models.catalog import CATALOG, DIARIZERS
from desktop_app.models.pins import PinnedFile, pin_of
from desktop_app.models.store import ModelStore
from desktop_app.models.token import TokenFile
from desktop_app.net.hub import Hub, HubSettings, token_host
from tests.conftest import ROOT
from tests.hub_faults import Gated, Redirect
from tests.hub_server import HubServer
from tests.model_folders import files
from tests.nemo_files import model
from tests.unit.downloading import SPEC, assert_good, downloader, repo

MONKEY = pytest.MonkeyPatch


def pin(file: Path, data: bytes, monkeypatch: MONKEY, **changes: object) -> None:
    one = {
        "file": SPEC.file_name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }
    known = {
        "repo": repo(SPEC),
        "revision": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        "files": [one | changes],
    }
    file.write_text(json.dumps({"models": {SPEC.id: known}}), encoding="utf-8")
    monkeypatch.setattr(pins, "PINS_FILE", file)


def test_the_programs_own_list_can_be_read() -> None:
    listed = json.loads(pins.PINS_FILE.read_text(encoding="utf-8"))["models"]
    assert set(listed) <= {spec.id for spec in CATALOG if spec.repo_id}
    for spec in CATALOG:
        found = pin_of(spec)
        assert found is None or len(found.revision) == 40
        assert found is None or all(len(one.sha256) == 64 for one in found.files)


def test_the_pinned_revision_is_asked_for(
    store: ModelStore, hub: HubServer, archive: bytes, tmp_path: Path, monkeypatch: MONKEY
) -> None:
    pin(tmp_path / "pins.json", archive, monkeypatch)
    downloader(store, hub).download(SPEC, CancelToken())
    assert_good(store)
    revision = hashlib.sha1(archive, usedforsecurity=False).hexdigest()
    assert f"/resolve/{revision}/" in hub.requests[0].path


@pytest.mark.parametrize("has_checksums", [True, False])
def test_another_file_is_asked_about(
    store: ModelStore, hub: HubServer, archive: bytes, tmp_path: Path, monkeypatch: MONKEY,
    has_checksums: bool,
) -> None:  # fmt: skip
    other = model(tmp_path / "other.nemo", "EncDecRNNTBPEModel", weights=b"x" * 9).read_bytes()
    pin(tmp_path / "pins.json", archive, monkeypatch)
    if not has_checksums:
        monkeypatch.setattr("desktop_app.net.hub.SHA256", re.compile("never"))
    hub.publish(repo(SPEC), SPEC.file_name, other)
    with pytest.raises(OtherFile, match="a different file from the one"):
        downloader(store, hub).download(SPEC, CancelToken())
    assert {request.method for request in hub.requests} == {"HEAD"}, "not a byte was fetched"
    downloader(store, hub).download(SPEC, CancelToken(), other_accepted=True)
    assert_good(store)


def test_a_server_without_checksums_is_held_to_the_pinned_one(
    store: ModelStore, hub: HubServer, archive: bytes, tmp_path: Path, monkeypatch: MONKEY
) -> None:
    pin(tmp_path / "pins.json", archive, monkeypatch, sha256="0" * 64)
    monkeypatch.setattr("desktop_app.net.hub.SHA256", re.compile("never"))
    with pytest.raises(DownloadDamaged):
        downloader(store, hub).download(SPEC, CancelToken())
    assert store.installed(SPEC) is None


def trusted(server: HubServer, monkeypatch: MONKEY) -> None:
    context = ssl.create_default_context()
    server.authority.configure_trust(context)
    monkeypatch.setattr("truststore.SSLContext", lambda _protocol: context)


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_no_redirect_leads_from_https_to_http(
    store: ModelStore, hub: HubServer, archive: bytes, monkeypatch: MONKEY, method: str
) -> None:
    with HubServer(tls=True) as secure:
        trusted(secure, monkeypatch)
        secure.publish(repo(SPEC), SPEC.file_name, archive)
        plain = f"{hub.url}/{repo(SPEC)}/resolve/main/{SPEC.file_name}?signature=c4nary"
        secure.faults.append(Redirect(plain, method=method))  # type: ignore[arg-type]
        if method == "HEAD":
            secure.faults.append(Redirect(plain, method="GET"))
            monkeypatch.setattr(secure, "answer", without_link(secure))
        with pytest.raises(UnsafeConnection, match="without encryption") as told:
            downloader(store, secure, token="hf_x").download(SPEC, CancelToken())
        assert "c4nary" not in told.value.detail
    assert hub.requests == []


def without_link(server: HubServer):  # type: ignore[no-untyped-def]
    """Answers that do not say what the file is, so that the redirect is followed."""
    answered = server.answer

    def answer(request):  # type: ignore[no-untyped-def]
        given = answered(request)
        given.headers.pop("X-Linked-Size", None)
        return given

    return answer


def test_the_token_stays_with_its_host(
    store: ModelStore, hub: HubServer, archive: bytes, monkeypatch: MONKEY
) -> None:
    with HubServer(tls=True) as other:
        trusted(other, monkeypatch)
        other.publish(repo(SPEC), SPEC.file_name, archive)
        elsewhere = f"{other.url}/{repo(SPEC)}/resolve/main/{SPEC.file_name}"
        hub.faults.append(Redirect(elsewhere))
        hub.faults.append(Redirect(elsewhere))
        downloader(store, hub, token="hf_x").download(SPEC, CancelToken())
        assert_good(store)
        assert {request.token for request in other.requests} == {""}
    assert {request.token for request in hub.requests if request.host == "hub"} == {"hf_x"}


def test_the_token_is_not_sent_without_encryption(hub: HubServer, archive: bytes) -> None:
    """By a proxy: a name that is not this computer's."""
    hub.publish(repo(SPEC), SPEC.file_name, archive)
    hub.faults.append(Gated("hf_x"))
    settings = HubSettings(endpoint="http://hub.invalid", token="hf_x", proxy=hub.url)
    asked = Hub(settings)
    with pytest.raises(HubRefused):
        asked.describe(repo(SPEC), SPEC.file_name)
    asked.close()
    assert [request.token for request in hub.requests] == [""]


def test_a_token_is_for_the_host_it_was_entered_for(tmp_path: Path, monkeypatch: MONKEY) -> None:
    for name in ("HF_TOKEN", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)
    kept = TokenFile(tmp_path)
    mirror = token_host("https://me:pw@Mirror.example:8443/hf")
    assert mirror == "mirror.example:8443" and token_host("") == "huggingface.co"
    kept.write("hf_of_the_mirror", mirror)
    assert kept.read(mirror) == "hf_of_the_mirror"
    assert kept.read("huggingface.co") == kept.read("mirror.example") == ""
    (tmp_path / "hub-token").write_text("hf_old\n", encoding="utf-8")
    assert kept.read("huggingface.co") == "hf_old" and kept.read(mirror) == ""
    monkeypatch.setenv("HF_TOKEN", "hf_env")
    assert kept.read("huggingface.co") == "hf_env" and kept.read(mirror) == ""
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example:8443")
    assert kept.read(mirror) == "hf_env"


def test_the_list_is_written_by_the_tool(hub: HubServer, archive: bytes, tmp_path: Path) -> None:
    for spec in CATALOG:
        if spec.repo_id and spec.kind.is_folder:
            for name, data in files().items():
                hub.publish(spec.repo_id, name, data)
        elif spec.repo_id:
            hub.publish(spec.repo_id, spec.file_name, archive)
    file = tmp_path / "pins.json"
    command = [sys.executable, "-m", "tools.pin_models", "--endpoint", hub.url, "--file", str(file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found = pin_of(SPEC, file)
    sha256 = hashlib.sha256(archive).hexdigest()
    assert found is not None and found.files == (PinnedFile(SPEC.file_name, sha256, len(archive)),)
    several = pin_of(DIARIZERS[0], file)
    assert several is not None and {one.file: one.sha256 for one in several.files} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files().items()
    }
    before = file.read_bytes()
    failed = subprocess.run(
        [*command[:4], "http://127.0.0.1:1", "--file", str(file)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert failed.returncode == 1 and "cannot be reached" in failed.stderr
    assert file.read_bytes() == before
