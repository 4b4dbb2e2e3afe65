"""JSON of Aviary and of Whisper's family, whole and wrong."""

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.import_errors import (
    ImportFailed,
    NotATranscript,
    TranscriptDamaged,
    TranscriptEmpty,
)
from desktop_app.core.transcript import Incomplete, Segment, SpeechGap, Transcript, Word
from desktop_app.export.document import cleaned
from desktop_app.export.registry import render
from desktop_app.importing.checking import one_line, speaker_of
from desktop_app.importing.imported import Imported
from desktop_app.importing.reading import read_bytes
from tests import hard_texts
from tests.hard_transcripts import CASES


def read(content: object, name: str = "talk.json") -> Imported:
    return read_bytes(json.dumps(content).encode(), name)


def transcript(imported: Imported) -> Transcript:
    return Transcript(
        Path(imported.media),
        imported.duration_s or 0.0,
        imported.model,
        imported.language,
        imported.segments,
        imported.gaps,
        imported.incomplete,
    )


def a_transcript() -> Transcript:
    """Everything that version 2 keeps, in all scripts."""
    segments = [
        replace(one, text=" ".join(one.text.split()), speaker=("Anna", "Peter", None)[n % 3])
        for n, one in enumerate(hard_texts.segments())
    ]
    timed = Segment(
        "Good, morning.",
        200.5,
        203.125,
        (Word("Good,", 200.5, 201.0, 0.875), Word("morning.", 201.25, 202.75, 0.25)),
        "Anna",
        "de",
        begins_paragraph=True,
        is_overlapped=True,
    )
    return Transcript(
        Path("/recordings/talk é.mp4"),
        3600.125,
        "parakeet-tdt-0.6b-v3",
        "en",
        (*segments, timed),
        (SpeechGap(5.0, 9.5),),
        Incomplete(4000.0, 3600.0, 3600.0),
    )


def test_version_2_comes_back_as_it_was() -> None:
    before = a_transcript()
    assert transcript(read_bytes(render(before, "json"), "talk.json")) == before


def test_version_1_comes_back_but_for_what_it_does_not_keep() -> None:
    before = a_transcript()
    segments = tuple(
        replace(one, language=None, begins_paragraph=None, is_overlapped=False)
        for one in before.segments
    )
    kept = replace(before, segments=segments, gaps=(), incomplete=None)
    assert transcript(read_bytes(render(before, "json-v1"), "talk.json")) == kept


@pytest.mark.parametrize("case", CASES)
def test_hard_transcripts_come_back_with_all_that_can_be_read(case: str) -> None:
    before = CASES[case]
    kept = [one for one in before.segments if line(one.text)]
    if not kept:
        with pytest.raises(TranscriptEmpty):
            read_bytes(render(before, "json"), "talk.json")
        return
    after = read_bytes(render(before, "json"), "talk.json")
    assert [line(one.text) for one in after.segments] == [line(one.text) for one in kept]
    assert [one.speaker for one in after.segments] == [speaker_of(one.speaker) for one in kept]
    for one, two in zip(kept, after.segments, strict=True):
        assert (two.start_s, two.end_s) == (rounded(one.start_s), rounded(one.end_s))
        assert [(line(word.text), word.start_s, word.end_s) for word in two.words] == [
            (line(word.text), rounded(word.start_s), rounded(word.end_s))
            for word in one.words
            if line(word.text)
        ]
    assert after.media == str(before.media_path) and after.language == before.language


@pytest.mark.parametrize("case", [name for name, each in CASES.items() if each.has_times])
def test_whispers_json_comes_back_with_texts_speakers_and_times(case: str) -> None:
    before = CASES[case]
    kept = [one for one in before.segments if line(one.text)]
    if not kept:
        return
    after = read_bytes(render(before, "whisper-json"), "talk.json")
    in_order = sorted(kept, key=lambda one: rounded(one.start_s) or 0.0)
    assert [letters(one.text) for one in after.segments] == [letters(one.text) for one in in_order]
    speakers = [speaker_of(cleaned(one.speaker or "")) for one in in_order]
    assert [one.speaker for one in after.segments] == speakers
    assert [one.start_s for one in after.segments] == [rounded(one.start_s) for one in in_order]


def line(text: str) -> str:
    return " ".join(one_line(text).split())


def letters(text: str) -> list[str]:
    return [char for char in text if char.isalnum()]


def rounded(time_s: float | None) -> float | None:
    return None if time_s is None else round(time_s, 3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["segments"][1].update(start="soon"), "segments[1].start is not a number"),
        (lambda d: d["segments"][0].pop("text"), "no “text” at segments[0]"),
        (lambda d: d.update(segments={}), "segments is not a list"),
        (lambda d: d["media"].pop("path"), "no “path” at media"),
        (lambda d: d["segments"][0].update(start=10**400), "segments[0].start is wrong"),
        (lambda d: d.update(version=3), "a newer Aviary wrote"),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_place(change: Any, said: str) -> None:
    document = json.loads(render(a_transcript(), "json"))
    change(document)
    with pytest.raises(ImportFailed) as caught:
        read(document)
    assert said in caught.value.message and "talk.json" in caught.value.message


