"""Builds everything below the window, and shuts it down."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app.antivirus import AntivirusGuide
from desktop_app.app.background.pool import SideTasks
from desktop_app.app.checkup.diagnostics import DiagnosticsWork
from desktop_app.app.checkup.worker import CheckupWork
from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.engine.thread import SHUTDOWN_S, EngineThread, MakeEngine
from desktop_app.app.gpu import GpuAccess, GpuWork
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.app.jobs.intake import FileAccess, Intake
from desktop_app.app.jobs.queue import JobQueue
from desktop_app.app.locks import FileTrouble
from desktop_app.app.models.engine_release import EngineRelease
from desktop_app.app.models.manager import ModelManager
from desktop_app.app.models.store_view import ModelAccess, StoreView
from desktop_app.app.planning.row_plans import plan_rows
from desktop_app.app.power.power import PowerAccess, PowerManager
from desktop_app.app.problems import ExceptionHooks
from desktop_app.app.services import SAMPLE, Services, build_services
from desktop_app.app.settings import Preferences, SettingsStore
from desktop_app.app.startup import strings as start_strings
from desktop_app.app.startup.strings import IN_MEMORY_NOTE
from desktop_app.app.transcript.exports import TranscriptExports
from desktop_app.app.transcript.item_model import ShownTranscript
from desktop_app.app.transcript.redo import Redo
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import MediaInfo
from desktop_app.export.registry import FORMATS, ExportFormat
from desktop_app.gpu.builds import known_builds
from desktop_app.media.formats import find_media
from desktop_app.system.antivirus.state import windows_system
from desktop_app.system.folders import RESOURCES

if TYPE_CHECKING:
    from desktop_app.app.checkup.checkup import CheckupCallbacks, RunTrial
    from desktop_app.app.checkup.report import CheckupResult
    from desktop_app.system.hardware import Gpu


logger = logging.getLogger(__name__)

SIDE_TASKS_END_S = 0.5


@dataclass(frozen=True, slots=True)
class Places:
    """Paths that the window opens or offers; None where there is none.

    Attributes:
        sample: the recording behind "Try the sample".
        logs: the folder of the log files.
        licences: the folder of a built program's licences; where it is missing, those of the
            Python that runs Aviary are shown.
    """

    sample: Path | None = None
    logs: Path | None = None
    licences: Path | None = None


@dataclass(frozen=True, slots=True)
class WindowServices:
    """The collaborators of the window, alive as long as it.

    Attributes:
        tasks: short work in side threads; what may come in thousands has others.
        lanes: side tasks that wait behind no others: files that are looked at, settings.
        about_notes: paragraphs for "About", such as why NeMo gets its audio in memory.
        checkup: checks this computer; None where there is nothing to check.
        start_notes: sentences about what the start found amiss.
        diagnostics: writes the file that helps to find a fault, or None.
        gpu: sets an NVIDIA GPU up; None where there is no build for this system.
    """

    controller: TranscriptionController
    transcript: ShownTranscript
    exports: TranscriptExports
    redo: Redo
    models: ModelListModel
    manager: ModelManager
    trouble: FileTrouble
    antivirus: AntivirusGuide
    power: PowerManager
    preferences: Preferences
    hooks: ExceptionHooks
    engine: EngineThread
    tasks: SideTasks
    lanes: tuple[SideTasks, ...]
    places: Places
    about_notes: tuple[str, ...] = ()
    checkup: CheckupWork | None = None
    start_notes: tuple[str, ...] = ()
    diagnostics: DiagnosticsWork | None = None
    gpu: GpuWork | None = None

    @property
    def unwritten(self) -> tuple[str, ...]:
        """What is still being written, or waits for it; what the end of the program would lose."""
        count = self.exports.unwritten
        transcripts = "A transcript is" if count == 1 else f"{count} transcripts are"
        return tuple(
            f"{what} still being written."
            for what, is_unwritten in (
                (transcripts, count > 0),
                ("The diagnostics are", self.diagnostics is not None and self.diagnostics.is_busy),
                ("The report of the check is", self.checkup is not None and self.checkup.is_saving),
            )
            if is_unwritten
        )

    def shutdown(self) -> bool:
        """Stop the work, end the threads and save the settings, within about three seconds.

        Returns:
            Whether every thread ended. If not, leave with `os._exit`: a thread that is still
            alive would hold up, or crash, the interpreter's own end.
        """
        self.hooks.uninstall()
        self.manager.cancel_all()  # it ends while the engine does
        if self.checkup is not None:
            self.checkup.stop()  # so does it
        engine_ended = self.engine.shutdown(SHUTDOWN_S - 2 * SIDE_TASKS_END_S)
        manager_ended = self.manager.shutdown(SIDE_TASKS_END_S)
        self.power.shutdown()
        exports_ended = self.exports.shutdown(SIDE_TASKS_END_S)
        tasks_ended = [each.shutdown(SIDE_TASKS_END_S) for each in (self.tasks, *self.lanes)]
        checkup_ended = self.checkup is None or self.checkup.shutdown(SIDE_TASKS_END_S)
        written = self.diagnostics is None or self.diagnostics.shutdown(SIDE_TASKS_END_S)
        gpu_ended = self.gpu is None or self.gpu.shutdown(SIDE_TASKS_END_S)
        self.preferences.save_now()
        work_ended = (engine_ended, manager_ended, checkup_ended, gpu_ended)
        return all((*work_ended, exports_ended, written, *tasks_ended))


def build_window_services(
    *,
    engine: MakeEngine,
    files: FileAccess,
    formats: tuple[ExportFormat, ...],
    models: ModelAccess,
    power: PowerAccess,
    settings: SettingsStore,
    places: Places,
    gpu: GpuAccess | None = None,
) -> WindowServices:
    """Build everything below the window; needs a QCoreApplication.

    Args:
        engine: makes the recogniser, in its own thread.
        files: what touches media files.
        formats: the export formats on offer.
        models: what touches the files of models.
        power: what keeps the computer awake and puts it to sleep.
        settings: the settings file.
        places: what the window opens.
        gpu: sets an NVIDIA GPU up; None where nothing has to be.
    """
    tasks = SideTasks()
    # Thousands of files may come at once; nothing else is to wait behind them, settings least.
    looks, saves = SideTasks(tasks), SideTasks(tasks, max_threads=1)
    preferences = Preferences(settings, saves)
    engine_thread = EngineThread(engine)
    intake = Intake(files, looks, tasks)
    view = StoreView(models.store, tasks)
    queue = JobQueue()
    controller = TranscriptionController(
        engine_thread,
        intake,
        view.choices,
        preferences,
        queue,
    )
    transcript = ShownTranscript(queue, view.choices, preferences)
    controller.selection_changed.connect(transcript.show_job)
    controller.selected_job_changed.connect(transcript.refresh)
    release = EngineRelease(engine_thread, controller)
    manager = ModelManager(models, view, release, preferences, tasks)
    gpu_work = GpuWork(gpu, preferences) if gpu is not None else None
    intake.model_found.connect(manager.import_file)
    engine_thread.failed.connect(manager.on_job_failed)
    return WindowServices(
        controller=controller,
        transcript=transcript,
        exports=TranscriptExports(formats, tasks),
        redo=Redo(controller, queue, engine_thread),
        models=view.choices,
        manager=manager,
        trouble=FileTrouble(files.diagnose, tasks),
        antivirus=AntivirusGuide(windows_system(), lambda: models.store.folder, preferences, tasks),
        power=PowerManager(
            power,
            engine_thread,
            controller,
            preferences,
            tasks,
            lambda: manager.is_busy or (gpu_work is not None and gpu_work.is_running),
        ),
        preferences=preferences,
        hooks=ExceptionHooks(),
        engine=engine_thread,
        tasks=tasks,
        lanes=(looks, saves),
        places=places,
        gpu=gpu_work,
    )


LICENCES = RESOURCES / "licences"


def _probe(path: Path) -> MediaInfo:
    """`media.probe`, imported in the side thread that uses it: FFmpeg would hold up the window."""
    from desktop_app.media.probe import probe

    return probe(path)


def compose(*, is_safe: bool = False) -> WindowServices:
    """Build everything once, in order; needs a QCoreApplication.

    Args:
        is_safe: with the default settings, which are not saved.

    Raises:
        OSError: Aviary's own folders cannot be made.
    """
    services = build_services(is_safe=is_safe)
    built = build_window_services(
        engine=services.session,
        files=FileAccess(find_media, _probe),
        formats=FORMATS,
        models=ModelAccess(
            services.store,
            services.downloader,
            services.token,
            why_fixed=services.why_fixed,
        ),
        power=PowerAccess(),
        gpu=_gpu(services),
        settings=services.settings,
        places=Places(
            sample=SAMPLE if SAMPLE.is_file() else None,
            logs=services.folders.logs,
            licences=LICENCES,
        ),
    )
    plan_rows(
        built.engine,
        built.controller.jobs,
        built.manager.rows.bytes_of,
        built.tasks,
        services.speed,
    )
    notes = (*((start_strings.SAFE_MODE,) if is_safe else ()), *services.notes)
    checkup = _checkup(services, built)
    return replace(
        built,
        checkup=checkup,
        about_notes=(IN_MEMORY_NOTE,),
        start_notes=notes,
        diagnostics=_diagnostics(services),
    )


def _gpu(services: Services) -> GpuAccess | None:
    """For Windows, where PyPI's torch has no CUDA; elsewhere pip brings a build with it."""
    if os.name != "nt":
        return None

    def gpus() -> "Sequence[Gpu]":
        from desktop_app.system.hardware import load_nvml, nvidia_gpus

        return nvidia_gpus(load_nvml())

    return GpuAccess(services.torch, services.torch_installer, gpus, known_builds)


def _diagnostics(services: Services) -> DiagnosticsWork:
    def write(path: Path, cancel: CancelToken) -> None:
        from desktop_app.app.checkup.diagnostics import save_diagnostics

        save_diagnostics(services, path, cancel)

    return DiagnosticsWork(write)


def _checkup(services: Services, built: WindowServices) -> CheckupWork:
    """The check of this computer, its folders and models as they are when it begins."""

    def check(
        run_trial: "RunTrial | str", cancel: CancelToken, callbacks: "CheckupCallbacks"
    ) -> "CheckupResult":
        from desktop_app.app.checkup.checkup import check_up, subject_of

        return check_up(subject_of(services), run_trial, cancel, callbacks)

    work = CheckupWork(check, built.engine, lambda: built.controller.status.is_working)
    work.ended.connect(built.power.memory.begin_waiting)  # it had a model loaded, too
    return work
