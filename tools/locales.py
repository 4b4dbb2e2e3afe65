"""Run a command in another country's locale: `python -m tools.locales zh_CN.GBK COMMAND…`.

Most Linux computers have UTF-8 locales only. Others, in which Aviary must run, too, are made from
the C library's own tables (Debian's package `locales`), below build/locales, for this command only.
Under Wine the country sets the code page: ja_JP.UTF-8 is 932.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "build" / "locales"
# The C library's names of character maps, where a locale's name differs.
CHARACTER_MAPS = {"SJIS": "SHIFT_JIS"}
BUILT_IN = ("C", "POSIX", "C.UTF-8")


class CannotMakeLocale(Exception):
    """The locale cannot be made; the message says why."""


def in_locale(name: str) -> dict[str, str]:
    """Return the environment for a locale, which is made if needed.

    Args:
        name: such as "zh_CN.GBK".

    Raises:
        CannotMakeLocale: localedef or its tables are missing, or do not know it.
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
    # Shift JIS is not fully ASCII compatible, and localedef warns about that.
    command = ["localedef", "--no-warnings=ascii", *tables, str(FOLDER / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CannotMakeLocale(f"{name}: {done.stderr.strip()}")


def main() -> int:
    """Run the command; return its exit code."""
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
