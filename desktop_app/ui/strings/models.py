"""Every sentence and label about models, and a model's values in words."""

from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.core.timecode import size, time_left
from desktop_app.core.transcript import TimestampMode
from desktop_app.models.inspection import NemoFile
from desktop_app.ui.strings.window import language_name

TITLE = "Models"
LIST_NAME = "Models"
DETAILS_NAME = "The selected model"
DOWNLOAD = "Download"
RESUME = "Resume"
PAUSE = "Pause"
TRY_AGAIN = "Try again"
TRY_NOW = "Try now"
RENAME = "Rename…"
RENAME_TITLE = "Rename the model"
RENAME_TEXT = "The name is shown in Aviary alone; the model's files stay as they are."
NAME = "Name"
MOVE_MODELS = "Move the models…"
CANCEL = "Cancel"
IMPORT = "Import…"
IMPORT_FILE = "Import a .nemo file…"
VERIFY = "Verify"
EXPORT = "Export for offline use…"
DELETE = "Delete…"
ACCEPT_FILE = "Take it all the same"
ENTER_TOKEN = "Enter token…"  # noqa: S105 - a button's name
PROGRESS_NAME = "Progress of the model"
READ_LICENCE = "Read the licence"
ACCEPT = "I have read the licence and accept it"
FOLDER = "Models folder"
MOVE = "Move…"
MOVING = "Moving the models"
MOVE_WAITS = "The move waits for its turn"
KEEP_ARCHIVES = "Keep downloaded archives"
KEEP_ARCHIVES_TIP = "The .nemo file stays beside the unpacked model and takes as much room again."
SHOW = "Show"
LEFT_OVERS_TITLE = "Left-overs"
LEFT_OVERS_TEXT = (
    "These files of Aviary's, {size} in all, are not needed any more. “Clean up” deletes them, and "
    "nothing else."
)
NO_LEFT_OVERS = "No left-overs"
CLEAN_UP = "Clean up"
CLEAN_UP_AFTER_LOOK = "Clean up…"
CONNECTION = "Connection…"
CONNECTION_TITLE = "Connection for downloads"
CONNECTION_TEXT = (
    "Leave them empty for the Hugging Face hub, PyTorch's own index and the system's own proxy."
)
MIRROR = "Mirror address"
TORCH_INDEX = "PyTorch's index"
PROXY = "Proxy address"
SAVE = "Save"
MIRROR_HINT = "https://huggingface.co"
PROXY_HINT = "http://proxy.example:8080"
ACCESS_TITLE = "Access token"
ACCESS_TEXT = (
    "Accept the model's conditions on its page at huggingface.co, make a token with the right to "
    "read there, and paste it here. It is kept in a file that only you can read."
)
IMPORT_TITLE = "Import this model?"
IMPORT_STAYS = "The model is copied into the models folder; the file itself stays where it is."
IMPORTING = "Importing “{name}”…"
DELETE_TITLE = "Delete this model?"
DELETE_TEXT = "Deleting {title} frees {size}."
DELETE_AGAIN = "It can be downloaded again."
DELETE_FOR_GOOD = "It can be imported again from its .nemo file only."
KEEP = "Keep"
MOVE_TITLE = "Choose the new folder for models"
EXPORT_TITLE = "Export the model"
NEMO_FILES = "NeMo models"
BUNDLED = "comes with Aviary"
GET_MODEL = "Get a speech model ({size}, recommended)"
GETTING_MODEL = "Getting the speech model… {percent}"
REST_OF_MODEL = "Get the rest of the speech model ({amount})"
BY_STARTER = (
    "Written by the small demonstration model, which knows only a few hundred words. Do not rely "
    "on this text."
)
AGAIN_WITH = "Transcribe again with {title}"

LANGUAGES = "Languages"
PUNCTUATION = "Punctuation"
TIMES = "Times"
TRANSLATION = "Translation"
DOWNLOAD_SIZE = "Download"
ROOM = "Room on disk"
MEMORY = "Memory"
LICENCE = "Licence"
SOURCE = "Source"
LOCATION = "Location"

PHASES = {
    Phase.WAITING: "Another program is busy with this model",
    Phase.CONNECTING: "Connecting",
    Phase.DOWNLOADING: "",
    Phase.RETRYING: "Waiting for the connection",
    Phase.UNPACKING: "Checking and unpacking",
    Phase.VERIFYING: "Verifying",
    Phase.PACKING: "Exporting",
    Phase.MOVING: MOVING,
    Phase.REMOVING: "Deleting",
    Phase.STOPPING: "Stopping…",
    Phase.TRYING: "Trying it with the sample",
}
FEW_LANGUAGES = 4


