"""A whole intake is taken back: what it brought in goes, what it added elsewhere is taken out, the files stay."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import transaction

from bowstreet.casework.intake import claiming, leaning, tracing, watching
from bowstreet.casework.intake.answers import IntakeView, Undoing
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.casework.intake.naming import EXCHANGE, imports_of
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import undoing
from bowstreet.holdings.repository.undoing import Weighed
from bowstreet.vocabulary.counting import counted
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Refusal, Sort

MOST_NAMED = 5
"""Later intakes named in a refusal, the last first: with them one begins."""

_NOT_DONE = "Only an intake that is done can be taken back."
_NOT_YOURS = "An intake is taken back by the officer who handed it in, or by a supervisor of the agency."


class NotToBeUndone(Refusal):
    """An intake that stands: others built on it, it is not done, or it is not the asker's to take back."""

    sort = Sort.CONFLICT


def weigh(*, reader: Reader, now: datetime, id: str) -> Undoing:
    """Return what would go if the intake were taken back, counted by what the reader may see; nothing is changed."""
    return _weighed(watching.opened(reader, now, id, "intake.undo.preview", Action.META), reader, now)


def undo(*, reader: Reader, now: datetime, id: str) -> IntakeView:
    """Take an intake back: all of it is out of sight when this returns, and is erased after that.

    Raise ``NotToBeUndone`` with the reasons where something that the reader may see was built on it.
    """
    found = watching.opened(reader, now, id, "intake.undo.preview", Action.META)
    with transaction.atomic():
        weighed = _weighed(found, reader, now)
        taken = Intake.objects.filter(pk=found.pk, state="done").update(
            state="taking_back", sentence=_sentence(weighed, reader, now), taken_back_by=reader.officer,
            taken_back_at=now,
        )  # fmt: skip
        if weighed.reasons or not taken:
            raise NotToBeUndone(" ".join(weighed.reasons) or _NOT_DONE)
        undoing.hide(found.id, now=now)
        storing.withdraw_imports(imports_of(found.id))
        Task.objects.filter(intake=found).update(
            state="waiting", owed=True, holder="", attempts=0, pauses=0, not_before=None
        )
        recording.record_act(
            actor=reader, event=Event.ERASURE, action="intake.undo", now=now, records=(found.id,),
            count=weighed.records + weighed.rows, bulk_root=_root(weighed),
        )  # fmt: skip
    return watching.intake(reader=reader, now=now, id=id)


def go_on(intake: Intake) -> None:
    """Erase what an intake that is being taken back brought in; a run that was killed goes on where it stopped."""
    now = intake.taken_back_at or datetime.now(UTC)
    undoing.erase(act=intake.id, by=intake.taken_back_by, now=now, rows=imports_of(intake.id))
    storing.sweep_imports(imports_of(intake.id))
    claiming.forget(intake)
    tracing.forget(intake)
    leaning.forget(intake)
    shutil.rmtree(rejects_of(intake.id, 0).parent, ignore_errors=True)
    with transaction.atomic():
        Source.objects.filter(intake=intake).exclude(reader=None).update(state="taken_back", reject_groups="[]")
        Intake.objects.filter(pk=intake.pk).update(state="taken_back")
        Task.objects.filter(intake=intake).update(state="ended", owed=False, holder="")


def _weighed(found: Intake, reader: Reader, now: datetime) -> Undoing:
    held = undoing.weigh(reader=reader, act=found.id, now=now)
    rows = storing.rows_of(imports_of(found.id))
    return Undoing(
        id=found.id,
        short=found.id[-8:],
        title=watching.title_of(found, reader, now),
        kinds=held.kinds,
        records=held.records,
        links=held.links,
        amended=held.amended,
        rows=rows,
        files=Source.objects.filter(intake=found, file=0, archive=None).count(),
        reasons=tuple(_reasons(found, reader, now, held, rows)),
    )


