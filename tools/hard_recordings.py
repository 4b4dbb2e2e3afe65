"""`python -m tools.hard_recordings FOLDER [NAME…]`: make recordings that are hard to transcribe.

Each is reproducible, with its script beside it (`hard_script.py`). They need the synthesisers of
`tools/starter_model`. Existing ones are not made again.

    sentences       480 wav files: what the others are made of, one sentence each
    three-hours     three hours of mp3: those sentences with pauses from 0.3 s to 3 minutes
    ten-minutes     the ten minutes of it that are most like the whole
    without-pause   five minutes of speech in which a detector finds no pause
    clips           400 wav files of one second with a word or a short phrase each
    music           five minutes of chords and drums
    silence         two hours of faint noise
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from tools.hard_script import Line, typical_part, write_script
from tools.hard_sounds import faint_noise, music, write_sound
from tools.hard_speech import (
    conversation,
    short_phrases,
    sound_of,
    spoken_sentences,
    without_pause,
)
from tools.starter_model.files import Format
from tools.starter_model.speech import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tools.starter_model.speech import Samples

HOUR_S: Final = 3600
LONG_S: Final = 3 * HOUR_S
SHORT_S: Final = 600
SHORT_TOLERANCE_S: Final = 10
WITHOUT_PAUSE_S: Final = 300
MUSIC_S: Final = 300
SILENCE_S: Final = 2 * HOUR_S
CLIPS: Final = 400
CLIP_S: Final = 1.0
WAV: Final = Format("wav", "pcm_s16le")
MP3: Final = Format("mp3", "libmp3lame", 44_100, bits_per_s=64_000)
OPUS: Final = Format("ogg", "libopus", 48_000, bits_per_s=24_000)
FOLDER: Final = Path("build/hard_recordings")


def made(name: str, folder: Path = FOLDER) -> tuple[Path, Path]:
    """Return the recording of that name (or their folder) and its script, made if needed."""
    file_name, make = MAKERS[name]
    sound, script = folder / file_name, folder / f"{name}.txt"
    if not (sound.exists() and script.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        # The script comes last: if it exists, everything is complete.
        write_script(script, make(sound))
    return sound, script


def file_of(folder: Path, line: Line) -> Path:
    """Return the path of the sentence or clip of a script's line."""
    return folder / f"{line.sentence:03}.wav"


def _sentences(folder: Path) -> list[Line]:
    return _write_each(folder, spoken_sentences())


def _clips(folder: Path) -> list[Line]:
    return _write_each(folder, short_phrases(CLIPS, CLIP_S))


def _write_each(folder: Path, spoken: Iterable[tuple[str, Samples]]) -> list[Line]:
    folder.mkdir(exist_ok=True)
    lines = []
    for number, (text, sound) in enumerate(spoken):
        lines.append(Line(0.0, sound.size / SAMPLE_RATE_HZ, number, text))
        write_sound(file_of(folder, lines[-1]), [sound], WAV)
    return lines


def _loaded(folder: Path) -> list[tuple[str, Samples]]:
    """Return the sentences, made if needed."""
    import soundfile

    from tools.hard_script import read_script

    sentences, script = made("sentences", folder)
    return [
        (line.text, np.asarray(soundfile.read(file_of(sentences, line), dtype="float32")[0]))
        for line in read_script(script)
    ]


def _three_hours(sound: Path) -> list[Line]:
    sentences = _loaded(sound.parent)
    return _write(sound, conversation(sentences, LONG_S), sentences, MP3)


def _ten_minutes(sound: Path) -> list[Line]:
    sentences = _loaded(sound.parent)
    part = typical_part(conversation(sentences, LONG_S), SHORT_S, SHORT_TOLERANCE_S)
    return _write(sound, part, sentences, MP3)


def _without_pause(sound: Path) -> list[Line]:
    sentences = _loaded(sound.parent)
    return _write(sound, without_pause(sentences, WITHOUT_PAUSE_S), sentences, WAV)


def _write(
    sound: Path, lines: list[Line], sentences: Sequence[tuple[str, Samples]], how: Format
) -> list[Line]:
    write_sound(sound, sound_of(lines, sentences), how)
    return lines


def _music(sound: Path) -> list[Line]:
    write_sound(sound, music(MUSIC_S), MP3)
    return []


def _silence(sound: Path) -> list[Line]:
    write_sound(sound, faint_noise(SILENCE_S), OPUS)
    return []


MAKERS: Final[dict[str, tuple[str, Callable[[Path], list[Line]]]]] = {
    "sentences": ("sentences", _sentences),
    "three-hours": ("three-hours.mp3", _three_hours),
    "ten-minutes": ("ten-minutes.mp3", _ten_minutes),
    "without-pause": ("without-pause.wav", _without_pause),
    "clips": ("clips", _clips),
    "music": ("music.mp3", _music),
    "silence": ("silence.opus", _silence),
}


def main() -> int:
    """Make the requested recordings, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MAKERS))
    options = parser.parse_args()
    if unknown := set(options.names) - set(MAKERS):
        parser.error(f"no recording is called {', '.join(sorted(unknown))}")
    for name in options.names or MAKERS:
        sound, _script = made(name, options.folder)
        sys.stdout.write(f"{sound}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
