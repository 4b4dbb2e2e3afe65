"""What a model heard in one chunk, before it is put together with its neighbours."""

from dataclasses import dataclass

from desktop_app.core.transcript import Word


@dataclass(frozen=True, slots=True)
class Utterance:
    """The text of one chunk.

    Attributes:
        text: all of it; empty where nothing was heard.
        words: the same with times in seconds from the start of the file, in order and inside the
            chunk; empty where the model gives none or none were asked for.
        start_s: where the chunk begins in the file, in seconds.
        end_s: where it ends.
    """

    text: str
    words: tuple[Word, ...]
    start_s: float
    end_s: float
