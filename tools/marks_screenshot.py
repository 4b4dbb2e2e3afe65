"""Pictures of the marks in a transcript: `python -m tools.marks_screenshot`, without a screen.

The window, the models and the queue are the real ones; the text is one that a recogniser without
faults would not write.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.app.intake import FileAccess
from desktop_app.app.machine_care import MachineAccess
from desktop_app.app.model_access import ModelAccess
from desktop_app.app.services import build_services
from desktop_app.app.settings import ColorChoice
from desktop_app.app.window_services import Places, build_window_services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import AudioTrack, MediaInfo
from desktop_app.core.request import TranscriptionEvent, TranscriptionRequest
from desktop_app.core.transcript import Segment, SpeechGap, Transcript
from desktop_app.engine.languages import with_languages
from desktop_app.export.registry import FORMATS, write
from desktop_app.models.catalog import CATALOG, EUROPEAN_LANGUAGES
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.theme import Theme
from tools.model_screenshots import TARGET, install

PARAKEET = CATALOG[0]
CANARY = next(spec for spec in CATALOG if spec.id == "canary-1b-v2")
DURATION_S = 2530.0
TEXT = (
    (818.0, "So that was the first part, and I would like to stop here for a moment."),
    (824.5, "Before we go on, let us hear how the people in the village talk about it themselves."),
    (831.0, "This was recorded in the spring, in the kitchen of the old school house."),
    (855.0, "You notice how often she says that nobody had asked her before."),
    (860.5, "Her brother sees it in another way, and he is just as sure of it."),
    (866.0, "Wir haben damals nicht gewusst, was daraus werden soll, und gefragt hat uns keiner."),
    (872.5, "Aber wenn ich heute daran denke, dann war es eigentlich eine schöne Zeit."),
    (879.0, "I find this remarkable, because both of them talk about the same summer."),
    (885.5, "Let me show you on the map where the two houses are, and what lies between them."),
)
GAP = SpeechGap(836.5, 853.9)


def transcript(request: TranscriptionRequest) -> Transcript:
    """The text, with what Aviary finds out about it."""
    segments = [Segment(text, start_s, start_s + 5.0) for start_s, text in TEXT]
    marked = with_languages(segments, EUROPEAN_LANGUAGES)
    return Transcript(request.media_path, DURATION_S, PARAKEET.id, None, marked, (GAP,))


class ReadyEngine:
    """Has the text at once."""

    def warm_up(self) -> None:
        """Needs nothing."""

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,  # noqa: ARG002 - the protocol's
        on_event: Callable[[TranscriptionEvent], None],  # noqa: ARG002
        upcoming: Sequence[TranscriptionRequest] = (),  # noqa: ARG002
    ) -> Transcript:
        """The text above."""
        return transcript(request)

    def close(self) -> None:
        """Holds nothing."""


def probe(path: Path) -> MediaInfo:
    """A recording that need not be there."""
    return MediaInfo(path, DURATION_S, (AudioTrack(0, "aac", 48_000, 2),))


def main() -> int:
    """The marks in light and dark."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["AVIARY_HOME"] = home
        app = QApplication([])
        theme = Theme(app)
        base = build_services()
        for spec in (PARAKEET, CANARY):
            install(base.store.layout, replace(spec))
        services = build_window_services(
            engine=ReadyEngine(),
            files=FileAccess(list, probe),
            write=write,
            formats=FORMATS,
            models=ModelAccess(base.store, base.downloader, base.token),
            settings=base.settings,
            places=Places(),
            machine=MachineAccess(),
        )
        window = MainWindow(services, theme)
        window.resize(1180, 620)
        window.show()
        services.controller.add_paths([Path("village-talk.m4a")])
        end_s = time.monotonic() + 3.0
        while time.monotonic() < end_s:
            app.processEvents()
            time.sleep(0.01)
        for color in (ColorChoice.LIGHT, ColorChoice.DARK):
            services.preferences.change(color_choice=color)
            app.processEvents()
            window.grab().save(str(TARGET / f"marks-{color.value}.png"))
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
