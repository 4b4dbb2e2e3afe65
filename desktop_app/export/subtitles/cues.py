"""Cues of a transcript: lines that keep to the rules, broken where a reader would pause.

A run is what is said without a long silence. Of all ways to divide a run into cues, and cues into
lines, the cheapest is taken: breaks at sentences and clauses cost little, inside of a name much,
and so do a cue that is too short to be read and one that is too short to be seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from desktop_app.core.editing.paragraphs import joint
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.subtitle_rules import SubtitleRules, film_rate, preset_by_id
from desktop_app.export.subtitles.cue_times import CueTimes, Said
from desktop_app.export.subtitles.phrase_words import likely_language
from desktop_app.export.subtitles.phrases import (
    CLAUSE,
    GLUED,
    SENTENCE,
    Piece,
    columns,
    is_wide,
    pieces_of,
)

# A silence, in seconds, over which no cue stays.
_SILENCE_S = 1.0
# A shorter pause is none.
_BREATH_S = 0.3
# So much text says what language it is in.
_ENOUGH_TEXT = 8_000
# One letter in ten is enough: Japanese is written with Chinese characters, too.
_WIDE_SCRIPTS = (("ja", "\u3041", "\u30ff"), ("ko", "\uac00", "\ud7a3"))
# What a cue costs, in the units of `phrases`: found by reading the cues of hours of talk.
_A_CUE = 10.0
_A_LINE = 1.5
_LINE_BREAK = 0.6  # of what a break between two cues costs: the eye is still there
_UNEVEN = 8.0  # a line without any text beside a full one
_SENTENCE_WITHIN = 7.0  # the next sentence begins in the same cue
_MID_LINE = 4.0  # and in the same line
_PAUSE_WITHIN = 12.0  # a second
_PAUSE_BETWEEN = 8.0  # a second; it makes a break better
_FEW_WORDS = 8.0  # a cue of a word or two out of a sentence
_FEW_COLUMNS = 12
_TOO_FAST = 45.0  # no time at all to read it
_FLASH = 25.0  # a cue that the next one has to wait for
_TOO_SHORT = 90.0  # no time at all to see it
_TWO_SPEAKERS = 14.0
_TOO_LONG = 40.0  # closing the gap behind it would make it too long

# What a cue's line breaks cost, and before which pieces they are.
Division = tuple[float, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Cue:
    """One subtitle.

    Attributes:
        start_s: when it comes, in seconds from the start of the file.
        end_s: when it goes.
        lines: its text, at least one line.
        speakers: who says each line; None if unknown.
        segment: the number of the first segment in it.
        said: when its first word begins and its last one ends, in seconds.
    """

    start_s: float
    end_s: float
    lines: tuple[str, ...]
    speakers: tuple[str | None, ...]
    segment: int
    said: tuple[float, float]

    @property
    def columns(self) -> int:
        """The width of its text, as a reader counts it: line ends are spaces."""
        return sum(map(columns, self.lines)) + len(self.lines) - 1

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(line.split()) for line in self.lines)


def cues(
    transcript: Transcript, options: ExportOptions = DEFAULTS, *, names: bool = False
) -> list[Cue]:
    """Build the cues of a transcript with times.

    They are in the order of the file, do not overlap, are not empty and end with the recording.

    Args:
        transcript: every segment has a start and an end.
        options: the rules, and the frame rate of the film.
        names: whether the name of who begins to speak stands in the text.

    Raises:
        FormatUnknown: there are no rules of that name.
    """
    language = language_of(transcript)
    rules = rules_of(transcript, options)
    pieces = _pieces(transcript, language, names=names)
    rate = film_rate(options.frame_rate)
    if rules.line_columns is None:
        drafts = list(_sentences(pieces))
    else:
        drafts = [
            draft
            for run, until_s in _runs(pieces, rules, transcript.duration_s)
            for draft in _Run(
                run, until_s, rules, float(rules.least_gap_s(rate)), names=names
            ).drafts()
        ]
    said = [
        Said(draft.start_s, draft.end_s, rules.reading_s(draft.columns, draft.words))
        for draft in drafts
    ]
    times = CueTimes(rules, rate, transcript.duration_s).of(said)
    return [
        replace(draft, start_s=start_s, end_s=end_s)
        for draft, (start_s, end_s) in zip(drafts, times, strict=True)
    ]


def rules_of(transcript: Transcript, options: ExportOptions) -> SubtitleRules:
    """Return the rules for a transcript: the user's own, or the preset's for its language.

    Raises:
        FormatUnknown: there are no rules of that name.
    """
    return options.rules or preset_by_id(options.preset).rules_for(language_of(transcript))


def language_of(transcript: Transcript) -> str | None:
    """Return the code of a transcript's language; where it has none, the likely one."""
    if transcript.language:
        return transcript.language
    text = "".join(segment.text for segment in transcript.segments)[:_ENOUGH_TEXT]
    letters = [one for one in text if one.isalpha()]
    if is_wide(text):
        for code, first, last in _WIDE_SCRIPTS:
            if sum(first <= one <= last for one in letters) * 10 > len(letters):
                return code
        return "zh"
    if sum("\u0e00" <= one <= "\u0e7f" for one in letters) * 2 > len(letters):
        return "th"
    return likely_language(text.split())


