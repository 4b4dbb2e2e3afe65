"""The sentences of the page: reading, correcting and finding."""

from desktop_app.core.sentences import plural, tr

UNSURE = tr("Aviary is {percent} % sure of this word.")
NO_SPEAKER = tr("No speaker yet")
BACK_TO_SPOKEN = tr("Back to what is spoken")

# The names of changes, as "Undo" says them.
TYPING = tr("Typing")
DELETING = tr("Deleting")
CUTTING = tr("Cutting")
PASTING = tr("Pasting")
SPLITTING = tr("Splitting a paragraph")
SPLITTING_SENTENCE = tr("Splitting a sentence")
JOINING = tr("Joining paragraphs")
NO_TEXT_HERE = tr("This line is a note by Aviary, and no text of the transcript.")

PLAY_FROM_HERE = tr("&Play from here")
COPY = tr("&Copy")
CUT = tr("Cu&t")
PASTE = tr("Past&e")
SPLIT = tr("&Split paragraph here")
RESTORE = tr("&Restore the words as they were heard")
RESTORING = tr("Restoring a sentence")
NOT_CHANGED = tr("This sentence is as it was heard.")
JOIN = tr("&Join with previous paragraph")

COPY_ALL = tr("Copy")
EXPORT = tr("Export")
FORMATS_SIGN, FORMATS = "\u25be", tr("Export as")
FIND = tr("Find")

NOTHING_HEARD_TYPE = tr("No speech found in this recording. You can type its text.")

READING = tr("Reading · Space plays · type to correct")
READING_IN_LIST = tr("Reading · Space plays · type in the text to correct it")
READING_ELSEWHERE = tr("Reading · in the text (Tab or a click) Space plays, typing corrects")
CORRECTING = tr("Correcting · Tab plays, Shift+Tab goes back · Enter divides · Esc ends")

FIND_NAME = tr("Find in the transcript")
REPLACE_BY = tr("Replace with")
REPLACE = tr("Replace")
REPLACE_ALL = tr("Replace all")
REPLACING = tr("Replacing")
REPLACING_ALL = tr("Replacing all")
CASE_SIGN, CASE = tr("Aa"), tr("Match upper and lower case")
WORD_SIGN, WORD = tr("[ab]"), tr("Whole words only")
REGEX_SIGN, REGEX = ".*", tr("Regular expression")
PREVIOUS_SIGN, PREVIOUS = "\u2191", tr("Previous match (Shift+Enter)")
NEXT_SIGN, NEXT = "\u2193", tr("Next match (Enter)")
CLOSE_SIGN, CLOSE = "\u2715", tr("Close the find bar (Esc)")
MATCH = tr("{number} of {count}")
NOTHING_FOUND = tr("Not found")
BAD_PATTERN = tr("No valid pattern")
BAD_REPLACEMENT = tr("No valid replacement")


def replaced_line(count: int) -> str:
    """How many matches were replaced."""
    return plural(count, "{count} replaced.", "{count} replaced.")
