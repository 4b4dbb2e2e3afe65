"""The JSON that programs read: version 1, held to its schema."""

import json
import math
import os
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.export.json_document import document
from tests.conftest import ROOT

SCHEMA = json.loads((ROOT / "resources" / "transcript.schema.json").read_text("utf-8"))

seconds = st.none() | st.floats(0, 1e6)
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
)


def read(made: Transcript) -> Any:
    return json.loads(document(made), parse_constant=pytest.fail)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@given(transcripts)
def test_every_transcript_fits_the_schema(made: Transcript) -> None:
    content = read(made)
    jsonschema.validate(content, SCHEMA)
    assert [s["text"] for s in content["segments"]] == [s.text for s in made.segments]


def test_the_contract_to_the_letter() -> None:
    made = Transcript(
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
            Segment("Ja."),
        ),
    )
    assert read(made) == {
        "version": 1,
        "media": {"path": str(Path("/rec/Gespräch.wav")), "duration": 12.346},
        "model": "parakeet",
        "language": "de",
        "segments": [
            {
                "start": 0.123,
                "end": 1.0,
                "text": "Guten Tag.",
                "speaker": "Ann",
                "words": [
                    {"text": "Guten", "start": 0.123, "end": 0.5, "confidence": 0.988},
                    {"text": "Tag.", "start": None, "end": None, "confidence": None},
                ],
            },
            {"start": None, "end": None, "text": "Ja.", "speaker": None, "words": []},
        ],
    }
    assert "Gespräch".encode() in document(made)


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
        {"version": 2},
        {"language": 3},
        {"extra": 1},
        {"segments": [{"start": -1}]},
        {"media": {"path": "a.wav"}},
    ],
)
def test_the_schema_refuses_what_is_wrong(change: dict[str, Any]) -> None:
    good = read(Transcript(Path("a.wav"), 1.0, "m", None, ()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(good | change, SCHEMA)
