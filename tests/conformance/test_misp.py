"""MISP beside its own programs: PyMISP reads what we write and writes what we read; misp-stix translates it."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import stix2
from misp_stix_converter import ExternalSTIX2toMISPParser, MISPtoSTIX21Parser
from pymisp import MISPEvent, MISPObject
from pymisp.tools import feed_meta_generator
from tests.worlds import misp
from tests.worlds.foreign_event import EVENT

from bowstreet.formats.exchange.leaving import Bundle
from bowstreet.formats.misp import definition, feeds, foreign, reading, writing
from bowstreet.formats.stix import checking
from bowstreet.formats.stix import reading as stix
from bowstreet.formats.stix import writing as stix_writing
from bowstreet.vocabulary.handling import Scope, Tlp

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    held = json.loads(writing.write(misp.bundle(), now=NOW).content)
    return [each["Event"] for each in held["response"]]


def test_pymisp_reads_what_we_write_and_its_words_come_back_as_the_bundle(written: list[dict[str, Any]]) -> None:
    again = []
    for held in written:
        event = MISPEvent(strict_validation=False)
        event.load(json.dumps({"Event": held}))
        assert event.uuid == held["uuid"]
        assert len(event.objects) == len(held["Object"])
        again.append({"Event": json.loads(event.to_json())})
    found = reading.read(json.dumps(again).encode())
    assert found.refused == ()
    assert found.bundle == misp.bundle()


def test_objects_that_leave_are_valid_by_the_templates_of_misp(written: list[dict[str, Any]]) -> None:
    names = set()
    for held in (each for event in written for each in event["Object"]):
        template = {"misp_objects_template_custom": definition.template()} if held["name"] == "bowstreet-record" else {}
        made = MISPObject(held["name"], strict=True, **template)
        for each in held["Attribute"]:
            assert made.add_attribute(each["object_relation"], value=each["value"]) is not None
        assert made.to_json(strict=True)
        assert (made.template_uuid, str(made.template_version)) == (held["template_uuid"], held["template_version"])
        for ours, theirs in zip(held["Attribute"], made.attributes, strict=True):
            assert ours["type"] == theirs.type
        names.add(held["name"])
    assert len(names) > 12


def test_the_table_of_a_feed_is_that_of_pymisp(tmp_path: Path) -> None:
    packed = zipfile.ZipFile(io.BytesIO(feeds.write(misp.bundle(), now=NOW).content))
    packed.extractall(tmp_path)
    ours = {name: (tmp_path / name).read_text() for name in ("manifest.json", "hashes.csv")}
    feed_meta_generator(tmp_path)
    assert json.loads(ours["manifest.json"]) == json.loads((tmp_path / "manifest.json").read_text())
    theirs = (tmp_path / "hashes.csv").read_text()
    assert sorted(ours["hashes.csv"].splitlines()) == sorted(theirs.splitlines())


def test_what_misp_stix_makes_of_it_is_stix_that_we_read(written: list[dict[str, Any]]) -> None:
    types = set()
    for held in written:
        translator = MISPtoSTIX21Parser()
        translator.parse_misp_event({"Event": held})
        assert not translator.errors
        for each in stix.read(translator.bundle.serialize().encode()):
            assert isinstance(each, stix.Found), each
            assert checking.fault_of(each.contents()) is None
            types.add(each.head.type)
    assert {"domain-name", "identity", "location", "relationship", "user-account", "x-misp-object"} <= types


def test_what_misp_stix_makes_of_our_stix_is_read() -> None:
    held = stix_writing.write(misp.bundle(), now=NOW).content.decode()
    translator = ExternalSTIX2toMISPParser()
    translator.load_stix_bundle(stix2.parse(held, allow_custom=True))
    translator.parse_stix_bundle()
    events = translator.misp_events
    kinds = set()
    for each in events if isinstance(events, list) else [events]:
        read = reading.read(each.to_json().encode())
        assert read.refused == ()
        kinds |= {draft.kind for piece in read.pieces for draft in piece.drafts}
    assert {"document", "domain", "location", "onion_service", "organisation", "person", "user_account"} <= kinds


def test_what_pymisp_writes_is_read() -> None:
    event = MISPEvent()
    event.info = "Quay sellers"
    event.distribution = 3
    event.add_tag("tlp:green")
    event.add_tag('admiralty-scale:source-reliability="b"')
    event.add_attribute("onion-address", misp.ONION)
    event.add_attribute("email-src", "wren@tallow.example.org", comment="on its page")
    event.add_attribute("md5", "0" * 32)
    person = MISPObject("person")
    person.add_attribute("first-name", "Wren")
    person.add_attribute("last-name", "Tallow")
    person.add_attribute("gender", "Female")
    account = MISPObject("bank-account")
    account.add_attribute("iban", "BE31435411161155")
    person.add_reference(account.uuid, "owner-of")
    for each in (person, account):
        event.add_object(each)
    read = reading.read(event.to_json().encode())
    drafts = {draft.kind: draft for piece in read.pieces for draft in piece.drafts}
    assert read.refused == ()
    assert drafts.keys() == {"document", "onion_service", "person", "bank_account"}
    assert [each["value"] for each in drafts["person"].body["names"]] == ["Wren Tallow"]
    assert [(each.type, each.kind, each.key) for each in drafts["person"].links] == [
        ("holds", "bank_account", "BE31435411161155")
    ]
    assert "email-src: wren@tallow.example.org (on its page)" in drafts["document"].body["text"]
    marks = read.pieces[0].marks
    assert (marks.tlp, marks.scope, marks.grade) == (Tlp.GREEN, Scope.COMMUNITY, None)
    assert marks.foreign_grading == 'admiralty-scale:source-reliability="b"'
    lost = {each.part for each in read.losses}
    assert {"attribute.md5", "object.person.gender"} <= lost


def test_a_foreign_event_that_goes_back_is_read_with_all_that_it_said() -> None:
    told = foreign.things(json.dumps({"Event": EVENT}).encode())
    written = writing.write(Bundle((), originals=tuple(each.original for each in told)), now=NOW).content
    event = MISPEvent(strict_validation=False)
    event.load(written.decode())
    assert (event.uuid, event.SharingGroup["uuid"]) == (EVENT["uuid"], EVENT["SharingGroup"]["uuid"])
    assert [each.name for each in event.tags] == [each["name"] for each in EVENT["Tag"]]
    assert event.galaxies[0].clusters[0].value == "Lamp Reeve"
    assert [each.uuid for each in event.attributes] == [each["uuid"] for each in EVENT["Attribute"]]
    assert event.attributes[0].sightings[0].source == "a sensor"
    assert event.objects[0].references[0].relationship_type == "owns"
    translator = MISPtoSTIX21Parser()
    translator.parse_misp_event(json.loads(written))
    assert not translator.errors
    types = {
        each.head.type for each in stix.read(translator.bundle.serialize().encode()) if isinstance(each, stix.Found)
    }
    assert {"threat-actor", "sighting"} <= types
