"""festival, many sentences in one run: sound and the true start of every word."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.starter_model.speech import resampled, trimmed_clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.starter_model.speech import Clip

# For each whitespace-separated token of the text: the start of its first word.
_SCRIPT = """\
(voice_{voice})
(Parameter.set 'Duration_Stretch {duration_stretch:.2f})
(set! int_lr_params '((target_f0_mean {pitch_hz:.0f}) (target_f0_std {spread_hz:.0f})
                      (model_f0_mean 170) (model_f0_std 34)))
(set! utterance (SynthText "{text}"))
(utt.save.wave utterance "{path}" 'riff)
(mapcar
  (lambda (token)
    (let ((words (item.relation.daughters token 'Token)))
      (if words (format t "{index} %f\\n" (item.feat (car words) "word_start")))))
  (utt.relation.items utterance 'Token))
"""


@dataclass(frozen=True)
class Order:
    """One sentence to be spoken."""

    text: str
    voice: str
    duration_stretch: float
    pitch_hz: float
    spread_hz: float = 14.0  # festival's own default for kal_diphone.


def say_all(orders: Sequence[Order]) -> Iterator[Clip]:
    """Speak every order in turn, in one festival process."""
    import soundfile

    program = shutil.which("festival")
    if program is None:
        raise FileNotFoundError("festival is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "orders.scm"
        paths = [folder / f"{index}.wav" for index in range(len(orders))]
        script.write_text(
            "".join(
                _SCRIPT.format(**vars(order), index=index, path=path)
                for index, (order, path) in enumerate(zip(orders, paths, strict=True))
            ),
            encoding="ascii",
        )
        output = subprocess.run(
            [program, "-b", str(script)],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        starts_s: list[list[float]] = [[] for _ in orders]
        for index, time_s in re.findall(r"^(\d+) ([\d.]+)$", output, re.MULTILINE):
            starts_s[int(index)].append(float(time_s))
        for index, (order, path) in enumerate(zip(orders, paths, strict=True)):
            samples, rate_hz = soundfile.read(path, dtype="float32")
            path.unlink()
            voice = f"festival {order.voice}"
            yield trimmed_clip(resampled(samples, rate_hz), order.text, voice, starts_s[index])
