"""SubRip and WebVTT -> cues; what a file breaks of their rules costs no text.

Not by pysubs2, which writes them: of WebVTT it takes identifiers, notes and styles for text, and of
SubRip it reads 100:00:00 as 00:00:00 and a time that it cannot read as text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.core.editing.paragraphs import joint
from desktop_app.core.editing.structure import clean
from desktop_app.core.sentences import plural
from desktop_app.importing.cues import Cue, sentences_of
from desktop_app.importing.imported import Imported
from desktop_app.importing.times import Given, filled, is_right, readable

_LINE_ENDS = re.compile("\r\n|\r|\n")
_ARROW = re.compile(r"\s*(\S.*?)?\s*-->\s*(\S*)")
# Hours may be left out and have any number of digits; both signs before the fraction are in use.
_TIME = re.compile(r"(-)?(?:(\d{1,9}):)?(\d{1,3}):(\d{1,2})(?:[.,:](\d{1,9}))?")
_COUNTER = re.compile(r"\s*\d+\s*")
# https://www.w3.org/TR/webvtt1/#file-structure
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3}(?:-\w+)*)\s*$")
# Tags of WebVTT, and those of HTML that SubRip took over; of SubRip others are text: <laughs>.
_TAG = re.compile(r"<[^<>]*>")
_SRT_TAG = re.compile(
    r"</?\s*(?:i|b|u|s|font|span|em|strong|ruby|rt|c|v|lang)(?:[\s.][^<>]*)?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_STYLE_COMMAND = re.compile(r"\{\\[^{}]*\}")  # of SubStation, which players obey in SubRip too
_VOICE = re.compile(r"<v(?:\.[^\s<>]+)?[ \t]+([^<>]*)>")
_VOICE_END = re.compile(r"</v\s*>")
_MARK = re.compile(r"<([\d:.]+)>")
# "&amp;", not the "&amp" that HTML allows too: "R&copy" is text.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});")


@dataclass(slots=True)
class _Block:
    """A cue as it stands in the file."""

    given: Given
    lines: list[str]


@dataclass(slots=True)
class _Said:
    """What one voice says in a cue."""

    speaker: str | None
    text: str = ""
    marks: tuple[tuple[int, float], ...] = ()


def looks_timed(text: str) -> bool:
    """Whether a text is WebVTT, or has a line with times as SubRip has."""
    return is_vtt(text) or any(_given(line) for line in _LINE_ENDS.split(text) if "-->" in line)


def is_vtt(text: str) -> bool:
    """Whether a text says that it is WebVTT."""
    return text.lstrip("\ufeff \t\r\n").startswith("WEBVTT")


def read_timed(text: str) -> Imported:
    """Read SubRip or WebVTT; without segments where there is no text."""
    lines = _LINE_ENDS.split(text.lstrip("\ufeff"))
    in_vtt = is_vtt(text)
    blocks = list(_blocks(lines, in_vtt=in_vtt))
    if in_vtt and _rolls(blocks):
        _drop_repeats(blocks)
    spoken = [_spoken("\n".join(block.lines), in_vtt=in_vtt) for block in blocks]
    letters = [sum(len(each.text) for each in said) for said in spoken]
    spans = filled([block.given for block in blocks], letters)
    cues = [
        cue
        for (start_s, end_s), said in zip(spans, spoken, strict=True)
        for cue in _cues(said, start_s, end_s)
    ]
    wrong = sum(
        not is_right(block.given) for block, count in zip(blocks, letters, strict=True) if count
    )
    notes = (_wrong_times(wrong),) if wrong else ()
    language = _language(lines) if in_vtt else None
    return Imported(sentences_of(cues), language=language, notes=notes)


def _wrong_times(count: int) -> str:
    return plural(
        count,
        "{count} time could not be read, or ended before it began; it was taken from those "
        "around it.",
        "{count} times could not be read, or ended before they began; they were taken from those "
        "around them.",
    )


def _language(lines: Sequence[str]) -> str | None:
    """Return the language that the head of a WebVTT file names."""
    for line in lines[1:]:
        if not line.strip():
            return None
        if (match := _LANGUAGE.match(line)) is not None:
            return match[1].lower()
    return None


def _blocks(lines: Sequence[str], *, in_vtt: bool) -> Iterator[_Block]:
    block: _Block | None = None
    waiting: list[str] = []  # lines of which the next one tells whether they are text
    is_aside = in_vtt  # the head
    for number, line in enumerate(lines):
        above = waiting[-1] if waiting else ""
        given = _given(line, above) if "-->" in line else None
        if given is not None:
            before = _without_name(waiting, in_vtt=in_vtt)
            if block is not None:
                block.lines += before
                yield block
            # What stands before the first time is text too.
            block = _Block(given, before if block is None else [])
            waiting, is_aside = [], False
            continue
        begins = number == 0 or not lines[number - 1].strip()
        if in_vtt and begins and _ASIDE.match(line):
            if block is not None:
                block.lines += waiting
            waiting, is_aside = [], True
        elif is_aside:
            is_aside = bool(line.strip())
        else:
            waiting.append(line)
    if block is not None:
        block.lines += waiting
        yield block


def _rolls(blocks: Sequence[_Block]) -> bool:
    """Whether captions roll up as YouTube's own do: each line is in three cues, timed in one."""
    timed = sum(any(map(_MARK.search, block.lines)) for block in blocks)
    return 3 * timed >= len(blocks) > 0


