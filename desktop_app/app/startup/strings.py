"""Sentences about the start of the program and the engine."""

from pathlib import Path

from desktop_app.core.sentences import marked, tr

SETTINGS_DAMAGED = marked("The settings could not be read, so Aviary uses its default settings.")
SETTINGS_KEPT = marked("The damaged file is kept as {path}.")
DISK_FULL = marked(
    "The drive with Aviary's data ({folder}) is full. Aviary works, but cannot save settings or "
    "models until you free some space there."
)
MODELS_ELSEWHERE = marked(
    "The models folder {folder} cannot be used ({reason}). For now Aviary uses its own models "
    "folder. Connect the drive and restart Aviary, or choose another folder under Models > Manage "
    "models."
)
MODELS_APART = marked(
    "The models folder {folder} contains other things too, or is not one that Aviary puts models "
    "into directly. So the models are kept in a subfolder: {place}."
)
FOLDER_OF_VARIABLE = marked(
    "The environment variable AVIARY_MODELS sets the models folder to {folder}, and would still "
    "do so after a move."
)
FOLDER_IN_SAFE_MODE = marked(
    "In safe mode Aviary does not save settings, so it would not find the moved models."
)
GPU_GIVEN_UP = marked(
    "The build for your NVIDIA GPU is not used: {reason}. Aviary uses the CPU. To set up the GPU "
    "again, choose Help > Use my NVIDIA GPU."
)
NOT_FOUND = marked(
    "Another program uses the name under which Aviary is found, so files that you open from "
    "elsewhere do not reach this window: drop them here instead. Once that program has ended, "
    "restart Aviary."
)
SAFE_MODE = marked(
    "Safe mode: Aviary runs with its default settings, uses only the CPU, and does not save "
    "changed settings. To leave safe mode, close it and start it normally."
)


def damaged_settings(kept: Path | None) -> str:
    """Return the sentence about settings that could not be read.

    Args:
        kept: the copy of the damaged file, or None if it could not be copied.
    """
    damaged = tr(SETTINGS_DAMAGED)
    return f"{damaged} {tr(SETTINGS_KEPT).format(path=kept)}" if kept else damaged


LIBRARY_NOTE = marked(
    "Transcripts and the queue are kept in {folder}. File > Library backs them up, shows the "
    "folder, and deletes everything; recordings stay where they are."
)
# Shown in Help > About and logged at start.
IN_MEMORY_NOTE = marked(
    "Aviary decodes audio itself and passes it to NeMo in memory, with num_workers = 0: there is "
    "no worker process and no manifest file that Windows or an antivirus program could lock. "
    "(Otherwise deleting NeMo's manifest.json in the temporary folder can fail with WinError 32, "
    "which hides the real error.)"
)