def _pieces(transcript: Transcript, language: str | None, *, names: bool) -> list[Piece]:
    made: list[Piece] = []
    speaker = None
    for number, segment in enumerate(transcript.segments):
        parts = pieces_of(segment, number, segment.language or language)
        if not parts:
            continue
        name = (segment.speaker or "").strip()
        if names and name and segment.speaker != speaker:
            parts.insert(0, _label(name, parts[0]))
        speaker = segment.speaker
        if made:
            made[-1].joint = joint(made[-1].text, parts[0].text)
        made += parts
    return made


def _label(speaker: str, first: Piece) -> Piece:
    text = f"{' '.join(cleaned(speaker).split())}:"
    return replace(
        first, text=text, joint=" ", end_s=first.start_s, columns=columns(text), cost=GLUED
    )


def _sentences(pieces: Sequence[Piece]) -> Iterator[Cue]:
    for _number, group in groupby(pieces, lambda piece: piece.segment):
        parts = list(group)
        yield _draft([parts], [_line(parts)])


def _runs(
    pieces: Sequence[Piece], rules: SubtitleRules, duration_s: float
) -> Iterator[tuple[list[Piece], float]]:
    """Yield what is said without a long silence, and when the next one begins."""
    run: list[Piece] = []
    for piece in pieces:
        if run and _is_apart(run[-1], piece, rules):
            yield run, piece.start_s
            run = []
        run.append(piece)
    if run:
        yield run, max(duration_s, run[-1].end_s) if duration_s else float("inf")


def _is_apart(before: Piece, after: Piece, rules: SubtitleRules) -> bool:
    is_other = before.speaker != after.speaker and rules.dash is None
    return is_other or after.start_s - before.end_s >= _SILENCE_S


def _line(pieces: Sequence[Piece], before: str = "") -> str:
    parts = [text for piece in pieces[:-1] for text in (piece.text, piece.joint)]
    return "".join([before, *parts, pieces[-1].text])


def _draft(lines: Sequence[Sequence[Piece]], texts: Sequence[str]) -> Cue:
    first = lines[0][0]
    end_s = max(piece.end_s for line in lines for piece in line)
    return Cue(
        first.start_s,
        end_s,
        tuple(texts),
        tuple(line[0].speaker for line in lines),
        first.segment,
        (first.start_s, end_s),
    )


def _missing(has_s: float, needs_s: float) -> float:
    """Return what share of the time that is needed is not there."""
    return 0.0 if has_s >= needs_s or needs_s <= 0 else 1 - max(0.0, has_s) / needs_s


