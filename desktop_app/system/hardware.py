"""Facts about this computer that affect Aviary, each with advice.

No heavy imports and no processes: everything takes a fraction of a second.
"""

import ctypes
import logging
import platform
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from desktop_app import APP_NAME, __version__
from desktop_app.core.finding import Finding, Verdict
from desktop_app.core.sentences import listed, marked, plural, tr
from desktop_app.core.timecode import size
from desktop_app.system.windows.api import Registry

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gpu:
    """One NVIDIA GPU.

    Attributes:
        memory_bytes: its total memory.
        driver: the driver's version.
        capability: its compute capability, such as (8, 6); None if unknown.
    """

    name: str
    memory_bytes: int
    driver: str
    capability: tuple[int, int] | None = None


def nvidia_gpus() -> tuple[Gpu, ...]:
    """Return the GPUs that NVIDIA's driver lists, without torch; empty without a driver."""
    import pynvml

    try:
        pynvml.nvmlInit()
    except pynvml.NVMLError:
        return ()
    try:
        driver = _told(pynvml.nvmlSystemGetDriverVersion, "")
        count = _told(pynvml.nvmlDeviceGetCount, 0)
        return tuple(_gpu(index, driver) for index in range(count))
    finally:
        _told(pynvml.nvmlShutdown, None)


def _gpu(index: int, driver: str) -> Gpu:
    """Return one GPU; unknown values are empty."""
    import pynvml

    handle = _told(partial(pynvml.nvmlDeviceGetHandleByIndex, index), None)
    return Gpu(
        name=_told(partial(pynvml.nvmlDeviceGetName, handle), ""),
        memory_bytes=_told(lambda: int(pynvml.nvmlDeviceGetMemoryInfo(handle).total), 0),
        driver=driver,
        capability=_told(partial(pynvml.nvmlDeviceGetCudaComputeCapability, handle), None),
    )


def _told(question: Callable[[], Any], otherwise: T) -> T:
    """Query the driver; return `otherwise` on failure, or if a name is not valid text."""
    import pynvml

    try:
        return cast("T", question())
    except (pynvml.NVMLError, UnicodeDecodeError):
        return otherwise


if sys.platform == "win32":

    def dll_version(name: str) -> tuple[int, ...] | None:
        """Return the version of the DLL that this process would load.

        None: there is no such DLL; an empty tuple: its version is unknown.
        https://learn.microsoft.com/windows/win32/api/winver/nf-winver-getfileversioninfow
        """
        try:
            ctypes.WinDLL(name)
        except OSError:
            return None
        kernel32, version = ctypes.WinDLL("kernel32"), ctypes.WinDLL("version")
        kernel32.GetModuleHandleW.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(kernel32.GetModuleHandleW(name))
        path = ctypes.create_unicode_buffer(32_768)  # the longest path on Windows
        kernel32.GetModuleFileNameW(handle, path, len(path))
        size = version.GetFileVersionInfoSizeW(path, None)
        info = ctypes.create_string_buffer(max(size, 1))
        block, length = ctypes.c_void_p(), ctypes.c_uint()
        if not size or not version.GetFileVersionInfoW(path, 0, size, info):
            return ()
        if not version.VerQueryValueW(info, "\\", ctypes.byref(block), ctypes.byref(length)):
            return ()
        # VS_FIXEDFILEINFO: the third and fourth numbers hold two parts of the version each.
        numbers = ctypes.cast(block, ctypes.POINTER(ctypes.c_uint32))
        high, low = numbers[2], numbers[3]
        return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)

else:

    def dll_version(name: str) -> tuple[int, ...] | None:  # noqa: ARG001
        """Return None: only Windows has DLLs."""
        return None


GIGABYTE = 10**9
# Many times what a transcript, a log and the settings need.
LEAST_FREE_BYTES = GIGABYTE // 2
# Windows and a browser need this much beside the model.
OTHERS_NEED_BYTES = 2 * GIGABYTE

