"""The first minute: the offer of a real model, and the notice about the starter's text."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.models.item_model import ModelState
from desktop_app.core.job import JobState
from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import STARTER_ID
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import NOT_THERE, STARTER
from tests.nemo_files import model

OWN_STARTER = replace(STARTER, id=STARTER_ID)
LEFT = Qt.MouseButton.LeftButton
GET = "Get a speech model (400 Bytes, recommended)"


@pytest.fixture
def specs() -> tuple[ModelSpec, ...]:
    """The starter, and one that can be downloaded."""
    return (NOT_THERE, OWN_STARTER)


@pytest.fixture
def fresh(qtbot: QtBot, window: MainWindow, stage: Stage) -> MainWindow:
    """A window with the starter alone."""
    model(stage.store.layout.archive(STARTER_ID))
    models: ModelListModel = stage.services.models
    with qtbot.waitSignal(models.modelReset):
        stage.services.manager.refresh()
    return window


def wait_done(qtbot: QtBot, stage: Stage, count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == count)


def test_the_first_screen_leads_to_a_model(qtbot: QtBot, fresh: MainWindow, stage: Stage) -> None:
    area = fresh.drop_area
    assert area.model_button.isVisible() and area.model_button.text() == GET
    assert area.model_button.property("kind") == "primary"
    assert not area.add_button.property("kind")
    assert area.model_button.geometry().bottom() < area.add_button.geometry().top()
    assert area.add_button.isVisible() and area.sample_button.isVisible()
    stage.downloader.gate.clear()
    QTest.mouseClick(area.model_button, LEFT)
    dialog = fresh.commands.models.dialog
    assert dialog.isVisible() and dialog.details.title.text() == NOT_THERE.title
    qtbot.waitUntil(lambda: area.model_button.text() == "Downloading the speech model… 50 %")
    stage.downloader.gate.set()
    qtbot.waitUntil(area.model_button.isHidden)
    assert area.add_button.property("kind") == "primary"
    chosen = stage.services.controller.chosen_model
    assert chosen is not None and chosen.id == NOT_THERE.id


def test_the_size_is_the_catalogue_s(qtbot: QtBot, fresh: MainWindow, stage: Stage) -> None:
    facts = NOT_THERE.facts
    assert facts is not None
    row = stage.services.manager.rows.get(NOT_THERE.id)
    assert row is not None
    large = replace(NOT_THERE, facts=replace(facts, download_bytes=2_510_000_000))
    told = model_strings.get_model(replace(row, stored=replace(row.stored, spec=large)))
    assert told == "Get a speech model (2.5 GB, recommended)"
    qtbot.waitUntil(fresh.drop_area.model_button.isVisible)


def test_a_licence_is_asked_about_first(fresh: MainWindow, stage: Stage) -> None:
    facts = NOT_THERE.facts
    assert facts is not None
    licensed = replace(NOT_THERE, facts=replace(facts, licence_needs_consent=True))
    row = stage.services.manager.rows.get(NOT_THERE.id)
    assert row is not None
    stage.services.manager.rows.update(NOT_THERE.id, stored=replace(row.stored, spec=licensed))
    fresh.drop_area.model_button.click()
    details = fresh.commands.models.dialog.details
    assert details.consent.isVisible() and not stage.downloader.asked


def test_the_starter_s_text_says_so_until_another_model_wrote_it(
    qtbot: QtBot, fresh: MainWindow, stage: Stage
) -> None:
    banner = fresh.page.banner
    stage.services.controller.add_paths([Path("/a/talk.wav")])
    wait_done(qtbot, stage)
    assert banner.isVisible() and banner.text.text() == model_strings.BY_STARTER
    assert banner.get_button.isVisible() and banner.get_button.text() == GET
    assert not banner.again_button.isVisible()
    banner.get_button.click()
    qtbot.waitUntil(banner.again_button.isVisible)
    assert banner.isVisible() and not banner.get_button.isVisible()
    assert banner.again_button.text() == "Transcribe again with Parakeet"
    stage.services.preferences.change(model_id=STARTER_ID)
    banner.again_button.click()
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 2)
    wait_done(qtbot, stage, 2)
    assert stage.engine.requests[1].model.id == NOT_THERE.id
    assert not banner.isVisible() and fresh.page.text.isVisible()


def test_nothing_moves_while_the_text_comes(qtbot: QtBot, fresh: MainWindow, stage: Stage) -> None:
    stage.engine.gate.clear()
    stage.services.controller.add_paths([Path("/a/talk.wav")])
    qtbot.waitUntil(fresh.page.banner.isVisible)
    qtbot.waitUntil(fresh.page.text.isVisible)
    QApplication.processEvents()
    before = fresh.page.text.geometry()
    assert not fresh.page.banner.again_button.isEnabled()
    stage.engine.gate.set()
    wait_done(qtbot, stage)
    assert fresh.page.text.geometry() == before


def test_a_row_that_waits_has_no_text_to_warn_of(
    qtbot: QtBot, fresh: MainWindow, stage: Stage
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    stage.services.controller.add_paths([Path("/a/a.wav")])
    qtbot.waitUntil(lambda: stage.services.controller.selected is not None)
    assert fresh.page.banner.isHidden()
    stage.services.controller.start()
    qtbot.waitUntil(fresh.page.banner.isVisible)


def test_another_model_s_text_says_nothing(qtbot: QtBot, fresh: MainWindow, stage: Stage) -> None:
    stage.services.manager.download(NOT_THERE.id)
    qtbot.waitUntil(lambda: bool(stage.services.models.installed()[0].repo_id))
    row = stage.services.manager.rows.get(NOT_THERE.id)
    assert row is not None and row.state is ModelState.READY
    stage.services.controller.add_paths([Path("/a/talk.wav")])
    wait_done(qtbot, stage)
    record = stage.services.controller.selected
    assert record is not None and record.state is JobState.DONE
    assert not fresh.page.banner.isVisible()
    assert fresh.drop_area._text.text() == strings.DROP_TEXT
