"""What of chosen records may leave: decided by the gate, cut to the depths that open, under a ceiling of marks.

Nothing here goes out by itself and nothing is entered: the act that takes it out does both. All that is counted is
counted over what the reader may see.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import choosing, dockets, elsewhere, judged, rows
from bowstreet.holdings.repository.answers import Docket
from bowstreet.holdings.repository.choosing import MOST, Chosen, TooMany
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import ceilings, opening
from bowstreet.vocabulary.ceilings import NO_CEILING, Ceiling
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Kind
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

LARGEST = 256_000_000
"""So many signs may the bodies have that leave together."""

_STEP = 500
_VERSIONS = (
    "SELECT v.record_id, v.number, v.at, v.particulars_id, v.first_on, v.last_on, v.body, v.told,"
    " (SELECT f.told FROM repository_version f WHERE f.record_id = v.record_id AND f.number = 1)"
    " FROM {listed} CROSS JOIN repository_version v WHERE v.record_id = {record} AND {number}"
    " ORDER BY v.number, v.record_id"
)
_LINKS = (
    "SELECT k.left_id, k.type, k.right_id, k.terms_id, k.agency, k.basis, k.grade, k.first_on, k.last_on, k.cites"
    " FROM repository_link k WHERE k.left_id {among} AND k.right_id {among} AND {opens} ORDER BY k.uid"
)
_ONE_SIDE = (
    "SELECT o.uid FROM repository_record r JOIN {table} k ON k.{near}_id = r.id"
    " JOIN repository_record o ON o.id = k.{far}_id WHERE r.uid {named}"
)
_SIDES = (("left", "right"), ("right", "left"))
_BESIDE = " UNION ".join(
    _ONE_SIDE.format(table=f"repository_{joined}", near=near, far=far, named=dialect.IN_TEXTS)
    for joined in ("link", "judgement")
    for near, far in _SIDES
)


class TooLarge(Refusal):
    """Records that hold more text together than is taken out at once."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say how much is taken."""
        super().__init__("These records hold too much text to be taken out at once. Take them out in several parts.")


@dataclass(frozen=True)
class LeavingVersion:
    """A record in one version as it may leave; ``masked`` names the fields that stay behind."""

    id: str
    kind: str
    title: str
    version: int
    created_at: datetime
    modified_at: datetime
    owner: str
    owner_name: str
    envelope: Envelope
    body: Mapping[str, Any]
    first_seen: date | None
    last_seen: date | None
    masked: tuple[str, ...]


@dataclass(frozen=True)
class LinkOut:
    """A link between two records that leave."""

    left: str
    type: LinkType
    right: str
    basis: Basis
    first_seen: date | None
    last_seen: date | None
    grade: Grade
    by: str
    evidence: tuple[str, ...]
    terms_id: int


@dataclass(frozen=True)
class JudgementOut:
    """What an agency holds of two records that leave."""

    left: str
    right: str
    verdict: Verdict
    ground: str
    by: str
    at: datetime
    terms_id: int


@dataclass
class Leaves:
    """What may leave of a choice, and what of it stays behind.

    ``withheld`` counts parts in the form ``sort.property`` that may not leave, ``files`` the files of each kind that no
    format carries. ``asking`` counts by agency the records that its owner would have to release, ``above`` those that
    lie over the ceiling. ``depths`` says of each record by its id to which depth it leaves.
    """

    records: list[LeavingVersion] = field(default_factory=list)
    links: list[LinkOut] = field(default_factory=list)
    judgements: list[JudgementOut] = field(default_factory=list)
    withheld: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    asking: Counter[str] = field(default_factory=Counter)
    above: int = 0
    depths: dict[str, str] = field(default_factory=dict)


