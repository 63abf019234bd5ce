"""Reading the ledger: one's own entries, or the whole agency's for those who oversee it. The look is an entry too."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Q

from bowstreet.holdings.ledger import cursors, entries, looking, lookups, sealing, tree, verifying
from bowstreet.holdings.ledger.answers import EntryRow, LedgerPage, Proof, TreeState, Verified
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.ledger.models import Act, Leaf, Tree
from bowstreet.holdings.ledger.recording import STORE as ACTS
from bowstreet.holdings.ledger.stores import Store
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, PurposeRefused

OVERSEERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})
WHOLE_AGENCY = OVERSEERS | {Role.SUPERVISOR}


@dataclass(frozen=True)
class _Wanted:
    """Which entries are asked for."""

    agency: str
    officer: str | None
    event: str | None
    since: datetime | None
    until: datetime | None
    limit: int
    scope: str


def page(  # noqa: PLR0913
    *,
    reader: Reader,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    event: str | None = None,
    officer: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> LedgerPage:
    """Return entries of the reader's agency, newest first; an officer who does not oversee sees the own ones."""
    allow(reader)
    if event is not None and event not in set(Event):
        raise Invalid(f"There is no event '{event[:40]}'; there are {', '.join(sorted(Event))}.")
    whose = officer if reader.role in WHOLE_AGENCY else reader.officer
    end = datetime.combine(until, time.max, UTC) if until else None
    start = datetime.combine(since, time.min, UTC) if since else None
    scope = f"ledger {reader.agency} {reader.officer}"
    wanted = _Wanted(reader.agency, whose, event, start, end, limit, scope)
    place = cursors.open_sealed(cursor, scope) if cursor else None
    looking.note(actor=reader, event=Event.LOG_READ, action="ledger.page", now=now)
    rows, following = _merged(wanted, (str(place[0]), str(place[1]), int(place[2])) if place else None)
    return LedgerPage(tuple(rows), state(reader.agency), following)


def prove(*, reader: Reader, now: datetime, number: int) -> Proof:
    """Return a sealed entry with its way to the agency's root; raise ``Hidden`` for one that is not the reader's."""
    allow(reader)
    looking.note(actor=reader, event=Event.LOG_READ, action="ledger.entry", now=now, count=1)
    leaf = Leaf.objects.filter(agency=reader.agency, place=number).first()
    entry = _entry(reader.agency, leaf.store, leaf.number) if leaf else None
    if leaf is None or entry is None:
        raise Hidden()
    row = _row(entry, leaf.place)
    if reader.role not in WHOLE_AGENCY and row.officer != reader.officer:
        raise Hidden()
    whole = Tree.objects.get(agency=reader.agency)
    leaves = Leaf.objects.filter(agency=reader.agency, place__lte=whole.size).order_by("place")
    hashes = [bytes(each) for each in leaves.values_list("hash", flat=True)]
    path, root = tree.inclusion(hashes, number - 1), bytes(whole.root)
    holds = tree.is_included(entry.leaf, number - 1, len(hashes), path, root)
    return Proof(row, len(hashes), root.hex(), tuple(each.hex() for each in path), holds)


def verify(*, reader: Reader, now: datetime) -> Verified:
    """Check the whole ledger of the reader's agency as it stood before this look, which is entered like any other."""
    allow(reader)
    found = verifying.verify_agency(reader.agency, now=now)
    looking.note(actor=reader, event=Event.LOG_READ, action="ledger.verify", now=now)
    return found


def state(agency: str) -> TreeState:
    """Return how the agency's tree stands."""
    row = Tree.objects.filter(agency=agency).first()
    check = verifying.last_check(agency)
    with lookups.reading() as store:
        entered = lookups.head(store, agency)[0]
    acted = Act.objects.filter(agency=agency).order_by("-number").values_list("number", flat=True).first() or 0
    size = row.size if row else 0
    return TreeState(
        agency=agency,
        size=size,
        unsealed=entered + acted - size,
        root=bytes(row.root).hex() if row else tree.EMPTY.hex(),
        sealed_at=row.sealed_at if row else None,
        unbroken=check.unbroken if check else None,
        checked_at=check.at if check else None,
        first_broken=(check.first_broken or None) if check else None,
    )


