"""Messages of a Linux desktop, through its notification service on D-Bus.

https://specifications.freedesktop.org/notification/latest/protocol.html
"""

import os
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

BUS_NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
ANSWER_S = 5.0
# The action of a click on the message itself.
DEFAULT_ACTION = "default"
NORMAL = 1
# How long it is shown is the desktop's choice.
USUAL_TIME = -1
SOUND = "complete"


class NotShown(Exception):
    """The desktop shows no message, or tells nothing about it any more."""


class DesktopMessages(Protocol):
    """Messages of a desktop that tells when one of them is pressed."""

    def show(self, title: str, text: str, *, is_heard: bool) -> None:
        """Show a message in place of the last one; it waits, so not in the GUI thread.

        Raises:
            NotShown: this desktop shows none.
        """

    def number(self) -> int:
        """Return the number of the file that can be read when there is news of a message."""

    def was_pressed(self) -> bool:
        """Read the news, without waiting; return whether the message was pressed.

        Raises:
            NotShown: there will be no more news.
        """

    def close(self) -> None:
        """End the connection."""


class FreedesktopMessages:
    """One connection to the session's service, from the first message on.

    It stays open: desktops take back the messages of a program that is gone.

    Args:
        program: the program's name.
        entry: the name of its .desktop file, whose icon is shown.
    """

    def __init__(self, program: str, entry: str) -> None:
        self._program = program
        self._entry = entry
        self._bus: DBusConnection | None = None
        self._id = 0

    def show(self, title: str, text: str, *, is_heard: bool) -> None:
        """Show a message in place of the last one.

        Raises:
            NotShown: there is no such service, or it refuses.
        """
        from jeepney import DBusAddress, new_method_call
        from jeepney.wrappers import unwrap_msg

        hints: dict[str, tuple[str, object]] = {
            "desktop-entry": ("s", self._entry),
            "urgency": ("y", NORMAL),
        }
        hints |= {"sound-name": ("s", SOUND)} if is_heard else {"suppress-sound": ("b", True)}
        actions = [DEFAULT_ACTION, ""]
        body = (self._program, self._id, self._entry, title, text, actions, hints, USUAL_TIME)
        service = DBusAddress(PATH, BUS_NAME, BUS_NAME)
        message = new_method_call(service, "Notify", "susssasa{sv}i", body)
        try:
            (self._id,) = unwrap_msg(
                self._connected().send_and_get_reply(message, timeout=ANSWER_S)
            )
        except Exception as error:
            self.close()
            raise NotShown(repr(error)) from error

    def number(self) -> int:
        """Return the number of the connection's socket.

        Raises:
            NotShown: there is none.
        """
        if self._bus is None:
            raise NotShown("no message was shown")
        return int(self._bus.sock.fileno())

    def was_pressed(self) -> bool:
        """Read what has come; return whether the last message was pressed.

        Raises:
            NotShown: the bus has ended.
        """
        from jeepney import HeaderFields

        is_pressed = False
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                break
            except (OSError, EOFError) as error:
                self.close()
                raise NotShown(repr(error)) from error
            name = message.header.fields.get(HeaderFields.member)
            is_ours = bool(message.body) and message.body[0] == self._id
            is_pressed |= is_ours and name == "ActionInvoked"
        return is_pressed

    def close(self) -> None:
        """End the connection."""
        bus, self._bus, self._id = self._bus, None, 0
        if bus is not None:
            bus.close()

    def _connected(self) -> "DBusConnection":
        """Return the connection, on which presses are told."""
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        if self._bus is None:
            self._bus = open_dbus_connection("SESSION")
            rule = MatchRule(type="signal", interface=BUS_NAME, path=PATH)
            self._bus.send_and_get_reply(message_bus.AddMatch(rule), timeout=ANSWER_S)
        return self._bus


def desktop_messages(program: str, entry: str) -> DesktopMessages | None:
    """Return this desktop's messages; None where Qt's tray icon is the way to show one."""
    return None if os.name == "nt" else FreedesktopMessages(program, entry)
