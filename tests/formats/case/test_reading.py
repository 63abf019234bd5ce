"""Graphs of CASE as forensic suites write them: nodes as pieces, what is understood as drafts, the rest as losses."""

import json
from typing import Any

import pytest

from bowstreet.formats.case import reading
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Exchanged
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.linking import LinkType

UCO = "https://ontology.unifiedcyberontology.org/uco/"
CONTEXT = {
    "kb": "http://kb.example.org/",
    "core": f"{UCO}core/",
    "obs": f"{UCO}observable/",
    "identity": f"{UCO}identity/",
    "case": "https://ontology.caseontology.org/case/investigation/",
    "name": "core:name",
}
PERSON = {"@id": "kb:wren", "@type": "identity:Person", "name": "Wren Tallow"}
PERSON_REF, APART = {"@id": "kb:wren"}, {"@id": "kb:facet"}


def graph(*nodes: Any, **more: Any) -> bytes:
    return json.dumps({"@context": CONTEXT, "@graph": list(nodes), **more}).encode()


def drafts(read: Exchanged) -> dict[str, Draft]:
    return {each.id: draft for each in read.pieces for draft in each.drafts}


def facet(type: str, **said: Any) -> dict[str, Any]:
    prefix = "" if ":" in type else "obs:"
    return {"@type": f"{prefix}{type}", **{f"{prefix or 'core:'}{name}": value for name, value in said.items()}}


def thing(id: str, type: str, *facets: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"@id": f"kb:{id}", "@type": type, "core:hasFacet": list(facets), **said}


def test_each_node_is_a_piece_with_its_bytes_whatever_the_prefixes_are_called() -> None:
    raw = graph(
        PERSON, thing("mail", "obs:EmailAddress", facet("EmailAddressFacet", addressValue="jo@tallow.example.org"))
    )
    read = reading.read(raw)
    assert reading.recognises(raw) and read.refused == () and read.losses == ()
    assert [each.sort for each in read.pieces] == ["uco-identity:Person", "uco-observable:EmailAddress"]
    assert [raw[each.at :].startswith(each.text.encode()) for each in read.pieces] == [True, True]
    made = drafts(read)
    assert made["http://kb.example.org/wren"].body["names"][0]["value"] == "Wren Tallow"
    assert made["http://kb.example.org/mail"].body["text"] == "jo@tallow.example.org"
    assert made["http://kb.example.org/wren"].cites == ("piece:1",)


def test_relationships_become_links_between_the_drafts_and_days_are_kept() -> None:
    tie = {
        "@id": "kb:r", "@type": "core:Relationship", "core:source": {"@id": "kb:wren"}, "core:target": {"@id": "kb:t"},
        "core:kindOfRelationship": "Has_Device", "core:isDirectional": True,
        "core:startTime": {"@type": "xsd:dateTime", "@value": "2031-02-03T00:00:00Z"},
    }  # fmt: skip
    phone = thing("t", "obs:MobileDevice", facet("MobileDeviceFacet", IMEI="490154203237518"))
    read = reading.read(graph(tie, PERSON, phone))
    [link] = drafts(read)["http://kb.example.org/wren"].links
    assert (link.type, link.kind, link.key, str(link.first_seen)) == (
        LinkType.USES, "device", "490154203237518", "2031-02-03",
    )  # fmt: skip
    assert link.cites == ("piece:1",) and read.losses == ()


def test_what_a_word_of_somebody_else_says_is_a_relation_of_some_sort_and_counted() -> None:
    tie = {"@id": "kb:r", "@type": "obs:ObservableRelationship", "core:source": [PERSON_REF, {"@id": "kb:gone"}],
           "core:target": {"@id": "kb:wren"}, "core:kindOfRelationship": "Decoded_By", "x:own": "a"}  # fmt: skip
    read = reading.read(graph(PERSON, tie))
    assert set(read.losses) == {
        Loss("ObservableRelationship.kindOfRelationship", Why.COARSER),
        Loss("ObservableRelationship.own", Why.NO_FIELD),
        Loss("Relationship", Why.NO_KIND),
    }


def test_an_account_is_one_where_its_service_has_a_name() -> None:
    service = {"@id": "kb:s", "@type": "obs:OnlineService", "name": "Saltmarket"}
    account = thing(
        "a", "obs:DigitalAccount", facet("AccountFacet", accountIdentifier="quay", accountIssuer={"@id": "kb:s"}),
        facet("DigitalAccountFacet", accountLogin=["quay", "quay2"]),
    )  # fmt: skip
    read = reading.read(graph(account, service))
    made = drafts(read)["http://kb.example.org/a"]
    assert (made.kind, made.body["market"], made.body["handle"]) == ("user_account", "Saltmarket", "quay")
    assert [each["value"] for each in made.body["aliases"]] == ["quay2"]
    assert read.losses == (Loss("OnlineService", Why.NO_KIND),)


