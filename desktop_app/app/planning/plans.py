"""Plans for requests: the planner's formula with what this computer knows."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.app.planning.history import SpeedHistory
from desktop_app.core.model import ModelSpec
from desktop_app.core.plan import Plan
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.core.timecode import duration
from desktop_app.engine.compute.runtime import default_thread_count
from desktop_app.engine.planner import ComputerFacts, memory_of, plan
from desktop_app.system.hardware import Gpu, load_nvml, memory_for_us, nvidia_gpus

DEVICES = {
    DeviceChoice.CPU: "on the CPU",
    DeviceChoice.CUDA: "on the GPU",
    DeviceChoice.AUTO: "on the GPU if it can be used, else the CPU",
}
NO_HISTORY = "No earlier run on this computer to judge the time by."


@dataclass(frozen=True, slots=True)
class Planning:
    """Makes plans; quick enough for the GUI thread, and never imports torch.

    Attributes:
        history: the earlier runs, read already.
        computer: this computer as it is now.
        file_bytes: the size of a model's files; None where they are not there.
    """

    history: SpeedHistory
    computer: Callable[[], ComputerFacts]
    file_bytes: Callable[[ModelSpec], int | None]

    def plan(self, request: TranscriptionRequest, audio_s: float | None) -> Plan:
        """The plan for one recording of `audio_s` seconds, None where that is not known."""
        computer = self.computer()
        decided = self._decided(request, computer)
        if request.span is not None:
            audio_s = request.span[1] - request.span[0]
        estimate = self.history.estimate(request.model.id, *decided, audio_s) if audio_s else None
        known = None if request.model.facts else self.file_bytes(request.model)
        memory = memory_of(request.model, known)
        return plan(request, audio_s, memory, computer, decided, estimate)

    def _decided(
        self, request: TranscriptionRequest, computer: ComputerFacts
    ) -> tuple[DeviceChoice, Precision]:
        """What the last such run took. Without one, only what needs no look at the hardware."""
        taken = self.history.decided(request)
        if taken is not None:
            return taken
        device = request.device
        if device is DeviceChoice.AUTO and computer.gpu_bytes is None:
            device = DeviceChoice.CPU
        # What the CPU can do is torch's to say; float32 and int8 are taken as they are asked.
        can_change = request.precision in (Precision.BF16, Precision.FP16)
        return device, Precision.AUTO if can_change else request.precision


def plan_lines(plan: Plan, title: str) -> tuple[str, ...]:
    """Two or three calm lines for people.

    Args:
        plan: what is planned.
        title: the model's.
    """
    sound = f"{duration(plan.audio_s)} of sound · " if plan.audio_s else ""
    return (f"{sound}{title} {_how(plan)}", time_line(plan), *plan.warnings)


def time_line(plan: Plan) -> str:
    """How long it will take, and how that is known."""
    if plan.estimate is None:
        return NO_HISTORY
    runs = plan.estimate.runs
    judged = "one earlier run" if runs == 1 else f"{runs} earlier runs"
    return f"About {duration(plan.estimate.work_s)}, judging by {judged} on this computer."


def _how(plan: Plan) -> str:
    parts = [DEVICES[plan.device]]
    if plan.precision is not Precision.AUTO:
        parts.append(plan.precision.value)
    if plan.device is DeviceChoice.CPU:
        parts.append("1 thread" if plan.threads == 1 else f"{plan.threads} threads")
    return ", ".join(parts)


def this_computer(gpus: tuple[Gpu, ...] | None = None) -> ComputerFacts:
    """This computer as it is now.

    Args:
        gpus: the NVIDIA GPUs; None asks the driver for them, which may take a moment.
    """
    found = nvidia_gpus(load_nvml()) if gpus is None else gpus
    return ComputerFacts(
        free_bytes=memory_for_us(),
        threads=default_thread_count(),
        gpu_bytes=found[0].memory_bytes if found else None,
    )
