"""NeMo itself: how it is called, what it touches, what becomes of its failures."""

import contextlib
import logging
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import EngineError, ModelInvalid, OutOfMemory
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.compute import runtime
from desktop_app.engine.loaded import LoadedModels
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.nemo.config import transcribe_arguments
from desktop_app.engine.nemo.importing import import_nemo
from desktop_app.engine.nemo.recognizer import NemoRecognizer
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.system.environment import KEPT_PRIMITIVES
from tests.engine.asking import EVERY_MODEL, Loaded, ModelNamed, chunk, hear

pytestmark = pytest.mark.real_model
CPU = DeviceChoice.CPU

# What changes the disk or starts a process. https://docs.python.org/3/library/audit_events.html
TOUCHING = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
    "shutil.rmtree", "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn",
    "os.chdir", "tempfile.mkstemp", "tempfile.mkdtemp", "socket.bind",
}  # fmt: skip
# What was seen, an event and what it was about.
Seen: TypeAlias = list[tuple[str, object]]
Watched: TypeAlias = Callable[[], AbstractContextManager[Seen]]
_watch: dict[int, Seen] = {}


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    seen = _watch.get(threading.get_ident())
    if seen is None:
        return
    if event == "open":
        _path, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & 0o3
        ):
            seen.append((event, arguments[0]))
    elif event in TOUCHING:
        seen.append((event, arguments[0] if arguments else None))


@pytest.fixture(scope="module")
def watched() -> Watched:
    sys.addaudithook(_audit)  # it cannot be removed, so it checks a switch

    @contextlib.contextmanager
    def watching() -> Iterator[Seen]:
        seen: Seen = []
        _watch[threading.get_ident()] = seen
        try:
            yield seen
        finally:
            del _watch[threading.get_ident()]

    return watching


@pytest.mark.parametrize("name", EVERY_MODEL)
def test_no_file_is_written_and_no_process_started(
    name: str, model_named: ModelNamed, watched: Watched
) -> None:
    model = model_named(name)
    with watched() as loading:
        recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)
    options = RecognitionOptions(timestamps=model.spec.best_timestamps)
    with watched() as working:
        hear(recognizer, [chunk(2.0), chunk(1.0, 1)], options)
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


def test_the_config_is_fresh_and_complete(model_named: ModelNamed) -> None:
    class Model:
        timestamps_asr_model = object()

        @staticmethod
        def get_transcribe_config() -> Any:
            from nemo.collections.asr.models.aed_multitask_models import (
                MultiTaskTranscriptionConfig,
            )

            return MultiTaskTranscriptionConfig()

    import_nemo()
    spec = model_named("canary2-aligner").spec
    options = RecognitionOptions("de", "en", TimestampMode.WORD)
    first = transcribe_arguments(Model, spec, options, 5)
    config = first["override_config"]
    assert (config.num_workers, config.batch_size, config.verbose) == (0, 5, False)
    assert (config.enable_chunking, config.pad_direction) == (False, "right")
    assert first["timestamps"] is config.timestamps is True
    slots = config.prompt[0]["slots"]
    assert (slots["source_lang"], slots["target_lang"], slots["pnc"]) == ("de", "en", "yes")
    assert transcribe_arguments(Model, spec, options, 5)["override_config"] is not config


def test_a_broken_model_is_loaded_again(model_named: ModelNamed) -> None:
    model, models = model_named("tdt"), LoadedModels(nemo_loader.load)

    def get() -> NemoRecognizer:
        recognizer = models.get(model.folder, model.spec, CPU, Precision.AUTO, CancelToken())
        assert isinstance(recognizer, NemoRecognizer)
        return recognizer

    first = get()
    assert get() is first
    first._model.encoder = None
    with pytest.raises(EngineError):
        first.recognize([chunk(2.0)], RecognitionOptions())
    second = get()
    assert second is not first
    assert hear(second, [chunk(2.0)], RecognitionOptions())[0]
    second._model = object()
    assert get() is not second
    models.close()


@pytest.mark.parametrize("damage", ["no config", "no weights", "torn weights", "torn config"])
def test_damaged_models_are_refused(damage: str, model_named: ModelNamed, tmp_path: Path) -> None:
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
    assert re.match("“?ctc”? ", caught.value.message)


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory"), OutOfMemory),
        (MemoryError(), OutOfMemory),
        (RuntimeError("CUDA error: an illegal memory access was encountered"), EngineError),
        (KeyError("<|xx|>"), EngineError),
    ],
)
def test_failures_are_reported_in_our_words(
    raised: Exception,
    expected: type[Exception],
    loaded: Loaded,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recognizer = loaded("tdt")

    def fail(*_arguments: object, **_keywords: object) -> None:
        raise raised

    monkeypatch.setattr(recognizer._model, "transcribe", fail)
    with pytest.raises(expected) as caught:
        hear(recognizer, [chunk(1.0)], RecognitionOptions())
    assert caught.value.__cause__ is raised


def test_few_of_onednns_steps_are_kept() -> None:
    """What it is for shows in `dev.py bench long`, row memory."""
    import_nemo()
    assert os.environ["ONEDNN_PRIMITIVE_CACHE_CAPACITY"] == str(KEPT_PRIMITIVES)


def test_threads_are_put_back() -> None:
    import torch

    before = torch.get_num_threads()
    with runtime.torch_threads(3):
        assert torch.get_num_threads() == 3
    assert torch.get_num_threads() == before
    assert runtime.default_thread_count() >= 1


def test_nemos_own_errors_go_to_the_log(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    import_nemo()
    from nemo.utils import logging as nemo_logging

    nemo_logging.error("it failed", exc_info=ValueError("inside of a library"))
    logging.getLogger("lightning.pytorch").error("it failed, too")
    assert capfd.readouterr() == ("", "")
    assert [record.getMessage() for record in caplog.records] == ["it failed", "it failed, too"]
    assert "inside of a library" in caplog.text


def test_nemo_is_quiet(
    model_named: ModelNamed, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    model = model_named("canary2-aligner")
    with caplog.at_level(logging.WARNING):
        recognizer = nemo_loader.load(model.folder, model.spec, CPU, Precision.AUTO)
        hear(recognizer, [chunk(2.0)], RecognitionOptions())
        recognizer.close()
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
