"""What a source holds of two records: a person answers, by a judgement of the own agency or by leaving it."""

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import deciding, undoing, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Claim
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import saving
from bowstreet.holdings.repository.models import Judgement
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


@pytest.fixture
def seen(officer: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IntakeView:
    exchange.teach(monkeypatch)
    two = ("wallet", exchange.ethereum(1)), ("wallet", exchange.ethereum(2))
    file = tmp_path / "pack"
    file.write_bytes(exchange.document(exchange.wallet(1, judged=[[*two, "same"]]), exchange.wallet(2)))
    return world.taken_in(officer, file)


def test_who_holds_what_the_source_does_takes_over_its_ground_and_names_it(officer: Reader, seen: IntakeView) -> None:
    [claim] = seen.claims
    after = deciding.decide(reader=officer, now=world.NOW, id=seen.id, claim=claim.id, verdict=Verdict.SAME)
    assert after.claims == ()
    held = Judgement.objects.get()
    assert (held.verdict, held.agency, held.by, held.note) == (
        "same", officer.agency, officer.officer, "Invented ground"
    )  # fmt: skip
    assert held.cites == f"Intake {seen.short}: said to be held same by harbour-south"
    assert Claim.objects.get().judgement == held.uid
    with pytest.raises(Hidden):
        deciding.decide(reader=officer, now=world.NOW, id=seen.id, claim=claim.id, verdict=Verdict.SAME)
    with pytest.raises(Refusal, match="1 judgement rests"):
        undoing.undo(reader=officer, now=world.NOW, id=seen.id)


def test_who_holds_otherwise_gives_a_ground(officer: Reader, seen: IntakeView) -> None:
    [claim] = seen.claims
    with pytest.raises(Invalid, match="rests on"):
        deciding.decide(reader=officer, now=world.NOW, id=seen.id, claim=claim.id, verdict=Verdict.DIFFERENT)
    assert watching.intake(reader=officer, now=world.NOW, id=seen.id).claims == seen.claims
    deciding.decide(
        reader=officer, now=world.NOW, id=seen.id, claim=claim.id, verdict=Verdict.DIFFERENT, note="Other keys."
    )
    held = Judgement.objects.get()
    assert (held.verdict, held.note) == ("different", "Other keys.")


def test_what_is_left_joins_nothing_is_entered_and_goes_with_its_intake(officer: Reader, seen: IntakeView) -> None:
    [claim] = seen.claims
    assert deciding.decide(reader=officer, now=world.NOW, id=seen.id, claim=claim.id).claims == ()
    assert not Judgement.objects.exists()
    assert '"intake.claim.leave"' in (Act.objects.order_by("id").values_list("body", flat=True).last() or "")
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)


def test_a_claim_is_answered_by_those_alone_to_whom_its_intake_opens(officer: Reader, seen: IntakeView) -> None:
    [claim] = seen.claims
    stranger = replace(officer, agency="harbour-south", officer=str(uuid.uuid4()))
    auditor = replace(officer, officer=str(uuid.uuid4()), role=Role.AUDITOR)
    for reader, id in ((stranger, claim.id), (auditor, claim.id), (officer, str(uuid.uuid4())), (officer, "")):
        with pytest.raises(Hidden):
            deciding.decide(reader=reader, now=world.NOW, id=seen.id, claim=id, verdict=Verdict.SAME)
    assert not Judgement.objects.exists()


def test_what_a_claim_rests_on_opens_with_the_content_of_both_records(officer: Reader, seen: IntakeView) -> None:
    [claim] = seen.claims
    assert (claim.closed, claim.ground) == (False, "Invented ground")
    saving.change_marks(reader=officer, now=world.NOW, id=claim.right, changes={"purposes": ["prosecution"]})
    [told] = watching.intake(reader=officer, now=world.NOW, id=seen.id).claims
    assert (told.closed, told.ground, told.verdict) == (True, "", "same")
    with pytest.raises(Invalid, match="rests on"):
        deciding.decide(reader=officer, now=world.NOW, id=seen.id, claim=claim.id, verdict=Verdict.SAME)
