"""Opens the window and every dialog with long contents: `python -m tests.ui.showing_windows`.

Prints one JSON object a line of how each lies on the screen that the environment describes. A
process of its own, because Qt learns its screens and its scale when it starts. With `--pictures
FOLDER` it also takes a picture of each; with `-reverse` (Qt's) all of it is mirrored; `--language
de` shows them in German, `--language xx` in the pseudo translation, which is longer by 40 %.
"""

import argparse
import gc
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PureWindowsPath

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QStyle, QWidget

from desktop_app import APP_NAME
from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.app.exporting.plan import ExportItem
from desktop_app.app.gpu import GpuAccess, GpuWork
from desktop_app.app.licences import ThirdPartyLicences
from desktop_app.app.problems import Problem
from desktop_app.app.settings import ExportChoices, WatchedFolder
from desktop_app.app.startup import strings as start_strings
from desktop_app.app.window import WindowServices, compose
from desktop_app.app.words.rewriting import SentenceChange
from desktop_app.core.editing.terms import Term
from desktop_app.core.errors import UnexpectedError
from desktop_app.core.finding import Finding, FindingGroup, Verdict
from desktop_app.core.model_errors import HubRefused
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.gpu.builds import known_builds
from desktop_app.gpu.installer import TorchInstaller
from desktop_app.gpu.runtime import FetchedTorch
from desktop_app.library.records import VersionKind
from desktop_app.models.catalog import CATALOG
from desktop_app.models.maintenance import LeftOver, LeftOverKind
from desktop_app.net.hub import HubSettings
from desktop_app.system.antivirus.exclusion import Pace
from desktop_app.system.hardware import Gpu
from desktop_app.system.locks.diagnose import diagnose
from desktop_app.system.locks.diagnosis import Holder, HolderKind
from desktop_app.ui.antivirus.dialog import AntivirusDialog
from desktop_app.ui.dialogs.about import AboutDialog
from desktop_app.ui.dialogs.connection import ConnectionDialog
from desktop_app.ui.dialogs.error import ErrorDialog
from desktop_app.ui.dialogs.licences import LicencesDialog
from desktop_app.ui.exporting.dialog import AutomaticExportDialog, Choice, Exportable
from desktop_app.ui.gpu.dialog import GpuDialog
from desktop_app.ui.languages import LANGUAGES, TRANSLATIONS, InterfaceLanguage
from desktop_app.ui.library.describe import DescribeDialog
from desktop_app.ui.library.progress import CareDialog
from desktop_app.ui.library.trash import TrashDialog
from desktop_app.ui.library.versions import VersionsDialog
from desktop_app.ui.locks.dialog import LockDialog
from desktop_app.ui.models.folder import LeftOversDialog
from desktop_app.ui.power.dialog import SleepDialog
from desktop_app.ui.strings import exporting as export_strings
from desktop_app.ui.strings import importing as import_strings
from desktop_app.ui.strings import library as library_strings
from desktop_app.ui.strings import models as model_strings
from desktop_app.ui.strings import queue as queue_strings
from desktop_app.ui.strings import window as strings
from desktop_app.ui.strings.program import licences as licence_strings
from desktop_app.ui.strings.program import start as dialog_strings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.notice_bar import NoticeBar
from desktop_app.ui.widgets.question import Question, TextQuestion
from desktop_app.ui.window.main_window import MainWindow
from desktop_app.ui.words.dialog import TermDialog
from tests.fake_file_facts import FakeFileFacts, WindowsError32
from tests.fake_windows import ON, FakeWindows, answer
from tests.fakes import transcript
from tests.ui.window_words import cut_off, texts
from tools.translation import GERMAN, messages, write_pseudo

FOLDER = r"C:\Users\Maximiliane von Schönberg-Hohenstein\AppData\Local\Aviary\Cache\models"
RECORDING = rf"{FOLDER}\{'a very long name of an interview that took all day ' * 3}.m4a"
SINCE = datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001 - the clock on the wall
HOLDERS = tuple(
    Holder(f"{name} Professional Edition", 4000 + i, HolderKind.BACKGROUND, SINCE, path="x.exe")
    for i, name in enumerate(("VLC media player", "OneDrive", "Dropbox", "Audacity", "Backup"))
)
OLD_CARD = Gpu("NVIDIA GeForce RTX 3060 Laptop GPU", 12_884_901_888, "400.15", (8, 6))
MIRRORED = "-reverse"  # Qt's own
PSEUDO = "xx"
PATIENCE_S = 60.0  # as in tests/conftest.py


