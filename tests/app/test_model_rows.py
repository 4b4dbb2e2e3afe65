"""The rows of the models dialog: every state, and how fast things go."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.app.background.serial import TaskKind
from desktop_app.app.choices.installed import StoredModel, stored_models
from desktop_app.app.models.item_model import ModelRole, ModelRow, ModelRowsModel, ModelState
from desktop_app.app.models.manager import SMOOTHING_S, TransferRate
from desktop_app.core.cancel import CancelToken
from desktop_app.core.model_errors import HubUnreachable, ModelDamaged
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG, STARTER
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import Scratch
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tests.fakes import CANARY, DIARIZER, NOT_THERE
from tests.nemo_files import model

ABSENT = StoredModel(NOT_THERE)
HALF = ModelProgress(Phase.DOWNLOADING, 100, 200)


@pytest.mark.parametrize(
    ("row", "state", "fraction"),
    [
        (ModelRow(ABSENT), ModelState.NOT_INSTALLED, None),
        (ModelRow(replace(ABSENT, arrived_bytes=100)), ModelState.PAUSED, 0.25),
        (ModelRow(replace(ABSENT, arrived_bytes=500)), ModelState.PAUSED, 1.0),
        (ModelRow(StoredModel(CANARY, arrived_bytes=5)), ModelState.PAUSED, None),
        (ModelRow(replace(ABSENT, is_usable=True)), ModelState.READY, None),
        (ModelRow(replace(ABSENT, is_damaged=True)), ModelState.DAMAGED, None),
        (ModelRow(ABSENT, TaskKind.DOWNLOAD), ModelState.WAITING, None),
        (ModelRow(ABSENT, TaskKind.DOWNLOAD, HALF), ModelState.WORKING, 0.5),
        (ModelRow(ABSENT, None, ModelProgress(Phase.REMOVING)), ModelState.WORKING, None),
    ],
)
def test_states(row: ModelRow, state: ModelState, fraction: float | None) -> None:
    assert (row.state, row.fraction) == (state, fraction)


def check(tester: ModelTester, rows: QAbstractItemModel) -> None:
    tester.check(rows)  # type: ignore[no-untyped-call]


def titles(rows: ModelRowsModel) -> list[object]:
    return [rows.index(number).data() for number in range(rows.rowCount())]


def test_rows_change_come_and_go(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    rows = ModelRowsModel([ABSENT, StoredModel(CANARY)])
    check(qtmodeltester, rows)
    with qtbot.waitSignal(rows.dataChanged):
        rows.update(NOT_THERE.id, work=TaskKind.DOWNLOAD, progress=HALF)
    with qtbot.assertNotEmitted(rows.dataChanged):
        rows.update(NOT_THERE.id, progress=HALF)
        rows.update("nobody", progress=HALF)
    index = rows.index(0)
    assert index.data() == NOT_THERE.title and index.data(ModelRole.ID) == NOT_THERE.id
    assert index.data(ModelRole.STATE) == ModelState.WORKING
    assert index.data(ModelRole.FRACTION) == 0.5
    rows.add(StoredModel(STARTER))
    rows.add(StoredModel(STARTER))
    assert titles(rows) == ["Parakeet", "Canary", STARTER.title]
    rows.drop(STARTER.id)
    rows.drop(STARTER.id)
    assert titles(rows) == ["Parakeet", "Canary"]
    assert rows.index(7).data() is None


@pytest.mark.usefixtures("qtbot")
def test_models_stand_by_their_task() -> None:
    rows = ModelRowsModel([ABSENT, StoredModel(DIARIZER)])
    rows.add(StoredModel(CANARY))  # being imported
    assert titles(rows) == ["Parakeet", "Canary", DIARIZER.title]
    own = replace(DIARIZER, id="own", title="Own")
    rows.add(StoredModel(own))
    rows.update(CANARY.id, error=ModelDamaged("Broken."))
    rows.show([ABSENT, StoredModel(DIARIZER), StoredModel(own)])
    assert titles(rows) == ["Parakeet", "Canary", DIARIZER.title, "Own"]


def test_work_and_errors_outlive_a_refresh_of_the_store(qtbot: QtBot) -> None:
    rows = ModelRowsModel([ABSENT, StoredModel(CANARY)])
    rows.update(NOT_THERE.id, error=HubUnreachable("No."))
    with qtbot.assertNotEmitted(rows.modelReset):
        rows.show([replace(ABSENT, arrived_bytes=7), StoredModel(CANARY)])
    shown = rows.get(NOT_THERE.id)
    assert shown is not None and shown.error is not None and shown.stored.arrived_bytes == 7
    rows.update(CANARY.id, error=ModelDamaged("Broken."))
    rows.show([ABSENT])
    assert rows.index(1).data(ModelRole.STATE) == ModelState.DAMAGED
    rows.update(CANARY.id, error=None)
    rows.show([ABSENT])
    assert titles(rows) == ["Parakeet"]


def test_what_the_store_holds(tmp_path: Path) -> None:
    store = ModelStore(tmp_path / "é", RESOURCES / "models")
    own = store.add(inspect(model(tmp_path / "own.nemo")), CancelToken())
    paused = CATALOG[0].id
    store.layout.claim()
    store.layout.partial(paused).write_bytes(b"12345")
    aside = store.layout.scratch(CATALOG[1].id, Scratch.DAMAGED)
    aside.mkdir()
    seen = {one.spec.id: one for one in stored_models(store)}
    assert seen[own.id].is_usable and seen[own.id].folder == store.layout.folder(own.id)
    assert seen[own.id].bytes > 0
    assert seen[STARTER.id].is_usable and seen[STARTER.id].is_bundled
    assert seen[paused].arrived_bytes == 5 and not seen[paused].is_damaged
    assert seen[CATALOG[1].id].is_damaged and not seen[CATALOG[1].id].is_usable
    (seen[own.id].folder or tmp_path).joinpath("model_weights.ckpt").unlink()
    assert [one.is_damaged for one in stored_models(store) if one.spec.id == own.id] == [True]


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_rate_is_smoothed() -> None:
    clock = Clock()
    rate = TransferRate(clock)
    rate.update(1000)  # from where it was resumed
    clock.now_s = 0.5
    rate.update(1500)
    assert (rate.bytes_per_s, rate.left_s(5000)) == (None, None)
    clock.now_s = 2.0
    rate.update(3000)
    assert (rate.bytes_per_s, rate.left_s(5000)) == (1000, 2.0)
    assert rate.left_s(0) is None
    clock.now_s = 2.0 + SMOOTHING_S
    rate.update(3000)
    assert rate.bytes_per_s == pytest.approx(1000 / math.e)


def test_connecting_does_not_count_for_the_rate() -> None:
    clock = Clock()
    rate = TransferRate(clock)
    rate.update(1000)
    clock.now_s = 10.0
    rate.update(1000)
    clock.now_s = 12.0
    rate.update(3000)
    assert rate.bytes_per_s == 1000


def test_the_rate_restarts_when_the_file_does() -> None:
    clock = Clock()
    rate = TransferRate(clock)
    rate.update(1000)
    clock.now_s = 2.0
    rate.update(3000)
    rate.update(0)
    assert rate.bytes_per_s is None
