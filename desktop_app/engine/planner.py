"""Plan a transcription from facts alone, without importing, loading or opening anything.

A batch's memory was measured with `VmHWM` around one call, one process per point, float32, one
thread, Linux. The 0.6B FastConformer (random weights), MB per second of audio: 7.4-8.0 with 1, 2, 4
and 8 x 30 s, 7.9 with 60 s, 8.2 with 120 s, 9.8 with 240 s; the same in int8 (7.7 with 8 x 30 s),
because only its weights are smaller. The starter model: 0.9-1.0 with 30 s, 2.4 with 120 s, 10.9
with 600 s. So the model is a linear term, which grows with the width of the model, and a quadratic
term for attention, which compares all frames with one another: two tables of heads x frames x
frames.
"""

import math
from dataclasses import dataclass

from desktop_app.core.model import ModelSpec
from desktop_app.core.plan import Estimate, Plan
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import size
from desktop_app.engine.batching import longest_chunk_s
from desktop_app.engine.compute.precision import LARGE

# The linear term, at the model size it was measured with. Parameters grow with the square of the
# width and with the depth, which costs no memory: their square root is an upper bound for both.
MEASURED_PARAMETERS = 627_000_000
LINE_BYTES_PER_S = 7_400_000
# The quadratic term, bytes per second of audio and second of its chunk: 18,000 in the starter model
# (25 frames a second), 10,000 in the 0.6B one (12.5 frames, twice the heads). The larger is used.
SQUARE_BYTES = 18_000
# NeMo, torch and the starter model in memory, before the first batch: 0.91 GB.
LIBRARIES_BYTES = 900_000_000
# Bytes per parameter. int8: 0.80 GB for 627 million; what follows the encoder stays float32, as do
# weights under autocast.
FP32_BYTES = 4.0
INT8_BYTES = 1.3
# The share of memory to use; the rest is for other programs and for measurement error.
USABLE = 0.75

# Larger batches bring nothing on a CPU and delay a stop: 1, 2, 4 and 8 x 30 s ran 5.5, 4.2, 4.6 and
# 4.9 times real time in int8 on a busy computer. Short chunks gain: 1 x 1 s ran 2.4 times real time
# and 16 x 1 s 6.3; 1 x 5 s 3.7 and 8 x 5 s 5.8.
ENOUGH_ON_CPU_S = 60.0
# In a small model, NeMo's overhead per batch costs as much as seconds of sound.
ENOUGH_FOR_SMALL_S = 240.0
# Not measured: 32 chunks of 30 s, to bound the delay of the first words and of a stop.
ENOUGH_ON_CUDA_S = 960.0

# A diarizer hears chunk by chunk: beside its weights it takes as much for any length. Sortformer of
# the real size took 0.1 GB in float32: 1.48 GB with the libraries and its weights of 0.47 GB.
HEARING_BYTES = 100_000_000

LONG_JOB_S = 3600.0


@dataclass(frozen=True, slots=True)
class ModelMemory:
    """The sizes that determine a model's memory.

    Attributes:
        parameters: the number of its weights.
        file_bytes: size of its .nemo file, which may hold a second model (Canary 1B v2).
    """

    parameters: int
    file_bytes: int

    def weights_bytes(self, precision: Precision) -> int:
        """Return the weights' memory in bytes; AUTO counts as the largest possible."""
        if precision is Precision.INT8:
            # The rest of the file shrinks in proportion.
            return int(max(INT8_BYTES * self.parameters, self.file_bytes * INT8_BYTES / FP32_BYTES))
        return int(max(FP32_BYTES * self.parameters, self.file_bytes))


def memory_of(spec: ModelSpec, file_bytes: int | None = None) -> ModelMemory | None:
    """Return a model's size as far as it is known.

    Args:
        spec: the model.
        file_bytes: size of its local files; used as float32 if there are no published facts.

    Returns:
        None if nothing is known.
    """
    if spec.facts is not None:
        return ModelMemory(spec.facts.parameters, spec.facts.download_bytes)
    if file_bytes:
        return ModelMemory(int(file_bytes / FP32_BYTES), file_bytes)
    return None


def batch_bytes_per_s(memory: ModelMemory, chunk_s: float) -> float:
    """Return the bytes per second of padded audio in a batch.

    Args:
        memory: the model.
        chunk_s: the longest chunk in the batch, in seconds.
    """
    width = math.sqrt(memory.parameters / MEASURED_PARAMETERS)
    return LINE_BYTES_PER_S * width + SQUARE_BYTES * chunk_s


