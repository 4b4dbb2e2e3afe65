"""Typed words of a real recording get the times at which the real model hears them."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.cancel import CancelToken
from desktop_app.core.editing.paragraphs import paragraphs_of
from desktop_app.core.editing.typing import typed
from desktop_app.core.errors import Cancelled, TimestampsUnsupported
from desktop_app.core.request import Progress, TranscriptionEvent
from desktop_app.core.transcript import Segment
from tests.engine.asking import SAMPLE, ModelNamed, SessionFor, ignore, request
from tests.random_models import RandomModel

pytestmark = pytest.mark.real_model


def misheard(heard: Segment, right: str, wrong: str) -> tuple[Segment, Segment]:
    """A sentence in which a word was heard wrong, before and after it was corrected."""
    words = tuple(replace(w, text=wrong) if w.text == right else w for w in heard.words)
    before = replace(heard, text=heard.text.replace(right, wrong), words=words)
    (paragraph,) = paragraphs_of([before])
    (after,) = typed(paragraph, heard.text).added
    return before, after


def test_corrected_words_are_where_they_are_said(
    session_for: SessionFor, starter: RandomModel
) -> None:
    session = session_for(starter)
    asked = request(starter, SAMPLE)
    whole = session.transcribe(asked, CancelToken(), ignore)
    heard = next(segment for segment in whole.segments if "David" in segment.text)
    # Two words become one, so that their times are shared by their letters.
    _before, corrected = misheard(heard, "David", "day vid is")
    told = (whole.segments[0], corrected)
    events: list[TranscriptionEvent] = []
    timed = session.transcribe(replace(asked, told=told), CancelToken(), events.append)

    assert timed.segments[0] == told[0]
    assert [word.text for word in timed.segments[1].words] == [w.text for w in heard.words]
    said = {word.text: word.start_s or 0.0 for word in heard.words}
    late = {w.text: abs((w.start_s or 0.0) - said[w.text]) for w in timed.segments[1].words}
    assert late["David"] < 0.25
    assert all(late[text] == 0 for text in late if text != "David")
    assert any(isinstance(event, Progress) for event in events)


def test_a_model_without_times_says_so(session_for: SessionFor, model_named: ModelNamed) -> None:
    model = model_named("canary")
    told = (Segment("Hello.", 0.5, 1.0),)
    with pytest.raises(TimestampsUnsupported):
        session_for(model).transcribe(
            replace(request(model, SAMPLE), told=told), CancelToken(), ignore
        )


def test_timing_can_be_stopped(session_for: SessionFor, starter: RandomModel) -> None:
    cancel = CancelToken()
    told = (Segment("Hello.", 0.5, 1.0), Segment("There.", 21.0, 22.0))

    def stop(event: TranscriptionEvent) -> None:
        if isinstance(event, Progress):
            cancel.cancel()

    with pytest.raises(Cancelled):
        session_for(starter).transcribe(replace(request(starter, SAMPLE), told=told), cancel, stop)


def test_a_sentence_behind_the_end_stays(
    session_for: SessionFor, starter: RandomModel, recording: Path
) -> None:
    told = (Segment("Hello.", 80.0, 81.0),)
    asked = replace(request(starter, recording), told=told)
    assert session_for(starter).transcribe(asked, CancelToken(), ignore).segments == told
