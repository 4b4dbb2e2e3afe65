"""Hostile archives named on the command line: a sentence, an exit code, and nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile_archives import CONFIG, REFUSED, pack_of, whole
from tests.hostile_configs import hostile, text_of

pytestmark = pytest.mark.e2e

SAMPLE = ROOT / "resources" / "samples" / "sample.wav"
# Is run by every Python of the test before anything else, and notes what it does.
SPY = """
import os, sys
sys.path.insert(0, {root!r})
from tests.watching import ACTS
notes = os.open({notes!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def note(event, arguments):
    if event in ACTS or event == "open":
        os.write(notes, f"{{event}} {{arguments[:1]!r}}\\n".encode(errors="backslashreplace"))
sys.addaudithook(note)
"""

EVIL: dict[str, Callable[[Path], bytes]] = {
    "a command": lambda marker: whole(
        config=CONFIG + f"callbacks: {{_target_: os.system, command: 'touch {marker}'}}\n".encode()
    ),
    "the aligner": lambda _marker: whole(aligner=text_of(hostile("system as encoder"))),
    "a pack": lambda _marker: pack_of(text_of(hostile("cls"))),
    "a name": lambda _marker: REFUSED["pax path"](),
    "a header": lambda _marker: REFUSED["header for a header"](),
}


def aviary(place: Path, *words: str | Path) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """The program with a home of its own, and what it did, without what is different each time."""
    spy = place / "spy"
    spy.mkdir(exist_ok=True)
    notes = place / "notes.txt"
    notes.unlink(missing_ok=True)
    code = SPY.format(root=str(ROOT), notes=str(notes))
    (spy / "sitecustomize.py").write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *map(str, words)],
        cwd=ROOT,
        env=os.environ
        | {
            "AVIARY_HOME": str(place / "home"),
            "PYTHONPATH": os.pathsep.join((str(spy), str(ROOT))),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    acts = notes.read_text(encoding="utf-8").splitlines()
    return done, {re.sub(r"\d+", "0", act) for act in acts if str(place) not in act}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What a start does that is refused for a name that nothing has."""
    place = tmp_path_factory.mktemp("usual")
    done, acts = aviary(place, "transcribe", "--model", place / "none.nemo", SAMPLE)
    assert done.returncode == 2 and "none.nemo" in done.stderr
    assert acts
    return acts


@pytest.mark.parametrize("name", EVIL)
def test_a_hostile_model_by_name_is_one_sentence(
    name: str, usual: set[str], tmp_path: Path
) -> None:
    evil, marker = tmp_path / "evil.nemo", tmp_path / "gotcha"
    evil.write_bytes(EVIL[name](marker))
    done, acts = aviary(tmp_path, "transcribe", "--model", evil, SAMPLE)
    assert done.returncode == 1 and done.stdout == ""
    assert re.fullmatch(r"(aviary: )?“evil\.nemo” (is|was) [^\n]+\.\n", done.stderr), done.stderr
    # Only Python's own modules, to read the configuration with.
    python = (sys.prefix, sys.base_prefix, str(ROOT))
    assert [act for act in acts - usual if not act.startswith(_opens(python))] == []
    assert not marker.exists() and not (ROOT / "gotcha").exists()
    assert list((tmp_path / "home").rglob("model_config.yaml")) == []
    assert evil.exists()


def _opens(places: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\d+", "0", f"open ('{place}") for place in places)


def test_a_hostile_archive_is_not_imported_by_command(tmp_path: Path) -> None:
    evil = tmp_path / "evil.nemo"
    evil.write_bytes(EVIL["a pack"](evil))
    done, _acts = aviary(tmp_path, "models", "import", evil)
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "“evil.nemo” was not opened: its encoder asks for code" in done.stderr
    assert list((tmp_path / "home").rglob("model_config.yaml")) == []
