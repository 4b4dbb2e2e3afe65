"""What the library gives out and takes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from desktop_app.core.editing.change import Change
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.request import TranscriptionRequest
from desktop_app.core.transcript import SpeechGap

MOST_HITS = 1_000  # "more than 1,000"
MOST_OF_ONE = 100


class VersionKind(StrEnum):
    """How a version of a transcript came about."""

    MACHINE = "machine"  # the whole recording was transcribed
    PART = "part"  # a span of it was transcribed again
    EDIT = "edit"  # the user changed it
    RESTORED = "restored"  # an earlier version was taken back
    IMPORTED = "imported"  # it came from a file


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJob:
    """A job of the queue, as it is kept.

    Attributes:
        key: its name for ever, 32 hexadecimal digits.
        request: the recording and how to transcribe it, without `resume`.
        state: WAITING, FAILED or STOPPED; WORKING only while a program works on it. A job that was
            active when its program ended is STOPPED and `is_interrupted`.
        is_interrupted: whether its program ended while it was active.
        error: why it FAILED.
        heard_s: where its journal ends, in seconds from the start of the file; 0 if it is empty.
        transcript: the key of the transcript that gets the text as a new version; "" for a new one.
        is_owned: whether another running program works on it, which alone may change it.
    """

    key: str
    request: TranscriptionRequest
    state: JobState = JobState.WAITING
    is_interrupted: bool = False
    error: AppError | None = None
    heard_s: float = 0.0
    transcript: str = ""
    is_owned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSummary:
    """A transcript in a list.

    Attributes:
        key: its name for ever, 32 hexadecimal digits.
        title: its name in the list; the recording's file name unless the user renamed it.
        media_path: the recording.
        duration_s: the recording's length.
        model: the id of the current version's model.
        language: the current version's language, None if unknown.
        first_words: the beginning of the text, at most 120 characters.
        words: number of words.
        marks: number of gaps and of places with missing sound.
        versions: number of versions, at least one.
        tags: in alphabetical order.
        note: the user's note, "" if none.
        created_s: when it was finished, in seconds since 1970.
        changed_s: when its text last changed.
        exported_s: when its current version was last exported, None if never.
        deleted_s: when it was put into the trash, None if it is not there.
        missing: what its current version lacks for good, in a sentence; "" if nothing.
        has_lost_text: whether that is text, which a damage of the library took.
        set_aside: the number of the version, corrected by hand, whose place the text has just
            taken; 0 if none. Known only of a job that has ended just now.
        audio_track: the track of the recording that was asked for, as in `TranscriptionRequest`.
    """

    key: str
    title: str
    media_path: Path
    duration_s: float
    model: str
    language: str | None = None
    first_words: str = ""
    words: int = 0
    marks: int = 0
    versions: int = 1
    tags: tuple[str, ...] = ()
    note: str = ""
    created_s: float = 0.0
    changed_s: float = 0.0
    exported_s: float | None = None
    deleted_s: float | None = None
    missing: str = ""
    has_lost_text: bool = False
    set_aside: int = 0
    audio_track: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a transcript, without its text.

    Attributes:
        id: its number in the library; later versions have larger ones.
        request: how it was made; None if it was edited or brought in from elsewhere.
        words: number of words.
        is_current: whether it is what is shown and exported.
    """

    id: int
    kind: VersionKind
    created_s: float
    model: str
    language: str | None = None
    request: TranscriptionRequest | None = None
    words: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class HeardVoice:
    """The voice of a speaker, as it is heard in one transcript.

    Attributes:
        name: whose it is.
        model: the id of the model that made the print.
        data: the print, as the engine packs it.
        seconds: how much speech it is of.
    """

    name: str
    model: str
    data: bytes = field(repr=False)
    seconds: float


@dataclass(frozen=True, slots=True)
class KeptVoice(HeardVoice):
    """The same in the library.

    Attributes:
        created_s: when it was kept, in seconds since 1970.
        transcript: the key of the transcript that it was heard in.
    """

    created_s: float
    transcript: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a text from elsewhere.

    Attributes:
        summary: the transcript that it is in.
        is_version: whether the transcript was there before.
        is_known: whether it had this text already, so that nothing was changed.
    """

    summary: TranscriptSummary
    is_version: bool = False
    is_known: bool = False


GapChange = tuple[tuple[SpeechGap, ...], tuple[SpeechGap, ...]]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a text, as the user knows it.

    Attributes:
        change: of the text before it.
        name: what the user calls it, for the menu.
        place: where the cursor was before, as the page counts; None if unknown.
        gaps: the gaps before and after it; None if they stayed.
    """

    change: Change
    name: str
    place: int | None = None
    gaps: GapChange | None = None


@dataclass(frozen=True, slots=True)
class EditStep:
    """Something that is done to a transcript's current text.

    Attributes:
        edit: the change; None to undo or redo.
        merges: whether it goes on with the change before, if that has the same name.
        is_undo: whether to undo, if there is no `edit`.
        base: the revision of the text that it is made for; None if that is not known.
    """

    edit: Edit | None = None
    merges: bool = False
    is_undo: bool = False
    base: int | None = None


@dataclass(frozen=True, slots=True)
class EditLog:
    """What can be undone and redone of a transcript's current text.

    Attributes:
        revision: the number of the text, which rises by one with each change.
        undoable: the latest changes, oldest first.
        earlier: how many more there are before them.
        redoable: what was undone, that which comes next last.
        later: how many more there are after them.
    """

    revision: int
    undoable: tuple[Edit, ...] = ()
    earlier: int = 0
    redoable: tuple[Edit, ...] = ()
    later: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a searched text was found.

    Attributes:
        transcript: the key of the transcript.
        segment: the number of the segment in its current version, from 0.
        start_s: where the segment begins, None without times.
        text: the segment's text.
        spans: where the words are in `text`, start and end as indices of characters.
    """

    transcript: str
    segment: int
    start_s: float | None
    text: str
    spans: tuple[tuple[int, int], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search.

    Attributes:
        named: keys of transcripts whose title, file name, tags or note match.
        hits: places in texts, newest transcripts first, of each one its first ones.
        is_complete: whether all transcripts were looked at; otherwise there may be more.
        counts: how many places there are in each of the transcripts with hits, by its key.
        more: what a search goes on with that is to bring the following ones; None if complete.
    """

    named: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    is_complete: bool = True
    counts: Mapping[str, int] = field(default_factory=dict)
    more: int | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a search goes, so that it answers in time.

    Attributes:
        hits: it ends with the transcript that brings the number of hits to this.
        each: how many of the hits of one transcript are returned: its first ones.
        within_s: it ends after about so many seconds; None for no end.
        before: where to go on, `more` of the answer before; names are then left out.
    """

    hits: int = MOST_HITS
    each: int = MOST_OF_ONE
    within_s: float | None = None
    before: int | None = None
