"""How the end of a run is told: the decision, and the desktop's messages on a real D-Bus."""

from collections.abc import Iterator

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.runs import RunEnd
from desktop_app.app.notifying.run_end import Announcement, RunEndNews, announcement_of
from desktop_app.app.settings import Settings
from desktop_app.system.desktop_messages import BUS_NAME, PATH, FreedesktopMessages
from tests.app.conftest import Stage
from tests.conftest import PATIENCE_S
from tests.private_bus import PrivateBus, running_bus

END = RunEnd(done=3, failed=1, by_itself=True)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with running_bus(monkeypatch) as one:
        yield one


@pytest.fixture
def news(stage: Stage) -> Iterator[RunEndNews]:
    tasks = SideTasks()
    made = RunEndNews(FreedesktopMessages("Aviary", "aviary"), stage.services.preferences, tasks)
    yield made
    assert tasks.shutdown(PATIENCE_S)
    made.shutdown()


@pytest.mark.parametrize(
    ("end", "text"),
    [
        (END, "3 recordings are done, 1 failed."),
        (RunEnd(1, 2, by_itself=True), "1 recording is done, 2 failed."),
        (RunEnd(1, 0, by_itself=True), "1 recording is done."),
        (RunEnd(0, 2, by_itself=True), "2 recordings failed."),
    ],
)
def test_one_sentence_says_how_it_ended(end: RunEnd, text: str) -> None:
    told = announcement_of(end, Settings(), is_attended=False)
    assert told == Announcement(text, True, False, has_failures=end.failed > 0)


def test_who_sees_it_or_ended_it_is_not_told() -> None:
    settings = Settings()
    assert announcement_of(END, settings, is_attended=True) is None
    assert announcement_of(RunEnd(3, 0), settings, is_attended=False) is None
    assert announcement_of(RunEnd(by_itself=True), settings, is_attended=False) is None


def test_message_and_sound_can_be_chosen() -> None:
    told = announcement_of(END, Settings(notifies=False, plays_sound=True), is_attended=False)
    assert told is not None and (told.is_shown, told.is_heard) == (False, True)


def press(number: int) -> None:
    """Do what the desktop does when the user presses a message."""
    with open_dbus_connection("SESSION") as desktop:
        service = DBusAddress(PATH, BUS_NAME, BUS_NAME)
        desktop.send(new_signal(service, "ActionInvoked", "us", (number, "default")))
        desktop.bus_proxy.GetId()  # an answer: the signal has left


def test_the_desktop_shows_it_and_a_press_comes_back(
    bus: PrivateBus, news: RunEndNews, stage: Stage, qtbot: QtBot
) -> None:
    bus.serve(BUS_NAME, {"Notify": ("u", (7,))})
    stage.services.preferences.change(plays_sound=True)
    news.tell(END, is_attended=False)
    qtbot.waitUntil(lambda: news._listener is not None)
    name, body = bus.calls.get(timeout=PATIENCE_S)
    assert name == "Notify"
    assert (body[0], body[1], body[3], body[4]) == (
        "Aviary",
        0,
        "Aviary",
        "3 recordings are done, 1 failed.",
    )
    assert body[5] == ["default", ""] and body[6]["sound-name"] == ("s", "complete")
    with qtbot.assertNotEmitted(news.pressed, wait=100):
        press(8)  # another program's
    with qtbot.waitSignal(news.pressed):
        press(7)
    news.tell(END, is_attended=False)
    assert bus.calls.get(timeout=PATIENCE_S)[1][1] == 7  # in place of the first


def test_without_a_service_the_window_may_show_it(
    bus: PrivateBus, news: RunEndNews, qtbot: QtBot
) -> None:
    assert bus.address
    with qtbot.waitSignal(news.refused) as refused:
        told = news.tell(END, is_attended=False)
    assert refused.args == [told]


def test_a_bus_that_ends_later_is_no_problem(
    monkeypatch: pytest.MonkeyPatch, news: RunEndNews, qtbot: QtBot
) -> None:
    with running_bus(monkeypatch) as bus:
        bus.serve(BUS_NAME, {"Notify": ("u", (7,))})
        news.tell(END, is_attended=False)
        qtbot.waitUntil(lambda: news._listener is not None)
    qtbot.waitUntil(lambda: news._listener is None)
    with qtbot.waitSignal(news.refused):
        news.tell(END, is_attended=False)
