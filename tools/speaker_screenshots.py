"""Take screenshots of speakers: `python -m tools.speaker_screenshots`, without a screen.

The window, its menus and panels are real; the conversation of three is made up, and so is what the
model finds.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.app.settings import ColorChoice, Preferences
from desktop_app.app.window import WindowServices
from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import (
    DeviceChoice,
    ModelReady,
    Precision,
    Progress,
    SegmentsReady,
    SpeakerSearch,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.models.catalog import CATALOG, DIARIZERS
from desktop_app.ui.languages import InterfaceLanguage
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow
from tools.model_screenshots import TARGET
from tools.page_screenshots import shoot, words
from tools.staged_window import record, staged_services, wait_until, wide_screen

PARAKEET, SORTFORMER = CATALOG[0], DIARIZERS[1]
# Of each sentence who says it, for how many seconds, and what.
TEXT = """
1 7.0 Good morning, and thank you both for coming. Before we talk about the harbour, I would like
to know how each of you came to work there in the first place.

2 8.4 With me it was my grandfather, who had a boat there, a small one, and who took me along on
Sundays when I was seven or eight years old.

2 4.2 He never said much, but he let me hold the rope.

3 6.1 I had never seen the sea until I was twenty. I came because of an advertisement in the
newspaper, and I stayed because of the people.

1 2.6 What did the advertisement say?

3 5.0 Strong hands wanted, no questions asked. It really said so, I still have it.

2 1.9 No questions asked!

1 5.4 And when the big ships came, at the end of the sixties, what changed for you then?

2 9.3 Everything, and from one year to the next. We had known each ship by her sound, and suddenly
there were ships that nobody knew and that were gone again the same evening.

3 7.7 For me it was the best time. There was work day and night, and for the first time they asked
us how we would do it ourselves.
"""
SAID = [" ".join(part.split()).split(" ", 2) for part in TEXT.split("\n\n")]
PAUSE_S = 1.2
OVERLAPPED = (6,)
DURATION_S = 74.0
# Told to the process that takes the narrow window, which is as small as it gets.
NARROW, NARROW_PX = "narrow", (840, 620)


def conversation() -> tuple[Segment, ...]:
    """Return the sentences without their speakers."""
    made, at_s = [], 0.6
    for _speaker, length, text in SAID:
        length_s = float(length)
        spoken = tuple(
            replace(
                word,
                start_s=at_s + ((word.start_s or 0.0) - at_s) * length_s / 5.0,
                end_s=at_s + ((word.end_s or 0.0) - at_s) * length_s / 5.0,
            )
            for word in words(text, at_s)
        )
        made.append(Segment(text, at_s, at_s + length_s, spoken))
        at_s += length_s + PAUSE_S
    return tuple(made)


class ConversationEngine:
    """An engine that knows the conversation, and who says what in it."""

    def warm_up(self) -> None:
        """No-op."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,  # noqa: ARG002 - the protocol's
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),  # noqa: ARG002 - the protocol's
    ) -> Transcript:
        """Return the sentences; with speakers where they are to be found."""
        on_event(ModelReady(DeviceChoice.CPU, Precision.INT8, 8))
        made = conversation()
        if request.told and request.speakers is not None:
            made = tuple(
                replace(
                    one,
                    speaker=f"Speaker {said[0]}",
                    is_overlapped=number in OVERLAPPED,
                )
                for number, (one, said) in enumerate(zip(request.told, SAID, strict=True))
            )
        on_event(SegmentsReady(made))
        on_event(Progress(DURATION_S, DURATION_S))
        return Transcript(request.media_path, DURATION_S, PARAKEET.id, "en", made)

    def close(self) -> None:
        """No-op."""


def main() -> int:
    """Take all of it in English, and in a process of its own in German, narrow, at 150 %."""
    if NARROW in sys.argv:
        return taken(is_narrow=True)
    environment = {**os.environ, "QT_SCALE_FACTOR": "1.5"}
    command = [sys.executable, "-m", "tools.speaker_screenshots", NARROW]
    return (
        taken(is_narrow=False) or subprocess.run(command, env=environment, check=False).returncode
    )


def taken(*, is_narrow: bool) -> int:
    """Take the dialog, the panel, a name at work, and one speaker alone."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["QT_QPA_PLATFORM"] = wide_screen(Path(home))
        app = QApplication([])
        theme = Theme(app)
        if is_narrow:
            InterfaceLanguage(app).choose("de")
        models = (PARAKEET, SORTFORMER)
        services = staged_services(Path(home), ConversationEngine(), models, DURATION_S)
        window = MainWindow(services, theme)
        if is_narrow:
            window.resize(*NARROW_PX)
        window.show()
        prepare(window, services, record(Path(home, "harbour-interview.m4a"), DURATION_S))
        (take_narrow if is_narrow else take_all)(window, services.preferences)
        return 0 if services.shutdown() else 1


def prepare(window: MainWindow, services: WindowServices, recording: Path) -> None:
    """Transcribe the conversation, and find who speaks."""
    speakers = window.commands.on_text.speakers
    services.controller.add_paths([recording])
    wait_until(lambda: len(services.controller.finished()) == 1)
    wait_until(lambda: services.editor.can_edit and bool(services.models.diarizers()))
    speakers.finding.dialog.wanted.emit(SpeakerSearch(SORTFORMER, 3, is_exact=True))
    wait_until(lambda: len(services.speakers.all) == len({who for who, *_ in SAID}))
    services.speakers.rename("Speaker 1", "Journalist")
    services.speakers.rename("Speaker 2", "Brandt")
    window.menus.speakers.panel.trigger()
    panel = speakers.showing.panel
    wait_until(lambda: panel.model.row_of("Brandt") >= 0)
    wait_until(lambda: window.page.text.is_settled)
    wait_until(lambda: services.waveform.sound is not None)
    window.notice.hide()


def take_all(window: MainWindow, preferences: Preferences) -> None:
    """Take the pictures of the README."""
    speakers = window.commands.on_text.speakers
    panel = speakers.showing.panel
    window.menus.speakers.find.trigger()
    shoot(speakers.finding.dialog, preferences, "find-speakers")
    speakers.finding.dialog.reject()
    shoot(window, preferences, "speakers")
    panel.choose("Speaker 3")
    panel.rename()
    wait_until(lambda: panel.list.findChild(QLineEdit) is not None)
    preferences.change(color_choice=ColorChoice.LIGHT)
    QApplication.processEvents()
    window.grab().save(str(TARGET / "speaker-rename.png"))
    panel.list.setFocus()
    panel.choose("Brandt")
    panel.only_button.click()
    shoot(window, preferences, "speaker-alone")


def take_narrow(window: MainWindow, preferences: Preferences) -> None:
    """Take one picture of the narrow window."""
    preferences.change(color_choice=ColorChoice.LIGHT)
    panel = window.commands.on_text.speakers.showing.panel
    panel.choose("Brandt")
    panel.only_button.click()
    QApplication.processEvents()
    window.grab().save(str(TARGET / "speakers-german.png"))


if __name__ == "__main__":
    sys.exit(main())
