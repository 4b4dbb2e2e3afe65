"""Fixtures of all tests: separate folders, no display, no network, nothing left behind."""

import gc
import logging
import os
import shlex
import sys
import tempfile
from collections.abc import Generator, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import pytest

# Before Qt is imported: widgets are tested without a screen; end-to-end tests start their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"

ROOT = Path(__file__).resolve().parent.parent
# What `system.environment.prepare` points at Aviary's own folders.
SET_BY_THE_START = (
    *("TMPDIR", "TEMP", "TMP"),
    *("NUMBA_CACHE_DIR", "MPLCONFIGDIR", "HF_HOME", "TORCH_HOME"),
)


# What is waited for comes within moments; on a computer whose cores are busy a moment may be long.
PATIENCE_S = 60.0
PATIENCE_MS = round(PATIENCE_S * 1000)


def pytest_configure(config: pytest.Config) -> None:
    """Have pytest-qt wait that long where a test says nothing else, and hypothesis set no deadline.

    Of themselves they give up after five seconds and after 200 ms.
    """
    if config.pluginmanager.hasplugin("hypothesispytest"):
        from hypothesis import settings

        settings.register_profile("busy computer", deadline=None)
        settings.load_profile("busy computer")
    if not config.pluginmanager.hasplugin("pytest-qt"):
        return  # as under Wine
    from pytestqt.qtbot import QtBot

    from desktop_app.__main__ import leave_sources_unread

    leave_sources_unread()  # NeMo comes after Qt here, too
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive"):
        getattr(QtBot, name).__kwdefaults__["timeout"] = PATIENCE_MS


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many damaged variants of each of our recordings are tried."""
    parser.addoption(
        "--foreign", type=int, default=1, metavar="N", help="times as many folders with other files"
    )
    parser.addoption("--fuzz", type=int, default=3, metavar="N", help="damaged variants a file")
    parser.addoption(
        "--slots", default="", metavar="ORDER", help="deliver signals last slot first, or by a seed"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests, begin with what takes longest."""
    if hasattr(config, "workerinput"):
        from tests.workers import begins

        items.sort(key=lambda item: begins(item.nodeid))


def pytest_collection_finish() -> None:
    """Leave all tests and what they import out of collecting garbage: they stay to the end.

    A collection would walk through all of it, for up to a second where NeMo is in memory, and each
    test of a window ends with one.
    """
    _collect()
    gc.freeze()


def _collect() -> None:
    while gc.collect():  # what goes first may let go of more
        pass


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share them as tests/workers.py says."""
    from tests.workers import TogetherByFile

    config.option.loadscopereorder = False
    return TogetherByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, object, object]:
    """Send reports as tests/workers.py says."""
    from tests.workers import sendable

    return sendable((yield))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Start the processes with the options of this one, by which Python warns of encodings."""
    options = [f"-X{name}" for name, value in sys._xoptions.items() if value is True]
    for spec in specs:
        spec.python = shlex.join([sys.executable, *options])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Take apart what a test with Qt left, here and in this thread.

    A window's objects hold one another, and Python's collector would take them apart in whatever
    thread it runs: their timers then stay in this one, and crash it when they are due. After a
    failure the traceback has the window, too, until the next test is at work.
    """
    done = yield
    is_last = nextitem is not None and nextitem.path != item.path
    if is_last or "qapp" in getattr(item, "fixturenames", ()):
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            vars(sys).pop(name, None)
        _collect()
    if is_last:
        gc.freeze()  # what the file imported
    return done


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Folders of Aviary and of Qt's file dialogs for the whole run: none of the user's is seen."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVIARY_HOME", str(tmp_path_factory.mktemp("aviary-home")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config-home")))
        yield


@pytest.fixture(autouse=True)
def _temporary_folder_put_back() -> Iterator[None]:
    """Where libraries write, which Aviary's start sets for the whole process."""
    variables = {name: os.environ.get(name) for name in SET_BY_THE_START}
    folder = tempfile.tempdir
    yield
    tempfile.tempdir = folder
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def _log_put_back() -> Iterator[None]:
    """Aviary's log, which its start opens for the whole process, and what is written there."""
    root, own = logging.getLogger(), logging.getLogger("desktop_app")
    before, levels = [*root.handlers], (root.level, own.level)
    yield
    opened = [one for one in root.handlers if isinstance(one, RotatingFileHandler)]
    for handler in opened:
        if handler not in before:
            root.removeHandler(handler)
            handler.close()
    if opened:
        logging.captureWarnings(capture=False)
        root.setLevel(levels[0])
        own.setLevel(levels[1])
