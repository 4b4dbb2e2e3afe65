"""Which names PyInstaller is given of the modules that a program has loaded."""

import email.mime
import os
import sys
import types
from importlib.machinery import ModuleSpec

import idna
import numpy as np
import yaml

from tools.build.used_modules import distributions_of, real_names


def test_each_module_by_its_own_name() -> None:
    made = types.ModuleType("made_by_a_library")
    made.__spec__ = ModuleSpec("made_by_a_library", None)
    plain = types.SimpleNamespace()  # anything may stand in sys.modules
    second_name = yaml
    loaded = [yaml, second_name, idna, np, os, sys, email.mime, made, plain, sys.modules[__name__]]
    assert [name for name in real_names(loaded) if not name.startswith("tests")] == [
        "email.mime", "idna", "numpy", "yaml",
    ]  # fmt: skip


def test_the_distributions_of_modules() -> None:
    assert distributions_of(["yaml.nodes", "idna", "os"]) == ["PyYAML", "idna"]
