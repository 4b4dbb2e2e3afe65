"""The computer is kept awake during work, and nothing fails where that is not allowed."""

import gc
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from desktop_app.system.power import WakeHold, staying_awake
from tests.private_bus import PrivateBus

POWER = "org.freedesktop.PowerManagement"


@pytest.fixture(autouse=True)
def _no_garbage_of_others() -> None:
    """Widgets that other tests left must not be collected in the threads that begin here."""
    gc.collect()


def wait_for_calls(bus: PrivateBus, *wanted: str) -> None:
    for name in wanted:
        assert bus.calls.get(timeout=60.0)[0] == name


def test_the_desktop_is_asked_for_the_length_of_the_block(private_bus: PrivateBus) -> None:
    private_bus.serve(POWER, {"Inhibit": ("u", (7,)), "UnInhibit": ("", ())})
    with staying_awake():
        wait_for_calls(private_bus, "Inhibit")
        assert private_bus.calls.empty()
    name, body = private_bus.calls.get(timeout=60.0)
    assert (name, tuple(body)) == ("UnInhibit", (7,))


# wakepy leaves the connection of a refused wish to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_refusal_is_logged_once(
    private_bus: PrivateBus, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert private_bus.address  # a bus without a reply
    hold = WakeHold()
    with caplog.at_level(logging.INFO):
        for _ in range(2):
            hold.begin()
            hold.end(10.0)
    gc.collect()
    told = [r for r in caplog.records if "may fall asleep" in r.message]
    assert len(told) == 1


def test_no_bus_is_a_refusal_as_well(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    with staying_awake():
        pass
    assert "may fall asleep" in caplog.text


def test_a_hold_can_be_begun_again_before_the_last_one_has_ended() -> None:
    held: list[threading.Event] = []
    released = threading.Semaphore(0)

    @contextmanager
    def inhibit(_refused: Callable[[str], None]) -> Iterator[None]:
        held.append(threading.Event())
        yield
        released.release()

    hold = WakeHold(inhibit)
    hold.begin()
    hold.begin()
    hold.end()
    hold.begin()
    hold.end(10.0)
    hold.end(10.0)
    assert released.acquire(timeout=60.0) and released.acquire(timeout=60.0)
    assert len(held) == 2


def test_an_error_in_the_library_fails_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    def broken(_refused: Callable[[str], None]) -> AbstractContextManager[None]:
        raise RuntimeError("no such thing")

    hold = WakeHold(broken)
    hold.begin()
    hold.end(10.0)
    assert "no such thing" in caplog.text
