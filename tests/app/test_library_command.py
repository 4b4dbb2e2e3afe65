"""`aviary library` on a real library."""

import io
import json
import os
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desktop_app.app.services import Services
from desktop_app.cli.library import commands as library_command
from desktop_app.cli.main import build_parser
from desktop_app.core.errors import AppError
from desktop_app.core.job import JobState
from desktop_app.core.library_errors import LibraryNotWritable
from desktop_app.core.request import Cutting, HeardChunk, TranscriptionRequest
from desktop_app.core.transcript import Incomplete, Segment, Transcript, Word
from desktop_app.library.library import Library
from desktop_app.library.missing import LostText, Missing
from desktop_app.library.records import StoredJob, VersionKind
from desktop_app.system.folders import Folders
from desktop_app.system.streams import OutputClosed
from tests.fakes import STARTER

TALK, NOTE = "a" * 32, "b" * 32


def transcript(path: Path, *texts: str) -> Transcript:
    return Transcript(
        path, 60.0 * len(texts), STARTER.id, "en", tuple(map(segment, range(len(texts)), texts))
    )


def segment(minute: int, text: str) -> Segment:
    """A sentence at a full minute, a quarter of a second for each word."""
    start_s = 60.0 * minute
    words = tuple(
        Word(word, start_s + number / 4, start_s + (number + 1) / 4, 0.5)
        for number, word in enumerate(text.split())
    )
    return Segment(text, start_s, start_s + len(words) / 4, words)


class Home:
    """A folder with a library, and the command that uses it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.error: AppError | None = None

    def open(self) -> Library:
        return Library.open(self.library)

    def run(self, *words: str | Path) -> int:
        def open_library() -> Any:
            if self.error is not None:
                raise self.error
            library = self.open()
            return SimpleNamespace(library=library, notes=library.notes)

        services = SimpleNamespace(
            open_library=open_library, folders=Folders.below(self.folder / "home")
        )
        options = build_parser().parse_args(["library", *map(str, words)])
        return library_command.run(cast(Services, services), options)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two transcripts and an unfinished job; the recordings are beside each other."""
    made = Home(tmp_path)
    (tmp_path / "recordings").mkdir()
    library = made.open()
    for key, name, *texts in (
        (TALK, "talk.wav", "We met at noon.", "The garden is green."),
        (NOTE, "note.wav", "Another garden, and 日本語."),
    ):
        path = tmp_path / "recordings" / name
        path.write_bytes(b"RIFF")
        library.finish_job(key, transcript(path, *texts), TranscriptionRequest(path, STARTER))
    job = StoredJob(
        key="c" * 32, request=TranscriptionRequest(tmp_path / "long.wav", STARTER),
        state=JobState.STOPPED,
    )  # fmt: skip
    library.add_jobs([job])
    cutting = Cutting(20.0)
    words = (Word("half", 1.0, 2.0), Word("a", 3.0, 4.0), Word("sentence", 5.0, 6.0))
    heard = HeardChunk(0, 0.0, 75.0, 0.0, 0.0, ((1.0, 6.0),), "half a sentence", words)
    library.note_chunk(job.key, heard, cutting)
    assert library.close()
    return made


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """What was printed since the last question: (standard output, standard error) in lines."""

    def read() -> tuple[list[str], list[str]]:
        out, err = capsys.readouterr()
        return out.splitlines(), err.splitlines()

    return read


def test_the_list_has_date_length_model_and_title(home: Home, said: Any) -> None:
    assert home.run("list") == 0
    out, err = said()
    assert [line.split()[0] for line in out] == ["bbbbbbbb", "aaaaaaaa"]  # newest first
    assert out[1].split()[3:] == ["02:00", STARTER.id, "talk.wav"]
    assert err == ["1 recording is unfinished: see `aviary library list --unfinished`."]
    assert home.run("list", "--json") == 0
    listed = json.loads("\n".join(said()[0]))
    assert [row["title"] for row in listed] == ["note.wav", "talk.wav"]
    assert listed[1]["words"] == 8 and listed[1]["exported"] is None


def test_what_is_incomplete_is_marked_in_the_list(home: Home, said: Any) -> None:
    library = home.open()
    broken = replace(library.transcript(TALK), incomplete=Incomplete(180.0, 120.0, 120.0, (), True))
    library.add_version(TALK, broken, VersionKind.MACHINE)
    assert library.close()
    sentence = "The recording ends after 2 min of 3 min; the file is incomplete."
    assert home.run("list") == 0
    whole, cut = said()[0]
    assert whole.endswith("note.wav") and cut.endswith(f"talk.wav  (incomplete: {sentence})")
    assert home.run("list", "--json") == 0
    listed = json.loads("\n".join(said()[0]))
    assert [row["missing"] for row in listed] == ["", sentence]


