"""Tell what a recovered library has lost, in its transcripts and for the user.

What a version should hold is known by its number of words, and by the numbers of its segments,
which have no holes. Where its own row is lost too, nobody knows whether its end is there.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from desktop_app.core.sentences import Figure, marked, plural, tr
from desktop_app.core.transcript import SpeechGap
from desktop_app.library.missing import LostText, missing_of
from desktop_app.library.stored.packing import unpacked
from desktop_app.library.stored.values import column_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was found in a damaged library, and what was not.

    Attributes:
        transcripts: number of transcripts with a text, or of recordings without speech.
        partial: how many of these lost a part of their text, or of another version of it.
        empty: number of transcripts of which only the name is left.
        unsure: number of transcripts of which nobody knows whether all of the text is there.
        words: number of words that there were, as far as that is known.
        lost_words: how many of them could not be read.
        jobs: number of recordings in the queue.
        cut_jobs: how many of these lost a part of what was heard.
        lost_jobs: number of recordings of the queue whose own row is lost.
        may_lack_more: whether others may be lost without a trace.
        may_lack_heard: whether the end of what was heard of the queue may be.
    """

    transcripts: int
    partial: int
    empty: int
    unsure: int
    words: int
    lost_words: int
    jobs: int
    cut_jobs: int
    lost_jobs: int
    may_lack_more: bool
    may_lack_heard: bool

    @property
    def sentence(self) -> str:
        """What was found and what was lost, for the user."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield plural(
            self.transcripts,
            "{count} transcript and {jobs} of the queue were recovered.",
            "{count} transcripts and {jobs} of the queue were recovered.",
            jobs=self.jobs,
        )
        if self.partial:
            yield plural(
                self.partial,
                "{count} transcript lost a part of its text.",
                "{count} transcripts lost a part of their text.",
            )
        if self.empty:
            yield plural(
                self.empty,
                "Of {count} transcript only the name is left.",
                "Of {count} transcripts only the names are left.",
            )
        if self.lost_words:
            yield tr("{lost:,} of {words:,} words could not be read.").format(
                lost=Figure(self.lost_words), words=Figure(self.words)
            )
        if self.unsure:
            yield plural(
                self.unsure,
                "Of {count} transcript it is not known whether all of its text is there.",
                "Of {count} transcripts it is not known whether all of their text is there.",
            )
        if self.cut_jobs:
            yield plural(
                self.cut_jobs,
                "{count} of the queue lost a part of its text and goes on from there.",
                "{count} of the queue lost a part of their text and go on from there.",
            )
        if self.may_lack_heard and self.jobs > self.cut_jobs:
            yield tr("Of the queue the end of the text may be lost; it is transcribed again.")
        if self.lost_jobs:
            yield plural(
                self.lost_jobs,
                "{count} recording of the queue was lost; add it again.",
                "{count} recordings of the queue were lost; add them again.",
            )
        if self.may_lack_more:
            yield tr("Others may have been lost without a trace.")


@dataclass(slots=True)
class _Text:
    """What there is of a version: its words, and where segments are missing."""

    segments: int = 0
    words: int = 0
    has_holes: bool = False
    gaps: tuple[SpeechGap, ...] = ()
    end_s: float = 0.0


def mark_losses(
    target: sqlite3.Connection, made: set[int], current: dict[int, int | None], now: float
) -> dict[str, int]:
    """Write into versions and transcripts what they lost; return the counts of `Recovered`.

    Args:
        target: the recovered library.
        made: the versions whose own row was lost, so that nobody knows what they held.
        current: the version that each transcript should show.
        now: seconds since 1970.
    """
    texts = dict(_texts(target))
    cut: dict[int, dict[int, LostText]] = {}  # of each transcript, by the version
    words = lost_words = 0
    for row in target.execute(
        "SELECT id, transcript, words, duration_s, missing FROM versions"
    ).fetchall():
        version, transcript, expected, *_more = row
        text = texts.get(version, _Text())
        lacking = max(0, expected - text.words)
        lost = _lost(text, lacking, now, is_made=version in made)
        if version not in made:
            words, lost_words = words + expected, lost_words + lacking
        if lost is not None:
            cut.setdefault(transcript, {})[version] = lost
            _mark_version(target, row, text, lost)
    counts = {"transcripts": 0, "partial": 0, "empty": 0, "unsure": 0}
    for transcript, version in target.execute("SELECT id, current FROM transcripts").fetchall():
        lost_here = cut.get(transcript, {})
        is_another = current.get(transcript, version) != version
        kind = _kind(lost_here, version, is_another=is_another)
        counts["transcripts"] += kind != "empty"
        if kind:
            counts[kind] += 1
            lost = lost_here.get(version)
            _add_note(target, transcript, str(lost or tr(_OTHER).format(date=LostText(now).date)))
    return {**counts, "words": words, "lost_words": lost_words}


_OTHER = marked(
    "Another version of this text was lost, at least in part, when the library was damaged on "
    "{date} or before."
)


def _lost(text: _Text, lacking: int, now: float, *, is_made: bool) -> LostText | None:
    if is_made:
        return LostText(now, is_all=not text.segments, is_sure=text.has_holes or not text.segments)
    if lacking or text.has_holes:
        return LostText(now, is_all=not text.segments)
    return None


def _kind(lost: dict[int, LostText], version: int, *, is_another: bool) -> str:
    """Return which of the counts a transcript belongs to; "" if it lost nothing."""
    here = lost.get(version)
    if here is not None and here.is_all:
        return "empty"
    if is_another or any(each.is_sure for each in lost.values()):
        return "partial"
    return "unsure" if lost else ""


def _texts(target: sqlite3.Connection) -> Iterator[tuple[int, _Text]]:
    rows = target.execute(
        "SELECT version, number, start_s, end_s, text, words FROM segments ORDER BY version, number"
    )
    for version, segments in groupby(rows, itemgetter(0)):
        yield version, _text(segments)


def _text(segments: Iterable[tuple[Any, ...]]) -> _Text:
    found = _Text()
    gaps = []
    # What stands before the first one: the beginning of the recording.
    before: tuple[Any, ...] = (None, -1, 0.0, 0.0, "", b"")
    for one, two in pairwise([before, *segments]):
        found.segments += 1
        found.words += _count(two[4], two[5])
        if two[1] != one[1] + 1:
            found.has_holes = True
            if one[3] is not None and two[2] is not None and one[3] < two[2]:
                gaps.append(SpeechGap(one[3], two[2]))
        found.end_s = two[3] if two[3] is not None else found.end_s
    found.gaps = tuple(gaps)
    return found


def _count(column: str | bytes, blob: bytes) -> int:
    """Count words as a version's number of words does."""
    text = text_of(column)
    with suppress(ValueError):
        return len(unpacked(blob, text)) or len(text.split())
    return len(text.split())


