"""The JSON that programs read, each version held to its schema."""

import json
import math
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from desktop_app.export.json_document import document, document_v1
from tests.conftest import ROOT
from tests.hard_transcripts import CASES, made, said

SCHEMAS = {
    version: json.loads(
        (ROOT / "resources" / f"transcript-{version}.schema.json").read_text("utf-8")
    )
    for version in ("v1", "v2")
}
WRITERS = {"v1": document_v1, "v2": document}

seconds = st.none() | st.floats(0, 1e6)
spans = st.tuples(st.floats(0, 1e6), st.floats(0, 1e6))
words = st.builds(Word, st.text(), seconds, seconds, st.none() | st.floats(0, 1))
segments = st.builds(
    Segment,
    st.text(),
    seconds,
    seconds,
    st.lists(words, max_size=3).map(tuple),
    st.none() | st.text(),
)
transcripts = st.builds(
    Transcript,
    st.text(min_size=1).map(Path),
    st.floats(0, 1e6),
    st.text(),
    st.none() | st.just("de"),
    st.lists(segments, max_size=3).map(tuple),
    st.lists(spans.map(lambda span: SpeechGap(*span)), max_size=2).map(tuple),
    st.none()
    | st.builds(
        Incomplete,
        seconds,
        st.floats(0, 1e6),
        st.floats(0, 1e6),
        st.lists(spans, max_size=2).map(tuple),
        st.booleans(),
    ),
)


def read(made: Transcript, version: str = "v2") -> Any:
    return json.loads(WRITERS[version](made), parse_constant=pytest.fail)


@pytest.mark.parametrize("version", SCHEMAS)
def test_the_schema_is_one(version: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[version])


@pytest.mark.parametrize("version", SCHEMAS)
@given(made=transcripts)
def test_every_transcript_fits_the_schema(version: str, made: Transcript) -> None:
    content = read(made, version)
    jsonschema.validate(content, SCHEMAS[version])
    assert [s["text"] for s in content["segments"]] == [s.text for s in made.segments]


@pytest.mark.parametrize("version", SCHEMAS)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hard_transcripts_fit_the_schema(version: str, case: Transcript) -> None:
    content = read(case, version)
    jsonschema.validate(content, SCHEMAS[version])
    ids = {each["id"]: each["name"] for each in content.get("speakers", ())}
    named = [ids.get(each["speaker"], each["speaker"]) for each in content["segments"]]
    assert [name or None for name in named] == [s.speaker or None for s in case.segments]


def test_a_speaker_keeps_the_id_whatever_the_name_becomes() -> None:
    before = made(said("Hi.", 0.0, "Speaker 1"), said("Hello.", 2.0, "Speaker 2"))
    after = made(said("Hi.", 0.0, "Anna"), said("Hello.", 2.0, "Speaker 2"))
    ids = [[each["speaker"] for each in read(case)["segments"]] for case in (before, after)]
    assert ids[0] == ids[1] == ["S1", "S2"]


def test_what_a_person_says_of_paragraphs_is_kept() -> None:
    wanted = (None, True, False)
    case = made(*(replace(said("Hi.", 0.0), begins_paragraph=each) for each in wanted))
    content = read(case)
    jsonschema.validate(content, SCHEMAS["v2"])
    assert [each.get("begins_paragraph") for each in content["segments"]] == list(wanted)
    assert "begins_paragraph" not in content["segments"][0]


def test_where_somebody_else_speaks_too_is_told() -> None:
    content = read(made(said("Hi.", 0.0), replace(said("Hello.", 2.0), is_overlapped=True)))
    jsonschema.validate(content, SCHEMAS["v2"])
    assert [each.get("overlapped") for each in content["segments"]] == [None, True]


