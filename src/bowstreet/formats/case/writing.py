"""Records written as a graph of CASE 1.5: what everybody reads, and carriers in which they come back as they left."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import orjson

from bowstreet.formats.case import carrying, forms, graph, namespaces, splitting
from bowstreet.formats.case.beside import Beside
from bowstreet.formats.case.forms import Said
from bowstreet.formats.case.graph import Node, moment, node, record_id, ref
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink, Written
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.vocabulary import products
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import alone, catalogue, stating
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT
from bowstreet.vocabulary.selector_types import SelectorType
from bowstreet.vocabulary.statements import Statement

_CONTEXT = orjson.dumps(namespaces.CONTEXT)


class NotWritten(ValueError):
    """Something that would not be read again; the message says so in a sentence."""


def write(bundle: Bundle, *, now: datetime) -> Written:
    """Return the records as JSON-LD, a node a line, and what of them a reader without our carriers is not told.

    Raise ``NotWritten`` where a node would be longer than one that is read: nothing is written then.
    """
    nodes, losses = written(bundle, now=now)
    lines = [orjson.dumps(each) for each in nodes]
    for each, line in zip(nodes, lines, strict=True):
        if len(line) > splitting.LONGEST_NODE:
            name = str(each.get("uco-core:name", each["@id"]))[:60]
            raise NotWritten(f"The node '{name}' would have more than {splitting.LONGEST_NODE:,} bytes.")
    return Written(b'{"@context":%b,\n"@graph":[\n%b\n]}\n' % (_CONTEXT, b",\n".join(lines)), losses)


def written(bundle: Bundle, *, now: datetime) -> tuple[list[Node], tuple[Loss, ...]]:
    """Return the nodes of a bundle, the records first, and the losses."""
    beside = Beside()
    losses: list[Loss] = []
    versions: dict[str, list[tuple[int, Leaving]]] = {}
    for order, each in enumerate(bundle.records):
        versions.setdefault(each.id, []).append((order, each))
    nodes: list[Node] = []
    for several in versions.values():
        nodes += _record(several, beside, losses)
    for order, link in enumerate(bundle.links):
        if {link.left, link.right} <= versions.keys():
            nodes.append(_link(link, order, beside))
        else:
            losses.append(Loss(f"link.{link.type}", Why.NO_KIND))
    for order, judged in enumerate(bundle.judgements):
        if {judged.left, judged.right} <= versions.keys():
            nodes.append(_judgement(judged, order, beside))
        else:
            losses.append(Loss(f"judgement.{judged.verdict}", Why.NO_KIND))
    told = {"uco_core__name": "Records taken out of Bowstreet", "uco_core__objectCreatedTime": moment(now)}
    members = [ref(each["@id"]) for each in nodes if carrying.RECORD not in each["@type"]]
    about = node(graph.made_id("taken out", now.isoformat()), "uco-core:Grouping", carrying.BESIDE, **told)
    return [about | {"uco-core:object": members}, *nodes, *beside.nodes()], summed(losses)


def _record(several: list[tuple[int, Leaving]], beside: Beside, losses: list[Loss]) -> Iterable[Node]:
    """Yield the node of a record, of which the newest version speaks, and what hangs on it.

    The carriers of earlier versions stand beside it, so that no node grows with them.
    """
    last, newest = max(several, key=lambda each: each[1].version)
    said = Said(record_id(newest.id), newest, beside)
    kind, form = catalogue.ALL[newest.kind], forms.FORMS[newest.kind]
    carriers = {
        order: _carrier(f"{newest.id}:{each.version}", carrying.RECORD, carrying.of_record(each, order))
        for order, each in several
    }
    earlier = [each for order, each in carriers.items() if order != last]
    erased = newest.envelope.terms.state is State.ERASED
    yield node(
        said.own,
        form.class_of(said),
        uco_core__name=newest.title,
        uco_core__description=_described(newest),
        uco_core__objectStatus="Deprecated" if erased else None,
        uco_core__tag=[kind.label, *map(products.label, kind.products(newest.body))],
        uco_core__createdBy=ref(beside.agency(newest.owner, newest.owner_name)),
        uco_core__objectCreatedTime=moment(newest.created_at),
        uco_core__modifiedTime=moment(newest.modified_at),
        uco_core__objectMarking=[ref(each) for each in beside.marks(newest.envelope.terms)],
        uco_core__externalReference=[_reference(newest.id)],
        **form.properties(said),
        uco_core__hasFacet=[*form.facets(said), carriers[last], *(ref(each["@id"]) for each in earlier)],
    )
    yield from earlier
    yield from _provenance(newest, said)
    yield from _identifiers(newest, said)
    losses += _coarser(newest)


def _reference(record: str) -> Node:
    own = graph.made_id("reference", record)
    told = {"uco_core__definingContext": "Bowstreet", "uco_core__externalIdentifier": record}
    return node(own, "uco-core:ExternalReference", **told)


def _described(record: Leaving) -> str:
    """Return all that a record says, each field after its label; of more than a long text its beginning."""
    kind = catalogue.ALL[record.kind]
    told = ((each.label, stating.plain(record.body, each.name)) for each in kind.fields if each.name in record.body)
    return "\n".join(f"{label}: {'; '.join(values)}" for label, values in told if values)[:LONGEST_LONG_TEXT]


def _provenance(record: Leaving, said: Said) -> Iterable[Node]:
    """Yield where a record came from, as its envelope says it."""
    if told := record.envelope.particulars.provenance:
        own = graph.made_id("provenance", record.id)
        yield node(
            own, "case-investigation:ProvenanceRecord", carrying.BESIDE, uco_core__description=told,
            uco_core__object=[ref(said.own)],
        )  # fmt: skip


def _identifiers(record: Leaving, said: Said) -> Iterable[Node]:
    """Yield how a record has or mentions each identifier that it yields; the one that it is stands in its facets."""
    kind = catalogue.ALL[record.kind]
    named: dict[str, str] = {}
    for each in kind.selectors(record.body):
        one = each.selector
        if one.type is SelectorType.HANDLE or (alone.kind_of(one) == kind.code and each.field in kind.key_fields):
            continue
        own = said.beside.selector(one)
        field = kind.by_name[each.field]
        if named.get(own) != "has":
            named[own] = "has" if field.selector else "mentions"
    for own, relation in named.items():
        yield _relation(graph.made_id("identified", said.own, own), said.own, own, relation, directed=True)


def _relation(own: str, left: str, right: str, relation: str, *, directed: bool, **said: Any) -> Node:
    beside = (carrying.BESIDE,) if "uco_core__hasFacet" not in said else ()
    return node(
        own, "uco-core:Relationship", *beside, uco_core__source=ref(left), uco_core__target=ref(right),
        uco_core__kindOfRelationship=relation, **said,
    ) | {"uco-core:isDirectional": directed}  # fmt: skip


def _link(link: LeavingLink, order: int, beside: Beside) -> Node:
    own = graph.made_id("link", link.left, link.type, link.right, str(order))
    days = {"uco_core__startTime": link.first_seen, "uco_core__endTime": link.last_seen}
    return _relation(
        own, record_id(link.left), record_id(link.right), link.type.value, directed=True,
        uco_core__createdBy=ref(beside.agency(link.by)) if link.by else None,
        **{name: moment(day) for name, day in days.items() if day},
        uco_core__hasFacet=[_carrier(own, carrying.LINK, carrying.of_link(link, order))],
    )  # fmt: skip


def _judgement(judged: LeavingJudgement, order: int, beside: Beside) -> Node:
    own = graph.made_id("judgement", judged.left, judged.right, judged.by, str(order))
    return _relation(
        own, record_id(judged.left), record_id(judged.right), f"judged {judged.verdict}", directed=False,
        uco_core__createdBy=ref(beside.agency(judged.by)) if judged.by else None,
        uco_core__description=judged.ground, uco_core__objectCreatedTime=moment(judged.at),
        uco_core__hasFacet=[_carrier(own, carrying.JUDGEMENT, carrying.of_judgement(judged, order))],
    )  # fmt: skip


def _carrier(owner: str, type: str, held: dict[str, Any]) -> Node:
    return node(graph.made_id("carrier", owner), type, "uco-core:Facet") | held


def _coarser(record: Leaving) -> Iterable[Loss]:
    """Yield what CASE says of a record with fewer distinctions; the carrier has all of it."""
    kind = catalogue.ALL[record.kind]
    for name in record.body:
        if not kind.by_name[name].many:
            continue
        weighed = sum(Statement(each.value) != each for each in kind.statements(record.body, name))
        if weighed:
            yield Loss(f"{record.kind}.{name}", Why.COARSER, weighed)
