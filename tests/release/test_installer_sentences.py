"""The setup and the uninstaller speak Windows' language: each of their sentences is in all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.languages import LANGUAGES
from tests.conftest import ROOT
from tools.build import installer, nsis
from tools.build.installer import make_installer
from tools.build.targets import BuildError

PACKAGING = ROOT / "packaging"
SENTENCES = PACKAGING / "sentences.nsh"
QUOTED = re.compile(r"""(["'`])((?:\$\\.|(?!\1).)*)\1""")
# Commands of which a user reads every quoted argument.
SHOWING = re.compile(
    r"MessageBox |!insertmacro MUI_HEADER_TEXT|\$\{NSD_Create|Section (?!\"(-|Uninstall\"))"
    r"|FileErrorText|!define MUI_\w+_(TEXT|TITLE) "
)
SAID = re.compile(r"\$\((\w+)\)")
# A variable, a constant, or a folder of Windows'.
FIELDS = re.compile(r"\$\{?\w+\}?|%\w+%")
# Two words after each other, not an option (/SOLID) or a key of the registry.
WORDS = re.compile(r"(?<![/\\\w])[A-Za-z]{2,} [A-Za-z]{2,}")
# Names, in the properties of the file.
NAMES = {"The Aviary team", "Apache License 2.0"}


def sentences() -> dict[str, tuple[str, str]]:
    """English and German, by name."""
    text = SENTENCES.read_text(encoding="utf-8").replace("\\\n", "")
    lines = [line.split(maxsplit=2) for line in text.splitlines() if line.startswith("${Sentence}")]
    return {
        name: (found[0][1], found[1][1])
        for _, name, said in lines
        if len(found := QUOTED.findall(said)) == len(LANGUAGES)
    }


def lines_of_scripts() -> Iterator[tuple[str, str]]:
    """Yield the commands of all scripts but the sentences, without comments, by file."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in PACKAGING.glob("*.ns[ih]")}
    del texts[SENTENCES.name]
    texts["types.nsh"] = installer._types()
    for name, text in texts.items():
        for line in text.splitlines():
            command = re.sub(r"(^|\s);.*", "", line).strip()
            if command:
                yield name, command


def test_every_sentence_is_in_every_language() -> None:
    found = sentences()
    text = SENTENCES.read_text(encoding="utf-8")
    assert len(found) == len(re.findall(r"^\$\{Sentence\} ", text, re.MULTILINE)) > 40
    for name, (english, german) in found.items():
        assert english != german, name
        assert sorted(FIELDS.findall(english)) == sorted(FIELDS.findall(german)), name
        assert english.count("&") == german.count("&"), name
        assert english.count(r"$\r$\n") == german.count(r"$\r$\n"), name


def test_no_sentence_is_outside() -> None:
    for script, line in lines_of_scripts():
        for _, text in QUOTED.findall(line):
            if SHOWING.match(line):
                assert SAID.fullmatch(re.sub(r"\$\{ID\}", "ID", text)), f"{script}: {line}"
            elif text not in NAMES and not text.startswith("!insertmacro "):
                assert not WORDS.search(text), f"{script}: {line}"


def test_what_is_said_is_what_there_is() -> None:
    """The log has a sentence's English, and names it alone, as a stop does."""
    lines = [line for _, line in lines_of_scripts()]
    said = {name for line in lines for name in SAID.findall(line)}
    for line in lines:
        said |= set(re.findall(r"^\$\{(?:Log\}|Stop\} \$\{\w+\}) (\w+)$", line))
    assert said == set(sentences())


@pytest.mark.skipif(nsis.present() is None, reason="makensis is not installed")
@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("LangString ${ID} ${LANG_GERMAN} `${GERMAN}`", ""),
        ("${Sentence} AskToEnd", "${Sentence} AskedWrongly"),
    ],
    ids=["without German", "under another name"],
)
def test_a_missing_sentence_ends_the_build(
    there: str, instead: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "packaging"
    copy.mkdir()
    for path in PACKAGING.iterdir():
        if path.is_file():
            (copy / path.name).write_bytes(path.read_bytes())
    text = (copy / SENTENCES.name).read_text(encoding="utf-8")
    assert there in text
    (copy / SENTENCES.name).write_text(text.replace(there, instead), encoding="utf-8")
    monkeypatch.setattr(installer, "PACKAGING", copy)
    tree = tmp_path / "Aviary"
    for name in ("Aviary.exe", "_internal/a.dll"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(b"MZ")
    with pytest.raises(BuildError, match=r"LangString"):
        make_installer(
            tree, tmp_path / "Aviary-setup.exe", compressor=installer.FAST, nsis=nsis.present()
        )
