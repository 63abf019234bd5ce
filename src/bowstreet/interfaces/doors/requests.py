"""The doors of requests to an owner: what may be asked for, a new one, those that wait, an answer, and an early end."""

from datetime import date
from typing import Literal

from pydantic import Field

from bowstreet.casework.sharing.requests import asking, showing
from bowstreet.casework.sharing.requests.answers import AskSheet, RequestCard, RequestList
from bowstreet.interfaces.doors.audience import RELEASERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 2_000


class One(Form):
    """A request, or a record, by its id."""

    id: str = Field(max_length=36)


class AskOwner(One):
    """A record, what its owner is asked to release of it, for how long, for whom, and why.

    Without ``why`` the session's sentence is it. ``whole_agency``: for every officer of the agency, each as far as role
    and purpose go, and not for the officer alone.
    """

    actions: tuple[Action, ...] = Field((), max_length=11)
    until: date
    why: str = Field("", max_length=_LONGEST)
    whole_agency: bool = False


class AnswerRequest(One):
    """A request and its answer. ``said`` is a sentence for who asked; without ``until`` the day is as it was asked.

    ``actions`` are what is released of what was asked for.
    """

    answer: Literal["approved", "declined"]
    actions: tuple[Action, ...] = Field((), max_length=11)
    until: date | None = None
    officer_alone: bool = False
    said: str = Field("", max_length=_LONGEST)


def _to_one(made: RequestCard) -> str:
    return f"/requests/{made.id}"


DOORS = (
    Door(
        "request.list", "Requests to answer, and those of your side", showing.requests, answer=RequestList,
        web="/requests", api="/requests", page="requests.html", roles=LEA_ROLES, command="request list",
    ),
    Door(
        "request", "One request with its answer", showing.request, One, RequestCard, web="/requests/{id}",
        api="/requests/{id}", page="request.html", roles=LEA_ROLES, command="request show",
    ),
    Door(
        "request.sheet", "What the owner of a record may be asked for", showing.sheet, One, AskSheet,
        web="/records/{id}/ask", api="/records/{id}/ask", page="request_new.html", roles=LEA_ROLES,
    ),
    Door(
        "request.new", "Ask the owner of a record to release it", asking.ask, AskOwner, RequestCard, method="POST",
        creates=True, web="/records/{id}/ask", api="/records/{id}/ask", after=_to_one, roles=LEA_ROLES,
        beside="request.sheet", command="request new",
    ),
    Door(
        "request.answer", "Approve a request, or less of it, or decline it", asking.answer, AnswerRequest, RequestCard,
        method="POST", web="/requests/{id}/answer", api="/requests/{id}/answer", after=_to_one, roles=RELEASERS,
        beside="request", command="request answer",
    ),
    Door(
        "request.withdraw", "Withdraw a request, or take back what was released", asking.withdraw, One, RequestCard,
        method="POST", web="/requests/{id}/withdraw", api="/requests/{id}/withdraw", after=_to_one, roles=LEA_ROLES,
        command="request withdraw",
    ),
)  # fmt: skip
