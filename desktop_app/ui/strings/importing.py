"""Every label and sentence about importing transcripts."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.app.importing.importing import ImportReport
from desktop_app.core.errors import AppError
from desktop_app.core.sentences import plural, tr

MENU = tr("I&mport transcripts…")
TITLE = tr("Choose transcripts to import")
FILTER = tr("Transcripts (*.srt *.vtt *.json);;All files (*)")
ASK_TITLE = tr("Which recording?")
ASK_TEXT = tr("Which recording is “{name}” the text of?")
ASK_MORE = tr(
    "With its recording, the text can be listened to and corrected. Without one it can be read and "
    "corrected; you can locate the recording later."
)
CHOOSE = tr("Choose the recording…")
WITHOUT = tr("Without a recording")
SKIP = tr("Do not import")
RECORDING_TITLE = tr("Choose the recording of “{name}”")
SHOW = tr("Show")
_AT_WORK = tr("Importing “{name}”…")
_AT_WORK_OF = tr("Importing “{name}” ({number} of {count})…")
_NEW = tr("“{name}” is imported.")
_VERSION = tr(
    "“{name}” is imported as the newest version of “{title}”. The text that was there is kept "
    "under Versions."
)
_KNOWN = tr("“{title}” has the text of “{name}” already.")
_FAILED_LINE = tr("“{name}”: {reason}")
_AND_MORE = tr("and {count} more")

# So many files are named in a notice.
MOST_TOLD = 3


def at_work_line(name: str, number: int, count: int) -> str:
    """What is said while texts are read."""
    template = _AT_WORK if count == 1 else _AT_WORK_OF
    return template.format(name=name, number=number, count=count)


def entered_line(report: ImportReport) -> str:
    """What is said of the texts that are in the library; "" of none."""
    if len(report.entered) != 1:
        return (
            plural(
                len(report.entered),
                "{count} transcript imported.",
                "{count} transcripts imported.",
            )
            if report.entered
            else ""
        )
    one = report.entered[0]
    template = _KNOWN if one.is_known else _VERSION if one.is_version else _NEW
    return template.format(name=one.path.name, title=one.summary.title)


def notes_line(report: ImportReport) -> str:
    """What was not as it should be in texts that are imported; "" if nothing."""
    return _told(note_lines(report))


def note_lines(report: ImportReport) -> list[str]:
    """The same, a line for each text."""
    return [
        _FAILED_LINE.format(name=one.path.name, reason=" ".join(one.notes))
        for one in report.entered
        if one.notes
    ]


def failed_line(report: ImportReport) -> str:
    """Why files were not imported; "" if all were."""
    failed = report.failed
    if len(failed) == 1:
        return failed[0][1].sentence
    if not failed:
        return ""
    return plural(
        len(failed),
        "{count} file was not imported. {reasons}",
        "{count} files were not imported. {reasons}",
        reasons=_told([error.message for _path, error in failed]),
    )


def failed_lines(failed: Sequence[tuple[Path, AppError]]) -> str:
    """All of it, for the details."""
    lines = (
        _FAILED_LINE.format(name=path, reason=f"{error.sentence} {error.detail}".strip())
        for path, error in failed
    )
    return "\n".join(lines)


def _told(lines: Sequence[str]) -> str:
    shown = list(lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        shown.append(_AND_MORE.format(count=len(lines) - MOST_TOLD))
    return " ".join(shown)
