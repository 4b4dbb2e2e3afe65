"""`aviary library`: list, search, show, export, import, check, back up and tidy."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.app.exporting.plan import local_time
from desktop_app.app.services import Services
from desktop_app.cli import words as words_command
from desktop_app.cli.delivery import name_rules, short
from desktop_app.cli.format_options import add_arguments as add_format_options
from desktop_app.cli.format_options import chosen_formats, require_taken
from desktop_app.cli.journal import has_window
from desktop_app.cli.library import imports as library_import
from desktop_app.cli.library import voices as voices_command
from desktop_app.cli.library.rows import (
    WHICH_KEY,
    Chosen,
    SeveralCalledSo,
    as_json,
    counted,
    hit_as_json,
    hit_line,
    job_as_json,
    job_line,
    left_line,
    line_of,
    name_of,
)
from desktop_app.cli.parsing import at_least_one, file_or_folder, formats, name_fields
from desktop_app.cli.terminal import INTERRUPTED, USAGE, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled, MediaMissing, NameTaken, TemplateInvalid
from desktop_app.core.library_errors import LibraryBusy, NotInLibrary
from desktop_app.core.model_errors import NotConfirmed
from desktop_app.core.text.visible import visible_line
from desktop_app.core.timecode import size
from desktop_app.core.transcript import Transcript
from desktop_app.export.files import ExportFiles, Written
from desktop_app.export.registry import ExportFormat
from desktop_app.library.records import StoredJob, TranscriptSummary
from desktop_app.library.search import Extent
from desktop_app.system.files import make_writable, same_name, size_of
from desktop_app.system.streams import OutputClosed, put_out

if TYPE_CHECKING:
    from desktop_app.library.library import Library

# Fewer digits of a key are more likely a name.
LEAST_DIGITS = 4
MOST_HITS = 200
# The actions that look between steps whether the user wants to stop.
IN_STEPS = ("search", "export")
# The actions that do nothing but print: whoever has read enough (`| head`) ends them.
READING = ("list", "search", "show", "path")


# The actions that take formats.
SHOWING = ("show", "export")


class NotAgreed(AppError):
    """The user did not agree, or nobody could be asked."""

    title = "Not confirmed"
    remedy = "Answer y, or add --yes."


class NotPrintable(AppError):
    """A format that is no text was to be printed."""

    title = "Not a text"
    remedy = "Write it to a file: aviary library export."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the parser of `library …`."""
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="machine-readable")
    actions = parser.add_subparsers(dest="action", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=text, description=text, parents=[machine])

    listing = add("list", "the transcripts, newest first")
    kinds = listing.add_mutually_exclusive_group()
    kinds.add_argument("--trash", action="store_true", help="those in the trash")
    kinds.add_argument(
        "--unfinished", action="store_true", help="what waits, was interrupted or failed"
    )
    search = add("search", "find words in texts, titles, file names, tags and notes")
    search.add_argument("words", nargs="+", metavar="WORD")
    search.add_argument(
        "--limit", type=at_least_one, default=MOST_HITS, metavar="N", help="at most so many places"
    )
    show = add("show", "print a transcript, also what there is of an unfinished one")
    show.add_argument("key", metavar="KEY", help="as in the list, or a title or file name")
    show.set_defaults(refuse=show.error)
    show.add_argument("--format", type=formats, default=("txt",), metavar="F")
    add_format_options(show)
    show.add_argument("--version", type=at_least_one, metavar="N", help="an earlier one, from 1")
    _add_export(add("export", "write transcripts to files, without transcribing again"))
    library_import.add_arguments(add("import", "take in transcripts that other programs wrote"))
    add("verify", "check the whole library")
    backup = add("backup", "write the whole library into one file")
    backup.add_argument("file", type=file_or_folder)
    backup.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    restore = add("restore", "add what a backup has and the library has not")
    restore.add_argument("file", type=file_or_folder)
    restore.add_argument(
        "--replace", action="store_true", help="put the backup in the library's place instead"
    )
    restore.add_argument("--yes", action="store_true", help="replace it without a question")
    words_command.add_arguments(add("words", "your own words: listened for, and corrected"))
    voices_command.add_arguments(add("voices", "the kept voices of speakers, and their deletion"))
    add("path", "where the library lies, and how large it is")
    _add_keys(add("trash", "put transcripts into the trash"))
    _add_keys(add("untrash", "take transcripts out of the trash"))
    for name, text in (
        ("delete", "delete transcripts, or what there is of unfinished ones, for good"),
        ("empty-trash", "delete for good what is in the trash"),
    ):
        deleting = add(name, text)
        if name == "delete":
            _add_keys(deleting)
        deleting.add_argument("--yes", action="store_true", help="delete without a question")


