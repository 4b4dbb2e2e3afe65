"""`aviary models`: what is on offer and what is on this machine."""

import argparse
import json
import sys
from typing import Any

from desktop_app.app.services import Services
from desktop_app.core.errors import AppError
from desktop_app.core.model import ModelSpec

USAGE_ERROR = 2


def describe(spec: ModelSpec, *, installed: bool) -> dict[str, Any]:
    """A model as plain values, for JSON."""
    return {
        "id": spec.id,
        "title": spec.title,
        "kind": spec.kind.value,
        "installed": installed,
        "languages": list(spec.languages),
        "target_languages": list(spec.target_languages),
        "timestamps": [mode.value for mode in spec.timestamps],
        "licence": spec.licence,
        "summary": spec.summary,
        "note": spec.note,
    }


def run(services: Services, options: argparse.Namespace) -> int:
    """`list` every model, or `show` one."""
    if options.action == "list":
        specs = services.store.available()
    elif options.model is None:
        sys.stderr.write("aviary models show: name a model or a .nemo file\n")
        return USAGE_ERROR
    else:
        try:
            specs = [services.store.find(options.model)]
        except AppError as error:
            sys.stderr.write(error.sentence + "\n")
            return 1
    described = [describe(s, installed=services.store.is_installed(s)) for s in specs]
    if options.json:
        shown = described if options.action == "list" else described[0]
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
        return 0
    for model in described:
        state = "installed" if model["installed"] else "not installed"
        sys.stdout.write(f"{model['id']:<24} {state:<14} {model['licence']:<14} {model['title']}\n")
        if options.action == "show":
            _write_detail(model)
    return 0


def _write_detail(model: dict[str, Any]) -> None:
    sys.stdout.write(f"  {model['summary']}\n")
    if model["note"]:
        sys.stdout.write(f"  {model['note']}\n")
    sys.stdout.write(f"  languages to choose: {' '.join(model['languages']) or 'none'}\n")
    sys.stdout.write(f"  times: {' '.join(model['timestamps'])}\n")
