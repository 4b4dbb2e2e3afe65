"""When the words of a given text are said: the model's likeliest way through the sound.

A transducer and a CTC model give each token a probability at each frame of their encoder. Of all
ways to say exactly this text, Viterbi's algorithm finds the likeliest. It takes one pass of the
encoder, as recognition does, and hears nothing new.

Graves, "Sequence Transduction with Recurrent Neural Networks" (2012), section 2.4; for tokens with
durations Xu et al., "Efficient Sequence Transduction by Jointly Predicting Tokens and Durations"
(2023); for CTC Graves et al., "Connectionist Temporal Classification" (2006).
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desktop_app.core.media import SAMPLE_RATE_HZ
from desktop_app.core.timecode import Span
from desktop_app.engine.recognizer import NemoModel

if TYPE_CHECKING:
    import torch

Floats: TypeAlias = NDArray[np.float32]
# So many scores of a lattice are computed at once (64 MB): vocabularies have up to 16,384 tokens.
SLICE_SCORES = 16_000_000


@dataclass(frozen=True, slots=True)
class Move:
    """How a path goes on from a frame and a number of tokens said.

    Attributes:
        frames: by how many frames.
        says: whether it says the next token; a move by no frames must.
        scores: its log probability at each place, shape (frames, tokens + 1).
    """

    frames: int
    says: bool
    scores: Floats


def can_align(model: NemoModel) -> bool:
    """Whether the model, or the aligner in it, can tell when a given text is said."""
    return _aligner_of(model) is not None


def spans_of_words(
    model: NemoModel, samples: Floats, words: Sequence[str]
) -> tuple[Span | None, ...]:
    """Return when each word is said, in seconds from the start of the sound.

    Args:
        model: in memory, one that `can_align`.
        samples: the sound, mono, 16 kHz, shape (samples,).
        words: the text, in order.

    Returns:
        A span for each word, in order and without overlap; None for a word that the model cannot
        spell. All are None where the text has more tokens than the sound has room for.
    """
    aligner = _aligner_of(model)
    tokens, owners = _spelled(aligner, words)
    said = _said(aligner, samples, tokens) if tokens else None
    if said is None:
        return (None,) * len(words)
    frame_s = aligner.cfg.preprocessor.window_stride * aligner.encoder.subsampling_factor
    length_s = len(samples) / SAMPLE_RATE_HZ
    found: list[Span | None] = [None] * len(words)
    for owner, run in itertools.groupby(zip(owners, said, strict=True), lambda one: one[0]):
        spans = [span for _owner, span in run]
        start_s, end_s = spans[0][0] * frame_s, spans[-1][1] * frame_s
        found[owner] = (min(start_s, length_s), min(end_s, length_s))
    return tuple(found)


def best_transducer_path(moves: Sequence[Move], frames: int, tokens: int) -> list[Span] | None:
    """Return when each token is said on the likeliest path that says them all.

    Args:
        moves: the ways to go on from a place.
        frames: how many frames there are.
        tokens: how many tokens there are.

    Returns:
        For each token the frame where it is said and the one where the path goes on; None if no
        path says them all.
    """
    best = np.full((frames + 1, tokens + 1), -np.inf)
    came = np.zeros((frames + 1, tokens + 1), np.int16)
    origin = np.zeros((frames + 1, tokens + 1), np.int32)
    best[0, 0] = 0.0
    standing = [(n, move) for n, move in enumerate(moves) if not move.frames]
    going = [(n, move) for n, move in enumerate(moves) if move.frames]
    for frame in range(frames):
        for (number, move), said in itertools.product(standing, range(tokens)):
            reached = best[frame, said] + move.scores[frame, said]
            if reached > best[frame, said + 1]:
                best[frame, said + 1] = reached
                came[frame, said + 1], origin[frame, said + 1] = number, frame
        for number, move in going:
            to = min(frame + move.frames, frames)
            here, there = (slice(-1), slice(1, None)) if move.says else (slice(None), slice(None))
            reached = best[frame, here] + move.scores[frame, here]
            is_better = reached > best[to, there]
            best[to, there][is_better] = reached[is_better]
            came[to, there][is_better], origin[to, there][is_better] = number, frame
    if not np.isfinite(best[frames, tokens]):
        return None
    found: list[Span] = []
    frame, left = frames, tokens
    while frame or left:
        before = int(origin[frame, left])
        if moves[came[frame, left]].says:
            found.append((float(before), float(max(frame, before + 1))))
            left -= 1
        frame = before
    return found[::-1]


def best_ctc_path(scores: Floats, tokens: Sequence[int], blank: int) -> list[Span] | None:
    """Return when each token is said on the likeliest path of a CTC model.

    Args:
        scores: log probabilities, shape (frames, vocabulary).
        tokens: the text.
        blank: the number of the blank.

    Returns:
        For each token its first frame and the one after its last; None if there are too few.
    """
    states = [blank, *itertools.chain.from_iterable((token, blank) for token in tokens)]
    # From one token to the next without a blank; between two equal ones there must be one.
    leaps = np.array([n % 2 and n > 1 and one != states[n - 2] for n, one in enumerate(states)])
    best = np.full(len(states), -np.inf)
    best[:2] = scores[0, states[:2]]
    came = np.zeros((len(scores), len(states)), np.int8)
    for frame in range(1, len(scores)):
        ways = np.full((3, len(states)), -np.inf)
        for by in range(3):
            ways[by, by:] = best[: len(states) - by]
        ways[2, ~leaps.astype(bool)] = -np.inf
        came[frame] = ways.argmax(axis=0)
        best = ways.max(axis=0) + scores[frame, states]
    state = len(states) - (1 if best[-1] >= best[-2] else 2)
    if not np.isfinite(best[state]):
        return None
    frames: dict[int, list[int]] = {}
    for frame in range(len(scores) - 1, -1, -1):
        frames.setdefault(state, []).append(frame)
        state -= int(came[frame, state])
    said = [frames[2 * number + 1] for number in range(len(tokens))]
    return [(float(each[-1]), float(each[0] + 1)) for each in said]


def _aligner_of(model: NemoModel) -> Any:  # noqa: ANN401 - a model of NeMo, which has no types
    """Return what can align: Canary's aligner, or the model itself; None if nothing can."""
    aligner = getattr(model, "timestamps_asr_model", None) or model
    tokenizer = getattr(aligner, "tokenizer", None)
    is_one = _is_transducer(aligner) or _is_ctc(aligner)
    has_one_language = not hasattr(tokenizer, "tokenizers_dict")  # each of several has its own
    return aligner if is_one and has_one_language and hasattr(tokenizer, "text_to_ids") else None


