"""Measure how soon a text of 40,000 words in 4,000 sentences is changed.

edit-key: from a key until its letter is on the disk: sentence, index and list of changes, in one
transaction of the library, the median.
edit-window: how long the window's thread is busy with a key: the change is found in the paragraph,
made in memory and shown, the median; edit-window-worst is the longest of them.
edit-replace: the same for all hits of a frequent word, and edit-undo for taking that back;
edit-replace-kept is how long the library writes it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.adding import shown_window
from benchmarks.result import Result
from desktop_app.core.editing.find import Pattern, replaced_all
from desktop_app.core.editing.paragraphs import Paragraph, paragraphs_of
from desktop_app.core.editing.typing import typed
from desktop_app.core.transcript import Segment, Transcript, Word
from desktop_app.system.folders import Folders

if TYPE_CHECKING:
    from desktop_app.core.editing.change import Change
    from desktop_app.library.library import Library

SENTENCES, WORDS = 4_000, 10
HITS = 3_690
KEYS = 60
ALLOWED_KEY_MS, ALLOWED_WINDOW_MS, ALLOWED_WORST_MS = 20.0, 10.0, 100.0
ALLOWED_ALL_MS = 1_000.0
KEY = "a" * 32
TYPING = "Typing"


def measure() -> list[Result]:
    """Change a long text in a library, and in the window."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        write_ms, all_ms = _in_library(Folders.below(home).library)
        window_ms, replace_ms, undo_ms = _in_window(home)
    return [
        _row("edit-key", statistics.median(write_ms), ALLOWED_KEY_MS, KEYS),
        _row("edit-replace-kept", all_ms, ALLOWED_ALL_MS, 1),
        _row("edit-window", statistics.median(window_ms), ALLOWED_WINDOW_MS, KEYS),
        _row("edit-window-worst", max(window_ms), ALLOWED_WORST_MS, KEYS),
        _row("edit-replace", replace_ms, ALLOWED_ALL_MS, 1),
        _row("edit-undo", undo_ms, ALLOWED_WORST_MS, 1),
    ]


def _row(name: str, found_ms: float, allowed_ms: float, runs: int) -> Result:
    return Result(name, allowed_ms / found_ms, 1.0, found_ms, allowed_ms, "ms", runs)


def long_text() -> Transcript:
    """Return a text with `HITS` times "the" among words that are all different."""
    made, now_s, hits = [], 0.0, 0
    for sentence in range(SENTENCES):
        words = []
        for number in range(WORDS):
            at = sentence * WORDS + number
            is_hit = hits < HITS and at % (SENTENCES * WORDS // HITS) == 0
            hits += is_hit
            text = "the" if is_hit else f"word{at}"
            words.append(Word(text, now_s, now_s + 0.25, 0.9))
            now_s += 0.3
        text = " ".join(word.text for word in words)
        made.append(Segment(text, words[0].start_s, words[-1].end_s, tuple(words)))
        now_s += 2.5 if sentence % 7 == 0 else 0.2
    return Transcript(Path("/recordings/talk.wav"), now_s, "parakeet", "en", tuple(made))


def _in_library(folder: Path) -> tuple[list[float], float]:
    """Return how long each key takes in the library, and all hits, in ms."""
    from desktop_app.library.library import Library

    library = Library.open(folder)
    library.finish_job(KEY, long_text())
    library.edit(KEY, _key(library.transcript(KEY).segments, 0), TYPING).result()
    taken = []
    for number in range(KEYS):
        change = _key(library.transcript(KEY).segments, number)
        begin = _editing(library, change, TYPING, merges=bool(number % 10))
        taken.append(_timed_ms(begin))
    replacing, hits = replaced_all(library.transcript(KEY).segments, _THE, "this")
    if replacing is None or hits != HITS:
        raise RuntimeError(f"{hits} hits instead of {HITS}")
    all_ms = _timed_ms(_editing(library, replacing, "Replace all"))
    library.undo_edit(KEY).result()
    library.close()
    return taken, all_ms


_THE = Pattern("the", is_word=True)


def _editing(
    library: "Library", change: "Change", name: str, *, merges: bool = False
) -> Callable[[], object]:
    return lambda: library.edit(KEY, change, name, merges=merges).result()


def _timed_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    began_s = clock()
    work()
    return 1000 * (clock() - began_s)


def _busy_ms(work: Callable[[], object]) -> float:
    """Return how long this thread works, without what others take from it."""
    return _timed_ms(work, time.thread_time)


def _key(segments: tuple[Segment, ...], number: int) -> "Change":
    """One letter, ten in a row in one place of the middle."""
    return _letter(segments, paragraphs_of(segments)[200 + number // 10])


def _letter(segments: tuple[Segment, ...], paragraph: Paragraph) -> "Change":
    middle = len(paragraph.text) // 2
    text = f"{paragraph.text[:middle]}x{paragraph.text[middle:]}"
    following = segments[paragraph.end] if paragraph.end < len(segments) else None
    return typed(paragraph, text, following)


def _in_window(home: Path) -> tuple[list[float], float, float]:
    """Return how long the window's thread is busy: each key, all hits and their undo, in ms."""
    with shown_window(home) as (services, gap_until):
        services.library.restore.begin()
        gap_until(lambda: services.controller.jobs.rowCount() == 1)
        (record,) = services.controller.records()
        services.controller.select(record.id)
        editor = services.editor
        gap_until(lambda: editor.can_edit)

        def segments() -> tuple[Segment, ...]:
            return record.transcript.segments if record.transcript is not None else ()

        def type_into(paragraph: Paragraph) -> None:
            editor.apply(_letter(segments(), paragraph), TYPING, merges=True)

        taken = []
        for number in range(KEYS):
            paragraph = paragraphs_of(segments())[200 + number // 10]  # which the page knows
            taken.append(_busy_ms(partial(type_into, paragraph)))
            gap_until(lambda: not editor.holds(KEY))

        def replace_all() -> None:
            change, _hits = replaced_all(segments(), _THE, "this")
            if change is not None:
                editor.apply(change, "Replace all")

        replace_ms = _busy_ms(replace_all)
        gap_until(lambda: not editor.holds(KEY))
        undo_ms = _busy_ms(editor.undo)
        gap_until(lambda: not editor.holds(KEY))
    return taken, replace_ms, undo_ms
