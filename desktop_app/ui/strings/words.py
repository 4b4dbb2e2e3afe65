"""Every label and sentence about the user's own words, and about changing many transcripts."""

from pathlib import Path

from desktop_app.app.words.rewriting import MOST_LISTED, Failure, Outcome, Search
from desktop_app.core.sentences import plural, tr

MENU = tr("My &words…")
REPLACE_MENU = tr("Replace &in all transcripts…")
ADD_TERM = tr("Add “{text}” to My words…")
NAMED = tr("My words")

# The list.
TITLE = tr("My words")
TEXT = tr(
    "Names and terms as they are to be written. Models listen for them where they can, and what "
    "was heard instead is corrected in every new transcript."
)
TABLE_NAME = tr("My words")
COLUMNS = (tr("Word"), tr("Heard as"), tr("Listen for it"))
YES = tr("yes")
NO = tr("no")
ADD = tr("Add…")
EDIT = tr("Change…")
REMOVE = tr("Remove")
UNDO = tr("Undo")
IMPORT = tr("Import…")
EXPORT = tr("Export…")
APPLY = tr("Correct transcripts…")
CLOSE = tr("Close")
IMPORT_TITLE = tr("Choose a list of words")
EXPORT_TITLE = tr("Save the list of words")
LIST_NAME = tr("My words")
TEXT_FILES = tr("Lists of words")
NO_WORDS = tr("There are no words yet.")

# One word.
TERM_TITLE, CHANGE_TITLE = tr("Add a word"), tr("Change a word")
TERM = tr("Word, as it is to be written")
READINGS = tr("Heard as")
READINGS_HINT = tr("What the model writes instead, one per line.")
LISTEN = tr("Let models listen for it")
LISTEN_HINT = tr("Turn this off for everyday words, which would be heard too often.")
SAVE = tr("Save")
CANCEL = tr("Cancel")

# Many transcripts.
REPLACE_TITLE = tr("Replace in all transcripts")
APPLY_TITLE = tr("Correct My words in transcripts")
APPLY_TEXT = tr("Look in finished transcripts for what was heard instead of your words.")
FIND = tr("Find")
REPLACE_BY = tr("Replace with")
WHOLE_WORDS = tr("Whole words")
MATCH_CASE = tr("Match case")
PATTERN = tr("Regular expression")
WHERE = tr("Where")
IN_ALL = tr("In all transcripts")
IN_SELECTED = tr("In the selected transcripts")
IN_THIS = tr("In this transcript")
SEARCH = tr("Search")
STOP = tr("Stop")
PREVIEW_NAME = tr("Sentences that would change")
CHECK_ALL = tr("All")
CHECK_NONE = tr("None")
REPLACE_NONE = tr("Replace")
PROGRESS_NAME = tr("Progress")
NOTHING_FOUND = tr("Nothing found.")
STOPPED = tr("Stopped.")
CHANGE_NAME = tr("Replaced “{find}”")


def searching_line(done: int, count: int) -> str:
    """How far a search is."""
    return tr("{done} of {count} transcripts…").format(done=done, count=count)


def search_line(search: Search) -> str:
    """What a search has found."""
    if search.why:
        return search.why
    parts = [STOPPED] if search.is_stopped else []
    if not search.sentences:
        parts.append(NOTHING_FOUND)
    else:
        parts.append(
            plural(search.sentences, "{count} sentence found.", "{count} sentences found.")
        )
    if search.is_cut:
        parts.append(
            tr("There are more than {most}: search again for the rest.").format(most=MOST_LISTED)
        )
    if count := len(search.failures):
        parts.append(
            plural(
                count,
                "{count} transcript could not be read.",
                "{count} transcripts could not be read.",
            )
        )
    return " ".join(parts)


def replace_line(count: int) -> str:
    """The button that changes the checked sentences."""
    if not count:
        return REPLACE_NONE
    return plural(count, "Replace in {count} sentence", "Replace in {count} sentences")


def outcome_line(outcome: Outcome) -> str:
    """What was changed or taken back."""
    parts = [STOPPED] if outcome.is_stopped else []
    sentences = plural(outcome.sentences, "{count} sentence", "{count} sentences")
    where = plural(outcome.transcripts, "{count} transcript", "{count} transcripts")
    template = (
        tr("{sentences} in {transcripts} are as before.")
        if outcome.is_undo
        else tr("{sentences} changed in {transcripts}.")
    )
    parts.append(template.format(sentences=sentences, transcripts=where))
    if count := len(outcome.failures):
        parts.append(
            plural(
                count,
                "{count} transcript was left as it is.",
                "{count} transcripts were left as they are.",
            )
        )
    return " ".join(parts)


def failure_lines(failures: list[Failure] | tuple[Failure, ...]) -> str:
    """Each transcript that was left, with the reason."""
    return "\n".join(f"{one.title}: {one.why}" if one.title else one.why for one in failures)


def imported_line(count: int) -> str:
    """What came from a file."""
    return plural(count, "{count} word was imported.", "{count} words were imported.")


def exported_line(path: Path) -> str:
    """Where the list was written."""
    return tr("The list is saved as {path}").format(path=path)
