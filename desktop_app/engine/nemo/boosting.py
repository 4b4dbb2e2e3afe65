"""Make a model listen for phrases: names and terms that it would otherwise hear as other words.

NeMo adds a bonus to the tokens that begin or continue a phrase, at each step of the decoder
(`boosting_tree`, its "GPU-PB", which also works on a CPU). The model itself is not changed, so what
it listens for can be exchanged between two recordings.
"""

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from desktop_app.engine.recognizer import NemoModel

logger = logging.getLogger(__name__)

Tokenizer: TypeAlias = Any  # nemo.collections.common.tokenizers.TokenizerSpec

# How much a phrase's tokens weigh against the sound. NeMo's examples have 1. With 2, `dev.py bench
# phrases` finds a few more of the names that are said, and hears none that is not said.
WEIGHT = 2.0
# NeMo's values for transducers and CTC: the bonus of a phrase's first token, and by how much more
# the following ones count.
FIRST_TOKEN, LATER_TOKENS = 1.0, 2.0


class Boosting:
    """What a model listens for; exchanged only when it is another list than before.

    Args:
        model: in memory, with its decoder as it shall be without phrases.
    """

    def __init__(self, model: NemoModel) -> None:
        self._model = model
        self._plain = _decoding_of(model)
        self._phrases: tuple[str, ...] = ()
        self._is_broken = False

    @property
    def is_possible(self) -> bool:
        """Whether this model can listen for phrases: a greedy transducer, or CTC, with pieces."""
        tokenizer = getattr(self._model, "tokenizer", None)
        return (
            self._plain is not None
            and not self._is_broken
            and str(self._plain.get("strategy", "")).startswith("greedy")
            and not hasattr(tokenizer, "tokenizers_dict")  # one of several languages: Canary's
            and hasattr(tokenizer, "text_to_ids")
        )

    def listen_for(self, phrases: Sequence[str]) -> bool:
        """Let the model listen for these phrases and no others.

        Returns:
            Whether its decoder was made anew.
        """
        wanted = tuple(phrases)
        if wanted == self._phrases or not self.is_possible:
            return False
        try:
            self._model.change_decoding_strategy(self._decoding_for(wanted), verbose=False)
        except Exception:  # NeMo can fail in any way; phrases are no reason to lose a recording
            logger.warning("%d phrases were refused", len(wanted), exc_info=True)
            self._is_broken, wanted = True, ()
            self._model.change_decoding_strategy(self._decoding_for(()), verbose=False)
        self._phrases = wanted
        return True

    def _decoding_for(self, phrases: tuple[str, ...]) -> Any:  # noqa: ANN401 - a DictConfig
        from omegaconf import open_dict

        decoding = self._plain.copy()
        spelled = spellings(self._model.tokenizer, phrases)
        if spelled:
            with open_dict(decoding):
                _boost(decoding, spelled)
        elif phrases:
            logger.info("none of %d phrases can be spelled by this model", len(phrases))
        return decoding


def _decoding_of(model: NemoModel) -> Any:  # noqa: ANN401 - a DictConfig
    decoding = model.cfg.get("decoding") if model is not None else None
    return decoding.copy() if decoding is not None else None


def _boost(decoding: Any, phrases: list[str]) -> None:  # noqa: ANN401 - a DictConfig
    # CTC knows phrases only when it decodes several recordings at once; transducers do always.
    decoding.strategy = "greedy_batch"
    decoding.greedy.boosting_tree = {
        "key_phrases_list": phrases,
        "context_score": FIRST_TOKEN,
        "depth_scaling": LATER_TOKENS,
        # Where there is Triton; without it, NeMo takes torch, and leaves CUDA graphs.
        "use_triton": None,
    }
    decoding.greedy.boosting_tree_alpha = WEIGHT


def spellings(tokenizer: Tokenizer, phrases: Sequence[str]) -> list[str]:
    """Return the phrases as the tokenizer can write them, without those that it cannot.

    A model of lower case or without accents gets them so. A phrase that begins with a small letter
    is also listened for at the beginning of a sentence.
    """
    found: dict[str, None] = {}
    for phrase in phrases:
        written = next((one for one in _ways(phrase) if _can_spell(tokenizer, one)), None)
        if written is None:
            continue
        found[written] = None
        at_start = written[0].upper() + written[1:]
        if at_start != written and _can_spell(tokenizer, at_start):
            found[at_start] = None
    return list(found)


def _ways(phrase: str) -> Iterator[str]:
    """Yield how a phrase may be written, the best way first."""
    plain = " ".join(phrase.split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    spaced = " ".join("".join(c if c.isalnum() or c == "'" else " " for c in bare).split())
    for way in (plain, bare, spaced):
        yield way
        yield way.lower()


def _can_spell(tokenizer: Tokenizer, phrase: str) -> bool:
    """Whether the phrase comes back from its tokens: one that is unknown becomes another text."""
    if not phrase:
        return False
    tokens = tokenizer.text_to_ids(phrase)
    if not tokens:
        return False
    back = " ".join(tokenizer.ids_to_text(tokens).split())
    return bool(back == unicodedata.normalize("NFKC", phrase))
