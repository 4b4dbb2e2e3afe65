"""NeMo's decoders, told to keep how sure they are of each token."""

from desktop_app.engine.foreign import NemoModel

# The probability of the chosen token, scaled so that pure guessing is 0: readable as a
# confidence. Words are not asked for: NeMo's own grouping of tokens into words raises where it
# disagrees with the tokenizer; `hypotheses` groups them.
CONFIDENCE = {
    "preserve_frame_confidence": True,
    "preserve_token_confidence": True,
    "preserve_word_confidence": False,
    "exclude_blank": True,
    "method_cfg": {"name": "max_prob", "alpha": 1.0},
}


def keep_confidence(model: NemoModel) -> None:
    """Let greedy transducers and CTC give a confidence for each token; leave Canary as it is.

    Beam search gives none: then nothing is changed.
    """
    from omegaconf import OmegaConf, open_dict

    decoding = model.cfg.get("decoding")
    if decoding is None or not str(decoding.get("strategy", "")).startswith("greedy"):
        return
    if hasattr(model, "joint"):
        # On a CPU NeMo would turn scores into probabilities at each step, for the score of the
        # whole text, which nobody reads. The confidence does that by itself, where it is wanted.
        model.joint.log_softmax = False
    with open_dict(decoding):
        decoding.confidence_cfg = OmegaConf.create(CONFIDENCE)
    model.change_decoding_strategy(decoding, verbose=False)
