"""Delivers signals to their slots in another order than that in which they were connected."""

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Signal

# From the slots of a signal, as they were connected, to those in the order of delivery.
Order = Callable[[Sequence[Any]], Sequence[Any]]

# The classes whose signals several others listen to, by the places where they are looked up.
BELOW_THE_WINDOW = (
    *(
        f"desktop_app.app.window.{name}"
        for name in (
            "EngineThread", "Intake", "JobListModel", "ModelManager", "Preferences",
            "ShownTranscript", "StoreView", "TranscriptionController",
        )
    ),
    "desktop_app.app.models.store_view.ModelListModel",
    "desktop_app.app.models.store_view.ModelRowsModel",
    "desktop_app.app.power.power.RunWatch",
)  # fmt: skip
IN_THE_WINDOW = ("desktop_app.ui.transcript.page.TranscriptView",)


def last_first(slots: Sequence[Any]) -> Sequence[Any]:
    """The slot that was connected last is called first."""
    return slots[::-1]


def shuffled(seed: int) -> Order:
    """Some order, the same for the same seed and number of slots."""

    def order(slots: Sequence[Any]) -> Sequence[Any]:
        return Random(f"{seed} {len(slots)}").sample(slots, len(slots))

    return order


class ReorderedSignal:
    """A signal of one object; connections get their place by the order."""

    def __init__(self, real: Any, order: Order) -> None:
        self._real = real
        self._order = order
        self._connected: list[tuple[Any, tuple[Any, ...]]] = []
        self.emit = real.emit

    def connect(self, slot: Any, *kind: Any) -> None:
        """Connect a slot, and reconnect all earlier ones."""
        for one, _kind in self._connected:
            self._real.disconnect(one)
        self._connected.append((slot, kind))
        for one, its_kind in self._order(self._connected):
            self._real.connect(one, *its_kind)

    def disconnect(self, slot: Any) -> None:
        """Disconnect a slot."""
        self._real.disconnect(slot)
        self._connected = [(one, kind) for one, kind in self._connected if one != slot]

    def forget(self) -> None:
        """Hold no slots any more: they hold the signal's object."""
        self._connected.clear()


@contextmanager
def reordered(places: Sequence[str], order: Order | None) -> Iterator[None]:
    """Have the objects that are made meanwhile deliver their signals in another order.

    Args:
        places: their classes.
        order: the order; None for that in which they were connected.
    """
    made: list[ReorderedSignal] = []
    with pytest.MonkeyPatch.context() as patches:
        for place in places if order is not None else ():
            patches.setattr(place, _reordered(place, order or last_first, made))
        yield
    for signal in made:
        signal.forget()


def _reordered(place: str, order: Order, made: list[ReorderedSignal]) -> type[Any]:
    module, _, name = place.rpartition(".")
    real: type[Any] = getattr(importlib.import_module(module), name)
    signals = [one for one in dir(real) if isinstance(getattr(real, one, None), Signal)]

    def init(self: Any, *args: Any, **options: Any) -> None:
        real.__init__(self, *args, **options)
        for one in signals:
            made.append(ReorderedSignal(getattr(self, one), order))
            setattr(self, one, made[-1])

    return type(name, (real,), {"__init__": init})
