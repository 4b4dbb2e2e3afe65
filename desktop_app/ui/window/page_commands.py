"""What is done to the text on the page: checked, given to speakers, recognised again, undone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.app.editing.editor import Editor
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.app.transcript.retiming import Retimed, Retiming
from desktop_app.app.window import WindowServices
from desktop_app.core.editing.change import Change
from desktop_app.core.editing.restoring import restored_sentence
from desktop_app.core.errors import AppError
from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Transcript
from desktop_app.ui.checking.actions import CheckingCommands
from desktop_app.ui.checking.panel import CheckingPanel
from desktop_app.ui.dialogs.questions import Dialogs
from desktop_app.ui.speakers.panel import SpeakersPanel
from desktop_app.ui.strings import page as page_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.transcript.marks import RedoCommands
from desktop_app.ui.transcript.page import JobPage
from desktop_app.ui.widgets.notice_bar import NoticeBar, NoticeKind
from desktop_app.ui.window.menus import WindowMenus
from desktop_app.ui.window.on_page import CheckedWords, OnPage
from desktop_app.ui.window.speakers import PageSpeakers


@dataclass(frozen=True, slots=True)
class TakeBack:
    """A notice's action that undoes the change of this name."""

    name: str


class UndoCommands(QObject):
    """Undo and redo changes of the shown text.

    Args:
        menus: the actions. Ctrl+Z takes back what was done last, which may be a removal.
        page: where it is changed.
        transcript: the text that is shown.
        editor: changes the text.
        notice: says why a text cannot be changed.
    """

    def __init__(
        self,
        menus: WindowMenus,
        page: JobPage,
        transcript: ShownTranscript,
        editor: Editor,
        notice: NoticeBar,
    ) -> None:
        super().__init__(menus)
        self._menus = menus
        self._text = page.text
        self._editor = editor
        self._notice = notice
        self._offered: TakeBack | None = None
        transcript.job_shown.connect(self._withdraw)
        menus.undo.triggered.connect(self._on_undo)
        menus.redo.triggered.connect(self._on_redo)
        editor.changed.connect(self._on_changed)
        editor.state_changed.connect(self._refresh)
        editor.refused.connect(self._on_refused)
        page.text.refused.connect(self._on_refused)
        page.find_bar.replaced_all.connect(self._on_replaced_all)
        page.set_editor(editor)
        self._refresh()

    def take(self, action: object) -> bool:
        """Take a change back at a notice's button, if nothing was changed since."""
        if not isinstance(action, TakeBack):
            return False
        if self._editor.undo_name == action.name:
            self._text.undo()
        return True

    def _on_replaced_all(self, count: int) -> None:
        self._offered = TakeBack(self._editor.undo_name)
        text = page_strings.replaced_line(count)
        self._notice.tell(text, strings.UNDO, self._offered, kind=NoticeKind.SUCCESS)

    def _withdraw(self) -> None:
        """Offer no more to take back what is not the last change of the shown text."""
        offered, self._offered = self._offered, None
        if offered is not None:
            self._notice.withdraw(offered)

    def _refresh(self) -> None:
        editor, menus = self._editor, self._menus
        menus.undo.setText(strings.undo_menu(editor.undo_name))
        menus.redo.setText(strings.redo_menu(editor.redo_name))
        menus.undo.setEnabled(editor.can_undo)
        menus.redo.setEnabled(editor.can_redo)

    def _on_undo(self) -> None:
        self._text.undo()

    def _on_redo(self) -> None:
        self._text.redo()

    def _on_changed(self, _job_id: int, _change: Change, _place: object) -> None:
        self._withdraw()
        self._menus.give_undo_key(to_removals=False)

    def _on_refused(self, why: str) -> None:
        self._notice.tell(why, kind=NoticeKind.WARNING)


class RestoreCommands(QObject):
    """Put a sentence back as it was heard.

    Args:
        page: where it is asked for.
        services: has the text as it was heard, and changes it.
        notice: says that nothing was changed.
    """

    def __init__(self, page: JobPage, services: WindowServices, notice: NoticeBar) -> None:
        super().__init__(page)
        self._controller = services.controller
        self._versions = services.library.versions
        self._editor = services.editor
        self._notice = notice
        page.text.restore_wanted.connect(self._on_restore_wanted)

    def _on_restore_wanted(self, segment: int) -> None:
        record = self._controller.selected
        if record is not None and record.transcript is not None:
            text = record.transcript
            self._versions.heard(
                record.key, partial(self._on_heard, record.key, text, segment), self._on_failed
            )

    def _on_heard(self, key: str, text: Transcript, segment: int, heard: Transcript) -> None:
        change = restored_sentence(text.segments, heard.segments, segment)
        if change is None:
            self._notice.tell(page_strings.NOT_CHANGED)
        else:
            self._editor.apply_to(key, change, page_strings.RESTORING)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)


