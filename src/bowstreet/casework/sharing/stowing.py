"""What stands in line under an agreement kept as objects of STIX, so that a collection is read and not made anew.

A follower of the line, the one writer of the node. Each object is kept once for each depth that it has, as whoever is
no officer of the giver gets it. Where it stands in its span of time is a keyed hash of itself, as in the line; no two
of an agreement have the same moment. What is kept is never proof that it may be read: ``collecting`` asks each time.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from bowstreet.casework.sharing import agreeing, bundling, lining, models, rules
from bowstreet.casework.sharing.lining import SPAN
from bowstreet.formats.stix import apart
from bowstreet.formats.stix.apart import Single
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.repository import advancing, leaving
from bowstreet.holdings.repository.advancing import Written
from bowstreet.vocabulary import opening

STEP = 200
"""So many places of a line are kept as objects in one transaction."""

MOST_BESIDE = 5_000
"""So many records that are linked with those of a step are looked at for links."""

SWEPT = timedelta(hours=1)
"""So often what is kept is looked through for what is gone or marked otherwise since."""

_SPAN, _FULL = SPAN // timedelta(microseconds=1), 10_000
_BOTH = frozenset({"identifiers", "body"})


class Made(NamedTuple):
    """An object, and what it tells of: a record or two, under which terms. ``marks`` are these where there is none."""

    record: str
    other: str
    terms_id: int
    single: Single
    marks: str = ""


class Row(NamedTuple):
    """An object at a depth, before it has a place."""

    made: Made
    depth: str
    digest: str

    @property
    def key(self) -> tuple[str, ...]:
        """By what it is known again."""
        return self.made.record, self.made.other, str(self.made.terms_id), self.made.single.id, self.digest, self.depth


def keep_up(now: datetime) -> bool:
    """Keep what is new in the line of each agreement that stands, one step each, and say whether there is more."""
    behind = False
    for id, kept, swept_at in models.Agreement.objects.filter(state="standing").values_list("id", "kept", "swept_at"):
        if kept is None or models.SharedObject.objects.filter(agreement=id, id__gt=kept).exists():
            behind = _step(id, now) or behind
        elif swept_at is None or now - swept_at >= SWEPT:
            _sweep(id, now)
    return behind


def forget(held: models.Agreement, records: Sequence[str]) -> None:
    """Take away the bytes of all that tells of some records, in the caller's transaction."""
    models.KeptObject.objects.filter(Q(record__in=records) | Q(other__in=records), agreement=held).delete()


def _step(id: str, now: datetime) -> bool:
    with transaction.atomic():
        held = models.Agreement.objects.get(id=id)
        rows = [] if held.kept is not None else _around(held)
        line = models.SharedObject.objects.filter(agreement=held, id__gt=held.kept or 0).order_by("id")
        some = list(line.values_list("id", "record", "version")[:STEP])
        fresh = _fresh(held, some, now)
        rows += [*_markings(fresh.values()), *_rows(held, list(fresh), now)]
        _put(held, rows, fresh, now)
        held.kept = some[-1][0] if some else held.kept or 0
        held.save(update_fields=["kept", "kept_at"])
    return len(some) == STEP


def _fresh(held: models.Agreement, some: Sequence[tuple[int, str, int]], now: datetime) -> dict[str, Written]:
    """Return the records of some places that stand in the version of the place and may leave."""
    sieve, stood = agreeing.sieve_of(held), {record: version for _, record, version in some}
    return {
        id: one
        for id, one in advancing.standing(stood).items()
        if one.version == stood[id] and not one.pending and rules.passes(sieve, lining.candidate(one), now.date())
    }


def _around(held: models.Agreement) -> list[Row]:
    giver = queries.card(held.giver)
    return [_row(Made("", "", 0, each), "") for each in apart.around(held.giver, giver.name, held.made_at)]


def _markings(fresh: Iterable[Written]) -> Iterator[Row]:
    """Yield the markings that everybody reads alike; conditions in words are told with their record, to its depth."""
    for terms_id, terms in {one.terms_id: one.terms for one in fresh}.items():
        if not opening.has_conditions(terms):
            yield from (_row(Made("", "", terms_id, each, terms.digest()), "") for each in apart.markings(terms))


def _rows(held: models.Agreement, fresh: list[str], now: datetime) -> Iterator[Row]:
    """Yield the objects of some records, and of links and judgements that join them with what stands in line."""
    if not fresh:
        return
    line = models.SharedObject.objects.filter(agreement=held, last=True)
    near = line.filter(record__in=leaving.beside(fresh, MOST_BESIDE)).values_list("record", flat=True)
    depths: dict[Made, set[str]] = defaultdict(set)
    for depth in ("identifiers", "body"):
        for made in _made(held, [*fresh, *(each for each in near if each not in fresh)], set(fresh), depth, now):
            depths[made].add(depth)
    for made, opened in depths.items():
        yield _row(made, "" if opened == _BOTH else min(opened))


