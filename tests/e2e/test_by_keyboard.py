"""The whole way of a transcript by keyboard: add, check, correct, name speakers, export."""

from pathlib import Path

import pytest
from docx import Document

from desktop_app.library.library import Library
from tools.keyboard_walk import CORRECTIONS, LOOKS, SPEAKERS, go

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]


@pytest.mark.timeout(900)
def test_three_words_and_two_speakers_reach_the_word_document(tmp_path: Path) -> None:
    document = Document(str(go(LOOKS[0], tmp_path)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for word in (*CORRECTIONS, *(f"{name}: " for name in SPEAKERS)):
        assert word in text
    library = Library.open(tmp_path / "home" / "library")
    (kept,) = library.transcripts()
    said = library.transcript(kept.key)
    heard = library.transcript(kept.key, library.versions(kept.key)[0].id)
    library.close()
    assert {segment.speaker for segment in said.segments} == {None, *SPEAKERS}
    words = [word for segment in said.segments for word in segment.words]
    times = [word.start_s for word in words if word.start_s is not None]
    assert len(times) == len(words)
    assert times == sorted(times)
    # The speakers have whole sentences: no word more or less.
    sentences = {segment.text for segment in heard.segments}
    assert {segment.text for segment in said.segments if segment.speaker} <= sentences
