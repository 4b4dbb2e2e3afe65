"""The settings file: damaged, old, unknown, unwritable."""

import errno
import json
import logging
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.app.background.pool import SideTasks
from desktop_app.app.settings import (
    MIGRATIONS,
    SCHEMA,
    ColorChoice,
    CommandKeys,
    ExportChoices,
    Preferences,
    Settings,
    SettingsStore,
    WatchedFolder,
    WhenFinished,
)
from desktop_app.app.startup.safe_mode import SafeSettings
from desktop_app.app.startup.strings import damaged_settings
from desktop_app.core.errors import NotWritable
from desktop_app.core.naming import WhenTaken
from desktop_app.core.speaker_choice import SpeakerChoice, SpeakerWay
from tests.conftest import PATIENCE_S, ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "settings.json"


def stored(path: Path, **values: object) -> SettingsStore:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"schema": SCHEMA, **values}), encoding="utf-8")
    return SettingsStore(path)


def test_no_file_gives_the_defaults(path: Path) -> None:
    assert SettingsStore(path).load() == Settings()


def test_what_is_saved_comes_back(path: Path) -> None:
    settings = Settings(
        model_id="ü",
        shows_times=False,
        accepted_licences=("canary-1b",),
        text_size_percent=125,
        when_finished=WhenFinished.SLEEP,
        free_memory_minutes=0,
    )
    SettingsStore(path).save(settings)
    assert SettingsStore(path).load() == settings
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == SCHEMA