class RetimingCommands(QObject):
    """Time corrected words by the sound: what is selected, else all of the shown text.

    Args:
        menus: the commands.
        retiming: does it.
        controller: knows which text is shown.
        selected_span: returns from when to when the selected text is spoken; None if nothing is.
        notice: says what became of it.
    """

    def __init__(
        self,
        menus: WindowMenus,
        retiming: Retiming,
        controller: TranscriptionController,
        selected_span: Callable[[], Span | None],
        notice: NoticeBar,
    ) -> None:
        super().__init__(menus)
        self._action = menus.time_words
        self._retiming = retiming
        self._controller = controller
        self._selected_span = selected_span
        self._notice = notice
        menus.edit_menu.aboutToShow.connect(self._refresh)
        self._action.triggered.connect(self._on_triggered)
        retiming.done.connect(self._on_done)
        retiming.failed.connect(self._on_failed)

    def _refresh(self) -> None:
        record = self._controller.selected
        has_text = record is not None and record.transcript is not None
        self._action.setEnabled(has_text and not self._retiming.is_busy)

    def _on_triggered(self) -> None:
        span = self._selected_span()
        if not self._retiming.sentences(span):
            self._notice.tell(page_strings.NOTHING_TO_TIME)
        elif not self._retiming.can_begin:
            self._notice.tell(page_strings.NO_TIMING_MODEL, kind=NoticeKind.WARNING)
        else:
            self._retiming.begin(span)

    def _on_done(self, retimed: Retimed) -> None:
        self._notice.tell(page_strings.timed_line(retimed.sentences), kind=NoticeKind.SUCCESS)

    def _on_failed(self, error: AppError) -> None:
        self._notice.tell(error.sentence, kind=NoticeKind.ERROR)


class PageCommands(QObject):
    """Connect the page with the features that work on its text.

    Args:
        window: owns this object.
        page: the page.
        menus: the commands.
        services: what the features do.
        dialogs: asks for names.
        theme: the colours.
        notice: the window's notices.
        manage: shows a model in the models dialog.

    Signals:
        play_wanted: from when to when to play, in seconds from the start of the file.
    """

    play_wanted = Signal(float, float)

    def __init__(
        self,
        window: QWidget,
        page: JobPage,
        menus: WindowMenus,
        services: WindowServices,
        dialogs: Dialogs,
        theme: Theme,
        notice: NoticeBar,
        manage: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._menus = menus
        self._theme = theme
        self.on_page = OnPage(page.text, services.transcript)
        self.undoing = UndoCommands(menus, page, services.transcript, services.editor, notice)
        self.speakers = PageSpeakers(
            page, menus, services, self.on_page, dialogs, theme, notice, manage
        )
        self.checking = CheckingCommands(
            window, menus.checking, services.checking, self.on_page, notice
        )
        self.redo = RedoCommands(
            page.text,
            menus.again,
            services,
            self.on_page.selected_span,
            manage,
            theme,
            notice,
        )
        CheckedWords(page.text, self.on_page, services.checking, theme)
        page.add_tool(self.checking.button)
        for panel in (self.checking.panel, self.redo.panel):
            page.slot_below.insertWidget(0, panel)
        notice.keep_clear(self.redo.panel)
        self.redo.panel.came_or_went.connect(self._make_room)
        self.speakers.showing.panel.came_or_went.connect(self._make_room)
        self._page = page
        self._asked_last: QWidget = self.speakers.showing.panel
        page.find_bar.came_or_went.connect(self._make_room)
        page.room_changed.connect(self._make_room_for_finding)
        menus.speakers.panel.toggled.connect(
            partial(self._on_panel_asked, self.speakers.showing.panel)
        )
        self.checking.button.toggled.connect(partial(self._on_panel_asked, self.checking.panel))
        page.text.speaker_clicked.connect(self._on_speaker_clicked)
        page.text.menu_wanted.connect(self._on_menu_wanted)
        self.restoring = RestoreCommands(page, services, notice)
        self.retiming = RetimingCommands(
            menus, services.retiming, services.controller, self.on_page.marked_span, notice
        )
        showing = self.speakers.showing
        for source in (self.checking.play_wanted, self.redo.listen_wanted, showing.play_wanted):
            source.connect(self.play_wanted)

    def _make_room(self) -> None:
        """Show one panel at a time below the text: the one that came last is in front.

        In a low window the find bar needs their room, too.
        """
        is_covered, speakers = not self.redo.panel.isHidden(), self.speakers.showing
        checking = self.checking.panel
        is_behind = self._asked_last is checking and self.checking.button.isChecked()
        is_behind = is_behind or self._is_finding_without_room_for(speakers.panel)
        speakers.step_aside(is_covered or is_behind)
        is_covered = is_covered or not speakers.panel.isHidden()
        self.checking.step_aside(is_covered or self._is_finding_without_room_for(checking))

    def _make_room_for_finding(self) -> None:
        if not self._page.find_bar.isHidden():
            self._make_room()

    def _is_finding_without_room_for(self, panel: QWidget) -> bool:
        return not self._page.find_bar.isHidden() and self._page.lacks_room_for(panel)

    def _on_panel_asked(self, panel: SpeakersPanel | CheckingPanel, is_shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Let a panel that the user asks for be in front, and one that is closed give way.

        The find bar closes where the panel needs its room.
        """
        if is_shown:
            self._asked_last = panel
            if self._is_finding_without_room_for(panel):
                self._page.find_bar.close_bar()
        self._make_room()
        if is_shown and not panel.isHidden():
            panel.list.take_focus()

    def _on_speaker_clicked(self, segment: int, place: QPoint) -> None:
        self.on_page.mean_paragraph(segment, self._theme.colors.selected)
        self.speakers.naming.open_popup(place)

    def _on_menu_wanted(self, menu: QMenu) -> None:
        menu.addSeparator()
        self.speakers.refresh()
        menu.addMenu(self._menus.speakers_menu)
        self.redo.add_to(menu)
