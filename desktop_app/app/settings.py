"""The user's settings: a JSON file, and the current values at run time.

A damaged file loses the settings, but never prevents the start. Saving runs outside the GUI thread.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

from msgspec import Meta, convert
from PySide6.QtCore import QObject, Signal

from desktop_app.app.background.pool import SideTasks
from desktop_app.core.errors import AppError, NotWritable
from desktop_app.core.naming import DEFAULT_TEMPLATE, WhenTaken
from desktop_app.core.request import AUTO_BATCH_SIZE, DeviceChoice, Precision
from desktop_app.core.speaker_choice import NO_SPEAKERS, SpeakerChoice
from desktop_app.system.files import open_regular, retry_while_in_use, write_atomically
from desktop_app.system.secret_texts import KNOWN, secrets_in_address

logger = logging.getLogger(__name__)

SCHEMA = 2
TextSize = Literal[80, 90, 100, 110, 125, 150, 175, 200]
TEXT_SIZES_PERCENT: tuple[int, ...] = get_args(TextSize)
InterfaceLanguage = Literal["", "en", "de"]
MemoryMinutes = Literal[0, 5, 15, 60]  # 0: never
FREE_MEMORY_MINUTES: tuple[int, ...] = get_args(MemoryMinutes)
PlayLead = Annotated[float, Meta(ge=0, le=10)]
Volume = Annotated[float, Meta(ge=0, le=1)]
TrashDays = Literal[0, 7, 30, 90, 365]  # 0: for ever
KEEP_TRASH_DAYS: tuple[int, ...] = get_args(TrashDays)
# The settings that are addresses, which may contain a password or a token.
ADDRESSES = ("hub_endpoint", "proxy", "torch_index")

Json = dict[str, Any]
# How long to wait while another program saves, in seconds.
LOCK_S = 2.0


def _keys_of_all_commands(stored: Json) -> Json:
    """Take the keys of the Listen menu, which was the only one whose keys could be chosen."""
    had = stored.pop("listen_keys", None)
    now = stored.setdefault("command_keys", [])
    if isinstance(had, list) and isinstance(now, list):
        for one in had:
            if isinstance(one, dict) and isinstance(one.get("command"), str):
                keys = [one.get(name) for name in ("key", "pedal")]
                now.append({"command": f"listen.{one['command']}", "keys": [k for k in keys if k]})
    return stored


# Migrations from schema n to n + 1, by n. Each has a test in tests/app/test_settings.py.
MIGRATIONS: Mapping[int, Callable[[Json], Json]] = {1: _keys_of_all_commands}


class ColorChoice(StrEnum):
    """Light or dark; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class LibraryOrder(StrEnum):
    """What the transcripts in the list are sorted by."""

    NEWEST = "newest"
    NAME = "name"
    LONGEST = "longest"
    MODEL = "model"
    MARKS = "marks"  # those with most places to check first
    UNEXPORTED = "unexported"  # those that were never exported first


