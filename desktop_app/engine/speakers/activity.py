"""Who speaks when in a recording, and which of the speakers found are taken.

Kept as bytes: three hours of eight speakers in frames of 10 ms take 9 MB, of four in frames of
80 ms half a megabyte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.request import SpeakerSearch
from desktop_app.core.sentences import plural, tr
from desktop_app.engine.speakers.diarizer import Diarizer, Probabilities, Samples
from desktop_app.engine.speakers.same_voice import Voices

# From here on somebody speaks.
SPEAKS = 0.5
# A median over so many seconds takes out what is shorter than half of it: a click, a breath.
MEDIAN_S = 0.4
# Who leads for less is not counted, in seconds for sure and as a share of all speech: diarizers
# open a column for a cough, a laugh or a changed distance to the microphone, and are seldom sure of
# it. In a long meeting the share would leave out who says but a few sentences: no more than that
# many seconds are asked for. Chosen on conversations of the starter diarizer's recipe; what a model
# is sure of counts nearly whole.
LEAST_TALK_S, LEAST_SHARE, ENOUGH_S = 1.0, 0.03, 10.0

_FULL = 255


@dataclass(frozen=True, eq=False)
class Activity:
    """How likely each speaker speaks in each frame.

    Attributes:
        frame_s: the length of a frame in seconds.
        frames: probabilities in 255ths, shape (frames, speakers).
        voices: what each speaker sounds like; None where the model does not tell.
    """

    frame_s: float
    frames: NDArray[np.uint8]
    voices: Voices | None = None

    @property
    def speakers(self) -> int:
        """The number of columns."""
        return int(self.frames.shape[1])

    def likely(self, start_s: float, end_s: float) -> NDArray[np.float64]:
        """Return each speaker's mean probability in a span, shape (speakers,); 0 beyond the end."""
        frames = self._within(start_s, end_s)
        if not len(frames):
            return np.zeros(self.speakers)
        return np.asarray(frames.mean(axis=0) / _FULL)

    def share_of_others(self, speaker: int, start_s: float, end_s: float) -> float:
        """Return the share of a span in which anybody but that speaker speaks."""
        frames = self._within(start_s, end_s)
        others = np.delete(frames, speaker, axis=1)
        return float((others > SPEAKS * _FULL).any(axis=1).mean()) if others.size else 0.0

    @cached_property
    def leads_s(self) -> NDArray[np.float64]:
        """For how long each speaker speaks and is the likeliest, in seconds, shape (speakers,).

        A frame counts by how sure it is: one of probability 0.5 not at all, one of 0.9 to 80 %. A
        column that only follows another one's, as an echo of it does, leads nowhere.
        """
        if not self.frames.size:
            return np.zeros(self.speakers)
        first = self.frames.argmax(axis=1)
        sure = np.clip(2.0 * self.frames.max(axis=1) / _FULL - 1.0, 0.0, None)
        found = [
            sure[self.speaks(column) & (first == column)].sum() for column in range(self.speakers)
        ]
        return np.array(found, np.float64) * self.frame_s

    def of(self, columns: Sequence[int]) -> "Activity":
        """Return what these columns hold."""
        return Activity(self.frame_s, np.ascontiguousarray(self.frames[:, list(columns)]))

    @cached_property
    def counted(self) -> list[int]:
        """The columns of those who speak for long enough, the most talkative first."""
        least_s = max(LEAST_TALK_S, min(ENOUGH_S, LEAST_SHARE * float(self.leads_s.sum())))
        return [one for one in self.ranked if self.leads_s[one] >= least_s] or self.ranked[:1]

    @cached_property
    def ranked(self) -> list[int]:
        """The columns of those who lead at all, the most talkative first."""
        order = np.argsort(-self.leads_s, kind="stable")
        return [int(one) for one in order if self.leads_s[one] > 0]

    def with_a_column_a_voice(self, least: int) -> "Activity":
        """Join columns that are one person's, as long as so many speakers are left."""
        made = self
        while made.voices is not None:
            pair = made.voices.most_alike()
            if pair is None or not made._can_spare_one_of(pair, least):
                break
            first, second = pair
            frames = made.frames.copy()
            frames[:, first] = np.maximum(frames[:, first], frames[:, second])
            frames[:, second] = 0
            made = Activity(made.frame_s, frames, made.voices.joined(first, second))
        return made

    def _can_spare_one_of(self, pair: tuple[int, int], least: int) -> bool:
        """Whether so many speakers are left where two columns are joined."""
        if len(self.counted) >= least:
            return len(self.counted) > least
        # Some of those taken speak too little to count. A voice that is there already must not be
        # one of them, and two who count are sooner two of so many than somebody who does not.
        return len(self.ranked) > least and not set(pair) <= set(self.counted)

    def speaks(self, column: int) -> NDArray[np.bool_]:
        """Return in which frames a speaker speaks, by the median of those around."""
        loud = self.frames[:, column] > SPEAKS * _FULL
        half = round(MEDIAN_S / 2 / self.frame_s)
        if not half:
            return loud
        sums = np.concatenate([[0], np.cumsum(np.pad(loud, half), dtype=np.int32)])
        window = 2 * half + 1
        return np.asarray(sums[window:] - sums[:-window] > half)

    def _within(self, start_s: float, end_s: float) -> NDArray[np.uint8]:
        """Return the frames of a span, at least one where the recording has any there."""
        first = max(0, int(start_s / self.frame_s))
        last = max(first + 1, round(end_s / self.frame_s))
        return self.frames[first:last]


