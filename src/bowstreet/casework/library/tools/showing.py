"""Tools as one reader meets them: the list, and a card with the uses that open, faults and acceptance in court."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from bowstreet.casework.library import opened as opening
from bowstreet.casework.library import shelf, telling, topics
from bowstreet.casework.library.cards import MethodCard, PracticeCard
from bowstreet.casework.library.models import ToolFinding, ToolUse
from bowstreet.casework.library.opened import MOST_SHOWN, Opened, Stated
from bowstreet.casework.library.rates import rate
from bowstreet.casework.library.tools.answers import (
    AcceptanceOfTool,
    CardNaming,
    FaultOfTool,
    Held,
    ToolCard,
    ToolList,
    ToolRow,
    UseOfTool,
    Worked,
)
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import keys
from bowstreet.holdings.repository import denying, dockets, finding, rows
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.kinds import tool
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MOST = 1_000
"""So many tools are gone through, the newest; the list says when there are more."""

FAULT, ACCEPTED = "fault", "accepted"
USED_IN = frozenset({"operation", "case", "practice", "method"})
"""The kinds in which a tool is used."""


def tools(*, reader: Reader, now: datetime, q: str = "", after: int = 0, limit: int = 50) -> ToolList:
    """Return the tools that open and in which all the words stand, by title; ``after`` of them are passed over.

    'tool for X' finds those in which X stands: the word tool stands in each.
    """
    reach = reach_of(reader, now)
    ids = finding.all_of(reader, now, "", Filters(kind=(tool.KIND.code,)), MOST + 1)
    found = opening.opened(rows.by_ids(ids[:MOST]).values(), reach).values()
    wanted = topics.roots(q).keys()
    fits = [each for each in found if wanted <= each.words().keys()]
    fits.sort(key=lambda each: (each.title, each.row.uid))
    page = fits[after : after + limit]
    uses = _uses([each.row for each in page], reach)
    dockets.check_out(reader, [*(each.row for each in page), *(each.left.row for each in uses)], reach, now)
    said = list(ToolFinding.objects.filter(tool__in=[each.row.uid for each in page]))
    opening.enter(reader, now, "tool.list", [*(each.row for each in page), *(each.left.row for each in uses)])
    return ToolList(
        tuple(_row(each, uses, said) for each in page), len(fits), len(fits) > after + limit, len(ids) > MOST
    )


def tool_card(*, reader: Reader, now: datetime, id: str) -> ToolCard:
    """Return a tool whole; raise ``Hidden`` where none of that id opens."""
    with denying.denied(reader, "tool.show", now):
        row = opened(id, reader, now)
    reach = reach_of(reader, now)
    card = opening.opened([row], reach)[row.id]
    uses = _uses([row], reach)
    out = [row, *(each.left.row for each in uses)]
    dockets.check_out(reader, out, reach, now)
    opening.enter(reader, now, "tool.show", out)
    noted = {each.link: each for each in ToolUse.objects.filter(link__in=[each.link.id for each in uses])}
    worked = [noted[each.link.id].worked for each in uses if each.link.id in noted]
    said = ToolFinding.objects.filter(tool=row.uid).order_by("-at", "id")
    return ToolCard(
        row.uid, card.title, dockets.dockets([row], reader, reach)[row.id], card.value("version"), card.value("maker"),
        card.value("licence"), card.value("summary"), card.value("limits"), card.values("users"),
        card.values("inputs"), card.values("outputs"),
        tuple(_use(each, noted.get(each.link.id), card, reader, reach) for each in reversed(uses[-MOST_SHOWN:])),
        len(uses), rate(worked.count("yes"), len(worked)),
        tuple(_fault(each) for each in said if each.sort == FAULT),
        tuple(_acceptance(each) for each in said if each.sort != FAULT), _named_by(card.title), states(reader),
    )  # fmt: skip


def opened(id: str, reader: Reader, now: datetime) -> Row:
    """Return the row of a tool that opens with its content; raise ``Hidden`` for any other id."""
    row = rows.named(id, reach_of(reader, now).sets.body)
    if row is None or row.kind != tool.KIND.code:
        raise Hidden()
    return row


def states(reader: Reader) -> bool:
    """Say whether the reader adds uses, faults and acceptance: a prosecutor too, who knows what courts held."""
    return reader.role in (Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR, Role.COORDINATOR, Role.PROSECUTOR)


def _uses(found: Sequence[Row], reach: Reach) -> list[Stated]:
    return [each for each in opening.stated(found, (LinkType.USES,), reach) if each.left.row.kind in USED_IN]


def _row(each: Opened, uses: Iterable[Stated], said: Iterable[ToolFinding]) -> ToolRow:
    of = [finding for finding in said if finding.tool == each.row.uid]
    return ToolRow(
        each.row.uid, each.title, each.value("version"), each.value("maker"), each.value("summary"), each.owner,
        sum(use.link.right == each.row.id for use in uses), sum(finding.sort == FAULT for finding in of),
        tuple(sorted({finding.country for finding in of if finding.sort == ACCEPTED})),
    )  # fmt: skip


def _use(each: Stated, noted: ToolUse | None, card: Opened, reader: Reader, reach: Reach) -> UseOfTool:
    return UseOfTool(
        each.link.id, each.left.row.uid, each.left.title, each.left.kind_label, queries.card(each.link.agency),
        each.link.made_at, noted.version if noted else "", cast(Worked, noted.worked) if noted else None,
        each.said(card, reader, reach),
    )  # fmt: skip


def _fault(each: ToolFinding) -> FaultOfTool:
    return FaultOfTool(
        each.id, each.version, each.mended, keys.unlock(each.said), keys.unlock(each.source),
        queries.card(each.agency), each.at,
    )  # fmt: skip


def _acceptance(each: ToolFinding) -> AcceptanceOfTool:
    return AcceptanceOfTool(
        each.id, each.country, next(iter(countries.names(each.country)), each.country), cast(Held, each.sort),
        each.version, keys.unlock(each.said), keys.unlock(each.source), queries.card(each.agency), each.at,
    )  # fmt: skip


def _named_by(title: str) -> tuple[CardNaming, ...]:
    """Return the cards of the library among whose tools one is called so, whatever version follows the name."""
    wanted = title.casefold()
    made = []
    for card in shelf.shelf().cards:
        if isinstance(card, PracticeCard | MethodCard) and any(
            each.casefold().startswith(wanted) for each in card.tools
        ):
            made.append(CardNaming((telling.sort_of(card), card.id), card.title))
    return tuple(made)
