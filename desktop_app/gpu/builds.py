"""The builds of torch for NVIDIA GPUs that Aviary may download, and which one fits a computer.

`resources/torch_builds.json` lists them. Its variants are PyTorch's builds of this version for
Windows (RELEASE.md in its repository, "CUDA Support Matrix", has their compute capabilities), with
the oldest driver of each CUDA (CUDA Toolkit Release Notes, "CUDA Toolkit and Minimum Required
Driver Version for CUDA Minor Version Compatibility"); the best comes first. Its wheels, with their
sizes and hashes, are written by `python -m tools.pin_torch_wheels`.
"""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.core.request import DeviceChoice
from desktop_app.system.folders import RESOURCES
from desktop_app.system.hardware import Gpu

BUILDS_FILE = RESOURCES / "torch_builds.json"
INDEX = "https://download.pytorch.org/whl"
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TorchBuild:
    """One wheel that replaces Aviary's own torch.

    Attributes:
        variant: its name in PyTorch's index, such as "cu130".
        title: its name for people.
        device: the device that it must be able to use.
        least_driver: the oldest supported driver.
        least_capability: the lowest supported compute capability.
        file: the wheel's name.
        sha256: the wheel's checksum.
        bytes: its size.
    """

    variant: str
    title: str
    device: DeviceChoice
    least_driver: str
    least_capability: tuple[int, int]
    file: str = ""
    sha256: str = ""
    bytes: int = 0

    @property
    def id(self) -> str:
        """Its unique id: version, variant, Python and system."""
        return self.file.removesuffix(".whl")

    def url(self, index: str) -> str:
        """Return the wheel's address.

        Args:
            index: the address of a mirror; empty for PyTorch's own index.
        """
        return f"{(index or INDEX).rstrip('/')}/{self.variant}/{self.file.replace('+', '%2B')}"


class Obstacle(StrEnum):
    """Reasons why no build fits a computer."""

    NONE = "none"
    NO_GPU = "no gpu"
    OLD_GPU = "old gpu"
    OLD_DRIVER = "old driver"
    NO_WHEEL = "no wheel"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Which build fits this computer, or why none does.

    Attributes:
        gpu: the GPU in question, or None.
        build: the build to download; with an obstacle, the one that would fit without it.
    """

    gpu: Gpu | None
    build: TorchBuild | None
    obstacle: Obstacle


def known_builds() -> tuple[TorchBuild, ...]:
    """Return the builds for this Python and system, best first; unpinned ones have no wheel."""
    listed = json.loads(BUILDS_FILE.read_text(encoding="utf-8"))
    tag = _own_tag()
    wheels = {one["variant"]: one for one in listed["wheels"] if one["file"].endswith(tag)}
    found = []
    for one in listed["variants"]:
        major, minor = one["least_capability"].split(".")
        wheel = wheels.get(one["name"], {"file": "", "sha256": "", "bytes": 0})
        found.append(
            TorchBuild(
                variant=one["name"],
                title=one["title"],
                device=DeviceChoice(one["device"]),
                least_driver=one["least_driver"],
                least_capability=(int(major), int(minor)),
                file=wheel["file"],
                sha256=wheel["sha256"],
                bytes=wheel["bytes"],
            )
        )
    return tuple(found)


def outlook(gpus: Sequence[Gpu], builds: Sequence[TorchBuild]) -> Outlook:
    """Choose the best build for the first GPU that any build supports.

    Args:
        gpus: as the driver lists them; empty also without a driver.
        builds: best first.
    """
    if not gpus:
        return Outlook(None, None, Obstacle.NO_GPU)
    gpu = max(gpus, key=lambda one: one.capability or (0, 0))
    fitting = [one for one in builds if gpu.capability is None or _has_code(one, gpu.capability)]
    if not fitting:
        return Outlook(gpu, None, Obstacle.OLD_GPU)
    driven = [one for one in fitting if _numbers(gpu.driver) >= _numbers(one.least_driver)]
    if not driven:
        return Outlook(gpu, fitting[-1], Obstacle.OLD_DRIVER)
    build = next((one for one in driven if one.file), None)
    if build is None:
        return Outlook(gpu, driven[0], Obstacle.NO_WHEEL)
    return Outlook(gpu, build, Obstacle.NONE)


def _has_code(build: TorchBuild, capability: tuple[int, int]) -> bool:
    return capability >= build.least_capability


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, NUMBERS.findall(version)))


def _own_tag() -> str:
    """Return the name suffix of wheels for this Python (PEP 425)."""
    import sysconfig

    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = re.sub(r"\W", "_", sysconfig.get_platform())
    return f"-{python}-{python}-{platform}.whl"
