"""What subtitles must keep to: the rules of broadcasters, and the user's own.

Where a number was read in the guide itself, the preset's source is its address. What was only read
in other programs or in articles about a guide is said to be second-hand where it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from desktop_app.core.errors import FormatUnknown
from desktop_app.core.sentences import marked

# The slowest film rate in use. Two of its frames are two frames or more at every other rate, so a
# gap counted in frames holds whatever the film turns out to be.
UNKNOWN_RATE = Fraction(24_000, 1001)
# How far a rate may be off and still be meant: 23.976 and 23.98 are 24000/1001.
_NEAR_RATE = 0.006
_MOST_LINES = 4
_LEAST_LINE_CHARS = 8


@dataclass(frozen=True, slots=True)
class SubtitleRules:
    """The limits of subtitles; None in a field is no limit. Times are in seconds.

    Characters are counted as a reader sees them: an accent belongs to its letter, an emoji is one.
    In `wide` scripts a Latin letter or digit counts half.

    Attributes:
        line_chars: the longest line, with spaces and punctuation. None: a sentence is one cue and
            one line, whatever its length, and no other rule shapes the text.
        lines: the most lines at once.
        chars_per_s: the greatest reading speed, with spaces and punctuation.
        words_per_minute: the same in words; None of it where a script has no spaces.
        least_s: how long a cue stays at least.
        most_s: how long a cue stays at most.
        gap_frames: the least gap between two cues, in frames of the film.
        gap_s: the least gap in seconds; the longer of both holds.
        closed_below_s: gaps that are shorter are closed to the least gap.
        lingers_s: how long a cue may stay after its last word, to be read.
        leads_s: how long before its first word a cue may come, to stay `least_s`.
        lags_s: how long after its first word a cue may come, for the same reason.
        dash: stands before each line where two speakers share a cue; None: no two ever do.
        wide: whether a character is a full-width one, as in Japanese.

    Raises:
        ValueError: a limit that nothing can meet.
    """

    line_chars: int | None = 42
    lines: int = 2
    chars_per_s: float | None = 20.0
    words_per_minute: float | None = None
    least_s: float = 5 / 6
    most_s: float | None = 7.0
    gap_frames: int = 0
    gap_s: float = 0.0
    closed_below_s: float = 0.0
    lingers_s: float = 0.5
    leads_s: float = 0.125
    lags_s: float = 0.125
    dash: str | None = "-"
    wide: bool = False

    def __post_init__(self) -> None:
        """Refuse limits that nothing can meet."""
        if self.line_chars is not None and self.line_chars < _LEAST_LINE_CHARS:
            raise ValueError(f"a line of {self.line_chars} characters")
        if not 1 <= self.lines <= _MOST_LINES:
            raise ValueError(f"{self.lines} lines")
        times = (self.least_s, self.gap_frames, self.gap_s, self.closed_below_s, self.lingers_s)
        if not all(0 <= value < float("inf") for value in (*times, self.leads_s, self.lags_s)):
            raise ValueError("a time below zero")
        speeds = (self.chars_per_s, self.words_per_minute)
        if not all(value is None or value > 0 for value in speeds):
            raise ValueError("a reading speed of zero")
        if self.most_s is not None and not self.least_s < self.most_s < float("inf"):
            raise ValueError("the greatest duration is not longer than the least")

    @property
    def line_columns(self) -> int | None:
        """The longest line in columns: a full-width character takes two, any other one."""
        if self.line_chars is None:
            return None
        return self.line_chars * 2 if self.wide else self.line_chars

    def characters(self, columns: int) -> float:
        """Return how many characters are counted for so many columns."""
        return columns / 2 if self.wide else float(columns)

    def reading_s(self, columns: int, words: int) -> float:
        """Return how long so much text must stay to be read."""
        by_chars = self.characters(columns) / self.chars_per_s if self.chars_per_s else 0.0
        has_words = self.words_per_minute is not None and not self.wide
        by_words = (
            words * 60 / self.words_per_minute if has_words and self.words_per_minute else 0.0
        )
        return max(by_chars, by_words)

    def least_gap_s(self, rate: Fraction | None) -> Fraction:
        """Return the least gap; `rate` is the film's, in frames a second, None if unknown."""
        frames = self.gap_frames / (rate or UNKNOWN_RATE)
        return max(frames, Fraction(self.gap_s).limit_denominator(1_000_000))


@dataclass(frozen=True, slots=True)
class Preset:
    """Rules with a name.

    Attributes:
        id: the value of `--preset`.
        title: its name for the user.
        note: whose rules they are, as one sentence.
        source: the address of the guide; "" where there is none.
        rules: the rules.
        languages: other rules for some languages, by the code's first part.
    """

    id: str
    title: str
    note: str
    source: str
    rules: SubtitleRules
    languages: Mapping[str, SubtitleRules] = field(default_factory=dict)

    def rules_for(self, language: str | None) -> SubtitleRules:
        """Return the rules for a text; `language` is a BCP-47 code, None if unknown."""
        code = (language or "").replace("_", "-").partition("-")[0].casefold()
        return self.languages.get(code, self.rules)


