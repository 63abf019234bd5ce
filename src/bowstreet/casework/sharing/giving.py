"""What leaves under an agreement, page by page in the order in which it came under it, for whoever collects it."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q

from bowstreet.casework.sharing import agreeing, bundling, lining, models, rules
from bowstreet.casework.sharing.rules import Sieve
from bowstreet.casework.sharing.shown import Added, AgreementView, Under
from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import advancing, denying, leaving
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

_STEP = 200
SHOWN = 20
"""So many records stand on the page of an agreement."""

EVERYTHING = Q()

Found = tuple[models.SharedObject, advancing.Written]
"""What stands in line, and the record as it stands."""


class Place(NamedTuple):
    """A place in a line."""

    added_at: datetime
    record: str


class NotInForce(Refusal):
    """An agreement under which nothing leaves today."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Nothing leaves under this agreement today: it has not begun, has ended or is not signed.")


class OtherPurpose(Refusal):
    """A purpose that the agreement does not name."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The agreement is for other purposes than the one you work under.")


def leaving_under(
    *, reader: Reader, now: datetime, id: str, after: str | None = None, limit: int = 100
) -> Under:  # fmt: skip
    """Return what leaves under an agreement after a place in its line, as far as it opens to the reader.

    Each record comes in its current version, at the moment at which that came under the agreement. Its marks of this
    moment decide: what lies over the ceiling now, or does not open to the reader, is left out without a trace. A
    disclosure in the ledger, and in the giver's for each record. Raise ``Hidden``, ``NotInForce`` or ``OtherPurpose``.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.read", now):
        held = agreeing.of(reader, id)
    if not agreeing.stands(held, now.date()):
        raise NotInForce()
    if reader.purpose not in agreeing.sieve_of(held).purposes:
        raise OtherPurpose()
    place = _place(after, reader, held)
    found = _some(held, reader, now, place, limit + 1)
    page = _whole_moments(found, limit)
    made = _whole(reader, now, held, [each.record for each, _ in page])
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action="agreement.read", now=now, count=len(page),
        records=[each.record for each, _ in page],
        touched=[(each.record, held.giver) for each, _ in page if held.giver != reader.agency],
    )  # fmt: skip
    titles = {each.id: each.title for each in made.records}
    owner = queries.card(held.giver)
    added = tuple(
        Added(line.added_at, line.record, one.version, one.kind, titles[line.record], owner) for line, one in page
    )
    last = page[-1][0] if page else None
    rest = last is not None and len(found) > len(page)
    more = cursors.seal([last.added_at.isoformat(), last.record], _scope(reader, held)) if last and rest else None
    return Under(added, made, more)


def show(*, reader: Reader, now: datetime, id: str, after: str | None = None) -> AgreementView:
    """Return an agreement with a page of what leaves under it today; nothing where nothing does for this reader."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "agreement.show", now):
        held = agreeing.of(reader, id)
    told = agreeing.card(held, reader)
    try:
        under = leaving_under(reader=reader, now=now, id=id, after=after, limit=SHOWN)
    except (NotInForce, OtherPurpose):
        looking.note(actor=reader, event=Event.CONSULTATION, action="agreement.show", now=now, records=[held.id])
        return AgreementView(told, (), None)
    return AgreementView(told, under.added, under.next)


def _some(held: models.Agreement, reader: Reader, now: datetime, place: Place | None, most: int) -> list[Found]:
    found = []
    for each in passing(held, reader, now, place):
        found.append(each)
        if len(found) == most:
            break
    return found


def passing(
    held: models.Agreement, reader: Reader, now: datetime, place: Place | None, only: Q = EVERYTHING
) -> Iterator[Found]:  # fmt: skip
    """Yield what stands in line after a place and may leave to the reader now; ``only`` narrows the line."""
    sieve, opens = agreeing.sieve_of(held), gate.visible(reader, now).body
    line = models.SharedObject.objects.filter(only, agreement=held, last=True).order_by("added_at", "record")
    while True:
        step = list((line.filter(_after(place)) if place else line)[:_STEP])
        records = advancing.standing(each.record for each in step)
        for each in step:
            one = records.get(each.record)
            if one and not one.pending and one.terms_id in opens and _passes(sieve, one, now):
                yield each, one
        if len(step) < _STEP:
            return
        place = Place(step[-1].added_at, step[-1].record)


def _passes(sieve: Sieve, one: advancing.Written, now: datetime) -> bool:
    return rules.passes(sieve, lining.candidate(one), now.date())


def _whole(reader: Reader, now: datetime, held: models.Agreement, ids: list[str]) -> Bundle:
    sieve, day = agreeing.sieve_of(held), now.date()
    return bundling.bundle(
        leaving.given(reader=reader, now=now, ids=ids, lets=lambda terms: rules.lets(sieve, terms, day))
    )


def _after(place: Place) -> Q:
    return Q(added_at__gt=place.added_at) | Q(added_at=place.added_at, record__gt=place.record)


def _whole_moments(found: list[Found], limit: int) -> list[Found]:
    """Return a page that ends where a moment does: whoever goes on after its last moment misses nothing.

    Unless one moment alone is more than a page.
    """
    page = found[:limit]
    if len(found) > limit:
        whole = [each for each in page if each[0].added_at != found[limit][0].added_at]
        return whole or page
    return page


def _place(after: str | None, reader: Reader, held: models.Agreement) -> Place | None:
    if after is None:
        return None
    at, record = cursors.open_sealed(after, _scope(reader, held))
    return Place(datetime.fromisoformat(str(at)), str(record))


def _scope(reader: Reader, held: models.Agreement) -> str:
    return f"agreement:{held.id}:{reader.officer}:{Purpose(str(reader.purpose))}"
