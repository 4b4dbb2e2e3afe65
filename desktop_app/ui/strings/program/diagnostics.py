"""The sentences about the file that helps to find a fault."""

from desktop_app.core.sentences import tr

MENU = tr("Save &diagnostics…")
TITLE = tr("Save diagnostics")
FILE_NAME = "aviary-diagnostics.zip"
FILES = "ZIP"
GATHERING = tr("Collecting diagnostics…")
SAVED = tr(
    "The diagnostics are in {path}: logs, a check of this computer, versions and settings, but no "
    "transcripts or recordings. The logs may contain names of recordings."
)
