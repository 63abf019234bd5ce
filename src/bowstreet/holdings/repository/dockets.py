"""The docket of records: their envelopes as they stand on top of a page, and their titles, as far as they open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import rows
from bowstreet.holdings.repository.answers import Docket
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.masking import Names, prepared
from bowstreet.vocabulary.opening import Texts
from bowstreet.vocabulary.readers import Reader

_ACTIONS = {"meta": Action.META, "body": Action.BODY, "identifiers": Action.IDENTIFIERS}
_NOBODY = AgencyCard("", "", "", "", "")

Body = Mapping[str, Any]


def dockets(found: Sequence[Row], reader: Reader, reach: Reach) -> dict[int, Docket]:
    """Return the docket of each row by running number, as far as it opens: to the owner's officers whole."""
    whole = _whole(found, reader)
    others = {row: reach.depth_of(row.terms_id) or "meta" for row in found if row.agency != reader.agency}
    masked = [row for row, depth in others.items() if _wants_names(whole[row.id], depth)]
    bodies = rows.bodies_of({row.id: row.version for row in masked}) if masked else {}
    asking = frozenset({reader.officer, reader.agency})
    for row, depth in others.items():
        names = _names(row, bodies[row.id], depth) if row.id in bodies else prepared(())
        whole[row.id] = _opened(whole[row.id], opening.OF_DEPTH[depth], names, asking)
    return whole


def owners(found: Iterable[Row]) -> dict[int, AgencyCard]:
    """Return by running number the agency of each row: all of a docket that a line in a list shows."""
    cards = queries.cards()
    return {row.id: cards.get(row.agency, _NOBODY) for row in found}


def _whole(found: Sequence[Row], reader: Reader) -> dict[int, Docket]:
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


def _wants_names(docket: Docket, depth: str) -> bool:
    """Say whether a text of a docket opens masked, so that the names of its record are wanted."""
    return depth == "body" or (depth == "meta" and opening.has_conditions(docket.terms))


def _names(row: Row, body: Body, depth: str) -> Names:
    kind = catalogue.kind(row.kind)
    return kind.hidden(body) if depth == "body" else kind.told(body)


def _opened(whole: Docket, texts: Texts, names: Names, asking: frozenset[str]) -> Docket:
    return Docket(
        whole.owner, opening.terms(whole.terms, asking, texts, names),
        opening.particulars(whole.particulars, texts, names), "", texts, own=False,
    )  # fmt: skip


def written(
    lines: Sequence[str], by: tuple[str, int], ends: Sequence[tuple[Row, Body]], reader: Reader, reach: Reach
) -> tuple[str, ...]:  # fmt: skip
    """Return what an agency wrote of records, of a link or judgement, as far as it opens to the reader.

    ``by`` is the agency and the terms under which it wrote. Its own officers see it whole; to others it opens no deeper
    than its own marks, and no deeper than any of the records.
    """
    agency, terms_id = by
    marks = (terms_id, *(row.terms_id for row, _ in ends))
    texts = opening.least(reach.depth_of(each) or "meta" for each in marks)
    if agency == reader.agency or texts is Texts.WHOLE:
        return tuple(lines)
    if texts is Texts.CLOSED or not lines:
        return ()
    hidden = [catalogue.kind(row.kind).hidden(body).longest_first for row, body in ends]
    names = prepared(name for each in hidden for name in each)
    return tuple(opening.said(each, texts, names) for each in lines)


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
