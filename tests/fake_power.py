"""A computer whose sleep is under the test's control."""

from desktop_app.core.errors import SleepRefused
from desktop_app.system.power import SleepControl


class FakePower:
    """Notes who holds it awake and who sends it to sleep.

    Attributes:
        is_held: whether something holds it awake.
        holds: how often something did.
        sleeps: how often it was sent to sleep.
        problem: why it cannot sleep.
        refusal: why it refuses when it is asked.
    """

    def __init__(self) -> None:
        self.is_held = False
        self.holds = 0
        self.sleeps = 0
        self.problem = ""
        self.refusal: SleepRefused | None = None

    def begin(self) -> None:
        self.holds += 1
        self.is_held = True

    def end(self) -> None:
        self.is_held = False

    def sleep_control(self) -> SleepControl:
        return SleepControl(lambda: self.problem, self._sleep)

    def _sleep(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.sleeps += 1
