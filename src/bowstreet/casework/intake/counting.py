"""The counts of an intake as they grow: each of its sources changed in one statement, so that none is half told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from bowstreet.casework.intake import losing, marking, rejects
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.casework.intake.naming import named_part
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.formats.exchange.losses import Loss
from bowstreet.vocabulary.envelope import Terms

_ZERO = dict.fromkeys(
    ("read", "observed", "already_held", "rejected", "noted", "bytes_unread", "records_new", "records_known"), 0
)  # fmt: skip

_NOTHING_TOLD = {"reject_groups": "[]", "losses": "[]", "remarks": ""}


def sources(intake: Intake) -> list[Source]:
    """Return the sources of an intake that were kept, in order."""
    return list(Source.objects.filter(intake=intake).exclude(sha256="").order_by("number"))


def last_number(intake: Intake) -> int:
    """Return the number of the last source of an intake."""
    return int(Source.objects.filter(intake=intake).aggregate(last=Max("number"))["last"])


def begin(intake: Intake, now: datetime) -> None:
    """Set an intake back to its beginning, as a run that was killed before leaves it."""
    with transaction.atomic():
        Source.objects.filter(Q(file__gt=0) | Q(archive__isnull=False), intake=intake).delete()
        Source.objects.filter(intake=intake).exclude(sha256="").update(
            **_ZERO, state="reading", reader=None, mapping=None, dataset=None, note="", part="", **_NOTHING_TOLD
        )
        Intake.objects.filter(pk=intake.pk).update(
            state="reading",
            sentence="",
            rows_expected=0,
            rows_under_way=0,
            began_at=now,
            ended_at=None,
            closed="",
            leans=True,
        )
        Task.objects.filter(intake=intake).update(owed=True)


def swept(intake: Intake) -> None:
    """Write that nothing of an intake lies pending."""
    Task.objects.filter(intake=intake).update(owed=False)


def recognised(source: Source) -> None:
    """Write what a source was recognised as, or that nothing reads it."""
    Source.objects.filter(pk=source.pk).update(
        reader=source.reader,
        mapping=source.mapping,
        part=source.part,
        note=source.note,
        state="reading" if source.reader else "done",
    )


def recognised_all(many: Sequence[Source]) -> None:
    """Write what many sources were recognised as, in one transaction."""
    with transaction.atomic():
        for each in many:
            recognised(each)


def under_way(intake: Intake, rows: int) -> None:
    """Write about how many rows of the tables in hand are read; they are not counted yet."""
    Intake.objects.filter(pk=intake.pk).update(rows_under_way=rows)


@dataclass(frozen=True)
class Counted:
    """What was counted of one source, each apart: rows that begin in it, those observed, and those rejected."""

    read: int
    observed: int
    already_held: int
    rejected: int
    bytes_unread: int = 0


def has_read(source: Source, dataset: str | None, counted: Counted) -> None:
    """Write what was counted of a source."""
    Source.objects.filter(pk=source.pk).update(
        dataset=dataset, **asdict(counted), state="admitting", **_of_list(source)
    )


def have_read(many: Iterable[tuple[Source, str | None, Counted]]) -> None:
    """Write what was counted of many pages, and what they were recognised as, in one transaction."""
    with transaction.atomic():
        for source, dataset, counted in many:
            has_read(source, dataset, counted)
            Source.objects.filter(pk=source.pk).update(reader=source.reader, note=source.note)


def lost(source: Source, losses: Iterable[Loss], remarks: str = "") -> None:
    """Write what of a source found no home, and what the standard of its format says against its things."""
    Source.objects.filter(pk=source.pk).update(losses=losing.packed(losses), remarks=remarks)


def losses(intake: Intake) -> list[str]:
    """Return what of the sources of an intake found no home, as it is kept."""
    return list(Source.objects.filter(intake=intake).exclude(losses="[]").values_list("losses", flat=True))


def listed(source: Source) -> None:
    """Write how many fields of a source went unread, after its reject list grew."""
    Source.objects.filter(pk=source.pk).update(**_of_list(source))


def _of_list(source: Source) -> dict[str, Any]:
    found = rejects.read(rejects_of(source.intake_id, source.number))
    made = tuple(rejects.groups([(named_part(source.path, source.part), found)]))
    noted = sum(each.count for each in made if not each.whole_rows)
    return {"noted": noted, "reject_groups": rejects.packed(made)}


def has_added(source: Source, *, new: int, known: int) -> None:
    """Add to the records that came of a source."""
    Source.objects.filter(pk=source.pk).update(
        records_new=F("records_new") + new, records_known=F("records_known") + known
    )


def admitted(intake: Intake, now: datetime) -> None:
    """Write, in the transaction that admits, that an intake is in; from here on nothing of it is taken back."""
    Source.objects.filter(intake=intake).exclude(reader=None).update(state="done")
    Intake.objects.filter(pk=intake.pk).update(state="admitting", ended_at=now)
    swept(intake)


def closes(intake: Intake, others: Iterable[Terms]) -> None:
    """Write that an intake opens only to whom its things do: a file is as closed as the records that come out of it."""
    held = Intake.objects.filter(pk=intake.pk)
    before = Terms.from_json(held.values_list("closed", flat=True).get() or intake.terms)
    after = marking.most_closed(before, others)
    if after != before:
        held.update(closed=after.as_json())


def looked(intake: Intake, told: str) -> None:
    """Write what a first look through an intake found; it waits until its officer accepts it."""
    with transaction.atomic():
        Source.objects.filter(intake=intake).exclude(reader=None).update(state="looked")
        Intake.objects.filter(pk=intake.pk).update(state="looked", looked=told, ended_at=datetime.now(UTC))
        Task.objects.filter(intake=intake).update(state="ended", owed=False, holder="")


def is_admitted(intake: Intake) -> bool:
    """Say whether an intake is in, though records known before may still wait for what it adds."""
    return intake.state == "admitting" and intake.ended_at is not None


def done(intake: Intake) -> None:
    """Write that nothing of an intake is left to do."""
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(state="done", sentence=_said(intake))
        Task.objects.filter(intake=intake).update(state="ended", holder="")


def _said(intake: Intake) -> str:
    sources = Source.objects.filter(intake=intake)
    unread, off = sources.filter(reader=None).count(), _off(sources)
    said = f"{unread} of {sources.count()} files could not be read; each says why." if unread else ""
    return " ".join(filter(None, (said, off)))


def _off(sources: "QuerySet[Source]") -> str:
    """Return the sentence on files whose counts do not add up, empty where all do."""
    lost = sources.exclude(read=F("observed") + F("rejected")).count()
    left = sources.filter(bytes_unread__gt=0).count()
    return " ".join(
        f"{number} of {sources.count()} files {what}."
        for number, what in (
            (lost, "do not add up: not every row that was read is observed or rejected"),
            (left, "break off or end before their last byte: the reject list says from where on nothing was read"),
        )
        if number
    )


def failed(intake: Intake, sentence: str, *, owed: bool = False) -> None:
    """Write that nothing of an intake was admitted, and why; no count of it stands.

    Its task ends, unless it is ``owed`` a sweep that could not be made.
    """
    with transaction.atomic():
        _uncount(intake, "failed")
        ended = intake.ended_at or datetime.now(UTC)
        Intake.objects.filter(pk=intake.pk).update(state="failed", sentence=sentence, ended_at=ended)
        if not owed:
            Task.objects.filter(intake=intake).update(state="ended", holder="")


def waits(intake: Intake, sentence: str) -> None:
    """Write that an intake waits in line to be read anew, and for what; no count of it stands."""
    with transaction.atomic():
        _uncount(intake, "quarantined")
        Intake.objects.filter(pk=intake.pk).update(state="quarantined", sentence=sentence)


def told(intake: Intake, sentence: str) -> None:
    """Write what an officer is told of an intake."""
    Intake.objects.filter(pk=intake.pk).update(sentence=sentence)


def _uncount(intake: Intake, state: str) -> None:
    Source.objects.filter(intake=intake).exclude(reader=None, state="done").update(
        **_ZERO, state=state, dataset=None, **_NOTHING_TOLD
    )


class Paced:
    """Calls a writer at most twice a second, and once more at the end."""

    def __init__(self, write: Callable[[], None], clock: Callable[[], float]) -> None:
        """Keep the writer and the clock in seconds."""
        self._write, self._clock, self._last = write, clock, float("-inf")

    def __call__(self) -> None:
        """Write unless that was done within half a second."""
        at = self._clock()
        if at - self._last >= 0.5:
            self._last = at
            self._write()

    def now(self) -> None:
        """Write."""
        self._last = self._clock()
        self._write()
