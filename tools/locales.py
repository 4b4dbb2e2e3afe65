"""Runs a command in the locale of another country: `python -m tools.locales zh_CN.GBK COMMAND…`.

Most Linux computers have UTF-8 locales alone. The others, in which Aviary runs too, are made from
the C library's own tables (Debian's package `locales`), below build/locales and for this command
alone. Under Wine the country decides on the code pages: ja_JP.UTF-8 is 932.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "build" / "locales"
# How the C library's character maps are called where a locale's name says it otherwise.
CHARACTER_MAPS = {"SJIS": "SHIFT_JIS"}
BUILT_IN = ("C", "POSIX", "C.UTF-8")


class CannotMakeLocale(Exception):
    """Why there is no such locale on this computer."""


def in_locale(name: str) -> dict[str, str]:
    """The environment of a command that runs in a locale, which is made unless it is there.

    Args:
        name: such as "zh_CN.GBK".

    Raises:
        CannotMakeLocale: localedef or its tables are missing, or know nothing of it.
    """
    if name not in BUILT_IN and not (FOLDER / name).is_dir():
        _make(name)
    unset = ("LANG", "LANGUAGE", "PYTHONUTF8", "PYTHONIOENCODING")
    kept = {key: value for key, value in os.environ.items() if key not in unset}
    return kept | {"LOCPATH": str(FOLDER), "LC_ALL": name}


def _make(name: str) -> None:
    if shutil.which("localedef") is None:
        raise CannotMakeLocale("localedef is not installed (Debian: locales)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    country, _, character_map = name.partition(".")
    tables = ["-i", country, "-f", CHARACTER_MAPS.get(character_map, character_map)]
    # Shift JIS is not ASCII in every letter, of which localedef warns.
    command = ["localedef", "--no-warnings=ascii", *tables, str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotMakeLocale(f"{name}: {done.stderr.strip()}")


def main() -> int:
    """Run the command; its exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("locale")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    try:
        environment = in_locale(options.locale)
    except CannotMakeLocale as error:
        sys.exit(f"tools.locales: {error}")
    return subprocess.run(options.command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
