"""What of a choice stays behind, counted over what the reader may see: whose leave it wants, or that it is above."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from bowstreet.holdings.governance import rules, terms
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action


@dataclass
class Stays:
    """How many records stay, by kind; by the owner to be asked, by the giver to be asked, and over the ceiling."""

    kinds: Counter[str] = field(default_factory=Counter)
    owners: Counter[str] = field(default_factory=Counter)
    givers: Counter[str] = field(default_factory=Counter)
    above: int = 0

    @property
    def total(self) -> int:
        """How many stay."""
        return self.above + self.owners.total() + self.givers.total()


def counted(staying: Iterable[Row], free: frozenset[int], day: date) -> Stays:
    """Count records that stay; those whose terms are free lie over the ceiling."""
    made, those = Stays(), list(staying)
    values = terms.terms_of({row.terms_id for row in those})
    for row in those:
        made.kinds[row.kind] += 1
        if row.terms_id in free:
            made.above += 1
        elif rules.asks_giver(values[row.terms_id], Action.DISSEMINATE, day):
            made.givers[values[row.terms_id].given_by] += 1
        else:
            made.owners[row.agency] += 1
    return made
