"""Names of exported files: a template with fields, filled so that every system accepts the name."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.core.errors import TemplateInvalid
from desktop_app.core.naming import DEFAULT_TEMPLATE, FIELDS, LONGEST_TEMPLATE, WhenTaken
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import first_of
from desktop_app.export.registry import ExportFormat
from desktop_app.system.files import NAME_LIMIT, length_of_name
from desktop_app.system.locks.rules import is_name_for_windows

MOST_SPEAKERS = 3
# What the file systems of Windows forbid in names.
NOT_IN_NAMES = '<>:"/\\|?*'
# Marks that reverse the order of letters: “gpj.exe” would be read as “exe.jpg”.
REORDERING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INSTEAD = "_"
# Stands for a field without a value until the brackets and separators round it are removed; no
# file name contains it.
NOTHING = "\0"
# An empty field takes with it its brackets, and the separators before it, or after it at the start.
EMPTY_BRACKETS = re.compile(r"\(\s*\0(?:[\s,]*\0)*\s*\)|\[\s*\0(?:[\s,]*\0)*\s*\]")
EMPTY_FIELD = re.compile(r"[\s_.,;+&-]*\0")
EMPTY_START = re.compile(r"(?:^|(?<=[(\[]))\0[\s_.,;+&-]*")
SHORTEST_NAME = 8


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What the fields of a template stand for.

    Attributes:
        name: the recording's name without its extension.
        made: when it was transcribed, in local time.
        model: the model's id; "" if unknown.
        language: the language's code; "" if unknown.
        speakers: the speakers' names in the order in which they speak.
    """

    name: str
    made: datetime
    model: str = ""
    language: str = ""
    speakers: tuple[str, ...] = ()

    @classmethod
    def of(cls, transcript: Transcript, made: datetime, name: str = "") -> "NameFacts":
        """Return the facts of a transcript.

        Args:
            transcript: the text.
            made: when it was transcribed, in local time.
            name: its name; "" for the recording's.
        """
        return cls(
            name or transcript.media_path.stem,
            made,
            transcript.model,
            transcript.language or "",
            transcript.speakers,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of fixed text, or a field."""

    text: str
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """A template such as `{date} {name}`; the extension is added by the format.

    Attributes:
        text: as the user wrote it.
    """

    text: str
    _parts: tuple[_Part, ...] = field(repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> "NameTemplate":
        """Read a template.

        Raises:
            TemplateInvalid: it is empty or too long, has an unknown field, a brace that stands
                alone, or a letter that no name may have.
        """
        if not text.strip():
            raise TemplateInvalid("The name is empty.")
        if len(text) > LONGEST_TEMPLATE:
            raise TemplateInvalid("The name is longer than {most} letters.", most=LONGEST_TEMPLATE)
        parts = tuple(_parts_of(text))
        for part in parts:
            if part.is_field and part.text not in FIELDS:
                raise TemplateInvalid("There is no field “{field}”.", field=part.text)
            if not part.is_field:
                _require_usable(part.text)
        return cls(text, parts)

    def has(self, name: str) -> bool:
        """Whether it contains that field."""
        return _Part(name, is_field=True) in self._parts

    def stem(
        self,
        facts: NameFacts,
        chosen: ExportFormat,
        longest: int = NAME_LIMIT,
        *,
        keeps_name: bool = False,
    ) -> str:
        """Return the file's name without the format's extension.

        Windows and Linux both accept it with any extension, unless `keeps_name`. Where it is too
        long, the recording's name is shortened, not what stands round it.

        Args:
            facts: what the fields stand for.
            chosen: the format.
            longest: the longest stem allowed, in the units of `length_of_name`.
            keeps_name: whether the recording's name stays as it is, for a file beside it: there
                it is evidently allowed, and players look for subtitles by it.
        """
        values = _values(facts, chosen)
        if keeps_name:
            values["name"] = facts.name or NOTHING
        made = self._filled(values)
        if length_of_name(made) > longest and self.has("name") and values["name"] != NOTHING:
            rest = length_of_name(self._filled({**values, "name": ""}))
            room = max(longest - rest, SHORTEST_NAME)
            made = self._filled({**values, "name": cut(values["name"], room)})
        made = cut(made, longest)
        return made if keeps_name and made == facts.name else cut(_usable(made), longest)

    def _filled(self, values: Mapping[str, str]) -> str:
        made = "".join(values[p.text] if p.is_field else p.text for p in self._parts)
        made = EMPTY_BRACKETS.sub(NOTHING, made)
        return EMPTY_FIELD.sub("", EMPTY_START.sub("", made))


ITS_NAME = NameTemplate(DEFAULT_TEMPLATE, (_Part("name", is_field=True),))


@dataclass(frozen=True, slots=True)
class NameRules:
    """How exported files are named.

    Attributes:
        template: their names.
        when_taken: what happens when a file of that name exists.
    """

    template: NameTemplate = ITS_NAME
    when_taken: WhenTaken = WhenTaken.NUMBER

    @classmethod
    def parse(cls, text: str, when_taken: WhenTaken = WhenTaken.NUMBER) -> "NameRules":
        """Read the rules.

        Raises:
            TemplateInvalid: as `NameTemplate.parse`, or files would be replaced that have the name
                of another recording's text for no other reason than the template.
        """
        template = NameTemplate.parse(text)
        if when_taken is WhenTaken.REPLACE and not template.has("name"):
            raise TemplateInvalid(
                "Without {field} the text of one recording would replace that of another.",
                field="{name}",
            )
        return cls(template, when_taken)


def cut(stem: str, longest: int) -> str:
    """Shorten a name to the limit, at the end of a whole character."""
    end = len(stem)
    while end > 1 and (length_of_name(stem[:end]) > longest or _continues(stem, end)):
        end -= 1
    return stem[:end]


def _continues(text: str, at: int) -> bool:
    """Whether the code point at a position continues the character before: an accent, a joiner."""
    return at < len(text) and unicodedata.category(text[at]) in ("Mn", "Mc", "Me", "Cf")


def example(rules: NameRules, chosen: ExportFormat, facts: NameFacts) -> str:
    """Return the name that a file would get, for a preview."""
    ending = f".{chosen.extension}"
    return rules.template.stem(facts, chosen, NAME_LIMIT - length_of_name(ending)) + ending


def example_facts() -> NameFacts:
    """Return what an example of a name is made from."""
    return NameFacts(
        tr("Interview"),
        datetime(2026, 3, 14, 9, 26),  # noqa: DTZ001 - the clock on the wall
        "parakeet-tdt-0.6b-v3",
        "en",
        (tr("Anna"), tr("Ben")),
    )


def _parts_of(text: str) -> Iterator[_Part]:
    """Split a template into texts and fields.

    Raises:
        TemplateInvalid: a brace stands alone.
    """
    for number, piece in enumerate(re.split(r"\{([^{}]*)\}", text)):
        if number % 2:
            yield _Part(piece.strip().casefold(), is_field=True)
        elif "{" in piece or "}" in piece:
            raise TemplateInvalid(
                "A brace stands alone: fields are written like {field}.", field="{name}"
            )
        elif piece:
            yield _Part(piece)


def _require_usable(text: str) -> None:
    for letter in text:
        if letter in NOT_IN_NAMES:
            raise TemplateInvalid("A file's name cannot contain “{letter}”.", letter=letter)
        if _is_unusable(letter):
            raise TemplateInvalid("The name contains a letter that cannot be seen.")


def _values(facts: NameFacts, chosen: ExportFormat) -> dict[str, str]:
    values = {
        "name": facts.name,
        "date": f"{facts.made:%Y-%m-%d}",
        "time": f"{facts.made:%H-%M}",
        "model": facts.model,
        "language": facts.language,
        "speakers": first_of(facts.speakers, MOST_SPEAKERS),
        "format": chosen.id,
    }
    return {name: _allowed(value.strip()) or NOTHING for name, value in values.items()}


def _allowed(text: str) -> str:
    """Replace what names cannot contain on one of the systems."""
    return "".join(INSTEAD if _is_unusable(letter) else letter for letter in text)


def _is_unusable(letter: str) -> bool:
    if letter in NOT_IN_NAMES or letter in REORDERING:
        return True
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")


def _usable(stem: str) -> str:
    """Return a stem that with any extension is a file's name on Windows, too."""
    stem = stem.strip(" ").rstrip(". ") or tr("transcript")
    return stem if is_name_for_windows(f"{stem}.txt") else INSTEAD + stem
