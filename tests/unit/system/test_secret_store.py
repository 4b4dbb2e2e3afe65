"""The access token is kept with the system where it keeps secrets, else in a private file."""

from pathlib import Path

import pytest

from desktop_app.models.token import TokenFile
from desktop_app.system import secret_store
from desktop_app.system.secret_store import NotKept, SecretStore, system_store
from tests.private_bus import PrivateBus

HUB = "huggingface.co"
SESSION = ("vo", (("s", ""), "/session"))
ITEM = "/org/freedesktop/secrets/collection/login/1"

pytestmark = pytest.mark.skipif("sys.platform != 'linux'", reason="Linux' Secret Service")


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_TOKEN", "HF_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)


def service(private_bus: PrivateBus, **answers: tuple[str, tuple[object, ...]]) -> None:
    private_bus.serve("org.freedesktop.secrets", {"OpenSession": SESSION, **answers})


def test_the_secret_service_keeps_it(private_bus: PrivateBus, tmp_path: Path) -> None:
    secret = ("/session", b"", b"hf_secret\nhuggingface.co\n", "text/plain")
    service(
        private_bus,
        CreateItem=("oo", (ITEM, "/")),
        SearchItems=("aoao", ([ITEM], [])),
        GetSecrets=("a{o(oayays)}", ({ITEM: secret},)),
        Delete=("o", ("/",)),
    )
    (tmp_path / "hub-token").write_text("of an older version", encoding="utf-8")
    token = TokenFile(tmp_path, system_store())
    token.write("hf_secret", HUB)
    assert list(tmp_path.iterdir()) == [], "no file is left"
    assert token.read(HUB) == "hf_secret"
    calls = [private_bus.calls.get(timeout=60.0) for _ in range(2)]
    assert [name for name, _ in calls] == ["OpenSession", "CreateItem"]
    _, (properties, packed, replaces) = calls[1]
    assert bytes(packed[2]) == secret[2] and replaces is True
    assert "hf_secret" not in repr(properties)
    token.write("", HUB)
    names = []
    while not private_bus.calls.empty():
        names.append(private_bus.calls.get()[0])
    assert "Delete" in names


def test_a_locked_keyring_leaves_it_to_the_file(private_bus: PrivateBus, tmp_path: Path) -> None:
    service(
        private_bus,
        CreateItem=("oo", ("/", "/prompt")),
        SearchItems=("aoao", ([], [ITEM])),
    )
    token = TokenFile(tmp_path, system_store())
    assert token.read(HUB) == ""
    token.write("hf_secret", HUB)
    assert (tmp_path / "hub-token").stat().st_mode & 0o777 == 0o600
    assert token.read(HUB) == "hf_secret"


def test_without_a_service_there_is_the_file(
    private_bus: PrivateBus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = TokenFile(tmp_path, system_store())
    token.write("hf_one", HUB)
    assert token.read(HUB) == "hf_one", private_bus.address
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    token.write("hf_two", HUB)
    assert token.read(HUB) == "hf_two"
    with pytest.raises(NotKept, match="no session bus"):
        secret_store._forget_with_service()


def test_what_the_system_protects_is_no_plain_text_in_the_file(tmp_path: Path) -> None:
    """As on Windows, where the file has what only this user can turn back."""
    store = SecretStore(
        lambda secret: secret.encode()[::-1], lambda file: file[::-1].decode(), lambda: None
    )
    token = TokenFile(tmp_path, store)
    token.write("hf_secret", HUB)
    assert b"hf_secret" not in (tmp_path / "hub-token").read_bytes()
    assert token.read(HUB) == "hf_secret"
    token.write("", HUB)
    assert token.read(HUB) == "" and not (tmp_path / "hub-token").exists()
