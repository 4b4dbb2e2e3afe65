"""`aviary transcribe --list-tracks` and `--audio-track`."""

import json
from pathlib import Path

import numpy as np
import pytest

from desktop_app.cli import tracks as tracks_command
from desktop_app.cli.main import build_parser
from desktop_app.cli.progress import people_line
from desktop_app.core.media import ALL_TRACKS
from tests.media_files import Track, speech, write


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Two tracks; the second has speech, and the first is the default."""
    voice = speech()
    tracks = [
        Track(np.zeros_like(voice)[None], 16_000, "pcm_s16le", is_default=True),
        Track(voice[None], 16_000, "pcm_s16le", language="eng", title="Talk", is_default=False),
    ]
    write(tmp_path / "film.mkv", tracks)
    return tmp_path / "film.mkv"


def listed(*arguments: str) -> int:
    return tracks_command.run(
        build_parser().parse_args(["transcribe", "--list-tracks", *arguments])
    )


def test_tracks_are_listed_with_the_one_to_come(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(str(film)) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(film),
        "  1 · pcm_s16le · 16 kHz mono (default)",
        "  2 · Talk · eng · pcm_s16le · 16 kHz mono (would be transcribed)",
    ]


def test_tracks_are_listed_as_json(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed("--json", str(film)) == 0
    ((one, two),) = [each["tracks"] for each in json.loads(capsys.readouterr().out)]
    assert (one["number"], one["is_default"], one["is_chosen"]) == (1, True, False)
    assert (two["number"], two["title"], two["is_chosen"]) == (2, "Talk", True)


def test_all_tracks_are_marked_where_all_are_asked_for(
    film: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed("--audio-track", "all", str(film)) == 0
    assert capsys.readouterr().out.count("would be transcribed") == 2
    assert listed("--audio-track", "all", "--json", str(film)) == 0
    (tracks,) = [each["tracks"] for each in json.loads(capsys.readouterr().out)]
    assert [track["is_chosen"] for track in tracks] == [True, True]


def test_tracks_that_are_different_people_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = speech(seconds=23.0)
    is_first = (np.arange(len(sound)) / 16_000 // 3.0) % 2 == 0
    sounds = [sound * is_first, sound * ~is_first]
    tracks = [Track(one[None], 16_000, "pcm_s16le") for one in sounds]
    write(tmp_path / "talk.mkv", tracks, in_step=True)
    assert listed(str(tmp_path / "talk.mkv")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"  {people_line(2)}"
    assert listed("--json", str(tmp_path / "talk.mkv")) == 0
    assert json.loads(capsys.readouterr().out)[0]["people"] == 2


def test_a_track_that_is_not_there_fails(film: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed("--audio-track", "3", str(film)) == 1
    told = "has 2 audio tracks, so there is no track 3. Choose a track that exists."
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "track"),
    [
        ([], None),
        (["--audio-track", "auto"], None),
        (["--audio-track", "2"], 1),
        (["--track", "1"], 0),
        (["--audio-track", "all"], ALL_TRACKS),
    ],
)
def test_the_track_is_a_number_or_chosen(arguments: list[str], track: int | None) -> None:
    options = build_parser().parse_args(["transcribe", *arguments, "a.wav"])
    assert options.audio_track == track


@pytest.mark.parametrize("wrong", ["0", "-1", "second", "ALL"])
def test_a_track_that_is_no_number_is_wrong_usage(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["transcribe", "--audio-track", wrong, "a.wav"])
    assert ended.value.code == 2
    said = f"must be a number from 1 on or auto or all, not “{wrong}”"
    assert said in capsys.readouterr().err
