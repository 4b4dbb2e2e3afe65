"""Colours that can be read: the contrast of WCAG 2.2, level AA, wherever two of them meet.

The pairs are read from the style sheet, the palette and the painters, with names in place of
colours: a new colour, and a new use of one, is checked without being written down here.
"""

import ast
import functools
import re
from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from PySide6.QtGui import QColor, QPalette

from desktop_app.ui import theme
from desktop_app.ui.theme import DARK, LIGHT, Colors
from tests.conftest import ROOT

TEXT, GRAPHICS = 4.5, 3.0
# What rows, pages, menus and fields lie on: any ink may come to lie on any of them.
PLAIN = ("window", "page", "raised", "hover", "selected")
# Lines between things that are told apart without them, and what is disabled: exempt.
DECORATION = "line"
# The only ink on them is the text's: behind words of a transcript or of a row.
BEHIND_WORDS = ("hit", "found", "unsure", "spoken")
# Where the user types or chooses, the edge alone shows how far the field goes.
FIELDS = ("QLineEdit", "QComboBox")
INK_CALLS = {"setPen", "QPen", "setForeground", "setUnderlineColor"}
GROUND_CALLS = {"fillRect", "setBackground", "fill", "setBrush"}
NAMED = Colors(
    **{each.name: f"<{each.name}>" for each in fields(Colors) if each.name != "speakers"},
    speakers=tuple(f"<speakers {number}>" for number in range(len(LIGHT.speakers))),
)
both = pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
Declared = dict[str, str]


def luminance(color: str) -> float:
    """The relative luminance: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    made = QColor(color)
    red, green, blue = map(linear, (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def value(colors: Colors, name: str) -> str:
    """The colour of a name, or of one of the speakers' names."""
    field, _, number = name.partition(" ")
    found = getattr(colors, field)
    return str(found[int(number)] if number else found)


def too_weak(colors: Colors, pairs: set[tuple[str, str]], least: float) -> list[str]:
    return [
        f"{ink} on {ground}: {seen:.2f}"
        for ink, ground in sorted(pairs)
        if (seen := contrast(value(colors, ink), value(colors, ground))) < least
    ]


def rules() -> Iterator[tuple[str, Declared]]:
    """The style sheet's selectors, one by one, with the names of the colours in their rules."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", theme.style_sheet(NAMED)):
        declared = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        for selector in selectors.split(","):
            yield selector.strip(), declared


def name_in(declared: Declared, *properties: str) -> str:
    """The colour that the first of these properties has, "" if none."""
    for one in properties:
        found = re.search(r"<([\w ]+)>", declared.get(one, ""))
        if found:
            return found[1]
    return ""


def text_pairs() -> set[tuple[str, str]]:
    """Which text lies on which ground by the style sheet."""
    pairs: set[tuple[str, str]] = set()
    inks = {selector: name_in(declared, "color") for selector, declared in rules()}
    for selector, declared in rules():
        if ":disabled" in selector:
            continue
        chosen = (
            name_in(declared, "selection-color"),
            name_in(declared, "selection-background-color"),
        )
        pairs |= {chosen} if all(chosen) else set()
        plain = re.sub(r"(?<!:):[a-z]+", "", selector)
        ink = name_in(declared, "color") or inks.get(plain, "") or "text"
        ground = name_in(declared, "background")
        holds_text = not re.search("ScrollBar|Progress|separator|Splitter|indicator", selector)
        if ground and holds_text:
            pairs.add((ink, ground))
        elif name_in(declared, "color"):
            pairs |= {(ink, each) for each in PLAIN}
    return pairs


def graphics_pairs() -> set[tuple[str, str]]:
    """Which part of a control has to be seen against what."""
    pairs: set[tuple[str, str]] = set()
    edges = {one: name_in(its, "border-color", "border") for one, its in rules()}  # the last counts
    for selector, declared in rules():
        edge = name_in(declared, "border-color", "border")
        if ":focus" in selector and edge:
            pairs |= {(edge, ground) for ground in ("window", "page", "raised")}
        if selector in FIELDS:
            edge = edges[selector]
            pairs |= {(edge, ground) for ground in ("window", "page", "raised")}
        if "::chunk" in selector:
            pairs.add((name_in(declared, "background"), DECORATION))
        if "::handle:" in selector:
            pairs |= {(name_in(declared, "background"), ground) for ground in ("window", "page")}
        if "::indicator" in selector:
            own = name_in(declared, "background") or edge
            pairs |= {(own, ground) for ground in ("window", "page")} if own else set()
    return pairs


def painted() -> Iterator[tuple[str, str]]:
    """Each colour's name that a module paints with, and the call that it is given to."""
    names = {each.name for each in fields(Colors)}
    for path in (ROOT / "desktop_app" / "ui").rglob("*.py"):
        if path.name == "theme.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from painted_in(tree, names, [])


