"""One archive, as Aviary reads, loads and computes it, and as NeMo's own `restore_from` does."""

import contextlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelKind, ModelSpec
from desktop_app.core.request import DeviceChoice, Precision
from desktop_app.core.transcript import TimestampMode
from desktop_app.engine.compute import precision
from desktop_app.engine.compute.cpu_layers import suit_cpu
from desktop_app.engine.nemo import importing as runtime
from desktop_app.engine.nemo import loader as nemo_loader
from desktop_app.engine.recognizer import NemoModel, RecognitionOptions
from desktop_app.models import archive
from desktop_app.models.inspection import inspect
from tests.engine.asking import chunk, hear, text_of, timed, words_of

if TYPE_CHECKING:
    import torch

SOUNDS_S = (1.0, 2.5)
# How many tokens a Canary writes at most, the prompt included: some, or few enough for all frames.
SOME, FEW = 32, 20
CPU = DeviceChoice.CPU
# From one language to another, for a Canary.
PAIRS = (("en", "en"), ("de", "de"), ("en", "de"), ("fr", "en"))

Timed = tuple[str, float, float]  # a word with its start and end


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two made of an archive.

    Attributes:
        parameters: how many it says there are.
        weights: a sum over the bytes of every weight.
        prompts: what a Canary is given before it writes, for each thing that was asked.
        texts: of every sound, for each thing that was asked.
        words: the last sound's, with times; none where the model gives none.
        encoded: what the encoder makes of the last sound.
    """

    parameters: int
    weights: dict[str, int]
    prompts: list[list[int]]
    texts: list[list[str]]
    words: list[Timed]
    encoded: "torch.Tensor"


@dataclass(frozen=True, slots=True)
class Compared:
    """Both sides, and ours in int8.

    Attributes:
        spec: as read from the archive, before anything was loaded.
        encoder_error: of the encoder as it runs on a CPU, as a share of what NeMo's gives.
        int8_error: the same in int8.
        int8_texts: of every sound, as asked first.
    """

    spec: ModelSpec
    ours: Side
    theirs: Side
    encoder_error: float
    int8_error: float
    int8_texts: list[str]

    @property
    def characters(self) -> int:
        """How much there was to compare."""
        return sum(len(text) for texts in self.theirs.texts for text in texts)


def compare(nemo_file: Path, folder: Path) -> Compared:
    """Do all that there is to do with an archive; it is unpacked into the folder."""
    spec = inspect(nemo_file).spec
    archive.extract(nemo_file, folder, CancelToken())
    features, theirs = _theirs(nemo_file, spec)
    recognizer = nemo_loader.load(folder, spec, CPU, Precision.FP32)
    model = recognizer._model
    sums = _sums(model)
    with _babbling(model) as prompts:
        texts = [_heard(recognizer, options) for options in asked(spec)]
    words = _words(recognizer, spec)
    if recognizer.parameters < precision.LARGE:
        suit_cpu(model)
    encoded = _encoded(model, features)
    ours = Side(recognizer.parameters, sums, prompts, texts, words, encoded)
    recognizer.close()
    recognizer = nemo_loader.load(folder, spec, CPU, Precision.INT8)
    with _babbling(recognizer._model):
        int8_texts = _heard(recognizer, asked(spec)[0])
    int8 = _encoded(recognizer._model, features)
    recognizer.close()
    return Compared(
        spec,
        ours,
        theirs,
        _error(ours.encoded, theirs.encoded),
        _error(int8, theirs.encoded),
        int8_texts,
    )


def asked(spec: ModelSpec) -> list[RecognitionOptions]:
    """Every kind of prompt that the model is given, without times."""
    if not spec.kind.is_prompted:
        return [RecognitionOptions(timestamps=TimestampMode.NONE)]
    return [RecognitionOptions(source, to, TimestampMode.NONE) for source, to in PAIRS]


def _theirs(nemo_file: Path, spec: ModelSpec) -> tuple[Any, Side]:
    import torch

    model = runtime.import_nemo().models.ASRModel.restore_from(str(nemo_file), map_location="cpu")
    model.eval()
    sums = _sums(model)
    sounds = [chunk(seconds, number).samples for number, seconds in enumerate(SOUNDS_S)]
    with _babbling(model) as prompts:
        texts = [
            [" ".join(one.text.split()) for one in _transcribed(model, spec, sounds, options)]
            for options in asked(spec)
        ]
    words: list[Timed] = []
    if spec.best_timestamps is not TimestampMode.NONE:
        options = RecognitionOptions("en" if spec.kind.is_prompted else None)
        with _babbling(model, FEW):
            stamp = _transcribed(model, spec, sounds[-1:], options)[0].timestamp
        words = [
            (one["word"], float(one["start"]), min(float(one["end"]), SOUNDS_S[-1]))
            for one in stamp["word"]
        ]
    model.preprocessor.featurizer.dither = 0.0
    sound = torch.from_numpy(sounds[-1])[None]
    with torch.inference_mode():
        features = model.preprocessor(input_signal=sound, length=torch.tensor([sound.shape[1]]))
    parameters = sum(weights.numel() for weights in model.parameters())
    return features, Side(parameters, sums, prompts, texts, words, _encoded(model, features))


def _transcribed(
    model: NemoModel, spec: ModelSpec, sounds: Sequence[Any], options: RecognitionOptions
) -> list[Any]:
    """NeMo's own call, for a Canary with the slots that its card names and no others."""
    times = options.timestamps is not TimestampMode.NONE
    config = model.get_transcribe_config()
    config.num_workers, config.verbose, config.return_hypotheses = 0, False, True
    config.timestamps = times
    if spec.kind.is_prompted:
        config.enable_chunking = False
        target = options.target_language or options.language
        slots = {"source_lang": options.language, "target_lang": target, "pnc": "yes"}
        if spec.kind is ModelKind.CANARY:
            slots["task"] = "asr" if target == options.language else "s2t_translation"
        config.prompt = [{"role": "user", "slots": slots}]
    heard = model.transcribe(list(sounds), override_config=config, timestamps=times)
    return [one[0] if isinstance(one, list) else one for one in heard]


