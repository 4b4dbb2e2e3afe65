"""The sentences of a start that cannot simply go on, and of one without a display."""

from desktop_app.core.sentences import tr

FOLDER_TITLE = tr("Aviary cannot save its data")
FOLDER_TEXT = tr("Aviary keeps settings and models in {folder}, but cannot write there: {reason}.")
FOLDER_MORE = tr(
    "Choose another folder, or continue with a temporary one, whose contents are not kept. Either "
    "applies to this start only; Aviary asks again at the next start if it still cannot write to "
    "its folder."
)
CHOOSE_FOLDER = tr("&Choose a folder…")
TEMPORARY_FOLDER = tr("Continue &temporarily")
LEAVE = tr("&Quit")
SAFE_TITLE = tr("Start in safe mode?")
SAFE_TEXT = tr("The last times Aviary was started, its window did not open.")
SAFE_MORE = tr(
    "In safe mode Aviary starts with its default settings and uses only the CPU. Your settings, "
    "models and transcripts stay as they are."
)
SAFE = tr("Start in safe mode")
USUAL = tr("Start normally")
NO_DISPLAY = tr("there is no display")
NO_WINDOW = tr(
    "Aviary cannot show its window: {reason}. Without one, this works in a terminal: {command}"
)
