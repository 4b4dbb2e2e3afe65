"""How sentences end, in writing."""

SENTENCE_ENDS = (".", "?", "!", "…", "\u3002", "\uff1f", "\uff01")  # the last three: full-width
CLOSING_QUOTES = "\"'\u201d\u2019\u00bb)"


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with this text, quotes and brackets after it included."""
    return text.rstrip(CLOSING_QUOTES).endswith(SENTENCE_ENDS)
