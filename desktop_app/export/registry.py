"""The export formats: what each keeps, for whom it is, and what can be chosen of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop_app.core.errors import FormatUnknown, NoTimes
from desktop_app.core.sentences import marked
from desktop_app.core.transcript import Transcript
from desktop_app.export import (
    csv_table,
    html_document,
    json_document,
    markdown,
    plain_text,
    whisper,
    word_document,
)
from desktop_app.export.options import DEFAULTS, WITHOUT_TIMES, ExportOptions, Option, TimesShown
from desktop_app.export.research import audacity, elan, praat, qda_texts, scoring
from desktop_app.export.subtitles import text_formats, timed_text


class Kind(StrEnum):
    """What a format is for; the menu and the dialog list the formats by it."""

    TEXT = "text"
    SUBTITLES = "subtitles"
    RESEARCH = "research"
    DATA = "data"


class Keeps(StrEnum):
    """What of a transcript a format holds beside its text."""

    TIMES = "times"
    WORDS = "words"  # a time for each word
    SPEAKERS = "speakers"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One export format.

    Attributes:
        id: the value of `--format`.
        title: its name in the menu.
        extension: the file extension without its first dot; unique.
        writer: converts a transcript to bytes.
        kind: what it is for.
        purpose: for whom it is, or which program reads it, as one sentence.
        keeps: what it holds beside the text.
        needs_times: whether it needs a transcript with times.
        options: what can be chosen.
        defaults: the choices; at first of who makes none, then the user's (`with_options`).
    """

    id: str
    title: str
    extension: str
    writer: Callable[[Transcript, ExportOptions], bytes]
    kind: Kind = Kind.TEXT
    purpose: str = ""
    keeps: frozenset[Keeps] = frozenset()
    needs_times: bool = False
    options: frozenset[Option] = frozenset()
    defaults: ExportOptions = DEFAULTS

    def render(self, transcript: Transcript, options: ExportOptions | None = None) -> bytes:
        """Convert a transcript to the bytes of a file.

        Args:
            transcript: the text.
            options: what was chosen of the format; None for its defaults.

        Raises:
            NoTimes: the format needs times and the transcript has none.
        """
        if self.needs_times and not transcript.has_times:
            raise NoTimes("“{name}” has no times.", name=transcript.media_path.name)
        return self.writer(transcript, self.choices(transcript, options))

    def choices(
        self, transcript: Transcript, options: ExportOptions | None = None
    ) -> ExportOptions:
        """Return what holds for a transcript: for subtitles, with the frame rate of its film.

        The recording is opened for it, where the user has given no rate.
        """
        chosen = options or self.defaults
        if Option.PRESET not in self.options or chosen.frame_rate is not None:
            return chosen
        from desktop_app.media.probe import frame_rate

        return replace(chosen, frame_rate=frame_rate(transcript.media_path))

    @property
    def left_out(self) -> frozenset[Keeps]:
        """What the format could hold and does not, as its options are."""
        has_times = Option.TIMES not in self.options or self.defaults.times is not TimesShown.NONE
        has_speakers = Option.SPEAKERS not in self.options or self.defaults.has_speakers
        held = {Keeps.TIMES: has_times, Keeps.SPEAKERS: has_speakers}
        return frozenset(each for each in self.keeps if not held.get(each, True))

    def with_options(self, options: ExportOptions) -> "ExportFormat":
        """Return the format as the user wants it."""
        return replace(self, defaults=options)


def _keeps(*kept: Keeps) -> frozenset[Keeps]:
    return frozenset(kept)


def _options(*taken: Option) -> frozenset[Option]:
    return frozenset(taken)