class _Cut(NamedTuple):
    """Who takes out what: all that was chosen, what of it leaves, and by id the terms whose marks let a thing pass."""

    reader: Reader
    reach: Reach
    chosen: Mapping[int, Row]
    going: Mapping[int, Row]
    passing: Mapping[int, Terms]

    def passes(self, left: int, right: int, terms_id: int) -> bool:
        """Say whether something between two records leaves with both: where their marks tell of all its own."""
        ends = [self.passing[self.going[end].terms_id] for end in (left, right) if end in self.going]
        return len(ends) > 1 and terms_id in self.passing and ceilings.is_told_by(self.passing[terms_id], ends)

    def bodies(self, wanted: set[int]) -> dict[int, dict[str, Any]]:
        """Return the bodies of those that leave."""
        return rows.bodies_of({id: self.going[id].version for id in wanted if id in self.going})


class _Stood(NamedTuple):
    """A version as it stands in the table, its body still a text."""

    record: int
    number: int
    at: Any
    particulars_id: int
    first_on: str
    last_on: str
    body: str
    told: str | None
    first: str | None


def leaves(
    *, reader: Reader, now: datetime, choice: Chosen, ceiling: Ceiling = NO_CEILING, history: bool = False
) -> Leaves:
    """Return what of a choice may leave with this reader for this purpose, and count what stays behind.

    A record leaves where its terms permit to disseminate and its body opens, to the depth that opens. ``history``: each
    with all its versions. Raise ``Hidden``, ``NothingChosen``, ``TooMany`` or ``TooLarge``.
    """
    reach = reach_of(reader, now)
    found = choosing.chosen(reader, now, choice, reach)
    free = gate.permitted(reader, Action.DISSEMINATE, now) & reach.sets.body
    passing = _under_ids(free, ceiling)
    made = Leaves()
    going: dict[int, Row] = {}
    for row in found:
        if row.terms_id in passing:
            going[row.id] = row
        else:
            made.withheld[row.kind] += 1
            made.above += row.terms_id in free
            made.asking[row.agency] += row.terms_id not in free
    made.asking = +made.asking
    made.depths = {row.uid: reach.depth_of(row.terms_id) or "body" for row in going.values()}
    _again(reader, ((row.terms_id, made.depths[row.uid]) for row in going.values()), now)
    cut = _Cut(reader, reach, {row.id: row for row in found}, going, passing)
    _put_records(made, cut, history)
    _put_links(made, cut)
    _put_judgements(made, cut)
    _count_files(made, going)
    return made


def given(*, reader: Reader, now: datetime, ids: Sequence[str], lets: Callable[[Terms], bool]) -> Leaves:
    """Return of records what opens to the reader and what their marks let leave by ``lets``; the rest is left out.

    For what an owner gives by an agreement: not the reader's right to pass on decides then, but the owner's leave.
    """
    reach = reach_of(reader, now)
    found = rows.by_uids(ids)
    passing = {id: value for id, value in terms.terms_of(reach.sets.body).items() if lets(value)}
    going = {row.id: row for row in found.values() if row.terms_id in passing}
    made = Leaves(depths={row.uid: reach.depth_of(row.terms_id) or "body" for row in going.values()})
    _as_deep(reader, ((row.terms_id, made.depths[row.uid]) for row in going.values()), now)
    cut = _Cut(reader, reach, going, going, passing)
    _put_records(made, cut, history=False)
    _put_links(made, cut)
    _put_judgements(made, cut)
    return made


def outward(*, ids: Sequence[str], to: str, deep: bool, lets: Callable[[Terms], bool]) -> Leaves:
    """Return records as the officers of another agency would get them, if they open so deep: with identifiers or not.

    For what an owner keeps ready to give. Nobody is asked here: the gate is, whenever some of it goes out.
    """
    known = terms.open_rows()
    values = terms.values(known)
    passing = {id: values[digest] for id, digest in known.items() if lets(values[digest])}
    ids_passing = frozenset(passing)
    going = {row.id: row for row in rows.by_uids(ids).values() if row.terms_id in passing}
    reach = Reach(gate.Depths(ids_passing, ids_passing, ids_passing, ids_passing if deep else frozenset()))
    made, cut = Leaves(), _Cut(Reader("", to, Role.ANALYST, None), reach, going, going, passing)
    _put_records(made, cut, history=False)
    _put_links(made, cut)
    _put_judgements(made, cut)
    return made


