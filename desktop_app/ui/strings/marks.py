"""What the marks in a transcript say, and what is offered about them."""

from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.sentences import tr
from desktop_app.core.transcript import SpeechGap
from desktop_app.ui.strings.window import language_name

UNDO = tr("&Undo replacement")
NEXT_MARK = tr("Ne&xt mark")
REDO_MENU = tr("Redo this &part")
AGAIN = tr("Listen again")
BUSY = tr("Listening again…")
MORE = tr("More…")
AT = tr("{text} at {time}")
SEEMS_TO_BE = tr("Seems to be {language}")
GET_MODEL = tr("Get {model} to redo it")
GET_MODEL_IN = tr("Get {model} to redo it in {language}…")
REDO_IN = tr("Redo in {language}")
REDO_WITH = tr("Redo with {model}")
REDO_IN_WITH = tr("Redo in {language} with {model}")


def mark_line(mark: Mark) -> str:
    """What a mark says; its time stands in the margin."""
    if mark.text:
        return mark.text
    if mark.language:
        return SEEMS_TO_BE.format(language=language_name(mark.language))
    return str(SpeechGap(*mark.span)) if mark.span else ""


def offer_title(offer: RedoOffer, *, is_link: bool = False) -> str:
    """What a menu or a link says of an offer; a link stands beside the mark's own words."""
    language = language_name(offer.language) if offer.language else ""
    title = offer.model.title
    match offer.kind:
        case RedoKind.AGAIN:
            return AGAIN
        case RedoKind.GET_MODEL:
            offered = GET_MODEL if is_link else GET_MODEL_IN
            return offered.format(model=title, language=language)
        case RedoKind.WITH_MODEL if is_link and language:
            return REDO_IN.format(language=language)
    redo = REDO_IN_WITH if language else REDO_WITH
    return redo.format(model=title, language=language)
