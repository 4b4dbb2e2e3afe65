"""Track whether there is a real model beside the starter, and the first one's download."""

from PySide6.QtCore import QObject, Signal

from desktop_app.app.choices.installed import ModelListModel
from desktop_app.app.models.item_model import ModelRow, ModelRowsModel
from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import STARTER_ID


class FirstModel(QObject):
    """Follow the models until there is one for real recordings.

    Args:
        models: the models to choose from.
        rows: the state of each model.

    Signals:
        changed: there is a real model now, or none any more, or its download progressed.
    """

    changed = Signal()

    def __init__(
        self, models: ModelListModel, rows: ModelRowsModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._models = models
        self._rows = rows
        models.modelReset.connect(self.changed)
        rows.modelReset.connect(self.changed)
        rows.dataChanged.connect(self.changed)

    @property
    def recommended(self) -> ModelRow | None:
        """The model to download first: the first of the catalogue that can be downloaded."""
        wanted = next((spec for spec in self._models.specs() if spec.repo_id), None)
        return self._rows.get(wanted.id) if wanted else None

    @property
    def is_needed(self) -> bool:
        """Whether there is only the starter, and another can be downloaded."""
        return self.real("") is None and self.recommended is not None

    def real(self, chosen_id: str) -> ModelSpec | None:
        """The model for real recordings: the chosen one, else the first that is installed."""
        real = [spec for spec in self._models.installed() if spec.id != STARTER_ID]
        chosen = next((spec for spec in real if spec.id == chosen_id), None)
        return chosen or next(iter(real), None)
