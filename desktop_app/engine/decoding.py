"""NeMo's decoders, told to keep how sure they are of each token."""

from desktop_app.engine.recognizer import NemoModel

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

    Beam search gives none: then nothing is changed. A transducer that was saved to decode one
    recording after the other ("greedy", as in NeMo's own example for TDT) decodes them together
    from now on: the text is the same, and NeMo fails to give confidences the other way.
    """
    from omegaconf import OmegaConf, open_dict

    decoding = model.cfg.get("decoding")
    if decoding is None or not str(decoding.get("strategy", "")).startswith("greedy"):
        return
    with open_dict(decoding):
        decoding.confidence_cfg = OmegaConf.create(CONFIDENCE)
        if hasattr(model, "joint"):
            decoding.strategy = "greedy_batch"
    if hasattr(model, "joint"):
        # On a CPU NeMo would turn scores into probabilities at each step, for the score of the
        # whole text, which nobody reads. The confidence does that by itself, where it is wanted.
        model.joint.log_softmax = False
    model.change_decoding_strategy(decoding, verbose=False)
