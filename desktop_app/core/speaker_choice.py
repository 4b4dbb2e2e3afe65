"""What a user chooses about speakers, before it is known which model finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from desktop_app.core.model import ModelSpec
from desktop_app.core.request import SpeakerSearch

# As many speakers as the largest model tells apart.
MOST_SPEAKERS = 8


class SpeakerWay(StrEnum):
    """Whether speakers are found, and what is known of them."""

    OFF = "off"
    AUTO = "auto"
    EXACTLY = "exactly"
    AT_MOST = "at_most"
    CHANNELS = "channels"

    @property
    def needs_model(self) -> bool:
        """Whether a diarizer finds them."""
        return self not in (SpeakerWay.OFF, SpeakerWay.CHANNELS)

    @property
    def has_number(self) -> bool:
        """Whether a number of speakers goes with it."""
        return self in (SpeakerWay.EXACTLY, SpeakerWay.AT_MOST)


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """How speakers are to be found.

    Attributes:
        way: what is known of them.
        number: of speakers, where `way` has one; else 0.
    """

    way: SpeakerWay = SpeakerWay.OFF
    number: Annotated[int, Meta(ge=0, le=MOST_SPEAKERS)] = 0

    def search(self, diarizer: ModelSpec | None) -> SpeakerSearch | None:
        """Return what a request asks for; None if no speakers are to be found, or can be.

        Args:
            diarizer: finds them; None if there is none.
        """
        if self.way is SpeakerWay.CHANNELS:
            return SpeakerSearch()
        if not self.way.needs_model or diarizer is None:
            return None
        most = max(1, self.number) if self.way.has_number else None
        return SpeakerSearch(diarizer, most, is_exact=self.way is SpeakerWay.EXACTLY)


# No speakers are looked for.
NO_SPEAKERS = SpeakerChoice()


def choices_of_speakers(most: int = MOST_SPEAKERS) -> tuple[SpeakerChoice, ...]:
    """Return all that can be chosen, in the order in which it is offered.

    Args:
        most: how many speakers the model tells apart.
    """
    return (
        NO_SPEAKERS,
        SpeakerChoice(SpeakerWay.AUTO),
        *(SpeakerChoice(SpeakerWay.EXACTLY, number) for number in range(1, most + 1)),
        *(SpeakerChoice(SpeakerWay.AT_MOST, number) for number in range(2, most + 1)),
        SpeakerChoice(SpeakerWay.CHANNELS),
    )


def diarizer_for(wanted: str, diarizers: Sequence[ModelSpec]) -> ModelSpec | None:
    """Return the diarizer with an id if it is among these, else the first one, or None."""
    named = next((spec for spec in diarizers if spec.id == wanted), None)
    return named or next(iter(diarizers), None)
