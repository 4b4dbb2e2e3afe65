"""Formats for research, read by other programs or by the rules that these give."""

import csv
import io
import json
import math
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path, PureWindowsPath
from typing import Any, cast
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from praatio import textgrid as praat_reader
from pyannote.database.util import load_rttm
from pympi.Elan import Eaf
from striprtf.striprtf import rtf_to_text

from desktop_app.core.errors import NoTimes
from desktop_app.core.transcript import Segment, Transcript
from desktop_app.export import csv_table, whisper
from desktop_app.export.document import cleaned
from desktop_app.export.json_document import document
from desktop_app.export.options import ExportOptions
from desktop_app.export.research import audacity, elan, praat, qda_texts, scoring
from tests.hard_transcripts import CASES, TALK, made, said, timed

TIMED = {name: case for name, case in CASES.items() if case.has_times}
every_timed_case = pytest.mark.parametrize("case", TIMED.values(), ids=TIMED)
WORDS = {name: case for name, case in TIMED.items() if name != "times of sentences"}
every_case_with_words = pytest.mark.parametrize("case", WORDS.values(), ids=WORDS)
# NIST's programs; Debian keeps them apart from those that people call.
SCTK = shutil.which("sclite", path=f"{os.defpath}{os.pathsep}/usr/lib/sctk/bin")
NO_SCTK = "NIST's programs are not installed (Debian: sctk)"


def ms(seconds: float | None) -> int:
    assert seconds is not None
    return round(round(seconds, 3) * 1000)


def joined(text: str) -> str:
    """The text as formats have it that part by lines and tabs."""
    parts = re.split("[ \t\x1f]", " ".join(text.splitlines()))
    return cleaned(" ".join(part for part in parts if part))


def kept(text: str) -> str:
    """The text as formats have it that keep its lines."""
    return re.sub("\r\n?", "\n", cleaned(text))


def spoken(case: Transcript) -> list[Segment]:
    """The sentences with something to read, by their start."""
    return sorted(
        (each for each in case.segments if joined(each.text).strip()),
        key=lambda each: ms(each.start_s),
    )


# ELAN


def eaf(data: bytes, folder: Path) -> Eaf:
    path = folder / "talk.eaf"
    path.write_bytes(data)
    return Eaf(path)


def check_structure(data: bytes) -> ET.Element:
    """Check what EAFv3.0.xsd and ELAN's guide want of the elements that are there."""
    root = ET.fromstring(data)
    order = [child.tag for child in root]
    kinds = ["HEADER", "TIME_ORDER", "TIER", "LINGUISTIC_TYPE", "CONSTRAINT"]
    assert order == sorted(order, key=kinds.index) and set(kinds) <= set(order)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", root.attrib["DATE"])
    assert root.attrib["FORMAT"] == "3.0" and {"AUTHOR", "VERSION"} <= set(root.attrib)
    slots = {slot.attrib["TIME_SLOT_ID"]: int(slot.attrib["TIME_VALUE"]) for slot in root[1]}
    assert list(slots.values()) == sorted(slots.values()) and min(slots.values(), default=0) >= 0
    ids = [one.attrib["ANNOTATION_ID"] for one in root.iter("ALIGNABLE_ANNOTATION")]
    assert len(ids) == len(set(ids)) and not set(ids) & set(slots)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in (*ids, *slots))
    types = {one.attrib["LINGUISTIC_TYPE_ID"] for one in root.iter("LINGUISTIC_TYPE")}
    tiers = {tier.attrib["TIER_ID"]: tier for tier in root.iter("TIER")}
    assert len(tiers) == len(list(root.iter("TIER")))
    for tier in tiers.values():
        assert tier.attrib["LINGUISTIC_TYPE_REF"] in types
        check_tier(tier, tiers.get(tier.attrib.get("PARENT_REF", "")), slots)
    return root


