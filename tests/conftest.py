"""What every test stands on: its own folders, no display, no network, nothing left behind."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before Qt is imported: widgets are tested without a screen; end-to-end tests start their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Aviary's folders for the whole run, so that no test sees or writes the user's."""
    before = os.environ.get("AVIARY_HOME")
    os.environ["AVIARY_HOME"] = str(tmp_path_factory.mktemp("aviary-home"))
    yield
    if before is None:
        del os.environ["AVIARY_HOME"]
    else:
        os.environ["AVIARY_HOME"] = before


@pytest.fixture(scope="session")
def imports_not_collected() -> Iterator[None]:
    """What imports made is left out of collecting garbage, which else takes a tenth of a second."""
    gc.freeze()
    yield
    gc.unfreeze()
