"""Colours that can be read: the contrast of text by the rule of WCAG 2.2, level AA."""

import pytest
from PySide6.QtGui import QColor

from desktop_app.ui.theme import DARK, LIGHT, Colors

LEAST = 4.5


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


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_the_speakers_names_can_be_read_and_told_apart(colors: Colors) -> None:
    grounds = (colors.page, colors.window, colors.raised, colors.hover, colors.selected)
    assert len(set(colors.speakers)) == 9
    for color in (*colors.speakers, colors.text, colors.muted):
        assert min(contrast(color, ground) for ground in grounds) >= LEAST, color
