"""The builds of torch for NVIDIA's GPUs that Aviary may fetch, and which of them fits a computer.

`resources/torch_builds.json` names them. Its variants are what PyTorch builds of this version for
Windows (RELEASE.md in its repository, "CUDA Support Matrix", has their compute capabilities), with
the oldest driver of each CUDA (CUDA Toolkit Release Notes, "CUDA Toolkit and Minimum Required
Driver Version for CUDA Minor Version Compatibility"); the best one comes first. Its wheels, with
their sizes and hashes, are written by `python -m tools.pin_torch_wheels`.
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
        variant: as PyTorch's index names it, such as "cu130".
        title: for people.
        device: what it must be able to use.
        least_driver: the oldest driver that it works with.
        least_capability: the oldest compute capability that it has code for.
        file: the wheel's name.
        sha256: of the wheel.
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
        """What tells it from all others: version, variant, Python and system."""
        return self.file.removesuffix(".whl")

    def url(self, index: str) -> str:
        """Where the wheel is.

        Args:
            index: the address of PyTorch's index or a mirror's; empty for its own.
        """
        return f"{(index or INDEX).rstrip('/')}/{self.variant}/{self.file.replace('+', '%2B')}"


class Obstacle(StrEnum):
    """Why a computer gets no build."""

    NONE = "none"
    NO_GPU = "no gpu"
    OLD_GPU = "old gpu"
    OLD_DRIVER = "old driver"
    NO_WHEEL = "no wheel"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be done on this computer.

    Attributes:
        gpu: the one that is meant, or None.
        build: what would be fetched; with an obstacle, what it would be without.
    """

    gpu: Gpu | None
    build: TorchBuild | None
    obstacle: Obstacle


def known_builds() -> tuple[TorchBuild, ...]:
    """The builds for this Python on this system, the best first; no wheel in those not pinned."""
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
    """The best build for the first GPU that any is made for.

    Args:
        gpus: as the driver lists them; none also means that there is no driver.
        builds: the best first.
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
    """How a wheel's name ends that this very Python takes (PEP 425)."""
    import sysconfig

    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = re.sub(r"\W", "_", sysconfig.get_platform())
    return f"-{python}-{python}-{platform}.whl"
