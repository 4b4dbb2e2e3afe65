"""What a screen reader gets of the running program, through AT-SPI.

The walker (tests/e2e/screen_reader.py) is a program of its own, as a screen reader is.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.library.records import VersionKind
from desktop_app.models.catalog import CATALOG
from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, desktop, running, wait_until
from tests.private_bus import running_bus
from tests.processes import end

pytestmark = [pytest.mark.e2e]

Seen = dict[str, Any]
SYSTEM_PYTHON = "/usr/bin/python3"
SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
PATIENCE_S = 60
TEXTS = ("Good morning everyone and welcome back.", "Yes of course, thank you.")
# What each dialog is opened by, in the list of all commands, and its title.
DIALOGS = (
    ("settings", "Settings"),
    ("watched folders", "Watched folders"),
    ("export all", "Export"),
    ("library trash", "Trash"),
    ("name tags", "Name, tags and note"),
    ("versions", "Versions"),
    ("my words", "My words"),
    ("replace in all", "Replace in all transcripts"),
    ("manage models", "Models"),
    ("guide", "Guide"),
    ("keyboard shortcuts", "Keyboard shortcuts"),
    ("check this computer", "Check this computer"),
    ("antivirus", "Antivirus exclusion"),
    ("third-party", "Third-party licences"),
    ("about", "About Aviary"),
    ("new speaker", "New speaker"),
)
# What the program is made of, as AT-SPI calls it; anything else that takes the keyboard is a
# control that says what it is to nobody.
ROLES = {
    *("push button", "check box", "radio button", "combo box", "text", "slider", "spin button"),
    *("list", "list item", "table", "table cell", "tree", "tree item", "tree table", "link"),
    *("document frame", "document web", "document text", "password text", "label"),
    *("toggle button", "button menu", "page tab list", "scroll pane"),
    *("menu item", "check menu item", "radio menu item"),
}


class Reader:
    """The walker at work."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self._read() == "ready"

    def ask(self, *words: str | int) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self._read()

    def tree(self, what: str = "tree") -> list[Seen]:
        """All that shows, or of the `active` window; again where something went away meanwhile."""
        found: list[list[Seen]] = []

        def look() -> bool:
            answer = self.ask(what)
            if isinstance(answer, list):
                found.append(answer)
            return bool(found)

        wait_until(look, PATIENCE_S, "a tree")
        return found[-1]

    def focus(self) -> tuple[str, str]:
        """Role and name of what has the keyboard; empty if nothing has."""
        focused = self.ask("focused")
        return key_of(focused) if focused is not None else ("", "")

    def find(self, role: str, name: str) -> Seen:
        """The first object of that role and name, once it is there."""
        found: list[Seen] = []

        def look() -> bool:
            found[:] = [o for o in self.tree() if o["role"] == role and o["name"] == name]
            return bool(found)

        wait_until(look, PATIENCE_S, f"a {role} “{name}”")
        return found[0]

    def _read(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


def spoken(text: str, start_s: float, speaker: str) -> Segment:
    words = tuple(
        Word(word, start_s + place * 0.3, start_s + place * 0.3 + 0.3, 0.4 if place == 2 else 0.9)
        for place, word in enumerate(text.split())
    )
    return Segment(text, start_s, start_s + 4.0, words=words, speaker=speaker)


def fill(home: Path) -> None:
    """Put a transcript with two versions into the library."""
    segments = (spoken(TEXTS[0], 0.0, "Anna"), spoken(TEXTS[1], 5.0, "Peter"))
    text = Transcript(SAMPLE, 23.0, CATALOG[0].id, "en", segments)
    request = TranscriptionRequest(SAMPLE, CATALOG[0])
    library = Library.open(home / "library")
    kept = library.finish_job("0" * 32, text, request)
    library.add_version(kept.key, text, VersionKind.PART, request)
    library.close()


@pytest.fixture
def screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    if sys.platform != "linux":
        pytest.skip("AT-SPI is Linux's")
    home = tmp_path / "home"
    fill(home)
    monkeypatch.setenv("QT_ACCESSIBILITY", "1")
    monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
    monkeypatch.delenv("AT_SPI_BUS_ADDRESS", raising=False)
    with running_bus(monkeypatch), desktop(home) as one:
        yield one


@pytest.fixture
def reader(screen: Desktop) -> Iterator[Reader]:
    """The program at its first text, and what a screen reader sees of it.

    In safe mode it does not import NeMo, for which nothing here waits.
    """
    with running([sys.executable, "-m", "desktop_app", "--safe-mode"], screen.environment):
        screen.active_window("^Aviary$", 2 * PATIENCE_S)
        walker = [SYSTEM_PYTHON, str(ROOT / "tests" / "e2e" / "screen_reader.py"), "Aviary"]
        with subprocess.Popen(
            walker,
            env=screen.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        ) as process:
            try:
                made = Reader(process)
                made.find("slider", "Position in the recording")
                yield made
            finally:
                end(process)


def faults(seen: list[Seen]) -> list[str]:
    """What a user who hears the window would not know."""
    return [
        f"{o['role']} “{o['name']}” {o['description']} {o['path']}"
        for o in seen
        if ("FOCUSABLE" in o["states"] and not is_understood(o))
        or (o["role"] in ("progress bar", "slider") and "value" not in o)
    ]


def is_understood(o: Seen) -> bool:
    """Whether role and name say what it is."""
    name = o["name"].strip()
    if o["role"] == "filler":  # Qt's word for what scrolls
        return bool(name)
    if o["role"] not in ROLES or name.casefold() in (o["role"], "button"):
        return False
    if o["role"] in ("table cell", "label"):  # an empty one has nothing to say
        return True
    if o["role"] == "combo box":  # on Linux Qt gives the value as its name
        return bool(o["labels"] or o["description"])
    return bool(name or o["labels"])


def is_focused(o: Seen) -> bool:
    return {"FOCUSED", "FOCUSABLE"} <= set(o["states"])


def is_gone(screen: Desktop, title: str) -> bool:
    return not screen.has_window(title)


def run_command(screen: Desktop, reader: Reader, words: str) -> None:
    """Run a command by the list of all commands."""
    screen.press("ctrl+shift+p")
    screen.active_window("All commands", PATIENCE_S)
    reader.find("text", "Search commands")
    screen.type(words)
    screen.press("Return")
    wait_until(lambda: not screen.has_window("All commands"), PATIENCE_S, f"“{words}”")


def test_the_window_says_what_everything_is_and_tab_goes_in_order(
    screen: Desktop, reader: Reader
) -> None:
    tree = reader.tree()
    assert not faults(tree)
    row = next(o for o in tree if o["role"] == "list item" and "sample" in o["name"])
    assert TEXTS[0] in row["name"] and "00:23" in row["name"]
    sliders = [o for o in tree if o["role"] == "slider"]
    assert {o["name"] for o in sliders} == {"Position in the recording", "Volume"}
    assert all(isinstance(o["value"], float) for o in sliders)
    labels = {o["name"] for o in tree if o["role"] == "label"}
    assert any(name.startswith("Reading") for name in labels)  # the mode is a text, too
    # Once round, by Tab alone, from top to bottom and from left to right.
    seen: list[Seen] = []
    while len(seen) < 3 or key_of(seen[-1]) != key_of(seen[0]):
        screen.press("Tab")
        focused = reader.ask("focused")
        assert focused is not None and len(seen) < 60
        seen.append(focused)
    names = [(o["role"], o["name"]) for o in seen[:-1]]
    assert len(set(names)) == len(names) and len(names) > 12
    order = [o["name"] for o in seen[:-1]]
    begin = order.index("Add files")
    round_ = [*order[begin:], *order[:begin]]
    expected = ("Add files", "Search the names and texts of all recordings", "Copy")
    places = [round_.index(name) for name in (*expected, "Transcript", "Play", "Mute")]
    assert places == sorted(places)


def key_of(o: Seen) -> tuple[str, str]:
    return o["role"], o["name"]


def test_the_page_is_read_as_a_text_whose_cursor_is_heard(screen: Desktop, reader: Reader) -> None:
    page = reader.find("text", "Transcript")
    assert {"Text", "EditableText"} <= set(page["interfaces"])
    read = reader.ask("text", page["number"])
    for text in TEXTS:
        assert text in read["text"]
    run_command(screen, reader, "select all")
    screen.active_window("^Aviary$", PATIENCE_S)
    wait_until(lambda: reader.focus() == ("text", "Transcript"), PATIENCE_S, "the page's keyboard")

    def cursor() -> int:
        return int(reader.ask("text", page["number"])["caret"])

    # One key after the other: a command that comes late would move the cursor after all of them.
    wait_until(lambda: cursor() > 0, PATIENCE_S, "all that is selected")
    screen.press("ctrl+Home")
    wait_until(lambda: cursor() == 0, PATIENCE_S, "the cursor at the beginning")
    reader.ask("events")
    heard: list[Seen] = []

    def last_place() -> int | None:
        heard.extend(reader.ask("events"))
        places = [o["at"] for o in heard if "caret-moved" in o["kind"]]
        return places[-1] if places else None

    for key, place in (("Right", 1), ("Right", 2), ("ctrl+Right", 5)):
        screen.press(key)
        wait_until(partial(lambda at: last_place() == at, place), PATIENCE_S, f"the place {place}")
    # What is typed is heard, too.
    screen.type("X")

    def typed() -> bool:
        heard.extend(reader.ask("events"))
        return any(o["kind"] == "object:text-changed:insert" and "X" in o["said"] for o in heard)

    wait_until(typed, PATIENCE_S, "a letter that is typed")


def test_a_notice_is_announced_and_has_its_place(screen: Desktop, reader: Reader) -> None:
    reader.find("list", "Recordings")
    row = next(o for o in reader.tree() if o["role"] == "list item" and "sample" in o["name"])
    left, top, width, height = row["place"]
    screen.do("mousemove", left + width // 2, top + height // 2, "click", 1)
    wait_until(lambda: reader.focus() == ("list", "Recordings"), PATIENCE_S, "the list's keyboard")
    reader.ask("events")
    screen.press("Delete")
    heard: list[Seen] = []

    def told() -> bool:
        heard.extend(reader.ask("events"))
        return any("announcement" in o["kind"] and "trash" in o["said"] for o in heard)

    wait_until(told, PATIENCE_S, "an announcement")
    screen.press("F6")
    wait_until(lambda: reader.focus() == ("push button", "Undo"), PATIENCE_S, "the notice's button")


@pytest.mark.timeout(600)
def test_every_dialog_says_what_everything_in_it_is(screen: Desktop, reader: Reader) -> None:
    found = []
    for words, title in DIALOGS:
        run_command(screen, reader, words)
        screen.active_window(title, PATIENCE_S)
        named = [o for o in reader.tree("active") if o["role"] in ("dialog", "frame", "alert")]
        if not any(o["name"].startswith(title) for o in named):
            found.append(f"{title}: the dialog has no such name, but {[o['name'] for o in named]}")
        pages = 8 if title == "Settings" else 1
        for _page in range(pages):
            found += [f"{title}: {fault}" for fault in faults(reader.tree("active"))]
            if pages > 1:
                screen.press("Down")
        wait_until(
            lambda: any(is_focused(o) for o in reader.tree("active")),
            PATIENCE_S,
            f"something with the keyboard in “{title}”",
        )
        screen.press("Escape")
        wait_until(partial(is_gone, screen, title), PATIENCE_S, f"{title}'s end")
    assert not found, "\n".join(found)
