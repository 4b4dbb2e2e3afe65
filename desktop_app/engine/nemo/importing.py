"""Imports NeMo quietly, and without what importing it would do to the computer.

Two of the libraries behind NeMo act when they are imported: one makes a folder in the user's
home, one starts a program. Aviary promises neither.
"""

import contextlib
import gc
import importlib.machinery
import importlib.util
import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.recognizer import NemoModule
from desktop_app.system.environment import keep_libraries_offline, limit_primitive_cache

LHOTSE_ENV = "lhotse.tools.env"


@contextlib.contextmanager
def kept_away() -> Iterator[None]:
    """Inside the block lhotse makes no folder and cuda.pathfinder starts no ldconfig."""
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
    """Load the module that picks lhotse's tools folder, and let it pick one that it need not make.

    WORKAROUND lhotse 1.33 (tools/env.py): it makes ~/.lhotse/tools on import, for a program that
    reads an old NIST audio format and that Aviary never uses.
    """
    package = importlib.util.find_spec("lhotse")
    if LHOTSE_ENV in sys.modules or package is None or not package.submodule_search_locations:
        return
    folder = Path(package.submodule_search_locations[0]) / "tools"
    # By its folder, so that lhotse itself is not imported yet, and so that a frozen program, where
    # no such file is, finds it in its archive.
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
