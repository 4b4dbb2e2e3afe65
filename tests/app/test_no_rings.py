"""What is below the window goes when it is let go, without the garbage collector.

The collector runs in whatever thread allocates. A QObject that it takes apart in a thread that is
not its own stops timers there, which Qt forbids, and crashes some events later.
"""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from desktop_app.app.window import WindowServices, build_window_services
from tests.app.conftest import Stage


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


def test_nothing_below_the_window_is_in_a_ring(stage: Stage) -> None:
    gc.collect()
    gc.disable()
    try:
        services: WindowServices | None = build_window_services(stage.access)
        assert services is not None
        if services.library is not None:
            services.library.restore.begin()
        assert services.shutdown()
        services = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert qobjects_in_rings() == []
    finally:
        gc.enable()
