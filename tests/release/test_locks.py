"""The files that pin what is installed name all that the program needs."""

import re
from collections.abc import Mapping

import pytest

from tests.conftest import ROOT
from tests.release.needed import WINDOWS, needed
from tools.build.licence_rules import key


@pytest.mark.parametrize(
    ("lock", "system"),
    [
        ("packaging/requirements.lock", {}),
        ("packaging/requirements.lock", WINDOWS),
        # pip installs from it without asking what its lines need themselves.
        ("packaging/wine/requirements.lock", WINDOWS),
    ],
)
def test_a_lock_names_all_that_is_needed(lock: str, system: Mapping[str, str]) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = {key(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    wanted = needed(system).keys()
    assert {"torch", "python-docx"} <= wanted
    assert sorted(wanted - pinned) == []
