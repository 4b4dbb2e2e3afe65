"""Choose a folder for models that Aviary has to itself."""

from pathlib import Path

from desktop_app.core.model_errors import NotAviarys
from desktop_app.models.takeover import foreign_paths_beside_models, holds_models
from desktop_app.system.special_places import is_special
from desktop_app.system.store_mark import OWN, is_marked

SUBFOLDER = "Aviary models"


def place_for(folder: Path) -> Path:
    """Choose where models go when the user selects a folder: that folder or a subfolder.

    The folder itself if it already holds models, is empty or does not exist; never the home folder,
    a drive's root, Documents, a synchronised folder and the like.

    Raises:
        NotAviarys: something else has the subfolder's name.
        OSError: the folder cannot be read.
    """
    if OWN in folder.parts:
        raise NotAviarys(
            "“{folder}” is inside a folder that Aviary uses for its own files.", folder=folder
        )
    if not is_special(folder) and _is_free(folder):
        return folder
    inner = folder / SUBFOLDER
    if _is_free(inner):
        return inner
    raise NotAviarys("“{folder}” contains other things than models.", folder=inner)


def place_at_start(folder: Path) -> Path:
    """Resolve the models folder given by the settings or AVIARY_MODELS.

    Models that are already there stay in use, even where Aviary would not put them today: nothing
    else is ever touched.

    Raises:
        NotAviarys, OSError: as `place_for`.
    """
    if OWN not in folder.parts and (is_marked(folder) or holds_models(folder)):
        return folder
    return place_for(folder)


def _is_free(folder: Path) -> bool:
    """Whether the folder holds only models, or nothing."""
    if is_marked(folder) or not folder.exists():
        return True
    return folder.is_dir() and not foreign_paths_beside_models(folder)
