"""Each finished transcript becomes a file by itself, and a folder that refuses loses nothing."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.automatic import RefusedFolder
from desktop_app.app.settings import ExportChoices
from desktop_app.app.transcript.redo_offers import RedoKind, RedoOffer
from desktop_app.app.transcript.rows import Mark
from desktop_app.core.errors import NotWritable
from desktop_app.core.naming import WhenTaken
from desktop_app.core.transcript import SpeechGap
from tests.app.conftest import Stage


def choose(stage: Stage, folder: Path | None, *formats: str, template: str = "{name}") -> None:
    choices = ExportChoices(formats or ("txt",), str(folder or ""), template)
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)


def transcribe(qtbot: QtBot, stage: Stage, *paths: Path) -> None:
    controller = stage.services.controller
    wanted = len(controller.finished()) + len(paths)
    controller.add_paths(list(paths))
    qtbot.waitUntil(lambda: len(controller.finished()) == wanted)
    qtbot.waitUntil(lambda: stage.services.automatic.unwritten == 0)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_written_unless_it_is_wanted(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    choose(stage, folder)
    stage.services.preferences.change(exports_automatically=False)
    transcribe(qtbot, stage, tmp_path / "talk.wav")
    assert names(folder) == []


def test_each_finished_transcript_is_written_in_each_format(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    choose(stage, folder, "txt", "srt", "of-a-newer-version", template="{name} ({model})")
    told: list[tuple[str, ...]] = []
    stage.services.automatic.written.connect(told.append)
    transcribe(qtbot, stage, Path("/a/one.wav"), Path("/b/one.wav"), Path("/b/two.wav"))
    assert names(folder) == [
        "one (starter) (2).srt",
        "one (starter) (2).txt",
        "one (starter).srt",
        "one (starter).txt",
        "two (starter).srt",
        "two (starter).txt",
    ]
    assert len(told) == 3


def test_beside_the_recording_no_recording_is_replaced(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    talk = tmp_path / "dictation.txt"
    talk.write_bytes(b"RIFF")
    choices = ExportChoices(("txt",), when_taken=WhenTaken.REPLACE)
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    transcribe(qtbot, stage, talk)
    assert talk.read_bytes() == b"RIFF" and (tmp_path / "dictation (2).txt").exists()


def test_nothing_is_written_beside_the_sample(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    choose(stage, None)
    assert stage.services.places.sample is not None
    transcribe(qtbot, stage, stage.services.places.sample)
    assert not Path("sample.txt").exists()
    choose(stage, tmp_path)
    controller = stage.services.controller
    controller.doubles_found.connect(controller.add_doubles)  # the user wants it once more
    transcribe(qtbot, stage, stage.services.places.sample)
    assert (tmp_path / "sample.txt").exists()


def test_a_folder_that_is_missing_is_told_once_and_another_gets_all(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    gone, other = tmp_path / "gone", tmp_path / "other"
    other.mkdir()
    choose(stage, gone)
    automatic, told = stage.services.automatic, list[RefusedFolder]()
    automatic.refused.connect(told.append)
    transcribe(qtbot, stage, *(Path(f"/a/{number}.wav") for number in range(20)))
    assert [each.folder for each in told] == [gone]
    assert isinstance(told[0].error, NotWritable) and automatic.waiting(gone) == 20
    automatic.use_instead(gone, other)
    qtbot.waitUntil(lambda: automatic.unwritten == 0)
    assert len(names(other)) == 20 and automatic.waiting(gone) == 0 and len(told) == 1
    assert stage.services.preferences.current.automatic_export.folder == str(other)
    transcribe(qtbot, stage, Path("/a/last.wav"))
    assert "last.txt" in names(other)


def test_a_folder_that_comes_back_gets_what_it_refused(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    choose(stage, folder)
    automatic, told = stage.services.automatic, list[RefusedFolder]()
    automatic.refused.connect(told.append)
    transcribe(qtbot, stage, Path("/a/1.wav"), Path("/a/2.wav"))
    folder.mkdir()
    transcribe(qtbot, stage, Path("/a/3.wav"))
    qtbot.waitUntil(lambda: names(folder) == ["1.txt", "2.txt", "3.txt"])
    folder.rename(tmp_path / "away")
    transcribe(qtbot, stage, Path("/a/4.wav"))
    assert len(told) == 2  # gone for the second time


def test_another_folder_for_recordings_that_lie_where_nothing_can_be_written(
    qtbot: QtBot, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disc, other = tmp_path / "disc", tmp_path / "other"
    disc.mkdir()
    other.mkdir()
    write = stat.S_IWUSR
    disc.chmod(stat.S_IRUSR | stat.S_IXUSR)

    def refusing(path: Path, data: bytes) -> None:
        if not path.parent.stat().st_mode & write:  # root may write everywhere
            raise NotWritable("“{path}” cannot be written.", path=path)
        path.write_bytes(data)

    monkeypatch.setattr("desktop_app.export.files.write_new", refusing)
    choose(stage, None)
    automatic = stage.services.automatic
    transcribe(qtbot, stage, disc / "1.wav", other / "2.wav")
    assert automatic.waiting(disc) == 1 and names(other) == ["2.txt"]
    automatic.use_instead(disc, other)
    qtbot.waitUntil(lambda: automatic.unwritten == 0)
    transcribe(qtbot, stage, disc / "3.wav")
    assert names(other) == ["1.txt", "2.txt", "3.txt"]
    assert stage.services.preferences.current.automatic_export.folder == ""


def test_other_choices_are_another_chance(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    choose(stage, tmp_path / "gone")
    transcribe(qtbot, stage, Path("/a/1.wav"))
    folder = tmp_path / "texts"
    folder.mkdir()
    choose(stage, folder, "srt")
    qtbot.waitUntil(lambda: names(folder) == ["1.srt"])


def test_a_span_that_was_recognised_again_and_kept_brings_the_file_up_to_date(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    choose(stage, folder)
    transcribe(qtbot, stage, Path("/a/talk.wav"))
    controller = stage.services.controller
    record = controller.selected
    assert record is not None and record.transcript is not None
    first, lost, last = record.transcript.segments
    gaps = (SpeechGap(10.0, 13.0),)
    controller.revise(record.id, replace(record.transcript, segments=(first, last), gaps=gaps))
    written = folder / "talk.txt"
    qtbot.waitUntil(lambda: lost.text not in written.read_text(encoding="utf-8"))
    mark = Mark((10.0, 13.0))
    stage.services.redo.begin(mark, RedoOffer(RedoKind.AGAIN, record.job.request.model))
    qtbot.waitUntil(lambda: stage.services.redo.pair is not None)
    assert stage.services.redo.keep_new()
    qtbot.waitUntil(lambda: lost.text in written.read_text(encoding="utf-8"))
    assert names(folder) == ["talk.txt"]


def test_an_unusable_template_is_told_once(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    choose(stage, tmp_path, template="{nonsense}")  # as in a file that was edited by hand
    told: list[object] = []
    stage.services.automatic.failed.connect(told.append)
    transcribe(qtbot, stage, Path("/a/1.wav"), Path("/a/2.wav"))
    assert len(told) == 1