def allow(reader: Reader) -> None:
    """Raise ``Hidden`` for a reader without a ledger, ``PurposeRefused`` for a purpose that does not fit the role."""
    if not reader.mfa or reader.suspended or reader.role not in LEA_ROLES | OVERSEERS:
        raise Hidden()
    oversees = reader.purpose is Purpose.DATA_PROTECTION_CONTROL
    if reader.purpose is None or oversees != (reader.role in OVERSEERS):
        raise PurposeRefused()


_Place = tuple[str, str, int]
"""The entry before which to go on: moment, store, own number."""


def _merged(wanted: _Wanted, place: _Place | None) -> tuple[list[EntryRow], str | None]:
    with lookups.reading() as store:
        found = [*_acts(wanted, place), *_looks(store, wanted, place)]
    together = sorted(found, key=lambda each: (each.at, each.store, each.number), reverse=True)
    shown = together[: wanted.limit]
    places = _places(wanted.agency, shown)
    rows = [_row(each, places.get((each.store, each.number))) for each in shown]
    if len(together) <= wanted.limit:
        return rows, None
    last = shown[-1]
    return rows, cursors.seal([entries.stamp(last.at), last.store, last.number], wanted.scope)


def _acts(wanted: _Wanted, place: _Place | None) -> list[entries.Entry]:
    rows = Act.objects.filter(agency=wanted.agency)
    if place is not None:
        moment = datetime.fromisoformat(place[0])
        same = Q(at=moment, number__lt=place[2]) if place[1] == ACTS else Q(at=moment)
        rows = rows.filter(Q(at__lt=moment) | same)
    for name, value in (("at__gte", wanted.since), ("at__lte", wanted.until), ("officer", wanted.officer),
                        ("event", wanted.event)):  # fmt: skip
        if value is not None:
            rows = rows.filter(**{name: value})
    return [
        entries.Entry(ACTS, row.agency, row.number, row.at, row.body, bytes(row.salt), bytes(row.chain))
        for row in rows.order_by("-at", "-number")[: wanted.limit + 1]
    ]


def _looks(store: Store, wanted: _Wanted, place: _Place | None) -> list[entries.Entry]:
    clauses: list[str] = ["agency = ?"]
    values: list[str | int] = [wanted.agency]
    if place is not None:
        if place[1] == lookups.STORE:
            clauses.append("(at, number) < (?, ?)")
            values += [place[0], place[2]]
        else:
            clauses.append("at < ?")
            values.append(place[0])
    for clause, value in (
        ("at >= ?", entries.stamp(wanted.since) if wanted.since else None),
        ("at <= ?", entries.stamp(wanted.until) if wanted.until else None),
        ("officer = ?", wanted.officer),
        ("event = ?", wanted.event),
    ):
        if value is not None:
            clauses.append(clause)
            values.append(value)
    rows = store.execute(
        f"SELECT number, at, body, salt, chain FROM entry WHERE {' AND '.join(clauses)}"  # noqa: S608
        " ORDER BY at DESC, number DESC LIMIT ?",
        (*values, wanted.limit + 1),
    )
    return [
        entries.Entry(lookups.STORE, wanted.agency, number, datetime.fromisoformat(at), body, bytes(salt), bytes(chain))
        for number, at, body, salt, chain in rows
    ]


def _places(agency: str, shown: list[entries.Entry]) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for name in (ACTS, lookups.STORE):
        numbers = [each.number for each in shown if each.store == name]
        for number, place in Leaf.objects.filter(agency=agency, store=name, number__in=numbers).values_list(
            "number", "place"
        ):
            found[name, number] = place
    return found


def _entry(agency: str, name: str, number: int) -> entries.Entry | None:
    if name == ACTS:
        some = sealing.acts_of(agency, number - 1, 1)
    else:
        with lookups.reading() as store:
            some = lookups.entries_of(store, agency, number - 1, 1)
    return some[0] if some and some[0].number == number else None


def _row(entry: entries.Entry, place: int | None) -> EntryRow:
    fields = entry.fields
    return EntryRow(
        store=entry.store,
        own_number=entry.number,
        number=place,
        at=entry.at,
        event=fields["event"],
        action=fields["action"],
        officer=fields["actor"],
        agency=fields["actor_agency"],
        role=fields["role"],
        purpose=fields["purpose"],
        case=fields.get("case", ""),
        records=tuple(fields["records"]),
        count=fields["count"],
        result=fields["result"],
        recipients=tuple(fields["recipients"]),
        leaf=entry.leaf.hex(),
        session=fields.get("session", ""),
    )
