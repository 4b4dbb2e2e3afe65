"""Every sentence and label of the dialog about a file that another program holds."""

from desktop_app.core.sentences import tr
from desktop_app.system.locks.diagnosis import Diagnosis, Holder, HolderKind

SHOW_IN_FOLDER = tr("Show in folder")
HELD_BY = tr("Open in")
WHAT_TO_DO = tr("What to do")
NOBODY = tr("The system does not report which program it is.")
WAIT = tr("Wait and retry")
WAITING = tr("Waiting for the file… Stop")
GUIDE = tr("Antivirus exclusion…")
FILE_NAME = tr("The file")
DETAILS_NAME = tr("Technical details")

PROCESS = tr("process {pid}")
SINCE = tr("since {time}")
KINDS = {
    HolderKind.SERVICE: tr("a system service"),
    HolderKind.CRITICAL: tr("part of the system"),
    HolderKind.EXPLORER: tr("Windows Explorer"),
    HolderKind.BACKGROUND: tr("a background program"),
    HolderKind.CONSOLE: tr("in a terminal"),
}


def holder_line(holder: Holder, doing: str) -> str:
    """A line such as `VLC media player (process 1234): it plays talk.mp4`."""
    about = [PROCESS.format(pid=holder.pid), KINDS.get(holder.kind, "")]
    if holder.since:
        about.append(SINCE.format(time=f"{holder.since:%H:%M}"))
    name = f"{holder.name} ({', '.join(part for part in about if part)})"
    return f"{name}: {doing}" if doing else name


def steps_text(diagnosis: Diagnosis) -> str:
    """The steps, numbered."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(diagnosis.steps, 1))


def details_text(diagnosis: Diagnosis) -> str:
    """All that is known, for an engineer."""
    lines = [
        f"{diagnosis.title}: {diagnosis.sentence}",
        f"file: {diagnosis.path}",
        f"kind: {diagnosis.kind.value}, Windows code: {diagnosis.winerror}",
        f"cause: {diagnosis.root!r}",
        *(_holder_details(holder) for holder in diagnosis.holders),
        *(f"place: {place.kind.value}, {place.name}, {place.folder}" for place in diagnosis.places),
    ]
    return "\n".join(lines)


def _holder_details(holder: Holder) -> str:
    return f"held by: {holder.name}, process {holder.pid}, {holder.kind.value}, {holder.path}"
