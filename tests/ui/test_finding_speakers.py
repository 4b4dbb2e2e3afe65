"""Finding speakers: the choice for new recordings, and the dialog for a finished transcript."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.choices.installed import StoredModel
from desktop_app.app.speakers.finding import FOUND
from desktop_app.core.media import ALL_TRACKS, AudioTrack, TrackChoice
from desktop_app.core.request import ChannelsNoticed, Notice, SpeakerSearch, TrackChosen
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay
from desktop_app.models.catalog import STARTER_DIARIZER
from desktop_app.ui.preferences.pages import PageName
from desktop_app.ui.preferences.panel import Panel, SettingChoice
from desktop_app.ui.speakers.finding import AllTracks, ByChannel, FindSpeakersDialog
from desktop_app.ui.strings import library as library_texts
from desktop_app.ui.strings import speakers as texts
from desktop_app.ui.strings import window as window_texts
from desktop_app.ui.window.main_window import MainWindow
from tests.app.conftest import Stage
from tests.fakes import DIARIZER, STARTER
from tests.ui.conftest import FakeDialogs

AUTO = SpeakerChoice(SpeakerWay.AUTO)
THREE = SpeakerChoice(SpeakerWay.EXACTLY, 3)
CHANNELS = SpeakerChoice(SpeakerWay.CHANNELS)


def install_diarizer(stage: Stage, *, is_bundled: bool = False) -> None:
    stage.services.models.show(
        (
            StoredModel(STARTER, is_usable=True),
            StoredModel(DIARIZER, is_usable=True, is_bundled=is_bundled),
        )
    )


@pytest.fixture
def done(window: MainWindow, stage: Stage, qtbot: QtBot) -> MainWindow:
    """The window with a finished transcript."""
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    qtbot.waitUntil(lambda: stage.services.editor.can_edit)
    return window


def dialog_of(window: MainWindow) -> FindSpeakersDialog:
    window.menus.speakers.find.trigger()
    dialog = window.commands.on_text.speakers.finding.dialog
    assert dialog.isVisible()
    return dialog


def choose(dialog: FindSpeakersDialog, text: str) -> None:
    row = dialog.count_box.findText(text)
    dialog.count_box.setCurrentIndex(row)
    dialog.count_box.activated.emit(row)


def test_new_recordings_are_asked_about_as_the_menu_says(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    choice = window.menus.speakers.choice
    assert choice.actions[SpeakerChoice()].isChecked()
    install_diarizer(stage)
    choice.actions[THREE].trigger()
    assert stage.services.preferences.current.speakers == THREE
    window.commands.try_sample()
    qtbot.waitUntil(lambda: bool(stage.engine.requests))
    assert stage.engine.requests[0].speakers == SpeakerSearch(DIARIZER, 3, is_exact=True)


def test_without_a_model_only_channels_can_be_chosen_and_one_can_be_got(
    window: MainWindow, stage: Stage
) -> None:
    choice = window.menus.speakers.choice
    possible = [one for one, action in choice.actions.items() if action.isEnabled()]
    assert possible == [SpeakerChoice(), CHANNELS]
    assert choice.get.isVisible()
    choice.get.trigger()
    assert window.commands.models.dialog.isVisible()
    install_diarizer(stage)
    assert not choice.get.isVisible()
    possible = [one for one, action in choice.actions.items() if action.isEnabled()]
    assert max(one.number for one in possible) == DIARIZER.most_speakers


def test_the_settings_have_the_choice_too(window: MainWindow, stage: Stage) -> None:
    install_diarizer(stage)
    settings = window.commands.settings
    settings.open_at(PageName.SPEAKERS)
    panels = settings.dialog.panels[PageName.SPEAKERS]
    (panel,) = [one for one in panels if isinstance(one, Panel) and "speakers" in one.fields]
    boxes = {box.accessibleName(): box for box in panel.findChildren(SettingChoice)}
    box = boxes[texts.CHOICE]
    row = box.findText(texts.choice_title(THREE))
    box.activated.emit(row)
    assert stage.services.preferences.current.speakers == THREE
    models = boxes[texts.DIARIZER]
    assert [models.itemText(row) for row in range(models.count())] == [texts.BEST, DIARIZER.title]


def test_the_dialog_finds_as_many_as_were_said_and_it_can_be_undone(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    install_diarizer(stage)
    dialog = dialog_of(done)
    assert dialog.choice == AUTO
    counts = [dialog.count_box.itemText(row) for row in range(dialog.count_box.count())]
    assert texts.OFF not in counts
    assert texts.choice_title(SpeakerChoice(SpeakerWay.EXACTLY, 5)) not in counts
    choose(dialog, texts.choice_title(THREE))
    with qtbot.waitSignal(stage.services.finding.done):
        dialog.find_button.click()
    assert stage.engine.requests[-1].speakers == SpeakerSearch(DIARIZER, 3, is_exact=True)
    assert done.notice.text.text() == texts.found_line(3, 0, "")
    assert done.menus.undo.text() == f"&Undo: {FOUND}"
    assert [one.name for one in stage.services.speakers.all] == [
        f"Speaker {number}" for number in (1, 2, 3)
    ]


def test_without_a_model_the_dialog_offers_to_get_one(done: MainWindow) -> None:
    dialog = dialog_of(done)
    assert not dialog.find_button.isEnabled()
    assert dialog.note.text() == texts.NO_DIARIZER
    choose(dialog, texts.CHANNELS)
    assert dialog.find_button.isEnabled() and not dialog.get_button.isVisible()
    choose(dialog, texts.AUTOMATIC)
    dialog.get_button.click()
    assert not dialog.isVisible()
    assert done.commands.models.dialog.isVisible()


def test_the_model_that_comes_with_the_program_is_called_a_demonstration(
    done: MainWindow, stage: Stage
) -> None:
    install_diarizer(stage, is_bundled=True)
    dialog = dialog_of(done)
    assert "(Demo)" in STARTER_DIARIZER.title  # its own name says so: not twice
    assert dialog.model_box.currentText() == DIARIZER.title
    assert dialog.note.text() == texts.DEMONSTRATION_NOTE
    assert dialog.find_button.isEnabled() and dialog.get_button.isVisible()


def test_it_is_offered_only_for_a_finished_text_with_times(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    find = window.menus.speakers.find
    assert not find.isEnabled()
    stage.engine.gate.clear()
    window.commands.try_sample()
    qtbot.waitUntil(lambda: bool(stage.engine.requests))
    window.menus.speakers.shown.emit()
    assert not find.isEnabled()
    stage.engine.gate.set()
    qtbot.waitUntil(find.isEnabled)


def test_a_running_search_has_a_row_of_its_own_that_says_so(
    done: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    install_diarizer(stage)
    stage.engine.gate.clear()
    dialog_of(done).find_button.click()
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 2)
    (part,) = [one for one in stage.services.controller.records() if one.part_of]
    assert window_texts.row_title(part) == "sample.wav (speakers)"
    assert not done.menus.speakers.find.isEnabled()
    stage.services.controller.stop(part.id)
    qtbot.waitUntil(lambda: stage.services.finding.can_begin)


def test_closing_says_what_becomes_of_a_search(
    done: MainWindow, stage: Stage, dialogs: FakeDialogs, qtbot: QtBot
) -> None:
    stage.engine.gate.clear()
    assert stage.services.finding.begin(SpeakerSearch(DIARIZER))
    qtbot.waitUntil(lambda: len(stage.engine.requests) == 2)
    done.close()
    qtbot.waitUntil(lambda: library_texts.CLOSE_DROPS_SPEAKERS in dialogs.asked)
    assert done.isVisible()
    with qtbot.waitSignal(stage.services.finding.done):
        stage.engine.gate.set()
    assert not stage.services.finding.is_any_at_work


def test_a_choice_that_no_model_can_follow_is_said_before_the_start(
    window: MainWindow, stage: Stage
) -> None:
    stage.services.preferences.change(speakers=AUTO)
    assert window.toolbar.hint.text() == texts.NOT_FOUND_HINT
    install_diarizer(stage)
    assert not window.toolbar.hint.isVisible()


def test_channels_that_are_different_people_are_offered_as_speakers(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.events = (ChannelsNoticed(2),)
    window.commands.try_sample()
    said = texts.CHANNELS_NOTICED.format(name="sample.wav")
    qtbot.waitUntil(lambda: window.notice.text.text() == said)
    stage.engine.events = ()
    with qtbot.waitSignal(stage.services.finding.done):
        window.notice.action_button.click()
    assert stage.engine.requests[-1].speakers == SpeakerSearch()
    assert [one.name for one in stage.services.speakers.all] == ["Speaker 1", "Speaker 2"]


def test_tracks_that_are_different_people_are_offered_to_be_heard_together(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.files.tracks = 2
    track = AudioTrack(0, "aac", 48_000, 2)
    stage.engine.events = (TrackChosen(TrackChoice(track, 2, people=2)), ChannelsNoticed(2))
    controller = stage.services.controller
    controller.add_paths([Path("/rec/talk.mkv")])
    said = texts.TRACKS_NOTICED.format(name="talk.mkv")
    qtbot.waitUntil(lambda: window.notice.text.text() == said)
    assert window.notice.action_button.text() == texts.ALL_TRACKS
    stage.engine.events = ()
    window.notice.action_button.click()
    qtbot.waitUntil(lambda: len(controller.finished()) == 2)
    asked = stage.engine.requests[-1]
    assert (asked.audio_track, asked.speakers) == (ALL_TRACKS, SpeakerSearch())
    record = controller.selected
    assert record is not None and window_texts.facts_line(record).endswith(" · all 2 tracks")


def test_tracks_that_were_transcribed_together_can_be_named(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.files.tracks = 2
    stage.services.preferences.change(starts_automatically=False)
    controller = stage.services.controller
    controller.add_paths([Path("/rec/talk.mkv")])
    qtbot.waitUntil(lambda: len(window.menus.track_menu.actions()) == 3)
    window.menus.track_menu.actions()[2].trigger()
    stage.engine.events = (ChannelsNoticed(2, are_tracks=True),)
    controller.start()
    said = texts.EACH_TRACK_NOTICED.format(name="talk.mkv")
    qtbot.waitUntil(lambda: window.notice.text.text() == said)
    assert window.notice.action_button.text() == texts.BY_TRACK
    stage.engine.events = ()
    with qtbot.waitSignal(stage.services.finding.done):
        window.notice.action_button.click()
    asked = stage.engine.requests[-1]
    assert (asked.audio_track, asked.speakers) == (ALL_TRACKS, SpeakerSearch())


def test_tracks_of_a_recording_that_was_removed_are_answered(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    window.commands.try_sample()
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    (record,) = stage.services.controller.records()
    stage.services.controller.remove([record.id])
    window.commands.take_notice_action(AllTracks(record.id))
    assert window.notice.text.text() == texts.NEEDS_RECORDING
    assert len(stage.engine.requests) == 1


def test_why_nobody_was_found_is_said(done: MainWindow, stage: Stage, qtbot: QtBot) -> None:
    note = "“sample.wav” has no channels of their own for its speakers."
    stage.engine.finds = lambda told, _search: tuple(told)
    stage.engine.events = (Notice(note),)
    dialog = dialog_of(done)
    choose(dialog, texts.CHANNELS)
    with qtbot.waitSignal(stage.services.finding.done):
        dialog.find_button.click()
    assert done.notice.text.text() == f"{note} {texts.TEXT_STAYS}"


def test_channels_of_a_transcript_that_was_removed_are_answered(
    window: MainWindow, stage: Stage, qtbot: QtBot
) -> None:
    stage.engine.events = (ChannelsNoticed(2),)
    window.commands.try_sample()
    said = texts.CHANNELS_NOTICED.format(name="sample.wav")
    qtbot.waitUntil(lambda: window.notice.text.text() == said)
    (record,) = stage.services.controller.records()
    stage.services.controller.remove([record.id])
    window.commands.take_notice_action(ByChannel(record.id))
    assert window.notice.text.text() == texts.NEEDS_TEXT_WITH_TIMES
    assert len(stage.engine.requests) == 1
