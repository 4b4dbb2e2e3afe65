"""SentencePiece models with as many pieces as the real ones, and the special ones among them.

Made piece by piece instead of trained: sizes, numbers and special pieces are then what the
sources say, and 16,384 of them take no time. Only the plain words are invented.
"""

import itertools
from collections.abc import Iterator
from pathlib import Path

from tests.random_models import SENTENCES
from tests.real_models.described import Vocabulary

UNKNOWN = "<unk>"
BEGINNING = "▁"  # SentencePiece's mark for the beginning of a word
PUNCTUATION = ".,?!'"


def write(vocabulary: Vocabulary, folder: Path) -> dict[str, Path]:
    """The three files that NeMo keeps of a tokenizer, by the name of their field."""
    from sentencepiece import sentencepiece_model_pb2

    folder.mkdir(parents=True)
    pieces = listed(vocabulary)
    proto = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined] # made at import
    kinds = proto.SentencePiece
    for number, text in enumerate(pieces):
        piece = proto.pieces.add()
        piece.piece, piece.score = text, -float(number)
        if text == UNKNOWN:
            piece.type = kinds.UNKNOWN
        elif is_special(text):
            piece.type = kinds.USER_DEFINED  # so in canary-1b-v2 (convert-canary)
    proto.trainer_spec.model_type = proto.trainer_spec.BPE
    proto.trainer_spec.vocab_size = len(pieces)
    proto.trainer_spec.unk_id = pieces.index(UNKNOWN)
    proto.trainer_spec.bos_id = proto.trainer_spec.eos_id = proto.trainer_spec.pad_id = -1
    proto.normalizer_spec.name = "nmt_nfkc_cf" if vocabulary.lower_case else "nmt_nfkc"
    proto.normalizer_spec.add_dummy_prefix = True
    files = {
        "model_path": folder / "tokenizer.model",
        "vocab_path": folder / "vocab.txt",
        "spe_tokenizer_vocab": folder / "tokenizer.vocab",
    }
    files["model_path"].write_bytes(proto.SerializeToString())
    scored = [f"{text}\t{-number}" for number, text in enumerate(pieces)]
    files["spe_tokenizer_vocab"].write_text("\n".join(scored) + "\n", encoding="utf-8")
    names = [p[1:] if p.startswith(BEGINNING) else f"##{p}" for p in pieces if p != UNKNOWN]
    files["vocab_path"].write_text("\n".join(names) + "\n", encoding="utf-8")
    return files


def listed(vocabulary: Vocabulary) -> list[str]:
    """All pieces, in order."""
    numbered = dict(enumerate(vocabulary.begins_with))
    numbered |= {number: text for text, number in vocabulary.specials.items()}
    wanted = [text for text in vocabulary.contains if text not in numbered.values()]
    wanted += [f"<|{number}|>" for number in range(vocabulary.frames)]
    if UNKNOWN not in numbered.values():
        wanted.insert(0, UNKNOWN)
    # A tokenizer of special pieces alone is filled up with unused ones, the others with words.
    is_special_only = vocabulary.place.endswith("spl_tokens")
    filling = _unused() if is_special_only else _plain(lower_case=vocabulary.lower_case)
    others = itertools.chain(wanted, filling)
    return [numbered.get(number) or next(others) for number in range(vocabulary.pieces)]


def is_special(piece: str) -> bool:
    """Whether a piece is no text."""
    return piece.startswith("<|") or piece == "<pad>"


def _unused() -> Iterator[str]:
    return (f"<|spltoken{number}|>" for number in itertools.count())


def _plain(*, lower_case: bool) -> Iterator[str]:
    """Every letter of the tests' sentences, then invented words, each with and without a space."""
    texts = "".join(itertools.chain.from_iterable(SENTENCES.values()))
    letters = sorted({letter for letter in texts.lower() if letter.isalpha()})
    if not lower_case:
        letters = [*PUNCTUATION, *letters, *(letter.upper() for letter in letters)]
    yield BEGINNING
    yield from dict.fromkeys(letters)
    yield from dict.fromkeys(f"{BEGINNING}{letter}" for letter in letters if letter.isalpha())
    for length in itertools.count(2):
        for word in itertools.product("etaoinshrdlu", repeat=length):
            yield BEGINNING + "".join(word)
            yield "".join(word)
