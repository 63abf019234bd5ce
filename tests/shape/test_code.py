"""The shape of the code itself: what the import linter cannot see."""

import ast
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "bowstreet").rglob("*.py"))
MODULES = [each for each in SOURCES if "migrations" not in each.parts]
FORBIDDEN = {
    "utils",
    "util",
    "helpers",
    "common",
    "misc",
    "base",
    "core",
    "manager",
    "service",
    "handler",
    "data",
    "info",
}
FOUND_BY_DJANGO = ROOT / "src" / "bowstreet" / "holdings" / "engines" / "one_writer" / "base.py"
"""Django looks for an engine of a database in a module of this name, and in no other."""
ROOMS = tuple(
    """
vocabulary vocabulary/kinds formats formats/pages formats/pgp formats/stix analysis analysis/linkage analysis/mistakes
analysis/footprints analysis/markets holdings holdings/engines holdings/ledger holdings/agencies holdings/governance
holdings/files holdings/repository holdings/observations casework casework/intake casework/findings casework/notices
casework/deconfliction casework/operations casework/library casework/sharing casework/partners casework/court
casework/stewardship casework/situation interfaces interfaces/doors interfaces/demonstration interfaces/web
interfaces/api interfaces/taxii interfaces/portal interfaces/cli project
""".split()  # noqa: SIM905
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(tree: ast.AST) -> set[str]:
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_and_says_what_it_is(room: str) -> None:
    tree = ast.parse((ROOT / "src" / "bowstreet" / room / "__init__.py").read_text())
    assert ast.get_docstring(tree)
    assert len(tree.body) == 1, "a room's __init__ holds its docstring and nothing else"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_is_short_named_and_explained(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    assert path.stem not in FORBIDDEN or path == FOUND_BY_DJANGO
    assert ast.get_docstring(ast.parse(text)), "a module says what it is"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 50, f"{node.name} is too long"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_hidden_paths_between_rooms(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert "get_model" not in calls(tree)
    assert not calls(tree) & {"post_save", "pre_save", "post_delete", "pre_delete"}
    assert not any(
        isinstance(node, ast.FunctionDef) and any("receiver" in ast.dump(each) for each in node.decorator_list)
        for node in ast.walk(tree)
    )


@pytest.mark.parametrize("path", [each for each in MODULES if "models" in (each.stem, each.parent.name)], ids=name)
def test_foreign_keys_lead_nowhere_back(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"models.ForeignKey", "models.OneToOneField"}:
            related = {each.arg: each.value for each in node.keywords}.get("related_name")
            assert isinstance(related, ast.Constant)
            assert related.value == "+"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_live_document_frequencies(path: Path) -> None:
    assert "bm25(" not in path.read_text(), "bm25 holds what a reader may not see"


def test_every_room_of_rules_stands_in_the_contract_of_purity() -> None:
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    held = contracts["importlinter:contract:6b"]["source_modules"].split()
    rules = [each.relative_to(ROOT / "src").with_suffix("") for each in SOURCES if each.name == "rules.py"]
    assert {".".join(each.parts) for each in rules} <= set(held)


OUTWARD = {"httpcore", "httpx", "requests", "http", "urllib.request", "ftplib", "smtplib", "telnetlib", "aiohttp"}
"""What opens connections to other machines."""


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_one_file_alone_goes_out(path: Path) -> None:
    tree = ast.parse(path.read_text())
    plain = {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    froms = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    if path.name != "egress.py" and "client" not in path.parts:
        assert not (plain | froms) & OUTWARD
        assert "create_connection" not in calls(tree)
