"""Graphs are opened by somebody else's reader, with the types that they declare and all that leaves in them."""

import io
from dataclasses import replace
from typing import Any

import networkx
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.worlds import leaving
from tests.worlds.leaving import NOW, ONE, TWO

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.graphs import writing

FORMATS = {
    "graphml": (writing.as_graphml, networkx.read_graphml),
    "gexf": (writing.as_gexf, networkx.read_gexf),
}


def opened(name: str, bundle: Bundle) -> Any:
    write, read = FORMATS[name]
    return read(io.BytesIO(write(bundle, now=NOW).content))


@pytest.mark.parametrize("name", FORMATS)
def test_a_foreign_reader_finds_nodes_edges_and_typed_attributes(name: str) -> None:
    graph = opened(name, leaving.bundle())
    assert set(graph.nodes) == {ONE, TWO} and graph.is_directed()
    node = graph.nodes[ONE]
    assert (node["label"], node["kind"], node["version"]) == ("quay on Lantern Market", "vendor_account", 1)
    assert node["legal_hold"] is True and node["handling"] == "H1 H3" and node["tlp"] == "AMBER"
    assert (node["source_reliability"], node["info_accuracy"], node["completeness"]) == ("B", "2", "whole")
    assert graph.nodes[TWO]["completeness"] == "without pgp"
    assert node["field.description"] == 'two lines\nand "quotes" <b> & a ]]> é 上海'
    edges = {held["type"]: held for _, _, held in graph.edges(data=True)}
    assert edges["related_to"]["grade"] == "C3" and edges["related_to"]["basis"] == "hearsay"
    assert (edges["judged_same"]["by"], edges["judged_same"]["evidence"]) == ("south", "One key.")


@pytest.mark.parametrize("name", FORMATS)
def test_earlier_versions_and_sources_are_counted_as_lost(name: str) -> None:
    one = leaving.record()
    made = FORMATS[name][0](Bundle((one, replace(one, version=2, title="later"))), now=NOW)
    assert made.losses == (Loss("record.version", Why.NO_FIELD, 1),)
    assert opened(name, Bundle((one, replace(one, version=2, title="later")))).nodes[ONE]["version"] == 2
    assert Loss("vendor_account.aliases.source", Why.NO_FIELD) in FORMATS[name][0](leaving.bundle(), now=NOW).losses


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_whatever_a_text_holds_the_document_is_well_formed(name: str, text: str) -> None:
    odd = replace(leaving.record(body={"market": "m", "handle": text or "q"}), title=text)
    made = FORMATS[name][0](Bundle((odd,)), now=NOW)
    ElementTree.fromstring(made.content)
    spoilt = any((sign < " " and sign not in "\t\n\r") or sign in "\ufffe\uffff" for sign in text)
    assert bool(made.losses) == spoilt
    if not spoilt:
        assert opened(name, Bundle((odd,))).nodes[ONE]["field.handle"] == (text or "q")
