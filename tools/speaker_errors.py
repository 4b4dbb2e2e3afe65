"""``python -m tools.speaker_errors MODEL SOUND…``: how right a diarizer is.

Beside each sound lies its truth, ``NAME.rttm``: a SPEAKER record for each turn and, where words are
to be counted, a LEXEME record for each word with who said it (NIST's evaluation plan RT-09,
appendix A). The sound goes the program's own way: its decoder, the diarizer, the choice of speakers
and the words that get them. Prints a row for each sound and one for all. The diarization error rate
is that of pyannote.metrics, with no collar, and overlapping speech counts.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.reader import CONFIG_NAME
from desktop_app.core.request import DeviceChoice, Precision, SpeakerSearch
from desktop_app.core.transcript import Segment, Word
from desktop_app.engine.speakers.activity import Activity, Hearing, taken
from desktop_app.engine.speakers.assignment import with_speakers
from desktop_app.engine.speakers.diarizer import Diarizer
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.media.decode import decode
from desktop_app.models.archive import extract

HEADING = (
    "| sound | length, s | DER | missed | false | confused | speakers | found "
    "| number right, % | words | of the wrong speaker, % |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)
# Words are joined to sentences as a recogniser would, who knows nothing of speakers.
PAUSE_S = 1.0
MOST_WORDS = 20


class Said(NamedTuple):
    """What one speaker said, in seconds from the start; a word, or "" for a whole turn."""

    start_s: float
    end_s: float
    speaker: str
    word: str = ""


@dataclass
class Errors:
    """Seconds of speech and of errors, and words; of one sound or of several."""

    length_s: float = 0
    speech_s: float = 0
    missed_s: float = 0
    false_s: float = 0
    confused_s: float = 0
    sounds: int = 0
    speakers: int = 0
    found: int = 0
    right_numbers: int = 0
    words: int = 0
    wrong_words: int = 0

    def __add__(self, other: "Errors") -> "Errors":
        """Return the sums of both."""
        return Errors(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    @property
    def error_rate(self) -> float:
        """The diarization error rate."""
        return (self.missed_s + self.false_s + self.confused_s) / max(self.speech_s, 1e-9)

    def row(self, name: str) -> str:
        """A row below `HEADING`."""
        rates = (self.error_rate, *(part / max(self.speech_s, 1e-9) for part in self._parts))
        wrong = f"{100 * self.wrong_words / self.words:.1f}" if self.words else ""
        cells = (
            name, f"{self.length_s:.0f}", *(f"{rate:.3f}" for rate in rates),
            self.speakers, self.found, f"{100 * self.right_numbers / max(self.sounds, 1):.0f}",
            self.words, wrong,
        )  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"

    @property
    def _parts(self) -> tuple[float, float, float]:
        return self.missed_s, self.false_s, self.confused_s


def truth_of(path: Path) -> list[Said]:
    """Return the turns and words of an RTTM file, in the order of time."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if fields and fields[0] in ("SPEAKER", "LEXEME"):
            start_s, duration_s = float(fields[3]), float(fields[4])
            word = fields[5] if fields[0] == "LEXEME" else ""
            found.append(Said(start_s, start_s + duration_s, fields[7], word))
    return sorted(found)


def activity_in(diarizer: Diarizer, blocks: Iterable[Any]) -> Activity:
    """Return what a diarizer hears in a recording."""
    hearing = Hearing(diarizer)
    for block in blocks:
        hearing.hear(block)
    return hearing.finish()


def errors_of(activity: Activity, truth: Sequence[Said], length_s: float) -> Errors:
    """Compare what was found with what was said.

    Args:
        activity: of the speakers that are taken.
        truth: turns, and words if they are to be counted.
        length_s: of the recording: all of it is compared.
    """
    from pyannote.core import Annotation, Timeline
    from pyannote.core import Segment as Span
    from pyannote.metrics.diarization import DiarizationErrorRate

    turns = [said for said in truth if not said.word]
    reference, hypothesis = Annotation(), Annotation()
    for number, said in enumerate(turns):
        reference[Span(said.start_s, said.end_s), number] = said.speaker
    for column in range(activity.speakers):
        for number, (start_s, end_s) in enumerate(_spans(activity, column)):
            hypothesis[Span(start_s, end_s), f"{column}-{number}"] = column
    speakers = {said.speaker for said in turns}
    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    told = metric(reference, hypothesis, detailed=True, uem=Timeline([Span(0, length_s)]))
    words = [said for said in truth if said.word]
    return Errors(
        length_s=length_s,
        speech_s=told["total"],
        missed_s=told["missed detection"],
        false_s=told["false alarm"],
        confused_s=told["confusion"],
        sounds=1,
        speakers=len(speakers),
        found=activity.speakers,
        right_numbers=int(len(speakers) == activity.speakers),
        words=len(words),
        wrong_words=_wrong_words(activity, words),
    )


