"""Every kind of record by its code. To add a kind is to add a file and its line here."""

from bowstreet.vocabulary.kinds import (
    bank_account,
    behaviour,
    case,
    device,
    document,
    domain,
    exchange_account,
    expert,
    focus,
    forum,
    image,
    incident,
    lead,
    lesson,
    location,
    market,
    method,
    mistake,
    onion_service,
    operation,
    organisation,
    parcel,
    person,
    pgp_key,
    practice,
    product,
    seizure,
    test_purchase,
    tool,
    user_account,
    vehicle,
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
        exchange_account,
        bank_account,
        domain,
        product,
        image,
        parcel,
        location,
        vehicle,
        device,
        incident,
        seizure,
        test_purchase,
        mistake,
        document,
        case,
        operation,
        lead,
        practice,
        lesson,
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
