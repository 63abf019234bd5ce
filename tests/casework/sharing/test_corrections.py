"""What another agency proposes is read, accepted as an edit is, or declined; and shows nothing that does not open."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework.sharing.test_requests import investigator
from tests.worlds.repository import GIVEN, KEY, NOW, SHARED, World

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.corrections import deciding, proposing, settling, showing, values
from bowstreet.casework.sharing.corrections.answers import CorrectionView
from bowstreet.holdings.agencies import founding
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import following
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import proposing as changes
from bowstreet.holdings.repository import recording, rows, saving
from bowstreet.holdings.repository import showing as records
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

WHOLE = {**GIVEN, "tlp": "GREEN", "handling": ["H0"]}
"""Open to south, identifiers too."""

OTHER = "89ABCDEF0123456789ABCDEF0123456789ABCDEF"
WHY = "Our seizure shows the other key."


def shared(world: World, handle: str = "baker", envelope: dict[str, Any] | None = None, **body: Any) -> str:
    said = {"pgp": [{"value": KEY, "grade": "B2", "source": "a page", "first_seen": "2025-02-01"}],
            "description": ["Sells bread. Ask baker."], "products": ["drugs"], **body}  # fmt: skip
    return world.vendor(world.north, handle, envelope or WHOLE, **said)


def propose(world: World, id: str, reader: Reader | None = None, **said: Any) -> CorrectionView:
    whole = {"field": "pgp", "sort": "replace", "before": KEY.lower(), "after": OTHER, "why": WHY, **said}
    return proposing.propose(reader=reader or world.south, now=NOW, id=id, **whole)


def accept(world: World, id: str, version: int = 1, reader: Reader | None = None) -> CorrectionView:
    return deciding.answer(reader=reader or world.north, now=NOW, id=id, answer="accepted", version=version)


def body(id: str) -> dict[str, Any]:
    row = rows.by_uids([id])[id]
    return rows.body_of(row.id, row.version)


def test_an_accepted_correction_is_a_new_version_that_names_the_agency_to_its_owner_alone(world: World) -> None:
    one = shared(world)
    made = propose(world, one)
    assert made.state == "open" and body(one)["pgp"][0]["value"] == KEY, "nothing changes before the owner's word"
    read = showing.correction(reader=world.analyst, now=NOW, id=made.id)
    ((told,),) = ([each] for each in read.differences)
    assert read.decides and told.field == "pgp"
    assert told.before[0].startswith(f"{KEY} (B2") and told.mine == (f"{OTHER} (X4, fact, 2025-02-01)",), (
        "as it will be"
    )
    done = accept(world, made.id, read.version, world.analyst)
    assert (done.state, done.ended_by) == ("accepted", world.analyst.name)
    (stands,) = body(one)["pgp"]
    assert (stands["value"], stands["grade"], stands["source"]) == (OTHER, "X4", ""), "no source of the old one said it"
    for reader, said in (
        (world.north, "Changed: PGP keys; proposed by Agency south"),
        (world.south, "Changed: PGP keys"),
    ):
        last = records.show(reader=reader, now=NOW, id=one).versions[0]
        assert (last.number, last.what) == (2, said)
        assert world.south.name not in last.what + last.by
    with pytest.raises(proposing.Settled):
        accept(world, made.id, 2)
    with pytest.raises(proposing.Settled):
        proposing.withdraw(reader=world.south, now=NOW, id=made.id)


def test_values_are_added_and_taken_away_and_what_an_owner_declines_says_why(world: World) -> None:
    one = shared(world)
    added = propose(world, one, field="emails", sort="add", before="", after="Quay[at]example[.]org")
    gone = propose(world, one, field="products", sort="remove", before="drugs", after="ignored")
    accept(world, added.id)
    accept(world, gone.id, 2)
    assert [each["value"] for each in body(one)["emails"]] == ["quay@example.org"] and "products" not in body(one)
    plain = propose(world, one, field="registered_on", sort="add", before="", after="2024-05-01")
    accept(world, plain.id, 3)
    assert body(one)["registered_on"] == "2024-05-01"
    key = propose(world, one)
    with pytest.raises(values.WrongCorrection, match="why not"):
        deciding.answer(reader=world.north, now=NOW, id=key.id, answer="declined", said=" \u200b")
    deciding.answer(reader=world.north, now=NOW, id=key.id, answer="declined", said="It stands in the file.")
    told = showing.correction(reader=world.south, now=NOW, id=key.id)
    assert (told.state, told.said, told.ended_by) == ("declined", "It stands in the file.", "Robin Vale")
    assert body(one)["pgp"][0]["value"] == KEY


def test_what_the_proposer_may_not_see_cannot_be_proposed_on(world: World) -> None:
    shallow = shared(world, "baker", SHARED)
    hit, meta = world.vendor(world.north, "miller"), world.vendor(
        world.north, "victim", {**SHARED, "flags": ["victim"]}
    )  # fmt: skip
    for id, field in (
        (hit, "market"), (meta, "market"), ("01900000-0000-7000-8000-000000000000", "market"), (shallow, "pgp"),
        (shallow, "handle"), (shallow, "bogus"),
    ):  # fmt: skip
        with pytest.raises(Hidden):
            propose(world, id, field=field, sort="add", before="", after=OTHER)
    with pytest.raises(Hidden):
        showing.sheet(reader=world.south, now=NOW, id=meta)
    sheet = showing.sheet(reader=world.south, now=NOW, id=shallow)
    told = {each.field.name: each for each in sheet.fields}
    assert "pgp" not in told and [each.value for each in told["products"].values] == ["drugs"]
    assert told["description"].values == () and told["description"].partly, "a value that is masked in part"
    for guess in ("Sells bread. Ask baker.", "Sells bread. Ask miller."):
        with pytest.raises(values.WrongCorrection) as refused:
            propose(world, shallow, field="description", before=guess, after="Sells cake.")
        assert refused.value.sentence == values.NO_SUCH, "no oracle: a right guess is answered as a wrong one"
    made = propose(world, shallow, field="products", before="drugs", after="firearms")
    assert accept(world, made.id).state == "accepted"
    with pytest.raises(showing.OwnRecord):
        showing.sheet(reader=world.north, now=NOW, id=shallow)
    with pytest.raises(showing.OwnRecord):
        propose(world, shallow, world.north)
    assert models.Correction.objects.count() == 1


def test_a_correction_is_not_accepted_blindly_when_the_record_has_changed(world: World) -> None:
    one = shared(world)
    made = propose(world, one)
    recording.amend(reader=world.north, now=NOW, id=one, body={"aliases": ["b."]})
    read = showing.correction(reader=world.north, now=NOW, id=made.id)
    assert (read.changed, read.begun, read.version, read.hindrance) == (True, 1, 2, "")
    with pytest.raises(deciding.NotAsRead, match="Version 2"):
        accept(world, made.id, 1)
    saving.edit(reader=world.north, now=NOW, id=one, begun=2, body={**body(one), "pgp": []})
    read = showing.correction(reader=world.north, now=NOW, id=made.id)
    assert "no more" in read.hindrance and read.decides and not read.differences
    with pytest.raises(deciding.NotToBeMade):
        accept(world, made.id, 3)
    assert rows.by_uids([one])[one].version == 3 and read.state == "open"
    saving.edit(reader=world.north, now=NOW, id=one, begun=3, body={**body(one), "pgp": [KEY, OTHER]})
    assert "by now" in showing.correction(reader=world.north, now=NOW, id=made.id).hindrance
    saving.edit(reader=world.north, now=NOW, id=one, begun=4, body={**body(one), "pgp": [KEY]})
    assert accept(world, made.id, 5).state == "accepted", "it can be made again"


def test_who_decides_and_who_sees_nothing(world: World) -> None:
    one = shared(world)
    made = propose(world, one)
    colleague = investigator(world.south)
    third = replace(world.south, agency="east", officer="x")
    prosecutor = replace(world.north, role=Role.PROSECUTOR, purpose=Purpose.PROSECUTION)
    for who in (world.south, colleague, third, prosecutor):
        with pytest.raises(Hidden):
            accept(world, made.id, reader=who)
    for who in (colleague, third):
        with pytest.raises(Hidden):
            showing.correction(reader=who, now=NOW, id=made.id)
        assert not showing.corrections(reader=who, now=NOW).mine
    for who, count in ((world.north, 1), (world.analyst, 1), (third, 0), (world.south, 0)):
        assert len(showing.corrections(reader=who, now=NOW).to_decide) == showing.to_decide(who, NOW) == count
    with pytest.raises(Hidden):
        proposing.withdraw(reader=world.north, now=NOW, id=made.id)
    assert proposing.withdraw(reader=world.south, now=NOW, id=made.id).state == "withdrawn"
    assert showing.to_decide(world.north, NOW) == 0
    with pytest.raises(proposing.Settled):
        accept(world, made.id)


def test_the_owner_decides_only_where_the_record_opens_to_be_edited(world: World) -> None:
    one = shared(world)
    made = propose(world, one)
    saving.withdraw(reader=world.north, now=NOW, id=one, reason="Taken back.")
    assert showing.to_decide(world.north, NOW) == 0 and not showing.corrections(reader=world.north, now=NOW).to_decide
    for act in (
        lambda: showing.correction(reader=world.north, now=NOW, id=made.id), lambda: accept(world, made.id, 2),
        lambda: deciding.answer(reader=world.north, now=NOW, id=made.id, answer="declined", said="No."),
    ):  # fmt: skip
        with pytest.raises(Hidden):
            act()


def test_a_record_that_has_closed_leaves_its_proposer_neither_title_nor_values(world: World) -> None:
    one = shared(world)
    made = propose(world, one, evidence=world.vendor(world.south, "own"))
    told = propose(world, one, field="description", before="Sells bread. Ask baker.", after="Sells baker's cake.")
    deep = (made.title, made.field, made.before, made.after, made.why, told.field, told.before, told.after)
    assert all(deep) and made.evidence
    for marks, title in (
        ({"scope": "LEA", "recipients": []}, "Vendor account on Lantern Market"),
        ({"scope": "OWNER"}, ""),
    ):
        saving.change_marks(reader=world.north, now=NOW, id=one, changes=marks)
        for each in (
            showing.correction(reader=world.south, now=NOW, id=made.id),
            showing.correction(reader=world.south, now=NOW, id=told.id),
            *showing.corrections(reader=world.south, now=NOW).mine,
        ):
            assert not each.opens and each.title == title
            for word in (*deep, made.evidence, "baker"):
                assert word == title or word not in str(vars(each)), word
    assert proposing.withdraw(reader=world.south, now=NOW, id=made.id).state == "withdrawn", "it can still be ended"


def test_the_owner_reads_of_the_proposers_holdings_only_what_was_written(world: World) -> None:
    one, own = shared(world), world.vendor(world.south, "secretname")
    with pytest.raises(values.WrongCorrection) as refused:
        propose(world, one, evidence=one)
    assert refused.value.field == "evidence", "evidence is a record of the proposer's own"
    made = propose(world, one, evidence=own[-8:])
    read = showing.correction(reader=world.north, now=NOW, id=made.id)
    assert read.evidence == own and "secretname" not in str(vars(read))
    with pytest.raises(Hidden):
        records.show(reader=world.north, now=NOW, id=own)


def test_what_is_no_correction_is_refused_beside_its_field(world: World) -> None:
    one = shared(world)
    for place, said in (
        ("after", {"after": "no key"}), ("after", {"after": ""}), ("after", {"after": KEY}),
        ("before", {"before": OTHER}),
        ("before", {"before": ""}), ("why", {"why": " \u200b"}), ("evidence", {"evidence": "none"}),
        ("sort", {"field": "market", "sort": "add", "before": "", "after": "Harbour"}),
        ("sort", {"field": "market", "sort": "remove", "before": "", "after": ""}),
        ("after", {"field": "registered_on", "sort": "add", "before": "",
                   "after": f"{(NOW + timedelta(days=9)).date()}"}),
        ("after", {"field": "products", "before": "drugs", "after": "spoons"}),
    ):  # fmt: skip
        with pytest.raises(values.WrongCorrection) as refused:
            propose(world, one, **said)
        assert refused.value.field == place, said
    market = propose(world, one, field="market", before="", after="Harbour")
    assert market.before == "Lantern Market", "of a field with one value that is the one"
    propose(world, one)
    with pytest.raises(proposing.Proposed):
        propose(world, one, sort="add", before="", after=OTHER)
    propose(world, one, investigator(world.south), sort="add", before="", after=OTHER)


def test_where_the_agency_wants_a_second_officer_the_change_waits(world: World) -> None:
    one = shared(world)
    founding.set_standing(reader=world.north, standing={"second_person": ["vendor_account"]}, now=NOW)
    made = propose(world, one)
    waits = accept(world, made.id, reader=world.analyst)
    assert waits.state == "waiting" and waits.change and rows.by_uids([one])[one].version == 1
    with pytest.raises(proposing.Proposed):
        propose(world, one)
    changes.decline(reader=world.north, now=NOW, id=waits.change, reason="Not yet.")
    assert showing.correction(reader=world.analyst, now=NOW, id=made.id).decides, "it is to be decided on again"
    settling.keep_up(NOW)
    assert showing.to_decide(world.north, NOW) == 1
    again = accept(world, made.id, reader=world.analyst)
    told = showing.correction(reader=world.south, now=NOW, id=made.id)
    assert (told.state, told.change) == ("waiting", ""), "the owner's change is the owner's"
    changes.approve(reader=world.north, now=NOW, id=again.change)
    assert showing.correction(reader=world.south, now=NOW, id=made.id).state == "accepted"
    last = records.show(reader=world.north, now=NOW, id=one).versions[0]
    assert (last.by, last.what) == (world.analyst.name, "Changed: PGP keys; proposed by Agency south")
    propose(world, one, before=OTHER, after=KEY)


def test_each_act_is_in_the_ledgers_of_both_sides_and_sentences_are_locked(world: World) -> None:
    one = shared(world)
    before = following.after("acts", 0, 10_000)[-1].place
    made = propose(world, one)
    deciding.answer(reader=world.north, now=NOW, id=made.id, answer="declined", said="It stands in the file.")
    proposing.withdraw(reader=world.south, now=NOW, id=propose(world, one).id)
    accept(world, propose(world, one).id)
    told = [(each.agency, each.fields["action"]) for each in following.after("acts", before)
            if each.fields["action"].startswith("correction.")]  # fmt: skip
    acts = ("new", "answer:declined", "new", "withdrawn", "new", "answer:accepted")
    assert sorted(told) == sorted((agency, f"correction.{each}") for each in acts for agency in ("north", "south"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sharing_correction")
        held = b"|".join(bytes(each) if isinstance(each, (bytes, memoryview)) else str(each).encode()
                         for row in cursor.fetchall() for each in row)  # fmt: skip
    for plain in (KEY, OTHER, WHY, "It stands"):
        assert plain.encode() not in held


def test_corrections_are_erased_with_their_record_and_not_while_it_lies_in_the_trash(world: World) -> None:
    one, kept = shared(world), shared(world, "miller")
    made, other = propose(world, one), propose(world, kept)
    saving.withdraw(reader=world.north, now=NOW, id=kept, reason="Taken back.")
    row = rows.by_uids([one])[one]
    erased = replace(terms.terms_of([row.terms_id])[row.terms_id], state=State.ERASED)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE repository_record SET terms_id = %s WHERE uid = %s", [terms.intern(erased, now=NOW), one]
        )
    gate.forget()
    with transaction.atomic():
        ledger.record_act(actor=world.north, event=Event.ERASURE, action="intake.undo", now=NOW, records=[one])
    while settling.keep_up(NOW):
        pass
    assert [each.id for each in models.Correction.objects.all()] == [other.id]
    told = [each.agency for each in following.after("acts", 0, 10_000)
            if each.fields["action"] == "correction.erase" and made.id in each.fields["records"]]  # fmt: skip
    assert sorted(told) == ["north", "south"]


def test_the_count_of_the_first_page_is_one_query(world: World) -> None:
    propose(world, shared(world))
    showing.to_decide(world.north, NOW)
    with CaptureQueriesContext(connection) as asked:
        assert showing.to_decide(world.north, NOW) == 1
    assert len([each for each in asked if "sharing_correction" in each["sql"]]) == 1
    assert len([each for each in asked if "repository_" in each["sql"] and "sharing_" not in each["sql"]]) == 0
