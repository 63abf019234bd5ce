from datetime import date
from typing import Any

import pytest

from bowstreet.casework.intake.enveloping import overridden
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.refusals import Invalid

STANDING = Envelope(
    Terms(owner="north", purposes=frozenset({Purpose.CROSS_CHECKING})),
    Particulars(legal_basis="Act 1", review_on=date(2030, 1, 1)),
)


def test_silence_leaves_the_standing_envelope() -> None:
    assert overridden(STANDING, {}) == STANDING


def test_what_is_said_replaces_only_that() -> None:
    made = overridden(STANDING, {"tlp": Tlp.RED.value, "case_ref": "K-1", "subject_category": "victim"})
    assert made.terms.tlp is Tlp.RED
    assert made.particulars.case_ref == "K-1"
    assert made.terms.flags == {ProtectedFlag.VICTIM}
    assert made.terms.purposes == STANDING.terms.purposes


@pytest.mark.parametrize(
    "said",
    [
        {"owner": "south"},
        {"state": "active"},
        {"nonsense": "x"},
        {"tlp": "PURPLE"},
        {"purposes": "cross_checking"},
        {"purposes": []},
        {"purposes": [1]},
        {"legal_basis": ""},
        {"legal_basis": None},
        {"review_on": None},
        {"review_on": "tomorrow"},
        {"case_ref": {"a": 1}},
    ],
)
def test_a_wrong_envelope_is_refused_with_a_sentence(said: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        overridden(STANDING, said)
    assert refused.value.sentence.endswith(".")
