"""The table of programs that hold files."""

import os
from pathlib import Path, PureWindowsPath

import pytest

from desktop_app.system.locks.diagnosis import Holder, HolderKind
from desktop_app.system.locks.known_programs import KNOWN, explain

FILE = PureWindowsPath(r"C:\Users\José\Interview.wav")
FOLDER = r"C:\Program Files\Somewhere"


def held_by(program: str) -> Holder:
    return Holder("Some description", 999_999, path=f"{FOLDER}\\{program}")


@pytest.mark.parametrize(
    ("program", "name"),
    [
        ("MsMpEng.exe", "Microsoft Defender"),
        ("NortonSecurity.exe", "Norton"),
        ("mcshield.exe", "McAfee"),
        ("bdservicehost.exe", "Bitdefender"),
        ("avp.exe", "Kaspersky"),
        ("ekrn.exe", "ESET"),
        ("AvastSvc.exe", "Avast or AVG"),
        ("AVGSvc.exe", "Avast or AVG"),
        ("SophosFileScanner.exe", "Sophos"),
        ("coreServiceShell.exe", "Trend Micro"),
        ("MBAMService.exe", "Malwarebytes"),
        ("fshoster64.exe", "F-Secure"),
        ("OneDrive.exe", "OneDrive"),
        ("Dropbox.exe", "Dropbox"),
        ("GoogleDriveFS.exe", "Google Drive"),
        ("iCloudDrive.exe", "iCloud Drive"),
        ("SearchIndexer.exe", "Windows Search"),
        ("SearchProtocolHost.exe", "Windows Search"),
        ("vlc.exe", "VLC media player"),
        ("wmplayer.exe", "Windows Media Player"),
        ("prevhost.exe", "Explorer's preview"),
        ("explorer.exe", "Explorer"),
        ("WINWORD.EXE", "Word"),
        ("Aviary.exe", "another Aviary"),
        ("pythonw.exe", "a Python program"),
    ],
)
def test_a_program_is_known_by_its_process(program: str, name: str) -> None:
    known = explain(held_by(program), FILE)
    assert known is not None
    assert known.name == name
    assert known.doing.endswith(".") and "Interview.wav" in known.doing


def test_a_program_is_known_by_its_bare_name() -> None:
    """Antivirus hides the path of its program; a service has a name alone."""
    by_name = explain(Holder("Antimalware Service Executable", 999_999, path="MsMpEng.exe"), FILE)
    by_service = explain(Holder("WinDefend", 999_999, HolderKind.SERVICE), FILE)
    on_linux = explain(Holder("vlc", 999_999, path="/usr/bin/vlc"), Path("/a/Interview.wav"))
    assert by_name == by_service
    assert by_name is not None and by_name.name == "Microsoft Defender"
    assert on_linux is not None
    assert on_linux.way_out.startswith("Stop playing “Interview.wav” in VLC media player, or")


def test_this_program_is_distinguished_from_others() -> None:
    known = explain(Holder("python", os.getpid(), path="/usr/bin/python3"), FILE)
    assert known is not None and known.name == "Aviary itself"


def test_an_unknown_service_is_to_be_waited_for() -> None:
    known = explain(Holder("Spooler", 999_999, HolderKind.SERVICE), FILE)
    assert known is not None
    assert known.way_out.startswith("Wait a minute: Spooler runs in the background")


def test_of_an_unknown_program_nothing_is_claimed() -> None:
    assert explain(held_by("studio.exe"), FILE) is None
    assert explain(Holder("", 999_999, HolderKind.SERVICE), None) is None


def test_without_a_path_the_sentences_still_read() -> None:
    known = explain(held_by("vlc.exe"), None)
    assert known is not None
    assert known.doing == "VLC media player is playing the file or has it in its playlist."


def test_the_table_is_whole() -> None:
    processes = [process for known in KNOWN for process in known.processes]
    assert len(processes) == len(set(processes)) > 100
    assert all(process == process.lower() for process in processes)
    for known in KNOWN:
        assert known.processes and known.source
        assert "{file}" in known.doing
        assert known.way_out.endswith((".", ")")) and len(known.way_out) < 120
