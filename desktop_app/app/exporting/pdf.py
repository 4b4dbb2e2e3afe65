"""A transcript set on pages by Qt's text engine: PDF, and what is printed. From any thread."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app import APP_NAME
from desktop_app.core.errors import NotPrinted
from desktop_app.core.transcript import Transcript
from desktop_app.export.document import title_of
from desktop_app.export.html_document import for_print
from desktop_app.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QPagedPaintDevice, QPageSize

# Where paper is Letter: the paperSize of CLDR's supplemental data (territoryInfo, measurementData).
# https://github.com/unicode-org/cldr/blob/main/common/supplemental/supplementalData.xml
LETTER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
TEXT_PT = 11.0
# Names a document after its text, so that the same text makes the same document.
NAMESPACE = uuid.UUID("1c1f0c5e-58f5-4ac7-9d1c-1e0f5f4a8f0b")


def document(transcript: Transcript, options: ExportOptions = DEFAULTS) -> bytes:
    """Write a PDF with numbered pages and its fonts in it."""
    from PySide6.QtCore import QBuffer, QIODevice, QUuid
    from PySide6.QtGui import QPdfWriter

    _need_fonts()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    text = for_print(transcript, options)
    writer = QPdfWriter(buffer)
    writer.setTitle(title_of(transcript))
    writer.setCreator(APP_NAME)
    writer.setDocumentId(QUuid.fromString(str(uuid.uuid5(NAMESPACE, text))))
    writer.setPageSize(usual_paper())
    _paint(text, writer)
    return bytes(buffer.data().data())


def print_text(
    transcript: Transcript,
    options: ExportOptions,
    device: "QPagedPaintDevice",
    has_failed: Callable[[], bool],
) -> None:
    """Paint a transcript on the pages of a printer.

    Args:
        transcript: the text.
        options: what was chosen of PDF, for paper, too.
        device: the printer.
        has_failed: whether it takes nothing; asked before and after.

    Raises:
        NotPrinted: it does not.
    """
    if not has_failed():
        _paint(for_print(transcript, options), device)
    if has_failed():
        raise NotPrinted("“{name}” was not printed.", name=transcript.media_path.name)


def _paint(text: str, device: "QPagedPaintDevice") -> None:
    """Paint HTML on the pages of a printer or a file, and number them."""
    from PySide6.QtGui import QTextDocument

    made = QTextDocument()
    font = made.defaultFont()
    font.setPointSizeF(TEXT_PT)
    made.setDefaultFont(font)
    made.setHtml(text)
    made.print_(device)


def usual_paper() -> "QPageSize":
    """Return the paper of the user's country: A4 or Letter."""
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QPageSize

    country = QLocale.territoryToCode(QLocale.system().territory())
    size = QPageSize.PageSizeId
    return QPageSize(size.Letter if country in LETTER else size.A4)


def _need_fonts() -> None:
    """Start what finds fonts, in a program without window; call it in the main thread then."""
    import sys

    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication

    if QCoreApplication.instance() is None:
        # Windows needs no display, and its offscreen platform knows no fonts.
        platform = [] if sys.platform == "win32" else ["-platform", "offscreen"]
        _KEPT.append(QGuiApplication([APP_NAME, *platform]))


# Qt ends with its application object.
_KEPT: "list[QGuiApplication]" = []


def let_go() -> None:
    """End what was started to find fonts; a window wants another application object."""
    while _KEPT:
        _KEPT.pop().shutdown()
