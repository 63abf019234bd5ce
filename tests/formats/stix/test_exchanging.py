"""What others send as STIX becomes pieces, drafts, links and marks; what found no home is counted."""

import json
from typing import Any

import pytest

from bowstreet.formats.exchange import conditions
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Exchanged, Judged, Marks, Piece
from bowstreet.formats.stix import exchanging, looking, marking
from bowstreet.vocabulary.drafts import DraftLink
from bowstreet.vocabulary.handling import Pap, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.selectors import SelectorType

ONION = "abcdefghij234567.onion"
SHA256 = "ab" * 32
T = SelectorType


def own(type: str, number: int = 1) -> str:
    return f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"


def made(type: str, number: int = 1, **more: Any) -> dict[str, Any]:
    frame = {"type": type, "id": own(type, number), "spec_version": "2.1"}
    times = {"created": "2031-01-01T00:00:00.000Z", "modified": "2031-01-02T00:00:00.000Z"}
    return {**frame, **times, **more}


def related(word: str, source: dict[str, Any], target: dict[str, Any], **more: Any) -> dict[str, Any]:
    return made("relationship", 99, relationship_type=word, source_ref=source["id"], target_ref=target["id"], **more)


def read(*objects: dict[str, Any]) -> Exchanged:
    return exchanging.read(json.dumps({"type": "bundle", "id": own("bundle"), "objects": objects}).encode())


def only(*objects: dict[str, Any]) -> Piece:
    (piece,) = [each for each in read(*objects).pieces if each.drafts]
    return piece


def losses(came: Exchanged) -> dict[str, Why]:
    return {each.part: each.why for each in came.losses}


SAID = (
    (made("identity", name="Wren", identity_class="individual"), "person", "names"),
    (made("identity", name="Tea Ltd", identity_class="organization"), "organisation", "name"),
    (made("threat-actor", name="quiet harbour", aliases=["qh"]), "person", "names"),
    (made("threat-actor", name="The Ring", resource_level="team"), "organisation", "name"),
    (made("intrusion-set", name="The Ring"), "organisation", "name"),
    (made("campaign", name="Spring sale"), "behaviour", "title"),
    (made("attack-pattern", name="Fake escrow"), "behaviour", "title"),
    (made("course-of-action", name="Close the drop"), "practice", "title"),
    (made("tool", name="Tea reader", tool_version="2"), "tool", "version"),
    (made("malware", name="Tea stealer", is_family=False), "product", "form"),
    (made("infrastructure", name="Saltmarket", infrastructure_types=["dark-web-market"]), "market", "name"),
    (made("infrastructure", name="Tea talk", infrastructure_types=["forum"]), "forum", "name"),
    (made("infrastructure", name=ONION), "onion_service", "address"),
    (made("infrastructure", name="tallow.example.org"), "domain", "name"),
    (made("infrastructure", name="Server 7"), "device", "notes"),
    (made("location", country="NL", city="Leiden", latitude=52.1, longitude=4.5), "location", "latitude"),
    (made("incident", name="Outage"), "incident", "title"),
    (made("report", name="Tea in spring", published="2031-01-05T00:00:00Z"), "document", "dated_on"),
    (made("grouping", name="Leads", context="suspicious-activity"), "document", "title"),
    (made("note", abstract="Seen", content="At the ferry."), "document", "text"),
    (made("opinion", opinion="agree", explanation="So it is."), "document", "text"),
    (made("malware-analysis", product="Tea lab", result="malicious"), "document", "summary"),
    (made("observed-data", number_observed=3), "document", "summary"),
    (made("indicator", pattern="[url:value = 'https://tea.example.org/x']", pattern_type="stix"), "document", "text"),
    (made("domain-name", value="tallow.example.org"), "domain", "name"),
    (made("domain-name", value=ONION), "onion_service", "address"),
    (made("email-addr", value="jo@tallow.example.org"), "document", "text"),
    (made("ipv4-addr", value="198.51.100.7"), "document", "text"),
    (made("ipv6-addr", value="2001:db8::7"), "document", "text"),
    (made("url", value=f"http://{ONION}/x"), "document", "text"),
    (made("file", name="tea.pdf", hashes={"SHA-256": SHA256, "MD5": "cd" * 16}), "document", "sha256"),
    (made("artifact", mime_type="image/png", hashes={"SHA-256": SHA256}), "image", "sha256"),
    (made("x509-certificate", hashes={"SHA-256": SHA256}, issuer="Tea CA"), "document", "text"),
    (made("user-account", account_type="saltmarket", account_login="qh"), "user_account", "handle"),
    (made("user-account", user_id="1001"), "document", "text"),
    (made("email-message", subject="Tea", body="Come to the ferry."), "document", "text"),
    (made("cryptocurrency-wallet", value="1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"), "wallet", "address"),
    (made("phone-number", value="+31205300300"), "document", "text"),
    (made("bank-account", iban="NL91ABNA0417164300"), "bank_account", "iban"),
)


