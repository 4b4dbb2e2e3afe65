"""Exception hierarchy; each error has a user message and a remedy.

AppError
  MediaError
    MediaMissing         the file is gone
    MediaUnreadable      FFmpeg cannot read it
    MediaEmpty           no byte, or no sample
    MediaProtected       encrypted (DRM)
    MediaInUse           another program holds it
    NoAudioTrack         a video without sound
    NoMediaFound         a folder without recordings
  ModelError
    ModelNotInstalled    not downloaded yet
      StarterMissing     the one that comes with the program
    ModelInvalid         the .nemo is not a speech model, or damaged
    ModelInUse           another program holds one of its files
    ModelUnknown         no such id
    ...                  and all about fetching and keeping one: core/model_errors.py
    LanguageUnsupported  the model does not have it
    TimestampsUnsupported
  HardwareError
    GpuUnavailable       CUDA asked for, none there
    OutOfMemory
    SleepRefused         the computer did not go to sleep
    GpuSetUpFailed       a build for the GPU did not arrive, or does not work here
    GpuNoRoom            there is no room for such a build; also a DiskFull
    GpuStartFailed       the build in use could not be started
  ExportError
    NotWritable
      NotAFolder         a file where a folder was named
    DiskFull
    IsARecording         the transcript would replace a recording
    NameTaken            a file is there already
    NoTimes              subtitles from a transcript without times
    FormatUnknown
  CopyHangs              another copy runs and does not answer
  StrangeCopy            what answers in a running copy's place is not this user's Aviary
  EngineError            the model failed on this file
  UnexpectedError        a bug; `detail` holds the traceback
Cancelled                not an error: the user asked
"""

import traceback
from enum import StrEnum
from typing import ClassVar

from desktop_app.core.causes import root_cause


class Action(StrEnum):
    """The button that the window shows beside an error."""

    NONE = "none"
    RETRY = "retry"
    REMOVE = "remove"
    USE_CPU = "use_cpu"
    CHOOSE_MODEL = "choose_model"
    CHOOSE_FOLDER = "choose_folder"
    COPY_DETAILS = "copy_details"
    DIAGNOSE = "diagnose"
    MANAGE_MODELS = "manage_models"
    ACCEPT_FILE = "accept_file"
    ENTER_TOKEN = "enter_token"  # noqa: S105 - a button's name


class AppError(Exception):
    """An error with a message for the user.

    Attributes:
        message: what happened and why, one sentence with a full stop.
        detail: the technical cause, for "Details".
        title: the problem in three or four words.
        remedy: what to do next, one sentence; the class's own unless a better one is given.
        typed_remedy: the remedy for a terminal, which has no buttons or menus; empty if `remedy`
            fits there too.
        action: the button that applies the remedy.
    """

    title: ClassVar[str] = ""
    remedy: str = ""
    typed_remedy: ClassVar[str] = ""
    action: ClassVar[Action] = Action.NONE

    def __init__(self, message: str, detail: str = "", remedy: str = "") -> None:
        super().__init__(message, detail, remedy)
        self.message = message
        self.detail = detail
        self.remedy = remedy or type(self).remedy

    def __str__(self) -> str:
        """Return the message alone."""
        return self.message

    @property
    def sentence(self) -> str:
        """The message and the remedy, in one line."""
        return f"{self.message} {self.remedy}".strip()

    @property
    def typed_sentence(self) -> str:
        """The message and the remedy for a terminal, in one line."""
        return f"{self.message} {self.typed_remedy or self.remedy}".strip()


class MediaError(AppError):
    """Base class of problems with a recording."""


class MediaMissing(MediaError):
    """The file is gone."""

    title = "File not found"
    remedy = "Check its name and folder; if it was moved, put it back and retry."
    typed_remedy = "Check its name and folder."
    action = Action.RETRY


class MediaUnreadable(MediaError):
    """FFmpeg finds no media in the file, or the user may not read it."""

    title = "Not a readable recording"
    remedy = "Open it in a media player to check it, or export it again as WAV or MP3."
    action = Action.REMOVE


