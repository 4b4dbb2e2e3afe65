"""Errors of downloading, checking, moving and deleting models.

ModelError
  ModelInvalid
    ModelDamaged         its files are not what they were when it was installed
    ModelUnsafe          it asks for code, or for files that are not its own
  ModelBusy              it is at work, or another Aviary is busy with it
  StoreNotWritable       the folder of models is read-only, or gone
  NotAviarys             a foreign file or folder has the model's place
  NotConfirmed           the deletion was not confirmed
  StoreFixed             something other than the settings sets the models folder
  StoreFull              its drive has no room for the model; also a DiskFull
  LicenceNotAccepted
  DownloadError          a partial download stays, and the next try resumes it
    HubUnreachable       no connection, or it broke down again and again
    HubBusy              429 or 5xx, and still so after several tries
    HubRefused           401 or 403: gated, or the token is wrong
    HubFileMissing       404: moved or renamed
    CertificateUntrusted
    UnsafeConnection     the way leads from https to an address that anybody can listen to
    OtherFile            it is not the file that this version of Aviary knows
    DownloadDamaged      the file that arrived is not the one that was announced
"""

from desktop_app.core.errors import Action, DiskFull, ModelError, ModelInvalid
from desktop_app.core.sentences import Marked


class ModelDamaged(ModelInvalid):
    """The model's files changed or went missing since they were installed."""

    title = Marked("Model damaged")
    remedy = Marked("It was set aside; download or import it again under Models > Manage models.")
    typed_remedy = Marked(
        "It was set aside; add it again with `aviary models download` or `import`."
    )
    action = Action.MANAGE_MODELS


class ModelUnsafe(ModelInvalid):
    """Opening the model would run code or touch other files; nothing was run."""

    title = Marked("Model not safe to open")
    remedy = Marked("Get it from its makers, or choose another model; none of its code was run.")


class ModelBusy(ModelError):
    """The model is in use by a job or by another Aviary."""

    title = Marked("Model in use")
    remedy = Marked("Stop the transcription, or wait for the other program, then try again.")
    action = Action.RETRY


class StoreNotWritable(ModelError):
    """The models folder cannot be written."""

    title = Marked("Models folder not writable")
    remedy = Marked(
        "Move the models under Models > Manage models, or ask for permission to write there."
    )
    typed_remedy = Marked(
        "Choose another folder with AVIARY_MODELS, or ask for permission to write there."
    )
    action = Action.MANAGE_MODELS


class NotAviarys(ModelError):
    """A file or folder that Aviary did not create is in the way and stays."""

    title = Marked("Name already taken")
    remedy = Marked("Move or rename it, then try again.")
    action = Action.RETRY


class NotConfirmed(ModelError):
    """The deletion was listed and not confirmed."""

    title = Marked("Not deleted")
    remedy = Marked("Check the list and confirm that it may be deleted.")
    typed_remedy = Marked("To delete what is listed, answer y or add --yes.")


class StoreFull(ModelError, DiskFull):
    """The drive of the models folder has no room for a model."""

    title = Marked("No space for the model")
    remedy = Marked(
        "Free some space on that drive; or move the models to another drive, or delete some, "
        "under Models > Manage models."
    )
    typed_remedy = Marked(
        "Free some space on that drive, or see `aviary models clean`, `remove` and `move`."
    )
    action = Action.MANAGE_MODELS


class StoreFixed(ModelError):
    """The models cannot be moved, because something other than the settings sets their folder."""

    title = Marked("Models cannot be moved")
    remedy = Marked(
        "Start Aviary without that and move the models then, or copy the folder yourself."
    )


class LicenceNotAccepted(ModelError):
    """The licence must be accepted first."""

    title = Marked("Licence not accepted yet")
    remedy = Marked("Read the licence and accept it, then start the download again.")
    typed_remedy = Marked("Read the licence; to accept it, add --accept-licence.")
    action = Action.MANAGE_MODELS


class DownloadError(ModelError):
    """The download failed; `Action.RETRY` resumes it."""

    action = Action.RETRY


class HubUnreachable(DownloadError):
    """The server cannot be reached, or the connection keeps breaking."""

    title = Marked("No connection")
    remedy = Marked(
        "Check the internet connection, and the proxy and mirror under Connection, then try "
        "again; what was downloaded so far is kept."
    )


class HubBusy(DownloadError):
    """The server is busy (429 or 5xx)."""

    title = Marked("Server busy")
    remedy = Marked("Wait a few minutes, then try again; what was downloaded so far is kept.")


class HubRefused(DownloadError):
    """The server refuses access (401 or 403)."""

    title = Marked("Access refused")
    remedy = Marked(
        "Accept the model's conditions on its web page, create an access token there and enter it "
        "here; the download then continues."
    )
    typed_remedy = Marked(
        "Accept the model's conditions on its web page, create an access token there, set the "
        "variable HF_TOKEN to it, then try again."
    )
    action = Action.ENTER_TOKEN


class HubFileMissing(DownloadError):
    """The model's file is not on the server (404)."""

    title = Marked("Model not found on the server")
    remedy = Marked("Check the mirror under Connection, or import the model from elsewhere.")


class CertificateUntrusted(DownloadError):
    """The certificate is not trusted; a company's proxy may be intercepting the connection."""

    title = Marked("Certificate not trusted")
    remedy = Marked(
        "Ask your administrator to install the company's certificate in this system, check the "
        "computer's date, or import the model from elsewhere."
    )


class UnsafeConnection(DownloadError):
    """A server redirects from https to an unencrypted address."""

    title = Marked("Connection not safe")
    remedy = Marked(
        "Nothing was sent there. Check the mirror under Connection, try again from another "
        "network, or import the model from elsewhere."
    )


class OtherFile(DownloadError):
    """The server's file is not the version that Aviary knows."""

    title = Marked("Not the expected file")
    remedy = Marked(
        "If you trust that server, use its file anyway; or check the mirror under Connection, or "
        "import the model from elsewhere."
    )
    typed_remedy = Marked(
        "If you trust that server, add --accept-other-file to use its file anyway; or import the "
        "model from elsewhere."
    )
    action = Action.ACCEPT_FILE


class DownloadDamaged(DownloadError):
    """The downloaded file does not match its checksum or size."""

    title = Marked("Download damaged")
    remedy = Marked(
        "Start it again. If that does not help, a proxy or virus scanner is changing downloads: "
        "import the model from elsewhere."
    )
