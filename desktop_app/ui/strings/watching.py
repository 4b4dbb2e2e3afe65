"""Every label and sentence about watched folders."""

from pathlib import Path

from desktop_app.app.watching.watcher import FolderState, Offer
from desktop_app.core.sentences import plural, tr

MENU = tr("&Watched folders…")
TITLE = tr("Watched folders")
TEXT = tr(
    "New recordings in these folders are transcribed as soon as they have stopped growing. "
    "Aviary moves and changes nothing in them."
)
NO_FOLDERS = tr("No folder is watched.")
ADD = tr("Add folder…")
ADD_TITLE = tr("Choose a folder to watch")
SUBFOLDERS = tr("With the folders in it")
STOP_WATCHING = tr("Stop watching")
STOP_WATCHING_NAME = tr("Stop watching {folder}")
TRANSCRIBE = tr("Transcribe")
LOOKING = tr("Looking into it…")
NOT_THERE = tr("Cannot be read now; watched again as soon as it can.")
_GONE = tr(
    "The watched folder “{folder}” cannot be read. It is watched again as soon as it is back."
)


def offer_line(offer: Offer) -> str:
    """What is said of recordings that were there before."""
    return plural(
        len(offer.paths),
        "There is {count} recording in {folder} from before. Transcribe it too?",
        "There are {count} recordings in {folder} from before. Transcribe them too?",
        folder=offer.folder,
    )


def gone_line(folder: Path) -> str:
    """What is said of a folder that went away."""
    return _GONE.format(folder=folder)


def state_line(state: FolderState) -> str:
    """`12 recordings known · 1 recording is still being copied`."""
    if state.is_there is None:
        return LOOKING
    if not state.is_there:
        return NOT_THERE
    parts = [plural(state.known, "{count} recording known", "{count} recordings known")]
    if state.arriving:
        parts.append(
            plural(
                state.arriving,
                "{count} recording is still being copied",
                "{count} recordings are still being copied",
            )
        )
    if state.offered:
        parts.append(
            plural(len(state.offered), "{count} not transcribed", "{count} not transcribed")
        )
    return " · ".join(parts)
