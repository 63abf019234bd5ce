"""An intake that was looked through is declined: nothing of it is admitted, and nothing of what was seen stays."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, declining, reading, undoing, watching
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.casework.intake.watching import rejects_of
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.observations.models import Import
from bowstreet.holdings.repository.models import Record
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal

pytestmark = pytest.mark.django_db(transaction=True)

BROKEN = exchange.pack(3) + b"- address: *unknown\n  label: Quay Exchange\n"


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def looked_through(officer: Reader, folder: Path) -> str:
    place = folder / "pack.yaml"
    place.write_bytes(BROKEN)
    made = world.hand_in(officer, place, look=True)
    reading.read(made)
    return made


def test_nothing_of_a_declined_intake_is_admitted_or_stays(officer: Reader, tmp_path: Path) -> None:
    made = looked_through(officer, tmp_path)
    before = watching.intake(reader=officer, now=world.NOW, id=made)
    assert before.losses and before.rejects and before.totals.rejected == 1 and rejects_of(made, 0).parent.exists()

    def rejected_now() -> str:
        return watching.reject_list(reader=officer, now=world.NOW, id=made, sha256=str(before.sources[0].sha256))

    rejected = rejected_now()
    seen = declining.decline(reader=officer, now=world.NOW, id=made)
    assert (seen.state, seen.foreseen, seen.losses, seen.rejects, seen.reject_lists) == ("declined", None, (), (), ())
    assert seen.sentence.startswith("Declined by ") and seen.sentence.endswith("The files stay in quarantine.")
    [source] = seen.sources
    assert (source.state, source.read, source.observed, source.rejected) == ("declined", 0, 0, 0) and source.sha256
    assert not rejects_of(made, 0).parent.exists()
    assert Intake.objects.get().looked == "{}"
    assert not Record.objects.exists() and not Import.objects.exists()
    assert exchange.bitcoin(9) not in str(Source.objects.values()) + str(Intake.objects.values())
    entry = json.loads(Act.objects.order_by("id").values_list("body", flat=True).last() or "")
    assert (entry["action"], entry["event"], entry["records"]) == ("intake.decline", "erasure", [made])
    assert rejected != rejected_now() == rejected.splitlines(keepends=True)[0]


def test_what_is_declined_is_neither_admitted_later_nor_declined_again(officer: Reader, tmp_path: Path) -> None:
    made = looked_through(officer, tmp_path)
    declining.decline(reader=officer, now=world.NOW, id=made)
    for act, sentence in (
        (accepting.accept, "does not wait"), (declining.decline, "does not wait"), (undoing.undo, "that is done"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=sentence):
            act(reader=officer, now=world.NOW, id=made)
    assert not Task.objects.exclude(state="ended").exists()
    reading.read(made)
    assert watching.intake(reader=officer, now=world.NOW, id=made).state == "declined" and not Record.objects.exists()
    anew = looked_through(officer, tmp_path)
    assert watching.intake(reader=officer, now=world.NOW, id=anew).totals.read == 4


def test_who_handed_it_in_or_a_supervisor_declines_and_nobody_else(officer: Reader, tmp_path: Path) -> None:
    made = looked_through(officer, tmp_path)
    other = replace(officer, officer="0f0f0f0f-1111-7222-8333-444444444444", role=Role.ANALYST)
    with pytest.raises(Refusal, match="handed it in, or by a supervisor"):
        declining.decline(reader=other, now=world.NOW, id=made)
    with pytest.raises(Hidden):
        declining.decline(reader=replace(officer, agency="south"), now=world.NOW, id=made)
    assert watching.intake(reader=officer, now=world.NOW, id=made).state == "looked"
    assert declining.decline(reader=replace(other, role=Role.SUPERVISOR), now=world.NOW, id=made).state == "declined"


def test_what_is_done_is_not_declined(officer: Reader, tmp_path: Path) -> None:
    place = tmp_path / "pack.yaml"
    place.write_bytes(BROKEN)
    seen = world.taken_in(officer, place)
    with pytest.raises(Refusal, match="does not wait"):
        declining.decline(reader=officer, now=world.NOW, id=seen.id)
    after = watching.intake(reader=officer, now=world.NOW, id=seen.id)
    assert (after.state, after.totals, after.losses) == ("done", seen.totals, seen.losses)