def check_tier(tier: ET.Element, parent: ET.Element | None, slots: dict[str, int]) -> None:
    """No two annotations overlap, each takes time, and words lie within a sentence."""
    spans = list(spans_of(tier, slots))
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    if parent is not None:
        outer = list(spans_of(parent, slots))
        at = 0
        for start, end in spans:
            while outer[at][1] < end:
                at += 1
            assert outer[at][0] <= start


def spans_of(tier: ET.Element, slots: dict[str, int]) -> Iterator[tuple[int, int]]:
    for one in tier.iter("ALIGNABLE_ANNOTATION"):
        yield slots[one.attrib["TIME_SLOT_REF1"]], slots[one.attrib["TIME_SLOT_REF2"]]


@every_timed_case
def test_elan_reads_every_text_of_every_speaker(case: Transcript, tmp_path: Path) -> None:
    data = elan.document(case)
    check_structure(data)
    read = eaf(data, tmp_path)
    sentences = [name for name, tier in read.tiers.items() if "PARENT_REF" not in tier[2]]
    values = [one[2] for name in sentences for one in read.get_annotation_data_for_tier(name)]
    assert sorted(values) == sorted(kept(each.text) for each in spoken(case))


def test_elan_has_tiers_of_sentences_and_words(tmp_path: Path) -> None:
    read = eaf(elan.document(TALK), tmp_path)
    assert list(read.tiers) == ["Anna", "words@Anna", "Peter Müller", "words@Peter Müller"]
    assert read.get_annotation_data_for_tier("Anna") == [
        (500, 2500, "Good morning, everyone."),
        (6000, 8000, "We start with the second part."),
    ]
    words = read.get_annotation_data_for_tier("words@Peter Müller")
    assert words == [(3250, 3917, "Yes,"), (3917, 4583, "of"), (4583, 5250, "course.")]
    assert read.tiers["words@Anna"][2]["PARENT_REF"] == "Anna"


def test_elan_finds_the_recording_by_its_name_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "Gespräch 1 & 2 100%.wav"
    (media,) = eaf(elan.document(replace(TALK, media_path=path)), tmp_path).get_linked_files()
    # Its FileUtility puts the scheme before a path and takes it off again, and encodes nothing.
    assert media["MEDIA_URL"] == "file:///" + path.as_posix().lstrip("/")
    assert media["RELATIVE_MEDIA_URL"] == "./Gespräch 1 & 2 100%.wav"
    assert media["MIME_TYPE"] == "audio/x-wav"


def test_elan_knows_a_recording_on_a_share() -> None:
    share = PureWindowsPath("//server/share/talk.mp4")
    assert b'MEDIA_URL="file://server/share/talk.mp4" MIME_TYPE="video/mp4"' in elan.document(
        replace(TALK, media_path=cast(Path, share))
    )


@given(case=timed)
@example(made(Segment("\x1f", 0.0, 0.0)))  # space to Python, and no text to XML
def test_any_transcript_is_one_of_elan(case: Transcript) -> None:
    root = check_structure(elan.document(case))
    values = [one.text or "" for one in root.iter("ANNOTATION_VALUE")]
    for each in spoken(case):
        assert kept(each.text) in values


# Praat


def grid(data: bytes, folder: Path) -> praat_reader.Textgrid:
    path = folder / "talk.TextGrid"
    path.write_bytes(data)
    return praat_reader.openTextgrid(
        str(path), includeEmptyIntervals=True, reportingMode="error", duplicateNamesMode="error"
    )


@every_timed_case
def test_praat_reads_every_text_in_tiers_without_holes(case: Transcript, tmp_path: Path) -> None:
    read = grid(praat.textgrid(case), tmp_path)
    assert read.minTimestamp == 0 and read.maxTimestamp > 0
    labels = []
    for tier in read.tiers:
        starts, ends = zip(*((one.start, one.end) for one in tier.entries), strict=True)
        assert starts[0] == 0 and starts[1:] == ends[:-1] and ends[-1] == read.maxTimestamp
        assert all(start < end for start, end in zip(starts, ends, strict=True))
        if not tier.name.startswith("words@"):
            labels += [one.label for one in tier.entries if one.label]
    if case is not CASES["names"]:  # a speaker is called as a tier of words
        assert sorted(labels) == sorted(kept(each.text).strip() for each in spoken(case))


