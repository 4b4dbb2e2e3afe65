"""Take screenshots of a transcript: `python -m tools.page_screenshots`, without a screen.

The window, the models and the queue are real; the text is made up. Its sentences are longer than a
line, as in real recordings, because only those show text cut off at the end of a line.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.app.settings import ColorChoice, ExportChoices, Preferences
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import (
    DeviceChoice,
    ModelReady,
    Precision,
    Progress,
    SegmentsReady,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, SpeechGap, Transcript, Word
from desktop_app.engine.text.languages import with_languages
from desktop_app.models.catalog import CATALOG, EUROPEAN_LANGUAGES
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow
from tools.model_screenshots import TARGET
from tools.staged_window import record, staged_services, wait_until, wide_screen

PARAKEET = CATALOG[0]
CANARY = next(spec for spec in CATALOG if spec.id == "canary-1b-v2")
DURATION_S = 2530.0
STARTS_S = (0.0, 6.5, 13.0, 37.0, 42.5, 48.0, 54.5, 61.0, 67.5)
# One paragraph per sentence.
TEXT = """
So that was the first part, and I would like to stop here for a moment before we go on.

In the second part, which is a little longer, we are going to hear how the people in the village
talk about it themselves, in their own words and in the order in which they told it to us.

This was recorded in the spring of last year, in the kitchen of the old school house.

You notice how often she says that in all those years nobody had ever asked her before.

Her brother sees it in another way, and he is just as sure of it as she is, although both of them
were there and stood at the same window.

Wir haben damals nicht gewusst, was daraus werden soll, und gefragt hat uns keiner, weder vorher
noch nachher.

Aber wenn ich heute daran denke, dann war es eigentlich eine schöne Zeit für uns alle.

I find this remarkable, because both of them talk about the same summer, and if you laid the two
stories side by side, you would hardly find a day that is in both of them.

Let me show you on the map where the two houses are, and what lies between them.
"""
SENTENCES = tuple(" ".join(sentence.split()) for sentence in TEXT.split("\n\n"))
SPEAKERS = (*["Anna"] * 3, *["Peter"] * 2, *["Frau Lindner"] * 2, *["Anna"] * 2)
UNSURE = ("window.", "keiner,", "map")
GAP = SpeechGap(18.5, 35.9)
# Typical without a GPU: some eleven times real time.
HEARD_IN_S = 5.0


def segments() -> tuple[Segment, ...]:
    """Return the sentences, with uncertain words."""
    return tuple(
        Segment(
            text,
            start_s,
            start_s + 5.0,
            words(text, start_s),
        )
        for start_s, text in zip(STARTS_S, SENTENCES, strict=True)
    )


def words(text: str, start_s: float) -> tuple[Word, ...]:
    """Return the words of a sentence, evenly spread over its five seconds."""
    said = text.split()
    step_s = 5.0 / len(said)
    return tuple(
        Word(
            word,
            start_s + number * step_s,
            start_s + (number + 1) * step_s,
            0.4 if word in UNSURE else 0.9,
        )
        for number, word in enumerate(said)
    )


def transcript(path: Path) -> Transcript:
    """Return the text, with Aviary's marks."""
    marked = with_languages(segments(), EUROPEAN_LANGUAGES)
    return Transcript(path, DURATION_S, PARAKEET.id, None, marked, (GAP,))


class PausingEngine:
    """An engine that reports all but the end of the text at once, and the rest on request."""

    def __init__(self) -> None:
        self.may_end = threading.Event()

    def warm_up(self) -> None:
        """No-op."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),  # noqa: ARG002 - the protocol's
    ) -> Transcript:
        """Return the text above."""
        on_event(ModelReady(DeviceChoice.CPU, Precision.INT8, 8))
        # The speed is shown from the first words on.
        on_event(SegmentsReady(segments()[:1]))
        on_event(Progress(STARTS_S[1], DURATION_S))
        if not self.may_end.is_set():
            time.sleep(HEARD_IN_S)
        on_event(SegmentsReady(segments()[1:-2]))
        on_event(Progress(STARTS_S[-2], DURATION_S))
        while not self.may_end.wait(0.05):
            cancel.raise_if_cancelled()
        return transcript(request.media_path)

    def close(self) -> None:
        """No-op."""


def shoot(window: QWidget, preferences: Preferences, name: str) -> None:
    """Take one screenshot in light and one in dark."""
    for color in (ColorChoice.LIGHT, ColorChoice.DARK):
        preferences.change(color_choice=color)
        QApplication.processEvents()
        window.grab().save(str(TARGET / f"{name}-{color.value}.png"))


def main() -> int:
    """Take a recording at work, one with marks, one with speakers, and its export."""
    TARGET.mkdir(exist_ok=True)
    engine = PausingEngine()
    with tempfile.TemporaryDirectory() as home:
        os.environ["QT_QPA_PLATFORM"] = wide_screen(Path(home))
        theme = Theme(QApplication([]))
        services = staged_services(Path(home), engine, (PARAKEET, CANARY), DURATION_S)
        controller = services.controller
        window = MainWindow(services, theme)
        window.show()
        talk = record(Path(home, "village-talk.m4a"), DURATION_S)
        controller.add_paths([talk, talk.with_name("interview-03.m4a")])
        wait_until(lambda: services.transcript.segment_count == len(SENTENCES) - 2)
        wait_until(lambda: bool(window.status_line.speed_label.text()))
        shoot(window, services.preferences, "working")
        engine.may_end.set()
        wait_until(lambda: len(controller.finished()) == controller.jobs.rowCount())
        wait_until(lambda: services.waveform.sound is not None)
        shoot(window, services.preferences, "marks")
        (made, _) = controller.finished()
        said = zip(segments(), SPEAKERS, strict=True)
        named = tuple(replace(segment, speaker=name) for segment, name in said)
        controller.revise(1, Transcript(made.media_path, DURATION_S, PARAKEET.id, None, named))
        window.page.text.follow(STARTS_S[3] + 1.0)
        shoot(window, services.preferences, "page")
        services.preferences.change(export_choices=ExportChoices(("docx", "srt")))
        exporting = window.commands.exporting
        exporting.open_for_shown()
        exporting.dialog.form.picker.list.look_at("srt")
        wait_until(lambda: "-->" in exporting.dialog.preview.text.toPlainText())
        shoot(exporting.dialog, services.preferences, "export")
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
