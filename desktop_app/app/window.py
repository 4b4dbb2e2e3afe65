"""Build everything below the window, and shut it down."""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import APP_NAME
from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.app.background.pool import SideTasks
from desktop_app.app.checking.checking import Checking
from desktop_app.app.checkup.worker import Check, CheckupWork, DiagnosticsWork
from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.editing.editor import Editor
from desktop_app.app.engine.thread import SHUTDOWN_S, EngineThread, MakeEngine
from desktop_app.app.exporting.automatic import AutomaticExport
from desktop_app.app.exporting.batch import BatchExport
from desktop_app.app.exporting.exports import TranscriptExports
from desktop_app.app.exporting.formats import FORMATS
from desktop_app.app.exporting.handing_over import DraggedFiles
from desktop_app.app.exporting.preview import ExportPreviews
from desktop_app.app.gpu import GpuAccess, GpuWork
from desktop_app.app.importing.importing import TranscriptImport
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.intake import FileAccess, Intake
from desktop_app.app.jobs.item_model import JobListModel
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.library.door import LibraryDoor
from desktop_app.app.library.journal import JobJournal
from desktop_app.app.library.library_services import (
    KeptLater,
    LibraryServices,
    build_library_services,
)
from desktop_app.app.library.restore import OpenLibrary
from desktop_app.app.library.search import LibrarySearch, listed
from desktop_app.app.locks import FileTrouble
from desktop_app.app.models.engine_release import EngineRelease
from desktop_app.app.models.manager import ModelManager
from desktop_app.app.models.store_view import ModelAccess, StoreView
from desktop_app.app.notifying.run_end import RunEndNews
from desktop_app.app.planning.history import SpeedHistory
from desktop_app.app.planning.row_plans import GpuQuery, RowPlans, SpeedWatch
from desktop_app.app.player.player import Player
from desktop_app.app.player.sink import Sink, open_sink
from desktop_app.app.player.spectrogram import SpectrogramService
from desktop_app.app.player.waveform import WaveformService
from desktop_app.app.power.power import PowerAccess, PowerManager
from desktop_app.app.problems import ExceptionHooks
from desktop_app.app.services import SAMPLE, Services, UseLanguage, build_services
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.app.speakers.finding import SpeakerFinding
from desktop_app.app.speakers.hearing import VoiceEar
from desktop_app.app.speakers.speakers import Speakers
from desktop_app.app.speakers.voices import KnownVoices
from desktop_app.app.startup import strings as start_strings
from desktop_app.app.startup.strings import IN_MEMORY_NOTE
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.app.transcript.redo import Redo
from desktop_app.app.transcript.retiming import Retiming
from desktop_app.app.watching.watcher import FolderWatcher, Pace
from desktop_app.app.words.rewriting import Rewriting
from desktop_app.app.words.words import MyWords
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import MediaInfo
from desktop_app.core.sentences import plural, tr
from desktop_app.export.registry import ExportFormat
from desktop_app.gpu.builds import known_builds
from desktop_app.media.formats import look_for_media
from desktop_app.system.antivirus.state import windows_system
from desktop_app.system.desktop_messages import DesktopMessages, desktop_messages
from desktop_app.system.folders import RESOURCES
from desktop_app.system.hardware import Gpu, nvidia_gpus

if TYPE_CHECKING:
    from desktop_app.app.checkup.checkup import CheckupCallbacks, RunTrial
    from desktop_app.app.checkup.report import CheckupResult


logger = logging.getLogger(__name__)

# The name of the .desktop file, which also the window gives to the desktop.
DESKTOP_ENTRY = "aviary"

