"""A model whose files another program holds for a moment, as scanners do with new files."""

import errno
import functools
import os
from typing import Any, TypeAlias

import pytest

from desktop_app.core.errors import ModelInUse, ModelInvalid, OutOfMemory
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.engine.compute import precision
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo import restoring
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.system.files import RETRY_DELAYS_S, is_sharing_violation, retry_while_in_use
from tests.engine.asking import ModelNamed, chunk, hear

pytestmark = pytest.mark.real_model
IN_USE = OSError(errno.EACCES if os.name == "nt" else errno.EBUSY, "another program holds it")
Weights: TypeAlias = Any  # what torch.load gives


class Disk:
    """Reads weights, but fails with the errors first, one a try."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, errors: list[OSError]) -> None:
        import torch

        self._read, self._errors = torch.load, errors
        self.tries = 0
        self.pauses_s: list[float] = []
        retry = functools.partial(retry_while_in_use, sleep=self.pauses_s.append)
        monkeypatch.setattr(torch, "load", self.load)
        monkeypatch.setattr(restoring, "retry_while_in_use", retry)

    def load(self, *arguments: Any, **keywords: Any) -> Weights:
        self.tries += 1
        if self._errors:
            raise self._errors.pop(0)
        return self._read(*arguments, **keywords)


def load(model_named: ModelNamed) -> NemoRecognizer:
    model = model_named("ctc")
    return nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.AUTO)


def test_a_file_in_use_is_tried_again(
    model_named: ModelNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_sharing_violation(IN_USE)
    model_named("ctc")  # made before the disk fails
    disk = Disk(monkeypatch, [IN_USE])

    recognizer = load(model_named)

    assert (disk.tries, disk.pauses_s) == (2, [RETRY_DELAYS_S[0]])
    assert hear(recognizer, [chunk(1.0)], RecognitionOptions())[0]
    recognizer.close()


def test_a_file_that_stays_in_use_is_reported_in_our_words(
    model_named: ModelNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_named("ctc")
    disk = Disk(monkeypatch, [IN_USE] * 10)

    with pytest.raises(ModelInUse, match="another program"):
        load(model_named)

    assert disk.pauses_s == list(RETRY_DELAYS_S)


def test_another_error_is_the_answer_at_once(
    model_named: ModelNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    model_named("ctc")
    disk = Disk(monkeypatch, [OSError(errno.EIO, "the disk is broken")])

    with pytest.raises(ModelInvalid, match="damaged"):
        load(model_named)

    assert (disk.tries, disk.pauses_s) == (1, [])


@pytest.mark.parametrize("step", ["restore", "keep_confidence", "settle", "prepare"])
def test_memory_that_runs_out_at_any_step_of_a_load_is_reported(
    model_named: ModelNamed, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    model = model_named("ctc")

    def fail(*_: object, **_named: object) -> None:
        raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")

    where = {"restore": restoring, "prepare": precision}.get(step, nemo_loader)
    monkeypatch.setattr(where, step, fail)
    with pytest.raises(OutOfMemory, match="does not fit into memory"):
        nemo_loader.load(model.folder, model.spec, DeviceChoice.CPU, Precision.FP32)
