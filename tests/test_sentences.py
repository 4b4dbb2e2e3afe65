"""Every text that users read is a whole template, and marked; a window's are in ui/strings."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from desktop_app.core.errors import MediaMissing
from desktop_app.core.sentences import plural
from tools.sentences import (
    MARKS,
    NO_FIELDS,
    PLURAL,
    PROGRAM,
    error_names,
    name_of,
    sources,
    template_nodes,
    templates,
    text_of,
)

UI, STRINGS = PROGRAM / "ui", PROGRAM / "ui" / "strings"
# The terminal's own words are not translated: scripts read them. A style sheet has none.
UNTRANSLATED = (PROGRAM / "cli", PROGRAM / "__main__.py", UI / "theme.py")
# These take what others marked.
LOOKING_UP = (PROGRAM / "core" / "sentences.py", PROGRAM / "core" / "errors.py")
LOGS = ("logger", "logging")
STYLES = {"error", "heading", "muted", "page", "primary", "title"}
# Said by Qt and to a Linux desktop.
FOREIGN = {"no Qt platform plugin could be initialized", "Update"}
# The names of languages, each in its own.
FOREIGN |= {"English", "Deutsch"}
# Functions that write for engineers.
TECHNICAL = ("details", "details_text")
# A shortcut, a command, an element of HTML.
NO_WORDS = re.compile(r"(Ctrl|Alt|Shift)\+|F\d+$|aviary |.*[<>]", re.DOTALL)
# What SQLite is told.
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|[{}]* ?WHERE) ")
# Whose arguments are shown as they are.
SHOWING = re.compile(
    r"set(Text|Title|WindowTitle|ToolTip|StatusTip|WhatsThis|AccessibleName|AccessibleDescription"
    r"|PlaceholderText|HorizontalHeaderLabels|PlainText|LabelText|Format|Suffix|Prefix)"
    r"|add(Action|Menu|Item|Items|Tab|Row)|insertText|Q(Action|Label|PushButton|CheckBox"
    r"|RadioButton|GroupBox|ToolButton|Menu)|label|wrapped|tell|Question"
)
WRAPPERS = ("plain", "tip")  # of ui/widgets/controls.py
TWO_WORDS = re.compile(r"[A-Za-z']{2,},? [A-Za-z']{2,}")
SENTENCE = re.compile(r"[“{A-Z].* .*[.?…]$", re.DOTALL)
TITLE = re.compile("&?[A-Z]&?[a-z]+…?$")


@cache
def program() -> dict[Path, ast.Module]:
    return sources()


@cache
def errors() -> frozenset[str]:
    return error_names(program())


@pytest.fixture(scope="module", autouse=True)
def _trees_are_let_go() -> Iterator[None]:
    """A million objects, which every later collection of garbage would walk through."""
    yield
    program.cache_clear()
    nodes.cache_clear()


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(PROGRAM.parent).as_posix()}:{getattr(node, 'lineno', 0)}"


def words_of(node: ast.AST) -> str:
    """The literal words of a text, of an f-string too."""
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "{}" for part in node.values)
    return text_of(node) or ""


@cache
def unseen(module: ast.Module) -> set[int]:
    """The ids of what nobody sees: docstrings, annotations, enums, the log, programming errors."""
    hidden = [below for node in nodes(module) for below in hidden_in(node) if below is not None]
    return {id(below) for top in hidden for below in ast.walk(top)}


def hidden_in(node: ast.AST) -> list[ast.AST | None]:
    """What nobody sees of a node."""
    hidden: list[ast.AST | None] = []
    match node:
        case ast.Expr(value=ast.Constant()):
            hidden = [node]
        case ast.AnnAssign() | ast.arg():
            hidden = [node.annotation]
        case ast.FunctionDef():
            hidden = [node] if node.name.endswith(TECHNICAL) else [node.returns]
        case ast.ClassDef() if "StrEnum" in map(name_of, node.bases):
            hidden = [node]
        case ast.Raise(exc=ast.Call() as made) if name_of(made) not in errors():
            hidden = [made]
        case ast.Call():
            hidden = hidden_in_call(node)
        case ast.JoinedStr():  # it counts as a whole
            hidden = [*node.values]
    return hidden


def hidden_in_call(call: ast.Call) -> list[ast.AST | None]:
    if isinstance(call.func, ast.Attribute) and name_of(call.func.value) in LOGS:
        return [call]
    if name_of(call) in ("cast", "TypeVar"):
        return [call]
    return [*call.args[1:2]] if name_of(call) in errors() else []  # the technical cause


@cache
def nodes(module: ast.Module) -> list[ast.AST]:
    return list(ast.walk(module))


def marked(module: ast.Module) -> set[int]:
    return {id(one) for node in nodes(module) for one in template_nodes(node, errors())}


def modules(folder: Path, *without: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path, module in program().items():
        if path.is_relative_to(folder) and not any(path.is_relative_to(one) for one in without):
            yield path, module


def shown(argument: ast.expr) -> Iterator[ast.expr]:
    """An argument, or what it is chosen or put together from."""
    parts: list[ast.expr]
    match argument:
        case ast.IfExp():
            parts = [argument.body, argument.orelse]
        case ast.BoolOp(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            pass
        case ast.BinOp():
            parts = [argument.left, argument.right]
        case ast.Call() if name_of(argument) in WRAPPERS:
            parts = argument.args
        case _:
            yield argument
            return
    for part in parts:
        yield from shown(part)


def shown_literals() -> Iterator[str]:
    """Literals that are given to a widget."""
    for path, module in modules(UI, STRINGS):
        for call in nodes(module):
            if not isinstance(call, ast.Call) or not SHOWING.fullmatch(name_of(call)):
                continue
            for node in (one for argument in call.args for one in shown(argument)):
                words = words_of(node)
                has_letters = re.search("[A-Za-z]{2}", words.replace("{}", ""))
                if has_letters and words not in STYLES and not NO_WORDS.match(words):
                    yield f"{place(path, node)}: {words!r}"


def words_in_the_window() -> Iterator[str]:
    """Words in its modules, whatever way they take to a widget."""
    for path, module in modules(UI, STRINGS, *UNTRANSLATED):
        skipped = unseen(module)
        for node in nodes(module):
            words = words_of(node)
            if id(node) in skipped or words in FOREIGN or NO_WORDS.match(words):
                continue
            if TWO_WORDS.search(words) or TITLE.match(words):
                yield f"{place(path, node)}: {words!r}"


def unmarked_sentences() -> Iterator[str]:
    """Whole sentences that no mark stands around."""
    for path, module in modules(PROGRAM, *UNTRANSLATED):
        skipped = unseen(module) | marked(module)
        for node in nodes(module):
            words = words_of(node)
            if id(node) in skipped or SQL.match(words):
                continue
            if SENTENCE.match(words) and TWO_WORDS.search(words):
                yield f"{place(path, node)}: {words!r}"


def glued_words() -> Iterator[str]:
    """Words with something put between or behind them."""
    for path, module in modules(PROGRAM, *UNTRANSLATED):
        skipped = unseen(module)
        for node in nodes(module):
            words = words_of(node)
            if id(node) in skipped or NO_WORDS.match(words) or SQL.match(words):
                continue
            match node:
                case ast.JoinedStr() if TWO_WORDS.search(words_of(node).replace("{}", "")):
                    yield f"{place(path, node)}: {words_of(node)!r}"
                case ast.BinOp(op=ast.Add()):
                    for side in (node.left, node.right):
                        if TWO_WORDS.search(words_of(side)):
                            yield f"{place(path, node)}: {words_of(side)!r}"


def test_what_a_widget_shows_is_in_the_strings() -> None:
    assert not list(shown_literals())


def test_a_window_has_no_words_of_its_own() -> None:
    assert not list(words_in_the_window())


def test_a_sentence_is_marked() -> None:
    assert not list(unmarked_sentences())


def test_no_sentence_is_put_together() -> None:
    assert not list(glued_words())


def test_a_template_is_one_literal() -> None:
    """Neither an f-string nor a sum: only a whole text can be looked up, and listed."""
    found = [
        f"{place(path, node)}: {ast.unparse(node)}"
        for path, module in modules(PROGRAM)
        for call in nodes(module)
        for node in template_nodes(call, errors())
        if text_of(node) is None and not (name_of(call) in errors() | {MARKS[0]} and is_ready(node))
        if path not in LOOKING_UP
    ]
    assert not found


def is_ready(node: ast.AST) -> bool:
    """Whether a text was marked elsewhere: a constant, a value, a plural."""
    if isinstance(node, ast.Call):
        return name_of(node) in (*MARKS, PLURAL, "str", "get", "languageToString")
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.BoolOp))


def at_import(module: ast.Module) -> Iterator[ast.AST]:
    """What runs when a module is imported: all but the bodies of its functions."""
    waiting: list[ast.AST] = [module]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.Lambda):
            continue
        below = ast.iter_child_nodes(node)
        later = node.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []
        waiting += (one for one in below if one not in later)


def test_no_text_is_looked_up_while_its_module_is_imported() -> None:
    """The language is chosen later, and may change; `ui/strings` alone runs again then."""
    found = [
        place(path, node)
        for path, module in modules(PROGRAM, STRINGS)
        for node in at_import(module)
        if isinstance(node, ast.Call) and name_of(node) in (MARKS[0], PLURAL)
    ]
    assert not found


def test_nobody_keeps_a_text_of_the_window() -> None:
    """Each is read from its module when it is shown: `renew` replaces it there."""
    found = []
    for path, module in modules(UI):
        imports = [one for one in nodes(module) if isinstance(one, ast.ImportFrom)]
        from_strings = [one for one in imports if "ui.strings." in f"{one.module}."]
        names = [(one, known) for one in from_strings for known in one.names]
        kept = {known.asname or known.name for one, known in names}
        found += [place(path, one) for one, known in names if known.name.isupper()]
        found += [
            place(path, node)
            for node in at_import(module)
            if STRINGS not in path.parents and isinstance(node, ast.Name) and node.id in kept
        ]
    assert not found


def test_an_error_has_what_its_template_names() -> None:
    found = []
    for path, module in modules(PROGRAM):
        for call in nodes(module):
            if not isinstance(call, ast.Call) or name_of(call) not in errors() | {*MARKS, PLURAL}:
                continue
            given = {str(keyword.arg) for keyword in call.keywords} - set(NO_FIELDS)
            for template in template_nodes(call, errors()):
                named = fields(text_of(template) or "")
                if name_of(call) == PLURAL:
                    named = named - {"count"} | (given - named)  # a form may leave some out
                if name_of(call) not in MARKS and text_of(template) and named != given:
                    found.append(f"{place(path, call)}: {sorted(named ^ given)}")
    assert not found


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_list_has_every_kind_of_text() -> None:
    listed = {template.text for template in templates(program())}
    assert "There is no file “{name}” in “{folder}”." in listed  # an error's
    assert "Drop recordings or videos here" in listed  # a constant of the window's
    assert "{count} transcripts are still being saved." in listed  # a plural


def test_an_error_keeps_its_template_for_a_translation() -> None:
    error = MediaMissing("There is no file “{name}”.", name="a{b}.wav")
    assert (error.template, error.arguments) == ("There is no file “{name}”.", {"name": "a{b}.wav"})
    assert error.message == str(error) == "There is no file “a{b}.wav”."
    assert MediaMissing("What Windows says, {braces} too.").message.endswith("{braces} too.")


def test_a_number_chooses_the_wording() -> None:
    said = [
        plural(n, "{count} file in {place}", "{count} files in {place}", place="C:")
        for n in (0, 1, 2)
    ]
    assert said == ["0 files in C:", "1 file in C:", "2 files in C:"]


def test_no_text_takes_the_name_of_another() -> None:
    found = []
    for path, module in modules(PROGRAM):
        given: set[str] = set()
        for node in module.body:
            targets = node.targets if isinstance(node, ast.Assign) else []
            for each in (one for target in targets for one in ast.walk(target)):
                if isinstance(each, ast.Name):
                    found += [f"{place(path, each)}: {each.id}"] if each.id in given else []
                    given.add(each.id)
    assert not found
