"""Every sentence and label of the window, except those of core/errors.py."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QDateTime, QLocale

from desktop_app.app.jobs.queue import JobRecord
from desktop_app.app.jobs.status import Status
from desktop_app.core.job import Job, JobState
from desktop_app.core.request import DeviceChoice, ModelReady
from desktop_app.core.sentences import Figure, marked, plural, tr
from desktop_app.core.timecode import clock, time_left
from desktop_app.media.formats import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS

ADD = tr("Add")
ADD_FILES = tr("Add files")
ADD_FILES_MENU = tr("&Add files…")
ADD_FOLDER = tr("Add f&older…")
TRY_SAMPLE = tr("Try the sample")
DROP_TITLE = tr("Drop recordings or videos here")
DROP_TEXT = tr("Transcribes on this computer; nothing is uploaded.")
DROP_TEXT_NO_MODEL = tr(
    "A speech model turns them into text on this computer. So far only a small demonstration "
    "model is installed."
)
DROP_NOW = tr("Drop to transcribe")
START = tr("Start")
ROW_MENU = tr("Recording")
STOP = tr("Stop")
PAUSE = tr("Pause")
STOPPING = tr("Stopping…")
RETRY = tr("Retry")
REMOVE = tr("Remove")
UNDO = tr("Undo")
UNDO_MENU = tr("&Undo")
REDO_MENU = tr("Re&do")
UNDO_WHAT_MENU = tr("&Undo: {change}")
REDO_WHAT_MENU = tr("Re&do: {change}")
PUT_BACK = tr("Bring &back removed recordings")
DETAILS = tr("Details")
COPY_DETAILS = tr("Copy details")
CLOSE = tr("Close")
CLOSE_ALL = tr("Close all")
OPEN_FOLDER = tr("Open folder")
CHOOSE_MODEL = tr("Choose a model")
CHOOSE_FOLDER = tr("Choose another folder")
DIAGNOSE = tr("Who has it open?")
USE_CPU = tr("Use the CPU")
MANAGE_MODELS = tr("Manage models…")
NOTHING_SELECTED = tr("Choose a recording from the list.")
WAS_EXPORTED, NOT_EXPORTED = tr("exported: {day}"), tr("not exported yet")
TODAY, YESTERDAY = tr("Today"), tr("Yesterday")
# Qt's date formats.
DAY, DAY_AND_YEAR = tr("d MMM"), tr("d MMM yyyy")
DONE_INCOMPLETE = tr("Done, incomplete: {missing}")
FIND = tr("Find in the transcript")
FIND_NAME = tr("Text to find in the transcript")
QUEUE_NAME = tr("Recordings")
TRANSCRIPT_NAME = tr("Transcript")
MODEL = tr("Model")
LANGUAGE = tr("Language")
TARGET = tr("Write in")
NOT_INSTALLED = tr("{title} (not installed)")
NOT_INSTALLED_TIP = tr("Download it under Models > Manage models.")
NO_MODEL_HINT = tr("No model is installed. Get one under Models > Manage models.")
NO_SPEECH = tr("No speech found in this recording.")
WAITING_TEXT = tr("Waiting in queue")
LOADING_TEXT = tr("Loading the model…")
LISTENING_TEXT = tr("Listening…")
STOPPED_TEXT = tr("Stopped before any text was written.")
PREPARING = tr("Preparing the recogniser…")
PREPARED = tr("Ready · the model loads when it is needed")
NOT_PREPARED = tr("The recogniser could not be prepared")
_ENDINGS = " ".join(f"*.{ending}" for ending in (*AUDIO_EXTENSIONS, *VIDEO_EXTENSIONS))
FILTER_MEDIA = tr("Audio and video ({endings});;All files (*)").format(endings=_ENDINGS)
FILTER_MODEL = tr("Models (*.nemo *.tar *.safetensors);;All files (*)")
ADD_FILES_TITLE = tr("Add recordings or videos")
ADD_FOLDER_TITLE = tr("Add all recordings in a folder")
IMPORT_MODEL_TITLE = tr("Import a model: a .nemo file, or the file of weights in its folder")
EXPORT_TITLE = tr("Export the transcript")
EXPORT_ALL_TITLE = tr("Choose a folder for all transcripts")
SETTINGS_NOT_SAVED = tr("The settings could not be saved yet; Aviary will try again. {reason}")
REPLACE_TITLE = tr("Replace the file?")
REPLACE_TEXT = tr("“{name}” already exists.")
REPLACE = tr("Replace")
CANCEL = tr("Cancel")
NO_TIMES_TIP = tr("This transcript has no times.")
CLOSE_TITLE = tr("Stop and close?")
CLOSE_TEXT = tr("Not every recording is transcribed yet. Closing stops the transcription.")
CLOSE_MOVING_TEXT = tr(
    "The models are being moved to another folder. Closing stops the move; no model is lost."
)
CLOSE_ANYWAY = tr("Stop and close")
KEEP_OPEN = tr("Keep working")
COPIED = tr("Copied.")

MODELS_MENU = tr("&Models")
MANAGE_MODELS_MENU = tr("&Manage models…")
IMPORT_MODEL_MENU = tr("&Import a model…")
HELP_MENU = tr("&Help")
ABOUT_MENU = tr("&About Aviary")
OPEN_LOGS_MENU = tr("Open l&og folder")
FILE_MENU = tr("&File")
EXPORT_ONE_MENU = tr("&Export…")
EXPORT_MENU = tr("Ex&port as")
QUIT_MENU = tr("&Quit")
EDIT_MENU = tr("&Edit")
COPY_MENU = tr("&Copy transcript")
COPY_WITH_TIMES_MENU = tr("Copy with &times")
COPY_FORMATTED_MENU = tr("Copy with formattin&g")
PRINT_MENU = tr("Pri&nt…")
SELECT_ALL_MENU = tr("Select &all")
FIND_MENU = tr("&Find…")
FIND_AND_REPLACE_MENU = tr("Find and r&eplace…")
TRANSCRIBE_MENU = tr("&Transcribe")
START_MENU = tr("&Start")
PAUSE_ALL_MENU = tr("Pause &all")
PAUSE_AFTER_MENU = tr("Pause after this recording")
RETRY_FAILED_MENU = tr("Retry all failed")
REMOVE_FAILED_MENU = tr("Remove all failed")
TRACK_MENU = tr("Audio trac&k")
ALL_TRACKS_MENU = tr("&All tracks together")
FAILED_MENU = tr("Failed recor&dings")
SPEAKERS_MENU = tr("&Speakers")
LISTEN_MENU = tr("&Listen")
VIEW_MENU = tr("&View")
LARGER_MENU = tr("Lar&ger text")
SMALLER_MENU = tr("S&maller text")
SHOW_TIMES_MENU = tr("&Times")
NOTICE_MENU = tr("Go to the &note over the window")

STOPPED_AT = tr("Stopped at {place}")
INTERRUPTED_AT = tr("Interrupted at {place}")
INTERRUPTED = tr("Interrupted before any text")
FAILED_AT = tr("{error} · stopped at {place}")
STATE_TEXTS = {
    JobState.WAITING: tr("Waiting"),
    JobState.LOADING: LOADING_TEXT,
    JobState.STOPPING: STOPPING,
    JobState.STOPPED: tr("Stopped"),
    JobState.FAILED: tr("Failed"),
}
DEVICES = {
    DeviceChoice.CPU: tr("CPU"),
    DeviceChoice.CUDA: tr("GPU"),
    DeviceChoice.AUTO: tr("Automatic"),
}


NOTICE_WORDS = {
    "info": tr("Note"),
    "success": tr("Done"),
    "warning": tr("Warning"),
    "error": tr("Error"),
}
MORE_NOTICES = tr("{count} more")
SPEAKERS_OF = tr("{name} (speakers)")
PART = tr("{name}, {start} to {end}")
PART_WAITS = tr("Recognised again: compare")
TRANSCRIBING = tr("Transcribing")
SPEED = tr("{speed:.1f}x real time")
NUMBER = tr("{number} of {count}")
EXPORTED = tr("Exported to {path}")


def more_notices(count: int) -> str:
    """How many notices wait behind the one that is shown."""
    return MORE_NOTICES.format(count=count) if count else ""


# Of the languages of the catalogue's models, as Qt calls them: it knows names in English alone.
LANGUAGE_NAMES = (
    marked("Bulgarian"),
    marked("Croatian"),
    marked("Czech"),
    marked("Danish"),
    marked("Dutch"),
    marked("English"),
    marked("Estonian"),
    marked("Finnish"),
    marked("French"),
    marked("German"),
    marked("Greek"),
    marked("Hungarian"),
    marked("Italian"),
    marked("Latvian"),
    marked("Lithuanian"),
    marked("Maltese"),
    marked("Polish"),
    marked("Portuguese"),
    marked("Romanian"),
    marked("Russian"),
    marked("Slovak"),
    marked("Slovenian"),
    marked("Spanish"),
    marked("Swedish"),
    marked("Ukrainian"),
)


def language_name(code: str) -> str:
    """`de` as "German"; the code itself where Qt does not know it."""
    language = QLocale.codeToLanguage(code)
    if language in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return code
    return tr(QLocale.languageToString(language))


def job_name(job: Job) -> str:
    """A file's name; of a part also from when to when, and of one that finds speakers that."""
    name, span = job.request.media_path.name, job.request.wanted_span
    if job.request.finds_speakers:
        return SPEAKERS_OF.format(name=name)
    return _part_of(name, span) if span else name


