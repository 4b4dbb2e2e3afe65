"""Folders of the user or the system that must not become models folders."""

import json
import logging
import os
import re
from functools import cache
from pathlib import Path

import platformdirs

from desktop_app.system import environment

logger = logging.getLogger(__name__)

# Names of system and user folders, in any user language.
HOME_FOLDERS = (
    "Desktop",
    "Documents",
    "Downloads",
    "Music",
    "Pictures",
    "Public",
    "Templates",
    "Videos",
    "AppData",
    "AppData/Local",
    "AppData/LocalLow",
    "AppData/Roaming",
    ".cache",
    ".config",
    ".local",
    ".local/share",
)
# Names directly below the root.
TOP_PARTS = 2
WINDOWS_FOLDERS = ("Windows", "Program Files", "Program Files (x86)", "ProgramData", "Users")
# "OneDrive - Company", "Dropbox (Personal)" …
SYNCHRONISED = re.compile(
    r"(box( sync)?|dropbox|google ?drive|icloud ?drive|mega|nextcloud|onedrive|owncloud|"
    r"pclouddrive|proton ?drive|seafile|syncthing)( - .+| \(.+\))?",
    re.IGNORECASE,
)
# Marker files of synchronising programs in their folder.
SYNC_NOTES = (".dropbox", ".dropbox.cache", ".stfolder", ".owncloudsync.log", ".nextcloudsync.log")


def is_special(folder: Path) -> bool:
    """Return whether a folder must not hold models itself; a subfolder may.

    True for the home folder and its parents, the root of a drive, Documents and the like, system
    folders, and the top of a synchronised folder.
    """
    real = Path(os.path.realpath(folder))
    if real == Path(real.anchor) or os.path.ismount(real):
        return True
    if os.name != "nt" and len(real.parts) == TOP_PARTS:
        return True  # /mnt, /srv, /tmp …
    home = Path(os.path.realpath(Path.home()))
    return (
        home.is_relative_to(real)
        or real in {Path(os.path.realpath(known)) for known in _known()}
        or SYNCHRONISED.fullmatch(real.name) is not None
        or any((real / note).exists() for note in SYNC_NOTES)
    )


@cache
def _known() -> frozenset[Path]:
    """Return this user's special folders."""
    home = Path.home()
    named = (
        platformdirs.user_desktop_path,
        platformdirs.user_documents_path,
        platformdirs.user_downloads_path,
        platformdirs.user_music_path,
        platformdirs.user_pictures_path,
        platformdirs.user_videos_path,
        platformdirs.user_cache_path,
        platformdirs.user_config_path,
        platformdirs.user_data_path,
    )
    found = {home / name for name in HOME_FOLDERS}
    found |= {Path(home.anchor) / name for name in WINDOWS_FOLDERS}
    found |= {*environment.synchronised_folders(), *_dropboxes(home)}
    for folder in named:
        try:
            found.add(folder())
        except Exception as error:  # noqa: BLE001 - another program's registry or file may be malformed
            logger.info("%s is not known: %r", folder.__name__, error)
    return frozenset(found)


def _dropboxes(home: Path) -> list[Path]:
    """Return Dropbox's folders, as it lists them."""
    # https://help.dropbox.com/installs/locate-dropbox-folder
    found = []
    for place in (".dropbox", "AppData/Local/Dropbox", "AppData/Roaming/Dropbox"):
        try:
            accounts = json.loads((home / place / "info.json").read_text(encoding="utf-8"))
            found += [Path(account["path"]) for account in accounts.values()]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
    return found
