"""An invented bundle that leaves: records with statements, marks of every sort, a link and a judgement."""

from datetime import UTC, date, datetime
from typing import Any

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.vocabulary.envelope import Envelope, Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action, HandlingCode, Pap, Scope, Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Basis, ProtectedFlag, Purpose, SubjectCategory
from bowstreet.vocabulary.linking import LinkType

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ONE, TWO = "019cadc6-9a80-7836-8dd8-7eb35977d5ba", "019cadc6-9a80-7836-8dd8-7eb35977d5bb"
ENVELOPE = Envelope(
    Terms(
        "north",
        scope=Scope.NAMED,
        recipients=frozenset({"south", "east"}),
        handling=frozenset({HandlingCode.H1, HandlingCode.H3}),
        h3_text="not after the trial",
        tlp=Tlp.AMBER,
        pap=Pap.GREEN,
        purposes=frozenset({Purpose.PROSECUTION, Purpose.OPERATIONAL_ANALYSIS}),
        restrictions=(Restriction(Action.COURT, "ask us", "north", date(2026, 1, 1)),),
        flags=frozenset({ProtectedFlag.WITNESS}),
    ),
    Particulars(
        legal_basis="section 1 of an invented act",
        subject_category=SubjectCategory.WITNESS,
        grade=Grade.read("B2"),
        basis=Basis.ASSESSMENT,
        review_on=date(2027, 3, 2),
        legal_hold=True,
    ),
)


def statement(value: str, **more: Any) -> dict[str, Any]:
    """Return a statement as a body holds it."""
    return {"value": value, "source": "", "grade": "X4", "basis": "fact", "first_seen": None, "last_seen": None, **more}


def record(id: str = ONE, handle: str = "quay", **more: Any) -> Leaving:
    """Return a vendor account that leaves."""
    body = more.pop("body", {"market": "Lantern Market", "handle": handle})
    fields = {
        "kind": "vendor_account", "title": f"{handle} on Lantern Market", "version": 1, "created_at": NOW,
        "modified_at": NOW, "owner": "north", "owner_name": "Agency north", "envelope": ENVELOPE, "body": body, **more,
    }  # fmt: skip
    return Leaving(id, **fields)


def bundle() -> Bundle:
    """Return two records, a link and a judgement between them."""
    body = {
        "market": "Lantern Market",
        "handle": "quay",
        "aliases": [
            statement("wick", grade="A1", basis="hearsay", first_seen="2025-01-02", last_seen="2025-02-03"),
            statement("=cmd()", source="a clerk"),
        ],
        "description": [statement('two lines\nand "quotes" <b> & a ]]> é 上海')],
    }
    return Bundle(
        (record(body=body), record(TWO, "reeve", masked=("pgp",))),
        (
            LeavingLink(
                ONE,
                LinkType.RELATED_TO,
                TWO,
                Basis.HEARSAY,
                date(2025, 1, 1),
                None,
                Grade.read("C3"),
                "north",
                ("seen",),
            ),
        ),
        (LeavingJudgement(ONE, TWO, Verdict.SAME, "One key.", "south", NOW),),
    )
