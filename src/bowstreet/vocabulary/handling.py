"""Who may be shown a thing and what they may do with it: handling codes, TLP, PAP, classification, scope.

Handling codes as in Council document 6243/18; TLP 2.0 of FIRST; PAP as in the MISP taxonomy of that name.
Each ordered list runs from the most open to the strictest.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar


class HandlingCode(StrEnum):
    """What a receiver may do with the data; codes form a set, and the strictest answer wins."""

    H0 = "H0"
    H1 = "H1"
    H2 = "H2"
    H3 = "H3"


class Tlp(StrEnum):
    """Traffic light protocol 2.0."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class Pap(StrEnum):
    """Permissible actions protocol: how visibly one may act on the data."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"


class Classification(StrEnum):
    """Security classification."""

    UNCLASSIFIED = "UNCLASSIFIED"
    EU_RESTRICTED = "EU_RESTRICTED"
    EU_CONFIDENTIAL = "EU_CONFIDENTIAL"


class Scope(StrEnum):
    """To whom the owner opens the record."""

    COMMUNITY = "COMMUNITY"
    LEA = "LEA"
    GROUP = "GROUP"
    NAMED = "NAMED"
    OWNER = "OWNER"


class IndexPolicy(StrEnum):
    """What somebody outside the scope learns from an exact selector."""

    HIT = "hit"
    OWNER_SILENT = "owner_silent"
    NONE = "none"


class State(StrEnum):
    """Where the record stands in its life."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    UNDETERMINED = "undetermined"
    ERASED = "erased"


class Action(StrEnum):
    """What a reader may want to do with a record, from seeing that it exists to reading its audit trail."""

    DISCOVER = "discover"
    META = "meta"
    BODY = "body"
    IDENTIFIERS = "identifiers"
    LINK = "link"
    EDIT = "edit"
    DISSEMINATE = "disseminate"
    COURT = "court"
    REMARK = "re-mark"
    ERASE = "erase"
    AUDIT = "audit"


Code = TypeVar("Code", bound=StrEnum)


def rank(code: StrEnum) -> int:
    """Return the place of a code in its list, 0 for the most open.

    >>> rank(Tlp.RED), rank(Scope.COMMUNITY)
    (4, 0)
    """
    return list(type(code)).index(code)


def strictest(codes: Iterable[Code]) -> Code:
    """Return the strictest of some codes of one list.

    >>> strictest([Tlp.GREEN, Tlp.AMBER_STRICT, Tlp.CLEAR]).value
    'AMBER+STRICT'
    """
    return max(codes, key=rank)
