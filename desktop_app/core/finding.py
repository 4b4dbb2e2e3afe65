"""Findings of the system check, as plain values for window and terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Severity of a finding, best first."""

    OK = "ok"
    NOTE = "note"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact and what it means for Aviary.

    Attributes:
        name: what was checked, a few words.
        value: what was found.
        verdict: how good that is.
        advice: what to do; empty if nothing.
    """

    name: str
    value: str
    verdict: Verdict = Verdict.OK
    advice: str = ""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """A titled group of findings."""

    title: str
    findings: tuple[Finding, ...]


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict in the group."""
    order = tuple(Verdict)
    return max((finding.verdict for finding in findings), key=order.index, default=Verdict.OK)
