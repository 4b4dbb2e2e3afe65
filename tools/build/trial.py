"""Test the installer and the installed program step by step; each step reports what it saw."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop_app import APP_NAME
from desktop_app.system.folders import RESOURCES
from tools.build.trial_machine import TrialMachine

FOLDER = r"C:\Programme-é-日本\Aviary"
E_NEWER = 4
SAMPLE = RESOURCES / "samples" / "sample.wav"
SETUP_TITLE = f"{APP_NAME} Setup"
# Wine copies some 10 MB a second; NeMo's first import takes minutes there.
INSTALL_S, START_S, TRANSCRIBE_S = 900, 120, 900
LOG = "setup.log"
SETTLED_S = 5

Step = Callable[[], str]


class MissedError(AssertionError):
    """An expected result is missing."""


class Trial:
    """The steps, in order; each builds on those before it.

    Args:
        on: the trial machine.
        tree: the frozen program.
        setup: its installer.
        newer: an installer of the same tree with a later version.
    """

    def __init__(self, on: TrialMachine, tree: Path, setup: Path, newer: Path) -> None:
        self._on = on
        self._tree = tree
        self._setup = setup
        self._newer = newer
        self._files: set[str] = set()
        self._keys: set[str] = set()

    def steps(self) -> Iterator[tuple[str, Step]]:
        """Yield the steps with their names."""
        yield "before", self.look_before
        yield "silent installation", self.install_silently
        yield "silent uninstallation leaves nothing", self.uninstall_silently
        yield "visible installation", self.install_by_hand
        yield "start from the Start menu", self.start_from_menu
        yield "a file dropped on the window", self.drop
        yield "export through the menu", self.export
        yield "a file handed over to the running window", self.hand_over
        yield "upgrade while it runs", self.upgrade
        yield "repair", self.repair
        yield "downgrade is refused", self.downgrade
        yield "visible uninstallation", self.uninstall_by_hand
        yield "what was kept goes with /REMOVEDATA", self.remove_data

    @property
    def installed(self) -> Path:
        """The program's folder."""
        return self._on.path(FOLDER)

    @property
    def data(self) -> Path:
        """The folder of its data."""
        return self._on.user / "AppData" / "Local" / APP_NAME

    def look_before(self) -> str:
        """Take a snapshot of the machine."""
        self.installed.parent.mkdir(parents=True)  # the user's, and none of the installer's
        self._files, self._keys = self._on.files(), self._on.registry()
        return f"{len(self._files)} files, {len(self._keys)} registry entries"

    def install_silently(self) -> str:
        """Install silently: all files, entries and a log."""
        seconds = self._silently(self._setup)
        wanted = {path.relative_to(self._tree) for path in self._tree.rglob("*")}
        there = {path.relative_to(self.installed) for path in self.installed.rglob("*")}
        _expect(there == wanted | {Path("uninstall.exe")}, f"files differ: {_few(there ^ wanted)}")
        log = self._on.path(f"C:\\{LOG}").read_text(encoding="utf-16")
        _expect("Done" in log, f"the log says {log!r}")
        keys = self._on.registry() - self._keys
        for part in ("Uninstall\\\\Aviary", "App Paths\\\\Aviary.exe", ".mp3\\\\OpenWithProgids",
                     "SystemFileAssociations\\\\audio", "Applications\\\\Aviary.exe"):  # fmt: skip
            _expect(any(part in key for key in keys), f"no {part} in the registry")
        return f"{len(there)} files in {seconds:.0f} s, {len(keys)} registry entries"

    def uninstall_silently(self) -> str:
        """Uninstall: the machine is as before."""
        code = self._on.run(self.installed / "uninstall.exe", "/S", timeout_s=INSTALL_S)
        self._gone()
        return f"exit code {code}; " + self._compared()

    def install_by_hand(self) -> str:
        """Install through all pages, with a screenshot of each."""
        screen = self._on.screen
        process = self._on.start(self._setup, f"/D={FOLDER}")
        window = screen.window(SETUP_TITLE, START_S)
        pages = ("welcome", "licence", "scope", "folder", "options", "progress")
        keys = ("Return", "alt+a", "Return", "Return", "alt+i")
        for page, key in zip(pages, (*keys, ""), strict=True):
            time.sleep(2)
            self._on.picture(f"setup-{page}", window)
            if key:
                screen.press(key)
        self._on.wait((self.installed / "uninstall.exe").exists, INSTALL_S, "the last file")
        time.sleep(5)
        self._on.picture("setup-finish", window)
        screen.press("alt+r", "alt+f")  # not now: it is started from the Start menu
        _expect(process.wait(60) == 0, f"exit code {process.returncode}")
        return f"{len(pages) + 1} pages"

    def start_from_menu(self) -> str:
        """Start it from its link: the window with the real platform plugin."""
        link = next(self._on.user.rglob(f"Programs/{APP_NAME}.lnk"))
        started_s = time.monotonic()
        inside = link.relative_to(self._on.drive)
        self._on.start("start", "C:\\" + str(inside).replace("/", "\\"))
        self._on.screen.window(f"^{APP_NAME}$", START_S)
        seconds = time.monotonic() - started_s
        time.sleep(5)
        self._on.picture("program-started")
        return f"{link.name}: a window after {seconds:.1f} s"

    def drop(self) -> str:
        """Drop the sample from another program's window; check its transcript."""
        window = self._on.screen.window(f"^{APP_NAME}$")
        with self._on.screen.drop([SAMPLE], window):
            self._wait_for("transcribed .*sample.wav")
        time.sleep(3)
        self._on.picture("program-transcript")
        return self._log_line("transcribed")

    def export(self) -> str:
        """File > Export as > Text, into the dialog's default folder."""
        screen = self._on.screen
        screen.do("windowactivate", "--sync", screen.window(f"^{APP_NAME}$"))
        screen.press("alt+f", "e", "Return")
        screen.window("Export the transcript", 30)
        time.sleep(2)
        self._on.picture("program-export")
        screen.press("ctrl+a")
        screen.type("C:\\exported.txt")
        screen.press("Return")
        target = self._on.drive / "exported.txt"
        self._on.wait(target.is_file, 30, "the exported file")
        text = target.read_text(encoding="utf-8-sig")
        _expect("concert starts at eight" in text, f"it says {text!r}")
        target.unlink()
        return f"{len(text.split())} words"

    def hand_over(self) -> str:
        """Start it twice: the second exits at once, and the first window gets its file."""
        second = self._on.drive / "Zweite é 日本.wav"
        shutil.copy(SAMPLE, second)
        code = self._on.run(self.installed / "Aviary.exe", f"C:\\{second.name}", timeout_s=START_S)
        _expect(code == 0, f"exit code {code}")
        self._wait_for(f"transcribed .*{second.stem}")
        second.unlink()
        self._on.picture("program-handed-over")
        return self._log_line("handed over")

    def upgrade(self) -> str:
        """Upgrade: the running program is closed and replaced."""
        seconds = self._silently(self._newer)
        _expect(not self._on.screen.has_window(f"^{APP_NAME}$"), "the window is still there")
        return f"{self._version()} in {seconds:.0f} s"

    def repair(self) -> str:
        """Install the same version again: it restores missing files."""
        lost = self.installed / "_internal" / "base_library.zip"
        lost = (
            lost if lost.is_file() else next(p for p in self.installed.rglob("*.*") if p.is_file())
        )
        lost.unlink()
        seconds = self._silently(self._newer)
        _expect(lost.is_file(), f"{lost.name} is still missing")
        return f"{lost.name} is back, in {seconds:.0f} s"

    def downgrade(self) -> str:
        """Run an older setup: it leaves the newer program alone."""
        code = self._on.run(self._setup, "/S", timeout_s=INSTALL_S)
        _expect(code == E_NEWER, f"exit code {code}")
        return f"exit code {code}, {self._version()} stays"

    def uninstall_by_hand(self) -> str:
        """Uninstall through its pages: only the data stays."""
        self._on.start(self.installed / "uninstall.exe")
        window = self._on.screen.window(f"{APP_NAME} Uninstall", START_S)
        time.sleep(2)
        self._on.picture("uninstall-data", window)
        self._on.screen.press("Return")
        self._gone()
        time.sleep(3)
        self._on.picture("uninstall-finish", window)
        self._on.screen.press("Return")
        _expect(self.data.is_dir(), "the data is gone")
        return self._compared(kept=f"AppData/Local/{APP_NAME}")

    def remove_data(self) -> str:
        """Install again, and uninstall with all data."""
        self._silently(self._newer)
        self._on.run(self.installed / "uninstall.exe", "/S", "/REMOVEDATA", timeout_s=INSTALL_S)
        self._gone()
        # Only Aviary's files are there, so the folder goes, too; a user's file would keep it.
        self._on.wait(lambda: not self.data.is_dir(), 60, "the data's end")
        return self._compared()

    def _silently(self, setup: Path) -> float:
        started_s = time.monotonic()
        code = self._on.run(setup, "/S", f"/LOG=C:\\{LOG}", f"/D={FOLDER}", timeout_s=INSTALL_S)
        log = self._on.path(f"C:\\{LOG}")
        said = log.read_text(encoding="utf-16") if log.is_file() else ""
        _expect(code == 0, f"exit code {code}: {said}")
        return time.monotonic() - started_s

    def _gone(self) -> None:
        """Wait until the uninstaller is done: it removes its entries after the folder."""
        self._on.wait(lambda: not self.installed.exists(), INSTALL_S, "the folder's end")
        time.sleep(SETTLED_S)

    def _version(self) -> str:
        self._on.stop()  # its registry is written then
        for line in (self._on.prefix / "user.reg").read_text("utf-8", "replace").splitlines():
            if line.startswith('"DisplayVersion"'):
                return line.split("=")[1].strip('"')
        return "no version"

    def _log(self) -> str:
        logs = list(self.data.rglob("aviary.log"))
        return logs[0].read_text(encoding="utf-8") if logs else ""

    def _log_line(self, words: str) -> str:
        return next(line for line in reversed(self._log().splitlines()) if words in line)[-150:]

    def _wait_for(self, pattern: str) -> None:
        import re

        self._on.wait(lambda: re.search(pattern, self._log()), TRANSCRIBE_S, f"“{pattern}”")

    def _compared(self, kept: str | None = None) -> str:
        """Check that all is as before, except our own log and kept data."""
        ours = (LOG, kept or LOG)
        differing = self._on.files() ^ self._files
        files = {name for name in differing if not any(part in name for part in ours)}
        keys = self._on.registry() ^ self._keys
        _expect(not files, f"{len(files)} files differ: {_few(files)}")
        _expect(not keys, f"{len(keys)} registry entries differ: {_few(keys)}")
        return "files and registry as before"


def _expect(is_so: bool, text: str) -> None:  # noqa: FBT001 - as assert
    if not is_so:
        raise MissedError(text)


def _few(things: set[str] | set[Path]) -> str:
    return ", ".join(sorted(map(str, things))[:8])
