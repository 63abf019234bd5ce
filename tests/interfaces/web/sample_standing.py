"""Invented answers about an agency's standing envelope."""

from bowstreet.holdings.agencies.answers import Standing
from bowstreet.holdings.agencies.standing import DEFAULTS
from bowstreet.interfaces.web import standing_page

_OWN = {
    "legal_basis": "Police Act of the invented country, article 12(3), as amended by the law on joint registers",
    "instrument_ref": "PA 12/3",
    "purposes": ["cross_checking", "operational_analysis", "prosecution"],
    "second_person": ["person", "seizure"],
    "category": {"vendor_account": {"category": "suspect", "ground": "offered for sale on a market that sells drugs"}},
    "content": {
        "criminal_data": {"tlp": "AMBER", "scope": "GROUP", "group": "north-sea-team", "handling": ["H1", "H2"]}
    },
}
OWN = Standing(_OWN, {**DEFAULTS, **_OWN})
GENERAL = Standing({}, dict(DEFAULTS))


def about(answer: Standing, *, changes: bool, errors: tuple[tuple[str, str], ...] = ()) -> dict[str, object]:
    """Return what stands beside an answer on its page."""
    return {"changes": changes, "oversees": changes, "errors": errors, **standing_page.shown(answer)}