# General requirements: 5/6 s to 7 s, two lines, where lines break. Timing guidelines (both read, as
# the address of each stood in 2026): 2 frames, gaps below half a second are closed, half a second
# past the sound where reading needs it. 42 characters: the English guide, read. 20 characters a
# second, and the lengths and speeds of other languages: second-hand, Subtitle Edit's Netflix check,
# its numbers for the deaf and hard of hearing, who read what was said in the same language.
# Three frames off the sound: second-hand, what a checker of Netflix's files tells its staff.
# https://partnerhelp.netflixstudios.com/hc/en-us/articles/360051554394
# https://partnerhelp.netflixstudios.com/hc/en-us/articles/217350977
_NETFLIX = SubtitleRules(gap_frames=2, closed_below_s=0.5)
_NETFLIX_LANGUAGES = {
    "ar": replace(_NETFLIX, chars_per_s=23.0),
    "hi": replace(_NETFLIX, chars_per_s=25.0),
    "ja": replace(_NETFLIX, line_chars=13, chars_per_s=7.0, wide=True),
    "ko": replace(_NETFLIX, line_chars=16, chars_per_s=14.0, wide=True),
    "th": replace(_NETFLIX, line_chars=35),
    "zh": replace(_NETFLIX, line_chars=16, chars_per_s=11.0, wide=True),
}
# Second-hand, from readers of the page (version 1.2): 160 to 180 words a minute, two lines, 68 % of
# the picture's width, which is about the 37 characters of teletext; 0.3 s a word; a gap is at least
# a second, or none; not more than 1.5 s before or after what is said. A dash where no colours can
# tell speakers apart. The guide has no least and no greatest duration: one second is three words at
# its pace, ten seconds is ours.
_BBC = SubtitleRules(
    line_chars=37,
    chars_per_s=None,
    words_per_minute=180.0,
    least_s=1.0,
    most_s=10.0,
    closed_below_s=1.0,
    lingers_s=1.5,
    leads_s=1.5,
    lags_s=1.5,
    dash="- ",
)
# Common standards of ARD, ORF, SRF and ZDF (read): 37 characters, two lines in double height, one
# second at least, 13 to 15 characters a second, one frame. 37 is what is left of the 40 columns of
# EBU Tech 3264 after the codes for the box and the height. It has no greatest duration: ten seconds
# is ours.
_TELETEXT = SubtitleRules(
    line_chars=37,
    chars_per_s=15.0,
    least_s=1.0,
    most_s=10.0,
    gap_frames=1,
    lingers_s=1.5,
    leads_s=0.5,
    lags_s=0.5,
    dash="- ",
)
# YouTube gives none. These are TED's for its volunteers, whose talks are there: 42 characters, 21 a
# second (read in TED's own lessons), two lines, 1 s to 7 s (second-hand).
# https://amara.org/subtitles/MVgIgNCU9zZQ/en/1/
_YOUTUBE = SubtitleRules(
    chars_per_s=21.0, least_s=1.0, lingers_s=1.0, leads_s=0.5, lags_s=0.5, dash="- "
)
_WIDE_LANGUAGES = {"ja": 16, "ko": 16, "zh": 16}
_NONE = SubtitleRules(
    line_chars=None,
    lines=1,
    chars_per_s=None,
    least_s=0.0,
    most_s=None,
    lingers_s=0.0,
    leads_s=0.0,
    lags_s=0.0,
    dash=None,
)


def _wide(rules: SubtitleRules, chars_per_s: float | None) -> Mapping[str, SubtitleRules]:
    """Return the rules for scripts of full-width characters, of which the guide does not speak."""
    return {
        code: replace(rules, line_chars=chars, chars_per_s=chars_per_s, wide=True)
        for code, chars in _WIDE_LANGUAGES.items()
    }


PRESETS: tuple[Preset, ...] = (
    Preset(
        "netflix",
        marked("Netflix"),
        marked("Two lines of 42 characters, 20 characters a second, two frames between."),
        "https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617",
        _NETFLIX,
        _NETFLIX_LANGUAGES,
    ),
    Preset(
        "bbc",
        marked("BBC"),
        marked("Two lines of 37 characters, 180 words a minute, gaps of a second or none."),
        "https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/",
        _BBC,
        _wide(_BBC, 11.0),
    ),
    Preset(
        "ebu-teletext",
        marked("EBU teletext"),
        marked(
            "Two lines of 37 characters, 15 characters a second, as ARD, ORF, SRF and ZDF want it."
        ),
        "https://www.daserste.de/specials/service/untertitel-standards100.html",
        _TELETEXT,
        _wide(_TELETEXT, 9.0),
    ),
    Preset(
        "youtube",
        marked("YouTube"),
        marked(
            "YouTube has no rules. Two lines of 42 characters, 21 characters a second, as TED does."
        ),
        "https://amara.org/subtitles/MVgIgNCU9zZQ/en/1/",
        _YOUTUBE,
        _wide(_YOUTUBE, 11.0),
    ),
    Preset(
        "none",
        marked("No rules"),
        marked("Each sentence as it is, in one line, at its own times."),
        "",
        _NONE,
    ),
)


def preset_by_id(preset_id: str) -> Preset:
    """Return the preset with that id.

    Raises:
        FormatUnknown: there is none.
    """
    for known in PRESETS:
        if known.id == preset_id:
            return known
    raise FormatUnknown("There are no rules for subtitles named “{name}”.", name=preset_id)


def film_rate(frame_rate: float | None) -> Fraction | None:
    """Return a frame rate exactly: 23.976 and 29.97 stand for 24000/1001 and 30000/1001.

    Args:
        frame_rate: in frames a second; None, zero or what is no rate gives None.
    """
    if frame_rate is None or not 1 <= frame_rate <= 1000:  # noqa: PLR2004 - no film is outside
        return None
    whole = round(frame_rate)
    if frame_rate == whole:
        return Fraction(whole)
    television = Fraction(round(frame_rate * 1.001) * 1000, 1001)
    if abs(float(television) - frame_rate) < _NEAR_RATE:
        return television
    return Fraction(frame_rate).limit_denominator(1001)