def _mark_version(
    target: sqlite3.Connection, row: tuple[Any, ...], text: _Text, lost: LostText
) -> None:
    version, _transcript, _expected, duration_s, column = row
    gaps = text.gaps
    if lost.is_sure and not text.has_holes and text.end_s < duration_s:
        gaps = (*gaps, SpeechGap(text.end_s, duration_s))  # the end is missing
    known = missing_of(column)
    everywhere = sorted({*known.gaps, *gaps}, key=lambda gap: (gap.start_s, gap.end_s))
    missing = replace(known, gaps=tuple(everywhere), lost=lost)
    target.execute(
        "UPDATE versions SET words = ?, missing = ?, marks = ?, first_words = coalesce(("
        "SELECT substr(text, 1, 120) FROM segments WHERE version = versions.id "
        "ORDER BY number LIMIT 1), '') WHERE id = ?",
        (text.words, missing.column, missing.marks, version),
    )


def _add_note(target: sqlite3.Connection, transcript: int, sentence: str) -> None:
    note = target.execute("SELECT note FROM transcripts WHERE id = ?", (transcript,)).fetchone()[0]
    lines = [line for line in (text_of(note), sentence) if line]
    target.execute(
        "UPDATE transcripts SET note = ? WHERE id = ?", (column_of("\n".join(lines)), transcript)
    )


def count_jobs(target: sqlite3.Connection) -> dict[str, int]:
    """Count the queue's recordings and those that lost a part, before chunks are cleared up."""
    lost = target.execute(
        "SELECT count(DISTINCT job) FROM chunks WHERE job NOT IN (SELECT id FROM jobs)"
    )
    jobs = target.execute("SELECT count(*) FROM jobs WHERE removed_s IS NULL")
    # A journal has no holes; one with a cutting has at least one chunk.
    cut = target.execute(
        "SELECT count(*) FROM jobs WHERE removed_s IS NULL AND cutting IS NOT NULL AND coalesce("
        "(SELECT max(number) + 1 > count(*) OR count(*) = 0 FROM chunks WHERE job = jobs.id), 1)"
    )
    names = ("lost_jobs", "jobs", "cut_jobs")
    return {
        name: int(found.fetchone()[0]) for name, found in zip(names, (lost, jobs, cut), strict=True)
    }
