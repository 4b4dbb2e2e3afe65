r"""Show terminal control and bidirectional characters as escapes such as `\u001b`.

File names and texts come from anywhere: one may hold an escape sequence that clears the screen or
makes the terminal type, a carriage return that overwrites a line, or a mark that reverses the rest
of the line.
"""

import unicodedata

# Marks inside of words in Persian, Indic scripts and emoji, a soft hyphen, and the Arabic signs
# that enclose the digits after them: they change letters, not the order of text.
HARMLESS = frozenset("\u00ad\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")
# Control characters, format characters (bidirectional ones included), line and paragraph
# separators, surrogates, and noncharacters.
OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})
OF_TEXTS = frozenset("\n\t")


def visible(text: str) -> str:
    """Escape a text of several lines; line feeds and tabs stay."""
    return _shown(text, OF_TEXTS)


def visible_line(text: str) -> str:
    """Escape one line; line breaks are escaped, too."""
    return _shown(text, frozenset("\t"))


def without_obeyed(text: str) -> str:
    """Return a text without the characters that would be escaped, line breaks included."""
    return "".join(one for one in text if one in HARMLESS or not _is_obeyed(one))


def _shown(text: str, kept: frozenset[str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        one if one in kept or one in HARMLESS or not _is_obeyed(one) else _escape(one)
        for one in text
    )


def _is_obeyed(character: str) -> bool:
    return unicodedata.category(character) in OBEYED


def _escape(character: str) -> str:
    """Escape as JSON does, so that JSON stays valid."""
    code = ord(character)
    if code > 0xFFFF:  # noqa: PLR2004 - the last of the Basic Multilingual Plane
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"
