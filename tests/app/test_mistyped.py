"""A mistyped word is asked about; it opens no window and begins no work."""

from pathlib import Path

import pytest

from desktop_app.__main__ import mistake_in
from desktop_app.cli.main import build_parser
from desktop_app.core.errors import LanguageUnsupported, ModelUnknown
from desktop_app.core.text.suggestion import did_you_mean
from desktop_app.engine.nemo.config import check_options
from desktop_app.engine.recognizer import RecognitionOptions
from desktop_app.models.catalog import CATALOG
from desktop_app.models.store import ModelStore


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("trancribe x.wav", "transcribe"),
        ("Transcribe", "transcribe"),
        ("model list", "models"),
        ("docter", "doctor"),
        ("libary search x", "library"),
        ("--safe-mode trancribe x.wav", "transcribe"),
        ("--safe-mod", "--safe-mode"),
        ("--verison", "--version"),
    ],
)
def test_a_command_that_is_nearly_right_is_asked_about(words: str, meant: str) -> None:
    assert f"Did you mean “{meant}”?" in mistake_in(words.split())


def test_other_words_are_no_files_either() -> None:
    assert "neither a command (transcribe, library, models, doctor) nor a file." in mistake_in(
        ["help"]
    )
    assert "nor a file." in mistake_in([""]) and "nor a file." in mistake_in(["a.wav", ""])
    assert "no option “--model”" in mistake_in(["talk.wav", "--model", "x"])


def test_safe_mode_before_a_command_is_not_taken_for_a_file() -> None:
    wrong = mistake_in(["--safe-mode", "transcribe", "x.wav"])
    assert wrong == "--safe-mode is for the window; leave it out before “transcribe”."


def test_the_help_names_what_the_window_takes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert all(option in said for option in ("--safe-mode", "--quit", "--self-test", "--version"))


@pytest.mark.parametrize(
    "words",
    [
        "", "transcribe x.wav", "models", "--help", "--quit --wait 3", "--safe-mode a.wav",
        "gone.wav", "/no/such/recording", "./recording", "é日本.wav",
    ],
)  # fmt: skip
def test_what_may_be_a_file_or_a_command_passes(words: str) -> None:
    assert mistake_in(words.split()) == ""


def test_a_file_that_is_called_like_a_word_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("recording", "-odd.wav"):
        (tmp_path / name).touch()
        assert mistake_in([name]) == ""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("transcribe a.wav --fromat txt", "--format"),
        ("transcribe a.wav --format txt,strt", "srt"),
        ("transcribe a.wav --timestamps wrod", "word"),
        ("transcribe a.wav --device cdua", "cuda"),
        ("transcribe a.wav --precision int-8", "int8"),
        ("models lst", "list"),
        ("models downlaod x", "download"),
        ("doctor --jsno", "--json"),
        ("transcribe a.wav -format txt", "--format"),
    ],
)
def test_options_and_their_words(
    words: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(words.split())
    assert ended.value.code == 2
    assert f"Did you mean “{meant}”?" in capsys.readouterr().err


def test_models_and_languages(tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown, match=r"Did you mean “parakeet-tdt-0\.6b-v3”"):
        ModelStore(tmp_path, tmp_path).find("parakeet-tdt-0.6-v3")
    canary = next(spec for spec in CATALOG if spec.id == "canary-1b-v2")
    for language in ("DE", "de-AT", "deu"):
        with pytest.raises(LanguageUnsupported, match="Did you mean “de”"):
            check_options(canary, RecognitionOptions(language=language))


def test_a_language_that_a_model_does_not_hear_is_refused_although_it_is_not_chosen() -> None:
    by_id = {spec.id: spec for spec in CATALOG}
    for model in ("parakeet-tdt-1.1b", "aviary-starter"):
        check_options(by_id[model], RecognitionOptions(language="en"))
        with pytest.raises(LanguageUnsupported, match="does not support “de”"):
            check_options(by_id[model], RecognitionOptions(language="de"))
    check_options(by_id["parakeet-tdt-0.6b-v3"], RecognitionOptions(language="de"))
    with pytest.raises(LanguageUnsupported, match="does not support “xx”"):
        check_options(by_id["parakeet-tdt-0.6b-v3"], RecognitionOptions(language="xx"))


def test_a_model_that_does_not_translate_is_not_asked_for_another_of_its_languages() -> None:
    parakeet = next(spec for spec in CATALOG if spec.id == "parakeet-tdt-0.6b-v3")
    with pytest.raises(LanguageUnsupported) as raised:
        check_options(parakeet, RecognitionOptions(target_language="de"))
    assert raised.value.typed_sentence.endswith(
        "does not translate. Turn off translation, or choose a model that translates."
    )


def test_nothing_near_is_not_guessed() -> None:
    assert did_you_mean("video", ["txt", "srt", "json"]) == ""
    assert did_you_mean("", ["txt"]) == ""


@pytest.mark.parametrize(
    "words",
    [
        ("transcribe", ""),
        ("transcribe", "a.wav", "--output", ""),
        ("doctor", "--save", ""),
        ("models", "move", ""),
        ("models", "import", ""),
        ("models", "export", "starter", ""),
    ],
)
def test_an_empty_name_does_not_mean_the_folder_one_is_in(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        build_parser().parse_args(words)
    assert end.value.code == 2
    assert "the name is empty" in capsys.readouterr().err


def test_a_number_that_is_none_is_reported_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("x", "0", "-1", "1.5"):
        with pytest.raises(SystemExit):
            build_parser().parse_args(["transcribe", "a.wav", "--batch-size", wrong])
        assert f"must be a number from 1 on, not “{wrong}”" in capsys.readouterr().err
