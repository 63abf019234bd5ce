"""An import taken back: at once out of sight, then erased, and what it added elsewhere taken out by a new version.

Records that it made leave number, date and ground. What it says here of others' work on it is what the reader sees;
what the reader does not see does not stand in the way. A judgement or link of that sort stays and points to a record
that was erased; a colleague's draft or proposed change of it quotes it, and is erased with it.
"""

import hashlib
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.repository import composing, drafting, merging, models, rows, writing
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary.handling import Action, State
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader

SLICE = 50
SLICE_SECONDS = 0.1
TAKEN_BACK = "Taken back with its intake"
Rows = tuple[str, str]
NO_ROWS: Rows = ("~", "")
GONE = "Row {row} of an intake that was taken back"
"""The source of a value that an officer confirmed and that was read from a row which is gone."""

_ROW = re.compile(r"observation:[^/\s]+/(?P<import_id>[^/\s]+)/(?P<row>\d+)")
CHANGED_BACK = "What an intake added was taken back"

_KINDS = (
    f"SELECT r.kind, count(*) FROM repository_record r WHERE r.terms_id {dialect.IN_NUMBERS}"  # noqa: S608
    " GROUP BY r.kind ORDER BY r.kind"
)
_LINKS = f"SELECT count(*) FROM repository_link r WHERE r.terms_id {dialect.IN_NUMBERS}"  # noqa: S608
_AMENDED = (
    "SELECT count(*) FROM repository_mention m JOIN repository_record r ON r.id = m.record_id"  # noqa: S608
    f" WHERE m.act = %s AND r.terms_id {dialect.IN_NUMBERS}"
)
_STATED_AGAIN = (
    "FROM repository_record r JOIN repository_mention o ON o.record_id = r.id"
    " AND o.act != %s LEFT JOIN repository_mention m ON m.record_id = r.id AND m.act = %s"
    f" WHERE (m.id IS NULL OR o.id > m.id) AND (m.id IS NOT NULL OR r.terms_id {dialect.IN_NUMBERS})"
    f" AND r.terms_id {dialect.IN_NUMBERS}"
)
_EDITED = (
    "SELECT DISTINCT r.id FROM repository_version v JOIN repository_version f ON f.record_id = v.record_id"  # noqa: S608
    " AND f.number = 1 AND f.act = %s JOIN repository_record r ON r.id = v.record_id"
    f" WHERE v.act = '' AND r.terms_id {dialect.IN_NUMBERS}"
)
"""Edits by officers are acts without a name; those of imports have theirs, and keep it when they are taken back.

Records are told by the import of their first version: with another envelope they stand under its twins no more. Which
of them are other than imports left them, ``_is_edited`` says.
"""

_JUDGED = (
    "SELECT count(DISTINCT j.id) FROM repository_judgement j"  # noqa: S608
    " JOIN repository_record r ON r.id IN (j.left_id, j.right_id)"
    f" WHERE j.terms_id {dialect.IN_NUMBERS} AND r.terms_id {dialect.IN_NUMBERS} AND j.verdict <> '{Verdict.UNSURE}'"
    " AND NOT EXISTS (SELECT 1 FROM repository_judgement n WHERE n.left_id = j.left_id AND n.right_id = j.right_id"
    f" AND n.agency = j.agency AND n.id > j.id AND n.terms_id {dialect.IN_NUMBERS})"
)
"""Judgements that join or part, where no later one of the agency that the reader sees has taken their place."""

_LINKED = (
    "SELECT count(DISTINCT l.id) FROM repository_link l JOIN repository_record r ON r.id IN (l.left_id, l.right_id)"  # noqa: S608
    f" WHERE l.terms_id {dialect.IN_NUMBERS} AND NOT l.terms_id {dialect.IN_NUMBERS}"
    " AND NOT EXISTS (SELECT 1 FROM repository_twin t WHERE t.terms_id = l.terms_id)"
    f" AND r.terms_id {dialect.IN_NUMBERS}"
)
_ATTACHED = (
    f"SELECT count(*) FROM repository_attachment a WHERE a.removed_at IS NULL AND a.terms_id {dialect.IN_NUMBERS}"  # noqa: S608
)
_DRAFTED = (
    "SELECT count(*) FROM repository_draft d JOIN repository_record r ON r.uid = d.record"  # noqa: S608
    f" WHERE d.officer = %s AND d.agency = %s AND d.state = 'open' AND r.terms_id {dialect.IN_NUMBERS}"
)
_PROPOSED = (
    "SELECT count(*) FROM repository_proposed p JOIN repository_record r ON r.uid = p.record"  # noqa: S608
    f" WHERE p.agency = %s AND p.state = 'waiting' AND r.terms_id {dialect.IN_NUMBERS}"
)
_EMPTIED = (
    "UPDATE repository_record SET version = version + 1, terms_id = %s, key_hash = %s, market = NULL, products = '',"
    " first_on = '', last_on = '', changed_at = %s, changed_by = %s WHERE id = %s"
)
_FORGOTTEN = (
    "UPDATE repository_version SET body = '{}', first_on = '', last_on = '', told = NULL, terms_id = %s"
    " WHERE record_id = %s"
)
_GROUND = (
    "INSERT INTO repository_version (record_id, number, at, by, act, what, terms_id, particulars_id, body, first_on,"
    " last_on) SELECT id, version, changed_at, changed_by, %s, %s, terms_id, particulars_id, '{}', '', ''"
    " FROM repository_record WHERE id = %s"
)