def painted_in(node: ast.AST, names: set[str], calls: list[str]) -> Iterator[tuple[str, str]]:
    """What `painted` yields of a part of a module; `calls` are those around it."""
    if isinstance(node, ast.Call):
        calls = [*calls, called(node)]
    elif isinstance(node, ast.Attribute) and node.attr in names and is_colors(node.value):
        yield node.attr, " ".join(calls)
    for inner in ast.iter_child_nodes(node):
        yield from painted_in(inner, names, calls)


def is_colors(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "colors") or (
        isinstance(node, ast.Attribute) and node.attr == "colors"
    )


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


@functools.cache
def inks() -> frozenset[str]:
    """What is painted with, but for what only fills: whatever the code does not tell is ink."""
    found = {
        name
        for name, calls in painted()
        if not GROUND_CALLS & set(calls.split()) or INK_CALLS & set(calls.split())
    }
    speakers = {f"speakers {number}" for number in range(len(LIGHT.speakers))}
    return frozenset(
        (found - {"speakers", DECORATION, *PLAIN, *BEHIND_WORDS, "on_accent"}) | speakers
    )


@both
def test_the_style_sheet_s_texts_can_be_read(colors: Colors) -> None:
    pairs = text_pairs()
    assert {("text", "selected"), ("on_accent", "accent"), ("muted", "page")} <= pairs
    assert too_weak(colors, pairs, TEXT) == []


@both
def test_controls_and_the_focus_can_be_seen(colors: Colors) -> None:
    pairs = graphics_pairs()
    assert ("accent", "window") in pairs and len(pairs) > 10
    assert too_weak(colors, pairs, GRAPHICS) == []


@both
def test_what_is_painted_can_be_read_on_any_ground(colors: Colors) -> None:
    """Text of rows, names in the margin, signs, the wave and its marks."""
    assert {"text", "muted", "accent", "error", "warning", "speakers 8"} <= inks()
    assert too_weak(colors, {(ink, ground) for ink in inks() for ground in PLAIN}, TEXT) == []
    assert too_weak(colors, {("text", ground) for ground in BEHIND_WORDS}, TEXT) == []
    assert contrast(colors.on_accent, colors.accent) >= TEXT


@both
def test_the_palette_s_texts_can_be_read(colors: Colors) -> None:
    made, role = theme.palette(colors), QPalette.ColorRole
    on = {
        role.WindowText: (role.Window,),
        role.Text: (role.Base, role.AlternateBase),
        role.ButtonText: (role.Button,),
        role.ToolTipText: (role.ToolTipBase,),
        role.HighlightedText: (role.Highlight,),
        role.PlaceholderText: (role.Base, role.Window),
        role.Link: (role.Base, role.Window),
    }
    weak = [
        f"{ink} on {ground}"
        for ink, grounds in on.items()
        for ground in grounds
        if contrast(made.color(ink).name(), made.color(ground).name()) < TEXT
    ]
    assert weak == []


def test_every_colour_is_of_a_kind_that_is_checked() -> None:
    checked = {*PLAIN, *BEHIND_WORDS, DECORATION, "on_accent"} | {ink.split()[0] for ink in inks()}
    in_sheet = {ink for pair in (*text_pairs(), *graphics_pairs()) for ink in pair}
    assert {each.name for each in fields(Colors)} <= checked | in_sheet


def test_a_colour_that_is_too_weak_is_found() -> None:
    weak = replace(LIGHT, muted="#a0a0a0")
    assert too_weak(weak, text_pairs(), TEXT)
    assert too_weak(weak, {(ink, "page") for ink in inks()}, TEXT)


@both
def test_the_speakers_names_can_be_told_apart(colors: Colors) -> None:
    assert len(set(colors.speakers)) == 9


@pytest.mark.parametrize("colors", [LIGHT, DARK])
def test_a_tick_is_there_in_the_colour_that_can_be_read_on_it(colors: Colors) -> None:
    assert f'stroke="{colors.on_accent}"' in theme.tick_of(colors).read_text(encoding="utf-8")
