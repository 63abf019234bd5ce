"""What of texts, selectors and records a reader's terms reach, as the conditions of SQL that every query uses."""

from datetime import datetime

from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository.asking import Filters
from bowstreet.vocabulary.readers import Reader

Condition = tuple[str, list[str]]


class Reach:
    """The sets of one reader on one day, and the conditions made of them."""

    def __init__(self, sets: gate.Depths) -> None:
        """Keep the sets."""
        self.sets = sets
        self.shallow = sets.body - sets.identifiers

    @property
    def is_uneven(self) -> bool:
        """Say whether some records open to their docket alone."""
        return self.sets.body != self.sets.meta

    def depth_of(self, terms_id: int) -> str | None:
        """Return how deep a record with these terms opens: ``identifiers``, ``body``, ``meta`` or not at all."""
        if terms_id in self.sets.identifiers:
            return "identifiers"
        if terms_id in self.sets.body:
            return "body"
        return "meta" if terms_id in self.sets.meta else None

    def texts(self, depth: str, terms: str) -> Condition:
        """Return the condition on the depth and terms of text rows: of each record the deepest that opens, so one hit.

        Both are columns or expressions of SQL.
        """
        either, either_with = gate.within(terms, self.sets.body)
        if not self.shallow:
            return f"({depth} > 0 AND {either})", either_with
        deep, deep_with = gate.within(terms, self.sets.identifiers)
        shallow, shallow_with = gate.within(terms, self.shallow)
        return (
            f"(({depth} = 1 AND {deep}) OR ({depth} = 0 AND {shallow}) OR ({depth} = 2 AND {either}))",
            [*deep_with, *shallow_with, *either_with],
        )

    def selectors(self, alias: str, terms: str = "") -> Condition:
        """Return the condition on rows of selectors or frequencies; ``terms`` where these stand elsewhere."""
        deep, deep_with = gate.within(terms or f"{alias}.terms_id", self.sets.identifiers)
        either, either_with = gate.within(terms or f"{alias}.terms_id", self.sets.body)
        return (f"(({alias}.depth = 1 AND {deep}) OR ({alias}.depth = 0 AND {either}))", [*deep_with, *either_with])

    def records(self, alias: str, filters: Filters) -> Condition:
        """Return the condition on records that may be listed; by market and product only where the body opens."""
        deep = self.sets.body if filters.market or filters.product else self.sets.meta
        return gate.within(f"{alias}.terms_id", deep)


def reach_of(reader: Reader, now: datetime) -> Reach:
    """Return the reach of a reader now; raise ``PurposeRefused`` without a purpose."""
    gate.wants_purpose(reader)
    return Reach(gate.visible(reader, now))


def narrowed(filters: Filters) -> Condition:
    """Return the condition of the filters on gists (``g``); an empty one holds always.

    Records are opened for their days alone.
    """
    traits, values = traits_of(filters)
    parts = [f"+g.traits_id IN ({traits})"] if traits else ["1 = 1"]
    for seen, day in (("r.last_on >= %s", filters.since), ("r.first_on <> '' AND r.first_on <= %s", filters.until)):
        if day:
            parts.append(f"(SELECT {seen} FROM repository_record r WHERE r.id = g.id)")  # noqa: S608
            values.append(day.isoformat())
    return " AND ".join(parts), values


def traits_of(filters: Filters) -> Condition:
    """Return the query for the traits that the filters want, of days the year; empty when they want none.

    Days that end before they begin want what there is not: a record seen on both would else be among them.
    """
    parts = ["1 = 0"] if filters.is_backward else []
    values: list[str] = []
    for column, wanted in (
        ("kind", filters.kind), ("agency", filters.agency), ("market", filters.market), ("grade", filters.grade),
        ("year", filters.date),
    ):  # fmt: skip
        if wanted:
            parts.append(f"x.{column} IN ({', '.join(['%s'] * len(wanted))})")
            values += wanted
    if filters.product:
        parts.append("(" + " OR ".join(["replace(x.products, %s, '') <> x.products"] * len(filters.product)) + ")")
        values += [f" {code} " for code in filters.product]
    if filters.since:
        parts.append("x.year >= %s")
        values.append(filters.since.isoformat()[:4])
    return f"SELECT x.id FROM repository_traits x WHERE {' AND '.join(parts)}" if parts else "", values  # noqa: S608