class _Step(NamedTuple):
    """What a version says of itself: by which act (empty: by an officer), its body as text, its envelope."""

    act: str
    body: str
    terms_id: int
    particulars_id: int


@dataclass(frozen=True)
class Weighed:
    """What goes with an import, as far as the reader sees it, and what others built on it.

    ``kinds`` are (kind, records); ``amended`` counts records known before from which something is taken out.
    ``later`` are the imports after it that speak of the ``stated_again`` records;
    ``drafted`` are the reader's own drafts of changes to its records: a colleague's are the colleague's alone.
    """

    kinds: tuple[tuple[str, int], ...]
    links: int
    amended: int
    stated_again: int
    later: tuple[str, ...]
    edited: int
    judged: int
    linked: int
    attached: int
    drafted: int
    proposed: int

    @property
    def records(self) -> int:
        """How many records go."""
        return sum(count for _, count in self.kinds)


def weigh(*, reader: Reader, act: str, now: datetime) -> Weighed:
    """Return what taking an import back would take, counted by what the reader may see."""
    seen = gate.visible(reader, now)
    twins = frozenset(models.Twin.objects.filter(act=act, agency=reader.agency).values_list("terms_id", flat=True))
    mine, meta, body = (_list(each) for each in (twins & seen.meta, seen.meta, seen.body))
    edit = gate.permitted(reader, Action.IDENTIFIERS, now) & gate.permitted(reader, Action.EDIT, now)
    within, writable = _list(twins & seen.body), _list(twins & edit)
    with connection.cursor() as cursor:

        def count(question: str, *values: str) -> int:
            cursor.execute(question, values)
            return int(cursor.fetchone()[0])

        cursor.execute(
            f"SELECT DISTINCT o.act {_STATED_AGAIN} ORDER BY o.act",
            [act, act, mine, meta],
        )
        again = tuple(each for (each,) in cursor.fetchall())
        cursor.execute(_KINDS, [mine])
        return Weighed(
            tuple((str(kind), int(number)) for kind, number in cursor.fetchall()),
            links=count(_LINKS, mine),
            amended=count(_AMENDED, act, meta),
            stated_again=count(f"SELECT count(DISTINCT r.id) {_STATED_AGAIN}", act, act, mine, meta),
            later=again,
            edited=_count_edited(cursor, act, meta),
            judged=count(_JUDGED, body, mine, body),
            linked=count(_LINKED, body, mine, mine),
            attached=count(_ATTACHED, within),
            drafted=count(_DRAFTED, reader.officer, reader.agency, writable),
            proposed=count(_PROPOSED, reader.agency, writable),
        )


def _count_edited(cursor: CursorWrapper, act: str, meta: str) -> int:
    """Count the records that an import made and officers edited, so that they are other than imports left them."""
    cursor.execute(_EDITED, [act, meta])
    steps: dict[int, list[_Step]] = {}
    versions = models.Version.objects.filter(record_id__in=[id for (id,) in cursor.fetchall()]).order_by("number")
    for id, *step in versions.values_list("record_id", "act", "body", "terms_id", "particulars_id"):
        steps.setdefault(id, []).append(_Step._make(step))
    return sum(_is_edited(each) for each in steps.values())


def _is_edited(steps: Sequence[_Step]) -> bool:
    """Say whether the last version has another body or envelope than every one that stood before officers edited.

    An edit that was taken back is none; what imports write over one leaves it an edit.
    """
    left: list[tuple[Any, int, int]] = []
    edited = False
    for each in steps:
        stands = (json.loads(each.body), each.terms_id, each.particulars_id)
        if stands in left:
            edited = False
        elif each.act and not edited:
            left.append(stands)
        else:
            edited = True
    return edited


