"""`aviary transcribe` as a user and a script call it, with the bundled model and real files."""

import csv
import io
import itertools
import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jiwer
import jsonschema
import numpy as np
import pysubs2
import pytest

from tests import warm_commands
from tests.conftest import ROOT
from tests.media_files import Track, speech, spread, write

pytestmark = [pytest.mark.e2e, pytest.mark.real_model]

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
SAID = SAMPLE.with_suffix(".txt").read_text(encoding="utf-8").split()
FORMATS = ("txt", "srt", "vtt", "json", "csv")


def aviary(*words: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"AVIARY_HOME": str(home)} if home else {})
    return warm_commands.run(*words, environment=environment)


def error_rate(heard: Sequence[str]) -> float:
    return jiwer.wer(" ".join(SAID), " ".join(heard))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("Zuhause é")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    folder = tmp_path_factory.mktemp("ausgabe é 日本")
    asked = (SAMPLE, "--device", "cpu", "--format", ",".join(FORMATS), "--output", folder)
    done = aviary("transcribe", *asked, home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "warning" not in done.stderr.lower()
    return folder


def test_every_format_is_written_and_nothing_else(exported: Path) -> None:
    assert sorted(p.name for p in exported.iterdir()) == sorted(f"sample.{f}" for f in FORMATS)


def test_the_text_is_what_was_said(exported: Path) -> None:
    heard = (exported / "sample.txt").read_text(encoding="utf-8").split()
    assert error_rate(heard) <= 0.05


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_subtitles_are_read_by_others(exported: Path, kind: str) -> None:
    path = exported / f"sample.{kind}"
    cues = pysubs2.load(str(path))
    assert len(cues) >= 3
    assert error_rate(" ".join(cue.plaintext for cue in cues).split()) <= 0.05
    for before, after in itertools.pairwise(cues):
        assert before.start < before.end <= after.start
    probe = ["ffprobe", "-loglevel", "error", "-show_entries", "stream=codec_name", str(path)]
    done = subprocess.run(probe, capture_output=True, encoding="utf-8", check=True)
    assert {"srt": "subrip", "vtt": "webvtt"}[kind] in done.stdout
    assert not done.stderr


def test_json_follows_its_schema_and_holds_words(exported: Path) -> None:
    document: dict[str, Any] = json.loads((exported / "sample.json").read_text(encoding="utf-8"))
    schema = ROOT / "resources" / "transcript-v2.schema.json"
    jsonschema.validate(document, json.loads(schema.read_text(encoding="utf-8")))
    words = [word for segment in document["segments"] for word in segment["words"]]
    assert error_rate([word["text"] for word in words]) <= 0.05
    assert all(0 <= word["confidence"] <= 1 for word in words)
    times = [time for word in words for time in (word["start"], word["end"])]
    assert times == sorted(times) and times[-1] <= document["media"]["duration"]


def test_segments_start_where_the_sentences_do(exported: Path) -> None:
    document = json.loads((exported / "sample.json").read_text(encoding="utf-8"))
    starts = [segment["start"] for segment in document["segments"]]
    truth = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
    errors = sorted(min(abs(s - sentence["start"]) for s in starts) for sentence in truth)
    assert errors[len(errors) // 2] <= 0.06


def test_csv_is_read_back(exported: Path) -> None:
    text = (exported / "sample.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert error_rate(" ".join(row["text"] for row in rows).split()) <= 0.05


@pytest.mark.usefixtures("exported")
def test_a_plan_judges_by_the_run_before_it(home: Path) -> None:
    files = (SAMPLE, SAMPLE.with_name("missing.wav"))
    planned = aviary("transcribe", "--plan", "--device", "cpu", *files, home=home)
    assert planned.returncode == 1
    assert "missing.wav" in planned.stderr
    assert "on the CPU, fp32, " in planned.stdout
    assert "judging by 1 earlier run on this computer" in planned.stdout


def test_text_goes_to_standard_output_and_bad_files_are_named(tmp_path: Path) -> None:
    fake = tmp_path / "renamed.mp3"
    fake.write_text("This is no music.\n" * 50, encoding="utf-8")
    done = aviary("transcribe", tmp_path / "gone.wav", fake, SAMPLE, "--quiet")
    assert done.returncode == 1
    assert error_rate(done.stdout.split()) <= 0.05
    assert re.search(r"gone\.wav.*\.", done.stderr) and re.search(r"renamed\.mp3.*\.", done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("transcribe",), 2, "FILE"),
        (("transcribe", "a.wav", "--format", "doc"), 2, "unknown format doc. Did you mean “docx”?"),
        (("transcribe", "a.wav", "--batch-size", "0"), 2, "from 1 on"),
        (("transcribe", "a.wav", "--model", "whisper"), 2, "no model named “whisper”"),
        (("transcribe", str(SAMPLE), "--model", "canary-1b"), 2, "not on this computer"),
        (("transcribe", str(SAMPLE), "--language", "xx"), 2, "does not support “xx”"),
        (("transcribe", str(SAMPLE), "--audio-track", "9"), 1, "there is no track 9"),
        (("models", "verify", "canary-1b"), 1, "`aviary models download NAME` downloads one"),
        (("models", "show"), 2, "required: model"),
        (("models", "show", __file__), 1, "is not a NeMo model"),
    ],
)
def test_what_cannot_work_says_so(words: tuple[str, ...], code: int, said: str) -> None:
    done = aviary(*words)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_models_are_listed_as_json() -> None:
    listed = json.loads(aviary("models", "list", "--json").stdout)
    installed = [m["id"] for m in listed if m["installed"]]
    assert installed == ["aviary-starter", "aviary-starter-diarizer"]
    assert {m["id"] for m in listed} >= {"parakeet-tdt-0.6b-v3", "canary-1b-v2"}
    shown = json.loads(aviary("models", "show", "canary-1b", "--json").stdout)
    assert shown["timestamps"] == ["none"] and "NC" in shown["licence"]


def test_the_doctor_tries_the_sample() -> None:
    done = aviary("doctor", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert error_rate(found["sample"]["text"].split()) <= 0.05
    assert all(not folder["problem"] for folder in found["folders"].values())


def test_all_tracks_of_a_film_and_who_speaks_on_which(tmp_path: Path, home: Path) -> None:
    """A microphone each; the second begins late, and is in stereo."""
    sound = speech(seconds=30.0)
    truth = json.loads(SAMPLE.with_suffix(".json").read_text(encoding="utf-8"))
    begins = [round((sentence["start"] - 0.1) * 16_000) for sentence in truth]
    turn = np.searchsorted(begins, np.arange(len(sound)), side="right") % 2 == 0
    second = spread(sound * turn, 2)[:, begins[1] :]
    tracks = [
        Track((sound * ~turn)[None], 16_000, "pcm_s16le"),
        Track(second, 16_000, "aac", start_s=begins[1] / 16_000),
    ]
    film = tmp_path / "talk é.mkv"
    write(film, tracks, video="mpeg4", seconds=2.0, in_step=True)
    alone = aviary("transcribe", "--no-library", film, home=home)
    assert error_rate(alone.stdout.split()) > 0.3
    assert "--audio-track all --speakers channels" in alone.stderr
    words = ("transcribe", "--no-library", film, "--audio-track", "all", "--speakers", "channels")
    done = aviary(*words, home=home)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    spoken = [re.sub(r"^Speaker \d: ", "", line) for line in lines]
    assert error_rate(" ".join(spoken).split()) <= 0.1
    who = [line[:9] for line in lines if line.startswith("Speaker ")]
    assert who == [f"Speaker {number % 2 + 1}" for number in range(len(truth))]
    assert "channels" not in done.stderr
