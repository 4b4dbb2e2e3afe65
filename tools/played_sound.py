"""Compare what sounds with what the player says: the word under the light, by ear.

Starts PulseAudio with a sink that leads nowhere, plays recordings whose words are known tones
through the real player, records what the sink got, and finds the words in it again.

    python -m tools.played_sound [--minutes N] [--hours N] [FILE…]

Needs pulseaudio and ffmpeg on the PATH (`apt-get install pulseaudio ffmpeg`). Without FILEs it
makes its own: an hour as MP3 with a variable bit rate, M4A, MKV with pictures, and WAV. Prints for
each how far the player's clock was from the sound, in milliseconds of the recording; fails above
100. FILEs must have been made by it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.processes import end

Samples = NDArray[np.float32]

BAR_MS = 100.0
# A word is half a second with two tones, which name its number, and ends with a little silence.
WORD_S, PAUSE_S = 0.5, 0.05
LOW_HZ, HIGH_HZ, STEP_HZ, STEPS = 500, 2500, 25, 64
RATE_HZ = 44_100
MONITOR_HZ = 48_000
# A word sounds above this, and one that is longer or shorter by this share was cut by a seek.
LOUD, CUT = 0.1, 0.1
# Where the player said nothing for so long, it was waiting.
LONGEST_GAP_S = 0.2
FORMATS: dict[str, list[str]] = {
    "wav": ["-c:a", "pcm_s16le"],
    "mp3": ["-c:a", "libmp3lame", "-q:a", "6"],
    "m4a": ["-c:a", "aac", "-b:a", "64k"],
    "mkv": ["-f", "lavfi", "-i", "testsrc=s=320x180:r=15", "-shortest", "-c:a", "aac",
            "-c:v", "libx264", "-preset", "ultrafast", "-crf", "40", "-g", "150"],
}  # fmt: skip
# Reads the monitor in a process of its own: ours is busy playing.
LISTENER = """
import os, sys, time
count = 0
with open(sys.argv[1], "wb") as sound, open(sys.argv[2], "w") as stamps:
    while data := os.read(0, 1 << 12):
        count += len(data)
        sound.write(data)
        stamps.write(f"{time.monotonic()} {count // 4}\\n")
"""


def word(number: int) -> Samples:
    """The sound of a word."""
    times = np.arange(round(WORD_S * RATE_HZ)) / RATE_HZ
    low = LOW_HZ + number % STEPS * STEP_HZ
    high = HIGH_HZ + number // STEPS % STEPS * STEP_HZ
    sound = 0.3 * np.sin(2 * np.pi * low * times) + 0.3 * np.sin(2 * np.pi * high * times)
    sound[-round(PAUSE_S * RATE_HZ) :] = 0
    return sound.astype(np.float32)


def make(folder: Path, hours: float, kinds: list[str]) -> list[Path]:
    """Write recordings with one word each half second."""
    import soundfile

    plain = folder / "words.wav"
    with soundfile.SoundFile(plain, "w", RATE_HZ, 1) as file:
        for number in range(round(hours * 3600 / WORD_S)):
            file.write(word(number))
    paths = [plain] if "wav" in kinds else []
    for kind in kinds:
        if kind == "wav":
            continue
        path = folder / f"words.{kind}"
        command = ["ffmpeg", "-v", "error", "-y", "-i", str(plain), *FORMATS[kind], str(path)]
        subprocess.run(command, check=True)
        paths.append(path)
    return paths


@contextmanager
def sound_server(folder: Path) -> Iterator[None]:
    """Run PulseAudio with a sink that leads nowhere."""
    os.environ |= {"XDG_RUNTIME_DIR": str(folder), "QT_AUDIO_BACKEND": "PulseAudio"}
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    modules = ("module-native-protocol-unix", "module-null-sink sink_name=null")
    loads = [f"--load={module}" for module in modules]
    command = ["pulseaudio", "-n", "--exit-idle-time=-1", "--log-target=null", *loads]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_until((folder / "pulse" / "native").exists, 10)
        yield
    finally:
        end(server)


def _wait_until(is_true: Callable[[], bool], seconds: float) -> None:
    end_s = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > end_s:
            sys.exit("played_sound: PulseAudio does not start.")
        time.sleep(0.05)


@dataclass
class Monitor:
    """What the sink gets, while it is entered."""

    folder: Path
    _processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> "Monitor":
        self._sound, self._stamps = self.folder / "monitor.raw", self.folder / "monitor.txt"
        command = ["parec", "-d", "null.monitor", "--raw", "--channels=1", "--latency-msec=5"]
        command += [f"--rate={MONITOR_HZ}", "--format=float32le"]
        recorder = subprocess.Popen(command, stdout=subprocess.PIPE)
        reader = [sys.executable, "-c", LISTENER, str(self._sound), str(self._stamps)]
        self._processes = [recorder, subprocess.Popen(reader, stdin=recorder.stdout)]
        return self

    def __exit__(self, *_error: object) -> None:
        self._processes[0].terminate()
        for process in self._processes:
            process.wait(10)

    def words(self, tempo: float) -> Iterator[tuple[float, int]]:
        """Yield when each word began to sound (`time.monotonic`), and its number."""
        sound = np.fromfile(self._sound, np.float32)
        stamps = np.loadtxt(self._stamps, ndmin=2)
        window = round(0.004 * MONITOR_HZ)
        frames = sound[: len(sound) // window * window].reshape(-1, window)
        is_loud = np.abs(frames).max(axis=1) > LOUD
        edges = np.flatnonzero(np.diff(is_loud.astype(int), prepend=0))
        for begin, stop in zip(edges[::2], edges[1::2], strict=False):
            length_s = (stop - begin) * window / MONITOR_HZ
            if abs(length_s * tempo - (WORD_S - PAUSE_S)) > CUT * WORD_S:
                continue  # cut by a seek
            first = begin * window
            last_stamp = stamps[np.searchsorted(stamps[:, 1], first + window)]
            at_s = last_stamp[0] - (last_stamp[1] - first) / MONITOR_HZ
            yield at_s, _number(sound[first : stop * window])


def _number(sound: Samples) -> int:
    middle = sound[len(sound) // 4 : len(sound) * 3 // 4]
    power = np.abs(np.fft.rfft(middle * np.hanning(len(middle)), MONITOR_HZ))  # one bin a hertz
    steps = [
        round(float(np.argmax(power[base - 12 : base + STEPS * STEP_HZ]) - 12) / STEP_HZ)
        for base in (LOW_HZ, HIGH_HZ)
    ]
    return steps[0] + STEPS * steps[1]


class Listening:
    """The player, and a record of what it says."""

    def __init__(self, path: Path) -> None:
        from PySide6.QtCore import QCoreApplication, QTimer

        from desktop_app.app.player.player import Player

        self._app = QCoreApplication.instance() or QCoreApplication([])
        self.player = Player()
        self.said: list[tuple[float, float]] = []
        self.problems: list[str] = []
        self.player.problem_found.connect(lambda error: self.problems.append(str(error)))
        self._timer = QTimer()
        self._timer.timeout.connect(self._note)
        self._timer.start(5)
        self.player.open(path)

    def _note(self) -> None:
        if self.player.is_playing and not self.player.is_waiting:
            self.said.append((time.monotonic(), self.player.position_s))

    def run(self, seconds: float) -> None:
        """Let it play."""
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s:
            self._app.processEvents()
            time.sleep(0.002)

    def until_heard(self, place_s: float, seconds: float) -> float:
        """Wait until it is heard from a place on; return how long that took."""
        begin_s = time.monotonic()
        while time.monotonic() < begin_s + seconds:
            self._app.processEvents()
            if place_s + 0.01 < self.player.position_s < place_s + 1 and not self.player.is_waiting:
                return time.monotonic() - begin_s
            time.sleep(0.002)
        return seconds


def errors_ms(said: list[tuple[float, float]], words: Iterator[tuple[float, int]]) -> list[float]:
    """Return for each word how far the player's clock was from it, in ms of the recording."""
    times, places = np.array(said).T
    errors = []
    for at_s, number in words:
        near = int(np.searchsorted(times, at_s))
        if near == 0 or near >= len(times) or times[near] - times[near - 1] > LONGEST_GAP_S:
            continue
        away_s = float(np.interp(at_s, times, places)) - number * WORD_S
        # The tones name 4,096 words, 34 minutes of them; then they begin again.
        around_s = STEPS * STEPS * WORD_S
        errors.append(1000 * ((away_s + around_s / 2) % around_s - around_s / 2))
    return errors


