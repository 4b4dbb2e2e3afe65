"""What a user chooses about speakers, and what a request asks for then."""

import pytest

from desktop_app.core.request import SpeakerSearch
from desktop_app.core.speaker_choice import (
    SpeakerChoice,
    SpeakerWay,
    choices_of_speakers,
    diarizer_for,
)
from tests.fakes import DIARIZER, STARTER


@pytest.mark.parametrize(
    ("choice", "with_model", "without"),
    [
        (SpeakerChoice(), None, None),
        (SpeakerChoice(SpeakerWay.AUTO), SpeakerSearch(DIARIZER), None),
        (SpeakerChoice(SpeakerWay.EXACTLY, 3), SpeakerSearch(DIARIZER, 3, is_exact=True), None),
        (SpeakerChoice(SpeakerWay.AT_MOST, 4), SpeakerSearch(DIARIZER, 4), None),
        # A damaged settings file may say so.
        (SpeakerChoice(SpeakerWay.EXACTLY, 0), SpeakerSearch(DIARIZER, 1, is_exact=True), None),
        (SpeakerChoice(SpeakerWay.CHANNELS), SpeakerSearch(), SpeakerSearch()),
    ],
)
def test_only_channels_need_no_model(
    choice: SpeakerChoice, with_model: SpeakerSearch | None, without: SpeakerSearch | None
) -> None:
    assert choice.search(DIARIZER) == with_model
    assert choice.search(None) == without


def test_no_more_speakers_are_offered_than_a_model_tells_apart() -> None:
    offered = choices_of_speakers(DIARIZER.most_speakers)
    assert max(choice.number for choice in offered) == DIARIZER.most_speakers
    assert len(set(offered)) == len(offered)
    assert {choice.way for choice in offered} == set(SpeakerWay)


def test_the_diarizer_that_is_gone_is_replaced_by_the_best_one() -> None:
    assert diarizer_for("", ()) is None
    assert diarizer_for("gone", (DIARIZER, STARTER)) is DIARIZER
    assert diarizer_for(STARTER.id, (DIARIZER, STARTER)) is STARTER
