"""The JSON of Whisper and of the programs around it.

openai-whisper and faster-whisper: `segments` with `words` of `word` and `probability`; OpenAI's
service: `words` beside the segments, without punctuation; WhisperX: `score` and `speaker`, numbers
without times; a list of segments or words alone; whisper.cpp: `transcription` in milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from desktop_app.core.editing.paragraphs import PAUSE_S
from desktop_app.core.editing.words import spread
from desktop_app.core.sentences import plural
from desktop_app.core.text.punctuation import ends_sentence
from desktop_app.core.transcript import Segment, Word
from desktop_app.importing.checking import converted, one_line, speaker_of
from desktop_app.importing.imported import Imported
from desktop_app.importing.languages import code_of
from desktop_app.importing.times import Given, filled, is_right, readable

MODEL = "whisper"
# Words without sentences are divided at signs and pauses, and where they would be too long.
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Word:
    word: str | None = None
    text: str | None = None
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    score: float | None = None
    confidence: float | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    start: float | None = None
    end: float | None = None
    words: list[_Word] | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Document:
    segments: list[_Segment] | None = None
    words: list[_Word] | None = None
    word_segments: list[_Word] | None = None
    text: str | None = None
    language: str | None = None
    duration: float | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    offsets: dict[str, float | None] | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    offsets: dict[str, float | None] | None = None
    tokens: list[_Token] | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _CppDocument:
    transcription: list[_Part]
    params: dict[str, object] | None = None
    result: dict[str, object] | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment of whichever program; words begin with a space where a new one begins."""

    text: str
    given: Given
    words: tuple[Word, ...] = ()
    speaker: str | None = None


def is_whisper(content: object) -> bool:
    """Whether a JSON value is of one of these programs."""
    if isinstance(content, Mapping):
        lists = ("segments", "transcription", "words", "word_segments")
        has_list = any(isinstance(content.get(key), list) for key in lists)
        return has_list or isinstance(content.get("text"), str)
    return isinstance(content, list) and bool(content) and _is_item(content[0])


def _is_item(value: object) -> bool:
    return isinstance(value, Mapping) and ("text" in value or "word" in value)


def read_whisper(content: object, name: str) -> Imported:
    """Read a JSON value for which `is_whisper` holds; without segments where there is no text.

    Raises:
        TranscriptDamaged: something in it is not as these programs write it.
    """
    if isinstance(content, list):
        key = "words" if "word" in content[0] else "segments"
        content = {key: content}
    if isinstance(content, Mapping) and "transcription" in content:
        return _read_cpp(converted(content, _CppDocument, name, strict=False))
    document = converted(content, _Document, name, strict=False)
    pieces = _pieces(document)
    found = _imported(pieces)
    return replace(
        found,
        language=code_of(document.language),
        duration_s=readable(document.duration),
        model=one_line(document.model or "") or MODEL,
    )


def _pieces(document: _Document) -> list[_Piece]:
    loose = [_word(one) for one in document.words or document.word_segments or ()]
    if not document.segments:
        if loose:
            speakers = [one.speaker for one in document.words or document.word_segments or ()]
            return list(_sentences(loose, speakers))
        lines = (document.text or "").splitlines()
        return [_Piece(line, (None, None)) for line in lines]
    pieces = [
        _Piece(
            one.text,
            (readable(one.start), readable(one.end)),
            tuple(map(_word, one.words or ())),
            one.speaker or _main_speaker(one.words or ()),
        )
        for one in document.segments
    ]
    is_beside = loose and not any(piece.words for piece in pieces)
    return _with_words(pieces, loose) if is_beside else pieces


def _main_speaker(words: Iterable[_Word]) -> str | None:
    named = [word.speaker for word in words if word.speaker]
    return max(named, key=named.count) if named else None


def _word(one: _Word) -> Word:
    confidences = (one.probability, one.score, one.confidence)
    confidence = next((each for each in confidences if each is not None), None)
    text = one.word if one.word is not None else one.text or ""
    return Word(text, readable(one.start), readable(one.end), _share(confidence))


def _share(confidence: float | None) -> float | None:
    known = readable(confidence)
    return min(1.0, known) if known is not None else None


def _sentences(words: Sequence[Word], speakers: Sequence[str | None]) -> Iterable[_Piece]:
    """Divide words that come without sentences."""
    group: list[Word] = []
    speaker: str | None = None
    for word, said_by in zip(words, speakers, strict=True):
        if group and (said_by != speaker or _has_ended(group, word)):
            yield _piece_of(group, speaker)
            group = []
        group.append(word)
        speaker = said_by
    if group:
        yield _piece_of(group, speaker)


def _has_ended(group: Sequence[Word], word: Word) -> bool:
    last = group[-1]
    is_late = (
        word.start_s is not None and last.end_s is not None and word.start_s - last.end_s >= PAUSE_S
    )
    return is_late or ends_sentence(last.text.strip()) or len(group) >= MOST_WORDS


def _piece_of(group: Sequence[Word], speaker: str | None) -> _Piece:
    joined = "".join(word.text for word in group)
    has_spaces = any(word.text[:1].isspace() for word in group[1:])
    text = joined if has_spaces else " ".join(word.text for word in group)
    return _Piece(text, (group[0].start_s, group[-1].end_s), tuple(group), speaker)


