"""Packs written and read back: what a pack can say comes back, and all else is counted."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.worlds import exchange, leaving
from tests.worlds.leaving import NOW

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.tagpacks import reading, writing
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.statements import Statement


def record(kind: str, number: int, **body: object) -> Leaving:
    own = f"019cadc6-9a80-7836-8dd8-{number:012d}"
    return replace(leaving.record(), id=own, kind=kind, title="t", body=catalogue.ALL[kind].check(body))


LABELS = [{"value": "Quay", "grade": "B2"}, {"value": "Tea", "grade": "A1", "basis": "machine_inference"}]
WALLET = record("wallet", 1, address=exchange.bitcoin(5), labels=LABELS, description="held at the quay")
ACTOR = record("organisation", 2, name="Quay Sons", sites=["https://quay.example.org/x", "http://two.example.org/"])
LINKED = Bundle((WALLET, ACTOR), (LeavingLink(ACTOR.id, LinkType.CONTROLS, WALLET.id),))


def test_what_is_written_is_read_back_with_the_same_address_labels_and_actor() -> None:
    raw = writing.tagpack(LINKED, now=NOW).content
    assert reading.recognises(raw)
    read = reading.read(raw)
    assert read.refused == () and [each.sort for each in read.pieces] == ["tag", "tag"]
    wallet, actor = read.pieces[0].drafts
    assert (wallet.body["address"], wallet.body["labels"][0]["value"]) == (exchange.bitcoin(5), "Quay")
    assert (actor.known_as, actor.links[0].type, actor.links[0].key) == (
        "actor:quay_sons", LinkType.CONTROLS, exchange.bitcoin(5),
    )  # fmt: skip
    guessed = Statement.read(read.pieces[1].drafts[0].body["labels"][0])
    assert guessed.basis is Basis.MACHINE_INFERENCE


def test_actors_are_read_back_with_all_their_sites() -> None:
    raw = writing.actorpack(LINKED, now=NOW).content
    assert reading.recognises(raw)
    [piece] = reading.read(raw).pieces
    body = piece.drafts[0].body
    assert (body["name"], [each["value"] for each in body["sites"]]) == (
        "Quay Sons", ["https://quay.example.org/x", "http://two.example.org/"],
    )  # fmt: skip


def test_what_a_pack_has_no_place_for_is_counted() -> None:
    losses = set(writing.tagpack(leaving_with(WALLET), now=NOW).losses)
    assert {
        Loss("wallet.description", Why.NO_FIELD), Loss("wallet.labels.grade", Why.COARSER, 2),
        Loss("envelope.handling", Why.NO_FIELD), Loss("vendor_account", Why.NO_KIND, 2),
        Loss("record.version", Why.NO_FIELD),
        Loss("link.related_to", Why.NO_KIND), Loss("judgement.same", Why.NO_KIND),
    } <= losses  # fmt: skip
    assert not any(each.part in ("envelope.tlp", "envelope.grade", "envelope.owner") for each in losses)


def leaving_with(one: Leaving) -> Bundle:
    whole = leaving.bundle()
    return replace(whole, records=(one, replace(one, version=2), *whole.records))


def test_what_was_erased_and_what_is_no_wallet_makes_no_pack() -> None:
    erased = replace(WALLET, envelope=replace(
        WALLET.envelope, terms=replace(WALLET.envelope.terms, state=State.ERASED)
    ))  # fmt: skip
    for bundle in (Bundle((erased,)), Bundle((ACTOR,)), leaving.bundle()):
        with pytest.raises(writing.NotWritten, match="TagPack holds nothing else"):
            writing.tagpack(bundle, now=NOW)
    with pytest.raises(writing.NotWritten, match="ActorPack holds nothing else"):
        writing.actorpack(Bundle((WALLET,)), now=NOW)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=12), min_size=1, max_size=3)
)
def test_whatever_a_label_says_it_is_read_back(said: list[str]) -> None:
    body = {"address": exchange.bitcoin(5), "labels": [f"x{each}" for each in said]}
    one = record("wallet", 1, **body)
    read = reading.read(writing.tagpack(Bundle((one,)), now=NOW).content)
    assert read.refused == ()
    wanted = {" ".join(each["value"].split()).lower() for each in one.body["labels"]}
    assert {each.name.lower() for each in read.pieces} == wanted
