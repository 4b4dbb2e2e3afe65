"""The models dialog over the real manager: what its buttons do."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from desktop_app.app.models.item_model import ModelState
from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_config.nemotron import WEIGHTS_FILE
from desktop_app.core.model_errors import HubRefused, HubUnreachable
from desktop_app.models.download import Downloader
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import Scratch
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.net.transfer import Patience
from desktop_app.ui.dialogs.connection import WEB, ConnectionDialog, address_in
from desktop_app.ui.models.delegate import heading_of
from desktop_app.ui.models.details import ModelButton
from desktop_app.ui.models.dialog import ModelsDialog
from desktop_app.ui.models.folder import LeftOversDialog
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import CANARY, NOT_THERE, SPECS, STARTER
from tests.hub_faults import Status
from tests.hub_server import HubServer
from tests.model_folders import files, write
from tests.nemo_files import model
from tests.ui.conftest import FakeDialogs

NOBODY = "http://127.0.0.1:9"  # the port that discards
FACTS = NOT_THERE.facts
LICENSED = replace(
    NOT_THERE,
    id="licensed",
    title="Licensed",
    facts=replace(FACTS, licence_needs_consent=True) if FACTS else None,
)


@pytest.fixture
def specs() -> tuple[ModelSpec, ...]:
    return (*SPECS, LICENSED)


@pytest.fixture
def dialog(window: MainWindow) -> ModelsDialog:
    window.menus.manage_models.trigger()
    return window.commands.models.dialog


def press(dialog: ModelsDialog, kind: ModelButton) -> None:
    one = dialog.details.buttons[kind]
    assert one.isVisible() and one.isEnabled()
    one.click()


def wait_state(qtbot: QtBot, dialog: ModelsDialog, state: ModelState) -> None:
    qtbot.waitUntil(lambda: dialog.row is not None and dialog.row.state is state)


def test_the_dialog_opens_on_the_first_model_and_stays_beside_the_window(
    window: MainWindow, dialog: ModelsDialog
) -> None:
    assert dialog.isVisible() and not dialog.isModal()
    assert window.menus.manage_models.shortcut().toString() == "Ctrl+M"
    assert dialog.details.title.text() == STARTER.title
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert dialog.details.title.text() == NOT_THERE.title
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_download_pauses_resumes_and_ends(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    dialog.select(NOT_THERE.id)
    stage.downloader.gate.clear()
    press(dialog, ModelButton.DOWNLOAD)
    qtbot.waitUntil(lambda: dialog.details.progress.value() == 500)
    assert not dialog.list.grab().isNull()
    press(dialog, ModelButton.PAUSE)
    wait_state(qtbot, dialog, ModelState.PAUSED)
    stage.downloader.gate.set()
    press(dialog, ModelButton.RESUME)
    wait_state(qtbot, dialog, ModelState.READY)
    assert dialog.notice.text.text() == "Parakeet is ready."


def test_the_licence_is_accepted_by_downloading(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    dialog.select(LICENSED.id)
    assert not dialog.details.buttons[ModelButton.DOWNLOAD].isEnabled()
    dialog.details.consent.click()
    assert not stage.services.preferences.current.accepted_licences
    press(dialog, ModelButton.DOWNLOAD)
    wait_state(qtbot, dialog, ModelState.READY)
    assert stage.services.preferences.current.accepted_licences == (LICENSED.id,)
    assert stage.downloader.asked == [(LICENSED.id, True)]


def test_a_failed_download_is_reported_here_and_resumed(
    qtbot: QtBot, stage: Stage, window: MainWindow, dialog: ModelsDialog
) -> None:
    dialog.select(NOT_THERE.id)
    stage.downloader.errors[NOT_THERE.id] = HubUnreachable("No way.")
    press(dialog, ModelButton.DOWNLOAD)
    qtbot.waitUntil(dialog.details.errors.isVisible)
    assert not window.notice.isVisible()
    dialog.details.errors.action_button.click()
    wait_state(qtbot, dialog, ModelState.READY)


def test_the_token_is_asked_for_where_it_is_needed(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, dialogs: FakeDialogs
) -> None:
    dialog.select(NOT_THERE.id)
    stage.downloader.errors[NOT_THERE.id] = HubRefused("Who are you?")
    press(dialog, ModelButton.DOWNLOAD)
    qtbot.waitUntil(dialog.details.errors.isVisible)
    dialog.details.errors.action_button.click()
    dialogs.given_token = "hf_x"
    dialog.details.errors.action_button.click()
    wait_state(qtbot, dialog, ModelState.READY)
    assert dialogs.asked == ["token", "token"]


def test_deleting_asks_first_and_tells_what_it_freed(
    qtbot: QtBot, dialog: ModelsDialog, dialogs: FakeDialogs
) -> None:
    dialog.select(CANARY.id)
    dialogs.may_delete = False
    press(dialog, ModelButton.DELETE)
    assert dialog.row is not None and dialog.row.state is ModelState.READY
    dialogs.may_delete = True
    press(dialog, ModelButton.DELETE)
    wait_state(qtbot, dialog, ModelState.NOT_INSTALLED)
    assert dialogs.asked == ["delete Canary", "delete Canary"]
    assert dialog.notice.text.text().startswith("Freed ")


def test_verifying_and_exporting(
    qtbot: QtBot, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialog.select(CANARY.id)
    press(dialog, ModelButton.VERIFY)
    qtbot.waitUntil(lambda: "Canary is intact" in dialog.notice.text.text())
    wait_state(qtbot, dialog, ModelState.READY)
    dialogs.file = tmp_path / "pack.nemo"
    press(dialog, ModelButton.EXPORT)
    qtbot.waitUntil(lambda: "pack.nemo" in dialog.notice.text.text())
    assert dialogs.file.exists() and dialogs.asked == ["export canary.nemo"]


def test_diarizers_stand_under_a_heading_with_facts_of_their_own(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.file = write(tmp_path / "meetings", files(numbers=1000)) / WEIGHTS_FILE
    with qtbot.waitSignal(stage.services.manager.imported):
        dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.details.title.text() == "meetings")
    wait_state(qtbot, dialog, ModelState.READY)
    model = dialog.list.model()
    rows = [model.index(number, 0) for number in range(model.rowCount())]
    headings = ["Speech to text", *[""] * (len(rows) - 2), "Finding speakers"]
    assert [heading_of(index) for index in rows] == headings
    heights = {dialog.list.sizeHintForIndex(index).height() for index in rows[:-1:2]}
    assert len(heights) == 2, "a heading takes room"
    spoken = rows[-1].data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Finding speakers, meetings, Ready")
    facts = dialog.details.facts
    assert facts.words(model_strings.SPEAKERS).text() == "Up to 8"
    for name in (model_strings.LANGUAGES, model_strings.TIMES, model_strings.PUNCTUATION):
        assert not facts.words(name).isVisible()
    dialogs.file = tmp_path / "pack.tar"
    press(dialog, ModelButton.EXPORT)
    qtbot.waitUntil(lambda: "pack.tar" in dialog.notice.text.text())
    assert dialogs.asked[-1] == "export meetings.tar"
    dialog.select(STARTER.id)
    assert not facts.words(model_strings.SPEAKERS).isVisible()


def test_importing_from_the_dialog_selects_the_new_model(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.file = model(tmp_path / "own.nemo")
    dialogs.may_import = False
    with qtbot.waitSignal(stage.services.manager.import_offered):
        dialog.import_button.click()
    assert stage.services.manager.rows.rowCount() == 4
    dialogs.may_import = True
    with qtbot.waitSignal(stage.services.manager.imported):
        dialog.import_button.click()
    qtbot.waitUntil(lambda: stage.services.manager.rows.rowCount() == 5)
    assert dialog.details.title.text() == "own"


def test_the_folder_moves_and_opens(
    qtbot: QtBot, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    dialogs.folder = tmp_path / "Laufwerk ü"
    dialog.folder.move_button.click()
    qtbot.waitUntil(lambda: dialog.folder.path.text() == str(dialogs.folder))
    dialog.folder.open_button.click()
    assert opened == [str(dialogs.folder)]
    qtbot.waitUntil(dialog.folder.move_button.isEnabled)
    assert not dialog.folder.move_progress.isVisible()


def test_archives_are_kept_if_wanted(stage: Stage, dialog: ModelsDialog) -> None:
    dialog.folder.keep_box.click()
    assert stage.services.preferences.current.keeps_archives


def test_the_count_of_left_overs_follows_the_folder(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    assert dialog.folder.left_overs_label.text() == model_strings.NO_LEFT_OVERS
    stage.store.layout.claim()
    scratch = stage.store.layout.scratch("canary", Scratch.DAMAGED)
    scratch.mkdir()
    (scratch / "half").write_bytes(bytes(1_200_000))
    stage.services.manager.refresh()  # as after each task
    qtbot.waitUntil(lambda: "1 leftover file" in dialog.folder.left_overs_label.text())


def test_left_overs_are_listed_and_cleaned(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    stage.store.layout.claim()
    scratch = stage.store.layout.scratch("canary", Scratch.DAMAGED)
    scratch.mkdir()
    (scratch / "half").write_bytes(bytes(1_200_000))
    stage.services.manager.folder.find_left_overs()
    qtbot.waitUntil(dialog.folder.clean_button.isVisible)
    assert dialog.folder.left_overs_label.text() == "1 leftover file, 1.2 MB"
    dialog.folder.clean_button.click()
    shown = dialog.findChild(LeftOversDialog)
    assert isinstance(shown, LeftOversDialog)
    item = shown.table.item(0, 1)
    assert item is not None and item.text() == "damaged model, set aside"
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.folder.left_overs_label.text() == model_strings.NO_LEFT_OVERS)
    assert not scratch.exists()


def test_mirror_and_proxy(stage: Stage, dialog: ModelsDialog) -> None:
    dialog.folder.connection_button.click()
    shown = dialog.findChild(ConnectionDialog)
    assert isinstance(shown, ConnectionDialog)
    shown.mirror.setText(" https://mirror.example/ ")
    shown.proxy.setText("http://proxy:1")
    shown.save_button.click()
    settings = stage.services.preferences.current
    assert (settings.hub_endpoint, settings.proxy) == ("https://mirror.example", "http://proxy:1")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("", ""),
        (" https://mirror.example/hub/ ", "https://mirror.example/hub"),
        ("mirror.example", "https://mirror.example"),
        ("http://me:secret@10.0.0.1:8080", "http://me:secret@10.0.0.1:8080"),
        ("https://", None),
        ("https:/mirror.example", None),
        ("ftp://mirror.example", None),
        ("my mirror", None),
        ("C:\\models", None),
    ],
)
def test_an_address_is_looked_at_before_it_is_kept(text: str, address: str | None) -> None:
    assert address_in(text, WEB) == address


def test_what_is_no_address_is_not_saved(stage: Stage, dialog: ModelsDialog) -> None:
    dialog.folder.connection_button.click()
    shown = dialog.findChild(ConnectionDialog)
    assert isinstance(shown, ConnectionDialog)
    shown.mirror.setText("htps:/mirror")
    QTest.keyClick(shown.mirror, Qt.Key.Key_Return)
    assert shown.isVisible() and shown.focusWidget() is shown.mirror
    assert "htps:/mirror" in shown.problem.text() and shown.problem.isVisible()
    assert stage.services.preferences.current.hub_endpoint == ""
    shown.mirror.clear()
    shown.proxy.setText("socks5://proxy:1080")
    QTest.keyClick(shown.proxy, Qt.Key.Key_Return)
    assert not shown.isVisible()
    assert stage.services.preferences.current.proxy == "socks5://proxy:1080"


def test_every_control_of_the_dialog_has_a_name(dialog: ModelsDialog) -> None:
    nameless = [
        type(w).__name__
        for kind in (QAbstractButton, QLineEdit, QListView)
        for w in dialog.findChildren(kind)
        if w.isVisible()
        and not (w.accessibleName() or w.toolTip())
        and not w.objectName().startswith("qt_")
    ]
    assert not nameless
    index = dialog.list.model().index(1, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Parakeet, Not installed")


def test_another_program_changed_the_store(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, tmp_path: Path
) -> None:
    dialog.close()
    dialog.select(CANARY.id)
    stage.store.add(inspect(model(tmp_path / "own.nemo")), CancelToken())
    dialog.show()
    qtbot.waitUntil(lambda: stage.services.manager.rows.rowCount() == 5)
    assert dialog.details.title.text() == CANARY.title


def reach(stage: Stage, endpoint: str) -> None:
    """Have real downloads from there, which wait a minute after each failure."""
    manager = stage.services.manager
    settings, patience = HubSettings(endpoint=endpoint), Patience(first_pause_s=60.0)
    manager._access = replace(
        manager._access, downloader=lambda _: Downloader(stage.store, settings, patience=patience)
    )


def wait_for_retry(qtbot: QtBot, dialog: ModelsDialog) -> None:
    dialog.select(NOT_THERE.id)
    press(dialog, ModelButton.DOWNLOAD)
    qtbot.waitUntil(dialog.details.buttons[ModelButton.TRY_NOW].isVisible)
    assert "Trying again in 60 s" in dialog.details.state_line.text()


def test_a_download_that_waits_for_the_network_can_resume_at_once(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, tmp_path: Path
) -> None:
    with HubServer() as hub:
        archive = model(tmp_path / "absent.nemo").read_bytes()
        hub.publish(NOT_THERE.repo_id or "", NOT_THERE.file_name, archive)
        hub.faults.append(Status(503))
        reach(stage, hub.url)
        wait_for_retry(qtbot, dialog)
        press(dialog, ModelButton.TRY_NOW)
        wait_state(qtbot, dialog, ModelState.READY)


def test_without_a_network_it_can_be_cancelled_and_nothing_is_resumed(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    reach(stage, NOBODY)
    wait_for_retry(qtbot, dialog)
    assert dialog.details.buttons[ModelButton.IMPORT].isVisible()
    assert dialog.import_button.isVisible()
    press(dialog, ModelButton.CANCEL)
    wait_state(qtbot, dialog, ModelState.NOT_INSTALLED)
    assert not dialog.details.buttons[ModelButton.RESUME].isVisible()
    assert dialog.details.buttons[ModelButton.DOWNLOAD].isVisible()
    assert dialog.details.buttons[ModelButton.IMPORT].isVisible()


def test_an_import_does_not_wait_for_the_network(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    reach(stage, NOBODY)
    wait_for_retry(qtbot, dialog)
    dialogs.file = model(tmp_path / f"{NOT_THERE.id}.nemo", "EncDecRNNTBPEModel")
    with qtbot.waitSignal(stage.services.manager.imported):
        press(dialog, ModelButton.IMPORT)
    dialog.select(NOT_THERE.id)
    wait_state(qtbot, dialog, ModelState.READY)
    assert not dialog.details.errors.isVisible()


def test_an_imported_model_has_a_kind_in_words_and_the_name_that_its_owner_gives_it(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog, dialogs: FakeDialogs, tmp_path: Path
) -> None:
    dialogs.file = model(tmp_path / "stt_fastconformer_x.nemo", "EncDecRNNTBPEModel")
    with qtbot.waitSignal(stage.services.manager.imported):
        dialog.import_button.click()
    wait_state(qtbot, dialog, ModelState.READY)
    assert "like Parakeet RNNT" in dialog.details.summary.text()
    said = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "EncDec" not in said
    press(dialog, ModelButton.RENAME)
    assert dialogs.asked[-1] == "name of stt_fastconformer_x"
    dialogs.given_name = "Our “R&D” model"
    press(dialog, ModelButton.RENAME)
    qtbot.waitUntil(lambda: dialog.details.title.text() == dialogs.given_name)
    assert dialogs.given_name in [spec.title for spec in stage.services.models.specs()]
    again = ModelStore(stage.store.folder, tmp_path / "bundled")
    assert dialogs.given_name in [spec.title for spec in again.available()]


def test_left_overs_that_were_not_shown_stay(
    qtbot: QtBot, stage: Stage, dialog: ModelsDialog
) -> None:
    stage.store.layout.claim()
    scratches = [stage.store.layout.scratch("canary", Scratch.DAMAGED) for _ in range(2)]
    folder = stage.services.manager.folder

    def leave(scratch: Path, count: int) -> None:
        scratch.mkdir()
        (scratch / "half").write_bytes(bytes(1_200_000))
        folder.find_left_overs()
        qtbot.waitUntil(lambda: len(dialog.folder.left_overs) == count)

    leave(scratches[0], 1)
    dialog.folder.clean_button.click()
    leave(scratches[1], 2)
    shown = dialog.findChild(LeftOversDialog)
    assert isinstance(shown, LeftOversDialog)
    with qtbot.waitSignal(folder.succeeded):
        shown.clean_button.click()
    assert [scratch.exists() for scratch in scratches] == [False, True]


def test_a_catalogue_s_model_keeps_its_name(dialog: ModelsDialog) -> None:
    dialog.select(NOT_THERE.id)
    assert not dialog.details.buttons[ModelButton.RENAME].isVisible()
