"""The library while it opens."""

import threading
from pathlib import Path

from desktop_app.app.library.door import LibraryDoor
from desktop_app.library.library import Library


def test_nobody_waits_for_a_library_that_nobody_opens() -> None:
    assert LibraryDoor().wait() is None


def test_whoever_needs_it_waits_until_it_is_open(tmp_path: Path) -> None:
    door = LibraryDoor()
    found: list[Library | None] = []
    door.promise()
    thread = threading.Thread(target=lambda: found.append(door.wait()), daemon=True)
    thread.start()
    library = Library.open(tmp_path)
    assert door.library is None
    door.open_with(library)
    thread.join(60)
    assert found == [library]
    assert door.close(10)
    assert door.library is None
    assert door.wait() is None


def test_a_refused_library_is_not_waited_for() -> None:
    door = LibraryDoor()
    found: list[Library | None] = []
    door.promise()
    thread = threading.Thread(target=lambda: found.append(door.wait()), daemon=True)
    thread.start()
    door.refuse()
    thread.join(60)
    assert found == [None]
    assert door.close(10)
