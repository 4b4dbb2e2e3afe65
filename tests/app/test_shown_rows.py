"""The rows of a shown transcript after any change are those of its text, made anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from desktop_app.app.transcript.item_model import ShownTranscript, TranscriptModel
from desktop_app.app.transcript.rows import Mark, rows_of
from desktop_app.core.editing.paragraphs import LONG_S, Paragraph, paragraphs_of, word_places
from desktop_app.core.transcript import Segment, SpeechGap, Word
from tests.app.conftest import Stage
from tests.fakes import segment

GAPS = (SpeechGap(13.0, 18.0),)


def timed(*texts: str, apart_s: float = 0.5) -> tuple[Segment, ...]:
    made = []
    for number, text in enumerate(texts):
        start_s = number * (1.0 + apart_s)
        made.append(Segment(text, start_s, start_s + 1.0))
    return tuple(made)


class Follower:
    """A list that follows the model by its signals alone, as a view does."""

    def __init__(self, model: TranscriptModel) -> None:
        self._model = model
        self.rows = [model.row(number) for number in range(model.rowCount())]
        self.changed = 0
        model.rowsInserted.connect(self._on_inserted)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_changed)

    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self._model.row(n) for n in range(first, last + 1)]

    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _on_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        for number in range(first.row(), last.row() + 1):
            self.rows[number] = self._model.row(number)
            self.changed += 1


def firsts(model: TranscriptModel) -> list[int]:
    rows = (model.row(number) for number in range(model.rowCount()))
    return [row.first for row in rows if isinstance(row, Paragraph)]


texts = st.lists(
    st.tuples(
        st.sampled_from(["Yes.", "No, never.", "東京"]),
        st.floats(0.0, 3.0),
        st.sampled_from([None, "Anna", "Peter"]),
        st.sampled_from([None, None, "de"]),
        st.sampled_from([None, True, False]),
    ),
    max_size=12,
)
Drawn = list[tuple[str, float, str | None, str | None, bool | None]]


def made_of(drawn: Drawn) -> tuple[Segment, ...]:
    segments, at_s = [], 0.0
    for text, pause_s, speaker, language, begins in drawn:
        start_s = at_s + pause_s
        at_s = start_s + 1.0
        segments.append(Segment(text, start_s, at_s, (), speaker, language, begins))
    return tuple(segments)


@given(texts, texts, st.booleans(), st.booleans())
def test_a_view_that_follows_the_signals_has_the_rows(
    before: Drawn, after: Drawn, gap_before: bool, gap_after: bool
) -> None:
    model = TranscriptModel()
    model.show(rows_of(made_of(before), GAPS if gap_before else ()))
    follower = Follower(model)
    wanted = rows_of(made_of(after), GAPS if gap_after else ())
    model.grow_to(wanted)
    assert follower.rows == wanted
    assert firsts(model) == [row.first for row in wanted if isinstance(row, Paragraph)]
    assert model.segments() == made_of(after)
    for number, one in enumerate(made_of(after)):
        assert model.segment(number) == one
        row = model.row(model.row_of(number))
        assert isinstance(row, Paragraph) and row.first <= number < row.end


@given(texts)
def test_paragraphs_are_the_whole_text_and_end_where_speaker_or_language_do(drawn: Drawn) -> None:
    segments = made_of(drawn)
    found = paragraphs_of(segments)
    assert tuple(one for paragraph in found for one in paragraph.segments) == segments
    for paragraph in found:
        assert len({(one.speaker, one.language) for one in paragraph.segments}) == 1
        for (start, end), one in zip(paragraph.places(), paragraph.segments, strict=True):
            assert paragraph.text[start:end] == one.text


def test_a_long_speech_is_divided_by_the_clock_and_not_by_what_is_typed() -> None:
    speech = timed(*["On and on."] * 60, apart_s=0.0)
    found = paragraphs_of(speech)
    assert [paragraph.start_s for paragraph in found] == [0.0, LONG_S]
    longer = (replace(speech[0], text="On and on. " * 200), *speech[1:])
    assert [paragraph.first for paragraph in paragraphs_of(longer)] == [0, int(LONG_S)]


def test_a_mark_ends_a_paragraph() -> None:
    parts = [replace(one, begins_paragraph=False) for one in (segment(0), segment(1), segment(2))]
    rows = rows_of(parts, GAPS)
    assert [type(row) for row in rows] == [Paragraph, Mark, Paragraph]


def test_words_are_found_where_they_stand() -> None:
    words = (Word("the"), Word("absent"), Word("Cat"))
    assert word_places(Segment("the, Cat sat.", words=words)) == [(0, 3), None, (5, 8)]


@pytest.fixture
def shown(qtbot: QtBot, stage: Stage) -> ShownTranscript:
    stage.services.controller.warm_up()
    stage.services.controller.add_paths([Path("/rec/a.wav")])
    qtbot.waitUntil(lambda: len(stage.services.controller.finished()) == 1)
    return stage.services.transcript


def revise(stage: Stage, segments: Sequence[Segment]) -> None:
    record = stage.services.controller.selected
    assert record is not None and record.transcript is not None
    stage.services.controller.revise(
        record.id, replace(record.transcript, segments=tuple(segments))
    )


def test_what_is_typed_changes_its_row_alone(shown: ShownTranscript, stage: Stage) -> None:
    follower = Follower(shown)
    before = shown.segments()
    after = (before[0], replace(before[1], text="Sentence no. 1."), *before[2:])
    revise(stage, after)
    assert follower.changed == 1
    assert follower.rows == rows_of(after) and shown.segments() == after


@pytest.mark.parametrize(
    "changed",
    [
        replace(segment(1), speaker="Anna"),
        replace(segment(1), language="de"),
        replace(segment(1), start_s=9.5),
        replace(segment(1), begins_paragraph=True),
    ],
)
def test_any_other_change_is_shown_as_well(
    changed: Segment, shown: ShownTranscript, stage: Stage
) -> None:
    follower = Follower(shown)
    after = (segment(0), changed, segment(2))
    revise(stage, after)
    plain = [replace(row, offers=()) if isinstance(row, Mark) else row for row in follower.rows]
    assert plain == rows_of(after) and shown.segments() == after
