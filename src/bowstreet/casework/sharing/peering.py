"""Peers as an agency's officers see them: how far each was pulled and pushed, and what stood in the way last."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.casework.intake import awaiting, watching
from bowstreet.casework.intake.answers import IntakeWord
from bowstreet.casework.sharing import models, noticing
from bowstreet.formats.stix.notices import ANSWERS
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST_SHOWN = 200
"""So many peers are told of, the newest first."""


@dataclass(frozen=True)
class RecallRow:
    """A recall that came from a peer: when, why, and what became of what it names. ``marks``: of stricter marks."""

    at: datetime
    reason: str
    sentence: str
    marks: bool = False


@dataclass(frozen=True)
class PeerCard:
    """A peer. ``waiting`` are the intakes of what was pulled that wait for a word and open to the reader.

    ``bookmark`` is the moment up to which was taken, as the peer wrote it. The sentences are empty where all is well.
    """

    id: str
    short: str
    name: str
    address: str
    collection: str
    direction: str
    internal: bool
    state: str
    by: str
    made_at: datetime
    agreement: str | None
    bookmark: str
    pulled_at: datetime | None
    pull_sentence: str
    pushed_at: datetime | None
    push_sentence: str
    waiting: tuple[IntakeWord, ...]
    recalls: tuple[RecallRow, ...]
    may_end: bool

    @property
    def pulls(self) -> bool:
        """Say whether is pulled from it."""
        return self.direction in ("pull", "both")

    @property
    def pushes(self) -> bool:
        """Say whether is pushed to it."""
        return self.direction in ("push", "both")


@dataclass(frozen=True)
class PeerList:
    """The peers of an agency, the newest first; ``adds``: the reader may register one."""

    peers: tuple[PeerCard, ...]
    adds: bool


def peers(*, reader: Reader, now: datetime) -> PeerList:
    """Return the peers of the reader's agency."""
    gate.wants_purpose(reader)
    found = list(models.Peer.objects.filter(agency=reader.agency).order_by("-id")[:MOST_SHOWN])
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="node.list", now=now, records=[each.id for each in found]
    )
    return PeerList(tuple(_card(each, reader, now) for each in found), reader.role is Role.SUPERVISOR)


def peer(*, reader: Reader, now: datetime, id: str) -> PeerCard:
    """Return one peer of the reader's agency; raise ``Hidden`` for every other alike."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "node.show", now):
        held = of(reader, now, id)
    looking.note(actor=reader, event=Event.CONSULTATION, action="node.show", now=now, records=[held.id])
    return _card(held, reader, now)


def of(reader: Reader, now: datetime, id: str) -> models.Peer:
    """Return a peer of the reader's agency by its id or, where one of them stands under it, its name."""
    mine = models.Peer.objects.filter(agency=reader.agency)
    held = mine.filter(id=id.strip().lower()).first() or mine.filter(name=id.strip(), state="standing").first()
    if held is None:
        raise Hidden()
    return held


def _card(held: models.Peer, reader: Reader, now: datetime) -> PeerCard:
    intakes = list(models.PulledIn.objects.filter(peer=held).order_by("-id").values_list("intake", flat=True)[:1_000])
    return PeerCard(
        id=held.id, short=held.id[-8:], name=held.name, address=held.address, collection=held.collection,
        direction=held.direction, internal=held.internal, state=held.state,
        by=queries.officer_names({held.officer}).get(held.officer, ""), made_at=held.made_at,
        agreement=held.agreement_id, bookmark=held.bookmark, pulled_at=held.pulled_at,
        pull_sentence=held.pull_sentence, pushed_at=held.pushed_at, push_sentence=held.push_sentence,
        waiting=awaiting.words(reader=reader, now=now, ids=intakes), recalls=_recalls(held, reader, now),
        may_end=held.state == "standing" and reader.role is Role.SUPERVISOR,
    )  # fmt: skip


def _recalls(held: models.Peer, reader: Reader, now: datetime) -> tuple[RecallRow, ...]:
    """Return the recalls and stricter marks of what came by intakes that open to the reader, the newest first."""
    found = models.Notice.objects.filter(peer=held).order_by("-id")[:MOST_SHOWN]
    return tuple(
        RecallRow(each.at, each.reason, ANSWERS.get(each.answer, ANSWERS["received"]), bool(each.marks))
        for each in found
        for named in (noticing.ways(each)[1],)
        if watching.titles(reader, now, named)
    )
