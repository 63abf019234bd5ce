"""What an identifier is recorded as: the kind of record that stands for it alone, else the kinds that may hold it."""

from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field, Shape
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

_FIRST = ("vendor_account", "user_account", "person", "vehicle", "device", "document")
MOST_HOMES = 3


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


def homes_of(selector: Selector) -> tuple[str, ...]:
    """Return the codes of the kinds whose records may hold what is no thing of its own, the likeliest first.

    >>> homes_of(Selector(SelectorType.EMAIL, "a@b.com")), homes_of(Selector(SelectorType.DOMAIN, "b.com"))
    (('vendor_account', 'user_account', 'person'), ())
    """
    if kind_of(selector):
        return ()
    codes = dict.fromkeys((*_FIRST, *catalogue.ALL))
    return tuple(code for code in codes if _field_of(code, selector) is not None)[:MOST_HOMES]


def body_with(code: str, selector: Selector) -> dict[str, str | list[str]] | None:
    """Return the body of a kind's form in which an identifier stands already; None where the kind holds none such.

    >>> email = Selector(SelectorType.EMAIL, "a@b.com")
    >>> body_with("person", email), body_with("market", email)
    ({'emails': ['a@b.com']}, None)
    """
    field = _field_of(code, selector)
    if field is None:
        return None
    return {field.name: [selector.value] if field.many else selector.value}


def _field_of(code: str, selector: Selector) -> Field | None:
    """Return the first field of a kind that holds identifiers of a type."""
    fields = catalogue.ALL[code].fields if code in catalogue.ALL else ()
    fitting = (each for each in fields if each.shape is Shape.SELECTOR)
    return next((each for each in fitting if selector.type.value in (each.selector or "").split("|")), None)
