"""The doors of agreements: made, signed, ended; what leaves; what went, receipts, recall, what rests on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import Field, field_validator

from bowstreet.casework.sharing import agreeing, giving, released, releasing, resting, went
from bowstreet.casework.sharing.resting import RestingList
from bowstreet.casework.sharing.shown import (
    AgreementCard,
    AgreementList,
    AgreementView,
    Party,
    RecordReleases,
    ReleaseList,
    Under,
)
from bowstreet.interfaces.doors.audience import DISSEMINATORS, RECORD_READERS, RECORDERS, SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES

_CEILINGS = ("tlp", "pap", "handling", "classification")


class Make(Form):
    """A new agreement. ``parties`` are receivers outside this node, each by its name."""

    title: str = Field(max_length=200)
    receivers: tuple[str, ...] = Field((), max_length=200)
    parties: tuple[str, ...] = Field((), max_length=200)
    purposes: tuple[Purpose, ...] = ()
    tlp: Tlp | None = None
    pap: Pap | None = None
    handling: HandlingCode | None = None
    classification: Classification | None = None
    kinds: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    grade: str = Field("", max_length=2)
    since: date | None = None
    until: date | None = None

    @field_validator("parties", "markets")
    @classmethod
    def _lines(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        """Return what stood in lines or between commas as single texts."""
        return tuple(each.strip() for text in told for each in text.replace(",", "\n").splitlines() if each.strip())


class One(Form):
    """An agreement by its id."""

    id: str


class Page(Form):
    """An agreement, and where in what leaves under it to go on."""

    id: str
    after: str | None = Field(None, max_length=500)


class Reading(Page):
    """An agreement, where to go on, and how many records at most."""

    limit: int = Field(100, ge=1, le=1000)


class Gone(One):
    """An agreement, one record of what went, only what was recalled or is late, and where to go on."""

    record: str = Field("", max_length=36)
    recalled: bool = False
    late: bool = False
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1, le=200)


class Releasing(Form):
    """An agreement and the receiver to whom what is new goes."""

    id: str
    receiver: str = Field(min_length=1, max_length=200)


class Recalling(Form):
    """An agreement, the records that are recalled (none named: all), and why."""

    id: str
    records: tuple[str, ...] = Field((), max_length=1000)
    reason: str = Field(min_length=1, max_length=2000)


class Resting(Form):
    """The record to which it is narrowed, if to one."""

    record: str = Field("", max_length=36)


class RecallingOne(Form):
    """A record that is recalled, and why."""

    id: str
    reason: str = Field(min_length=1, max_length=2000)


def _made(**fields: Any) -> AgreementCard:
    ceiling = Ceiling(**{name: fields.pop(name) for name in _CEILINGS})
    parties = tuple(map(Party, fields.pop("parties")))
    return agreeing.make(ceiling=ceiling, parties=parties, **fields)


def blank(**asking: Any) -> AgreementList:
    """Return the page on which an agreement is made."""
    return agreeing.agreements(**asking)


_PAGE: Callable[[Any], str] = lambda made: f"/agreements/{made.id}"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "agreement.list",
        "The agreements that your agency gives or receives under",
        agreeing.agreements,
        answer=AgreementList,
        web="/agreements",
        api="/agreements",
        page="agreements.html",
        roles=RECORD_READERS,
        command="agreement list",
    ),
    Door(
        "agreement.blank",
        "Make an agreement",
        blank,
        answer=AgreementList,
        web="/agreements/new",
        page="agreement_new.html",
        roles=SUPERVISORS,
    ),
    Door(
        "agreement.make",
        "Make an agreement, or propose it where your agency wants two",
        _made,
        Make,
        AgreementCard,
        method="POST",
        creates=True,
        web="/agreements/new",
        api="/agreements",
        after=_PAGE,
        beside="agreement.blank",
        roles=SUPERVISORS,
        command="agreement new",
    ),
    Door(
        "agreement",
        "One agreement, and what leaves under it",
        giving.show,
        Page,
        AgreementView,
        web="/agreements/{id}",
        api="/agreements/{id}",
        page="agreement.html",
        roles=RECORD_READERS,
        command="agreement show",
    ),
    Door(
        "agreement.read",
        "What leaves under an agreement after a place in its line",
        giving.leaving_under,
        Reading,
        Under,
        api="/agreements/{id}/records",
        roles=RECORDERS,
    ),
    Door(
        "agreement.sign",
        "Let an agreement stand that another supervisor proposed",
        agreeing.sign,
        One,
        AgreementCard,
        method="POST",
        web="/agreements/{id}/sign",
        api="/agreements/{id}/sign",
        after=_PAGE,
        roles=SUPERVISORS,
        command="agreement sign",
    ),
    Door(
        "agreement.end",
        "End an agreement",
        agreeing.end,
        One,
        AgreementCard,
        method="POST",
        web="/agreements/{id}/end",
        api="/agreements/{id}/end",
        after=_PAGE,
        roles=SUPERVISORS,
        command="agreement end",
    ),
    Door(
        "agreement.releases",
        "What went under an agreement, with receipts and recalls",
        released.releases,
        Gone,
        ReleaseList,
        web="/agreements/{id}/releases",
        api="/agreements/{id}/releases",
        page="agreement_releases.html",
        roles=RECORD_READERS,
        command="agreement releases",
    ),
    Door(
        "agreement.release",
        "Note that what is new went to a receiver",
        releasing.release,
        Releasing,
        ReleaseList,
        method="POST",
        web="/agreements/{id}/releases",
        api="/agreements/{id}/releases",
        after=lambda made: f"/agreements/{made.id}/releases",
        roles=DISSEMINATORS,
        command="agreement release",
    ),
    Door(
        "agreement.receive",
        "Give a receipt for what was released to your agency",
        releasing.receive,
        One,
        ReleaseList,
        method="POST",
        web="/agreements/{id}/receipts",
        api="/agreements/{id}/receipts",
        after=lambda made: f"/agreements/{made.id}/releases",
        roles=RECORDERS,
        command="agreement receive",
    ),
    Door(
        "agreement.recall",
        "Recall what was released under an agreement",
        releasing.recall,
        Recalling,
        ReleaseList,
        method="POST",
        web="/agreements/{id}/recalls",
        api="/agreements/{id}/recalls",
        after=lambda made: f"/agreements/{made.id}/releases",
        roles=SUPERVISORS,
        command="agreement recall",
    ),
    Door(
        "resting.list",
        "What of your agency’s rests on what was recalled from it or marked anew by its giver",
        resting.resting,
        Resting,
        RestingList,
        web="/resting",
        api="/resting",
        page="resting.html",
        roles=LEA_ROLES,
        command="agreement resting",
    ),
    Door(
        "record.releases",
        "Where a record went under agreements, with receipts and recalls",
        went.releases,
        One,
        RecordReleases,
        web="/records/{id}/releases",
        api="/records/{id}/releases",
        page="record_releases.html",
        roles=RECORD_READERS,
        command="record releases",
    ),
    Door(
        "record.recall",
        "Recall a record from everybody who got it",
        went.recall,
        RecallingOne,
        RecordReleases,
        method="POST",
        web="/records/{id}/recalls",
        api="/records/{id}/recalls",
        after=lambda made: f"/records/{made.id}/releases",
        roles=SUPERVISORS,
        command="record recall",
    ),
)
