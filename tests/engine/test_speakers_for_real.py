"""Speakers beside a real recogniser: a random Sortformer hears what the starter writes down."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import text_of
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import (
    ChannelsNoticed,
    DeviceChoice,
    Notice,
    SpeakerSearch,
    TranscriptionEvent,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.session import Session
from tests import random_model_configs as configs
from tests.engine.asking import RESOURCES, SAMPLE, ignore, request
from tests.random_models import RandomModel, RandomModels, unpack

pytestmark = pytest.mark.real_model

STARTER_DIARIZER = RESOURCES / "models" / "aviary-starter-diarizer.nemo"
CONVERSATIONS = Path(__file__).parent / "conversations"


@pytest.fixture(scope="module")
def diarizer(
    random_models: RandomModels, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, ModelSpec]:
    walk = configs.sortformer(chunk_len=20, chunk_left_context=1, chunk_right_context=4)
    with quiet():
        file = random_models.save("turns", "SortformerEncLabelModel", walk)
    spec = ModelSpec("turns", "Turns", ModelKind.SORTFORMER, "", path=file, most_speakers=4)
    return unpack(file, tmp_path_factory.mktemp("turns") / "unpacked"), spec


@pytest.fixture
def session(starter: RandomModel, diarizer: tuple[Path, ModelSpec]) -> Iterator[Session]:
    def locate(spec: ModelSpec, _cancel: CancelToken) -> Path:
        return diarizer[0] if spec is diarizer[1] else starter.folder

    made = Session(locate, cuda_problem=lambda: "none here")
    yield made
    made.close()


def without_speakers(segments: tuple[Segment, ...]) -> list[Segment]:
    return [replace(one, speaker=None, is_overlapped=False) for one in segments]


def test_the_text_is_that_without_speakers_and_they_are_those_found_later(
    session: Session, starter: RandomModel, diarizer: tuple[Path, ModelSpec]
) -> None:
    plain = request(starter, SAMPLE, device=DeviceChoice.CPU)
    anybody = replace(plain, speakers=SpeakerSearch(diarizer[1], 4, is_exact=True))
    before = session.transcribe(plain, CancelToken(), ignore)
    events: list[TranscriptionEvent] = []
    made = session.transcribe(anybody, CancelToken(), events.append)
    assert [w for one in made.segments for w in one.words] == [
        w for one in before.segments for w in one.words
    ]
    assert text_of(made.segments) == text_of(before.segments)
    assert made.speakers
    assert not any("nobody is named" in e.text for e in events if isinstance(e, Notice))
    later = session.transcribe(replace(anybody, told=before.segments), CancelToken(), ignore)
    assert later.segments == made.segments
    # Sentences that were cut stay so, and what is said in them, too.
    one = replace(anybody, told=made.segments, speakers=SpeakerSearch(diarizer[1], 1))
    again = session.transcribe(one, CancelToken(), ignore)
    assert without_speakers(again.segments) == without_speakers(made.segments)
    assert len(again.speakers) == 1


def telephone(path: Path, plain: Transcript) -> Path:
    """The sample as a telephone recorder has it: sentences in turn on two channels of 8 kHz.

    Each is faintly in the other channel, which is softer.
    """
    import soundfile
    import soxr

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    times = np.arange(len(sound)) / rate_hz
    starts = [one.start_s or 0.0 for one in plain.segments]
    who = np.searchsorted(starts, times + 0.15) % 2
    voices = np.stack([sound * (who == 1), sound * (who == 0)])
    noise = 2e-4 * np.random.default_rng(0).standard_normal(voices.shape)
    table = np.stack([voices[0] + 0.1 * voices[1], 0.3 * (voices[1] + 0.1 * voices[0])]) + noise
    soundfile.write(path, soxr.resample(table.T, rate_hz, 8000), 8000, subtype="PCM_16")
    return path


def test_every_word_is_its_channels_speakers(
    session: Session, starter: RandomModel, tmp_path: Path
) -> None:
    plain = request(starter, SAMPLE, device=DeviceChoice.CPU)
    before = session.transcribe(plain, CancelToken(), ignore)
    call = replace(plain, media_path=telephone(tmp_path / "call é.wav", before))
    events: list[TranscriptionEvent] = []
    without = session.transcribe(call, CancelToken(), events.append)
    assert ChannelsNoticed(2) in events
    made = session.transcribe(replace(call, speakers=SpeakerSearch()), CancelToken(), events.append)
    assert not [event for event in events if isinstance(event, Notice)]
    assert events.count(ChannelsNoticed(2)) == 1
    assert [w for s in made.segments for w in s.words] == [
        w for s in without.segments for w in s.words
    ]
    starts = [one.start_s or 0.0 for one in before.segments]
    for segment in made.segments:
        for word in segment.words:
            assert word.start_s is not None and word.end_s is not None
            middle_s = (word.start_s + word.end_s) / 2
            turn = int(np.searchsorted(starts, middle_s + 0.15)) % 2
            assert segment.speaker == f"Speaker {2 - turn}", word
    told = replace(call, speakers=SpeakerSearch(), told=without.segments)
    assert session.transcribe(told, CancelToken(), ignore).segments == made.segments


def test_channels_that_are_no_peoples_say_so(
    session: Session, starter: RandomModel, tmp_path: Path
) -> None:
    import soundfile

    sound, rate_hz = soundfile.read(SAMPLE, dtype="float32")
    soundfile.write(tmp_path / "both.wav", np.stack([sound, sound]).T, rate_hz)
    # FLAC calls six channels 5.1: the third one is that of the loudspeaker in the middle.
    film = np.zeros((len(sound), 6), np.float32)
    film[:, 2] = sound
    soundfile.write(tmp_path / "film.flac", film, rate_hz)
    why = {
        tmp_path / "both.wav": "nearly the same sound",
        tmp_path / "film.flac": "surround sound (5.1)",
        SAMPLE: "for each speaker",
    }
    for path, sentence in why.items():
        events: list[TranscriptionEvent] = []
        asked = request(starter, path, speakers=SpeakerSearch())
        made = session.transcribe(asked, CancelToken(), events.append)
        assert made.segments and not made.speakers
        (note,) = [event.text for event in events if isinstance(event, Notice)]
        assert sentence in note


def turns_of(rttm: Path) -> list[tuple[float, float, str]]:
    rows = [line.split() for line in rttm.read_text(encoding="utf-8").splitlines()]
    return [(float(row[3]), float(row[3]) + float(row[4]), row[7]) for row in rows]


def words_with_speakers(made: Transcript, rttm: Path) -> Counter[tuple[str, str | None]]:
    """How often who said a word that stands with whom; of words that one alone says."""
    turns = turns_of(rttm)
    found: Counter[tuple[str, str | None]] = Counter()
    for segment in made.segments:
        for word in segment.words:
            middle_s = ((word.start_s or 0.0) + (word.end_s or 0.0)) / 2
            who = [name for start_s, end_s, name in turns if start_s <= middle_s <= end_s]
            if len(who) == 1:
                found[who[0], segment.speaker] += 1
    return found


def test_the_starter_tells_two_voices_apart(
    starter: RandomModel,
    tmp_path: Path,
    nemo: None,  # noqa: ARG001 - for its effect
) -> None:
    """Unseen voices, a minute each; no more than one word in twenty with the wrong one."""
    folder = unpack(STARTER_DIARIZER, tmp_path / "diarizer")
    spec = ModelSpec("turns", "Turns", ModelKind.SORTFORMER, "", most_speakers=4)
    session = Session(
        lambda asked, _cancel: folder if asked is spec else starter.folder,
        cuda_problem=lambda: "none here",
    )
    words = wrong = 0
    for name in ("two-a", "two-d"):
        asked = request(starter, CONVERSATIONS / f"{name}.ogg", speakers=SpeakerSearch(spec))
        made = session.transcribe(asked, CancelToken(), ignore)
        assert len(made.speakers) == 2
        found = words_with_speakers(made, CONVERSATIONS / f"{name}.rttm")
        true = sorted({who for who, _speaker in found})
        pairs = (zip(true, names, strict=True) for names in permutations(made.speakers))
        words += found.total()
        wrong += found.total() - max(sum(found[pair] for pair in each) for each in pairs)
    session.close()
    assert words > 200
    assert wrong <= 0.05 * words
