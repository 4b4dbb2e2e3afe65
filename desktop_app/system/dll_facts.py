"""What only libraries of the system tell: the NVIDIA driver, and the version of a DLL."""

import ctypes
import logging
import sys
from dataclasses import dataclass

logger = logging.getLogger(__name__)

# https://docs.nvidia.com/deploy/nvml-api/group__nvmlConstants.html
NVML_TEXT_BYTES = 96
NVML_LIBRARY = "nvml.dll" if sys.platform == "win32" else "libnvidia-ml.so.1"


@dataclass(frozen=True, slots=True)
class Gpu:
    """One NVIDIA GPU.

    Attributes:
        memory_bytes: all of its memory.
        driver: the version of the driver.
        capability: its compute capability, such as (8, 6); None where the driver does not tell.
    """

    name: str
    memory_bytes: int
    driver: str
    capability: tuple[int, int] | None = None


class _Memory(ctypes.Structure):
    """https://docs.nvidia.com/deploy/nvml-api/structnvmlMemory__t.html."""

    _fields_ = (
        ("total", ctypes.c_ulonglong),
        ("free", ctypes.c_ulonglong),
        ("used", ctypes.c_ulonglong),
    )


def load_nvml() -> ctypes.CDLL | None:
    """NVIDIA's management library, which comes with the driver; None: there is no driver."""
    try:
        return ctypes.CDLL(NVML_LIBRARY)
    except OSError:
        return None


def nvidia_gpus(nvml: ctypes.CDLL | None) -> tuple[Gpu, ...]:
    """The GPUs that the driver knows, asked without torch.

    Args:
        nvml: what `load_nvml` gave.
    """
    if nvml is None or nvml.nvmlInit_v2() != 0:
        return ()
    try:
        count = ctypes.c_uint()
        if nvml.nvmlDeviceGetCount_v2(ctypes.byref(count)) != 0:
            return ()
        driver = ctypes.create_string_buffer(NVML_TEXT_BYTES)
        nvml.nvmlSystemGetDriverVersion(driver, NVML_TEXT_BYTES)
        return tuple(_gpu(nvml, index, _text(driver)) for index in range(count.value))
    finally:
        nvml.nvmlShutdown()


def _gpu(nvml: ctypes.CDLL, index: int, driver: str) -> Gpu:
    """One of them; what it does not tell is empty."""
    handle = ctypes.c_void_p()
    nvml.nvmlDeviceGetHandleByIndex_v2(ctypes.c_uint(index), ctypes.byref(handle))
    name = ctypes.create_string_buffer(NVML_TEXT_BYTES)
    nvml.nvmlDeviceGetName(handle, name, NVML_TEXT_BYTES)
    memory = _Memory()
    nvml.nvmlDeviceGetMemoryInfo(handle, ctypes.byref(memory))
    major, minor = ctypes.c_int(), ctypes.c_int()
    told = nvml.nvmlDeviceGetCudaComputeCapability(handle, ctypes.byref(major), ctypes.byref(minor))
    capability = (major.value, minor.value) if told == 0 else None
    return Gpu(_text(name), int(memory.total), driver, capability)


def _text(buffer: "ctypes.Array[ctypes.c_char]") -> str:
    return buffer.value.decode("utf-8", errors="replace")


if sys.platform == "win32":

    def dll_version(name: str) -> tuple[int, ...] | None:
        """The version of the DLL that this very process gets.

        None: there is no such DLL; nothing in the tuple: it does not tell its version.
        https://learn.microsoft.com/windows/win32/api/winver/nf-winver-getfileversioninfow
        """
        try:
            ctypes.WinDLL(name)
        except OSError:
            return None
        kernel32, version = ctypes.WinDLL("kernel32"), ctypes.WinDLL("version")
        kernel32.GetModuleHandleW.restype = ctypes.c_void_p
        handle = ctypes.c_void_p(kernel32.GetModuleHandleW(name))
        path = ctypes.create_unicode_buffer(32_768)  # the longest path that Windows knows
        kernel32.GetModuleFileNameW(handle, path, len(path))
        size = version.GetFileVersionInfoSizeW(path, None)
        info = ctypes.create_string_buffer(max(size, 1))
        block, length = ctypes.c_void_p(), ctypes.c_uint()
        if not size or not version.GetFileVersionInfoW(path, 0, size, info):
            return ()
        if not version.VerQueryValueW(info, "\\", ctypes.byref(block), ctypes.byref(length)):
            return ()
        # VS_FIXEDFILEINFO: the third and fourth numbers hold two halves of the version each.
        numbers = ctypes.cast(block, ctypes.POINTER(ctypes.c_uint32))
        high, low = numbers[2], numbers[3]
        return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)

else:

    def dll_version(name: str) -> tuple[int, ...] | None:  # noqa: ARG001
        """Only Windows has DLLs."""
        return None
