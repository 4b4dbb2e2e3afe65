"""Writes revision, size and checksum of the catalogue's models into the list of pins.

    python -m tools.pin_models [--endpoint ADDRESS] [--file FILE]

Before a release, and whenever a model of the catalogue is to be taken in a newer version. What the
hub says is written down, so it wants to be run where the connection to the hub is trusted, and the
difference to be looked at.
"""

import argparse
import json
import re
import sys
from pathlib import Path

from desktop_app.core.errors import AppError
from desktop_app.models.catalog import CATALOG
from desktop_app.models.pins import PINS_FILE
from desktop_app.net.hub import ENDPOINT, SHA256, Hub, HubSettings, TransientError

COMMIT = re.compile(r"[0-9a-f]{40}")


class NotPublishedError(Exception):
    """The hub does not say what is wanted, in a sentence."""


def pinned(endpoint: str) -> dict[str, dict[str, str | int]]:
    """The pins of all models that can be downloaded, by their ids.

    Raises:
        NotPublishedError: the hub tells no checksum or no revision of one.
        AppError, TransientError: it cannot be asked.
    """
    hub = Hub(HubSettings(endpoint=endpoint))
    found: dict[str, dict[str, str | int]] = {}
    try:
        for spec in CATALOG:
            if spec.repo_id is None:
                continue
            remote = hub.describe(spec.repo_id, spec.file_name)
            if not SHA256.fullmatch(remote.sha256) or not COMMIT.fullmatch(remote.revision):
                raise NotPublishedError(f"The hub tells no checksum or revision of {spec.id}.")
            found[spec.id] = {
                "repo": spec.repo_id,
                "file": spec.file_name,
                "revision": remote.revision,
                "sha256": remote.sha256,
                "bytes": remote.bytes,
            }
    finally:
        hub.close()
    return found


def main() -> int:
    """Pin all models; 1 with a sentence, and nothing changed, where one cannot be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", default=ENDPOINT)
    parser.add_argument("--file", type=Path, default=PINS_FILE)
    options = parser.parse_args()
    try:
        models = pinned(options.endpoint)
    except (NotPublishedError, AppError, TransientError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    text = json.dumps({"models": models}, indent=2) + "\n"
    options.file.write_text(text, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(models)} models pinned in {options.file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
