"""What is below the window goes when it is let go, without the garbage collector.

The collector runs in whatever thread allocates. A QObject that it takes apart in a thread that is
not its own stops timers there, which Qt forbids, and crashes some events later.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from desktop_app.app.window import WindowServices, build_window_services
from tests.app.conftest import Stage
from tests.fakes import transcript


@pytest.fixture(params=["with a library", "without"])
def library_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path | None:
    return tmp_path / "library" if request.param == "with a library" else None


def qobjects_in_rings() -> list[str]:
    """The kinds of QObjects that only the collector would free."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
        return sorted({type(one).__qualname__ for one in gc.garbage if isinstance(one, QObject)})
    finally:
        gc.set_debug(0)
        gc.garbage.clear()


def qobjects() -> list[QObject]:
    """Those that there are."""
    return [one for one in gc.get_objects() if isinstance(one, QObject) and shiboken6.isValid(one)]


@contextmanager
def leaving_no_qobjects() -> Iterator[None]:
    """Check that what is made meanwhile goes with its last name, and does not stay for ever.

    What a signal holds, as a plain function that it is connected to, the collector does not see.
    """
    while gc.collect():  # also what the first of the others' rings let go of
        pass
    gc.disable()
    before = qobjects()
    try:
        yield
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert qobjects_in_rings() == []
        known = set(map(id, before))
        assert sorted({type(one).__name__ for one in qobjects() if id(one) not in known}) == []
    finally:
        gc.enable()


def test_nothing_below_the_window_is_in_a_ring(stage: Stage) -> None:
    with leaving_no_qobjects():
        services: WindowServices | None = build_window_services(stage.access)
        assert services is not None
        if services.library is not None:
            services.library.restore.begin()
        assert services.shutdown()
        services = None


def test_nothing_is_in_a_ring_after_some_work(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    with leaving_no_qobjects():
        work(qtbot, stage, tmp_path)


def work(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    """What a user may do, with services of its own."""
    services = build_window_services(stage.access)
    controller, library = services.controller, services.library
    library.restore.begin()
    qtbot.waitUntil(lambda: not library.restore.is_busy)
    controller.warm_up()
    controller.add_paths([Path("/rec/a.wav"), Path("/rec/b.wav")])
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    first = controller.jobs.rows(0, 0)[0]
    controller.select(first.id)
    services.search.look_for("hello")
    qtbot.waitUntil(lambda: not services.search.is_busy)
    services.search.look_for("")
    controller.transcribe_again([first.id])
    qtbot.waitUntil(lambda: controller.status.is_busy is False)
    services.exports.export(first.transcript or transcript(), "txt", tmp_path / "a.txt")
    qtbot.waitUntil(lambda: services.exports.unwritten == 0)
    controller.remove([first.id])
    controller.put_back()
    assert services.shutdown()