class MediaEmpty(MediaError):
    """The file has no bytes or no samples."""

    title = "Empty file"
    remedy = "Copy the recording again from where it came from."
    action = Action.REMOVE


class MediaProtected(MediaError):
    """The file is encrypted (DRM)."""

    title = "Copy-protected file"
    remedy = "Only the program it was bought with can play it; use an unprotected copy."
    action = Action.REMOVE


class MediaInUse(MediaError):
    """Another program holds the file."""

    title = "File in use"
    remedy = "Close the program that uses it, or wait for a copy or synchronisation to end."
    action = Action.DIAGNOSE


class NoAudioTrack(MediaError):
    """The file is a video or picture without sound."""

    title = "No sound in this file"
    remedy = "Choose a file with an audio track."
    action = Action.REMOVE


class NoMediaFound(MediaError):
    """The folder contains no recordings."""

    title = "No recordings found"
    remedy = "Choose a folder that holds audio or video files."


class ModelError(AppError):
    """Base class of problems with a speech model."""

    action = Action.CHOOSE_MODEL


class ModelNotInstalled(ModelError):
    """The model is in the catalogue but not on this computer."""

    title = "Model not installed"
    remedy = "Download or import it under Models > Manage models, or choose another model."
    typed_remedy = (
        "`aviary models list` has the names, and `aviary models download NAME` gets one of them."
    )
    action = Action.MANAGE_MODELS


class StarterMissing(ModelNotInstalled):
    """The bundled starter model is missing."""

    remedy = (
        "Repair the installation by running Aviary's installer again, or download another model "
        "under Models > Manage models."
    )
    typed_remedy = (
        "Repair the installation by running Aviary's installer again, or get another model with "
        "`aviary models download`."
    )


class ModelInvalid(ModelError):
    """The file is not a NeMo speech model, or it is damaged."""

    title = "Not a usable model"
    remedy = "Choose another model, or get the .nemo file again."


class ModelInUse(ModelError):
    """Another program holds one of the model's files."""

    title = "Model file in use"
    remedy = "Wait for a virus scan or a copy to end, then retry."
    action = Action.DIAGNOSE


class ModelUnknown(ModelError):
    """No model has that id."""

    title = "Unknown model"
    remedy = "See `aviary models list`, or give the path of a .nemo file."


class LanguageUnsupported(ModelError):
    """The model does not support the requested language."""

    title = "Language not available"
    remedy = "Choose one of the model's languages, or another model."


class TimestampsUnsupported(ModelError):
    """The model gives no timestamps, or none as fine as requested."""

    title = "Times not available"
    remedy = "Choose times that the model can give, or another model."


class HardwareError(AppError):
    """Base class of problems with the hardware."""


class GpuUnavailable(HardwareError):
    """CUDA was requested and is not available."""

    title = "No usable NVIDIA GPU"
    remedy = "Use the CPU, or install a current NVIDIA driver."
    typed_remedy = "Use --device cpu, or install a current NVIDIA driver."
    action = Action.USE_CPU


class OutOfMemory(HardwareError):
    """The model and the audio do not fit into memory."""

    title = "Not enough memory"
    remedy = "Close other programs or choose a smaller model, then retry."
    typed_remedy = (
        "Close other programs, or try again with a smaller --batch-size or a smaller model."
    )
    action = Action.RETRY


class ExportError(AppError):
    """Base class of problems with writing a transcript."""


class NotWritable(ExportError):
    """The file or folder cannot be written."""

    title = "Cannot write there"
    remedy = "Choose another folder."
    action = Action.CHOOSE_FOLDER


class NotAFolder(NotWritable):
    """The output folder's name belongs to a file."""

    title = "Not a folder"
    remedy = "Choose a folder."


class IsARecording(ExportError):
    """The transcript would have replaced a recording."""

    title = "That is a recording"
    remedy = "Choose another name."
    action = Action.CHOOSE_FOLDER


