"""Download a model: resumable, verified, by one program at a time, then installed."""

import json
import os
import shutil
from dataclasses import asdict, replace

from msgspec import convert

from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, ModelInvalid, NotWritable
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_errors import (
    DownloadDamaged,
    HubFileMissing,
    LicenceNotAccepted,
    ModelUnsafe,
    NotAviarys,
    StoreFull,
)
from desktop_app.core.model_progress import ModelProgress, Phase, Report, unreported
from desktop_app.models import installation
from desktop_app.models.fetching import RemoteModel, describe, fetch
from desktop_app.models.layout import not_writable
from desktop_app.models.maintenance import raise_if_foreign
from desktop_app.models.manifest import ArchiveSource, Origin, Unpacked
from desktop_app.models.pins import checked, pin_of
from desktop_app.models.store import ModelStore
from desktop_app.models.takeover import SIDECAR_KEYS
from desktop_app.net.hub import Hub, HubSettings, RemoteFile, TransientError
from desktop_app.net.transfer import Patience, Transfer
from desktop_app.system.files import delete, is_disk_full, retry_while_in_use, write_atomically
from desktop_app.system.secret_texts import KNOWN
from desktop_app.system.store_mark import is_link


class Downloader:
    """Downloads models of the catalogue into a store.

    Args:
        store: where they are installed.
        settings: how to reach the hub.
        keeps_archive: whether the .nemo stays beside the unpacked model, for twice the space.
        patience: the retry policy.
    """

    def __init__(
        self,
        store: ModelStore,
        settings: HubSettings,
        *,
        keeps_archive: bool = False,
        patience: Patience | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._keeps_archive = keeps_archive
        self._patience = patience or Patience()

    def download(
        self,
        spec: ModelSpec,
        cancel: CancelToken,
        report: Report = unreported,
        *,
        licence_accepted: bool = False,
        other_accepted: bool = False,
    ) -> None:
        """Download and install a model, resuming an interrupted download.

        Raises:
            LicenceNotAccepted: the licence needs the user's consent first.
            OtherFile: the server's file is not the pinned one, and `other_accepted` is False.
            DownloadError, StoreFull, StoreNotWritable: with the reason; the partial download is
                kept.
            ModelInvalid: the hub's file is not a model.
            Cancelled: the user paused; the partial download is kept.
        """
        if spec.repo_id is None:
            raise HubFileMissing("{model} is not available for download.", model=spec.title)
        if spec.facts and spec.facts.licence_needs_consent and not licence_accepted:
            raise LicenceNotAccepted(
                "{model} is licensed under {licence}: {licence_url}",
                model=spec.title,
                licence=spec.licence,
                licence_url=spec.facts.licence_url,
            )
        with self._store.layout.locked(spec.id, cancel, report):
            if self._store.is_installed(spec):
                return  # another Aviary has installed it meanwhile
            hub = Hub(self._settings)
            try:
                _ModelTransfer(self._store, hub, spec, self._patience, cancel, report).run(
                    keeps_archive=self._keeps_archive, takes_other=other_accepted
                )
            except OSError as error:
                if is_disk_full(error):
                    raise StoreFull(
                        "There is not enough space to download {model}.",
                        repr(error),
                        model=spec.title,
                    ) from error
                raise not_writable(self._store.folder, error) from error
            finally:
                hub.close()


class _ModelTransfer:
    """The download of one model."""

    def __init__(
        self,
        store: ModelStore,
        hub: Hub,
        spec: ModelSpec,
        patience: Patience,
        cancel: CancelToken,
        report: Report,
    ) -> None:
        self._layout = store.layout
        self._hub = hub
        self._spec = spec
        self._cancel = cancel
        self._report = report
        self._partial = store.layout.partial(spec.id)
        self._sidecar = store.layout.sidecar(spec.id)
        self._transfer = Transfer(hub, self._partial, patience, cancel, report)

    def run(self, *, keeps_archive: bool, takes_other: bool) -> None:
        """Run all steps, from the first request to the installed model."""
        self._report(ModelProgress(Phase.CONNECTING))
        raise_if_foreign(self._layout, self._spec.id)
        for path in (self._partial, self._sidecar):
            if is_link(path):
                delete(path)  # links are never followed
        remote = self._known(takes_other=takes_other)
        self._forget_another_file(remote.whole)
        self._check_room(remote.whole)
        fetch(self._transfer, self._partial, remote)
        self._install(remote)
        if keeps_archive and not remote.is_pack:  # of several files none differs from its original
            archive = self._layout.archive(self._spec.id)
            if os.path.lexists(archive):
                raise NotAviarys(
                    "The downloaded archive cannot be kept: “{archive}” already exists.",
                    archive=archive,
                )
            retry_while_in_use(lambda: self._partial.rename(archive))
        delete(self._partial)
        delete(self._sidecar)

    def _known(self, *, takes_other: bool) -> RemoteModel:
        """Return the pinned files, if there are."""
        pin = pin_of(self._spec)
        if pin is None or takes_other:
            return self._describe()
        try:
            remote = self._describe(pin.revision)
        except HubFileMissing:
            remote = self._describe()  # mirrors may have only the newest revision
        return replace(remote, files=checked(remote.files, pin, self._hub.host))

    def _describe(self, revision: str | None = None) -> RemoteModel:
        while True:
            try:
                return describe(self._hub, self._spec, revision)
            except TransientError as problem:
                self._transfer.pause(problem)

    def _forget_another_file(self, remote: RemoteFile) -> None:
        """Keep the partial download only if it belongs to this file."""
        try:
            known = convert(json.loads(self._sidecar.read_bytes()), RemoteFile)
        except (OSError, ValueError):
            known = None
        same = known is not None and (known.sha256, known.bytes) == (remote.sha256, remote.bytes)
        # Without a checksum, the revision must match.
        is_sure = remote.sha256 or (known and known.revision == remote.revision)
        if same and is_sure and self._transfer.arrived_bytes() <= remote.bytes:
            return
        delete(self._partial)
        try:
            write_atomically(self._sidecar, _note(remote))
        except NotWritable as error:
            raise not_writable(self._layout.root, OSError(0, error.detail)) from error

    def _check_room(self, remote: RemoteFile) -> None:
        """Check that the rest of the archive and the unpacked model fit, before downloading."""
        needed = remote.bytes - self._transfer.arrived_bytes() + remote.bytes
        free = shutil.disk_usage(self._layout.root).free
        if needed > free:
            raise StoreFull(
                "Downloading and unpacking {model} needs {needed:.1f} GB; {free:.1f} GB are free "
                "on the drive of the models folder.",
                model=self._spec.title,
                needed=needed / 1e9,
                free=free / 1e9,
            )

    def _install(self, remote: RemoteModel) -> None:
        def check(unpacked: Unpacked) -> ArchiveSource:
            if not remote.is_same(unpacked):
                raise self._damaged(f"{unpacked} is not {remote}")
            whole = remote.whole
            if remote.is_pack:  # an archive of our own making, which nobody else has
                unpacked = Unpacked.from_files(unpacked.folder, unpacked.files)
            return ArchiveSource(
                Origin.HUB,
                KNOWN.without(whole.url),
                unpacked.archive_bytes,
                unpacked.archive_sha256,
                whole.revision,
            )

        try:
            installation.install(
                self._partial, self._spec, self._layout, check, self._cancel, self._report
            )
        except DownloadDamaged:
            delete(self._partial)
            raise
        except ModelUnsafe:  # complete, so another download would not help
            delete(self._partial)
            raise
        except ModelInvalid as error:
            # An archive that cannot be unpacked was most likely damaged in transit.
            delete(self._partial)
            raise self._damaged(f"{error.message} {error.detail}") from error

    def _damaged(self, detail: str) -> AppError:
        return DownloadDamaged(
            "The downloaded file of {model} is not the one that the server announced; it was "
            "deleted.",
            detail,
            model=self._spec.title,
        )


def _note(remote: RemoteFile) -> bytes:
    """Return the note on which file a partial download belongs to, without secrets."""
    told = asdict(replace(remote, url=KNOWN.without(remote.url)))
    return json.dumps({name: told[name] for name in SIDECAR_KEYS}).encode()
