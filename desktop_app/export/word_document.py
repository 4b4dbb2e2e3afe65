"""A Word document: the facts of the recording in a table, then its paragraphs."""

import io
import re
import unicodedata
from typing import TYPE_CHECKING

from desktop_app.core.sentences import tr
from desktop_app.core.timecode import clock
from desktop_app.core.transcript import LostSound, Transcript
from desktop_app.export.document import parts_of
from desktop_app.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph as WordParagraph

# Names of styles, which the user can change in Word for the whole document.
SPEAKER_STYLE, TIME_STYLE, NOTE_STYLE = "Aviary Speaker", "Aviary Time", "Aviary Note"
_GREY = 0x60, 0x60, 0x60
# What XML 1.0 cannot hold (section 2.2), and characters that are halves of others.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = ("R", "AL")


def document(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write an Office Open XML document (.docx).

    Speakers, times and notes have styles of their own; pages are numbered; text from right to left
    runs that way.
    """
    from docx import Document

    made = Document()
    name = _clean(transcript.media_path.stem)
    _describe(made, name)
    _add_styles(made)
    made.add_heading(name, level=0)
    _add_facts(made, transcript)
    has_times = transcript.has_times
    speaker: str | None = None
    for part in parts_of(transcript):
        if isinstance(part, LostSound):
            made.add_paragraph(f"[{_clean(part.text)}]", style=NOTE_STYLE)
            speaker = None
            continue
        paragraph = made.add_paragraph()
        if has_times and part.start_s is not None:
            paragraph.add_run(f"{clock(part.start_s)}  ", style=TIME_STYLE)
        if options.has_speakers and part.speaker and part.speaker != speaker:
            paragraph.add_run(f"{_clean(part.speaker)}: ", style=SPEAKER_STYLE)
        speaker = part.speaker
        _add_text(paragraph, _clean(part.text))
    _number_pages(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return _without_dates(buffer)


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _describe(made: "Document", name: str) -> None:
    """Name the document; python-docx's template brings an author and dates of its own."""
    facts = made.core_properties
    facts.title, facts.author, facts.comments = name, "", ""
    element = facts._element  # noqa: SLF001 - it has no call that takes dates out
    for child in list(element):
        if child.tag in (_qualified("dcterms:created"), _qualified("dcterms:modified")):
            element.remove(child)


def _without_dates(buffer: io.BytesIO) -> bytes:
    """Return the archive with its files' dates left out: the same text makes the same file."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    made = io.BytesIO()
    with ZipFile(buffer) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return made.getvalue()


def _add_styles(made: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    speaker = made.styles.add_style(SPEAKER_STYLE, WD_STYLE_TYPE.CHARACTER)
    speaker.font.bold = True
    time = made.styles.add_style(TIME_STYLE, WD_STYLE_TYPE.CHARACTER)
    time.font.color.rgb = RGBColor(*_GREY)
    time.font.size = Pt(9)
    note = made.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = made.styles["Normal"]
    note.font.italic = True
    note.font.color.rgb = RGBColor(*_GREY)


def _add_facts(made: "Document", transcript: Transcript) -> None:
    facts = [
        (tr("Recording"), transcript.media_path.name),
        (tr("Length"), clock(transcript.duration_s)),
        (tr("Model"), transcript.model_title or transcript.model),
    ]
    if transcript.language:
        facts.append((tr("Language"), transcript.language))
    speakers = dict.fromkeys(s.speaker for s in transcript.segments if s.speaker)
    if speakers:
        facts.append((tr("Speakers"), ", ".join(speakers)))
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for title, value in facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = title, _clean(value)
    made.add_paragraph()


def _add_text(paragraph: "WordParagraph", text: str) -> None:
    run = paragraph.add_run(text)
    directions = map(unicodedata.bidirectional, text)
    strong = next((one for one in directions if one in ("L", *_RIGHT_TO_LEFT)), "L")
    if strong in _RIGHT_TO_LEFT:
        paragraph.paragraph_format.element.get_or_add_pPr().insert(0, _element("w:bidi"))
        run.font.rtl = True


def _number_pages(made: "Document") -> None:
    """Put the page number into the footer: a field, which python-docx has no call for."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    footer = made.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = _element("w:fldSimple")
    field.set(_qualified("w:instr"), "PAGE")
    footer.paragraph_format.element.append(field)


def _element(name: str) -> "BaseOxmlElement":
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))
