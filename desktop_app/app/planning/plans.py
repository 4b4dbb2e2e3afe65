"""Make plans for requests, from the planner and this computer's facts."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.app.planning.history import SpeedHistory, speed_key
from desktop_app.core.model import ModelSpec
from desktop_app.core.plan import Estimate, Plan
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.core.sentences import marked, plural, tr
from desktop_app.core.timecode import duration
from desktop_app.engine.compute.runtime import default_thread_count
from desktop_app.engine.planner import ComputerFacts, ModelMemory, memory_of, plan
from desktop_app.system.hardware import Gpu, memory_for_us, nvidia_gpus

DEVICES = {
    DeviceChoice.CPU: marked("on the CPU"),
    DeviceChoice.CUDA: marked("on the GPU"),
    DeviceChoice.AUTO: marked("on the GPU if it can be used, else the CPU"),
}
NO_HISTORY = marked("There is no estimate yet: nothing has been transcribed this way before.")
SOUND = marked("{length} of audio · {how}")


@dataclass(frozen=True, slots=True)
class Planning:
    """Make plans; quick enough for the GUI thread, and does not import torch.

    Attributes:
        history: the earlier runs, already read.
        computer: returns this computer's current facts.
        file_bytes: returns the size of a model's files; None if missing.
    """

    history: SpeedHistory
    computer: Callable[[], ComputerFacts]
    file_bytes: Callable[[ModelSpec], int | None]

    def plan(self, request: TranscriptionRequest, audio_s: float | None) -> Plan:
        """Plan one recording of `audio_s` seconds, None if unknown."""
        computer = self.computer()
        decided = self._decided(request, computer)
        if request.span is not None:
            audio_s = request.span[1] - request.span[0]
        estimate = self._estimate(request, decided, audio_s) if audio_s else None
        search = request.speakers
        diarizer = search.model if search is not None and request.span is None else None
        other = self._memory(diarizer) if diarizer is not None else None
        own = self._memory(request.model)
        return plan(request, audio_s, own, computer, decided, estimate, other)

    def _memory(self, spec: ModelSpec) -> ModelMemory | None:
        return memory_of(spec, None if spec.facts else self.file_bytes(spec))

    def _estimate(
        self, request: TranscriptionRequest, decided: tuple[DeviceChoice, Precision], audio_s: float
    ) -> Estimate | None:
        """Return how long it takes, at least, where only runs without speakers are known."""
        key, without_speakers = speed_key(request), request.model.id
        found = self.history.estimate(key, *decided, audio_s)
        if found is not None or key == without_speakers:
            return found
        without = self.history.estimate(without_speakers, *decided, audio_s)
        return None if without is None else replace(without, is_least=True)

    def _decided(
        self, request: TranscriptionRequest, computer: ComputerFacts
    ) -> tuple[DeviceChoice, Precision]:
        """Return the last such run's device and precision, else what is certain without probing."""
        without = replace(request, speakers=None)  # where it ran with none so far
        taken = self.history.decided(request) or self.history.decided(without)
        if taken is not None:
            return taken
        device = request.device
        if device is DeviceChoice.AUTO and computer.gpu_bytes is None:
            device = DeviceChoice.CPU
        # Only torch knows the CPU's capabilities; float32 and int8 are taken as requested.
        can_change = request.precision in (Precision.BF16, Precision.FP16)
        return device, Precision.AUTO if can_change else request.precision


def plan_lines(plan: Plan, title: str) -> tuple[str, ...]:
    """Return two or three lines for the user.

    Args:
        plan: the plan.
        title: the model's title.
    """
    how = tr("{model} {place}").format(model=title, place=_how(plan))
    if plan.audio_s:
        how = tr(SOUND).format(length=duration(plan.audio_s), how=how)
    return (how, time_line(plan), *plan.warnings)


def time_line(plan: Plan) -> str:
    """Return how long it will take, and on what basis."""
    if plan.estimate is None:
        return tr(NO_HISTORY)
    if plan.estimate.is_least:
        return plural(
            plan.estimate.runs,
            "More than {length}, which it takes without speakers, judging by {count} earlier run "
            "on this computer.",
            "More than {length}, which it takes without speakers, judging by {count} earlier runs "
            "on this computer.",
            length=duration(plan.estimate.work_s),
        )
    return plural(
        plan.estimate.runs,
        "About {length}, judging by {count} earlier run on this computer.",
        "About {length}, judging by {count} earlier runs on this computer.",
        length=duration(plan.estimate.work_s),
    )


def _how(plan: Plan) -> str:
    parts = [tr(DEVICES[plan.device])]
    if plan.precision is not Precision.AUTO:
        parts.append(plan.precision.value)
    if plan.device is DeviceChoice.CPU:
        parts.append(plural(plan.threads, "{count} thread", "{count} threads"))
    return ", ".join(parts)


def this_computer(gpus: tuple[Gpu, ...] | None = None) -> ComputerFacts:
    """Return this computer's current facts.

    Args:
        gpus: the NVIDIA GPUs; None queries the driver, which may take a moment.
    """
    found = nvidia_gpus() if gpus is None else gpus
    return ComputerFacts(
        free_bytes=memory_for_us(),
        threads=default_thread_count(),
        gpu_bytes=found[0].memory_bytes if found else None,
    )
