"""Every label and sentence about what the computer does while and after Aviary works."""

from desktop_app.app.settings import WhenFinished

WHEN_FINISHED = "When &finished"
FREE_MEMORY_AFTER = "Free memory &when idle"
FREE_MEMORY_NOW = "Free memory &now"

FINISH_CHOICES = {
    WhenFinished.NOTHING: "Do &nothing",
    WhenFinished.SLEEP: "Put the computer to &sleep",
}

NO_SLEEP = "This computer cannot be put to sleep."
SLEEP_TITLE = "Everything is transcribed"
SLEEP_COUNTDOWN = "The computer will sleep in {seconds} seconds."
SLEEP_COUNTDOWN_ONE = "The computer will sleep in 1 second."
SLEEP_NOW = "Sleep now"
CANCEL = "Cancel"
LEFT_AWAKE = "Everything is transcribed. The computer stays on, because a window is still open."


def minutes(number: int) -> str:
    """A choice of "Free memory when idle"."""
    if number == 0:
        return "&Never"
    return "After &1 hour" if number == 60 else f"After {number} minutes"  # noqa: PLR2004


def countdown(seconds: int) -> str:
    """What the dialog says."""
    return SLEEP_COUNTDOWN_ONE if seconds == 1 else SLEEP_COUNTDOWN.format(seconds=seconds)
