"""Check everything that Aviary depends on: computer, libraries, recogniser, folders."""

import platform
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Protocol

import platformdirs
import psutil

from desktop_app.app.checkup.report import (
    FOLDERS_TITLE,
    CheckupResult,
    FolderCheck,
    SampleResult,
    blocked,
)
from desktop_app.app.services import SAMPLE, Services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, UnexpectedError
from desktop_app.core.finding import Finding, FindingGroup, Verdict
from desktop_app.core.request import TranscriptionEvent, TranscriptionRequest
from desktop_app.core.sentences import marked, tr
from desktop_app.core.transcript import Transcript
from desktop_app.models.catalog import RECOGNIZERS, STARTER
from desktop_app.system import hardware as computer
from desktop_app.system.file_probe import LARGE, SMALL, FolderResult, probe
from desktop_app.system.files import require_writable
from desktop_app.system.hardware import dll_version, nvidia_gpus
from desktop_app.system.locks.facts import file_facts
from desktop_app.system.windows.api import windows_registry

COMPUTER, SOFTWARE, RECOGNITION = marked("This computer"), marked("Software"), marked("Recognition")
GPU_IN_USE, INSTRUCTIONS = marked("GPU in use"), marked("CPU instructions in use")
NONE = marked("none: {reason}")
# Overall progress at the start of each part: most time goes to importing NeMo (seconds, see
# engine/nemo/importing.py) and the lock probe (some 20 s at most).
SAMPLE_BEGINS, FOLDERS_BEGIN = 0.05, 0.4
# In these folders other programs may hold Aviary's files; the rest is small and rarely written.
PROBED = ("models", "temporary", "output")
FACTS = tuple(spec.facts for spec in RECOGNIZERS if spec.facts and spec is not STARTER)
# During installation a model exists twice, as archive and unpacked.
MODEL_BYTES = max(facts.download_bytes + facts.disk_bytes for facts in FACTS)
MEMORY_BYTES = min(facts.memory_bytes for facts in FACTS)

# https://docs.pytorch.org/docs/stable/backends.html#torch.backends.cpu.get_cpu_capability
WITHOUT_AVX2 = ("DEFAULT", "NO AVX")
INTEL = ("x86_64", "amd64")  # other processors name such instructions differently


class Transcriber(Protocol):
    """Transcribes the sample; called in the engine's thread."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
    ) -> Transcript:
        """Transcribe one file."""


SampleTrial = Callable[[Transcriber], SampleResult]
# Runs the trial in the engine's thread and waits for it.
RunTrial = Callable[[SampleTrial, CancelToken], SampleResult]


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a check.

    Attributes:
        folders: the folders that Aviary writes to, by the names of `FOLDER_TITLES`.
        models: whether each model is installed.
        sample: the recording to transcribe.
    """

    folders: Mapping[str, Path]
    models: Mapping[str, bool]
    sample: Path = SAMPLE


@dataclass(frozen=True, slots=True)
class CheckupCallbacks:
    """Callbacks for progress and findings.

    Attributes:
        progress: called with the current step and the overall fraction, 0 to 1.
        group: called with each completed group of findings.
    """

    progress: Callable[[str, float], None] = lambda _text, _fraction: None
    group: Callable[[FindingGroup], None] = lambda _group: None


def subject_of(services: Services) -> Subject:
    """Return this program's folders and models, by the current settings."""
    own, store = services.folders, services.store
    folders = {
        "models": store.folder,
        "temporary": own.temporary,
        "config": own.config,
        "cache": own.cache,
        "logs": own.logs,
    }
    chosen = services.settings.load().export_folder
    output = Path(chosen) if chosen else platformdirs.user_documents_path()
    if output.is_dir():
        folders["output"] = output
    return Subject(folders, {spec.id: store.is_installed(spec) for spec in store.available()})


def check_up(
    subject: Subject,
    run_trial: RunTrial | str,
    cancel: CancelToken,
    callbacks: CheckupCallbacks | None = None,
    *,
    is_quick: bool = False,
) -> CheckupResult:
    """Run all checks.

    Args:
        subject: what to check.
        run_trial: runs the trial of the sample, or a sentence why it is skipped.
        cancel: checked all the time.
        callbacks: called during the check.
        is_quick: skip the large files.

    Raises:
        Cancelled: `cancel` was set.
    """
    callbacks = callbacks or CheckupCallbacks()
    groups: list[FindingGroup] = []

    def add(title: str, findings: Iterable[Finding]) -> None:
        groups.append(FindingGroup(title, tuple(findings)))
        callbacks.group(groups[-1])

    callbacks.progress(tr("Checking the computer"), 0.0)
    add(tr(COMPUTER), _computer(subject))
    add(tr(SOFTWARE), computer.versions())
    cancel.raise_if_cancelled()
    callbacks.progress(tr("Trying the sample"), SAMPLE_BEGINS)
    sample = _sample(subject, run_trial, cancel)
    add(tr(RECOGNITION), sample.findings())
    folders = _folders(subject, cancel, callbacks, is_quick=is_quick)
    add(tr(FOLDERS_TITLE), (folder.finding() for folder in folders))
    return CheckupResult(tuple(groups), folders, sample, dict(subject.models))