def measure(path: Path, folder: Path, hours: float, play_s: float) -> float:
    """Play a recording at many places and speeds; print and return the worst difference in ms."""
    worst = 0.0
    for tempo in (1.0, 0.5, 2.0):
        listening = Listening(path)
        waits_s = []
        with Monitor(folder) as monitor:
            listening.player.set_rate(tempo)
            listening.player.play(0.0)
            listening.run(play_s)
            for share in (0.5, 0.99, 0.25, 0.75, 0.001):
                place_s = round(share * hours * 3600 / WORD_S) * WORD_S + 0.2
                listening.player.seek(place_s)
                waits_s.append(listening.until_heard(place_s, 20))
                listening.run(max(3.0, play_s / 4) / min(1.0, tempo))
            listening.player.pause()
            listening.run(0.5)
        found = errors_ms(listening.said, monitor.words(tempo))
        listening.player.shutdown(2)
        if listening.problems or not found:
            _say(f"{path.name} at {tempo}x: nothing heard {listening.problems}")
            return float("inf")
        most = max(found, key=abs)
        worst = max(worst, abs(most))
        _say(
            f"{path.name} at {tempo}x: {len(found)} words, mean {np.mean(found):+.0f} ms, "
            f"95 % within {np.percentile(np.abs(found), 95):.0f} ms, most {most:+.0f} ms, "
            f"seeks {1000 * np.median(waits_s):.0f} ms "
            f"(most {1000 * max(waits_s):.0f})"
        )
    return worst


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Parse the options and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--hours", type=float, default=1.0, help="length of the recordings")
    parser.add_argument("--minutes", type=float, default=0.5, help="of each played on end")
    parser.add_argument("--formats", default=",".join(FORMATS))
    options = parser.parse_args()
    if shutil.which("pulseaudio") is None:
        sys.exit("played_sound: apt-get install pulseaudio")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = options.files or make(folder, options.hours, options.formats.split(","))
        with sound_server(folder):
            worst = max(measure(f, folder, options.hours, options.minutes * 60) for f in files)
    _say(f"the worst difference is {worst:.0f} ms; the bar is {BAR_MS:.0f} ms")
    return 0 if worst <= BAR_MS else 1


if __name__ == "__main__":
    sys.exit(main())
