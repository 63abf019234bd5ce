"""What the standard recommends of an object and does not ask: warnings, told beside the faults and stopping nothing.

They are those of ``stix2-validator`` that need nothing but the object and the tables of the standard; its further ones
on lists of other registries (protocols, headers, socket options) are not asked.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from bowstreet.formats.stix import tables
from bowstreet.formats.stix.faults import Fault, shown

Object = dict[str, Any]

MOST: Final = 50
"""Warnings of one object that are told."""

_ONLY: Final = "'{}' stands in no open vocabulary of the standard for this."
_FORM: Final = "'{}' should be in small letters, with hyphens between words."
_NEW_TYPES: Final = frozenset(("new-sdo", "new-sco", "new-sro"))
_HASHED: Final = ("file", "artifact", "x509-certificate")
_RANDOM: Final = ("process", "observed-data")


def warnings_of(held: Object) -> tuple[Fault, ...]:
    """Return what the standard would rather have otherwise, the first ``MOST``, each with its place.

    >>> print(*warnings_of({"type": "indicator", "id": "indicator--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}))
    An indicator should have a name and a description.
    """
    found: dict[Fault, None] = {}
    for rule in _RULES:
        try:
            found.update(dict.fromkeys(rule(held)))
        except (TypeError, ValueError, KeyError, AttributeError, IndexError):
            continue
    return tuple(found)[:MOST]


def _id(held: Object) -> Iterator[Fault]:
    version, kind = held["id"][-22], held["type"]
    if kind in tables.SCO_TYPES and kind not in _RANDOM:
        if version != "5":
            yield Fault(
                "The id of a cyber-observable should be made of its properties, as a UUID of version 5.", ("id",)
            )
    elif version != "4":
        yield Fault("The id should be a random UUID of version 4.", ("id",))


def _vocabularies(held: Object) -> Iterator[Fault]:
    said = tables.vocabularies()
    for name, vocabulary in said["uses"].get(held["type"], {}).items():
        value = held.get(name, [])
        for number, each in enumerate(value if isinstance(value, list) else [value]):
            place = (name, number) if isinstance(value, list) else (name,)
            if each not in said["values"][vocabulary]:
                yield Fault(_ONLY.format(shown(each)), place)
            if not _is_well_formed(each):
                yield Fault(_FORM.format(shown(each)), place)


def _is_well_formed(text: str) -> bool:
    return text.islower() and "_" not in text and " " not in text


def _phases(held: Object) -> Iterator[Fault]:
    for number, phase in enumerate(held.get("kill_chain_phases", ())):
        for name in ("kill_chain_name", "phase_name"):
            if not _is_well_formed(phase[name]):
                yield Fault(_FORM.format(shown(phase[name])), ("kill_chain_phases", number, name))


def _relationship(held: Object) -> Iterator[Fault]:
    if held["type"] != "relationship":
        return
    said, word = tables.vocabularies(), held["relationship_type"]
    source, target = (held[name].rpartition("--")[0] for name in ("source_ref", "target_ref"))
    if word in said["common"] or source in said["unrelated"] or target in said["unrelated"]:
        return
    if target not in said["relationships"].get(source, {}).get(word, ()):
        why = f"The standard has no relationship '{shown(word)}' from '{shown(source)}' to '{shown(target)}'."
        yield Fault(why, ("relationship_type",))


def _extensions(held: Object) -> Iterator[Fault]:
    said, kind = tables.vocabularies(), held["type"]
    used = {each.get("extension_type", "") for each in held.get("extensions", {}).values()}
    if kind not in said["types"] and kind not in said["reserved_types"] and not used & _NEW_TYPES:
        yield Fault(f"The type '{shown(kind)}' should be defined by an extension.", ("type",))
    known = said["properties"].get(kind)
    if known is None or "toplevel-property-extension" in used:
        return
    for name in held:
        if name not in known and name not in said["reserved"]:
            yield Fault("A property that the standard does not have should stand in an extension.", (name,))


def _hashes(held: Object) -> Iterator[Fault]:
    for name in held.get("hashes", ()) if held["type"] in _HASHED else ():
        if name not in tables.vocabularies()["values"]["hash-algo"] and not name.startswith("x_"):
            yield Fault(_ONLY.format(shown(name)), ("hashes", name))


def _references(held: Object) -> Iterator[Fault]:
    for number, each in enumerate(held.get("external_references", ())):
        if "url" in each and "hashes" not in each:
            yield Fault("A reference with an address should have a hash of what lies there.",
                        ("external_references", number))  # fmt: skip


def _present(held: Object) -> Iterator[Fault]:
    kind = held["type"]
    if kind == "indicator" and not {"name", "description"} <= held.keys():
        yield Fault("An indicator should have a name and a description.")
    if kind == "network-traffic" and not {"src_port", "dst_port"} <= held.keys():
        yield Fault("Network traffic should have both ports.")
    if kind == "extension-definition" and "description" not in held:
        yield Fault("An extension definition should have a description.")
    if kind == "observed-data" and "objects" in held:
        yield Fault("The standard has given this property up.", ("objects",))


_RULES: Final[tuple[Callable[[Object], Iterator[Fault]], ...]] = (
    _id, _vocabularies, _phases, _relationship, _extensions, _hashes, _references, _present,
)  # fmt: skip
