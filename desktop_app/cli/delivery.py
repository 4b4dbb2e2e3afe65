"""Deliver the texts of `aviary transcribe` to files or standard output, losing none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.cli.terminal import Terminal
from desktop_app.core.errors import AppError
from desktop_app.core.naming import DEFAULT_TEMPLATE, WhenTaken
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.files import ExportFiles, Written
from desktop_app.export.names import NameRules
from desktop_app.export.registry import ExportFormat, format_by_id
from desktop_app.system.files import make_writable, require_writable
from desktop_app.system.folders import make_private
from desktop_app.system.streams import OutputClosed, has_output

PLAIN = "txt"


# As few digits of a key as tell a thousand transcripts apart.
SHORT_KEY = 8


def short(key: str) -> str:
    """Return the beginning of a transcript's key, as the commands take it."""
    return key[:SHORT_KEY]


def name_rules(template: str, *, overwrite: bool = False, skip: bool = False) -> NameRules:
    """Return how files are named.

    Args:
        template: such as `{date} {name}`; "" for the recording's name.
        overwrite: whether files of that name are replaced.
        skip: whether they stay, and nothing is written.

    Raises:
        TemplateInvalid: it names no file, or the same for all.
    """
    taken = WhenTaken.NUMBER
    if overwrite or skip:
        taken = WhenTaken.REPLACE if overwrite else WhenTaken.SKIP
    return NameRules.parse(template or DEFAULT_TEMPLATE, taken)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of one text.

    Attributes:
        why: what failed, a sentence, or "".
        is_in_files: whether it is in a file where the user wanted it.
    """

    why: str = ""
    is_in_files: bool = False


class Delivery:
    """Deliver the texts of one run.

    Args:
        formats: the formats; none prints text.
        output: the folder for all files; None for the recordings' folders.
        overwrite: whether files from before this run are replaced.
        names: the template of the files' names; "" for the recordings' names.
        recordings: the input files, which are never overwritten.
        kept: the folder for texts that could not be delivered.
        terminal: for messages.
    """

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        output: Path | None,
        recordings: Iterable[Path],
        kept: Path,
        terminal: Terminal,
        *,
        overwrite: bool = False,
        names: str = "",
    ) -> None:
        self._is_printed = not formats and output is None
        self._formats = [*formats] or [format_by_id(PLAIN)]
        self._output = output.absolute() if output is not None else None
        self._files = ExportFiles(
            recordings, overwrite=overwrite, names=name_rules(names, overwrite=overwrite)
        )
        self._kept = kept
        self._kept_files = ExportFiles(recordings, is_private=True)
        self._terminal = terminal
        self._has_text = False  # on standard output, of a file before
        self._printed = 0  # segments of this file
        self._is_lost = False  # standard output took no more of it

    def prepare(self) -> None:
        """Check that texts can be delivered at all, before hours of work.

        Raises:
            OutputClosed: there is no standard output.
            NotAFolder: the output or a parent is a file.
            NotWritable, DiskFull: it cannot be created or written.
        """
        if self._is_printed and not has_output():
            raise OutputClosed("Standard output is closed: name a folder for the text by --output.")
        if self._output is not None:
            make_writable(self._output)

    def refused(self, recordings: Sequence[Path]) -> dict[Path, AppError]:
        """Return the recordings beside which nothing can be written, and why."""
        if self._is_printed or self._output is not None:
            return {}
        refused: dict[Path, AppError] = {}
        for folder in dict.fromkeys(recording.parent for recording in recordings):
            try:
                if folder.is_dir():  # else the recording is missing, which is reported in its turn
                    require_writable(folder)
            except AppError as error:
                refused[folder] = error
        return {one: refused[one.parent] for one in recordings if one.parent in refused}

    def begin(self) -> None:
        """Prepare for the next file's text."""
        self._has_text = self._has_text or self._printed > 0
        self._printed, self._is_lost = 0, False

    def hear(self, name: str, segments: Sequence[Segment]) -> None:
        """Print the next segments of a file, where text is to be printed; names where one begins.

        Args:
            name: the recording's name, for messages.
            segments: in the order of the file.
        """
        if not self._is_printed or self._is_lost or not segments:
            return
        lines = list(_lines(segments))
        if self._has_text and not self._printed:
            lines.insert(0, "\n")
        try:
            self._terminal.put("".join(lines))
        except OutputClosed as error:
            self._is_lost = True
            self._terminal.warn(f"{name}: {error}")
        else:
            self._printed += len(segments)

    def deliver(self, transcript: Transcript, key: str = "") -> Delivered:
        """Write the requested files, or print what is missing.

        Undelivered text is saved, and its place reported.

        Args:
            transcript: the text.
            key: its key in the library; "" if it is not kept there.
        """
        name = transcript.media_path.name
        if self._is_printed:
            self.hear(name, transcript.segments[self._printed :])
            if self._is_lost:
                self._keep(transcript, key)
            return Delivered("Standard output took no more text." if self._is_lost else "")
        folder = self._output or transcript.media_path.parent.absolute()
        written = self._files.write(transcript, self._formats, folder)
        for path in written.paths:
            self._terminal.say(f"{name}: wrote {path}")
        for why in written.errors:
            self._terminal.warn(f"{name}: {why.typed_sentence}")
        if not written.paths:
            self._keep(transcript, key)
        why_not = written.errors[0].message if written.errors else ""
        return Delivered(why_not, is_in_files=bool(written.paths))

    def _keep(self, transcript: Transcript, key: str) -> None:
        """Save a text in Aviary's own folder; print it to standard error as a last resort."""
        if not transcript.segments:
            return
        name = transcript.media_path.name
        if key:
            self._terminal.warn(f"{name}: the text is kept: aviary library show {short(key)}")
            return
        try:
            make_writable(self._kept)
            make_private(self._kept)
            written = self._kept_files.write(transcript, [format_by_id(PLAIN)], self._kept)
        except AppError as error:
            written = Written(errors=(error,))
        for path in written.paths:
            self._terminal.warn(f"{name}: the text is kept in {path}")
        for why in written.errors:
            self._terminal.warn(f"{name}: {why.message} The text is:", transcript.text)


def _lines(segments: Sequence[Segment]) -> Iterator[str]:
    before = None
    for segment in segments:
        begins = segment.speaker is not None and segment.speaker != before
        yield f"{segment.speaker}: {segment.text}\n" if begins else f"{segment.text}\n"
        before = segment.speaker
