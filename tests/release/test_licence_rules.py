"""Licences that may be shipped, and messages about the others."""

import pytest
from license_expression import get_spdx_licensing

from desktop_app.system.licences import NO_TEXT, described
from tests.release.needed import needed
from tools.build import licence_rules
from tools.build.licence_rules import (
    ALLOWED,
    OURS,
    REVIEWED,
    REVIEWED_LICENCES,
    objections,
    spdx,
)
from tools.build.native import LEFT_OUT, NATIVES, texts


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("x", "MIT", "MIT"),
        ("x", "Apache 2.0", "Apache-2.0"),
        ("x", "BSD 3-Clause License", "BSD-3-Clause"),
        ("x", "MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("x", "Free for all", "Free for all"),
        ("libreadline8", "GPL-3+", "GPL-3.0-or-later"),
        ("libmount1", "GPL-2+", "LGPL-2.1-or-later"),
        ("x", "", ""),
        ("PySide6_Essentials", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", "LGPL-3.0-only"),
    ],
)
def test_words_become_names(name: str, words: str, expected: str) -> None:
    assert spdx(name, words) == expected


@pytest.mark.parametrize(
    "licence",
    [
        "MIT",
        "MIT OR GPL-3.0-only",
        "MPL-2.0 AND MIT",
        "Apache-2.0 AND (GPL-2.0-only OR BSD-3-Clause)",
        "Apache-2.0 WITH LLVM-exception AND MIT",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "LicenseRef-Microsoft-Redistributable",
    ],
)
def test_these_may_be_shipped(licence: str) -> None:
    assert objections([("thing", licence, "its text")]) == []


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-2.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-3.0-only",
        "GPL-3.0-only WITH Classpath-exception-2.0",
        "CC-BY-NC-4.0",
        "Artistic-1.0-Perl",
        "LicenseRef-Anything",
        "BSD",
        "Free for all",
        "",
    ],
)
def test_these_may_not(licence: str) -> None:
    (line,) = objections([("thing", licence, "its text")])
    assert line.startswith("thing: ")


def test_a_licence_without_its_words_may_not() -> None:
    (line,) = objections([("thing", "MIT", " \n")])
    assert "no text" in line and "MIT" in line
    (line,) = objections([("thing", "MIT", NO_TEXT)])
    assert "no text" in line


def test_what_was_reviewed_is_allowed_and_has_its_reason() -> None:
    for name, review in REVIEWED.items():
        assert name == licence_rules.key(name) and review.reason
        assert objections([(name, review.licence, "its text")]) == []


def test_the_tables_name_real_licences_and_real_texts() -> None:
    licensing = get_spdx_licensing()
    for licence in ALLOWED | REVIEWED_LICENCES:
        assert spdx("x", licence) == licence
        licensing.parse(licence, validate=True, strict=True)
    for row in NATIVES:
        assert all(file == file.casefold() for file in row.files), row.name
        assert row.licence in ALLOWED | OURS | {"GPL-2.0-or-later"} or " AND " in row.licence
    wanted = {name for row in NATIVES for name in row.texts}
    wanted |= {name for names in LEFT_OUT.values() for name in names}
    there = {file.stem for file in texts(("Apache-2.0",))[0].parent.glob("*.txt")}
    assert wanted == there


def test_all_that_is_needed_may_be_shipped() -> None:
    """A new dependency is looked at when it comes, not by the build before a release."""
    found = needed({})
    assert {"ttconv", "torch", "sympy"} <= found.keys()  # ours, and one of torch's own
    about = [described(one) for one in found.values() if one is not None]
    licences = {one.name: spdx(one.name, one.licence) for one in about}
    # A text that a wheel lacks is one of the tables, which the build knows better.
    assert objections((name, licence, "a text") for name, licence in licences.items()) == []
