"""The act of taking records out of the node in a format, and the looks before and after it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from bowstreet.casework.intake import returning, watching
from bowstreet.casework.sharing import accompanying, bundling, disclosing, keeping, models, writers
from bowstreet.casework.sharing.accompanying import Accompanied, Asked
from bowstreet.casework.sharing.answers import Asking, Balance, Carried, ExportCard, ExportLook, LossLine
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.formats.exchange.losses import Loss
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import chance, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, leaving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.leaving import Leaves
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import USUAL, Ceiling
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal

WHOLE = "All that was chosen leaves whole."


class NothingLeaves(Refusal):
    """Nothing of what was chosen may leave."""

    def __init__(self, stays: int, givers: Sequence[str] = ()) -> None:
        """Say whether something stays behind, and who of those that gave it is asked."""
        gave = f" What was given is passed on with the leave of who gave it: ask {', '.join(givers)}." if givers else ""
        super().__init__(
            f"Nothing of this may leave: {stays:,} chosen, and each wants its owner’s leave or lies over the ceiling."
            f"{gave}"
            if stays
            else "Nothing was found that could leave."
        )


class NoLongerThere(Refusal):
    """A document whose hour is over."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This document is no longer kept. Take the records out again.")


def look(
    *, reader: Reader, now: datetime, choice: Chosen, ceiling: Ceiling = USUAL, history: bool = False,
    format: str | None = None,
) -> ExportLook:  # fmt: skip
    """Return what would leave and what would stay behind or find no home; an entry in the ledger, no disclosure."""
    with denying.denied(reader, "export.look", now):
        choice = _meant(reader, now, choice)
        made = leaving.leaves(reader=reader, now=now, choice=choice, ceiling=ceiling, history=history)
    kind = writers.format_of(format) if format else None
    beside = accompanying.accompanied(made, format or "", Asked(reader, now, ceiling, history, choice.intake))
    found = kind.write(beside.told(bundling.bundle(made)), now).losses if kind else ()
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="export.look", now=now, count=len(made.records),
        query=choice.q or None,
    )  # fmt: skip
    return ExportLook(kind.card if kind else None, _balance(made, beside, found), writers.cards())


def export(
    *, reader: Reader, now: datetime, choice: Chosen, format: str, ceiling: Ceiling = USUAL,
    history: bool = False, recipients: Sequence[str] = (),
) -> ExportCard:  # fmt: skip
    """Take out what may leave of a choice as a document, kept for an hour for the officer alone.

    The agency's ledger gets one disclosure, each owner's one of its own records. ``recipients`` are agencies by their
    slugs, or other names, which are sealed with the reason. Raise ``NothingLeaves`` where nothing may.
    """
    kind = writers.format_of(format)
    with denying.denied(reader, f"export.{format}", now, NothingLeaves):
        choice = _meant(reader, now, choice)
        made = leaving.leaves(reader=reader, now=now, choice=choice, ceiling=ceiling, history=history)
        if not made.records:
            raise NothingLeaves(_stays(made), sorted(made.givers))
    beside = accompanying.accompanied(made, format, Asked(reader, now, ceiling, history, choice.intake))
    written = kind.write(beside.told(bundling.bundle(made)), now)
    balance = _balance(made, beside, written.losses)
    left = [*(Left(each.id, each.version, each.owner) for each in made.records), *beside.beside]
    root = disclosing.root(left)
    keeping.sweep(now)
    with transaction.atomic():
        nth = models.Export.objects.filter(officer=reader.officer).count()
        id = chance.identifier(reader.agency, f"export:{reader.officer}:{nth}", now)
        sha256 = keeping.put(id, written.content, now)
        models.Export.objects.create(
            id=id, agency=reader.agency, officer=reader.officer, format=format, at=now, until=now + keeping.KEPT,
            asked=json.dumps({"ceiling": ceilings.said(ceiling), "history": history, "recipients": list(recipients)}),
            told=json.dumps(asdict(balance) | {"marking": ceilings.said(balance.marking)}),
            depths=json.dumps(made.depths | beside.depths), sha256=sha256,
            size=len(written.content), root=root,
        )  # fmt: skip
        disclosing.disclose(reader, now, f"export.{format}", left, recipients=recipients, losses=balance.losses)
    return _card(reader, now, id)


def show(*, reader: Reader, now: datetime, id: str) -> ExportCard:
    """Return what an officer took out, with its loss report; raise ``Hidden`` for what others did."""
    card = _card(reader, now, id)
    looking.note(actor=reader, event=Event.CONSULTATION, action="export.show", now=now, records=[id])
    return card


