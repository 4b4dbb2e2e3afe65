"""`aviary models`: list, show, download, import, verify, export and remove models."""

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop_app.app.models.description import (
    describe,
    describe_file,
    describe_left_over,
    moved,
)
from desktop_app.app.models.store_view import delete_model, unpacked
from desktop_app.app.services import Services
from desktop_app.cli.parsing import file_or_folder
from desktop_app.cli.terminal import INTERRUPTED, Terminal, cancel_on_interrupt
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import AppError, Cancelled
from desktop_app.core.model import ModelSpec, ModelTask
from desktop_app.core.model_errors import ModelBusy, NotConfirmed, StoreFixed
from desktop_app.core.model_progress import ModelProgress, Phase
from desktop_app.core.sentences import tr
from desktop_app.core.timecode import size
from desktop_app.models.catalog import BUNDLED
from desktop_app.models.inspection import inspect
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOverKind, clean, left_overs
from desktop_app.models.moving import move
from desktop_app.models.pins import NOT_PINNED, pin_of
from desktop_app.models.places import place_for
from desktop_app.models.store import Installed
from desktop_app.system.streams import put_out

PHASES = {
    Phase.WAITING: "waiting for another Aviary",
    Phase.CONNECTING: "connecting",
    Phase.DOWNLOADING: "downloading",
    Phase.UNPACKING: "checking and unpacking",
    Phase.VERIFYING: "checking",
    Phase.PACKING: "packing",
    Phase.MOVING: "moving",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the parser of `models …`."""
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="machine-readable")
    actions = parser.add_subparsers(dest="action", required=True)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=text, description=text, parents=[machine])

    add("list", "every model, and which are installed")
    add("show", "one model").add_argument("model", help="an id, or a model's file or folder")
    download = add("download", "download and install a model; goes on where it was interrupted")
    download.add_argument("model", help="an id")
    download.add_argument(
        "--accept-licence", action="store_true", help="for models whose licence needs consent"
    )
    download.add_argument(
        "--accept-other-file",
        action="store_true",
        help="take what the server has, also where it is not the file that Aviary knows",
    )
    importing = add("import", "add a .nemo file, an offline pack or a model's folder")
    importing.add_argument("file", type=file_or_folder)
    export = add("export", "write an installed model as an offline pack")
    export.add_argument("model", help="an id")
    export.add_argument("file", type=file_or_folder)
    export.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    add("verify", "read a model and compare its checksums").add_argument("model", help="an id")
    add("remove", "delete a model").add_argument("model", help="an id")
    add("left-overs", "what lies in the models folder and is no model")
    cleaning = add("clean", "list the left-overs, interrupted downloads too, and delete them")
    cleaning.add_argument("--yes", action="store_true", help="delete them without a question")
    add("move", "move all models to another folder").add_argument("folder", type=file_or_folder)


def run(services: Services, options: argparse.Namespace) -> int:
    """Run one action; return 0 if done, 1 if failed, 130 if interrupted."""
    command = _Command(services, options)
    actions: dict[str, Callable[[], Any]] = {
        "list": command.list_models,
        "show": command.show,
        "download": command.download,
        "import": command.import_file,
        "export": command.export,
        "verify": command.verify,
        "remove": command.remove,
        "left-overs": command.left_overs,
        "clean": command.clean,
        "move": command.move,
    }
    try:
        result = actions[options.action]()
    except AppError as error:
        command.terminal.warn(error.typed_sentence)
        return 1
    except Cancelled:
        command.terminal.warn("Stopped; what has arrived is kept.")
        return INTERRUPTED
    if options.json:
        put_out(json.dumps(result, ensure_ascii=False, indent=2) + "\n")
    return 0


class _Command:
    """The actions; each returns the JSON value, and prints its text itself."""

    def __init__(self, services: Services, options: argparse.Namespace) -> None:
        self._services = services
        self._store = services.store
        self._options = options
        self._cancel: CancelToken = cancel_on_interrupt()
        self.terminal = Terminal()

    def list_models(self) -> list[dict[str, Any]]:
        """List all models."""
        described = [describe(self._store, spec) for spec in self._store.available()]
        wide = max((len(model["id"]) for model in described), default=0)
        for task in ModelTask:
            lines = [_line(model, wide) for model in described if model["task"] == task]
            for line in ([task.heading] if lines else []) + lines:
                self._say(line)
        if found := left_overs(self._store.layout):
            total = size(sum(left_over.bytes for left_over in found))
            count = "1 left-over" if len(found) == 1 else f"{len(found)} left-overs"
            self._say(f"{count}, {total}: see `aviary models left-overs`.")
        return described

    def show(self) -> dict[str, Any]:
        """Show one model, or a file or folder."""
        spec = self._store.find(self._options.model)
        described = describe(self._store, spec)
        if spec.path is not None:
            described["file"] = describe_file(inspect(spec.path))
        self._say(_line(described))
        self._say(_details(described))
        return described

    def download(self) -> dict[str, Any]:
        """Download and install a model."""
        spec = self._store.find(self._options.model)
        settings = self._services.settings.load()
        accepted = self._options.accept_licence or spec.id in settings.accepted_licences
        self._services.downloader(settings).download(
            spec,
            self._cancel,
            self._report,
            licence_accepted=accepted,
            other_accepted=self._options.accept_other_file,
        )
        if pin_of(spec) is None:
            self.terminal.say(f"{spec.title}: {tr(NOT_PINNED)}")
        return self._installed_now(spec)

    def import_file(self) -> dict[str, Any]:
        """Import a file."""
        file = inspect(self._options.file)
        self.terminal.say(
            f"{file.path.name}: {file.spec.kind.family}, {file.sample_rate_hz} Hz, "
            f"{size(file.bytes)}, {_ability(describe(self._store, file.spec))}"
        )
        return self._installed_now(self._store.add(file, self._cancel, self._report))

    def export(self) -> dict[str, Any]:
        """Export a pack."""
        target = self._options.file.absolute()
        self._store.export(
            self._found(), target, self._cancel, self._report, replaces=self._options.overwrite
        )
        self._say(f"Wrote {target} ({size(target.stat().st_size)}).")
        return {"id": self._options.model, "file": str(target), "bytes": target.stat().st_size}

    def verify(self) -> dict[str, Any]:
        """Verify checksums."""
        found = self._found()
        self._store.verify(found, self._cancel, self._report)
        files = len(found.manifest.files)
        self._say(f"{found.manifest.spec.title}: {files} files are as they were installed.")
        return {"id": self._options.model, "ok": True, "files": files}

    def remove(self) -> dict[str, Any]:
        """Delete a model."""
        spec = self._store.find(self._options.model)
        freed = delete_model(self._store, spec.id)
        if not freed:
            self._say(f"Nothing to remove: {spec.title} is not on this computer.")
        else:
            self._say(f"Removed {spec.title}, freed {size(freed)}.{_stays(spec)}")
        return {"id": spec.id, "freed_bytes": freed}

    def left_overs(self) -> list[dict[str, Any]]:
        """List left-overs."""
        found = [describe_left_over(left_over) for left_over in left_overs(self._store.layout)]
        for one in found:
            self._say(f"{size(one['bytes']):>10}  {one['kind']:<24} {one['path']}")
        if not found:
            self._say("No left-overs.")
        return found

    def clean(self) -> dict[str, Any]:
        """Delete left-overs."""
        doomed = [
            one for one in left_overs(self._store.layout) if one.kind is not LeftOverKind.UNKNOWN
        ]
        for one in doomed:
            self.terminal.say(f"{size(one.bytes):>10}  {one.kind:<24} {one.path}")
        if doomed and not self._options.yes and not self.terminal.agrees("Delete all of this?"):
            raise NotConfirmed("Nothing was deleted.")
        freed = clean(self._store.layout, doomed)
        self._say(f"Freed {size(freed)}." if doomed else "Nothing to clean.")
        return {"freed_bytes": freed}

    def move(self) -> dict[str, Any]:
        """Move the models folder and save its path."""
        from desktop_app.app.startup.single_instance import channel_name, is_running

        if self._services.why_fixed:
            raise StoreFixed(self._services.why_fixed)
        if is_running(channel_name(self._services.folders.config)):
            raise ModelBusy(
                "Aviary's window is open and uses this folder. Close it, or move the models "
                "there, under Models > Manage models."
            )
        old, new = self._store.layout, StoreLayout(place_for(self._options.folder.absolute()))
        settle = partial(self._services.settings.change, models_folder=str(new.root))
        stayed = move(old, new, settle, self._cancel, self._report)
        self._say(moved(old, new, stayed))
        return {"folder": str(new.root), "stayed": [str(path) for path in stayed]}

    def _installed_now(self, spec: ModelSpec) -> dict[str, Any]:
        described = describe(self._store, spec)
        self._say(f"{spec.title} is ready ({size(described['bytes_on_disk'])}) as {spec.id}.")
        return described

    def _found(self) -> Installed:
        spec = self._store.find(self._options.model)
        return unpacked(self._store, spec, self._cancel, self._report)

    def _report(self, progress: ModelProgress) -> None:
        if progress.phase is Phase.RETRYING:
            self.terminal.warn(progress.note)
            return
        text = PHASES.get(progress.phase, progress.phase.value)
        if progress.total_bytes:
            text += f" {size(progress.done_bytes)} of {size(progress.total_bytes)}"
        self.terminal.live(text)

    def _say(self, text: str) -> None:
        if not self._options.json:
            put_out(text + "\n")


def _line(model: dict[str, Any], id_width: int = 0) -> str:
    if model["installed"]:
        state = "installed"
    elif model["partial_bytes"]:
        state = f"paused at {size(model['partial_bytes'])}"
    else:
        state = "not installed"
    return f"  {model['id']:<{id_width}} {state:<18} {model['licence']:<26} {model['title']}"


def _stays(spec: ModelSpec) -> str:
    if spec.id not in BUNDLED:
        return ""
    return " It comes with Aviary, and is unpacked again when it is needed."


def _ability(model: dict[str, Any]) -> str:
    if model["task"] == ModelTask.SPEAKERS:
        return f"speakers: up to {model['most_speakers']}"
    return f"languages: {_languages(model)}" if model["task"] == ModelTask.TEXT else ""


def _languages(model: dict[str, Any]) -> str:
    if model["languages"]:
        return " ".join(model["languages"])
    hears = model["card"]["hears"] if model["card"] else []
    return (
        " ".join(hears) + (" (detected automatically)" if len(hears) > 1 else "")
        or "no choice needed"
    )


def _details(model: dict[str, Any]) -> str:
    lines = [
        model["summary"],
        model["note"],
        _ability(model),
    ]
    card = model["card"]
    if model["task"] == ModelTask.TEXT:
        lines.append(f"times: {' '.join(model['timestamps'])}")
        if card:
            lines.append(f"punctuation: {'yes' if card['writes_punctuation'] else 'no'}")
            lines.append(f"translates: {' '.join(card['translation_pairs']) or 'no'}")
    if card:
        lines += [
            f"download: about {size(card['download_bytes'])}; memory: {size(card['memory_bytes'])}",
            f"licence: {model['licence']}, {card['licence_url']}",
            f"source: {card['source']}",
        ]
    if file := model.get("file"):
        lines.append(f"{file['class']}, {file['sample_rate_hz']} Hz, {size(file['bytes'])}")
    if model["folder"]:
        lines.append(f"on disk: {size(model['bytes_on_disk'])} in {model['folder']}")
    return "\n".join(f"  {line}" for line in lines if line)
