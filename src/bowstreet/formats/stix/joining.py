"""The objects of a source joined: links and judgements between the drafts that they became, by kind and key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from bowstreet.formats.exchange.leaving import Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Judged
from bowstreet.formats.stix import extension, leaving_observables, record_objects
from bowstreet.formats.stix.looking import Looking
from bowstreet.formats.stix.relating import Relation
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.judging import Verdict, may_be_one
from bowstreet.vocabulary.kinds import catalogue

Named = tuple[str, str]
_RELATING: Final = ("relationship--", "sighting--")
"""How the ids of objects begin that are links themselves: nothing can link to them."""


class Joined(NamedTuple):
    """Of each object by its id the links that begin at its draft, and what was judged, by the number of its piece."""

    links: dict[str, list[DraftLink]]
    judged: dict[int, list[Judged]]


_RESTORED: Final = "extensions"
"""Where a link stood that was restored: it is in the bundle also where an end was revoked and has no draft."""


def told_beside(looking: Looking) -> frozenset[str]:
    """Return the ids of objects that only repeat for others what restored records say: makers and observables."""
    restored = [each.own for each in looking.objects if isinstance(each.own, Leaving)]
    if not restored:
        return frozenset((extension.MAKER,))
    stated = {each.own.by for each in looking.objects if isinstance(each.own, LeavingLink | LeavingJudgement)}
    agencies = map(record_objects.agency_id, {each.owner for each in restored} | stated)
    selected = {selector for each in restored for selector in record_objects.selectors(each)}
    observables = (leaving_observables.observable(each) for each in selected)
    return frozenset((extension.MAKER, *agencies, *(each["id"] for each in observables if each)))


def stood_for(looking: Looking) -> dict[str, str]:
    """Return the ids of foreign objects that restored records came of, each with the id of such a record's object."""
    there = {each.found.head.id for each in looking.objects if each.own is None}
    return {
        each: one.found.head.id
        for one in looking.objects
        if isinstance(one.own, Leaving)
        for each in one.own.foreign
        if each in there
    }


def repeating(looking: Looking, beside: frozenset[str]) -> frozenset[int]:
    """Return the numbers of the pieces that hang such objects on the records that they repeat."""
    restored = {each.found.head.id for each in looking.objects if isinstance(each.own, Leaving)}
    return frozenset(e.number for e in looking.relations if e.source in restored and e.target in beside)


def told_again(looking: Looking, stood: Mapping[str, str]) -> frozenset[Relation]:
    """Return what foreign objects say of two records that a restored link between these tells as well."""
    ids = _restored_ids(looking)
    links = [each.own for each in looking.objects if isinstance(each.own, LeavingLink)]
    told = {(ids.get(each.left), ids.get(each.right)) for each in links}
    return frozenset(
        each
        for each in looking.relations
        if not each.same and (stood.get(each.source, ""), stood.get(each.target, "")) in told
    )


def _restored_ids(looking: Looking) -> dict[str, str]:
    """Return the id in STIX of each restored record."""
    return {each.own.id: each.found.head.id for each in looking.objects if isinstance(each.own, Leaving)}


def joined(looking: Looking, beside: frozenset[str], stood: Mapping[str, str], again: frozenset[Relation]) -> Joined:
    """Return all links and judgements; one whose end became no draft is counted as lost.

    What leads to a foreign object leads to the record that stands for it; what stands ``again`` is drawn once.
    """
    named = {each.found.head.id: _named(each.drafts[0]) for each in looking.objects if each.drafts}
    records = _restored_ids(looking)
    found = Joined({}, {})
    for relation in (*looking.relations, *_own_relations(looking, records)):
        if relation.target in beside or relation in again:
            continue
        begins = stood.get(relation.source, relation.source)
        source, target = named.get(begins), named.get(stood.get(relation.target, relation.target))
        if (source is None or target is None) and relation.name == _RESTORED:
            continue
        if source is None or target is None:
            related = relation.target.startswith(_RELATING)
            looking.lost.add(relation.sort, relation.name, Why.COARSER if related else Why.NO_KIND)
        elif relation.same and may_be_one(source[0], target[0]) and source != target:
            found.judged.setdefault(relation.number, []).append(Judged(source, target, Verdict.SAME, relation.ground))
        elif source != target or (relation.name == _RESTORED and relation.source != relation.target):
            found.links.setdefault(begins, []).append(_link(relation, target))
    for number, each in enumerate(looking.objects, 1):
        held = each.own
        if not isinstance(held, LeavingJudgement):
            continue
        left, right = named.get(records.get(held.left, "")), named.get(records.get(held.right, ""))
        if left and right and held.left != held.right:
            made = Judged(left, right, held.verdict, held.ground, held.by, held.at, (held.left, held.right))
            found.judged.setdefault(number, []).append(made)
    return found


def with_links(drafts: tuple[Draft, ...], links: Iterable[DraftLink]) -> tuple[Draft, ...]:
    """Return the drafts of an object, the first with the links that begin at it, each once."""
    if not drafts:
        return ()
    return (replace(drafts[0], links=tuple(dict.fromkeys((*drafts[0].links, *links)))), *drafts[1:])


def _named(draft: Draft) -> Named:
    return draft.kind, catalogue.ALL[draft.kind].key(draft.body) or draft.known_as


def _link(relation: Relation, target: Named) -> DraftLink:
    kind, key = target
    cites = (f"piece:{relation.number}",)
    return DraftLink(
        relation.type, kind, key, relation.basis, relation.first, relation.last, cites,
        grade=relation.grade, evidence=relation.evidence, stated_by=relation.by, home=relation.home,
    )  # fmt: skip


def _own_relations(looking: Looking, records: Mapping[str, str]) -> Iterator[Relation]:
    """Yield the links that were restored; ``records`` tells the id in STIX of each restored record."""
    for number, each in enumerate(looking.objects, 1):
        link = each.own
        if isinstance(link, LeavingLink) and link.left in records and link.right in records:
            yield Relation(records[link.left], link.type, records[link.right], "relationship", _RESTORED, number,
                           link.first_seen, link.last_seen, link.basis, grade=link.grade, evidence=link.evidence,
                           by=link.by, home=link.right)  # fmt: skip