# Code built with Visual Studio 2022 17.10 or later, as PyTorch is, crashes at its first std::mutex
# with an older runtime: https://github.com/microsoft/STL/wiki/Changelog#vs-2022-1710
VC_RUNTIME = "msvcp140.dll"
VC_NEEDED = (14, 40)
VC_DOWNLOAD = "https://aka.ms/vs/17/release/vc_redist.x64.exe"

# https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
LONG_PATHS_KEY = r"HKLM\SYSTEM\CurrentControlSet\Control\FileSystem"
LONG_PATHS_SWITCH = "LongPathsEnabled"
PROCESSOR_KEY = r"HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0"

# Web servers' certificates are valid for about a year; their issuers' expire around 2040. A clock
# before the first version of Aviary, or after that, makes every download fail.
PLAUSIBLE_YEARS = range(2025, 2040)

LIBRARIES_TITLE, UNKNOWN = marked("Libraries"), marked("unknown")
LIBRARIES = (
    "nemo_toolkit",
    "torch",
    "PySide6_Essentials",
    "av",
    "soundfile",
    "librosa",
    "silero-vad",
    "numpy",
    "huggingface_hub",
)


def system() -> Finding:
    """Return a finding on the operating system."""
    name = f"{platform.system()} {platform.release()} {platform.machine()}"
    if platform.system() == "Windows":  # the release alone does not tell the build
        name += f" ({platform.version()})"
    return Finding(tr("System"), name)


def processor(registry: Registry) -> Finding:
    """Return a finding on the processor and its cores."""
    import psutil  # the window's start must not wait for it

    named = str(registry.values(PROCESSOR_KEY).get("ProcessorNameString", "")).strip()
    name = named or processor_name()
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return Finding(
        tr("Processor"), plural(cores, "{name}, {count} core", "{name}, {count} cores", name=name)
    )


def processor_name() -> str:
    """Return the processor's name, as far as known without the registry."""
    return _processor_of_linux() or platform.processor() or platform.machine()


def _processor_of_linux() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    found = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(found, "")


def memory(total: int, available: int, needed: int) -> Finding:
    """Return a finding on whether the usual model fits into memory.

    Args:
        total: total memory in bytes.
        available: free memory in bytes.
        needed: bytes for the smallest real model.
    """
    value = tr("{free} of {total} free").format(free=size(available), total=size(total))
    if total < needed + OTHERS_NEED_BYTES:
        advice = tr(
            "The smallest model for real work needs {size}: on this computer use short recordings "
            "and a batch size of 1, and close other programs."
        ).format(size=size(needed))
        return Finding(tr("Memory"), value, Verdict.NOTE, advice)
    if available < needed:
        advice = tr("Close other programs: the smallest model for real work needs {size}.").format(
            size=size(needed)
        )
        return Finding(tr("Memory"), value, Verdict.NOTE, advice)
    return Finding(tr("Memory"), value)


def disk(free: int, needed: int = 0) -> Finding:
    """Return a finding on the space in a folder.

    Args:
        free: free bytes.
        needed: the usual need in bytes.
    """
    value = tr("{size} free").format(size=size(free))
    if free < LEAST_FREE_BYTES:
        advice = tr("Free some space, or choose a folder on another drive.")
        return Finding(tr("Disk space"), value, Verdict.PROBLEM, advice)
    if free < needed:
        advice = tr("Installing a model takes up to {size}: free some space.").format(
            size=size(needed)
        )
        return Finding(tr("Disk space"), value, Verdict.NOTE, advice)
    return Finding(tr("Disk space"), value)


def graphics(gpus: Sequence[Gpu]) -> Finding:
    """Return a finding on the NVIDIA GPU and its driver; without one Aviary is only slower."""
    if not gpus:
        return Finding(tr("Graphics"), tr("no NVIDIA GPU with a driver; Aviary uses the CPU"))
    named = " · ".join(f"{gpu.name} ({size(gpu.memory_bytes)})" for gpu in gpus)
    return Finding(
        tr("Graphics"), tr("{names}, driver {driver}").format(names=named, driver=gpus[0].driver)
    )


