"""CASE graphs judged by the ontology's own shapes, and read and written again by somebody else's store of triples."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import case_utils
import pyshacl
import pytest
import rdflib
from case_utils.case_validate import validate_utils
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from tests.worlds import leaving, leaving_drawn

from bowstreet.formats.case import reading, writing
from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.vocabulary.kinds import catalogue

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SHAPES = Path(case_utils.__file__).parent / "ontology" / "case-1.5.0.ttl"


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """Read CASE 1.5.0 with the UCO that it rests on, from the files of the validator; nothing is fetched."""
    return rdflib.Graph().parse(SHAPES)


def graph_of(content: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format="json-ld")


def verdict(graph: rdflib.Graph, ontology: rdflib.Graph) -> tuple[bool, str]:
    """Return whether a graph keeps to the shapes, warnings and remarks among the faults, and what was found.

    Beside the graph only the tree of classes is told, so that the ontology does not judge itself each time.
    """
    whole = graph + rdflib.Graph()
    for one, two in ontology.subject_objects(rdflib.RDFS.subClassOf):
        if not isinstance(two, rdflib.BNode):
            whole.add((one, rdflib.RDFS.subClassOf, two))
    conforms, _, text = pyshacl.validate(whole, shacl_graph=ontology, inference="none")
    return conforms, text


def every_kind() -> tuple[Leaving, ...]:
    """Return a record of every kind, the same in every run."""
    found: list[tuple[list[Leaving], ...]] = []

    @settings(max_examples=1, phases=[Phase.generate], derandomize=True, deadline=None, database=None,
              suppress_health_check=[*HealthCheck])  # fmt: skip
    @given(some.tuples(*map(leaving_drawn.records, catalogue.ALL)))
    def draw(several: tuple[list[Leaving], ...]) -> None:
        found.append(several)

    draw()
    return tuple(each for versions in found[0] for each in versions)


def test_every_kind_keeps_to_the_shapes_and_uses_no_word_that_is_none(ontology: rdflib.Graph) -> None:
    whole = leaving.bundle()
    whole = replace(whole, records=(*every_kind(), *whole.records))
    made = graph_of(writing.write(whole, now=NOW).content)
    conforms, text = verdict(made, ontology)
    assert conforms, text
    assert validate_utils.get_invalid_cdo_concepts(made, ontology) == set()


def test_a_graph_that_breaks_a_shape_is_found_out(ontology: rdflib.Graph) -> None:
    content = writing.write(leaving.bundle(), now=NOW).content
    assert content.count(b'"uco-core:isDirectional"')
    conforms, text = verdict(graph_of(content.replace(b'"uco-core:isDirectional"', b'"uco-core:tag"')), ontology)
    assert not conforms and "isDirectional" in text


@settings(max_examples=8, deadline=None, suppress_health_check=[*HealthCheck])
@given(leaving_drawn.bundles(most=2))
def test_what_a_store_of_triples_writes_again_still_comes_back_as_it_left(bundle: Bundle) -> None:
    again = graph_of(writing.write(bundle, now=NOW).content).serialize(format="json-ld").encode()
    assert reading.recognises(again)
    read = reading.read(again)
    assert read.refused == () and read.bundle == bundle
