"""Every label and sentence about the export of many transcripts, and about automatic export."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.naming import FIELDS, WhenTaken
from desktop_app.core.sentences import listed, plural, tr
from desktop_app.core.timecode import clock, size
from desktop_app.export.options import Layout, TimesShown
from desktop_app.export.registry import ExportFormat, Keeps, Kind

if TYPE_CHECKING:
    from desktop_app.app.exporting.plan import BatchReport, ExportedItem

EXPORT_MENU = tr("Export a&ll…")
EXPORT_TITLE = tr("Export transcripts")
EXPORT_ONE_TITLE = tr("Export “{name}”")
EXPORT = tr("Export")
EXPORT_AGAIN = tr("Export what failed again")
AUTOMATIC_TITLE = tr("Automatic export")
AUTOMATIC_TEXT = tr(
    "Aviary can write each transcript to files as soon as it is finished. They stay in the library "
    "even if the folder cannot be written."
)
AUTOMATIC_BOX = tr("Export each transcript when it is finished")
SAVE = tr("Save")
SELECTED_MENU = tr("Export &selected…")
NOTHING_SELECTED = tr("None of the selected recordings has a text yet.")
NOTHING = tr("There is no transcript to export yet.")
WHICH = tr("Transcripts")
FORMATS = tr("Formats")
PLACE = tr("Folder")
BESIDE = tr("Beside the recording")
ONE_FOLDER = tr("In a folder")
CHOOSE = tr("Choose…")
NO_FOLDER = tr("Choose a folder.")
NAME = tr("Name")
NAME_HINT = tr("Fields: {fields}")
WHEN_TAKEN = tr("If a file exists")
PREVIEW = tr("For example {names}")
PREVIEW_MORE = tr("For example {names} and {count} more")
PROGRESS_NAME = tr("Export progress")
PROGRESS = tr("{done} of {count}")
RESULT_NAME = tr("What was exported")

INSERT = tr("Insert…")
INSERT_NAME = tr("Insert a field into the name")
FIELD_TITLES = {
    "name": tr("Name of the recording"),
    "date": tr("Day of the transcription"),
    "time": tr("Time of the transcription"),
    "model": tr("Model"),
    "language": tr("Language"),
    "speakers": tr("Speakers"),
    "format": tr("Format"),
}

WHEN_TAKEN_CHOICES = {
    WhenTaken.NUMBER: tr("Number the new file"),
    WhenTaken.REPLACE: tr("Replace the file"),
    WhenTaken.SKIP: tr("Keep the file, and write none"),
}

KINDS = {
    Kind.TEXT: tr("For reading"),
    Kind.SUBTITLES: tr("Subtitles"),
    Kind.RESEARCH: tr("For research"),
    Kind.DATA: tr("For programs"),
}
TIMES = tr("Times")
TIMES_CHOICES = {
    TimesShown.NONE: tr("None"),
    TimesShown.PARAGRAPH: tr("At each paragraph"),
    TimesShown.SENTENCE: tr("At each sentence"),
    TimesShown.MINUTE: tr("Once a minute"),
}
LAYOUT = tr("Layout")
LAYOUT_CHOICES = {
    Layout.PARAGRAPHS: tr("Paragraphs"),
    Layout.INTERVIEW: tr("Table with the speakers at the left"),
}
NAME_SPEAKERS = tr("Name the speakers")
UNMET_NAME = tr("What the subtitles cannot meet")
_UNMET_ROW = tr("{time}  {sentence}")
RULES = tr("Rules")
FRAME_RATE = tr("Frames a second")
OWN_FRAME_RATE = tr("As the recording")
OWN_VALUES = tr("Other values")
NO_LIMIT = tr("No limit")
# By the fields of `SubtitleRules`.
RULE_TITLES = {
    "line_chars": tr("Characters in a line"),
    "lines": tr("Lines"),
    "chars_per_s": tr("Characters a second"),
    "least_s": tr("Seconds at least"),
    "most_s": tr("Seconds at most"),
    "gap_frames": tr("Frames between two"),
}
PREVIEW_NAME = tr("Preview")
PRINT_TITLE = tr("Print the transcript")
PRINTED = tr("Sent to the printer.")
PREVIEW_CUT = tr("This is the beginning; the file has all of it.")
_FORMAT_LINE = tr("{title} (.{extension})")
_KEEPS = tr("Keeps {what}.")
_CAN_SHOW = tr("Can show {what}.")
_KEEPS_AND_CAN_SHOW = tr("Keeps {what}; can show {more}.")
_KEEPS_TEXT = tr("Keeps the text alone.")
_KEPT = {
    Keeps.TIMES: tr("times"),
    Keeps.WORDS: tr("a time for each word"),
    Keeps.SPEAKERS: tr("speakers"),
    Keeps.CONFIDENCE: tr("how sure the model was"),
}
_BINARY = tr("{title}: a file of {size} for other programs, which cannot be shown as text.")

# More would not be read in a preview or a notice.
MOST_NAMES = 2
MOST_TOLD = 3

_NONE = tr("No file was written")
_ALL_IN = tr("Exported {done} of {count} to {place}")
_ALL_BESIDE = tr("Exported {done} of {count} beside their recordings")
_ALL_BESIDE_IN = tr("Exported {done} of {count} beside their recordings, in {place}")
_NUMBERED = tr("{name} was numbered ({number})")
_WRITTEN_AS = tr("{taken} was there already; written as {name}")
_SKIPPED = tr("{name} was there and stayed")
_FAILED = tr("{name} was not exported: {reason}")
_PARTLY = tr("{name} was exported in part: {reason}")
_AND_MORE = tr("and {count} more")
_STOPPED = tr("stopped before {count} more")
_REFUSED = tr("{reason} The transcripts stay in the list.")
_REFUSED_MANY = tr(
    "Transcripts could not be exported into {count} folders and stay in the list. The last one: "
    "{reason}"
)


def fields_hint() -> str:
    """What a name may contain."""
    return NAME_HINT.format(fields=" ".join(f"{{{field}}}" for field in FIELDS))


def preview_line(names: tuple[str, ...]) -> str:
    """`For example talk.txt, talk.srt and 2 more`."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return PREVIEW_MORE.format(names=shown, count=more) if more > 0 else PREVIEW.format(names=shown)


