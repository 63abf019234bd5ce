"""The parts that a graph is written of: nodes, facets, literals, and ids that are the same whenever they are made."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

Node = dict[str, Any]
_NAMESPACE: Final = uuid.UUID("094d9132-cc7e-467f-acaf-40607682640a")
"""Of all ids that are made here of what a thing is."""


def made_id(*parts: str) -> str:
    """Return the id of a thing that is known by what it is.

    >>> made_id("agency", "north")
    'urn:uuid:186ff8c1-5250-56cc-93aa-cbeb180a17dd'
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(0x1F).join(parts))}"


def record_id(record: str) -> str:
    """Return the id of a record's node, made of the record's own.

    UCO asks that ids end with a UUID of a version up to 5, and those of records are of version 7.
    """
    return made_id("record", record)


def node(own: str, *types: str, **said: Any) -> Node:
    """Return a node, what is empty left out; its names have ``__`` for the colon and ``_`` for the dash of a prefix."""
    told = {_name(name): value for name, value in said.items() if value not in (None, "", [])}
    return {"@id": own, "@type": types[0] if len(types) == 1 else list(types), **told}


def facet(owner: str, type: str, **said: Any) -> Node:
    """Return a facet of a node, its id made of the node's and its type."""
    return node(made_id("facet", owner, type), type, **said)


def ref(own: str) -> Node:
    """Return what refers to a node."""
    return {"@id": own}


def moment(at: datetime | date | str) -> Node:
    """Return a moment as a literal, in UTC; a day is its first moment.

    >>> moment(date(2031, 2, 3))
    {'@type': 'xsd:dateTime', '@value': '2031-02-03T00:00:00+00:00'}
    """
    if isinstance(at, str):
        at = date.fromisoformat(at)
    if not isinstance(at, datetime):
        at = datetime(at.year, at.month, at.day, tzinfo=UTC)
    return {"@type": "xsd:dateTime", "@value": at.astimezone(UTC).isoformat()}


def decimal(value: float) -> Node:
    """Return a number as a decimal, which has no exponent."""
    return {"@type": "xsd:decimal", "@value": format(Decimal(str(value)), "f")}


def sha256(digest: str) -> Node:
    """Return a hash of the contents of a file."""
    return node(
        made_id("hash", digest),
        "uco-types:Hash",
        uco_types__hashMethod="SHA256",
        uco_types__hashValue={"@type": "xsd:hexBinary", "@value": digest},
    )


def _name(name: str) -> str:
    prefix, _, local = name.partition("__")
    return f"{prefix.replace('_', '-')}:{local}"
