"""What a mapping says of a column of prices that have a currency beside their amount."""

from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import Any

from bowstreet.formats import saying
from bowstreet.formats.saying import WrongMapping
from bowstreet.vocabulary import currencies

KEYS = frozenset({"currency_field", "written_field", "currency", "signs"})


@dataclass(frozen=True)
class Money:
    """Where the parts of a price go, and what is meant where it does not say so itself.

    ``currency_field`` takes the code of its currency, ``written_field`` the price as it is written. ``currency`` is
    that of prices without a mark; where no field takes it, prices in another are refused. ``signs`` says of a sign
    which currency it means here.
    """

    currency_field: str = ""
    written_field: str = ""
    currency: str = ""
    signs: tuple[tuple[str, str], ...] = ()


def read(name: str, is_price: bool, raw: Map[str, Any], field: Any) -> Money | None:
    """Return what a column says of currencies, None where nothing; raise ``WrongMapping`` with a sentence."""
    if not KEYS.intersection(raw):
        return None
    if not is_price:
        raise WrongMapping(f"Only a price has a currency; the column '{name}' is none.")
    into, written = (
        saying.matching(raw, key, field) if key in raw else "" for key in ("currency_field", "written_field")
    )
    if bool(into) != bool(written):
        raise WrongMapping(f"For the column '{name}', 'currency_field' and 'written_field' go together.")
    currency = saying.text(raw, "currency") if "currency" in raw else ""
    if not into and not currency:
        raise WrongMapping(f"For the column '{name}', say in 'currency_field' where the currency of its prices goes.")
    signs = raw.get("signs", {})
    if not isinstance(signs, dict) or not all(each.upper() in _SIGNS for each in signs):
        raise WrongMapping(f"'signs' of the column '{name}' says what a sign means there; use {', '.join(_SIGNS)}.")
    for code in (*([currency] if currency else ()), *signs.values()):
        if not isinstance(code, str) or not currencies.is_known(code):
            raise WrongMapping(f"'{str(code)[:20]}' is no code of a currency or coin; write it as in EUR or BTC.")
    return Money(into, written, currency, tuple((each.upper(), code) for each, code in signs.items()))


_SIGNS = tuple(sorted({*currencies.SIGNS, *currencies.UNCLEAR}))
