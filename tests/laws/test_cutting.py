"""Words are cut as SQLite's tokenizer cuts them, and folded as its trigrams are: two engines find the same."""

import sqlite3
from unicodedata import ucd_3_2_0

from hypothesis import given
from hypothesis import strategies as st

from bowstreet.holdings.repository import cutting

KNOWN = [sign for sign in map(chr, range(1, 0x30000)) if ucd_3_2_0.category(sign) not in ("Cn", "Cs")]
ODD = ("\u1885", "\u1886")
"""Mongolian letters that became marks after the tokenizer's version of Unicode."""


def tokenized(texts: dict[int, str], tokenizer: str) -> dict[int, list[str]]:
    """Return of each text its words in order, as an index of SQLite holds them."""
    with sqlite3.connect(":memory:") as index:
        index.execute(f"CREATE VIRTUAL TABLE t USING fts5(a, content='', tokenize='{tokenizer}')")
        index.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        index.executemany("INSERT INTO t (rowid, a) VALUES (?, ?)", texts.items())
        found: dict[int, list[str]] = {}
        for term, row in index.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
            found.setdefault(row, []).append(term)
    index.close()
    return found


def test_every_sign_is_cut_and_folded_as_by_the_tokenizer() -> None:
    texts = {ord(sign): f"q{sign}q" for sign in KNOWN if sign not in ODD}
    words = tokenized(texts, "unicode61 remove_diacritics 2")
    assert [text for row, text in texts.items() if cutting.cut(text) != words[row]] == []
    parts = tokenized(texts, "trigram")
    assert [text for row, text in texts.items() if [cutting.folded(text)] != parts[row]] == []


@given(st.text(st.sampled_from(" ab.A1_-'é\u0301Йй ßſΣςﬁ中🍁\n") | st.sampled_from(KNOWN), max_size=40))
def test_a_text_is_cut_as_by_the_tokenizer(text: str) -> None:
    if not set(text) & set(ODD):
        assert cutting.cut(text) == tokenized({1: text}, "unicode61 remove_diacritics 2").get(1, [])


@given(
    st.lists(st.sampled_from(["a", "b", "ab"]), max_size=12),
    st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=3),
)
def test_a_row_of_words_is_marked_as_by_the_index(words: list[str], phrase: list[str]) -> None:
    text = ", ".join(words)
    with sqlite3.connect(":memory:") as index:
        index.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
        index.execute("INSERT INTO t VALUES (?)", [text])
        asked = f"SELECT highlight(t, 0, '<', '>') FROM t WHERE t MATCH '\"{' '.join(phrase)}\"'"
        said = [marked for (marked,) in index.execute(asked)]
    index.close()
    assert [cutting.mark(text, cutting.cut(text), [phrase], "<", ">")] == (said or [text])
    assert bool(said) == (cutting.spaced(phrase) in cutting.spaced(cutting.cut(text)))
