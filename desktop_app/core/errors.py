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
    ModelInvalid         it is no usable model, or damaged
    ModelInUse           another program holds one of its files
    ModelUnknown         no such id
    WrongTask            it finds speakers, and text is wanted, or the other way
    ...                  and all about fetching and keeping one: core/model_errors.py
    LanguageUnsupported  the model does not have it
    TimestampsUnsupported
  HardwareError
    NoSoundOutput        no loudspeaker
    SoundSystemGone      the sound server stayed away
    SoundOutputGone      it was unplugged while playing
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
    NameTaken            the file exists
    NotPrinted           the printer takes nothing
    NoTimes              a format with times from a transcript without
    TemplateInvalid      the template of a file's name cannot be used
    FormatUnknown
  CopyHangs              another copy runs and does not answer
  StrangeCopy            what answers in a running copy's place is not this user's Aviary
  EngineError            the model failed on this file
  LibraryError           and its kinds: core/library_errors.py
  ImportFailed           and its kinds: core/import_errors.py
  UnexpectedError        a bug; `detail` holds the traceback
Cancelled                not an error: the user asked
"""

import traceback
from enum import StrEnum
from typing import ClassVar

from desktop_app.core.causes import root_cause
from desktop_app.core.sentences import Figure, Marked, tr


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
    LOCATE = "locate"
    ENTER_TOKEN = "enter_token"  # noqa: S105 - a button's name


class AppError(Exception):
    """An error with a message for the user.

    Attributes:
        template: what happened and why, one sentence with a full stop; its fields are named.
        arguments: what the fields stand for.
        message: the template, filled.
        detail: the technical cause, for "Details".
        title: the problem in three or four words.
        remedy: what to do next, one sentence; the class's own unless a better one is given.
        given_remedy: that better one, as it was given; "" if none was.
        typed_remedy: the remedy for a terminal, which has no buttons or menus; empty if `remedy`
            fits there too.
        action: the button that applies the remedy.
    """

    title = Marked("")
    remedy = Marked("")
    typed_remedy = Marked("")
    action: ClassVar[Action] = Action.NONE

    def __init__(
        self, template: str, /, detail: str = "", remedy: str = "", **arguments: object
    ) -> None:
        self.template = template
        self.arguments = arguments
        self.detail = detail
        self.given_remedy = remedy
        if remedy:
            vars(self)["remedy"] = tr(remedy)  # hides the class's own
        super().__init__(self.message, detail, remedy)

    def __str__(self) -> str:
        """Return the message alone."""
        return self.message

    @property
    def message(self) -> str:
        """What happened and why; without arguments the template as it is, braces included."""
        template = tr(self.template)
        if not self.arguments:
            return template
        figures = {n: Figure(v) for n, v in self.arguments.items() if isinstance(v, float)}
        return template.format(**(self.arguments | figures))

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

    title = Marked("File not found")
    remedy = Marked("If it was moved or renamed, say where it is now; or put it back and retry.")
    typed_remedy = Marked("Check its name and folder.")
    action = Action.LOCATE


class MediaUnreadable(MediaError):
    """FFmpeg finds no media in the file, or the user may not read it."""

    title = Marked("Not a readable recording")
    remedy = Marked("Open it in a media player to check it, or export it again as WAV or MP3.")
    action = Action.REMOVE


class MediaEmpty(MediaError):
    """The file has no bytes or no samples."""

    title = Marked("Empty file")
    remedy = Marked("Copy the recording again from where it came from.")
    action = Action.REMOVE


class MediaProtected(MediaError):
    """The file is encrypted (DRM)."""

    title = Marked("Copy-protected file")
    remedy = Marked("Only the program it was bought with can play it; use an unprotected copy.")
    action = Action.REMOVE


class MediaInUse(MediaError):
    """Another program holds the file."""

    title = Marked("File in use")
    remedy = Marked(
        "Close the program that uses it, or wait until it has been copied or synchronised."
    )
    action = Action.DIAGNOSE


class NoAudioTrack(MediaError):
    """The file is a video or picture without sound."""

    title = Marked("No audio in this file")
    remedy = Marked("Choose a file with an audio track.")
    action = Action.REMOVE


class NoMediaFound(MediaError):
    """The folder contains no recordings."""

    title = Marked("No recordings found")
    remedy = Marked("Choose a folder that holds audio or video files.")


class ModelError(AppError):
    """Base class of problems with a speech model."""

    action = Action.CHOOSE_MODEL


class ModelNotInstalled(ModelError):
    """The model is in the catalogue but not on this computer."""

    title = Marked("Model not installed")
    remedy = Marked("Download or import it under Models > Manage models, or choose another model.")
    typed_remedy = Marked(
        "`aviary models list` shows the names; `aviary models download NAME` downloads one."
    )
    action = Action.MANAGE_MODELS


class StarterMissing(ModelNotInstalled):
    """The bundled starter model is missing."""

    remedy = Marked(
        "Repair the installation by running Aviary's installer again, or download another model "
        "under Models > Manage models."
    )
    typed_remedy = Marked(
        "Repair the installation by running Aviary's installer again, or download another model "
        "with `aviary models download`."
    )


class ModelInvalid(ModelError):
    """It is not a model that Aviary can run, or it is damaged."""

    title = Marked("Not a usable model")
    remedy = Marked("Choose another model, or get its files again.")


class ModelInUse(ModelError):
    """Another program holds one of the model's files."""

    title = Marked("Model file in use")
    remedy = Marked("Wait until the virus scan or copy has finished, then retry.")
    action = Action.DIAGNOSE


