"""Diagnose from any exception what is wrong with the file, who holds it and what to do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from desktop_app.core.causes import every_error, root_errors
from desktop_app.core.errors import is_out_of_memory
from desktop_app.core.sentences import listed, marked, tr
from desktop_app.system.locks.diagnosis import TEXTS, Diagnosis, FilePlace, Holder, LockKind
from desktop_app.system.locks.known_programs import explain, name_of
from desktop_app.system.locks.rules import (
    ACCESS_DENIED,
    MEMORY,
    FileFacts,
    Situation,
    kind_of,
)
from desktop_app.system.windows.api import FILE_ATTRIBUTE_DIRECTORY, FILE_ATTRIBUTE_READONLY, Access

# Kinds for which finding the holder is worth two seconds.
HELD = frozenset(
    {
        LockKind.SHARING_VIOLATION,
        LockKind.LOCK_VIOLATION,
        LockKind.OPEN_BY_ANOTHER,
        LockKind.MAPPED,
        LockKind.DELETE_PENDING,
        LockKind.FOLDER_IN_USE,
    }
)
NOBODY_KNOWN = marked("another program")
# The most names that fit a sentence.
MAX_NAMES = 3

# Finds who holds the file that an error is about; may take two seconds.
Diagnose = Callable[[BaseException, Path], Diagnosis]


@dataclass(frozen=True, slots=True)
class _Finding:
    kind: LockKind
    root: BaseException
    situation: Situation | None = None


def diagnose(
    error: BaseException,
    path: PurePath | None = None,
    facts: FileFacts | None = None,
    *,
    writing: bool = False,
    scratch: PurePath | None = None,
) -> Diagnosis:
    """Diagnose an exception by its root cause.

    Args:
        error: any exception; causes, contexts and group members are examined, too.
        path: the file, for errors that name none.
        facts: the source of facts about files; this computer unless given.
        writing: whether the file was to be created or written.
        scratch: the temporary name under which `path` was written; the diagnosis names `path`
            instead.
    """
    facts = facts or _file_facts()
    found = _find(error, path, facts, writing=writing)
    situation = found.situation
    if situation is None:
        return _tell(found, path, (), ())
    subject = situation.path
    holders = situation.holders if found.kind in HELD else ()
    places = facts.places(subject) if subject and found.kind is not LockKind.NOT_A_LOCK else ()
    shown = path if scratch is not None and subject == scratch else subject
    return _tell(found, shown, holders, places)


def may_pass(error: BaseException) -> bool:
    """Whether a retry may succeed; quicker than a whole diagnosis."""
    kind = _find(error, None, _file_facts(), writing=False).kind
    return TEXTS[kind].is_worth_waiting


def _file_facts() -> FileFacts:
    """Import the facts on first use: most runs do not need them, nor must the window wait."""
    from desktop_app.system.locks.facts import file_facts

    return file_facts()


def _find(
    error: BaseException, path: PurePath | None, facts: FileFacts, *, writing: bool
) -> _Finding:
    for each in every_error(error):
        if is_out_of_memory(each) or getattr(each, "winerror", None) in MEMORY:
            return _Finding(LockKind.OUT_OF_MEMORY, each)
    findings: list[_Finding] = []
    for root in root_errors(error):
        if not isinstance(root, OSError):
            findings.append(_Finding(LockKind.NOT_A_LOCK, root))
            continue
        situation = _situation(root, path, facts, writing=writing)
        findings.append(_Finding(kind_of(situation), root, situation))
    # Of a group, use the first member that is about a file.
    return next((each for each in findings if each.kind is not LockKind.NOT_A_LOCK), findings[0])


def _situation(
    error: OSError, path: PurePath | None, facts: FileFacts, *, writing: bool
) -> Situation:
    first, second = _named(error.filename, facts), _named(error.filename2, facts)
    if first is None or second is None:
        return Situation(error, first or path, facts, writing=writing)
    subject = _hindrance(error, first, second, facts)
    return Situation(error, subject, facts, source=first, writing=True)


def _named(name: object, facts: FileFacts) -> PurePath | None:
    """Return the path in an exception, which may also be bytes or a file descriptor."""
    if isinstance(name, bytes):
        name = name.decode("utf-8", errors="surrogateescape")
    if isinstance(name, PurePath):
        return name
    if not isinstance(name, str) or not name:
        return None
    return PureWindowsPath(name) if facts.is_windows else PurePosixPath(name)


def _hindrance(error: OSError, source: PurePath, target: PurePath, facts: FileFacts) -> PurePath:
    """Find which of the two files of a rename is in the way.

    Windows reports 5 if the target is open and 32 if the source is.
    """
    denied = getattr(error, "winerror", None) in (None, ACCESS_DENIED)
    order = (target, source) if denied else (source, target)
    for path in order:
        attributes = facts.attributes(path)
        if attributes is None:
            continue
        marked = attributes & (FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_READONLY)
        if marked or facts.probe(path, Access.DELETE):
            return path
    return target if denied else source


def _tell(
    found: _Finding,
    path: PurePath | None,
    holders: tuple[Holder, ...],
    places: tuple[FilePlace, ...],
) -> Diagnosis:
    text = TEXTS[found.kind]
    words = {
        "file": tr("“{name}”").format(name=path.name or path) if path else tr("a file"),
        "cause": _cause(found.root),
    }
    names = [name_of(each, path) for each in holders]
    sentence = tr(text.sentence).format(**words, who=_listed(names))
    known = {each: explain(each, path) for each in holders}
    steps = [about.way_out for about in known.values() if about]
    # Programs with their own way out, or that are part of the system, need not be closed.
    closable = [each.name for each in holders if not known[each] and each.can_be_closed]
    can_close = bool(closable) or not holders
    general = [step for step in text.steps if can_close or "{who}" not in step]
    steps += [tr(step).format(**words, who=_listed(closable)) for step in general]
    steps += [place.advice for place in places]
    return Diagnosis(
        kind=found.kind,
        path=path,
        title=tr(text.title),
        sentence=sentence[:1].upper() + sentence[1:],  # “a file” may begin it
        steps=tuple(dict.fromkeys(steps)),
        holders=holders,
        places=places,
        is_worth_waiting=text.is_worth_waiting,
        root=found.root,
        winerror=found.situation.code if found.situation else None,
    )


def _listed(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(name for name in names if name))
    if not unique:
        return tr(NOBODY_KNOWN)
    if len(unique) > MAX_NAMES:
        unique = [*unique[: MAX_NAMES - 1], tr("others")]
    return listed(unique)


def _cause(root: BaseException) -> str:
    """Return the root cause's type and the first line of its message."""
    lines = str(root).strip().splitlines()
    return f"{type(root).__name__}: {lines[0]}" if lines else type(root).__name__
