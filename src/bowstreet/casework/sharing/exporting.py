"""The act of taking records out of the node in a format, and the looks before and after it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.db import transaction

from bowstreet.casework.intake import returning, watching
from bowstreet.casework.sharing import accompanying, bundling, disclosing, documents, keeping, models, writers
from bowstreet.casework.sharing.accompanying import Accompanied, Asked
from bowstreet.casework.sharing.answers import Asking, Balance, Carried, ExportCard, ExportLook, LossLine
from bowstreet.casework.sharing.telling import Told
from bowstreet.casework.sharing.writers import Format
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import chance, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, leaving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.holdings.repository.leaving import Picked
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import USUAL, Ceiling
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal


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
    """Return what would leave and what would stay behind or find no home; an entry in the ledger, no disclosure.

    Of much what joins records, and what finds no home, is counted among the first records alone.
    """
    with denying.denied(reader, "export.look", now):
        choice = _meant(reader, now, choice)
        picked = leaving.pick(reader=reader, now=now, choice=choice, ceiling=ceiling, history=history)
    kind = writers.format_of(format) if format else None
    beside = accompanying.accompanied(picked.depths, format or "", Asked(reader, now, ceiling, history, choice.intake))
    told = Told(picked, beside)
    for part in islice(picked.parts(documents.WHOLE), 1):
        made = beside.told(bundling.bundle(part.leaves))
        whole = replace(made, records=(*made.records, *map(bundling.record, part.beside)), originals=beside.originals)
        told.add(part.leaves, kind.write(whole, now).losses if kind else ())
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="export.look", now=now, count=len(picked.cut.going),
        query=choice.q or None,
    )  # fmt: skip
    return ExportLook(kind.card if kind else None, told.balance(), writers.cards())


def export(
    *, reader: Reader, now: datetime, choice: Chosen, format: str, ceiling: Ceiling = USUAL,
    history: bool = False, recipients: Sequence[str] = (),
) -> ExportCard:  # fmt: skip
    """Take out what may leave of a choice as a document, kept for an hour for the officer alone.

    The agency's ledger gets one disclosure, each owner's one of its own records. ``recipients`` are agencies by their
    slugs, or other names, which are sealed with the reason. Much is read and written part by part; see ``documents``.
    Raise ``NothingLeaves`` where nothing may.
    """
    kind = writers.format_of(format)
    with denying.denied(reader, f"export.{format}", now, NothingLeaves):
        choice = _meant(reader, now, choice)
        picked = leaving.pick(reader=reader, now=now, choice=choice, ceiling=ceiling, history=history)
        if not picked.cut.going:
            raise NothingLeaves(picked.stays.total, sorted(picked.stays.givers))
    beside = accompanying.accompanied(picked.depths, format, Asked(reader, now, ceiling, history, choice.intake))
    told = Told(picked, beside)
    keeping.sweep(now)
    with keeping.draft() as draft:
        _write(picked, beside, kind, draft, told)
        balance, left = told.balance(), [*told.left, *beside.beside]
        root = disclosing.root(left)
        with transaction.atomic():
            nth = models.Export.objects.filter(officer=reader.officer).count()
            id = chance.identifier(reader.agency, f"export:{reader.officer}:{nth}", now)
            sha256, size = keeping.keep(draft, id, now)
            models.Export.objects.create(
                id=id, agency=reader.agency, officer=reader.officer, format=format, at=now, until=now + keeping.KEPT,
                asked=json.dumps({"ceiling": ceilings.said(ceiling), "history": history, "recipients": [*recipients]}),
                told=json.dumps(asdict(balance) | {"marking": ceilings.said(balance.marking)}),
                depths=json.dumps(picked.depths | beside.depths), sha256=sha256, size=size, root=root,
            )  # fmt: skip
            disclosing.disclose(reader, now, f"export.{format}", left, recipients=recipients, losses=balance.losses)
    return _card(reader, now, id)


def _write(picked: Picked, beside: Accompanied, kind: Format, draft: BinaryIO, told: Told) -> None:
    """Write all that leaves into a draft, part by part."""
    several = picked.weight > documents.WHOLE
    step = documents.STEP if several and kind.card.code == documents.STREAMED else documents.WHOLE
    with keeping.draft() as spool:
        document = documents.begin(kind, draft, spool, beside.originals, picked.now, several=several)
        for part in picked.parts(step):
            made = beside.told(bundling.bundle(part.leaves))
            told.add(part.leaves, document.add(made, tuple(map(bundling.record, part.beside))))
        told.documents = document.finish()


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
        file=f"bowstreet-{held.at:%Y-%m-%d}-{held.id[-8:]}{_ending(marking)}.{_suffix(kind, told)}", size=held.size,
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


def _suffix(kind: Format, told: Mapping[str, Any]) -> str:
    return documents.ARCHIVE if told.get("documents", 1) > 1 else kind.ending


def _ending(marking: Ceiling) -> str:
    """Return how the name of a document ends: with the strictest marks of what is in it."""
    marks = (f"TLP-{marking.tlp}" if marking.tlp else "", str(marking.handling or ""))
    return "".join(f"-{each}" for each in marks if each).replace("+", "-")