def test_praat_has_the_times_of_sentences_and_words(tmp_path: Path) -> None:
    read = grid(praat.textgrid(TALK), tmp_path)
    assert read.tierNames == ("Anna", "words@Anna", "Peter Müller", "words@Peter Müller")
    entries = [tuple(one) for one in read.getTier("words@Peter Müller").entries if one.label]
    assert entries == [(3.25, 3.917, "Yes,"), (3.917, 4.583, "of"), (4.583, 5.25, "course.")]


def test_quotes_are_doubled() -> None:
    assert b'text = "say ""no"""\n' in praat.textgrid(made(said('say "no"', 0.0)))


# CTM, STM and RTTM, by the rules of SCTK's infmts.htm and of dscore


def scored(text: str) -> str:
    """A text without the signs that sclite obeys."""
    return " ".join(joined(text).split()).replace("{", "(").replace("}", ")")


def records(data: bytes, fields: int) -> list[list[str]]:
    """Split as C programs do: at blanks and tabs; lines with ;; are comments."""
    text = data.decode()
    assert not text or text.endswith("\n")
    lines = text.split("\n")[:-1]
    assert not any(line.startswith(";") or not line.strip() for line in lines)
    return [re.split(r"[ \t]+", line, maxsplit=fields - 1) for line in lines]


def check_order(rows: list[list[str]], start: int) -> None:
    """Sorted by recording and channel, which is one each, and by the start."""
    assert len({(row[0], row[1]) for row in rows}) <= 1
    times = [float(row[start]) for row in rows]
    assert times == sorted(times) and all(map(math.isfinite, times))


@every_case_with_words
def test_ctm_holds_every_word(case: Transcript) -> None:
    rows = records(scoring.ctm(case), 6)
    check_order(rows, 2)
    assert all(float(row[3]) >= 0 and row[4] for row in rows)
    assert all(len(row) == 5 or 0 <= float(row[5]) <= 1 for row in rows)
    assert sorted(row[4] for row in rows) == sorted(
        part
        for each in case.segments
        for word in ([one.text for one in each.words] or [each.text])
        for part in scored(word).split()
    )


def test_ctm_has_the_times_of_the_json() -> None:
    rows = records(scoring.ctm(TALK), 6)
    words = [one for each in json.loads(document(TALK))["segments"] for one in each["words"]]
    assert [(row[2], row[4]) for row in rows] == [(f"{w['start']:.3f}", w["text"]) for w in words]
    for row, word in zip(rows, words, strict=True):
        assert ms(float(row[2])) + ms(float(row[3])) == ms(word["end"])
        assert float(row[5]) == word["confidence"]


def test_ctm_needs_times_of_words() -> None:
    with pytest.raises(NoTimes, match=r"talk\.wav.*times of words"):
        scoring.ctm(CASES["times of sentences"])


def test_words_without_a_time_get_one_between_their_neighbours() -> None:
    rows = records(scoring.ctm(CASES["words without times"]), 6)
    assert [row[2:] for row in rows[:4]] == [
        ["1.000", "0.400", "One", "0.900"],
        ["1.400", "0.412", "two"],
        ["1.812", "0.688", "three"],
        ["2.500", "0.500", "four"],
    ]
    assert [row[4] for row in rows[-2:]] == ["New", "York"]


