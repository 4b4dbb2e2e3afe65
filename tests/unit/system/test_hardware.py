"""What is said of a computer, for computers that a test makes up."""

import ctypes
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import psutil
import pynvml
import pytest

from desktop_app import __version__
from desktop_app.core.finding import Finding, Verdict, worst
from desktop_app.system import hardware as computer
from desktop_app.system.hardware import Gpu

GB = 10**9


class FakeRegistry:
    """A registry with what the test says."""

    def __init__(self, **keys: Mapping[str, str | int]) -> None:
        self.keys = {computer.LONG_PATHS_KEY: keys.get("paths", {})}
        self.keys[computer.PROCESSOR_KEY] = keys.get("processor", {})

    def values(self, key: str) -> Mapping[str, str | int]:
        return self.keys[key]

    def subkeys(self, key: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()


def handle_number(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


class FakeNvml:
    """NVIDIA's library as `pynvml` calls it: two GPUs, of which the second tells its name alone.

    Args:
        status: what it answers when it is started; 9 where no driver is loaded.
    """

    def __init__(self, status: int = 0) -> None:
        self.status = status
        self.is_open = False

    def nvmlInitWithFlags(self, _flags: int) -> int:  # noqa: N802 - NVIDIA's names, here and below
        self.is_open = self.status == 0
        return self.status

    def nvmlShutdown(self) -> int:  # noqa: N802
        self.is_open = False
        return 0

    def nvmlDeviceGetCount_v2(self, count: Any) -> int:  # noqa: N802
        count._obj.value = 2
        return 0

    def nvmlSystemGetDriverVersion(self, buffer: Any, _length: int) -> int:  # noqa: N802
        buffer.value = b"581.15"
        return 0

    def nvmlDeviceGetHandleByIndex_v2(self, index: Any, handle: Any) -> int:  # noqa: N802
        ctypes.cast(handle, ctypes.POINTER(ctypes.c_void_p))[0] = index.value + 1
        return 0

    def nvmlDeviceGetName(self, handle: Any, buffer: Any, _length: int) -> int:  # noqa: N802
        buffer.value = f"RTX {handle_number(handle)}".encode()
        return 0

    def nvmlDeviceGetMemoryInfo(self, handle: Any, memory: Any) -> int:  # noqa: N802
        memory._obj.total = 8 * GB
        return 0 if handle_number(handle) == 1 else 3

    def nvmlDeviceGetCudaComputeCapability(  # noqa: N802
        self, handle: Any, major: Any, minor: Any
    ) -> int:
        major._obj.value, minor._obj.value = 8, 6
        return 0 if handle_number(handle) == 1 else 3


@pytest.fixture
def nvml(monkeypatch: pytest.MonkeyPatch) -> FakeNvml:
    """The library that `pynvml` finds on this computer."""
    fake = FakeNvml()
    monkeypatch.setattr(pynvml, "nvmlLib", fake)
    monkeypatch.setattr(pynvml, "_nvmlGetFunctionPointer_cache", {})
    return fake


def test_the_worst_verdict_counts() -> None:
    def findings(*verdicts: Verdict) -> list[Finding]:
        return [Finding("", "", verdict) for verdict in verdicts]

    assert worst([]) is Verdict.OK
    assert worst(findings(Verdict.OK, Verdict.NOTE, Verdict.OK)) is Verdict.NOTE
    assert worst(findings(Verdict.PROBLEM, Verdict.NOTE)) is Verdict.PROBLEM


@pytest.mark.parametrize(
    ("total", "available", "verdict", "said"),
    [
        (16, 10, Verdict.OK, ""),
        (16, 3, Verdict.NOTE, "Close other programs"),
        (5, 4, Verdict.NOTE, "batch size of 1"),
    ],
)
def test_memory(total: int, available: int, verdict: Verdict, said: str) -> None:
    found = computer.memory(total * GB, available * GB, 4 * GB)
    assert found.verdict is verdict and said in found.advice
    assert found.value == f"{available}.0 GB of {total}.0 GB free"


@pytest.mark.parametrize(
    ("free", "verdict"), [(50.0, Verdict.OK), (3.0, Verdict.NOTE), (0.2, Verdict.PROBLEM)]
)
def test_room(free: float, verdict: Verdict) -> None:
    assert computer.disk(round(free * GB), 5 * GB).verdict is verdict


def test_gpus_are_asked_without_torch(nvml: FakeNvml) -> None:
    gpus = computer.nvidia_gpus()
    assert gpus == (Gpu("RTX 1", 8 * GB, "581.15", (8, 6)), Gpu("RTX 2", 0, "581.15"))
    assert not nvml.is_open
    assert computer.graphics(gpus[:1]).value == "RTX 1 (8.0 GB), driver 581.15"


def test_a_name_that_is_no_text_costs_the_name_alone(
    nvml: FakeNvml, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(_handle: Any, buffer: Any, _length: int) -> int:
        buffer.value = b"RTX \xff"
        return 0

    monkeypatch.setattr(nvml, "nvmlDeviceGetName", odd)
    assert computer.nvidia_gpus()[0] == Gpu("", 8 * GB, "581.15", (8, 6))


def test_a_driver_that_does_not_start_is_no_fault(nvml: FakeNvml) -> None:
    nvml.status = 9
    assert computer.nvidia_gpus() == ()


def test_no_gpu_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library(name: str) -> NoReturn:
        raise OSError(f"no {name}")

    monkeypatch.setattr(pynvml, "nvmlLib", None)
    monkeypatch.setattr(pynvml, "CDLL", no_library)
    found = computer.graphics(computer.nvidia_gpus())
    assert found.verdict is Verdict.OK and "no NVIDIA GPU" in found.value


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ((14, 44, 35211, 0), Verdict.OK),
        ((14, 40, 33810, 0), Verdict.OK),
        ((14, 38, 33135, 0), Verdict.PROBLEM),
        ((), Verdict.OK),
        (None, Verdict.PROBLEM),
    ],
)
def test_the_runtime_must_be_new_enough(version: tuple[int, ...] | None, verdict: Verdict) -> None:
    found = computer.vc_runtime(version)
    assert found.verdict is verdict
    assert ("aka.ms" in found.advice) is (verdict is Verdict.PROBLEM)


@pytest.mark.skipif(os.name == "nt", reason="Windows has one")
def test_elsewhere_there_is_no_dll() -> None:
    assert computer.dll_version(computer.VC_RUNTIME) is None


@pytest.mark.parametrize(("switch", "verdict"), [(1, Verdict.OK), (0, Verdict.NOTE)])
def test_long_paths(switch: int, verdict: Verdict) -> None:
    registry = FakeRegistry(paths={computer.LONG_PATHS_SWITCH: switch})
    assert computer.long_paths(registry).verdict is verdict
    assert computer.long_paths(FakeRegistry()).verdict is Verdict.NOTE


def test_letters_beyond_ascii_are_noted_without_naming_the_user() -> None:
    folders = {"models": Path("/m/Modelle é"), "logs": Path("/logs"), "output": Path("/日本")}
    found = computer.plain_letters(folders, Path("/home/José"))
    assert found.verdict is Verdict.NOTE
    assert found.value == "other letters than A to Z in models, output and the user's name"
    assert "José" not in str(found)
    plain = computer.plain_letters({"models": Path("/models")}, Path("/home/jo"))
    assert plain.verdict is Verdict.OK


@pytest.mark.parametrize(
    ("year", "verdict"), [(2026, Verdict.OK), (1970, Verdict.PROBLEM), (2099, Verdict.PROBLEM)]
)
def test_the_clock(year: int, verdict: Verdict) -> None:
    found = computer.clock(datetime(year, 3, 1, 12, 30, tzinfo=UTC))
    assert found.verdict is verdict and found.value == f"{year}-03-01 12:30"


def test_versions_and_what_is_missing() -> None:
    aviary, python, libraries = computer.versions(("pytest",))
    assert (aviary.value, python.value) == (__version__, platform.python_version())
    assert libraries == Finding("Libraries", f"pytest {pytest.__version__}")
    lacking = computer.versions(("pytest", "no-such-library"))[-1]
    assert lacking.verdict is Verdict.NOTE and "no-such-library unknown" in lacking.value


def test_this_computer() -> None:
    assert platform.system() in computer.system().value
    named = computer.processor(FakeRegistry(processor={"ProcessorNameString": " Intel i5 "}))
    cores = psutil.cpu_count(logical=False)
    assert named.value.startswith(f"Intel i5, {cores} core")
    assert computer.processor(FakeRegistry()).value