def row_title(record: JobRecord) -> str:
    """What a job is called in the list: as the user named it, or its file."""
    return record.summary.title if record.summary is not None else job_name(record.job)


def job_place(job: Job) -> str:
    """Where a job's file lies; of a part also from when to when."""
    span = job.request.wanted_span
    path = str(job.request.media_path)
    return _part_of(path, span) if span else path


def _part_of(name: str, span: tuple[float, float]) -> str:
    return PART.format(name=name, start=clock(span[0]), end=clock(span[1]))


def job_line(record: JobRecord) -> str:
    """The second line of a job's row; it says which audio track, where there are several."""
    line = _state_line(record)
    if record.track is None or record.track.of == 1 or record.state is JobState.FAILED:
        return line
    return f"{line} · {record.track.place}"


def _state_line(record: JobRecord) -> str:
    match record.state:
        case JobState.WORKING:
            left_s = record.left_s
            return time_left(left_s).capitalize() if left_s is not None else TRANSCRIBING
        case JobState.FAILED if record.error is not None:
            title = record.error.title
            return FAILED_AT.format(error=title, place=_end(record)) if record.heard_s else title
        case JobState.STOPPED:
            return _stopped_line(record)
        case JobState.DONE if record.part_of:
            return PART_WAITS
        case JobState.DONE:
            missing = missing_line(record)
            return DONE_INCOMPLETE.format(missing=missing) if missing else _kept_line(record)
        case _:
            return STATE_TEXTS[record.state]


