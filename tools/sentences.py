"""Every text that users read: `python -m tools.sentences [WORD…]` prints the templates.

One a line with its place, to proof-read them, and to collect them for a translation; with WORDs
only those that hold all of them. `desktop_app/core/sentences.py` says how a text is marked.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "desktop_app"
MARKS, PLURAL = ("tr", "marked", "Marked"), "plural"
# What an error takes beside the fields of its template.
NO_FIELDS = ("detail", "remedy")


@dataclass(frozen=True, slots=True)
class Template:
    """A text that users read.

    Attributes:
        place: the file and the line, as `desktop_app/core/errors.py:12`.
        text: the English text with its fields.
        note: which of its meanings, where it has several.
    """

    place: str
    text: str
    note: str = ""


def sources(folder: Path = PROGRAM) -> dict[Path, ast.Module]:
    """Every module of the program, parsed."""
    return {
        path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.py"))
    }


def error_names(modules: dict[Path, ast.Module]) -> frozenset[str]:
    """The names of `AppError` and of all classes below it."""
    bases = {
        node.name: {name_of(base) for base in node.bases}
        for module in modules.values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    found = {"AppError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def name_of(node: ast.AST) -> str:
    """What is called or named, without what it belongs to: `append` of `names.append`."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def template_nodes(node: ast.AST, errors: frozenset[str]) -> list[ast.expr]:
    """The arguments of a call that must be whole templates; none of any other node."""
    if not isinstance(node, ast.Call):
        return []
    name = name_of(node)
    if name in MARKS:
        return node.args[:1]
    if name == PLURAL:
        return node.args[1:3]
    return node.args[:1] if name in errors else []


def note_of(node: ast.AST) -> str:
    """The note of a call of `tr`; "" for none, and of all else."""
    is_noted = isinstance(node, ast.Call) and name_of(node) == MARKS[0] and len(node.args) > 1
    return (text_of(node.args[1]) or "") if is_noted and isinstance(node, ast.Call) else ""


def text_of(node: ast.AST) -> str | None:
    """A literal's text; None of all that is no plain literal."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, str) else None


def templates(modules: dict[Path, ast.Module]) -> Iterator[Template]:
    """Every marked text, in the order of the files."""
    errors = error_names(modules)
    for path, module in modules.items():
        marked = [
            (found, note_of(node))
            for node in ast.walk(module)
            for found in template_nodes(node, errors)
        ]
        for node, note in sorted(marked, key=lambda one: one[0].lineno):
            if text := text_of(node):
                yield Template(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", text, note)


def main(words: Sequence[str]) -> None:
    """Print the templates that hold all the words."""
    for template in templates(sources()):
        if all(word.casefold() in template.text.casefold() for word in words):
            print(f"{template.place}: {template.text!r}")  # noqa: T201 - a command


if __name__ == "__main__":
    main(sys.argv[1:])
