"""What the menus offer at this moment, as a flat list, and how it is searched by words."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from desktop_app.ui.commands.register import PORTABLE, native, plain_text
from desktop_app.ui.strings import commands as texts

# How well a word of the search fits, the best first.
WHOLE, BEGINNING, INSIDE, INITIALS, SCATTERED, NOT = 0, 1, 2, 3, 5, 1_000
# Letters of a word that is found scattered over another; fewer would be found everywhere.
LEAST_SCATTERED = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A visible entry of a menu that does something.

    Attributes:
        action: the entry.
        path: the menus above it, as the user reads them.
        is_open: whether all menus above it can be opened.
    """

    action: QAction
    path: tuple[str, ...]
    is_open: bool = True

    @property
    def title(self) -> str:
        """What the menu says, behind the names of submenus."""
        return in_submenus(plain_text(self.action.text()), self.path[1:])

    @property
    def keys(self) -> str:
        """The keys, as the user reads them."""
        return native([key.toString(PORTABLE) for key in self.action.shortcuts()])

    @property
    def is_enabled(self) -> bool:
        """Whether it can be run."""
        return self.is_open and self.action.isEnabled()


def in_submenus(title: str, above: Sequence[str]) -> str:
    """Return a command's title behind the names of the submenus that it is in."""
    for menu in reversed(above):
        title = texts.IN_SUBMENU.format(menu=menu, command=title)
    return title


def entries_of(menus: QMenuBar) -> Iterator[Entry]:
    """Return the entries of all menus, in their order."""
    yield from _below(menus.actions(), Entry(QAction(), ()))


def _below(actions: Sequence[QAction], above: Entry) -> Iterator[Entry]:
    for action in actions:
        inner = action.menu()
        if not action.isVisible() or action.isSeparator():
            continue
        if isinstance(inner, QMenu):
            path = (*above.path, plain_text(inner.title()))
            is_open = above.is_open and action.isEnabled()
            yield from _below(inner.actions(), Entry(action, path, is_open))
        elif above.path:
            yield Entry(action, above.path, above.is_open)


def folded(text: str) -> str:
    """Return a text as it is compared: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def rank(asked: str, *texts: str) -> int | None:
    """Return how well words, in any order, fit texts: the less the better; None if one does not.

    Args:
        asked: the words; each may be a word's beginning, its inside, or letters of it in order.
        texts: in the first one a word counts more than in the next.
    """
    words = [folded(text).split() for text in texts]
    whole = 0
    for word in folded(asked).split():
        best = min(_rank(word, its) + number for number, its in enumerate(words))
        if best >= NOT:
            return None
        whole += best
    return whole


def _rank(word: str, others: Sequence[str]) -> int:
    """Return how well one word fits the words of a text."""
    found = [NOT]
    for other in others:
        if other.startswith(word):
            found.append(WHOLE if other == word else BEGINNING)
        elif word in other:
            found.append(INSIDE)
        elif len(word) >= LEAST_SCATTERED and other[0] == word[0] and _is_scattered(word, other):
            found.append(SCATTERED)
    if len(word) > 1 and word in "".join(other[0] for other in others):
        found.append(INITIALS)
    return min(found)


def _is_scattered(word: str, other: str) -> bool:
    """Whether all letters of a word are in another one, in this order."""
    letters = iter(other)
    return all(letter in letters for letter in word)
