"""State and actions of antivirus exclusions; Windows is queried in side threads."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.settings import Preferences
from desktop_app.core.errors import AppError
from desktop_app.core.sentences import tr
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import foreign_paths
from desktop_app.system.antivirus.excludable import IS_THE_USERS, judged
from desktop_app.system.antivirus.exclusion import (
    Outcome,
    Pace,
    exclude,
    measure,
    take_back,
)
from desktop_app.system.antivirus.state import (
    AntivirusState,
    Listed,
    WindowsSystem,
    antivirus_state,
    listed_exclusion,
)
from desktop_app.system.folders import RESOURCES, TEMPORARY

logger = logging.getLogger(__name__)


def program_folder() -> Path:
    """Return the program's own folder."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else RESOURCES.parent


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of one check.

    Attributes:
        state: the registered products, and Microsoft Defender.
        models: the models folder that was checked.
        real: its canonical path, which exclusions refer to.
        objection: why it must not be excluded; "" if it may.
        models_listed: whether it is excluded, as far as this user may see.
        program_listed: whether the program's folder is excluded.
        pace: speed of writing files in the models folder; None if not writable.
    """

    state: AntivirusState
    models: Path
    real: PurePath
    objection: str
    models_listed: Listed
    program_listed: Listed
    pace: Pace | None


class AntivirusGuide(QObject):
    """Query Windows, remember the first check, and change the exclusion on request.

    Signals:
        changed: the state to show has changed.
        failed: an unexpected error.

    Args:
        system: Windows; None on other systems.
        models: returns the current models folder.
        preferences: stores whether the hint was dismissed.
        tasks: for slow calls.
        program: the program's folder; None for this program's.
        pace_in: measures the speed of writing files in a folder.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        system: WindowsSystem | None,
        models: Callable[[], Path],
        preferences: Preferences,
        tasks: SideTasks,
        program: Path | None = None,
        pace_in: Callable[[Path], Pace] = measure,
    ) -> None:
        super().__init__()
        self._system = system
        self._models = models
        self._preferences = preferences
        self._tasks = tasks
        self._pace_in = pace_in
        self.program = program or program_folder()
        self.findings: Findings | None = None
        # The pace before any change, by folder: models may be moved meanwhile.
        self._first_paces: dict[Path, Pace] = {}
        self._excluded: set[Path] = set()
        self.outcome: Outcome | None = None
        self.is_busy = False

    @property
    def is_needed(self) -> bool:
        """Whether this system can have an antivirus product to set up."""
        return self._system is not None

    @property
    def wants_hint(self) -> bool:
        """Whether to show the hint about exclusions."""
        return self.is_needed and not self._preferences.current.antivirus_hint_dismissed

    @property
    def models(self) -> Path:
        """The models folder."""
        return self._models()

    @property
    def objection(self) -> str:
        """Why the models folder must not be excluded; "" if it may."""
        return self._known.objection if self._known else ""

    @property
    def real(self) -> PurePath:
        """The canonical path of the models folder, if already known."""
        return self._known.real if self._known else self.models

    @property
    def may_exclude(self) -> bool:
        """Whether the folder was checked and may be excluded."""
        return not self.is_busy and self._known is not None and not self._known.objection

    @property
    def _known(self) -> Findings | None:
        """The findings about the current models folder, which may have moved since."""
        found = self.findings
        return found if found is not None and found.models == self.models else None

    @property
    def first_pace(self) -> Pace | None:
        """The pace in this folder at the first check."""
        return self._first_paces.get(self.models)

    @property
    def is_excluded_by_us(self) -> bool:
        """Whether Windows has confirmed the exclusion since the program was started."""
        return self.models in self._excluded

    def dismiss_hint(self) -> None:
        """Never show the hint again."""
        self._preferences.change(antivirus_hint_dismissed=True)

    def check(self) -> None:
        """Query Windows; emits `changed` when done."""
        system = self._system
        if system is None or self.is_busy:
            return
        models, program = self.models, self.program

        def work() -> Findings:
            real, objection = judged(models, system.places)
            return Findings(
                antivirus_state(system),
                models,
                real,
                objection or (tr(IS_THE_USERS) if foreign_paths(StoreLayout(models)) else ""),
                listed_exclusion(real, system.registry),
                listed_exclusion(program, system.registry),
                self._pace(models),
            )

        self._begin()
        self._tasks.run(work, self._on_found, self._on_failed)

    def exclude(self) -> None:
        """Exclude the models folder; Windows asks the user."""
        if self.may_exclude:
            self._change(exclude, is_excluded=True)

    def take_back(self) -> None:
        """Remove the models folder's exclusion; Windows asks the user."""
        self._change(take_back, is_excluded=False)

    def _change(
        self, change: Callable[[Path, WindowsSystem], Outcome], *, is_excluded: bool
    ) -> None:
        system = self._system
        if system is None or self.is_busy:
            return
        models = self.models

        def done(outcome: Outcome) -> None:
            self.is_busy = False
            self.outcome = outcome
            if outcome is Outcome.DONE:
                (self._excluded.add if is_excluded else self._excluded.discard)(models)
                self.check()
            self.changed.emit()

        self.outcome = None
        self._begin()
        self._tasks.run(lambda: change(models, system), done, self._on_failed)

    def _begin(self) -> None:
        self.is_busy = True
        self.changed.emit()

    def _on_found(self, found: Findings) -> None:
        self.is_busy = False
        self.findings = found
        if found.pace is not None:
            self._first_paces.setdefault(found.models, found.pace)
        self.changed.emit()

    def _on_failed(self, error: AppError) -> None:
        self.is_busy = False
        self.changed.emit()
        self.failed.emit(error)

    def _pace(self, models: Path) -> Pace | None:
        # Not among the models, where its files would be shown as left-overs.
        temporary = models / TEMPORARY
        try:
            return self._pace_in(temporary if temporary.is_dir() else models)
        except OSError as error:
            logger.info("the pace in %s could not be measured: %s", models, error)
            return None