def _stopped_line(record: JobRecord) -> str:
    if record.heard_s:
        words = INTERRUPTED_AT if record.is_interrupted else STOPPED_AT
        return words.format(place=_end(record))
    return INTERRUPTED if record.is_interrupted else STATE_TEXTS[record.state]


def _end(record: JobRecord) -> str:
    """Where the text so far ends."""
    return clock(record.heard_s)


def _kept_line(record: JobRecord) -> str:
    """`Today · 42:10 · Good morning, everyone`, as far as it is known."""
    length, kept = clock(record.total_s or 0), record.summary
    if kept is None:
        return length
    return " · ".join(part for part in (day(kept.created_s), length, kept.first_words) if part)


def kept_facts(record: JobRecord) -> str:
    """`Parakeet v3 · 3 versions · not exported yet`, for the tooltip of a transcript's row."""
    kept = record.summary
    if kept is None:
        return ""
    parts = [record.job.request.model.title]
    if kept.versions > 1:
        parts.append(versions_line(kept.versions))
    if kept.marks:
        parts.append(plural(kept.marks, "{count} place to check", "{count} places to check"))
    exported = WAS_EXPORTED.format(day=day(kept.exported_s)) if kept.exported_s else NOT_EXPORTED
    return " · ".join([*parts, exported, *kept.tags])


