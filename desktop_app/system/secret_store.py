"""Store a secret in the system: the Secret Service on Linux, DPAPI on Windows.

Without either, or if it is locked, the caller stores the secret in a private file instead.
"""

import ctypes
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LABEL = "Aviary: access token"
# https://specifications.freedesktop.org/secret-service-spec/latest/
BUS_NAME = "org.freedesktop.secrets"
INTERFACE = "org.freedesktop.Secret"
SERVICE = "/org/freedesktop/secrets"
DEFAULT = f"{SERVICE}/aliases/default"
ATTRIBUTES = {"application": "aviary", "kind": "hub-token"}
NOTHING = "/"
REPLACES = True
# A service that does not answer quickly is asking for a password.
ANSWER_S = 3.0
# https://learn.microsoft.com/windows/win32/api/dpapi/nf-dpapi-cryptprotectdata
CRYPTPROTECT_UI_FORBIDDEN = 0x1


class NotKept(Exception):
    """The system cannot store secrets, or not now; the message says why."""


@dataclass(frozen=True, slots=True)
class SecretStore:
    """One system's secret store; all calls may take seconds, and raise NotKept.

    Attributes:
        keep: replaces the stored secret; returns what to write into the file instead: "" if the
            system stores it.
        read: returns the secret, given the file's content; "" if there is none.
        forget: deletes it.
    """

    keep: Callable[[str], bytes]
    read: Callable[[bytes], str]
    forget: Callable[[], None]


class _Bus:
    """A connection to the session bus with an open session of the Secret Service."""

    def __enter__(self) -> "_Bus":
        from jeepney.io.blocking import open_dbus_connection

        try:
            self._bus = open_dbus_connection("SESSION")
        except Exception as error:
            raise NotKept(f"there is no session bus: {error!r}") from error
        try:
            _, self.session = self.call(SERVICE, "Service", "OpenSession", "sv", "plain", ("s", ""))
        except NotKept:
            self._bus.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._bus.close()

    def call(self, path: str, interface: str, method: str, signature: str, *body: object) -> Any:  # noqa: ANN401 - D-Bus
        """Return a call's answer.

        Raises:
            NotKept: there is no answer.
        """
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import unwrap_msg

        address = DBusAddress(path, BUS_NAME, f"{INTERFACE}.{interface}")
        message = new_method_call(address, method, signature or None, body)
        try:
            return unwrap_msg(self._bus.send_and_get_reply(message, timeout=ANSWER_S))
        except Exception as error:
            raise NotKept(f"{method}: {error!r}") from error

    def items(self) -> list[str]:
        """Return the stored items that are not locked.

        Raises:
            NotKept: it is locked.
        """
        found, locked = self.call(SERVICE, "Service", "SearchItems", "a{ss}", ATTRIBUTES)
        if locked and not found:
            raise NotKept("the keyring is locked")
        return list(found)


def _keep_with_service(secret: str) -> bytes:
    properties = {
        f"{INTERFACE}.Item.Label": ("s", LABEL),
        f"{INTERFACE}.Item.Attributes": ("a{ss}", ATTRIBUTES),
    }
    with _Bus() as bus:
        packed = (bus.session, b"", secret.encode(), "text/plain")
        item, _prompt = bus.call(
            DEFAULT, "Collection", "CreateItem", "a{sv}(oayays)b", properties, packed, REPLACES
        )
    if item == NOTHING:
        raise NotKept("the keyring is locked")
    return b""


def _read_from_service(_file: bytes) -> str:
    with _Bus() as bus:
        items = bus.items()
        if not items:
            return ""
        (secrets,) = bus.call(SERVICE, "Service", "GetSecrets", "aoo", items[:1], bus.session)
        return b"".join(bytes(one[2]) for one in secrets.values()).decode(errors="replace")


def _forget_with_service() -> None:
    with _Bus() as bus:
        for item in bus.items():
            bus.call(item, "Item", "Delete", "")


if sys.platform == "win32":

    class _Blob(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint32), ("data", ctypes.c_void_p))

    def _crypt(function: str, data: bytes) -> bytes:
        """Call CryptProtectData or CryptUnprotectData, with the current user's key."""
        crypt32 = ctypes.WinDLL("crypt32", use_last_error=True)
        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        given = ctypes.create_string_buffer(data, len(data))
        source, target = _Blob(len(data), ctypes.addressof(given)), _Blob()
        called = crypt32[function](
            ctypes.byref(source), None, None, None, None, CRYPTPROTECT_UI_FORBIDDEN,
            ctypes.byref(target),
        )  # fmt: skip
        if not called:
            raise NotKept(f"{function}: {ctypes.get_last_error()}")
        try:
            return ctypes.string_at(target.data or 0, target.size)
        finally:
            kernel32.LocalFree(ctypes.c_void_p(target.data))

    def system_store() -> SecretStore | None:
        """Return this computer's secret store, or None."""
        return SecretStore(
            lambda secret: _crypt("CryptProtectData", secret.encode()),
            # What another program protected may be no text.
            lambda file: (
                _crypt("CryptUnprotectData", file).decode(errors="replace") if file else ""
            ),
            lambda: None,
        )

else:

    def system_store() -> SecretStore | None:
        """Return this computer's secret store, or None."""
        if sys.platform != "linux":
            return None
        return SecretStore(_keep_with_service, _read_from_service, _forget_with_service)
