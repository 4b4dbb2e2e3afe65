"""The sentences about the file that helps to find a fault."""

MENU = "Save &diagnostics…"
TITLE = "Save diagnostics"
FILE_NAME = "aviary-diagnostics.zip"
FILES = "ZIP"
GATHERING = "Gathering the diagnostics…"
SAVED = (
    "The diagnostics are in {path}: logs, a check of this computer, versions and settings; no "
    "transcripts, no recordings. Names of recordings may be in the logs."
)
