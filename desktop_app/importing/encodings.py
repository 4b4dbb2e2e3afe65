"""From bytes to text, whatever encoding a subtitle file is in."""

import codecs
import logging
from dataclasses import dataclass

logger = logging.getLogger(__name__)

# The longer one first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The code pages of Windows and their relatives, in which subtitles were written before UTF-8; the
# likeliest first, which is taken where nothing tells.
_LEGACY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "cp932", "euc_jp", "gb18030", "big5", "cp949", "koi8_r",
)  # fmt: skip
# Those of a language, where that is known: short texts and close relatives are else mistaken.
_OF_LANGUAGE = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), ("cp1250",)),
    **dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), ("cp1251", "koi8_r")),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    **dict.fromkeys(("ar", "fa", "ur"), ("cp1256",)),
    "el": ("cp1253",), "tr": ("cp1254",), "he": ("cp1255",), "vi": ("cp1258",), "th": ("cp874",),
    "ja": ("cp932", "euc_jp"), "zh": ("gb18030", "big5"), "ko": ("cp949",),
}  # fmt: skip
# So many bytes of lines that are not ASCII tell a language.
_SAMPLE_BYTES = 50_000
# Half of them are zero where Latin letters are in UTF-16; texts have none.
_BEGINNING = 4096
_MOST_IN_A_LETTER = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and the encoding that was guessed; "" where it is certain."""

    text: str
    guessed: str = ""


def decoded(content: bytes, language: str | None = None) -> Decoded | None:
    """Decode the bytes of a text file; None if they are none.

    A letter that is cut off at the end is left out: the file was not copied whole.

    Args:
        content: the file's bytes.
        language: the text's language as far as it is known, such as "de".
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _without_nulls(content.decode(encoding, "replace"))
    wide = _wide_encoding(content[:_BEGINNING])
    if wide:
        return _without_nulls(content.decode(wide, "replace"))
    # A copy that was interrupted may end in zeros, which are not part of the text.
    content = content.rstrip(b"\0")
    if b"\0" in content:
        return None
    try:
        return Decoded(content.decode())
    except UnicodeDecodeError as error:
        if error.start >= len(content) - _MOST_IN_A_LETTER and "end of data" in error.reason:
            return Decoded(content[: error.start].decode())
    among = _OF_LANGUAGE.get((language or "")[:2], _LEGACY)
    encoding = _legacy_encoding(content, among)
    text = content.decode(encoding, "replace")
    if text == content.decode(among[0], "replace"):  # relatives, of which it is the likelier one
        encoding = among[0]
    return Decoded(text, encoding.replace("cp", "Windows-"))


def _without_nulls(text: str) -> Decoded | None:
    return None if "\0" in text else Decoded(text)


def _wide_encoding(beginning: bytes) -> str:
    """Return the order of UTF-16 without a mark; "" if it is something else."""
    even, odd = beginning[::2].count(0), beginning[1::2].count(0)
    # Each line has its digits and its end, in whatever script it is.
    least = len(beginning) // 16
    if odd > least and not even:
        return "utf-16-le"
    return "utf-16-be" if even > least and not odd else ""


def _legacy_encoding(content: bytes, among: tuple[str, ...]) -> str:
    from charset_normalizer import from_bytes  # only where it is needed: it takes 30 ms

    lines = bytearray()
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            lines += line
            if len(lines) > _SAMPLE_BYTES:
                break
    found = from_bytes(bytes(lines), cp_isolation=list(among)).best()
    encoding = found.encoding if found is not None else among[0]
    logger.info("a text is read as %s", encoding)
    return encoding
