"""`aviary transcribe --speakers`: what is asked for, and how the text comes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app.services import Services
from desktop_app.cli import main
from desktop_app.cli import plan as plan_command
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.main import build_parser
from desktop_app.cli.progress import people_line
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import ModelInvalid
from desktop_app.core.media import ALL_TRACKS, AudioTrack, MediaInfo, TrackChoice
from desktop_app.core.request import (
    ChannelsNoticed,
    SpeakerSearch,
    TrackChosen,
    TranscriptionEvent,
    TranscriptionRequest,
)
from desktop_app.core.transcript import Transcript
from desktop_app.media import probe
from desktop_app.system.folders import Folders
from tests.fakes import STARTER, FakeEngine, TalkingEngine
from tests.numbered_speakers import DIARIZER


class Talk(TalkingEngine):
    """Two people speak in turn; who, is in the transcript alone."""

    def __init__(self) -> None:
        super().__init__("Speaker 1", "Speaker 1", "Speaker 2")

    def transcribe(
        self,
        request: TranscriptionRequest,
        cancel: CancelToken,
        on_event: Callable[[TranscriptionEvent], None],
        upcoming: Sequence[TranscriptionRequest] = (),
    ) -> Transcript:
        made = super().transcribe(request, cancel, on_event, upcoming)
        if request.audio_track is None and request.media_path.suffix == ".mkv":
            on_event(TrackChosen(TrackChoice(AudioTrack(0, "aac", 48_000, 1), 2, people=2)))
        elif request.speakers is None:
            on_event(ChannelsNoticed(2, are_tracks=request.audio_track == ALL_TRACKS))
        return made


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    made = tmp_path / "talk.wav"
    made.write_bytes(b"RIFF")
    return made


def services(engine: FakeEngine, *, has_diarizer: bool = True) -> Services:
    store: Any = SimpleNamespace(
        preferred=lambda: STARTER,
        default_diarizer=lambda: DIARIZER if has_diarizer else None,
        diarizer=lambda _name: DIARIZER,
        is_installed=lambda _spec: True,
    )
    speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
    folders = Folders.below(Path("nothing is written there"))
    made = SimpleNamespace(store=store, session=lambda: engine, speed=speed, folders=folders)
    return cast(Services, made)


def transcribe(recording: Path, *words: str, has_diarizer: bool = True) -> tuple[int, Talk]:
    engine = Talk()
    line = ["transcribe", "--no-library", str(recording), *words]
    options = build_parser().parse_args(line)
    return transcribe_command.run(services(engine, has_diarizer=has_diarizer), options), engine


@pytest.mark.parametrize(
    ("words", "search"),
    [
        ((), None),
        (("--speakers", "none"), None),
        (("--speakers", "auto"), SpeakerSearch(DIARIZER)),
        (("--speakers", "2"), SpeakerSearch(DIARIZER, 2, is_exact=True)),
        (("--speakers", "at-most:4"), SpeakerSearch(DIARIZER, 4)),
        (("--speakers", "channels"), SpeakerSearch()),
        (("--speakers", "auto", "--diarizer", "some.nemo"), SpeakerSearch(DIARIZER)),
    ],
)
def test_what_is_asked_for(
    recording: Path, words: tuple[str, ...], search: SpeakerSearch | None
) -> None:
    code, engine = transcribe(recording, *words)
    assert code == 0
    assert [one.speakers for one in engine.requests] == [search]


def test_the_text_comes_at_the_end_with_a_name_where_one_begins(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transcribe(recording, "--speakers", "auto")
    assert capsys.readouterr().out.splitlines() == [
        "Speaker 1: Sentence number 0.",
        "Sentence number 1.",
        "Speaker 2: Sentence number 2.",
    ]


def test_channels_that_are_two_peoples_are_told_of(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transcribe(recording)
    assert "talk.wav: each of 2 channels is another person's" in capsys.readouterr().err
    transcribe(recording, "--speakers", "channels")
    assert "another person's" not in capsys.readouterr().err


def test_tracks_that_are_two_peoples_are_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    film = tmp_path / "talk.mkv"
    film.write_bytes(b"any")
    tracks = (AudioTrack(0, "aac", 48_000, 1), AudioTrack(1, "aac", 48_000, 1))
    monkeypatch.setattr(probe, "probe", lambda path: MediaInfo(path, 30.0, tracks))
    transcribe(film)
    said = capsys.readouterr().err
    assert "talk.mkv: track 1 of 2\n" in said
    assert f"talk.mkv: {people_line(2)}\n" in said
    _code, engine = transcribe(film, "--audio-track", "all")
    assert [one.audio_track for one in engine.requests] == [ALL_TRACKS]
    assert "talk.mkv: each of 2 tracks is another person's; --speakers" in capsys.readouterr().err
    _code, engine = transcribe(film, "--audio-track", "all", "--speakers", "channels")
    assert engine.requests[0].takes_all_tracks
    assert "another person's" not in capsys.readouterr().err


def test_without_a_model_it_says_how_to_get_one(
    recording: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, engine = transcribe(recording, "--speakers", "2", has_diarizer=False)
    assert (code, engine.requests) == (1, [])
    said = capsys.readouterr().err
    assert "No model that tells speakers apart" in said
    assert "aviary models download" in said
    assert transcribe(recording, "--speakers", "channels", has_diarizer=False)[0] == 0


def test_a_bad_file_is_a_failure_and_a_file_that_is_not_there_wrong_usage(recording: Path) -> None:
    error = ModelInvalid("It is no model.")
    for option in ("--model", "--diarizer"):
        for path, code in ((recording, 1), (recording.with_name("gone.nemo"), 2)):
            line = ["transcribe", str(recording), "--speakers", "auto", option, str(path)]
            assert transcribe_command.exit_code_of(error, build_parser().parse_args(line)) == code


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--speakers", "0"), "must be from 1 to 8, not “0”"),
        (("--speakers", "9"), "must be from 1 to 8, not “9”"),
        (("--speakers", "at-most:many"), "must be from 1 to 8, not “many”"),
        (("--speakers", "chanels"), "Did you mean “channels”?"),
        (("--diarizer", "x.nemo"), "--diarizer goes with --speakers"),
        (("--speakers", "channels", "--diarizer", "x.nemo"), "--diarizer goes with --speakers"),
        (("--speakers", "auto", "--diarizer", ""), "--diarizer: the name is empty"),
        (("--speakers", "auto", "--model", " "), "--model: the name is empty"),
        (("--speakers", "auto", "--timestamps", "none"), "leave out --timestamps none"),
        (("--resume", "--speakers", "2"), "leave out --speakers"),
    ],
)
def test_what_does_not_go(
    words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = () if "--resume" in words else ("talk.wav",)
    with pytest.raises(SystemExit) as end:
        main.run(["transcribe", *files, *words])
    assert end.value.code == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_the_plan_tells_of_it(
    recording: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a file that cannot be read nothing is planned, so a real one."""
    import soundfile
    from numpy import zeros

    soundfile.write(recording, zeros(16_000), 16_000)
    history: Any = SimpleNamespace(
        load=lambda: None, estimate=lambda *_: None, decided=lambda _request: None
    )
    made = services(FakeEngine())
    monkeypatch.setattr(made, "speed", history)
    monkeypatch.setattr(made.store, "installed", lambda _spec: None, raising=False)
    options = build_parser().parse_args(["transcribe", str(recording), "--speakers", "auto"])
    assert plan_command.run(made, options) == 0
    assert "Diarizer finds the speakers at the same time." in capsys.readouterr().out
    monkeypatch.setattr(made.store, "is_installed", lambda spec: spec != DIARIZER)
    layout = SimpleNamespace(folder=lambda _id: recording.parent / "nothing")
    monkeypatch.setattr(made.store, "layout", layout, raising=False)
    assert plan_command.run(made, options) == 1
    out, err = capsys.readouterr()
    assert "finds the speakers at the same time." in out and "not on this computer yet" in err
