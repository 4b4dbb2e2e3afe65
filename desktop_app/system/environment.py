"""Every environment variable that Aviary reads or sets; no other file touches os.environ."""

import os
import sys
import tempfile
from pathlib import Path

from desktop_app.system.folders import Folders
from desktop_app.system.secret_texts import secrets_of_variables

# Puts everything that Aviary writes below one folder: for portable use, tests and administrators.
HOME_VARIABLE = "AVIARY_HOME"
# Sets the models folder, overriding the setting.
MODELS_VARIABLE = "AVIARY_MODELS"
# Ends the program at a named place, for tests (system/kill_points.py).
KILL_VARIABLE = "AVIARY_KILL_AT"
# The file that makes a frozen program portable.
PORTABLE = "portable"
# Enough for one batch: a model's layers are alike and share them. Measured, starter model, three
# hours: with 16 a few per cent slower, with 64 already 0.1 GB more.
KEPT_PRIMITIVES = 32


def aviary_home() -> Path | None:
    """Return the folder in AVIARY_HOME, absolute, or None."""
    return _folder(HOME_VARIABLE)


def own_folders() -> Folders:
    """Return where this copy writes: AVIARY_HOME, a portable program's folder, or the user's."""
    home = aviary_home() or _portable_home()
    return Folders.below(home) if home else Folders.for_user()


def is_elsewhere() -> bool:
    """Whether this copy keeps its files below one folder, which may be moved."""
    return bool(aviary_home() or _portable_home())


def use_home(home: Path) -> None:
    """Keep everything below another folder, in this process and its children."""
    os.environ[HOME_VARIABLE] = str(home)


def _portable_home() -> Path | None:
    """Return `data` beside a frozen program with a file `portable`, or None."""
    program = Path(sys.executable).absolute()
    is_portable = getattr(sys, "frozen", False) and program.with_name(PORTABLE).is_file()
    return program.with_name("data") if is_portable else None


def models_folder() -> Path | None:
    """Return the folder in AVIARY_MODELS, absolute, or None."""
    return _folder(MODELS_VARIABLE)


def synchronised_folders() -> list[Path]:
    """Return OneDrive's folders from its variables."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return [folder for name in names if (folder := _folder(name)) is not None]


def has_display() -> bool:
    """Whether Linux' display variables are set; other systems always have a display."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def hub_endpoint() -> str:
    """Return the mirror in HF_ENDPOINT, which all programs that use the hub respect, or ""."""
    return os.environ.get("HF_ENDPOINT", "").strip().rstrip("/")


def hub_token() -> str:
    """Return the access token in HF_TOKEN, or ""."""
    return os.environ.get("HF_TOKEN", "").strip()


def kill_point() -> str:
    """Return the place in AVIARY_KILL_AT where the program is to end, or ""."""
    return os.environ.get(KILL_VARIABLE, "")


def secrets() -> tuple[str, ...]:
    """Return secrets in all variables, also other programs', to keep them out of logs."""
    return secrets_of_variables(os.environ.items())


def _folder(variable: str) -> Path | None:
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser().absolute() if value else None


def limit_primitive_cache() -> None:
    """Limit oneDNN's cache of primitives; call it before torch is loaded.

    It caches one per input shape, 1024 by default, with their working memory. Nearly every batch of
    speech has its own shape: a recording of three hours took 0.6 GB more than one of ten minutes
    (`dev.py bench long`), for entries that were never reused.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(KEPT_PRIMITIVES))


def keep_libraries_offline() -> None:
    """Forbid libraries to download what a model names; call it before importing them."""
    for library in ("HF_HUB", "TRANSFORMERS", "HF_DATASETS"):
        os.environ[f"{library}_OFFLINE"] = "1"


def prepare(folders: Folders) -> None:
    """Redirect what libraries write to Aviary's folders; call it before they are imported.

    NeMo creates a temporary folder on each call, and numba, matplotlib and Hugging Face write
    caches. In %TEMP% and the home folder, antivirus and OneDrive would hold them; in Aviary's
    folders one antivirus exclusion covers them.
    """
    temporary = str(folders.temporary)
    for name in ("TMPDIR", "TEMP", "TMP"):
        os.environ[name] = temporary
    tempfile.tempdir = temporary
    os.environ["NUMBA_CACHE_DIR"] = str(folders.cache / "numba")
    os.environ["MPLCONFIGDIR"] = str(folders.cache / "matplotlib")
    os.environ["HF_HOME"] = str(folders.cache / "huggingface")
    os.environ["TORCH_HOME"] = str(folders.cache / "torch")
    keep_libraries_offline()
    # Aviary needs neither the hub's telemetry nor tokenizers' forked workers.
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
