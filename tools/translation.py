"""Brings the translations up to date with the program: `python3 dev.py translate`.

`resources/translations/aviary_de.ts` is what a translator edits, with Qt Linguist or any editor.
Each template of the program (`tools/sentences.py`) is one message of the context "Aviary"; new ones
come in unfinished, those that are gone are marked so. `aviary_de.qm` beside it is what the program
reads. Both are kept in Git: a clone needs no tool of Qt's to be run in German.

Qt's lupdate finds neither an error's sentence nor a `plural`. So it reads a file of calls that it
knows, written here from what we find.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tools.sentences import ROOT, Template, sources, templates

FOLDER = ROOT / "resources" / "translations"
GERMAN = FOLDER / "aviary_de.ts"
CONTEXT = "Aviary"
SCRIPTS = Path(sys.executable).parent
# What a pseudo translation leaves alone: fields, mnemonics, elements of HTML, commands and escapes.
KEPT = re.compile(r"(\{[^{}]*\}|&\w|&&|<[^<>]+>|`[^`]*`)")
# A form of a date is no text.
DATE = re.compile(r"[dMyHhm ,.:]+")
ACCENTS = str.maketrans("aeiounsczAEIOUNSCZ", "áéíóúñšçžÁÉÍÓÚÑŠÇŽ")
FILLING = "wörter die länger sind als im englischen "
LONGER = 0.4


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a .ts file.

    Attributes:
        source: the English template.
        note: which of its meanings; "" where it has one.
        text: the translation; "" for none.
        is_finished: whether a translator has said that it is right.
        is_used: whether the program still has the template.
    """

    source: str
    note: str
    text: str
    is_finished: bool
    is_used: bool


def collected() -> dict[tuple[str, str], list[str]]:
    """Every template of the program and its note, with the files that have it."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in templates(sources()):
        places = found.setdefault((one.text, one.note), [])
        place = file_of(one)
        if place not in places:
            places.append(place)
    return found


def file_of(template: Template) -> str:
    """Where a template is; without the line, which each change above it would change."""
    return template.place.rpartition(":")[0]


def calls(found: dict[tuple[str, str], list[str]]) -> str:
    """The templates as a file that lupdate understands."""
    lines = []
    for (text, note), places in found.items():
        lines.append(f"#: {', '.join(places)}")
        lines.append(f"QCoreApplication.translate({quoted(CONTEXT, text, note)})")
    return "\n".join([*lines, ""])


def quoted(*texts: str) -> str:
    """Texts as arguments that lupdate, which knows few escapes, reads as they are."""
    escapes = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t"})
    return ", ".join(f'"{text.translate(escapes)}"' for text in texts if text)


def update(file: Path, found: dict[tuple[str, str], list[str]]) -> None:
    """Bring a .ts file up to date, keeping what is translated."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "texts.py")
        source.write_text(calls(found), encoding="utf-8")
        languages = ("-source-language", "en", "-target-language", file.stem.rpartition("_")[2])
        run("pyside6-lupdate", "-locations", "none", *languages, str(source), "-ts", str(file))


def release(file: Path, to: Path | None = None) -> Path:
    """Write the .qm of a .ts file, beside it or elsewhere; it has what is finished alone."""
    made = to or file.with_suffix(".qm")
    run("pyside6-lrelease", "-nounfinished", "-silent", str(file), "-qm", str(made))
    return made


def run(program: str, *arguments: str) -> None:
    """Run a tool of Qt's."""
    command = [str(SCRIPTS / program), *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(f"{program} failed: {done.stdout}{done.stderr}")


def messages(file: Path) -> Iterator[Message]:
    """Read a .ts file."""
    for one in ET.parse(file).iter("message"):  # noqa: S314 - our own
        written = one.find("translation")
        state = "" if written is None else written.get("type", "")
        text = "" if written is None else written.text or ""
        yield Message(
            one.findtext("source", ""),
            one.findtext("comment", ""),
            text,
            is_finished=bool(text) and state == "",
            is_used=state not in ("vanished", "obsolete"),
        )


def pseudo(text: str) -> str:
    """A text in no language: brackets, accents, longer by 40 %; what a program reads is kept."""
    if DATE.fullmatch(text):
        return text
    parts = KEPT.split(text)
    accented = "".join(
        part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts)
    )
    more = max(1, round(LONGER * len(text)))
    filling = (FILLING * (more // len(FILLING) + 1))[:more].rstrip()
    return f"⟦{accented} {filling}⟧" if " " in text.strip() else f"⟦{accented}{filling}⟧"


def write_pseudo(folder: Path) -> Path:
    """Make the pseudo translation, `aviary_xx.qm`, in a folder; it is for tests and pictures."""
    tree = ET.Element("TS", version="2.1", language="de", sourcelanguage="en")
    context = ET.SubElement(tree, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text, note in collected():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = text
        if note:
            ET.SubElement(message, "comment").text = note
        ET.SubElement(message, "translation").text = pseudo(text)
    file = folder / "aviary_xx.ts"
    ET.ElementTree(tree).write(file, encoding="utf-8", xml_declaration=True)
    return release(file)


def main(_arguments: Sequence[str]) -> int:
    """Bring the German up to date, and name what a translator has to do."""
    update(GERMAN, collected())
    release(GERMAN)
    left = [one.source for one in messages(GERMAN) if one.is_used and not one.is_finished]
    for source in left:
        sys.stdout.write(f"{source!r}\n")
    used = sum(one.is_used for one in messages(GERMAN))
    sys.stdout.write(f"{GERMAN.name}: {used} texts, {len(left)} of them to be translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
