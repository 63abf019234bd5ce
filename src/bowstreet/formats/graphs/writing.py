"""Records written as GraphML 1.0 and as GEXF 1.2: nodes, edges, and attributes that are declared with their types."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from bowstreet.formats.exchange.leaving import Bundle, Written
from bowstreet.formats.exchange.losses import Loss, summed
from bowstreet.formats.graphs import drawing
from bowstreet.formats.graphs.drawing import TYPES, Graph, Value

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_SAID = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_RETURN = {"\r": "&#13;"}
_IN_GRAPHML = {int: "int", bool: "boolean", str: "string"}
_IN_GEXF = {int: "integer", bool: "boolean", str: "string"}


def as_graphml(bundle: Bundle, *, now: datetime) -> Written:
    """Return what leaves as GraphML."""
    losses: list[Loss] = []
    graph = drawing.drawn(bundle, losses)
    nodes = {name: f"n{place}" for place, name in enumerate(("label", *graph.of_nodes))}
    edges = {name: f"e{place}" for place, name in enumerate(graph.of_edges)}
    out = io.StringIO()
    out.write(f'{_HEAD}<graphml xmlns="{_GRAPHML}">\n')
    out.write('<key id="g0" for="graph" attr.name="taken_out_at" attr.type="string"/>\n')
    for sort, keys in (("node", nodes), ("edge", edges)):
        for name, key in keys.items():
            kept = f"attr.name={_quoted(name)} attr.type={_quoted(_IN_GRAPHML[_type(name)])}"
            out.write(f'<key id="{key}" for="{sort}" {kept}/>\n')
    out.write(f'<graph edgedefault="directed">\n<data key="g0">{now.isoformat()}</data>\n')
    for node in graph.nodes:
        told = _keyed({"label": node.label, **node.attributes}, nodes)
        out.write(f"<node id={_quoted(node.id)}>{told}</node>\n")
    for edge in graph.edges:
        about = f"id={_quoted(edge.id)} source={_quoted(edge.source)} target={_quoted(edge.target)}"
        out.write(f"<edge {about}>{_keyed(edge.attributes, edges)}</edge>\n")
    out.write("</graph>\n</graphml>\n")
    return Written(out.getvalue().encode(), summed(losses))


def as_gexf(bundle: Bundle, *, now: datetime) -> Written:
    """Return what leaves as GEXF."""
    losses: list[Loss] = []
    graph = drawing.drawn(bundle, losses)
    out = io.StringIO()
    out.write(f'{_HEAD}<gexf xmlns="{_GEXF}" version="1.2">\n<meta lastmodifieddate="{now:%Y-%m-%d}"/>\n')
    out.write('<graph defaultedgetype="directed" mode="static">\n')
    out.write(_declared("node", graph.of_nodes) + _declared("edge", graph.of_edges))
    out.write(_nodes(graph) + _edges(graph))
    out.write("</graph>\n</gexf>\n")
    return Written(out.getvalue().encode(), summed(losses))


def _nodes(graph: Graph) -> str:
    told = [
        f"<node id={_quoted(each.id)} label={_quoted(each.label)}>{_valued(each.attributes, graph.of_nodes)}</node>\n"
        for each in graph.nodes
    ]
    return f"<nodes>\n{''.join(told)}</nodes>\n"


def _edges(graph: Graph) -> str:
    told = [
        f"<edge id={_quoted(each.id)} source={_quoted(each.source)} target={_quoted(each.target)}"
        f" label={_quoted(str(each.attributes['type']))}>{_valued(each.attributes, graph.of_edges)}</edge>\n"
        for each in graph.edges
    ]
    return f"<edges>\n{''.join(told)}</edges>\n"


def _declared(sort: str, names: Sequence[str]) -> str:
    told = "".join(
        f'<attribute id="{place}" title={_quoted(name)} type="{_IN_GEXF[_type(name)]}"/>\n'
        for place, name in enumerate(names)
    )
    return f'<attributes class="{sort}" mode="static">\n{told}</attributes>\n'


def _valued(attributes: Mapping[str, Value], names: Sequence[str]) -> str:
    told = [
        f'<attvalue for="{place}" value={_quoted(_plain(attributes[name]))}/>'
        for place, name in enumerate(names)
        if name in attributes
    ]
    return f"<attvalues>{''.join(told)}</attvalues>" if told else ""


def _keyed(attributes: Mapping[str, Value], keys: Mapping[str, str]) -> str:
    told: Iterable[str] = (
        f'<data key="{keys[name]}">{escape(_plain(value), _RETURN)}</data>' for name, value in attributes.items()
    )
    return "".join(told)


def _type(name: str) -> type[Value]:
    return TYPES.get(name, str)


def _plain(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return quoteattr(text, _SAID)
