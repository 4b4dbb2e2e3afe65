"""`aviary library words`: the user's own words, listed and changed in the terminal."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from desktop_app.cli.parsing import file_or_folder
from desktop_app.core.editing.terms import (
    LONGEST_TERM,
    Term,
    as_table,
    merged_terms,
    overlong,
)
from desktop_app.core.errors import AppError
from desktop_app.core.text.visible import visible_line

if TYPE_CHECKING:
    from desktop_app.library.library import Library

Say = Callable[[str], None]


class NotAWord(AppError):
    """What was typed is no word, or none of the list."""

    title = "No such word"
    remedy = "`aviary library words list` shows what there is."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the parser of `library words …`."""
    parser.set_defaults(what="list", texts=(), file=None)
    kinds = parser.add_subparsers(dest="what", metavar="{list,add,remove,import,export}")
    kinds.add_parser("list", help="the words (unless another is named)")
    adding = kinds.add_parser("add", help="add a word, or other ways in which it is heard")
    adding.add_argument("texts", nargs=1, metavar="WORD", help="as it is to be written")
    adding.add_argument(
        "--heard-as", action="append", default=[], metavar="TEXT", help="what is written instead"
    )
    adding.add_argument(
        "--no-listening",
        dest="listens",
        action="store_false",
        help="models do not listen for it; it is only corrected",
    )
    removing = kinds.add_parser("remove", help="take words out of the list")
    removing.add_argument("texts", nargs="+", metavar="WORD")
    bringing = kinds.add_parser("import", help="add the words of a text file, one a line")
    bringing.add_argument("file", type=file_or_folder)
    kinds.add_parser("export", help="print the list as `import` and spreadsheets read it")


def run(library: "Library", options: argparse.Namespace, say: Say) -> list[dict[str, Any]]:
    """Do one of these; return the list as it is now.

    Raises:
        NotAWord: what is to be added is no word, or what is to go is not in the list.
        WordsUnreadable: the file to import cannot be read.
        LibraryError: the library cannot be read or written.
    """
    before = library.terms()
    after = _changed(before, options)
    if after != before:
        library.keep_terms(after).result()
    if options.what == "export":
        say(as_table(after).rstrip("\n"))
    else:
        _tell(after, say)
    return [asdict(term) for term in after]


def _changed(terms: Sequence[Term], options: argparse.Namespace) -> list[Term]:
    if options.what == "add":
        return merged_terms(terms, [_added(options)])
    if options.what == "remove":
        unwanted = dict.fromkeys(Term(text).cleaned.text for text in options.texts)
        listed = {term.text for term in terms}
        if missing := [text for text in unwanted if text not in listed]:
            raise NotAWord("“{text}” is not in the list; nothing is removed.", text=missing[0])
        return [term for term in terms if term.text not in unwanted]
    if options.what == "import":
        from desktop_app.app.words.words import terms_in  # the other commands do without

        return merged_terms(terms, terms_in(options.file))
    return list(terms)


def _added(options: argparse.Namespace) -> Term:
    added = Term(options.texts[0], tuple(options.heard_as), options.listens).cleaned
    if not added.text:
        raise NotAWord("This word has no letters.")
    if overlong([added]) is not None:
        raise NotAWord("A word has {most} characters at most.", most=LONGEST_TERM)
    return added


def _tell(terms: Sequence[Term], say: Say) -> None:
    for term in terms:
        heard = f"  (heard as {' | '.join(term.readings)})" if term.readings else ""
        quiet = "" if term.is_boosted else "  (only corrected)"
        say(visible_line(f"{term.text}{heard}{quiet}"))
    if not terms:
        say("There are no words yet.")
