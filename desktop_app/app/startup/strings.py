"""Sentences about the start of the program and the engine."""

from pathlib import Path

SETTINGS_DAMAGED = "The settings could not be read, so Aviary starts with its own."
SETTINGS_KEPT = " The damaged file is kept as {path}."
DISK_FULL = (
    "The drive with Aviary's data ({folder}) is full. Aviary works, but it can keep neither "
    "settings nor models until you make room there."
)
MODELS_ELSEWHERE = (
    "The folder for models, {folder}, cannot be used ({reason}). Aviary looks for models in its "
    "own folder meanwhile; connect the drive and start Aviary again, or choose another folder in "
    "Models > Manage models."
)
MODELS_APART = (
    "The folder for models, {folder}, holds other things as well, or is one that Aviary does not "
    "fill with models. So they are kept in a folder of their own in it: {place}."
)
FOLDER_OF_VARIABLE = (
    "The variable AVIARY_MODELS says that models lie in {folder}; it would still say so after a "
    "move."
)
FOLDER_IN_SAFE_MODE = "In safe mode Aviary keeps no settings, so it would not find moved models."
GPU_GIVEN_UP = (
    "The build for your NVIDIA GPU is not used, since {reason}. Aviary uses the processor; "
    "Help > Use my NVIDIA GPU sets the GPU up again."
)
NOT_FOUND = (
    "Another program has taken the name at which Aviary is found, so files that you open from "
    "elsewhere do not get into this window: drop them here instead. After that program has ended, "
    "close Aviary and start it again."
)
SAFE_MODE = (
    "Safe mode: Aviary runs with its default settings, on the processor alone, and keeps no "
    "changes to the settings. Close it and start it as usual to leave safe mode."
)


def damaged_settings(kept: Path | None) -> str:
    """Return the sentence about settings that could not be read.

    Args:
        kept: the copy of the damaged file, or None if it could not be copied.
    """
    return SETTINGS_DAMAGED + (SETTINGS_KEPT.format(path=kept) if kept else "")


# Shown in Help > About and logged at start.
IN_MEMORY_NOTE = (
    "Aviary decodes audio itself and hands it to NeMo in memory, with num_workers = 0: no worker "
    "process and no manifest file exists that Windows or an antivirus program could lock. "
    "(Otherwise NeMo's manifest.json in the temporary folder can fail to be deleted with "
    "WinError 32, which hides the real error.)"
)
