"""What programs of speech recognition score: CTM, STM and RTTM, as NIST describes them.

CTM and STM: https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm; RTTM: appendix A of the
evaluation plan RT-09. Fields are parted by blanks and have none; records are in the order of time.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from desktop_app.core.errors import NoTimes
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.tiers import one_line, unique
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
# A line that begins with it is a comment.
COMMENT = ";"
# sclite reads what stands between braces as alternatives.
WITHOUT_BRACES = str.maketrans("{}", "()")


def ctm(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write a record for each word: recording, channel, start, duration, word, confidence if known.

    Raises:
        NoTimes: no word has a time.
    """
    if not has_word_times(transcript):
        raise NoTimes(
            "“{name}” was transcribed without a time for each word.",
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
    """Write who speaks when; readers refuse a turn that takes no time, so it gets a millisecond."""
    recording, names = _recording(transcript), _names(transcript)
    return _encoded(
        f"SPEAKER {recording} {CHANNEL} {_seconds(start_ms)} "
        f"{_seconds(max(1, end_ms - start_ms))} {NOT_KNOWN} {NOT_KNOWN} "
        f"{names[segment.speaker or None]} {NOT_KNOWN} {NOT_KNOWN}"
        for segment, (start_ms, end_ms) in _in_order(transcript)
    )


def _encoded(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _in_order(transcript: Transcript) -> list[tuple[Segment, tuple[int, int]]]:
    said = [(each, span_ms(each)) for each in transcript.segments if one_line(each.text)]
    return sorted(said, key=_start)


def _start(said: tuple[Segment, tuple[int, int]]) -> int:
    return said[1][0]


def _parts(word: TimedWord) -> Iterator[TimedWord]:
    """Yield a word, or the words that it is made of if there are blanks in it."""
    texts = one_line(word.text).split()
    parts = [Word(text, confidence=word.confidence) for text in texts]
    yield from spread(parts, word.start_ms, word.end_ms)


def _confidence(word: TimedWord) -> str:
    return "" if word.confidence is None else f" {word.confidence:.3f}"


def _seconds(time_ms: int) -> str:
    return f"{time_ms // MS_PER_S}.{time_ms % MS_PER_S:03d}"


def _transcript(text: str) -> str:
    """Return a sentence's words; a label before what would else be taken for one."""
    words = one_line(text).translate(WITHOUT_BRACES)
    return f"{NOT_KNOWN} {words}" if words.startswith("<") else words


def _recording(transcript: Transcript) -> str:
    name = _field(transcript.media_path.stem) or NO_NAME
    return f"_{name}" if name.startswith(COMMENT) else name


def _names(transcript: Transcript) -> dict[str | None, str]:
    """Return a field for each speaker, no two alike, and one for nobody."""
    taken = {NO_SPEAKER, NOT_KNOWN}
    names: dict[str | None, str] = {None: NO_SPEAKER}
    for speaker in transcript.speakers:
        names[speaker] = unique(_field(speaker) or NO_SPEAKER, taken, "_")
    return names


def _field(text: str) -> str:
    return one_line(text).replace(" ", "_")
