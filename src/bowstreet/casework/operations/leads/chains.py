"""The chain of a lead as one reader's agency sees it: from its own part in it on, and while the record opens to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import get_args

from django.db.models import Q

from bowstreet.casework.operations import models
from bowstreet.casework.operations.leads.answers import OUTCOMES, STAGES, Awaited, ChainStep, HandOverRow, Stage, State
from bowstreet.holdings.repository import rows, undertaken
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

QUIET = timedelta(days=30)
"""After so long without news a lead is stale."""

_RANK: dict[str, int] = {stage: number for number, stage in enumerate(STAGES)}
_STATES: Mapping[str, State] = {each: each for each in get_args(State)}
_RETURNED = ("wrong_address", "cannot_act", "lapsed")


@dataclass(frozen=True)
class Chain:
    """A lead, and of its hand-overs and stages those that the reader's agency sees, in their order."""

    row: Row
    reach: Reach
    given: tuple[models.HandOver, ...]
    told: tuple[models.LeadStage, ...]

    @property
    def holder(self) -> str:
        """Return who has it: who accepted it last, before that who gave it first."""
        for each in reversed(self.given):
            if each.state == "accepted":
                return each.receiver
        return self.given[0].giver if self.given else self.row.agency

    @property
    def waiting(self) -> models.HandOver | None:
        """Return the hand-over that is not answered."""
        return self.given[-1] if self.given and self.given[-1].state == "waiting" else None

    @property
    def stage(self) -> str:
        """Return the stage said last; else whether it was handed over or accepted; nothing where it was not."""
        if self.told:
            return self.told[-1].stage
        states = {each.state for each in self.given}
        return "accepted" if "accepted" in states else "handed_over" if self.given else ""

    @property
    def over(self) -> bool:
        """Say whether it has an outcome."""
        return self.stage in OUTCOMES

    @property
    def awaited(self) -> Awaited:
        """Return what comes next."""
        if self.over:
            return ""
        if self.waiting:
            return "answer"
        if not self.given and not self.told:
            return "hand_over"
        return "hand_over" if self.given and self.given[-1].state in _RETURNED else "news"

    @property
    def awaited_of(self) -> str:
        """Return which agency is to do what comes next; nothing where that is nobody."""
        return "" if self.over else self.waiting.receiver if self.waiting else self.holder

    @property
    def news_at(self) -> datetime | None:
        """Return when something was heard of it last."""
        heard = [*(each.at for each in self.given), *(one.at for one in self.told)]
        return max([*heard, *(each.answered_at for each in self.given if each.answered_at)], default=None)

    def stale(self, now: datetime) -> bool:
        """Say whether its term is over without an answer, or nothing was heard of it for thirty days."""
        if self.over or self.news_at is None:
            return False
        late = self.waiting is not None and self.waiting.due_on < now.date()
        return late or self.news_at + QUIET < now

    def to(self, agency: str) -> models.HandOver | None:
        """Return the hand-over by which an agency has the lead, or is asked for it; None where it is neither."""
        if self.waiting and self.waiting.receiver == agency:
            return self.waiting
        mine = [each for each in self.given if each.receiver == agency and each.state == "accepted"]
        return mine[-1] if mine and self.holder == agency else None

    @property
    def country(self) -> str:
        """Return to which country it was handed last; nothing where it was not."""
        return self.given[-1].country if self.given else ""

    @property
    def operation(self) -> str:
        """Return the id of the operation that it came from."""
        return next((each.operation for each in self.given if each.operation), "")

    @property
    def ahead(self) -> tuple[Stage, ...]:
        """Return the stages that can follow: later ones, and from one outcome another, as an appeal brings."""
        last = self.told[-1].stage if self.told else ""
        if self.over:
            return tuple(each for each in STAGES if each in OUTCOMES and each != last)
        return tuple(each for each in STAGES if _RANK[each] > _RANK.get(last, -1))

    def line(self, agency: str, names: dict[str, str], today: date) -> tuple[ChainStep, ...]:
        """Return the steps in their order as an agency reads them."""
        found: list[tuple[datetime, int, int, ChainStep]] = []
        for place, each in enumerate(self.given):
            shown = hand_over_row(each, agency, names, today)
            handed = ChainStep("handed_over", each.giver, each.receiver, each.country, each.at.date(), None, "", shown)
            found.append((each.at, place, 0, handed))
            if each.answered_at:
                answered = ChainStep(
                    each.state, each.receiver, "", each.country, each.answered_at.date(), None, each.why, None
                )
                found.append((each.answered_at, place, 1, answered))
        for one in self.told:
            found.append(
                (one.at, len(self.given), 0, ChainStep(one.stage, one.agency, "", "", one.on, None, one.why, None))
            )
        return _dated([each[-1] for each in sorted(found, key=lambda each: each[:3])])


