"""Every sentence and label of the check of the computer."""

from desktop_app.core.finding import Verdict

MENU = "&Check this computer…"
TITLE = "Check this computer"
INTRODUCTION = (
    "Looks at this computer, lets the built-in model transcribe the sample, and tries out in "
    "Aviary's folders whether another program holds files up. Nothing is sent anywhere."
)
FINDINGS_NAME = "Findings"
PROGRESS_NAME = "Progress of the check"
AGAIN = "Check again"
COPY = "Copy as text"
SAVE = "Save as JSON…"
SAVE_TITLE = "Save what was found"
SAVE_NAME = "aviary-checkup.json"
FILES = "JSON"
STOPPED = "Stopped; what was found until then is below."
SAVED = "Saved as {path}."
COPIED = "Copied."
VERDICTS = {Verdict.OK: "", Verdict.NOTE: "Note", Verdict.PROBLEM: "Problem"}
