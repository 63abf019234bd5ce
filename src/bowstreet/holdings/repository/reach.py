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

    def depth_of(self, terms_id: int) -> str | None:
        """Return how deep a record with these terms opens: ``identifiers``, ``body``, ``meta`` or not at all."""
        if terms_id in self.sets.identifiers:
            return "identifiers"
        if terms_id in self.sets.body:
            return "body"
        return "meta" if terms_id in self.sets.meta else None

    def texts(self, alias: str) -> Condition:
        """Return the condition on text rows: of each record the deepest row that opens, so one hit a record."""
        deep, deep_with = gate.within(f"{alias}.terms_id", self.sets.identifiers)
        shallow, shallow_with = gate.within(f"{alias}.terms_id", self.shallow)
        either, either_with = gate.within(f"{alias}.terms_id", self.sets.body)
        return (
            f"(({alias}.depth = 1 AND {deep}) OR ({alias}.depth = 0 AND {shallow})"
            f" OR ({alias}.depth = 2 AND {either}))",
            [*deep_with, *shallow_with, *either_with],
        )

    def selectors(self, alias: str) -> Condition:
        """Return the condition on rows of selectors or frequencies."""
        deep, deep_with = gate.within(f"{alias}.terms_id", self.sets.identifiers)
        either, either_with = gate.within(f"{alias}.terms_id", self.sets.body)
        return (f"(({alias}.depth = 1 AND {deep}) OR ({alias}.depth = 0 AND {either}))", [*deep_with, *either_with])

    def records(self, alias: str, filters: Filters) -> Condition:
        """Return the condition on records that may be listed; by market and product only where the body opens."""
        deep = self.sets.body if filters.market or filters.product else self.sets.meta
        return gate.within(f"{alias}.terms_id", deep)


def reach_of(reader: Reader, now: datetime) -> Reach:
    """Return the reach of a reader now; raise ``PurposeRefused`` without a purpose."""
    gate.wants_purpose(reader)
    return Reach(gate.visible(reader, now))


def narrowed(filters: Filters, alias: str = "r") -> Condition:
    """Return the condition of the filters on records; an empty one holds always."""
    parts: list[str] = ["1 = 1"]
    values: list[str] = []
    for column, wanted in (
        ("kind", filters.kind), ("agency", filters.agency), ("market", filters.market), ("grade", filters.grade)
    ):  # fmt: skip
        if wanted:
            parts.append(f"{alias}.{column} IN ({', '.join(['%s'] * len(wanted))})")
            values += wanted
    if filters.product:
        parts.append("(" + " OR ".join([f"instr({alias}.products, %s) > 0"] * len(filters.product)) + ")")
        values += [f" {code} " for code in filters.product]
    if filters.since:
        parts.append(f"{alias}.last_on >= %s")
        values.append(filters.since.isoformat())
    if filters.until:
        parts.append(f"{alias}.first_on <= %s")
        values.append(filters.until.isoformat())
    return " AND ".join(parts), values
