"""Import NeMo quietly and without its side effects on the computer.

Two of NeMo's dependencies have side effects on import: one creates a folder in the user's home, one
starts a program. Aviary promises to do neither.
"""

import contextlib
import gc
import importlib.machinery
import importlib.util
import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.nemo.postponing import compiled_when_called, postponed
from desktop_app.engine.recognizer import NemoModule
from desktop_app.system.environment import keep_libraries_offline, limit_primitive_cache

logger = logging.getLogger(__name__)

LHOTSE_ENV = "lhotse.tools.env"


@contextlib.contextmanager
def kept_away() -> Iterator[None]:
    """Keep lhotse from creating a folder, and cuda.pathfinder from starting ldconfig."""
    import ctypes.util

    _place_lhotse_tools()
    find_library = ctypes.util.find_library

    def find_without_ldconfig(name: str) -> str | None:
        return None if name == "dl" else find_library(name)

    # WORKAROUND cuda.pathfinder 1.9 (load_dl_linux.py): on Linux `find_library` runs ldconfig; for
    # "dl" it falls back to the name "libdl.so.2", which is right on every glibc system.
    ctypes.util.find_library = find_without_ldconfig
    try:
        yield
    finally:
        ctypes.util.find_library = find_library


def _place_lhotse_tools() -> None:
    """Load the module that chooses lhotse's tools folder, with a folder that exists.

    WORKAROUND lhotse 1.33 (tools/env.py): it creates ~/.lhotse/tools on import, for a program that
    reads an old NIST audio format, which Aviary never uses.
    """
    package = importlib.util.find_spec("lhotse")
    if LHOTSE_ENV in sys.modules or package is None or not package.submodule_search_locations:
        return
    folder = Path(package.submodule_search_locations[0]) / "tools"
    # By its folder, so that lhotse itself is not imported yet, and a frozen program, which has no
    # such file, finds it in its archive.
    spec = importlib.machinery.PathFinder.find_spec(LHOTSE_ENV, [str(folder)])
    if spec is None or spec.loader is None:
        return
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def default_tools_cachedir(*, force_mkdir: bool = False) -> Path:
        folder = Path(tempfile.gettempdir()) / "lhotse-tools"
        if force_mkdir:
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    module.default_tools_cachedir = default_tools_cachedir  # type: ignore[attr-defined] # a module
    sys.modules[LHOTSE_ENV] = module


# Libraries that write to the console when NeMo is imported or used; errors are raised anyway.
_CHATTY_LOGGERS = (
    "nemo_logger",
    "nv_one_logger",
    "lightning",
    "lightning.pytorch",
    "lightning.fabric",
    "pytorch_lightning",
    "torch.distributed.elastic.multiprocessing.redirects",
    "numba",
    "matplotlib",
)

NEMO = "nemo.collections.asr"
# What NeMo, Lightning and torchmetrics import at once and use for training, metrics, tables of
# results and tokenizers that hardly a model has: half of what the import computes, and nearly half
# of its memory. With each module, the names that are taken from it before anybody uses them.
POSTPONED: dict[str, tuple[str, ...]] = {
    "datasets": ("concatenate_datasets",),
    "datasets.distributed": ("split_dataset_by_node",),
    "onnx": (),
    "pandas": ("DataFrame",),
    "pyarrow": (),
    "pyarrow.parquet": (),
    "pytorch_lightning": ("Trainer",),  # Lightning under its old name, all of it once more
    "requests": (),
    "scipy.ndimage": (),
    "scipy.optimize": ("linear_sum_assignment",),
    "scipy.signal": ("convolve", "hamming"),
    "scipy.signal.windows": ("cosine", "hamming", "hann"),
    "scipy.sparse": (),
    "scipy.spatial": (),
    "scipy.spatial.distance": ("pdist", "squareform"),
    "scipy.spatial.transform": ("Rotation",),
    "scipy.stats": ("beta", "gamma"),
    "sklearn": (),
    "sklearn.metrics": (
        *("PrecisionRecallDisplay", "RocCurveDisplay", "average_precision_score", "log_loss"),
        *("precision_recall_curve", "roc_auc_score", "roc_curve"),
    ),
    "sklearn.model_selection": ("ParameterGrid",),
    "torch._dynamo": ("OptimizedModule",),
    "transformers": (
        *("AutoModel", "AutoModelForMaskedLM", "AutoProcessor", "AutoTokenizer", "CLIPConfig"),
        *("CLIPModel", "CLIPProcessor", "PreTrainedModel", "PreTrainedTokenizerBase"),
    ),
}
# A second thread must not get a module that the first is still importing.
_importing = threading.Lock()
_tamed: list[
    bool
] = []  # filled once the loggers are quiet: silencing them for every file is too slow


