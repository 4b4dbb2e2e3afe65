"""Every sentence and label of the window, except those of core/errors.py."""

from PySide6.QtCore import QLocale

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.status import Status
from desktop_app.app.transcript.exports import ExportOutcome
from desktop_app.core.job import Job, JobState
from desktop_app.core.request import DeviceChoice, ModelReady
from desktop_app.core.timecode import clock, time_left
from desktop_app.core.transcript import TimestampMode
from desktop_app.media.formats import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS

ADD_FILES = "Add files"
ADD_FILES_MENU = "&Add files…"
ADD_FOLDER = "Add f&older…"
TRY_SAMPLE = "Try the sample"
DROP_TITLE = "Drop recordings or videos here"
DROP_TEXT = "Aviary writes down what is said, on this computer alone."
DROP_TEXT_NO_MODEL = (
    "A speech model turns them into text on this computer. So far there is only a small "
    "demonstration model."
)
DROP_NOW = "Drop to transcribe"
START = "Start"
STOP = "Stop"
STOPPING = "Stopping…"
RETRY = "Retry"
REMOVE = "Remove"
UNDO = "Undo"
PUT_BACK = "Bring &back what was removed"
DETAILS = "Details"
COPY_DETAILS = "Copy details"
CLOSE = "Close"
CLOSE_ALL = "Close all"
OPEN_FOLDER = "Open folder"
CHOOSE_MODEL = "Choose a model"
CHOOSE_FOLDER = "Choose another folder"
DIAGNOSE = "Who has it open?"
USE_CPU = "Use the CPU"
MANAGE_MODELS = "Manage models…"
QUEUE = "Queue"
DONE = "Done"
DONE_INCOMPLETE = "Done, incomplete"
SEARCH = "Search by file name"
SEARCH_NAME = "Filter the list by file name"
FIND = "Find in the transcript"
FIND_NAME = "Words to find in the transcript"
FIND_NEXT = "Next"
QUEUE_NAME = "Recordings"
TRANSCRIPT_NAME = "Transcript"
MODEL = "Model"
LANGUAGE = "Language"
TARGET = "Write in"
TIMES = "Times"
LANGUAGE_AUTOMATIC = "Automatic"
LANGUAGE_AUTOMATIC_TIP = "This model needs no choice of language."
NOT_INSTALLED = "{title} (not installed)"
NOT_INSTALLED_TIP = "Download it under Models > Manage models."
NO_MODEL_HINT = "No model is installed. Get one under Models > Manage models."
NO_SPEECH = "No speech found in this recording."
WAITING_TEXT = "Waits for its turn."
LOADING_TEXT = "Loading the model…"
LISTENING_TEXT = "Listening…"
STOPPED_TEXT = "Stopped before the first words."
UNSURE = "The model was not sure of this word ({percent} %)."
PREPARING = "Preparing the recogniser…"
PREPARED = "Ready · no model in memory"
NOT_PREPARED = "The recogniser could not be prepared"
_ENDINGS = " ".join(f"*.{ending}" for ending in (*AUDIO_EXTENSIONS, *VIDEO_EXTENSIONS))
FILTER_MEDIA = f"Audio and video ({_ENDINGS});;All files (*)"
FILTER_NEMO = "NeMo models (*.nemo);;All files (*)"
ADD_FILES_TITLE = "Add recordings or videos"
ADD_FOLDER_TITLE = "Add all recordings in a folder"
IMPORT_MODEL_TITLE = "Import a .nemo model"
EXPORT_TITLE = "Export the transcript"
EXPORT_ALL_TITLE = "Choose a folder for all transcripts"
SETTINGS_NOT_SAVED = "The settings are not saved yet; Aviary tries again. {reason}"
REPLACE_TITLE = "Replace the file?"
REPLACE_TEXT = "“{name}” is there already."
REPLACE = "Replace"
CANCEL = "Cancel"
NO_TIMES_TIP = "This transcript has no times."
CLOSE_TITLE = "Stop and close?"
CLOSE_TEXT = "Not every recording is transcribed yet. Closing stops the work."
CLOSE_MOVING_TEXT = (
    "The models are being moved to another folder. Closing stops that; no model is lost."
)
CLOSE_ANYWAY = "Stop and close"
KEEP_OPEN = "Keep working"
COPIED = "Copied."
ABOUT_TEXT = "Version {version}. Turns recordings into text on this computer, with NVIDIA NeMo."
ABOUT_TITLE = "About {name}"

# More would not be read in a line above the window's panes.
MOST_REASONS = 3

STATE_TEXTS = {
    JobState.WAITING: "Waiting",
    JobState.LOADING: LOADING_TEXT,
    JobState.STOPPING: STOPPING,
    JobState.STOPPED: "Stopped",
    JobState.FAILED: "Failed",
}
TIMES_TITLES = {
    TimestampMode.NONE: "None",
    TimestampMode.SEGMENT: "Segments",
    TimestampMode.WORD: "Words",
}
DEVICES = {DeviceChoice.CPU: "CPU", DeviceChoice.CUDA: "GPU", DeviceChoice.AUTO: "Automatic"}


