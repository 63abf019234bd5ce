"""Is an object as STIX 2.1 asks? One verdict, that of ``stix2-validator``, with one sentence and the place.

An object is judged by the schema of OASIS for its type, one of an unknown type by what is common to all, and then by
the standard's other rules. What is in a bundle is judged one by one; the bundle itself by its own schema.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from bowstreet.formats.stix import checks as schema_checks
from bowstreet.formats.stix import musts, tables
from bowstreet.formats.stix.compiling import Compiler
from bowstreet.formats.stix.faults import Check, Fault

MOST = 50
"""Faults of one object that are told."""


def fault_of(held: Any) -> Fault | None:
    """Return what is wrong with an object, the first thing found; None where nothing is.

    >>> print(fault_of({"type": "identity"}))
    'id' is missing.
    """
    if type(held) is not dict:
        return Fault("This is not an object.")
    if "type" not in held or "id" not in held:
        return Fault(f"'{'id' if 'type' in held else 'type'}' is missing.")
    kind = held["type"]
    if type(kind) is not str:
        return Fault("This is not a text.", ("type",))
    wrong = _check(held, kind)(held)
    return wrong or (next(_inner(held), None) if kind == "observed-data" else None) or musts.fault_of(held)


def faults_of(held: Any) -> tuple[Fault, ...]:
    """Return all that is wrong with an object, the first ``MOST``, each once; none where ``fault_of`` finds nothing.

    >>> [str(each) for each in faults_of({"type": "identity", "id": 7})][:2]
    ["'spec_version' is missing.", "'created' is missing."]
    """
    first = fault_of(held)
    if first is None:
        return ()
    if type(held) is not dict or type(held.get("type")) is not str or "id" not in held:
        return (first,)
    return tuple(dict.fromkeys(islice(_faults(held, held["type"]), MOST))) or (first,)


def _faults(held: dict[str, Any], kind: str) -> Iterator[Fault]:
    check = _check(held, kind)
    fits = check(held) is None
    yield from schema_checks.every(check, held)
    if kind == "observed-data" and fits:
        yield from _inner(held)
    yield from musts.faults_of(held, fits)


def _check(held: dict[str, Any], kind: str) -> Check:
    check = checks().get(kind)
    return check or _unknown(kind != "marking-definition" and "created" not in held and "modified" not in held)


@cache
def checks() -> dict[str, Check]:
    """Return the check of the schema of every type that has one."""
    compiler = Compiler(tables.schemas())
    return {name.rpartition("/")[2]: compiler.named(name) for name in tables.schemas()}


def _unknown(is_sco: bool) -> Check:
    return checks()["cyber-observable-core" if is_sco else "core"]


def _inner(held: dict[str, Any]) -> Iterator[Fault]:
    """Judge each object inside observed data by the schema of its own type."""
    for key, each in held.get("objects", {}).items():
        for fault in schema_checks.every(checks().get(each["type"], _unknown(True)), each):
            yield fault.under(key).under("objects")
