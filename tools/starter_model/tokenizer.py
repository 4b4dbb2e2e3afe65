"""The model's tokenizer, trained on the grammar's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sentencepiece

from tools.starter_model.grammar import seeded, sentence

if TYPE_CHECKING:
    from pathlib import Path

# Enough for one and a half tokens per word: an encoded frame lasts 80 ms, so there is no room for
# many tokens.
PIECES: Final = 512
SENTENCES: Final = 40_000


def write_tokenizer(folder: Path) -> None:
    """Write ``tokenizer.model``, ``tokenizer.vocab`` and ``vocab.txt`` as NeMo wants them."""
    folder.mkdir(parents=True, exist_ok=True)
    chooser = seeded("tokenizer")
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(sentence(chooser) for _ in range(SENTENCES)),
        model_prefix=str(folder / "tokenizer"),
        vocab_size=PIECES,
        model_type="bpe",
        character_coverage=1.0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        hard_vocab_limit=False,
        num_threads=1,
        minloglevel=2,
    )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "tokenizer.model"))
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    lines = [piece[1:] if piece.startswith("▁") else f"##{piece}" for piece in pieces]
    (folder / "vocab.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
