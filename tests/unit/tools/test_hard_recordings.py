"""The counting and the cutting behind the hard recordings; none of it needs a synthesiser."""

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.media.chunks import MIN_PAUSE_FRAMES
from desktop_app.media.speech import FRAME_SAMPLES
from tools.hard_script import Line, parts_of, read_script, typical_part, write_script
from tools.hard_sounds import faint_noise, write_sound
from tools.hard_speech import conversation, sound_of, without_pause
from tools.joined_words import HeardChunk, doubled_in_joining, lost_in_joining
from tools.long_verdicts import disorder, word_rows
from tools.starter_model.files import Format
from tools.starter_model.speech import SAMPLE_RATE_HZ
from tools.word_counts import WordCounts, counted

Span = tuple[float | None, float | None]
SCRIPT = "Anna and Peter are in the garden. It is sunny today."
# Two sentences as long as they say, loud enough to be told from the room.
SENTENCES = [
    ("One.", np.full(SAMPLE_RATE_HZ, 0.5, np.float32)),
    ("Two.", np.full(2 * SAMPLE_RATE_HZ, -0.5, np.float32)),
]


@pytest.mark.parametrize(
    ("heard", "wrong", "lost", "doubled", "inserted", "longest_loss"),
    [
        ("anna and peter are in the garden it is sunny today", 0, 0, 0, 0, 0),
        ("Anna and Peter are in the kitchen. It is sunny today.", 1, 0, 0, 0, 0),
        ("Anna and Peter are in. It is sunny today.", 0, 2, 0, 0, 2),
        ("Anna and Peter are in the garden the garden. It is sunny today.", 0, 0, 2, 0, 0),
        ("Anna and Peter are in the garden. It is is sunny today.", 0, 0, 1, 0, 0),
        ("Anna and Peter are in the garden. Thank you. It is sunny today.", 0, 0, 0, 2, 0),
        ("", 0, 11, 0, 0, 11),
    ],
)
def test_words_are_counted_by_what_became_of_them(
    heard: str, wrong: int, lost: int, doubled: int, inserted: int, longest_loss: int
) -> None:
    assert counted(SCRIPT, heard) == WordCounts(11, wrong, lost, doubled, inserted, longest_loss)


def test_words_where_nobody_speaks_are_inserted() -> None:
    assert counted("", "Thank you.") == WordCounts(0, 0, 0, 0, 2, 0)


def test_the_model_s_own_errors_do_not_count_but_no_kind_makes_up_for_another() -> None:
    together = WordCounts(words=1000, wrong=9, lost=5, doubled=0, inserted=1, longest_loss=2)
    alone = WordCounts(words=1000, wrong=5, lost=3, doubled=0, inserted=4, longest_loss=1)
    (row,) = [row for row in word_rows("x", together, alone) if row.is_bounded]
    assert (row.found, row.bar, row.is_met) == (2, 1, False)
    (row,) = [row for row in word_rows("x", alone, together) if row.is_bounded]
    assert row.found == 3


LINES = [
    Line(0.0, 4.0, 0, "the cat sat on the mat"),
    Line(4.0, 8.0, 1, "and the dog lay in the sun"),
]


@pytest.mark.parametrize(
    ("left", "right", "whole", "lost"),
    [
        # Both chunks hear the middle, and it is there once.
        ("the cat sat on the mat and the dog", "mat and the dog lay in the sun", None, 0),
        # The model hears no "mat" in either: not a fault of joining.
        ("the cat sat on the and the dog", "and the dog lay in the sun", "no mat", 0),
        # Only the left one hears "mat", and it went missing.
        ("the cat sat on the mat and the dog", "and the dog lay in the sun", "no mat", 1),
        # Only the right one hears "dog": written as another word is lost as well.
        ("the cat sat on the mat", "mat and the dog lay in the sun", "fog", 1),
    ],
)
def test_what_a_chunk_holds_and_the_whole_lacks_was_lost_in_joining(
    left: str, right: str, whole: str | None, lost: int
) -> None:
    chunks = [HeardChunk(0.0, 5.5, left), HeardChunk(3.2, 8.0, right)]
    script = "the cat sat on the mat and the dog lay in the sun"
    texts = {"no mat": script.replace(" mat", ""), "fog": script.replace("dog", "fog")}
    assert lost_in_joining(LINES, chunks, texts[whole] if whole else script) == lost


