"""Two texts word by word."""

import random
import time

import pytest

from desktop_app.core.comparison import Stretch, compare, compare_lines

WORDS = [f"word{number}" for number in range(3000)]


def _mutated(words: list[str], share: float, chance: random.Random) -> list[str]:
    made = []
    for word in words:
        fate = chance.random() / share
        if fate < 1 / 3:
            continue
        if fate < 2 / 3:
            made.append(chance.choice(WORDS))
        else:
            made += [word] if fate >= 1 else [word, chance.choice(WORDS)]
    return made


def _text(chance: random.Random, count: int) -> list[str]:
    # As in a language: few words make up most of a text.
    weights = [1 / (number + 1) for number in range(len(WORDS))]
    return chance.choices(WORDS, weights, k=count)


def _rebuilt(stretches: list[Stretch], left: list[str], right: list[str]) -> None:
    """The stretches are the whole of both texts, in order, and the same where they say so."""
    at_left = at_right = 0
    for one in stretches:
        assert (one.left[0], one.right[0]) == (at_left, at_right)
        at_left, at_right = one.left[1], one.right[1]
        if one.is_same:
            assert left[slice(*one.left)] == right[slice(*one.right)]
    assert (at_left, at_right) == (len(left), len(right))


@pytest.mark.parametrize("share", [0.001, 0.05, 0.3, 0.9])
def test_the_stretches_are_the_whole_of_both_texts(share: float) -> None:
    chance = random.Random(7)
    left = _text(chance, 2000)
    right = _mutated(left, share, chance)
    stretches = compare(left, right)
    _rebuilt(stretches, left, right)
    same = sum(one.left[1] - one.left[0] for one in stretches if one.is_same)
    # Two thirds of the share are gone from the left text; chance may add, landmarks may lose some.
    assert same / len(left) > 1 - share * 0.8


def test_case_and_punctuation_make_no_difference() -> None:
    assert compare(["Hello,", "World!"], ["hello", "world"]) == [
        Stretch(is_same=True, left=(0, 2), right=(0, 2))
    ]


def test_empty_texts() -> None:
    assert compare([], []) == []
    assert compare([], ["a"]) == [Stretch(is_same=False, left=(0, 0), right=(0, 1))]
    assert compare_lines([], []).places == ()


def test_forty_thousand_words_take_seconds_at_most() -> None:
    chance = random.Random(3)
    left = _text(chance, 40_000)
    for right in (_mutated(left, 0.2, chance), _text(chance, 40_000), ["so"] * 40_000):
        before_s = time.process_time()
        _rebuilt(compare(left, right), left, right)
        assert time.process_time() - before_s < 5  # difflib alone takes minutes


def test_lines_are_marked_where_their_words_differ() -> None:
    left = ["Hello there, my friend.", "It is late."]
    right = ["Hello my dear friend.", "It was late", "Bye"]
    found = compare_lines(left, right)
    marked = [
        [line[start:end] for start, end in marks]
        for side in (found.left, found.right)
        for line, marks in zip(side.lines, side.marks, strict=True)
    ]
    assert marked == [["there,"], ["is"], ["dear"], ["was"], ["Bye"]]
    assert found.left.partners == (0, 1)
    assert found.right.partners == (0, 1, 1)
    assert found.places == ((0, 0), (0, 0), (1, 1), (1, 2))


def test_neighbouring_words_have_one_mark() -> None:
    found = compare_lines(["one two three four"], ["one five six four"])
    assert found.left.marks == (((4, 13),),)
    assert found.right.marks == (((4, 12),),)


def test_japanese_is_compared_by_the_character() -> None:
    found = compare_lines(["今日は晴れです"], ["今日は雨です"])
    assert found.left.marks == (((3, 5),),)
    assert found.right.marks == (((3, 4),),)
