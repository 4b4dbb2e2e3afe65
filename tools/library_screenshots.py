"""Take screenshots of the library: `python -m tools.library_screenshots`, without a screen.

The window, the library and its search are real; recordings and texts are made up.
"""

import os
import sys
import tempfile
import uuid
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.app.settings import ColorChoice
from desktop_app.core.errors import MediaInUse
from desktop_app.core.job import JobState
from desktop_app.core.request import Cutting, HeardChunk, TranscriptionRequest
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob, VersionKind
from desktop_app.ui.library.versions import VersionsDialog
from desktop_app.ui.theme import Theme
from desktop_app.ui.window.main_window import MainWindow
from tools.model_screenshots import TARGET
from tools.page_screenshots import CANARY, DURATION_S, PARAKEET, PausingEngine, segments, shoot
from tools.staged_window import record, staged_services, wait_until, wide_screen

INTERRUPTED_S = 2480.0
# Names of recordings, how long they are in seconds, and how their texts begin; oldest first.
KEPT = (
    ("hearing-2.wav", 5221.0, "The hearing is open. I should like to begin with the witness."),
    ("village-talk.m4a", DURATION_S, ""),
    ("lecture-07.mp4", 4810.0, "Last week we looked at the harbour, and at who paid for it."),
    ("council-meeting.mp3", 7322.0, "Thank you all for coming. The first point is the bridge."),
    ("interview-03.m4a", 2530.0, "Good morning, everyone. Shall we sit by the window?"),
)


def request(name: str) -> TranscriptionRequest:
    """Return the request for a recording, which lies in Aviary's folder of this process."""
    return TranscriptionRequest(Path(os.environ["AVIARY_HOME"], name), PARAKEET)


def fill(library: Library) -> None:
    """Put transcripts and unfinished jobs into the library."""
    for name, duration_s, text in KEPT:
        said = (Segment(text, 0.0, 5.0), *segments()[1:]) if text else segments()
        made = Transcript(request(name).media_path, duration_s, PARAKEET.id, None, said)
        library.finish_job(uuid.uuid4().hex, made, request(name))
    record(request(KEPT[-1][0]).media_path, KEPT[-1][1])
    newest = library.transcripts(limit=1)[0].key
    before = library.transcript(newest)
    _, second, _, *others = before.segments
    words = second.text.replace("a little longer", "rather longer")
    after = (before.segments[0], Segment(words, second.start_s, second.end_s), *others)
    made = replace(before, model=CANARY.id, segments=after)
    wanted = replace(request(KEPT[-1][0]), model=CANARY)
    library.add_version(newest, made, VersionKind.MACHINE, wanted)
    unfinished = StoredJob(
        key=uuid.uuid4().hex,
        request=request("conference-day-1.mp4"),
        state=JobState.STOPPED,
        is_interrupted=True,
    )
    waiting = StoredJob(key=uuid.uuid4().hex, request=request("conference-day-2.mp4"))
    held = MediaInUse("“notes.ogg” is open in OneDrive.")
    failed = StoredJob(
        key=uuid.uuid4().hex, request=request("notes.ogg"), state=JobState.FAILED, error=held
    )
    library.add_jobs([unfinished, waiting, failed]).result()
    heard = HeardChunk(0, 0.0, INTERRUPTED_S, text=" ".join(s.text for s in segments()[:4]))
    library.note_chunk(unfinished.key, heard, Cutting(INTERRUPTED_S))


def main() -> int:
    """Take the window after a crash, a search, and two versions of a text."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.environ["QT_QPA_PLATFORM"] = wide_screen(Path(home))
        theme = Theme(QApplication([]))
        services = staged_services(
            Path(home), PausingEngine(), (PARAKEET, CANARY), DURATION_S, fill
        )
        window = MainWindow(services, theme)
        window.show()
        services.library.restore.begin()
        wait_until(lambda: services.controller.jobs.rowCount() == len(KEPT) + 3)
        wait_until(lambda: services.transcript.rowCount() > 0)
        shoot(window, services.preferences, "library")
        window.notice.hide()
        newest = services.controller.jobs.rows(3, 3)[0]
        services.controller.select(newest.id)
        wait_until(lambda: services.transcript.rowCount() > 1)
        wait_until(lambda: services.waveform.sound is not None)
        window.queue.search.setText("village")
        wait_until(lambda: "recording" in window.queue.found.text())
        shoot(window, services.preferences, "search")
        window.queue.search.clear()
        services.preferences.change(color_choice=ColorChoice.LIGHT)
        if newest.summary is None:
            raise RuntimeError("the newest row is no transcript")
        title = newest.summary.title
        dialog = VersionsDialog(newest.summary.key, title, services.library.versions, theme, window)
        dialog.show()
        wait_until(dialog.next_button.isEnabled)
        dialog.grab().save(str(TARGET / "versions.png"))
        dialog.close()
        return 0 if services.shutdown() else 1


if __name__ == "__main__":
    sys.exit(main())