def format_line(one: ExportFormat) -> str:
    """A format by its name and ending."""
    return _FORMAT_LINE.format(title=tr(one.title), extension=one.extension)


def keeps_line(one: ExportFormat) -> str:
    """What a format holds beside the text, and what it could, as its options are now."""
    kept, more = (
        listed([title for each, title in _KEPT.items() if each in some])
        for some in (one.keeps - one.left_out, one.left_out)
    )
    if kept and more:
        return _KEEPS_AND_CAN_SHOW.format(what=kept, more=more)
    if more:
        return _CAN_SHOW.format(what=more)
    return _KEEPS.format(what=kept) if kept else _KEEPS_TEXT


def binary_line(title: str, size_bytes: int) -> str:
    """What is shown of a file that is no text."""
    return _BINARY.format(title=title, size=size(size_bytes))


def unmet_line(count: int) -> str:
    """How often subtitles do not keep to their rules."""
    return plural(
        count,
        "{count} place in the whole text cannot keep to the rules:",
        "{count} places in the whole text cannot keep to the rules:",
    )


def unmet_row(start_s: float, sentence: str) -> str:
    """A place at which subtitles do not keep to a rule, and which."""
    return _UNMET_ROW.format(time=clock(start_s), sentence=sentence)


def one_title(name: str) -> str:
    """The dialog's title for one transcript."""
    return EXPORT_ONE_TITLE.format(name=name)


def selected_title(count: int) -> str:
    """The choice of the selected transcripts."""
    return plural(count, "The selected one", "The {count} selected")


def shown_title(count: int) -> str:
    """The choice of what the list shows while it is filtered."""
    return plural(count, "The one that the list shows", "The {count} that the list shows")


def all_title(count: int) -> str:
    """The choice of all transcripts."""
    return plural(count, "The only one", "All {count}")


