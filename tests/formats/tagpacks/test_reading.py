"""TagPacks: inherited fields, coins, actors; what is broken or hostile costs itself alone."""

import pytest
from tests.worlds import exchange

from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Exchanged
from bowstreet.formats.tagpacks import reading
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.linking import LinkType


def read(text: str | bytes) -> Exchanged:
    return reading.read(text.encode() if isinstance(text, str) else text)


def lost(found: Exchanged) -> dict[tuple[str, Why], int]:
    return {(each.part, each.why): each.count for each in found.losses}


def test_a_tag_is_a_wallet_with_its_label_and_what_it_inherits() -> None:
    found = read(exchange.pack(2))
    first = found.pieces[0]
    assert (first.number, first.sort, first.name, first.modified) == (1, "tag", "Quay Exchange", "2025-02-01")
    [draft] = first.drafts
    assert draft.body["labels"] == [
        {"value": "Quay Exchange", "source": "piece:1", "grade": "X3", "basis": "assessment"}
    ]
    assert draft.body["service"] == "Quay Exchange"
    assert "confidence service_data; source https://tags.example.org/harbour" in draft.body["description"]
    assert "by Harbour Watch" in draft.body["description"]
    assert (draft.category, str(first.marks.grade)) == (SubjectCategory.OTHER_PARTY, "X3")
    assert not found.refused


def test_an_own_field_counts_before_the_inherited_one() -> None:
    [piece] = read(
        exchange.HEAD + exchange.tag(1, category="ransomware", abuse="ransomware", confidence="web_crawl")
    ).pieces
    [draft] = piece.drafts
    assert (draft.category, str(piece.marks.grade)) == (SubjectCategory.SUSPECT, "X4")
    assert "service" not in draft.body


def test_every_draft_is_valid_for_its_kind_and_every_text_stands_at_its_place() -> None:
    raw = exchange.pack(4, exchange.HEAD.replace("Harbour Watch", "Hafen-Wächter"), actor="quay_exchange")
    found = read(raw)
    for piece in found.pieces:
        assert raw[piece.at : piece.at + len(piece.text.encode())].decode() == piece.text
        assert piece.text.startswith("address: ")
        for draft in piece.drafts:
            catalogue.kind(draft.kind).check(draft.body)
    assert len(found.pieces) == 4


def test_an_actor_is_one_organisation_to_all_packs_and_controls_the_wallet() -> None:
    [piece] = read(exchange.pack(1, actor="quay_exchange")).pieces
    _, actor = piece.drafts
    [told] = read(exchange.ACTORS).pieces
    [organisation] = told.drafts
    assert actor.known_as == organisation.known_as == "actor:quay_exchange"
    assert actor.body == {"name": "Quay Exchange"}
    assert [(each.type, each.key) for each in actor.links] == [(LinkType.CONTROLS, exchange.bitcoin(1))]
    assert organisation.body["country"] == "NL"
    assert [each["value"] for each in organisation.body["sites"]] == ["quay.example.org"]
    assert lost(read(exchange.ACTORS))["actor.context.twitter_handle", Why.NO_FIELD] == 1


@pytest.mark.parametrize(
    ("said", "part", "kept"),
    [
        ({"currency": "XRP", "address": "r" + "9" * 30}, ("tag.currency", Why.NO_KIND), False),
        ({"currency": "BTC", "address": "1QuayWharf1QuayWharf1QuayWharf"}, ("tag.address", Why.NOT_READ), False),
        ({"currency": "ETC", "address": f"'{exchange.ethereum(5)}'"}, ("tag.currency", Why.COARSER), True),
        ({"is_cluster_definer": "true"}, ("tag.is_cluster_definer", Why.NO_FIELD), True),
        ({"'Some sentence of a pack'": "x"}, ("tag.other", Why.NO_FIELD), True),
    ],
)
def test_what_finds_no_home_is_counted_and_the_tag_stays_a_row(
    said: dict[str, str], part: tuple[str, Why], kept: bool
) -> None:
    found = read(exchange.pack(1, **said))
    assert len(found.pieces) == 1
    assert lost(found)[part] == 1
    assert bool(found.pieces[0].drafts) is kept


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("- address: !!python/object/apply:os.system [x]\n  label: x\n", "tag of YAML"),
        ("- address: &a x\n  label: x\n", "anchor"),
        ("- address: *a\n  label: x\n", "alias"),
        (exchange.tag(9) + "  label: twice\n", "twice"),
        ("- label: x\n", "no address"),
        ("- just a text\n", "no mapping"),
        ("- address: " + "[" * 30 + "]" * 30 + "\n  label: x\n", "stand in each other"),
    ],
)
def test_a_broken_tag_costs_itself_alone(broken: str, sentence: str) -> None:
    found = read(exchange.HEAD + exchange.tag(1) + broken + exchange.tag(2))
    assert [each.name for each in found.pieces] == ["Quay Exchange"] * 2
    [refused] = found.refused
    assert sentence in refused.sentence
    assert refused.place == "tags[2]"


def test_a_tag_without_a_label_anywhere_is_refused() -> None:
    found = read(exchange.HEAD + f"- address: {exchange.bitcoin(1)}\n")
    assert (len(found.pieces), len(found.refused)) == (0, 1)


def test_a_pack_that_breaks_off_keeps_what_came_before() -> None:
    found = read(exchange.HEAD + exchange.tag(1) + exchange.tag(2) + "- {address: [\n")
    assert len(found.pieces) == 2
    assert "no YAML" in found.refused[-1].sentence


def test_a_bomb_of_aliases_and_a_deep_document_end_at_once() -> None:
    bomb = "title: x\ncreator: x\na: &a [x, x]\nb: &b [*a, *a]\ntags:\n" + exchange.tag(1)
    found = read(bomb)
    assert [each.place for each in found.refused] == ["head", "head"]
    deep = read("title: x\ncreator: x\ntags:\n" + exchange.tag(1) + "- address: " + "[" * 100_000)
    assert len(deep.pieces) == 1 and "more than 200 lists and mappings" in deep.refused[-1].sentence


@pytest.mark.parametrize(("levels", "read_after"), [(19, True), (190, True), (210, False)])
def test_what_is_nested_too_deep_costs_its_entry_and_at_the_bottom_all_that_follows(
    levels: int, read_after: bool
) -> None:
    nested = f"- address: {'[' * levels}x{']' * levels}\n"
    found = read("title: x\ncreator: x\ntags:\n" + exchange.tag(1) + nested + exchange.tag(2))
    assert (len(found.pieces), bool(found.refused)) == (1 + read_after, True)


@pytest.mark.parametrize("raw", [b"", b"- a\n- b\n", b"title: x\n", b"title: \xff\ntags:\n- a: b\n", b"a: \x00"])
def test_what_is_no_pack_is_refused_whole_with_a_sentence(raw: bytes) -> None:
    found = reading.read(raw)
    assert (len(found.pieces), len(found.refused)) == (0, 1)


def test_it_is_known_by_its_contents() -> None:
    assert reading.recognises(exchange.pack())
    assert reading.recognises(exchange.ACTORS.encode())
    assert not reading.recognises(b"openapi: 3.1.0\ninfo:\n  title: x\ntags:\n- name: x\n")
    assert not reading.recognises(b"seller,seen\ntitle: x,2025-01-01\n")
