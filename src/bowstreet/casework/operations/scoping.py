"""What an operation works on, and by which legal instruments: each agency that works in it adds to both."""

from datetime import date, datetime

from django.db import transaction

from bowstreet.casework.operations import instruments, joint, leading, models, taking_part, targets
from bowstreet.casework.operations.boards import OperationBoard
from bowstreet.casework.operations.joint import Joint
from bowstreet.holdings.ledger import chance, keys
from bowstreet.holdings.ledger import recording as entering
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid


class WrongInstrument(Invalid):
    """A legal instrument, or a step of one, that cannot be."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


def target(*, reader: Reader, now: datetime, id: str, identifiers: str) -> OperationBoard:
    """Put identifiers, one a line, into the scope of an operation; all who work in it read them in normal form.

    They are no holdings: no check answers with them, and the double-effort report does not count them.
    """
    with transaction.atomic():
        with denying.denied(reader, "operation.target", now):
            each = _scope(id, reader, now)
        held = set(models.Target.objects.filter(operation=each.row.uid).values_list("tag", flat=True))
        named = {targets.tag(each.row.uid, one): one for one in targets.read(identifiers)}
        fresh = {tag: one for tag, one in named.items() if tag not in held}
        if len(held) + len(fresh) > targets.MOST:
            raise targets.WrongTargets(f"An operation works on {targets.MOST:,} identifiers at the most.")
        models.Target.objects.bulk_create([
            models.Target(
                uid=chance.identifier(reader.agency, f"target:{tag}:{now.isoformat()}", now), operation=each.row.uid,
                agency=reader.agency, tag=tag, type=one.type.value, matter=keys.lock(one.value), by=reader.officer,
                at=now,
            )
            for tag, one in fresh.items()
        ], ignore_conflicts=True)  # fmt: skip
        _enter(reader, now, each, "operation.target")
    return joint.board(reader=reader, now=now, id=id)


def untarget(*, reader: Reader, now: datetime, id: str, target: str) -> OperationBoard:
    """Take an identifier out of the scope: for the agency that put it there, and for the lead."""
    with transaction.atomic():
        with denying.denied(reader, "operation.untarget", now):
            each = _scope(id, reader, now)
            held = models.Target.objects.filter(operation=each.row.uid, uid=target)
            gone, _ = (held if each.part == "lead" else held.filter(agency=reader.agency)).delete()
            if not gone:
                raise Hidden()
        _enter(reader, now, each, "operation.untarget")
    return joint.board(reader=reader, now=now, id=id)


def issue(  # noqa: PLR0913 - an instrument says all of this
    *, reader: Reader, now: datetime, id: str, code: str, to: str, title: str, reference: str = "",
    due_on: date | None = None,
) -> OperationBoard:  # fmt: skip
    """Note a legal instrument of the reader's agency to another that works in the operation; it begins as prepared."""
    with transaction.atomic():
        with denying.denied(reader, "operation.instrument", now):
            each = taking_part.inside(id, reader, now)
        if to not in each.members or to == reader.agency:
            raise WrongInstrument("to", leading.NotAPartner(to).args[0])
        if is_blank(title):
            raise WrongInstrument("title", "Say in a few words what is asked for.")
        nth = models.Instrument.objects.filter(operation=each.row.uid).count()
        made = models.Instrument.objects.create(
            uid=chance.identifier(reader.agency, f"instrument:{each.row.uid}:{nth}", now), operation=each.row.uid,
            issuer=reader.agency, receiver=to, code=code, title=title.strip(), reference=reference.strip(),
            due_on=due_on, at=now,
        )  # fmt: skip
        _say(made, reader, now, "prepared", now.date())
        _enter(reader, now, each, "operation.instrument")
    return joint.board(reader=reader, now=now, id=id)


def step(
    *, reader: Reader, now: datetime, id: str, instrument: str, state: str, on: date | None = None
) -> OperationBoard:  # fmt: skip
    """Say to which state an instrument came that the reader's agency issued or received; ``on`` is today if left out.

    Raise ``WrongInstrument`` for a state that does not follow or is the other side's to say.
    """
    with transaction.atomic():
        with denying.denied(reader, "operation.step", now):
            each = taking_part.inside(id, reader, now)
            held = models.Instrument.objects.filter(operation=each.row.uid, uid=instrument).first()
            if held is None or reader.agency not in (held.issuer, held.receiver):
                raise Hidden()
        last = instruments.last(held)
        day = on or now.date()
        if state not in instruments.ahead(held, last.state, reader.agency):
            raise WrongInstrument("state", f"After '{last.state}' this is no step, or the other side's to say.")
        if day > now.date() or day < last.on:
            raise WrongInstrument("on", "This day lies ahead, or before the step that came last.")
        _say(held, reader, now, state, day)
        _enter(reader, now, each, f"operation.step:{state}")
    return joint.board(reader=reader, now=now, id=id)


def _scope(id: str, reader: Reader, now: datetime) -> Joint:
    """Return an operation in which the reader's agency works, and whose identifiers open to the reader."""
    each = taking_part.inside(id, reader, now)
    if not each.names:
        raise Hidden()
    return each


def _say(each: models.Instrument, reader: Reader, now: datetime, state: str, day: date) -> None:
    models.InstrumentStep.objects.create(
        instrument=each, state=state, agency=reader.agency, on=day, by=reader.officer, at=now
    )


def _enter(reader: Reader, now: datetime, each: Joint, action: str) -> None:
    entering.record_act(
        actor=reader, event=Event.ALTERATION, action=action, now=now, records=[each.row.uid],
        also_agencies=list(each.members),
    )  # fmt: skip
