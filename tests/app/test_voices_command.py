"""Kept voices in the terminal: listed, forgotten by name or all."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.library.records import HeardVoice
from tests.app.test_library_command import Home
from tests.unit.library.stored_things import a_transcript

KEYS = ("1" * 32, "2" * 32)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    with closing(made.open()) as library:
        for key in KEYS:
            library.finish_job(key, a_transcript("A text."))
            heard = [HeardVoice("Anna", "titanet", b"1234", 10.0)]
            if key == KEYS[0]:
                heard.append(HeardVoice("Peter \x1b[31m", "titanet", b"5678", 30.0))
            library.keep_voices(key, heard, {one.name for one in heard}).result()
    return made


def names(home: Home) -> set[str]:
    with closing(home.open()) as library:
        return {one.name for one in library.voices()}


def test_they_are_listed_for_people_and_for_programs(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in ((), ("list",)):
        assert home.run("voices", *words) == 0
        assert "Anna  20 s of speech, 2 recordings" in capsys.readouterr().out
    assert home.run("voices", "--json") == 0
    anna, peter = json.loads(capsys.readouterr().out)
    assert (anna["name"], anna["recordings"], anna["seconds"]) == ("Anna", 2, 20.0)
    assert "\x1b" in peter["name"] and "print" not in peter


def test_one_is_forgotten_by_name_and_a_wrong_name_deletes_nothing(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert home.run("voices", "forget", "Anna", "Nobody") == 1
    out, err = capsys.readouterr()
    assert "“Nobody”" in err and "nothing is deleted" in err and not out
    assert len(names(home)) == 2
    assert home.run("voices", "forget", "Anna") == 0
    out = capsys.readouterr().out
    assert "Anna" not in out and "\x1b" not in out and "30 s of speech" in out
    assert names(home) == {"Peter \x1b[31m"}


def test_all_are_forgotten_and_a_copy_that_may_hold_some_is_named(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = home.library / "set aside 2027-01-01 00-00-00.sqlite3"
    broken.write_bytes(b"no database")
    assert home.run("voices", "forget", "--all") == 0
    out, err = capsys.readouterr()
    assert out == "No voices are kept.\n" and broken.name in err
    assert names(home) == set()


@pytest.mark.parametrize("words", [(), ("Anna", "--all")])
def test_it_has_to_be_said_whose(home: Home, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        home.run("voices", "forget", *words)
    assert len(names(home)) == 2
