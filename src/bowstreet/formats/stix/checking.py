"""Is an object as STIX 2.1 asks? One verdict, that of ``stix2-validator``, with one sentence and the place.

An object is judged by the schema of OASIS for its type, one of an unknown type by what is common to all, and then by
the standard's other rules. What is in a bundle is judged one by one; the bundle itself by its own schema.
"""

from functools import cache
from typing import Any

from bowstreet.formats.stix import musts, tables
from bowstreet.formats.stix.compiling import Compiler
from bowstreet.formats.stix.faults import Check, Fault


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
    check = checks().get(kind)
    if check is None:
        check = _unknown(kind != "marking-definition" and "created" not in held and "modified" not in held)
    return check(held) or (_inner(held) if kind == "observed-data" else None) or musts.fault_of(held)


@cache
def checks() -> dict[str, Check]:
    """Return the check of the schema of every type that has one."""
    compiler = Compiler(tables.schemas())
    return {name.rpartition("/")[2]: compiler.named(name) for name in tables.schemas()}


def _unknown(is_sco: bool) -> Check:
    return checks()["cyber-observable-core" if is_sco else "core"]


def _inner(held: dict[str, Any]) -> Fault | None:
    """Judge each object inside observed data by the schema of its own type."""
    for key, each in held.get("objects", {}).items():
        fault = checks().get(each["type"], _unknown(True))(each)
        if fault:
            return fault.under(key).under("objects")
    return None
