"""My words in the terminal: listed and changed, listened for, and corrected as the text comes."""

import json
from pathlib import Path

import pytest

from desktop_app.cli import journal as journal_module
from desktop_app.cli.main import build_parser, run
from desktop_app.cli.parsing import phrases
from desktop_app.core.editing.terms import Term
from tests.app import test_library_command as library_command
from tests.app.chunk_engine import WHOLE, Home
from tests.app.test_resume_command import stop_at

PIECE = Term("Piece", ("chunk2", "Chunk3"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(journal_module, "has_window", lambda _services: False)
    made = Home(tmp_path)
    with made.library() as library:
        library.keep_terms([PIECE, Term("Quiet", is_boosted=False)]).result()
    return made


def test_texts_get_the_words_on_the_screen_in_files_and_in_the_library(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = [*WHOLE[:2], "Piece.", "Piece."]
    assert home.run("--quiet", home.recording("a.wav")) == 0
    assert capsys.readouterr().out.split() == wanted
    out = home.folder / "out"
    assert home.run("--quiet", "--output", out, "--format", "txt", home.recording("b.wav")) == 0
    assert (out / "b.txt").read_text(encoding="utf-8").split() == wanted
    with home.library() as library:
        key = library.transcripts()[0].key
        assert [segment.text for segment in library.transcript(key).segments] == wanted
        assert library.edits(key).undoable[-1].name == "My words"
        library.undo_edit(key).result()
        assert [segment.text for segment in library.transcript(key).segments] == WHOLE


def test_without_words_nothing_is_corrected_or_listened_for(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.engine.at = stop_at("a", 2)
    assert home.run("--quiet", "--no-words", home.recording("a.wav")) == 130
    out, err = capsys.readouterr()
    assert out.split() == WHOLE[:2]
    assert err.splitlines()[-1] == "To go on: aviary transcribe --resume --no-words --quiet"
    with home.library() as library:
        assert [job.request.phrases for job in library.jobs()] == [()]
    assert home.run("--quiet", "--resume", "--no-words") == 0
    assert capsys.readouterr().out.split() == WHOLE


def test_a_job_that_goes_on_keeps_its_phrases(home: Home) -> None:
    home.engine.at = stop_at("a", 2)
    assert home.run("--quiet", "--phrases", "Anna, Cow  alski,,", home.recording("a.wav")) == 130
    with home.library() as library:
        (job,) = library.jobs()
        assert job.request.phrases == ("Anna", "Cow alski", "Piece")
        library.keep_terms([]).result()
    assert home.run("--quiet", "--resume") == 0


def test_phrases_come_from_a_list_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "names.txt"
    file.write_text("\ufeffAnna\n\nBerta\tbertha\tno\nCarla\tkarla\n", encoding="utf-8")
    assert phrases(str(file)) == ("Anna", "Carla")
    assert phrases(" Anna ,Berta,Anna") == ("Anna", "Berta")
    for bad in (tmp_path / "missing.txt", tmp_path / "noise"):
        (tmp_path / "noise").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(SystemExit):
            build_parser().parse_args(["transcribe", "a.wav", "--phrases", str(bad)])


def test_resuming_with_phrases_is_refused() -> None:
    with pytest.raises(SystemExit):
        run(["transcribe", "--resume", "--phrases", "Anna"])


def test_the_list_is_changed_and_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = library_command.Home(tmp_path)

    def said(*words: str) -> str:
        assert home.run("words", *words) == 0
        return capsys.readouterr().out

    assert said() == "There are no words yet.\n"
    added = said("add", "Kowalski", "--heard-as", "cow alski", "--heard-as", "Kowalsky")
    assert added == "Kowalski  (heard as cow alski | Kowalsky)\n"
    assert said("add", "Will", "--no-listening").splitlines()[1] == "Will  (only corrected)"
    table = said("export")
    (tmp_path / "list.tsv").write_text(table, encoding="utf-8")
    assert home.run("words", "remove", "Kowalski", "Nobody") == 1
    out, err = capsys.readouterr()
    assert "“Nobody” is not in the list; nothing is removed." in err and not out
    assert said("remove", "Kowalski") == "Will  (only corrected)\n"
    assert len(said("import", str(tmp_path / "list.tsv")).splitlines()) == 2
    assert json.loads(said("--json"))[1]["text"] == "Kowalski"
    assert home.run("words", "import", str(tmp_path / "missing")) == 1
    assert "There is no file" in capsys.readouterr().err
    before = said()
    long = tmp_path / "long.txt"
    long.write_text(f"{'x' * 201}\n", encoding="utf-8")
    for words, sentence in (
        (("add", ""), "This word has no letters."),
        (("add", "x" * 201), "A word has 200 characters at most."),
        (("add", "x", "--heard-as", "y" * 201), "A word has 200 characters at most."),
        (("import", str(long)), "has a word of more than 200 characters"),
    ):
        assert home.run("words", *words) == 1
        out, err = capsys.readouterr()
        assert sentence in err and not out
    assert said() == before
