"""The result of a check: as findings, as text to copy, and as plain values for JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app import APP_NAME, __version__
from desktop_app.core.finding import Finding, FindingGroup, Verdict, worst
from desktop_app.core.sentences import Figure, listed, marked, plural, tr
from desktop_app.system import hardware as computer
from desktop_app.system.file_probe import FileStep, FolderResult, FolderState
from desktop_app.system.locks.diagnosis import FilePlace, LockKind

FOLDERS_TITLE = marked("Folders")
FOLDER_TITLES = {
    "config": marked("Settings"),
    "cache": marked("Cache"),
    "models": marked("Models"),
    "temporary": marked("Temporary files"),
    "logs": marked("Logs"),
    "output": marked("Transcripts"),
}
SAMPLE = marked("Sample")
STEPS = {
    FileStep.MAKE: marked("creating a folder"),
    FileStep.WRITE: marked("writing"),
    FileStep.REOPEN: marked("opening again"),
    FileStep.RENAME: marked("renaming"),
    FileStep.REPLACE: marked("replacing"),
    FileStep.DELETE: marked("deleting"),
}
SLOW_ADVICE = marked(
    "Exclude this folder in the antivirus program, or choose one that is not synchronised."
)
SLOWED_BY_NOBODY = marked("No program could be named; a virus scan is the usual cause.")
MARKS = {Verdict.OK: "ok", Verdict.NOTE: "note", Verdict.PROBLEM: "PROBLEM"}


@dataclass(frozen=True, slots=True)
class SampleResult:
    """The result of the sample.

    Attributes:
        problem: why it failed, or "".
        left_out: why it was skipped, or "".
        torch: PyTorch's findings about this computer.
    """

    problem: str = ""
    left_out: str = ""
    text: str = ""
    seconds: float = 0.0
    torch: tuple[Finding, ...] = ()

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings."""
        if self.left_out:
            why = tr("not tried: {reason}").format(reason=tr(self.left_out))
            return (Finding(tr(SAMPLE), why),)
        if self.problem:
            return *self.torch, Finding(tr(SAMPLE), tr("failed"), Verdict.PROBLEM, self.problem)
        heard = tr("recognised in {seconds:.1f} s: “{text}”").format(
            seconds=Figure(self.seconds), text=" ".join(self.text.split())
        )
        return *self.torch, Finding(tr(SAMPLE), heard)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        if self.left_out or self.problem:
            return {"problem": self.problem, "left_out": self.left_out, "text": ""}
        return {"problem": "", "seconds": round(self.seconds, 1), "text": self.text}


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """The check of one of Aviary's folders.

    Attributes:
        name: a key of `FOLDER_TITLES`.
        free_bytes: None if unknown.
        needed_bytes: the usual need.
        problem: why nothing can be written there, or "".
        locks: the lock probe's result; None if it was not run.
        places: special properties of the folder's place.
    """

    name: str
    path: Path
    free_bytes: int | None = None
    needed_bytes: int = 0
    problem: str = ""
    locks: FolderResult | None = None
    places: tuple[FilePlace, ...] = field(default=())

    def finding(self) -> Finding:
        """Return one finding with everything about the folder."""
        parts = tuple(self._parts())
        values = " · ".join(part.value for part in parts if part.value)
        advice = "\n".join(dict.fromkeys(part.advice for part in parts if part.advice))
        title = tr(FOLDER_TITLES.get(self.name, self.name))
        return Finding(title, f"{self.path}\n{values}", worst(parts), advice)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        free_gb = None if self.free_bytes is None else round(self.free_bytes / 1e9, 1)
        described = {"path": str(self.path), "free_gb": free_gb, "problem": self.problem}
        if (locks := self.locks) is None:
            return described
        return described | {
            "state": locks.state.value,
            "added_s": round(locks.added_s, 2),
            "step": locks.step.value if locks.step else None,
            "held_by": list(locks.held_by),
            "files_tried": locks.files,
        }

    def _parts(self) -> Iterator[Finding]:
        if self.locks is not None:
            yield lock_finding(self.locks)
        elif self.problem:
            yield Finding("", tr("cannot be written"), Verdict.PROBLEM, self.problem)
        else:
            yield Finding("", tr("can be written"))
        if self.free_bytes is not None:
            yield computer.disk(self.free_bytes, self.needed_bytes)
        for place in self.places:
            yield Finding("", "", Verdict.NOTE, place.advice)
        if self.locks is not None and self.locks.left_behind is not None:
            advice = tr("Delete {path}, which the check could not delete.").format(
                path=self.locks.left_behind
            )
            yield Finding("", "", Verdict.NOTE, advice)


