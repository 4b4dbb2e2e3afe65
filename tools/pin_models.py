"""Write revision, size and checksum of the catalogue's models into the list of pins.

    python -m tools.pin_models [--endpoint ADDRESS] [--file FILE]

Run it before a release, and to update a model of the catalogue. It records what the hub says, so
run it where the connection to the hub is trusted, and review the difference.
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
    """The hub lacks required information; the message says which."""


def pinned(endpoint: str) -> dict[str, dict[str, str | int]]:
    """Return the pins of all downloadable models, by id.

    Raises:
        NotPublishedError: the hub gives no checksum or no revision of one.
        AppError, TransientError: the hub cannot be queried.
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
    """Pin all models; return 1 with a message, changing nothing, if one cannot be."""
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
