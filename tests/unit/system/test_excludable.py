"""Which folders may be left out of antivirus scans.

`python -m tests.unit.system.test_excludable` prints the table.
"""

from collections.abc import Callable
from pathlib import PurePath, PureWindowsPath

import pytest

from desktop_app.system.antivirus.excludable import (
    HAS_WIDE_NAME,
    IS_A_DRIVE,
    IS_ELSEWHERE,
    IS_NO_STORE,
    IS_NOT_CLEAR,
    IS_THE_SYSTEMS,
    IS_THE_USERS,
    Places,
    judged,
    plain,
)
from tests.fake_windows import HOME, MODELS, SYSTEM

# What Windows makes of names that stand for others.
STAND_FOR = {
    r"C:\Users\JOS~1\AppData\Local\Aviary\Cache\models": str(MODELS),
    r"C:\PROGRA~1\models": r"C:\Program Files\models",
    r"D:\junction to Windows": r"C:\Windows",
    r"D:\junction to home": str(HOME),
    r"D:\junction to models": str(MODELS),
    r"Z:\models": r"\\server\share\models",
    r"S:\models": r"C:\Users\José\Documents",
}
TABLE = [
    (str(MODELS), ""),
    (str(MODELS).upper().replace("É", "é"), ""),
    (rf"\\?\{MODELS}", ""),
    (r"C:\Users\José\AppData\Local\Aviary\Cache\x\..\models", ""),
    (r"C:\Users\JOS~1\AppData\Local\Aviary\Cache\models", ""),
    (r"D:\junction to models", ""),
    (r"C:\Users\José\Documents\Aviary models", ""),
    ("D:\\models & more [1] 日本 $x `'\u2019", ""),
    ("D:\\", IS_A_DRIVE),
    ("C:\\", IS_A_DRIVE),
    ("\\\\?\\C:\\", IS_A_DRIVE),
    ("D:\\models\\..", IS_A_DRIVE),
    ("D:", IS_A_DRIVE),
    ("D:models", IS_A_DRIVE),
    ("models", IS_A_DRIVE),
    (r"\models", IS_A_DRIVE),
    (r"\\?\Volume{01234567-0000-0000-0000-100000000000}\models", IS_A_DRIVE),
    ("\\\\server\\share\\", IS_ELSEWHERE),
    (r"\\server\share\Aviary models", IS_ELSEWHERE),
    (r"\\server", IS_A_DRIVE),
    (r"\\localhost\C$\Windows", IS_ELSEWHERE),
    (r"\\?\UNC\server\share\models", IS_ELSEWHERE),
    (r"\\.\C:\Windows", IS_THE_SYSTEMS),
    (r"Z:\models", IS_ELSEWHERE),
    (r"C:\Windows", IS_THE_SYSTEMS),
    (r"c:\WINDOWS\Temp\Aviary models", IS_THE_SYSTEMS),
    (r"C:\Windows\System32", IS_THE_SYSTEMS),
    (r"D:\Windows", IS_THE_SYSTEMS),
    (r"C:\Users\..\Windows\Temp", IS_THE_SYSTEMS),
    (r"\\?\C:\Windows", IS_THE_SYSTEMS),
    ("C:/Windows/Temp", IS_THE_SYSTEMS),
    (r"D:\junction to Windows", IS_THE_SYSTEMS),
    (r"C:\Program Files", IS_THE_SYSTEMS),
    (r"C:\Program Files (x86)\models", IS_THE_SYSTEMS),
    (r"C:\PROGRA~1\models", IS_THE_SYSTEMS),
    (r"C:\ProgramData", IS_THE_SYSTEMS),
    (r"C:\ProgramData\Aviary models", IS_THE_SYSTEMS),
    (r"C:\$Recycle.Bin\models", IS_THE_SYSTEMS),
    (r"C:\System Volume Information", IS_THE_SYSTEMS),
    (r"C:\Users", IS_THE_USERS),
    (str(HOME), IS_THE_USERS),
    (r"D:\junction to home", IS_THE_USERS),
    (r"c:\users\josé\Downloads", IS_THE_USERS),
    (r"C:\Users\José\Aviary models", IS_THE_USERS),
    (r"C:\Users\José\OneDrive", IS_THE_USERS),
    (r"S:\models", IS_THE_USERS),
    (r"C:\Users\José\AppData", IS_THE_USERS),
    (r"C:\Users\José\AppData\Local", IS_THE_USERS),
    (r"C:\Users\José\AppData\Local\Temp\Aviary models", IS_THE_USERS),
    (r"C:\Users\José\AppData\Local\Aviary", IS_THE_USERS),
    (r"C:\Users\José\AppData\Local\Aviary\..\Microsoft", IS_THE_USERS),
    (r"C:\Users\José\AppData\LocalLow\models", IS_THE_USERS),
    (r"C:\Users\José\AppData\Roaming\Aviary\models", IS_THE_USERS),
    (r"C:\Users\Public\Documents\Aviary models", IS_THE_USERS),
    (r"C:\Users\Ana\Documents\Aviary models", IS_THE_USERS),
    (r"D:\Users\Ana\Aviary models", IS_THE_USERS),
    (r"E:\OneDrive - Company", IS_THE_USERS),
    (r"D:\MODELS~1", IS_NOT_CLEAR),
    (r"D:\models.", IS_NOT_CLEAR),
    ("D:\\models ", IS_NOT_CLEAR),
    (r"D:\gone", IS_NOT_CLEAR),
    (r"D:\mod*ls", HAS_WIDE_NAME),
    (r"D:\mod?ls", HAS_WIDE_NAME),
    (r"D:\%TEMP%\models", HAS_WIDE_NAME),
    ('D:\\a" b', HAS_WIDE_NAME),
    ("D:\\a\nb", HAS_WIDE_NAME),
    ("D:\\a\u2028b", HAS_WIDE_NAME),
    (r"D:\models:stream", HAS_WIDE_NAME),
    (r"D:\no store", IS_NO_STORE),
    (r"C:\Users\José\Documents\project", IS_NO_STORE),
]


def real(folder: PurePath) -> PurePath:
    """As Windows answers."""
    if folder.name == "gone":
        raise FileNotFoundError(folder)
    return PureWindowsPath(STAND_FOR.get(str(folder), str(folder)))


PLACES = Places(
    HOME,
    SYSTEM,
    real,
    lambda folder: folder.name.startswith("OneDrive"),
    lambda folder: folder.name not in ("no store", "project"),
)


@pytest.mark.parametrize(("folder", "reason"), TABLE)
def test_only_a_folder_of_models_may_be_excluded(folder: str, reason: str) -> None:
    assert judged(PureWindowsPath(folder), PLACES)[1] == reason


@pytest.mark.parametrize(
    "folder",
    [r"C:\Users\JOS~1\AppData\Local\Aviary\Cache\models", r"D:\junction to models"],
)
def test_what_is_excluded_is_the_folder_that_a_name_stands_for(folder: str) -> None:
    assert judged(PureWindowsPath(folder), PLACES) == (MODELS, "")


def main(say: Callable[[str], object] = print) -> None:
    """Print the table."""
    for folder, _reason in TABLE:
        found, reason = judged(PureWindowsPath(folder), PLACES)
        say(f"{folder!a:60} {reason or f'may be excluded, as {plain(found)}'}")


if __name__ == "__main__":
    main()