@pytest.mark.parametrize(("held", "kind", "field"), SAID, ids=[f"{each['type']}-{kind}" for each, kind, _ in SAID])
def test_every_type_that_a_kind_says_becomes_a_draft_of_it(held: dict[str, Any], kind: str, field: str) -> None:
    piece = only(held)
    (draft,) = piece.drafts
    assert draft.kind == kind
    assert field in draft.body
    assert catalogue.ALL[kind].check(draft.body) == draft.body
    assert (piece.id, piece.sort, json.loads(piece.text)) == (held["id"], held["type"], held)
    assert draft.known_as == ("" if catalogue.ALL[kind].key(draft.body) else held["id"])


@pytest.mark.parametrize(
    ("held", "selector"),
    [
        (made("indicator", pattern="[ipv4-addr:value = '198.51.100.7']"), (T.IPV4, "198.51.100.7")),
        (made("email-addr", value="jo@tallow.example.org"), (T.EMAIL, "jo@tallow.example.org")),
        (made("url", value=f"http://{ONION}/x"), (T.ONION, ONION)),
        (made("x509-certificate", hashes={"SHA-256": SHA256}), (T.SHA256, SHA256)),
        (made("identity", name="Wren", identity_class="individual", contact_information="jo@tallow.org"),
         (T.EMAIL, "jo@tallow.org")),
    ],
)  # fmt: skip
def test_identifiers_in_objects_are_found_in_their_drafts(held: dict[str, Any], selector: tuple[T, str]) -> None:
    (draft,) = only(held).drafts
    yielded = {(each.selector.type, each.selector.value) for each in catalogue.ALL[draft.kind].selectors(draft.body)}
    assert selector in yielded


@pytest.mark.parametrize(
    "type", ["vulnerability", "mutex", "process", "mac-addr", "software", "language-content", "x-tea"]
)
def test_what_no_kind_says_stays_a_piece_and_is_counted(type: str) -> None:
    came = read(made(type, name="0x" + "ab" * 20))
    assert [each.drafts for each in came.pieces] == [()]
    assert losses(came) == {type: Why.NO_KIND}


def test_properties_without_a_field_are_counted_by_their_names() -> None:
    came = read(made("incident", name="Outage", x_tea=1, confidence=80, lang="en", labels=["tea"], created_by_ref="x"))
    assert losses(came) == {
        "incident.x_tea": Why.NO_FIELD,
        "incident.lang": Why.NO_FIELD,
        "incident.created_by_ref": Why.NO_FIELD,
    }
    assert came.pieces[0].marks == Marks(tags=("tea",), foreign_grading="STIX confidence 80")


def test_names_that_a_source_makes_up_are_counted_together_past_a_bound() -> None:
    came = read(made("incident", name="Outage", **{f"x_tea_{number}": 1 for number in range(5_000)}))
    assert len(came.losses) <= 2_001
    assert sum(each.count for each in came.losses) == 5_000


