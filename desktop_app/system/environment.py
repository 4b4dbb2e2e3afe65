"""Every environment variable that Aviary reads or sets; no other file touches os.environ."""

import os
import sys
import tempfile
from pathlib import Path

from desktop_app.system.folders import Folders
from desktop_app.system.secret_texts import secrets_of_variables

# Moves everything Aviary writes below one folder: for portable use, tests and administrators.
HOME_VARIABLE = "AVIARY_HOME"
# Moves the folder of models alone, over the setting.
MODELS_VARIABLE = "AVIARY_MODELS"
# The file that makes a frozen program a portable one.
PORTABLE = "portable"
# Those of one batch: a model's layers are alike, and share theirs. Measured, the starter model and
# three hours: with 16 a few per cent slower, with 64 already 0.1 GB more.
KEPT_PRIMITIVES = 32


def aviary_home() -> Path | None:
    """The folder that AVIARY_HOME names, absolute, or None."""
    return _folder(HOME_VARIABLE)


def own_folders() -> Folders:
    """Where this copy writes: below AVIARY_HOME, beside a portable program, or the user's own."""
    home = aviary_home() or _portable_home()
    return Folders.below(home) if home else Folders.for_user()


def is_elsewhere() -> bool:
    """Whether this copy keeps all that is its own below one folder, which may go elsewhere."""
    return bool(aviary_home() or _portable_home())


def use_home(home: Path) -> None:
    """Keep everything below another folder, in this process and those that it starts."""
    os.environ[HOME_VARIABLE] = str(home)


def _portable_home() -> Path | None:
    """`data` beside a frozen program that has a file `portable` beside it."""
    program = Path(sys.executable).absolute()
    is_portable = getattr(sys, "frozen", False) and program.with_name(PORTABLE).is_file()
    return program.with_name("data") if is_portable else None


def models_folder() -> Path | None:
    """The folder that AVIARY_MODELS names, absolute, or None."""
    return _folder(MODELS_VARIABLE)


def synchronised_folders() -> list[Path]:
    """The folders that OneDrive says it synchronises."""
    names = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
    return [folder for name in names if (folder := _folder(name)) is not None]


def has_display() -> bool:
    """Whether a display is named where Linux names it; other systems always have one."""
    if sys.platform != "linux":
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


def hub_endpoint() -> str:
    """The mirror that HF_ENDPOINT names, as for every program that uses the hub, or nothing."""
    return os.environ.get("HF_ENDPOINT", "").strip().rstrip("/")


def hub_token() -> str:
    """The access token in HF_TOKEN, or nothing."""
    return os.environ.get("HF_TOKEN", "").strip()


def secrets() -> tuple[str, ...]:
    """What is secret in any variable, of other programs too; for keeping it out of logs."""
    return secrets_of_variables(os.environ.items())


def _folder(variable: str) -> Path | None:
    value = os.environ.get(variable, "").strip()
    return Path(value).expanduser().absolute() if value else None


def limit_primitive_cache() -> None:
    """Have oneDNN, which computes for torch, keep few of its prepared steps; before it is loaded.

    It keeps one for each shape of its input, 1024 by default, with their working memory. Nearly
    every batch of speech has a shape of its own: a recording of three hours took 0.6 GB more than
    one of ten minutes (`dev.py bench long`), for steps that were never used again.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(KEPT_PRIMITIVES))


def keep_libraries_offline() -> None:
    """Let no library fetch what a model names: Aviary fetches models itself. Before imports."""
    for library in ("HF_HUB", "TRANSFORMERS", "HF_DATASETS"):
        os.environ[f"{library}_OFFLINE"] = "1"


def prepare(folders: Folders) -> None:
    """Point everything that libraries write at Aviary's own folders, before they are imported.

    Why: NeMo makes a temporary folder on each call and numba, matplotlib and Hugging Face write
    caches. In %TEMP% and the home folder they meet antivirus and OneDrive; in Aviary's own
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
    # Nothing that Aviary does needs the hub's telemetry or tokenizers' forked workers.
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