def _spans(activity: Activity, column: int) -> Iterator[tuple[float, float]]:
    """Yield when a speaker speaks, in seconds."""
    padded = np.pad(activity.speaks(column).astype(np.int8), 1)
    edges = np.flatnonzero(np.diff(padded)) * activity.frame_s
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _wrong_words(activity: Activity, words: Sequence[Said]) -> int:
    """Return how many words the program gives to another speaker than who said them.

    Each speaker found stands for the one of whom it has the most words, and each for one only.
    """
    from scipy.optimize import linear_sum_assignment

    given = [
        (segment.speaker or "", len(segment.words))
        for segment in with_speakers(_sentences(words), activity)
    ]
    found = [name for name, count in given for _ in range(count)]
    true, names = sorted({said.speaker for said in words}), sorted({*found} - {""})
    together = np.zeros((len(true), len(names)), int)
    for said, name in zip(words, found, strict=True):
        if name:
            together[true.index(said.speaker), names.index(name)] += 1
    rows, columns = linear_sum_assignment(together, maximize=True)
    return len(words) - int(together[rows, columns].sum())


def _sentences(words: Sequence[Said]) -> list[Segment]:
    """Join words to sentences, whoever says them."""
    groups: list[list[Said]] = []
    end_s = -PAUSE_S
    for said in words:
        if said.start_s - end_s >= PAUSE_S or len(groups[-1]) == MOST_WORDS:
            groups.append([])
        groups[-1].append(said)
        end_s = said.end_s
    return [
        Segment(
            text=" ".join(said.word for said in group),
            start_s=group[0].start_s,
            end_s=group[-1].end_s,
            words=tuple(Word(said.word, said.start_s, said.end_s) for said in group),
        )
        for group in groups
    ]


def diarizer_in(model: Path, work: Path, device: DeviceChoice, precision: Precision) -> Diarizer:
    """Load a diarizer.

    Args:
        model: a .nemo file, or a folder of files.
        work: an empty folder, for what is in the file.
        device: CPU or CUDA.
        precision: the number format.
    """
    folder = model
    if model.is_file():
        folder = work / "model"
        extract(model, folder, CancelToken())
    is_nemo = (folder / CONFIG_NAME).is_file()
    kind = ModelKind.SORTFORMER if is_nemo else ModelKind.NEMOTRON_DIARIZER
    return load_diarizer(folder, ModelSpec(model.stem, model.stem, kind, ""), device, precision)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="a .nemo file, or a folder as the hub has it")
    parser.add_argument("sounds", type=Path, nargs="+", help="each with its .rttm beside it")
    parser.add_argument("--exactly", type=int, help="how many speakers there are")
    parser.add_argument("--at-most", type=int, help="how many there are at most")
    parser.add_argument("--device", type=DeviceChoice, default=DeviceChoice.CPU)
    parser.add_argument("--precision", type=Precision, default=Precision.AUTO)
    options = parser.parse_args()
    total = Errors()
    with (
        tempfile.TemporaryDirectory() as work,
        closing(
            diarizer_in(options.model, Path(work), options.device, options.precision)
        ) as diarizer,
    ):
        most = options.exactly or options.at_most
        search = SpeakerSearch(diarizer.spec, most, is_exact=options.exactly is not None)
        sys.stdout.write(f"{HEADING}\n")
        for sound in options.sounds:
            activity = activity_in(diarizer, decode(sound))
            length_s = len(activity.frames) * activity.frame_s
            chosen, _ = taken(activity, search)
            errors = errors_of(chosen, truth_of(sound.with_suffix(".rttm")), length_s)
            sys.stdout.write(f"{errors.row(sound.stem)}\n")
            sys.stdout.flush()
            total += errors
    sys.stdout.write(f"{total.row('all')}\n")


if __name__ == "__main__":
    main()
