"""Start the program in situations that might prevent it; print what it shows.

python -m tools.start_situations [--screenshots DIR] [COMMAND…]

COMMAND defaults to `python -m desktop_app` of this checkout: a frozen program, or `wine` and one.
The last word is the program, which is never changed: where its folder must differ, a copy made of
links is started. Exits with 1 if a start shows nothing. A situation that needs root, such as a full
drive, says so if it cannot be created.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from tests.e2e.desktop import Desktop, desktop
from tests.processes import end
from tools.start_programs import ROOT, CannotBeMade, Program, full_drive, read_only, without_models

# A frozen program under Wine takes half a minute the first time.
PATIENCE_S = 120.0
POLL_S = 0.1
# The window must still exist after its delayed work has begun.
STEADY_S = 4.0
LAST_LINES = 3
# The titles of Aviary's windows, questions and failure messages.
TITLES = r"^(Aviary|Start in safe mode)"


@dataclass(frozen=True, slots=True)
class Start:
    """One start.

    Attributes:
        program: the program to start.
        home: the folder with its data.
    """

    program: Program
    home: Path

    def written(self, name: str, content: str) -> "Start":
        """Add a file to its data folder."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return self


# Turns a start into the situation.
Make = Callable[[Start, ExitStack], Start]


@dataclass(frozen=True, slots=True)
class Situation:
    """One situation that might prevent the start.

    Attributes:
        name: the problem.
        make: creates it.
        told: what the log must say, if anything.
        twice: whether to start a second copy beside the first.
    """

    name: str
    make: Make
    told: str = ""
    twice: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """The result of a start.

    Attributes:
        titles: of the windows shown.
        said: the log's warnings, and the terminal output.
        problem: why it is not good enough, or "".
    """

    titles: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    problem: str = ""


def _in_a_file(start: Start, _stack: ExitStack) -> Start:
    start.written("a file", "")
    return replace(start, home=start.home / "a file")


def _damaged_state(start: Start, _stack: ExitStack) -> Start:
    start.written("cache/speed.json", '{"runs": [{"machine"')
    start.written("cache/calibration.json", "[[[")
    return start.written("config/hub-token", "\0\0")


SITUATIONS = (
    Situation("nothing amiss", lambda start, _stack: start),
    Situation(
        "no write access to the program's folder",
        lambda start, stack: replace(start, program=read_only(start.program, stack)),
    ),
    Situation(
        "damaged settings",
        lambda start, _stack: start.written("config/settings.json", '{"text_size'),
        "The settings could not be read",
    ),
    Situation("damaged history", _damaged_state),
    Situation(
        "missing starter model",
        lambda start, stack: replace(start, program=without_models(start.program, stack)),
    ),
    Situation(
        "0 bytes free",
        lambda start, stack: replace(start, home=full_drive(stack)),
        "is full",
    ),
    Situation("a data folder that cannot be made", _in_a_file),
    Situation("a second copy running", lambda start, _stack: start, "handed over", twice=True),
)


def observe(situation: Situation, program: Program, screenshots: Path | None) -> Seen:
    """Create one situation on its own screen, start the program, and observe it.

    Raises:
        CannotBeMade: a right is missing.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        screen = stack.enter_context(desktop(folder / "desktop"))
        start = situation.make(Start(program, folder / "é 日本"), stack)
        environment = screen.environment | {"AVIARY_HOME": str(start.home)}
        process = subprocess.Popen(
            start.program.command,
            env=environment,
            cwd=start.program.folder,
            stdout=subprocess.PIPE,  # Wine wants a pipe
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        try:
            titles = _titles(screen, process)
            code = _second(start, environment) if situation.twice and titles else 0
            _wait(process, STEADY_S)
            if screenshots is not None:
                name = situation.name.replace(" ", "-").replace("'", "")
                screen.screenshot(screenshots / f"{name}.png")
            ended = process.poll()
        finally:
            printed = end(process, PATIENCE_S) or ""
        said = (*_warnings(start.home), *printed.splitlines()[-LAST_LINES:])
        return Seen(titles, said, _problem(situation, titles, said, ended, code))


def _second(start: Start, environment: dict[str, str]) -> int:
    """Return the exit code of a second start."""
    command, folder = start.program.command, start.program.folder
    return subprocess.run(
        [*command, str(ROOT / "resources" / "samples" / "sample.wav")],
        env=environment,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE_S,
        check=False,
    ).returncode


def _titles(screen: Desktop, process: "subprocess.Popen[str]") -> tuple[str, ...]:
    """Return the titles of the program's first windows; none if it exits or shows none in time."""
    until_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < until_s and process.poll() is None:
        if windows := screen.do("search", "--onlyvisible", "--name", TITLES).split():
            return tuple(screen.do("getwindowname", window) for window in windows)
        time.sleep(POLL_S)
    return ()


def _wait(process: "subprocess.Popen[str]", seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _warnings(home: Path) -> Iterator[str]:
    log = home / "logs" / "aviary.log"
    if log.is_file():
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if " WARNING " in line or " ERROR " in line or "handed over" in line:
                yield line.split(": ", 1)[-1]


def _problem(
    situation: Situation, titles: Sequence[str], said: Sequence[str], ended: int | None, code: int
) -> str:
    if not titles:
        return f"it showed nothing (exit code {ended})"
    if ended is not None:
        return f"it ended with {ended}"
    if code:
        return f"the second copy ended with {code}"
    if not any(situation.told in line for line in said) and situation.told:
        return f"it did not tell “{situation.told}”"
    return ""


def main() -> int:
    """Run all situations; return 1 if a start was not good enough."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--screenshots", type=Path, metavar="DIR")
    parser.add_argument("--only", metavar="WORDS", default="", help="situations with these words")
    parser.add_argument("command", nargs="*", metavar="COMMAND")
    options = parser.parse_args()
    if options.screenshots is not None:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    program = Program.of(options.command)
    failed = False
    for situation in SITUATIONS:
        if options.only not in situation.name:
            continue
        try:
            seen = observe(situation, program, options.screenshots)
        except CannotBeMade as error:
            _print(f"not made  {situation.name}: {error}")
            continue
        failed = failed or bool(seen.problem)
        _print(f"{'PROBLEM' if seen.problem else 'ok':<9} {situation.name}: {seen.problem}")
        _print(*(f"          window  {title}" for title in seen.titles))
        _print(*(f"          said    {line}" for line in dict.fromkeys(seen.said)))
    return 1 if failed else 0


def _print(*lines: str) -> None:
    sys.stdout.write("".join(f"{line.rstrip(': ')}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
