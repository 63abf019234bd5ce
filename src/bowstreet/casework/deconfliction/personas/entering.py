"""Entering a persona and ending it: the acts of its handler alone.

The ledger says that an officer used the registry, in one word for all that is done there: not which entry, not whether
there is one. What others hold under its identifiers is asked for at once, and counted against the day's quota, since
to enter one is to ask for it.
"""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.deconfliction import models, opening
from bowstreet.casework.deconfliction.opening import Meeting
from bowstreet.casework.deconfliction.personas import alerting, covering, showing
from bowstreet.casework.deconfliction.personas.alerting import Came
from bowstreet.casework.deconfliction.personas.answers import PersonaList
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, keys, looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, hitting
from bowstreet.holdings.repository.hitting import Pair
from bowstreet.vocabulary import guessability, selectors
from bowstreet.vocabulary.handling import IndexPolicy
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid
from bowstreet.vocabulary.selectors import Selector

MOST = 50
"""So many identifiers one persona has."""


class WrongPersona(Invalid):
    """A persona that cannot be entered as described."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


def enter(*, reader: Reader, now: datetime, label: str, identifiers: str) -> PersonaList:
    """Enter a persona of the reader: what it is called, and the identifiers under which it is met, one a line.

    An identifier is written as in a check: ``handle:MARKET:NAME``, ``TYPE:VALUE``, or as it stands. Raise
    ``WrongPersona`` with the field that is wrong, ``looking.QuotaSpent`` where more are asked for than may be in a day.
    """
    showing.may_handle(reader)
    if is_blank(label):
        raise WrongPersona("label", "Say what you call this persona. Nobody else reads it.")
    named = _read(identifiers)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=showing.ENTRY, now=now, count=0,
        spends=guessability.spent(each.type for each in named),
    )  # fmt: skip
    pairs: list[Pair] = [(each.type.value, each.value) for each in named]
    with transaction.atomic():
        nth = models.Persona.objects.filter(handler=reader.officer).count()
        persona = models.Persona.objects.create(
            uid=chance.identifier(reader.agency, f"persona:{reader.officer}:{nth}:{label}", now), agency=reader.agency,
            handler=reader.officer, label=keys.lock(label.strip()), entered_at=now,
        )  # fmt: skip
        models.Cover.objects.bulk_create([
            models.Cover(persona=persona, agency=reader.agency, tag=tag, type=pair[0], matter=keys.lock(pair[1]))
            for pair, tag in zip(pairs, covering.tags(pairs), strict=True)
        ])  # fmt: skip
        _meet(reader.agency, pairs, now)
        _note(reader, now)
    return showing.personas(reader=reader, now=now)


def end(*, reader: Reader, now: datetime, id: str) -> PersonaList:
    """End an own persona: it is erased with its alerts, and from now on nobody meets it."""
    showing.may_handle(reader)
    with transaction.atomic():
        with denying.denied(reader, showing.ENTRY, now):
            own = models.Persona.objects.filter(uid=id, handler=reader.officer, agency=reader.agency)
            if not own.exists():
                raise Hidden()
        own.delete()
        _note(reader, now)
    return showing.personas(reader=reader, now=now)


def _read(text: str) -> list[Selector]:
    named: dict[Selector, None] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        found = selectors.recognise(line)
        if not found:
            raise WrongPersona("identifiers", "A line is no identifier. Write a handle as handle:MARKET:NAME.")
        named |= dict.fromkeys(found)
    if not named:
        raise WrongPersona("identifiers", "Name the identifiers under which this persona is met, one a line.")
    if len(named) > MOST:
        raise WrongPersona("identifiers", f"A persona has {MOST} identifiers at the most.")
    return list(named)


def _meet(agency: str, pairs: list[Pair], now: datetime) -> None:
    """Tell who holds one of the identifiers already as if a record of the handler's agency had come in."""
    answering = gate.answering()
    came, meetings = [], []
    for pair, rows in hitting.holding(pairs, answering).items():
        held = {answering[id].owner for id, _ in rows}
        open = {answering[id].owner for id, _ in rows if answering[id].index is IndexPolicy.HIT}
        came += [Came(pair, each, alerting.HOLDS, now) for each in sorted(open | (held & {agency}))]
        meetings += [
            Meeting(
                pair,
                each,
                agency,
                frozenset({each}),
                frozenset(
                    {(agency, opening.NO_RECORD), *((each, id) for id, _ in rows if answering[id].owner == each)}
                ),
            )
            for each in sorted(held - {agency})
            if len((open | {agency}) - {each}) <= hitting.COMMON
        ]
    opening.open(meetings, now)
    alerting.alert(came)


def _note(reader: Reader, now: datetime) -> None:
    recording.record_act(actor=reader, event=Event.ALTERATION, action=showing.ENTRY, now=now, count=0)
