"""What programs of speech recognition score: CTM, STM and RTTM, as NIST describes them.

CTM and STM: https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm; RTTM: appendix A of the
evaluation plan RT-09. Fields are parted by blanks and have none; records are in the order of time.
"""

import re
from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter

from desktop_app.core.errors import NoTimes
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.document import one_line
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.research.tiers import unique
from desktop_app.export.word_times import (
    MS_PER_S,
    TimedWord,
    has_word_times,
    span_ms,
    spread,
    timed_words,
)

CHANNEL = "1"
NOT_KNOWN = "<NA>"
NO_SPEAKER, NO_NAME = "unknown", "recording"
# What NIST's own validators refuse in the name of a recording, but for dots, which many names have.
_NOT_OF_NAMES = re.compile(r"[^\w.-]+")
# pandas, by which pyannote reads, takes these for no value; then the speaker, or all, is lost.
_NO_VALUE = {"na", "n/a", "nan", "null", "none", "#na", "#n/a", "-nan"}
# sclite reads what stands between braces as alternatives.
WITHOUT_BRACES = str.maketrans("{}", "()")


def ctm(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write a record for each word: recording, channel, start, duration, word, confidence if known.

    Raises:
        NoTimes: no word has a time.
    """
    if not has_word_times(transcript):
        raise NoTimes(
            "“{name}” has no times of words.",
            name=transcript.media_path.name,
        )
    said = (timed_words(segment) for segment in transcript.segments)
    words = [part for words in said for word in words for part in _parts(word)]
    recording = _recording(transcript)
    return _encoded(
        f"{recording} {CHANNEL} {_seconds(word.start_ms)} {_seconds(word.end_ms - word.start_ms)} "
        f"{word.text}{_confidence(word)}"
        for word in sorted(words, key=attrgetter("start_ms"))
    )


def stm(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write a record for each sentence: recording, channel, speaker, start, end, text."""
    recording, names = _recording(transcript), _names(transcript)
    return _encoded(
        f"{recording} {CHANNEL} {names[segment.speaker or None]} "
        f"{_seconds(start_ms)} {_seconds(end_ms)} {_transcript(segment.text)}"
        for segment, (start_ms, end_ms) in _in_order(transcript)
    )


def rttm(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write who speaks when.

    No turn of a speaker overlaps another, and each takes a millisecond at least: readers refuse
    others. There are no lines of the speakers themselves, which pyannote takes for turns.
    """
    recording, names = _recording(transcript), _names(transcript)
    return _encoded(
        f"SPEAKER {recording} {CHANNEL} {_seconds(start_ms)} {_seconds(end_ms - start_ms)} "
        f"{NOT_KNOWN} {NOT_KNOWN} {names[speaker]} {NOT_KNOWN} {NOT_KNOWN}"
        for start_ms, end_ms, speaker in _turns(transcript)
    )


def _turns(transcript: Transcript) -> list[tuple[int, int, str | None]]:
    """Return when who speaks; sentences that overlap are one turn."""
    of: dict[str | None, list[tuple[int, int]]] = {}
    for segment, (start_ms, end_ms) in _in_order(transcript):
        turns = of.setdefault(segment.speaker or None, [])
        until_ms = max(end_ms, start_ms + 1)
        if turns and start_ms < turns[-1][1]:
            first_ms, last_ms = turns[-1]
            turns[-1] = first_ms, max(last_ms, until_ms)
        else:
            turns.append((start_ms, until_ms))
    made = [(*turn, speaker) for speaker, turns in of.items() for turn in turns]
    return sorted(made, key=itemgetter(0))


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _in_order(transcript: Transcript) -> list[tuple[Segment, tuple[int, int]]]:
    said = [(each, span_ms(each)) for each in transcript.segments if _words(each.text)]
    return sorted(said, key=_start)


def _start(said: tuple[Segment, tuple[int, int]]) -> int:
    return said[1][0]


def _parts(word: TimedWord) -> Iterator[TimedWord]:
    """Yield a word, or the words that it is made of if there are blanks in it."""
    parts = [Word(text, confidence=word.confidence) for text in _words(word.text)]
    yield from spread(parts, word.start_ms, word.end_ms)


def _confidence(word: TimedWord) -> str:
    return "" if word.confidence is None else f" {word.confidence:.3f}"


def _seconds(time_ms: int) -> str:
    return f"{time_ms // MS_PER_S}.{time_ms % MS_PER_S:03d}"


def _transcript(text: str) -> str:
    """Return a sentence's words; a label before what would else be taken for one."""
    words = " ".join(_words(text))
    return f"{NOT_KNOWN} {words}" if words.startswith("<") else words


def _recording(transcript: Transcript) -> str:
    return _value(_NOT_OF_NAMES.sub("_", transcript.media_path.stem)) or NO_NAME


def _names(transcript: Transcript) -> dict[str | None, str]:
    """Return a field for each speaker, no two alike, and one for nobody."""
    taken = {NO_SPEAKER, NOT_KNOWN}
    names: dict[str | None, str] = {None: NO_SPEAKER}
    for speaker in transcript.speakers:
        names[speaker] = unique(_field(speaker) or NO_SPEAKER, taken, "_")
    return names


def _field(text: str) -> str:
    # Readers take what begins with a quotation mark for text that goes on to the next one.
    return _value("_".join(one_line(text).replace('"', "'").split()))


def _value(text: str) -> str:
    """Return a field that is not read as none at all."""
    return f"{text}_" if text.casefold() in _NO_VALUE else text


def _words(text: str) -> list[str]:
    """Return the words of a text: readers in Python part them at any blank, others at a space."""
    return one_line(text).translate(WITHOUT_BRACES).split()
