"""ELAN's annotations (.eaf), for linguistics and gesture research.

Format 3.0: https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf
"""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.transcript import Transcript
from desktop_app.export.document import cleaned
from desktop_app.export.options import DEFAULTS, ExportOptions
from desktop_app.export.research.tiers import Interval, Tier, tiers_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"
SENTENCES, WORDS = "sentences", "words"
INCLUDED = "Included_In"
INCLUDED_MEANS = (
    "Time alignable annotations within the parent annotation's time interval, gaps are allowed"
)
# The schema wants a date; a transcript has none that stays the same.
NO_DATE = "1970-01-01T00:00:00+00:00"
# The names by which ELAN knows what it plays (its class MediaDescriptor).
MIME_TYPES = {
    ".wav": "audio/x-wav",
    ".mpg": "video/mpeg",
    ".mpeg": "video/mpeg",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
}
OTHER_MIME_TYPE = "unknown"


def document(transcript: Transcript, _options: ExportOptions = DEFAULTS) -> bytes:
    """Write tiers by speaker: sentences and, where they have times, words within them.

    The recording is looked for where it was, and beside the file.
    """
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    root = Element(
        "ANNOTATION_DOCUMENT",
        {"AUTHOR": "", "DATE": NO_DATE, "FORMAT": "3.0", "VERSION": "3.0"},
    )
    root.set(f"{{{XSI}}}noNamespaceSchemaLocation", SCHEMA)
    header = SubElement(root, "HEADER", {"MEDIA_FILE": "", "TIME_UNITS": "milliseconds"})
    SubElement(header, "MEDIA_DESCRIPTOR", _media(transcript.media_path))
    slots = _Slots()
    order = SubElement(root, "TIME_ORDER")
    for tier in tiers_of(transcript):
        _add_tier(root, tier, slots)
    slots.write(order)
    last = SubElement(header, "PROPERTY", {"NAME": "lastUsedAnnotationId"})
    last.text = str(slots.count)
    _add_types(root)
    indent(root)
    data: bytes = tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"


def _media(path: Path) -> dict[str, str]:
    return {
        "MEDIA_URL": _url(path),
        "MIME_TYPE": MIME_TYPES.get(path.suffix.lower(), OTHER_MIME_TYPE),
        "RELATIVE_MEDIA_URL": f"./{cleaned(path.name)}",
    }


def _url(path: Path) -> str:
    """Return a path as ELAN makes it a URL, and reads it: with its letters as they are."""
    text = cleaned(path.as_posix())
    if not path.is_absolute():
        return text
    is_on_a_share = text.startswith("//")
    return ("file://" if is_on_a_share else "file:///") + text.lstrip("/")


class _Slots:
    """The times of annotations, which ELAN keeps apart from them and in order."""

    def __init__(self) -> None:
        self._annotations: list[tuple[Interval, Element]] = []

    @property
    def count(self) -> int:
        """How many annotations there are."""
        return len(self._annotations)

    def add(self, tier: "Element", interval: Interval) -> None:
        """Write an annotation whose times come later."""
        from xml.etree.ElementTree import SubElement

        holder = SubElement(tier, "ANNOTATION")
        made = SubElement(holder, "ALIGNABLE_ANNOTATION", {"ANNOTATION_ID": f"a{self.count + 1}"})
        SubElement(made, "ANNOTATION_VALUE").text = interval.text
        self._annotations.append((interval, made))

    def write(self, order: "Element") -> None:
        """Write all times, and which belong to which annotation."""
        from xml.etree.ElementTree import SubElement

        for number, (time_ms, key, annotation) in enumerate(sorted(self._times(), key=_time), 1):
            slot = {"TIME_SLOT_ID": f"ts{number}", "TIME_VALUE": str(time_ms)}
            SubElement(order, "TIME_SLOT", slot)
            annotation.set(key, slot["TIME_SLOT_ID"])

    def _times(self) -> "Iterator[tuple[int, str, Element]]":
        for (start_ms, end_ms, _text), annotation in self._annotations:
            yield start_ms, "TIME_SLOT_REF1", annotation
            yield end_ms, "TIME_SLOT_REF2", annotation


def _time(slot: "tuple[int, str, Element]") -> int:
    return slot[0]


def _add_tier(root: "Element", tier: Tier, slots: _Slots) -> None:
    from xml.etree.ElementTree import SubElement

    who = {"PARTICIPANT": tier.name} if tier.is_known else {}
    kind = {"LINGUISTIC_TYPE_REF": SENTENCES, "TIER_ID": tier.name}
    made = SubElement(root, "TIER", {**kind, **who})
    for sentence in tier.sentences:
        slots.add(made, sentence)
    if not tier.has_words:
        return
    kind = {"LINGUISTIC_TYPE_REF": WORDS, "PARENT_REF": tier.name, "TIER_ID": tier.words_name}
    made = SubElement(root, "TIER", {**kind, **who})
    for word in itertools.chain.from_iterable(tier.words):
        slots.add(made, word)


def _add_types(root: "Element") -> None:
    from xml.etree.ElementTree import SubElement

    plain = {"GRAPHIC_REFERENCES": "false", "TIME_ALIGNABLE": "true"}
    for name, more in ((SENTENCES, {}), (WORDS, {"CONSTRAINTS": INCLUDED})):
        SubElement(root, "LINGUISTIC_TYPE", {**more, **plain, "LINGUISTIC_TYPE_ID": name})
    SubElement(root, "CONSTRAINT", {"DESCRIPTION": INCLUDED_MEANS, "STEREOTYPE": INCLUDED})
