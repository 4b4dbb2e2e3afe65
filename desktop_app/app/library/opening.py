"""Choose where the library lies, and open it there."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import AppError
from desktop_app.core.sentences import marked, tr

if TYPE_CHECKING:
    from desktop_app.library.library import Library
    from desktop_app.system.locks.diagnosis import FilePlace

logger = logging.getLogger(__name__)

ON_NETWORK = marked(
    "The library cannot be kept in {folder}: that is on the network, where a database may be "
    "damaged. Aviary keeps it on this computer instead, in {place}."
)
SYNCHRONISED = marked(
    "The library cannot be kept in {folder}: {name} synchronises that folder, and may damage a "
    "database while it is in use. Aviary keeps it on this computer instead, in {place}. To have a "
    "copy elsewhere, choose File > Library > Back up the library."
)
ELSEWHERE = marked(
    "The library in {folder} cannot be used ({reason}). For now Aviary keeps new transcripts in "
    "{place}. Nothing in {folder} was changed: connect the drive and restart Aviary."
)


@dataclass(frozen=True, slots=True, eq=False)
class OpenedLibrary:
    """A library, and sentences about what was noticed or done when it was opened."""

    library: "Library"
    notes: tuple[str, ...] = ()


def open_library(chosen: Path | None, own: Path) -> OpenedLibrary:
    """Open the library in the user's folder, or in Aviary's own where that cannot be.

    It may migrate or recover it first; call it outside the GUI thread.

    Args:
        chosen: the user's folder, or None.
        own: Aviary's folder for it.

    Raises:
        AppError: it cannot be opened in Aviary's own folder either.
    """
    from desktop_app.library.library import Library

    if chosen is not None and chosen != own:
        note = _why_not(chosen, own)
        if not note:
            try:
                library = Library.open(chosen)
            except AppError as error:
                logger.warning("the library in %s: %s", chosen, error.message)
                reason = error.message.removesuffix(".")  # it stands in brackets
                note = tr(ELSEWHERE).format(folder=chosen, reason=reason, place=own)
            else:
                return OpenedLibrary(library, tuple(library.notes))
        library = Library.open(own)
        return OpenedLibrary(library, (note, *library.notes))
    library = Library.open(own)
    return OpenedLibrary(library, tuple(library.notes))


def unsafe_place(folder: Path) -> "FilePlace | None":
    """Return why a folder cannot hold a library: a network or a synchronised drive; None if it can.

    SQLite's write-ahead log needs memory that all its users share, which a network drive does not
    give: https://www.sqlite.org/wal.html
    """
    from desktop_app.system import environment
    from desktop_app.system.locks.diagnosis import FilePlace, PlaceKind
    from desktop_app.system.locks.facts import file_facts

    synchronised = environment.synchronised_folders()
    for root in synchronised:
        if folder.is_relative_to(root):
            return FilePlace(PlaceKind.SYNCED, "OneDrive", str(root), "")
    places = file_facts().places(folder)
    unsafe = (PlaceKind.NETWORK, PlaceKind.SYNCED)
    return next((place for place in places if place.kind in unsafe), None)


def _why_not(folder: Path, own: Path) -> str:
    place = unsafe_place(folder)
    if place is None:
        return ""
    from desktop_app.system.locks.diagnosis import PlaceKind

    if place.kind is PlaceKind.NETWORK:
        return tr(ON_NETWORK).format(folder=folder, place=own)
    return tr(SYNCHRONISED).format(folder=folder, name=place.name, place=own)
