"""The guide over a made-up Windows, with real side threads."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.antivirus import AntivirusGuide, program_folder
from desktop_app.app.background.pool import SideTasks
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.core.errors import UnexpectedError
from desktop_app.system.antivirus.excludable import IS_THE_USERS
from desktop_app.system.antivirus.exclusion import Outcome
from desktop_app.system.antivirus.state import DEFENDER_KEYS, Listed, Scanning
from desktop_app.system.folders import RESOURCES, TEMPORARY
from tests.conftest import PATIENCE_S
from tests.fake_windows import FakeWindows


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[SideTasks]:  # noqa: ARG001 - makes the QApplication
    made = SideTasks()
    yield made
    assert made.shutdown(PATIENCE_S)


@pytest.fixture
def preferences(tmp_path: Path, tasks: SideTasks) -> Preferences:
    return Preferences(SettingsStore(tmp_path / "settings.json"), tasks)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    # The folders of these tests are Linux', which is no Windows path.
    for module in ("app.antivirus", "system.antivirus.exclusion"):
        monkeypatch.setattr(f"desktop_app.{module}.judged", lambda folder, _places: (folder, ""))
    return FakeWindows()


@pytest.fixture
def guide(
    tmp_path: Path, windows: FakeWindows, preferences: Preferences, tasks: SideTasks
) -> AntivirusGuide:
    models = tmp_path / "Modelle é 日本"
    (models / TEMPORARY).mkdir(parents=True)
    return AntivirusGuide(windows.system, lambda: models, preferences, tasks, tmp_path)


def wait(qtbot: QtBot, guide: AntivirusGuide) -> None:
    qtbot.waitUntil(lambda: not guide.is_busy)


def check(qtbot: QtBot, guide: AntivirusGuide) -> None:
    guide.check()
    wait(qtbot, guide)


def test_a_check_asks_windows_in_another_thread(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    plain = windows.values

    def values(key: str) -> object:
        threads.append(threading.get_ident())
        return plain(key)

    monkeypatch.setattr(windows, "values", values)
    guide.check()
    assert guide.is_busy
    guide.check()  # one at a time
    wait(qtbot, guide)
    assert threading.get_ident() not in threads
    assert len(windows.ran) == 1
    found = guide.findings
    assert found is not None and found.state.defender is Scanning.ON
    assert found.models_listed is Listed.HIDDEN
    assert found.pace is not None and guide.first_pace is found.pace
    assert not list((guide.models / TEMPORARY).iterdir())


def test_the_first_pace_is_kept_to_compare(qtbot: QtBot, guide: AntivirusGuide) -> None:
    guide.check()
    wait(qtbot, guide)
    first = guide.first_pace
    guide.check()
    wait(qtbot, guide)
    assert guide.findings is not None and guide.findings.pace is not first
    assert guide.first_pace is first


def test_a_folder_that_cannot_be_written_has_no_pace(
    qtbot: QtBot, guide: AntivirusGuide, tmp_path: Path
) -> None:
    (guide.models / TEMPORARY).rmdir()
    guide.models.rename(tmp_path / "gone")
    guide.check()
    wait(qtbot, guide)
    assert guide.findings is not None and guide.findings.pace is None


def test_a_visible_exclusion_is_found(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows
) -> None:
    windows.keys[rf"{DEFENDER_KEYS[1]}\Exclusions\Paths"] = {str(guide.models): 0}
    guide.check()
    wait(qtbot, guide)
    assert guide.findings is not None
    assert guide.findings.models_listed is Listed.YES
    assert guide.findings.program_listed is Listed.NO


def test_excluding_and_taking_back_check_again(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows
) -> None:
    check(qtbot, guide)
    guide.exclude()
    qtbot.waitUntil(lambda: len(windows.ran) == 2 and not guide.is_busy)
    assert (guide.outcome, guide.is_excluded_by_us) == (Outcome.DONE, True)
    guide.take_back()
    qtbot.waitUntil(lambda: len(windows.ran) == 3 and not guide.is_busy)
    assert (guide.outcome, guide.is_excluded_by_us) == (Outcome.DONE, False)
    assert [arguments.count(str(guide.models)) for _, arguments in windows.elevated] == [2, 2]


def test_a_refusal_changes_nothing(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows
) -> None:
    check(qtbot, guide)
    windows.exit_code = None
    guide.exclude()
    wait(qtbot, guide)
    assert guide.outcome is Outcome.REFUSED and not guide.is_excluded_by_us
    assert len(windows.ran) == 1, "and Windows is not asked again"


def test_an_objection_is_final(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    guide.exclude()
    assert not windows.elevated, "nobody looked yet"
    monkeypatch.setattr("desktop_app.app.antivirus.judged", lambda folder, _places: (folder, "No."))
    check(qtbot, guide)
    guide.exclude()
    assert guide.objection == "No." and not guide.is_busy and not windows.elevated


def test_a_folder_that_holds_something_else_is_not_excluded(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows
) -> None:
    (guide.models / "thesis.docx").touch()
    check(qtbot, guide)
    guide.exclude()
    assert guide.objection == IS_THE_USERS and not guide.is_busy and not windows.elevated


def test_a_fault_is_reported(
    qtbot: QtBot, guide: AntivirusGuide, windows: FakeWindows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "values", {}.__getitem__)
    with qtbot.waitSignal(guide.failed) as caught:
        guide.check()
    assert isinstance(caught.args[0], UnexpectedError) and not guide.is_busy


def test_the_hint_is_for_windows_and_dismissed_for_good(
    guide: AntivirusGuide, preferences: Preferences, tasks: SideTasks, tmp_path: Path
) -> None:
    elsewhere = AntivirusGuide(None, lambda: tmp_path, preferences, tasks)
    assert not elsewhere.is_needed and not elsewhere.wants_hint and not elsewhere.objection
    elsewhere.check()
    elsewhere.exclude()
    assert not elsewhere.is_busy
    wanted = [guide.wants_hint]
    guide.dismiss_hint()
    wanted.append(guide.wants_hint)
    assert wanted == [True, False]
    preferences.save_now()
    assert SettingsStore(tmp_path / "settings.json").load().antivirus_hint_dismissed


def test_the_program_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    assert program_folder() == RESOURCES.parent
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_folder() == Path(sys.executable).parent