def there(id: str, reader: Reader, now: datetime) -> Chain:
    """Return the chain of a lead that is there for the reader; raise ``Hidden`` for any other."""
    reach = reach_of(reader, now)
    row = rows.named(id, reach.sets.body)
    if row is None or row.kind != "lead":
        raise Hidden()
    (found,) = _of([row], reader, reach) or (None,)
    if found is None:
        raise Hidden()
    return found


def all_of(reader: Reader, now: datetime) -> list[Chain]:
    """Return the chains that are there for the reader: of the agency's own leads, and where it has a part."""
    reach = reach_of(reader, now)
    own = undertaken.of_agency("lead", reader.agency, reach.sets.body)
    part = Q(giver=reader.agency) | Q(receiver=reader.agency) | Q(operation__in=_operations(reader.agency))
    met = set(models.HandOver.objects.filter(part).values_list("lead", flat=True)) - {each.uid for each in own}
    others = [each for each in rows.by_uids(met).values() if each.terms_id in reach.sets.body]
    return _of([*own, *others], reader, reach)


def hand_over_row(each: models.HandOver, agency: str, names: dict[str, str], today: date) -> HandOverRow:
    """Return a hand-over as an agency reads it: its words for giver and receiver alone."""
    side = agency in (each.giver, each.receiver)
    words = (
        (each.authority, each.reference, each.instead, each.said, names.get(each.by, ""),
         names.get(each.answered_by, ""))
        if side else ("",) * 6
    )  # fmt: skip
    return HandOverRow(
        each.uid, each.giver, each.receiver, each.country, each.instrument, each.asked, each.due_on, each.at,
        _STATES[each.state], each.state == "waiting" and each.due_on < today, each.why, each.answered_at, *words,
    )  # fmt: skip


def _of(found: Sequence[Row], reader: Reader, reach: Reach) -> list[Chain]:
    uids = [each.uid for each in found]
    given: dict[str, list[models.HandOver]] = defaultdict(list)
    for each in models.HandOver.objects.filter(lead__in=uids).order_by("at", "id"):
        given[each.lead].append(each)
    told: dict[str, list[models.LeadStage]] = defaultdict(list)
    for one in models.LeadStage.objects.filter(lead__in=uids).order_by("at", "id"):
        told[one.lead].append(one)
    works_in = _operations(reader.agency)
    made = (_seen(row, given[row.uid], told[row.uid], reader, reach, works_in) for row in found)
    return [each for each in made if each is not None]


def _seen(
    row: Row, given: list[models.HandOver], told: list[models.LeadStage], reader: Reader, reach: Reach,
    works_in: Collection[str],
) -> Chain | None:  # fmt: skip
    """Return a chain from the reader's part in it on: whole for the owner and for who works in its operation."""
    agency = reader.agency
    if row.agency == agency or any(each.operation in works_in for each in given if each.operation):
        return Chain(row, reach, tuple(given), tuple(told))
    own = [each for each in given if agency in (each.giver, each.receiver)]
    if not own:
        return None
    holds = [each for each in own if each.giver == agency or each.state in ("waiting", "accepted")]
    if not holds:
        return Chain(row, reach, tuple(own), ())
    since = given.index(holds[0])
    before = [each for each in own if given.index(each) < since]
    later = [each for each in told if each.at >= given[since].at]
    return Chain(row, reach, (*before, *given[since:]), tuple(later))


def _operations(agency: str) -> frozenset[str]:
    """Return the operations of others in which an agency takes part."""
    held = models.Partner.objects.filter(agency=agency, state="accepted")
    return frozenset(held.values_list("operation", flat=True))


def _dated(steps: Iterable[ChainStep]) -> tuple[ChainStep, ...]:
    made: list[ChainStep] = []
    for each in steps:
        days = max((each.on - made[-1].on).days, 0) if made else None
        made.append(ChainStep(each.code, each.agency, each.to, each.country, each.on, days, each.why, each.hand_over))
    return tuple(made)
