"""The user's own words: kept in the library, listened for, corrected in new texts."""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.jobs.controller import TranscriptionController
from desktop_app.core.editing.terms import (
    LONGEST_TERM,
    Term,
    as_table,
    merged_terms,
    overlong,
    phrases_of,
    terms_of,
)
from desktop_app.core.errors import AppError
from desktop_app.core.library_errors import WordsUnreadable
from desktop_app.system.files import open_regular, write_atomically

if TYPE_CHECKING:
    from desktop_app.library.library import Library

logger = logging.getLogger(__name__)

# How soon to try again what the library did not take.
AGAIN_MS = 15_000
# So many changes of the list can be taken back.
REMEMBERED = 100

Terms = tuple[Term, ...]


class MyWords(QObject):
    """The list of words; a change counts at once, and is kept soon after.

    Args:
        controller: whose jobs listen for them.
        library: returns the open library; None while there is none.
        lane: one side thread: changes are kept in their order.

    Signals:
        changed: the list is another one.
        failed: the AppError why the list could not be read, imported or exported, or not be kept;
            that is tried again.
        exported: the path of the file that was written.
        imported: how many words came from a file.
    """

    changed = Signal()
    failed = Signal(object)
    exported = Signal(object)
    imported = Signal(int)

    def __init__(
        self,
        controller: TranscriptionController,
        library: "Callable[[], Library | None]",
        lane: SideTasks,
    ) -> None:
        super().__init__()
        self._controller = controller
        self._library = library
        self._lane = lane
        self._terms: Terms = ()
        self._before: list[Terms] = []
        self._writing = 0
        self._is_behind = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.keep_again)

    @property
    def is_behind(self) -> bool:
        """Whether the library did not take the list as it is."""
        return self._is_behind

    @property
    def terms(self) -> Terms:
        """The words, in the order of the list."""
        return self._terms

    @property
    def can_undo(self) -> bool:
        """Whether a change of the list can be taken back."""
        return bool(self._before)

    def read(self) -> None:
        """Read the list from the library, which other programs may have changed."""
        library = self._library()
        if library is not None and not self._writing:
            self._lane.run(library.terms, self._on_read, self._on_failed)

    def put(self, term: Term, instead: str | None = None) -> None:
        """Add a word, or change one.

        One of the same text gets its readings, too: no word stands twice in the list.

        Args:
            term: as it shall be.
            instead: the text of the word that it takes the place of; None to add it.
        """
        term = term.cleaned
        if not term.text:
            return
        listed = {one.text: one for one in self._terms}
        if term.text != instead and (same := listed.pop(term.text, None)) is not None:
            term = Term(term.text, (*same.readings, *term.readings), term.is_boosted).cleaned
        if instead in listed:
            self._set(term if text == instead else one for text, one in listed.items())
        else:
            self._set((*listed.values(), term))

    def remove(self, texts: Iterable[str]) -> None:
        """Take words out of the list."""
        unwanted = set(texts)
        self._set(term for term in self._terms if term.text not in unwanted)

    def undo(self) -> None:
        """Take back the last change of the list."""
        if self._before:
            self._terms = self._before.pop()
            self._keep()

    def take_from(self, path: Path) -> None:
        """Add the words of a file, a line each; those that are in the list get its readings."""
        self._lane.run(partial(terms_in, path), self._on_taken, self._on_failed)

    def write_to(self, path: Path) -> None:
        """Write the list into a file that spreadsheets and `take_from` read."""
        work = partial(_write, path, as_table(self._terms))
        self._lane.run(work, partial(self._on_written, path), self._on_failed)

    def keep_again(self) -> None:
        """Try again to keep the list, if it could not be kept."""
        if self._is_behind:
            self._write()

    def shutdown(self, timeout_s: float) -> bool:
        """Keep what is not kept so far; return whether the thread has ended its work."""
        return self._lane.shutdown(timeout_s, drops=False)

    def _set(self, terms: Iterable[Term]) -> None:
        wanted = tuple(terms)
        if wanted != self._terms:
            self._before = [*self._before, self._terms][-REMEMBERED:]
            self._terms = wanted
            self._keep()

    def _show(self) -> None:
        self._controller.listen_for(phrases_of(self._terms))
        self.changed.emit()

    def _keep(self) -> None:
        self._show()
        self._write()

    def _write(self) -> None:
        library = self._library()
        if library is None:
            return
        self._writing += 1
        self._lane.run(partial(_kept, library, self._terms), self._on_kept, self._on_not_kept)

    def _on_kept(self, _result: None) -> None:
        self._writing -= 1
        self._is_behind = False

    def _on_not_kept(self, error: AppError) -> None:
        self._writing -= 1
        self._again.start()
        if not self._is_behind:  # said once, until the list is kept
            self._is_behind = True
            self._on_failed(error)

    def _on_read(self, terms: Sequence[Term]) -> None:
        if not self._writing and not self._is_behind and tuple(terms) != self._terms:
            if not terms and self._terms:  # made while there was no library
                self._keep()
                return
            self._terms, self._before = tuple(terms), []
            self._show()

    def _on_taken(self, terms: list[Term]) -> None:
        self._set(merged_terms(self._terms, terms))
        self.imported.emit(len(terms))

    def _on_written(self, path: Path, _result: None) -> None:
        self.exported.emit(path)

    def _on_failed(self, error: AppError) -> None:
        logger.warning("the list of words: %s", error.message)
        self.failed.emit(error)


def _kept(library: "Library", terms: Terms) -> None:
    library.keep_terms(terms).result()


# A list of words is short; another file of that name may not be.
_MOST_BYTES = 5_000_000
# Of a word that is too long, as much as tells which one it is.
SHOWN = 40


def terms_in(path: Path) -> list[Term]:
    """Read a list of words.

    Raises:
        WordsUnreadable: the file is not there, or is no list of words.
    """
    try:
        with open_regular(path) as file:
            content = file.read(_MOST_BYTES).decode("utf-8-sig")
    except FileNotFoundError as error:
        raise WordsUnreadable("There is no file “{name}”.", repr(error), name=str(path)) from error
    except (OSError, ValueError) as error:
        raise WordsUnreadable(
            "“{name}” cannot be read as a text in UTF-8.", repr(error), name=path.name
        ) from error
    terms = terms_of(content)
    if (long := overlong(terms)) is not None:
        raise WordsUnreadable(
            "“{name}” has a word of more than {most} characters: “{start}…”",
            name=path.name,
            most=LONGEST_TERM,
            start=long.text[:SHOWN],
        )
    return terms


def _write(path: Path, content: str) -> None:
    write_atomically(path, content.encode("utf-8-sig", "replace"))  # a BOM, for spreadsheets