class WhenFinished(StrEnum):
    """What the computer does after the last job."""

    NOTHING = "nothing"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """How several transcripts are exported.

    Attributes:
        formats: the ids of the formats.
        folder: where the files go; empty for beside each recording.
        template: the files' names, as `NameTemplate` reads it.
        when_taken: what happens when a file of that name exists.
        options: what was chosen of each format, by its id, where that is not usual; as JSON's
            values, so that those of a newer version stay (`known_choices`).
    """

    formats: tuple[str, ...] = ("txt",)
    folder: str = ""
    template: str = DEFAULT_TEMPLATE
    when_taken: WhenTaken = WhenTaken.NUMBER
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """A folder whose new recordings are queued.

    Attributes:
        path: the folder.
        has_subfolders: whether the folders in it are watched, too.
    """

    path: str
    has_subfolders: bool = True


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """The keys that the user chose for a command of the window.

    Attributes:
        command: the command's id (ui/commands/register.py).
        keys: as Qt writes them; empty for none.
    """

    command: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The persistent settings; their types are the schema of the file.

    Attributes:
        interface_language: the language of the window's texts; "" for the system's.
        model_id: the id of a ModelSpec; empty for the first installed one.
        language: the spoken language's code, for models that need it.
        target_language: the written language's code, for models that translate.
        speakers: whether speakers are found in new recordings, and how many there are.
        diarizer_id: the id of the model that finds them; empty for the best installed one.
        knows_voices: whether voices of speakers that the user names are kept, and known again.
        models_folder: the models folder; empty for the default one.
        keeps_archives: whether a downloaded .nemo stays beside the unpacked model.
        accepted_licences: ids of models whose licence the user accepted.
        hub_endpoint: a mirror of the hub; empty for the hub itself.
        proxy: the proxy for downloads; empty for the system's settings.
        torch_index: the index of GPU builds; empty for PyTorch's own.
        export_folder: the folder of the last export; empty at first.
        export_choices: how several transcripts were last exported.
        recent_formats: the ids of the formats of the last exports, the last one first.
        exports_automatically: whether each finished transcript is exported.
        automatic_export: how.
        watched_folders: folders whose new recordings are queued.
        shows_times: whether the page shows when each paragraph begins.
        command_keys: the keys of commands that differ from the usual ones.
        recent_commands: the ids of the commands that were last run from the command list, the
            newest first.
        play_lead_s: how long before the text cursor playing from it begins, in seconds.
        volume: the loudness of the player, 0 to 1.
        shows_video: whether the pictures of a video are shown beside its text.
        video_width_px: width of the video.
        window_geometry: Qt's bytes in hexadecimal; empty at first.
        queue_width_px: width of the list of recordings.
        free_memory_minutes: how long a model stays in memory without a job; 0 for ever.
        library_folder: the folder of the library; empty for the default one.
        shown_transcript: the key of what was shown last; empty for none.
        keep_trash_days: how long deleted transcripts stay in the trash; 0 for ever.
        notifies: whether the desktop tells of the end of a run while the window is not active.
        plays_sound: whether it is also heard.
        antivirus_hint_dismissed: whether the hint about antivirus exclusions was dismissed.
    """

    interface_language: InterfaceLanguage = ""
    model_id: str = ""
    language: str = ""
    target_language: str = ""
    device: DeviceChoice = DeviceChoice.AUTO
    precision: Precision = Precision.AUTO
    batch_size: Annotated[int, Meta(ge=AUTO_BATCH_SIZE)] = AUTO_BATCH_SIZE
    speakers: SpeakerChoice = NO_SPEAKERS
    diarizer_id: str = ""
    knows_voices: bool = False
    starts_automatically: bool = True
    models_folder: str = ""
    keeps_archives: bool = False
    accepted_licences: tuple[str, ...] = ()
    hub_endpoint: str = ""
    proxy: str = ""
    torch_index: str = ""
    export_folder: str = ""
    export_choices: ExportChoices = ExportChoices()
    recent_formats: tuple[str, ...] = ()
    exports_automatically: bool = False
    automatic_export: ExportChoices = ExportChoices()
    watched_folders: tuple[WatchedFolder, ...] = ()
    color_choice: ColorChoice = ColorChoice.SYSTEM
    library_order: LibraryOrder = LibraryOrder.NEWEST
    text_size_percent: TextSize = 100
    shows_times: bool = True
    command_keys: tuple[CommandKeys, ...] = ()
    recent_commands: tuple[str, ...] = ()
    play_lead_s: PlayLead = 1.0
    volume: Volume = 1.0
    shows_video: bool = True
    video_width_px: int = 360
    window_geometry: str = ""
    queue_width_px: int = 320
    library_folder: str = ""
    shown_transcript: str = ""
    keep_trash_days: TrashDays = 30
    antivirus_hint_dismissed: bool = False
    when_finished: WhenFinished = WhenFinished.NOTHING
    notifies: bool = True
    plays_sound: bool = False
    free_memory_minutes: MemoryMinutes = 15


_TYPES = get_type_hints(Settings, include_extras=True)


class SettingsStore:
    """Read and write one settings file, which other programs may write, too.

    Safe from any thread.

    Args:
        path: the JSON file; its folder is created on the first save.
        migrations: steps from older schemas.

    Attributes:
        keeps: whether saved settings persist until the next start.
        was_damaged: whether `load` found an unreadable file.
        set_aside: the copy of that file; None also if it could not be copied.
    """

    keeps = True

    def __init__(
        self, path: Path, migrations: Mapping[int, Callable[[Json], Json]] = MIGRATIONS
    ) -> None:
        self._path = path
        self._migrations = migrations
        self._known: Settings | None = None
        self._turn = threading.Lock()
        self.was_damaged = False
        self.set_aside: Path | None = None

    def load(self) -> Settings:
        """Read the file; missing or invalid values become defaults."""
        stored = self._read()
        settings = self._parsed(stored)
        _hide_secrets(settings)
        # Only the first: `save` compares with what its caller started from.
        self._known = self._known or settings
        return settings

    def library_folder(self) -> str:
        """Return the library's folder as the file has it now, "" for the default one."""
        return self._parsed(self._read()).library_folder

    def save(self, settings: Settings) -> None:
        """Write the file atomically.

        Unchanged fields keep the file's value: another program may have changed it meanwhile.

        Raises:
            NotWritable: the folder is not writable, or has settings that can be neither read nor
                set aside.
            DiskFull: the disk is full.
        """
        _hide_secrets(settings)
        with self._turn:
            known = self._known
            changed = {
                one.name: getattr(settings, one.name)
                for one in fields(Settings)
                if known is None or getattr(settings, one.name) != getattr(known, one.name)
            }
            self._write(changed, settings)
            self._known = settings

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Write some fields, and keep all others from the file.

        Raises:
            NotWritable, DiskFull: as `save`.
        """
        with self._turn:
            self._write(values, Settings())
            if self._known is not None:
                self._known = replace(self._known, **values)

    def _write(self, changed: Json, otherwise: Settings) -> None:
        """Write `changed` over the file's values, or over `otherwise` if there is no file.

        Raises:
            NotWritable, DiskFull: as `save`.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            logger.warning("no folder for the settings", exc_info=True)
        with self._alone():
            try:
                stored = self._stored()
            except (OSError, ValueError, RecursionError):
                stored = None
            if not isinstance(stored, dict):
                stored = {}
                self._set_unread_file_aside()
            settings = replace(self._parsed(stored) if stored else otherwise, **changed)
            names = {one.name for one in fields(Settings)}
            # Unknown keys are kept for the newer version that wrote them.
            unknown = {k: v for k, v in stored.items() if k not in names and k != "schema"}
            content = {"schema": SCHEMA, **asdict(settings), **unknown}
            text = json.dumps(content, indent=2, ensure_ascii=False)
            # A path may hold invalid bytes; JSON can escape them.
            data = text.encode(errors="backslashreplace")
            write_atomically(self._path, data, is_private=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Lock the file against other programs; if that fails, continue without."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._path.with_suffix(".lock"), timeout=LOCK_S)
        try:
            lock.acquire()
        except (OSError, Timeout) as error:
            logger.warning("the settings are saved without a lock: %s", error)
        try:
            yield
        finally:
            lock.release()

    def _parsed(self, stored: Json) -> Settings:
        """Parse the settings, migrating them to the current schema."""
        self._migrate(stored)
        values: Json = {}
        for name in _TYPES.keys() & stored.keys():
            try:
                values[name] = convert(stored[name], _TYPES[name])
            except ValueError:
                # Do not log the error: it contains the value, perhaps a password in the wrong
                # place.
                logger.warning("setting %s is not usable, taking its default", name)
        return Settings(**values)

    def _read(self) -> Json:
        try:
            stored = self._stored()
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            logger.warning("the settings cannot be read, starting with defaults: %s", error)
            self._keep_damaged_file()
            return {}
        if not isinstance(stored, dict):
            logger.warning("the settings are no JSON object, starting with defaults")
            self._keep_damaged_file()
            return {}
        return stored

    def _stored(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        with open_regular(self._path) as file:
            return json.loads(file.read().decode())

    def _keep_damaged_file(self) -> None:
        self.was_damaged = True
        kept = self._path.with_suffix(".bak")
        try:
            with open_regular(self._path) as file:
                write_atomically(kept, file.read(), is_private=True)
        except (OSError, AppError) as error:
            logger.warning("the damaged settings could not be kept: %s", error)
        else:
            self.set_aside = kept

    def _set_unread_file_aside(self) -> None:
        """Rename a file that could be neither read nor copied, before it is replaced.

        Raises:
            NotWritable: it cannot be renamed either.
        """
        if self.set_aside is not None:
            return
        kept = self._path.with_suffix(".bak")
        try:
            retry_while_in_use(lambda: self._path.replace(kept))
        except FileNotFoundError:
            return
        except OSError as error:
            raise NotWritable(
                "“{path}” can be neither read nor moved out of the way.",
                repr(error),
                path=self._path,
            ) from error
        self.set_aside = kept

    def _migrate(self, stored: Json) -> None:
        schema = stored.get("schema", SCHEMA)
        if not isinstance(schema, int):
            logger.warning("the settings' schema is no number")
            return
        while schema in self._migrations:
            migrated = self._migrations[schema](dict(stored))
            stored.clear()
            stored.update(migrated)
            schema += 1


def _hide_secrets(settings: Settings) -> None:
    """Keep passwords and tokens in addresses out of the logs from now on."""
    for name in ADDRESSES:
        KNOWN.learn(*secrets_in_address(getattr(settings, name)))


class Preferences(QObject):
    """Hold the current settings and keep the file up to date.

    Signals:
        changed: the new Settings.
        not_saved: the AppError of a save; only the first since the last success.
    """

    changed = Signal(object)
    not_saved = Signal(object)

    def __init__(
        self, store: SettingsStore, tasks: SideTasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._has_failed = False
        self._current = store.load()
        self._is_saving = False
        self._is_dirty = False

    @property
    def current(self) -> Settings:
        """The current settings."""
        return self._current

    def change(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Set some fields; no-op if unchanged."""
        changed = replace(self._current, **values)
        if changed == self._current:
            return
        self._current = changed
        self._is_dirty = True
        self._save_soon()
        self.changed.emit(changed)

    def keep(self, **values: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Save some fields synchronously; from any thread; call `change` afterwards.

        Raises:
            NotWritable, DiskFull: they cannot be saved.
        """
        self._store.change(**values)

    def save_now(self) -> None:
        """Save pending changes before the program ends.

        Call it after the tasks have ended: a running save would write older values. A failure is
        logged.
        """
        if not self._is_dirty and not self._is_saving:
            return
        try:
            self._store.save(self._current)
        except AppError as error:
            logger.warning("the settings were not saved: %s", error.message)

    def _save_soon(self) -> None:
        # One save at a time: two in a pool could finish in the wrong order.
        if self._is_saving or not self._is_dirty:
            return
        self._is_saving = True
        self._is_dirty = False
        settings = self._current

        def failed(error: AppError) -> None:
            self._on_save_failed(error, settings)

        self._tasks.run(lambda: self._store.save(settings), self._on_saved, failed)

    def _on_saved(self, _result: None) -> None:
        self._is_saving = False
        self._has_failed = False
        self._save_soon()

    def _on_save_failed(self, error: AppError, settings: Settings) -> None:
        logger.warning("the settings were not saved: %s", error.message)
        self._is_saving = False
        if self._current == settings:
            self._is_dirty = True  # retried with the next change, or at the end
        else:
            self._save_soon()
        if not self._has_failed:
            self._has_failed = True
            self.not_saved.emit(error)
