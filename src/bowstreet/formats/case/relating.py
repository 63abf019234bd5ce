"""How the nodes of a graph hang together, as links between the drafts that they became."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from bowstreet.formats.case.taking import Taken
from bowstreet.formats.exchange.losses import Why
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType

RELATIONS: Final = frozenset({"Relationship", "ObservableRelationship"})
_TYPES: Final = {each.value: each for each in LinkType} | {
    "contained_within": LinkType.PART_OF,
    "has_account": LinkType.USES,
    "has_email_address": LinkType.USES,
    "has_device": LinkType.USES,
    "owns": LinkType.CONTROLS,
    "located_at": LinkType.LOCATED_AT,
    "has": LinkType.USES,
}
"""What kinds of relationships are as types of links; any other is a relation of some sort."""


class Tie(NamedTuple):
    """A link from one node to another, and the number of the piece that says it.

    ``grade``, ``evidence`` and ``by`` are of links that come back as they left.
    """

    left: str
    type: LinkType
    right: str
    number: int
    first: date | None = None
    last: date | None = None
    basis: Basis = Basis.FACT
    grade: Grade | None = None
    evidence: tuple[str, ...] = ()
    by: str = ""
    home: str = ""


def of_relation(taken: Taken, number: int) -> list[Tie]:
    """Return the links that a relationship is: from each of its sources to each of its targets."""
    kind = taken.text("kindOfRelationship")
    type = _TYPES.get(kind.strip().lower().replace(" ", "_").replace("-", "_"), LinkType.RELATED_TO)
    if type is LinkType.RELATED_TO and kind.lower() != LinkType.RELATED_TO.value:
        taken.lose("kindOfRelationship", Why.COARSER)
    taken.values("isDirectional")
    sources, targets = taken.refs("source"), taken.refs("target")
    first, last = taken.day("startTime"), taken.day("endTime")
    if not sources or not targets:
        taken.lose("", Why.NOT_READ)
    if first and last and last < first:
        taken.lose("endTime", Why.NOT_READ)
        last = None
    return [Tie(left, type, right, number, first, last) for left in sources for right in targets]


def of_holding(taken: Taken, own: str, number: int) -> list[Tie]:
    """Return the links from what holds others, such as an investigation, to what it holds."""
    return [Tie(own, LinkType.MENTIONS, each, number) for each in taken.refs("object")]


def drawn(ties: Iterable[Tie], drafts: Mapping[str, Draft]) -> tuple[dict[str, list[DraftLink]], int]:
    """Return by the ids of nodes the links of their drafts, and how many ends became no draft."""
    links: dict[str, dict[DraftLink, None]] = {}
    lost = 0
    for each in ties:
        left, right = drafts.get(each.left), drafts.get(each.right)
        if left is None or right is None:
            lost += 1
            continue
        links.setdefault(each.left, {})[_link(each, right)] = None
    return {own: list(several) for own, several in links.items()}, lost


def _link(tie: Tie, right: Draft) -> DraftLink:
    return DraftLink(
        tie.type,
        right.kind,
        key_of(right),
        tie.basis,
        first_seen=tie.first,
        last_seen=tie.last,
        cites=(f"piece:{tie.number}",),
        grade=tie.grade,
        evidence=tie.evidence,
        stated_by=tie.by,
        home=tie.home,
    )


def key_of(draft: Draft) -> str:
    """Return by what a link leads to a draft."""
    return catalogue.ALL[draft.kind].key(draft.body) or draft.known_as