def hide(act: str, *, now: datetime) -> None:
    """Take all that an import made out of sight, in the caller's transaction."""
    for id in models.Twin.objects.filter(act=act).values_list("terms_id", flat=True):
        terms.withdraw_twin(id, now=now)


def erase(*, act: str, by: str, now: datetime, rows: Rows = NO_ROWS) -> None:
    """Erase what an import made and take out what it added, slice by slice; one that was killed goes on.

    ``rows`` are the first and the last id under which its rows are kept. What officers confirmed stays, and says that
    the row which it was read from was taken back.
    """
    done = Act(by, now, f"undo:{act}", TAKEN_BACK)
    for terms_id in models.Twin.objects.filter(act=act).values_list("terms_id", flat=True):
        models.Link.objects.filter(terms_id=terms_id).delete()
        while _erase_slice(terms_id, done):
            pass
    while _change_back_slice(act, replace(done, what=CHANGED_BACK), rows):
        pass
    for terms_id in models.Twin.objects.filter(act=act).values_list("terms_id", flat=True):
        with transaction.atomic():
            models.Frequency.objects.filter(terms_id=terms_id).delete()
            models.Twin.objects.filter(act=act, terms_id=terms_id).delete()
            terms.drop_twin(terms_id)


def _erase_slice(terms_id: int, done: Act) -> bool:
    with transaction.atomic():
        some = list(models.Record.objects.filter(terms_id=terms_id).values_list("id", "uid")[:SLICE])
        if not some:
            return False
        erased = terms.intern(replace(terms.terms_of([terms_id])[terms_id], state=State.ERASED), now=done.at)
        at = connection.ops.adapt_datetimefield_value(done.at)
        writing.remove_content([id for id, _ in some])
        models.Attachment.objects.filter(record_id__in=[id for id, _ in some]).delete()
        drafting.erase([uid for _, uid in some], done.at)
        with connection.cursor() as cursor:
            for id, uid in some:
                key = hashlib.sha256(f"erased:{uid}".encode()).hexdigest()
                cursor.execute(_FORGOTTEN, [erased, id])
                cursor.execute(_EMPTIED, [erased, key, at, done.by, id])
                cursor.execute(_GROUND, [done.act, done.what, id])
        return True


def _change_back_slice(act: str, done: Act, gone: Rows) -> bool:
    """Take what an import added out of some records known before; each record with its mention in one transaction."""
    began = time.monotonic()
    with transaction.atomic():
        some = list(models.Mention.objects.filter(act=act).order_by("id").values_list("id", "record_id")[:SLICE])
        for id, record_id in some:
            _change_back(act, record_id, done, gone)
            models.Mention.objects.filter(id=id).delete()
            if time.monotonic() - began > SLICE_SECONDS:
                break
    return bool(some)


def _change_back(act: str, record_id: int, done: Act, gone: Rows) -> None:
    held = rows.by_ids([record_id]).get(record_id)
    versions = list(models.Version.objects.filter(record_id=record_id, act=act, number__gt=1).order_by("number"))
    if held is None or not versions:
        return
    kind = composing.kind_of(held.kind)
    current = body = rows.body_of(held.id, held.version)
    days = held.first_on, held.last_on
    for each in reversed(versions):
        before = models.Version.objects.get(record_id=record_id, number=each.number - 1)
        body = merging.without(kind, body, json.loads(before.body), json.loads(each.body))
        if days == (each.first_on, each.last_on):
            days = before.first_on, before.last_on
    body = _without_places(body, gone)
    if body != current or days != (held.first_on, held.last_on):
        checked = kind.check(body)
        writing.rewrite(held.id, _made(held, checked, days), held.version + 1, done)


def _without_places(body: Mapping[str, Any], gone: Rows) -> dict[str, Any]:
    """Return a body in which no statement leads to a row that is kept no more."""

    def said(statement: Any) -> Any:
        found = _ROW.fullmatch(statement.get("source") or "") if isinstance(statement, dict) else None
        is_gone = found is not None and gone[0] <= found["import_id"] <= gone[1]
        return {**statement, "source": GONE.format(row=found["row"])} if found and is_gone else statement

    return {name: list(map(said, value)) if isinstance(value, list) else value for name, value in body.items()}


def _made(held: Row, body: dict[str, object], days: Sequence[str]) -> Making:
    composed = composing.compose(composing.kind_of(held.kind), body, [rows.day(each) for each in days])
    return Making(
        held.uid, held.kind, held.agency, held.key_hash, held.terms_id, held.particulars_id, held.grade, composed
    )


def _list(ids: frozenset[int]) -> str:
    return json.dumps(sorted(ids))