def _is_transducer(model: NemoModel) -> bool:
    return hasattr(model, "joint") and hasattr(model, "decoder")


def _is_ctc(model: NemoModel) -> bool:
    decoder = getattr(model, "decoder", None)
    return not hasattr(model, "joint") and hasattr(decoder, "num_classes_with_blank")


def _spelled(aligner: NemoModel, words: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the tokens of the words, and for each the number of its word."""
    tokenizer = aligner.tokenizer
    unknown = getattr(tokenizer, "unk_id", None)
    tokens: list[int] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        own = tokenizer.text_to_ids(word)
        if unknown is not None and unknown in own:
            continue
        tokens += own
        owners += [number] * len(own)
    return tokens, owners


def _said(aligner: NemoModel, samples: Floats, tokens: Sequence[int]) -> list[Span] | None:
    """Return when each token is said, in frames; None if there are too few."""
    import torch

    # NeMo leaves parts in training after each transcription: they would learn from what they hear.
    aligner.eval()
    device = next(aligner.parameters()).device
    signal = torch.from_numpy(np.ascontiguousarray(samples, np.float32))[None].to(device)
    length = torch.tensor([len(samples)], device=device)
    features, feature_length = aligner.preprocessor(input_signal=signal, length=length)
    encoded, encoded_length = aligner.encoder(audio_signal=features, length=feature_length)
    frames = int(encoded_length[0])
    encoded = encoded[:, :, :frames]
    if not frames:
        return None
    if _is_ctc(aligner):
        scores = aligner.decoder(encoder_output=encoded)[0].float().log_softmax(-1).cpu().numpy()
        return best_ctc_path(scores, tokens, scores.shape[-1] - 1)
    return best_transducer_path(_moves(aligner, encoded, tokens), frames, len(tokens))


def _moves(model: NemoModel, encoded: "torch.Tensor", tokens: Sequence[int]) -> list[Move]:
    """Return the ways to go on in a transducer's lattice for this sound and text.

    The encoder's output has the shape (1, features, frames).
    """
    import torch

    targets = torch.tensor([tokens], device=encoded.device)
    lengths = torch.tensor([len(tokens)], device=encoded.device)
    predicted, *_rest = model.decoder(targets=targets, target_length=lengths)
    durations = tuple(model.cfg.model_defaults.get("tdt_durations") or ())
    sound, text = encoded.transpose(1, 2), predicted.transpose(1, 2)
    slices = list(_lattice(model, sound, text, targets, len(durations)))
    said, silent, lasting = (np.concatenate(each) for each in zip(*slices, strict=True))
    if not durations:
        return [Move(1, says=False, scores=silent), Move(0, says=True, scores=said)]
    moves = []
    for at, frames in enumerate(durations):
        moves.append(Move(frames, says=True, scores=said + lasting[..., at]))
        # Without a token and by no frames a path would never end; NeMo goes on by one.
        moves.append(Move(max(frames, 1), says=False, scores=silent + lasting[..., at]))
    return moves


def _lattice(
    model: NemoModel,
    encoded: "torch.Tensor",
    predicted: "torch.Tensor",
    targets: "torch.Tensor",
    durations: int,
) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield the log probabilities of the next token, of none, and of each duration, by frames.

    Args:
        model: the transducer.
        encoded: the encoder's output, shape (1, frames, features).
        predicted: the decoder's, shape (1, tokens + 1, features).
        targets: the tokens, shape (1, tokens).
        durations: how many durations the model knows.
    """
    import torch

    places = predicted.shape[1]
    blank = int(model.decoder.blank_idx)
    at_once = max(1, SLICE_SCORES // (places * (blank + 1 + durations)))
    follows = torch.nn.functional.pad(targets, (0, 1))  # after the last one nothing is said
    for part in torch.split(encoded, at_once, dim=1):
        scores = model.joint.joint(part, predicted)[0].float()
        known, lasting = scores[..., : blank + 1].log_softmax(-1), scores[..., blank + 1 :]
        said = known.gather(-1, follows.expand(known.shape[0], -1)[..., None])[..., 0]
        silent, lasting = known[..., blank], lasting.log_softmax(-1)
        yield said.cpu().numpy(), silent.cpu().numpy(), lasting.cpu().numpy()
