"""`--self-test`: check that this program is complete; needs no window, console or network.

For a frozen program after it was built or installed, which may lack a module, a DLL or a data file
that tests of the sources do not notice.
"""

import importlib
import json
import logging
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import numpy as np

from desktop_app import __version__
from desktop_app.app.exporting import pdf
from desktop_app.app.exporting.formats import FORMATS
from desktop_app.app.player.sink import quietly
from desktop_app.app.services import SAMPLE, build_services
from desktop_app.core.cancel import CancelToken
from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.model_config.nemotron import (
    CLASS,
    CONFIG_FILE,
    FRONT_END,
    FRONT_END_FILES,
    MODEL_TYPE,
    WEIGHTS_FILE,
)
from desktop_app.core.model_config.parts import BUILT, MODELS
from desktop_app.core.request import (
    DeviceChoice,
    Precision,
    SpeakerSearch,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.engine.nemo.importing import POSTPONED
from desktop_app.engine.speakers.loading import load_diarizer
from desktop_app.engine.speakers.nemotron import import_library
from desktop_app.export.files import ExportFiles
from desktop_app.library.library import Library
from desktop_app.models.catalog import STARTER, STARTER_DIARIZER
from desktop_app.system import environment

# What the configurations of models name, and NeMo then imports.
BUILT_OF = sorted(
    {name.rpartition(".")[0] for names in (MODELS, *BUILT.values()) for name in names}
)
# Modules imported late, inside functions: PyInstaller only finds import statements.
LIBRARIES = (
    "PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg",
    "PySide6.QtPrintSupport",
    "av", "soundfile", "soxr", "silero_vad", "py3langid.langid",
    "httpx2", "truststore", "huggingface_hub", "filelock", "psutil", "wakepy", "yaml", "pysubs2",
    "humanize", "msgspec", "natsort", "pynvml", "docx", "ttconv", "charset_normalizer", "regex",
    "platformdirs", "nemo.collections.asr", "lightning.pytorch", "librosa", "torch",
    "sentencepiece", "omegaconf", "numpy", "safetensors",
    # What a model may need though NeMo is imported without it.
    *POSTPONED, "torch._inductor.compile_fx", *BUILT_OF,
)  # fmt: skip
# Only with the first sound: on Linux it needs PulseAudio's library, which is the system's.
SOUND, SOUND_OF_SYSTEM = "PySide6.QtMultimedia", "libpulse"
WINDOW = (
    "desktop_app.ui.application",
    "desktop_app.app.checkup.checkup",
    "desktop_app.cli.main",
)
# By name, as lower layers must not import the window.
WINDOW_TRIAL = "desktop_app.ui.window_trial"
# The starter model makes an error in the sample on some CPUs (bfloat16, int8).
LEAST_LIKENESS = 0.9


@dataclass(frozen=True, slots=True)
class SelfTestStep:
    """The result of one step.

    Attributes:
        name: the step's name.
        seconds: its duration.
        problem: why it failed, with the traceback, or "".
    """

    name: str
    seconds: float
    problem: str = ""

    @property
    def line(self) -> str:
        """Format it for people: one line, and the traceback below, if any."""
        verdict = "FAILED" if self.problem else "ok"
        return f"{verdict:<7}{self.name} ({self.seconds:.1f} s)\n{self.problem}"


class SelfTestError(Exception):
    """A step gave a wrong result."""


def main(arguments: list[str]) -> int:
    """Run the test; return 0 if all steps succeed, else 1.

    Args:
        arguments: optionally the path of a file for the report, for a program without a console.
    """
    report = f"Aviary {__version__}, Python {sys.version.split()[0]}\n"
    failed = False
    for step in steps():
        failed = failed or bool(step.problem)
        report += step.line
        sys.stdout.write(step.line)
        sys.stdout.flush()
        if arguments:
            Path(arguments[0]).absolute().write_text(report, encoding="utf-8")
    return 1 if failed else 0


def steps() -> Iterator[SelfTestStep]:
    """Run all steps in turn, also after a failure."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment.use_home(Path(home))
        heard: list[Transcript] = []
        yield _tried("transcribe the sample", lambda: heard.append(transcribe_sample()))
        for transcript in heard:
            files = ExportFiles([SAMPLE])
            for fmt in FORMATS:
                path = Path(home, f"sample.{fmt.extension}")
                yield _tried(f"write {fmt.id}", partial(files.write_as, transcript, fmt, path))
            yield _tried("keep it in a library", partial(_keep, transcript, Path(home, "kept")))
        yield _tried("find who speaks in the sample", find_speakers)
        yield _tried("tell speakers apart", partial(tell_speakers, Path(home, "diarizer")))
        # After the transcription: NeMo must be imported before torch, by our own function.
        for name in (*LIBRARIES, *WINDOW):
            yield _tried(f"import {name}", partial(importlib.import_module, name))
        yield _tried(f"import {SOUND}", import_sound)
        yield _tried("open the window", _open_window)
        logging.shutdown()  # the log is in the folder that is now deleted


def _tried(name: str, work: Callable[[], object]) -> SelfTestStep:
    started_s = time.perf_counter()
    try:
        work()
    except Exception:  # noqa: BLE001 - any failure is reported
        return SelfTestStep(name, time.perf_counter() - started_s, traceback.format_exc())
    return SelfTestStep(name, time.perf_counter() - started_s)


def _keep(transcript: Transcript, folder: Path) -> None:
    """Keep a transcript in a new library, and find it there.

    Raises:
        SelfTestError: it is not found; SQLite lacks something.
        LibraryError: it could not be kept.
    """
    library = Library.open(folder)
    with closing(library):
        key = library.finish_job("0" * 32, transcript).key
        kept = library.transcript(key)
        found = library.search(f'"{kept.segments[0].text}"').hits
        if kept.text != transcript.text or not found or library.verify():
            raise SelfTestError(f"kept: {kept.text!r}, found: {found}")


def import_sound() -> None:
    """Import what plays sound.

    Raises:
        ImportError: it is not whole; a computer without a sound system is none of its faults.
    """
    try:
        with quietly():
            importlib.import_module(SOUND)
    except ImportError as error:
        if SOUND_OF_SYSTEM not in str(error):
            raise


def _open_window() -> None:
    pdf.let_go()
    importlib.import_module(WINDOW_TRIAL).open_and_close()


def transcribe_sample(device: DeviceChoice = DeviceChoice.CPU) -> Transcript:
    """Transcribe the sample with the starter model and Aviary's own folders.

    Raises:
        SelfTestError: the text is wrong.
        AppError: it could not be transcribed.
    """
    transcript = _transcribed(TranscriptionRequest(SAMPLE, STARTER, device=device))
    spoken = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split()
    likeness = SequenceMatcher(None, spoken, transcript.text.split()).ratio()
    if likeness < LEAST_LIKENESS:
        raise SelfTestError(f"heard: {transcript.text!r} ({likeness:.0%} alike)")
    return transcript


def find_speakers() -> None:
    """Transcribe the sample once more, with who speaks.

    Raises:
        SelfTestError: nobody was found.
        AppError: it could not be transcribed.
    """
    search = SpeakerSearch(STARTER_DIARIZER)
    request = TranscriptionRequest(SAMPLE, STARTER, device=DeviceChoice.CPU, speakers=search)
    speakers = [segment.speaker for segment in _transcribed(request).segments]
    # Who it is, a tiny model cannot be asked.
    if not speakers or None in speakers:
        raise SelfTestError(f"speakers: {speakers}")


def _transcribed(request: TranscriptionRequest) -> Transcript:
    with closing(build_services().session()) as session:
        return session.transcribe(request, CancelToken(), lambda _event: None)


def tell_speakers(folder: Path) -> None:
    """Let a small random diarizer of transformers' hear silence.

    Raises:
        SelfTestError: it told something else than frames of silence have.
        AppError: it could not be loaded, or failed.
    """
    from safetensors.torch import save_file

    sizes = {"audio_config": {"num_hidden_layers": 1}}
    library = import_library()
    folder.mkdir()
    save_file(library.Model(library.Config(**sizes)).state_dict(), folder / WEIGHTS_FILE)
    texts = {
        CONFIG_FILE: {"model_type": MODEL_TYPE, "architectures": [CLASS], **sizes},
        FRONT_END_FILES[0]: {"feature_extractor_type": FRONT_END, "feature_size": 128},
    }
    for name, content in texts.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    spec = ModelSpec(folder.name, folder.name, ModelKind.NEMOTRON_DIARIZER, "")
    diarizer = load_diarizer(folder, spec, DeviceChoice.CPU, Precision.AUTO)
    try:
        stream = diarizer.stream()
        shapes = [stream.add(np.zeros(SAMPLE_RATE_HZ, np.float32)).shape, stream.finish().shape]
    finally:
        diarizer.close()
    if shapes != [(0, 8), (100, 8)]:
        raise SelfTestError(f"told: {shapes}")
