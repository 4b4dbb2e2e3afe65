"""What can go wrong with the machine's own state, beside Aviary's work.

HardwareError
  SleepRefused           the computer did not go to sleep
AppError
  CopyHangs              another copy runs and does not answer
"""

from desktop_app.core.errors import AppError, HardwareError


class CopyHangs(AppError):
    """Another copy runs and does not answer."""

    title = "Aviary is already running"
    remedy = "Wait a moment and try again; if that does not help, end it in the task manager."


class SleepRefused(HardwareError):
    """The system did not let the computer sleep."""

    title = "Still awake"
    remedy = "Everything is transcribed; put it to sleep by hand if you like."