def vc_runtime(version: tuple[int, ...] | None) -> Finding:
    """Return a finding on whether Microsoft's C++ runtime is new enough for PyTorch.

    Args:
        version: of `VC_RUNTIME`, from `dll_version`.
    """
    name = tr("Visual C++ runtime")
    needed = ".".join(map(str, VC_NEEDED))
    advice = tr("Install the Microsoft Visual C++ Redistributable: {address}").format(
        address=VC_DOWNLOAD
    )
    if version is None:
        return Finding(
            name, tr("missing; {needed} is needed").format(needed=needed), Verdict.PROBLEM, advice
        )
    value = ".".join(map(str, version)) or tr("installed, version unknown")
    if version and version[: len(VC_NEEDED)] < VC_NEEDED:
        return Finding(
            name,
            tr("{version}; {needed} is needed").format(version=value, needed=needed),
            Verdict.PROBLEM,
            advice,
        )
    return Finding(name, value)


def long_paths(registry: Registry) -> Finding:
    """Return a finding on whether Windows allows paths over 260 characters."""
    if registry.values(LONG_PATHS_KEY).get(LONG_PATHS_SWITCH) == 1:
        return Finding(tr("Long paths"), tr("allowed"))
    advice = tr(
        "Keep folders close to the top of the drive, or ask an administrator to set {value} to 1."
    ).format(value=rf"{LONG_PATHS_KEY}\{LONG_PATHS_SWITCH}")
    return Finding(
        tr("Long paths"), tr("not allowed: 260 characters at most"), Verdict.NOTE, advice
    )


def plain_letters(folders: Mapping[str, Path], home: Path) -> Finding:
    """Return a finding on letters in paths that some library may not support.

    Args:
        folders: Aviary's folders by their names.
        home: the user's own folder.
    """
    odd = [name for name, folder in folders.items() if not str(folder).isascii()]
    if not home.name.isascii():
        odd.append(tr("the user's name"))
    if not odd:
        return Finding(tr("Letters in paths"), tr("A to Z only"))
    # Aviary is tested with such paths; other programs' parts may not be.
    advice = tr(
        "Aviary works with them. If a model does not load, choose a models folder whose path has "
        "only the letters A to Z."
    )
    value = tr("other letters than A to Z in {names}").format(names=listed(odd))
    return Finding(tr("Letters in paths"), value, Verdict.NOTE, advice)


def clock(now: datetime) -> Finding:
    """Return a finding on whether the clock is plausible: with a wrong one downloads fail."""
    value = f"{now:%Y-%m-%d %H:%M}"
    if now.year in PLAUSIBLE_YEARS:
        return Finding(tr("Clock"), value)
    advice = tr("Set the computer's clock: with a wrong year no download works.")
    return Finding(tr("Clock"), value, Verdict.PROBLEM, advice)


def versions(libraries: Iterable[str] = LIBRARIES) -> tuple[Finding, ...]:
    """Return findings on the versions of Aviary, Python and the main libraries."""
    known = {name: _version(name) for name in libraries}
    listed = " · ".join(f"{name} {version or tr(UNKNOWN)}" for name, version in known.items())
    found = Finding(tr(LIBRARIES_TITLE), listed)
    if not all(known.values()):
        advice = tr("If Aviary does not work, install it again: a part may be missing.")
        found = Finding(tr(LIBRARIES_TITLE), listed, Verdict.NOTE, advice)
    return Finding(APP_NAME, __version__), Finding("Python", platform.python_version()), found


def _version(library: str) -> str:
    from importlib import metadata  # the window's start must not wait for it

    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def memory_for_us() -> int:
    """Return available memory plus this process's private memory, in bytes.

    Memory shared with files (mapped weights) counts as available, since the system can reclaim it
    at any time.
    """
    import psutil

    own = psutil.Process().memory_info()
    return psutil.virtual_memory().available + max(0, own.rss - getattr(own, "shared", 0))