def beside(ids: Sequence[str], most: int) -> list[str]:
    """Return some of the records that a link or a judgement joins with those named, the youngest first."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_BESIDE} ORDER BY 1 DESC LIMIT %s", [*([json.dumps(list(ids))] * 4), most])
        return [uid for (uid,) in cursor.fetchall()]


def still(reader: Reader, depths: Mapping[str, str], now: datetime) -> None:
    """Raise ``Hidden`` unless all records might leave with this reader now, as they are marked now, as deep as then."""
    found = rows.by_uids(depths)
    if found.keys() != depths.keys():
        raise Hidden()
    _again(reader, ((row.terms_id, depths[uid]) for uid, row in found.items()), now)


def _again(reader: Reader, marks: Iterable[tuple[int, str]], now: datetime) -> None:
    """Ask the gate once more for what is about to go out: that it may leave, and that it opens so deep."""
    told = frozenset(marks)
    gate.check_out(reader, {id for id, _ in told}, Action.DISSEMINATE, now)
    _as_deep(reader, told, now)


def _as_deep(reader: Reader, marks: Iterable[tuple[int, str]], now: datetime) -> None:
    told = frozenset(marks)
    for depth in ("body", "identifiers"):
        gate.check_out(reader, {id for id, to in told if to == depth}, Action(depth), now)


def _under_ids(ids: Iterable[int], ceiling: Ceiling) -> Mapping[int, Terms]:
    return {id: value for id, value in terms.terms_of(ids).items() if ceilings.is_under(value, ceiling)}


def _put_records(made: Leaves, cut: _Cut, history: bool) -> None:
    signs, everything = 0, list(cut.going.values())
    for first in range(0, len(everything), _STEP):
        step = everything[first : first + _STEP]
        for _, group in groupby(_stood(step, history), key=lambda each: each.number if history else 0):
            stood = list(group)
            signs += sum(len(each.body) for each in stood)
            if signs > LARGEST:
                raise TooLarge()
            if len(made.records) + len(stood) > MOST:
                raise TooMany()
            _put_versions(made, stood, cut)
    made.records.sort(key=lambda each: (each.id, each.version))


def _stood(step: Sequence[Row], history: bool) -> list[_Stood]:
    number = f"v.number {'<=' if history else '='} {dialect.number(1)}"
    statement = _VERSIONS.format(listed=dialect.LISTED, record=dialect.number(0), number=number)
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps([(row.id, row.version) for row in step])])
        return [_Stood._make(each) for each in cursor.fetchall()]


def _put_versions(made: Leaves, stood: Sequence[_Stood], cut: _Cut) -> None:
    then = [cut.going[each.record]._replace(version=each.number, particulars_id=each.particulars_id) for each in stood]
    seen = dockets.dockets(then, cut.reader, cut.reach)
    for each, row in zip(stood, then, strict=True):
        kind, docket = catalogue.kind(row.kind), seen[row.id]
        depth = cut.reach.depth_of(row.terms_id) or "body"
        whole = json.loads(each.body)
        body, masked = opened(kind, whole, depth)
        made.withheld.update(f"{row.kind}.{name}" for name in masked)
        made.records.append(
            LeavingVersion(
                row.uid, row.kind, dockets.title(row, depth, whole, docket.owner), each.number,
                *elsewhere.times(row.recorded_at, rows.moment(each.at), each.first, each.told),
                row.agency, docket.owner.name, _envelope(docket, made), body,
                rows.day(each.first_on), rows.day(each.last_on), masked,
            )
        )  # fmt: skip


def _envelope(docket: Docket, made: Leaves) -> Envelope:
    """Return the envelope as it leaves: officers are named to their own agency alone, also by its own export."""
    told, marked = docket.particulars, docket.terms
    made.withheld.update(f"envelope.{name}" for name in sorted(opening.OFFICERS) if getattr(told, name))
    setters = [each.set_by for each in marked.restrictions if each.set_by]
    made.withheld.update(["envelope.restrictions.set_by"] * len(setters))
    unnamed = tuple(replace(each, set_by="") for each in marked.restrictions)
    return Envelope(replace(marked, restrictions=unnamed), replace(told, responsible_officer="", author=""))


def opened(kind: Kind, body: Mapping[str, Any], depth: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return of a body what opens to a depth, and the names of the fields that do not; free text is masked."""
    if depth == "identifiers":
        return dict(body), ()
    names = kind.hidden(body)
    shown: dict[str, Any] = {}
    masked = []
    for each in kind.fields:
        held = body.get(each.name)
        if held is not None and each.depth is Depth.IDENTIFYING:
            masked.append(each.name)
        elif held is not None and each.many:
            shown[each.name] = [
                replace(
                    one, value=kind.masked(each.name, one.value, body),
                    source=opening.said(one.source, opening.OF_DEPTH[depth], names),
                ).plain()
                for one in kind.statements(body, each.name)
            ]  # fmt: skip
        elif held is not None:
            shown[each.name] = kind.masked(each.name, held, body) if isinstance(held, str) else held
    return shown, tuple(masked)


