"""What a thing that is already known becomes when a source says more of it. Pure; the same twice changes nothing."""

from collections.abc import Mapping
from typing import Any

from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.statements import Statement


def merge(kind: Kind, held: Mapping[str, Any], said: Mapping[str, Any], *, newer: bool = True) -> dict[str, Any]:
    """Return the held body with what is said added to it.

    Statements are added, or where value, grade and basis are held already, their days widened. A plain value that
    differs is taken only from a ``newer`` source, and never one that is part of the natural key.
    """
    merged = dict(held)
    for name, value in said.items():
        if kind.by_name[name].many:
            merged[name] = _statements(_several(held.get(name, [])), value)
        elif name not in held or (newer and name not in kind.key_fields):
            merged[name] = value
    return merged


def without(kind: Kind, held: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the held body without what made ``after`` of ``before``; what others changed since stays."""
    kept: dict[str, Any] = {}
    for name, value in held.items():
        was, said = before.get(name), after.get(name)
        if name in kind.by_name and kind.by_name[name].many:
            value = _unstated(*(_several(each or []) for each in (value, was, said)))
        elif value == said and value != was:
            value = was
        if value not in (None, []):
            kept[name] = value
    return kept


def _unstated(
    held: list[dict[str, Any]], before: list[dict[str, Any]], after: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return statements without those that were added; of others the days as they were, if none moved them since."""
    was, said = ({_same(each): each for each in some} for some in (before, after))
    added = said.keys() - was.keys()
    kept = [each for each in held if _same(each) not in added]
    return [was[_same(each)] if _same(each) in was and each == said.get(_same(each)) else each for each in kept]


def _statements(held: list[dict[str, Any]], said: list[dict[str, Any]]) -> list[dict[str, Any]]:
    merged = {_same(each): dict(each) for each in held}
    for each in said:
        known = merged.setdefault(_same(each), dict(each))
        known["first_seen"] = _pick(min, known.get("first_seen"), each.get("first_seen"))
        known["last_seen"] = _pick(max, known.get("last_seen"), each.get("last_seen"))
    return list(merged.values())


def _several(held: list[dict[str, Any]] | str) -> list[dict[str, Any]]:
    """Return the statements of a field that was a plain value when the body was written."""
    return [Statement(held).plain()] if isinstance(held, str) else held


def _same(statement: Mapping[str, Any]) -> tuple[Any, ...]:
    return statement["value"], statement.get("grade"), statement.get("basis")


def _pick(choose: Any, left: str | None, right: str | None) -> str | None:
    days = [day for day in (left, right) if day]
    return choose(days) if days else None
