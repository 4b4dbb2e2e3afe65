"""Every label and sentence of the dialog of the settings."""

from desktop_app.app.settings import ColorChoice, LibraryOrder
from desktop_app.core.request import AUTO_BATCH_SIZE, DeviceChoice, Precision
from desktop_app.core.sentences import plural, tr
from desktop_app.ui.strings import queue

MENU = tr("Se&ttings…")
TITLE = tr("Settings")
PAGES_NAME = tr("Pages of the settings")
CLOSE = tr("Close")
RESTORE = tr("Restore defaults…")
RESTORE_TITLE = tr("Restore the defaults?")
RESTORE_TEXT = tr("All settings of the page “{page}” become what they were at first.")
RESTORE_YES = tr("Restore")
RESTORE_NO = tr("Cancel")

GENERAL = tr("General")
TRANSCRIPTION = tr("Transcription")
SPEAKERS = tr("Speakers")
READING = tr("Reading")
LISTENING = tr("Listening")
KEYBOARD = tr("Keyboard")
EXPORT = tr("Export")
LIBRARY = tr("Library")
MODELS = tr("Models")

INTERFACE_LANGUAGE = tr("Language of Aviary")
SYSTEM_LANGUAGE = tr("Same as the system")
STARTS_AT_ONCE = tr("Start added recordings at once")
STARTS_AT_ONCE_NOTE = tr("Otherwise they wait until you press Start.")
NOTIFIES = tr("Tell me when everything is transcribed")
NOTIFIES_NOTE = tr("A desktop notification, only while Aviary is not in front.")
PLAYS_SOUND = tr("With a sound")
WATCHED = tr("Recordings that arrive in a folder can be added by themselves.")
WATCHED_BUTTON = tr("Watched folders…")

DEVICE = tr("Run the model on")
DEVICE_NOTE = tr("Automatic takes an NVIDIA GPU that fits, otherwise the CPU.")
DEVICES = {
    DeviceChoice.AUTO: tr("Automatic"),
    DeviceChoice.CPU: tr("The CPU"),
    DeviceChoice.CUDA: tr("The GPU"),
}
PRECISION = tr("Precision")
PRECISION_NOTE = tr("Automatic is the fastest that does not change the text.")
PRECISIONS = {
    Precision.AUTO: tr("Automatic"),
    Precision.FP32: tr("32 bits, slowest"),
    Precision.BF16: tr("16 bits (bf16)"),
    Precision.FP16: tr("16 bits (fp16), for GPUs"),
    Precision.INT8: tr("8 bits, for CPUs"),
}
BATCH = tr("Pieces at a time")
BATCH_NOTE = tr("More are faster on a GPU, and need more memory.")
AUTOMATIC = tr("Automatic")
FREE_MEMORY = tr("Free the memory of an idle model")
COLOR = tr("Colours")
COLORS = {
    ColorChoice.SYSTEM: tr("Same as the system"),
    ColorChoice.LIGHT: tr("Light"),
    ColorChoice.DARK: tr("Dark"),
}
TEXT_SIZE = tr("Size of the text")
PERCENT = tr("{number} %")
SHOWS_TIMES = tr("Show when each paragraph begins")

EXPORTS = tr("Export each transcript when it is finished")
EXPORTS_NOTE = tr("Beside its recording or into a folder, in the formats that you choose.")
EXPORTS_BUTTON = tr("Formats and folder…")

KEEP_TRASH = tr("Keep deleted transcripts in the trash")
SORT = tr("Sort the list")
BACK_UP = tr("A backup is one file with all transcripts and their versions.")
BACK_UP_BUTTON = tr("Back up…")
MERGE_BUTTON = tr("Restore or merge…")
LIBRARY_FOLDER = tr("The library can lie in another folder, such as on a larger disk.")
LIBRARY_FOLDER_BUTTON = tr("Another folder…")

KEEPS_ARCHIVES = tr("Keep the downloaded .nemo file of a model")
KEEPS_ARCHIVES_NOTE = tr("It takes the same space again. Other programs may need it.")
MODELS_FOLDER = tr("Where the models lie, and which are installed.")
MODELS_BUTTON = tr("Manage models…")
CONNECTION = tr("How downloads reach the network.")
CONNECTION_BUTTON = tr("Proxy and mirror…")


def batch(number: int) -> str:
    """A choice of how many pieces go through the model at a time."""
    if number == AUTO_BATCH_SIZE:
        return AUTOMATIC
    return plural(number, "{count} piece", "{count} pieces")


def percent(number: int) -> str:
    """A size of the text."""
    return PERCENT.format(number=number)


def orders() -> dict[LibraryOrder, str]:
    """What the list can be sorted by, as the View menu says it."""
    return {order: title.replace("&", "") for order, title in queue.ORDERS.items()}
