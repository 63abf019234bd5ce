"""Pulling from a peer: what its collection added after a bookmark becomes an intake that waits for an officer's word.

The bookmark moves in the transaction in which what came was taken, and only if it stands where it stood: what is cut
off in between is asked for again, and nothing is taken twice. Nothing that a peer says is a record by itself.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings
from django.db import transaction

from bowstreet.casework.intake import awaiting, bringing, naming
from bowstreet.casework.sharing import models, noticing, speaking, wire
from bowstreet.casework.sharing.egress import NotReached
from bowstreet.casework.sharing.wire import NotUnderstood, Page
from bowstreet.formats.stix import notices, reading
from bowstreet.formats.stix.notices import LONGEST_ID
from bowstreet.formats.stix.reading import Found
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader

MOST_OBJECTS: Final = 10_000
"""So many objects become one intake at most, but for the last page of it."""

MOST_BYTES: Final = 24 << 20
"""So many bytes of objects become one intake at most, but for the last page of it."""

MOST_WAITING: Final = 50
"""So many intakes of one peer may wait; until an officer has seen to some of them no more is asked for."""

_AWAITED = "{} intakes of this peer wait for an officer’s word; it is asked again when fewer do."
_MOST_PAGES: Final = 200
"""So many pages are asked for in one round without anything new among them."""


class _File(NamedTuple):
    name: str
    path: str
    size: int


@dataclass
class _Taken:
    """What came in one round and is not yet laid down.

    ``bookmark`` is the moment to go on after, whatever happens: of several objects that were added at one moment a page
    may hold some, so it stays before the ``last`` one until there is no more. ``next`` leads on in this round alone: a
    server may forget it, or count on with each time that it is asked.
    """

    bookmark: str
    last: str
    next: str = ""
    fresh: dict[tuple[str, str], bytes] = field(default_factory=dict)
    recalls: list[Found] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    size: int = 0
    more: bool = True

    @property
    def is_full(self) -> bool:
        """Say whether this is as much as is laid down at once."""
        return len(self.fresh) >= MOST_OBJECTS or self.size >= MOST_BYTES or len(self.seen) >= _MOST_PAGES

    def go_past(self, page: Page) -> None:
        """Move on past a page that was kept."""
        last = page.last if page.objects else self.last
        if wire.order(last) > wire.order(self.last):
            self.bookmark = self.last
        self.last, self.more, self.next = last, page.more, page.next
        if not page.more:
            self.bookmark = last
        elif not page.next:
            raise NotUnderstood("The peer says that there is more, and not how to go on to it.")


class Overtaken(Exception):
    """The bookmark was moved by somebody else in the meantime; what came is theirs."""


def pull(held: models.Peer, now: datetime) -> bool:
    """Take what a peer has added, up to one intake, and say whether there is more.

    Raise ``NotReached`` with a sentence where something stood in the way; what came before that is taken all the same.
    """
    reader = speaking.reader(held, now)
    if awaiting.under_way(_intakes(held)) >= MOST_WAITING:
        raise NotUnderstood(_AWAITED.format(MOST_WAITING))
    line, taken = speaking.line(held), _Taken(held.bookmark, held.bookmark)
    wrong: NotReached | None = None
    try:
        while taken.more and not taken.is_full:
            page = wire.page(line, after=held.bookmark, next=taken.next)
            _leads_on(page, taken)
            _keep(held, taken, page)
            taken.go_past(page)
        if taken.more and not taken.fresh:
            raise NotUnderstood("The peer gives page after page of what came before.")
    except NotReached as fault:
        wrong = fault
    if taken.seen:
        _lay_down(held, taken, reader, now)
    if wrong is not None:
        raise wrong
    return taken.more


def _leads_on(page: Page, taken: _Taken) -> None:
    """Raise ``NotUnderstood`` where a page leads back, nowhere, or is one that came in this round already."""
    last, before = wire.order(page.last), wire.order(taken.last)
    if page.objects and (last < before or (last == before and before and not taken.seen)):
        raise NotUnderstood("The moments at which the peer says objects were added go backwards.")
    if page.more and not page.objects:
        raise NotUnderstood("The peer says that there is more and gives nothing.")
    whole = hashlib.sha256(b",".join(page.objects)).hexdigest()
    if whole in taken.seen:
        raise NotUnderstood("The peer leads in a circle: it gives the same page again.")
    taken.seen.add(whole)


def _keep(held: models.Peer, taken: _Taken, page: Page) -> None:
    """Keep of a page what did not come from this peer before; notices of recall go another way."""
    heads = {
        each.number: each
        for each in reading.read(b"[" + b",".join(page.objects) + b"]")
        if isinstance(each, Found)
    }  # fmt: skip
    keyed: dict[tuple[str, str], bytes] = {}
    for number, raw in enumerate(page.objects):
        head = heads.get(number)
        if head is not None and notices.is_one(head):
            taken.recalls.append(head)
        else:
            keyed[(head.head.id[:LONGEST_ID] if head else "", hashlib.sha256(raw).hexdigest())] = raw
    for id, digest in _known(held, [digest for _, digest in keyed]):
        keyed.pop((id, digest), None)
    taken.fresh |= keyed
    taken.size = sum(map(len, taken.fresh.values()))


def _known(held: models.Peer, digests: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for first in range(0, len(digests), 500):
        some = models.PulledObject.objects.filter(peer=held, digest__in=digests[first : first + 500])
        found += some.values_list("stix_id", "digest")
    return found


def _lay_down(held: models.Peer, taken: _Taken, reader: Reader, now: datetime) -> None:
    """Make an intake of what is new and move the bookmark, in one transaction; raise ``Overtaken`` where it moved."""
    file = _written(taken.fresh.values()) if taken.fresh else None
    try:
        with transaction.atomic():
            stands = models.Peer.objects.filter(pk=held.pk, state="standing", bookmark=held.bookmark)
            if not stands.update(bookmark=taken.bookmark):
                raise Overtaken()
            noticing.hear(taken.recalls, reader, now, peer=held)
            if file:
                _bring(held, taken, file, reader, now)
    finally:
        if file:
            Path(file.path).unlink(missing_ok=True)
    held.bookmark = taken.bookmark


def _bring(held: models.Peer, taken: _Taken, file: _File, reader: Reader, now: datetime) -> None:
    made = bringing.bring(
        reader=reader, now=now, files=[file], mapping=naming.EXCHANGE, title=f"From {held.name}"[:200],
        envelope=json.loads(held.envelope), look=True, trace=True,
    )  # fmt: skip
    models.PulledIn.objects.create(peer=held, intake=made.id, at=now)
    models.PulledObject.objects.bulk_create(
        [models.PulledObject(peer=held, stix_id=id, digest=digest, intake=made.id) for id, digest in taken.fresh],
        batch_size=500,
    )
    recording.record_act(
        actor=reader, event=Event.COLLECTION, action="node.pulled", now=now, records=[held.id, made.id],
        count=len(taken.fresh),
    )  # fmt: skip


def _written(objects: Iterable[bytes]) -> _File:
    folder = Path(settings.INCOMING)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / chance.secret(16)
    whole = b'{"objects":[' + b",".join(objects) + b"]}"
    place.write_bytes(whole)
    return _File("envelope.json", str(place), len(whole))


def _intakes(held: models.Peer) -> list[str]:
    return list(models.PulledIn.objects.filter(peer=held).values_list("intake", flat=True))
