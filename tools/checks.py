"""Every check that needs no run of the program: `python -m tools.checks [NAME…]`.

`dev.py check` runs all of them, and pre-commit (`.pre-commit-config.yaml`) those that a commit may
break. None needs the network.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from identify.identify import tags_from_path
from pre_commit_hooks import (
    check_json,
    check_merge_conflict,
    check_toml,
    check_yaml,
    end_of_file_fixer,
    mixed_line_ending,
    trailing_whitespace_fixer,
)

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent
# It takes as long as all others, which run beside it, one after the other.
LONGEST, AT_ONCE = "types", 2
# Texts of others, kept as they came, and what tests read byte by byte.
VERBATIM = ("packaging/licences/",)
SYNTAX = {".yaml": check_yaml, ".yml": check_yaml, ".toml": check_toml, ".json": check_json}
# Schemas that check-jsonschema brings, and the files below .github that follow them.
SCHEMAS = {
    "github-workflows": "workflows/*.yml",
    "github-issue-forms": "ISSUE_TEMPLATE/[!c]*.yml",
    "github-issue-config": "ISSUE_TEMPLATE/config.yml",
    "dependabot": "dependabot.yml",
}

# Each gives 0 when nothing is amiss, and else has said what is.
Check = Callable[[], int]


def module(*command: str) -> Check:
    """A module of this Python with its arguments."""
    return lambda: _run(sys.executable, "-m", *command)


def program(name: str, *arguments: str) -> Check:
    """A program of the virtual environment with its arguments."""
    return lambda: _run(str(SCRIPTS / name), *arguments)


def text() -> int:
    """Blanks at the ends of lines, line endings, syntax; mends the first two, and fails then."""
    files = [file for file in _kept_files() if not file.startswith(VERBATIM)]
    texts = [file for file in files if "text" in tags_from_path(str(ROOT / file))]
    failed: int = check_merge_conflict.main(["--assume-in-merge", *texts])
    for hook in (trailing_whitespace_fixer, end_of_file_fixer, mixed_line_ending):
        failed |= hook.main(texts)
    for ending, hook in SYNTAX.items():
        failed |= hook.main([file for file in texts if file.endswith(ending)])
    return failed


def workflows() -> int:
    """GitHub's files against their schemas, and the workflows for what makes them unsafe."""
    failed = 0
    for schema, pattern in SCHEMAS.items():
        files = sorted(str(file) for file in (ROOT / ".github").glob(pattern))
        builtin = f"vendor.{schema}"
        checked = ["check_jsonschema", "--quiet", "--builtin-schema", builtin, *files]
        failed |= _run(sys.executable, "-m", *checked)
    zizmor = str(SCRIPTS / "zizmor")
    return failed | _run(zizmor, "--quiet", "--offline", "--no-progress", ".github")


CHECKS: dict[str, Check] = {
    "format": module("ruff", "format", "--check", "."),
    "lint": module("ruff", "check", "."),
    # A text file opened without an encoding; the rule is one of ruff's preview still.
    "encodings": module("ruff", "check", "--preview", "--select", "PLW1514", "."),
    "types": module("mypy", "."),
    "contracts": program("lint-imports"),
    "spelling": module("codespell_lib", ".", ".github"),
    "text": text,
    "workflows": workflows,
    "census": module("tools.census"),
}


def _run(*command: str) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _kept_files() -> list[str]:
    """The files that Git keeps or would keep, relative to ROOT."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def _results(names: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Run checks, several of them in processes of their own; yield names and codes as they end."""
    if len(names) == 1:
        _tell(f"check: {names[0]}\n")
        yield names[0], CHECKS[names[0]]()
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ordered = sorted(names, key=lambda name: name != LONGEST)
        running = {pool.submit(apart, name): name for name in ordered}
        for done in as_completed(running):
            told = done.result()
            _tell(told.stdout)
            yield running[done], told.returncode


def apart(name: str) -> subprocess.CompletedProcess[str]:
    """Run one check in a process of its own, and keep what it says."""
    command = [sys.executable, "-m", "tools.checks", name]
    return subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def main() -> int:
    """Run the checks that are named, or all; 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CHECKS))
    names = parser.parse_args().names or list(CHECKS)
    if unknown := set(names) - set(CHECKS):
        parser.error(f"no check is called {' or '.join(sorted(unknown))}; try {', '.join(CHECKS)}")
    failed = [name for name, code in _results(names) if code != 0]
    if failed:
        sys.stderr.write(f"check: failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
