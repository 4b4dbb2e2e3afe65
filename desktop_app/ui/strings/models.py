"""Every sentence and label about models, and a model's values in words."""

from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.core.model import ModelSpec, ModelTask
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.core.sentences import Figure, listed, plural, tr
from desktop_app.core.timecode import size, time_left
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.inspection import ModelFile
from desktop_app.models.maintenance import LeftOverKind
from desktop_app.ui.strings.window import language_name

TITLE = tr("Models")
LIST_NAME = tr("Models")
DETAILS_NAME = tr("The selected model")
DOWNLOAD = tr("Download")
RESUME = tr("Resume")
PAUSE = tr("Pause")
TRY_AGAIN = tr("Try again")
TRY_NOW = tr("Try now")
RENAME = tr("Rename…")
RENAME_TITLE = tr("Rename the model")
RENAME_TEXT = tr("The name is only shown in Aviary; the files of the model do not change.")
NAME = tr("Name")
MOVE_MODELS = tr("Move the models…")
CANCEL = tr("Cancel")
IMPORT = tr("Import…")
IMPORT_FILE = tr("Import a model…")
VERIFY = tr("Verify")
EXPORT = tr("Export for offline use…")
DELETE = tr("Delete…")
ACCEPT_FILE = tr("Use it anyway")
ENTER_TOKEN = tr("Enter token…")
PROGRESS_NAME = tr("Model progress")
READ_LICENCE = tr("Read the licence")
ACCEPT = tr("I have read the licence and accept it")
FOLDER = tr("Models folder")
MOVE = tr("Move…")
MOVING = tr("Moving the models")
MOVE_WAITS = tr("The move is waiting in the queue")
KEEP_ARCHIVES = tr("Keep downloaded archives")
KEEP_ARCHIVES_TIP = tr(
    "The .nemo file is kept beside the unpacked model and takes up the same space again."
)
SHOW = tr("Show")
LEFT_OVERS_TITLE = tr("Leftover files")
LEFT_OVERS_TEXT = tr(
    "These files of Aviary, {size} in total, are no longer needed. “Clean up” deletes only these "
    "files."
)
NO_LEFT_OVERS = tr("No leftover files")
CLEAN_UP = tr("Clean up")
CLEAN_UP_AFTER_LOOK = tr("Clean up…")
CONNECTION = tr("Connection…")
CONNECTION_TITLE = tr("Connection for downloads")
CONNECTION_TEXT = tr(
    "Leave these empty to use the Hugging Face hub, PyTorch's index and the system's proxy."
)
MIRROR = tr("Mirror address")
TORCH_INDEX = tr("PyTorch's index")
PROXY = tr("Proxy address")
NOT_AN_ADDRESS = tr("“{text}” is no address. One looks like this: {example}")
SAVE = tr("Save")
MIRROR_HINT = "https://huggingface.co"
PROXY_HINT = "http://proxy.example:8080"
ACCESS_TITLE = tr("Access token")
ACCESS_TEXT = tr(
    "Accept the model's conditions on its page at huggingface.co, create a token with read "
    "permission there, and paste it here. It is kept in a file that only you can read."
)
IMPORT_TITLE = tr("Import this model?")
IMPORT_TEXTS = {
    ModelTask.TEXT: tr(
        "Type: {kind}\nLanguages: {languages}\nSample rate: {khz:g} kHz\nSize: {size}\n\nThe model "
        "is copied to the models folder; the file itself stays where it is."
    ),
    ModelTask.SPEAKERS: tr(
        "Type: {kind}\nSpeakers: up to {count}\nSample rate: {khz:g} kHz\nSize: {size}\n\nThe "
        "model is copied to the models folder; the original stays where it is."
    ),
    ModelTask.VOICES: tr(
        "Type: {kind}\nSample rate: {khz:g} kHz\nSize: {size}\n\nThe model is copied to the models "
        "folder; the original stays where it is."
    ),
}
IMPORTING = tr("Importing “{name}”…")
DELETE_TITLE = tr("Delete this model?")
DELETE_TEXT = tr("This deletes {title} and frees {size}.")
DELETE_AGAIN = tr("It can be downloaded again.")
DELETE_FOR_GOOD = tr("To use it again, you have to import its files.")
KEEP = tr("Keep")
MOVE_TITLE = tr("Choose the new models folder")
EXPORT_TITLE = tr("Export the model")
BUNDLED = tr("comes with Aviary")
GET_MODEL = tr("Get a speech model ({size}, recommended)")
GETTING_MODEL = tr("Downloading the speech model… {percent}")
REST_OF_MODEL = tr("Get the rest of the speech model ({amount})")
BY_STARTER = tr(
    "This text was written by the small demonstration model, which knows only a few hundred "
    "words. Do not rely on it."
)
AGAIN_WITH = tr("Transcribe again with {title}")

