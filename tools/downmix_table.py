"""`python -m tools.downmix_table [WORD…]`: compare word errors of different downmixes.

Word errors of the starter model for recordings of many arrangements (`downmix_scenes.py`): as the
program mixes them, as FFmpeg does (`-ac 1`), of the best single channel, and of the plain mean.
Arrangements whose names contain all WORDs are tested; exits with 1 if ours is over 0.05 above the
best. Needs the synthesisers of `tools/starter_model`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from desktop_app.core.cancel import CancelToken
from desktop_app.core.request import TranscriptionRequest
from desktop_app.engine.session import Session
from desktop_app.models.catalog import STARTER
from desktop_app.models.store import ModelStore
from desktop_app.system.folders import RESOURCES
from tools.downmix_scenes import RATE_HZ, Scene, scenes, talk, write_scene
from tools.word_counts import counted

if TYPE_CHECKING:
    from tools.starter_model.speech import Samples

MAY_BE_WORSE: Final = 0.05
COLUMNS: Final = ("ours", "-ac 1", "best one", "mean")


class Listener:
    """The starter model, with word errors of its transcripts."""

    def __init__(self, folder: Path) -> None:
        store = ModelStore(folder / "models", RESOURCES / "models")
        self._session = Session(store.unpacked_folder)
        self._folder = folder
        self._known: dict[bytes, float] = {}

    def of_file(self, path: Path, said: str) -> float:
        """Return the share of words that are wrong, missing or inserted."""
        request = TranscriptionRequest(media_path=path, model=STARTER)
        heard = self._session.transcribe(request, CancelToken(), lambda _event: None)
        found = counted(said, " ".join(segment.text for segment in heard.segments))
        return (found.wrong + found.lost + found.doubled + found.inserted) / found.words

    def of_sound(self, sound: Samples, said: str) -> float:
        """Return the same for mono sound at 16 kHz."""
        key = sound.tobytes()
        if key not in self._known:
            path = self._folder / "sound.wav"
            write_scene(Scene("", "mono", (sound[None],), said), path)
            self._known[key] = self.of_file(path, said)
        return self._known[key]

    def close(self) -> None:
        """Unload the model."""
        self._session.close()


def row(listener: Listener, scene: Scene, path: Path) -> tuple[float, ...]:
    """Format the word errors, one per column."""
    write_scene(scene, path)
    channels = [channel for channel in scene.channels if channel.any()]
    first = scene.tracks[scene.default]
    return (
        listener.of_file(path, scene.text),
        listener.of_sound(_by_ffmpeg(first, scene.layout), scene.text),
        min(listener.of_sound(channel, scene.text) for channel in channels),
        listener.of_sound(first.mean(axis=0), scene.text),
    )


def _by_ffmpeg(table: Samples, layout: str) -> Samples:
    """Return the downmix of `ffmpeg -ac 1`, which mixes integers, so that it cannot clip."""
    if "channels" in layout:  # FFmpeg guesses their layout, or refuses
        return np.asarray(table.mean(axis=0), np.float32)
    pcm = np.round(np.clip(table, -1, 1) * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(pcm.T.reshape(1, -1)), "s16", layout)
    frame.sample_rate = RATE_HZ
    mixer = av.AudioResampler("s16", "mono", RATE_HZ)
    mixed = np.concatenate(
        [part.to_ndarray()[0] for part in [*mixer.resample(frame), *mixer.resample(None)]]
    )
    return np.asarray(mixed / 32768, np.float32)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--seed", type=int, default=0, help="another talk")
    options = parser.parse_args()
    worse = 0
    heads = " ".join(f"{head:>9}" for head in COLUMNS)
    sys.stdout.write(f"{'layout':12} {'what is in it':46} {heads}\n")
    with tempfile.TemporaryDirectory() as place:
        listener = Listener(Path(place))
        for scene in scenes(talk(options.seed)):
            title = f"{scene.layout:12} {scene.name:46}"
            if not all(word in title for word in options.words):
                continue
            ours, *others = row(
                listener, scene, Path(place, "scene.mov" if len(scene.tracks) > 1 else "scene.wav")
            )
            is_worse = ours > min(others) + MAY_BE_WORSE
            worse += is_worse
            numbers = " ".join(f"{number:9.2f}" for number in (ours, *others))
            sys.stdout.write(f"{title} {numbers}{'  WORSE' if is_worse else ''}\n")
            sys.stdout.flush()
        listener.close()
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
