"""All that leaves together as objects of STIX, and what of it found no home there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.stix import extension, leaving_observables, record_objects, relation_objects, statement_markings
from bowstreet.formats.stix.relation_objects import End
from bowstreet.vocabulary.envelope import Terms

Object = dict[str, Any]
_STEP: Final = timedelta(microseconds=1)


@dataclass
class _Made:
    """What is known while objects are made: the newest end of each record, the terms of each observable, who has it."""

    ends: dict[str, End] = field(default_factory=dict)
    observables: dict[str, tuple[Object, dict[Terms, None]]] = field(default_factory=dict)
    holding: dict[tuple[str, str], None] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)


def objects(bundle: Bundle, *, now: datetime) -> tuple[list[Object], tuple[Loss, ...]]:
    """Return the objects of all that leaves, and what was lost; raise ``NotLeaving`` for what STIX cannot say.

    A record is one object a version. Its selectors are cyber-observables beside it, each once however many have it.
    ``now`` dates the identities of the agencies, which are told as they are called now.
    """
    made = _Made()
    records = [_record(each, made) for each in bundle.records]
    relations = [*_links(bundle, made), *_judgements(bundle, made)]
    terms = dict.fromkeys(each.envelope.terms for each in bundle.records)
    agencies = dict.fromkeys((each.by for each in bundle.judgements), "")
    agencies |= dict.fromkeys((each.by for each in bundle.links if each.by), "")
    agencies |= {each.owner: each.owner_name for each in bundle.records}
    return [
        *extension.definitions(),
        *(record_objects.agency(slug, name, now) for slug, name in agencies.items()),
        *statement_markings.definitions(terms),
        *records,
        *({**each, "object_marking_refs": statement_markings.refs(held)} for each, held in made.observables.values()),
        *(relation_objects.observable_link(made.ends[record], own) for record, own in made.holding),
        *relations,
    ], summed(made.losses)


def _record(each: Leaving, made: _Made) -> Object:
    """Return the object of a record. What is newer of it is told by a later time than all before."""
    yielded, refs = record_objects.selectors(each), []
    for selector in yielded:
        if observable := leaving_observables.observable(selector):
            refs.append(observable["id"])
            made.observables.setdefault(observable["id"], (observable, {}))[1][each.envelope.terms] = None
            made.holding[each.id, observable["id"]] = None
    before = made.ends.get(each.id)
    created = before.created if before else each.created_at
    modified = max(created, each.modified_at, *((before.modified + _STEP,) if before else ()))
    held = record_objects.record_object(each, (created, modified), yielded, refs)
    markings = tuple(held["object_marking_refs"])
    made.ends[each.id] = End(held["id"], held["type"], created, modified, each.owner, markings)
    return held


def _links(bundle: Bundle, made: _Made) -> Iterator[Object]:
    seen: Counter[tuple[str, ...]] = Counter()
    for link in bundle.links:
        ends = _ends(made, link.left, link.right)
        if ends is None:
            made.losses.append(Loss(f"link.{link.type}", Why.WITHHELD))
            continue
        key = (link.left, link.type.value, link.right, link.basis.value)
        yield relation_objects.link_object(link, ends, seen[key])
        seen[key] += 1


def _judgements(bundle: Bundle, made: _Made) -> Iterator[Object]:
    for held in bundle.judgements:
        ends = _ends(made, held.left, held.right)
        if ends is None:
            made.losses.append(Loss(f"judgement.{held.verdict}", Why.WITHHELD))
            continue
        yield relation_objects.judgement_object(held, ends)


def _ends(made: _Made, left: str, right: str) -> tuple[End, End] | None:
    return (made.ends[left], made.ends[right]) if left in made.ends and right in made.ends else None
