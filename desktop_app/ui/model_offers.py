"""What can be done with a model in the state it is in."""

from enum import StrEnum

from desktop_app.app.background.serial import WorkKind
from desktop_app.app.models.item_model import ModelRow, ModelState
from desktop_app.core.errors import Action, AppError, ExportError
from desktop_app.core.model_errors import DownloadError, StoreFull, StoreNotWritable
from desktop_app.core.model_progress import Phase
from desktop_app.ui import model_strings, strings


class Offer(StrEnum):
    """One button."""

    DOWNLOAD = "download"
    RESUME = "resume"
    TRY_NOW = "try now"
    PAUSE = "pause"
    CANCEL = "cancel"
    IMPORT = "import"
    VERIFY = "verify"
    EXPORT = "export"
    RENAME = "rename"
    DELETE = "delete"


OFFER_TITLES = {
    Offer.DOWNLOAD: model_strings.DOWNLOAD,
    Offer.RESUME: model_strings.RESUME,
    Offer.PAUSE: model_strings.PAUSE,
    Offer.TRY_NOW: model_strings.TRY_NOW,
    Offer.CANCEL: model_strings.CANCEL,
    Offer.IMPORT: model_strings.IMPORT,
    Offer.VERIFY: model_strings.VERIFY,
    Offer.EXPORT: model_strings.EXPORT,
    Offer.RENAME: model_strings.RENAME,
    Offer.DELETE: model_strings.DELETE,
}
PRIMARY = (Offer.DOWNLOAD, Offer.RESUME)
REMEDY_TITLES = {
    Action.ENTER_TOKEN: model_strings.ENTER_TOKEN,
    Action.ACCEPT_FILE: model_strings.ACCEPT_FILE,
    Action.MANAGE_MODELS: model_strings.MOVE_MODELS,
    Action.CHOOSE_FOLDER: strings.CHOOSE_FOLDER,
}


def offers_for(row: ModelRow) -> tuple[Offer, ...]:
    """The buttons that make sense."""
    match row.state:
        case ModelState.WAITING | ModelState.WORKING:
            return _offers_at_work(row)
        case ModelState.READY:
            if row.stored.is_bundled:
                return (Offer.VERIFY, Offer.EXPORT)
            # A model of the catalogue has its name from there.
            own = () if row.spec.facts else (Offer.RENAME,)
            return (Offer.VERIFY, Offer.EXPORT, *own, Offer.DELETE)
        case ModelState.PAUSED:
            return (Offer.RESUME, Offer.IMPORT, Offer.DELETE)
        case ModelState.DAMAGED:
            return (*_download(row), Offer.IMPORT, Offer.DELETE)
        case _:
            return (*_download(row), Offer.IMPORT)


def needs_consent(row: ModelRow, accepted: tuple[str, ...]) -> bool:
    """Whether the licence must be accepted before the model can be downloaded."""
    facts = row.spec.facts
    wants = set(offers_for(row)) & set(PRIMARY)
    return bool(wants and facts and facts.licence_needs_consent and row.spec.id not in accepted)


def remedy_for(error: AppError, *, can_move: bool) -> Action:
    """What helps against the failure of work on a model, in the dialog.

    Args:
        error: why the work failed.
        can_move: whether the models can be moved to another folder.
    """
    if isinstance(error, DownloadError):
        return error.action
    if isinstance(error, StoreFull | StoreNotWritable):
        return Action.MANAGE_MODELS if can_move else Action.NONE
    # Of all work on models only an export writes elsewhere.
    return error.action if isinstance(error, ExportError) else Action.NONE


def remedy_title(row: ModelRow, remedy: Action) -> str:
    """The text of the button for it; empty for none."""
    if remedy is Action.RETRY:
        return model_strings.RESUME if row.stored.arrived_bytes else model_strings.TRY_AGAIN
    return REMEDY_TITLES.get(remedy, "")


def _download(row: ModelRow) -> tuple[Offer, ...]:
    return (Offer.DOWNLOAD,) if row.spec.repo_id else ()


def _offers_at_work(row: ModelRow) -> tuple[Offer, ...]:
    phase = row.progress.phase if row.progress else None
    if row.work is None or phase is Phase.STOPPING:
        return ()  # it is being deleted, or about to end
    if row.work is not WorkKind.DOWNLOAD:
        return (Offer.CANCEL,)
    has_begun = row.stored.arrived_bytes or (row.progress and row.progress.done_bytes)
    stop = Offer.PAUSE if has_begun else Offer.CANCEL
    if phase is Phase.RETRYING:
        return (Offer.TRY_NOW, stop, Offer.IMPORT)
    return (stop,) if phase in (Phase.DOWNLOADING, Phase.UNPACKING) else (stop, Offer.IMPORT)
