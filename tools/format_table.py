"""README's table of export formats, out of the registry: `python -m tools.format_table` writes it.

A test compares the two.
"""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.app.exporting.formats import FORMATS
from desktop_app.export.registry import Keeps, Kind

README = Path(__file__).resolve().parents[1] / "README.md"
HEAD = "| format | `--format` | for whom | keeps, beside the text |"
KINDS = {
    Kind.TEXT: "For reading",
    Kind.SUBTITLES: "Subtitles",
    Kind.RESEARCH: "For research",
    Kind.DATA: "For programs",
}
KEPT = {
    Keeps.TIMES: "times",
    Keeps.WORDS: "each word's time",
    Keeps.SPEAKERS: "speakers",
    Keeps.CONFIDENCE: "how sure the model was",
}


def lines() -> Iterator[str]:
    """Yield the table's lines."""
    yield HEAD
    yield "|---|---|---|---|"
    for kind, name in KINDS.items():
        formats = [known for known in FORMATS if known.kind is kind]
        if formats:
            yield f"| **{name}** | | | |"
        for known in formats:
            kept = ", ".join(words for what, words in KEPT.items() if what in known.keeps)
            yield f"| {known.title} | `{known.id}` | {known.purpose} | {kept} |"


def written() -> list[str]:
    """Return the table's lines as they are in README.md."""
    return [*_split()[1]]


def _split() -> tuple[list[str], list[str], list[str]]:
    """Return README's lines before the table, its own, and those after it."""
    text = README.read_text(encoding="utf-8").splitlines()
    first = text.index(HEAD)
    end = next(n for n in range(first, len(text)) if not text[n].startswith("|"))
    return text[:first], text[first:end], text[end:]


def main() -> None:
    """Write the table into README.md."""
    before, _, after = _split()
    README.write_text("\n".join([*before, *lines(), *after]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
