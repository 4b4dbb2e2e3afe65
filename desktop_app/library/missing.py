"""What a version of a transcript lacks: sound, words, and text that a damage took."""

import logging
import time
from dataclasses import dataclass

from desktop_app.core.sentences import tr
from desktop_app.core.transcript import Incomplete, SpeechGap
from desktop_app.library.stored.values import json_of, value_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LostText:
    """Text that could not be read when a damaged library was recovered.

    Attributes:
        recovered_s: when that was, in seconds since 1970.
        is_all: whether nothing of the text is left.
        is_sure: whether text was lost; otherwise nobody knows.
    """

    recovered_s: float
    is_all: bool = False
    is_sure: bool = True

    def __str__(self) -> str:
        """Say what was lost, in one sentence."""
        if not self.is_sure:
            told = tr(
                "The library was damaged on {date} or before; some of this text may have been lost."
            )
        elif self.is_all:
            told = tr("All of this text was lost when the library was damaged on {date} or before.")
        else:
            told = tr(
                "Some of this text was lost when the library was damaged on {date} or before."
            )
        return told.format(date=self.date)

    @property
    def date(self) -> str:
        """The day of the recovery."""
        return time.strftime("%Y-%m-%d", time.localtime(self.recovered_s))


@dataclass(frozen=True, slots=True)
class Missing:
    """What a version lacks of its recording, as it is kept.

    Attributes:
        gaps: speech without words.
        incomplete: sound that is missing.
        lost: text that a damage took.
    """

    gaps: tuple[SpeechGap, ...] = ()
    incomplete: Incomplete | None = None
    lost: LostText | None = None

    @property
    def column(self) -> str | None:
        """What stands in the database; None if nothing is missing."""
        return json_of(self) if self != Missing() else None

    @property
    def marks(self) -> int:
        """The number of places to look at."""
        return len(self.gaps) + (len(self.incomplete.places) if self.incomplete else 0)

    @property
    def sentence(self) -> str:
        """What is missing for good, "" if nothing."""
        return str(self.lost or self.incomplete or "")


def missing_of(column: str | None) -> Missing:
    """Return what `Missing.column` was; nothing missing if that is damaged."""
    try:
        return value_of(column, Missing) if column else Missing()
    except ValueError as error:
        logger.warning("the gaps of a transcript cannot be read: %s", error)
        return Missing()
