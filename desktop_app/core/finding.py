"""What a check of the computer finds: values alone, made below, shown by window and terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How good a finding is, the best first."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact and what it means for Aviary.

    Attributes:
        name: what was looked at, a few words.
        value: what was found.
        verdict: whether it is good as it is.
        advice: what to do; empty where nothing needs to be done.
    """

    name: str
    value: str
    verdict: Verdict = Verdict.OK
    advice: str = ""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings that belong together, under a title."""

    title: str
    findings: tuple[Finding, ...]


def worst(findings: Iterable[Finding]) -> Verdict:
    """The verdict on all of them together."""
    order = tuple(Verdict)
    return max((finding.verdict for finding in findings), key=order.index, default=Verdict.OK)
