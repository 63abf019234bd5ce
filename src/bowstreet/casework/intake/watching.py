"""How an intake stands: its list, its counts while it runs, and its reject list.

Own agency only, and only what its envelope opens: a file is as closed as the records that come out of it. Whoever
handed it in follows it all the same.
"""

import itertools
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from bowstreet.casework.intake import claiming, closing, losing, rejects, remarking, sparing, summing
from bowstreet.casework.intake.answers import Expected, IntakeGlance, IntakeList, IntakeView, SourceRow
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.naming import named_part
from bowstreet.casework.intake.summing import COUNTS
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository.answers import Docket
from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import LEA_ROLES, Reader
from bowstreet.vocabulary.refusals import Hidden

_STEPS = {"quarantined": 1, "reading": 3, "looked": 4, "admitting": 4, "done": 5}


def rejects_of(intake: str, number: int) -> Path:
    """Return where the reject list of a source lies."""
    return Path(settings.STATE) / "intake" / intake / f"{number}.jsonl"


def intakes(*, reader: Reader, now: datetime, cursor: str | None = None, limit: int = 50) -> IntakeList:
    """List what the reader's agency brought in, as far as it opens to the reader, newest first."""
    return _listed(Intake.objects.filter(agency=reader.agency), reader, now, cursor, limit)


def own(*, reader: Reader, now: datetime, limit: int = 50) -> tuple[IntakeGlance, ...]:
    """List what the reader brought in, newest first."""
    mine = Intake.objects.filter(agency=reader.agency, officer=reader.officer)
    return _listed(mine, reader, now, None, limit).intakes


def _listed(found: "QuerySet[Intake]", reader: Reader, now: datetime, cursor: str | None, limit: int) -> IntakeList:
    _admit(reader)
    if cursor is not None:
        at, last = _place(cursor, reader)
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    page = list(itertools.islice(_opening(found.order_by("-at", "-id"), reader, now), limit + 1))
    shown = page[:limit]
    looking.note(actor=reader, event=Event.CONSULTATION, action="intake.list", now=now, records=_ids(shown))
    more = cursors.seal([shown[-1].at.isoformat(), shown[-1].id], _scope(reader)) if len(page) > limit else None
    return IntakeList(_glances(shown, reader, now), more)


def titles(reader: Reader, now: datetime, ids: Collection[str]) -> dict[str, str]:
    """Return the titles of those intakes of the reader's agency that open, for a record whose look-up names them."""
    if reader.role not in LEA_ROLES:
        return {}
    found = Intake.objects.filter(agency=reader.agency, id__in=list(ids))
    return {each.id: title_of(each, reader, now) for each in _opening(found, reader, now)}


def intake(*, reader: Reader, now: datetime, id: str, cursor: str | None = None, limit: int = 50) -> IntakeView:
    """Return one intake as it stands, with some of its sources; its counts are over all of them."""
    found = opened(reader, now, id, "intake.show", Action.META)
    sources = summing.of(found.id)
    scope = f"intake.sources:{found.id}:{reader.officer}"
    after = int(cursors.open_sealed(cursor, scope)[0]) if cursor is not None else 0
    page = list(sources.filter(number__gt=after)[: limit + 1])
    seconds = _seconds(found, now)
    totals = summing.totals(sources, found.state)
    files, kept, recognised = summing.files(sources)
    by = queries.officer_names({found.officer}).get(found.officer, "")
    docket = Docket(
        queries.card(found.agency), Terms.from_json(found.terms), Particulars.from_json(found.particulars), by
    )
    told = sources.exclude(reject_groups="[]").values_list("reject_groups", flat=True)
    view = IntakeView(
        id=found.id,
        short=found.id[-8:],
        title=found.title,
        by=by,
        at=found.at,
        purpose=found.purpose,
        case=found.case,
        docket=docket,
        state=found.state,
        step=_STEPS.get(found.state, 0),
        sources=tuple(_row(found.id, each) for each in page[:limit]),
        next=cursors.seal([page[limit - 1].number], scope) if len(page) > limit else None,
        sources_total=sources.count(),
        files=files,
        kept=kept,
        recognised=recognised,
        totals=totals,
        rejects=rejects.together(group for text in told for group in rejects.unpacked(text)),
        reject_lists=summing.reject_lists(found.id, sources),
        rows_expected=found.rows_expected,
        rows_under_way=found.rows_under_way,
        rows_per_second=(totals.read + found.rows_under_way) / seconds if seconds > 0 else 0.0,
        seconds=seconds,
        sentence=found.sentence,
        groups=summing.groups(sources),
        losses=losing.told(sources.exclude(losses="[]").values_list("losses", flat=True)),
        remarks=remarking.told(list(sources.exclude(remarks="").values_list("path", "remarks"))),
        foreseen=_foreseen(found),
        as_document=found.as_document,
    )
    if not opens_whole(found, reader, now):
        return closing.closed(view)
    return replace(view, claims=claiming.told(found, reader, now))


def _foreseen(found: Intake) -> Expected | None:
    if found.state != "looked":
        return None
    told = json.loads(found.looked)
    kinds = tuple(sorted(told["kinds"].items(), key=lambda each: (-each[1], each[0])))
    return Expected(kinds, told["links"], told["judged"], told["carried"], sparing.fields(told.get("fields", ())))


def _seconds(found: Intake, now: datetime) -> float:
    return ((found.ended_at or now) - found.began_at).total_seconds() if found.began_at else 0.0