def _card(reader: Reader, now: datetime, id: str) -> ExportCard:
    held = models.Export.objects.filter(id=id, officer=reader.officer, agency=reader.agency).first()
    if held is None:
        raise Hidden()
    asked, told = json.loads(held.asked), json.loads(held.told)
    lines = tuple(LossLine(**each) for each in told.pop("losses"))
    asking = tuple(Asking(AgencyCard(**each.pop("owner")), **each) for each in told.pop("asking"))
    marking = ceilings.read(told.pop("marking", {}))
    kind = writers.format_of(held.format)
    return ExportCard(
        id=held.id, format=kind.card, at=held.at, as_of=held.at, until=held.until,
        over=now >= held.until or not keeping.place_of(held.id).is_file(),
        file=f"bowstreet-{held.at:%Y-%m-%d}-{held.id[-8:]}{_ending(marking)}.{kind.ending}", size=held.size,
        sha256=held.sha256, root=held.root, history=asked["history"], ceiling=asked["ceiling"],
        recipients=tuple(asked["recipients"]),
        balance=Balance(asking=asking, losses=lines, marking=marking, **told),
    )  # fmt: skip


def download(*, reader: Reader, now: datetime, id: str) -> Carried:
    """Return the bytes of a document to the officer who took it out, while all in it may still leave; entered first.

    Raise ``Hidden`` where it is another's or something in it may no longer leave, ``NoLongerThere`` after its hour.
    """
    with denying.denied(reader, "export.download", now):
        card = _card(reader, now, id)
        held = models.Export.objects.get(id=id)
        leaving.still(reader, json.loads(held.depths), now)
    if card.over:
        raise NoLongerThere()
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action="export.download", now=now, records=[id],
        count=card.balance.records,
    )  # fmt: skip
    return Carried(keeping.place_of(id), card.file, card.size, "application/octet-stream")


def _meant(reader: Reader, now: datetime, choice: Chosen) -> Chosen:
    """Return a choice with the records of the intake that it names; raise ``Hidden`` for one that is not there."""
    if not choice.intake:
        return choice
    held = watching.opened(reader, now, choice.intake, "export.intake", Action.META)
    return replace(choice, among=tuple(returning.records_of(held.id)))


def _balance(made: Leaves, beside: Accompanied, found: tuple[Loss, ...]) -> Balance:
    agencies = queries.cards()
    asking = (
        *(Asking(agencies[slug], n) for slug, n in sorted(made.asking.items()) if slug in agencies),
        *(Asking(agencies.get(name, AgencyCard("", name, "", "", "")), n, gave=True) for name, n in
          sorted(made.givers.items())),
    )  # fmt: skip
    masked = sum(bool(each.masked) for each in made.records)
    stays = _stays(made)
    parts = (
        f"{stays:,} of the chosen {'stays' if stays == 1 else 'stay'} behind" if stays else "",
        f"{masked:,} {'leaves' if masked == 1 else 'leave'} without fields that may not be passed on" if masked else "",
        _of_originals(beside.staying),
    )
    said = ", and ".join(filter(None, parts))
    return Balance(
        records=len({each.id for each in made.records}),
        versions=len(made.records),
        links=len(made.links),
        judgements=len(made.judgements),
        above=made.above,
        asking=asking,
        originals=len(beside.originals),
        losses=_lines(bundling.losses(made, (*found, *beside.losses))),
        completeness=f"{said[:1].upper()}{said[1:]}." if said else WHOLE,
        marking=_marking(made),
    )


def _ending(marking: Ceiling) -> str:
    """Return how the name of a document ends: with the strictest marks of what is in it."""
    marks = (f"TLP-{marking.tlp}" if marking.tlp else "", str(marking.handling or ""))
    return "".join(f"-{each}" for each in marks if each).replace("+", "-")


def _marking(made: Leaves) -> Ceiling:
    """Return the strictest mark of each sort among the records that leave, and the links and judgements between."""
    beside = {each.terms_id for each in made.links} | {each.terms_id for each in made.judgements}
    return ceilings.marking([*(each.envelope.terms for each in made.records), *terms.terms_of(beside).values()])


def _of_originals(staying: int) -> str:
    if not staying:
        return ""
    if staying == 1:
        return "1 object of another system does not leave as it came"
    return f"{staying:,} objects of other systems do not leave as they came"


def _lines(losses: Sequence[Loss]) -> tuple[LossLine, ...]:
    return tuple(map(LossLine.of, sorted(losses, key=lambda each: (-each.count, each))))


def _stays(made: Leaves) -> int:
    return made.above + made.asking.total() + made.givers.total()