class ModelUnknown(ModelError):
    """No model has that id."""

    title = Marked("Unknown model")
    remedy = Marked("See `aviary models list`, or give the path of a .nemo file.")


class WrongTask(ModelError):
    """The model finds speakers where one that writes text is needed, or the other way."""

    title = Marked("Not a model for this")
    remedy = Marked("Choose another model; see `aviary models list`.")


class LanguageUnsupported(ModelError):
    """The model does not support the requested language."""

    title = Marked("Language not available")
    remedy = Marked("Choose one of the model's languages, or another model.")


class TimestampsUnsupported(ModelError):
    """The model gives no timestamps, or none as fine as requested."""

    title = Marked("Times not available")
    remedy = Marked("Choose a time setting that the model supports, or another model.")


class HardwareError(AppError):
    """Base class of problems with the hardware."""


class NoSoundOutput(HardwareError):
    """The computer has no loudspeaker that can be used."""

    title = Marked("No sound")
    remedy = Marked("You can still read and correct the text.")


class SoundSystemGone(HardwareError):
    """The system's sound server went away, and cannot be used again by this process."""

    title = Marked("No sound")
    remedy = Marked(
        "Close Aviary and open it again to hear recordings. The text can be read and corrected."
    )


class SoundOutputGone(HardwareError):
    """The loudspeaker in use was unplugged, or plays nothing any more."""

    title = Marked("Playing is paused")
    remedy = Marked("Play again to hear it from the sound output that is there now.")


class GpuUnavailable(HardwareError):
    """CUDA was requested and is not available."""

    title = Marked("No usable NVIDIA GPU")
    remedy = Marked("Use the CPU, or install a current NVIDIA driver.")
    typed_remedy = Marked("Use --device cpu, or install a current NVIDIA driver.")
    action = Action.USE_CPU


class OutOfMemory(HardwareError):
    """The model and the audio do not fit into memory."""

    title = Marked("Not enough memory")
    remedy = Marked("Close other programs or choose a smaller model, then retry.")
    typed_remedy = Marked(
        "Close other programs, or try again with a smaller --batch-size or a smaller model."
    )
    action = Action.RETRY


class ExportError(AppError):
    """Base class of problems with writing a transcript."""


