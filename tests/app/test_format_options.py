"""What is chosen of a format: kept in the settings, given in the terminal."""

import argparse
import json
from pathlib import Path

import pytest

from desktop_app.app.exporting.formats import FORMATS
from desktop_app.app.exporting.plan import plan_of
from desktop_app.app.settings import ExportChoices, Settings, SettingsStore
from desktop_app.cli.format_options import chosen_formats, typed_options
from desktop_app.cli.main import build_parser, run
from desktop_app.cli.parsing import CALLED, MEANT
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export.options import (
    DEFAULTS,
    ExportOptions,
    Layout,
    TimesShown,
    known_choices,
    stored_choices,
)
from desktop_app.export.subtitle_rules import SubtitleRules
from tools import format_table


def parsed(*words: str) -> argparse.Namespace:
    return build_parser().parse_args(["transcribe", "a.wav", *words])


def test_choices_are_kept_and_what_a_newer_version_chose_stays(tmp_path: Path) -> None:
    chosen = ExportOptions(times=TimesShown.NONE, has_speakers=False)
    options = {
        "docx": stored_choices(chosen, DEFAULTS),
        "txt": {"times": "every full moon", "has_speakers": False, "rhymes": True},
        "of-a-newer-version": {"anything": [1, 2]},
    }
    path = tmp_path / "settings.json"
    SettingsStore(path).save(
        Settings(export_choices=ExportChoices(("docx", "txt", "srt"), options=options))
    )
    store = SettingsStore(path)
    kept = store.load().export_choices
    txt, docx, srt = plan_of(kept, FORMATS).formats
    assert docx.defaults == chosen
    assert txt.defaults == ExportOptions(times=txt.defaults.times, has_speakers=False)
    assert srt in FORMATS
    store.change(language="de")
    assert SettingsStore(path).load().export_choices.options == options


def test_rules_of_subtitles_are_chosen_by_name_and_those_of_a_newer_version_left_out() -> None:
    words = parsed("--format", "srt,txt", "--preset", "bbc")
    srt, txt = chosen_formats(words, words.format)
    assert srt.defaults.preset == "bbc" and txt in FORMATS
    assert known_choices({"preset": "moonlight"}) == {}
    own = ExportOptions(rules=SubtitleRules(line_chars=30))
    kept = stored_choices(own, DEFAULTS)
    assert known_choices(json.loads(json.dumps(kept))) == {"rules": own.rules}
    kept["rules"]["line_chars"] = 1  # which no subtitle can meet
    assert known_choices(kept) == {}


def test_only_what_differs_is_kept() -> None:
    chosen = ExportOptions(layout=Layout.INTERVIEW)
    assert stored_choices(chosen, DEFAULTS) == {"layout": "interview"}
    assert known_choices({"layout": "interview", "times": 3}) == {"layout": Layout.INTERVIEW}


def test_speakers_are_named_where_a_format_leaves_them_out() -> None:
    words = parsed("--format", "srt,lrc,json,txt", "--with-speakers")
    srt, lrc, json_format, txt = chosen_formats(words, words.format)
    assert srt.defaults.has_speakers and lrc.defaults.has_speakers and txt.defaults.has_speakers
    assert json_format in FORMATS
    assert typed_options(words) == ["--with-speakers"]
    talk = Transcript(
        Path("/rec/talk.wav"), 4.0, "m", "en", (Segment("Good morning.", 0.5, 1.5, speaker="Ann"),)
    )
    assert b"Ann" in srt.render(talk) and b"Ann" in lrc.render(talk)
    plain = parsed("--format", "srt,lrc")
    assert all(b"Ann" not in one.render(talk) for one in chosen_formats(plain, plain.format))


def test_the_help_names_the_formats_that_leave_speakers_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for command in (("transcribe",), ("library", "export"), ("library", "show")):
        with pytest.raises(SystemExit):
            build_parser().parse_args([*command, "--help"])
        said = " ".join(capsys.readouterr().out.split())
        assert "name the speakers, also in srt and lrc, which else leave them out" in said


@pytest.mark.parametrize("command", [("transcribe", "a.wav"), ("library", "export", "talk")])
def test_speakers_are_not_named_and_left_out_at_once(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run([*command, "--format", "srt", "--with-speakers", "--no-speakers"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "error: --with-speakers and --no-speakers do not go together" in said


def test_the_terminal_chooses_for_the_formats_that_listen() -> None:
    words = parsed("--format", "txt,docx,srt", "--times", "none", "--no-speakers")
    txt, docx, srt = chosen_formats(words, words.format)
    assert docx.defaults.has_speakers is False and txt.defaults.has_speakers is False
    assert srt in FORMATS
    assert typed_options(words) == ["--times", "none", "--no-speakers"]
    plain = parsed("--format", "docx")
    assert chosen_formats(plain, plain.format)[0] in FORMATS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--times", "minutes"), "Did you mean “minute”?"),
        (("--preset", "netflx"), "Did you mean “netflix”?"),
        (("--layout", "tabel"), "(known: paragraphs, interview)"),
        (("--format", "json", "--no-speakers"), "--no-speakers is for --format txt,"),
        (("--format", "json", "--with-speakers"), "--with-speakers is for --format txt,"),
        (("--format", "srt", "--with-speakers"), "--with-speakers goes with --speakers,"),
        (("--layout", "interview"), "--layout is for --format"),
        (("--format", "pfd"), "Did you mean “pdf”?"),
    ],
)
def test_what_nobody_listens_to_is_refused(
    words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["transcribe", "a.wav", *words])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", [("transcribe", "a.wav"), ("library", "export", "talk")])
@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("word", "docx"),
        ("Doc", "docx"),
        ("text", "txt"),
        ("subtitles", "srt"),
        ("subtitle", "srt"),
        ("youtube", "srt"),
        ("excel", "csv"),
        (".xlsx", "csv"),
        ("web", "html"),
        ("webpage", "html"),
        ("htm", "html"),
        ("praat", "textgrid"),
        ("eaf", "elan"),
        ("txt,word", "docx"),
    ],
)
def test_a_format_that_is_called_otherwise_is_suggested_before_the_long_list(
    command: tuple[str, ...], word: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args([*command, "--format", word])
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    named = word.removeprefix("txt,")
    assert f"unknown format {named}. Did you mean “{meant}”? (known: ass, " in said


def test_what_formats_are_called_leads_to_formats_that_are_there() -> None:
    known = {one.id for one in FORMATS}
    assert set(CALLED) <= known
    assert not known & set(MEANT)  # a format's own name needs no other
    assert len(MEANT) == sum(map(len, CALLED.values()))  # no word means two
    assert all(word == word.casefold() and not word.startswith(".") for word in MEANT)
    for own in ("audacity", "elan"):  # programs whose names are formats
        assert parsed("--format", own).format == (own,)


def test_the_readme_has_all_formats() -> None:
    assert format_table.written() == [*format_table.lines()], "python -m tools.format_table"