def batch_budget_s(
    memory: ModelMemory | None, free_bytes: int, device: DeviceChoice, chunk_s: float = 30.0
) -> float:
    """Return how many seconds of padded audio a batch may hold.

    Args:
        memory: the model's size; None if unknown.
        free_bytes: free memory on the device once the model is loaded.
        device: on CUDA as much as fits, up to `ENOUGH_ON_CUDA_S`. Memory there was not measured;
            the CPU's float32 figure is used, and CUDA computes in half of it.
        chunk_s: the longest chunk, in seconds.

    Returns:
        At least `chunk_s`, even if that does not fit.
    """
    if memory is None:
        return chunk_s
    enough_s = ENOUGH_ON_CUDA_S
    if device is not DeviceChoice.CUDA:
        is_small = memory.parameters < LARGE
        enough_s = ENOUGH_FOR_SMALL_S if is_small else ENOUGH_ON_CPU_S
    fits_s = USABLE * max(0, free_bytes) / batch_bytes_per_s(memory, chunk_s)
    return max(chunk_s, min(enough_s, fits_s))


@dataclass(frozen=True, slots=True)
class ComputerFacts:
    """This computer as the planner sees it.

    Attributes:
        free_bytes: memory that this process may have in all (`system/hardware.py`).
        threads: number of CPU threads for the model.
        gpu_bytes: memory of the NVIDIA GPU; None if there is none or it is unknown.
    """

    free_bytes: int
    threads: int
    gpu_bytes: int | None = None


def plan(
    request: TranscriptionRequest,
    audio_s: float | None,
    memory: ModelMemory | None,
    computer: ComputerFacts,
    decided: tuple[DeviceChoice, Precision],
    estimate: Estimate | None = None,
    diarizer: ModelMemory | None = None,
) -> Plan:
    """Plan one recording.

    Args:
        request: the recording's request.
        audio_s: length of the recording in seconds, None if unknown.
        memory: the model's size, None if unknown.
        computer: this computer.
        decided: the device and precision that will be used; AUTO where the engine decides when it
            loads the model.
        estimate: from earlier runs, None without any.
        diarizer: the size of a model that finds speakers at the same time; None for none.
    """
    warnings: list[str] = []
    device, precision = decided
    chunk_s = longest_chunk_s(request.model.max_chunk_s, device)
    if device is DeviceChoice.CUDA and _is_gpu_too_small(memory, precision, chunk_s, computer):
        warnings.append(
            tr(
                "The GPU's memory ({size}) is too small for this model. Aviary uses the CPU "
                "instead, which takes longer."
            ).format(size=size(computer.gpu_bytes or 0))
        )
        device, precision, estimate = DeviceChoice.CPU, Precision.AUTO, None
        chunk_s = longest_chunk_s(request.model.max_chunk_s, device)
    is_on_gpu = device is DeviceChoice.CUDA and computer.gpu_bytes is not None
    free_bytes = computer.gpu_bytes if is_on_gpu and computer.gpu_bytes else computer.free_bytes
    fixed_bytes = _fixed_bytes(memory, precision, diarizer)
    batch_s = batch_budget_s(memory, free_bytes - fixed_bytes, device, chunk_s)
    if request.batch_size:  # the user's choice takes precedence
        batch_s = request.batch_size * chunk_s
    needed_bytes = None
    if memory is not None:
        needed_bytes = fixed_bytes + int(batch_s * batch_bytes_per_s(memory, chunk_s))
        if needed_bytes > free_bytes:
            warnings.append(_does_not_fit(request, needed_bytes, free_bytes, precision))
    if estimate is not None and estimate.work_s > LONG_JOB_S:
        warnings.append(
            tr("This is a long job. Keep the computer awake and plugged in until it is done.")
        )
    return Plan(
        device=device,
        precision=precision,
        threads=computer.threads,
        chunk_s=chunk_s,
        batch_s=batch_s,
        audio_s=audio_s,
        estimate=estimate,
        needed_bytes=needed_bytes,
        free_bytes=free_bytes,
        warnings=tuple(warnings),
    )


def _fixed_bytes(
    memory: ModelMemory | None, precision: Precision, diarizer: ModelMemory | None
) -> int:
    own = memory.weights_bytes(precision) if memory else 0
    # Which precision it gets is decided when it is loaded.
    other = diarizer.weights_bytes(Precision.AUTO) + HEARING_BYTES if diarizer else 0
    return LIBRARIES_BYTES + own + other


def _is_gpu_too_small(
    memory: ModelMemory | None, precision: Precision, chunk_s: float, computer: ComputerFacts
) -> bool:
    if memory is None or computer.gpu_bytes is None:
        return False
    one_chunk = int(chunk_s * batch_bytes_per_s(memory, chunk_s))
    return memory.weights_bytes(precision) + one_chunk > computer.gpu_bytes


def _does_not_fit(
    request: TranscriptionRequest, needed: int, free: int, precision: Precision
) -> str:
    sentences = [
        tr("This may not fit into memory: it needs about {needed}, and {free} are free.").format(
            needed=size(needed), free=size(free)
        ),
        tr("Close other programs, or choose a smaller model."),
    ]
    if request.batch_size > 1:
        sentences.append(tr("A smaller batch size needs less memory."))
    if precision is not Precision.INT8 and request.precision is not Precision.INT8:
        sentences.append(tr("The precision int8 needs less memory."))
    return " ".join(sentences)
