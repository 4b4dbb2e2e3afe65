"""Builds what is below the window from the real engine, media, models and formats."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.app import start_strings
from desktop_app.app.checkup_work import CheckupWork
from desktop_app.app.diagnostics_work import DiagnosticsWork
from desktop_app.app.gpu_work import GpuAccess
from desktop_app.app.intake import FileAccess
from desktop_app.app.machine_care import MachineAccess
from desktop_app.app.model_access import ModelAccess
from desktop_app.app.row_plans import plan_rows
from desktop_app.app.services import SAMPLE, Services, build_services
from desktop_app.app.torch_builds import known_builds
from desktop_app.app.window_services import Places, WindowServices, build_window_services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import MediaInfo
from desktop_app.engine.notes import IN_MEMORY_NOTE
from desktop_app.export.registry import FORMATS
from desktop_app.media.formats import find_media
from desktop_app.system.folders import RESOURCES

if TYPE_CHECKING:
    from desktop_app.app.checkup import Borrow, Told
    from desktop_app.app.checkup_report import CheckupResult
    from desktop_app.system.dll_facts import Gpu

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
        machine=MachineAccess(),
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
        from desktop_app.system.dll_facts import load_nvml, nvidia_gpus

        return nvidia_gpus(load_nvml())

    return GpuAccess(services.torch, services.torch_installer, gpus, known_builds)


def _diagnostics(services: Services) -> DiagnosticsWork:
    def write(path: Path, cancel: CancelToken) -> None:
        from desktop_app.app.diagnostics import save_diagnostics

        save_diagnostics(services, path, cancel)

    return DiagnosticsWork(write)


def _checkup(services: Services, built: WindowServices) -> CheckupWork:
    """The check of this computer, its folders and models as they are when it begins."""

    def check(borrow: "Borrow | str", cancel: CancelToken, told: "Told") -> "CheckupResult":
        from desktop_app.app.checkup import check_up, subject_of

        return check_up(subject_of(services), borrow, cancel, told)

    work = CheckupWork(check, built.engine, lambda: built.controller.status.is_working)
    work.ended.connect(built.machine.memory.begin_waiting)  # it had a model loaded, too
    return work