@contextlib.contextmanager
def _babbling(model: NemoModel, most: int = SOME) -> Iterator[list[list[int]]]:
    """Limit a Canary's output, which would not end by itself; returns its prompt."""
    prompts: list[list[int]] = []
    if not hasattr(model, "transf_decoder"):
        yield prompts
        return
    search, decode = model.decoding.decoding.beam_search, model.decoding.decode_predictions_tensor
    before = search.max_delta_len, search.max_seq_length

    def told(*values: Any, decoder_input_ids: Any, **named: Any) -> Any:
        prompts.append(decoder_input_ids[0].tolist())
        return decode(*values, decoder_input_ids=decoder_input_ids, **named)

    search.max_delta_len, search.max_seq_length = -1, most  # -1: however many frames there are
    model.decoding.decode_predictions_tensor = told
    try:
        yield prompts
    finally:
        search.max_delta_len, search.max_seq_length = before
        model.decoding.decode_predictions_tensor = decode


def _heard(recognizer: Any, options: RecognitionOptions) -> list[str]:
    sounds = [chunk(seconds, number) for number, seconds in enumerate(SOUNDS_S)]
    return [text_of(segments) for segments in hear(recognizer, sounds, options)]


def _words(recognizer: Any, spec: ModelSpec) -> list[Timed]:
    if spec.best_timestamps is TimestampMode.NONE:
        return []
    options = RecognitionOptions(
        "en" if spec.kind.is_prompted else None, timestamps=spec.best_timestamps
    )
    with _babbling(recognizer._model, FEW):
        heard = hear(recognizer, [chunk(SOUNDS_S[-1], len(SOUNDS_S) - 1)], options)[0]
    return [(word.text, *timed(word)) for word in words_of(heard)]


def _sums(model: NemoModel) -> dict[str, int]:
    return {
        name: zlib.crc32(memoryview(weight.detach().contiguous().numpy().reshape(-1)).cast("B"))
        for name, weight in model.state_dict().items()
    }


def _encoded(model: NemoModel, features: Any) -> "torch.Tensor":
    import torch

    model.eval()  # NeMo leaves it in training after it has transcribed
    with torch.inference_mode():
        encoded, _length = model.encoder(audio_signal=features[0], length=features[1])
    made: torch.Tensor = encoded
    return made


def _error(ours: "torch.Tensor", theirs: "torch.Tensor") -> float:
    return float((ours - theirs).norm() / theirs.norm())
