"""What subtitles of a transcript cannot meet, each with its place in the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from desktop_app.core.sentences import Figure, marked, tr
from desktop_app.core.transcript import Transcript
from desktop_app.export.options import ExportOptions
from desktop_app.export.subtitle_rules import SubtitleRules, film_rate
from desktop_app.export.subtitles.cues import Cue, cues, rules_of
from desktop_app.export.subtitles.phrases import columns

# Times in a file are whole milliseconds; a frame begins and ends between two.
_ROUNDING_S = 0.0011


class Rule(StrEnum):
    """A rule that a cue does not keep to."""

    CHARS_PER_S = "chars_per_s"
    WORDS_PER_MINUTE = "words_per_minute"
    LINE_CHARS = "line_chars"
    LINES = "lines"
    LEAST_S = "least_s"
    MOST_S = "most_s"
    GAP_S = "gap_s"
    LEAD_S = "lead_s"
    LAG_S = "lag_s"


_SENTENCES = {
    Rule.CHARS_PER_S: marked("{measured:.1f} characters a second; {allowed:.1f} are allowed."),
    Rule.WORDS_PER_MINUTE: marked("{measured:.0f} words a minute; {allowed:.0f} are allowed."),
    Rule.LINE_CHARS: marked("A line of {measured:.0f} characters; {allowed:.0f} are allowed."),
    Rule.LINES: marked("{measured:.0f} lines; {allowed:.0f} are allowed."),
    Rule.LEAST_S: marked("On the screen for {measured:.2f} s; {allowed:.2f} s is the least."),
    Rule.MOST_S: marked("On the screen for {measured:.2f} s; {allowed:.2f} s is the most."),
    Rule.GAP_S: marked("{measured:.3f} s before the next one; {allowed:.3f} s is the least."),
    Rule.LEAD_S: marked("{measured:.2f} s before it is said; {allowed:.2f} s is the most."),
    Rule.LAG_S: marked("{measured:.2f} s after it is said; {allowed:.2f} s is the most."),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A cue that does not keep to a rule.

    Attributes:
        segment: the number of the sentence with which the cue begins, in the transcript.
        start_s: when the cue comes, in seconds from the start of the file.
        rule: the rule.
        measured: what the cue has.
        allowed: what the rule allows.
    """

    segment: int
    start_s: float
    rule: Rule
    measured: float
    allowed: float

    def __str__(self) -> str:
        """Return a sentence, such as `23.4 characters a second; 20.0 are allowed.`."""
        figures = {"measured": Figure(self.measured), "allowed": Figure(self.allowed)}
        return tr(_SENTENCES[self.rule]).format(**figures)


def violations(
    transcript: Transcript, options: ExportOptions, *, names: bool = False
) -> list[Violation]:
    """Return what the cues of a transcript cannot meet, in the order of the file.

    Args:
        transcript: every segment has a start and an end.
        options: the rules and the frame rate.
        names: whether the format names speakers in the text.

    Raises:
        FormatUnknown: there are no rules of that name.
    """
    rules = rules_of(transcript, options)
    made = cues(transcript, options, names=names)
    rate = film_rate(options.frame_rate)
    gap_s = float(rules.least_gap_s(rate))
    frame_s = float(1 / rate) if rate else 0.0
    found = [one for cue in made for one in _of(cue, rules, frame_s)]
    for cue, following in pairwise(made):
        left_s = following.start_s - cue.end_s
        if left_s < gap_s - _ROUNDING_S:
            found.append(Violation(cue.segment, cue.start_s, Rule.GAP_S, left_s, gap_s))
        elif gap_s + _ROUNDING_S < left_s < rules.closed_below_s - _ROUNDING_S:
            found.append(
                Violation(cue.segment, cue.start_s, Rule.GAP_S, left_s, rules.closed_below_s)
            )
    return sorted(found, key=lambda one: one.start_s)


def _of(cue: Cue, rules: SubtitleRules, frame_s: float) -> Iterator[Violation]:
    length_s = cue.end_s - cue.start_s
    characters = rules.characters(cue.columns)
    longest = rules.characters(max(map(columns, cue.lines)))
    words_per_minute = None if rules.wide else rules.words_per_minute
    if length_s < rules.least_s - _ROUNDING_S:
        yield Violation(cue.segment, cue.start_s, Rule.LEAST_S, length_s, rules.least_s)
    # What rounding may add to what is measured: a speed falls as the time grows.
    quicker = length_s / (length_s + _ROUNDING_S)
    for rule, measured, allowed, share, slack in (
        (Rule.CHARS_PER_S, characters / length_s, rules.chars_per_s, quicker, 0.0),
        (Rule.WORDS_PER_MINUTE, cue.words * 60 / length_s, words_per_minute, quicker, 0.0),
        (Rule.LINE_CHARS, longest, rules.line_chars, 1.0, 0.0),
        (Rule.LINES, float(len(cue.lines)), float(rules.lines), 1.0, 0.0),
        (Rule.MOST_S, length_s, rules.most_s, 1.0, _ROUNDING_S),
        (Rule.LEAD_S, cue.said[0] - cue.start_s, rules.leads_s, 1.0, _ROUNDING_S + frame_s),
        (Rule.LAG_S, cue.start_s - cue.said[0], rules.lags_s, 1.0, _ROUNDING_S + frame_s),
    ):
        if allowed is not None and measured * share - slack > allowed:
            yield Violation(cue.segment, cue.start_s, rule, measured, allowed)
