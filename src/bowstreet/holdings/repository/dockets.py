"""The docket of records: their envelopes as they stand on top of a page, and their titles as far as they open."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.answers import Docket
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader

_ACTIONS = {"meta": Action.META, "body": Action.BODY, "identifiers": Action.IDENTIFIERS}
_NOBODY = AgencyCard("", "", "", "", "")


def dockets(found: Sequence[Row], reader: Reader) -> dict[int, Docket]:
    """Return the docket of each row by running number. Officers of other agencies are not named."""
    values = terms.terms_of({row.terms_id for row in found})
    particulars = rows.particulars({row.particulars_id for row in found})
    names = queries.officer_names(
        particulars[row.particulars_id].responsible_officer for row in found if row.agency == reader.agency
    )
    cards = queries.cards()
    made = {
        (agency, terms_id, particulars_id): Docket(
            cards.get(agency, _NOBODY), values[terms_id], particulars[particulars_id],
            names.get(particulars[particulars_id].responsible_officer, ""),
        )
        for agency, terms_id, particulars_id in {_envelope(row) for row in found}
    }  # fmt: skip
    return {row.id: made[_envelope(row)] for row in found}


def _envelope(row: Row) -> tuple[str, int, int]:
    return row.agency, row.terms_id, row.particulars_id


def title(row: Row, depth: str, body: dict[str, object] | None, owner: AgencyCard) -> str:
    """Return a record's title as far as it opens."""
    kind = catalogue.kind(row.kind)
    if depth == "meta" or body is None:
        return f"{kind.label} of {owner.name}"
    return kind.title(body) if depth == "identifiers" else kind.open_title(body)


def check_out(reader: Reader, found: Iterable[Row], reach: Reach, now: datetime) -> None:
    """Ask the gate once more for what is about to go out, each record to the depth to which it is shown."""
    by_depth: dict[str, set[int]] = {}
    for row in found:
        by_depth.setdefault(reach.depth_of(row.terms_id) or "meta", set()).add(row.terms_id)
    for depth, ids in by_depth.items():
        gate.check_out(reader, ids, _ACTIONS[depth], now)
