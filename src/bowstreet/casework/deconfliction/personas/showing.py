"""Personas as they are read: the own ones by their handler, and alerts by coordinators. There is no list of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bowstreet.casework.deconfliction import models
from bowstreet.casework.deconfliction.personas import alerting
from bowstreet.casework.deconfliction.personas.answers import AlertRow, BroughtRow, PersonaCard, PersonaList
from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import keys, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import hitting
from bowstreet.holdings.repository.hitting import Pair
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden
from bowstreet.vocabulary.selectors import Selector, SelectorType

ENTRY = "persona"
"""What the ledger says of whatever is done here."""

LATELY = timedelta(days=14)
MOST = 200
"""So many alerts are shown, the newest."""


def personas(*, reader: Reader, now: datetime) -> PersonaList:
    """Return the reader's own personas with their alerts, and for a coordinator the alerts of all."""
    may_handle(reader)
    looking.note(actor=reader, event=Event.CONSULTATION, action=ENTRY, now=now, count=0)
    own = list(models.Persona.objects.filter(handler=reader.officer, agency=reader.agency).order_by("entered_at", "id"))
    covers = list(models.Cover.objects.filter(persona__in=own).order_by("id"))
    alerts = _standing(models.Alert.objects.filter(cover__persona__in=own), reader, now)
    brings = rules.coordinates(reader, queries.card(reader.agency).sort)
    return PersonaList(
        tuple(
            PersonaCard(
                each.uid, keys.unlock(each.label),
                tuple(_shown(one) for one in covers if one.persona_id == each.id), each.entered_at,
                _rows((one for one in alerts if one.cover.persona_id == each.id), reader),
            )
            for each in own
        ),
        brings, _brought(_standing(models.Alert.objects.all(), reader, now)) if brings else (),
    )  # fmt: skip


def alerts_of_late(reader: Reader, now: datetime) -> int:
    """Return how many alerts of the last fourteen days the reader's personas have, for a page that leads there."""
    own = models.Alert.objects.filter(cover__persona__handler=reader.officer, cover__agency=reader.agency)
    return len(_standing(own.filter(at__gte=now - LATELY), reader, now))


def may_handle(reader: Reader) -> None:
    """Raise ``Hidden`` for who works under no other name: officers of the law in a session with second factor do."""
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def _pair(cover: models.Cover) -> Pair:
    return cover.type, keys.unlock(cover.matter)


def _shown(cover: models.Cover) -> str:
    type, value = _pair(cover)
    return f"{type}:{Selector(SelectorType(type), value).shown()}"


def _standing(some: Iterable[models.Alert], reader: Reader, now: datetime) -> list[models.Alert]:
    """Return the newest of some alerts: those on what was asked, and those on what is still held openly."""
    newest = list(some.select_related("cover__persona").order_by("-at", "-id")[:MOST])  # type: ignore[attr-defined]
    seen = gate.hits(reader, now).open | gate.visible(reader, now).discover
    rows = hitting.holding({_pair(each.cover) for each in newest if each.how == alerting.HOLDS}, seen)
    owners = terms.terms_of({id for found in rows.values() for id, _ in found})
    held = {(pair, owners[id].owner) for pair, found in rows.items() for id, _ in found}
    return [each for each in newest if each.how == alerting.ASKED or (_pair(each.cover), each.agency) in held]


def _reference(each: models.Alert) -> str:
    mine = each.cover.agency
    return "" if each.agency == mine else hitting.reference(_pair(each.cover), mine, each.agency)


def _rows(some: Iterable[models.Alert], reader: Reader) -> tuple[AlertRow, ...]:
    alerts, cards = list(some), queries.cards()
    names = queries.officer_names({each.officer for each in alerts if each.officer})
    return tuple(
        AlertRow(_shown(each.cover), each.agency, cards[each.agency].contact, each.how, names.get(each.officer, ""),
                 keys.unlock(each.why), _reference(each), each.at)
        for each in alerts
    )  # fmt: skip


def _brought(alerts: Iterable[models.Alert]) -> tuple[BroughtRow, ...]:
    some, cards = list(alerts), queries.cards()
    names = queries.officer_names({each.cover.persona.handler for each in some})
    return tuple(
        BroughtRow(
            each.cover.type, each.cover.agency, cards[each.cover.agency].contact,
            names.get(each.cover.persona.handler, ""), each.agency, cards[each.agency].contact, each.how,
            _reference(each), each.at,
        )
        for each in some
    )  # fmt: skip
