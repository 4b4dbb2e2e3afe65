"""The sentences of the page: reading, correcting and finding, and what its marks offer."""

from desktop_app.app.transcript.redo import Pair
from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.sentences import plural, tr
from desktop_app.core.timecode import Span, clock
from desktop_app.core.transcript import SpeechGap
from desktop_app.ui.strings.window import language_name

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
OVERLAPPED_TIP = tr("{text}\nBeside the dots somebody else speaks at the same time.")
WAS_FOLDED = tr("A paragraph that was not shown is shown now, as this would change it, too.")
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
READING_ELSEWHERE = tr("Reading · click in the text: Space plays, typing corrects")
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


# The marks in a transcript, and what is offered about them.

REDO_MENU = tr("Reco&gnise again")
REDO_WITH_MENU = tr("Recognise again &with")
KEEP_NEW_MENU = tr("Keep the &new text")
KEEP_OLD_MENU = tr("Keep the &old text")
AGAIN = tr("Recognise again")
LISTEN = tr("Listen")
LISTEN_TO_IT = tr("Listen to it")
BUSY = tr("Recognising again…")
MORE = tr("More…")
AT = tr("{text} at {time}")
SEEMS_TO_BE = tr("Seems to be {language}")
GET_MODEL = tr("Get {model} to recognise it")
GET_MODEL_IN = tr("Get {model} to recognise it in {language}…")
REDO_IN = tr("Recognise again in {language}")
REDO_WITH = tr("Recognise again with {model}")
REDO_IN_WITH = tr("Recognise again in {language} with {model}")
NOW = tr("Now")
NEW = tr("New")
NEW_OF = tr("New, by {model}")
NO_TEXT = tr("No text")
KEEP_NEW = tr("Keep the new")
KEEP_OLD = tr("Keep the old")
PAIR_NAME = tr("Recognised again: keep one of two texts")
PAIR_TITLE = tr("Recognised again: {start} to {end}")
AT_WORK = tr("Recognising {start} to {end} again…")
STOP = tr("Stop")
PAIR_SAME = tr("Recognised again: {start} to {end}, the same words")
CAME = tr("A part of “{name}” was recognised again.")
COMPARE = tr("Compare")
NO_TIMES = tr("There are no times here, so it is not known where this is in the recording.")

TIME_WORDS_MENU = tr("Ti&me corrected words by the sound")
NOTHING_TO_TIME = tr(
    "There are no words here that were typed: all have the times at which they were heard."
)
NO_TIMING_MODEL = tr(
    "No installed model tells when words are said. Get one that does in Models > Manage models."
)

BEYOND = tr(
    "There is no sound here: the recording ends at {end}. It may be another one than was "
    "transcribed."
)


def timed_line(count: int) -> str:
    """Say how many sentences were timed by the sound."""
    if not count:
        return tr("The corrected words have the right times already.")
    return plural(
        count,
        "The corrected words of {count} sentence have their times by the sound now.",
        "The corrected words of {count} sentences have their times by the sound now.",
    )


def mark_line(mark: Mark) -> str:
    """What a mark says; its time stands in the margin."""
    if mark.text:
        return mark.text
    if mark.language:
        return SEEMS_TO_BE.format(language=language_name(mark.language))
    return str(SpeechGap(*mark.span)) if mark.span else ""


def beyond(end_s: float) -> str:
    """Say that a place is behind the end of the recording."""
    return BEYOND.format(end=clock(end_s))


def at_work_title(span: Span) -> str:
    """Say which part is being recognised."""
    return AT_WORK.format(start=clock(span[0]), end=clock(span[1]))


def pair_title(pair: Pair) -> str:
    """Say of which part there are two texts, and whether they differ."""
    start_s, end_s = pair.span
    title = PAIR_SAME if pair.heard.now == pair.heard.new else PAIR_TITLE
    return title.format(start=clock(start_s), end=clock(end_s))


def offer_title(offer: RedoOffer, *, is_link: bool = False) -> str:
    """What a menu or a link says of an offer.

    A link stands beside the mark's own words; only a menu names the model that is used anyway.
    """
    language = language_name(offer.language) if offer.language else ""
    title = offer.model.title
    match offer.kind:
        case RedoKind.AGAIN if is_link:
            return AGAIN
        case RedoKind.GET_MODEL:
            offered = GET_MODEL if is_link else GET_MODEL_IN
            return offered.format(model=title, language=language)
        case RedoKind.WITH_MODEL if is_link and language:
            return REDO_IN.format(language=language)
    redo = REDO_IN_WITH if language else REDO_WITH
    return redo.format(model=title, language=language)