TALK = Transcript(
    Path("/rec/Gespräch.wav"),
    12.34567,
    "parakeet",
    "de",
    (
        Segment(
            "Guten Tag.",
            0.12345,
            1.0,
            (Word("Guten", 0.12345, 0.5, 0.98765), Word("Tag.", None, None)),
            "Ann",
        ),
        Segment("Yes.", language="en"),
    ),
    (SpeechGap(8.0, 9.5),),
    Incomplete(19.0, 11.3456, 12.34567, ((2.0, 3.0),), breaks_off=True),
)
WORDS = [
    {"text": "Guten", "start": 0.123, "end": 0.5, "confidence": 0.988},
    {"text": "Tag.", "start": None, "end": None, "confidence": None},
]


def test_version_2_to_the_letter() -> None:
    assert read(TALK) == {
        "version": 2,
        "media": {"path": str(Path("/rec/Gespräch.wav")), "duration": 12.346, "sha256": None},
        "model": "parakeet",
        "language": "de",
        "speakers": [{"id": "S1", "name": "Ann"}],
        "segments": [
            {
                "start": 0.123,
                "end": 1.0,
                "text": "Guten Tag.",
                "speaker": "S1",
                "language": None,
                "edited": True,
                "words": WORDS,
            },
            {
                "start": None,
                "end": None,
                "text": "Yes.",
                "speaker": None,
                "language": "en",
                "edited": False,
                "words": [],
            },
        ],
        "gaps": [{"start": 2.0, "end": 3.0}, {"start": 8.0, "end": 9.5}],
        "incomplete": {"expected": 19.0, "decoded": 11.346},
    }
    assert "Gespräch".encode() in document(TALK)


def test_version_1_to_the_letter() -> None:
    assert read(TALK, "v1") == {
        "version": 1,
        "media": {"path": str(Path("/rec/Gespräch.wav")), "duration": 12.346},
        "model": "parakeet",
        "language": "de",
        "segments": [
            {"start": 0.123, "end": 1.0, "text": "Guten Tag.", "speaker": "Ann", "words": WORDS},
            {"start": None, "end": None, "text": "Yes.", "speaker": None, "words": []},
        ],
    }


def test_a_whole_recording_is_not_incomplete() -> None:
    assert read(Transcript(Path("a.wav"), 1.0, "m", None, ()))["incomplete"] is None


def test_what_is_no_number_in_json_is_null() -> None:
    word = Word("a", math.nan, math.inf, float(np.float32("nan")))
    made = Transcript(Path("a.wav"), 1.0, "m", None, (Segment("a", 0.0, 1.0, (word,)),))
    (only,) = read(made)["segments"][0]["words"]
    assert only == {"text": "a", "start": None, "end": None, "confidence": None}


def test_a_path_that_is_no_text() -> None:
    made = Transcript(Path("caf\udce9.wav"), 1.0, "m", None, ())
    assert os.fsencode(read(made)["media"]["path"]) == b"caf\xe9.wav"


@pytest.mark.parametrize(
    "change",
    [
        {"version": 1},
        {"incomplete": {"expected": 9.0}},
        {"gaps": [{"start": 1.0}]},
        {"language": 3},
        {"extra": 1},
        {"segments": [{"start": -1}]},
        {"media": {"path": "a.wav"}},
    ],
)
def test_the_schema_refuses_what_is_wrong(change: dict[str, Any]) -> None:
    good = read(Transcript(Path("a.wav"), 1.0, "m", None, ()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(good | change, SCHEMAS["v2"])


def test_a_sentence_that_somebody_typed_into_is_edited() -> None:
    heard, typed = Word("Good", 0.0, 0.5, 0.9), Word("evening", 0.5, 1.0)
    segments = (
        Segment("Good", 0.0, 0.5, (heard,)),
        Segment("Good evening", 0.0, 1.0, (heard, typed)),
    )
    made = Transcript(Path("a.wav"), 1.0, "m", "en", segments)
    assert [each["edited"] for each in read(made)["segments"]] == [False, True]
    untold = Transcript(Path("a.wav"), 1.0, "m", "en", (Segment("evening", 0.5, 1.0, (typed,)),))
    assert [each["edited"] for each in read(untold)["segments"]] == [False]
