"""What can only have happened does not lie ahead; what is planned may."""

from datetime import UTC, datetime

import pytest

from bowstreet.vocabulary.kinds import ahead, catalogue

NOON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)


def told(kind: str, body: dict[str, object], now: datetime = NOON) -> list[str]:
    """Return the places of a body that lie ahead."""
    known = catalogue.kind(kind)
    return [place for place, _ in ahead.ahead(known, known.check(body), now)]


def test_a_statement_of_tomorrow_is_told_by_its_place() -> None:
    said = [{"value": "a", "first_seen": "2026-03-02"}, {"value": "b", "last_seen": "2026-03-03"}]
    account = {"market": "Tulip", "handle": "quaylamp", "aliases": said}
    assert told("vendor_account", account) == ["aliases.1"]
    assert told("vendor_account", account, NIGHT) == [], "it is the third already where the sun rises first"


@pytest.mark.parametrize(
    ("kind", "body", "places"),
    [
        ("seizure", {"seized_on": "2026-04-01"}, ["seized_on"]),
        ("lead", {"due_on": "2026-04-01"}, []),
        ("operation", {"begins_on": "2026-04-01", "ends_on": "2027-04-01"}, []),
        ("person", {"names": ["Anna"], "born_on": "2026-04-01"}, ["born_on"]),
        ("domain", {"name": "quay.example.org", "registered_on": "2026-03-02", "expires_on": "2030-01-01"}, []),
    ],
)
def test_days_of_deeds_are_told_and_planned_days_are_not(kind: str, body: dict[str, object], places: list[str]) -> None:
    known = catalogue.kind(kind)
    needed = {each.name: "Depot" for each in known.required if each.name not in body}
    assert told(kind, {**needed, **body}) == places
