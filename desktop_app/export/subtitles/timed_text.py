"""TTML in the IMSC 1.1 text profile, which broadcasters and streaming services take.

ttconv builds the document; pysubs2's TTML has no regions, no profile and no frames. Who speaks is
added to what ttconv writes: its model has no place for it.
"""

import xml.etree.ElementTree as ET
from fractions import Fraction
from typing import TYPE_CHECKING

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned, is_right_to_left
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.subtitle_rules import film_rate
from desktop_app.export.subtitles.cue_times import MILLISECONDS
from desktop_app.export.subtitles.cues import Cue, cues, language_of

if TYPE_CHECKING:
    from ttconv.model import ContentDocument, P

_TT = "{http://www.w3.org/ns/ttml}"
_METADATA = "http://www.w3.org/ns/ttml#metadata"
_AGENT = f"{{{_METADATA}}}agent"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# The region: all of the picture but a tenth at each side (SMPTE's safe title area).
_REGION = "bottom"
_MARGIN_PERCENT = 10
# A line of that height is an eighteenth of the picture's; IMSC's default cell is a fifteenth.
_FONT_PERCENT = 80


def ttml(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write an IMSC 1.1 text document; times are frames where the film's rate is known.

    Speakers are its agents.
    """
    from ttconv.imsc.config import ContentProfilesSignaling, IMSCWriterConfiguration
    from ttconv.imsc.writer import from_model

    made = cues(transcript, options)
    rate = film_rate(options.frame_rate)
    document = _document(made, rate or MILLISECONDS, language_of(transcript) or "")
    how = IMSCWriterConfiguration(
        fps=rate, profile_signaling=ContentProfilesSignaling.CONTENT_PROFILES
    )
    root: ET.Element = from_model(document, how).getroot()
    if options.has_speakers:
        _add_agents(root, made)
    ET.indent(root)
    for part in root.iter(f"{_TT}p"):  # spaces in a line would be seen
        part.text = None
        for one in part:
            one.tail = None
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _document(made: list[Cue], rate: Fraction, language: str) -> "ContentDocument":
    from ttconv import model
    from ttconv.imsc.designators import IMSC_11_TEXT_PROFILE_DESIGNATOR
    from ttconv.style_properties import (
        CoordinateType,
        DisplayAlignType,
        ExtentType,
        GenericFontFamilyType,
        LengthType,
        NamedColors,
        StyleProperties,
        TextAlignType,
    )

    def percent(value: int) -> LengthType:
        return LengthType(value, LengthType.Units.pct)

    document = model.ContentDocument()
    document.set_lang(language)
    document.set_content_profiles({IMSC_11_TEXT_PROFILE_DESIGNATOR})
    region = model.Region(_REGION, document)
    size = percent(100 - 2 * _MARGIN_PERCENT)
    for style, value in (
        (
            StyleProperties.Origin,
            CoordinateType(percent(_MARGIN_PERCENT), percent(_MARGIN_PERCENT)),
        ),
        (StyleProperties.Extent, ExtentType(size, size)),
        (StyleProperties.DisplayAlign, DisplayAlignType.after),
        (StyleProperties.TextAlign, TextAlignType.center),
        (StyleProperties.FontFamily, (GenericFontFamilyType.proportionalSansSerif,)),
        (StyleProperties.FontSize, percent(_FONT_PERCENT)),
        (StyleProperties.Color, NamedColors.white.value),
    ):
        region.set_style(style, value)
    document.put_region(region)
    body, div = model.Body(document), model.Div(document)
    document.set_body(body)
    body.push_child(div)
    for cue in made:
        part = model.P(document)
        part.set_region(region)
        part.set_begin(Fraction(round(cue.start_s * rate)) / rate)
        part.set_end(Fraction(round(cue.end_s * rate)) / rate)
        _fill(part, cue)
        div.push_child(part)
    return document


def _fill(part: "P", cue: Cue) -> None:
    from ttconv import model
    from ttconv.style_properties import DirectionType, NamedColors, StyleProperties

    if is_right_to_left("".join(cue.lines)):
        part.set_style(StyleProperties.Direction, DirectionType.rtl)
    for number, line in enumerate(cue.lines):
        if number:
            part.push_child(model.Br(part.get_doc()))
        span = model.Span(part.get_doc())
        span.set_style(StyleProperties.BackgroundColor, NamedColors.black.value)
        span.push_child(model.Text(part.get_doc(), line))
        part.push_child(span)


def _add_agents(root: ET.Element, made: list[Cue]) -> None:
    """Name the speakers in the head, and who speaks in each line."""
    ET.register_namespace("ttm", _METADATA)
    names = dict.fromkeys(name for cue in made for name in cue.speakers if name)
    ids = {name: f"agent{number}" for number, name in enumerate(names, 1)}
    head = root.find(f"{_TT}head")
    if head is None or not ids:
        return
    metadata = ET.Element(f"{_TT}metadata")
    head.insert(0, metadata)
    for name, agent_id in ids.items():
        agent = ET.SubElement(metadata, _AGENT, {"type": "person", _XML_ID: agent_id})
        ET.SubElement(agent, f"{{{_METADATA}}}name", {"type": "full"}).text = cleaned(name)
    spans = root.iter(f"{_TT}span")
    speakers = (speaker for cue in made for speaker in cue.speakers)
    for span, speaker in zip(spans, speakers, strict=True):
        if speaker:
            span.set(_AGENT, ids[speaker])
