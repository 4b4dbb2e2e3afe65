"""A Word document: the facts of the recording, then its paragraphs or an interview table."""

import io
from typing import TYPE_CHECKING

from desktop_app.core.timecode import clock
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import (
    Note,
    Passage,
    facts_of,
    interview_heads,
    is_right_to_left,
    passages_of,
    title_of,
)
from desktop_app.export.options import DEFAULTS, ExportOptions, Layout

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

# Names of styles, which the user can change in Word for the whole document.
SPEAKER_STYLE, TIME_STYLE, NOTE_STYLE = "Aviary Speaker", "Aviary Time", "Aviary Note"
_GREY = 0x60, 0x60, 0x60
# The first column of an interview: a name of some 18 letters in one line.
WHO_INCHES = 1.5
# Above and below the text of a cell, in twentieths of a point.
CELL_MARGIN_TWIPS = 60
# A row as long as that, a third of a page, may be divided between two pages.
LONG_ROW_CHARACTERS = 1200
# What follows `w:bidi` in a paragraph's properties, by the schema (ECMA-376, CT_PPrBase).
_AFTER_BIDI = (
    *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
    *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment"),
    *("w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr"),
    "w:pPrChange",
)


def document(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write an Office Open XML document (.docx).

    Speakers, times and notes have styles of their own; pages are numbered; text from right to left
    runs that way. An interview is a table of two columns, who speaks and what they say, whose head
    is on each page and whose short rows stay whole.
    """
    from docx import Document

    made = Document()
    name = title_of(transcript)
    _describe(made, name, transcript.language)
    _add_styles(made)
    _direct(made.add_heading(name, level=0), name)
    _add_facts(made, transcript, options)
    if options.layout is Layout.INTERVIEW:
        _add_interview(made, transcript, options)
    else:
        _add_paragraphs(made, transcript, options)
    _number_pages(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return _without_dates(buffer)


def _describe(made: "Document", name: str, language: str | None) -> None:
    """Name the document; python-docx's template brings an author, a language and dates."""
    facts = made.core_properties
    facts.title, facts.author, facts.comments = name, "", ""
    if language:
        facts.language = language
        for spelt_as in made.styles.element.iter(_qualified("w:lang")):
            for script in ("w:val", "w:eastAsia", "w:bidi"):
                spelt_as.set(_qualified(script), language)
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
    speaker.font.bold = speaker.font.cs_bold = True  # the second one is for Arabic and its like
    time = made.styles.add_style(TIME_STYLE, WD_STYLE_TYPE.CHARACTER)
    time.font.color.rgb = RGBColor(*_GREY)
    time.font.size = Pt(9)
    note = made.styles.add_style(NOTE_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = made.styles["Normal"]
    note.font.italic = True
    note.font.color.rgb = RGBColor(*_GREY)


def _add_facts(made: "Document", transcript: Transcript, options: ExportOptions) -> None:
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for title, value in facts_of(transcript, options):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = title, value
    _arrange(made, table)
    made.add_paragraph()


def _add_paragraphs(made: "Document", transcript: Transcript, options: ExportOptions) -> None:
    for part in passages_of(transcript, options):
        if isinstance(part, Note):
            _add_note(made.add_paragraph(), part)
            continue
        paragraph = made.add_paragraph()
        if part.shown_s is not None:
            _add_run(paragraph, f"{clock(part.shown_s)}  ", TIME_STYLE)
        if part.speaker:
            _add_run(paragraph, f"{part.speaker}: ", SPEAKER_STYLE)
        _add_text(paragraph, part)


def _add_interview(made: "Document", transcript: Transcript, options: ExportOptions) -> None:
    from docx.enum.table import WD_TABLE_DIRECTION

    table = made.add_table(rows=1, cols=2, style="Table Grid")
    if is_right_to_left(transcript.text):
        table.table_direction = WD_TABLE_DIRECTION.RTL
    head = table.rows[0]
    titles = interview_heads(transcript, options)
    for cell, title in zip(head.cells, titles, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    _set_property(head, "w:tblHeader")
    for part in passages_of(transcript, options):
        row = table.add_row()
        who, said = (cell.paragraphs[0] for cell in row.cells)
        if len(part.text) <= LONG_ROW_CHARACTERS:
            _set_property(row, "w:cantSplit")
        if isinstance(part, Note):
            _add_note(said, part)
            continue
        if part.speaker:
            _add_run(who, part.speaker, SPEAKER_STYLE)
            _direct(who, part.speaker)
        if part.shown_s is not None:
            line_break = "\n" if part.speaker else ""
            _add_run(who, f"{line_break}{clock(part.shown_s)}", TIME_STYLE)
        _add_text(said, part)
    _arrange(made, table)


def _set_property(row: "_Row", name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name))  # noqa: SLF001 - it has no call for it


def _arrange(made: "Document", table: "Table") -> None:
    """Give a table air, and all rows the same columns: programs read the cells' widths, too."""
    from docx.shared import Inches

    room = made._block_width  # noqa: SLF001 - it has no other name for it
    table.autofit = False
    margins = _element("w:tblCellMar")
    for side in ("w:top", "w:bottom"):
        margin = _element(side)
        margin.set(_qualified("w:w"), str(CELL_MARGIN_TWIPS))
        margin.set(_qualified("w:type"), "dxa")
        margins.append(margin)
    # Where the schema wants them: the template's table properties end with `w:tblLook`.
    table._tblPr.insert(len(table._tblPr) - 1, margins)  # noqa: SLF001 - it has no call for it
    who = Inches(WHO_INCHES)
    for column, width in zip(table.columns, (who, room - who), strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, (who, room - who), strict=True):
            cell.width = width


def _add_note(paragraph: "WordParagraph", note: Note) -> None:
    paragraph.style = NOTE_STYLE
    paragraph.add_run(f"[{note.text}]")
    _direct(paragraph, note.text)


def _add_text(paragraph: "WordParagraph", passage: Passage) -> None:
    is_rtl = _direct(paragraph, passage.text)
    for number, (shown_s, text) in enumerate(passage.stretches()):
        if number and shown_s is not None:
            _add_run(paragraph, f" {clock(shown_s)} ", TIME_STYLE)
        run = paragraph.add_run(text)
        if is_rtl:
            run.font.rtl = True


def _add_run(paragraph: "WordParagraph", text: str, style: str) -> None:
    run = paragraph.add_run(text)
    # By its id, the name without spaces: by its name it is looked up each time among all styles,
    # which takes half a minute for ten hours.
    run.font.element.style = style.replace(" ", "")


def _direct(paragraph: "WordParagraph", text: str) -> bool:
    """Let a paragraph run as its text does; return whether that is from right to left."""
    is_rtl = is_right_to_left(text)
    if is_rtl:
        properties = paragraph.paragraph_format.element.get_or_add_pPr()
        properties.insert_element_before(_element("w:bidi"), *_AFTER_BIDI)
    return is_rtl


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
