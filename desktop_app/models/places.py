"""Which folder becomes one of models: one that Aviary has for itself."""

from pathlib import Path

from desktop_app.core.model_errors import NotAviarys
from desktop_app.models.takeover import foreign_paths_beside_models, holds_models
from desktop_app.system.special_places import is_special
from desktop_app.system.store_mark import OWN, is_marked

SUBFOLDER = "Aviary models"


def place_for(folder: Path) -> Path:
    """Where models go when the user points at a folder: into it, or into one of their own in it.

    Into it where it is one of models already, or there is nothing in it, or nothing there yet;
    never into the home folder, a drive's root, Documents, a synchronised folder and the like.

    Raises:
        NotAviarys: there is no place: what has the name is something else.
        OSError: the folder cannot be looked into.
    """
    if OWN in folder.parts:
        raise NotAviarys(f"“{folder}” lies among the files that Aviary keeps beside its models.")
    if not is_special(folder) and _is_free(folder):
        return folder
    inner = folder / SUBFOLDER
    if _is_free(inner):
        return inner
    raise NotAviarys(f"“{inner}” holds something else than models.")


def place_at_start(folder: Path) -> Path:
    """Where models are when the settings, or AVIARY_MODELS, say so.

    Those that are there already stay in use where they are, also where Aviary would not put them
    today: nothing but them is ever touched.

    Raises:
        NotAviarys, OSError: as `place_for`.
    """
    if OWN not in folder.parts and (is_marked(folder) or holds_models(folder)):
        return folder
    return place_for(folder)


def _is_free(folder: Path) -> bool:
    """Whether there is nothing but models, if anything."""
    if is_marked(folder) or not folder.exists():
        return True
    return folder.is_dir() and not foreign_paths_beside_models(folder)