def lock_finding(result: FolderResult) -> Finding:
    """Describe the lock probe's result."""
    who = (tr("held by {names}").format(names=listed(result.held_by)),) if result.held_by else ()
    steps = result.diagnosis.steps if result.diagnosis else ()
    if result.state is FolderState.FINE:
        return Finding("", tr("no program blocks files"))
    if result.state is FolderState.SLOW:
        slow = tr("slow: {seconds:.1f} s lost on a file, mostly on {step}").format(
            seconds=Figure(result.added_s), step=_step(result)
        )
        blame = () if result.held_by else (tr(SLOWED_BY_NOBODY),)
        return Finding(
            "", ", ".join((slow, *who)), Verdict.NOTE, "\n".join((tr(SLOW_ADVICE), *blame))
        )
    value = ", ".join((blocked(result), *who))
    return Finding("", value, Verdict.PROBLEM, "\n".join(steps))


def blocked(result: FolderResult) -> str:
    """Return why a folder cannot be used: no permission, disk full, …; "" if it can."""
    if result.state is not FolderState.BLOCKED or result.diagnosis is None:
        return ""
    found = result.diagnosis
    if found.kind is LockKind.NOT_A_LOCK:
        why = getattr(found.root, "strerror", "") or str(found.root)
    else:
        why = found.title
    return tr("blocked, {step} is refused: {reason}").format(step=_step(result), reason=why)


def _step(result: FolderResult) -> str:
    """Name what was tried with a file; "" for nothing."""
    return tr(STEPS[result.step]) if result.step else ""


@dataclass(frozen=True, slots=True)
class CheckupResult:
    """The result of the whole check.

    Attributes:
        models: whether each model is installed.
    """

    groups: tuple[FindingGroup, ...]
    folders: tuple[FolderCheck, ...]
    sample: SampleResult
    models: dict[str, bool]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in order."""
        return tuple(finding for group in self.groups for finding in group.findings)

    @property
    def has_failed(self) -> bool:
        """Whether a folder or the sample has a problem, so that Aviary does not work."""
        return bool(self.sample.problem) or any(folder.problem for folder in self.folders)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "aviary": __version__,
            "verdict": worst(self.findings).value,
            "folders": {folder.name: folder.as_json() for folder in self.folders},
            "models": self.models,
            "sample": self.sample.as_json(),
            "findings": [
                {
                    "group": group.title,
                    "name": finding.name,
                    "value": finding.value,
                    "verdict": finding.verdict.value,
                    "advice": finding.advice,
                }
                for group in self.groups
                for finding in group.findings
            ],
        }

    def as_text(self) -> str:
        """Return text to read and to paste into a message."""
        lines = [f"{APP_NAME} {__version__}: {summary(self.findings)}"]
        for group in self.groups:
            lines += ["", group.title, *(_line(finding) for finding in group.findings)]
        return "\n".join(lines) + "\n"


def summary(findings: tuple[Finding, ...]) -> str:
    """Return `1 problem, 2 notes`, or that all is well."""
    verdicts = [finding.verdict for finding in findings]
    counted = []
    if count := verdicts.count(Verdict.PROBLEM):
        counted.append(plural(count, "{count} problem", "{count} problems"))
    if count := verdicts.count(Verdict.NOTE):
        counted.append(plural(count, "{count} note", "{count} notes"))
    return ", ".join(counted) or tr("everything is fine")


def _line(finding: Finding) -> str:
    gap = "\n" + " " * 36
    value = finding.value.replace("\n", gap)
    advice = "".join(f"{gap}-> {line}" for line in finding.advice.splitlines())
    return f"  {MARKS[finding.verdict]:<8}{finding.name:<26}{value}{advice}"