def test_relationships_and_references_are_links_between_drafts() -> None:
    actor, market = made("threat-actor", 1, name="qh"), SAID[10][0]
    report = made("report", 7, name="Tea", object_refs=[actor["id"], own("incident", 50)])
    came = read(related("uses", actor, market, start_time="2031-01-01T00:00:00Z"), report, actor, market)
    drafts = {each.id: each.drafts[0] for each in came.pieces if each.drafts}
    (link,) = drafts[actor["id"]].links
    assert (link.type, link.kind, link.key, str(link.first_seen)) == (
        LinkType.USES,
        "market",
        "saltmarket",
        "2031-01-01",
    )
    assert link.cites == ("piece:1",)
    assert drafts[report["id"]].links == (
        DraftLink(LinkType.MENTIONS, "person", actor["id"], cites=("piece:2",)),
    )  # fmt: skip
    assert losses(came)["report.object_refs"] is Why.NO_KIND


def test_a_word_that_no_link_says_is_a_coarser_link() -> None:
    one, other = made("incident", 1, name="A"), made("incident", 2, name="B")
    came = read(one, other, related("derived-from", one, other))
    assert came.pieces[0].drafts[0].links[0].type is LinkType.RELATED_TO
    assert losses(came) == {"relationship.relationship_type": Why.COARSER}


def test_duplicates_are_judged_the_same_where_they_can_be_one() -> None:
    one, other = made("threat-actor", 1, name="A"), made("threat-actor", 2, name="B")
    came = read(one, other, related("duplicate-of", one, other, description="Same key."))
    assert came.pieces[2].judged == (
        Judged(("person", one["id"]), ("person", other["id"]), Verdict.SAME, "Same key."),
    )  # fmt: skip


def test_a_sighting_links_what_was_seen_to_where() -> None:
    seen, place = made("threat-actor", 1, name="A"), made("location", 2, country="NL")
    sighting = made("sighting", 3, sighting_of_ref=seen["id"], where_sighted_refs=[place["id"]], count=4,
                    first_seen="2031-01-03T00:00:00Z", last_seen="2031-01-02T00:00:00Z")  # fmt: skip
    came = read(seen, place, sighting)
    (link,) = came.pieces[0].drafts[0].links
    assert (link.type, str(link.first_seen), link.last_seen) == (LinkType.LOCATED_AT, "2031-01-03", None)
    assert losses(came) == {"sighting.last_seen": Why.NOT_READ, "sighting.count": Why.NO_FIELD}


def test_of_several_versions_the_newest_has_the_drafts() -> None:
    old, new = made("incident", name="Old"), made("incident", name="New", modified="2031-02-01T00:00:00Z")
    came = read(new, old)
    assert [[draft.body["title"] for draft in each.drafts] for each in came.pieces] == [["New"], []]
    assert [each.modified for each in came.pieces] == [new["modified"], old["modified"]]


def test_what_was_revoked_has_no_drafts() -> None:
    came = read(made("incident", name="Old"), made("incident", modified="2031-02-01T00:00:00Z", revoked=True))
    assert [each.revoked for each in came.pieces] == [False, True]
    assert not any(each.drafts for each in came.pieces)


PAP = made("marking-definition", 8, definition_type="statement", definition={"statement": "PAP:RED"})
TLP_CUSTOM = made("marking-definition", 9, name="TLP:AMBER+STRICT", definition_type="TLP", definition={"TLP": "x"})


@pytest.mark.parametrize(
    ("refs", "granular", "marks", "lost"),
    [
        ([marking.TLP["green"]], [], Marks(tlp=Tlp.GREEN), {}),
        (["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"], [], Marks(tlp=Tlp.RED), {}),
        (["marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", marking.TLP["amber"]], [],
         Marks(tlp=Tlp.AMBER), {}),
        ([PAP["id"], TLP_CUSTOM["id"]], [], Marks(tlp=Tlp.AMBER_STRICT, pap=Pap.RED), {}),
        ([], [], Marks(), {}),
        ([own("marking-definition", 77)], [],
         Marks(handling=conditions.ABSENT.handling, h3_text=conditions.ABSENT.h3_text),
         {"incident.object_marking_refs": Why.NOT_READ}),
        (
            [marking.TLP["clear"]], [{"selectors": ["name"], "marking_ref": marking.TLP["red"]}],
            Marks(tlp=Tlp.RED), {"incident.granular_markings": Why.COARSER},
        ),
    ],
)  # fmt: skip
def test_the_strictest_marking_counts(
    refs: list[str], granular: list[dict[str, Any]], marks: Marks, lost: dict[str, Why]
) -> None:
    held = made("incident", name="Outage", object_marking_refs=refs, granular_markings=granular)
    came = read(held, PAP, TLP_CUSTOM)
    assert came.pieces[0].marks == marks
    assert losses(came) == lost


