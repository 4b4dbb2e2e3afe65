"""Measure the size of a frozen program and its parts, with a limit."""

from collections import Counter
from pathlib import Path

from tools.build.targets import BuildError, told

MB = 1_000_000
# The largest allowed size in bytes. The Linux bundle has a larger torch.
MOST_BYTES = {"windows": 1100 * MB, "linux": 1600 * MB}
SHOWN = 15


def tree_bytes(tree: Path) -> int:
    """Return the size of all files below a folder in bytes; links count by their target."""
    return sum(
        path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()
    )


def check_size(tree: Path, platform: str) -> int:
    """Print the largest parts; return the total size in bytes.

    Raises:
        BuildError: it is larger than allowed.
    """
    inside = tree / "_internal"
    parts: Counter[str] = Counter()
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink():
            under = path.relative_to(inside) if inside in path.parents else path.relative_to(tree)
            parts[under.parts[0]] += path.stat().st_size
    for name, size in parts.most_common(SHOWN):
        told([f"{size / MB:8.1f} MB  {name}"])
    whole = parts.total()
    told([f"{whole / MB:8.1f} MB  in all"])
    if whole > MOST_BYTES[platform]:
        raise BuildError(f"It may have {MOST_BYTES[platform] / MB:.0f} MB at most.")
    return whole
