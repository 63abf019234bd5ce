"""What leaves read out of the tables: records in their versions, the links and judgements between them, their files.

Nothing is decided here: whoever asks has asked the gate which terms let a thing pass.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import choosing, citing, dockets, elsewhere, rows
from bowstreet.holdings.repository.answers import Docket
from bowstreet.holdings.repository.judged import Said
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import ceilings, opening
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Kind
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

LARGEST = 256_000_000
"""So many signs may the bodies have that are read together."""

_STEP = 500
_VERSIONS = (
    "SELECT v.record_id, v.number, v.at, v.particulars_id, v.first_on, v.last_on, v.body, v.told,"
    " (SELECT f.told FROM repository_version f WHERE f.record_id = v.record_id AND f.number = 1)"
    " FROM {listed} CROSS JOIN repository_version v WHERE v.record_id = {record} AND {number}"
    " ORDER BY v.number, v.record_id"
)
_LINKS = (
    "SELECT k.left_id, k.type, k.right_id, k.terms_id, k.agency, k.basis, k.grade, k.first_on, k.last_on, k.cites,"
    " k.uid FROM repository_link k WHERE k.left_id {among} AND k.right_id {among} AND {opens}"
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
    format carries. ``asking`` counts by agency the records that its owner would have to release, ``givers`` by name
    those that whoever gave them would, ``above`` those that lie over the ceiling. ``depths`` says of each record by its
    id to which depth it leaves.
    """

    records: list[LeavingVersion] = field(default_factory=list)
    links: list[LinkOut] = field(default_factory=list)
    judgements: list[JudgementOut] = field(default_factory=list)
    withheld: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    asking: Counter[str] = field(default_factory=Counter)
    givers: Counter[str] = field(default_factory=Counter)
    above: int = 0
    depths: dict[str, str] = field(default_factory=dict)


class Cut(NamedTuple):
    """Who takes out what: all that was chosen, what of it leaves, and by id the terms whose marks let a thing pass.

    ``part`` is what of the chosen is read now. What joins two records is read with the one that comes later.
    """

    reader: Reader
    reach: Reach
    chosen: Mapping[int, Row]
    going: Mapping[int, Row]
    passing: Mapping[int, Terms]
    part: Mapping[int, Row]

    def comes_with(self, left: int, right: int) -> bool:
        """Say whether what joins two records is read now."""
        return max(left, right, key=lambda end: self.chosen[end].uid) in self.part

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


def put_records(made: Leaves, cut: Cut, history: bool) -> None:
    """Put the records that leave, each with all its versions or as it stands; raise ``TooLarge``."""
    signs, everything = 0, [row for id, row in cut.part.items() if id in cut.going]
    for first in range(0, len(everything), _STEP):
        step = everything[first : first + _STEP]
        for _, group in groupby(_stood(step, history), key=lambda each: each.number if history else 0):
            stood = list(group)
            signs += sum(len(each.body) for each in stood)
            if signs > LARGEST:
                raise TooLarge()
            _put_versions(made, stood, cut)
    made.records.sort(key=lambda each: (each.id, each.version))


def _stood(step: Sequence[Row], history: bool) -> list[_Stood]:
    number = f"v.number {'<=' if history else '='} {dialect.number(1)}"
    statement = _VERSIONS.format(listed=dialect.LISTED, record=dialect.number(0), number=number)
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps([(row.id, row.version) for row in step])])
        return [_Stood._make(each) for each in cursor.fetchall()]


def _put_versions(made: Leaves, stood: Sequence[_Stood], cut: Cut) -> None:
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
                    one, value=kind.shown(each.name, one.value, body, depth),
                    source=opening.said(one.source, opening.OF_DEPTH[depth], names),
                ).plain()
                for one in kind.statements(body, each.name)
            ]  # fmt: skip
        elif held is not None:
            shown[each.name] = kind.shown(each.name, held, body, depth) if isinstance(held, str) else held
    return shown, tuple(masked)


def put_links(made: Leaves, cut: Cut) -> None:
    """Put the links between what leaves whose own marks let them, and count the others that the reader may see."""
    opens, opens_with = gate.within("k.terms_id", cut.reach.sets.body)
    every, part = choosing.numbers(cut.chosen.values()), choosing.numbers(cut.part.values())
    statement = _LINKS.format(among=dialect.IN_NUMBERS, opens=opens)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({statement} UNION {statement}) k ORDER BY uid",  # noqa: S608
            [part, every, *opens_with, every, part, *opens_with],
        )
        found = [each[:-1] for each in cursor.fetchall() if cut.comes_with(each[0], each[2])]
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


def put_judgements(made: Leaves, cut: Cut, said: Sequence[Said]) -> None:
    """Put the judgements among some whose own marks let them, and count the others."""
    found = [each for each in said if cut.comes_with(*each.pair)]
    bodies = cut.bodies({end for each in found for end in each.pair})
    for each in found:
        if not cut.passes(*each.pair, each.terms_id):
            made.withheld[f"judgement.{each.verdict}"] += 1
            continue
        ends = [(cut.going[end], bodies[end]) for end in each.pair]
        lines_said = (each.note, *(each.cites.split("\n") if each.cites else ()))
        lines = dockets.written(
            [line for line in lines_said if line], (each.agency, each.terms_id), ends, cut.reader, cut.reach
        )
        lines = citing.told(lines, cut.reader, cut.reach)
        made.judgements.append(
            JudgementOut(
                cut.going[each.left].uid, cut.going[each.right].uid, Verdict(each.verdict), "\n".join(lines),
                each.agency, each.at, each.terms_id,
            )
        )  # fmt: skip


def count_files(made: Leaves, cut: Cut) -> None:
    """Count the files of the records that leave."""
    going = [row for id, row in cut.part.items() if id in cut.going]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.kind, count(*) FROM repository_attachment a JOIN repository_record r ON r.id = a.record_id"  # noqa: S608
            f" WHERE a.record_id {dialect.IN_NUMBERS} AND a.removed_at IS NULL GROUP BY 1",
            [choosing.numbers(going)],
        )
        made.files.update({f"{kind}.files": int(n) for kind, n in cursor.fetchall()})
