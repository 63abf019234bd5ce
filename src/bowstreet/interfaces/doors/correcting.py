"""The doors of corrections: what may be corrected, a new one, those that wait, the owner's word, and an early end."""

from typing import Literal

from pydantic import Field

from bowstreet.casework.sharing.corrections import deciding, proposing, showing
from bowstreet.casework.sharing.corrections.answers import CorrectionList, CorrectionView, CorrectSheet
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST, _LONGEST_VALUE = 2_000, 100_000


class One(Form):
    """A correction, or a record, by its id."""

    id: str = Field(max_length=36)


class ProposeCorrection(One):
    """A record of another agency, and one value of one field of it that should be another.

    ``sort``: replace ``before`` by ``after``, add ``after``, or remove ``before``; of a field with one value ``before``
    need not be said. Without ``why`` the session's sentence is it. ``evidence`` is a record of the own agency by its
    id, of which the owner learns no more than that.
    """

    field: str = Field(max_length=60)
    sort: Literal["replace", "add", "remove"]
    before: str = Field("", max_length=_LONGEST_VALUE)
    after: str = Field("", max_length=_LONGEST_VALUE)
    why: str = Field("", max_length=_LONGEST)
    evidence: str = Field("", max_length=36)


class AnswerCorrection(One):
    """A correction and the owner's word on it. ``version`` is that of the record against which it was read.

    ``said`` is a sentence for who proposed it.
    """

    answer: Literal["accepted", "declined"]
    version: int = Field(0, ge=0)
    said: str = Field("", max_length=_LONGEST)


def _to_one(made: CorrectionView) -> str:
    return f"/corrections/{made.id}"


DOORS = (
    Door(
        "correction.list", "Corrections to decide on, and those of your side", showing.corrections,
        answer=CorrectionList, web="/corrections", api="/corrections", page="corrections.html", roles=LEA_ROLES,
        command="correction list",
    ),
    Door(
        "correction", "One correction with what came of it", showing.correction, One, CorrectionView,
        web="/corrections/{id}", api="/corrections/{id}", page="correction.html", roles=LEA_ROLES,
        command="correction show",
    ),
    Door(
        "correction.sheet", "What of another agency's record may be corrected", showing.sheet, One, CorrectSheet,
        web="/records/{id}/correct", api="/records/{id}/correct", page="correction_new.html", roles=LEA_ROLES,
    ),
    Door(
        "correction.new", "Propose a correction of another agency's record", proposing.propose, ProposeCorrection,
        CorrectionView, method="POST", creates=True, web="/records/{id}/correct", api="/records/{id}/correct",
        after=_to_one, roles=LEA_ROLES, beside="correction.sheet", command="correction new",
    ),
    Door(
        "correction.answer", "Accept a correction, or decline it", deciding.answer, AnswerCorrection, CorrectionView,
        method="POST", web="/corrections/{id}/answer", api="/corrections/{id}/answer", after=_to_one, roles=LEA_ROLES,
        beside="correction", command="correction answer",
    ),
    Door(
        "correction.withdraw", "Withdraw a correction", proposing.withdraw, One, CorrectionView, method="POST",
        web="/corrections/{id}/withdraw", api="/corrections/{id}/withdraw", after=_to_one, roles=LEA_ROLES,
        command="correction withdraw",
    ),
)  # fmt: skip
