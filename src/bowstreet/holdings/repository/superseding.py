"""What records said on past days, kept for the search when a later version takes their place.

Only what stood at the end of a day is kept, and texts and selectors only when they change: an import that widens the
days on which a thing was seen leaves one narrow row. Every function runs inside the caller's transaction.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.backends.utils import CursorWrapper
from django.db.models import Max

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import gists, indexes, models, rows
from bowstreet.holdings.repository.composing import Composed, compose
from bowstreet.holdings.repository.gists import Counted
from bowstreet.holdings.repository.searching import written
from bowstreet.vocabulary.kinds import catalogue

_Texts = Sequence[tuple[int, str, str]]
_Selectors = Sequence[tuple[str, str, int]]


class _Days(NamedTuple):
    """The days, as 2026-11-29, from the first to before the last, at whose end something of a record stood."""

    record: int
    since: str
    until: str


def keep(cursor: CursorWrapper, record_id: int, following: Composed, at: datetime) -> None:
    """Keep of a record what its current version says, before the following one is written at a moment."""
    held = models.Record.objects.values("version", "recorded_at", "changed_at").get(id=record_id)
    until = _day(at)
    if _day(held["changed_at"]) < until:
        traits = models.Gist.objects.values_list("traits_id", flat=True).get(id=record_id)
        _keep_gist(_Days(record_id, _day(held["changed_at"]), until), held["version"], traits)
    texts = list(models.Text.objects.filter(record_id=record_id).values_list("depth", "title", "body"))
    selectors = list(models.Selector.objects.filter(record_id=record_id).values_list("type", "value", "depth"))
    same = sorted(texts) == sorted(following.texts) and sorted(selectors) == sorted(following.selectors)
    since = _began(record_id, held["recorded_at"])
    if not same and since < until:
        _keep_content(cursor, _Days(record_id, since, until), texts, selectors)


def forget(cursor: CursorWrapper, record_ids: Sequence[int]) -> None:
    """Take away all that some records said in the past, out of the indexes too."""
    numbers = json.dumps(list(record_ids))
    of_them = f"SELECT id FROM repository_past WHERE record_id {dialect.IN_NUMBERS}"  # noqa: S608
    cursor.execute(f"DELETE FROM repository_pasttext WHERE past_id IN ({of_them})", [numbers])  # noqa: S608
    cursor.execute(f"DELETE FROM repository_pastselector WHERE past_id IN ({of_them})", [numbers])  # noqa: S608
    for table in ("past", "pastgist"):
        cursor.execute(
            f"DELETE FROM repository_{table} WHERE record_id {dialect.IN_NUMBERS}",  # noqa: S608
            [numbers],
        )


def keep_versions(cursor: CursorWrapper, record_id: int) -> None:
    """Keep what all versions of a record but the current one said, as if each had been kept when it was superseded."""
    row = rows.by_ids([record_id])[record_id]
    kind = catalogue.kind(row.kind)
    held = models.Version.objects.filter(record_id=record_id, number__lte=row.version).order_by("number")
    named = ("number", "at", "particulars_id", "body", "first_on", "last_on")
    versions = list(held.values_list(*named, named=True))
    told = rows.particulars(each.particulars_id for each in versions)
    composed = [compose(kind, json.loads(v.body), (rows.day(v.first_on), rows.day(v.last_on))) for v in versions]
    for version, mine, after, later in zip(versions, composed, versions[1:], composed[1:], strict=False):
        until = _day(after.at)
        if _day(version.at) < until:
            grade = str(told[version.particulars_id].grade)
            (traits,) = gists.traits_ids(cursor, [Counted(record_id, 0, row.kind, row.agency, grade, mine)])
            _keep_gist(_Days(record_id, _day(version.at), until), version.number, traits)
        since = _began(record_id, row.recorded_at)
        if (mine.texts, mine.selectors) != (later.texts, later.selectors) and since < until:
            _keep_content(cursor, _Days(record_id, since, until), mine.texts, mine.selectors)


def _keep_gist(days: _Days, number: int, traits: int) -> None:
    models.PastGist.objects.create(
        record_id=days.record, number=number, since=days.since, until=days.until, traits_id=traits
    )


def _keep_content(cursor: CursorWrapper, days: _Days, texts: _Texts, selectors: _Selectors) -> None:
    open, whole = gists.lengths(texts)
    past = models.Past.objects.create(
        record_id=days.record, since=days.since, until=days.until, open=open, whole=whole
    ).id  # fmt: skip
    indexes.texts.write_past(cursor, [written((past,), *each) for each in texts])
    models.PastSelector.objects.bulk_create(
        models.PastSelector(past_id=past, type=type, value=value, depth=depth) for type, value, depth in selectors
    )


def _began(record_id: int, recorded_at: datetime) -> str:
    """Return the first day of the texts and selectors that a record has now."""
    last = models.Past.objects.filter(record_id=record_id).aggregate(last=Max("until"))["last"]
    return last or _day(recorded_at)


def _day(moment: datetime) -> str:
    return rows.moment(moment).astimezone(UTC).date().isoformat()
