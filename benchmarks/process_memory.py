"""The memory of this process, from Linux's /proc/self."""

from pathlib import Path

RESET_PEAK = "5"  # https://docs.kernel.org/filesystems/proc.html, clear_refs
KILOBYTE = 1024  # what /proc/self/status calls kB


def reset_peak() -> None:
    """Let the kernel's peak of this process's memory begin anew at what it has now."""
    Path("/proc/self/clear_refs").write_text(RESET_PEAK, encoding="ascii")


def peak_bytes() -> int:
    """The most memory that this process had at once (resident set)."""
    return numbers(Path("/proc/self/status"))["VmHWM"] * KILOBYTE


def resident_bytes() -> int:
    """What it has now."""
    return numbers(Path("/proc/self/status"))["VmRSS"] * KILOBYTE


def numbers(file: Path) -> dict[str, int]:
    """The lines "name: number" of one of the kernel's files, units left out."""
    parts = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {p[0].rstrip(":"): int(p[1]) for p in parts if len(p) > 1 and p[1].isdigit()}
