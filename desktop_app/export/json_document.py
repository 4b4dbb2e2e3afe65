"""JSON, version 1: everything that is known, for programs. Its schema is in resources/."""

import json
import math
from typing import Any

from desktop_app.core.transcript import Segment, Transcript, Word

VERSION = 1


def document(transcript: Transcript) -> bytes:
    """The transcript as UTF-8 JSON; times in seconds to the millisecond, null where unknown."""
    content = {
        "version": VERSION,
        "media": {
            "path": str(transcript.media_path),
            "duration": _rounded(transcript.duration_s),
        },
        "model": transcript.model,
        "language": transcript.language,
        "segments": [_segment(segment) for segment in transcript.segments],
    }
    # A path on Linux may hold bytes that are no UTF-8; they become question marks.
    # A byte of the file's name that is no letter comes back from JSON's own escape as it was.
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="backslashreplace")


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start": _rounded(segment.start_s),
        "end": _rounded(segment.end_s),
        "text": segment.text,
        "speaker": segment.speaker,
        "words": [_word(word) for word in segment.words],
    }


def _word(word: Word) -> dict[str, Any]:
    return {
        "text": word.text,
        "start": _rounded(word.start_s),
        "end": _rounded(word.end_s),
        "confidence": _rounded(word.confidence),
    }


def _rounded(value: float | None) -> float | None:
    # JSON has no NaN and no infinity; a model may give either as a confidence.
    return round(float(value), 3) if value is not None and math.isfinite(value) else None
