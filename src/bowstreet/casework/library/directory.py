"""The directory of experts: who consented to be asked, as far as their records open to the reader."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bowstreet.casework.library import topics
from bowstreet.casework.library.expert_answers import Counted, ExpertCard, ExpertList
from bowstreet.casework.library.models import Entry
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets, finding, rows
from bowstreet.holdings.repository.answers import Docket
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.kinds import expert
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

VALID = timedelta(days=180)
"""So long an entry counts as verified; afterwards the expert is asked again."""

MOST = 2_000
"""So many experts are gone through, the newest; the list says when there are more."""

_NARROWING = 12


@dataclass(frozen=True)
class Listed:
    """An expert whose record opens to a reader at least to its open fields: the row and what it says."""

    row: Row
    depth: str
    body: Mapping[str, Any]
    docket: Docket
    entry: Entry | None


def experts(  # noqa: PLR0913 - the list is narrowed by all of these
    *, reader: Reader, now: datetime, q: str = "", language: str = "", country: str = "", availability: str = "",
    verified: bool = False, after: int = 0, limit: int = 50,
) -> ExpertList:  # fmt: skip
    """Return the experts in whose entries all the words stand, by name; ``verified``: without those to be asked again.

    ``after`` of them are passed over.
    """
    every, capped = all_listed(reader, now)
    cards = [card(each, reader, now) for each in every]
    wanted = topics.roots(q).keys()
    found = [each for each in cards if wanted <= _said(each).keys() and _fits(each, language, country, availability)]
    found = sorted((each for each in found if not (verified and each.stale)), key=lambda each: (each.title, each.id))
    shown = tuple(found[after : after + limit])
    mine = _own(reader, now)
    note(reader, now, "expert.list", (*shown, *(each for each in mine if each not in shown)))
    return ExpertList(
        shown, len(found), len(found) > after + limit, capped,
        _counted(value for each in cards for value in each.languages),
        _counted(value for each in cards for value in each.jurisdictions),
        next(iter(mine), None),
    )  # fmt: skip


def one(*, reader: Reader, now: datetime, id: str) -> ExpertCard:
    """Return one expert; raise ``Hidden`` for a record that does not open, is none, or whose consent there is not."""
    with denying.denied(reader, "expert.show", now):
        shown = card(listed_one(id, reader, now), reader, now)
    note(reader, now, "expert.show", (shown,))
    return shown


def own(*, reader: Reader, now: datetime) -> ExpertCard | None:
    """Return the reader's own entry, None where there is none; the look is in the ledger before it is given."""
    shown = _own(reader, now)
    if shown:
        note(reader, now, "expert.show", shown)
    return next(iter(shown), None)


def all_listed(reader: Reader, now: datetime) -> tuple[list[Listed], bool]:
    """Return every expert that opens to the reader, and whether there are more; the caller enters the look."""
    reach = reach_of(reader, now)
    ids = finding.all_of(reader, now, "", Filters(kind=(expert.KIND.code,)), MOST + 1)
    found = rows.by_ids(ids[:MOST])
    return _listed([found[id] for id in ids[:MOST]], reach, reader, now), len(ids) > MOST


def listed_one(id: str, reader: Reader, now: datetime) -> Listed:
    """Return an expert by the id of the record; raise ``Hidden`` where none of that id opens to the reader."""
    reach = reach_of(reader, now)
    row = rows.named(id, reach.sets.body)
    found = _listed([row], reach, reader, now) if row and row.kind == expert.KIND.code else []
    if not found:
        raise Hidden()
    return found[0]


def kept(id: str, reader: Reader, now: datetime) -> Listed:
    """Return an entry that the reader may verify or end: the own one, for supervisors any of the agency."""
    gate.wants_purpose(reader)
    found = listed_one(id, reader, now)
    if not card(found, reader, now).keeps:
        raise Hidden()
    return found


def card(each: Listed, reader: Reader, now: datetime) -> ExpertCard:
    """Return an expert as the reader reads the entry."""
    entry, consented = each.entry, _day(each.body["consented_on"])
    verified = max(filter(None, (consented, entry.verified_on if entry else None)))
    officer = entry.officer if entry else ""
    at_home = each.row.agency == reader.agency
    mine = at_home and officer == reader.officer
    return ExpertCard(
        each.row.uid, dockets.title(each.row, each.depth, dict(each.body), each.docket.owner), each.docket,
        _values(each, "competences"), _values(each, "languages"), _values(each, "jurisdictions"),
        _value(each, "function"), _value(each, "unit"), _value(each, "summary"),
        _values(each, "emails"), _values(each, "phones"),
        entry.availability if entry else "", consented, verified, now.date() - verified > VALID,
        mine, mine or (at_home and reader.role is Role.SUPERVISOR), bool(officer),
    )  # fmt: skip


def note(reader: Reader, now: datetime, action: str, shown: Sequence[ExpertCard], *beside: tuple[str, str]) -> None:
    """Enter a look at experts, and at records ``beside`` them as (id, agency), before it is given."""
    pairs = [*beside, *((each.id, each.docket.owner.slug) for each in shown)]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[id for id, _ in pairs],
        touched=[pair for pair in pairs if pair[1] != reader.agency],
    )  # fmt: skip


def _listed(found: Sequence[Row], reach: Reach, reader: Reader, now: datetime) -> list[Listed]:
    """Return those of some rows that open and whose expert consented, in their order, after asking the gate again."""
    open_ = [row for row in found if row.terms_id in reach.sets.body]
    dockets.check_out(reader, open_, reach, now)
    bodies, on_top = rows.bodies(open_), dockets.dockets(open_, reader, reach)
    entries = {each.record: each for each in Entry.objects.filter(record__in=[row.uid for row in open_])}
    made = []
    for row in open_:
        entry = entries.get(row.uid)
        if bodies[row.id].get("consented_on") and not (entry and entry.left_on):
            depth = reach.depth_of(row.terms_id) or "body"
            made.append(Listed(row, depth, bodies[row.id], on_top[row.id], entry))
    return made


def _own(reader: Reader, now: datetime) -> tuple[ExpertCard, ...]:
    reach = reach_of(reader, now)
    entry = Entry.objects.filter(officer=reader.officer, left_on=None).first() if reader.officer else None
    row = rows.named(entry.record, reach.sets.body) if entry else None
    return tuple(card(each, reader, now) for each in (_listed([row], reach, reader, now) if row else ()))


def _values(each: Listed, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(expert.KIND.opened(name, each.body, each.depth)))


def _value(each: Listed, name: str) -> str:
    return " ".join(_values(each, name))


def _said(each: ExpertCard) -> dict[str, str]:
    return topics.roots(" ".join((
        each.title, *each.competences, *each.languages, *each.jurisdictions, each.function, each.unit, each.summary,
        each.docket.owner.name,
    )))  # fmt: skip


def _fits(each: ExpertCard, language: str, country: str, availability: str) -> bool:
    spoken = {value.casefold() for value in each.languages}
    covered = {value.casefold() for value in each.jurisdictions}
    return (
        (not language or language.strip().casefold() in spoken)
        and (not country or country.strip().casefold() in covered)
        and availability in ("", each.availability)
    )


def _counted(values: Iterable[str]) -> tuple[Counted, ...]:
    counted = sorted(Counter(values).items(), key=lambda each: (-each[1], each[0]))
    return tuple(Counted(value, many) for value, many in counted[:_NARROWING])


def _day(text: Any) -> date:
    return date.fromisoformat(str(text))
