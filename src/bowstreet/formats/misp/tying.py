"""References between the objects of MISP, tied once all of a source is read: links of ours, or judgements."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Judged
from bowstreet.formats.misp import relations, values
from bowstreet.formats.misp.gathering import Growing, name_of
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.judging import Verdict, may_be_one
from bowstreet.vocabulary.linking import LinkType

MOST = 10_000
"""References that are looked at in one object."""


class Reference(NamedTuple):
    """One reference: from what to what, by their UUIDs, the name of the relation, and who says so."""

    left: str
    right: str
    name: str
    comment: str
    by: str


def references(held: Mapping[str, Any], uuid: str, by: str) -> list[Reference]:
    """Return the references of an object that were not deleted."""
    found = values.listed(held.get("ObjectReference"))[:MOST]
    return [
        Reference(
            values.uuid(each, "object_uuid") or uuid,
            values.uuid(each, "referenced_uuid"),
            values.one_line(each.get("relationship_type"), 60) or "without-type",
            values.one_line(each.get("comment"), 200),
            by,
        )
        for each in found
        if not values.is_true(each.get("deleted"))
    ]


def tie(pieces: list[Growing], said: list[Reference], ours: frozenset[str]) -> list[Loss]:
    """Put every reference into the draft that it begins at, and return those that found no home.

    Those between records that come back as they left are in their bundle.
    """
    by_uuid = {each.uuid: each for each in pieces if each.drafts}
    losses = []
    for each in said:
        if {each.left, each.right} <= ours:
            continue
        left, right = by_uuid.get(each.left), by_uuid.get(each.right)
        if left is None or right is None or left is right:
            losses.append(Loss(f"reference.{each.name}", Why.NO_KIND))
            continue
        losses += _tie(left, right, each)
    return losses


def _tie(left: Growing, right: Growing, said: Reference) -> list[Loss]:
    lost = [Loss("reference.comment", Why.NO_FIELD)] if said.comment else []
    if said.name in relations.SAME and may_be_one(left.drafts[0].kind, right.drafts[0].kind):
        names = name_of(left.drafts[0]), name_of(right.drafts[0])
        left.judged.append(Judged(*names, Verdict.SAME, ground=said.comment, by=said.by))
        return []
    found = relations.read(said.name)
    link, turned = found or (LinkType.RELATED_TO, False)
    if turned:
        left, right = right, left
    left.drafts[0] = _linked(left.drafts[0], DraftLink(link, *name_of(right.drafts[0])))
    return lost if found else [*lost, Loss(f"reference.{said.name}", Why.COARSER)]


def _linked(draft: Draft, link: DraftLink) -> Draft:
    return draft if link in draft.links else replace(draft, links=(*draft.links, link))
