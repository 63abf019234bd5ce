"""What an identifier is recorded as when nothing but itself is known: the kind of record that stands for it alone."""

from bowstreet.vocabulary.selector_types import COINS, Selector, SelectorType

_T = SelectorType
_FIELDS: dict[SelectorType, tuple[str, str]] = {
    **dict.fromkeys(COINS, ("wallet", "address")),
    _T.PGP_FINGERPRINT: ("pgp_key", "fingerprint"),
    _T.ONION: ("onion_service", "address"),
    _T.DOMAIN: ("domain", "name"),
    _T.IBAN: ("bank_account", "iban"),
    _T.TRACKING_NUMBER: ("parcel", "tracking_number"),
    _T.LICENCE_PLATE: ("vehicle", "plate"),
    _T.IMEI: ("device", "imei"),
}
"""Of each type that is a thing of its own the kind, and the field that holds it."""


def kind_of(selector: Selector) -> str | None:
    """Return the code of the kind; None for what belongs to an account, a person or a site and stands in its record.

    >>> kind_of(Selector(SelectorType.DOMAIN, "b.com")), kind_of(Selector(SelectorType.EMAIL, "a@b.com"))
    ('domain', None)
    """
    if selector.type is _T.HANDLE:
        return "vendor_account"
    return _FIELDS[selector.type][0] if selector.type in _FIELDS else None


def body_of(selector: Selector) -> dict[str, str]:
    """Return the body of a record that holds an identifier and nothing else; raise ``KeyError`` where none would.

    >>> body_of(Selector(SelectorType.HANDLE, "silk-road:baker"))
    {'market': 'silk-road', 'handle': 'baker'}
    """
    if selector.type is _T.HANDLE:
        market, _, name = selector.value.partition(":")
        return {"market": market, "handle": name}
    return {_FIELDS[selector.type][1]: selector.value}