def _made(held: models.Agreement, ids: list[str], fresh: set[str], depth: str, now: datetime) -> Iterator[Made]:
    sieve, receivers, day = agreeing.sieve_of(held), json.loads(held.receivers), now.date()
    found = leaving.outward(
        ids=ids, to=receivers[0] if len(receivers) == 1 else "", deep=depth == "identifiers",
        lets=lambda terms: rules.lets(sieve, terms, day),
    )  # fmt: skip
    marks = {id: one.terms_id for id, one in advancing.standing(ids).items()}
    records = {each.id: bundling.record(each) for each in found.records}
    for id, singles in apart.of_records([records[each] for each in records if each in fresh]):
        told = records[id].envelope.terms
        conditions = apart.markings(told) if opening.has_conditions(told) else ()
        yield from (Made(id, "", marks[id], each) for each in (*singles, *conditions))
    for link in found.links:
        if fresh & {link.left, link.right}:
            one = apart.of_link(bundling.link(link), records[link.left], records[link.right])
            yield from (Made(link.left, link.right, link.terms_id, each) for each in (one,) if each)
    for judged in found.judgements:
        if fresh & {judged.left, judged.right}:
            one = apart.of_judgement(bundling.judgement(judged), records[judged.left], records[judged.right])
            yield from (Made(judged.left, judged.right, judged.terms_id, each) for each in (one,) if each)


def _row(made: Made, depth: str) -> Row:
    return Row(made, depth, hashlib.sha256(made.single.text).hexdigest())


def _put(held: models.Agreement, rows: list[Row], fresh: Mapping[str, Written], now: datetime) -> None:
    """Put into the collection what does not stand there, behind all that does, and take out what is told no more."""
    kept = models.KeptObject.objects.filter(agreement=held)
    told = {row.key for row in rows}
    mains = {row.made.single.id for row in rows if row.made.record and not row.made.other and _is_main(row)}
    there = set()
    gone = []
    marked = Q(record="", terms_id__in=[0, *(one.terms_id for one in fresh.values())])
    for each in kept.filter(Q(record__in=fresh) | Q(other__in=fresh) | marked).defer("text"):
        key = each.record, each.other, str(each.terms_id), each.stix_id, each.digest, each.depth
        there.add(key)
        stays = each.stix_id in mains and not each.other and each.terms_id == fresh[each.record].terms_id
        if each.record and key not in told and not stays:
            gone.append(each.pk)
    kept.filter(pk__in=gone).delete()
    _insert(held, [row for row in rows if row.key not in there], now)


def _is_main(row: Row) -> bool:
    """Say whether an object is that of its record: they have the digits of their UUIDs in common."""
    return row.made.single.id.endswith(row.made.record[15:])


def _insert(held: models.Agreement, rows: list[Row], now: datetime) -> None:
    for first in range(0, len(rows), _FULL):
        placed = _placed(held, rows[first : first + _FULL], now)
        kept = models.KeptObject.objects.filter(agreement=held)
        seen = set(kept.filter(digest__in={row.digest for _, row in placed}).values_list("digest", flat=True))
        stood = _superseded(kept, [row.made for _, row in placed])
        made = []
        for at, row in placed:
            record, other, terms_id, single, _ = row.made
            made.append(
                models.KeptObject(
                    agreement=held, added_at=at, stix_id=single.id, type=single.type, version=single.version,
                    record=record, other=other, terms_id=terms_id, depth=row.depth, digest=row.digest,
                    again=row.digest in seen, first=(record, other, single.id) not in stood, last=True,
                    size=len(single.text), text=single.text.decode(),
                )
            )  # fmt: skip
            seen.add(row.digest)
        models.KeptObject.objects.bulk_create(made, batch_size=500)


def _superseded(kept: "QuerySet[models.KeptObject]", new: Sequence[Made]) -> set[tuple[str, str, str]]:
    """Have the former versions of some objects be the last no more, and return which of these there were."""
    wanted = {(each.record, each.other, each.single.id) for each in new if each.record}
    same = kept.filter(stix_id__in={id for _, _, id in wanted}, record__in={record for record, _, _ in wanted})
    former = {pk: (record, other, id) for pk, record, other, id in same.values_list("pk", "record", "other", "stix_id")
              if (record, other, id) in wanted}  # fmt: skip
    kept.filter(pk__in=former).update(last=False)
    return set(former.values())


def _placed(held: models.Agreement, rows: Sequence[Row], now: datetime) -> list[tuple[datetime, Row]]:
    """Return objects with moments of their own in the next span, in their order: a keyed hash tells which.

    Of what an object is, and of no running number, which tells how much else there is.
    """
    held.kept_at = max(now, held.kept_at + SPAN) if held.kept_at else now
    taken: dict[int, Row] = {}
    for row in rows:
        made = row.made
        own = (made.record, made.other, made.marks, made.single.id, row.digest, row.depth)
        told = "\x00".join((settings.SECRET_KEY, held.id, *own))
        place = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big") % _SPAN
        while place in taken:
            place = (place + 1) % _SPAN
        taken[place] = row
    return [(held.kept_at + timedelta(microseconds=place), taken[place]) for place in sorted(taken)]


def _sweep(id: str, now: datetime) -> None:
    """Take away the bytes of records that are gone, and of those marked otherwise than when they were kept."""
    place, kept = "", models.KeptObject.objects.filter(agreement=id)
    while True:
        with transaction.atomic():
            later = kept.filter(record__gt=place).order_by("record").values_list("record", flat=True).distinct()
            some = list(later[: 5 * STEP])
            if not some:
                models.Agreement.objects.filter(id=id).update(swept_at=now)
                return
            standing = advancing.standing(some)
            gone = [each for each in some if each not in standing]
            kept.filter(Q(record__in=gone) | Q(other__in=gone)).delete()
            own = kept.filter(record__in=some, other="").values_list("pk", "record", "terms_id")
            kept.filter(pk__in=[pk for pk, record, terms_id in own if standing[record].terms_id != terms_id]).delete()
            place = some[-1]