class _Run:
    """The cheapest division of a run into cues and lines."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        until_s: float,
        rules: SubtitleRules,
        gap_s: float,
        *,
        names: bool,
    ) -> None:
        """Take a run; `until_s` is when something else is said, `gap_s` the least gap."""
        self._pieces = pieces
        self._rules = rules
        self._gap_s = gap_s
        self._longest = rules.line_columns or 0
        self._dash = "" if names else rules.dash or ""
        self._begins_s = [piece.start_s for piece in pieces] + [until_s]
        # What was found for cues that end with one piece, by their first piece and their lines:
        # without it three lines take as many steps as there are triples of words.
        self._known_end = -1
        self._known: dict[tuple[int, int], Division | None] = {}
        # Sums from the start of the run, so that every stretch of it is a difference of two.
        self._columns = [0]
        self._sentences = [0]
        self._pauses_s = [0.0]
        self._turns = [0]
        for piece, begins_s in zip(pieces, self._begins_s[1:], strict=True):
            self._columns.append(self._columns[-1] + piece.columns + len(piece.joint))
            self._sentences.append(self._sentences[-1] + (piece.cost == SENTENCE))
            pause_s = min(begins_s - piece.end_s, _SILENCE_S)
            self._pauses_s.append(self._pauses_s[-1] + (pause_s if pause_s > _BREATH_S else 0.0))
        for before, after in pairwise(pieces):
            self._turns.append(self._turns[-1] + (before.speaker != after.speaker))

    def drafts(self) -> Iterator[Cue]:
        """Yield the cues, at the times at which they are said."""
        for start, end in self._division():
            _cost, breaks = self._lines(start, end) or (0.0, ())
            places = [start, *breaks, end]
            lines = [self._pieces[first:last] for first, last in pairwise(places)]
            dash = self._dash if self._turns[end - 1] > self._turns[start] else ""
            yield _draft(lines, [_line(line, dash) for line in lines])

    def _division(self) -> list[tuple[int, int]]:
        """Return first piece and end of each cue."""
        best = [0.0]
        begins = [0]
        first = 0
        for end in range(1, len(self._pieces) + 1):
            while first < end - 1 and not self._may_hold(first, end):
                first += 1
            least, begin = float("inf"), end - 1
            for start in range(first, end):
                if best[start] + _A_CUE >= least:
                    continue
                cost = self._cost(start, end)
                if cost is not None and best[start] + cost < least:
                    least, begin = best[start] + cost, start
            best.append(least + self._behind(end))
            begins.append(begin)
        made: list[tuple[int, int]] = []
        end = len(self._pieces)
        while end:
            made.append((begins[end], end))
            end = begins[end]
        return made[::-1]

    def _may_hold(self, start: int, end: int) -> bool:
        """Whether a cue might hold so much; if not, no longer one does."""
        rules = self._rules
        if self._width(start, end) > (self._longest + 1) * rules.lines:
            return False
        if self._turns[end - 1] - self._turns[start] >= rules.lines:
            return False
        length_s = self._pieces[end - 1].end_s - self._pieces[start].start_s
        return rules.most_s is None or length_s <= rules.most_s

    def _width(self, start: int, end: int) -> int:
        return self._columns[end] - self._columns[start] - len(self._pieces[end - 1].joint)

    def _behind(self, end: int) -> float:
        """Return the cost of a break between two cues."""
        piece = self._pieces[end - 1]
        if end == len(self._pieces) or self._pieces[end].speaker != piece.speaker:
            return 0.0
        pause_s = max(0.0, min(self._begins_s[end] - piece.end_s, _SILENCE_S))
        return max(0.0, piece.cost - _PAUSE_BETWEEN * pause_s)

    def _cost(self, start: int, end: int) -> float | None:
        """Return what a cue costs without the break behind it; None if its text does not fit."""
        found = self._lines(start, end)
        if found is None:
            return None
        within, breaks = found
        sentences = self._sentences[end - 1] - self._sentences[start]
        mid_line = sentences - sum(self._pieces[place - 1].cost == SENTENCE for place in breaks)
        pauses_s = self._pauses_s[end - 1] - self._pauses_s[start]
        cost = _A_CUE + within + _PAUSE_WITHIN * pauses_s
        cost += _SENTENCE_WITHIN * sentences + _MID_LINE * mid_line
        if self._turns[end - 1] > self._turns[start]:
            cost += _TWO_SPEAKERS
        if self._width(start, end) < _FEW_COLUMNS and not self._is_whole(start, end):
            cost += _FEW_WORDS
        return cost + self._hurry(start, end)

    def _is_whole(self, start: int, end: int) -> bool:
        return self._pieces[end - 1].cost <= CLAUSE and (
            start == 0 or self._pieces[start - 1].cost == SENTENCE
        )

    def _hurry(self, start: int, end: int) -> float:
        """Return the cost of a cue that cannot stay as long as it should."""
        rules = self._rules
        begins_s, ends_s = self._pieces[start].start_s, self._pieces[end - 1].end_s
        following_s = self._begins_s[end] - self._gap_s
        stays_s = min(following_s, max(ends_s + rules.lingers_s, begins_s + rules.least_s))
        reading_s = rules.reading_s(self._width(start, end), end - start)
        cost = _TOO_FAST * _missing(stays_s - begins_s, reading_s)
        seen_s = following_s - begins_s + (0.0 if start else rules.leads_s)
        short = _missing(seen_s, rules.least_s)
        cost += _FLASH + _TOO_SHORT * short if short else 0.0
        is_closed = 0 < following_s - ends_s < rules.closed_below_s - self._gap_s
        if is_closed and rules.most_s is not None and following_s - begins_s > rules.most_s:
            cost += _TOO_LONG
        return cost

    def _lines(self, start: int, end: int) -> Division | None:
        """Return the cost and the places of the best line breaks; None if the text does not fit."""
        if self._turns[end - 1] > self._turns[start]:
            return self._turn_lines(start, end)
        if end - start == 1:
            return 0.0, ()
        return self._best_lines(start, end, self._rules.lines)

    def _turn_lines(self, start: int, end: int) -> Division | None:
        """Give each speaker a line."""
        breaks = tuple(
            place for place in range(start + 1, end) if self._turns[place] > self._turns[place - 1]
        )
        room = self._longest - columns(self._dash)
        places = pairwise([start, *breaks, end])
        fits = len(breaks) < self._rules.lines and all(self._width(a, b) <= room for a, b in places)
        return (_A_LINE * len(breaks), breaks) if fits else None

    def _best_lines(self, start: int, end: int, lines: int) -> Division | None:
        whole = self._width(start, end)
        if whole <= self._longest:
            return 0.0, ()
        if lines == 1 or whole > (self._longest + 1) * lines:
            return None
        if end != self._known_end:
            self._known_end, self._known = end, {}
        if (start, lines) not in self._known:
            self._known[start, lines] = self._broken(start, end, lines)
        return self._known[start, lines]

    def _broken(self, start: int, end: int, lines: int) -> Division | None:
        """Return the best division of a text that is too long for one line."""
        whole = self._width(start, end)
        best: Division | None = None
        for place in range(end - 1, start, -1):
            first = self._width(start, place)
            if first > self._longest:
                continue
            if whole - first > (self._longest + 1) * (lines - 1):
                break
            rest = self._best_lines(place, end, lines - 1)
            if rest is None:
                continue
            uneven = abs(first - self._width(place, end) / max(1, len(rest[1]) + 1)) / self._longest
            cost = _A_LINE + _LINE_BREAK * self._pieces[place - 1].cost + _UNEVEN * uneven + rest[0]
            if best is None or cost < best[0]:
                best = cost, (place, *rest[1])
        return best
