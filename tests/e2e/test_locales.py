"""Recordings and models with names of all alphabets, in the locale of another country."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.locales import environment_of
from tests.nemo_files import model

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="tests/windows has Windows' code pages"),
]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# As a Chinese Linux of old wrote "会议", and the last byte of a Japanese "表" that is a backslash.
NO_TEXT = os.fsdecode(b"\xbb\xe1\xd2\xe9 \x95\x5c.wav")
FORMATS = ("txt", "timed-txt", "srt", "vtt", "json", "csv")


def aviary(home: Path, locale: str, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *words],
        cwd=ROOT, env=environment_of(locale) | {"AVIARY_HOME": str(home)},
        capture_output=True, check=False, timeout=240,
    )  # fmt: skip


@pytest.mark.real_model
def test_recordings_are_transcribed_and_exported_in_a_chinese_locale(tmp_path: Path) -> None:
    folder, out = tmp_path / "会议 회의 会議 Запись é", tmp_path / "出力"
    folder.mkdir()
    for name in ("録音 é.wav", NO_TEXT):
        shutil.copy(SAMPLE, folder / name)
    done = aviary(
        tmp_path / NO_TEXT, "zh_CN.GBK", "transcribe", folder,
        "--format", ",".join(FORMATS), "--output", out,
    )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 0 and "Error" not in said and "error" not in said, said
    assert len(list(out.iterdir())) == 2 * len(FORMATS)
    names = {json.loads(path.read_text("utf-8"))["media"]["path"] for path in out.glob("*.json")}
    assert names == {str(folder / name) for name in ("録音 é.wav", NO_TEXT)}
    assert "出力" in said and "録音 é.wav" in said


def test_models_are_imported_and_listed_in_a_japanese_locale(tmp_path: Path) -> None:
    home = tmp_path / "ホーム é"
    file = model(tmp_path / "日本語 表.nemo")
    imported = aviary(home, "ja_JP.SJIS", "models", "import", file)
    assert imported.returncode == 0, imported.stderr.decode()
    listed = aviary(home, "ja_JP.SJIS", "models", "list", "--json")
    assert "日本語 表" in [one["title"] for one in json.loads(listed.stdout)]
