"""Every label and sentence about what the computer does while and after Aviary works."""

from desktop_app.app.settings import WhenFinished
from desktop_app.core.sentences import plural, tr

WHEN_FINISHED = tr("When &finished")
FREE_MEMORY_NOW = tr("&Free memory now")

FINISH_CHOICES = {
    WhenFinished.NOTHING: tr("Do &nothing"),
    WhenFinished.SLEEP: tr("Put the computer to &sleep"),
}

NO_SLEEP = tr("Sleep is not available on this computer.")
NEVER = tr("Never")
AFTER_AN_HOUR = tr("After 1 hour")
MINUTES_PER_HOUR = 60
SLEEP_TITLE = tr("Everything is transcribed")
SLEEP_NOW = tr("Sleep now")
CANCEL = tr("Cancel")
LEFT_AWAKE = tr("Everything is transcribed. The computer stays on, because a window is still open.")


def minutes(number: int) -> str:
    """After how many minutes the memory of an idle model is freed; 0 for never."""
    if number == 0:
        return NEVER
    if number == MINUTES_PER_HOUR:
        return AFTER_AN_HOUR
    return plural(number, "After {count} minute", "After {count} minutes")


def countdown(seconds: int) -> str:
    """What the dialog says."""
    return plural(
        seconds,
        "The computer will sleep in {count} second.",
        "The computer will sleep in {count} seconds.",
    )