def test_a_half_file_tells_where_it_breaks_off() -> None:
    content = render(a_transcript(), "json")
    with pytest.raises(TranscriptDamaged, match=r"line \d+, column \d+"):
        read_bytes(content[: len(content) // 2], "talk.json")


@pytest.mark.parametrize("content", [{}, [], [1], {"name": "x"}, {"segments": 3}, 7, {"text": 5}])
def test_foreign_json_is_told_what_can_be_read(content: object) -> None:
    with pytest.raises(ImportFailed) as caught:
        read(content)
    assert isinstance(caught.value, NotATranscript)
    assert "whisper.cpp" in caught.value.remedy


def whisper_word(text: str, start: float | None, end: float | None, p: float) -> dict[str, Any]:
    return {"word": text, "start": start, "end": end, "probability": p}


def test_openai_whisper_with_words() -> None:
    # As `whisper --word_timestamps True --output_format json` writes it.
    imported = read(
        {
            "text": " Good morning. It's well-known.",
            "segments": [
                {
                    "id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": " Good morning.",
                    "tokens": [50364], "temperature": 0.0, "avg_logprob": -0.3,
                    "compression_ratio": 1.2, "no_speech_prob": 0.01,
                    "words": [
                        whisper_word(" Good", 0.3, 0.6, 0.9),
                        whisper_word(" morning.", 0.6, 1.1, 0.4),
                    ],
                },
                {
                    "id": 1, "seek": 0, "start": 2.0, "end": 4.0, "text": " It's well-known.",
                    "tokens": [], "temperature": 0.0, "avg_logprob": None,
                    "compression_ratio": None, "no_speech_prob": None,
                    "words": [
                        whisper_word(" It's", 2.1, 2.3, 0.9), whisper_word(" well", 2.3, 2.6, 0.8),
                        whisper_word("-known.", 2.6, 3.1, 0.7),
                    ],
                },
            ],
            "language": "english",
        }
    )  # fmt: skip
    assert (imported.language, imported.model) == ("en", "whisper")
    first, second = imported.segments
    assert first == Segment(
        "Good morning.",
        0.3,
        2.0,
        (Word("Good", 0.3, 0.6, 0.9), Word("morning.", 0.6, 1.1, 0.4)),
    )
    assert second.words == (Word("It's", 2.1, 2.3, 0.9), Word("well-known.", 2.3, 3.1, 0.7))


def test_openais_service_whose_words_stand_beside_and_have_no_signs() -> None:
    words = [
        {"word": "Good", "start": 0.0, "end": 0.5}, {"word": "morning", "start": 0.5, "end": 1.0},
        {"word": "Yes", "start": 2.0, "end": 2.5},
    ]  # fmt: skip
    imported = read(
        {
            "task": "transcribe", "language": "german", "duration": 3.5, "text": "",
            "segments": [
                {"id": 0, "start": 0.0, "end": 1.5, "text": " Good morning."},
                {"id": 1, "start": 1.5, "end": 3.0, "text": " Yes!"},
            ],
            "words": words,
        }
    )  # fmt: skip
    assert (imported.language, imported.duration_s) == ("de", 3.5)
    assert imported.segments[0].words == (Word("Good", 0.0, 0.5), Word("morning.", 0.5, 1.0))
    assert imported.segments[1].words == (Word("Yes!", 2.0, 2.5),)


def test_whisperx_with_speakers_and_numbers_without_times() -> None:
    imported = read(
        {
            "segments": [
                {
                    "start": 1.0, "end": 3.0, "text": " In 1984 we met.", "speaker": "SPEAKER_01",
                    "words": [
                        {"word": "In", "start": 1.0, "end": 1.2, "score": 0.9},
                        {"word": "1984"},
                        {"word": "we", "start": 2.2, "end": 2.4, "score": 0.8},
                        {"word": "met.", "start": 2.5, "end": 3.0, "score": 0.7},
                    ],
                }
            ],
            "word_segments": [],
        }
    )  # fmt: skip
    (one,) = imported.segments
    assert one.speaker == "SPEAKER_01"
    assert one.words[1] == Word("1984", 1.2, 2.2)
    assert [word.confidence for word in one.words] == [0.9, None, 0.8, 0.7]


def test_a_list_of_words_is_divided_into_sentences() -> None:
    words = [
        {"word": " Good", "start": 0.0, "end": 0.5, "probability": 0.9},
        {"word": " morning.", "start": 0.5, "end": 1.0, "probability": 0.9},
        {"word": " And", "start": 1.0, "end": 1.5, "probability": 0.9},
        {"word": " then", "start": 9.0, "end": 9.5, "probability": 0.9},
    ]
    assert [(one.text, one.start_s, one.end_s) for one in read(words).segments] == [
        ("Good morning.", 0.0, 1.0),
        ("And", 1.0, 1.5),
        ("then", 9.0, 9.5),
    ]


def test_whisper_cpp_in_milliseconds_and_tokens() -> None:
    # As `whisper-cli --output-json-full` writes it.
    def token(text: str, start: int, end: int, p: float) -> dict[str, Any]:
        return {"text": text, "offsets": {"from": start, "to": end}, "id": 1, "p": p}

    imported = read(
        {
            "systeminfo": "AVX = 1",
            "model": {"type": "base"},
            "params": {"model": r"C:\models\ggml-base.en.bin", "language": "en"},
            "result": {"language": "en"},
            "transcription": [
                {
                    "timestamps": {"from": "00:00:00,000", "to": "00:00:02,000"},
                    "offsets": {"from": 0, "to": 2000},
                    "text": " Unlike you.",
                    "tokens": [
                        token("[_BEG_]", 0, 0, 0.9), token(" Un", 100, 300, 0.9),
                        token("like", 300, 600, 0.6), token(" you", 700, 900, 0.8),
                        token(".", 900, 950, 0.9), token("[_TT_100]", 2000, 2000, 0.2),
                    ],
                }
            ],
        }
    )  # fmt: skip
    assert (imported.model, imported.language) == ("ggml-base.en", "en")
    assert imported.segments == (
        Segment(
            "Unlike you.", 0.1, 2.0, (Word("Unlike", 0.1, 0.6, 0.6), Word("you.", 0.7, 0.95, 0.8))
        ),
    )


def test_chinese_words_stand_in_the_text_without_spaces() -> None:
    texts = ("我们", "今天", "开始")
    words = [whisper_word(text, n / 2, n / 2 + 0.5, 0.9) for n, text in enumerate(texts)]
    imported = read(
        {"segments": [{"start": 0.0, "end": 2.0, "text": "我们今天，开始。", "words": words}]}
    )
    (one,) = imported.segments
    assert one.text == "我们今天，开始。"
    assert [word.text for word in one.words] == list(texts)


def test_words_that_are_not_those_of_the_text_do_not_change_it() -> None:
    words = [whisper_word(" Other", 0.0, 0.5, 0.9), whisper_word(" words", 0.5, 1.0, 0.9)]
    imported = read(
        {"segments": [{"start": 0.0, "end": 2.0, "text": " What was said.", "words": words}]}
    )
    (one,) = imported.segments
    assert [word.text for word in one.words] == ["What", "was", "said."]
    assert one.words[-1].end_s == 2.0


def test_times_that_are_none_are_taken_from_those_around() -> None:
    content = (
        b'{"segments": [{"start": NaN, "end": Infinity, "text": "One."},'
        b'{"start": 4, "end": 2, "text": "Two."}, {"start": -3, "end": "9.5", "text": "Three."},'
        b'{"text": "Four."}]}'
    )
    imported = read_bytes(content, "talk.json")
    assert sorted(one.text for one in imported.segments) == ["Four.", "One.", "Three.", "Two."]
    assert all(
        one.start_s is not None and one.end_s is not None and one.start_s <= one.end_s
        for one in imported.segments
    )
    assert imported.notes


def test_a_text_alone_has_no_times() -> None:
    imported = read({"text": "Good morning.\nYes."})
    assert imported.segments == (Segment("Good morning."), Segment("Yes."))
    assert imported.notes == ()


def test_what_no_parser_takes_is_an_error() -> None:
    with pytest.raises(ImportFailed):
        read_bytes(b"[" * 200_000, "deep.json")
    with pytest.raises(ImportFailed):
        read_bytes(b'{"transcription":[{"text":"a","\\ud800":1}]}', "half.json")
    with pytest.raises(ImportFailed):
        read_bytes(b'{"segments":[{"start":' + b"9" * 10_000 + b',"text":"a"}]}', "long.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ("text", "segments", "words", "word", "start", "end", "version", "media", "path",
                 "transcription", "offsets", "from", "to", "tokens", "p", "speaker", "language")
            ) | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
@settings(max_examples=300)
def test_any_json_is_a_right_text_or_an_error(content: object) -> None:
    imported = None
    with suppress(ImportFailed):
        imported = read_bytes(json.dumps(content).encode(), "any.json")
    for one in imported.segments if imported is not None else ():
        assert one.text.strip()
        if one.start_s is not None and one.end_s is not None:
            assert 0 <= one.start_s <= one.end_s
