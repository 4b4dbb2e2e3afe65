"""A D-Bus of the test's own, with services that answer what the test says."""

import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from jeepney import HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.processes import end

# A method's name -> the signature and the body of the answer; None: an error.
Answers = Mapping[str, tuple[str, tuple[object, ...]] | None]


class PrivateBus:
    """A running bus.

    Attributes:
        address: where it listens.
        calls: the name and body of each call that a service of the test got.
        signals: the body of each signal that is watched.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.calls: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.signals: queue.Queue[Any] = queue.Queue()
        self._services: list[tuple[DBusConnection, threading.Thread]] = []

    def serve(self, name: str, answers: Answers) -> None:
        """Answer calls to that name until the bus ends."""
        self._listen(message_bus.RequestName(name), answers)

    def watch(self, interface: str) -> None:
        """Note the signals of an interface until the bus ends."""
        self._listen(message_bus.AddMatch(f"type='signal',interface='{interface}'"), {})

    def close(self) -> None:
        """Wait for the services; the bus must have ended."""
        for connection, thread in self._services:
            thread.join(10.0)
            connection.close()

    def _listen(self, beginning: Message, answers: Answers) -> None:
        connection = open_dbus_connection(self.address)
        connection.send_and_get_reply(beginning)
        thread = threading.Thread(target=self._answer, args=(connection, answers))
        thread.start()
        self._services.append((connection, thread))

    def _answer(self, connection: DBusConnection, answers: Answers) -> None:
        while True:
            try:
                message = connection.receive()
            except (OSError, EOFError):  # the bus has ended
                return
            name = message.header.fields[HeaderFields.member]
            if message.header.message_type is MessageType.signal and name != "NameAcquired":
                self.signals.put(message.body)
            if message.header.message_type is not MessageType.method_call:
                continue
            self.calls.put((name, message.body))
            answer = answers.get(name)
            if answer is None:
                reply = new_error(message, "org.freedesktop.DBus.Error.AccessDenied")
            else:
                signature, body = answer
                reply = new_method_return(message, signature or None, body)
            connection.send(reply)


@contextmanager
def running_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A bus in place of the session's and the system's."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed")
    command = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        bus = PrivateBus(process.stdout.readline().strip())
        for kind in ("SESSION", "SYSTEM"):
            monkeypatch.setenv(f"DBUS_{kind}_BUS_ADDRESS", bus.address)
        monkeypatch.delenv("XDG_SESSION_DESKTOP", raising=False)
        try:
            yield bus
        finally:
            end(process)
            bus.close()
