"""The checks of `dev.py check`: one list for it and for pre-commit, and limits that hold."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tools import checks
from tools.census import LONG, TOO_LONG


def hooks() -> list[dict[str, object]]:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    return [hook for repo in config["repos"] for hook in repo["hooks"]]


def test_before_a_commit_the_same_checks_run_as_by_hand() -> None:
    assert [hook["id"] for hook in hooks()] == list(checks.CHECKS)
    assert [hook["entry"] for hook in hooks()] == [f"tools/hook {name}" for name in checks.CHECKS]


def test_a_name_that_is_no_check_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["checks", "lints"])
    with pytest.raises(SystemExit):
        checks.main()
    assert "no check is called lints; try format," in capsys.readouterr().err


def test_a_check_that_fails_fails_them_all_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def apart(name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(name, int(name == "bad"), f"{name} says so\n")

    monkeypatch.setattr(checks, "CHECKS", dict.fromkeys(("good", "bad", "last")))
    monkeypatch.setattr(checks, "apart", apart)
    monkeypatch.setattr("sys.argv", ["checks"])
    assert checks.main() == 1
    *said, last = capsys.readouterr().err.splitlines()
    assert sorted(said) == ["bad says so", "good says so", "last says so"]
    assert last == "check: failed: bad"


def test_a_check_in_a_process_of_its_own_tells_what_it_said() -> None:
    done = checks.apart("workflows")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "check: workflows")
    done = checks.apart("nonsense")
    assert done.returncode == 2
    assert "no check is called nonsense" in done.stdout


def census_of(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tools.census", str(tree), "--small"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def make(tree: Path, files: dict[str, str], settings: str = "") -> None:
    for name, text in files.items():
        file = tree / "desktop_app" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    limits = "mccabe.max-complexity = 10\npylint.max-statements = 50\n"
    (tree / "pyproject.toml").write_text(f"[tool.ruff.lint]\n{limits}{settings}", encoding="utf-8")


def test_the_census_counts_what_is_there(tmp_path: Path) -> None:
    long = "\n" * LONG
    branches = "".join(f"    if x == {n}:\n        return {n}\n" for n in range(11))
    make(
        tmp_path,
        {
            "__init__.py": "",
            "a/__init__.py": "",
            "a/one.py": "import desktop_app.b.two\n",
            "a/three.py": "import desktop_app.a.one\nimport desktop_app.b.two\n",
            "b/__init__.py": "",
            "b/two.py": f"from desktop_app.a import four\n{long}",
            "a/four.py": f"def tangled(x):\n{branches}",
        },
    )
    done = census_of(tmp_path)
    told = dict(line.split(maxsplit=1) for line in done.stdout.splitlines())
    assert told["files"].startswith("7; lines: median 1, ")
    assert told["files"].endswith(f"longest {LONG + 1} (desktop_app/b/two.py)")
    assert told["folder"].startswith("4 files in desktop_app/a ")
    assert told["long"] == "1: desktop_app/b/two.py"
    assert told["alone"] == "2 files with one importer, 2 of them small"
    assert told["desktop_app/a/one.py"] == "(1): desktop_app.a.three"
    assert told["circles"] == "1: desktop_app"
    assert told["functions"] == "1: desktop_app/a/four.py:1"


def test_a_file_that_is_too_long_fails_the_census(tmp_path: Path) -> None:
    make(tmp_path, {"__init__.py": "", "long.py": "\n" * (TOO_LONG + 1)})
    done = census_of(tmp_path)
    assert done.returncode == 1
    assert f"desktop_app/long.py has {TOO_LONG + 1} lines: divide it" in done.stdout


def test_a_small_file_with_one_importer_needs_a_reason(tmp_path: Path) -> None:
    files = {"__init__.py": "", "part.py": "", "whole.py": "import desktop_app.part\n"}
    make(tmp_path, files)
    done = census_of(tmp_path)
    assert done.returncode == 1
    fault = "desktop_app/part.py has 0 lines, and only desktop_app.whole imports it: put it there"
    assert fault in done.stdout
    make(tmp_path, files, '[tool.census.small]\n"desktop_app/p*.py" = "for the test"\n')
    done = census_of(tmp_path)
    assert (done.returncode, "census:" in done.stdout) == (0, False)


def test_a_reason_that_no_file_needs_is_reported(tmp_path: Path) -> None:
    files = {"__init__.py": "", "whole.py": ""}
    make(tmp_path, files, '[tool.census.small]\n"desktop_app/gone.py" = "for the test"\n')
    done = census_of(tmp_path)
    assert done.returncode == 1
    assert "nothing is small as desktop_app/gone.py any more" in done.stdout