class NameTaken(ExportError):
    """A file of that name exists and may not be replaced."""

    title = "The file is there already"
    remedy = "Choose another name, or say --overwrite."


class DiskFull(ExportError):
    """The disk is full."""

    title = "Disk full"
    remedy = "Free some space or choose another drive."
    action = Action.CHOOSE_FOLDER


class NoTimes(ExportError):
    """A subtitle needs times and the transcript has none."""

    title = "No times for subtitles"
    remedy = "Export as text, or transcribe again with times."


class FormatUnknown(ExportError):
    """No export format has that name."""

    title = "Unknown format"
    remedy = "Choose one of the formats that Aviary writes."


class EngineError(AppError):
    """The model failed on this file."""

    title = "Recognition failed"
    remedy = "Retry; if it fails again, copy the details and report them."
    typed_remedy = (
        "Try again; if it fails again, report it with the file of `aviary doctor --save`."
    )
    action = Action.RETRY


class UnexpectedError(AppError):
    """A bug in Aviary; `detail` holds the traceback."""

    title = "Something unexpected happened"
    remedy = "Retry; if it happens again, copy the details and report them."
    typed_remedy = (
        "Try again; if it happens again, report it with the file of `aviary doctor --save`."
    )
    action = Action.COPY_DETAILS

    @classmethod
    def wrap(cls, error: BaseException) -> "UnexpectedError":
        """Wrap any exception: name its root cause and keep the traceback."""
        root = root_cause(error)
        said = str(root).strip().splitlines()
        cause = f"{type(root).__name__}: {said[0]}" if said else type(root).__name__
        detail = "".join(traceback.format_exception(error))
        return cls(f"Aviary met an error it did not expect ({cause}).", detail)


# How torch ("DefaultCPUAllocator: not enough memory", on Linux "can't allocate memory"), CUDA,
# cuBLAS and cuDNN say that memory ran out; the last one is oneDNN's.
MEMORY_WORDS = (
    "out of memory",
    "not enough memory",
    "can't allocate memory",
    "alloc_failed",
    "bad allocation",
    "could not create a primitive",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether this error itself reports that RAM or GPU memory ran out."""
    if isinstance(error, MemoryError | OutOfMemory):
        return True
    if type(error).__name__ == "OutOfMemoryError":  # torch's, which must not be imported for this
        return True
    words = str(error).lower()
    return isinstance(error, RuntimeError) and any(word in words for word in MEMORY_WORDS)


class Cancelled(Exception):
    """The user asked to stop; never shown as an error."""


class CopyHangs(AppError):
    """Another running copy does not answer."""

    title = "Aviary is already running"
    remedy = "Wait a moment and try again; if that does not help, end it in the task manager."


class StrangeCopy(AppError):
    """Another program has taken the name of the running copy's channel."""

    title = "Something else answers for Aviary"
    remedy = (
        "It was told nothing. Open the files from Aviary's own window, or close Aviary, end the "
        "other program, and start Aviary again."
    )


class SleepRefused(HardwareError):
    """The system did not let the computer sleep."""

    title = "Still awake"
    remedy = "Everything is transcribed; put it to sleep by hand if you like."


class GpuSetUpFailed(HardwareError):
    """The GPU build of torch could not be fetched, or does not work on this computer."""

    title = "The GPU is not in use"
    remedy = "Aviary goes on with the processor."


class GpuNoRoom(HardwareError, DiskFull):
    """The drive has no room for the GPU build of torch."""

    title = "Disk full"
    remedy = "Free some space on the drive of Aviary's data, then try again."
    action = Action.NONE


class GpuStartFailed(HardwareError):
    """The GPU build of torch worked when it was set up, and could not be started now."""

    title = "The GPU could not be used"
    remedy = (
        "Close Aviary and start it again: it then uses the processor. Help > Use my NVIDIA GPU "
        "sets the GPU up again."
    )
    typed_remedy = "Try again: the processor is used from now on."