SPEAKERS = tr("Speakers")
UP_TO = tr("Up to {count}")
LANGUAGES = tr("Languages")
PUNCTUATION = tr("Punctuation")
TIMES = tr("Times")
TRANSLATION = tr("Translation")
DOWNLOAD_SIZE = tr("Download size")
ROOM = tr("Disk space")
MEMORY = tr("Memory")
LICENCE = tr("Licence")
SOURCE = tr("Source")
FACT_NAMES = (
    SPEAKERS,
    LANGUAGES,
    PUNCTUATION,
    TIMES,
    TRANSLATION,
    DOWNLOAD_SIZE,
    ROOM,
    MEMORY,
    LICENCE,
    SOURCE,
)
LOCATION = tr("Location")

PHASES = {
    Phase.WAITING: tr("Another program is using this model"),
    Phase.CONNECTING: tr("Connecting"),
    Phase.DOWNLOADING: "",
    Phase.RETRYING: tr("Waiting for a connection"),
    Phase.UNPACKING: tr("Checking and unpacking"),
    Phase.VERIFYING: tr("Verifying"),
    Phase.PACKING: tr("Exporting"),
    Phase.MOVING: MOVING,
    Phase.REMOVING: tr("Deleting"),
    Phase.STOPPING: tr("Stopping…"),
    Phase.TRYING: tr("Testing with the sample"),
}
AMOUNT = tr("{done} of {total}")
SPEED = tr("{size}/s")
WAITS = tr("Waiting for other work to finish")
PAUSED = tr("Paused at {amount}")
READY = tr("Ready · {room}")
DAMAGED = tr("Damaged")
NOT_INSTALLED = tr("Not installed")
NOT_INSTALLED_SIZE = tr("Not installed · {size}")
FOUND_BY_MODEL = tr("Detected by the model")
DETECTED = tr("{languages} (detected automatically)")
PUNCTUATED = tr("Yes, with capitals")
NOT_PUNCTUATED = tr("No, all lower case")
TIMES_OF = {
    TimestampMode.WORD: tr("For each word"),
    TimestampMode.SEGMENT: tr("For each segment"),
    TimestampMode.NONE: tr("None"),
}
NO_TRANSLATION = tr("No")
BETWEEN = tr("Between English and {languages}")
BETWEEN_MANY = tr("Between English and {count} languages")
BETWEEN_OWN = tr("Between its {count} languages")
LEFT_OVER_KINDS = {
    LeftOverKind.PARTIAL_DOWNLOAD: tr("partial download"),
    LeftOverKind.HALF_UNPACKED: tr("partly unpacked"),
    LeftOverKind.DAMAGED: tr("damaged model, set aside"),
    LeftOverKind.HALF_DELETED: tr("partly deleted"),
    LeftOverKind.REPLACED: tr("replaced by a model that was moved here"),
    LeftOverKind.TEMPORARY: tr("temporary file"),
    LeftOverKind.UNKNOWN: tr("not created by Aviary"),
}
COLUMNS = (tr("Name"), tr("Kind"), tr("Size"))
FEW_LANGUAGES = 4


def amount(done_bytes: int, total_bytes: int) -> str:
    """`1.2 GB of 2.5 GB`; nothing where nothing is known."""
    if not total_bytes:
        return size(done_bytes) if done_bytes else ""
    return AMOUNT.format(done=size(done_bytes), total=size(total_bytes))


def progress_line(
    progress: ModelProgress, bytes_per_s: float | None = None, left_s: float | None = None
) -> str:
    """`1.2 GB of 2.5 GB · 8.4 MB/s · about 2 min left`, or why it does not go on."""
    if progress.note:
        return progress.note
    parts = [PHASES[progress.phase], amount(progress.done_bytes, progress.total_bytes)]
    if bytes_per_s is not None:
        parts.append(SPEED.format(size=size(round(bytes_per_s))))
    if left_s is not None:
        parts.append(time_left(left_s))
    return " · ".join(part for part in parts if part)


