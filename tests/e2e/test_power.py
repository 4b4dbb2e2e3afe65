"""The real window's calls to the desktop: stay awake, progress, then sleep."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, desktop, running, wait_until
from tests.private_bus import PrivateBus, running_bus

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# Importing NeMo takes up to 17 s on an idle computer, several times that on a busy one.
PATIENCE_S = 150
SLEEP_DIALOG = "Everything is transcribed"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    if sys.platform != "linux":
        pytest.skip("D-Bus is Linux's")
    with running_bus(monkeypatch) as one:
        one.serve("org.freedesktop.login1", {"CanSuspend": ("s", ("yes",)), "Suspend": ("", ())})
        inhibit = {"Inhibit": ("u", (7,)), "UnInhibit": ("", ())}
        one.serve("org.freedesktop.PowerManagement", inhibit)
        one.watch("com.canonical.Unity.LauncherEntry")
        yield one


@pytest.fixture
def screen(bus: PrivateBus, tmp_path: Path) -> Iterator[Desktop]:
    assert bus.address
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    settings = {"schema": 1, "when_finished": "sleep"}
    (home / "config" / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    with desktop(home) as one:
        yield one


def test_awake_while_it_works_and_asleep_afterwards(screen: Desktop, bus: PrivateBus) -> None:
    command = [sys.executable, "-m", "desktop_app", str(SAMPLE)]
    with running(command, screen.environment) as program:
        screen.window("^Aviary$")
        screen.window(SLEEP_DIALOG, PATIENCE_S)
        assert [bus.calls.get(timeout=60.0)[0] for _ in range(2)] == ["Inhibit", "UnInhibit"]
        screen.press("Tab", "space")  # from "Cancel" to "Sleep now"
        assert bus.calls.get(timeout=60.0) == ("Suspend", (False,))
        wait_until(lambda: not screen.has_window(SLEEP_DIALOG), PATIENCE_S, "the dialog's end")
        screen.press("ctrl+q")
        assert program.wait(timeout=60) == 0
    shown = [bus.signals.get_nowait() for _ in range(bus.signals.qsize())]
    assert {uri for uri, _values in shown} == {"application://aviary.desktop"}
    visible = [dict(values)["progress-visible"][1] for _uri, values in shown]
    assert True in visible and visible[-1] is False
