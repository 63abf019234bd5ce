"""Behaviours as one reader meets them: the list, and a card with the instances, sightings and practices that open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bowstreet.casework.library import topics
from bowstreet.casework.library.behaviours import sighting, suggesting
from bowstreet.casework.library.behaviours.answers import (
    AnsweredBy,
    BehaviourCard,
    BehaviourList,
    BehaviourRow,
    Instance,
    SuggestedInstance,
)
from bowstreet.casework.library.behaviours.sighting import Seen
from bowstreet.casework.library.behaviours.suggesting import Candidate, Signs
from bowstreet.casework.library.models import Confirmed, Declined
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets, finding, linking, rows
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.linking import Joined
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.kinds import behaviour, catalogue
from bowstreet.vocabulary.kinds.kind import Shape
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST = 1_000
"""So many behaviours are gone through, the newest; the list says when there are more."""

MOST_SHOWN = 200
"""So many instances and practices are shown; all that open are counted."""


@dataclass(frozen=True)
class Ends:
    """Links to behaviours that open, with the bodies and owners of the records from which they lead."""

    links: Sequence[Joined]
    bodies: Mapping[int, Mapping[str, Any]]

    def seen(self, each: Joined, reach: Reach) -> Seen:
        """Return when and where an instance was seen: on the days that its link states, else on those of its record."""
        row, body = each.left, self.bodies[each.left.id]
        kind, depth = catalogue.kind(row.kind), reach.depth_of(row.terms_id) or "meta"
        first, last = _days(each)
        named = (field.name for field in kind.fields if field.shape is Shape.COUNTRY)
        told = (value for name in named for value in kind.opened(name, body, depth))
        return sighting.seen(first, last, row.market, told)


def behaviours(*, reader: Reader, now: datetime, q: str = "", after: int = 0, limit: int = 50) -> BehaviourList:
    """Return the behaviours that open and in which all the words stand, by title; ``after`` of them are passed over."""
    reach = reach_of(reader, now)
    ids = finding.all_of(reader, now, "", Filters(kind=(behaviour.KIND.code,)), MOST + 1)
    found = [row for row in rows.by_ids(ids[:MOST]).values() if row.terms_id in reach.sets.body]
    bodies = rows.bodies(found)
    titles = {row.id: dockets.title(row, _depth(row, reach), bodies[row.id], _owner(row)) for row in found}
    wanted = topics.roots(q).keys()
    fits = [row for row in found if wanted <= _words(row, bodies[row.id], reach).keys()]
    fits.sort(key=lambda row: (titles[row.id], row.uid))
    page = fits[after : after + limit]
    dockets.check_out(reader, page, reach, now)
    ends = _ends(page, (LinkType.INSTANCE_OF,), reach)
    months: dict[int, list[frozenset[str]]] = {}
    for each in ends.links:
        months.setdefault(each.right, []).append(ends.seen(each, reach).months)
    made = [
        BehaviourRow(
            row.uid, titles[row.id], _value(row, bodies[row.id], "summary", reach), _owner(row),
            _values(row, bodies[row.id], "markets", reach), _values(row, bodies[row.id], "products", reach),
            len(months.get(row.id, ())), max((month for some in months.get(row.id, ()) for month in some), default=""),
        )
        for row in page
    ]  # fmt: skip
    _enter(reader, now, "behaviour.list", [*page, *(each.left for each in ends.links)])
    return BehaviourList(tuple(made), len(fits), len(fits) > after + limit, len(ids) > MOST)


def behaviour_card(*, reader: Reader, now: datetime, id: str, limit: int = 20) -> BehaviourCard:
    """Return a card whole, with so many suggestions at most; raise ``Hidden`` where none of that id opens."""
    with denying.denied(reader, "behaviour.show", now):
        row = opened(id, reader, now)
    reach = reach_of(reader, now)
    body = rows.bodies([row])[row.id]
    ends = _ends([row], (LinkType.INSTANCE_OF, LinkType.ANSWERS), reach)
    joined = [each for each in ends.links if each.type == LinkType.INSTANCE_OF]
    answering = [each for each in ends.links if each.type == LinkType.ANSWERS]
    shown, practices = joined[-MOST_SHOWN:], answering[-MOST_SHOWN:]
    found = _candidates(reader, now, row, body, reach, joined) if confirms(reader) else []
    out = [each.row for each in found[:limit]]
    dockets.check_out(reader, [row, *(each.left for each in ends.links), *out], reach, now)
    _enter(reader, now, "behaviour.show", [row, *(each.left for each in (*joined, *practices)), *out])
    officers = dict(Confirmed.objects.filter(link__in=[each.id for each in shown]).values_list("link", "officer"))
    names = queries.officer_names(officers.values())
    return BehaviourCard(
        row.uid, dockets.title(row, _depth(row, reach), body, _owner(row)),
        dockets.dockets([row], reader, reach)[row.id],
        _value(row, body, "summary", reach), _value(row, body, "signs", reach), _values(row, body, "words", reach),
        _value(row, body, "counter_measures", reach), _values(row, body, "markets", reach),
        _values(row, body, "products", reach), _values(row, body, "references", reach),
        tuple(_instance(each, (row, body), ends, (reader, reach), names.get(officers.get(each.id, ""), ""))
              for each in reversed(shown)),
        len(joined), sighting.sightings([ends.seen(each, reach) for each in joined]),
        tuple(_answering(each, (row, body), ends, (reader, reach)) for each in reversed(practices)),
        tuple(_suggested(each, reach) for each in found[:limit]), len(found) > limit, suggesting.METHOD,
        confirms(reader),
    )  # fmt: skip


def opened(id: str, reader: Reader, now: datetime) -> Row:
    """Return the row of a behaviour that opens with its content; raise ``Hidden`` for any other id."""
    row = rows.named(id, reach_of(reader, now).sets.body)
    if row is None or row.kind != behaviour.KIND.code:
        raise Hidden()
    return row


def confirms(reader: Reader) -> bool:
    """Say whether the reader attaches and declines: who records for the agency what is no document of a case."""
    return reader.role is not Role.PROSECUTOR


def _candidates(
    reader: Reader, now: datetime, row: Row, body: Mapping[str, Any], reach: Reach, joined: Iterable[Joined]
) -> list[Candidate]:
    declined = Declined.objects.filter(behaviour=row.uid, agency=reader.agency).values_list("record", flat=True)
    signs = Signs(
        _values(row, body, "words", reach),
        frozenset(markets.slug(each) for each in _values(row, body, "markets", reach)),
        frozenset(_values(row, body, "products", reach)),
    )
    return suggesting.candidates(reader, now, signs, reach, {*declined, *(each.left.uid for each in joined)})


def _ends(found: Sequence[Row], types: Sequence[LinkType], reach: Reach) -> Ends:
    links = linking.joined(found, types, reach)
    return Ends(links, rows.bodies({each.left.id: each.left for each in links}.values()))


def _instance(
    each: Joined, card: tuple[Row, Mapping[str, Any]], ends: Ends, to: tuple[Reader, Reach], officer: str
) -> Instance:
    (first, last), mine = _days(each), each.agency == to[0].agency
    return Instance(
        each.id, each.left.uid, _title(each.left, ends, to[1]), catalogue.kind(each.left.kind).label, _owner(each.left),
        queries.card(each.agency), officer if mine else "", each.made_at, _said(each, card, ends, to), each.left.market,
        first, last, mine,
    )  # fmt: skip


def _answering(
    each: Joined, card: tuple[Row, Mapping[str, Any]], ends: Ends, to: tuple[Reader, Reach]
) -> AnsweredBy:  # fmt: skip
    return AnsweredBy(
        each.id, each.left.uid, _title(each.left, ends, to[1]), catalogue.kind(each.left.kind).label, _owner(each.left),
        queries.card(each.agency), each.made_at, _said(each, card, ends, to), each.agency == to[0].agency,
    )  # fmt: skip


def _suggested(each: Candidate, reach: Reach) -> SuggestedInstance:
    row = each.row
    return SuggestedInstance(
        row.uid, dockets.title(row, _depth(row, reach), dict(each.body), _owner(row)), catalogue.kind(row.kind).label,
        _owner(row), rows.day(row.last_on), tuple(each.reasons),
    )  # fmt: skip


def _said(
    each: Joined, card: tuple[Row, Mapping[str, Any]], ends: Ends, to: tuple[Reader, Reach]
) -> tuple[str, ...]:  # fmt: skip
    both = [(row, dict(body)) for row, body in (card, (each.left, ends.bodies[each.left.id]))]
    return dockets.written(each.cites, (each.agency, each.terms_id), both, *to)


def _title(row: Row, ends: Ends, reach: Reach) -> str:
    return dockets.title(row, _depth(row, reach), dict(ends.bodies[row.id]), _owner(row))


def _days(each: Joined) -> tuple[Any, Any]:
    stated = (each.first_on or each.last_on, each.last_on or each.first_on)
    first, last = stated if any(stated) else (each.left.first_on, each.left.last_on)
    return rows.day(first), rows.day(last)


def _enter(reader: Reader, now: datetime, action: str, shown: Iterable[Row]) -> None:
    owners = {row.uid: row.agency for row in shown}
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=list(owners),
        touched=[(id, owner) for id, owner in owners.items() if owner != reader.agency],
    )  # fmt: skip


def _words(row: Row, body: Mapping[str, Any], reach: Reach) -> dict[str, str]:
    said = (value for field in behaviour.KIND.fields for value in _values(row, body, field.name, reach))
    return topics.roots(" ".join(said))


def _values(row: Row, body: Mapping[str, Any], name: str, reach: Reach) -> tuple[str, ...]:
    return tuple(dict.fromkeys(catalogue.kind(row.kind).opened(name, body, _depth(row, reach))))


def _value(row: Row, body: Mapping[str, Any], name: str, reach: Reach) -> str:
    return " ".join(_values(row, body, name, reach))


def _depth(row: Row, reach: Reach) -> str:
    return reach.depth_of(row.terms_id) or "meta"


def _owner(row: Row) -> Any:
    return queries.card(row.agency)