def amount(done_bytes: int, total_bytes: int) -> str:
    """`1.2 GB of 2.5 GB`; nothing where nothing is known."""
    if not total_bytes:
        return size(done_bytes) if done_bytes else ""
    return f"{size(done_bytes)} of {size(total_bytes)}"


def progress_line(
    progress: ModelProgress, bytes_per_s: float | None = None, left_s: float | None = None
) -> str:
    """`1.2 GB of 2.5 GB · 8.4 MB/s · about 2 min left`, or why it does not go on."""
    if progress.note:
        return progress.note
    parts = [PHASES[progress.phase], amount(progress.done_bytes, progress.total_bytes)]
    if bytes_per_s is not None:
        parts.append(f"{size(round(bytes_per_s))}/s")
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
            return "Waits for other work to end"
        case ModelState.PAUSED:
            return f"Paused at {amount(row.stored.arrived_bytes, row.total_bytes)}"
        case ModelState.READY:
            room = BUNDLED if row.stored.is_bundled else size(row.stored.bytes)
            return f"Ready · {room}"
        case ModelState.DAMAGED:
            return "Damaged"
        case _:
            facts = row.spec.facts
            return f"Not installed · {size(facts.download_bytes)}" if facts else "Not installed"


def row_line(row: ModelRow) -> str:
    """The second line of a model's row in the list, where there is little room."""
    if row.progress is not None:
        percent = "" if row.fraction is None else f"{int(row.fraction * 100)} %"
        left = "" if row.left_s is None else time_left(row.left_s)
        return " · ".join(part for part in (PHASES[row.progress.phase], percent, left) if part)
    if row.error is not None and row.work is None:
        return row.error.title
    return detail_line(row)


def row_spoken(row: ModelRow) -> str:
    """A model's row as a screen reader says it."""
    parts = [row.spec.title, detail_line(row)]
    if row.error is not None:
        parts.append(row.error.message)
    return ", ".join(parts)


def languages(spec: ModelSpec) -> str:
    """The languages by name, in their order in English, and whether they must be chosen."""
    known = spec.languages or (spec.facts.hears if spec.facts else ())
    if not known:
        return "Found by the model itself"
    names = ", ".join(sorted(language_name(code) for code in known))
    return f"{names} (detected automatically)" if len(known) > 1 and not spec.languages else names


def punctuation(spec: ModelSpec) -> str:
    """Whether it writes capitals and punctuation."""
    if spec.facts is None:
        return ""
    return "Yes, and capitals" if spec.facts.writes_punctuation else "No, all lower case"


def times(spec: ModelSpec) -> str:
    """The finest times that it gives, or why there are none."""
    if spec.timestamps_why_not:
        return spec.timestamps_why_not
    return {
        TimestampMode.WORD: "For each word",
        TimestampMode.SEGMENT: "For each segment",
        TimestampMode.NONE: "None",
    }[spec.best_timestamps]


def translation(spec: ModelSpec) -> str:
    """What it translates, in words."""
    if spec.facts is None:
        names = len(spec.target_languages)
        return f"Between its {names} languages" if names else "No"
    pairs = spec.facts.translation_pairs
    if not pairs:
        return "No"
    others = sorted({language_name(code) for pair in pairs for code in pair if code != "en"})
    if len(others) > FEW_LANGUAGES:
        return f"Between English and {len(others)} languages"
    return f"Between English and {_listed(others)}"


def _listed(names: list[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def left_overs_line(count: int, total_bytes: int) -> str:
    """`3 left-overs, 1.2 GB`."""
    if not count:
        return NO_LEFT_OVERS
    return f"{count} left-over{'' if count == 1 else 's'}, {size(total_bytes)}"


def import_text(file: NemoFile) -> str:
    """What a .nemo file is."""
    spec = file.spec
    lines = [
        f"Kind: {spec.kind.family}",
        f"Languages: {languages(spec)}",
        f"Sample rate: {file.sample_rate_hz / 1000:g} kHz",
        f"Size: {size(file.bytes)}",
    ]
    return "\n".join(lines) + f"\n\n{IMPORT_STAYS}"
