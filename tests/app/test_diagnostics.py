"""The zip file that helps to find a fault."""

import json
import logging
import os
import zipfile
from pathlib import Path

import pytest

from desktop_app.app.checkup.diagnostics import save_diagnostics
from desktop_app.app.services import Services, build_services
from desktop_app.app.settings import ADDRESSES, Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, NotWritable, UnexpectedError

SECRET = "hf_secret_token"


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    user = tmp_path / "users" / "josé"
    home = user / "aviary"
    (home / "config").mkdir(parents=True)
    (home / "logs").mkdir()
    monkeypatch.setattr(Path, "home", lambda: user)
    settings = {"proxy": "me:secret@proxy:80", "export_folder": str(user / "texts")}
    (home / "config" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    (home / "logs" / "aviary.log.1").write_text(f"read {user / 'a.wav'}\n", encoding="utf-8")
    (home / "logs" / "crash.log").write_bytes(b"Fatal \xff\n")
    (home / "a transcript.txt").write_text("what was said", encoding="utf-8")
    monkeypatch.setenv("AVIARY_HOME", str(home))
    built = build_services()
    built.token.write(SECRET, "huggingface.co")
    return built


def test_it_has_what_helps_and_nothing_private(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "out" / "diagnostics.zip"
    path.parent.mkdir()
    save_diagnostics(services, path, CancelToken())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {"README.txt", "checkup.txt", "checkup.json", "settings.json", "versions.txt"} < set(
        parts
    )
    assert {"logs/aviary.log.1", "logs/crash.log"} < set(parts)
    assert parts["logs/aviary.log.1"] == "read ~/a.wav\n"
    assert json.loads(parts["settings.json"])["proxy"] == "proxy:80"
    assert json.loads(parts["settings.json"])["export_folder"] == "(set)"
    assert json.loads(parts["checkup.json"])
    assert "PySide6" in parts["versions.txt"]
    everything = "".join(parts.values())
    for private in (SECRET, "josé", "jos\\u00e9", "what was said", "me:secret"):
        assert private not in everything


def test_a_place_that_cannot_be_written_is_reported(services: Services, tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        save_diagnostics(services, tmp_path / "no folder" / "x.zip", CancelToken())


def test_a_stop_writes_nothing(services: Services, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        save_diagnostics(services, tmp_path / "x.zip", cancel)
    assert not (tmp_path / "x.zip").exists()


CANARIES = {
    "hub_endpoint": "https://{}@mirror.example/{}-1/hf?key={}",
    "proxy": "DOMAIN\\me:{}@proxy:80",
    "torch_index": "http://u:a/{}@torch.example/whl#{}",
    "export_folder": "/srv/{}/texts",
    "device": "{}",
    "batch_size": "{}",
    "accepted_licences": "{}",
    "schema": "{}",
    "of a newer version": "{}",
}
VARIABLES = {
    "HF_TOKEN": "{}",
    "HF_ENDPOINT": "https://me:{}@mirror.example",
    "HTTPS_PROXY": "http://me:{}@proxy.example:3128",
    "no_such_api_key": "{}",
}


def test_planted_secrets_get_neither_into_the_file_nor_into_the_logs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "aviary"
    (home / "config").mkdir(parents=True)
    values = {
        name: text.format(*[f"c4nary{n}-{name}" for n in "abc"]) for name, text in CANARIES.items()
    }
    (home / "config" / "settings.json").write_text(json.dumps(values), encoding="utf-8")
    monkeypatch.setenv("AVIARY_HOME", str(home))
    for name, text in VARIABLES.items():
        monkeypatch.setenv(name, text.format(f"c4nary-{name}"))
    services = build_services()
    services.token.write("c4nary-of-the-file", "mirror.example")
    log = logging.getLogger("desktop_app.trial")
    addresses = [values[name] for name in ADDRESSES]
    for text in (*addresses, *(os.environ[name] for name in VARIABLES), "c4nary-of-the-file"):
        log.warning("said of %s, and in an address: https://h.example/?x=%s", text, text)
        log.warning("%r", UnexpectedError.wrap(ValueError(text)).detail)
    path = tmp_path / "diagnostics.zip"
    save_diagnostics(services, path, CancelToken())
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    logged = (home / "logs" / "aviary.log").read_text(encoding="utf-8")
    for name, text in {**parts, "the log itself": logged}.items():
        assert "c4nary" not in text, (name, text[max(0, text.find("c4nary") - 200) :][:400])
    assert json.loads(parts["settings.json"])["hub_endpoint"] == "https://mirror.example/(hidden)"
    assert "mirror.example" in logged and "said of" in logged


@pytest.mark.skipif(os.name == "nt", reason="Windows' profile folders are private by themselves")
def test_what_aviary_keeps_is_the_users_alone(services: Services) -> None:
    services.settings.save(Settings(proxy="me:secret@proxy:80"))
    for folder in (services.folders.config, services.folders.logs):
        assert folder.stat().st_mode & 0o777 == 0o700
    for name in ("settings.json", "hub-token"):
        assert (services.folders.config / name).stat().st_mode & 0o777 == 0o600
