"""What a screen reader sees of a program: run by the system's Python, which has AT-SPI.

`/usr/bin/python3 screen_reader.py NAME` waits for the program of that name on the accessibility
bus, and answers each line of standard input with one line of JSON:

* `tree`: every showing object below its windows, depth first;
* `active`: those of the window that has the keyboard;
* `focused`: the object with the keyboard, or null;
* `events`: what was announced, and where text cursors moved, since the last call;
* `text N`: the text of object N of the last tree, and where its cursor is.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

# What AT-SPI gives, which nothing describes to a type checker.
Accessible = Any
PATIENCE_S = 120.0
# As deep as a window's parts lie, and as many as a list of rows is worth.
MOST_CHILDREN = 200
STATES = (
    *("FOCUSABLE", "FOCUSED", "SHOWING", "VISIBLE", "ENABLED", "SENSITIVE", "SELECTED", "CHECKED"),
    *("CHECKABLE", "EDITABLE", "MULTI_LINE", "MODAL", "ACTIVE", "HAS_POPUP", "READ_ONLY"),
    *("SELECTABLE", "EXPANDABLE"),
)
EVENTS = ("object:announcement", "object:text-caret-moved", "object:text-changed", "window:create")


class Reader:
    """One program, seen through AT-SPI."""

    def __init__(self, name: str) -> None:
        self.context = GLib.MainContext.default()
        self.heard: list[dict[str, object]] = []
        self.listener = Atspi.EventListener.new(self.on_event)
        self.program = self.find(name)
        # Not sooner: Qt misses what is registered after it asked and before it is told of more.
        for kind in EVENTS:
            self.listener.register(kind)
        self.objects: list[Accessible] = []

    def find(self, name: str) -> Accessible:
        end_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < end_s:
            desktop = Atspi.get_desktop(0)
            for number in range(desktop.get_child_count()):
                child = desktop.get_child_at_index(number)
                if child is not None and child.get_name() == name:
                    return child
            self.settle()
            time.sleep(0.1)
        raise TimeoutError(name)

    def on_event(self, event: Any) -> None:
        source = event.source
        try:
            said = event.any_data if isinstance(event.any_data, str) else ""
            self.heard.append(
                {
                    "kind": event.type,
                    "role": source.get_role_name(),
                    "name": source.get_name(),
                    "at": event.detail1,
                    "said": said,
                }
            )
        except GLib.Error:
            return  # it is gone already

    def settle(self) -> None:
        while self.context.iteration(False):
            pass

    def walk(self, one: Accessible, path: tuple[int, ...]) -> Iterator[dict[str, object]]:
        for number in range(min(one.get_child_count(), MOST_CHILDREN)):
            child = one.get_child_at_index(number)
            if child is None:
                continue
            here = (*path, number)
            states = states_of(child)
            if "SHOWING" in states:
                yield self.described(child, states, here)
            if "SHOWING" in states or not path:
                yield from self.walk(child, here)

    def walk_window(self, number: int) -> Iterator[dict[str, object]]:
        """One window of the program, if it is active."""
        window = self.program.get_child_at_index(number)
        states = states_of(window) if window is not None else []
        if "ACTIVE" in states:
            yield self.described(window, states, (number,))
            yield from self.walk(window, (number,))

    def described(
        self, one: Accessible, states: list[str], path: tuple[int, ...] = ()
    ) -> dict[str, object]:
        self.objects.append(one)
        place = one.get_extents(Atspi.CoordType.SCREEN)
        described: dict[str, object] = {
            "number": len(self.objects) - 1,
            "path": path,
            "role": one.get_role_name(),
            "name": one.get_name(),
            "description": one.get_description(),
            "states": states,
            "interfaces": list(one.get_interfaces()),
            "labels": [target.get_name() for target in labels_of(one)],
            "place": (place.x, place.y, place.width, place.height),
        }
        if "Value" in one.get_interfaces():
            described["value"] = Atspi.Value.get_current_value(one)
        return described

    def answer(self, line: str) -> Any:
        self.settle()
        match line.split():
            case ["tree"]:
                self.objects = []
                return list(self.walk(self.program, ()))
            case ["active"]:
                self.objects = []
                return [
                    one
                    for number in range(self.program.get_child_count())
                    for one in self.walk_window(number)
                ]
            case ["focused"]:
                for one in self.answer("tree"):
                    if "FOCUSED" in one["states"] and "FOCUSABLE" in one["states"]:
                        return one
                return None
            case ["events"]:
                heard, self.heard = self.heard, []
                return heard
            case ["text", number]:
                one = self.objects[int(number)]
                count = Atspi.Text.get_character_count(one)
                text = Atspi.Text.get_text(one, 0, count)
                return {"text": text, "caret": Atspi.Text.get_caret_offset(one)}
            case _:
                raise ValueError(line)


def labels_of(one: Accessible) -> Iterator[Accessible]:
    for relation in one.get_relation_set():
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            for number in range(relation.get_n_targets()):
                yield relation.get_target(number)


def states_of(one: Accessible) -> list[str]:
    states = one.get_state_set()
    return [name for name in STATES if states.contains(getattr(Atspi.StateType, name))]


def main() -> None:
    Atspi.init()
    # It gives up after 0.8 s, and what a busy program announced meanwhile would be lost.
    Atspi.set_timeout(round(PATIENCE_S * 1_000), round(PATIENCE_S * 1_000))
    reader = Reader(sys.argv[1])
    sys.stdout.write(json.dumps("ready") + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        try:
            answer = reader.answer(line)
        except GLib.Error as error:  # something went away meanwhile: ask again
            answer = {"error": str(error)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
