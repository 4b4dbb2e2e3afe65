"""What Aviary is made of: from the Python that runs it, and from a built program's folder."""

import importlib.metadata
import json
from pathlib import Path, PurePosixPath

import pytest

from desktop_app.system import licences as components
from desktop_app.system.licences import INDEX, NO_TEXT, Component, described, is_licence_text


def installed(folder: Path, metadata: str, **texts: str) -> importlib.metadata.Distribution:
    """A distribution as pip leaves it behind."""
    info = folder / "thing-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: Thing\nVersion: 1.0\n{metadata}", encoding="utf-8"
    )
    for name, text in texts.items():
        (info / name).write_text(text, encoding="utf-8")
    record = "".join(f"{info.name}/{name},,\n" for name in ("METADATA", *texts))
    (info / "RECORD").write_text(record, encoding="utf-8")
    (found,) = components.distributions([str(folder)])
    return found


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT OR Apache-2.0\n", "MIT OR Apache-2.0"),
        ("License: BSD\nClassifier: License :: OSI Approved :: MIT License\n", "BSD"),
        (
            (
                "License: MIT License\n        Permission is hereby granted\n"
                "Classifier: License :: OSI Approved :: MIT License\n"
            ),
            "MIT License",
        ),
        (
            (
                "Classifier: License :: OSI Approved\n"
                "Classifier: License :: OSI Approved :: BSD License\n"
                "Classifier: License :: OSI Approved :: ISC License (ISCL)\n"
            ),
            "BSD License / ISC License (ISCL)",
        ),
        ("", ""),
    ],
)
def test_the_licence_is_what_the_author_says(tmp_path: Path, metadata: str, licence: str) -> None:
    assert described(installed(tmp_path, metadata)).licence == licence


@pytest.mark.parametrize(
    ("metadata", "home"),
    [
        (
            "Project-URL: Documentation, https://d\nProject-URL: Source, https://s, x\n",
            "https://s, x",
        ),
        ("Home-page: https://h\nProject-URL: Issues, https://i\n", "https://h"),
        ("Project-URL: Issues, https://i\n", "https://i"),
        ("", ""),
    ],
)
def test_home_is_the_page_or_the_sources(tmp_path: Path, metadata: str, home: str) -> None:
    assert described(installed(tmp_path, metadata)).home == home


def test_texts_are_joined_and_equal_ones_given_once(tmp_path: Path) -> None:
    found = described(installed(tmp_path, "", LICENSE="One é\n", COPYING="One é", NOTICE="Two"))
    assert found.text() == "One é\n\nTwo"
    assert described(installed(tmp_path / "none", "")).text() == NO_TEXT


@pytest.mark.parametrize(
    ("file", "is_text"),
    [
        ("a-1.dist-info/licenses/LICENSE", True),
        ("a-1.dist-info/licenses/third_party/x/ABOUT", True),
        ("a-1.dist-info/LICENCE.md", True),
        ("a/COPYING.LESSER", True),
        ("a/licenses.py", False),
        ("a/license_plates.txt", False),
        ("a-1.dist-info/METADATA", False),
    ],
)
def test_a_licence_text_is_identified_by_its_name(file: str, is_text: bool) -> None:
    assert is_licence_text(PurePosixPath(file)) is is_text


def test_this_python_s_own_are_reported_where_nothing_was_built(tmp_path: Path) -> None:
    found = {part.name: part for part in components.components(tmp_path / "none")}
    assert found["numpy"].licence.startswith("BSD-3-Clause")
    assert found["numpy"].version == importlib.metadata.version("numpy")
    assert "Redistribution and use" in found["numpy"].text()
    assert list(found) == sorted(found, key=str.casefold)


def test_a_built_program_tells_its_own(tmp_path: Path) -> None:
    entry = {"name": "A", "version": "1", "licence": "MIT", "home": "https://a", "text": "a.txt"}
    (tmp_path / INDEX).write_text(json.dumps([entry]), encoding="utf-8")
    (tmp_path / "a.txt").write_text("Words ü", encoding="utf-8")
    (only,) = components.components(tmp_path)
    assert only == Component("A", "1", "MIT", "https://a", (tmp_path / "a.txt",))
    assert only.text() == "Words ü"
