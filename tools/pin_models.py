"""Write revision, size and checksum of the catalogue's models into the list of pins.

    python -m tools.pin_models [--endpoint ADDRESS] [--file FILE]

Run it before a release, and to update a model of the catalogue. It records what the hub says, so
run it where the connection to the hub is trusted, and review the difference.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec
from desktop_app.models.catalog import CATALOG
from desktop_app.models.fetching import describe
from desktop_app.models.pins import PINS_FILE
from desktop_app.net.hub import ENDPOINT, SHA256, Hub, HubSettings, RemoteFile, TransientError

COMMIT = re.compile(r"[0-9a-f]{40}")


class NotPublishedError(Exception):
    """The hub lacks required information; the message says which."""


def pinned(endpoint: str) -> dict[str, dict[str, Any]]:
    """Return the pins of all downloadable models, by id.

    The hub tells no SHA-256 of small files: these are fetched.

    Raises:
        NotPublishedError: the hub gives no checksum or no revision of one.
        AppError, TransientError: the hub cannot be queried.
    """
    hub = Hub(HubSettings(endpoint=endpoint))
    found: dict[str, dict[str, Any]] = {}
    try:
        for spec in CATALOG:
            if spec.repo_id is None:
                continue
            remote = describe(hub, spec, None)
            revision = remote.whole.revision
            if not COMMIT.fullmatch(revision):
                raise NotPublishedError(f"The hub tells no revision of {spec.id}.")
            files = [
                {"file": name, "sha256": _sha256(hub, spec, one), "bytes": one.bytes}
                for name, one in remote.files.items()
            ]
            found[spec.id] = {"repo": spec.repo_id, "revision": revision, "files": files}
    finally:
        hub.close()
    return found


def _sha256(hub: Hub, spec: ModelSpec, file: RemoteFile) -> str:
    if SHA256.fullmatch(file.sha256):
        return file.sha256
    if not file.git_sha1:
        raise NotPublishedError(f"The hub tells no checksum of a file of {spec.id}.")
    with hub.read(file, 0) as blocks:
        content = b"".join(blocks)
    blob = b"blob %d\0" % len(content) + content
    if hashlib.sha1(blob, usedforsecurity=False).hexdigest() != file.git_sha1:
        raise NotPublishedError(f"A file of {spec.id} is not the one that the hub announces.")
    return hashlib.sha256(content).hexdigest()


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
