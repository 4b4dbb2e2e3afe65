"""Hostile archives as they come into a real window: dropped on it, and imported by its menu."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import AppError, ModelInvalid
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.hostile_archives import CONFIG, REFUSED, pack_of, whole
from tests.hostile_configs import HOSTILE, TEXTS, hostile, text_of
from tests.ui.conftest import FakeDialogs
from tests.ui.test_main_window import drop, mime
from tests.unit.storing import visible
from tests.watching import ACTS, watched

# Slow to read or to write: tested one by one elsewhere.
LARGE = ("thousands of folders", "folders behind gzip", "thousands of files", "gzip bomb",
         "configuration of 30 MB", "headers for all", "header for a header",
         "long name of a long name")  # fmt: skip


def every_kind() -> Iterator[tuple[str, bytes]]:
    """Of each kind some, of a few kinds all; `tests/unit` has those that are left out."""
    for name in list(HOSTILE)[::4]:
        yield f"configuration: {name}", whole(config=text_of(hostile(name)))
    for name in TEXTS:
        if name not in ("deep", "huge", "laughs by reference"):
            yield f"text: {name}", whole(config=TEXTS[name])
    yield "aligner", whole(aligner=text_of(hostile("system as encoder")))
    for name in set(REFUSED) - set(LARGE):
        yield f"archive: {name}", REFUSED[name]()


def packs() -> Iterator[tuple[str, bytes]]:
    """Offline packs whose descriptions fit their files, which do not fit a recogniser."""
    for name in list(HOSTILE)[::9]:
        yield f"configuration: {name}", pack_of(text_of(hostile(name)))
    yield "aligner", pack_of(CONFIG, aligner=text_of(hostile("system as encoder")))


@pytest.mark.parametrize("way", ["drop", "import"])
def test_a_hostile_archive_is_refused_in_the_window(
    way: str,
    window: MainWindow,
    stage: Stage,
    qtbot: QtBot,
    dialogs: FakeDialogs,
    tmp_path: Path,
) -> None:
    problems: list[AppError] = []
    stage.services.manager.problem_found.connect(lambda _id, error: problems.append(error))
    before = visible(stage.store.folder)
    marker = tmp_path / "gotcha"
    with watched(tmp_path, modules=frozenset(sys.modules)) as seen:
        for number, (name, data) in enumerate(every_kind() if way == "drop" else packs()):
            path = tmp_path / "evil.nemo"
            path.write_bytes(data)
            with qtbot.waitSignal(stage.services.manager.problem_found):
                if way == "drop":
                    drop(window, mime(path))
                else:
                    dialogs.file = path
                    window.menus.import_model.trigger()
            assert len(problems) == number + 1, name
            assert isinstance(problems[-1], ModelInvalid), (name, problems[-1])
            text = window.notice.text.text()
            assert window.notice.isVisible() and text.startswith("“evil.nemo” "), (name, text)
            assert "Traceback" not in text and len(text) < 300, (name, text)
    assert [act for act in seen.seen if act.startswith(ACTS)] == []
    assert not marker.exists() and not Path("gotcha").exists()
    assert visible(stage.store.folder) == before and dialogs.asked == []
