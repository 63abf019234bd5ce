"""Who works on what, at the level of disclosure that each agency chose, and saying what one works on oneself."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from bowstreet.casework.operations import meeting, themes, undertakings
from bowstreet.casework.operations.answers import Disclosure, FocusPage, FocusRow, ThemeSaid
from bowstreet.casework.operations.themes import Theme
from bowstreet.casework.operations.undertakings import Known, Work
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository import recording
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import IndexPolicy, Scope
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

ENVELOPES: Mapping[Disclosure, Mapping[str, str]] = MappingProxyType({
    "own": {"scope": "OWNER", "tlp": "RED", "index": "none"},
    "contact": {"scope": "OWNER", "tlp": "RED", "index": "hit"},
    "named": {"scope": "NAMED", "tlp": "AMBER+STRICT", "index": "hit"},
    "police": {"scope": "LEA", "tlp": "GREEN", "index": "hit"},
})  # fmt: skip
"""What of the envelope each level of disclosure stands for; the rest is the agency's standing one."""


class NobodyNamed(Invalid):
    """A focus that is to be disclosed to named agencies, and names none."""

    field = "to"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Name the agencies to whom it is disclosed, by their short names.")


class AboutNothing(Invalid):
    """A focus that names neither a market nor a product nor a method."""

    field = "markets"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Name a market, a product or a method: by these those who work on the same are found.")


def foci(  # noqa: PLR0913 - a list is narrowed by all of these
    *, reader: Reader, now: datetime, market: str = "", product: str = "", method: str = "", agency: str = "",
    after: int = 0, limit: int = 50,
) -> FocusPage:  # fmt: skip
    """Return who works on what, as far as the reader may see it, and whom of them to meet.

    ``after`` of the list are passed over. A market is named as anybody writes it; a product is its code.
    """
    known = undertakings.known(reader, now)
    wanted = _wanted(market, product, method)
    found = [each for each in known.shown() if _is_asked(each, wanted, agency)]
    found.sort(key=lambda each: not each.is_current(now.date()))
    page = found[after : after + limit]
    known.check_out(page)
    met = meeting.counterparts(known)
    known.enter("focus.list", {*(each.held.row.uid for each in page), *meeting.named_in(met)}, meeting.told_in(met))
    rows = tuple(_row(each, known) for each in page)
    return FocusPage(rows, len(found), after, len(found) > after + limit, met)


def declare(  # noqa: PLR0913 - a focus is told by all of these
    *, reader: Reader, now: datetime, title: str, summary: str = "", markets: Sequence[str] = (),
    products: Sequence[str] = (), methods: Sequence[str] = (), countries: Sequence[str] = (),
    begins_on: date | None = None, ends_on: date | None = None, unit: str = "", contact: str = "",
    disclosure: Disclosure = "contact", to: Sequence[str] = (), envelope: Mapping[str, Any] | None = None,
) -> Recorded:  # fmt: skip
    """Record what one's own agency works on, disclosed to a level.

    Raise ``AboutNothing``, ``NobodyNamed``. What ``envelope`` says beside stands before the level.
    """
    if not (markets or products or methods):
        raise AboutNothing()
    if disclosure == "named" and not to:
        raise NobodyNamed()
    days = {"begins_on": begins_on and begins_on.isoformat(), "ends_on": ends_on and ends_on.isoformat()}
    body = {
        "title": title, "summary": summary, "markets": list(markets), "products": list(products),
        "methods": list(methods), "countries": list(countries), "unit": unit, "contact": contact, **days,
    }  # fmt: skip
    named = {"recipients": list(to)} if disclosure == "named" else {}
    marks = {**ENVELOPES[disclosure], **named, **(envelope or {})}
    return recording.record(
        reader=reader, now=now, kind="focus", body={name: value for name, value in body.items() if value},
        envelope=marks,
    )  # fmt: skip


def disclosure_of(value: Terms) -> Disclosure:
    """Return how far terms disclose that somebody works on something."""
    if value.scope is Scope.OWNER:
        return "contact" if value.index is IndexPolicy.HIT else "own"
    return "named" if value.scope in (Scope.NAMED, Scope.GROUP) else "police"


def _wanted(market: str, product: str, method: str) -> list[Theme]:
    asked = []
    if market.strip():
        asked.append(Theme("market", _slug(market)))
    if product:
        asked.append(Theme("product", product))
    if method.strip():
        asked.append(Theme("method", themes.method(method)))
    return asked


def _slug(market: str) -> str:
    """Return the slug of a market that was typed; of what can be no market's name, what nothing has."""
    try:
        return markets.slug(market)
    except ValueError:
        return ""


def _is_asked(each: Work, wanted: Sequence[Theme], agency: str) -> bool:
    if agency and each.agency != agency:
        return False
    return not wanted or (each.opens and set(wanted) <= set(each.themes))


def _row(each: Work, known: Known) -> FocusRow:
    row = each.held.row
    (named,) = known.named([each])
    own = each.agency == known.reader.agency
    return FocusRow(
        row.uid, row.kind, named.title, each.agency,
        next(iter(each.said("contact")), queries.card(each.agency).contact),
        tuple(ThemeSaid(one.sort, one.code, one.label) for one in each.themes) if each.opens else (),
        each.said("countries"), next(iter(each.said("unit")), ""), _day(each.said("begins_on")),
        _day(each.said("ends_on")), each.is_current(known.now.date()) if each.opens else True,
        disclosure_of(each.terms) if own else None,
    )  # fmt: skip


def _day(said: Sequence[str]) -> date | None:
    return date.fromisoformat(said[0]) if said else None
