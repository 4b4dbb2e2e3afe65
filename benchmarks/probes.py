"""Run one side of a benchmark in a fresh process, and make the recordings for both."""

import itertools
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.load import ROOT
from desktop_app.core.media import SAMPLE_RATE_HZ
from tools.starter_model.recordings import HELD_OUT, TRAINED, held_out_recording

SEED = 9001
VOICES = (*TRAINED[:2], *HELD_OUT[:1])


def probed(module: str, *arguments: object, env: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401 - any JSON
    """Run `python -m MODULE ARGUMENTS…`, and parse its last line as JSON."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def speech_files(folder: Path, lengths_s: Sequence[float]) -> list[Path]:
    """Make a wav file (mono, 16 kHz) of synthesised speech for each length in seconds."""
    import soundfile

    sound = np.concatenate([held_out_recording(voice, SEED).samples for voice in VOICES])
    ends = itertools.accumulate(int(length_s * SAMPLE_RATE_HZ) for length_s in lengths_s)
    files = []
    for number, (start, end) in enumerate(itertools.pairwise([0, *ends])):
        files.append(folder / f"{number}.wav")
        samples = np.take(sound, np.arange(start, end), mode="wrap")
        soundfile.write(files[-1], samples, SAMPLE_RATE_HZ)
    return files
