"""One thing as several agencies know it: the records that judgements join, their statements side by side."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import citing, denying, disagreeing, dockets, judged, rows, showing, valuing
from bowstreet.holdings.repository.answers import (
    Dispute,
    Docket,
    EntityField,
    EntityRecord,
    EntityView,
    JudgementRow,
    Stated,
)
from bowstreet.holdings.repository.disagreeing import Saying
from bowstreet.holdings.repository.judged import Joined, Said
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.standing import Standing, stood, stood_all
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Field
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid

_NUMBER = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3}){1,5}(\.[0-9]{1,18})?|[+-]?[0-9]{1,18}(\.[0-9]{1,18})?")


class _Said(NamedTuple):
    """A statement, its field, and about what it is."""

    field: Field
    about: str | None
    stated: Stated


def entity(*, reader: Reader, now: datetime, id: str, as_of: date | None = None) -> EntityView:
    """Return what this reader sees joined around a record; the look is in the ledger before it is given.

    ``as_of`` shows it by the versions and judgements of the end of that day; who may see it is decided by the terms of
    today. Raise ``Hidden`` where there was none.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "entity.show", now):
        start = showing.visible_row(id, reach)
        stood(start, as_of)
        joined = judged.around(start, reach, as_of)
        view = _view(start, joined, reach, reader, as_of)
        dockets.check_out(reader, [*joined.records.values(), *joined.others.values()], reach, now)
    _note(reader, "entity.show", joined, now)
    return view


