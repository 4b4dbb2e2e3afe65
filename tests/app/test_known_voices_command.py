"""`aviary transcribe --known-voices`: speakers get the names of kept voices."""

from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from desktop_app.app.services import Services
from desktop_app.app.speakers.hearing import VoiceEar, Wanted
from desktop_app.app.speakers.speakers import VOICED
from desktop_app.cli import main
from desktop_app.cli import transcribe as transcribe_command
from desktop_app.cli.journal import command_to_go_on
from desktop_app.cli.main import build_parser
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import Cancelled, ModelInvalid
from desktop_app.core.transcript import Transcript
from desktop_app.engine.speakers.voices import stored_print
from desktop_app.library.library import Library
from desktop_app.library.records import HeardVoice
from desktop_app.models.catalog import VOICES
from desktop_app.system.folders import Folders
from tests.fakes import STARTER, TalkingEngine
from tests.numbered_speakers import DIARIZER

(TITANET,) = VOICES
SAID = ["--speakers", "2", "--known-voices"]


def direction(who: int) -> bytes:
    """The print of one person's voice; nobody else's is like it."""
    return stored_print(np.eye(8, dtype=np.float32)[who])


class Home:
    """A recording, a library with voices, and the command."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = TalkingEngine("Speaker 1", "Speaker 2", "Speaker 1")
        self.recording = folder / "talk.wav"
        self.recording.write_bytes(b"RIFF")
        self.installed = {STARTER.id, DIARIZER.id, TITANET.id}

    def open(self) -> Library:
        return Library.open(self.folder / "library")

    def keep(self, name: str, who: int, model: str = TITANET.id) -> None:
        """Keep a person's voice."""
        text = Transcript(Path("/rec/old.wav"), 60.0, "starter", None, ())
        with closing(self.open()) as library:
            library.finish_job("1" * 32, text)
            voice = HeardVoice(name, model, direction(who), 20.0)
            library.keep_voices("1" * 32, [voice], {name}).result()

    def run(self, *words: str) -> int:
        store: Any = SimpleNamespace(
            preferred=lambda: STARTER,
            default_diarizer=lambda: DIARIZER,
            available=lambda: [STARTER, DIARIZER, TITANET],
            is_installed=lambda spec: spec.id in self.installed,
        )
        speed: Any = SimpleNamespace(machine="here", note=lambda _run: None)
        services = SimpleNamespace(
            store=store,
            session=lambda: self.engine,
            speed=speed,
            folders=Folders.below(self.folder / "home"),
            open_library=lambda: SimpleNamespace(
                library=(opened := self.open()), notes=opened.notes
            ),
        )
        options = build_parser().parse_args(["transcribe", str(self.recording), *words])
        return transcribe_command.run(cast(Services, services), options)

    def speakers(self) -> list[str | None]:
        """Those of the newest transcript of the library."""
        with closing(self.open()) as library:
            (made,) = [one for one in library.transcripts() if one.title == "talk.wav"]
            return [one.speaker for one in library.transcript(made.key).segments]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("desktop_app.cli.journal.has_window", lambda _services: False)
    return Home(tmp_path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Wanted]:
    """What voices are heard of; Speaker 1 is the first person, Speaker 2 the second."""
    made: list[Wanted] = []

    def hear(_ear: VoiceEar, wanted: Wanted, _cancel: CancelToken) -> list[HeardVoice]:
        made.append(wanted)
        return [
            HeardVoice(name, TITANET.id, direction(int(name[-1])), 10.0) for name in wanted.spans
        ]

    monkeypatch.setattr(VoiceEar, "hear", hear)
    return made


def test_who_is_known_gets_the_name_in_a_change_that_can_be_undone(
    home: Home, asked: list[Wanted], capsys: pytest.CaptureFixture[str]
) -> None:
    home.keep("Anna", 2)
    assert home.run(*SAID) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Speaker 1: Sentence number 0.",
        "Anna: Sentence number 1.",
        "Speaker 1: Sentence number 2.",
    ]
    assert "talk.wav: named by voice: Anna (Speaker 2)" in err.splitlines()
    assert home.speakers() == ["Speaker 1", "Anna", "Speaker 1"]
    assert asked[0].path == home.recording
    with closing(home.open()) as library:
        (made,) = [one for one in library.transcripts() if one.title == "talk.wav"]
        assert [one.name for one in library.edits_named(made.key, [VOICED])] == [VOICED]
        assert [one.transcript for one in library.voices()] == ["1" * 32]  # none of this one


def test_it_is_off_unless_it_is_asked_for(home: Home, asked: list[Wanted]) -> None:
    home.keep("Anna", 2)
    assert home.run("--speakers", "2") == 0
    assert asked == [] and home.speakers() == ["Speaker 1", "Speaker 2", "Speaker 1"]


def test_without_the_model_or_a_voice_it_says_so_before_anything_is_heard(
    home: Home, asked: list[Wanted], capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.run(*SAID) == 1
    assert "No voices are kept that TitaNet Large knows." in capsys.readouterr().err
    home.keep("Anna", 2, "another model")
    assert home.run(*SAID) == 1
    assert "Settings > Speakers" in capsys.readouterr().err
    home.installed.discard(TITANET.id)
    assert home.run(*SAID) == 1
    assert f"aviary models download {TITANET.id}" in capsys.readouterr().err
    assert home.engine.requests == [] and asked == []


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (ModelInvalid("It is damaged."), 0, "talk.wav: nobody is named by voice. It is damaged."),
        (ValueError("what"), 0, "talk.wav: nobody is named by voice."),
        (Cancelled(), 130, "talk.wav: stopped before its voices were compared."),
    ],
)
def test_what_goes_wrong_with_it_does_not_cost_the_text(
    home: Home,
    error: Exception,
    code: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def hear(*_arguments: object) -> list[HeardVoice]:
        raise error

    monkeypatch.setattr(VoiceEar, "hear", hear)
    home.keep("Anna", 2)
    assert home.run(*SAID) == code
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 3 and sentence in err
    assert home.speakers() == ["Speaker 1", "Speaker 2", "Speaker 1"]
    with closing(home.open()) as library:
        assert library.jobs() == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--known-voices",), "--known-voices goes with --speakers"),
        ((*SAID, "--no-library"), "--known-voices and --no-library do not go together"),
    ],
)
def test_what_does_not_go(
    words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main.run(["transcribe", "talk.wav", *words])
    assert end.value.code == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_what_goes_on_later_is_named_then(home: Home) -> None:
    options = build_parser().parse_args(["transcribe", str(home.recording), *SAID])
    command = command_to_go_on([], options, names_all=False)
    assert command == "aviary transcribe --resume --known-voices"
    main._check_transcribe(build_parser().parse_args(command.split()[1:]))


def test_the_help_says_that_voices_are_biometric(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.run(["transcribe", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "--known-voices" in said and "biometric data" in said
