"""The whole way of a transcript by keyboard: `python -m tools.keyboard_walk FOLDER`.

Adds a noisy recording to the real window on a screen of its own, transcribes it with the starter
model, goes through what is unsure, corrects three words, names two speakers and exports a Word
document, all with real keys. Does so in each look (light and dark, small, large at 150 %, narrow)
and leaves a picture of each state in the folder.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app.exporting.formats import FORMATS
from tests.conftest import ROOT
from tests.e2e.desktop import Desktop, desktop, running, wait_until

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# Loud enough that the starter model is unsure of a third of the words.
NOISE = (
    "anoisesrc=color=white:amplitude=0.3:seed=1:duration=23.5[noise];"
    "[0][noise]amix=inputs=2:duration=first:normalize=0"
)
# Importing NeMo takes up to 17 s on an idle computer, several times that on a busy one.
PATIENCE_S = 200
CORRECTIONS = ("Lighthouse", "Rosemary", "Thornfield")
SPEAKERS = ("Anna", "Peter")

Shoot = Callable[[str], None]


@dataclass(frozen=True)
class Look:
    """How the window looks.

    Attributes:
        name: of the pictures.
        screen_px: width and height of the screen.
        color: a value of the setting `color_choice`.
        percent: Qt's scale factor.
        width_px: of the window; 0 for as it comes.
    """

    name: str
    screen_px: tuple[int, int] = (1366, 768)
    color: str = "light"
    percent: int = 100
    width_px: int = 0


LOOKS = (
    Look("light"),
    Look("dark", color="dark"),
    Look("large", (1920, 1080), percent=150),
    Look("large-dark", (1920, 1080), "dark", 150),
    Look("narrow", width_px=840),
)


def noisy(path: Path) -> Path:
    """Make the recording."""
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(SAMPLE), "-filter_complex", NOISE]
    subprocess.run([*command, str(path)], check=True, timeout=120)
    return path


def walk(screen: Desktop, home: Path, recording: Path, document: Path, shoot: Shoot) -> None:
    """Go the whole way in a window that is open.

    Args:
        screen: where the window is.
        home: Aviary's folder.
        recording: to transcribe, in the folder in which the program was started.
        document: the Word document to write, in the settings' `export_folder`.
        shoot: called with a name for each state that is worth a picture.
    """
    screen.active_window("Aviary", PATIENCE_S)
    screen.press("ctrl+o")
    screen.choose_file("Add recordings", recording.name, PATIENCE_S)
    _wait_for_transcript(home, recording.name)
    screen.active_window("Aviary", PATIENCE_S)
    shoot("transcribed")
    for word in CORRECTIONS:
        screen.press("F8")
        screen.type(word)
        screen.press("Escape")
    shoot("corrected")
    for number, name in enumerate(SPEAKERS, 1):
        screen.press("F8", "F8", f"ctrl+{number}")
        screen.active_window("New speaker", PATIENCE_S)
        screen.type(name)
        if number == 1:
            shoot("naming")
        screen.press("Return")
        screen.active_window("^Aviary$", PATIENCE_S)
    shoot("named")
    screen.press("ctrl+f")
    screen.type(CORRECTIONS[0])
    shoot("finding")
    screen.press("Escape", "ctrl+e")
    screen.active_window("Export “", PATIENCE_S)
    shoot("exporting")
    screen.press("Escape")
    screen.active_window("^Aviary$", PATIENCE_S)
    screen.press("alt+f", "p", *["Down"] * _line_of("docx"), "Return")
    screen.choose_file("Export", document.name, PATIENCE_S)
    wait_until(document.is_file, PATIENCE_S, "the document")
    shoot("exported")


def _line_of(format_id: str) -> int:
    """Return how many formats stand above one in the menu."""
    return [known.id for known in FORMATS].index(format_id)


def _wait_for_transcript(home: Path, name: str) -> None:
    log = home / "logs" / "aviary.log"

    def is_done() -> bool:
        text = log.read_text(encoding="utf-8") if log.is_file() else ""
        return f"{name}: done, and shown" in text

    wait_until(is_done, PATIENCE_S, f"the transcript of {name}")


def go(look: Look, folder: Path, pictures: Path | None = None) -> Path:
    """Open the window in a look, go the whole way, and return the Word document.

    Args:
        look: how the window looks.
        folder: for the recording, the document and Aviary's own folder.
        pictures: the folder for pictures; None for none.
    """
    home, document = folder / "home", folder / "interview.docx"
    settings = home / "config" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        json.dumps({"schema": 1, "color_choice": look.color, "export_folder": str(folder)}),
        encoding="utf-8",
    )
    recording = noisy(folder / "interview.wav")
    with desktop(home, look.screen_px) as screen:
        environment = screen.environment | {"QT_SCALE_FACTOR": str(look.percent / 100)}
        environment["PYTHONPATH"] = str(ROOT)
        with running([sys.executable, "-m", "desktop_app"], environment, folder):
            window = screen.window("^Aviary$", PATIENCE_S)
            if look.width_px:
                screen.do("windowsize", window, look.width_px, look.screen_px[1] - 60)

            def shoot(state: str) -> None:
                if pictures is not None:
                    screen.press()  # a moment for the paint
                    screen.screenshot(pictures / f"{look.name}-{state}.png", size=look.screen_px)

            walk(screen, home, recording, document, shoot)
    return document


def main() -> int:
    """Go the way in each look."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("looks", nargs="*", help=", ".join(look.name for look in LOOKS))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        if given.looks and look.name not in given.looks:
            continue
        with tempfile.TemporaryDirectory() as work:
            document = go(look, Path(work), given.folder.absolute())
            print(f"{look.name}: {document.stat().st_size} bytes of Word document")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