def _put_links(made: Leaves, cut: _Cut) -> None:
    """Put the links between what leaves whose own marks let them, and count the others that the reader may see."""
    opens, opens_with = gate.within("k.terms_id", cut.reach.sets.body)
    among = choosing.numbers(cut.chosen.values())
    with connection.cursor() as cursor:
        cursor.execute(
            _LINKS.format(among=dialect.IN_NUMBERS, opens=opens), [among, among, *opens_with]
        )  # fmt: skip
        found = cursor.fetchall()
    bodies = cut.bodies({end for each in found for end in (each[0], each[2])})
    for left, type, right, terms_id, agency, basis, grade, first, last, cites in found:
        if not cut.passes(left, right, terms_id):
            made.withheld[f"link.{type}"] += 1
            continue
        ends = [(cut.going[each], bodies[each]) for each in (left, right)]
        lines = dockets.written(cites.split("\n") if cites else (), (agency, terms_id), ends, cut.reader, cut.reach)
        made.links.append(
            LinkOut(
                cut.going[left].uid, LinkType(type), cut.going[right].uid, Basis(basis), rows.day(first),
                rows.day(last), Grade.read(grade), agency, lines, terms_id,
            )
        )  # fmt: skip


def _put_judgements(made: Leaves, cut: _Cut) -> None:
    found = judged.among(set(cut.chosen), cut.reach)
    bodies = cut.bodies({end for each in found for end in each.pair})
    for each in found:
        if not cut.passes(*each.pair, each.terms_id):
            made.withheld[f"judgement.{each.verdict}"] += 1
            continue
        ends = [(cut.going[end], bodies[end]) for end in each.pair]
        said = (each.note, *(each.cites.split("\n") if each.cites else ()))
        lines = dockets.written(
            [line for line in said if line], (each.agency, each.terms_id), ends, cut.reader, cut.reach
        )
        made.judgements.append(
            JudgementOut(
                cut.going[each.left].uid, cut.going[each.right].uid, Verdict(each.verdict), "\n".join(lines),
                each.agency, each.at, each.terms_id,
            )
        )  # fmt: skip


def _count_files(made: Leaves, going: Mapping[int, Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.kind, count(*) FROM repository_attachment a JOIN repository_record r ON r.id = a.record_id"  # noqa: S608
            f" WHERE a.record_id {dialect.IN_NUMBERS} AND a.removed_at IS NULL GROUP BY 1",
            [choosing.numbers(going.values())],
        )
        made.files.update({f"{kind}.files": int(n) for kind, n in cursor.fetchall()})
