"""No statement asks the text index for its own ranking: it holds how often a word stands in what nobody may see.

Two statements are let through by their very words. Where a word stands, row by row (decision 0009): whoever reads it
narrows it to the texts that the reader found. And the words of the texts that are being written, gathered in a place
in memory of the connection's own, whose counts nobody reads.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "src" / "bowstreet").rglob("*.py"))
STATEMENT = re.compile(r"\b(SELECT|ORDER BY|WHERE|MATCH|VIRTUAL TABLE)\b")
RANKED = re.compile(r"\brank\b", re.IGNORECASE)
PLACES = "CREATE VIRTUAL TABLE repository_places USING fts5vocab(repository_words, instance)"
GATHERED = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.gathered_words USING fts5vocab(temp, gathered, row)"
LIVE = re.compile(r"\bbm25\b|\bfts5vocab\b|\boffsets\(|\bmatchinfo\(", re.IGNORECASE)


def statements(text: str) -> Iterator[str]:
    """Yield the texts of a module whole, adjoining and formatted pieces joined, docstrings aside."""
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    said = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body
            and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(each.value) for each in node.values if isinstance(each, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def leaks(text: str) -> list[str]:
    return [each for each in statements(text)
            if LIVE.search(each) or (STATEMENT.search(each) and RANKED.search(each))]  # fmt: skip


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_statement_uses_a_live_frequency(path: Path) -> None:
    assert [each for each in leaks(path.read_text()) if each not in (PLACES, GATHERED)] == []


def wide(text: str) -> list[str]:
    """Return what asks for the places of a word without naming the texts to look at."""
    asked = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)
             and any(isinstance(each, ast.Attribute) and each.attr == "PLACES" for each in ast.walk(node))]  # fmt: skip
    said = [ast.unparse(each) for each in asked]
    return [each for each in said if "p.doc IN (SELECT value FROM json_each(%s))" not in each]


def test_the_places_of_a_word_are_asked_only_of_texts_that_were_found() -> None:
    texts = [path.read_text() for path in SOURCES]
    assert [each for text in texts for each in wide(text)] == []
    assert sum("{sqlite.PLACES}" in text for text in texts) == 1
    assert not [path for path, text in zip(SOURCES, texts, strict=True)
                if "repository_places" in text and path.name != "sqlite.py"]  # fmt: skip
    assert wide('f"SELECT p.doc FROM {sqlite.PLACES} p WHERE p.term = %s"')


def test_of_the_words_gathered_none_is_counted() -> None:
    lexicon = next(path for path in SOURCES if path.stem == "lexicon").read_text()
    asked = [each for each in statements(lexicon) if "SELECT term" in each]
    assert asked
    assert not [each for each in asked if re.search(r"\b(doc|cnt)\b", each)]
    assert sum("GATHERED_WORDS" in path.read_text() for path in SOURCES) == 2


@pytest.mark.parametrize("text", [
    "q = 'SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank'",
    "q = f'SELECT bm25({table}) FROM {table}'",
    "q = 'INSERT INTO words(words, rank) SELECT 1, 2'",
    "q = 'CREATE VIRTUAL TABLE seen USING fts5vocab(words, row)'",
])  # fmt: skip
def test_one_that_does_is_noticed(text: str) -> None:
    assert leaks(text)


def test_a_word_of_prose_is_not() -> None:
    assert leaks('"""Rank them; SELECT nothing."""\nsentence = "Officers of any rank may read it."') == []
