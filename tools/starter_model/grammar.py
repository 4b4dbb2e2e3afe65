"""The sentences of the starter model: a small English grammar of everyday words.

A rule is a tuple of alternatives; ``{name}`` inside one stands for a phrase of that rule. Writing
an alternative twice makes it twice as likely. A seed repeats a text.
"""

from __future__ import annotations

import random
import re
import zlib
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONES: Final = _words("zero one two three four five six seven eight nine")
TEENS: Final = _words(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS: Final = _words("twenty thirty forty fifty sixty seventy eighty ninety")
ORDINALS: Final = (
    *_words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    *_words("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"),
    "twentieth",
)
DAYS: Final = _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTHS: Final = (
    *_words("January February March April May June July August September"),
    *_words("October November December"),
)
NAMES: Final = _words("Anna David Maria Peter Sarah Tom John Emma")
CITIES: Final = _words("London Paris Berlin Madrid Rome")
PROPER: Final = frozenset((*DAYS, *MONTHS, *NAMES, *CITIES, "I"))

LARGEST_DAY: Final = 31
LARGEST_COUNT: Final = 99
DIGITS_SPOKEN: Final = (3, 8)
LOOSE_WORDS: Final = (1, 7)
# One sentence in this many is kept for the test; shorter ones are too few to be kept apart.
HELD_OUT_ONE_IN: Final = 20
HELD_OUT_WORDS: Final = 4
# Of the training's sentences, this share is loose words on top of what the grammar makes: nothing
# but the sound tells them apart, so most errors are in them.
EXTRA_LOOSE_SHARE: Final = 0.15

_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"[A-Za-z']+")

RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "day": DAYS,
    "month": MONTHS,
    "name": NAMES,
    "city": CITIES,
    "colour": _words("red blue green yellow black white brown orange purple grey"),
    "event": _words("meeting lesson concert interview party game conference call train class"),
    "object": (
        *_words("book door window table phone car bag box letter key house computer chair"),
        *_words("cup picture camera report"),
    ),
    "objects": (
        *_words("books doors windows tables phones cars bags boxes letters keys houses"),
        *_words("computers chairs cups pictures cameras reports"),
    ),
    "food": _words("bread milk coffee tea water apples cheese sugar"),
    "place": (
        *_words("office kitchen garden school station hotel hospital park library city"),
        *_words("street room"),
    ),
    "quality": _words("big small new old good nice long short quiet happy"),
    "daypart": _words("morning afternoon evening"),
    "weather": _words("warm cold sunny windy rainy dry"),
    "person": (
        *_words("teacher doctor student manager driver friend brother sister"),
        *_words("mother father"),
    ),
    "handle": _words("open close take bring move find clean buy sell check"),
    "where": ("in", "behind", "under", "near", "next to", "in front of"),
    "kind": ("{colour}", "{quality}"),
    "owner": ("My", "Your", "Our", "The"),
    "hour": (*ONES[1:], *TEENS[:3]),
    "time": (
        *("{hour}", "{hour}", "half past {hour}", "quarter past {hour}", "quarter to {hour}"),
        *("{hour} {minutes}", "{hour} o'clock"),
    ),
    "minutes": ("fifteen", "thirty", "forty five", "twenty"),
    "when": (
        *("today", "tomorrow", "tonight", "now", "later", "on {day}", "on {day} {daypart}"),
        *("in {month}", "next week", "next month", "this year", "in {number_to_30} minutes"),
        *("every day", "in the {daypart}"),
    ),
    "before": (
        *("yesterday", "last week", "last month", "last year", "last {day}"),
        *("{number_to_20} days ago", "this morning"),
    ),
    "plan": ("will call", "will visit", "wants to see", "will write to"),
    "fixed": (
        *("Thank you very much.", "Yes, of course.", "No, thank you.", "This is a test."),
        *("Hello, world.", "See you later.", "How are you today?", "I am very happy."),
        *("Please wait for a minute.", "Goodbye.", "This is a test recording.", "Let us begin."),
        *("That is all for today.", "Are you ready?", "I do not know.", "Please listen."),
    ),
    "someone": ("you", "me", "us", "{name}"),
    "site": ("the {place}", "{city}"),
    "reader": ("{name}", "the {person}"),
    "thing_of": ("{quality} ", "{colour} ", ""),
    "sentence": (
        "The {event} {begins} at {time} {when}.",
        "The {event} is on the {ordinal} of {month}.",
        "Today is {day} the {ordinal} of {month}.",
        "Please {handle} the {kind} {object} {where} the {place}.",
        "The {colour} {object} is {where} the {object}.",
        "{name} {plan} {someone} {when}.",
        "We need {number} {kind} {objects} {deadline} {day}.",
        "My {numbered} number is {digits}.",
        "The {object} costs {number_to_999} dollars and {number} cents.",
        "What time does the {event} {begin}?",
        "Where is {whose} {thing_of}{object}?",
        "How many {objects} do {askers} {possess} {when}?",
        "Can you {handle} the {object} {when}?",
        "Hello, this is {name} from {city}.",
        "Good {daypart}, {greeted}.",
        "{fixed}",
        "It was {weather} and {weather} in {city} {before}.",
        "It will be {weather} in {city} {when}.",
        "{shoppers} want to {shop} some {food} and {food}.",
        "{owner} {person} {dwells} {around} {site}.",
        "The {person} {handed} {receiver} {article} {kind} {object} {before}.",
        "{Subject} can see {number} {objects} and {number} {objects}.",
        "There are {number} {crowd} in the {place}.",
        "Turn {side} at the {place} and go {towards} the {place}.",
        "{walkers} {travelled} from the {place} to the {place} {before}.",
        "If it is {weather}, we {may} {go} to the {place} {when}.",
        "{name} and {name} are {at} the {place}.",
        "Is the {event} {when} or {when}?",
        "{Command} the file and {pass} it to {reader}.",
        "{Digits}.",
        "{Corner} {turn}.",
        "The answer to question {number} is {number_to_999}.",
        "Your {event} on {day} {was} {degree}{quality}.",
        "{Number} plus {number} is {number}.",
        "Read page {number_to_999} of the {quality} {object}.",
        "The {person} has {number_to_12} {kind} {objects}.",
        *("{Loose}.",) * 3,
    ),
    "begins": ("starts", "begins", "ends"),
    "begin": ("start", "end", "begin"),
    "deadline": ("by", "before", "on"),
    "numbered": ("phone", "room", "house"),
    "whose": ("the", "my", "your", "our"),
    "askers": ("you", "we", "they"),
    "possess": ("have", "need", "want"),
    "greeted": ("everyone", "my friend", "{name}"),
    "shoppers": ("I", "We", "They"),
    "walkers": ("I", "We"),
    "shop": ("buy", "sell", "eat", "drink"),
    "dwells": ("lives", "works"),
    "around": ("in", "near"),
    "handed": ("gave", "sent", "showed"),
    "receiver": ("me", "us", "{name}"),
    "article": ("a", "the"),
    "Subject": ("I", "We", "You", "They", "He", "She"),
    "crowd": ("people", "{objects}"),
    "side": ("left", "right"),
    "towards": ("to", "past"),
    "travelled": ("went", "walked", "drove"),
    "may": ("will", "can"),
    "go": ("go", "walk"),
    "at": ("at", "in", "near"),
    "Command": ("Open", "Save", "Close", "Print"),
    "pass": ("send", "show"),
    "Corner": ("Front", "Rear", "Side"),
    "turn": ("left", "right", "center"),
    "was": ("was", "is"),
    "degree": ("very ", "not ", ""),
}


def seeded(*parts: object) -> random.Random:
    """A source of choices that repeats for the same ``parts``."""
    return random.Random(repr(parts))  # noqa: S311 - nothing here is secret.


def spelled(number: int) -> str:
    """``number`` (1 to 999) in words, the British way: "four hundred and two"."""
    hundreds, rest = divmod(number, 100)
    words = [f"{ONES[hundreds]} hundred"] if hundreds else []
    if hundreds and rest:
        words.append("and")
    tens, ones = divmod(rest, 10)
    if tens == 1:
        words.append(TEENS[ones])
    elif tens:
        words.append(TENS[tens - 2])
    if tens != 1 and ones:
        words.append(ONES[ones])
    return " ".join(words)


def ordinal(day: int) -> str:
    """A day of the month as it is said: "twenty first"."""
    if day <= len(ORDINALS):
        return ORDINALS[day - 1]
    tens, ones = divmod(day, 10)
    if not ones:
        return "thirtieth"
    return f"{TENS[tens - 2]} {ORDINALS[ones - 1]}"


def _digits(chooser: random.Random) -> str:
    return " ".join(chooser.choice(ONES) for _ in range(chooser.randint(*DIGITS_SPOKEN)))


def _number(chooser: random.Random, largest: int = LARGEST_COUNT) -> str:
    return spelled(chooser.randint(1, largest))


def loose_words(chooser: random.Random) -> str:
    """A few words of the vocabulary in any order: no context helps to guess them."""
    words = vocabulary()
    text = " ".join(chooser.choice(words) for _ in range(chooser.randint(*LOOSE_WORDS)))
    return text[0].upper() + text[1:]


_SPOKEN: Final[Mapping[str, Callable[[random.Random], str]]] = {
    "digits": _digits,
    "Digits": lambda chooser: _digits(chooser).capitalize(),
    "number": _number,
    "Number": lambda chooser: _number(chooser).capitalize(),
    "number_to_12": lambda chooser: _number(chooser, 12),
    "number_to_20": lambda chooser: _number(chooser, 20),
    "number_to_30": lambda chooser: _number(chooser, 30),
    "number_to_999": lambda chooser: _number(chooser, 999),
    "ordinal": lambda chooser: ordinal(chooser.randint(1, LARGEST_DAY)),
    "Loose": loose_words,
}


def sentence(chooser: random.Random, rule: str = "sentence") -> str:
    """One sentence (or one phrase of another rule), cased and punctuated."""
    if rule in _SPOKEN:
        return _SPOKEN[rule](chooser)
    alternative = chooser.choice(RULES[rule])
    return _SLOT.sub(lambda slot: sentence(chooser, slot.group(1)), alternative)


def _terminals() -> Iterator[str]:
    for alternatives in RULES.values():
        for alternative in alternatives:
            yield from _WORD.findall(_SLOT.sub(" ", alternative))
    yield from (*ONES, *TEENS, *TENS, *ORDINALS, "hundred", "and", "thirtieth")


@cache
def vocabulary() -> tuple[str, ...]:
    """Every word of the grammar, proper names capitalised, in order."""
    words = {word if word in PROPER else word.lower() for word in _terminals()}
    return tuple(sorted(words))


def is_held_out(text: str) -> bool:
    """Whether a sentence is kept for the test: a property of its letters, so it never changes."""
    if text in RULES["fixed"] or len(text.split()) < HELD_OUT_WORDS:
        return False
    return zlib.crc32(text.encode()) % HELD_OUT_ONE_IN == 0


def training_sentence(chooser: random.Random) -> str:
    """A sentence that may be trained on."""
    while True:
        loose = chooser.random() < EXTRA_LOOSE_SHARE
        text = f"{loose_words(chooser)}." if loose else sentence(chooser)
        if not is_held_out(text):
            return text


def held_out_sentence(chooser: random.Random) -> str:
    """A sentence that is never trained on."""
    while not is_held_out(text := sentence(chooser)):
        pass
    return text
