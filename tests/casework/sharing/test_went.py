"""Where one record went, and its recall from everybody who got it under whichever agreement."""

import pytest
from tests.casework.sharing.test_agreements import agreed, lined_up
from tests.casework.sharing.test_exporting import entered, last_place
from tests.worlds.repository import GIVEN, NOW, OWN, World

from bowstreet.casework.sharing import models, noticing, recalling, releasing, went
from bowstreet.casework.sharing.releasing import NothingToRecall
from bowstreet.casework.sharing.shown import Party, RecordReleases
from bowstreet.formats.stix.notices import ANSWERS, RECALL
from bowstreet.vocabulary.refusals import Hidden


def released(world: World) -> tuple[str, str]:
    """Release two records under two agreements, each to both its receivers; return the records."""
    one, two = (world.vendor(world.north, name, GIVEN) for name in ("quay", "wick"))
    first, second = agreed(world, parties=[Party("Desk Noord")]), agreed(world, title="Quays")
    lined_up()
    for card, receiver in ((first, "south"), (first, "Desk Noord"), (second, "south")):
        releasing.release(reader=world.north, now=NOW, id=card.id, receiver=receiver)
    return one, two


def told(found: RecordReleases) -> set[tuple[str, str, bool]]:
    return {(each.title, each.row.receiver, each.row.recalled_at is not None) for each in found.releases}


def test_a_record_is_recalled_from_everybody_who_got_it_and_no_other_is(world: World) -> None:
    one, two = released(world)
    before = went.releases(reader=world.north, now=NOW, id=one)
    everywhere = {("Sellers for south", "south"), ("Sellers for south", "Desk Noord"), ("Quays", "south")}
    assert told(before) == {(*each, False) for each in everywhere} and before.recalls
    place = last_place()
    after = went.recall(reader=world.north, now=NOW, id=one[-8:], reason="a wrong name")
    assert told(after) == {(*each, True) for each in everywhere} and not after.recalls
    assert {each.row.recall_reason for each in after.releases} == {"a wrong name"}
    assert told(went.releases(reader=world.north, now=NOW, id=two)) == {(*each, False) for each in everywhere}
    assert entered("agreement.recall", place)["south"]["records"] == [one]
    with pytest.raises(NothingToRecall):
        went.recall(reader=world.north, now=NOW, id=one, reason="again")


def test_what_a_receiver_answers_stands_beside_it_as_it_comes(world: World) -> None:
    one, _ = released(world)
    went.recall(reader=world.north, now=NOW, id=one, reason="a wrong name")
    recalling.keep_up(NOW)
    asked, other = models.Recalled.objects.filter(record=one, receiver="south")
    noticing.receipted(asked.agreement, "south", f"{RECALL}--{asked.id}", "withdrawn", NOW)
    found = went.releases(reader=world.north, now=NOW, id=one).releases
    rows = {each.agreement: each.row for each in found if each.row.receiver == "south"}
    answered, silent = rows[asked.agreement_id], rows[other.agreement_id]
    assert (answered.answer, answered.received_at) == (ANSWERS["withdrawn"], NOW)
    assert (silent.answer, silent.received_at) == ("", None)


def test_only_a_supervisor_of_the_giver_recalls_and_a_receiver_sees_its_own(world: World) -> None:
    one, _ = released(world)
    assert {each.row.receiver for each in went.releases(reader=world.south, now=NOW, id=one).releases} == {"south"}
    for reader in (world.south, world.analyst):
        with pytest.raises((NothingToRecall, Hidden)):
            went.recall(reader=reader, now=NOW, id=one, reason="mine")
    assert not went.releases(reader=world.analyst, now=NOW, id=one).recalls
    assert not models.Release.objects.exclude(recalled_at=None).exists()


def test_of_a_hidden_record_nothing_is_told(world: World) -> None:
    released(world)
    hidden = world.vendor(world.north, "hushed", OWN)
    for id in (hidden, "019cadc6-9a80-7836-8dd8-7eb35977d5ba"):
        with pytest.raises(Hidden):
            went.releases(reader=world.south, now=NOW, id=id)
        with pytest.raises(Hidden):
            went.recall(reader=world.south, now=NOW, id=id, reason="x")
