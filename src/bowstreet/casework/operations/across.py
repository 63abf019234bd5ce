"""The coordinator's board: how the operations of all countries stand, and nothing of what is brought into them.

An operation is on it while its record opens to the reader, as everywhere. Of tasks and instruments it reads whose they
are and their day; pool, scope, decisions and private layers it does not read at all.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from bowstreet.casework.operations import instruments, joint, models, themes
from bowstreet.casework.operations.answers import ThemeSaid
from bowstreet.casework.operations.boards import Across, AcrossPart, AcrossRow, AcrossSide, Clash
from bowstreet.holdings.agencies import queries, rules
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import dockets, undertaken
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.holdings.repository.undertaken import Undertaking
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class _Going:
    """An operation that goes on, its title, what it is about and its action day."""

    held: Undertaking
    title: str
    about: themes.Themes
    action_on: date | None

    @property
    def id(self) -> str:
        return self.held.row.uid


def across(*, reader: Reader, now: datetime) -> Across:
    """Return the operations that go on: all that open to whom coordinates for all agencies, else those of one's own."""
    reach, cards = reach_of(reader, now), queries.cards()
    everybody = rules.coordinates(reader, cards[reader.agency].sort)
    opened = [each for each in undertaken.under(reach.sets.body) if each.row.kind == "operation"]
    works = models.Partner.objects.filter(agency=reader.agency, state="accepted").values_list("operation", flat=True)
    inside = {*works, *(each.row.uid for each in opened if each.row.agency == reader.agency)}
    some = [each for each in opened if everybody or each.row.uid in inside]
    going = [_going(each, cards) for each in some if joint.stage_of(each.body) not in joint.OVER]
    going.sort(key=lambda each: (each.action_on is None, each.action_on or date.max, each.title, each.id))
    dockets.check_out(reader, [each.held.row for each in going], reach, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="operation.across", now=now,
        records=[each.id for each in going],
        touched=[(each.id, each.held.row.agency) for each in going if each.held.row.agency != reader.agency],
    )  # fmt: skip
    parts, met = _parts(going, cards, now.date()), _clashes(going, now.date())
    made = tuple(
        AcrossRow(
            each.id, each.title, each.id in inside, joint.stage_of(each.held.body), _said(each.about),
            each.action_on, parts[each.id], sum(one.late for one in parts[each.id]), tuple(met[each.id]),
        )
        for each in going
    )  # fmt: skip
    return Across(
        made, sum(each.late for each in made), sum(map(len, met.values())) // 2, len(some) - len(going), everybody
    )  # fmt: skip


def _going(each: Undertaking, cards: Mapping[str, AgencyCard]) -> _Going:
    title = dockets.title(each.row, "body", each.body, cards[each.row.agency])
    return _Going(each, title, themes.of_body(each.body), joint.day(each.body.get("action_on")))


def _parts(
    going: Sequence[_Going], cards: Mapping[str, AgencyCard], today: date
) -> Mapping[str, tuple[AcrossPart, ...]]:  # fmt: skip
    ids = [each.id for each in going]
    open: dict[tuple[str, str], int] = defaultdict(int)
    late: dict[tuple[str, str], list[date]] = defaultdict(list)
    tasks = models.Task.objects.filter(operation__in=ids, done_at=None)
    for operation, agency, due_on in tasks.values_list("operation", "agency", "due_on"):
        open[operation, agency] += 1
        if due_on and due_on < today:
            late[operation, agency].append(due_on)
    for operation, agency, due_on in instruments.late(ids, today):
        late[operation, agency].append(due_on)
    sides: dict[str, dict[str, AcrossSide]] = {each.id: {each.held.row.agency: "lead"} for each in going}
    partners = models.Partner.objects.filter(operation__in=ids).order_by("agency")
    for each in partners:
        sides[each.operation][each.agency] = joint.STATES[each.state]
    return {
        id: tuple(
            AcrossPart(
                agency, cards[agency].country, part, open[id, agency], len(late[id, agency]),
                min(late[id, agency], default=None),
            )
            for agency, part in some.items()
        )
        for id, some in sides.items()
    }  # fmt: skip


def _clashes(going: Sequence[_Going], today: date) -> Mapping[str, list[Clash]]:
    found: dict[str, list[Clash]] = defaultdict(list)
    ahead = [(each, each.action_on) for each in going if each.action_on and each.action_on >= today]
    for (one, day), (other, others) in combinations(ahead, 2):
        shared = tuple(each for each in one.about.markets if each in other.about.markets)
        if shared:
            about, apart = _said(themes.Themes(shared)), abs((others - day).days)
            found[one.id].append(Clash(other.id, other.title, other.held.row.agency, about, others, apart))
            found[other.id].append(Clash(one.id, one.title, one.held.row.agency, about, day, apart))
    return found


def _said(about: themes.Themes) -> tuple[ThemeSaid, ...]:
    return tuple(ThemeSaid(each.sort, each.code, each.label) for each in about)
