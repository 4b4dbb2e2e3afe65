"""What the library holds is exported without being in memory, and the list says that it was."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_app.app.exporting.batch import BatchExport
from desktop_app.app.exporting.plan import BatchReport, local_time, plan_of
from desktop_app.app.exporting.sources import items_of, load_from, name_of, text_of
from desktop_app.app.settings import ExportChoices
from desktop_app.app.window import WindowServices
from desktop_app.core.job import JobState
from desktop_app.library.library import Library
from tests.app.chunk_engine import CUTTING, heard
from tests.app.conftest import Stage
from tests.app.test_library_keeping import add, library_folder, opened, records, started_again
from tests.fakes import FORMATS

__all__ = ["library_folder"]


def transcribed(qtbot: QtBot, services: WindowServices, *names: str) -> Library:
    """The library, with these recordings' transcripts."""
    library = opened(qtbot, services)
    add(qtbot, services, *names)
    qtbot.waitUntil(lambda: all(one.summary is not None for one in records(services)))
    return library


def in_memory(services: WindowServices) -> list[str]:
    """Whose texts are in memory: only the selected one is read."""
    return [record.key for record in records(services) if record.transcript is not None]


def export(
    qtbot: QtBot, batch: BatchExport, services: WindowServices, folder: Path, template: str
) -> BatchReport:
    plan = plan_of(ExportChoices(("txt",), str(folder), template), FORMATS)
    every = services.controller.records()
    with qtbot.waitSignal(batch.ended) as blocker:
        batch.begin(items_of(every), plan, load_from(every, services.library.door.library))
    report = blocker.args[0]
    assert isinstance(report, BatchReport)
    return report


def test_what_is_only_in_the_library_is_exported_and_stays_out_of_memory(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    transcribed(qtbot, stage.services, *(f"/rec/{number}.wav" for number in range(20)))
    folder = tmp_path / "texts"
    folder.mkdir()
    with started_again(qtbot, stage) as services:
        assert len(in_memory(services)) <= 1
        report = export(qtbot, services.batch, services, folder, "{date} {name}")
        assert len(report.done) == 20 and not report.failed
        assert len(in_memory(services)) <= 1
        summaries = [record.summary for record in records(services)]
        day = f"{local_time(summaries[0].created_s if summaries[0] else None):%Y-%m-%d}"
        assert (folder / f"{day} 7.txt").read_text(encoding="utf-8").startswith("txt\nSentence")
        library = services.library.door.library
        assert library is not None
        qtbot.waitUntil(lambda: all(one.exported_s for one in library.transcripts()))
        qtbot.waitUntil(
            lambda: all(one.summary and one.summary.exported_s for one in records(services))
        )


def test_a_renamed_transcript_names_its_files(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    library = transcribed(qtbot, stage.services, "/rec/REC001.wav")
    key = records(stage.services)[0].key
    stage.services.library.changes.describe(key, title="Anna: the mill", tags=(), note="")
    qtbot.waitUntil(lambda: name_of(records(stage.services)[0]) == "Anna: the mill")
    export(qtbot, stage.services.batch, stage.services, tmp_path, "{name}")
    assert (tmp_path / "Anna_ the mill.txt").exists()
    text = text_of(records(stage.services)[0])
    assert text is not None and text.title == "Anna: the mill"
    assert library.summary(key).title == "Anna: the mill"


def test_one_that_was_deleted_meanwhile_does_not_stop_the_rest(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    transcribed(qtbot, stage.services, "/rec/a.wav", "/rec/b.wav")
    with started_again(qtbot, stage) as services:
        library = services.library.door.library
        assert library is not None
        gone = next(r for r in records(services) if r.job.request.media_path.stem == "a")
        library.trash([gone.key]).result()
        library.delete([gone.key]).result()
        report = export(qtbot, services.batch, services, tmp_path, "{name}")
        assert [each.item.title for each in report.done] == ["b.wav"]
        assert len(report.failed) == 1 and (tmp_path / "b.txt").exists()


def test_a_job_that_was_interrupted_is_exported_from_its_journal(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    stage.services.preferences.change(starts_automatically=False)
    library = opened(qtbot, stage.services)
    add(qtbot, stage.services, "/rec/talk.wav")
    (record,) = records(stage.services)
    for number in range(2):
        library.note_chunk(record.key, heard(number), CUTTING)
    stage.services.controller.stop(record.id)
    with started_again(qtbot, stage) as services:
        (record,) = records(services)
        assert record.state is JobState.STOPPED and record.heard_s == 40.0 and not record.segments
        report = export(qtbot, services.batch, services, tmp_path, "{name}")
        assert len(report.done) == 1
        text = (tmp_path / "talk (until 00-40).txt").read_text(encoding="utf-8")
        assert "Chunk0." in text and "Chunk1." in text


def test_each_way_to_export_is_noted(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    choices = ExportChoices(("txt",), str(tmp_path))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    library = transcribed(qtbot, stage.services, "/rec/a.wav")
    qtbot.waitUntil(lambda: all(one.exported_s for one in library.transcripts()))
    stage.services.preferences.change(exports_automatically=False)
    transcribed(qtbot, stage.services, "/rec/b.wav")
    (record,) = [r for r in records(stage.services) if r.job.request.media_path.stem == "b"]
    assert record.transcript is not None
    assert library.summary(record.key).exported_s is None
    stage.services.exports.export(record.transcript, "txt", tmp_path / "b.txt", (), record.key)
    qtbot.waitUntil(lambda: library.summary(record.key).exported_s is not None)


def test_a_new_version_brings_the_automatic_export_up_to_date(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    choices = ExportChoices(("txt",), str(tmp_path))
    stage.services.preferences.change(exports_automatically=True, automatic_export=choices)
    library = transcribed(qtbot, stage.services, "/rec/a.wav")
    path, (record,) = tmp_path / "a.txt", records(stage.services)
    qtbot.waitUntil(path.exists)
    stage.engine.segment_count = 5
    stage.services.controller.transcribe_again([record.id])
    qtbot.waitUntil(lambda: "number 4." in path.read_text(encoding="utf-8"))
    assert [one.name for one in tmp_path.glob("*.txt")] == ["a.txt"]
    assert library.summary(record.key).versions == 2
