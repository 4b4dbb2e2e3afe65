"""What a terminal shows of a run: where it is, how long it takes, and what became of each file."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_app.cli.terminal import Terminal
from desktop_app.core.request import (
    ChannelsNoticed,
    ModelLoading,
    ModelReady,
    Notice,
    Progress,
    TrackChosen,
    TranscriptionEvent,
)
from desktop_app.core.timecode import clock, time_left

# Before that much of a file is done, a rate says little; in seconds of work.
LEAST_WORK_S = 2.0
# Where lines stay, as in a log: one for each tenth of a file, unless it is short, and at least one
# every half a minute of work.
STEPS = 10
SHORTEST_S = 5.0
LONGEST_S = 30.0


def people_line(people: int) -> str:
    """Say that so many people have a track each, and how all of them are transcribed."""
    return (
        f"each of {people} tracks is another person's; --audio-track all --speakers channels "
        "transcribes all of them and tells who speaks."
    )


class FileProgress:
    """Show one file's way through the model.

    Args:
        terminal: where.
        name: the file's name.
        place: `2 of 5`; "" for the only one.
        heard_s: seconds at its start that an earlier run heard.
        now: a monotonic clock in seconds.
    """

    def __init__(
        self,
        terminal: Terminal,
        name: str,
        place: str = "",
        heard_s: float = 0.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._terminal = terminal
        self._name = name
        self._start = f"{place}: " if place else ""
        self._heard_s = heard_s
        self._now = now
        self._began_s = self._told_s = now()
        self._told_step = 0

    def take(self, event: TranscriptionEvent) -> None:
        """Show an event as it occurs."""
        if isinstance(event, Notice):
            self._terminal.warn(f"{self._name}: {event.text}")
        elif isinstance(event, TrackChosen) and event.choice.of > 1:
            self._terminal.say(f"{self._name}: {event.choice.named_place}")
            if event.choice.people > 1:
                self._terminal.say(f"{self._name}: {people_line(event.choice.people)}")
        elif isinstance(event, ChannelsNoticed):
            what = "tracks" if event.are_tracks else "channels"
            self._terminal.say(
                f"{self._name}: each of {event.people} {what} is another person's; "
                "--speakers channels tells who speaks."
            )
        elif isinstance(event, ModelLoading):
            self._terminal.say(f"Loading {event.title} …")
        elif isinstance(event, ModelReady):
            self._began_s = self._told_s = self._now()
        elif isinstance(event, Progress):
            self._show(event)

    def _show(self, progress: Progress) -> None:
        state = self.state(progress)
        if self._terminal.is_live:
            self._terminal.live(self._start, self._name, f" {state}")
            return
        now_s = self._now()
        step = int(STEPS * progress.done_s / progress.total_s) if progress.total_s else 0
        waited_s = now_s - self._told_s
        is_step = step > self._told_step and waited_s >= SHORTEST_S
        if is_step or waited_s >= LONGEST_S:
            self._told_s, self._told_step = now_s, step
            self._terminal.say(f"{self._start}{self._name}: {state}")

    def state(self, progress: Progress) -> str:
        """Return `41 % · about 3 min left`, or how far it is where the length is unknown."""
        if not progress.total_s:
            return clock(progress.done_s)
        share = min(1.0, progress.done_s / progress.total_s)
        parts = [f"{int(100 * share)} %"]  # 100 % only when all is done
        work_s, done_s = self._now() - self._began_s, progress.done_s - self._heard_s
        if work_s >= LEAST_WORK_S and done_s > 0 and share < 1:
            left_s = (progress.total_s - progress.done_s) * work_s / done_s
            parts.append(time_left(left_s))
        return " · ".join(parts)


@dataclass(slots=True)
class Tally:
    """What became of the files of a run.

    Attributes:
        of: number of files, and of named folders without any.
        done: number of files whose text is where it should be.
        failed: the others that were tried: name and reason.
    """

    of: int = 0
    done: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)

    def has_failed(self, name: str, reason: str) -> None:
        """Note a file that failed."""
        self.failed.append((name, reason))

    def lines(self) -> list[str]:
        """Return `4 of 5 done, 1 failed:` with a line for each that failed."""
        if not self.failed:
            return [f"{self.done} of {self.of} done."]
        if len(self.failed) == 1:
            ((name, reason),) = self.failed
            return [f"{self.done} of {self.of} done, 1 failed: {name} ({reason.rstrip('.')})."]
        named = [f"  {name}: {reason}" for name, reason in self.failed]
        return [f"{self.done} of {self.of} done, {len(self.failed)} failed:", *named]