def test_files_with_a_hash_are_images_or_documents_that_hold_it() -> None:
    digest = "AB" * 32
    told = {"@type": "obs:ContentDataFacet", "obs:hash": {
        "@type": f"{UCO}types/Hash", f"{UCO}types/hashMethod": "SHA256",
        f"{UCO}types/hashValue": {"@type": "xsd:hexBinary", "@value": digest},
    }}  # fmt: skip
    picture = thing("p", "obs:RasterPicture", told, facet("FileFacet", fileName="quay.jpg"))
    other = thing("f", "obs:File", told, facet("FileFacet", fileName="list.txt"))
    made = drafts(reading.read(graph(picture, other)))
    assert (made["http://kb.example.org/p"].kind, made["http://kb.example.org/p"].body["sha256"]) == (
        "image", digest.lower(),
    )  # fmt: skip
    assert made["http://kb.example.org/f"].body["sha256"][0]["value"] == digest.lower()


def test_a_wallet_a_host_an_investigation_and_a_location() -> None:
    onion = f"{'abcdefghijklmnop' * 3}abcdefgh.onion"
    nodes = (
        thing("w", "obs:DigitalAddress", facet("DigitalAddressFacet", addressValue="0x" + "ab" * 20)),
        thing("d", "obs:DomainName", facet("DomainNameFacet", value="tallow.example.org")),
        {"@id": "kb:i", "@type": "case:Investigation", "name": "Quay", "core:object": [{"@id": "kb:w"}]},
        {"@id": "kb:l", "@type": f"{UCO}location/Location", "core:hasFacet": {
            "@type": f"{UCO}location/LatLongCoordinatesFacet",
            f"{UCO}location/latitude": {"@type": "xsd:decimal", "@value": "52.5"}}},
    )  # fmt: skip
    made = drafts(reading.read(graph(*nodes)))
    assert {own.rpartition("/")[2]: each.kind for own, each in made.items()} == {
        "w": "wallet", "d": "domain", "i": "case", "l": "location",
    }  # fmt: skip
    assert made["http://kb.example.org/l"].body["latitude"] == 52.5
    assert [(each.type, each.kind) for each in made["http://kb.example.org/i"].links] == [(LinkType.MENTIONS, "wallet")]
    assert onion not in repr(made)


def test_what_stands_in_another_node_is_a_node_of_its_own_and_facets_may_stand_apart() -> None:
    tie = {"@id": "kb:r", "@type": "core:Relationship", "core:isDirectional": False, "core:kindOfRelationship": "has",
           "core:source": PERSON, "core:target": {"@type": "obs:URL", "core:hasFacet": [APART]}}  # fmt: skip
    apart = {"@id": "kb:facet", "@type": "obs:URLFacet", "obs:fullValue": "https://tallow.example.org/x"}
    raw = graph(tie, apart)
    read = reading.read(raw)
    assert [each.sort.partition(":")[2] for each in read.pieces] == ["Relationship", "Person", "URL", "URLFacet"]
    assert json.loads(read.pieces[1].text) == PERSON and read.losses == ()
    assert [raw[each.at :].startswith(each.text.encode()) for each in read.pieces] == [True] * 4
    assert [each.kind for each in drafts(read)["http://kb.example.org/wren"].links] == ["document"]


def test_marks_of_the_traffic_light_protocol_count_and_other_marks_are_kept_as_tags() -> None:
    def mark(id: str, statement: str) -> dict[str, Any]:
        return {"@id": f"kb:{id}", "@type": f"{UCO}marking/MarkingDefinition", f"{UCO}marking/definition": [{
            "@type": f"{UCO}marking/StatementMarking", f"{UCO}marking/statement": statement}]}  # fmt: skip

    marked = {**PERSON, "core:objectMarking": [{"@id": "kb:g"}, {"@id": "kb:r"}, {"@id": "kb:x"}]}
    read = reading.read(graph(marked, mark("g", "TLP:GREEN"), mark("r", "tlp:amber+strict"), mark("x", "Ask first")))
    assert read.pieces[0].marks.tlp is Tlp.AMBER_STRICT and read.pieces[0].marks.tags == ("Ask first",)
    assert read.losses == ()