def test_what_a_chunk_says_twice_is_the_model_s_and_what_only_the_whole_does_is_not() -> None:
    said = "the cat sat on the mat and the dog lay in the sun"
    twice = said.replace("dog", "dog dog")
    by_model = [HeardChunk(0.0, 5.5, "the cat sat on the mat and the dog dog")]
    well = [HeardChunk(0.0, 5.5, "the cat sat on the mat and the dog")]
    assert doubled_in_joining(LINES, by_model, twice) == 0
    assert doubled_in_joining(LINES, well, twice) == 1
    assert doubled_in_joining(LINES, well, said) == 0


def transcript(*words: Span) -> Transcript:
    timed = tuple(Word("word", start, end) for start, end in words)
    segments = tuple(Segment("word", w.start_s, w.end_s, (w,)) for w in timed)
    return Transcript(Path("x.wav"), 10.0, "model", None, segments)


def test_times_in_order_are_no_disorder() -> None:
    assert disorder(transcript((0, 1), (1, 2), (1, 10))) == 0


@pytest.mark.parametrize(
    "words", [((3, 4), (1, 2)), ((2, 1),), ((9, 12),), ((-1, 1),), ((None, None),)]
)
def test_each_word_and_segment_out_of_order_counts(words: tuple[Span, ...]) -> None:
    assert disorder(transcript(*words)) == 2


def test_a_script_reads_as_it_was_written(tmp_path: Path) -> None:
    lines = conversation(SENTENCES, 60)
    write_script(tmp_path / "script.txt", lines)
    read = read_script(tmp_path / "script.txt")
    assert [(line.text, line.sentence) for line in read] == [(x.text, x.sentence) for x in lines]
    assert [x.start_s for x in read] == pytest.approx([x.start_s for x in lines], abs=1e-4)


def test_a_conversation_is_heard_when_its_script_says() -> None:
    lines = conversation(SENTENCES, 60)
    sound = np.concatenate(list(sound_of(lines, SENTENCES)))
    assert lines[-1].end_s <= 60 < lines[-1].end_s + 180
    spoken = np.zeros(len(sound), bool)
    for line in lines:
        spoken[round(line.start_s * SAMPLE_RATE_HZ) : round(line.end_s * SAMPLE_RATE_HZ)] = True
    assert (spoken == (np.abs(sound) > 0.1)).all()


def test_without_pause_nobody_pauses() -> None:
    sentences = SENTENCES * 240
    lines = without_pause(sentences, 30)
    assert lines[-1].end_s >= 30
    pauses_s = [after.start_s - before.end_s for before, after in pairwise(lines)]
    assert max(pauses_s) < MIN_PAUSE_FRAMES * FRAME_SAMPLES / SAMPLE_RATE_HZ


def test_a_typical_part_has_the_length_and_the_share_of_speech() -> None:
    # Speech half of the time, then a tenth of it: 70 s of 300.
    starts_s = [*range(1, 100, 2), *range(109, 300, 10)]
    lines = [Line(start_s, start_s + 1, n, "One.") for n, start_s in enumerate(starts_s)]
    part = typical_part(lines, 100, 10)
    assert 90 <= part[-1].end_s <= 100
    assert len(part) / part[-1].end_s == pytest.approx(70 / 300, abs=0.03)
    with pytest.raises(ValueError, match="lasts 1000 s"):
        typical_part(lines, 1000, 10)


def test_parts_end_with_sentences() -> None:
    lines = [Line(0, 4, 0, "a"), Line(4, 9, 1, "b"), Line(10, 15, 2, "c"), Line(15, 40, 3, "d")]
    assert parts_of(lines, 10) == [(0, 9), (10, 15), (15, 40)]


def test_a_stream_of_sound_becomes_a_file_of_its_length(tmp_path: Path) -> None:
    path = tmp_path / "noise.mp3"
    write_sound(path, faint_noise(3), Format("mp3", "libmp3lame", 44_100, bits_per_s=64_000))
    with av.open(str(path)) as reader:
        samples = sum(frame.samples for frame in reader.decode(audio=0))
    assert samples / 44_100 == pytest.approx(3, abs=0.1)
    assert [file.name for file in tmp_path.iterdir()] == ["noise.mp3"]
