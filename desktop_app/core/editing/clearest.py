"""The clearest sentences of a speaker: those by which people and models know the voice best."""

from collections.abc import Sequence
from operator import itemgetter

from desktop_app.core.timecode import Span
from desktop_app.core.transcript import Segment

# By a sentence of so many seconds a voice is known; of a longer one the beginning is enough.
CLEAR_S = (3.0, 10.0)
CLEAR_CONFIDENCE = 0.8
# A model hears shorter ones, too, but no "yes" into somebody else's sentence.
LEAST_S = 2.0

_Rank = tuple[bool, bool, bool, float]


def clearest(segments: Sequence[Segment], name: str) -> int | None:
    """Return the number of the sentence by which a speaker is best known; None without times.

    It is the longest of three to ten seconds whose words are sure and in which nobody else speaks;
    else what comes nearest to that.
    """
    ranked = _ranked(segments, name)
    return ranked[0][1] if ranked else None


def clearest_spans(segments: Sequence[Segment], name: str) -> list[Span]:
    """Return when a speaker's sentences are said that make a voice known, the clearest first.

    Sentences into which somebody else speaks and short ones are none of them.
    """
    spans = []
    for (is_alone, *_), number in _ranked(segments, name):
        start_s, end_s = segments[number].start_s or 0.0, segments[number].end_s or 0.0
        if is_alone and end_s - start_s >= LEAST_S:
            spans.append((start_s, end_s))
    return spans


def _ranked(segments: Sequence[Segment], name: str) -> list[tuple[_Rank, int]]:
    """Return a speaker's sentences with times, the clearest first, of equal ones in their order."""
    ranked: list[tuple[_Rank, int]] = []
    for number, one in enumerate(segments):
        length_s = (one.end_s or 0.0) - (one.start_s or 0.0)
        if one.speaker != name or length_s <= 0:
            continue
        rank = (
            _is_alone(segments, number),
            CLEAR_S[0] <= length_s <= CLEAR_S[1],
            _confidence(one) >= CLEAR_CONFIDENCE,
            length_s if length_s <= CLEAR_S[1] else -length_s,
        )
        ranked.append((rank, number))
    return sorted(ranked, key=itemgetter(0), reverse=True)


def _is_alone(segments: Sequence[Segment], number: int) -> bool:
    """Whether nobody else speaks meanwhile, as far as it is known."""
    one = segments[number]
    beside = (segments[n] for n in (number - 1, number + 1) if 0 <= n < len(segments))
    return not one.is_overlapped and not any(
        other.speaker != one.speaker
        and (other.start_s or 0.0) < (one.end_s or 0.0)
        and (one.start_s or 0.0) < (other.end_s or 0.0)
        for other in beside
    )


def _confidence(segment: Segment) -> float:
    """Return how sure the model was of a sentence's words; 1 where it does not tell."""
    told = [word.confidence for word in segment.words if word.confidence is not None]
    return sum(told) / len(told) if told else 1.0