def import_nemo() -> NemoModule:
    """Import `nemo.collections.asr` without console output (seconds the first time).

    From any thread.
    """
    with _importing:
        return _imported()


def _imported() -> NemoModule:
    if (imported := sys.modules.get(NEMO)) is not None and _tamed:
        return imported
    _tamed.append(True)
    limit_primitive_cache()
    keep_libraries_offline()
    for name in _CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    # Building a Canary logs a harmless error: one of its parts is a function, not a class.
    logging.getLogger("hydra.utils").setLevel(logging.CRITICAL)
    # A level is not enough: `transcribe` resets NeMo's logger to WARNING in each call.
    logging.getLogger("nemo_logger").addFilter(_is_error)
    # NeMo's telemetry client logs to the root logger's handlers when it finds no server.
    handlers = list(logging.root.handlers)
    for handler in handlers:
        handler.addFilter(_is_ours_or_error)
    try:
        with quiet(), kept_away(), no_collection_while_importing(NEMO), postponed(POSTPONED):
            # Lightning wraps `torch.compile` for good, and must find torch's own.
            import lightning.pytorch  # noqa: F401 - for what it does when it is imported

            with compiled_when_called():
                import nemo.collections.asr as nemo_asr

            # Every model needs it, and it imports more of scipy than it uses for them.
            import librosa.filters  # noqa: F401 - for what it does not import here

            _time_words_alike_in_batches()
    finally:
        for handler in handlers:
            handler.removeFilter(_is_ours_or_error)
        _send_to_the_log()
    return nemo_asr


def _time_words_alike_in_batches() -> None:
    """Make the end of a word the same whatever else is in its batch.

    WORKAROUND NeMo 3.0.0 (tdt_label_looping.py, `torch_impl`): while some recordings of a batch
    look for their next token, the durations of those that have found theirs are computed anew, from
    a frame that is not theirs, and only then kept. With all steps recorded each is kept when it is
    found. It costs nothing (16 x 12 s: 1.3-2.2 s both ways). The loop for CUDA graphs is right.
    """
    from nemo.collections.asr.parts.submodules.transducer_decoding import tdt_label_looping

    loop = getattr(tdt_label_looping, "GreedyBatchedTDTLabelLoopingComputer", None)
    original = getattr(loop, "torch_impl", None)
    if original is None:
        logger.warning("this NeMo decodes in another way")
        return

    def torch_impl(self: Any, *arguments: Any, **keywords: Any) -> Any:  # noqa: ANN401 - NeMo's
        before, self.record_all_steps = self.record_all_steps, True
        try:
            return original(self, *arguments, **keywords)
        finally:
            self.record_all_steps = before

    loop.torch_impl = torch_impl  # type: ignore[union-attr]


def _send_to_the_log() -> None:
    """Send errors that these libraries log, with tracebacks, to our own log.

    NeMo and Lightning write them to the terminal by handlers of their own.
    """
    for name in _CHATTY_LOGGERS:
        library = logging.getLogger(name)
        for handler in list(library.handlers):
            # NeMo's subclasses buffer records in memory, for files that are never written.
            if isinstance(handler, logging.StreamHandler) or name == "nemo_logger":
                library.removeHandler(handler)
        library.propagate = True


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def _is_ours_or_error(record: logging.LogRecord) -> bool:
    return record.name.startswith("desktop_app") or _is_error(record)


@contextlib.contextmanager
def no_collection_while_importing(module: str) -> Iterator[None]:
    """Disable the garbage collector while importing, and exempt what was imported for good.

    The 6,000 modules behind NeMo are hundreds of thousands of objects that never become garbage.
    Traversing them repeatedly froze the window for 0.3-0.7 s at a time while importing (`dev.py
    bench responsiveness`), and occasionally ever after.
    """
    if module in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def warm_up() -> None:
    """Import all that the first transcription needs."""
    import_nemo()
