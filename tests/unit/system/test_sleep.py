"""Putting the computer to sleep: asked of the system, and what it may answer."""

import pytest

from desktop_app.core.errors import SleepRefused
from desktop_app.system import power as sleeping
from desktop_app.system.power import PowerApi
from tests.private_bus import PrivateBus

LOGIND = "org.freedesktop.login1"


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("yes", ""),
        ("na", sleeping.NO_SLEEP_STATE),
        ("no", sleeping.NOT_ALLOWED),
        ("challenge", sleeping.NOT_ALLOWED),
    ],
)
def test_logind_says_whether_it_can(private_bus: PrivateBus, answer: str, problem: str) -> None:
    private_bus.serve(LOGIND, {"CanSuspend": ("s", (answer,))})
    assert sleeping.logind_problem() == problem


def test_logind_is_told_to_suspend_without_asking_anybody(private_bus: PrivateBus) -> None:
    private_bus.serve(LOGIND, {"Suspend": ("", ())})
    sleeping.logind_sleep()
    name, body = private_bus.calls.get(timeout=60.0)
    assert (name, tuple(body)) == ("Suspend", (False,))


def test_a_refusal_of_logind_is_reported(private_bus: PrivateBus) -> None:
    private_bus.serve(LOGIND, {})
    with pytest.raises(SleepRefused) as caught:
        sleeping.logind_sleep()
    assert "AccessDenied" in caught.value.detail


def test_without_logind_sleep_is_not_offered(private_bus: PrivateBus) -> None:
    assert private_bus.address
    assert sleeping.logind_problem() == sleeping.NO_LOGIND


def test_windows_is_asked_for_sleep_and_not_for_hibernation() -> None:
    asked: list[tuple[int, int, int]] = []

    def suspend(*flags: int) -> int:
        asked.append(flags)  # type: ignore[arg-type]
        return 1

    api = PowerApi(lambda: 1, suspend, lambda: 0)
    assert sleeping.windows_problem(api) == ""
    sleeping.windows_sleep(api)
    assert asked == [(0, 0, 0)]


def test_a_refusal_of_windows_carries_its_code() -> None:
    api = PowerApi(lambda: 0, lambda *_flags: 0, lambda: 1314)
    assert sleeping.windows_problem(api) == sleeping.NO_SLEEP_STATE
    with pytest.raises(SleepRefused) as caught:
        sleeping.windows_sleep(api)
    assert "1314" in caught.value.detail
