"""Speakers beside a real recogniser: a random Sortformer hears what the starter writes down."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import text_of
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Notice, SpeakerSearch, TranscriptionEvent
from desktop_app.core.transcript import Segment
from desktop_app.engine.compute.runtime import quiet
from desktop_app.engine.session import Session
from tests import random_model_configs as configs
from tests.engine.asking import SAMPLE, ignore, request
from tests.random_models import RandomModel, RandomModels, unpack

pytestmark = pytest.mark.real_model


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
