"""What importing NeMo would do to the machine, kept from happening.

Two of the libraries behind NeMo act when they are imported: one makes a folder in the user's
home, one starts a program. Aviary promises neither.
"""

import contextlib
import importlib.machinery
import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
