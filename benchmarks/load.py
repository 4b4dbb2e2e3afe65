"""Compare time and memory of loading a large model with NeMo's own `restore_from`.

The model has Parakeet v3's architecture (618 million parameters, 2.5 GB) and random weights. It is
built once, in build/benchmarks; delete that folder to rebuild it.

Ours loads the folder that was unpacked when the model was added; NeMo unpacks its file at every
load. Both take turns, each time in a fresh process, with their files in the page cache. Ours maps
the weights: what is not read while loading is read by the first recording. The rows that end in
int8 load quantised weights, as on CPUs that are fast with them; the file that the first such load
makes exists already, as in daily use. `benchmarks.load_probe` defines what is counted, and how.
"""

import json
import os
import random
import shutil
import statistics
import string
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.load_probe import Probe
from benchmarks.result import Result
from tests import random_model_configs as configs

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "benchmarks"
NEMO_FILE, FOLDER = "parakeet-0.6b.nemo", "parakeet-0.6b"
RUNS = 3
# Bars: the largest share of NeMo's time, memory and written bytes.
TIME_BAR, MEMORY_BAR, WRITTEN_BAR = 0.12, 0.25, 0.0
# nvidia/parakeet-tdt-0.6b-v3: its model_config.yaml, where it differs from the tests' models.
FEATURES, VOCABULARY, WIDTH = 128, 8192, 640
ENCODER = {
    "n_layers": 24, "d_model": 1024, "n_heads": 8, "conv_kernel_size": 9, "use_bias": False,
    "subsampling_conv_channels": 256,
}  # fmt: skip
WORDS = 20_000  # random words, enough to train the tokenizer
READ_BYTES = 1 << 24


def measure() -> list[Result]:
    """Return median time and memory, and the most that any of ours wrote."""
    nemo_file, folder = made()
    _probed("ours-int8", folder)  # quantises and stores the weights if needed
    mine, in_bytes, others = [], [], []
    for _ in range(RUNS):
        mine.append(_probed("ours", folder))
        in_bytes.append(_probed("ours-int8", folder))
        others.append(_probed("theirs", nemo_file))
    return [*_compared("", mine, others), *_compared("-int8", in_bytes, others)]


def _compared(suffix: str, mine: list[Probe], others: list[Probe]) -> list[Result]:
    touched = sorted({name for run in mine for name in run.touched})
    if touched:
        raise RuntimeError(f"loading touched {', '.join(touched)}")
    times = [statistics.median(run.seconds for run in runs) for runs in (mine, others)]
    memory = [statistics.median(run.memory_bytes for run in runs) / 1e6 for runs in (mine, others)]
    written = [max(run.written_bytes for run in runs) for runs in (mine, others)]
    return [
        _result(f"load-time{suffix}", TIME_BAR, times, "s"),
        _result(f"load-memory{suffix}", MEMORY_BAR, memory, "MB"),
        _result(f"load-bytes-written{suffix}", WRITTEN_BAR, written, "bytes"),
    ]


def _result(name: str, bar: float, found: list[float] | list[int], unit: str) -> Result:
    ours, theirs = found
    return Result(name, ours / theirs, bar, ours, theirs, unit, RUNS, at_most=True)


def _probed(name: str, path: Path) -> Probe:
    """Run one load in its own process, which starts in an empty folder."""
    _warm(path)
    with tempfile.TemporaryDirectory() as place:
        temporary, current = Path(place, "temporary"), Path(place, "current")
        temporary.mkdir()
        current.mkdir()
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.load_probe", name, str(path)],
            cwd=current,
            env=os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
    # NeMo may print something first.
    found = json.loads(done.stdout.splitlines()[-1])
    return Probe(**found)


def _warm(path: Path) -> None:
    """Read the file once, so that no run waits for the disk."""
    for file in path.iterdir() if path.is_dir() else (path,):
        with file.open("rb") as source:
            while source.read(READ_BYTES):
                pass


def made() -> tuple[Path, Path]:
    """Return the packed and the unpacked model, built if missing."""
    nemo_file, folder = KEPT / NEMO_FILE, KEPT / FOLDER
    if not nemo_file.is_file():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            _build(Path(place)).replace(nemo_file)
        shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir():
        with tempfile.TemporaryDirectory(dir=KEPT) as place:
            shutil.unpack_archive(nemo_file, Path(place, FOLDER), "tar")
            Path(place, FOLDER).replace(folder)
    return nemo_file, folder


def _build(place: Path) -> Path:
    """Build a packed model with random weights in `place`."""
    from omegaconf import OmegaConf

    from desktop_app.engine.compute.runtime import quiet
    from desktop_app.engine.nemo.importing import import_nemo

    nemo_file = place / NEMO_FILE
    config = OmegaConf.create(_config(_tokenizer(place / "tokenizer")))
    nemo_asr = import_nemo()
    with quiet():
        nemo_asr.models.EncDecRNNTBPEModel(config).eval().save_to(str(nemo_file))
    return nemo_file


def _config(tokenizer: Path) -> dict[str, Any]:
    """Return the configuration of the tests' small TDT model at full size."""
    config = configs.tdt(str(tokenizer), FEATURES)
    config["encoder"] |= ENCODER
    config["model_defaults"] |= {
        "enc_hidden": ENCODER["d_model"],
        "pred_hidden": WIDTH,
        "joint_hidden": WIDTH,
    }
    config["decoder"]["prednet"]["pred_hidden"] = WIDTH
    config["joint"]["jointnet"]["joint_hidden"] = WIDTH
    return config


def _tokenizer(folder: Path) -> Path:
    """Train a SentencePiece tokenizer with as many tokens as Parakeet's."""
    import sentencepiece

    folder.mkdir()
    draw = random.Random(0)  # noqa: S311 - nothing secret
    lengths = (draw.randint(3, 10) for _ in range(WORDS))
    words = ["".join(draw.choices(string.ascii_lowercase, k=length)) for length in lengths]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(words),
        model_prefix=str(folder / "tokenizer"),
        vocab_size=VOCABULARY,
        model_type="bpe",
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    names = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    (folder / "vocab.txt").write_text("\n".join(names) + "\n", encoding="utf-8")
    return folder
