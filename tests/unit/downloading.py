"""Downloading a small archive under Parakeet's name, and what must be true afterwards."""

from desktop_app.core.cancel import CancelToken
from desktop_app.core.model import ModelSpec
from desktop_app.core.model_progress import ModelProgress
from desktop_app.models.catalog import CATALOG
from desktop_app.models.download import Downloader
from desktop_app.models.maintenance import left_overs
from desktop_app.models.store import ModelStore
from desktop_app.net.hub import HubSettings
from desktop_app.net.transfer import Patience
from tests.hub_server import HubServer

SPEC = next(spec for spec in CATALOG if spec.id == "parakeet-tdt-0.6b-v3")
SIZE = 3_000_000
PATIENCE = Patience(tries=6, first_pause_s=0.02, longest_pause_s=1.5)


def repo(spec: ModelSpec) -> str:
    assert spec.repo_id
    return spec.repo_id


def downloader(
    store: ModelStore, hub: HubServer, token: str = "", stall_s: float = 5
) -> Downloader:
    settings = HubSettings(endpoint=hub.url, token=token, stall_s=stall_s)
    return Downloader(store, settings, patience=PATIENCE)


def fetch(store: ModelStore, hub: HubServer) -> list[ModelProgress]:
    seen: list[ModelProgress] = []
    downloader(store, hub).download(SPEC, CancelToken(), seen.append)
    return seen


def assert_good(store: ModelStore) -> None:
    """Installed, whole to the last bit, and nothing else left behind."""
    found = store.installed(SPEC)
    assert found is not None
    store.verify(found, CancelToken())
    assert left_overs(store.layout) == []
    assert store.layout.arrived_bytes(SPEC.id) == 0