@every_timed_case
def test_stm_holds_every_sentence(case: Transcript) -> None:
    rows = records(scoring.stm(case), 6)
    check_order(rows, 3)
    assert all(float(row[3]) <= float(row[4]) for row in rows)
    assert not any(set("{}") & set(row[5]) for row in rows)  # alternatives
    texts = [row[5].removeprefix("<NA> ") for row in rows]
    assert not any(row[5].startswith("<") for row in rows if not row[5].startswith("<NA> "))
    assert texts == [scored(each.text) for each in spoken(case)]


@every_timed_case
def test_rttm_holds_every_turn(case: Transcript) -> None:
    rows = records(scoring.rttm(case), 99)
    assert all(len(row) == 10 and row[0] == "SPEAKER" for row in rows)
    assert all(row[5:7] == row[8:] == ["<NA>", "<NA>"] for row in rows)
    check_order([row[1:] for row in rows], 2)
    assert all(float(row[4]) > 0 for row in rows)  # dscore refuses others
    spans = [(row[7], ms(float(row[3])), ms(float(row[3])) + ms(float(row[4]))) for row in rows]
    for speaker, of_one in groupby(sorted(spans), lambda span: span[0]):
        assert all(one[2] <= two[1] for one, two in pairwise(of_one)), speaker
    exact = {span[1:] for span in spans}
    for each in spoken(case):
        said_from, said_to = ms(each.start_s), ms(each.end_s)
        assert (said_from, said_to) in exact or any(
            start <= said_from and said_to <= end for start, end in exact
        )
    assert len({row[7] for row in rows}) == len({each.speaker or None for each in spoken(case)})


@pytest.mark.skipif(SCTK is None, reason=NO_SCTK)
@every_timed_case
def test_nist_validates_the_turns(case: Transcript, tmp_path: Path) -> None:
    (path := tmp_path / "talk.rttm").write_bytes(scoring.rttm(case))
    # Neither a file's name nor lines of the speakers themselves, which other readers choke on.
    done = sctk("rttmValidator.pl", "-f", "-p", "-i", path)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(SCTK is None, reason=NO_SCTK)
@every_case_with_words
def test_nist_validates_the_words(case: Transcript, tmp_path: Path) -> None:
    (path := tmp_path / "talk.ctm").write_bytes(scoring.ctm(case))
    said = sctk("ctmValidator.pl", "-i", path).stdout.decode(errors="replace").splitlines()
    # It knows English words without punctuation only.
    assert not [line for line in said if line.startswith("ERROR") and "] token '" not in line]


# sclite compares what is said at once as one text, and cuts a word off at 400 bytes.
SCORED = {
    n: c for n, c in WORDS.items() if n not in ("overlapping", "without length", "hard to set")
}


@pytest.mark.skipif(SCTK is None, reason=NO_SCTK)
@pytest.mark.parametrize("case", SCORED.values(), ids=SCORED)
def test_sclite_finds_no_error_between_ctm_and_stm(case: Transcript, tmp_path: Path) -> None:
    heard, true = tmp_path / "a.ctm", tmp_path / "a.stm"
    heard.write_bytes(scoring.ctm(case))
    true.write_bytes(scoring.stm(case))
    texts = (row[5].removeprefix("<NA>") for row in records(true.read_bytes(), 6))
    count = sum(word != "@" for text in texts for word in text.split())  # for it no word
    if not count:
        return  # it wants something to compare
    files = ("-r", true, "stm", "-h", heard, "ctm")
    done = sctk("sclite", *files, "-e", "utf-8", "-o", "sum", "stdout")
    total = re.search(r"Sum/Avg *\| *(\d+) +(\d+) *\| *([\d.]+)", done.stdout.decode())
    assert total and (int(total[2]), total[3]) == (count, "100.0")