def test_unknown_keys_are_kept(path: Path) -> None:
    store = stored(path, from_the_future=[1, 2])
    store.save(store.load())
    assert json.loads(path.read_text(encoding="utf-8"))["from_the_future"] == [1, 2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("shows_times", "always"),
        ("color_choice", 3),
        ("text_size_percent", 101),
        ("text_size_percent", "100"),
        ("batch_size", -1),
        ("batch_size", True),
        ("free_memory_minutes", 7),
        ("when_finished", "hibernate"),
        ("starts_automatically", "yes"),
        ("accepted_licences", "a"),
        ("accepted_licences", [1]),
        ("model_id", None),
    ],
)
def test_a_bad_value_becomes_its_default(
    path: Path, name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings = stored(path, language="de", **{name: value}).load()
    assert settings == Settings(language="de")
    assert name in caplog.text


@pytest.mark.parametrize("value", [None, True, 5, 1.5, 100.0, "x", [], ["a", 1], {}, "\udcff"])
def test_whatever_the_file_holds_each_setting_keeps_its_type(path: Path, value: object) -> None:
    names = [field.name for field in fields(Settings)]
    settings = stored(path, **dict.fromkeys(names, value)).load()
    for name in names:
        found, default = getattr(settings, name), getattr(Settings(), name)
        assert type(found) is type(default) and found in (default, value, ()), name


@pytest.mark.parametrize(
    "content", [b"{", b"\xff\xfe", b"[1]", b"", pytest.param(b"[" * 100_000, id="too nested")]
)
def test_a_damaged_file_is_kept_as_bak(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    store = SettingsStore(path)
    assert store.load() == Settings()
    assert store.set_aside == path.with_suffix(".bak")
    assert store.set_aside.read_bytes() == content
    assert str(store.set_aside) in damaged_settings(store.set_aside)


def test_a_damaged_file_that_cannot_be_kept_is_still_reported(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"{")
    path.with_suffix(".bak").mkdir()
    store = SettingsStore(path)
    assert store.load() == Settings()
    assert store.was_damaged
    assert "kept" not in damaged_settings(store.set_aside)


def test_migrations_run_in_order_from_the_stored_schema(path: Path) -> None:
    def rename(old: dict[str, Any]) -> dict[str, Any]:
        old["language"] = old.pop("lang")
        return old

    def lower(old: dict[str, Any]) -> dict[str, Any]:
        return {**old, "language": old["language"].lower()}

    stored(path, schema=-1, lang="DE")
    assert SettingsStore(path, {-1: rename, 0: lower}).load().language == "de"


def test_a_schema_that_is_no_number_is_survived(path: Path) -> None:
    assert stored(path, schema="one", language="de").load().language == "de"


def test_every_older_schema_has_a_migration() -> None:
    assert set(MIGRATIONS) == set(range(1, SCHEMA))


def test_the_keys_of_listening_become_keys_of_all_commands(path: Path) -> None:
    pedal = {"command": "play", "key": "Ctrl+Space", "pedal": "F9"}
    none = {"command": "cursor", "key": "", "pedal": ""}
    store = stored(path, schema=1, language="de", listen_keys=[pedal, none, "rubbish", {}])
    settings = store.load()
    assert settings.language == "de"
    assert settings.command_keys == (
        CommandKeys("listen.play", ("Ctrl+Space", "F9")),
        CommandKeys("listen.cursor"),
    )
    store.save(replace(settings, language="en"))
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["schema"] == SCHEMA and "listen_keys" not in written
    assert SettingsStore(path).load().command_keys == settings.command_keys


@pytest.mark.parametrize("rubbish", [None, 5, "x", {}, [[]], [{"command": 3}]])
def test_keys_of_listening_that_are_rubbish_are_left_out(path: Path, rubbish: object) -> None:
    assert stored(path, schema=1, listen_keys=rubbish).load() == Settings()


def test_preferences_save_what_changed_last(qtbot: QtBot, path: Path) -> None:
    tasks = SideTasks()
    preferences = Preferences(SettingsStore(path), tasks)
    with qtbot.waitSignal(preferences.changed):
        preferences.change(language="de")
    preferences.change(language="fr")
    with qtbot.assertNotEmitted(preferences.changed):
        preferences.change(language="fr")
    qtbot.waitUntil(lambda: path.exists() and SettingsStore(path).load().language == "fr")
    preferences.change(color_choice=ColorChoice.DARK)
    assert tasks.shutdown(PATIENCE_S)
    preferences.save_now()
    assert SettingsStore(path).load().color_choice is ColorChoice.DARK


def test_settings_that_cannot_be_saved_are_logged(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_store: SettingsStore, _settings: Settings) -> None:
        raise NotWritable("The folder is read-only.")

    monkeypatch.setattr(SettingsStore, "save", refuse)
    tasks = SideTasks()
    preferences = Preferences(SettingsStore(path), tasks)
    with caplog.at_level(logging.WARNING):
        preferences.change(language="de")
        qtbot.waitUntil(lambda: "read-only" in caplog.text)
        preferences.change(language="fr")
        preferences.save_now()
    assert tasks.shutdown(PATIENCE_S)
    assert preferences.current.language == "fr"


def test_what_another_program_changed_since_stays(path: Path) -> None:
    """A window saves what was chosen in it, not what it once read."""
    window = stored(path, models_folder="/old", language="de")
    settings = window.load()
    SettingsStore(path).change(models_folder="/new")
    window.save(replace(settings, language="fr"))
    window.save(replace(settings, language="fr", text_size_percent=125))
    found = SettingsStore(path).load()
    assert (found.models_folder, found.language, found.text_size_percent) == ("/new", "fr", 125)
    # Reading alone changes nothing.
    SettingsStore(path).change(models_folder="/newer")
    window.load()
    window.save(replace(settings, language="es", text_size_percent=125))
    assert SettingsStore(path).load() == replace(found, models_folder="/newer", language="es")


def test_one_field_is_changed_in_a_file_that_was_never_read(path: Path) -> None:
    store = stored(path, language="de", text_size_percent=7, from_the_future=1)
    store.change(models_folder="/new")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert (found["language"], found["models_folder"]) == ("de", "/new")
    assert (found["text_size_percent"], found["from_the_future"]) == (100, 1)


def test_many_programs_change_fields_at_once_and_all_are_kept(path: Path) -> None:
    path.parent.mkdir()
    change = (
        "import sys; from pathlib import Path; from desktop_app.app import settings\n"
        f"settings.LOCK_S = {PATIENCE_S}  # none gives up where the computer is busy\n"
        "store = settings.SettingsStore(Path(sys.argv[1]))\n"
        "for number in range(30): store.change(**{sys.argv[2]: f'/{number}'})"
    )
    names = ("models_folder", "export_folder", "proxy")
    programs = [
        subprocess.Popen([sys.executable, "-c", change, str(path), name], cwd=ROOT)
        for name in names
    ]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    found = SettingsStore(path).load()
    assert [getattr(found, name) for name in names] == ["/29"] * 3


def test_safe_mode_keeps_nothing(path: Path) -> None:
    stored(path, language="de")
    SafeSettings(path).change(language="fr")
    assert SettingsStore(path).load().language == "de" and not SafeSettings(path).keeps


def test_what_was_not_saved_once_is_saved_at_the_end(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = SettingsStore.save
    errors = [NotWritable("The folder is read-only."), NotWritable("The folder is read-only.")]

    def refuse_twice(store: SettingsStore, settings: Settings) -> None:
        if errors:
            raise errors.pop()
        real(store, settings)

    monkeypatch.setattr(SettingsStore, "save", refuse_twice)
    tasks = SideTasks()
    preferences = Preferences(SettingsStore(path), tasks)
    told: list[object] = []
    preferences.not_saved.connect(told.append)
    preferences.change(language="de")
    qtbot.waitUntil(lambda: len(errors) == 1 and not tasks.is_busy)
    preferences.change(language="fr")
    qtbot.waitUntil(lambda: not errors and not tasks.is_busy)
    assert len(told) == 1  # once, not at each try
    assert tasks.shutdown(PATIENCE_S)
    preferences.save_now()
    assert SettingsStore(path).load().language == "fr"


def test_settings_that_cannot_be_read_are_not_replaced(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another user's file, or a failing disk: its content may be the only copy."""
    stored(path, language="de")
    content = path.read_bytes()

    def refuse(self: Path, *_: object, **__: object) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    with monkeypatch.context() as patched:
        patched.setattr("desktop_app.app.settings.open_regular", refuse)
        patched.setattr(Path, "read_text", refuse)
        store = SettingsStore(path)
        assert store.load() == Settings() and store.was_damaged
        store.save(Settings(language="fr"))
    assert store.set_aside is not None and store.set_aside.read_bytes() == content
    assert SettingsStore(path).load().language == "fr"


def test_choices_within_choices_are_kept_and_a_damaged_group_is_its_default(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.json"
    choices = ExportChoices(("srt", "txt"), "/texts", "{date} {name}", WhenTaken.SKIP)
    folders = (WatchedFolder("/in"), WatchedFolder("/other", has_subfolders=False))
    SettingsStore(path).change(automatic_export=choices, watched_folders=folders)
    loaded = SettingsStore(path).load()
    assert loaded.automatic_export == choices and loaded.watched_folders == folders
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["automatic_export"]["when_taken"] = "burn"
    stored["watched_folders"] = [{"has_subfolders": True}]
    path.write_text(json.dumps(stored), encoding="utf-8")
    loaded = SettingsStore(path).load()
    assert loaded.automatic_export == ExportChoices() and loaded.watched_folders == ()


def test_the_choice_about_speakers_is_kept_and_off_where_it_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    assert SettingsStore(path).load().speakers == SpeakerChoice()
    choice = SpeakerChoice(SpeakerWay.AT_MOST, 4)
    SettingsStore(path).change(speakers=choice)
    assert SettingsStore(path).load().speakers == choice
    stored = json.loads(path.read_text(encoding="utf-8"))
    for damaged in ({"way": "some"}, {"way": "exactly", "number": 900}, "auto"):
        stored["speakers"] = damaged
        path.write_text(json.dumps(stored), encoding="utf-8")
        assert SettingsStore(path).load().speakers == SpeakerChoice()