class Studio:
    """What the windows are made from."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self.app = app
        self.home = home
        self.theme = Theme(app)
        self.services: WindowServices = compose()
        self.window = MainWindow(self.services, self.theme)
        self.gpu = GpuWork(
            GpuAccess(
                FetchedTorch(home / "gpu"),
                lambda _settings: TorchInstaller(FetchedTorch(home / "gpu"), HubSettings()),
                lambda: [OLD_CARD],
                known_builds,
            ),
            self.services.preferences,
        )
        windows = FakeWindows(answer({"Windows Defender": ON, "Norton 360": ON}, defender=True))
        self.guide = AntivirusGuide(
            windows.system,
            lambda: Path(FOLDER),
            self.services.preferences,
            self.services.tasks,
            Path(FOLDER),
            lambda _folder: Pace(6.4, 0),
        )

    def settle(self, is_settled: Callable[[], bool] = lambda: True) -> None:
        """Let the window system, and what works in the background, come to rest."""
        end_s = time.monotonic() + PATIENCE_S
        while not is_settled():
            if time.monotonic() > end_s:
                raise TimeoutError(is_settled)
            self.app.processEvents()
            time.sleep(0.005)
        for _ in range(20):
            self.app.processEvents()

    def windows(self) -> Iterator[tuple[str, QWidget]]:
        """Each with a name, shown."""
        window, services = self.window, self.services
        window.show()
        full = tr(start_strings.DISK_FULL).format(folder=FOLDER)
        window.notice.tell(f"{full} {FOLDER}", strings.OPEN_FOLDER, 1)
        yield "window", window
        yield from self._models()
        yield "antivirus", self._shown(AntivirusDialog(self.guide, parent=window))
        yield "checkup", self._checkup()
        facts = FakeFileFacts(held_by=HOLDERS, files={RECORDING: 0})
        found = diagnose(WindowsError32(32, path=RECORDING), PureWindowsPath(RECORDING), facts)
        lock = LockDialog(found, window, offers_guide=True)
        yield "lock", self._shown(lock)
        lock.details_button.click()
        yield "lock with details", self._shown(lock)
        gpu = GpuDialog(self.gpu, services.preferences, window)
        gpu.show()
        self.settle(gpu.drivers_button.isVisible)
        yield "gpu", gpu
        licences = ThirdPartyLicences(self.home / "licences", services.tasks, window)
        dialog = LicencesDialog(licences, window)
        dialog.show()
        self.settle(lambda: dialog.title.text() != licence_strings.READING)
        yield "licences", dialog
        lines = "\n".join(f"line {number} " * 20 for number in range(60))
        problem = Problem.from_error(UnexpectedError.wrap(ValueError(lines)))
        error = ErrorDialog(problem, window)
        yield "error", self._shown(error)
        error.panel.details_button.click()
        yield "error with details", self._shown(error)
        yield "connection", self._shown(ConnectionDialog(services.preferences, window))
        partial = Path(FOLDER, "parakeet.nemo.part")
        doomed = [LeftOver(partial, LeftOverKind.PARTIAL_DOWNLOAD, 2_400_000_000)] * 60
        yield "left-overs", self._shown(LeftOversDialog(doomed, window))
        yield from self._exports()
        yield from self._settings()
        yield from self._library()
        yield from self._on_text()
        yield "sleep", self._shown(SleepDialog(window))
        about = AboutDialog(services.about_notes(), window)
        yield "about", self._shown(about)
        about.notes_button.click()
        yield "about with notes", self._shown(about)
        window.menus.guide.trigger()
        yield "guide", self._shown(window.commands.help.guide)
        window.menus.shortcuts.trigger()
        yield "shortcuts", self._shown(window.commands.help.shortcuts)
        window.menus.all_commands.trigger()
        yield "all commands", self._shown(window.commands.help.command_list)
        yield from self._questions()

    def _library(self) -> Iterator[tuple[str, QWidget]]:
        library, window = self.services.library, self.window
        library.restore.begin()
        self.settle(lambda: library.is_open)
        opened = library.door.library
        if opened is None:
            raise LookupError("there is no library")
        name, words = Path(RECORDING), "a sentence of an interview / " * 9
        segments = tuple(Segment(f"{words} {i}", i * 9.0, i * 9.0 + 8) for i in range(40))
        text = Transcript(name, 360.0, CATALOG[1].id, "en", segments)
        request = TranscriptionRequest(name, CATALOG[1])
        summary = opened.finish_job("0" * 32, text, request)
        rubbish = [opened.finish_job(f"{number:032}", text).key for number in range(1, 30)]
        again = replace(text, segments=(*text.segments[5:], Segment("and / or", 360.0, 361.0)))
        opened.add_version(summary.key, again, VersionKind.PART, request)
        versions = VersionsDialog(summary.key, summary.title, library.versions, self.theme, window)
        versions.show()
        self.settle(versions.next_button.isEnabled)
        yield "versions", versions
        described = replace(summary, tags=("interview", "a long tag") * 9, note=words * 3)
        yield "describe", self._shown(DescribeDialog(described, library.changes, window))
        opened.trash(rubbish).result()
        yield "care", self._shown(CareDialog(library_strings.MERGING, library.care, window))
        trash = TrashDialog(library.changes, self.services.preferences, window)
        trash.show()
        self.settle(trash.empty_button.isEnabled)
        yield "trash", trash

    def _on_text(self) -> Iterator[tuple[str, QWidget]]:
        finding = self.window.commands.on_text.speakers.finding.dialog
        yield "find speakers", self._shown(finding)
        commands, words = self.window.commands.words, self.services.words
        term = Term(RECORDING, ("a misheard one / " * 9,) * 9)
        words.put(term)
        yield "a word", self._shown(TermDialog(term.cleaned, self.window))
        commands.open_words()
        yield "my words", self._shown(commands.words_dialog)
        row = SentenceChange("", RECORDING, 0, "a word / " * 40, "words " * 9)
        for dialog in (commands.apply_dialog, commands.replace_dialog):
            dialog.model.add([row] * 9)
            dialog.failures.setText("\n".join([f"{RECORDING}: Permission denied"] * 5))
            dialog.refresh()
            yield "many transcripts", self._shown(dialog)

    def _settings(self) -> Iterator[tuple[str, QWidget]]:
        settings = self.window.commands.settings
        for page in settings.dialog.panels:
            settings.open_at(page)
            yield f"settings, {page}", settings.dialog

    def _models(self) -> Iterator[tuple[str, QWidget]]:
        models = self.window.commands.models
        for spec in CATALOG:
            models.manage(spec.id)
            models.dialog.notice.tell(tr(start_strings.DISK_FULL).format(folder=FOLDER))
            yield f"models, {spec.id}", models.dialog
        refused = HubRefused(
            "The server does not allow Aviary to download this file.", "403 " * 200
        )
        self.services.manager.rows.update(CATALOG[2].id, error=refused)
        models.manage(CATALOG[2].id)
        yield "models, refused", models.dialog

    def _exports(self) -> Iterator[tuple[str, QWidget]]:
        services, window = self.services, self.window
        choices = ExportChoices(("txt", "srt"), FOLDER, "{date} {name} ({model}, {language})")
        services.preferences.change(automatic_export=choices, export_choices=choices)
        formats = services.exports.formats
        automatic = AutomaticExportDialog(services.preferences, formats, lambda: None, window)
        yield "automatic export", self._shown(automatic)
        watched = (WatchedFolder(FOLDER), *(WatchedFolder(f"{FOLDER}\\{n}") for n in range(6)))
        services.preferences.change(watched_folders=watched)
        yield "watched folders", self._shown(window.commands.watching.dialog)
        items = tuple(ExportItem(str(n), RECORDING, Path(RECORDING)) for n in range(40))
        several = (Choice(export_strings.selected_title(40), items),)
        dialog = window.commands.exporting.dialog
        dialog.open_for(Exportable(several, lambda _key: transcript()))
        yield "export", dialog
        dialog.form.picker.list.look_at("srt")
        dialog.form.picker.options.rules.own_box.click()
        yield "export, rules of subtitles", self._shown(dialog)
        dialog.export_button.click()
        yield "export at work", self._shown(dialog)
        self.settle(lambda: not services.batch.is_busy)
        yield "exported", self._shown(dialog)

    def _checkup(self) -> QWidget:
        dialog = self.window.commands.checkup
        if dialog is None:
            raise LookupError("there is no check of the computer")
        advice = f"Leave {FOLDER} out of the scans of your virus scanner, then check again."
        finding = Finding("Models folder", FOLDER, Verdict.PROBLEM, advice)
        for number in range(8):
            dialog.view.add_group(FindingGroup(f"Group {number}", (finding, finding)))
        return self._shown(dialog)

    def _questions(self) -> Iterator[tuple[str, QWidget]]:
        text = dialog_strings.FOLDER_TEXT.format(folder=FOLDER, reason="Permission denied")
        answers = (
            dialog_strings.CHOOSE_FOLDER,
            dialog_strings.TEMPORARY_FOLDER,
            dialog_strings.LEAVE,
        )
        more = f"{dialog_strings.FOLDER_MORE} {dialog_strings.SAFE_MORE} " * 4
        yield "start", self._shown(Question(None, APP_NAME, text, more, answers=answers))
        closing = Question(
            self.window,
            strings.CLOSE_TITLE,
            strings.CLOSE_TEXT,
            answers=(strings.CLOSE_ANYWAY, strings.KEEP_OPEN),
        )
        yield "closing", self._shown(closing)
        doubles = Question(
            self.window,
            queue_strings.AGAIN_TITLE,
            queue_strings.doubles_line([f"{'long name ' * 20}{number}.wav" for number in range(9)]),
            queue_strings.doubles_more(9),
            answers=(queue_strings.ADD_AGAIN, queue_strings.SKIP),
        )
        yield "doubles", self._shown(doubles)
        whose = Question(
            self.window,
            import_strings.ASK_TITLE,
            import_strings.ASK_TEXT.format(name=f"{'long name ' * 20}.de.srt"),
            import_strings.ASK_MORE,
            answers=(import_strings.CHOOSE, import_strings.WITHOUT, import_strings.SKIP),
        )
        yield "whose text", self._shown(whose)
        token = TextQuestion(
            self.window,
            model_strings.ACCESS_TITLE,
            model_strings.ACCESS_TEXT,
            name=model_strings.ACCESS_TITLE,
            answers=(model_strings.SAVE, model_strings.CANCEL),
        )
        yield "token", self._shown(token)

    def _shown(self, dialog: QWidget) -> QWidget:
        dialog.show()
        self.settle()
        return dialog


def described(name: str, window: QWidget) -> dict[str, object]:
    """A window's geometry, and its unreachable buttons."""
    return {
        "name": name,
        "class": type(window).__name__,
        "window": _numbers(window.frameGeometry()),
        "screen": _numbers(window.screen().availableGeometry()),
        "scale": window.devicePixelRatioF(),
        "out_of_reach": [
            one.accessibleName() or one.text()
            for one in window.findChildren(QAbstractButton)
            if one.isVisible() and not _can_be_reached(one)
        ],
        "nameless": [
            f"{type(one).__name__} {one.objectName()}".strip()
            for one in window.findChildren(QWidget)
            if one.isVisible() and _takes_focus(one) and not _spoken_name(one)
        ],
        "out_of_order": _out_of_order(window),
        "cut_off": cut_off(window),
        "keys_twice": keys_twice(
            [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
            + [one.text() for one in window.findChildren(QLabel) if one.buddy() is not None]
        ),
        "scrolls_sideways": any(
            area.isVisible() and area.horizontalScrollBar().maximum() > 0
            for area in window.findChildren(QScrollArea)
        ),
    }


def english_alone() -> set[str]:
    """The texts that nobody may see where all are in German."""
    german = {one.source: one.text for one in messages(GERMAN)}
    return set(german).difference(german.values(), LANGUAGES.values())


def keys_twice(texts: list[str]) -> list[str]:
    """The letters behind an ampersand that more than one text has."""
    keys = [
        key.casefold() for text in texts for key in re.findall("&([^&])", text.replace("&&", ""))
    ]
    return sorted({key for key in keys if keys.count(key) > 1})


def _takes_focus(widget: QWidget) -> bool:
    """Whether Tab leads there; the inner parts of a widget answer by it."""
    return widget.focusProxy() is None and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _spoken_name(widget: QWidget) -> str:
    """What a screen reader calls it, also by its text or by its label."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _out_of_order(window: QWidget) -> list[str]:
    """Where Tab leads up or back in the line, though not into the next column."""
    chain = [
        one
        for one in _by_tab(window)
        if not one.visibleRegion().isEmpty() and not _is_in_notice(one)
    ]
    places = [_seen_place(one, window) for one in chain]
    found = []
    for number, (after, there) in enumerate(zip(chain, places, strict=True)):
        before, here = chain[number - 1], places[number - 1]
        goes_up = there.bottom() < here.top() and there.left() <= here.right()
        is_in_line = there.bottom() >= here.top() and there.top() <= here.bottom()
        if goes_up or (is_in_line and there.right() < here.left()):
            found.append(f"{_spoken_name(before)} -> {_spoken_name(after)}")
    return found if len(found) > 1 else []  # once it has to begin again


def _seen_place(widget: QWidget, window: QWidget) -> QRect:
    """The part of it that is seen, in the window as it would be from left to right."""
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not window:
        place &= QRect(around.mapTo(window, QPoint(0, 0)), around.size())
        around = around.parentWidget()
    return QStyle.visualRect(widget.layoutDirection(), window.rect(), place)


def _is_in_notice(widget: QWidget) -> bool:
    """Whether it lies over everything else, and comes last."""
    around: QWidget | None = widget
    while around is not None and not isinstance(around, NoticeBar):
        around = around.parentWidget()
    return around is not None


def _by_tab(window: QWidget) -> list[QWidget]:
    """Where Tab leads, once round.

    Not by `nextInFocusChain`: PySide makes what it returns a child of the widget that was asked.
    """
    found: list[QWidget] = []
    while window.focusNextPrevChild(True):
        one = window.focusWidget()
        if one in found:
            break
        found.append(one)
    return found


def _can_be_reached(button: QAbstractButton) -> bool:
    """Whether all of it is visible, once its scroll areas are scrolled to it."""
    inner: QWidget = button
    around = inner.parentWidget()
    while around is not None and not inner.isWindow():
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(button, 0, 0)
        inner, around = around, around.parentWidget()
    place = QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())
    seen = button.visibleRegion().boundingRect().size()
    return button.window().rect().contains(place) and seen == button.size()


def _numbers(place: QRect) -> list[int]:
    return [place.left(), place.top(), place.width(), place.height()]


def main() -> int:
    """All of them, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--language", choices=("en", "de", PSEUDO), default="en")
    options = parser.parse_args([word for word in sys.argv[1:] if word != MIRRORED])
    pictures = options.pictures
    gc.disable()  # it would take the windows without a parent apart in any thread
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        app = QApplication(sys.argv)
        folder = write_pseudo(Path(home)).parent if options.language == PSEUDO else TRANSLATIONS
        language = InterfaceLanguage(app, folder)
        language.choose(options.language)
        english = english_alone() if options.language == "de" else set()
        studio = Studio(app, Path(home))
        for name, window in studio.windows():
            studio.settle()
            found = described(name, window) | {"english": sorted(english & set(texts(window)))}
            sys.stdout.write(json.dumps(found) + "\n")
            if pictures is not None:
                window.grab().save(str(pictures / f"{name.replace(', ', '-')}.png"))
            if window is not studio.window:
                window.hide()
        studio.services.shutdown()
    sys.stdout.flush()
    os._exit(0)  # whether threads ended in time is asked elsewhere, with patience


if __name__ == "__main__":
    sys.exit(main())
