"""Tell by a few reads whether two files are the same, without reading all of them."""

import hashlib
import os
from pathlib import Path

from desktop_app.system.files import open_regular

# Beginning, middle and end. Recordings of one device begin alike, and those cut from one another
# share a part; that all three are alike by chance needs silence in a format without compression.
SAMPLE_BYTES = 64 * 1024


def sample_hash(path: Path) -> str:
    """Return a hash of samples of a file and of its size.

    Raises:
        OSError: it cannot be read.
    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        made = hashlib.blake2b(size.to_bytes(8, "little"), digest_size=16)
        for start in sorted(
            {0, max(0, size // 2 - SAMPLE_BYTES // 2), max(0, size - SAMPLE_BYTES)}
        ):
            file.seek(start)
            made.update(file.read(SAMPLE_BYTES))
    return made.hexdigest()