def _drop_repeats(blocks: Sequence[_Block]) -> None:
    """Leave out the lines that were on the screen before and are not timed again."""
    before = ""
    for block in blocks:
        shown = [line for line in block.lines if _plain(line)]
        if shown:
            repeats = _plain(shown[0]) == before and not _MARK.search(shown[0])
            before = _plain(shown[-1])
            block.lines = shown[1:] if repeats else shown


def _plain(line: str) -> str:
    return _line(_TAG.sub("", line))


def _is_counter(line: str) -> bool:
    return _COUNTER.fullmatch(line) is not None


def _without_name(lines: list[str], *, in_vtt: bool) -> list[str]:
    """Return the lines before a time without its number, or in WebVTT its name."""
    if not lines or not lines[-1].strip():
        return lines
    is_name = in_vtt and (len(lines) == 1 or not lines[-2].strip())
    return lines[:-1] if is_name or _is_counter(lines[-1]) else lines


def _given(line: str, above: str = "") -> Given | None:
    """Return the times of a line with an arrow; None if it is text.

    Below a number it must be times, right or wrong.
    """
    match = _ARROW.match(line)
    if match is None:
        return None
    given = (_seconds(match[1] or ""), _seconds(match[2]))
    return given if given != (None, None) or _is_counter(above) else None


def _seconds(text: str) -> float | None:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    sign, hours, minutes, seconds, fraction = match.groups()
    whole_s = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    time_s = float(f"{whole_s}.{fraction or 0}")
    return readable(-time_s if sign else time_s)


def _spoken(text: str, *, in_vtt: bool) -> list[_Said]:
    """Return what is said in a cue, voice by voice, without tags."""
    if not in_vtt:
        text = _STYLE_COMMAND.sub("", _BREAK.sub("\n", text))
    said = [_Said(None)]
    tags = _TAG if in_vtt else _SRT_TAG
    at = 0
    for tag in tags.finditer(text):
        _say(said[-1], text[at : tag.start()])
        at = tag.end()
        if (voice := _VOICE.fullmatch(tag[0])) is not None:
            said.append(_Said(_line(voice[1]) or None))
        elif _VOICE_END.fullmatch(tag[0]):
            said.append(_Said(None))
        elif (mark := _MARK.fullmatch(tag[0])) is not None and (time_s := _seconds(mark[1])):
            said[-1].marks += ((len(said[-1].text), time_s),)
    _say(said[-1], text[at:])
    return [_trimmed(each) for each in said if each.text.strip()]


def _say(said: _Said, text: str) -> None:
    decoded = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    for number, line in enumerate(clean(decoded).split("\n")):
        if number:
            said.text = said.text.rstrip()
            said.text += joint(said.text, line.lstrip())
            line = line.lstrip()  # noqa: PLW2901 - its place is told by the joint
        said.text += line


def _trimmed(said: _Said) -> _Said:
    """Return it with single spaces, and its marks where they then are."""
    text = _line(said.text)
    if not said.marks:
        return _Said(said.speaker, text)
    marks = tuple((_place(said.text, at, text), time_s) for at, time_s in said.marks)
    return _Said(said.speaker, text, marks)


def _place(before: str, at: int, after: str) -> int:
    letters = len(before[:at].split())
    left = " ".join(before[:at].split())
    is_gap = at < len(before) and before[at - 1 : at].isspace() and letters
    return min(len(left) + bool(is_gap), len(after))


def _line(text: str) -> str:
    return " ".join(text.split())


def _cues(said: Sequence[_Said], start_s: float, end_s: float) -> Iterator[Cue]:
    """Yield a cue for each voice; they share its time by letters."""
    whole = sum(len(each.text) for each in said)
    done = 0
    for each in said:
        begin_s = start_s + (end_s - start_s) * done / whole
        done += len(each.text)
        until_s = end_s if done == whole else start_s + (end_s - start_s) * done / whole
        marks = each.marks if len(said) == 1 else ()
        yield Cue(begin_s, until_s, each.text, each.speaker, marks)