def _add_keys(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keys", nargs="+", metavar="KEY", help="as in the list, or a title")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("keys", nargs="*", metavar="KEY", help="as in the list, or a title")
    parser.add_argument("--all", action="store_true", help="all transcripts")
    parser.add_argument("--search", metavar="WORDS", help="those in which this is found")
    parser.add_argument("--tag", metavar="TAG", help="those with this tag")
    parser.add_argument("--new", action="store_true", help="those that were never exported")
    parser.add_argument("--format", type=formats, default=("txt",), metavar="F,…")
    add_format_options(parser)
    parser.add_argument(
        "--output", type=file_or_folder, metavar="DIR", help="default: beside each recording"
    )
    parser.add_argument(
        "--name", default="", metavar="TEMPLATE", help=f"how files are named, from {name_fields()}"
    )
    taken = parser.add_mutually_exclusive_group()
    taken.add_argument("--overwrite", action="store_true", help="replace files of that name")
    taken.add_argument("--skip", action="store_true", help="leave out what is there")


def run(services: Services, options: argparse.Namespace) -> int:
    """Run one action; return 0 if done, 1 if failed, 2 for wrong usage, 130 if interrupted."""
    terminal = Terminal()
    if options.action == "export" and not _selects(options):
        options.refuse("name transcripts, or give --all, --search, --tag or --new")
    if options.action in SHOWING:
        require_taken(options, options.format)
    try:
        if options.action == "restore" and options.replace:
            result, code = _put_in_place(services, options, terminal), 0
        else:
            with closing(_opened(services, terminal)) as library:
                command = _Command(library, options, terminal)
                result = command.actions[options.action]()
                code = command.code
        if options.json:
            _print_json(result)
    except AppError as error:
        terminal.warn(error.typed_sentence)
        return USAGE if isinstance(error, NameTaken | TemplateInvalid) else 1
    except Cancelled:
        terminal.warn("Stopped.")
        return INTERRUPTED
    except OutputClosed as error:
        if error.has_reader or options.action not in READING:
            raise
        return 0
    return code


def _print_json(result: object) -> None:
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    # A name that is no Unicode comes as JSON's own escapes.
    put_out(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _selects(options: argparse.Namespace) -> bool:
    return bool(options.keys or options.all or options.search or options.tag or options.new)


def _opened(services: Services, terminal: Terminal) -> "Library":
    opened = services.open_library()
    for note in opened.notes:
        terminal.warn(note)
    return opened.library


def _put_in_place(
    services: Services, options: argparse.Namespace, terminal: Terminal
) -> dict[str, Any]:
    """Put a backup in the library's place, which is set aside."""
    from desktop_app.library.library import Library

    backup = _existing(options.file)
    if has_window(services):
        raise LibraryBusy("Aviary's window is open and uses the library.")
    library = _opened(services, terminal)
    count, folder = len(library.transcripts()), library.folder
    library.close()
    question = f"Put the backup in the place of the library, which has {counted(count)}?"
    if not options.yes and not terminal.agrees(question):
        raise NotAgreed("Nothing was changed.")
    aside = Library.bring_back(backup, folder)
    if not options.json:
        put_out(f"The library is as in {visible_line(str(backup))}.\n")
        if aside is not None:
            put_out(f"What was there is kept as {visible_line(str(aside))}.\n")
    return {"folder": str(folder), "set_aside": str(aside) if aside is not None else None}


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise MediaMissing("“{path}” is not there, or is no file.", path=path)
    return path.absolute()


def _as_text(shown: ExportFormat, transcript: Transcript) -> str:
    """Return what a format makes of a transcript.

    Raises:
        NotPrintable: that is no text.
    """
    try:
        return shown.render(transcript).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotPrintable(
            "“{format}” is no text that a terminal could show.", format=shown.id
        ) from error


class _Command:
    """The actions; each returns the JSON value, and prints its text itself."""

    def __init__(self, library: "Library", options: argparse.Namespace, terminal: Terminal) -> None:
        self._library = library
        self._options = options
        self._terminal = terminal
        # What does not look at the token ends as the shell would end it.
        self._cancel = cancel_on_interrupt() if options.action in IN_STEPS else CancelToken()
        self.code = 0
        self.actions: dict[str, Callable[[], Any]] = {
            "list": self.list_all,
            "search": self.search,
            "show": self.show,
            "export": self.export,
            "import": self.take_in,
            "verify": self.verify,
            "backup": self.backup,
            "restore": self.restore,
            "path": self.path,
            "words": self.words,
            "voices": self.voices,
            "trash": self.trash,
            "untrash": self.untrash,
            "delete": self.delete,
            "empty-trash": self.empty_trash,
        }

    def list_all(self) -> list[dict[str, Any]]:
        """List transcripts, or unfinished jobs."""
        unfinished = self._unfinished()
        if self._options.unfinished:
            for job in unfinished:
                self._say(job_line(job))
            self._say_if_none(unfinished, "Nothing is unfinished.")
            return [job_as_json(job) for job in unfinished]
        summaries = self._library.transcripts(trashed=self._options.trash)
        self._say("\n".join(map(line_of, summaries)) if summaries else "")
        self._say_if_none(
            summaries, "The trash is empty." if self._options.trash else "The library is empty."
        )
        if unfinished and not self._options.trash and not self._options.json:
            self._terminal.say(f"{left_line(unfinished)}: see `aviary library list --unfinished`.")
        return [as_json(one) for one in summaries]

    def words(self) -> list[dict[str, Any]]:
        """List or change the user's own words."""
        return words_command.run(self._library, self._options, self._say)

    def voices(self) -> list[dict[str, Any]]:
        """List or delete the kept voices."""
        return voices_command.run(self._library, self._options, self._say, self._terminal.warn)

    def search(self) -> dict[str, Any]:
        """Print the places where words are found."""
        limit = self._options.limit
        found = self._library.search(
            " ".join(self._options.words), Extent(hits=limit, each=limit), self._cancel
        )
        known = {one.key: one for one in self._library.transcripts()}
        named = [known[key] for key in found.named if key in known]
        for one in named:
            self._say(f"{short(one.key)}  {'':>8}  {visible_line(name_of(one))}")
        hits = [hit for hit in found.hits if hit.transcript in known]
        for hit in hits:
            self._say(hit_line(hit, known[hit.transcript]))
        self._say_if_none([*named, *hits], "Nothing was found.")
        if not found.is_complete:
            self._terminal.say("There is more; add --limit to see it.")
        return {
            "named": [as_json(one) for one in named],
            "hits": [hit_as_json(hit, known[hit.transcript]) for hit in hits],
            "is_complete": found.is_complete,
        }

    def show(self) -> dict[str, Any]:
        """Print one transcript."""
        chosen = self._chosen(self._options.key)
        transcript = self._text_of(chosen)
        (shown, *_more) = chosen_formats(self._options, self._options.format)
        content = _as_text(shown, transcript)
        if not self._options.json:
            put_out(content.replace("\r\n", "\n"))
        described = as_json(chosen.summary) if chosen.summary else job_as_json(chosen.job)
        return described | {"format": shown.id, "content": content}

    def export(self) -> dict[str, Any]:
        """Write transcripts to files."""
        options = self._options
        rules = name_rules(options.name, overwrite=options.overwrite, skip=options.skip)
        chosen = self._selected()
        if options.output is not None:
            make_writable(options.output)
        files = ExportFiles((one.media_path for one in self._library.transcripts()), names=rules)
        rows: list[dict[str, Any]] = []
        for number, one in enumerate(chosen, 1):
            self._cancel.raise_if_cancelled()
            self._terminal.live(f"{number} of {len(chosen)}: ", one.names[0])
            rows.append(self._exported(one, files))
        if not chosen:
            self._terminal.say("There is nothing to export.")
            return {"transcripts": []}
        failed = sum(1 for row in rows if row["errors"])
        self.code = 1 if failed else 0
        where = f" into {options.output.absolute()}" if options.output else ""
        self._terminal.say(f"{len(rows) - failed} of {counted(len(rows))} exported{where}.")
        return {"transcripts": rows}

    def take_in(self) -> dict[str, Any]:
        """Import transcripts that other programs wrote."""
        result, self.code = library_import.run(
            self._library, self._options, self._terminal, self._say
        )
        return result

    def _exported(self, one: Chosen, files: ExportFiles) -> dict[str, Any]:
        """Write one transcript's files; a failure is reported and does not keep the others."""
        wanted = chosen_formats(self._options, self._options.format)
        folder = (self._options.output or one.media_path.parent).absolute()
        title, made = one.names[0], local_time(one.summary.created_s if one.summary else None)
        try:
            written = files.write(
                self._text_of(one), wanted, folder, made=made, name=one.name_of_part
            )
        except AppError as error:
            written = Written(errors=(error,))
        for path in written.paths:
            self._say(f"{short(one.key)}  {visible_line(str(path))}")
        for path in written.skipped:
            self._terminal.say(f"{title}: {path.name} is there already.")
        for why in written.errors:
            self._terminal.warn(f"{title}: {why.typed_sentence}")
        if one.summary is not None and not written.errors:
            self._library.mark_exported([one.key])
        return {
            "key": one.key,
            "files": [str(path) for path in written.paths],
            "skipped": [str(path) for path in written.skipped],
            "errors": [why.message for why in written.errors],
        }

    def verify(self) -> dict[str, Any]:
        """Check the whole library."""
        faults = self._library.verify()
        for fault in faults:
            self._say(fault)
        self._say_if_none(faults, "The library is whole.")
        every = [
            one for trashed in (False, True) for one in self._library.transcripts(trashed=trashed)
        ]
        cut = [one.key for one in every if one.has_lost_text]
        if cut and not self._options.json:
            self._terminal.say(
                f"A damage before took text from {counted(len(cut))}: see `aviary library list`."
            )
        self.code = 1 if faults else 0
        return {"ok": not faults, "faults": faults, "lost_text": cut}

    def backup(self) -> dict[str, Any]:
        """Write a backup."""
        path = self._options.file.absolute()
        if path.exists() and not self._options.overwrite:
            raise NameTaken("“{path}” already exists.", path=path)
        self._library.backup(path)
        count = len(self._library.transcripts())
        self._say(f"Wrote {visible_line(str(path))} ({counted(count)}, {size(size_of(path))}).")
        return {"file": str(path), "transcripts": count, "bytes": size_of(path)}

    def restore(self) -> dict[str, Any]:
        """Add what a backup has."""
        count = self._library.merge(_existing(self._options.file))
        self._say(f"{counted(count)} came from it." if count else "It has nothing new.")
        return {"added": count}

    def path(self) -> dict[str, Any]:
        """Print where the library lies."""
        folder, taken = self._library.folder, self._library.size_bytes()
        self._say(visible_line(str(folder)))
        if not self._options.json:
            self._terminal.say(f"{size(taken)}, {counted(len(self._library.transcripts()))}.")
        return {"folder": str(folder), "bytes": taken}

    def trash(self) -> dict[str, Any]:
        """Put transcripts into the trash."""
        keys = [one.key for one in self._named(with_trash=False)]
        self._library.trash(keys).result()
        self._say(f"{counted(len(keys))} put into the trash.")
        return {"keys": keys}

    def untrash(self) -> dict[str, Any]:
        """Take transcripts out of the trash."""
        keys = [one.key for one in self._named(with_trash=True)]
        self._library.restore(keys).result()
        self._say(f"{counted(len(keys))} taken out of the trash.")
        return {"keys": keys}

    def delete(self) -> dict[str, Any]:
        """Delete transcripts and unfinished jobs for good."""
        chosen = {one.key: one for one in map(self._chosen, self._options.keys)}
        for one in chosen.values():
            self._terminal.say(one.line)
        self._require_consent("Delete all of this for good?")
        jobs = [key for key, one in chosen.items() if one.job is not None]
        self._library.remove_jobs(jobs).result()
        self._library.forget_removed().result()
        self._library.delete([key for key in chosen if key not in jobs]).result()
        count = len(chosen)
        self._say("Deleted 1." if count == 1 else f"Deleted {count}.")
        return {"keys": [*chosen]}

    def empty_trash(self) -> dict[str, Any]:
        """Delete for good what is in the trash."""
        doomed = self._library.transcripts(trashed=True)
        for one in doomed:
            self._terminal.say(line_of(one))
        if doomed:
            self._require_consent("Delete all of this for good?")
            self._library.empty_trash().result()
        self._say(f"Deleted {counted(len(doomed))}." if doomed else "The trash is empty.")
        return {"keys": [one.key for one in doomed]}

    def _require_consent(self, question: str) -> None:
        if not self._options.yes and not self._terminal.agrees(question):
            raise NotConfirmed("Nothing was deleted.")

    def _unfinished(self) -> list[StoredJob]:
        return self._library.jobs()

    def _text_of(self, chosen: Chosen) -> Transcript:
        if chosen.job is None:
            return self._library.transcript(chosen.key, self._version_of(chosen))
        from desktop_app.engine.resume import text_so_far

        point = self._library.resume_point(chosen.key)
        if point is None:
            name = chosen.job.request.media_path.name
            raise NotInLibrary("Nothing of “{name}” has been transcribed yet.", name=name)
        return text_so_far(chosen.job.request, point)

    def _version_of(self, chosen: Chosen) -> int | None:
        number: int | None = getattr(self._options, "version", None)
        if number is None:
            return None
        versions = self._library.versions(chosen.key)
        if number > len(versions):
            raise NotInLibrary(
                "“{title}” has no version {number}; the last is {last}.",
                title=chosen.names[0],
                number=number,
                last=len(versions),
            )
        return versions[number - 1].id

    def _selected(self) -> list[Chosen]:
        """Return what to export: what is named, or the transcripts that match all else."""
        options = self._options
        if options.keys:
            known = [Chosen(one) for one in self._library.transcripts()]
            known += [Chosen(job=one) for one in self._unfinished()]
            chosen = [self._among(known, name) for name in options.keys]
            return list({one.key: one for one in chosen}.values())
        found: set[str] | None = None
        if options.search:
            everywhere = Extent(hits=sys.maxsize, each=1)
            hits = self._library.search(options.search, everywhere, self._cancel)
            found = {*hits.named, *(hit.transcript for hit in hits.hits)}
        return [
            Chosen(one)
            for one in self._library.transcripts()
            if (found is None or one.key in found)
            and (not options.tag or options.tag.casefold() in map(str.casefold, one.tags))
            and (not options.new or one.exported_s is None)
        ]

    def _named(self, *, with_trash: bool) -> list[TranscriptSummary]:
        """Return the transcripts that the user named, each once."""
        known = [Chosen(one) for one in self._library.transcripts(trashed=with_trash)]
        chosen = [self._among(known, name).summary for name in self._options.keys]
        return list({one.key: one for one in chosen if one is not None}.values())

    def _chosen(self, name: str) -> Chosen:
        """Return what the user named, also in the trash and unfinished."""
        known = [Chosen(one) for one in self._library.transcripts()]
        known += [Chosen(job=one) for one in self._unfinished()]
        known += [Chosen(one) for one in self._library.transcripts(trashed=True)]
        return self._among(known, name)

    def _among(self, known: Sequence[Chosen], name: str) -> Chosen:
        """Return the one of that key, beginning of a key, title or file name.

        Raises:
            NotInLibrary, SeveralCalledSo: there is none, or there are several.
        """
        found = [one for one in known if one.key == name]
        if not found and len(name) >= LEAST_DIGITS:
            found = [one for one in known if one.key.startswith(name.casefold())]
        wanted = same_name(name)
        found = found or [one for one in known if wanted in map(same_name, one.names)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotInLibrary("There is no transcript “{name}”.", name=name)
        for one in found:
            self._terminal.warn(one.line)
        raise SeveralCalledSo(
            "{count} transcripts are called {name}.",
            remedy=WHICH_KEY.format(key=short(found[0].key)),
            name=name,
            count=len(found),
        )

    def _say(self, text: str) -> None:
        if text and not self._options.json:
            put_out(text + "\n")

    def _say_if_none(self, things: Sequence[object], text: str) -> None:
        """Say that there is nothing, beside standard output, where scripts count lines."""
        if not things and not self._options.json:
            self._terminal.say(text)
