"""No statement asks the text index for its own ranking: it holds how often a word stands in what nobody may see.

Where the word stands in one text, row by row, it may be asked: the rows are narrowed to what the reader found.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "src" / "bowstreet").rglob("*.py"))
STATEMENT = re.compile(r"\b(SELECT|ORDER BY|WHERE|MATCH|VIRTUAL TABLE)\b")
RANKED = re.compile(r"\brank\b", re.IGNORECASE)
LIVE = re.compile(r"\bbm25\b|\bfts5vocab\b(?!\(\w+, instance\))|\boffsets\(|\bmatchinfo\(", re.IGNORECASE)


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
    assert leaks(path.read_text()) == []


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