def versions_line(count: int) -> str:
    """`2 versions`."""
    return plural(count, "{count} version", "{count} versions")


def day(seconds: float, now_s: float | None = None) -> str:
    """`Today`, `Yesterday`, `27 Nov` or, of another year, `27 Nov 2025`.

    Args:
        seconds: since 1970.
        now_s: the same of this moment; None takes the clock.
    """
    today = QDate.currentDate() if now_s is None else _date_of(now_s)
    date = _date_of(seconds)
    match date.daysTo(today):
        case 0:
            return TODAY
        case 1:
            return YESTERDAY
    return QLocale().toString(date, DAY if date.year() == today.year() else DAY_AND_YEAR)


def _date_of(seconds: float) -> QDate:
    return QDateTime.fromSecsSinceEpoch(int(seconds)).date()


def missing_line(record: JobRecord) -> str:
    """What is missing for good, in a sentence; nothing where it is whole."""
    made, kept = record.transcript, record.summary
    if made is not None and made.incomplete is not None:
        return str(made.incomplete)
    return kept.missing if kept is not None and record.state is JobState.DONE else ""


def percent(record: JobRecord) -> str:
    """`61 %` while a job is worked on, else nothing."""
    if record.state is not JobState.WORKING or record.fraction is None:
        return ""
    return f"{int(record.fraction * 100)} %"


def job_spoken(record: JobRecord) -> str:
    """A job's row as a screen reader says it."""
    parts = [row_title(record), percent(record), job_line(record)]
    if record.error is not None:
        parts.append(record.error.message)
    return ", ".join(part for part in parts if part)


def facts_line(record: JobRecord) -> str:
    """`42:10 · Parakeet v3 · track 3 of 4 (Interview, en)` below the name."""
    parts = [clock(record.total_s)] if record.total_s else []
    parts.append(record.job.request.model.title)
    if record.track is not None and record.track.of > 1:
        parts.append(record.track.named_place)
    return " · ".join(parts)


def machine_line(model: ModelReady) -> str:
    """`CPU · int8 · 3 threads`."""
    parts = [DEVICES[model.device], model.precision.value]
    if model.device is DeviceChoice.CPU:
        parts.append(plural(model.threads, "{count} thread", "{count} threads"))
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
    return SPEED.format(speed=Figure(status.speed)) if status.speed else ""


def run_line(status: Status) -> str:
    """The right of the status bar."""
    if not status.is_working:
        return ""
    number = NUMBER.format(number=status.number, count=status.count)
    parts = [number] if status.count > 1 else []
    if status.left_s is not None:
        parts.append(time_left(status.left_s))
    return " · ".join(parts)


def undo_menu(change: str) -> str:
    """Name the change of a text that would be undone; "" for none."""
    return UNDO_WHAT_MENU.format(change=tr(change)) if change else UNDO_MENU


def redo_menu(change: str) -> str:
    """Name the change of a text that would be made again; "" for none."""
    return REDO_WHAT_MENU.format(change=tr(change)) if change else REDO_MENU


def put_back_menu(records: Sequence[JobRecord]) -> str:
    """The menu's entry that brings back what was removed last, named by that."""
    if not records:
        return PUT_BACK
    if all(record.summary is not None for record in records):
        return plural(
            len(records),
            "Undo: {count} transcript &back from the trash",
            "Undo: {count} transcripts &back from the trash",
        )
    return plural(
        len(records),
        "Undo: {count} recording &back into the list",
        "Undo: {count} recordings &back into the list",
    )


def removed_line(count: int) -> str:
    """How many recordings left the list."""
    return plural(
        count,
        "{count} recording removed from the list.",
        "{count} recordings removed from the list.",
    )
