"""Records that are attached to an operation, as far as they open to a reader: one that does not is not there."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository import dockets, rows
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid


class NotYours(Invalid):
    """A record that is not there for the reader, or is another agency's."""

    def __init__(self, field: str) -> None:
        """Keep in which field it was said."""
        super().__init__("No record of your agency that opens to you has this id.")
        self.field = field


class Attached(NamedTuple):
    """A record, and its title as far as it opens."""

    row: Row
    title: str


def opened(ids: Iterable[str], reach: Reach) -> Mapping[str, Attached]:
    """Return those of some records of which at least the docket opens, by their ids."""
    found = {id: row for id, row in rows.by_uids(ids).items() if row.terms_id in reach.sets.meta}
    bodies, cards = rows.bodies(found.values()), queries.cards()
    return {
        id: Attached(row, dockets.title(row, reach.depth_of(row.terms_id) or "meta", bodies[row.id], cards[row.agency]))
        for id, row in found.items()
    }


def own(id: str, reader: Reader, reach: Reach, field: str = "record") -> Row:
    """Return a record of the reader's own agency that opens to the reader; raise ``NotYours`` for any other id."""
    row = rows.named(id.strip(), reach.sets.body)
    if row is None or row.agency != reader.agency:
        raise NotYours(field)
    return row
