"""The window with the real queue, models and settings, over a fake engine."""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.app.engine.thread import Engine
from desktop_app.app.jobs.intake import FileAccess
from desktop_app.app.services import build_services
from desktop_app.app.window import Places, WindowServices, build_window_services, window_access
from desktop_app.core.media import AudioTrack, MediaInfo
from desktop_app.core.model import ModelSpec
from desktop_app.library.library import Library
from desktop_app.media.formats import MediaFound
from tools.model_screenshots import install

PATIENCE_S = 60.0
RATE_HZ = 8_000
# Wider than any window here, at any scale factor, so that none is shrunk.
SCREEN = {"name": "wide", "x": 0, "y": 0, "width": 6000, "height": 3200}


def wide_screen(folder: Path) -> str:
    """Return Qt's platform argument for such an offscreen screen.

    Args:
        folder: holds its description while the program runs.
    """
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
    return f"offscreen:configfile={screens}"


def staged_services(
    home: Path,
    engine: Engine,
    installed: Sequence[ModelSpec],
    duration_s: float,
    fill: Callable[[Library], None] | None = None,
) -> WindowServices:
    """Build the services of a window with its data in `home`.

    Args:
        home: becomes this process's Aviary folder, with its settings.
        engine: transcribes every recording.
        installed: installed models; their weights are zeros.
        duration_s: length of every recording in seconds; none needs to exist.
        fill: puts into the library what it has from before; None to work without a library.
    """
    os.environ["AVIARY_HOME"] = str(home)
    base = build_services()
    for spec in installed:
        install(base.store.layout, spec)

    if fill is not None:
        library = base.open_library().library
        fill(library)
        library.close()

    def probe(path: Path) -> MediaInfo:
        return MediaInfo(path, duration_s, (AudioTrack(0, "aac", 48_000, 2),))

    access = replace(
        window_access(base),
        engine=lambda: engine,
        files=FileAccess(MediaFound, probe),
        places=Places(),
        open_library=base.open_library if fill is not None else None,
        gpus=list,
        check=None,
        save_diagnostics=None,
        about_notes=tuple,
    )
    return build_window_services(access)


def record(path: Path, duration_s: float) -> Path:
    """Write a recording in which somebody seems to speak, sentence by sentence.

    Args:
        path: any name; inside it is a WAV file.
        duration_s: its length.
    """
    import numpy as np
    import soundfile

    generator = np.random.default_rng(7)
    times = np.arange(round(duration_s * RATE_HZ), dtype=np.float32) / RATE_HZ
    # Sentences of some seconds, with syllables in them.
    loudness = np.clip(np.sin(times * 0.9) + 0.6 * np.sin(times * 0.37), 0, 1)
    loudness *= 0.5 + 0.5 * np.sin(times * 19) ** 2
    sound = generator.normal(0, 0.12, times.size).astype(np.float32) * loudness
    soundfile.write(path, sound, RATE_HZ, subtype="PCM_16", format="WAV")
    return path


def wait_until(reached: Callable[[], bool]) -> None:
    """Process events until a condition holds.

    Raises:
        TimeoutError: it did not hold in time.
    """
    end_s = time.monotonic() + PATIENCE_S
    while not reached():
        if time.monotonic() > end_s:
            raise TimeoutError(reached)
        QApplication.processEvents()
        time.sleep(0.002)