SIDE_TASKS_END_S = 0.5
# What is pending are some small transactions.
LIBRARY_END_S = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """Paths that the window opens or offers; None if there is none.

    Attributes:
        sample: the recording of "Try the sample".
        logs: the folder of the log files.
        licences: the folder of a built program's licences; if missing, this Python's are shown.
    """

    sample: Path | None = None
    logs: Path | None = None
    licences: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowAccess:
    """The window services' access to the computer; tests use fakes.

    Attributes:
        engine: makes the engine, in its own thread.
        files: access to media files.
        formats: the export formats.
        models: access to model files.
        power: keeps the computer awake and puts it to sleep.
        settings: the settings file.
        speed: the speed history.
        gpus: queries the driver for NVIDIA GPUs.
        places: paths that the window opens.
        dragged: the folder of what is dragged out of the window.
        sound: opens the sound device, in the player's thread.
        watched_path: the file about watched folders; None keeps nothing.
        watching_pace: how often they are looked at; None for the usual pace.
        gpu: sets up an NVIDIA GPU; None if not needed.
        check: the system check; None if there is nothing to check.
        save_diagnostics: writes the diagnostics file, or None.
        open_library: opens the library, in a side thread; None to work without.
        desktop: the desktop's own messages; None to use Qt's.
        about_notes: returns paragraphs for "About", such as why NeMo gets its audio in memory.
        start_notes: sentences about problems at the start.
    """

    engine: MakeEngine
    files: FileAccess
    formats: tuple[ExportFormat, ...]
    models: ModelAccess
    power: PowerAccess
    settings: SettingsStore
    speed: SpeedHistory
    gpus: Callable[[], Sequence[Gpu]]
    places: Places
    dragged: Path
    sound: Callable[[], Sink] = open_sink
    watched_path: Path | None = None
    watching_pace: Pace | None = None
    gpu: GpuAccess | None = None
    check: "Check | None" = None
    save_diagnostics: Callable[[Path, CancelToken], None] | None = None
    open_library: OpenLibrary | None = None
    desktop: DesktopMessages | None = None
    about_notes: Callable[[], tuple[str, ...]] = tuple
    start_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowServices:
    """The window's services; they live as long as it does.

    Attributes:
        speed: records the speed of transcriptions.
        tasks: short work in side threads.
        lanes: separate side tasks for files and settings, which must not wait behind others.
        about_notes, start_notes: as in `WindowAccess`.
        checkup, diagnostics, gpu: None without access to it.
    """

    controller: TranscriptionController
    transcript: ShownTranscript
    search: LibrarySearch
    exports: TranscriptExports
    batch: BatchExport
    automatic: AutomaticExport
    previews: ExportPreviews
    dragged: DraggedFiles
    importing: TranscriptImport
    watcher: FolderWatcher
    redo: Redo
    retiming: Retiming
    checking: Checking
    speakers: Speakers
    finding: SpeakerFinding
    voices: KnownVoices
    player: Player
    waveform: WaveformService
    spectrogram: SpectrogramService
    library: LibraryServices
    editor: Editor
    words: MyWords
    rewriting: Rewriting
    models: ModelListModel
    manager: ModelManager
    trouble: FileTrouble
    antivirus: AntivirusGuide
    power: PowerManager
    news: RunEndNews
    preferences: Preferences
    hooks: ExceptionHooks
    engine: EngineThread
    speed: SpeedWatch
    gpu_query: GpuQuery
    tasks: SideTasks
    lanes: tuple[SideTasks, ...]
    places: Places
    about_notes: Callable[[], tuple[str, ...]]
    start_notes: tuple[str, ...]
    checkup: CheckupWork | None
    diagnostics: DiagnosticsWork | None
    gpu: GpuWork | None

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Describe pending writes, which the end of the program would lose."""
        unwritten = []
        if count := self.exports.unwritten + self.batch.unwritten + self.automatic.unwritten:
            transcripts = plural(
                count,
                "{count} transcript is still being saved.",
                "{count} transcripts are still being saved.",
            )
            unwritten.append(transcripts)
        if self.importing.is_busy:
            unwritten.append(tr("Transcripts are still being imported."))
        if self.diagnostics is not None and self.diagnostics.is_busy:
            unwritten.append(tr("The diagnostics are still being saved."))
        if self.checkup is not None and self.checkup.is_saving:
            unwritten.append(tr("The report of the computer check is still being saved."))
        if self.words.is_behind:
            unwritten.append(tr("Changes to My words could not be kept in the library."))
        if self.checking.is_behind:
            unwritten.append(tr("What you have checked could not be kept in the library."))
        return (*unwritten, *self.library.unwritten)

    def drop_exports(self) -> None:
        """Cancel pending exports after the files that are being written."""
        self.exports.drop()
        self.batch.stop()
        self.automatic.drop()

    def shutdown(self) -> bool:
        """Cancel all work, end the threads and save the settings, within about three seconds.

        Returns:
            Whether every thread ended. If not, exit with `os._exit`: a live thread would delay or
            crash the interpreter's exit.
        """
        self.hooks.uninstall()
        self.manager.cancel_all()  # ends in parallel with the engine
        if self.checkup is not None:
            self.checkup.stop()  # likewise
        self.search.shutdown()
        drawings = (self.waveform, self.spectrogram)
        drawings_ended = [each.shutdown(SIDE_TASKS_END_S) for each in drawings]
        self.library.restore.let_go()  # the engine may be waiting for the library
        rewriting_ended = self.rewriting.shutdown(SIDE_TASKS_END_S)
        voices_ended = self.voices.shutdown(SIDE_TASKS_END_S)
        engine_ended = self.engine.shutdown(SHUTDOWN_S - 2 * SIDE_TASKS_END_S)
        manager_ended = self.manager.shutdown(SIDE_TASKS_END_S)
        self.power.shutdown()
        watcher_ended = self.watcher.shutdown(SIDE_TASKS_END_S)
        writers = (
            self.exports,
            self.batch,
            self.automatic,
            self.previews,
            self.dragged,
            self.importing,
        )
        exports_ended = [each.shutdown(SIDE_TASKS_END_S) for each in writers]
        tasks_ended = [each.shutdown(SIDE_TASKS_END_S) for each in (self.tasks, *self.lanes)]
        self.news.shutdown()
        checkup_ended = self.checkup is None or self.checkup.shutdown(SIDE_TASKS_END_S)
        written = self.diagnostics is None or self.diagnostics.shutdown(SIDE_TASKS_END_S)
        gpu_ended = self.gpu is None or self.gpu.shutdown(SIDE_TASKS_END_S)
        checked = self.checking.shutdown(LIBRARY_END_S)
        player_ended = self.player.shutdown(SIDE_TASKS_END_S)
        words_kept = self.words.shutdown(LIBRARY_END_S)
        library_ended = self.library.shutdown(LIBRARY_END_S)  # after all that writes to it
        self.preferences.save_now()
        ended = (watcher_ended, engine_ended, manager_ended, checkup_ended, gpu_ended, player_ended)
        others = (
            *drawings_ended,
            checked,
            rewriting_ended,
            voices_ended,
            words_kept,
            library_ended,
        )
        return all((*ended, *exports_ended, written, *tasks_ended, *others))


def build_window_services(access: WindowAccess) -> WindowServices:
    """Build everything below the window, each part after those that it needs.

    Needs a QCoreApplication.
    """
    tasks = SideTasks()
    # Thousands of files may come at once; nothing else must wait behind them, least of all
    # settings.
    looks, saves = SideTasks(tasks), SideTasks(tasks, max_threads=1)
    finds = SideTasks(tasks, max_threads=1)
    preferences = Preferences(access.settings, saves)
    door, later = LibraryDoor(), KeptLater()
    journal = JobJournal(door.wait, later.kept.emit, later.changed.emit)
    engine = EngineThread(access.engine, journal=journal if access.open_library else None)
    intake = Intake(access.files, looks, tasks)
    view = StoreView(access.models.store, tasks)
    plans = RowPlans(access.speed, view.rows.bytes_of)
    queue, jobs = JobQueue(), JobListModel(plans.lines)
    controller = TranscriptionController(engine, intake, view.choices, preferences, queue, jobs)
    search = LibrarySearch(
        lambda: door.library, lambda: listed(jobs.rows(0, jobs.rowCount())), finds
    )
    controller.job_ended.connect(search.look_again)
    library = build_library_services(
        door, journal, later, controller, queue, preferences, access.open_library
    )
    importing = TranscriptImport(controller, door.wait, access.files.probe, tasks)
    intake.texts_found.connect(importing.begin)
    for ended in (library.restore.ended, importing.ended):
        ended.connect(search.look_again)
    redo = Redo(controller, queue, library.editor, view.choices, preferences)
    checking = Checking(controller, lambda: door.library, SideTasks(tasks, max_threads=1))
    words = MyWords(controller, lambda: door.library, SideTasks(tasks, max_threads=1))
    library.restore.ended.connect(words.read)
    exports, batch = TranscriptExports(access.formats, tasks), BatchExport(tasks)
    automatic = AutomaticExport(
        access.formats, controller, preferences, access.places.sample, tasks
    )
    for writer in (exports, batch, automatic):
        writer.written.connect(library.changes.mark_exported)
    transcript = ShownTranscript(queue, view.choices, preferences)
    controller.selection_changed.connect(transcript.show_job)
    controller.selected_job_changed.connect(transcript.refresh)
    release = EngineRelease(engine, controller)
    manager = ModelManager(access.models, view, release, preferences, tasks)

    intake.model_found.connect(manager.import_file)
    controller.job_failed.connect(manager.on_job_failed)
    gpu = GpuWork(access.gpu, preferences) if access.gpu is not None else None

    def has_other_work() -> bool:
        return manager.is_busy or (gpu is not None and gpu.is_running)

    power = PowerManager(access.power, engine, controller, preferences, tasks, has_other_work)
    finding = SpeakerFinding(
        controller, queue, library.editor, view.choices, library.versions, engine
    )
    voices = KnownVoices(
        controller,
        library.editor,
        preferences,
        lambda: door.library,
        VoiceEar(access.models.store),
        SideTasks(tasks, max_threads=1),
        tasks,
    )
    finding.done.connect(voices.on_found)
    return WindowServices(
        controller=controller,
        transcript=transcript,
        search=search,
        exports=exports,
        batch=batch,
        automatic=automatic,
        previews=ExportPreviews(tasks),
        dragged=DraggedFiles(access.dragged, tasks),
        importing=importing,
        watcher=FolderWatcher(
            controller, preferences, access.watched_path, tasks, access.watching_pace
        ),
        redo=redo,
        retiming=Retiming(controller, queue, library.editor, view.choices),
        checking=checking,
        speakers=Speakers(controller, library.editor),
        finding=finding,
        voices=voices,
        player=Player(access.sound),
        waveform=WaveformService(controller, lambda: door.library),
        spectrogram=SpectrogramService(),
        library=library,
        editor=library.editor,
        words=words,
        rewriting=Rewriting(controller, library.editor, lambda: door.library),
        models=view.choices,
        manager=manager,
        trouble=FileTrouble(access.files.diagnose, tasks),
        antivirus=AntivirusGuide(
            windows_system(), lambda: access.models.store.folder, preferences, tasks
        ),
        power=power,
        news=RunEndNews(access.desktop, preferences, tasks),
        preferences=preferences,
        hooks=ExceptionHooks(),
        engine=engine,
        speed=SpeedWatch(engine, controller, queue, access.speed, tasks),
        gpu_query=GpuQuery(engine, access.gpus, plans, tasks),
        tasks=tasks,
        lanes=(looks, saves, finds),
        places=access.places,
        about_notes=access.about_notes,
        start_notes=access.start_notes,
        checkup=_checkup(access.check, engine, controller, power),
        diagnostics=DiagnosticsWork(access.save_diagnostics) if access.save_diagnostics else None,
        gpu=gpu,
    )


def _checkup(
    check: "Check | None",
    engine: EngineThread,
    controller: TranscriptionController,
    power: PowerManager,
) -> CheckupWork | None:
    if check is None:
        return None
    work = CheckupWork(check, engine, lambda: controller.status.is_working)
    work.ended.connect(power.memory.begin_waiting)  # the check has loaded a model, too
    return work


LICENCES = RESOURCES / "licences"


def _probe(path: Path) -> MediaInfo:
    """Call `media.probe`, imported in the side thread: importing FFmpeg would delay the window."""
    from desktop_app.media.probe import probe

    return probe(path)


def compose(*, is_safe: bool = False, use_language: UseLanguage | None = None) -> WindowServices:
    """Build everything below this program's window; needs a QCoreApplication.

    Args:
        is_safe: use the default settings, and do not save them.
        use_language: as in `build_services`.

    Raises:
        OSError: Aviary's own folders cannot be created.
    """
    services = build_services(is_safe=is_safe, use_language=use_language)
    return build_window_services(window_access(services, is_safe=is_safe))


def window_access(services: Services, *, is_safe: bool = False) -> WindowAccess:
    """Return the access of this program's window.

    Args:
        services: the services shared with the command line.
        is_safe: whether it was started in safe mode.
    """

    # With the folders and models at the time it begins.
    def check(
        run_trial: "RunTrial | str", cancel: CancelToken, callbacks: "CheckupCallbacks"
    ) -> "CheckupResult":
        from desktop_app.app.checkup.checkup import check_up, subject_of

        return check_up(subject_of(services), run_trial, cancel, callbacks)

    def save_diagnostics(path: Path, cancel: CancelToken) -> None:
        from desktop_app.app.checkup import diagnostics

        diagnostics.save_diagnostics(services, path, cancel)

    # Make the GPU set-up for Windows, where PyPI's torch has no CUDA.
    gpu = GpuAccess(services.torch, services.torch_installer, nvidia_gpus, known_builds)
    return WindowAccess(
        engine=services.session,
        files=FileAccess(look_for_media, _probe),
        formats=FORMATS,
        models=ModelAccess(
            services.store, services.downloader, services.token, why_fixed=services.why_fixed
        ),
        power=PowerAccess(),
        settings=services.settings,
        speed=services.speed,
        gpus=nvidia_gpus,
        places=Places(
            sample=SAMPLE if SAMPLE.is_file() else None,
            logs=services.folders.logs,
            licences=LICENCES,
        ),
        dragged=services.folders.cache / "dragged",
        watched_path=services.folders.config / "watched.json",
        gpu=gpu if os.name == "nt" else None,
        check=check,
        save_diagnostics=save_diagnostics,
        open_library=services.open_library,
        about_notes=lambda: (services.library_note, tr(IN_MEMORY_NOTE)),
        desktop=desktop_messages(APP_NAME, DESKTOP_ENTRY),
        start_notes=(*((tr(start_strings.SAFE_MODE),) if is_safe else ()), *services.notes),
    )
