"""NeMo itself: how it is called, what it touches, what becomes of its failures."""

import contextlib
import logging
import shutil
import sys
import threading

import pytest

from desktop_app.core.errors import EngineError, ModelInvalid, OutOfMemory
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine import nemo_loader, precision, runtime
from desktop_app.engine.loaded_models import LoadedModels
from desktop_app.engine.nemo_config import transcribe_arguments
from desktop_app.engine.recognizer import RecognitionOptions
from tests.engine.test_conformance import chunk
from tests.random_models import RANDOM_MODELS

pytestmark = pytest.mark.real_model
CPU = DeviceChoice.CPU

# What changes the disk or starts a process. https://docs.python.org/3/library/audit_events.html
TOUCHING = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "shutil.rmtree", "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn",
    "os.chdir", "tempfile.mkstemp", "tempfile.mkdtemp", "socket.bind",
}  # fmt: skip
_watch: dict[int, list[tuple[str, object]]] = {}


def _audit(event, arguments):
    seen = _watch.get(threading.get_ident())
    if seen is None:
        return
    if event == "open":
        _path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & 0o3):
            seen.append((event, arguments[0]))
    elif event in TOUCHING:
        seen.append((event, arguments[0] if arguments else None))


@pytest.fixture(scope="module")
def watched():
    sys.addaudithook(_audit)  # it cannot be taken away again, so it looks at one switch only

    @contextlib.contextmanager
    def watching():
        seen = _watch[threading.get_ident()] = []
        try:
            yield seen
        finally:
            del _watch[threading.get_ident()]

    return watching


@pytest.mark.parametrize("name", [*RANDOM_MODELS, "starter"])
def test_no_file_is_written_and_no_process_started(name, model_named, watched):
    model = model_named(name)
    with watched() as loading:
        recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)
    options = RecognitionOptions(timestamps=model.spec.best_timestamps)
    with watched() as working:
        recognizer.recognize([chunk(2.0), chunk(1.0, 1)], options)
    recognizer.close()
    assert loading == []
    temporary = {str(what) for event, what in working if event == "tempfile.mkdtemp"}
    assert temporary
    others = [
        (event, what)
        for event, what in working
        if str(what) not in temporary
        or event not in {"tempfile.mkdtemp", "os.mkdir", "os.rmdir", "shutil.rmtree"}
    ]
    assert others == []


def test_the_config_is_fresh_and_complete(model_named):
    class Model:
        timestamps_asr_model = object()

        @staticmethod
        def get_transcribe_config():
            from nemo.collections.asr.models.aed_multitask_models import (
                MultiTaskTranscriptionConfig,
            )

            return MultiTaskTranscriptionConfig()

    runtime.import_nemo()
    spec = model_named("canary2-aligner").spec
    options = RecognitionOptions("de", "en", TimestampMode.WORD, 5)
    first = transcribe_arguments(Model, spec, options)
    config = first["override_config"]
    assert (config.num_workers, config.batch_size, config.verbose) == (0, 5, False)
    assert (config.enable_chunking, config.pad_direction) == (False, "right")
    assert first["timestamps"] is config.timestamps is True
    slots = config.prompt[0]["slots"]
    assert (slots["source_lang"], slots["target_lang"], slots["pnc"]) == ("de", "en", "yes")
    assert transcribe_arguments(Model, spec, options)["override_config"] is not config


def test_a_broken_model_is_loaded_again(model_named):
    model, models = model_named("tdt"), LoadedModels()
    first = models.get(model.folder, model.spec, CPU, Precision.AUTO)
    assert models.get(model.folder, model.spec, CPU, Precision.AUTO) is first
    first._model.encoder = None
    second = models.get(model.folder, model.spec, CPU, Precision.AUTO)
    assert second is not first
    assert second.recognize([chunk(2.0)], RecognitionOptions())[0]
    second._model = object()
    third = models.get(model.folder, model.spec, CPU, Precision.AUTO)
    assert third is not second
    models.close()


@pytest.mark.parametrize("damage", ["no config", "no weights", "torn weights", "torn config"])
def test_damaged_models_are_refused(damage, model_named, tmp_path):
    model = model_named("ctc")
    folder = shutil.copytree(model.folder, tmp_path / "model")
    config, weights = folder / "model_config.yaml", folder / "model_weights.ckpt"
    if damage == "no config":
        config.unlink()
    elif damage == "no weights":
        weights.unlink()
    elif damage == "torn weights":
        weights.write_bytes(weights.read_bytes()[:5000])
    else:
        config.write_text("just a text", encoding="utf-8")
    with pytest.raises(ModelInvalid) as caught:
        nemo_loader.load(folder, model.spec, CPU, Precision.AUTO)
    assert caught.value.message.startswith("ctc ")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory"), OutOfMemory),
        (MemoryError(), OutOfMemory),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), EngineError),
        (KeyError("<|xx|>"), EngineError),
    ],
)
def test_failures_are_told_in_our_words(raised, expected, model_named, monkeypatch):
    model = model_named("tdt")
    recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)

    def fail(*_args, **_keywords):
        raise raised

    monkeypatch.setattr(recognizer._model, "transcribe", fail)
    with pytest.raises(expected) as caught:
        recognizer.recognize([chunk(1.0)], RecognitionOptions())
    assert caught.value.__cause__ is raised
    recognizer.close()


def test_float16_that_hears_nothing_goes_on_in_bfloat16(model_named, monkeypatch):
    model = model_named("tdt")
    recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)
    recognizer.device, recognizer.precision = DeviceChoice.CUDA, Precision.FP16
    taken, real = [], recognizer._model.transcribe

    def computing(_device, chosen):
        taken.append(chosen)
        return contextlib.nullcontext()

    def transcribe(arrays, **keywords):
        heard = real(arrays, **keywords)
        if taken[-1] is Precision.FP16:
            for hypothesis in heard:
                hypothesis.text = ""
        return heard

    monkeypatch.setattr(precision, "computing", computing)
    monkeypatch.setattr(recognizer._model, "transcribe", transcribe)
    assert recognizer.recognize([chunk(2.0)], RecognitionOptions())[0]
    assert taken == [Precision.FP16, Precision.BF16]
    assert recognizer.precision is Precision.BF16


@pytest.mark.parametrize(
    ("asked", "device", "taken"),
    [
        (Precision.AUTO, CPU, Precision.FP32),
        (Precision.FP16, CPU, Precision.FP32),
        (Precision.INT8, CPU, Precision.INT8),
        (Precision.AUTO, DeviceChoice.CUDA, Precision.FP16),
        (Precision.INT8, DeviceChoice.CUDA, Precision.FP16),
        (Precision.FP32, DeviceChoice.CUDA, Precision.FP32),
    ],
)
def test_precisions_are_resolved(asked, device, taken):
    assert precision.resolve(asked, device) is taken


def test_threads_are_put_back():
    import torch

    before = torch.get_num_threads()
    with runtime.torch_threads(3):
        assert torch.get_num_threads() == 3
    assert torch.get_num_threads() == before
    assert runtime.default_thread_count() >= 1


def test_nemo_is_quiet(model_named, capfd, caplog):
    model = model_named("canary2-aligner")
    with caplog.at_level(logging.WARNING):
        recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)
        recognizer.recognize([chunk(2.0)], RecognitionOptions())
        recognizer.close()
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
