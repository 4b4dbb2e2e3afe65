"""Create every lock and access situation for real, and print Aviary's diagnosis.

python -m tools.lock_situations     Linux's, and under Wine, where the kit is, Windows'
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from tools.lock_situations.posix import POSIX
from tools.lock_situations.situation import (
    BEGINNING,
    ROOT,
    CannotBeMade,
    Situation,
    Verdict,
    judge,
)

WINDOWS_TEST = "tests/windows/test_situations.py"


def judge_all(situations: Sequence[Situation]) -> Iterator[Verdict]:
    """Yield all verdicts possible here; report the others on standard error."""
    for situation in situations:
        try:
            yield judge(situation)
        except CannotBeMade as reason:
            sys.stderr.write(f"left out: {situation.name}: {reason}\n")


def main() -> int:
    """Print the table; return 1 if a row is wrong, or there are too few."""
    lines = [verdict.line() for verdict in judge_all(POSIX)]
    sys.stdout.write("\n".join(lines) + "\n")
    command = [sys.executable, str(ROOT / "dev.py"), "test-windows", "-s", "-q", WINDOWS_TEST]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="utf-8", env=environment
    ) as windows:
        for line in windows.stdout or ():
            if BEGINNING in line:
                row = line[line.index(BEGINNING) :].rstrip()
                lines.append(row)
                sys.stdout.write(row + "\n")
    wrong = [line for line in lines if not line.endswith("| right |")]
    sys.stdout.write(f"{len(lines)} situations, {len(lines) - len(wrong)} right\n")
    return 1 if wrong or windows.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
