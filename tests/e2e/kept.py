"""What a program keeps in its library, as another program sees it, and a recording to interrupt."""

import wave
from pathlib import Path

from desktop_app.library.library import Library
from desktop_app.library.records import StoredJob
from tests.conftest import ROOT

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"


def long_recording(path: Path, times: int) -> None:
    """Write the sample many times over; the starter model takes a second for one."""
    with wave.open(str(SAMPLE)) as source, wave.open(str(path), "wb") as target:
        target.setparams(source.getparams())
        frames = source.readframes(source.getnframes())
        for _ in range(times):
            target.writeframes(frames)


def jobs_in(folder: Path) -> dict[str, StoredJob]:
    """The queue as another program sees it, by the recordings' names."""
    if not (folder / "library.sqlite3").exists():
        return {}
    library = Library.open(folder)
    try:
        return {job.request.media_path.name: job for job in library.jobs()}
    finally:
        library.close()