def test_a_statement_that_no_mark_says_is_counted() -> None:
    came = read(made("marking-definition", definition_type="statement", definition={"statement": "© Tea Ltd"}))
    assert losses(came) == {"marking-definition.statement": Why.NO_FIELD}


def test_references_that_lead_to_no_page_are_refused_with_their_place() -> None:
    references = [
        {"source_name": "tea", "url": "https://tea.example.org/1", "external_id": "T1"},
        {"source_name": "tea", "url": " JavaScript:tea()"},
    ]
    for type, field in (("attack-pattern", "references"), ("malware", "description")):
        came = read(made(type, name="Tea", external_references=references))
        (refused,) = came.refused
        assert refused.place == "objects[0].external_references[1].url"
        assert refused.sentence == "A reference that begins with 'JavaScript:' leads to no page, and is not taken."
        assert "tea T1 https://tea.example.org/1" in str(came.pieces[0].drafts[0].body[field])
        assert "JavaScript" not in str(came.pieces[0].drafts)


def test_what_names_itself_is_refused_and_circles_are_links() -> None:
    held = [made("report", number, name="Tea", object_refs=[own("report", each) for each in (number, 3 - number)])
            for number in (1, 2)]  # fmt: skip
    came = read(*held)
    assert [each.place for each in came.refused] == ["objects[0].object_refs", "objects[1].object_refs"]
    assert [len(each.drafts[0].links) for each in came.pieces] == [1, 1]


def test_observed_data_of_the_older_standard_holds_its_observables_itself() -> None:
    objects = {"0": {"type": "ipv4-addr", "value": "198.51.100.7"}, "1": {"type": "mutex", "name": "x"}, "2": []}
    held = made("observed-data", objects=objects, number_observed=1)
    del held["spec_version"]
    came = read(held)
    outer, inner = came.pieces[0].drafts
    assert inner.known_as == f"{held['id']}/0"
    assert outer.links == (DraftLink(LinkType.MENTIONS, "document", inner.known_as, cites=("piece:1",)),)
    assert losses(came)["mutex"] is Why.NO_KIND
    assert losses(came)["observed-data.objects"] is Why.NOT_READ


def test_no_sign_that_controls_comes_out_of_what_is_told_of_an_object() -> None:
    inner = {"a\0\n": {"type": "ipv4-addr", "value": "198.51.100.7"}}
    held = made("observed-data", objects=inner, labels=["a\0b"], created="2031\0", name="x\0y")
    (piece,) = read(held).pieces
    told = (piece.name, piece.created, piece.marks.tags, piece.drafts)
    assert "\\x00" not in repr(told)


def test_values_that_are_not_what_they_should_be_cost_themselves_alone() -> None:
    held = made("location", city="Leiden\nOld town", country=7, latitude="north", postal_code="x" * 3_000)
    came = read(held)
    assert came.pieces[0].drafts[0].body["town"] == "Leiden Old town"
    assert losses(came) == {
        "location.country": Why.NOT_READ,
        "location.latitude": Why.NOT_READ,
        "location.postal_code": Why.COARSER,
    }


GOOD = json.dumps(made("incident", 42, name="Still here")).encode()


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (b'{"type": "note", "id": "%b", "x": %b}' % (own("note").encode(), b"[" * 10**6 + b"]" * 10**6),
         "More than 250 objects or lists stand in each other."),
        (b'{"type": "note", "id": "%b", "name": 1, "name": 2}' % own("note").encode(), "The name 'name' stands twice."),
        (b'{"type": "note", "id": "%b", "x": "%b"}' % (own("note").encode(), b"a" * 10**8),
         "The object has more than 8,000,000 bytes."),
        (b'{"type": 7, "id": "tea"}', "The object has no type."),
        (b'"tea"', "This is not an object."),
    ],
    ids=["deep", "doubled", "long", "wrong types", "no object"],
)  # fmt: skip
def test_what_is_broken_costs_itself_alone_with_a_sentence_and_its_place(broken: bytes, sentence: str) -> None:
    source = b'{"type": "bundle", "id": "x", "objects": [%b, %b]}' % (broken, GOOD)
    came = exchanging.read(source)
    (refused,) = came.refused
    assert (refused.sentence, refused.place) == (sentence, "objects[0]")
    assert source[refused.at :].startswith(broken[:40])
    assert [each.drafts[0].body["title"] for each in came.pieces] == ["Still here"]


