"""The sentences about an NVIDIA GPU."""

from desktop_app.app.gpu import GpuView
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import size
from desktop_app.gpu.builds import Obstacle, TorchBuild
from desktop_app.system.hardware import Gpu
from desktop_app.ui.strings.models import amount

MENU = tr("Use my NVIDIA &GPU…")
TITLE = tr("Use my NVIDIA GPU")
INTRODUCTION = tr(
    "NVIDIA GPUs need a build of PyTorch for CUDA, which is larger than all the rest of Aviary "
    "and so is not included. Here you can download it; Aviary checks it, tries it once, and uses "
    "it from the next start on. Until then, and whenever the GPU fails, Aviary uses the CPU."
)
LOOKING = tr("Asking the driver…")
PROGRESS_NAME = tr("Set-up progress")
GPU_NAME = tr("Graphics card")
GPU = tr("{name} · {size} · driver {driver}")
STATE_NAME = tr("Status")
FETCH = tr("Download and set up")
CONTINUE = tr("Continue")
REMOVE = tr("Use the CPU again")
DRIVERS = tr("NVIDIA drivers")
DRIVERS_PAGE = "https://www.nvidia.com/drivers"
CONNECTION = tr("Connection…")
NO_GPU = tr(
    "No NVIDIA graphics card was found, or its driver is not installed. Aviary uses the CPU. If "
    "you have an NVIDIA card, install its driver, restart the computer and try again here."
)
OLD_GPU = tr(
    "PyTorch no longer supports this card. Aviary uses the CPU, which is the better choice with "
    "such a card."
)
OLD_DRIVER = tr(
    "The driver is too old: {title} needs {needed} or newer, but {driver} is installed. Install a "
    "newer one from NVIDIA, restart the computer and try again here."
)
NO_WHEEL = tr(
    "This version of Aviary does not know which file is right for this computer. A later version "
    "may."
)
OBSTACLES = {Obstacle.NO_GPU: NO_GPU, Obstacle.OLD_GPU: OLD_GPU, Obstacle.NO_WHEEL: NO_WHEEL}
OFFER = tr(
    "PyTorch for {title} works with this card: a download of {size}, and about three times as "
    "much disk space."
)
OFFER_REST = tr("PyTorch for {title} works with this card: {amount} downloaded.")
IN_USE = tr("Aviary is using this card.")
NEXT_START = tr("It works: the sample was transcribed with it. Restart Aviary to use this card.")
LAST_TIME = tr("Aviary uses this card until it is closed, and the CPU from its next start on.")


def gpu_line(gpu: Gpu) -> str:
    """`NVIDIA GeForce RTX 3060 · 12.9 GB · driver 581.15`."""
    return GPU.format(name=gpu.name, size=size(gpu.memory_bytes), driver=gpu.driver)


def state_line(view: GpuView) -> str:
    """How it stands, and what can be done."""
    if view.active:
        return IN_USE if view.in_use else NEXT_START
    if view.in_use:
        return LAST_TIME
    gpu, build = view.outlook.gpu, view.outlook.build
    if gpu is None or build is None or view.outlook.obstacle in OBSTACLES:
        return OBSTACLES[view.outlook.obstacle]
    if view.outlook.obstacle is Obstacle.OLD_DRIVER:
        return OLD_DRIVER.format(title=build.title, needed=build.least_driver, driver=gpu.driver)
    return _offer(build, view.arrived_bytes)


def _offer(build: TorchBuild, arrived_bytes: int) -> str:
    if arrived_bytes:
        return OFFER_REST.format(title=build.title, amount=amount(arrived_bytes, build.bytes))
    return OFFER.format(title=build.title, size=size(build.bytes))