def test_a_check_names_the_texts_that_an_earlier_damage_cut(home: Home, said: Any) -> None:
    library = home.open()
    lost = Missing(lost=LostText(0.0)).column

    def cut(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE versions SET missing = ? WHERE words = 8", (lost,))

    library._database.write("test", cut).result()
    assert library.close()
    assert home.run("verify") == 0
    assert said()[1] == [
        "The library is whole.",
        "A damage before took text from 1 transcript: see `aviary library list`.",
    ]
    assert home.run("list") == 0
    assert "Some of this text was lost" in said()[0][1]
    assert home.run("verify", "--json") == 0
    assert json.loads("\n".join(said()[0]))["lost_text"] == [TALK]


def test_unfinished_ones_are_listed_with_their_place(home: Home, said: Any) -> None:
    assert home.run("list", "--unfinished") == 0
    ((line,), err) = said()
    assert line.split()[:3] == ["cccccccc", "stopped", "01:15"] and line.endswith("long.wav")
    assert not err


def test_what_failed_is_called_so(home: Home, said: Any) -> None:
    library = home.open()
    for number, text in (
        ("d", "1 recording is unfinished, 1 failed"),
        ("c", "2 recordings failed"),
    ):
        request = TranscriptionRequest(home.folder / "bad.wav", STARTER)
        job = StoredJob(key=number * 32, request=request, state=JobState.FAILED)
        library.add_jobs([job]).result()
        assert home.run("list") == 0
        assert said()[1] == [f"{text}: see `aviary library list --unfinished`."]
    assert library.close()


def test_an_empty_library_says_so_and_prints_nothing(tmp_path: Path, said: Any) -> None:
    home = Home(tmp_path)
    for words, text in (
        (("list",), "The library is empty."),
        (("list", "--trash"), "The trash is empty."),
        (("list", "--unfinished"), "Nothing is unfinished."),
        (("search", "word"), "Nothing was found."),
        (("export", "--all"), "There is nothing to export."),
    ):
        assert home.run(*words) == 0
        assert said() == ([], [text])


def test_a_search_prints_the_time_and_the_file(home: Home, said: Any) -> None:
    assert home.run("search", "garden") == 0
    out, _err = said()
    assert out == [
        "bbbbbbbb     00:00  note.wav: Another garden, and 日本語.",
        "aaaaaaaa     01:00  talk.wav: The garden is green.",
    ]
    assert home.run("search", "本") == 0
    assert len(said()[0]) == 1
    assert home.run("search", "--json", "talk") == 0
    found = json.loads("\n".join(said()[0]))
    assert [row["key"] for row in found["named"]] == [TALK] and found["hits"] == []
    assert home.run("search", "--limit", "1", "garden") == 0
    assert said()[1] == ["There is more; add --limit to see it."]


@pytest.mark.parametrize("name", ["a" * 32, "aaaa", "AAAAAA", "talk.wav", "talk", "Talk.WAV"])
def test_a_transcript_is_named_by_its_key_or_its_file(name: str, home: Home, said: Any) -> None:
    assert home.run("show", name) == 0
    assert [line for line in said()[0] if line] == ["We met at noon.", "The garden is green."]


def test_show_takes_formats_and_versions(home: Home, said: Any) -> None:
    library = home.open()
    path = library.summary(TALK).media_path
    library.add_version(TALK, transcript(path, "Corrected."), VersionKind.EDIT)
    assert library.close()
    assert home.run("show", "talk", "--format", "srt") == 0
    lines = said()[0]
    assert "-->" in lines[1] and lines[2] == "Corrected."
    assert home.run("show", "talk", "--version", "1") == 0
    assert said()[0][0] == "We met at noon."
    assert home.run("show", "talk", "--version", "3") == 1
    assert "has no version 3; the last is 2" in said()[1][0]


def test_the_text_of_an_unfinished_one_can_be_read(home: Home, said: Any) -> None:
    assert home.run("show", "long.wav") == 0
    assert said()[0] == ["half a sentence"]


def test_the_text_of_an_unfinished_one_can_be_exported_under_its_own_name(home: Home) -> None:
    out = home.folder / "out"
    assert home.run("export", "long", "talk", "--output", out) == 0
    assert sorted(path.name for path in out.iterdir()) == ["long (until 01-15).txt", "talk.txt"]


def test_an_unknown_or_ambiguous_name_is_told(home: Home, said: Any) -> None:
    assert home.run("show", "nobody") == 1
    assert said() == (
        [], ["There is no transcript “nobody”. See `aviary library list`."]
    )  # fmt: skip
    library = home.open()
    library.rename(TALK, "note.wav").result()
    assert library.close()
    assert home.run("show", "note.wav") == 1
    _out, err = said()
    assert [line.split()[0] for line in err[:2]] == ["bbbbbbbb", "aaaaaaaa"]
    (sentence,) = err[2:]
    key = "Give the key from the first column, such as bbbbbbbb."
    assert sentence == f"2 transcripts are called note.wav. {key}"


def test_subtitles_name_speakers_where_that_is_asked_for(home: Home, said: Any) -> None:
    library = home.open()
    talk = library.transcript(TALK)
    named = tuple(replace(segment, speaker="Ann") for segment in talk.segments)
    library.add_version(TALK, replace(talk, segments=named), VersionKind.MACHINE)
    assert library.close()
    for option, is_named in (("--with-speakers", True), ("--no-speakers", False), ("", False)):
        words = ("export", "talk", "--format", "srt", "--output", home.folder, "--overwrite")
        assert home.run(*words, *filter(None, (option,))) == 0
        written = (home.folder / "talk.srt").read_text(encoding="utf-8")
        assert ("Ann" in written) is is_named and "noon" in written
    said()
    assert home.run("show", "talk", "--format", "srt", "--with-speakers") == 0
    assert any("Ann" in line for line in said()[0])


def test_export_writes_what_was_chosen_and_the_rest_goes_on(home: Home, said: Any) -> None:
    out = home.folder / "out"
    assert home.run("export", "--all", "--format", "txt,srt", "--output", out) == 0
    printed, err = said()
    assert sorted(path.name for path in out.iterdir()) == [
        "note.srt", "note.txt", "talk.srt", "talk.txt",
    ]  # fmt: skip
    assert len(printed) == 4 and err == [f"2 of 2 transcripts exported into {out}."]
    assert home.run("export", "--new", "--output", out) == 0
    assert said()[1] == ["There is nothing to export."]
    assert home.run("export", "--search", "noon", "--output", out) == 0
    assert (out / "talk (2).txt").exists()
    assert home.run("export", "talk", "--output", out, "--skip") == 0
    assert not (out / "talk (3).txt").exists()
    assert home.run("export", "talk", "--output", out, "--name", "{model} {name}") == 0
    assert (out / f"{STARTER.id} talk.txt").exists()
    said()
    # Without a folder: beside the recordings, of which one is gone with its folder.
    library = home.open()
    library.move_recording(NOTE, home.folder / "gone" / "note.wav").result()
    assert library.close()
    (home.folder / "gone").write_bytes(b"")
    assert home.run("export", "--all") == 1
    assert (home.folder / "recordings" / "talk.txt").exists()
    assert said()[1][-1] == "1 of 2 transcripts exported."


@pytest.mark.usefixtures("qapp")
def test_formats_are_exported_and_shown_as_chosen(home: Home, said: Any) -> None:
    out = home.folder / "out"
    words = ("--format", "txt,pdf,srt", "--times", "paragraph", "--preset", "none")
    assert home.run("export", "talk", *words, "--output", out) == 0
    text = (out / "talk.txt").read_text(encoding="utf-8")
    assert "00:00" in text and "We met at noon." in text
    assert (out / "talk.pdf").read_bytes().startswith(b"%PDF-")
    assert "We met at noon." in (out / "talk.srt").read_text(encoding="utf-8")
    said()
    assert home.run("show", "talk", "--times", "minute") == 0
    assert "01:00" in "\n".join(said()[0])
    assert home.run("show", "talk", "--format", "pdf") == 1
    assert said() == (
        [],
        ["“pdf” is no text that a terminal could show. Write it to a file: aviary library export."],
    )
    with pytest.raises(SystemExit) as ended:
        home.run("show", "talk", "--format", "json", "--preset", "bbc")
    assert ended.value.code == 2
    assert "--preset is for --format srt," in said()[1][-1]


def test_wrong_usage_of_export_ends_with_2(home: Home, said: Any) -> None:
    assert home.run("export", "--all", "--name", "{nam}") == 2
    assert "There is no field “nam”" in said()[1][0]
    with pytest.raises(SystemExit) as ended:
        home.run("export")
    assert ended.value.code == 2


def test_a_backup_is_restored_elsewhere_and_merged(home: Home, tmp_path: Path, said: Any) -> None:
    backup = tmp_path / "all.aviary"
    assert home.run("backup", backup) == 0
    assert said()[0][0].startswith(f"Wrote {backup} (2 transcripts, ")
    assert home.run("backup", backup) == 2
    assert "already exists" in said()[1][0]
    assert home.run("backup", backup, "--overwrite") == 0
    assert home.run("restore", backup) == 0
    assert said()[0][-1] == "It has nothing new."
    other = Home(tmp_path / "other")
    assert other.run("restore", backup) == 0
    assert said()[0] == ["2 transcripts came from it."]
    assert other.run("show", "talk") == 0
    assert said()[0][0] == "We met at noon."
    assert home.run("restore", tmp_path / "nothing") == 1
    assert home.run("restore", home.folder / "recordings" / "talk.wav") == 1


def test_a_library_is_replaced_only_with_consent(home: Home, tmp_path: Path, said: Any) -> None:
    backup = tmp_path / "all.aviary"
    assert home.run("backup", backup) == 0
    assert home.run("delete", "talk", "--yes") == 0
    assert home.run("restore", backup, "--replace") == 1
    assert said()[1][-1] == "Nothing was changed. Answer y, or add --yes."
    assert home.run("list") == 0
    assert len(said()[0]) == 1
    assert home.run("restore", backup, "--replace", "--yes") == 0
    assert "What was there is kept as " in said()[0][1]
    assert home.run("list") == 0
    assert len(said()[0]) == 2


def test_deleting_asks_and_the_trash_does_not(home: Home, said: Any) -> None:
    assert home.run("trash", "talk", "note") == 0
    assert home.run("list", "--trash") == 0
    assert len(said()[0]) == 3
    assert home.run("untrash", "talk") == 0
    assert home.run("delete", "long.wav") == 1
    assert said()[1][-1].startswith("Nothing was deleted.")
    assert home.run("delete", "long.wav", "--yes") == 0
    assert home.run("list", "--unfinished") == 0
    assert said()[1][-1] == "Nothing is unfinished."
    assert home.run("empty-trash", "--yes") == 0
    said()
    assert home.run("list", "--json") == 0
    rows = json.loads("\n".join(said()[0]))
    assert [row["title"] for row in rows] == ["talk.wav"]
    assert (home.folder / "recordings" / "note.wav").exists()


def test_a_whole_library_is_verified_and_a_damaged_one_is_not(home: Home, said: Any) -> None:
    assert home.run("verify") == 0
    assert said() == ([], ["The library is whole."])
    assert home.run("verify", "--json") == 0
    assert json.loads("\n".join(said()[0])) == {"ok": True, "faults": [], "lost_text": []}


def test_damage_is_told_and_ends_with_1(home: Home, said: Any) -> None:
    library = home.open()
    path = home.folder / "recordings" / "talk.wav"
    for number in range(40):
        texts = [f"Sentence {number} {place} of many." for place in range(50)]
        key = f"{number:032x}"
        library.finish_job(key, transcript(path, *texts), TranscriptionRequest(path, STARTER))
    assert library.close()
    file = home.library / "library.sqlite3"
    with file.open("r+b") as stream:
        stream.seek(file.stat().st_size // 2 // 4096 * 4096)
        stream.write(b"\xff" * 8192)
    assert home.run("verify") == 1
    out, err = said()
    assert any("cannot be read" in line or "damaged" in line for line in (*out, *err))


def test_paths_that_are_no_unicode_are_listed(home: Home, said: Any) -> None:
    path = home.folder / os.fsdecode(b"caf\xe9.wav")
    library = home.open()
    library.finish_job("d" * 32, transcript(path, "Hm."), TranscriptionRequest(path, STARTER))
    assert library.close()
    for words in (("list", "--json"), ("search", "Hm", "--json"), ("show", "dddd", "--json")):
        assert home.run(*words) == 0
        printed = "\n".join(said()[0])
        assert json.loads(printed) and "caf\\udce9.wav" in printed


def test_a_library_that_cannot_be_opened_is_told(home: Home, said: Any) -> None:
    home.error = error = LibraryNotWritable("“library” cannot be written.")
    for words in (("list",), ("verify",), ("search", "x")):
        assert home.run(*words) == 1
        assert said() == ([], [error.typed_sentence])


def test_names_cannot_command_the_terminal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    library = home.open()
    library.rename(TALK, "evil\x1b[2Jname").result()
    assert library.close()

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    assert home.run("list") == 0
    assert "\x1b" not in screen.getvalue() and "evil\\u001b[2Jname" in screen.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise")
@pytest.mark.parametrize("words", [("search", "garden"), ("list",), ("list", "--json")])
def test_a_reader_that_has_left_is_no_error(
    words: tuple[str, ...], home: Home, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8", closefd=True) as left:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr(sys, "stdout", left)
        assert home.run(*words) == 0
        monkeypatch.undo()
    assert "took no more" not in capsys.readouterr().err


def test_a_reader_that_has_left_in_an_export_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_out(_text: str) -> None:
        raise OutputClosed("Standard output took no more text.", has_reader=False)

    monkeypatch.setattr(library_command, "put_out", put_out)
    assert home.run("list") == 0
    with pytest.raises(OutputClosed):
        home.run("export", "--all")