@pytest.mark.parametrize("source", [b"", b"tea", b"[" * 10**6, b"7", b'{"objects": 7}'])
def test_a_source_of_no_known_shape_is_refused_whole(source: bytes) -> None:
    came = exchanging.read(source)
    assert came.pieces == ()
    assert came.refused
    assert all(each.sentence.endswith(".") for each in came.refused)


def test_refusals_past_a_bound_are_told_together() -> None:
    came = exchanging.read(b"[" + b",".join([b"{}"] * 10_500) + b"]")
    assert len(came.refused) == 10_000
    assert came.refused[-1].sentence == "501 more parts were not taken."


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b'\xef\xbb\xbf {"type": "bundle", "id": "x"}', True),
        (b'[{"type":"note","id":"note--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}]', True),
        (b'{"more": false, "objects": [{"id": "x-tea--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}]}', True),
        (b'{"Event": {"id": "1", "uuid": "5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}}', False),
        (b'{"@id": "kb:note--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"}', False),
        (b"title: Tea\nid: note--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b", False),
    ],
)
def test_stix_is_known_by_its_beginning(head: bytes, known: bool) -> None:
    assert exchanging.recognises(head) is known


def test_more_values_than_a_field_has_room_for_are_counted_and_the_draft_stays() -> None:
    came = read(made("threat-actor", name="qh", aliases=[f"qh{number}" for number in range(12_000)]))
    (draft,) = came.pieces[0].drafts
    assert len(draft.body["names"]) == 10_000
    assert [(each.part, each.why, each.count) for each in came.losses] == [
        ("threat-actor.aliases", Why.NO_FIELD, 2_001)
    ]


def test_links_past_a_bound_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_RELATIONS", 1)
    ends = [made("incident", number, name="x") for number in (1, 2, 3)]
    came = read(*ends, made("report", 4, name="x", published="2031-01-01", object_refs=[each["id"] for each in ends]))
    assert len(came.pieces[3].drafts[0].links) == 1
    assert losses(came) == {"report.object_refs": Why.NO_FIELD}


def test_things_that_cannot_be_one_are_linked_where_a_source_calls_them_duplicates() -> None:
    one, other = made("threat-actor", 1, name="A"), made("incident", 2, name="B")
    came = read(one, other, related("duplicate-of", one, other))
    assert came.pieces[2].judged == ()
    assert came.pieces[0].drafts[0].links[0].type is LinkType.RELATED_TO


def test_a_report_that_names_a_relationship_says_less_of_it() -> None:
    one, other = made("incident", 1, name="A"), made("incident", 2, name="B")
    link = related("related-to", one, other)
    came = read(one, other, link, made("report", 4, name="x", published="2031-01-01", object_refs=[link["id"]]))
    assert losses(came) == {"report.object_refs": Why.COARSER}


def test_the_hour_at_which_something_was_seen_is_a_distinction_lost() -> None:
    came = read(made("threat-actor", name="A", first_seen="2031-01-01T12:00:00Z", last_seen="2031-01-02T00:00:00.000Z"))
    assert str(came.pieces[0].drafts[0].first_seen) == "2031-01-01"
    assert losses(came) == {"threat-actor.first_seen": Why.COARSER}


@pytest.mark.parametrize("name", ["threat_actor_types", "labels"])
def test_an_actor_that_is_a_syndicate_is_an_organisation(name: str) -> None:
    (draft,) = only(made("threat-actor", name="The Ring", **{name: ["crime-syndicate"]})).drafts
    assert draft.kind == "organisation"


def test_a_standard_type_is_never_read_by_what_its_value_looks_like() -> None:
    assert losses(read(made("mac-addr", value="0x" + "ab" * 20))) == {"mac-addr": Why.NO_KIND}