NOTICE_WORDS = {"info": "Note", "success": "Done", "warning": "Warning", "error": "Error"}


def more_notices(count: int) -> str:
    """How many notices wait behind the one that is shown."""
    return f"{count} more" if count else ""


def language_name(code: str) -> str:
    """`de` as "German"; the code itself where Qt does not know it."""
    language = QLocale.codeToLanguage(code)
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    return QLocale.languageToString(language)


def job_name(job: Job) -> str:
    """A file's name; of a part also from when to when."""
    name, span = job.request.media_path.name, job.request.span
    return f"{name}, {clock(span[0])} to {clock(span[1])}" if span else name


def job_place(job: Job) -> str:
    """Where a job's file lies; of a part also from when to when."""
    span = job.request.span
    path = str(job.request.media_path)
    return f"{path}, {clock(span[0])} to {clock(span[1])}" if span else path


def job_line(record: JobRecord) -> str:
    """The second line of a job's row; it says which audio track, where there are several."""
    line = _state_line(record)
    if record.track is None or record.track.of == 1 or record.state is JobState.FAILED:
        return line
    return f"{line} · {record.track.place}"


def _state_line(record: JobRecord) -> str:
    if record.state is JobState.WORKING:
        left_s = record.left_s
        return time_left(left_s).capitalize() if left_s is not None else "Transcribing"
    if record.state is JobState.FAILED and record.error is not None:
        return record.error.title
    if record.state is JobState.DONE:
        missing = missing_line(record)
        return f"{DONE_INCOMPLETE}: {missing}" if missing else clock(record.total_s or 0)
    return STATE_TEXTS[record.state]


def missing_line(record: JobRecord) -> str:
    """What of the recording is missing, in a sentence; nothing where it is whole."""
    made = record.transcript
    return str(made.incomplete) if made is not None and made.incomplete is not None else ""


def percent(record: JobRecord) -> str:
    """`61 %` while a job is worked on, else nothing."""
    if record.state is not JobState.WORKING or record.fraction is None:
        return ""
    return f"{int(record.fraction * 100)} %"


def job_spoken(record: JobRecord) -> str:
    """A job's row as a screen reader says it."""
    parts = [job_name(record.job), percent(record), job_line(record)]
    if record.error is not None:
        parts.append(record.error.message)
    return ", ".join(part for part in parts if part)


def facts_line(record: JobRecord) -> str:
    """`42:10 · Parakeet v3 · track 3 of 4 (Interview, en)` beside the file's name."""
    parts = [clock(record.total_s)] if record.total_s else []
    parts.append(record.job.request.model.title)
    if record.track is not None and record.track.of > 1:
        parts.append(record.track.named_place)
    return " · ".join(parts)


def machine_line(model: ModelReady) -> str:
    """`CPU · int8 · 3 threads`."""
    threads = "1 thread" if model.threads == 1 else f"{model.threads} threads"
    parts = [DEVICES[model.device], model.precision.value]
    if model.device is DeviceChoice.CPU:
        parts.append(threads)
    return " · ".join(parts)


def engine_line(status: Status) -> str:
    """The left of the status bar."""
    if status.is_preparing:
        return PREPARING
    if status.is_loading:
        return LOADING_TEXT
    if status.model is not None:
        return machine_line(status.model)
    return NOT_PREPARED if status.preparation_error else PREPARED


def speed_line(status: Status) -> str:
    """The middle of the status bar."""
    return f"{status.speed:.1f}x real time" if status.speed else ""


def run_line(status: Status) -> str:
    """The right of the status bar."""
    if not status.is_working:
        return ""
    parts = [f"{status.number} of {status.count}"] if status.count > 1 else []
    if status.left_s is not None:
        parts.append(time_left(status.left_s))
    return " · ".join(parts)


def removed_line(count: int) -> str:
    """How many recordings left the list."""
    what = "One recording" if count == 1 else f"{count} recordings"
    return f"{what} removed from the list."


def exported_line(outcome: ExportOutcome) -> str:
    """What was written, and of the rest the first names and why: `12 written, 1 not: …`."""
    written, refused = len(outcome.paths), outcome.refused
    if not refused:
        return f"Exported to {outcome.paths[0]}" if written == 1 else f"{written} files exported."
    reasons = [f"{name} ({error.sentence})" for name, error in refused[:MOST_REASONS]]
    if len(refused) > MOST_REASONS:
        reasons.append(f"and {len(refused) - MOST_REASONS} more")
    return f"{written} written, {len(refused)} not: {', '.join(reasons)}"
