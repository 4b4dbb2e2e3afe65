"""The right side of the models dialog, and a model in words."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.app.background.serial import TaskKind
from desktop_app.app.choices.installed import StoredModel
from desktop_app.app.models.item_model import ModelRow
from desktop_app.core.errors import Action, ModelInUse, NotWritable
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import HubRefused, HubUnreachable
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.models.catalog import CATALOG, STARTER
from desktop_app.models.inspection import ModelFile
from desktop_app.ui.models.details import ModelButton, ModelDetails, buttons_for
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.widgets.controls import tip
from tests.fakes import CANARY, NOT_THERE

BY_ID = {spec.id: spec for spec in CATALOG}
LICENSED = BY_ID["canary-1b"]
ABSENT = StoredModel(NOT_THERE)
PAUSED = replace(ABSENT, arrived_bytes=100)
READY = replace(ABSENT, is_usable=True, bytes=400)
HALF = ModelProgress(Phase.DOWNLOADING, 1_200_000_000, 2_500_000_000)


@pytest.fixture
def details(qtbot: QtBot) -> ModelDetails:
    made = ModelDetails(can_move=True)
    qtbot.addWidget(made)
    made.resize(640, 560)
    made.show()
    return made


def visible(details: ModelDetails) -> list[ModelButton]:
    return [kind for kind, one in details.buttons.items() if one.isVisible()]


@pytest.mark.parametrize(
    ("row", "buttons"),
    [
        (ModelRow(ABSENT), [ModelButton.DOWNLOAD, ModelButton.IMPORT]),
        (ModelRow(PAUSED), [ModelButton.RESUME, ModelButton.IMPORT, ModelButton.DELETE]),
        (ModelRow(ABSENT, TaskKind.DOWNLOAD), [ModelButton.CANCEL, ModelButton.IMPORT]),
        (ModelRow(PAUSED, TaskKind.DOWNLOAD), [ModelButton.PAUSE, ModelButton.IMPORT]),
        (
            ModelRow(ABSENT, TaskKind.DOWNLOAD, ModelProgress(Phase.CONNECTING)),
            [ModelButton.CANCEL, ModelButton.IMPORT],
        ),
        (
            ModelRow(ABSENT, TaskKind.DOWNLOAD, ModelProgress(Phase.RETRYING)),
            [ModelButton.TRY_NOW, ModelButton.CANCEL, ModelButton.IMPORT],
        ),
        (
            ModelRow(PAUSED, TaskKind.DOWNLOAD, ModelProgress(Phase.RETRYING)),
            [ModelButton.TRY_NOW, ModelButton.PAUSE, ModelButton.IMPORT],
        ),
        (ModelRow(ABSENT, TaskKind.DOWNLOAD, ModelProgress(Phase.STOPPING)), []),
        (ModelRow(ABSENT, TaskKind.DOWNLOAD, HALF), [ModelButton.PAUSE]),
        (ModelRow(READY, TaskKind.VERIFY), [ModelButton.CANCEL]),
        (ModelRow(READY, None, ModelProgress(Phase.REMOVING)), []),
        (ModelRow(READY), [ModelButton.VERIFY, ModelButton.EXPORT, ModelButton.DELETE]),
        (
            ModelRow(StoredModel(STARTER, is_usable=True, is_bundled=True)),
            [ModelButton.VERIFY, ModelButton.EXPORT],
        ),
        (
            ModelRow(replace(ABSENT, is_damaged=True)),
            [ModelButton.DOWNLOAD, ModelButton.IMPORT, ModelButton.DELETE],
        ),
        (ModelRow(StoredModel(CANARY, is_damaged=True)), [ModelButton.IMPORT, ModelButton.DELETE]),
    ],
)
def test_the_buttons_by_state(
    details: ModelDetails, row: ModelRow, buttons: list[ModelButton]
) -> None:
    details.show_row(row, ())
    assert visible(details) == buttons == list(buttons_for(row))
    assert not details.grab().isNull()


def test_a_click_emits_its_button(qtbot: QtBot, details: ModelDetails) -> None:
    details.show_row(ModelRow(ABSENT), ())
    with qtbot.waitSignal(details.button_pressed) as blocker:
        details.buttons[ModelButton.DOWNLOAD].click()
    assert blocker.args == [ModelButton.DOWNLOAD]


def test_a_licence_is_shown_and_must_be_accepted(details: ModelDetails) -> None:
    row = ModelRow(StoredModel(LICENSED))
    details.show_row(row, ())
    download = details.buttons[ModelButton.DOWNLOAD]
    assert "by-nc" in details.licence.text() and details.licence.isVisible()
    assert not download.isEnabled()
    details.consent.click()
    assert download.isEnabled()
    details.show_row(ModelRow(ABSENT), ())
    assert not details.consent.isVisible() and download.isEnabled()
    details.show_row(row, ())
    assert not details.consent.isChecked()
    details.show_row(row, (LICENSED.id,))
    assert not details.consent.isVisible() and download.isEnabled()


def test_progress_and_pause_show_how_far_it_is(details: ModelDetails) -> None:
    details.show_row(ModelRow(ABSENT, TaskKind.DOWNLOAD, HALF, 8_400_000.0, 155.0), ())
    assert details.state_line.text() == "1.2 GB of 2.5 GB · 8.4 MB/s · about 3 min left"
    assert details.progress.value() == 480
    details.show_row(ModelRow(ABSENT, TaskKind.DOWNLOAD, ModelProgress(Phase.CONNECTING)), ())
    assert details.progress.maximum() == 0 and details.state_line.text() == "Connecting"
    details.show_row(ModelRow(PAUSED), ())
    assert details.progress.value() == 250
    details.show_row(ModelRow(ABSENT), ())
    assert not details.progress.isVisible()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ModelRow(ABSENT, TaskKind.DOWNLOAD, HALF, 8.0, 155.0), "48 % · about 3 min left"),
        (ModelRow(READY, TaskKind.VERIFY, ModelProgress(Phase.VERIFYING, 1, 2)),
         "Verifying · 50 %"),
        (ModelRow(READY, TaskKind.VERIFY), "Waiting for other work to finish"),
        (ModelRow(PAUSED), "Paused at 100 Bytes of 400 Bytes"),
        (ModelRow(READY), "Ready · 400 Bytes"),
        (ModelRow(PAUSED, error=HubUnreachable("No way.")), "No connection"),
        (ModelRow(StoredModel(CANARY)), "Not installed"),
        (ModelRow(StoredModel(STARTER, is_usable=True, is_bundled=True)),
         "Ready · comes with Aviary"),
    ],
)  # fmt: skip
def test_the_second_line_in_the_list(row: ModelRow, said: str) -> None:
    assert model_strings.row_line(row) == said


def test_a_download_that_waits_for_the_connection_says_so() -> None:
    note = "The connection broke. Trying again in 4 s."
    progress = ModelProgress(Phase.RETRYING, 1, 2, note)
    assert model_strings.progress_line(progress, 1.0, 2.0) == note


def test_an_error_resumes_or_asks_for_the_token(qtbot: QtBot, details: ModelDetails) -> None:
    details.show_row(ModelRow(PAUSED, error=HubUnreachable("No way.", "ECONNREFUSED")), ())
    panel = details.errors
    assert panel.message.text() == "No way." and panel.remedy.text()
    assert panel.action_button.text() == model_strings.RESUME
    assert visible(details) == [ModelButton.IMPORT, ModelButton.DELETE]
    assert not panel.retry_button.isVisible() and not panel.remove_button.isVisible()
    details.show_row(ModelRow(ABSENT, error=HubRefused("Who are you?")), ())
    with qtbot.waitSignal(details.action_wanted) as blocker:
        panel.action_button.click()
    assert blocker.args == [Action.ENTER_TOKEN]
    details.show_row(ModelRow(READY, error=NotWritable("Read-only.")), ())
    assert panel.action_button.text() == strings.CHOOSE_FOLDER  # for its export
    details.show_row(ModelRow(READY, error=ModelInUse("Held.")), ())
    assert panel.isVisible() and not panel.action_button.isVisible()
    details.show_row(ModelRow(READY), ())
    assert not panel.isVisible()


def test_the_facts_in_words(qtbot: QtBot, details: ModelDetails) -> None:
    details.show_row(ModelRow(StoredModel(BY_ID["canary-1b-v2"])), ())
    facts = details.facts
    assert facts.words(model_strings.LANGUAGES).text().startswith("Bulgarian, Croatian")
    assert facts.words(model_strings.TRANSLATION).text() == "Between English and 24 languages"
    assert facts.words(model_strings.DOWNLOAD_SIZE).text() == "6.4 GB"
    assert "creativecommons" in facts.words(model_strings.LICENCE).text()
    assert not facts.location.isVisible()
    folder = Path("/models") / ("日本語" * 60)
    details.show_row(ModelRow(replace(READY, folder=folder)), ())
    assert facts.location.isVisible() and facts.location.toolTip() == tip(str(folder))
    page = details.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() <= details.width())


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (LICENSED, "Between English and French, German and Spanish"),
        (BY_ID["parakeet-tdt-1.1b"], "No"),
        (CANARY, "Between its 4 languages"),
        (replace(CANARY, target_languages=()), "No"),
    ],
)
def test_translation_in_words(spec: ModelSpec, said: str) -> None:
    assert model_strings.translation(spec) == said


def test_the_question_before_an_import_names_what_matters() -> None:
    file = ModelFile(Path("/a/b.nemo"), CANARY, "EncDecMultiTaskModel", 16_000, 2_500_000_000)
    said = model_strings.import_text(file)
    assert "EncDec" not in said
    for part in ("Canary", "German", "16 kHz", "2.5 GB", "stays"):
        assert part in said


def test_links_can_be_reached_by_keyboard(details: ModelDetails) -> None:
    flags = details.facts.words(model_strings.SOURCE).textInteractionFlags()
    assert flags & Qt.TextInteractionFlag.LinksAccessibleByKeyboard
