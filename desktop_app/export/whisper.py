"""What OpenAI's Whisper writes, for programs that read it: JSON and TSV."""

import json
from typing import Any

from desktop_app.core.editing.paragraphs import text_of
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.document import cleaned, one_line
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.word_times import (
    MS_PER_S,
    TimedWord,
    has_word_times,
    milliseconds,
    span_ms,
    timed_words,
)

COLUMNS = ("start", "end", "text")
# What Whisper tells of its own decoding, and no other model can.
UNKNOWN = ("temperature", "avg_logprob", "compression_ratio", "no_speech_prob")


def verbose_json(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write the fields of `verbose_json`; words as the interface and as the program has them.

    https://platform.openai.com/docs/api-reference/audio/verbose-json-object
    A segment has its speaker as whisperX writes it.
    """
    has_words = has_word_times(transcript)
    said = [(each, timed_words(each) if has_words else []) for each in transcript.segments]
    content = {
        "task": "transcribe",
        "language": transcript.language,
        "duration": _seconds(milliseconds(transcript.duration_s)),
        "text": cleaned(text_of(transcript.segments)),
        "segments": [
            _segment(number, segment, words) for number, (segment, words) in enumerate(said)
        ],
    }
    if has_words:
        content["words"] = [_word(word) for _segment, words in said for word in words]
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def tsv(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write start and end in milliseconds and the text, a line for each sentence."""
    rows = [COLUMNS, *((*span_ms(each), one_line(each.text)) for each in transcript.segments)]
    return "".join("\t".join(map(str, row)) + "\n" for row in rows).encode()


def _segment(number: int, segment: Segment, words: list[TimedWord]) -> dict[str, Any]:
    start_ms, end_ms = span_ms(segment)
    made: dict[str, Any] = {
        "id": number,
        "seek": 0,
        "start": _seconds(start_ms),
        "end": _seconds(end_ms),
        "text": cleaned(segment.text),
        "tokens": [],
        **dict.fromkeys(UNKNOWN),
    }
    if segment.speaker:
        made["speaker"] = cleaned(segment.speaker)
    if words:
        made["words"] = [{**_word(word), "probability": _probability(word)} for word in words]
    return made


def _word(word: TimedWord) -> dict[str, Any]:
    return {
        "word": cleaned(word.text),
        "start": _seconds(word.start_ms),
        "end": _seconds(word.end_ms),
    }


def _probability(word: TimedWord) -> float | None:
    return None if word.confidence is None else round(word.confidence, 3)


def _seconds(time_ms: int) -> float:
    return time_ms / MS_PER_S