class ActivityRecorder:
    """Collects the frames of a recording as they become final.

    Args:
        frame_s: the length of a frame in seconds.
        speakers: how many columns there will be.
    """

    def __init__(self, frame_s: float, speakers: int) -> None:
        self._frame_s = frame_s
        self._parts: list[NDArray[np.uint8]] = [np.zeros((0, speakers), np.uint8)]

    def add(self, frames: Probabilities) -> None:
        """Add the next frames, shape (n, speakers)."""
        if len(frames):
            found = np.nan_to_num(frames, nan=0.0)
            self._parts.append(np.round(found.clip(0.0, 1.0) * _FULL).astype(np.uint8))

    def activity(self, voices: Voices | None = None) -> Activity:
        """Return all frames so far, with what is known of the voices in them."""
        return Activity(self._frame_s, np.concatenate(self._parts), voices)


class Hearing:
    """A diarizer hears one recording: `hear` its blocks, then `finish`."""

    def __init__(self, diarizer: Diarizer) -> None:
        self._recorder = ActivityRecorder(diarizer.frame_s, diarizer.most_speakers)
        self._stream = diarizer.stream()

    def hear(self, block: Samples) -> None:
        """Take the next sound; errors as `DiarizerStream.add`."""
        self._recorder.add(self._stream.add(block))

    def finish(self) -> Activity:
        """Return who speaks when; errors as `DiarizerStream.finish`."""
        self._recorder.add(self._stream.finish())
        return self._recorder.activity(self._stream.voices)


def taken(activity: Activity, search: SpeakerSearch) -> tuple[Activity, str]:
    """Take the speakers that are asked for.

    Columns of which the model itself says that they are one voice are joined. Of more speakers than
    may be, those with the least talk are left out: their words go to whoever of the others is
    likeliest there. That is right both for a person who got two columns, the weaker of which the
    other one shadows, and for a rare voice, whose words then stand with those they were said among.

    Args:
        activity: what a diarizer found.
        search: how many speakers there are, as far as somebody said.

    Returns:
        The activity of those taken, in the order in which they first speak; and a sentence for the
        user where it is not what was asked for, else "".
    """
    asked = search.most if search.is_exact else None
    activity = activity.with_a_column_a_voice(asked or 1)
    columns = activity.counted if asked is None else activity.ranked
    if search.most is not None:
        columns = columns[: search.most]
    return activity.of(sorted(columns)), _note(search, len(columns), activity.speakers)


def _note(search: SpeakerSearch, found: int, knows: int) -> str:
    """Return what the user should know of the number of speakers, or ""."""
    model = search.model
    if not found or model is None:
        return ""
    is_full = found == knows and knows > 1
    if search.is_exact and search.most is not None and found < search.most:
        if is_full:
            return plural(
                found,
                "{model} tells apart no more than {count} speaker. Another model may know more.",
                "{model} tells apart no more than {count} speakers. Another model may know more.",
                model=model.title,
            )
        return plural(
            found,
            "{asked} speakers were asked for, but only {count} was found.",
            "{asked} speakers were asked for, but only {count} were found.",
            asked=search.most,
        )
    if is_full and search.most is None:
        return tr(
            "All {count} speakers that {model} can tell apart were found. If there are more, their "
            "words are with one of these."
        ).format(count=found, model=model.title)
    return ""