def _computer(subject: Subject) -> Iterable[Finding]:
    registry = windows_registry()
    memory = psutil.virtual_memory()
    yield computer.system()
    yield computer.processor(registry)
    yield computer.memory(memory.total, memory.available, MEMORY_BYTES)
    yield computer.graphics(nvidia_gpus())
    yield computer.plain_letters(subject.folders, Path.home())
    yield computer.clock(datetime.now().astimezone())
    if file_facts().is_windows:
        yield computer.vc_runtime(dll_version(computer.VC_RUNTIME))
        yield computer.long_paths(registry)


def _sample(subject: Subject, run_trial: RunTrial | str, cancel: CancelToken) -> SampleResult:
    if isinstance(run_trial, str):
        return SampleResult(left_out=run_trial)

    def trial(transcriber: Transcriber) -> SampleResult:
        began_s = perf_counter()
        request = TranscriptionRequest(media_path=subject.sample, model=STARTER)
        text = transcriber.transcribe(request, cancel, lambda _event: None).text
        seconds = perf_counter() - began_s
        nothing_heard = tr("No speech was recognised in the sample; install Aviary again.")
        problem = "" if text.strip() else nothing_heard
        return SampleResult(problem, text=text, seconds=seconds, torch=tuple(_torch()))

    try:
        return run_trial(trial, cancel)
    except Cancelled:
        raise
    except AppError as error:
        return SampleResult(error.sentence)
    except Exception as error:  # noqa: BLE001 - any failure is a finding
        return SampleResult(UnexpectedError.wrap(error).sentence)


def _torch() -> Iterable[Finding]:
    """Yield facts that only PyTorch knows; the trial has imported it by now."""
    import torch

    from desktop_app.engine.device import cuda_problem

    problem = cuda_problem()
    if problem is None:
        yield Finding(tr(GPU_IN_USE), torch.cuda.get_device_name(0))
    elif torch.cuda.is_available():
        advice = tr("Install a current NVIDIA driver, or choose the CPU.")
        yield Finding(tr(GPU_IN_USE), problem, Verdict.NOTE, advice)
    elif file_facts().is_windows and nvidia_gpus():
        advice = tr("Help > Use my NVIDIA GPU downloads what it needs.")
        yield Finding(tr(GPU_IN_USE), tr(NONE).format(reason=problem), Verdict.NOTE, advice)
    else:
        yield Finding(tr(GPU_IN_USE), tr(NONE).format(reason=problem))
    capability = torch.backends.cpu.get_cpu_capability()
    if capability in WITHOUT_AVX2 and platform.machine().lower() in INTEL:
        advice = tr("Recognition takes several times as long on a CPU without AVX2.")
        yield Finding(tr(INSTRUCTIONS), tr("no AVX2"), Verdict.NOTE, advice)
    else:
        yield Finding(tr(INSTRUCTIONS), capability)


def _folders(
    subject: Subject, cancel: CancelToken, callbacks: CheckupCallbacks, *, is_quick: bool
) -> tuple[FolderCheck, ...]:
    probed = [path for name, path in subject.folders.items() if name in PROBED and path.is_dir()]

    def on_probed(folder: Path, fraction: float) -> None:
        done = FOLDERS_BEGIN + (1 - FOLDERS_BEGIN) * fraction
        callbacks.progress(tr("Trying files in {folder}").format(folder=folder), done)

    sizes = (SMALL,) if is_quick else (SMALL, LARGE)
    found = {result.folder: result for result in probe(probed, cancel, on_probed, sizes)}
    return tuple(_folder(name, path, found.get(path)) for name, path in subject.folders.items())


def _folder(name: str, path: Path, locks: FolderResult | None) -> FolderCheck:
    try:
        free = psutil.disk_usage(str(path)).free
    except OSError:
        free = None
    return FolderCheck(
        name=name,
        path=path,
        free_bytes=free,
        needed_bytes=MODEL_BYTES if name == "models" else 0,
        problem=_write_problem(path) if locks is None else blocked(locks),
        locks=locks,
        places=file_facts().places(path) if name in PROBED else (),
    )


def _write_problem(folder: Path) -> str:
    """Return why no file can be written in a folder, or ""."""
    try:
        require_writable(folder)
    except AppError as error:
        return error.sentence
    return ""
