"""SHA256SUMS, read by the program that users check with."""

import subprocess
from pathlib import Path

from desktop_app import __version__
from tools.build import checksums


def sha256sum(folder: Path) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def test_sha256sum_agrees_and_sees_a_change(tmp_path: Path) -> None:
    names = [f"Aviary-{__version__}-{end}" for end in ("linux.tar.xz", "windows-setup.exe")]
    for name in names:
        (tmp_path / name).write_bytes(name.encode() * 1000)
    (tmp_path / "Aviary-0.0.1-linux.tar.xz").write_bytes(b"of an older version")
    (tmp_path / "linux").mkdir()
    sums = checksums.step(tmp_path / "linux", tmp_path, "linux")
    assert [line.split("*")[1] for line in sums.read_text(encoding="utf-8").splitlines()] == names
    assert sha256sum(tmp_path).stdout.splitlines() == [f"{name}: OK" for name in names]
    (tmp_path / names[0]).write_bytes(b"changed")
    failed = sha256sum(tmp_path)
    assert failed.returncode == 1 and f"{names[0]}: FAILED" in failed.stdout
