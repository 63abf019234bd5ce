"""The mapping room: how tables are read, shipped with the house or made by an agency for itself."""

import json
import re
from collections.abc import Mapping as Map
from datetime import datetime
from functools import cache
from importlib import resources
from types import MappingProxyType

from django.db import transaction

from bowstreet.casework.intake.answers import MappingCard, MappingList
from bowstreet.casework.intake.models import SavedMapping
from bowstreet.formats.mapping import Mapping, WrongMapping, parse
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

_NAMED = re.compile(r"^\s*name\s*=", re.MULTILINE)


class NameTaken(Refusal):
    """A mapping of that name exists already."""

    sort = Sort.CONFLICT


@cache
def shipped() -> Map[str, Mapping]:
    """Return the mappings that come with the house, by name."""
    folder = resources.files("bowstreet.formats") / "mappings"
    texts = [each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(".toml")]
    return MappingProxyType({each.name: each for each in sorted(map(parse, texts), key=lambda one: one.name)})


def usable_by(agency: str) -> dict[str, Mapping]:
    """Return all mappings that an agency may use, its own before the shipped ones."""
    saved = SavedMapping.objects.filter(agency=agency).order_by("name")
    return {each.name: parse(each.text) for each in saved} | dict(shipped())


def of(agency: str, name: str) -> Mapping | None:
    """Return the mapping of a name that an agency may use; None where there is none of that name any more."""
    if name in shipped():
        return shipped()[name]
    saved = SavedMapping.objects.filter(agency=agency, name=name).first()
    return parse(saved.text) if saved else None


def mappings(*, reader: Reader, now: datetime) -> MappingList:
    """List the mappings that the reader may use."""
    gate.wants_purpose(reader)
    own = usable_by(reader.agency)
    looking.note(actor=reader, event=Event.CONSULTATION, action="mapping.list", now=now, count=len(own))
    return MappingList(tuple(_card(each) for each in own.values()))


def show(*, reader: Reader, now: datetime, name: str) -> MappingCard:
    """Return one mapping."""
    gate.wants_purpose(reader)
    found = usable_by(reader.agency).get(name)
    looking.note(actor=reader, event=Event.CONSULTATION, action="mapping.show", now=now, count=int(found is not None))
    if found is None:
        raise Hidden()
    return _card(found)


def new(*, reader: Reader, now: datetime, name: str, text: str) -> MappingCard:
    """Save a mapping for the reader's agency; a text that does not say its name is called as it is saved."""
    gate.wants_purpose(reader)
    text = text if _NAMED.search(text) else f"name = {json.dumps(name)}\n{text}"
    try:
        made = parse(text)
    except WrongMapping as wrong:
        raise Invalid(str(wrong)) from None
    if made.name != name:
        raise Invalid(f"The mapping calls itself {made.name}, not {name}.")
    with transaction.atomic():
        if name in shipped() or SavedMapping.objects.filter(agency=reader.agency, name=name).exists():
            raise NameTaken(f"A mapping called {name} exists already.")
        SavedMapping.objects.create(agency=reader.agency, name=name, text=text, officer=reader.officer, at=now)
        recording.record_act(actor=reader, event=Event.COLLECTION, action="mapping.new", now=now, count=1)
    return _card(made)


def _card(mapping: Mapping) -> MappingCard:
    return MappingCard(
        name=mapping.name,
        title=mapping.title,
        shipped=mapping.name in shipped(),
        columns=tuple(mapping.columns),
        market=mapping.market,
        kinds=tuple(mapping.kinds),
    )
