"""Every kind of record by its code. To add a kind is to add a file and its line here."""

from bowstreet.vocabulary.kinds import (
    behaviour,
    case,
    document,
    expert,
    focus,
    forum,
    lead,
    market,
    method,
    onion_service,
    operation,
    organisation,
    person,
    pgp_key,
    practice,
    tool,
    user_account,
    vendor_account,
    wallet,
)
from bowstreet.vocabulary.kinds.kind import Kind

ALL: dict[str, Kind] = {
    module.KIND.code: module.KIND
    for module in (
        market,
        forum,
        vendor_account,
        user_account,
        person,
        organisation,
        onion_service,
        pgp_key,
        wallet,
        document,
        case,
        operation,
        lead,
        practice,
        method,
        tool,
        focus,
        behaviour,
        expert,
    )
}
"""All kinds, in the order in which pages list them."""


def kind(code: str) -> Kind:
    """Return the kind of a code; raise ``KeyError`` for a code that is none."""
    return ALL[code]
