"""What the marks in a transcript say, and what is offered about them."""

from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.transcript import SpeechGap
from desktop_app.ui.strings.window import language_name

UNDO = "&Undo replacement"
NEXT_MARK = "Ne&xt mark"
REDO_MENU = "Redo this &part"
AGAIN = "Listen again"
BUSY = "Listening again…"
MORE = "More…"


def mark_line(mark: Mark) -> str:
    """What a mark says; its time stands in the margin."""
    if mark.text:
        return mark.text
    if mark.language:
        return f"Seems to be {language_name(mark.language)}"
    return str(SpeechGap(*mark.span)) if mark.span else ""


def offer_title(offer: RedoOffer, *, is_link: bool = False) -> str:
    """What a menu or a link says of an offer; a link stands beside the mark's own words."""
    language = language_name(offer.language) if offer.language else ""
    title = offer.model.title
    match offer.kind:
        case RedoKind.AGAIN:
            return AGAIN
        case RedoKind.GET_MODEL:
            return (
                f"Get {title} to redo it" if is_link else f"Get {title} to redo it in {language}…"
            )
        case RedoKind.WITH_MODEL if is_link and language:
            return f"Redo in {language}"
    return f"Redo in {language} with {title}" if language else f"Redo with {title}"
