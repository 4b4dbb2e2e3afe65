"""JSON with everything, for programs. The schema of each version is in resources/."""

import json
import math
from typing import Any

from desktop_app.core.editing.timing import tells_confidence
from desktop_app.core.transcript import Incomplete, Segment, Transcript, Word


def document(transcript: Transcript, _options: object = None) -> bytes:
    """Write version 2, in UTF-8; times in seconds to the millisecond, null if unknown.

    `gaps` are spans where text may be missing: speech without words, and sound before the file's
    end that cannot be decoded. Speakers are S1, S2 in the order in which they begin, whatever their
    names become.
    """
    ids = {name: f"S{number}" for number, name in enumerate(transcript.speakers, 1)}
    missing = transcript.incomplete.holes if transcript.incomplete else ()
    gaps = sorted([*((gap.start_s, gap.end_s) for gap in transcript.gaps), *missing])
    return _encoded(
        {
            "version": 2,
            "media": {**_media(transcript), "sha256": None},
            "model": transcript.model,
            "language": transcript.language,
            "speakers": [{"id": known, "name": name} for name, known in ids.items()],
            "segments": [
                _segment_v2(segment, ids, is_edited=is_edited)
                for segment, is_edited in zip(transcript.segments, _edited(transcript), strict=True)
            ],
            "gaps": [{"start": _rounded(start), "end": _rounded(end)} for start, end in gaps],
            "incomplete": _incomplete(transcript.incomplete),
        }
    )


def _segment_v2(segment: Segment, ids: dict[str, str], *, is_edited: bool) -> dict[str, Any]:
    made = {
        **_segment(segment),
        "speaker": ids.get(segment.speaker or ""),
        "language": segment.language,
        "edited": is_edited,
    }
    if segment.begins_paragraph is not None:
        made["begins_paragraph"] = segment.begins_paragraph
    if segment.is_overlapped:
        made["overlapped"] = True
    return made


def _edited(transcript: Transcript) -> list[bool]:
    """Return for each segment whether a person changed its words.

    What was typed has no confidence; of a model that tells none of any word it is not known.
    """
    tells = tells_confidence(transcript.segments)
    return [
        tells and any(word.confidence is None for word in segment.words)
        for segment in transcript.segments
    ]


def document_v1(transcript: Transcript, _options: object = None) -> bytes:
    """Write version 1, which has neither gaps nor missing sound."""
    return _encoded(
        {
            "version": 1,
            "media": _media(transcript),
            "model": transcript.model,
            "language": transcript.language,
            "segments": [_segment(segment) for segment in transcript.segments],
        }
    )


def _encoded(content: dict[str, Any]) -> bytes:
    # A path on Linux may hold bytes that are not UTF-8; they become question marks. Invalid bytes
    # in a file name survive a round trip through JSON's own escapes.
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return text.encode(errors="backslashreplace")


def _media(transcript: Transcript) -> dict[str, Any]:
    return {"path": str(transcript.media_path), "duration": _rounded(transcript.duration_s)}


def _incomplete(incomplete: Incomplete | None) -> dict[str, Any] | None:
    if incomplete is None:
        return None
    expected, decoded = incomplete.expected_s, incomplete.decoded_s
    return {"expected": _rounded(expected), "decoded": _rounded(decoded)}


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
    # JSON has no NaN or infinity; a model may return either as a confidence.
    return round(float(value), 3) if value is not None and math.isfinite(value) else None
