"""SHA256SUMS of the release files, which `sha256sum -c SHA256SUMS` reads."""

import hashlib
from pathlib import Path

from desktop_app import APP_NAME, __version__

NAME = "SHA256SUMS"


def step(tree: Path, dist: Path, platform: str) -> Path:  # noqa: ARG001 - a build step
    """Write the checksums of all release files of this version in a folder, for any platform.

    Args:
        tree: not used: a tree is not a release file.
        dist: the folder of release files.
        platform: not used.

    Returns:
        The file.
    """
    release = [file for file in dist.glob(f"{APP_NAME}-{__version__}-*") if file.is_file()]
    lines = []
    for file in sorted(release):
        with file.open("rb") as opened:
            # The star means a checksum of the bytes, on every system.
            lines.append(f"{hashlib.file_digest(opened, 'sha256').hexdigest()} *{file.name}\n")
    sums = dist / NAME
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums
