"""The cards as files of TOML -> frozen cards; anything that is not exactly a card is refused with one sentence."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from bowstreet.casework.library import card_checking
from bowstreet.casework.library.cards import (
    Fact,
    MarketCard,
    MethodCard,
    OperationCard,
    PartialDay,
    PracticeCard,
    Seeds,
    Source,
)

SEEDS = Path(__file__).parent / "seeds"
"""The folder that ships with the package."""

Built = TypeVar("Built")


def read(folder: Path = SEEDS) -> Seeds:
    """Read every card of a folder, with its sources, and check that all of it holds together.

    Below ``folder`` lie ``sources``, ``chronology`` (many entries a file), ``operations``, ``practices`` and
    ``methods`` (one card a file, named by its id). Raise ``ValueError`` with the file and the field that is wrong.
    """
    seeds = Seeds(
        sources=tuple(_entries(folder / "sources", "sources", Source)),
        markets=tuple(_entries(folder / "chronology", "markets", MarketCard)),
        operations=tuple(_cards(folder / "operations", OperationCard)),
        practices=tuple(_cards(folder / "practices", PracticeCard)),
        methods=tuple(_cards(folder / "methods", MethodCard)),
    )
    card_checking.check(seeds)
    return seeds


def _tables(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for path in sorted(folder.glob("*.toml")):
        try:
            yield path, tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise ValueError(f"{path.name} is no TOML: {problem}") from problem


def _entries(folder: Path, name: str, shape: type[Built]) -> Iterator[Built]:
    for path, table in _tables(folder):
        if set(table) != {name} or not isinstance(table[name], list):
            raise ValueError(f"{path.name} holds something else than its list of {name}.")
        for number, entry in enumerate(table[name], 1):
            yield build(shape, entry, f"{path.name}, entry {number}")


def _cards(folder: Path, shape: type[Built]) -> Iterator[Built]:
    for path, table in _tables(folder):
        if table.get("id") != path.stem:
            raise ValueError(f"{path.name} is not named by the id of its card.")
        yield build(shape, table, path.name)


def build(shape: type[Built], table: object, place: str) -> Built:
    """Return a table of TOML as one of the frozen classes of ``cards``.

    Every field is read by its annotation; an unknown field, a missing one and a wrong type are refused with
    ``ValueError``, which names ``place``. A fact gives either ``sources`` or ``unverified = true``, never both.
    """
    if not isinstance(table, dict):
        raise ValueError(f"{place}: a table was expected.")
    given = dict(table)
    if issubclass(shape, Fact):
        given["sources"] = _backing(given, place)
    hints = get_type_hints(shape)
    known = {each.name: each for each in fields(shape)}  # type: ignore[arg-type]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"{place}: unknown field '{unknown[0]}'.")
    missing = sorted(name for name, each in known.items() if each.default is MISSING and name not in given)
    if missing:
        raise ValueError(f"{place}: the field '{missing[0]}' is missing.")
    return shape(**{name: _value(hints[name], value, f"{place}, {name}") for name, value in given.items()})


def _backing(given: dict[str, Any], place: str) -> list[str]:
    sources = given.pop("sources", [])
    unverified = given.pop("unverified", False)
    if not isinstance(sources, list) or bool(sources) == (unverified is True):
        raise ValueError(f"{place}: a fact has its sources, or says that it is unverified.")
    return sources


def _value(hint: Any, value: object, place: str) -> object:
    origin, within = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return _value(next(each for each in within if each is not NoneType), value, place)
    if origin is Literal:
        return _one_of(within, value, place)
    if origin is tuple:
        return _many(within[0], value, place)
    if is_dataclass(hint) and isinstance(hint, type) and hint is not PartialDay:
        return build(hint, value, place)
    return _plain(hint, value, place)


def _one_of(allowed: Iterable[object], value: object, place: str) -> object:
    if value not in allowed:
        raise ValueError(f"{place}: '{value}' is none of {', '.join(map(str, allowed))}.")
    return value


def _many(hint: Any, value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{place}: a list was expected.")
    return tuple(_value(hint, each, f"{place} {number}") for number, each in enumerate(value, 1))


def _plain(hint: Any, value: object, place: str) -> object:
    if hint is PartialDay and isinstance(value, str):
        try:
            return PartialDay.parse(value)
        except ValueError as problem:
            raise ValueError(f"{place}: {problem}") from problem
    if hint is Decimal and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    if type(value) is not hint or (isinstance(value, str) and not value.strip()):
        raise ValueError(f"{place}: '{value}' does not belong here.")
    return value
