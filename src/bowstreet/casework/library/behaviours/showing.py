"""Behaviours as one reader meets them: the list, and a card with the instances, sightings and practices that open."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from bowstreet.casework.library import opened as opening
from bowstreet.casework.library import topics
from bowstreet.casework.library.behaviours import answering, sighting, suggesting
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
from bowstreet.casework.library.opened import MOST_SHOWN, Opened, Stated
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.observations.signs import PLACE
from bowstreet.holdings.repository import denying, dockets, finding, rows
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


def behaviours(*, reader: Reader, now: datetime, q: str = "", after: int = 0, limit: int = 50) -> BehaviourList:
    """Return the behaviours that open and in which all the words stand, by title; ``after`` of them are passed over."""
    reach = reach_of(reader, now)
    ids = finding.all_of(reader, now, "", Filters(kind=(behaviour.KIND.code,)), MOST + 1)
    found = opening.opened(rows.by_ids(ids[:MOST]).values(), reach).values()
    wanted = topics.roots(q).keys()
    fits = sorted(
        (each for each in found if wanted <= each.words().keys()), key=lambda each: (each.title, each.row.uid)
    )
    page = fits[after : after + limit]
    stated = opening.stated([each.row for each in page], (LinkType.INSTANCE_OF,), reach)
    dockets.check_out(reader, [*(each.row for each in page), *(each.left.row for each in stated)], reach, now)
    months: dict[int, list[frozenset[str]]] = {}
    for each in stated:
        months.setdefault(each.link.right, []).append(_seen(each, {}).months)
    made = [
        BehaviourRow(
            each.row.uid, each.title, each.value("summary"), each.owner, each.values("markets"),
            each.values("products"), len(months.get(each.row.id, ())),
            max((month for some in months.get(each.row.id, ()) for month in some), default=""),
        )
        for each in page
    ]  # fmt: skip
    opening.enter(reader, now, "behaviour.list", [*(e.row for e in page), *(e.left.row for e in stated)])
    return BehaviourList(tuple(made), len(fits), len(fits) > after + limit, len(ids) > MOST)


def behaviour_card(*, reader: Reader, now: datetime, id: str, limit: int = 20) -> BehaviourCard:
    """Return a card whole, with so many suggestions at most; raise ``Hidden`` where none of that id opens."""
    with denying.denied(reader, "behaviour.show", now):
        row = opened(id, reader, now)
    reach = reach_of(reader, now)
    card = opening.opened([row], reach)[row.id]
    stated = opening.stated([row], (LinkType.INSTANCE_OF, LinkType.ANSWERS), reach)
    joined = [each for each in stated if each.link.type == LinkType.INSTANCE_OF]
    practices = [each for each in stated if each.link.type == LinkType.ANSWERS][-MOST_SHOWN:]
    found = _candidates(reader, now, card, reach, joined) if confirms(reader) else []
    out = [row, *(each.left.row for each in (*joined, *practices)), *(each.row for each in found[:limit])]
    dockets.check_out(reader, out, reach, now)
    opening.enter(reader, now, "behaviour.show", out)
    noted = {each.link: each for each in Confirmed.objects.filter(link__in=[each.link.id for each in joined])}
    return BehaviourCard(
        row.uid, card.title, dockets.dockets([row], reader, reach)[row.id], card.value("summary"), card.value("signs"),
        card.values("words"), card.value("counter_measures"), card.values("markets"), card.values("products"),
        card.values("references"), _instances(joined[-MOST_SHOWN:], noted, card, reader, reach),
        len(joined), sighting.sightings([_seen(each, noted) for each in joined]),
        tuple(_answered(each, card, reader, reach) for each in reversed(practices)),
        answering.answered_by(card, reader, reach),
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


def signs_of(card: Opened) -> Signs:
    """Return by what instances of a behaviour are looked for."""
    named = frozenset(markets.slug(each) for each in card.values("markets"))
    return Signs(card.values("words"), named, frozenset(card.values("products")))


def rows_in(cites: Iterable[str]) -> tuple[str, ...]:
    """Return those lines of evidence that refer to rows of datasets.

    >>> rows_in(["It says so.", "observation:a/b/7"])
    ('observation:a/b/7',)
    """
    return tuple(each for each in cites if PLACE.fullmatch(each))


def _candidates(
    reader: Reader, now: datetime, card: Opened, reach: Reach, joined: Iterable[Stated]
) -> list[Candidate]:  # fmt: skip
    declined = Declined.objects.filter(behaviour=card.row.uid, agency=reader.agency).values_list("record", flat=True)
    without = {*declined, *(each.left.row.uid for each in joined)}
    return suggesting.candidates(reader, now, signs_of(card), reach, without)


def _seen(each: Stated, noted: Mapping[str, Confirmed]) -> Seen:
    """Return when and where an instance was seen: on the days that its link states, else on those of its record.

    Its market is that of the row of a dataset in which it was seen, else that of its record.
    """
    kind = catalogue.kind(each.left.row.kind)
    named = (value for field in kind.fields if field.shape is Shape.COUNTRY for value in each.left.values(field.name))
    first, last = _days(each.link)
    return sighting.seen(first, last, _market(each, noted), named)


def _market(each: Stated, noted: Mapping[str, Confirmed]) -> str | None:
    return (noted[each.link.id].market if each.link.id in noted else "") or each.left.row.market


def _instances(
    joined: list[Stated], noted: Mapping[str, Confirmed], card: Opened, reader: Reader, reach: Reach
) -> tuple[Instance, ...]:
    names = queries.officer_names(noted[each.link.id].officer for each in joined if each.link.id in noted)
    made = []
    for each in reversed(joined):
        (first, last), mine = _days(each.link), each.link.agency == reader.agency
        said, by = each.said(card, reader, reach), noted.get(each.link.id)
        rows_of = rows_in(said)
        made.append(
            Instance(
                each.link.id, each.left.row.uid, each.left.title, each.left.kind_label, each.left.owner,
                queries.card(each.link.agency), names.get(by.officer, "") if by and mine else "", each.link.made_at,
                tuple(line for line in said if line not in rows_of), rows_of, _market(each, noted), first, last, mine,
            )
        )  # fmt: skip
    return tuple(made)


def _answered(each: Stated, card: Opened, reader: Reader, reach: Reach) -> AnsweredBy:
    return AnsweredBy(
        each.link.id, each.left.row.uid, each.left.title, each.left.kind_label, each.left.owner,
        queries.card(each.link.agency), each.link.made_at, each.said(card, reader, reach),
        each.link.agency == reader.agency,
    )  # fmt: skip


def _suggested(each: Candidate, reach: Reach) -> SuggestedInstance:
    held = Opened(each.row, each.body, reach.depth_of(each.row.terms_id) or "meta")
    return SuggestedInstance(
        each.row.uid, held.title, held.kind_label, held.owner, rows.day(each.row.last_on), tuple(each.reasons)
    )


def _days(link: Joined) -> tuple[date | None, date | None]:
    stated = (link.first_on or link.last_on, link.last_on or link.first_on)
    first, last = stated if any(stated) else (link.left.first_on, link.left.last_on)
    return rows.day(first), rows.day(last)
