"""Names of release files, and one time stamp for their contents."""

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from desktop_app import APP_NAME, __version__
from tools.build.targets import ROOT


def release_file(dist: Path, platform: str, ending: str) -> Path:
    """Return a path such as `Aviary-1.2.3-windows.msi`.

    Args:
        dist: the folder of release files.
        platform: "windows" or "linux".
        ending: such as `.msi` or `-portable.zip`.
    """
    return dist / f"{APP_NAME}-{__version__}-{platform}{ending}"


def release_time() -> datetime:
    """Return the last commit's time, or SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/).

    This makes builds reproducible.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        command = ["git", "log", "-1", "--format=%ct"]
        told = subprocess.run(
            command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        ).stdout.strip()
    return datetime.fromtimestamp(int(told), UTC) if told else datetime.now(UTC)
