"""The doors of the expert directory: who may be asked, who fits a record, and questions with their answers."""

from typing import Any, Literal

from pydantic import Field, field_validator

from bowstreet.casework.library import asking, directory, helping, listing, questions
from bowstreet.casework.library.expert_answers import ExpertCard, ExpertList, HelpPage, QuestionCard, QuestionList
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.interfaces.doors.records import last_part
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 2_000
_Availability = Literal["now", "limited", "away"]


class Search(Form):
    """Words, a language, a country, how available, whether to leave out who is to be asked again; how many to pass."""

    q: str = Field("", max_length=_LONGEST)
    language: str = Field("", max_length=40)
    country: str = Field("", max_length=40)
    availability: Literal["", "now", "limited", "away"] = ""
    verified: bool = False
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """An expert by the id of the record."""

    id: str = Field(max_length=36)


class Shown(One):
    """An expert, and the record about which the reader thinks of asking, which the page keeps."""

    record: str = Field("", max_length=300)


class Join(Form):
    """One's own entry, values in lines or as a list, the consent to be listed, and to be named to other agencies."""

    competences: tuple[str, ...] = Field(min_length=1, max_length=50)
    languages: tuple[str, ...] = Field((), max_length=50)
    jurisdictions: tuple[str, ...] = Field((), max_length=50)
    function: str = Field("", max_length=200)
    unit: str = Field("", max_length=200)
    emails: tuple[str, ...] = Field((), max_length=10)
    phones: tuple[str, ...] = Field((), max_length=10)
    summary: str = Field("", max_length=_LONGEST)
    availability: _Availability = "now"
    consent: bool = False
    named: bool = False

    @field_validator("competences", "languages", "jurisdictions", "emails", "phones")
    @classmethod
    def _each(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line.strip() for text in told for line in text.splitlines() if line.strip())


class Verify(One):
    """An entry, and how available its expert is."""

    availability: _Availability


class ForRecord(One):
    """A record, and the language that who helps should speak."""

    language: str = Field("", max_length=40)
    limit: int = Field(20, ge=1, le=100)


class Ask(One):
    """An expert, the record in question (an id or an address of this node), and what is asked."""

    record: str = Field(min_length=1, max_length=300)
    said: str = Field(min_length=1, max_length=_LONGEST)

    @field_validator("record")
    @classmethod
    def _last_part(cls, record: str) -> str:
        return last_part(record)


class Which(Form):
    """Questions told to the reader, or asked by the reader's agency."""

    which: Literal["told", "asked"] = "told"


class Answering(One):
    """A question, whether one can help, and a sentence for who asked."""

    answer: Literal["helps", "cannot"]
    said: str = Field("", max_length=_LONGEST)


def shown(*, record: str = "", **asking_for: Any) -> ExpertCard:
    """Show an expert; the record that a page keeps for a question changes nothing of the answer."""
    return directory.one(**asking_for)


def _to_experts(made: Any) -> str:
    return "/experts"


def _to_one(made: ExpertCard) -> str:
    return f"/experts/{made.id}"


DOORS = (
    Door(
        "expert.list", "Find experts who agreed to be asked", directory.experts, Search, ExpertList,
        web="/experts", api="/experts", page="experts.html", roles=LEA_ROLES, command="expert list",
    ),
    Door(
        "expert.join", "List yourself as an expert, with your consent", listing.join, Join, ExpertCard, method="POST",
        creates=True, web="/experts", api="/experts", after=_to_one, roles=LEA_ROLES, beside="expert.list",
        command="expert join",
    ),
    Door(
        "expert", "One expert: competences, languages, jurisdictions, availability", shown, Shown, ExpertCard,
        web="/experts/{id}", api="/experts/{id}", page="expert.html", roles=LEA_ROLES, command="expert show",
    ),
    Door(
        "expert.verify", "Verify an expert's entry and say how available they are", listing.verify, Verify, ExpertCard,
        method="POST", web="/experts/{id}/verify", api="/experts/{id}/verify", after=_to_one, roles=LEA_ROLES,
        command="expert verify",
    ),
    Door(
        "expert.leave", "Withdraw the consent to be listed", listing.leave, One, method="POST",
        web="/experts/{id}/leave", api="/experts/{id}/leave", after=_to_experts, roles=LEA_ROLES,
        command="expert leave",
    ),
    Door(
        "expert.for", "Who can help with a record, and why each stands where they stand", helping.who_can_help,
        ForRecord, HelpPage, web="/records/{id}/experts", api="/records/{id}/experts", page="expert_for.html",
        roles=LEA_ROLES, command="expert for",
    ),
    Door(
        "expert.ask", "Ask an expert about a record", asking.ask, Ask, QuestionCard, method="POST", creates=True,
        web="/experts/{id}/questions", api="/experts/{id}/questions", after=lambda made: "/questions?which=asked",
        roles=LEA_ROLES, takes_case=True, command="expert ask",
    ),
    Door(
        "question.list", "Questions to you as an expert, or asked by your agency", questions.questions, Which,
        QuestionList, web="/questions", api="/questions", page="questions.html", roles=LEA_ROLES,
        command="expert questions",
    ),
    Door(
        "question.answer", "Answer a question as its expert", asking.answer, Answering, QuestionCard, method="POST",
        web="/questions/{id}/answer", api="/questions/{id}/answer", after=lambda made: "/questions",
        roles=LEA_ROLES, command="expert answer",
    ),
)  # fmt: skip
