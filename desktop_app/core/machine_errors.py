"""What can go wrong with the machine's own state, beside Aviary's work.

HardwareError
  SleepRefused           the computer did not go to sleep
"""

from desktop_app.core.errors import HardwareError


class SleepRefused(HardwareError):
    """The system did not let the computer sleep."""

    title = "Still awake"
    remedy = "Everything is transcribed; put it to sleep by hand if you like."
