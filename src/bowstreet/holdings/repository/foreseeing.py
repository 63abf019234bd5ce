"""Who will see it, and what the law makes of it, before anything is saved: the gate's own reading of an envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import gate, onlookers
from bowstreet.holdings.governance.onlookers import Onlooker
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, enveloping, recording
from bowstreet.vocabulary import effects
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Action, Classification
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class Reached:
    """Agencies whose officers would get the same at most."""

    step: str
    agencies: tuple[AgencyCard, ...]


@dataclass(frozen=True)
class Foreseen:
    """Who would see a record under an envelope, and what the law makes of it.

    ``own`` is the owner; ``reached`` are the others by what they would get at most, the most first; ``persons`` what
    persons who are named would get. ``cleared`` names the clearance that all of them would need. ``unnamed`` is a group
    whose other members see it, too, and are not told.
    """

    own: Onlooker
    others: tuple[Onlooker, ...]
    reached: tuple[Reached, ...]
    persons: str
    cleared: str
    effects: tuple[str, ...]
    unnamed: str


def who_will_see(
    *, reader: Reader, now: datetime, kind: str, envelope: Mapping[str, Any] | None = None, id: str = ""
) -> Foreseen:
    """Return who would see a record of the reader's agency under an envelope, as far as it is drawn up.

    Where the envelope is silent the agency's standing one speaks, of a record (``id``) its own: whoever may edit it may
    ask about that as it stands, about another one only who may re-mark it.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.foresee", now):
        known = recording.may_record(reader, kind)
        if id:
            held = recording.allowed(reader, id, Action.REMARK if envelope else Action.EDIT, now)
            looking.note(actor=reader, event=Event.CONSULTATION, action="record.foresee", now=now, records=[held.uid])
            former = recording.envelope_of(held)
        else:
            former = recording.standing_of(reader, known, now)
    return foreseen(reader, now, known, enveloping.drawn(former, envelope or {}))


def foreseen(reader: Reader, now: datetime, kind: Kind, envelope: Envelope) -> Foreseen:
    """Return who would see a record under a whole envelope."""
    found = onlookers.of(envelope.terms, reader=reader, now=now)
    own, *rest = found
    others = tuple(each for each in rest if each.agency)
    steps = [step for step in reversed(onlookers.STEPS) if any(each.most == step for each in others)]
    level = envelope.terms.classification
    return Foreseen(
        own,
        others,
        tuple(
            Reached(step, tuple(each.agency for each in others if each.agency and each.most == step)) for step in steps
        ),
        next((each.most for each in rest if each.agency is None), ""),
        "" if level is Classification.UNCLASSIFIED else level.value,
        effects.of(envelope, kind),
        onlookers.unnamed(envelope.terms, reader=reader),
    )
