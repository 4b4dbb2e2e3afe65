"""NeMo and torch, tamed: imported quietly, with the right number of threads."""

import contextlib
import gc
import logging
import sys
from collections.abc import Iterator

from desktop_app.engine.import_side_effects import kept_away
from desktop_app.engine.recognizer import NemoModule
from desktop_app.system.environment import keep_libraries_offline, limit_primitive_cache

logger = logging.getLogger(__name__)

# Libraries that talk to the console when NeMo is imported or used; what matters comes as errors.
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
_tamed: list[bool] = []  # filled once its loggers are quiet: that, too, is too slow for every file


def import_nemo() -> NemoModule:
    """`nemo.collections.asr`, imported without a line on the console (6-17 s the first time)."""
    if (imported := sys.modules.get(NEMO)) is not None and _tamed:
        return imported
    _tamed.append(True)
    limit_primitive_cache()
    keep_libraries_offline()
    for name in _CHATTY_LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    # Building a Canary logs a harmless error: one of its parts is a function and no class.
    logging.getLogger("hydra.utils").setLevel(logging.CRITICAL)
    # A level is not enough: `transcribe` sets NeMo's logger back to WARNING for each call.
    logging.getLogger("nemo_logger").addFilter(_is_error)
    # The telemetry client that NeMo brings along logs to the root logger's handlers while it
    # finds out that it has nothing to send to.
    handlers = list(logging.root.handlers)
    for handler in handlers:
        handler.addFilter(_is_ours_or_error)
    try:
        with quiet(), kept_away(), _no_collection_while_importing():
            import nemo.collections.asr as nemo_asr
    finally:
        for handler in handlers:
            handler.removeFilter(_is_ours_or_error)
        _send_to_the_log()
    return nemo_asr


def _send_to_the_log() -> None:
    """Have errors that these libraries log, tracebacks among them, go where ours go.

    NeMo and Lightning write them to the terminal by handlers of their own.
    """
    for name in _CHATTY_LOGGERS:
        library = logging.getLogger(name)
        for handler in list(library.handlers):
            # NeMo's subclasses keep what they get in memory, for files that nobody asks for.
            if isinstance(handler, logging.StreamHandler) or name == "nemo_logger":
                library.removeHandler(handler)
        library.propagate = True


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


def _is_ours_or_error(record: logging.LogRecord) -> bool:
    return record.name.startswith("desktop_app") or _is_error(record)


@contextlib.contextmanager
def _no_collection_while_importing() -> Iterator[None]:
    """Import without Python's garbage collector, and exempt what was imported from it for good.

    The 6,000 modules behind NeMo are hundreds of thousands of objects that never become garbage.
    Walking them again and again froze the window for 0.3-0.7 s at a time while importing
    (`dev.py bench responsiveness`), and now and then ever after.
    """
    if NEMO in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()


def warm_up() -> None:
    """Import everything that the first transcription needs."""
    import_nemo()
