"""The memory of this process, from Linux's /proc/self."""

from pathlib import Path

RESET_PEAK = "5"  # https://docs.kernel.org/filesystems/proc.html, clear_refs
KILOBYTE = 1024  # /proc/self/status' kB


def reset_peak() -> None:
    """Reset the kernel's peak of this process's memory to the current value."""
    Path("/proc/self/clear_refs").write_text(RESET_PEAK, encoding="ascii")


def peak_bytes() -> int:
    """Return this process's peak memory (resident set) in bytes."""
    return numbers(Path("/proc/self/status"))["VmHWM"] * KILOBYTE


def resident_bytes() -> int:
    """Return its current memory."""
    return numbers(Path("/proc/self/status"))["VmRSS"] * KILOBYTE


def numbers(file: Path) -> dict[str, int]:
    """Parse the lines "name: number" of one of the kernel's files, without units."""
    parts = (line.split() for line in file.read_text(encoding="utf-8").splitlines())
    return {p[0].rstrip(":"): int(p[1]) for p in parts if len(p) > 1 and p[1].isdigit()}
