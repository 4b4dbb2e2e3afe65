"""Sentences in another language: found where there are some, and never where there are none."""

import itertools
import subprocess
import sys

import pytest

from desktop_app.core.transcript import Segment
from desktop_app.engine.text.languages import with_languages
from desktop_app.models.catalog import EUROPEAN_LANGUAGES
from tests.sentences import ENGLISH_100, SPOKEN

CLOSE = (("cs", "sk"), ("hr", "sl"), ("da", "sv"), ("es", "pt"), ("ru", "uk"), ("bg", "ru"))


def marks(*texts: str, known: tuple[str, ...] = EUROPEAN_LANGUAGES) -> list[str | None]:
    """The languages that the segments are marked with."""
    return [s.language for s in with_languages([Segment(text) for text in texts], known)]


def test_there_are_sentences_in_every_language() -> None:
    assert set(SPOKEN) == set(EUROPEAN_LANGUAGES)


def test_a_hundred_english_sentences_have_no_mark() -> None:
    assert len(ENGLISH_100) == 100
    assert marks(*ENGLISH_100) == [None] * 100


@pytest.mark.parametrize("code", EUROPEAN_LANGUAGES)
def test_a_text_in_one_language_has_no_mark(code: str) -> None:
    assert marks(*SPOKEN[code]) == [None] * len(SPOKEN[code])


@pytest.mark.parametrize("code", [code for code in EUROPEAN_LANGUAGES if code != "en"])
def test_a_passage_in_another_language_is_found(code: str) -> None:
    before, after = ENGLISH_100[32:48], ENGLISH_100[48:64]
    found = marks(*before, *SPOKEN[code], *after)
    assert found[: len(before)] == [None] * len(before)
    assert found[-len(after) :] == [None] * len(after)
    passage = found[len(before) : -len(after)]
    assert set(passage) <= {code, None}
    assert passage.count(code) >= len(passage) - 1


@pytest.mark.parametrize(("one", "other"), [*CLOSE, *(pair[::-1] for pair in CLOSE)])
def test_close_languages_are_distinguished_or_left_alone(one: str, other: str) -> None:
    found = marks(*SPOKEN[one], *SPOKEN[one], *SPOKEN[other][:2])
    assert found[:8] == [None] * 8
    assert other in found[8:]
    assert set(found[8:]) <= {other, None}


def test_names_numbers_and_single_words_say_nothing() -> None:
    english = SPOKEN["en"]
    said = (
        "Katarzyna Wiśniewska-Kowalczyk, Mikołaj Przybylski, Żaneta Szczepańska.",
        "Genau.",
        "Ja, ja.",
        "Oui, d'accord.",
        "12, 13, 14, 2026.",
        "GUTEN MORGEN ZUSAMMEN, HEUTE SPRECHEN WIR ÜBER DEN PLAN.",
        "",
    )
    assert marks(*english, *said) == [None] * (len(english) + len(said))


def test_a_likely_sentence_beside_a_sure_one_is_taken_along() -> None:
    likely = "Das war damals sehr interessant."
    english = SPOKEN["en"]
    assert marks(*english, likely)[-1] is None
    assert marks(*english, SPOKEN["de"][1], likely)[-2:] == ["de", "de"]
    assert marks(*english, likely, SPOKEN["de"][1])[-2:] == ["de", "de"]


def test_only_the_model_s_languages_are_thought_of() -> None:
    mixed = (*SPOKEN["en"], SPOKEN["de"][1])
    assert marks(*mixed, known=("en", "de", "xx"))[-1] == "de"
    assert marks(*mixed, known=("en", "fr"))[-1] != "de"
    assert marks(*mixed, known=("en",)) == marks(*mixed, known=()) == [None] * len(mixed)


def test_an_empty_text_and_a_text_without_a_sure_sentence_are_left_alone() -> None:
    assert marks() == []
    assert marks("Hm.", "Ja.") == [None, None]


def test_nothing_but_the_language_is_changed() -> None:
    segments = [Segment(text, 1.0, 2.0) for text in itertools.chain(*SPOKEN.values())]
    made = with_languages(segments, EUROPEAN_LANGUAGES)
    assert [(s.text, s.start_s, s.end_s) for s in made] == [
        (s.text, s.start_s, s.end_s) for s in segments
    ]


def test_the_library_is_loaded_when_it_is_needed() -> None:
    code = "import sys, desktop_app.engine.text.languages; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
