"""A collection as it opens to one reader now: what of it is read at all, and what of that may be given.

Statements are written by hand: a page of a thousand objects goes past Django's rows and converters, which would take
longer than everything else that a page needs.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, Self

from django.db import connection

from bowstreet.casework.sharing import agreeing, lining, models, rules
from bowstreet.formats.stix.notices import RECALL, REMARK
from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import advancing
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader

SHORT: Final = 8_000
"""Objects of so many bytes are read with them, so that a step of a thousand takes 8 MB at most."""

BYTES, IDS = "sharing_keptobject_bytes", "sharing_keptobject_id"
"""Indexes by which few objects are found in a long line."""

_SOME = 50
_COLUMNS = (
    f"coalesce(added_at, NULL), CASE WHEN size <= {SHORT} THEN {dialect.as_bytes('text')} END, terms_id, depth,"
    " record, other, coalesce(again, NULL), id, stix_id, version"
)
_LINE = "SELECT {columns} FROM sharing_keptobject {hint} WHERE {conditions} ORDER BY added_at LIMIT %s"
_OPENS = (
    "agreement_id = %s AND {opens}"
    " AND (depth = '' OR other <> '' OR (depth = 'identifiers') = ({deep}))"
)  # fmt: skip

_Marks = tuple[int, bool, str, str | None, Grade | None]


class Kept(NamedTuple):
    """An object as it stands in a collection; ``raw`` is None where its bytes were not read with it.

    ``again``: its bytes stood in line before, for whoever might see them there.
    """

    at: str | datetime
    raw: bytes | None
    terms_id: int
    depth: str
    record: str
    other: str
    again: bool
    pk: int
    id: str
    version: str

    @property
    def added_at(self) -> datetime:
        """When it came into the collection, in UTC."""
        return moment(self.at)

    @property
    def text(self) -> str:
        """Its bytes as a text; empty where they were not read."""
        return (self.raw or b"").decode()


class Line(NamedTuple):
    """A part of a collection, in the order in which it came: conditions, and the values that they ask for.

    ``by`` is the index to go by where few objects are meant: the planner would walk the whole line for them.
    """

    conditions: str
    values: tuple[Any, ...]
    by: str = ""

    def also(self, condition: str, *values: Any) -> Self:
        """Return what of it meets one more condition, written by the programmer and never by a reader."""
        told = (connection.ops.adapt_datetimefield_value(each) if isinstance(each, datetime) else each
                for each in values)  # fmt: skip
        return self._replace(conditions=f"{self.conditions} AND {condition}", values=(*self.values, *told))

    def of(self, column: str, index: str, told: Sequence[str]) -> Self:
        """Return what of it has one of some texts in a column."""
        if len(told) == 1:
            return self.also(f"{column} = %s", told[0])
        return self.also(f"{column} {dialect.IN_TEXTS}", json.dumps(told))._replace(by=index)

    def rows(self, most: int) -> list[Kept]:
        """Return the first of its objects."""
        hint = dialect.hinted(self.by) if self.by else ""
        statement = _LINE.format(columns=_COLUMNS, hint=hint, conditions=self.conditions)
        with connection.cursor() as cursor:
            cursor.execute(statement, [*self.values, most])
            return list(map(Kept._make, cursor.fetchall()))


class View:
    """A collection as it opens to one reader now."""

    def __init__(self, held: models.Agreement, reader: Reader, now: datetime) -> None:
        """Ask the gate once for all that is looked at."""
        self.held, self.reader, self.now = held, reader, now
        self.sieve, self.sets = agreeing.sieve_of(held), gate.visible(reader, now)
        self._passed: dict[_Marks, bool] = {}

    def line(self) -> Line:
        """Return what is kept under terms that open, at the depth to which they do.

        A link opens as deep as the least of three terms, which is looked at afterwards.
        """
        opens, values = gate.within("terms_id", self.sets.body | {0})
        deep, deep_values = gate.within("terms_id", self.sets.identifiers)
        line = Line(_OPENS.format(opens=opens, deep=deep), (self.held.id, *values, *deep_values))
        own = self.held.giver == self.reader.agency
        return line.also("type <> %s", RECALL).also("type <> %s", REMARK) if own else line

    def lets(self, some: Sequence[Kept]) -> list[Kept]:
        """Return of some objects those that may be given."""
        passing = {id: one for id, one in advancing.standing(ends(some)).items() if self._passes(one)}
        marks = terms.look_up({each.terms_id for each in some if each.terms_id})
        free = {id for id, (value, pending) in marks.items() if not pending and self._opens(id, value)}
        return [each for each in some if not each.terms_id or (each.terms_id in free and self._tells(each, passing))]

    def once(self, some: list[Kept]) -> list[Kept]:
        """Return of some objects those whose bytes do not stand before them for this reader."""
        again = digests([each.pk for each in some if each.again])
        if not again:
            return some
        wanted = sorted({*again.values()})
        firsts = self.lets(self.line().also("NOT again").of("digest", BYTES, wanted).rows(len(wanted)))
        told = digests([each.pk for each in firsts])
        shown = {told[each.pk]: each.added_at for each in firsts}
        return [each for each in some if not each.again or not self._stands_before(each, again[each.pk], shown)]

    def check_out(self, page: Sequence[Kept]) -> None:
        """Ask the gate once more for what is about to go out, as deep as it goes."""
        marks = {(each.terms_id, each.depth) for each in page if each.terms_id}
        for depth in (Action.BODY, Action.IDENTIFIERS):
            deep = depth is Action.IDENTIFIERS
            if asked := {id for id, to in marks if (to == "identifiers") == deep}:
                gate.check_out(self.reader, asked, depth, self.now)

    def _passes(self, one: advancing.Written) -> bool:
        """Say whether a record passes; those that are alike in all that decides it are decided once."""
        marks = one.terms_id, one.pending, one.kind, one.market, one.grade if self.sieve.grade else None
        if marks not in self._passed:
            opens = one.terms_id in self.sets.body and not one.pending
            self._passed[marks] = opens and rules.passes(self.sieve, lining.candidate(one), self.now.date())
        return self._passed[marks]

    def _opens(self, id: int, value: Terms) -> bool:
        return id in self.sets.body and rules.lets(self.sieve, value, self.now.date())

    def _tells(self, each: Kept, passing: dict[str, advancing.Written]) -> bool:
        """Say whether an object under terms that open tells of records that pass, marked as when it was kept."""
        if each.other:
            return self._joins(each, passing)
        if each.record and (each.record not in passing or passing[each.record].terms_id != each.terms_id):
            return False
        return not each.depth or (each.depth == "identifiers") == (each.terms_id in self.sets.identifiers)

    def _joins(self, each: Kept, passing: dict[str, advancing.Written]) -> bool:
        if each.record not in passing or each.other not in passing:
            return False
        marks = {each.terms_id, passing[each.record].terms_id, passing[each.other].terms_id}
        return not each.depth or (each.depth == "identifiers") == (marks <= self.sets.identifiers)

    def _stands_before(self, each: Kept, digest: str, shown: dict[str, datetime]) -> bool:
        if digest in shown:
            return shown[digest] < each.added_at
        before = line = self.line().also("digest = %s AND added_at < %s", digest, each.added_at)
        while earlier := line.rows(_SOME):
            if self.lets(earlier):
                return True
            line = before.also("added_at > %s", earlier[-1].added_at)
        return False


def whole(page: Sequence[Kept]) -> Sequence[Kept]:
    """Return objects with their bytes; what was taken away since is left out."""
    ids = [each.pk for each in page if each.raw is None]
    if not ids:
        return page
    texts = dict(models.KeptObject.objects.filter(pk__in=ids).values_list("pk", "text"))
    return [each._replace(raw=texts[each.pk].encode()) if each.pk in texts else each
            for each in page if each.raw is not None or each.pk in texts]  # fmt: skip


def digests(ids: Sequence[int]) -> dict[int, str]:
    """Return the hashes of objects' bytes."""
    return dict(models.KeptObject.objects.filter(pk__in=ids).values_list("pk", "digest")) if ids else {}


def sizes(ids: Sequence[int]) -> dict[int, int]:
    """Return how many bytes objects have that were read without them."""
    return dict(models.KeptObject.objects.filter(pk__in=ids).values_list("pk", "size")) if ids else {}


def ends(some: Sequence[Kept]) -> set[str]:
    """Return the records that some objects tell of."""
    return ({each.record for each in some} | {each.other for each in some}) - {""}


def moment(at: str | datetime) -> datetime:
    """Return a moment as SQLite or PostgreSQL holds it, in UTC.

    >>> moment("2026-03-02 09:00:00.000001").isoformat()
    '2026-03-02T09:00:00.000001+00:00'
    """
    read = datetime.fromisoformat(at) if isinstance(at, str) else at
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read
