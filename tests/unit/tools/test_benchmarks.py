"""What benchmarks are built on."""

import json
import sys

import pytest

from benchmarks import __main__ as table
from benchmarks.overhead_probe import covered_s
from benchmarks.result import CannotRun, Result, _processor

CPUINFO = """processor\t: 0
model name\t: Some CPU
flags\t\t: fpu sse2 avx2 avx512f avx512_vnni
"""


def test_the_computer_names_its_processor_and_what_it_can_do() -> None:
    assert _processor(CPUINFO) == ("Some CPU", ("avx2", "avx512f", "avx512_vnni"))


def test_a_moment_that_two_threads_share_counts_once() -> None:
    assert covered_s([(0, 2), (1, 3), (1.5, 1.7), (5, 6)]) == 4


def rows() -> list[Result]:
    return [Result(name, 1.0, 1.0, 1.0, 1.0, "s", 1) for name in ("memory", "linear")]


def shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    code = table.main()
    return code, *capsys.readouterr()


def test_one_row_is_one_object_and_several_are_a_list(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(table.BENCHMARKS, "long", rows)
    _, output, _ = shown(monkeypatch, capsys, "memory", "--json")
    assert json.loads(output)["name"] == "memory"
    _, output, _ = shown(monkeypatch, capsys, "long", "--json")
    assert [row["name"] for row in json.loads(output)] == ["memory", "linear"]


@pytest.mark.parametrize("arguments", [("long",), ("long", "--json")])
def test_a_benchmark_that_cannot_run_says_why_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
) -> None:
    def measure() -> list[Result]:
        raise CannotRun("there is no screen.")

    monkeypatch.setitem(table.BENCHMARKS, "long", measure)
    code, output, said = shown(monkeypatch, capsys, *arguments)
    assert code == 1
    assert said == "long cannot run here: there is no screen.\n"
    assert json.loads(output or "[]") == []