FORMATS: tuple[ExportFormat, ...] = (
    ExportFormat(
        "txt",
        marked("Text"),
        "txt",
        plain_text.text,
        purpose=marked("For mails, notes and every program that takes text."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        options=_options(Option.TIMES, Option.SPEAKERS),
        defaults=WITHOUT_TIMES,
    ),
    ExportFormat(
        "timed-txt",
        marked("Text with times"),
        "times.txt",
        plain_text.timed_text,
        purpose=marked("For scripts: a line for each sentence, with its time."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS),
        defaults=ExportOptions(times=TimesShown.SENTENCE),
    ),
    ExportFormat(
        "md",
        marked("Markdown"),
        "md",
        markdown.document,
        purpose=marked("For notes, wikis and repositories."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        options=_options(Option.TIMES, Option.SPEAKERS),
    ),
    ExportFormat(
        "docx",
        marked("Word document"),
        "docx",
        word_document.document,
        purpose=marked("For Word, LibreOffice and Google Docs."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        options=_options(Option.TIMES, Option.SPEAKERS, Option.LAYOUT),
    ),
    ExportFormat(
        "html",
        marked("Web page"),
        "html",
        html_document.page,
        purpose=marked("For browsers: it plays the recording that lies beside it."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        options=_options(Option.TIMES, Option.SPEAKERS),
    ),
    ExportFormat(
        "srt",
        marked("SubRip subtitles"),
        "srt",
        text_formats.srt,
        Kind.SUBTITLES,
        purpose=marked("For video players, YouTube and most editing programs."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS, Option.PRESET),
        defaults=ExportOptions(has_speakers=False),
    ),
    ExportFormat(
        "vtt",
        marked("WebVTT subtitles"),
        "vtt",
        text_formats.vtt,
        Kind.SUBTITLES,
        purpose=marked("For videos on web pages."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS, Option.PRESET),
    ),
    ExportFormat(
        "ass",
        marked("Advanced SubStation subtitles"),
        "ass",
        text_formats.ass,
        Kind.SUBTITLES,
        purpose=marked("For Aegisub, mpv and VLC, and to give subtitles a style."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS, Option.PRESET),
    ),
    ExportFormat(
        "ttml",
        marked("TTML subtitles (IMSC 1.1)"),
        "ttml",
        timed_text.ttml,
        Kind.SUBTITLES,
        purpose=marked("For broadcasters and streaming services, Netflix among them."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS, Option.PRESET),
    ),
    ExportFormat(
        "lrc",
        marked("LRC lyrics"),
        "lrc",
        text_formats.lrc,
        Kind.SUBTITLES,
        purpose=marked("For music players, which show the line that is heard."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS, Option.PRESET),
        defaults=ExportOptions(has_speakers=False),
    ),
    ExportFormat(
        "qda",
        marked("Text for MAXQDA, ATLAS.ti and NVivo"),
        "qda.txt",
        qda_texts.qda,
        Kind.RESEARCH,
        purpose=marked("To code and listen: a time before each paragraph."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS),
    ),
    ExportFormat(
        "nvivo",
        marked("Table for NVivo"),
        "nvivo.txt",
        qda_texts.nvivo,
        Kind.RESEARCH,
        purpose=marked("For NVivo's transcripts: timespan, speaker and content of each paragraph."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS),
    ),
    ExportFormat(
        "f4",
        marked("f4 transcript"),
        "f4.rtf",
        qda_texts.f4,
        Kind.RESEARCH,
        purpose=marked("For f4, f5 and MAXQDA: a time mark at the end of each paragraph."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS),
    ),
    ExportFormat(
        "elan",
        marked("ELAN annotations"),
        "eaf",
        elan.document,
        Kind.RESEARCH,
        purpose=marked("For ELAN: a tier for each speaker, and one for their words."),
        keeps=_keeps(Keeps.TIMES, Keeps.WORDS, Keeps.SPEAKERS),
        needs_times=True,
    ),
    ExportFormat(
        "textgrid",
        marked("Praat TextGrid"),
        "TextGrid",
        praat.textgrid,
        Kind.RESEARCH,
        purpose=marked("For Praat and the Montreal Forced Aligner: tiers of sentences and words."),
        keeps=_keeps(Keeps.TIMES, Keeps.WORDS, Keeps.SPEAKERS),
        needs_times=True,
    ),
    ExportFormat(
        "audacity",
        marked("Audacity labels"),
        "labels.txt",
        audacity.labels,
        Kind.RESEARCH,
        purpose=marked("For Audacity: a label for each sentence, to cut the recording by."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
        options=_options(Option.SPEAKERS),
    ),
    ExportFormat(
        "ctm",
        marked("CTM (words with times)"),
        "ctm",
        scoring.ctm,
        Kind.RESEARCH,
        purpose=marked("For sclite and other programs that count errors of speech recognition."),
        keeps=_keeps(Keeps.TIMES, Keeps.WORDS, Keeps.CONFIDENCE),
        needs_times=True,
    ),
    ExportFormat(
        "stm",
        marked("STM (sentences with times)"),
        "stm",
        scoring.stm,
        Kind.RESEARCH,
        purpose=marked("The text that sclite compares with: a line for each sentence."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
    ),
    ExportFormat(
        "rttm",
        marked("RTTM (who speaks when)"),
        "rttm",
        scoring.rttm,
        Kind.RESEARCH,
        purpose=marked("For programs that work with speakers; it holds no text."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
        needs_times=True,
    ),
    ExportFormat(
        "json",
        marked("JSON"),
        "json",
        json_document.document,
        Kind.DATA,
        purpose=marked("For programs: everything that Aviary knows."),
        keeps=frozenset(Keeps),
    ),
    ExportFormat(
        "json-v1",
        marked("JSON (version 1)"),
        "v1.json",
        json_document.document_v1,
        Kind.DATA,
        purpose=marked("For programs that read what Aviary wrote before version 2."),
        keeps=frozenset(Keeps),
    ),
    ExportFormat(
        "whisper-json",
        marked("JSON as Whisper writes it"),
        "whisper.json",
        whisper.verbose_json,
        Kind.DATA,
        purpose=marked("For programs that read Whisper's “verbose_json”."),
        keeps=frozenset(Keeps),
        needs_times=True,
    ),
    ExportFormat(
        "tsv",
        marked("TSV as Whisper writes it"),
        "tsv",
        whisper.tsv,
        Kind.DATA,
        purpose=marked("For programs: start and end in milliseconds, and the text."),
        keeps=_keeps(Keeps.TIMES),
        needs_times=True,
    ),
    ExportFormat(
        "csv",
        marked("CSV table"),
        "csv",
        csv_table.table,
        Kind.DATA,
        purpose=marked("For spreadsheets: a row for each sentence."),
        keeps=_keeps(Keeps.TIMES, Keeps.SPEAKERS),
    ),
    ExportFormat(
        "csv-words",
        marked("CSV table of words"),
        "words.csv",
        csv_table.word_table,
        Kind.DATA,
        purpose=marked("For spreadsheets and statistics: a row for each word."),
        keeps=frozenset(Keeps),
    ),
)


def format_by_id(format_id: str, known: Sequence[ExportFormat] = FORMATS) -> ExportFormat:
    """Return the format with that id.

    Raises:
        FormatUnknown: there is none.
    """
    for one in known:
        if one.id == format_id:
            return one
    raise FormatUnknown("There is no format “{format_id}”.", format_id=format_id)


def render(transcript: Transcript, format_id: str, options: ExportOptions | None = None) -> bytes:
    """Convert a transcript to the bytes of a file.

    Raises:
        FormatUnknown: there is no such format.
        NoTimes: the format needs times and the transcript has none.
    """
    return format_by_id(format_id).render(transcript, options)
