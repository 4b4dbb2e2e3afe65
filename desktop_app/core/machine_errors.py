"""What can go wrong with the machine's own state, beside Aviary's work.

HardwareError
  SleepRefused           the computer did not go to sleep
  GpuSetUpFailed         a build for the GPU did not arrive, or does not work here
  GpuNoRoom              there is no room for such a build; also a DiskFull
  GpuStartFailed         the build in use could not be started
AppError
  CopyHangs              another copy runs and does not answer
  StrangeCopy            what answers in a running copy's place is not this user's Aviary
"""

from desktop_app.core.errors import Action, AppError, DiskFull, HardwareError


class CopyHangs(AppError):
    """Another copy runs and does not answer."""

    title = "Aviary is already running"
    remedy = "Wait a moment and try again; if that does not help, end it in the task manager."


class StrangeCopy(AppError):
    """Something else has taken the name at which a running copy is found."""

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
    """A build of torch for the GPU did not arrive, or does not work on this computer."""

    title = "The GPU is not in use"
    remedy = "Aviary goes on with the processor."


class GpuNoRoom(HardwareError, DiskFull):
    """The drive of Aviary's own folder has no room for the GPU's build."""

    title = "Disk full"
    remedy = "Free some space on the drive of Aviary's data, then try again."
    action = Action.NONE


class GpuStartFailed(HardwareError):
    """The fetched build of torch, which worked when it was set up, could not be started."""

    title = "The GPU could not be used"
    remedy = (
        "Close Aviary and start it again: it then uses the processor. Help > Use my NVIDIA GPU "
        "sets the GPU up again."
    )
    typed_remedy = "Try again: the processor is used from now on."
