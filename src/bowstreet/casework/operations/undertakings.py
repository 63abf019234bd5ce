"""Foci and operations as one reader meets them: those that open, and those of which a hit alone is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.casework.operations import themes
from bowstreet.casework.operations.answers import Named
from bowstreet.casework.operations.themes import Themes
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import dockets, undertaken
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.undertaken import Undertaking
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import IndexPolicy
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class Work:
    """A focus or an operation: how deep it opens (None: not at all), and whether it takes part in hits.

    ``themes`` of one that does not open are compared and never shown.
    """

    held: Undertaking
    terms: Terms
    themes: Themes
    depth: str | None
    hits: bool

    @property
    def agency(self) -> str:
        """Return whose it is."""
        return self.held.row.agency

    def said(self, field: str) -> tuple[str, ...]:
        """Return the values of a field as far as they open to the reader, identifiers taken out where these do not."""
        return catalogue.kind(self.held.row.kind).opened(field, self.held.body, self.depth or "")

    @property
    def opens(self) -> bool:
        """Say whether more than the docket opens."""
        return self.depth in ("body", "identifiers")

    def is_current(self, day: date) -> bool:
        """Say whether it is worked on still: it has not ended, nor is it concluded or abandoned."""
        body = self.held.body
        return str(body.get("ends_on") or date.max.isoformat()) >= day.isoformat() and body.get("stage") not in (
            "concluded",
            "abandoned",
        )


@dataclass(frozen=True)
class Known:
    """All that a reader meets, newest first; those that are shown are asked of the gate once more by ``check_out``."""

    reader: Reader
    now: datetime
    reach: Reach
    works: tuple[Work, ...]

    def shown(self) -> list[Work]:
        """Return what the reader may see, at least its docket."""
        return [each for each in self.works if each.depth]

    def named(self, some: Iterable[Work]) -> tuple[Named, ...]:
        """Return some by their titles, as far as they open."""
        cards = queries.cards()
        return tuple(
            Named(
                each.held.row.uid, each.held.row.kind,
                dockets.title(each.held.row, each.depth or "meta", each.held.body, cards[each.agency]),
            )
            for each in some
        )  # fmt: skip

    def check_out(self, some: Iterable[Work]) -> None:
        """Ask the gate once more for what is about to go out."""
        dockets.check_out(self.reader, [each.held.row for each in some], self.reach, self.now)

    def enter(self, action: str, shown: Collection[str], told: Iterable[str] = ()) -> None:
        """Enter a look in the ledger: the ids of what it shows, and the agencies of which it tells a hit alone."""
        owners = {each.held.row.uid: each.agency for each in self.works if each.held.row.uid in shown}
        others = [(id, owner) for id, owner in owners.items() if owner != self.reader.agency]
        looking.note(
            actor=self.reader, event=Event.CONSULTATION, action=action, now=self.now, records=list(owners),
            touched=[*others, *(("", each) for each in told)],
        )  # fmt: skip


def known(reader: Reader, now: datetime) -> Known:
    """Return the foci and operations that a reader sees, and those of others that answer the reader's checks."""
    reach, told = reach_of(reader, now), gate.hits(reader, now).open
    found = undertaken.under(reach.sets.meta | told)
    values = terms.terms_of({each.row.terms_id for each in found})
    works = tuple(
        Work(
            each, values[each.row.terms_id], themes.of_body(each.body), reach.depth_of(each.row.terms_id),
            _takes_part(each, values[each.row.terms_id], reader, told),
        )
        for each in found
    )  # fmt: skip
    return Known(reader, now, reach, works)


def _takes_part(each: Undertaking, value: Terms, reader: Reader, told: frozenset[int]) -> bool:
    """Say whether it takes part in hits: who tells nobody is told of nobody."""
    if each.row.agency == reader.agency:
        return value.index is not IndexPolicy.NONE
    return each.row.terms_id in told
