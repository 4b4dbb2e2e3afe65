"""What counts as the same text, and where it is."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.library.folding import MOST_TERMS, TOKENIZER, fold, matches, query, spans, terms

# Any code point, surrogates too, and those that fold in a peculiar way more often.
CHARS = st.characters() | st.sampled_from(
    "ßİıſﬁ㎏½がｶﾞ한각กำไม่हि🎉\u0301\u0345\u200b\u200d\ufe0f\ud800\x00'\"“”*^:-_"
)
TEXTS = st.text(CHARS, max_size=40)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize='{TOKENIZER}')")
    yield connection
    connection.close()


def is_found(index: sqlite3.Connection, text: str, wanted: str) -> bool:
    index.execute("DELETE FROM texts")
    index.execute("INSERT INTO texts VALUES (?)", (fold(text),))
    found = index.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (query(wanted),))
    return bool(found.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Good morning, Anna!", "good morning anna"),
        ("e-mail don't 3.5 snake_case", "e mail don t 3 5 snake case"),
        ("Straße STRASSE", "strasse strasse"),
        ("ﬁn ﬂat Œuvre Ærø", "fin flat oeuvre aero"),
        ("é e\u0301 É Ελλάδα Ἀθῆναι ёлка Й", "e e e ελλαδα αθηναι елка и"),
        ("İstanbul ISPARTA ışık", "istanbul isparta isik"),
        ("ΣΟΦΟΣ σοφος", "σοφοσ σοφοσ"),
        ("ｆｕｌｌ １２ ½ ² Ⅷ", "full 12 1 2 2 viii"),
        ("東京タワー2号", "東 京 タ ワ ー 2 号"),
        ("か\u3099 が ｶﾞ", "が が ガ"),
        ("학교 \u1112\u1161\u11a8", "학교 학"),
        ("ไม่ ทำ ทํา", "ไ ม่ ทํ า ทํ า"),
        ("हिन्दी", "हिन्दी"),
        ("مُحَمَّد أحمد", "محمد احمد"),
        ("so\u00adft key\u200bboard", "soft key board"),
        ("a\ud800b \x00c 1\ufe0f\u20e3 🎉", "a b c 1"),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_a_folded_text_is_folded(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    folded.encode()  # no surrogates: SQLite takes it


@given(TEXTS, TEXTS)
def test_texts_beside_each_other_fold_alone(first: str, second: str) -> None:
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("", ""),
        (" ?! 🎉 ", ""),
        ('"', ""),
        ("Anna", '"anna" *'),
        ("Anna ", '"anna"'),
        ("to be Or", '"to" AND "be" AND "or" *'),
        ('"to be" or', '"to be" AND "or" *'),
        ('"to be', '"to be" *'),
        ('"to be"', '"to be"'),
        ("„to be“ not", '"to be" AND "not" *'),
        ("don't", '"don t" *'),
        ("東京", '"東 京"'),
        ("ทำ", '"ทํ า" *'),
        ('a"b"c', '"a" AND "b" AND "c" *'),
        ("a a a ", '"a"'),
        ("NEAR(a b) text: -c ^d e*", '"near a" AND "b" AND "text" AND "c" AND "d" AND "e" *'),
    ],
)
def test_expression(text: str, expression: str) -> None:
    assert query(text) == expression


@given(TEXTS)
def test_no_query_is_an_error(index: sqlite3.Connection, text: str) -> None:
    expression = query(text)
    assert bool(expression) == bool(terms(text))
    if expression:
        index.execute("SELECT * FROM texts WHERE texts MATCH ?", (expression,)).fetchall()


def test_a_pasted_book_is_a_query(index: sqlite3.Connection) -> None:
    words = [f"word{number}" for number in range(100_000)]
    book = " ".join(words)
    assert len(terms(book)) == MOST_TERMS
    assert is_found(index, book, book)
    assert is_found(index, book, f'"{book}"')
    assert not is_found(index, book, f'"{words[1]} {words[0]}"')


@given(TEXTS, st.data())
def test_every_piece_of_tokens_is_found(
    index: sqlite3.Connection, text: str, data: st.DataObject
) -> None:
    tokens = fold(text).split()
    if not tokens:
        return
    first = data.draw(st.integers(0, len(tokens) - 1))
    last = data.draw(st.integers(first, len(tokens) - 1))
    cut = data.draw(st.integers(1, len(tokens[last])))
    wanted = '"' + " ".join([*tokens[first:last], tokens[last][:cut]])
    if fold(wanted) != wanted[1:]:
        return  # the piece of a token begins with a mark, or is another letter
    assert is_found(index, text, wanted)
    assert matches(text, terms(wanted))
    assert spans(text, wanted)


@given(TEXTS, TEXTS)
def test_spans_agree_with_the_index(index: sqlite3.Connection, text: str, wanted: str) -> None:
    found = spans(text, wanted)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
    if query(wanted):
        assert is_found(index, text, wanted) == matches(text, terms(wanted))
    if matches(text, terms(wanted)):
        assert found


@pytest.mark.parametrize(
    ("text", "wanted", "marked"),
    [
        ("Die Straße, die", "strass", "Die [Straß]e, die"),
        ("Die Straße, die", "stras", "Die [Straß]e, die"),
        ("Cafe\u0301s und Café", "café", "[Cafe\u0301]s und [Café]"),
        ("ein ﬁnaler Satz", "f", "ein [ﬁ]naler Satz"),
        ("昨日東京都庁に", "東京", "昨日[東京]都庁に"),
        ("ผมไม่ทำงาน", "ไม่ทำ", "ผม[ไม่ทำ]งาน"),
        ("In İstanbul", "ista", "In [İsta]nbul"),
        ("a\ud800b 𝐛old", "b", "a\ud800[b] [𝐛]old"),
        ("to be or not to be", '"to be"', "[to be] or not [to be]"),
        ("to be or not to be", "to be ", "[to] [be] or not [to] [be]"),
        ("aa aa aa", '"aa aa"', "[aa aa aa]"),
        ("don't", "don't", "[don't]"),
        ("1⁄2 and ½", "1/2", "[1⁄2] and [½]"),
        ("nothing", "absent", "nothing"),
        ("nothing", "", "nothing"),
    ],
)
def test_marked(text: str, wanted: str, marked: str) -> None:
    pieces, at = [], 0
    for start, end in spans(text, wanted):
        pieces += [text[at:start], "[", text[start:end], "]"]
        at = end
    assert "".join([*pieces, text[at:]]) == marked