def report(*, reader: Reader, now: datetime, id: str) -> dict[str, Any]:
    """Return an intake as the document that the command line prints: an account of every source, and the seconds."""
    found = opened(reader, now, id, "intake.show", Action.META)
    whole = opens_whole(found, reader, now)
    rows = (_row(found.id, each) for each in summing.of(found.id).iterator())
    told = rows if whole else map(closing.unnamed, rows)
    return {
        "act": found.id,
        "state": found.state,
        "sentence": found.sentence if whole else "",
        "sources": [_reported(each) for each in told],
        "seconds": round(_seconds(found, now), 3),
    }


def _reported(each: SourceRow) -> dict[str, Any]:
    losses = [{"part": one.part, "why": one.why, "count": one.count} for one in each.losses]
    remarks = asdict(each.remarks) if each.remarks else None
    own = {"adds_up": each.adds_up, "losses": losses, "remarks": remarks}
    return {name: getattr(each, name) for name in _REPORTED} | own


_REPORTED = ("path", "sha256", "reader", "dataset", *COUNTS, "reject_list", "mapping", "state", "note", "part",
             "file")  # fmt: skip


def reject_list(*, reader: Reader, now: datetime, id: str, sha256: str) -> str:
    """Return the reject list of one source as CSV."""
    found = opened(reader, now, id, "intake.rejects", Action.IDENTIFIERS)
    sources = list(Source.objects.filter(intake=found, sha256=sha256).order_by("number"))
    if not sources:
        raise Hidden()
    return rejects.as_csv(
        (named_part(each.path, each.part), rejects.read(rejects_of(found.id, each.number))) for each in sources
    )


def _admit(reader: Reader) -> None:
    if reader.role not in LEA_ROLES:
        raise Hidden()
    gate.wants_purpose(reader)


def opened(reader: Reader, now: datetime, identifier: str, action: str, depth: Action) -> Intake:
    """Return an intake of the reader's agency that opens to a depth; raise ``Hidden`` for all others alike."""
    _admit(reader)
    found = Intake.objects.filter(agency=reader.agency, id=identifier).first()
    if found and found.officer != reader.officer and not _opens(_terms(found), depth, reader, now):
        found = None
    shown = (found.id,) if found else ()
    looking.note(actor=reader, event=Event.CONSULTATION, action=action, now=now, records=shown)
    if found is None:
        raise Hidden()
    return found


def shorts(found: "QuerySet[Intake]", reader: Reader, now: datetime) -> list[str]:
    """Return how intakes are called in short, the last first, of those whose docket the reader may see."""
    mine = found.filter(agency=reader.agency).order_by("-at", "-id")
    return [each.id[-8:] for each in _opening(mine, reader, now)]


def _opening(found: "QuerySet[Intake]", reader: Reader, now: datetime) -> Iterator[Intake]:
    """Yield the intakes whose docket the reader may see."""
    known: dict[str, bool] = {}
    for each in found.iterator():
        terms = _terms(each)
        if terms not in known:
            known[terms] = _opens(terms, Action.META, reader, now)
        if known[terms] or each.officer == reader.officer:
            yield each


def opens_whole(found: Intake, reader: Reader, now: datetime) -> bool:
    """Say whether an intake of the reader's agency opens with what its files are called and hold."""
    return found.officer == reader.officer or _opens(_terms(found), Action.IDENTIFIERS, reader, now)


def title_of(found: Intake, reader: Reader, now: datetime) -> str:
    """Return the title of an intake of the reader's agency as far as it opens."""
    return found.title if opens_whole(found, reader, now) else closing.title(found.agency)


def _terms(found: Intake) -> str:
    """Return the terms by which an intake opens: those of its most closed things, where it has such."""
    return found.closed or found.terms


def _opens(terms: str, action: Action, reader: Reader, now: datetime) -> bool:
    return gate.opens(reader, Terms.from_json(terms), action, now)


def _ids(shown: Sequence[Intake]) -> list[str]:
    return [each.id for each in shown]


def _place(cursor: str, reader: Reader) -> tuple[datetime, str]:
    at, last = cursors.open_sealed(cursor, _scope(reader))
    return datetime.fromisoformat(at), str(last)


def _scope(reader: Reader) -> str:
    return f"intake.list:{reader.officer}"


def _glances(shown: Sequence[Intake], reader: Reader, now: datetime) -> tuple[IntakeGlance, ...]:
    names = queries.officer_names({each.officer for each in shown})
    counted = {f"all_{name}": Sum(name) for name in ("read", "observed", "rejected", "records_new", "bytes_unread")}
    readable = Count("id", filter=Q(reader__isnull=False))
    found = Source.objects.filter(intake__in=_ids(shown)).values_list("intake").annotate(**counted, readable=readable)
    sums = {intake: counts for intake, *counts in found}
    return tuple(
        IntakeGlance(
            each.id,
            each.id[-8:],
            title_of(each, reader, now),
            names.get(each.officer, ""),
            each.at,
            each.state,
            *sums[each.id],
        )
        for each in shown
    )


def _row(intake_id: str, each: Source) -> SourceRow:
    listed = each.rejected or each.noted
    return SourceRow(
        path=each.path,
        sha256=each.sha256 or None,
        size=each.size,
        reader=each.reader,
        mapping=each.mapping,
        dataset=each.dataset,
        **{name: getattr(each, name) for name in COUNTS},
        state=each.state,
        note=each.note,
        losses=losing.told([each.losses]),
        remarks=remarking.told([(each.path, each.remarks)]),
        reject_list=summing.address(intake_id, each) if listed else None,
        part=each.part,
        file=each.file or each.number,
        seen_on=each.seen_on,
    )