def get_model(row: ModelRow) -> str:
    """What the button says that gets the recommended model."""
    match row.state:
        case ModelState.WORKING | ModelState.WAITING:
            percent = "" if row.fraction is None else f"{int(row.fraction * 100)} %"
            return GETTING_MODEL.format(percent=percent).strip()
        case ModelState.PAUSED:
            return REST_OF_MODEL.format(amount=amount(row.stored.arrived_bytes, row.total_bytes))
        case _:
            return GET_MODEL.format(
                size=size(row.spec.facts.download_bytes if row.spec.facts else 0)
            )


def detail_line(row: ModelRow) -> str:
    """How it stands with a model, in one line."""
    match row.state:
        case ModelState.WORKING if row.progress is not None:
            return progress_line(row.progress, row.bytes_per_s, row.left_s)
        case ModelState.WAITING:
            return WAITS
        case ModelState.PAUSED:
            return PAUSED.format(amount=amount(row.stored.arrived_bytes, row.total_bytes))
        case ModelState.READY:
            room = BUNDLED if row.stored.is_bundled else size(row.stored.bytes)
            return READY.format(room=room)
        case ModelState.DAMAGED:
            return DAMAGED
        case _:
            facts = row.spec.facts
            offered = NOT_INSTALLED_SIZE if facts else NOT_INSTALLED
            return offered.format(size=size(facts.download_bytes) if facts else "")


def row_line(row: ModelRow) -> str:
    """The second line of a model's row in the list, where there is little room."""
    if row.progress is not None:
        percent = "" if row.fraction is None else f"{int(row.fraction * 100)} %"
        left = "" if row.left_s is None else time_left(row.left_s)
        return " · ".join(part for part in (PHASES[row.progress.phase], percent, left) if part)
    if row.error is not None and row.work is None:
        return row.error.title
    return detail_line(row)


def row_spoken(row: ModelRow, heading: str = "") -> str:
    """A model's row as a screen reader says it, after the heading above it."""
    parts = [heading, row.spec.title, detail_line(row)]
    if row.error is not None:
        parts.append(row.error.message)
    return ", ".join(part for part in parts if part)


def speakers(spec: ModelSpec) -> str:
    """How many speakers it tells apart; "" for another task."""
    return UP_TO.format(count=spec.most_speakers) if spec.most_speakers else ""


def languages(spec: ModelSpec) -> str:
    """The languages by name, in their order in English, and whether they must be chosen."""
    known = spec.languages or (spec.facts.hears if spec.facts else ())
    if not known:
        return FOUND_BY_MODEL
    names = ", ".join(sorted(language_name(code) for code in known))
    is_detected = len(known) > 1 and not spec.languages
    return DETECTED.format(languages=names) if is_detected else names


def punctuation(spec: ModelSpec) -> str:
    """Whether it writes capitals and punctuation."""
    if spec.facts is None:
        return ""
    return PUNCTUATED if spec.facts.writes_punctuation else NOT_PUNCTUATED


def times(spec: ModelSpec) -> str:
    """The finest times that it gives, or why there are none."""
    if spec.timestamps_why_not:
        return tr(spec.timestamps_why_not)
    return TIMES_OF[spec.best_timestamps]


def translation(spec: ModelSpec) -> str:
    """What it translates, in words."""
    if spec.facts is None:
        names = len(spec.target_languages)
        return BETWEEN_OWN.format(count=names) if names else NO_TRANSLATION
    pairs = spec.facts.translation_pairs
    if not pairs:
        return NO_TRANSLATION
    others = sorted({language_name(code) for pair in pairs for code in pair if code != "en"})
    if len(others) > FEW_LANGUAGES:
        return BETWEEN_MANY.format(count=len(others))
    return BETWEEN.format(languages=listed(others))


def left_overs_line(count: int, total_bytes: int) -> str:
    """`3 left-overs, 1.2 GB`."""
    if not count:
        return NO_LEFT_OVERS
    return plural(
        count,
        "{count} leftover file, {size}",
        "{count} leftover files, {size}",
        size=size(total_bytes),
    )


def import_text(file: ModelFile) -> str:
    """What a model's file is."""
    spec = file.spec
    return IMPORT_TEXTS[spec.kind.task].format(
        kind=spec.kind.family,
        languages=languages(spec),
        count=spec.most_speakers,
        khz=Figure(file.sample_rate_hz / 1000),
        size=size(file.bytes),
    )
