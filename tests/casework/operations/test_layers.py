"""The shared pool of an operation opens as its records' marks say; of a private layer nobody else is told anything."""

from typing import Any

import pytest
from django.db import connection
from tests.worlds.repository import NOW, OWN, SHARED, World

from bowstreet.casework.operations import attached, joint, layers, leading, taking_part
from bowstreet.casework.operations.boards import PrivateLayer
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import saving
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

CLOSED = {**OWN, "scope": "OWNER"}


@pytest.fixture
def operation(world: World) -> str:
    id = leading.begin(reader=world.north, now=NOW, title="Operation Snuffer", partners=["south"]).id
    taking_part.answer(reader=world.south, now=NOW, id=id, answer="accept")
    return id


def keep(reader: Reader, id: str, **said: str) -> PrivateLayer:
    return layers.keep(reader=reader, now=NOW, id=id, **said)


def of(reader: Reader, id: str) -> Any:
    return layers.layer(reader=reader, now=NOW, id=id).rows


def test_a_record_in_the_pool_is_there_for_whom_its_own_marks_open_it(world: World, operation: str) -> None:
    shared, closed = world.vendor(world.south, "quay", SHARED), world.vendor(world.south, "tidewaiter", CLOSED)
    for id in (shared, closed):
        mine = layers.pool(reader=world.south, now=NOW, id=operation, record=id).pool
    assert {each.record for each in mine} == {shared, closed}
    (seen,) = joint.board(reader=world.north, now=NOW, id=operation).pool
    assert (seen.record, seen.agency, seen.mine) == (shared, "south", False)
    saving.re_mark(reader=world.south, now=NOW, id=shared, begun=1, envelope={"scope": "OWNER"})
    assert joint.board(reader=world.north, now=NOW, id=operation).pool == ()


def test_only_an_own_record_goes_in_and_only_its_agency_takes_it_out(world: World, operation: str) -> None:
    theirs, closed = world.vendor(world.south, "quay.merchant"), world.vendor(world.south, "tidewaiter", CLOSED)
    for id in (theirs, closed, "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(attached.NotYours) as refused:
            layers.pool(reader=world.north, now=NOW, id=operation, record=id)
        assert refused.value.field == "record", "one sentence for another's, a closed one and none"
    layers.pool(reader=world.south, now=NOW, id=operation, record=theirs)
    with pytest.raises(attached.NotYours):
        layers.unpool(reader=world.north, now=NOW, id=operation, record=theirs)
    assert layers.unpool(reader=world.south, now=NOW, id=operation, record=theirs).pool == ()


def test_a_private_layer_is_read_by_its_agency_alone_and_nothing_else_changes(world: World, operation: str) -> None:
    before, entries = joint.board(reader=world.north, now=NOW, id=operation), Act.objects.filter(agency="north").count()
    held = world.vendor(world.south, "quay.merchant", CLOSED)
    keep(world.south, operation, note="Our source is on the quay.", about=held)
    assert [(each.text, each.record) for each in of(world.south, operation)] == [("Our source is on the quay.", held)]
    assert of(world.north, operation) == ()
    assert joint.board(reader=world.north, now=NOW, id=operation) == before
    assert Act.objects.filter(agency="north").count() == entries, "the lead's ledger says nothing of it"
    (kept,) = of(world.south, operation)
    with pytest.raises(Hidden):
        layers.drop(reader=world.north, now=NOW, id=operation, kept=kept.id)
    assert layers.drop(reader=world.south, now=NOW, id=operation, kept=kept.id).rows == ()


def test_a_note_lies_locked(world: World, operation: str) -> None:
    keep(world.south, operation, note="Our source is on the quay.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM operations_kept")
        assert b"source" not in bytes(cursor.fetchone()[0])


def test_who_is_marked_out_of_an_operation_keeps_what_it_kept_and_adds_nothing(world: World, operation: str) -> None:
    keep(world.south, operation, note="Ours alone.")
    saving.re_mark(reader=world.north, now=NOW, id=operation, begun=1, envelope={"scope": "OWNER", "recipients": []})
    seen = layers.layer(reader=world.south, now=NOW, id=operation)
    assert ([each.text for each in seen.rows], seen.may) == (["Ours alone."], False)
    with pytest.raises(Hidden):
        keep(world.south, operation, note="One more.")
    assert layers.drop(reader=world.south, now=NOW, id=operation, kept=seen.rows[0].id).rows == ()
    with pytest.raises(Hidden):
        of(world.south, operation)


def test_an_empty_entry_and_anothers_record_are_refused_beside_their_fields(world: World, operation: str) -> None:
    with pytest.raises(layers.NothingKept):
        keep(world.south, operation, note="\u200b ")
    theirs = world.vendor(world.north, "quay.merchant")
    with pytest.raises(attached.NotYours) as refused:
        keep(world.south, operation, about=theirs)
    assert refused.value.field == "about"
