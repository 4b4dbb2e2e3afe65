"""Write a diagnostics zip file: logs, the check's report, versions, settings.

It contains no transcripts, recordings or access token; the user's name is removed.
"""

import io
import json
import platform
import sys
import zipfile
from dataclasses import asdict
from pathlib import Path

from desktop_app import APP_NAME, __version__
from desktop_app.app.checkup.checkup import check_up, subject_of
from desktop_app.app.checkup.report import CheckupResult
from desktop_app.app.services import Services
from desktop_app.app.settings import ADDRESSES, Settings
from desktop_app.core.cancel import CancelToken
from desktop_app.core.errors import NameTaken
from desktop_app.core.sentences import marked, tr
from desktop_app.system.files import whole_file
from desktop_app.system.logs import FILE_NAME as CRASH_LOG
from desktop_app.system.logs import LIBRARIES_FILE, LOG_FILE, without_names
from desktop_app.system.secret_texts import host_of

LEFT_OUT = marked("this is a quick check")
README = marked(
    "Files that help to find a fault in Aviary: its logs, the report of a computer check, the "
    "versions\nof its parts, and the settings. It contains no transcripts, recordings or "
    "passwords, but the logs\nmay contain names of recordings. Look at it before you send it.\n"
)


def save_diagnostics(services: Services, path: Path, cancel: CancelToken) -> None:
    """Check the computer quickly, and write the zip file.

    Args:
        services: the program's services.
        path: the file; replaced if it exists.
        cancel: cancels the check.

    Raises:
        Cancelled: `cancel` was set; nothing is written.
        NotWritable, DiskFull: the file cannot be written.
    """
    found = check_up(subject_of(services), LEFT_OUT, cancel, is_quick=True)
    save_with_report(services, found, path)


def save_with_report(
    services: Services, found: CheckupResult, path: Path, *, replaces: bool = True
) -> None:
    """Write the zip file with an existing report.

    Raises:
        NameTaken: the file exists and `replaces` is False.
        NotWritable, DiskFull: the file cannot be written.
    """
    parts = {
        "README.txt": tr(README),
        "checkup.txt": found.as_text(),
        "checkup.json": _json(found.as_json()),
        "settings.json": _json(_settings(services.settings.load())),
        "versions.txt": _versions(),
        **_logs(services.folders.logs),
    }
    services.token.kept()  # secrets in it are hidden from here on
    home = Path.home()
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, without_names(text, home).encode(errors="backslashreplace"))
    try:
        with whole_file(path, replaces=replaces) as file:
            file.write(memory.getvalue())
    except FileExistsError as error:
        raise NameTaken("“{path}” already exists.", path=path) from error


def _settings(settings: Settings) -> dict[str, object]:
    """Return the settings; addresses by host only, the user's folders only as set or not."""
    values = asdict(settings)
    for name in ADDRESSES:
        values[name] = host_of(values[name])
    for name in ("export_folder", "models_folder"):
        values[name] = "(set)" if values[name] else ""
    return values


def _logs(folder: Path) -> dict[str, str]:
    """Return Aviary's logs by their names in the zip; unreadable ones say why."""
    read = {}
    for pattern in (f"{LOG_FILE}*", LIBRARIES_FILE, CRASH_LOG):
        for file in sorted(folder.glob(pattern)):
            try:
                text = file.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                text = tr("cannot be read: {reason}").format(reason=error)
            read[f"logs/{file.name}"] = text
    return read


def _versions() -> str:
    from importlib.metadata import distributions  # the window's start must not wait for it

    first = [
        f"{APP_NAME} {__version__}",
        f"Python {sys.version}",
        platform.platform(),
        f"frozen: {bool(getattr(sys, 'frozen', False))}",
    ]
    parts = {f"{part.metadata['Name']} {part.version}" for part in distributions()}
    return "\n".join([*first, "", *sorted(parts, key=str.casefold)]) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