class NotWritable(ExportError):
    """The file or folder cannot be written."""

    title = Marked("Cannot write there")
    remedy = Marked("Choose another folder.")
    action = Action.CHOOSE_FOLDER


class NotAFolder(NotWritable):
    """The output folder's name belongs to a file."""

    title = Marked("Not a folder")
    remedy = Marked("Choose a folder.")


class IsARecording(ExportError):
    """The transcript would have replaced a recording."""

    title = Marked("That is a recording")
    remedy = Marked("Choose another name.")
    action = Action.CHOOSE_FOLDER


class NotPrinted(ExportError):
    """The printer takes nothing."""

    title = Marked("Not printed")
    remedy = Marked("Look at the printer, or export a PDF document.")


class NameTaken(ExportError):
    """A file of that name exists and may not be replaced."""

    title = Marked("File already exists")
    remedy = Marked("Choose another name.")
    typed_remedy = Marked("Choose another name, or add --overwrite.")


class DiskFull(ExportError):
    """The disk is full."""

    title = Marked("Disk full")
    remedy = Marked("Free some space or choose another drive.")
    action = Action.CHOOSE_FOLDER


class NoTimes(ExportError):
    """A format needs times and the transcript has none."""

    title = Marked("No times for this format")
    remedy = Marked("Export as text, or transcribe again with times.")


class TemplateInvalid(ExportError):
    """The template of a file's name cannot be used."""

    title = Marked("Name not usable")
    remedy = Marked(
        "The fields are name, date, time, model, language, speakers and format, each in braces."
    )


class FormatUnknown(ExportError):
    """No export format has that name."""

    title = Marked("Unknown format")
    remedy = Marked("Choose one of the formats that Aviary writes.")


class EngineError(AppError):
    """The model failed on this file."""

    title = Marked("Recognition failed")
    remedy = Marked("Retry; if it fails again, copy the details and report them.")
    typed_remedy = Marked(
        "Try again; if it fails again, report it with the file of `aviary doctor --save`."
    )
    action = Action.RETRY


class UnexpectedError(AppError):
    """A bug in Aviary; `detail` holds the traceback."""

    title = Marked("Unexpected error")
    remedy = Marked("Retry; if it happens again, copy the details and report them.")
    typed_remedy = Marked(
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
        return cls(tr("An unexpected error occurred ({cause})."), detail, cause=cause)


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

    title = Marked("Aviary is already running")
    remedy = Marked(
        "Wait a moment and try again; if that does not help, end it in the task manager."
    )


class StrangeCopy(AppError):
    """Another program has taken the name of the running copy's channel."""

    title = Marked("Another program in Aviary's place")
    remedy = Marked(
        "Nothing was sent to it. Open the files from Aviary's own window; or close Aviary, end "
        "the other program, and start Aviary again."
    )


class SleepRefused(HardwareError):
    """The system did not let the computer sleep."""

    title = Marked("Computer still on")
    remedy = Marked("Everything is transcribed; you can put the computer to sleep yourself.")


class GpuSetUpFailed(HardwareError):
    """The GPU build of torch could not be fetched, or does not work on this computer."""

    title = Marked("The GPU is not in use")
    remedy = Marked("Aviary continues on the CPU.")


class GpuNoRoom(HardwareError, DiskFull):
    """The drive has no room for the GPU build of torch."""

    title = Marked("Disk full")
    remedy = Marked("Free some space on the drive of Aviary's data, then try again.")
    action = Action.NONE


class GpuStartFailed(HardwareError):
    """The GPU build of torch worked when it was set up, and could not be started now."""

    title = Marked("The GPU could not be used")
    remedy = Marked(
        "Restart Aviary; it will then use the CPU. To set up the GPU again, choose Help > Use my "
        "NVIDIA GPU."
    )
    typed_remedy = Marked("Try again; from now on Aviary uses the CPU.")