def sctk(program: str, *arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    command = [Path(str(SCTK)).with_name(program), *arguments]
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


def test_names_have_no_blanks_and_stay_apart() -> None:
    people = ("Anna B", "Anna_B", None, "unknown", "<NA>")
    case = made(*(said("Hi.", 2.0 * n, name) for n, name in enumerate(people)))
    names = [row[2] for row in records(scoring.stm(case), 6)]
    assert names == ["Anna_B", "Anna_B_2", "unknown", "unknown_2", "<NA>_2"]
    assert scoring.rttm(made(said("Hi.", 0.0), path=Path("/rec/my talk.wav"))) == (
        b"SPEAKER my_talk 1 0.000 2.000 <NA> <NA> unknown <NA> <NA>\n"
    )


def test_pyannote_reads_every_name_of_a_speaker_and_of_a_recording(tmp_path: Path) -> None:
    people = ('"Anna" B', '"Anna', "NA", "nan", "None", "null", "N/A", "#1", "O'Neil", "<NA>", "")
    case = made(*(said("Hi.", 2.0 * n, name or None) for n, name in enumerate(people)))
    for name in ("talk", "NA", "null", '"talk'):
        data = scoring.rttm(replace(case, media_path=Path(f"/rec/{name}.wav")))
        (path := tmp_path / "talk.rttm").write_bytes(data)
        (found,) = load_rttm(path).values()  # type: ignore[no-untyped-call]
        assert len(found) == len(people) == len(set(map(str, found.labels())))
        assert not [label for label in found.labels() if not isinstance(label, str)]


# Whisper


@every_timed_case
def test_whisper_json_has_what_its_readers_need(case: Transcript) -> None:
    read = json.loads(whisper.verbose_json(case), parse_constant=pytest.fail)
    assert [cleaned(each.text) for each in case.segments] == [s["text"] for s in read["segments"]]
    assert [each["id"] for each in read["segments"]] == list(range(len(case.segments)))
    for segment, each in zip(case.segments, read["segments"], strict=True):
        assert (ms(each["start"]), ms(each["end"])) == (ms(segment.start_s), ms(segment.end_s))
        assert each["tokens"] == [] and each["avg_logprob"] is None
        if segment.speaker:
            assert each["speaker"] == cleaned(segment.speaker)
    words: list[dict[str, Any]] = [w for each in read["segments"] for w in each.get("words", ())]
    assert read.get("words", []) == [
        {key: word[key] for key in ("word", "start", "end")} for word in words
    ]
    assert all(word["start"] <= word["end"] for word in words)


def test_whisper_tsv_is_in_milliseconds() -> None:
    rows = list(csv.reader(io.StringIO(whisper.tsv(TALK).decode()), delimiter="\t"))
    assert rows[:2] == [["start", "end", "text"], ["500", "2500", "Good morning, everyone."]]


@every_timed_case
def test_tables_with_tabs_have_a_line_for_each_sentence(case: Transcript) -> None:
    lines = whisper.tsv(case).decode().split("\n")[1:-1]
    assert [line.split("\t")[2] for line in lines] == [joined(s.text) for s in case.segments]
    assert all(line.count("\t") == 2 for line in lines)
    table = qda_texts.nvivo(case).decode("utf-8-sig").split("\n")[:-1]
    assert all(line.count("\t") == 2 for line in table)
    starts = [line.split(" - ")[0] for line in table[1:]]
    assert starts == sorted(starts, key=lambda time: (len(time), time))


# Audacity


LABEL = re.compile(r"(\d+\.\d{6})\t(\d+\.\d{6})\t([^\t\r\n]*)")


@every_timed_case
def test_audacity_reads_a_label_for_each_sentence(case: Transcript) -> None:
    lines = audacity.labels(case).decode().split("\n")[:-1]
    found = [match for match in map(LABEL.fullmatch, lines) if match]
    assert len(found) == len(lines) == len(case.segments)
    for match, segment in zip(found, case.segments, strict=True):
        assert ms(float(match[1])) == ms(segment.start_s) <= ms(float(match[2]))
        assert match[3].endswith(joined(segment.text))


def test_a_label_names_its_speaker_if_wanted() -> None:
    assert audacity.labels(TALK).splitlines()[0].endswith(b"\tAnna: Good morning, everyone.")
    without = audacity.labels(TALK, ExportOptions(has_speakers=False))
    assert without.splitlines()[0] == b"0.500000\t2.500000\tGood morning, everyone."


# Texts for qualitative research


def test_text_for_maxqda_atlas_ti_and_nvivo() -> None:
    late = replace(TALK, segments=(*TALK.segments, said("Late.", 36_000.94, "Anna")))
    assert qda_texts.qda(late).decode() == (
        "[00:00:00]Anna: Good morning, everyone.\n\n"
        "[00:00:03]Peter Müller: Yes, of course.\n\n"
        "[00:00:06]Anna: We start with the second part.\n\n"
        "[10:00:00]Anna: Late.\n"
    )
    assert qda_texts.nvivo(late).decode("utf-8-sig").splitlines()[:2] == [
        "Timespan\tSpeaker\tContent",
        "00:00:00.5 - 00:00:02.5\tAnna\tGood morning, everyone.",
    ]


def test_spaces_that_hold_words_together_stay() -> None:
    case = made(said("10\u00a0000\tand\u3000so\non", 0.0))
    shown = "10\u00a0000 and\u3000so on"
    assert qda_texts.qda(case).decode() == f"[00:00:00]{shown}\n"
    assert whisper.tsv(case).decode().endswith(f"\t{shown}\n")
    assert scoring.stm(case).decode().endswith(" 10 000 and so on\n")


@every_timed_case
def test_texts_for_research_hold_every_word_and_times_in_order(case: Transcript) -> None:
    lines = qda_texts.qda(case).decode().split("\n\n")
    times = [line[: line.index("]")] for line in lines if line]
    assert times == sorted(times, key=lambda time: (len(time), time))
    assert all(re.match(r"\[\d\d+:\d\d:\d\d\]", line) for line in lines if line)
    text = "".join("".join(lines).split())
    assert all("".join(joined(each.text).split()) in text for each in case.segments)


def rtf(data: bytes) -> str:
    text = rtf_to_text(data.decode("ascii"))  # type: ignore[no-untyped-call]
    return str(text.encode("utf-16", "surrogatepass").decode("utf-16"))


@every_timed_case
def test_f4_reads_a_mark_at_the_end_of_each_paragraph(case: Transcript) -> None:
    data = qda_texts.f4(case)
    assert data.isascii() and data.count(b"{") - data.count(rb"\{") == (
        data.count(b"}") - data.count(rb"\}")
    )
    text = rtf(data)
    paragraphs = [line for line in text.split("\n") if line]
    assert all(re.search(r" #\d\d+:\d\d:\d\d-\d#$", line) for line in paragraphs)
    shown = "".join(text.split())
    assert all("".join(joined(each.text).split()) in shown for each in case.segments)


def test_f4_to_the_letter() -> None:
    assert rb"{\pard Peter M\u252?ller: Yes, of course. #00:00:05-2#\par}" in qda_texts.f4(TALK)
    assert rb"\u-10179?\u-8704?" in qda_texts.f4(made(said("\U0001f600", 0.0)))


def test_missing_sound_is_told() -> None:
    texts = (
        qda_texts.qda(CASES["damaged"]).decode(),
        rtf(qda_texts.f4(CASES["damaged"])),
    )
    assert all("cannot be decoded" in text and "ends after" in text for text in texts)


# Tables of words


def test_a_row_for_each_word() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_table.word_table(TALK).decode("utf-8-sig"))))
    assert rows[3] == {
        "segment": "2",
        "start": "3.250",
        "end": "3.917",
        "speaker": "Peter Müller",
        "word": "Yes,",
        "confidence": "0.900",
    }
    untimed = csv_table.word_table(CASES["no times"]).decode("utf-8-sig").splitlines()
    assert untimed[1:] == ["1,,,,Hello.,", "2,,,Anna,Bye.,"]
