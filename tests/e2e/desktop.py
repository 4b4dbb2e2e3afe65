"""A screen of our own with a window manager, and a user's hands on it."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.conftest import ROOT
from tests.processes import end

WIDTH_PX, HEIGHT_PX = 1440, 900
# Windows without frames, so that a window's place is that of its inside.
OPENBOX_CONFIG = """<openbox_config xmlns="http://openbox.org/3.4/rc">
<applications><application class="*"><decor>no</decor></application></applications>
</openbox_config>"""

T = TypeVar("T")
LOG_LINES = 20
PROGRAMS = ("Xvfb", "openbox", "xdotool", "ffmpeg")


def wait_until(condition: Callable[[], T], timeout_s: float, what: str) -> T:
    """Look again and again until there is something; fail with `what` was waited for."""
    end = time.monotonic() + timeout_s
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {timeout_s:.0f} s in vain for {what}"
        time.sleep(0.05)
    return found


@dataclass(frozen=True)
class Desktop:
    """An X display; every method acts as a user would."""

    environment: dict[str, str]

    def do(self, *words: str | int) -> str:
        """One xdotool command; its output."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        return done.stdout.strip()

    def window(self, title: str, timeout_s: float = 60) -> str:
        """The id of the visible window whose title matches."""
        search = ("search", "--onlyvisible", "--name", title)
        found = wait_until(lambda: self.do(*search), timeout_s, f"a window “{title}”")
        return found.splitlines()[0]

    def active_window(self, title: str, timeout_s: float = 60) -> str:
        """The same, once it has the keyboard."""
        found = self.window(title, timeout_s)
        what = f"the keyboard of “{title}”"
        wait_until(lambda: self.do("getactivewindow") == found, timeout_s, what)
        return found

    def has_window(self, title: str) -> bool:
        return bool(self.do("search", "--onlyvisible", "--name", title))

    def press(self, *keys: str) -> None:
        """Keys at the pace of a hand; a menu needs a moment to take the keyboard."""
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(0.3)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "5", text)

    def choose_file(self, title: str, name: str, timeout_s: float = 60) -> None:
        """Type a file's name into the file dialog that stands in its folder, and see the dialog go.

        Never a path: at every slash Qt closes its list of proposals and opens the next. Meanwhile
        its line is without the keyboard, for which the dialog writes names of rows into it.
        """
        self.active_window(title, timeout_s)
        self.type(name)
        self.press("Return")
        wait_until(lambda: not self.has_window(title), timeout_s, f"the end of “{title}”")

    def report(self) -> str:
        """What somebody who comes after a failure would look at."""
        home = Path(self.environment["AVIARY_HOME"])
        picture, log = home.with_name(f"{home.name}-screen.png"), home / "logs" / "aviary.log"
        width, height = map(int, self.do("getdisplaygeometry").split())
        self.screenshot(picture, size=(width, height))
        shown = self.do("search", "--onlyvisible", "--name", ".").splitlines()
        titles = [self.do("getwindowname", window) for window in shown]
        active = self.do("getactivewindow", "getwindowname")
        lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else ["(no log)"]
        return "\n".join(
            [f"windows: {titles}, the keyboard: “{active}”, seen: {picture}", *lines[-LOG_LINES:]]
        )

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window's inside, in pixels."""
        lines = self.do("getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines)
        left, top = int(values["X"]), int(values["Y"])
        return left, top, int(values["WIDTH"]), int(values["HEIGHT"])

    def screenshot(
        self, path: Path, window: str | None = None, size: tuple[int, int] = (WIDTH_PX, HEIGHT_PX)
    ) -> None:
        """A window, or the whole screen of that size, as a PNG file."""
        left, top, width, height = self.place(window) if window else (0, 0, *size)
        command = ["ffmpeg", "-loglevel", "error", "-y", "-f", "x11grab", "-draw_mouse", "0"]
        command += ["-video_size", f"{width}x{height}"]
        command += ["-i", f"{self.environment['DISPLAY']}+{left},{top}"]
        command += ["-frames:v", "1", str(path)]
        subprocess.run(command, env=self.environment, check=True, timeout=60)

    @contextmanager
    def drop(self, paths: list[Path], window: str) -> Iterator[None]:
        """Drag files from another program onto the middle of a window.

        That program stays for the length of the block: X asks it for the data after the drop.
        """
        x, y = WIDTH_PX - 90, HEIGHT_PX - 90
        script = Path(__file__).with_name("drag_source.py")
        command = [sys.executable, str(script), str(x), str(y), *map(str, paths)]
        with running(command, self.environment) as source:
            assert source.stdout is not None
            assert source.stdout.readline() == "ready\n"
            shown = self.window("^Files to drag$")
            wait_until(lambda: self.place(shown)[:2] == (x, y), 60, "the files' place")
            left, top, width, height = self.place(window)
            to_x, to_y = left + width // 2, top + height // 2
            self.do("mousemove", x + 40, y + 40, "mousedown", 1)
            for step in range(11):
                self.do("mousemove", x + (to_x - x) * step // 10, y + (to_y - y) * step // 10)
                time.sleep(0.05)
            assert source.stdout.readline() == "over\n"  # a window that is busy takes them later
            self.do("mouseup", 1)
            assert source.stdout.readline() == "dropped\n"
            yield


@contextmanager
def running(
    command: list[str], environment: dict[str, str], folder: Path = ROOT
) -> Iterator[subprocess.Popen[str]]:
    """A program in a folder, which is ended, first politely, when the block ends.

    A failure in the block gets the report of its screen, as long as the program is on it.
    """
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        yield process
    except Exception as error:
        if "DISPLAY" in environment and not hasattr(error, "__notes__"):
            error.add_note(Desktop(environment).report())
        raise
    finally:
        end(process)


@contextmanager
def desktop(home: Path, size: tuple[int, int] = (WIDTH_PX, HEIGHT_PX)) -> Iterator[Desktop]:
    """Start a screen and a window manager; Aviary's folders are below `home`."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    assert not missing, f"not installed: {missing}; `python3 dev.py test` installs them"
    reading, writing = os.pipe()
    depth = "{}x{}x24".format(*size)
    # Without -noreset it begins anew when a client was its only one and leaves, as xdotool may be:
    # programs that connect at that moment are refused.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", depth, "-nolisten", "tcp"]
    # A key that the computer is too busy to release does not repeat.
    command += ["-noreset", "-r"]
    with subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="utf-8") as answer:
                number = answer.readline().strip()
            environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
            environment |= {"DISPLAY": f":{number}", "AVIARY_HOME": str(home), "LANG": "C.UTF-8"}
            environment["XDG_CONFIG_HOME"] = str(home / "config-home")  # of Qt's file dialogs
            home.mkdir(parents=True, exist_ok=True)
            config = home / "openbox.xml"
            config.write_text(OPENBOX_CONFIG, encoding="utf-8")
            with running(["openbox", "--sm-disable", "--config-file", str(config)], environment):
                yield Desktop(environment)
        finally:
            end(screen)
