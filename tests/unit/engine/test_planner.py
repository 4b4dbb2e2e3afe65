"""Plans from facts alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.plan import Estimate, Plan
from desktop_app.core.request import DeviceChoice, Precision, TranscriptionRequest
from desktop_app.engine.batching import CPU_CHUNK_S
from desktop_app.engine.compute.precision import LARGE
from desktop_app.engine.planner import (
    ENOUGH_FOR_SMALL_S,
    ENOUGH_ON_CPU_S,
    ENOUGH_ON_CUDA_S,
    USABLE,
    ComputerFacts,
    ModelMemory,
    batch_budget_s,
    batch_bytes_per_s,
    memory_of,
    plan,
)
from desktop_app.models.catalog import CATALOG, STARTER

GB = 10**9
PARAKEET = CATALOG[0]
CPU_INT8 = (DeviceChoice.CPU, Precision.INT8)
CPU_FP32 = (DeviceChoice.CPU, Precision.FP32)
ON_CUDA = (DeviceChoice.CUDA, Precision.FP16)
ROOMY = ComputerFacts(free_bytes=16 * GB, threads=3)

models = st.builds(ModelMemory, st.integers(1_000_000, 3 * GB), st.integers(1_000_000, 12 * GB))
devices = st.sampled_from(list(DeviceChoice))
lengths = st.floats(5, 120)
memories = st.integers(-10 * GB, 200 * GB)


def planned(
    computer: ComputerFacts = ROOMY,
    decided: tuple[DeviceChoice, Precision] = CPU_INT8,
    spec: ModelSpec = PARAKEET,
    estimate: Estimate | None = None,
    batch_size: int = 0,
) -> Plan:
    request = TranscriptionRequest(Path("talk.wav"), spec, batch_size=batch_size)
    return plan(request, 600.0, memory_of(spec), computer, decided, estimate)


@pytest.mark.parametrize(
    ("spec", "chunk_s", "batch", "measured_mb"),
    [
        (PARAKEET, 30.0, 1, 222),
        (PARAKEET, 30.0, 2, 481),
        (PARAKEET, 30.0, 4, 926),
        (PARAKEET, 30.0, 8, 1846),
        (PARAKEET, 60.0, 1, 476),
        (PARAKEET, 120.0, 1, 987),
        (PARAKEET, 240.0, 1, 2355),
        (STARTER, 30.0, 1, 29),
        (STARTER, 30.0, 8, 209),
        (STARTER, 120.0, 1, 292),
        (STARTER, 600.0, 1, 6564),
    ],
)
def test_the_formula_covers_what_was_measured_and_not_much_more(
    spec: ModelSpec, chunk_s: float, batch: int, measured_mb: float
) -> None:
    memory = memory_of(spec)
    assert memory is not None
    said_mb = chunk_s * batch * batch_bytes_per_s(memory, chunk_s) / 1e6
    assert 0.98 * measured_mb <= said_mb <= 1.35 * measured_mb


@given(models, memories, devices, lengths)
def test_a_batch_fits_unless_even_one_piece_does_not(
    memory: ModelMemory, free: int, device: DeviceChoice, chunk_s: float
) -> None:
    budget_s = batch_budget_s(memory, free, device, chunk_s)
    assert budget_s >= chunk_s
    if budget_s > chunk_s:
        assert budget_s * batch_bytes_per_s(memory, chunk_s) <= USABLE * free * 1.000001
        is_small = memory.parameters < LARGE
        on_cpu_s = ENOUGH_FOR_SMALL_S if is_small else ENOUGH_ON_CPU_S
        assert budget_s <= (ENOUGH_ON_CUDA_S if device is DeviceChoice.CUDA else on_cpu_s)


@given(models, memories, memories, devices)
def test_more_memory_never_makes_a_batch_smaller(
    memory: ModelMemory, one: int, other: int, device: DeviceChoice
) -> None:
    less, more = sorted((one, other))
    assert batch_budget_s(memory, less, device) <= batch_budget_s(memory, more, device)


def test_a_roomy_gpu_takes_more_at_once_than_a_cpu() -> None:
    memory = memory_of(PARAKEET)
    on_cpu = batch_budget_s(memory, 60 * GB, DeviceChoice.CPU)
    assert on_cpu == ENOUGH_ON_CPU_S < batch_budget_s(memory, 60 * GB, DeviceChoice.CUDA)


def test_of_an_unknown_model_one_piece_is_taken_and_nothing_is_claimed() -> None:
    own = ModelSpec("mine", "Mine", ModelKind.CTC, "")
    made = planned(ComputerFacts(free_bytes=0, threads=1), spec=own)
    assert (made.batch_s, made.needed_bytes, made.warnings) == (CPU_CHUNK_S, None, ())


def test_a_model_of_the_users_own_is_known_by_its_file() -> None:
    own = ModelSpec("mine", "Mine", ModelKind.CTC, "")
    assert memory_of(own, 400_000_000) == ModelMemory(100_000_000, 400_000_000)


def test_what_fits_is_not_warned_of() -> None:
    made = planned()
    assert made.warnings == ()
    assert made.batch_chunks == ENOUGH_ON_CPU_S // CPU_CHUNK_S
    assert made.needed_bytes is not None and made.needed_bytes < ROOMY.free_bytes


def test_what_does_not_fit_says_how_much_and_what_helps() -> None:
    made = planned(ComputerFacts(free_bytes=2 * GB, threads=3), CPU_FP32)
    (warning,) = made.warnings
    assert "needs about 3.6 GB, and 2.0 GB are free" in warning
    assert (
        "Close other programs, or choose a smaller model. The precision int8 needs less" in warning
    )
    (with_bytes,) = planned(ComputerFacts(free_bytes=GB, threads=3)).warnings
    assert "int8" not in with_bytes


def test_the_users_own_batch_size_goes_and_is_warned_of() -> None:
    made = planned(ComputerFacts(free_bytes=4 * GB, threads=3), batch_size=64)
    assert made.batch_chunks == 64
    assert "smaller batch size" in made.warnings[0]


def test_a_gpu_that_is_too_small_leaves_the_work_to_the_cpu() -> None:
    far_too_little = replace(ROOMY, gpu_bytes=2 * GB)
    made = planned(far_too_little, ON_CUDA, estimate=Estimate(10.0, None, 3))
    assert made.device is DeviceChoice.CPU
    assert made.estimate is None  # it was about the GPU
    assert "GPU's memory (2.0 GB) is too small" in made.warnings[0]
    assert planned(replace(ROOMY, gpu_bytes=8 * GB), ON_CUDA).device is DeviceChoice.CUDA


def test_a_long_job_is_reported() -> None:
    assert not planned(estimate=Estimate(3500.0, None, 1)).warnings
    assert "long job" in planned(estimate=Estimate(3700.0, None, 1)).warnings[0]