def short_place(folder: Path) -> str:
    """A folder as `Documents/Transcripts` where it lies in the user's own, else whole."""
    try:
        inner = folder.relative_to(Path.home())
    except ValueError:
        return str(folder)
    return str(inner) if inner.parts else str(folder)


def summary_line(report: "BatchReport") -> str:
    """`Exported “talk.docx” to Documents/Transcripts`, or how many files, or `30 of 31`."""
    paths = [path for each in report.items for path in each.written.paths]
    folder, folders = report.plan.folder, {path.parent for path in paths}
    only = short_place(folders.pop()) if len(folders) == 1 else ""
    if len(report.done) < report.count:
        return _partly_line(report, only)
    if not paths:
        return _NONE
    count, name = len(paths), paths[0].name
    if folder is not None:
        return _files_in(count, name, short_place(folder))
    return _files_beside_in(count, name, only, report.count) if only else _files_beside(count, name)


def _partly_line(report: "BatchReport", only: str) -> str:
    """How many transcripts are done; `only` is the one folder of the files, or ""."""
    fields = {"done": len(report.done), "count": report.count}
    if report.plan.folder is not None:
        return _ALL_IN.format(place=short_place(report.plan.folder), **fields)
    return _ALL_BESIDE_IN.format(place=only, **fields) if only else _ALL_BESIDE.format(**fields)


def item_lines(report: "BatchReport") -> list[str]:
    """What is to be said of single transcripts: failures first, then numbers, then what stayed."""
    lines = [_failed_line(each) for each in report.failed]
    if report.left:
        lines.append(_STOPPED.format(count=report.left))
    for each in report.numbered:
        lines += _numbered_lines(each)
    lines += [
        _SKIPPED.format(name=path.name) for each in report.skipped for path in each.written.skipped
    ]
    return lines


def report_line(report: "BatchReport") -> str:
    """All in one line: `Exported 30 of 31 to Documents; clip05.txt was there already; …`."""
    lines = item_lines(report)
    shown = [line.removesuffix(".") for line in lines[:MOST_TOLD]]
    if len(lines) > MOST_TOLD:
        shown.append(_AND_MORE.format(count=len(lines) - MOST_TOLD))
    return "; ".join([summary_line(report), *shown])


def refused_line(reasons: Sequence[str]) -> str:
    """What is said of folders that take no automatic exports."""
    reason = reasons[-1]
    if len(reasons) == 1:
        return _REFUSED.format(reason=reason)
    return _REFUSED_MANY.format(count=len(reasons), reason=reason)


def _files_in(count: int, name: str, place: str) -> str:
    return plural(
        count,
        "Exported “{name}” to {place}",
        "Exported {count} files to {place}",
        name=name,
        place=place,
    )


def _files_beside(count: int, name: str) -> str:
    return plural(
        count,
        "Exported “{name}” beside its recording",
        "Exported {count} files beside their recordings",
        name=name,
    )


def _files_beside_in(count: int, name: str, place: str, recordings: int) -> str:
    if recordings == 1:
        return plural(
            count,
            "Exported “{name}” beside the recording, in {place}",
            "Exported {count} files beside the recording, in {place}",
            name=name,
            place=place,
        )
    return plural(
        count,
        "Exported “{name}” beside its recording, in {place}",
        "Exported {count} files beside their recordings, in {place}",
        name=name,
        place=place,
    )


def _failed_line(item: "ExportedItem") -> str:
    template = _PARTLY if item.written.paths else _FAILED
    reasons = dict.fromkeys(error.sentence for error in item.written.errors)
    return template.format(name=_stem(item), reason=" ".join(reasons))


def _numbered_lines(item: "ExportedItem") -> list[str]:
    renamed = item.written.renamed
    if not renamed:
        return [_NUMBERED.format(name=_stem(item), number=item.written.number)]
    return [_WRITTEN_AS.format(taken=taken.name, name=path.name) for taken, path in renamed]


def _stem(item: "ExportedItem") -> str:
    return item.item.name or item.item.media_path.stem