def pair(*, reader: Reader, now: datetime, id: str, other: str) -> EntityView:
    """Return two records side by side, to be judged: what each says, and the judgements on the two.

    The look is in the ledger before it is given. Raise ``Hidden`` where one may not be seen, ``Invalid`` where both are
    one record.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "record.pair", now):
        left, right = (showing.visible_row(each, reach) for each in (id, other))
        if left.id == right.id:
            raise Invalid("A record is not judged against itself.")
        joined = judged.of_pair(left, right, reach)
        view = _view(left, joined, reach, reader, None)
        dockets.check_out(reader, joined.records.values(), reach, now)
    _note(reader, "record.pair", joined, now)
    return view


def judgements_on(row: Row, reach: Reach, reader: Reader, now: datetime) -> tuple[JudgementRow, ...]:
    """Return the judgements on a visible record that open, the newest first; the caller enters the look."""
    joined = judged.on(row, reach)
    dockets.check_out(reader, joined.others.values(), reach, now)
    return _view(row, joined, reach, reader, None).judgements if joined.judgements else ()


def _view(start: Row, joined: Joined, reach: Reach, reader: Reader, as_of: date | None) -> EntityView:
    everything = joined.records | joined.others
    stands = stood_all(everything, as_of)
    bodies = _bodies(everything, stands, as_of)
    on_top = _dockets(everything, stands, reader, reach)
    cards = {
        id: _card(row, stands[id], bodies[id], on_top[id], reach.depth_of(row.terms_id) or "meta")
        for id, row in everything.items()
    }
    shown = [cards[id] for id in joined.records]
    stated, masked = _stated(joined.records.values(), bodies, cards)
    standing = {each.id for each in judged.standing(joined.named)}
    names = queries.officer_names({each.by for each in joined.named if each.agency == reader.agency})
    told = {
        each.id: _judgement(
            each, cards, reader, names.get(each.by, ""), each.id in standing,
            dockets.written((each.note, *filter(None, each.cites.split("\n"))), (each.agency, each.terms_id),
                            [(everything[end], bodies[end]) for end in each.pair], reader, reach), reach,
        )
        for each in joined.named
    }  # fmt: skip
    return EntityView(
        id=shown[0].id, asked=start.uid, title=cards[start.id].title, kind_label=shown[0].kind_label,
        icon=shown[0].icon, records=tuple(shown), agencies=len({row.agency for row in joined.records.values()}),
        fields=_fields(stated), masked=masked,
        judgements=tuple(told[each.id] for each in reversed(joined.judgements)),
        disputes=tuple(
            Dispute(told[each.different.id], tuple(told[one.id] for one in each.gave_way)) for each in joined.splits
        ),
        capped=joined.capped,
        first_seen=min((each.first_seen for each in shown if each.first_seen), default=None),
        last_seen=max((each.last_seen for each in shown if each.last_seen), default=None),
        as_of=as_of,
    )  # fmt: skip


def _bodies(
    found: Mapping[int, Row], stands: Mapping[int, Standing], as_of: date | None
) -> Mapping[int, dict[str, Any]]:  # fmt: skip
    if as_of is None:
        return rows.bodies(found.values())
    return rows.bodies_of({id: each.number for id, each in stands.items()})


def _dockets(
    found: Mapping[int, Row], stands: Mapping[int, Standing], reader: Reader, reach: Reach
) -> Mapping[int, Docket]:
    """Return dockets with the terms of today, which decide, and the particulars of the versions shown."""
    then = [
        row._replace(version=stands[id].number, particulars_id=stands[id].particulars_id) for id, row in found.items()
    ]
    return dockets.dockets(then, reader, reach)


def _card(row: Row, stood: Standing, body: dict[str, Any], docket: Docket, depth: str) -> EntityRecord:
    kind, opens = catalogue.kind(row.kind), depth != "meta"
    return EntityRecord(
        id=row.uid, short=row.uid[-8:], title=dockets.title(row, depth, body, docket.owner), kind_label=kind.label,
        icon=kind.icon, docket=docket, depth=depth, first_seen=rows.day(stood.first_on) if opens else None,
        last_seen=rows.day(stood.last_on) if opens else None, recorded_at=row.recorded_at,
    )  # fmt: skip


def _stated(
    found: Iterable[Row], bodies: Mapping[int, dict[str, Any]], cards: Mapping[int, EntityRecord]
) -> tuple[list[_Said], tuple[str, ...]]:
    """Return what the records say, field by field, and the labels of what stays closed."""
    said: list[_Said] = []
    closed: dict[str, None] = {}
    for row in found:
        kind, card = catalogue.kind(row.kind), cards[row.id]
        if card.depth == "meta":
            continue
        values, masked = valuing.values(
            kind, bodies[row.id], card.depth, lambda _: {}, card.docket.particulars, valuing.none_of
        )
        closed |= dict.fromkeys(masked)
        for each in values:
            field = kind.by_name[each.field]
            stated = Stated(each, card.id, card.docket.owner)
            said.append(_Said(field, disagreeing.about(kind, field, bodies[row.id]), stated))
    return said, tuple(closed)


def _fields(said: Iterable[_Said]) -> tuple[EntityField, ...]:
    """Return the statements by field; equal values stand together, those of the most agencies first.

    What changes from day to day stands as each record tells it, the newest first.
    """
    by_label: dict[str, list[_Said]] = {}
    for each in said:
        by_label.setdefault(each.field.label, []).append(each)
    made = []
    for label, all in by_label.items():
        holders: dict[str, set[str]] = {}
        for each in all:
            holders.setdefault(each.stated.value.shown, set()).add(each.stated.owner.slug)
        stated = [each.stated for each in all]
        if not any(each.field.changing for each in all):
            stated.sort(key=lambda each: (-len(holders[each.value.shown]), _sized(each.value.shown)))
        apart = disagreeing.sides(_by_record(all))
        made.append(EntityField(all[0].field.name, label, tuple(stated), bool(apart), apart))
    return tuple(made)


def _by_record(all: Iterable[_Said]) -> list[Saying]:
    """Return what each record states of one field."""
    made: dict[str, list[_Said]] = {}
    for each in all:
        made.setdefault(each.stated.record, []).append(each)
    return [
        Saying(some[0].field, some[0].about, tuple(each.stated.value.shown for each in some)) for some in made.values()
    ]


def _sized(shown: str) -> tuple[bool, float, str]:
    """Return by what values are put in order: numbers by their size before all other text.

    >>> sorted(("453", "50", "1,024", "about 7"), key=_sized)
    ['50', '453', '1,024', 'about 7']
    """
    number = _NUMBER.fullmatch(shown)
    return number is None, float(shown.replace(",", "")) if number else 0.0, shown


def _judgement(
    said: Said,
    cards: Mapping[int, EntityRecord],
    reader: Reader,
    by: str,
    stands: bool,
    lines: Sequence[str],
    reach: Reach,
) -> JudgementRow:
    return JudgementRow(
        id=said.uid, left=cards[said.left], right=cards[said.right], verdict=said.verdict,
        owner=queries.card(said.agency), by=by, at=said.at, note=lines[0] if lines else "",
        evidence=citing.told(lines[1:], reader, reach), stands=stands, mine=said.by == reader.officer,
    )  # fmt: skip


def _note(reader: Reader, action: str, joined: Joined, now: datetime) -> None:
    shown = [*joined.records.values(), *joined.others.values()]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[row.uid for row in shown],
        touched=[(row.uid, row.agency) for row in shown if row.agency != reader.agency],
    )  # fmt: skip