@pytest.mark.parametrize("whole", [
    json.dumps([PERSON]), json.dumps(PERSON | {"@context": CONTEXT}),
    json.dumps({"@context": CONTEXT, "@id": "kb:b", "@type": "core:Bundle", "core:object": [PERSON]}),
    json.dumps({"@context": CONTEXT, "@graph": PERSON}),
    "\ufeff" + json.dumps({"@context": CONTEXT, "@graph": [PERSON]}),
])  # fmt: skip
def test_a_graph_may_be_a_list_a_bundle_or_one_node(whole: str) -> None:
    read = reading.read(
        whole.replace("identity:Person", "uco-identity:Person").replace('"name"', '"uco-core:name"').encode()
    )
    assert [each.drafts[0].kind for each in read.pieces] == ["person"]
    assert json.loads(read.pieces[0].text)["@id"] == "kb:wren"


def test_ids_that_hold_in_one_document_alone_are_told_apart_by_it() -> None:
    blank = {"@id": "_:b0", "@type": "identity:Person", "name": "Wren Tallow"}
    one, two = (drafts(reading.read(graph(blank, note=str(at)))) for at in (1, 2))
    assert one.keys() != two.keys() and all(own.startswith("_:") for own in (*one, *two))


def test_nothing_is_fetched_and_a_context_that_lies_elsewhere_is_counted() -> None:
    raw = json.dumps({"@context": "https://context.example.org/case.jsonld",
                      "@graph": [{"@id": "x:1", "@type": "uco-identity:Person", "uco-core:name": "Wren"}]})  # fmt: skip
    read = reading.read(raw.encode())
    assert [each.kind for each in drafts(read).values()] == ["person"]
    assert read.losses == (Loss("document.context", Why.NOT_READ),)


DEEP = 1_000_000
GOOD = json.dumps(PERSON)


@pytest.mark.parametrize(("broken", "sentence"), [
    ("[" * DEEP + "]" * DEEP, "stand in each other"),
    ('{"a":' * DEEP + "1" + "}" * DEEP, "stand in each other"),
    ('{"@id": "kb:x", "name": "a", "name": "b"}', "'name' stands twice"),
    ('{"@id": "kb:x", "name": "%s"}' % ("a" * 100_000_000), "more than 8,000,000 bytes"),
    ("5", "not an object"), ('"x"', "not an object"), ("null", "not an object"), ("{}", "no node"),
    ('{"@id": "kb:x", "name": 1e999}', "larger than any"),
])  # fmt: skip
def test_what_is_broken_costs_itself_alone(broken: str, sentence: str) -> None:
    raw = f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [{broken}, {GOOD}]}}'.encode()
    read = reading.read(raw)
    [refused] = read.refused
    assert (
        sentence in refused.sentence
        and refused.place.startswith("[0]")
        and raw[refused.at :].startswith(broken[:9].encode())
    )
    assert [each.kind for each in drafts(read).values()] == ["person"]


@pytest.mark.parametrize("whole", ["", "hello", "5", '{"a":' * DEEP, '{"@graph": [], "@graph": []}'])
def test_a_source_of_no_known_shape_is_refused_in_one_sentence(whole: str) -> None:
    read = reading.read(whole.encode())
    assert len(read.refused) == 1 and read.refused[0].sentence.endswith(".") and read.pieces == ()


def test_references_that_lead_to_no_page_are_not_taken() -> None:
    url = thing("u", "obs:URL", facet("URLFacet", fullValue=" JavaScript:alert(1)"))
    read = reading.read(graph(url, PERSON | {"core:createdBy": {"@id": "javascript:alert(2)"}}))
    assert [each.place for each in read.refused] == ["[0].URLFacet.fullValue", "[1].createdBy"]
    assert all("leads to no page" in each.sentence for each in read.refused)
    assert "alert" not in repr(drafts(read))


def test_what_refers_to_itself_ends() -> None:
    nodes = (
        {"@id": "kb:a", "@type": "obs:ContentDataFacet", "obs:hash": {"@id": "kb:a"}, "core:hasFacet": {"@id": "kb:b"}},
        {"@id": "kb:b", "@type": "obs:FileFacet", "core:hasFacet": {"@id": "kb:a"}},
        {"@id": "kb:f", "@type": "obs:File", "core:hasFacet": [{"@id": "kb:a"}, {"@id": "kb:b"}, {"@id": "kb:f"}]},
        {"@id": "kb:r", "@type": "core:Relationship", "core:source": {"@id": "kb:r"}, "core:target": {"@id": "kb:r"}},
    )
    read = reading.read(graph(*nodes))
    assert len(read.pieces) == 4 and read.refused == ()


@pytest.mark.parametrize("behind", [" x", "}", ', "more": 1'])
def test_what_stands_behind_the_graph_is_refused_and_the_graph_is_there(behind: str) -> None:
    whole = graph(PERSON)
    read = reading.read(whole + behind.encode())
    [refused] = read.refused
    assert "not JSON" in refused.sentence and refused.at >= len(whole)
    assert [each.kind for each in drafts(read).values()] == ["person"]
