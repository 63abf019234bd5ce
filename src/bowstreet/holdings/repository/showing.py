"""One record as a reader may see it, its history, and the same for a named colleague."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from bowstreet.holdings.agencies import queries, sessions
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import explaining, gate, terms
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import (
    attaching,
    comparing,
    crediting,
    denying,
    dockets,
    elsewhere,
    linking,
    models,
    releasing,
    rows,
    sharing,
    valuing,
)
from bowstreet.holdings.repository.answers import Docket, Reason, RecordView, Step, VersionRow
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.standing import Standing, stood
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal

MOST_VERSIONS = 50


NOT_OF_PAST = ("shared selectors", "how common a selector is", "tickets", "links taken back since")
"""What is told of the records as they stand alone, and of no past day."""


@dataclass(frozen=True)
class ViewedAs(RecordView):
    """A record as a colleague sees it; ``why`` speaks of the colleague, whose name is ``colleague``."""

    colleague: str = ""


def show(
    *, reader: Reader, now: datetime, id: str, as_of: date | None = None, version: int | None = None
) -> RecordView:
    """Return all that the reader may see of one record; the look is in the ledger before it is given.

    ``as_of`` shows the version of the end of that day, ``version`` the one of that number, each with the links and
    files that stood then; a day that is not over is today. Who may see it is decided by the terms of today. Raise
    ``Hidden`` where there was none.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "record.show", now):
        row = visible_row(id, reach)
        view = _view(row, reach, reader, now, _stood(row, as_of, version, now), as_of)
        dockets.check_out(reader, [row], reach, now)
    _note(reader, "record.show", [row], view, now)
    return view


class NotForTheColleague(Refusal):
    """A colleague to whom the record does not open for the asker's purpose."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Your colleague sees nothing of this record under your purpose.")


class NotAColleague(Refusal):
    """A name that is no officer of the asker's agency: the same sentence for a foreign one and for none."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You may view as officers of your own agency.")


def view_as(*, reader: Reader, now: datetime, id: str, officer: str) -> ViewedAs:
    """Return the record as a named colleague would see it, never more than the asker; an entry in the ledger.

    For supervisors; to everybody else there is no such look. ``officer`` is the sign-in name of somebody of the asker's
    agency. The colleague's view is for the asker's purpose where the colleague's role may use it; raise
    ``NotForTheColleague`` where that opens nothing, ``NotAColleague`` for any other name. A refusal is an entry too.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "record.view_as", now, NotAColleague, NotForTheColleague):
        if reader.role is not Role.SUPERVISOR:
            raise Hidden()
        row = visible_row(id, reach)
        other = _colleague(reader, officer, now)
        both = _both(reach, reach_of(other, now))
        if both.depth_of(row.terms_id) is None:
            raise NotForTheColleague()
        view = _view(row, both, other, now, stood(row))
        dockets.check_out(reader, [row], both, now)
        dockets.check_out(other, [row], both, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="record.view_as", now=now, records=[row.uid],
        reason=f"As {other.officer}", touched=_touched(reader, [row]),
    )  # fmt: skip
    why = tuple(replace(each, sentence=explaining.of_another(each.sentence)) for each in view.why)
    return ViewedAs(**{**vars(view), "why": why, "colleague": other.name})


def visible_row(id: str, reach: Reach) -> Row:
    """Return the row of a record that opens at least to its docket, by id or short id; raise ``Hidden`` for others."""
    row = rows.named(id, reach.sets.meta | reach.sets.body | reach.sets.identifiers)
    if row is None:
        raise Hidden()
    return row


def _view(
    row: Row, reach: Reach, reader: Reader, now: datetime, standing: Standing, as_of: date | None = None
) -> RecordView:
    depth = reach.depth_of(row.terms_id) or "meta"
    kind = catalogue.kind(row.kind)
    body = body_of(row, standing.number, depth)
    docket = _docket_of(row, standing, reader, reach)
    open_market = kind.market(body) if body else None
    spread = _not_counted if standing.until else partial(sharing.spread, reach=reach)
    values, masked = (
        valuing.values(kind, body, depth, spread, docket.particulars, _imports(row, standing, reader))
        if body is not None
        else ((), valuing.all_labels(kind))
    )
    links, links_total = linking.links(row, reach, reader, now, standing.until) if depth != "meta" else ((), 0)
    versions = _versions(row, reader, depth, docket.owner, standing.number)
    is_newest = standing.until is None
    return RecordView(
        id=row.uid,
        short=row.uid[-8:],
        kind=row.kind,
        kind_label=kind.label,
        icon=kind.icon,
        title=dockets.title(row, depth, body, docket.owner),
        market=open_market,
        market_label=markets.label(open_market) if open_market else None,
        docket=docket,
        depth=depth,
        values=values,
        masked=masked,
        links=links,
        links_total=links_total,
        shared=sharing.groups(row.id, reach, reader, now) if depth != "meta" and is_newest else (),
        first_seen=rows.day(standing.first_on) if depth != "meta" else None,
        last_seen=rows.day(standing.last_on) if depth != "meta" else None,
        versions=versions[:MOST_VERSIONS],
        version=standing.number,
        versions_total=len(versions),
        as_of=as_of,
        recorded_at=row.recorded_at,
        changed_at=versions[0].at,
        why=_why(reader, row, now),
        may=_may(row, reader, now) if is_newest and as_of is None else frozenset(),
        attachments=attaching.attachments(row, depth, standing.until),
        not_shown=() if is_newest else NOT_OF_PAST,
    )


def _stood(row: Row, as_of: date | None, version: int | None, now: datetime) -> Standing:
    """Return a record as it stood; by a day that is not over its last version stands as it does today."""
    then = stood(row, as_of, version)
    is_today = then.number == row.version and then.until is not None and then.until > now
    return replace(then, until=None) if is_today else then


def body_of(row: Row, number: int, depth: str) -> dict[str, object] | None:
    """Return the body of a version, None where the record opens to its docket alone."""
    return rows.body_of(row.id, number) if depth != "meta" else None


def _docket_of(row: Row, standing: Standing, reader: Reader, reach: Reach) -> Docket:
    """Return the docket of a record with the terms of today, which decide, and the particulars of the version shown."""
    then = row._replace(version=standing.number, particulars_id=standing.particulars_id)
    return dockets.dockets([then], reader, reach)[row.id]


def _versions(
    row: Row, reader: Reader, depth: str, owner: AgencyCard, upto: int | None = None
) -> tuple[VersionRow, ...]:
    """Return the versions, newest first; who and what for the owner's officers, what alone where the body opens."""
    found = list(
        models.Version.objects.filter(record_id=row.id, number__lte=upto or row.version)
        .order_by("-number")
        .values_list("number", "at", "by", "what", "told")
    )
    own = reader.agency == row.agency
    names = queries.officer_names(each[2] for each in found) if own else {}
    return tuple(
        VersionRow(
            number, at, elsewhere.by(told, names.get(by, "")) if own else owner.name,
            crediting.told(elsewhere.what(what, told), own) if own or depth != "meta" else "",
        )
        for number, at, by, what, told in found
    )  # fmt: skip


