"""An hour of talk through each preset, by a checker that is written from the guides."""

import json
from fractions import Fraction

import msgspec
import pytest

from desktop_app.core.errors import FormatUnknown
from desktop_app.export.options import ExportOptions
from desktop_app.export.subtitle_rules import PRESETS, SubtitleRules, film_rate, preset_by_id
from desktop_app.export.subtitles.text_formats import srt
from tests.spoken_hour import ENGLISH, GERMAN, spoken_hour
from tests.subtitle_guides import GUIDES, broken, read_srt, too_fast


@pytest.mark.parametrize("preset", GUIDES)
@pytest.mark.parametrize(
    ("sentences", "rate", "has_speakers"),
    [(ENGLISH, None, False), (ENGLISH, 25.0, True), (GERMAN, 23.976, False), (GERMAN, None, True)],
    ids=["en", "en 25 named", "de 23.976", "de named"],
)
def test_an_hour_keeps_to_the_guide(
    preset: str, sentences: list[str], rate: float | None, has_speakers: bool
) -> None:
    hour = spoken_hour(sentences)
    options = ExportOptions(preset=preset, frame_rate=rate, has_speakers=has_speakers)
    shown = read_srt(srt(hour, options))
    assert len(shown) > 600
    assert broken(shown, GUIDES[preset], rate) == []
    # What is said faster than it can be read stays so: words are never left out. Teletext's 15
    # characters a second are slower than most people speak German.
    share = len(too_fast(shown, GUIDES[preset])) / len(shown)
    assert share < {"netflix": 0.06, "youtube": 0.03, "bbc": 0.3, "ebu-teletext": 0.4}[preset]


def test_all_presets_have_a_guide_but_the_one_without_rules() -> None:
    assert {preset.id for preset in PRESETS} == {*GUIDES, "none"}
    assert all(preset.source.startswith("https://") for preset in PRESETS if preset.id != "none")
    with pytest.raises(FormatUnknown, match="arte"):
        preset_by_id("arte")


def test_a_preset_has_rules_for_languages() -> None:
    netflix = preset_by_id("netflix")
    assert netflix.rules_for("en-GB").line_chars == 42
    assert netflix.rules_for("ja").line_columns == 26
    assert netflix.rules_for("zh_CN").wide
    assert netflix.rules_for(None) is netflix.rules


def test_the_users_rules_are_read_from_settings() -> None:
    stored = json.loads('{"rules": {"line_chars": 32, "lines": 1, "most_s": 5, "dash": null}}')
    options = msgspec.convert(stored, ExportOptions)
    assert options.rules == SubtitleRules(line_chars=32, lines=1, most_s=5.0, dash=None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"line_chars": 0},
        {"lines": 0},
        {"lines": 9},
        {"least_s": -1.0},
        {"least_s": 3.0, "most_s": 2.0},
        {"chars_per_s": 0.0},
        {"gap_s": float("inf")},
        {"closed_below_s": float("nan")},
    ],
)
def test_rules_that_nothing_can_meet(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        SubtitleRules(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (23.976, Fraction(24000, 1001)),
        (23.98, Fraction(24000, 1001)),
        (29.97, Fraction(30000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (25.0, Fraction(25)),
        (12.5, Fraction(25, 2)),
        (None, None),
        (0.0, None),
        (float("nan"), None),
        (90_000.0, None),
    ],
)
def test_frame_rates_are_exact(said: float | None, meant: Fraction | None) -> None:
    assert film_rate(said) == meant


def test_two_frames_are_two_frames_at_any_rate() -> None:
    rules = preset_by_id("netflix").rules
    assert rules.least_gap_s(Fraction(25)) == Fraction(2, 25)
    assert rules.least_gap_s(None) == Fraction(2002, 24000)
