"""`aviary models` as a new user calls it, against a hub on loopback that has a real model."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jiwer
import pytest
from PySide6.QtCore import QCoreApplication

from desktop_app.app.startup.single_instance import RunningCopy, channel_name
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import DiskFull
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG, DIARIZERS
from desktop_app.models.download import Downloader
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.system.folders import RESOURCES, Folders
from tests import warm_commands
from tests.hub_faults import Cut, Gated, Slow
from tests.hub_server import HubServer
from tests.model_folders import files, write

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = RESOURCES / "samples" / "sample.wav"
SAID = " ".join(SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split())
PARAKEET = "parakeet-tdt-0.6b-v3"
STARTER = RESOURCES / "models" / "aviary-starter.nemo"


@pytest.fixture
def hub() -> Iterator[HubServer]:
    """The starter model under Parakeet's name: small, and really transcribes."""
    with HubServer() as server:
        for name in (PARAKEET, "canary-1b"):
            server.publish(f"nvidia/{name}", f"{name}.nemo", STARTER.read_bytes())
        yield server


class Aviary:
    """The command line with folders of its own."""

    def __init__(self, home: Path, **variables: str) -> None:
        self.home = home
        self.environment = {**os.environ, "AVIARY_HOME": str(home), **variables}

    def __call__(self, *words: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = warm_commands.run(*words, environment=self.environment)
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    def json(self, *words: str | Path) -> Any:
        return json.loads(self("models", *words, "--json").stdout)


def test_from_the_hub_to_a_transcript_to_another_computer(hub: HubServer, tmp_path: Path) -> None:
    aviary = Aviary(tmp_path / "Größe 日本", HF_ENDPOINT=hub.url)
    assert not next(m for m in aviary.json("list") if m["id"] == PARAKEET)["installed"]

    hub.faults.append(Cut(after_bytes=1_000_000))
    done = aviary("models", "download", PARAKEET)
    assert "is ready (6.2 MB)" in done.stdout and "Trying again in 1 s" in done.stderr
    shown = aviary.json("show", PARAKEET)
    assert shown["installed"] and shown["source"]["origin"] == "hub"
    assert shown["source"]["place"].startswith(hub.url)
    assert aviary.json("verify", PARAKEET) == {"id": PARAKEET, "ok": True, "files": 5}
    heard = aviary("transcribe", SAMPLE, "--model", PARAKEET).stdout
    assert jiwer.wer(SAID, " ".join(heard.split())) <= 0.05

    pack = tmp_path / "pack é.nemo"
    aviary("models", "export", PARAKEET, pack)
    offline = Aviary(tmp_path / "offline")
    imported = offline.json("import", pack)
    assert imported["id"] == PARAKEET and imported["source"]["packed_from"].startswith(hub.url)
    assert offline("transcribe", SAMPLE, "--model", pack).stdout == heard
    assert len(offline.json("list")) == len(CATALOG), "not installed twice"

    freed = aviary.json("remove", PARAKEET)["freed_bytes"]
    assert freed >= shown["bytes_on_disk"]
    assert not aviary.json("show", PARAKEET)["installed"]
    assert aviary.json("left-overs") == []


def test_a_diarizer_from_a_folder_to_another_computer(tmp_path: Path) -> None:
    aviary, other = Aviary(tmp_path / "one"), Aviary(tmp_path / "other")
    folder = write(tmp_path / "Nemotron-3-Diarization", files(numbers=1000))
    said = aviary("models", "import", folder)
    assert "speakers: up to 8" in said.stderr and "is ready" in said.stdout
    known = DIARIZERS[0].id
    pack = tmp_path / "pack.tar"
    assert aviary.json("export", known, pack)["bytes"] == pack.stat().st_size
    shown = other.json("import", pack)
    assert (shown["id"], shown["task"], shown["most_speakers"]) == (known, "speakers", 8)
    assert not {"languages", "timestamps"} & set(shown) and "hears" not in shown["card"]
    assert other.json("verify", known)["files"] == 3
    listed = other("models", "list").stdout.splitlines()
    assert listed[0] == "Speech to text" and "Finding speakers" in listed
    assert "installed" in next(line for line in listed if known in line)
    # The columns stand below one another, however long an id is.
    assert len({line.index("not installed") for line in listed if "not installed" in line}) == 1
    refused = other("transcribe", SAMPLE, "--model", known, code=2)
    assert "finds speakers and cannot write what they say" in refused.stderr


def test_a_damaged_model_is_named_and_cleaned_away(hub: HubServer, tmp_path: Path) -> None:
    aviary = Aviary(tmp_path, HF_ENDPOINT=hub.url)
    folder = Path(aviary.json("download", PARAKEET)["folder"])
    with (folder / "model_weights.ckpt").open("r+b") as file:
        file.seek(2_000_000)
        file.write(b"damaged")
    done = aviary("models", "verify", PARAKEET, code=1)
    assert "model_weights.ckpt has changed since it was installed" in done.stderr
    assert "add it again with `aviary models download`" in done.stderr
    assert "paused" not in aviary("models", "list").stdout
    (left_over,) = aviary.json("left-overs")
    asked = aviary("models", "clean", code=1)
    assert left_over["path"] in asked.stderr and "add --yes" in asked.stderr
    assert aviary.json("left-overs") == [left_over], "nobody agreed"
    assert (left_over["kind"], left_over["model"]) == ("damaged model, set aside", PARAKEET)
    assert aviary.json("clean", "--yes")["freed_bytes"] == left_over["bytes"]
    aviary("models", "download", PARAKEET)
    aviary("models", "verify", PARAKEET)


def test_cleaning_among_the_users_own_files_harms_none(tmp_path: Path) -> None:
    mine = tmp_path / "everything"
    theirs = {
        "downloads/thesis.docx": b"thesis",
        "Downloads/photos/a.jpg": b"photo",
        "temporary/old.txt": b"old",
        "project/model_config.yaml": b"a: 1",
        f"{PARAKEET}/notes.txt": b"notes",
        ".photos.deleting-abc123/a.jpg": b"photo",
    }
    for name, content in theirs.items():
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_bytes(content)
        os.utime(mine / name, (0, 0))
    aviary = Aviary(tmp_path / "home", AVIARY_MODELS=str(mine))
    told = aviary("models", "clean", "--yes").stderr
    assert f"kept in a subfolder: {mine / 'Aviary models'}" in told
    assert {name: (mine / name).read_bytes() for name in theirs} == theirs
    assert aviary.json("list")[0]["id"]


def test_what_there_is_nothing_of_is_reported(tmp_path: Path) -> None:
    aviary = Aviary(tmp_path)
    said = aviary("models", "remove", PARAKEET).stdout
    assert said == "Nothing to remove: Parakeet TDT 0.6B v3 is not on this computer.\n"
    assert aviary("models", "left-overs").stdout == "No left-overs.\n"
    assert aviary("models", "clean").stdout == "Nothing to clean.\n"
    aviary("models", "verify", "aviary-starter")
    assert "It comes with Aviary" in aviary("models", "remove", "aviary-starter").stdout


def test_licences_and_tokens(hub: HubServer, tmp_path: Path) -> None:
    aviary = Aviary(tmp_path, HF_ENDPOINT=hub.url)
    refused = aviary("models", "download", "canary-1b", code=1)
    assert "CC-BY-NC-4.0" in refused.stderr and "licenses/by-nc/4.0" in refused.stderr
    hub.faults.append(Gated("secret"))
    gated = aviary("models", "download", "canary-1b", "--accept-licence", code=1)
    assert "does not allow Aviary to download this file" in gated.stderr
    allowed = Aviary(tmp_path, HF_ENDPOINT=hub.url, HF_TOKEN="secret")
    assert allowed.json("download", "canary-1b", "--accept-licence")["installed"]


def test_models_move_to_another_folder_and_are_found_there(hub: HubServer, tmp_path: Path) -> None:
    aviary = Aviary(tmp_path / "home", HF_ENDPOINT=hub.url)
    aviary("models", "download", PARAKEET)
    new = tmp_path / "Neuer Ort 日本"
    assert aviary.json("move", new) == {"folder": str(new), "stayed": []}
    assert aviary.json("show", PARAKEET)["folder"] == str(new / PARAKEET)
    elsewhere = Aviary(tmp_path / "home", AVIARY_MODELS=str(tmp_path / "third"))
    assert not elsewhere.json("show", PARAKEET)["installed"]


def test_what_is_fixed_by_a_variable_is_not_moved(tmp_path: Path) -> None:
    fixed = tmp_path / "fixed"
    aviary = Aviary(tmp_path / "home", AVIARY_MODELS=str(fixed))
    folder = aviary.json("import", STARTER)["folder"]
    done = aviary("models", "move", tmp_path / "new", code=1)
    assert f"AVIARY_MODELS sets the models folder to {fixed}" in done.stderr
    assert not (tmp_path / "new").exists()
    assert Path(folder).parent == fixed and Path(folder).is_dir()


def test_models_are_not_moved_under_an_open_window(
    qapp: QCoreApplication,  # noqa: ARG001 - for the window's socket
    tmp_path: Path,
) -> None:
    aviary = Aviary(tmp_path / "home")
    aviary.json("import", STARTER)
    name = channel_name(Folders.below(tmp_path / "home").config)
    window = RunningCopy(name)
    asked: list[object] = []
    window.asked_for.connect(asked.append)
    try:
        assert window.is_listening
        done = aviary("models", "move", tmp_path / "new", code=1)
        assert "window is open and uses this folder" in done.stderr
        window.serve(lambda _answered: None)  # it was not disturbed
        QCoreApplication.processEvents()
        assert asked == []
    finally:
        window.close()
    assert aviary.json("move", tmp_path / "new") == {"folder": str(tmp_path / "new"), "stayed": []}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 20 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_while_downloading(hub: HubServer, small_disk: Path) -> None:
    """There was room at the start, and something else takes it."""
    spec = next(spec for spec in CATALOG if spec.id == PARAKEET)
    store = ModelStore(small_disk / "models", RESOURCES / "models")
    downloader = Downloader(store, HubSettings(endpoint=hub.url))
    other = small_disk / "other.bin"
    hub.faults.append(Slow(bytes_per_s=20_000_000))

    def fill(progress: ModelProgress) -> None:
        if progress.phase is Phase.DOWNLOADING and progress.done_bytes > 1_000_000:
            with other.open("ab") as file:
                file.write(bytes(2_000_000))

    with pytest.raises((DiskFull, OSError)):
        downloader.download(spec, CancelToken(), fill)
    assert 0 < store.layout.arrived_bytes(spec.id) < STARTER.stat().st_size
    with pytest.raises(DiskFull, match="GB are free on the drive of the models folder"):
        downloader.download(spec, CancelToken())
    other.unlink()
    downloader.download(spec, CancelToken())
    found = store.installed(spec)
    assert found is not None
    store.verify(found, CancelToken())