def _not_counted(pairs: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], sharing.Spread]:
    """Count no selector: how far each is spread is known of the records as they stand alone."""
    return {}


def _imports(row: Row, standing: Standing, reader: Reader) -> valuing.Imports:
    """Return what names the imports of values; officers of other agencies learn no more than that it was one."""
    if reader.agency != row.agency:
        return lambda pairs: dict.fromkeys(comparing.imports_of(row, standing.number, pairs), valuing.FOREIGN)
    return partial(comparing.imports_of, row, standing.number)


def steps(row: Row, reader: Reader, depth: str, owner: AgencyCard) -> tuple[Step, ...]:
    """Return the versions, newest first, each with what it changed as far as the record opens."""
    kind, own = catalogue.kind(row.kind), reader.agency == row.agency
    told = {each.number: each for each in _versions(row, reader, depth, owner)}
    versions = list(models.Version.objects.filter(record_id=row.id, number__lte=row.version).order_by("number"))
    marked = comparing.envelopes(versions) if own else {}
    changed = {now.number: comparing.changes(kind, former, now, depth) for former, now in pairwise(versions)}
    return tuple(
        Step(number, each.at, each.by, each.what, changed.get(number, ()), marked.get(number, ()))
        for number, each in told.items()
    )


def _may(row: Row, reader: Reader, now: datetime) -> frozenset[str]:
    """Return what this reader may do with a record beside reading it."""
    acts = (Action.EDIT, Action.REMARK, Action.LINK)
    may = frozenset(each.value for each in acts if row.terms_id in gate.permitted(reader, each, now))
    return may | {"ask"} if releasing.askable(reader, row, now) else may


def _why(reader: Reader, row: Row, now: datetime) -> tuple[Reason, ...]:
    whole, _ = terms.decisive([row.terms_id])[row.terms_id]
    return tuple(Reason(line.sentence, line.allowed, line.clause) for line in explaining.reasons(reader, whole, now))


def _note(reader: Reader, action: str, found: Sequence[Row], view: RecordView | None, now: datetime) -> None:
    beside = {other.id: other.owner.slug for group in view.shared for other in group.others} if view else {}
    linked = {link.other: link.owner.slug for link in view.links} if view else {}
    others = [(uid, owner) for uid, owner in {**linked, **beside}.items() if owner != reader.agency]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now,
        records=[*(row.uid for row in found), *dict.fromkeys((*linked, *beside))], count=len(found),
        touched=[*_touched(reader, found), *others],
    )  # fmt: skip


def _touched(reader: Reader, found: Sequence[Row]) -> list[tuple[str, str]]:
    return [(row.uid, row.agency) for row in found if row.agency != reader.agency]


def _colleague(reader: Reader, login: str, now: datetime) -> Reader:
    """Return the reader that a colleague would be; raise ``NotAColleague`` for any other name."""
    try:
        found = queries.officer_of_login(login.strip())
    except LookupError:
        raise NotAColleague() from None
    if found.agency.slug != reader.agency:
        raise NotAColleague()
    usable = reader.purpose if reader.purpose and sessions.may_use(Role(found.role), reader.purpose) else None
    other = sessions.reader_for(
        officer_id=found.id, purpose=usable, case=reader.case, reason=None, session=reader.session, mfa=True, now=now
    )
    if other is None or usable is None:
        raise NotForTheColleague()
    return other


def _both(one: Reach, other: Reach) -> Reach:
    """Return the reach that two readers have in common."""
    return Reach(
        gate.Depths(
            one.sets.discover & other.sets.discover,
            one.sets.meta & other.sets.meta,
            one.sets.body & other.sets.body,
            one.sets.identifiers & other.sets.identifiers,
        )
    )
