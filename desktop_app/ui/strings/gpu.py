"""The sentences about an NVIDIA GPU."""

from desktop_app.app.gpu import GpuView
from desktop_app.core.timecode import size
from desktop_app.gpu.builds import Obstacle, TorchBuild
from desktop_app.system.hardware import Gpu
from desktop_app.ui.strings.models import amount

MENU = "Use my NVIDIA &GPU…"
TITLE = "Use my NVIDIA GPU"
INTRODUCTION = (
    "Aviary comes without what NVIDIA's GPUs need, since that is larger than all the rest of it: "
    "PyTorch, the library that does the computing, built for CUDA. Here it is fetched, checked and "
    "tried once, and then used from the next start on. The processor goes on doing the work "
    "meanwhile, and whenever the GPU fails."
)
LOOKING = "Asking the driver…"
PROGRESS_NAME = "How far the set-up is"
GPU_NAME = "Graphics card"
STATE_NAME = "State"
FETCH = "Fetch and set up"
CONTINUE = "Continue"
REMOVE = "Use the processor again"
DRIVERS = "NVIDIA's drivers"
DRIVERS_PAGE = "https://www.nvidia.com/drivers"
CONNECTION = "Connection…"
NO_GPU = (
    "No NVIDIA graphics card was found, or its driver is not installed. Aviary uses the processor. "
    "With a card from NVIDIA, install its driver, restart the computer and look here again."
)
OLD_GPU = (
    "This card is older than what PyTorch still supports. Aviary uses the processor, which is the "
    "better choice with such a card."
)
OLD_DRIVER = (
    "The driver is too old: {title} needs {needed} or newer, and {driver} is installed. Get a "
    "newer one from NVIDIA, restart the computer and look here again."
)
NO_WHEEL = (
    "This version of Aviary does not know which file is the right one for this computer, and takes "
    "no other. A later version may."
)
OBSTACLES = {Obstacle.NO_GPU: NO_GPU, Obstacle.OLD_GPU: OLD_GPU, Obstacle.NO_WHEEL: NO_WHEEL}
OFFER = (
    "PyTorch for {title} fits this card: {size} to fetch, and roughly three times as much room on "
    "the disk."
)
OFFER_REST = "PyTorch for {title} fits this card: {amount} has arrived."
IN_USE = "Aviary uses this card now."
NEXT_START = (
    "It works: the sample was transcribed with it. Aviary uses this card from its next start on; "
    "close it and start it again."
)
LAST_TIME = "Aviary uses this card until it is closed, and the processor from its next start on."


def gpu_line(gpu: Gpu) -> str:
    """`NVIDIA GeForce RTX 3060 · 12.9 GB · driver 581.15`."""
    return f"{gpu.name} · {size(gpu.memory_bytes)} · driver {gpu.driver}"


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
