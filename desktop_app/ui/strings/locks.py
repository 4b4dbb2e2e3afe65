"""Every sentence and label of the dialog about a file that another program holds."""

from desktop_app.system.locks.diagnosis import Diagnosis, Holder, HolderKind

SHOW_IN_FOLDER = "Show in folder"
HELD_BY = "Open in"
WHAT_TO_DO = "What to do"
NOBODY = "The system does not tell which program it is."
WAIT = "Wait and retry"
WAITING = "Waiting for the file… Stop"
GUIDE = "Antivirus exclusion…"
FILE_NAME = "The file"
DETAILS_NAME = "Technical details"

KINDS = {
    HolderKind.SERVICE: "a service of the system",
    HolderKind.CRITICAL: "a part of the system",
    HolderKind.EXPLORER: "Windows Explorer",
    HolderKind.BACKGROUND: "works in the background",
    HolderKind.CONSOLE: "in a terminal",
}


def holder_line(holder: Holder, doing: str) -> str:
    """A line such as `VLC media player (process 1234): it plays talk.mp4`."""
    kind = KINDS.get(holder.kind, "")
    about = ", ".join(part for part in (f"process {holder.pid}", kind) if part)
    since = f", since {holder.since:%H:%M}" if holder.since else ""
    return f"{holder.name} ({about}{since})" + (f": {doing}" if doing else "")


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
