"""Describe models as plain values, for JSON and the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop_app.core.model import ModelSpec
from desktop_app.core.sentences import marked, tr
from desktop_app.models.inspection import ModelFile
from desktop_app.models.layout import StoreLayout
from desktop_app.models.maintenance import LeftOver
from desktop_app.models.manifest import Manifest
from desktop_app.models.store import ModelStore

MOVED = marked("The models are now in {folder}.")
STAYED = marked("Files that are not Aviary's stayed in {folder}: {names}.")
# The most names in that sentence; the folder shows the others.
MOST_NAMES = 3


def describe(store: ModelStore, spec: ModelSpec) -> dict[str, Any]:
    """Describe a model and its state on this computer."""
    installed = store.installed(spec)
    return {
        "id": spec.id,
        "title": spec.title,
        "kind": spec.kind.value,
        "task": spec.kind.task.value,
        "installed": installed is not None or store.is_installed(spec),
        **_abilities(spec),
        "licence": spec.licence,
        "summary": spec.summary,
        "note": spec.note,
        "card": _card(spec),
        "folder": str(installed.folder) if installed else None,
        "bytes_on_disk": installed.bytes if installed else 0,
        "partial_bytes": store.layout.arrived_bytes(spec.id),
        "source": _source(installed.manifest) if installed else None,
    }


def _abilities(spec: ModelSpec) -> dict[str, Any]:
    """Say what a model can do, by its task."""
    if not spec.kind.recognizes:
        return {"most_speakers": spec.most_speakers} if spec.kind.is_diarizer else {}
    return {
        "languages": list(spec.languages),
        "target_languages": list(spec.target_languages),
        "timestamps": [mode.value for mode in spec.timestamps],
    }


def _card(spec: ModelSpec) -> dict[str, Any] | None:
    """Return the published facts, without those of the other task."""
    facts = spec.facts
    if facts is None:
        return None
    card = {
        "source": facts.source,
        "licence_url": facts.licence_url,
        "licence_needs_consent": facts.licence_needs_consent,
        "parameters": facts.parameters,
        "download_bytes": facts.download_bytes,
        "disk_bytes": facts.disk_bytes,
        "memory_bytes": facts.memory_bytes,
    }
    if not spec.kind.recognizes:
        return card
    return {
        **card,
        "hears": list(facts.hears),
        "writes_punctuation": facts.writes_punctuation,
        "translation_pairs": ["-".join(pair) for pair in facts.translation_pairs],
    }


def _source(manifest: Manifest) -> dict[str, Any]:
    source = manifest.source
    return {
        "origin": source.origin.value,
        "place": source.place,
        "packed_from": source.packed_from,
        "revision": source.revision,
        "sha256": source.sha256,
        "installed": manifest.installed,
    }


def describe_file(file: ModelFile) -> dict[str, Any]:
    """Describe a model's file before it is added."""
    return {
        "file": str(file.path),
        "class": file.class_name,
        "kind": file.spec.kind.value,
        **_abilities(file.spec),
        "sample_rate_hz": file.sample_rate_hz,
        "bytes": file.bytes,
    }


def describe_left_over(left_over: LeftOver) -> dict[str, Any]:
    """Describe a left-over in the store."""
    return {
        "path": str(left_over.path),
        "kind": left_over.kind.value,
        "model": left_over.model_id or None,
        "bytes": left_over.bytes,
    }


def moved(old: StoreLayout, new: StoreLayout, stayed: Sequence[Path]) -> str:
    """Return the sentence after a move: where the models are, and what stayed behind."""
    sentence = tr(MOVED).format(folder=new.root)
    if not stayed:
        return sentence
    names = [tr("“{name}”").format(name=path.name) for path in stayed[:MOST_NAMES]]
    if more := len(stayed) - len(names):
        names.append(tr("{count} more").format(count=more))
    return f"{sentence} {tr(STAYED).format(folder=old.root, names=', '.join(names))}"
