"""FFmpeg without the two GPL libraries: it reads as before, and has no such encoder."""

import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest

from desktop_app.app.services import SAMPLE
from tools.build import encoders, one_step
from tools.build.encoders import LIBRARIES, MARKS, NoCompilerError, exchange, step

SITE_PACKAGES = Path(av.__file__).parents[1]
# Where the folder given holds PyAV: what it reads, and what it says to each encoder.
TRIAL = """
import sys
from fractions import Fraction
sys.path.insert(0, sys.argv[1])
import av
assert av.__file__.startswith(sys.argv[1]), av.__file__
with av.open(sys.argv[2]) as opened:
    print(sum(frame.samples for frame in opened.decode(audio=0)))
for name in ("libx264", "libx265", "mpeg4"):
    context = av.CodecContext.create(name, "w")
    context.width = context.height = 64
    context.pix_fmt, context.framerate, context.time_base = "yuv420p", 25, Fraction(1, 25)
    try:
        context.open()
        print(name)
    except av.error.FFmpegError as error:
        print("no", name)
"""

needs_linux_wheel = pytest.mark.skipif(
    not list(SITE_PACKAGES.glob(f"{LIBRARIES}/*.so*")), reason="PyAV's wheel for Linux is not here"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    compiled = shutil.ignore_patterns("__pycache__")  # maybe being written at this moment
    for name in ("av", LIBRARIES):
        shutil.copytree(SITE_PACKAGES / name, tmp_path / "_internal" / name, ignore=compiled)
    return tmp_path


@needs_linux_wheel
def test_it_reads_as_before_and_has_no_such_encoder(copy: Path) -> None:
    exchanged = step(copy, copy, "linux")
    assert sorted(file.name[:7] for file in exchanged) == ["libx264", "libx265"]
    for file in exchanged:
        assert file.stat().st_size < 30_000
        assert not any(mark in file.read_bytes() for mark in MARKS.values())
    command = [sys.executable, "-c", TRIAL, str(copy / "_internal"), str(SAMPLE)]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split(
        "\n"
    )
    with av.open(str(SAMPLE)) as opened:
        samples = sum(frame.samples for frame in opened.decode(audio=0))
    assert told[:4] == [str(samples), "no libx264", "no libx265", "mpeg4"]
    assert step(copy, copy, "linux") == []  # nothing is left to exchange


def test_a_tree_without_ffmpeg_is_left_alone(tmp_path: Path) -> None:
    assert exchange(tmp_path, "linux") == []


@needs_linux_wheel
def test_a_missing_compiler_is_reported(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(encoders.COMPILERS, "linux", "no-such-compiler")
    with pytest.raises(NoCompilerError, match="no-such-compiler is missing"):
        step(copy, copy, "linux")
    monkeypatch.setattr("sys.argv", ["one_step", "encoders", str(copy), "--platform", "linux"])
    assert one_step.main() == 1
    assert "cannot be taken out" in capsys.readouterr().err