def _reasons(found: Intake, reader: Reader, now: datetime, held: Weighed, rows: int) -> Iterator[str]:
    if found.officer != reader.officer and reader.role is not Role.SUPERVISOR:
        yield _NOT_YOURS
    if found.state != "done":
        yield _NOT_DONE
        return
    for count, one, many in (
        (held.edited, "of its records was edited since; take the edit back first",
         "of its records were edited since; take those edits back first"),
        (held.judged, "judgement rests on its records; judge them again as unsure first",
         "judgements rest on its records; judge those again as unsure first"),
        (held.linked, "link was made to its records by hand", "links were made to its records by hand"),
        (held.attached, "file is attached to its records; take it out first",
         "files are attached to its records; take those out first"),
        (held.drafted, "of your drafts changes its records; record or discard it first",
         "of your drafts change its records; record or discard those first"),
        (held.proposed, "change to its records waits for a second officer; decide on it first",
         "changes to its records wait for a second officer; decide on those first"),
    ):  # fmt: skip
        if count:
            yield f"{counted(count, one, many)}."
    if held.stated_again:
        yield _stated_again(held, reader, now)
    if _under_way(found):
        yield "Another intake under the same envelope is being read just now; try again when it is done."
    later = _later(found) if rows else []
    if later:
        yield f"Later intakes found rows of this one already held: take back {', '.join(later)} first."


def _stated_again(held: Weighed, reader: Reader, now: datetime) -> str:
    """Say which later intakes come first; where all of them are going already, that it is a matter of waiting."""
    later = Intake.objects.filter(id__in=held.later)
    if not later.exclude(state="taking_back").exists():
        return "Later intakes that speak of its records are being taken back just now; try again when that is done."
    named = watching.shorts(later.exclude(state="taking_back"), reader, now)
    first = ", ".join(named[:MOST_NAMED]) or "those"
    return (
        f"{counted(held.stated_again, 'record of which it speaks was', 'records of which it speaks were')} stated again"
        f" by later intakes: take back {first} first."
    )


def _under_way(found: Intake) -> bool:
    """Say whether an intake may be counting on this one while it is read.

    One under other terms does so with exchange documents alone, of which each thing has terms of its own.
    """
    others = Intake.objects.filter(agency=found.agency, state__in=("reading", "admitting")).exclude(pk=found.pk)
    documents = Source.objects.filter(intake=found, reader__startswith=EXCHANGE).exists()
    return others.exists() if documents else others.filter(terms=found.terms).exists()


def _later(found: Intake) -> list[str]:
    """Return the short ids of later intakes that found rows of this one already held.

    Of intakes before it was kept whose rows they found, all count that found rows of the same datasets held; pages go
    to several.
    """
    datasets = storing.datasets_of(imports_of(found.id))
    others = Source.objects.filter(
        intake__agency=found.agency, already_held__gt=0, intake__state="done", intake__leans=False
    )
    after = others.filter(intake__ended_at__gt=found.ended_at).exclude(intake=found)
    tables = set(after.filter(dataset__in=datasets).values_list("intake_id", flat=True))
    pages = set(after.filter(mapping=None).values_list("intake_id", flat=True)) - tables
    on_it = {*leaning.on(found)} | tables | {each for each in pages if datasets & storing.datasets_of(imports_of(each))}
    return sorted(each[-8:] for each in on_it)[:MOST_NAMED]


def _sentence(weighed: Undoing, reader: Reader, now: datetime) -> str:
    by = queries.officer_names({reader.officer}).get(reader.officer, "")
    return (
        f"Taken back by {by}, {now:%Y-%m-%d %H:%M} UTC: {counted(weighed.records, 'record')},"
        f" {counted(weighed.rows, 'observation')} and {counted(weighed.links, 'link')} went;"
        f" {counted(weighed.amended, 'record known before was', 'records known before were')} changed back. The files"
        " stay in quarantine."
    )


def _root(weighed: Undoing) -> str:
    told = f"{weighed.id}:{weighed.records}:{weighed.rows}:{weighed.links}:{weighed.amended}"
    return hashlib.sha256(told.encode()).hexdigest()