def _with_words(pieces: Sequence[_Piece], words: Sequence[Word]) -> list[_Piece]:
    """Give each segment the words that stand beside all of them, by their times."""
    made: list[_Piece] = []
    at = 0
    for number, piece in enumerate(pieces):
        begun = at
        end_s = piece.given[1]
        is_last = number == len(pieces) - 1
        while at < len(words) and (is_last or _is_before(words[at], end_s)):
            at += 1
        made.append(replace(piece, words=tuple(words[begun:at])))
    return made


def _is_before(word: Word, end_s: float | None) -> bool:
    if word.start_s is None or word.end_s is None or end_s is None:
        return True
    return (word.start_s + word.end_s) / 2 <= end_s


def _read_cpp(document: _CppDocument) -> Imported:
    pieces = [
        _Piece(
            part.text, _offsets(part.offsets), tuple(_cpp_words(part.tokens or ())), part.speaker
        )
        for part in document.transcription
    ]
    params, result = document.params or {}, document.result or {}
    language = result.get("language") or params.get("language")
    model = params.get("model")
    return replace(
        _imported(pieces),
        language=code_of(language if isinstance(language, str) else None),
        model=_model_name(model) if isinstance(model, str) else MODEL,
    )


def _model_name(path: str) -> str:
    """Return "ggml-base.en" of "models/ggml-base.en.bin"."""
    kind: type[PurePath] = PureWindowsPath if "\\" in path else PurePosixPath
    return one_line(kind(path).name.removesuffix(".bin")) or MODEL


def _offsets(given: Mapping[str, float | None] | None) -> Given:
    start, end = (given or {}).get("from"), (given or {}).get("to")
    return (
        readable(start / 1000) if start is not None else None,
        readable(end / 1000) if end is not None else None,
    )


def _cpp_words(tokens: Iterable[_Token]) -> Iterable[Word]:
    """Yield tokens as words; those that are none, as "[_BEG_]", are left out."""
    for token in tokens:
        if not (token.text.startswith("[_") and token.text.endswith("]")):
            yield Word(token.text, *_offsets(token.offsets), _share(token.p))


def _imported(pieces: Sequence[_Piece]) -> Imported:
    spoken = [piece for piece in pieces if piece.text.strip()]
    if all(piece.given == (None, None) for piece in spoken) and not any(
        word.start_s is not None for piece in spoken for word in piece.words
    ):
        return Imported(
            tuple(Segment(_text(one), speaker=speaker_of(one.speaker)) for one in spoken)
        )
    spans = filled([piece.given for piece in spoken], [len(piece.text) for piece in spoken])
    segments = [_segment(piece, *span) for piece, span in zip(spoken, spans, strict=True)]
    wrong = sum(not is_right(piece.given) for piece in spoken)
    notes = (_wrong_times(wrong),) if wrong else ()
    return Imported(tuple(sorted(segments, key=lambda one: one.start_s or 0.0)), notes=notes)


def _wrong_times(count: int) -> str:
    return plural(
        count,
        "{count} sentence had no right times; they were taken from those around it.",
        "{count} sentences had no right times; they were taken from those around them.",
    )


def _text(piece: _Piece) -> str:
    return " ".join(one_line(piece.text).split())


def _segment(piece: _Piece, start_s: float, end_s: float) -> Segment:
    text, speaker = _text(piece), speaker_of(piece.speaker)
    given = _fitted(text, _whole_words(piece.words))
    if not given:
        return Segment(text, start_s, end_s, spread(text, start_s, end_s), speaker)
    spans = filled(
        [(word.start_s, word.end_s) for word in given],
        [len(word.text) for word in given],
        (start_s, end_s),
    )
    words = tuple(
        replace(word, start_s=span[0], end_s=span[1])
        for word, span in zip(given, spans, strict=True)
    )
    first_s, last_s = spans[0][0], max(end for _start, end in spans)
    return Segment(text, first_s, max(first_s, end_s, last_s), words, speaker)


def _whole_words(words: Sequence[Word]) -> list[Word]:
    """Put together what is one word: where spaces are written, one begins with a space."""
    has_spaces = any(word.text[:1].isspace() for word in words)
    groups: list[list[Word]] = []
    for word in words:
        if not word.text.strip():
            continue
        begins = not has_spaces or word.text[:1].isspace() or not groups
        if begins:
            groups.append([word])
        else:
            groups[-1].append(word)
    return [_joined(group) for group in groups]


def _joined(group: Sequence[Word]) -> Word:
    if len(group) == 1:
        return replace(group[0], text=one_line(group[0].text).strip())
    confidences = [word.confidence for word in group if word.confidence is not None]
    return Word(
        one_line("".join(word.text for word in group)).strip(),
        group[0].start_s,
        group[-1].end_s,
        min(confidences, default=None),
    )


def _fitted(text: str, words: Sequence[Word]) -> list[Word]:
    """Return the words as they stand in the text; empty if they are not its words."""
    texts = text.split()
    if len(texts) == len(words) and all(map(_is_same, texts, words)):
        return [replace(word, text=own) for own, word in zip(texts, words, strict=True)]
    at = 0
    for word in words:
        found = text.find(word.text, at)
        if found < 0 or any(map(str.isalnum, text[at:found])):
            return []
        at = found + len(word.text)
    return [] if any(map(str.isalnum, text[at:])) else list(words)


def _is_same(text: str, word: Word) -> bool:
    """Whether a word of the text is this one, but for the signs around it."""
    return "".join(filter(str.isalnum, text)) == "".join(filter(str.isalnum, word.text))
