"""Every sentence and label of the check of the computer."""

from desktop_app.core.finding import Verdict
from desktop_app.core.sentences import tr

MENU = tr("&Check this computer…")
TITLE = tr("Check this computer")
INTRODUCTION = tr(
    "Checks this computer, transcribes the sample with the built-in model, and tests whether "
    "other programs block files in Aviary's folders. Nothing is sent anywhere."
)
FINDINGS_NAME = tr("Findings")
PROGRESS_NAME = tr("Progress of the check")
AGAIN = tr("Check again")
COPY = tr("Copy as text")
SAVE = tr("Save as JSON…")
SAVE_TITLE = tr("Save the report")
SAVE_NAME = "aviary-checkup.json"
FILES = "JSON"
STOPPED = tr("Stopped; the results so far are below.")
SAVED = tr("Saved as {path}.")
COPIED = tr("Copied.")
VERDICTS = {Verdict.OK: "", Verdict.NOTE: tr("Note"), Verdict.PROBLEM: tr("Problem")}
