"""What the window does with the store's files beside the store's own calls; no Qt, any thread."""

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelNotInstalled
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import Report
from desktop_app.models.store import Installed, ModelStore
from desktop_app.models.upkeep import LeftOver, LeftOverKind, clean, left_overs, remove


def unpacked(store: ModelStore, spec: ModelSpec, cancel: CancelToken, report: Report) -> Installed:
    """A model as it is installed; one that is only an archive yet is unpacked first.

    Raises:
        ModelNotInstalled, ModelDamaged, DiskFull, Cancelled: as `ModelStore.unpacked_folder`.
    """
    store.unpacked_folder(spec, cancel, report)
    found = store.installed(spec)
    if found is None:
        raise ModelNotInstalled(f"{spec.title} is not on this computer yet.")
    return found


def delete_model(store: ModelStore, model_id: str) -> int:
    """Delete a model with all that was downloaded of it or set aside; the bytes freed.

    Raises:
        ModelBusy, StoreNotWritable: as `upkeep.remove`.
    """
    freed = remove(store.layout, model_id)
    return freed + clean(
        store.layout, [one for one in left_overs(store.layout) if one.model_id == model_id]
    )


def clutter(store: ModelStore) -> tuple[LeftOver, ...]:
    """What can be deleted without a loss, largest first.

    Not a download that can be gone on with, which its model shows; and nothing that Aviary did
    not make: a user may keep the models among other files.
    """
    known = {spec.id for spec in store.available()}
    return tuple(
        one
        for one in left_overs(store.layout)
        if one.kind is not LeftOverKind.UNKNOWN
        and not (one.kind is LeftOverKind.PARTIAL_DOWNLOAD and one.model_id in known)
    )
