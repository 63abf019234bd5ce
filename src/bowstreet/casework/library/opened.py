"""What of a record of the library, and of what was stated of it by links, opens to one reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bowstreet.casework.library import topics
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import dockets, linking, rows
from bowstreet.holdings.repository.linking import Joined
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

MOST_SHOWN = 200
"""So many of what was stated of a record are shown; all that open are counted."""


@dataclass(frozen=True)
class Opened:
    """A record that opens with its content: its row and body, and how deep."""

    row: Row
    body: Mapping[str, Any]
    depth: str

    @property
    def owner(self) -> AgencyCard:
        """Return whose it is."""
        return queries.card(self.row.agency)

    @property
    def kind_label(self) -> str:
        """Return what its kind is called."""
        return catalogue.kind(self.row.kind).label

    @property
    def title(self) -> str:
        """Return its title as far as it opens."""
        return dockets.title(self.row, self.depth, dict(self.body), self.owner)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a field as far as they open, each once."""
        return tuple(dict.fromkeys(catalogue.kind(self.row.kind).opened(name, self.body, self.depth)))

    def value(self, name: str) -> str:
        """Return the values of a field in one text."""
        return " ".join(self.values(name))

    def words(self) -> dict[str, str]:
        """Return the words of its kind and its values by their roots."""
        kind = catalogue.kind(self.row.kind)
        return topics.roots(
            " ".join((kind.label, *(value for each in kind.fields for value in self.values(each.name))))
        )


def opened(found: Iterable[Row], reach: Reach) -> dict[int, Opened]:
    """Return those of some rows that open with their content, by running number; nothing has gone out yet."""
    open_ = [row for row in found if row.terms_id in reach.sets.body]
    bodies = rows.bodies(open_)
    return {row.id: Opened(row, bodies[row.id], reach.depth_of(row.terms_id) or "meta") for row in open_}


@dataclass(frozen=True)
class Stated:
    """A link to a record of the library, and the record from which it leads."""

    link: Joined
    left: Opened

    def said(self, of: Opened, reader: Reader, reach: Reach) -> tuple[str, ...]:
        """Return the sentences of the link as far as both of its ends open."""
        both = [(each.row, dict(each.body)) for each in (of, self.left)]
        return dockets.written(self.link.cites, (self.link.agency, self.link.terms_id), both, reader, reach)


def stated(found: Sequence[Row], types: Sequence[LinkType], reach: Reach) -> list[Stated]:
    """Return the links of some types to some records that open with their other ends, the oldest first."""
    links = linking.joined(found, types, reach)
    ends = opened({each.left.id: each.left for each in links}.values(), reach)
    return [Stated(each, ends[each.left.id]) for each in links]


def enter(reader: Reader, now: datetime, action: str, shown: Iterable[Row]) -> None:
    """Enter a look at some records, before it is given."""
    owners = {row.uid: row.agency for row in shown}
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=list(owners),
        touched=[(id, owner) for id, owner in owners.items() if owner != reader.agency],
    )  # fmt: skip
