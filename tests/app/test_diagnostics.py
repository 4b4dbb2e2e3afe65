"""The zip file that helps to find a fault."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop_app.app.diagnostics import save_diagnostics
from desktop_app.app.services import Services, build_services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, NotWritable

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
    built.token.write(SECRET)
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
    assert json.loads(parts["settings.json"])["export_folder"] == "~/texts"
    assert json.loads(parts["checkup.json"])
    assert "PySide6" in parts["versions.txt"]
    everything = "".join(parts.values())
    for private in (SECRET, "josé", "jos\\u00e9", "what was said", "me:secret"):
        assert private not in everything


def test_a_place_that_cannot_be_written_is_told(services: Services, tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        save_diagnostics(services, tmp_path / "no folder" / "x.zip", CancelToken())


def test_a_stop_writes_nothing(services: Services, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        save_diagnostics(services, tmp_path / "x.zip", cancel)
    assert not (tmp_path / "x.zip").exists()
