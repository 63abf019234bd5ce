"""Of every page and part of a page: its template, and a context of invented answers."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_entities as entities
from tests.interfaces.web import sample_keeping as keeping

from bowstreet.casework.intake.answers import IntakeList
from bowstreet.holdings.agencies.answers import EnrolmentLink, NewToken
from bowstreet.holdings.observations.answers import ObservationPage
from bowstreet.holdings.repository.answers import History
from bowstreet.interfaces.web import wording
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role


def _about(template: str, here: str, answer: Any, **more: Any) -> tuple[str, dict[str, Any]]:
    around = replace(sample.FRAME, here=here)
    return template, {
        "frame": around,
        "answer": answer,
        "reader": sample.READER,
        "now": sample.NOW,
        "fields": {},
        **more,
    }


_LEDGER = {
    "names": keeping.NAMES,
    "agencies": keeping.AGENCIES,
    "officers": keeping.OFFICERS,
    "whole": True,
    "fields": keeping.LEDGER_ASKED,
}
_INTAKES = {"mappings": keeping.MAPPINGS, "choices": keeping.CHOICES, "limit": 2_000_000_000, "fields": {"limit": 50}}
_RECORD = {"datasets": {"d1": "Saltmarket, sellers"}, "brings": True, "fields": {"version": None}}
_ENTITY = {"datasets": {"d1": "Saltmarket, sellers"}, "judges": True}
_SUPERVISOR = replace(sample.FRAME, reader=replace(sample.READER, role=Role.SUPERVISOR), here="")

PAGES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "home": _about("home.html", "/", keeping.Home(keeping.GLANCES, keeping.SEEN, keeping.SEEN), tour=keeping.TOUR),
    "home-empty": _about("home.html", "/", keeping.Home((), (), ()), tour=()),
    "find": _about("find.html", "/find", sample.FIND, fields=sample.ASKED, brings=True),
    "find-empty": _about("find.html", "/find", sample.FIND_EMPTY, fields={**sample.ASKED, "kind": ()}, brings=True),
    "find-all": _about(
        "find.html",
        "/find",
        replace(sample.FIND, hits=sample.hits(50), notice="Newest first: too many to order."),
        fields=sample.ASKED,
        brings=False,
    ),
    "record": _about("record.html", "/find", sample.RECORD, **_RECORD),
    "record-version": _about("record.html", "/find", sample.RECORD, **{**_RECORD, "fields": {"version": 3}}),
    "record-changing": _about("record.html", "/find", replace(sample.RECORD, values=sample.CHANGING), **_RECORD),
    "record-closed": _about("record.html", "/find", sample.RECORD_EMPTY, **_RECORD),
    "entity": _about("entity.html", "/find", entities.ENTITY, **_ENTITY),
    "entity-alone": _about("entity.html", "/find", entities.ALONE, **_ENTITY),
    "entity-past": _about("entity.html", "/find", entities.PAST, **{**_ENTITY, "judges": False}),
    "history": _about("history.html", "/find", History(sample.ID, "quietharbour", sample.STEPS)),
    "observation": _about("observation.html", "/find", keeping.ORIGINAL),
    "observation-damaged": _about(
        "observation.html",
        "/find",
        replace(keeping.ORIGINAL, raw="", damage="The original is not on the disk any more."),
    ),
    "intakes": _about("intake_list.html", "/intake", IntakeList(keeping.GLANCES, "cursor-2"), **_INTAKES),
    "intakes-empty": _about("intake_list.html", "/intake", IntakeList((), None), **_INTAKES),
    "intake": _about("intake.html", "/intake", keeping.INTAKE),
    "intake-running": _about("intake.html", "/intake", keeping.INTAKE_RUNNING),
    "intake-failed": _about("intake.html", "/intake", keeping.INTAKE_FAILED),
    "ledger": _about("ledger.html", "/ledger", keeping.LEDGER, **_LEDGER),
    "ledger-empty": _about(
        "ledger.html", "/ledger", keeping.LEDGER_EMPTY, **{**_LEDGER, "officers": (), "whole": False}
    ),
    "ledger-broken": _about("ledger.html", "/ledger", keeping.LEDGER_BROKEN, **_LEDGER),
    "tokens": _about("tokens.html", "", keeping.TOKENS, purposes=[str(each) for each in Purpose]),
    "tokens-empty": _about("tokens.html", "", (), purposes=["operational_analysis"]),
    "token-new": _about("token_new.html", "", NewToken(keeping.TOKEN, "bow_invented-secret")),
    "officers": _about(
        "officers.html",
        "",
        keeping.OFFICERS,
        roles=["investigator", "analyst", "auditor"],
        changes=["investigator", "analyst"],
        mine={each.id for each in keeping.OFFICERS[1:]},
    ),
    "officers-empty": _about("officers.html", "", (), roles=["investigator"], changes=[], mine=set()),
    "officer-enrolled": _about(
        "officer_enrolled.html",
        "",
        EnrolmentLink(keeping.OFFICERS[0], "/enrol/invented", sample.NOW),
        address="https://node.example/enrol/invented",
    ),
    "sign-in": ("sign_in/sign_in.html", {"sentence": "", "cards": keeping.CARDS, "first": "l.morvan", "next": "/find"}),
    "sign-in-refused": (
        "sign_in/sign_in.html",
        {"sentence": "Too many wrong tries.", "cards": (), "first": "", "next": "/"},
    ),
    "sign-in-code": ("sign_in/code.html", {"sentence": "This code does not fit."}),
    "enrolled": ("sign_in/enrolled.html", {"officer": keeping.OFFICERS[0], "codes": keeping.CODES}),
    "purpose": (
        "sign_in/purpose.html",
        {
            "reader": sample.READER,
            "agency": sample.NOORD,
            "choices": [(each.value, *wording.PURPOSES[each]) for each in wording.PURPOSES],
            "chosen": Purpose.CROSS_CHECKING,
            "last_sign_in": sample.NOW,
            "next": "/",
            "sentence": "",
        },
    ),
    "nothing-here": (
        "nothing_here.html",
        {"frame": replace(sample.FRAME, here=""), "title": "", "sentence": "", "errors": (), "back": ""},
    ),
    "purpose-wanted": ("purpose_wanted.html", {"frame": replace(_SUPERVISOR), "title": ""}),
    "cannot-take": (
        "cannot_take.html",
        {
            "frame": sample.FRAME,
            "title": "This cannot be taken as it is.",
            "sentence": "x: y.",
            "errors": (("days", "Input should be less than 366"),),
            "back": "/tokens",
        },
    ),
    "refused": (
        "refused.html",
        {"frame": sample.FRAME, "title": "This is not done.", "sentence": "Ask the owner.", "errors": (), "back": "/"},
    ),
    "failed": ("failed.html", {"frame": None, "number": "7C1-0932", "now": sample.NOW, "again": "/find?q=a"}),
    "components": ("components.html", {"frame": replace(sample.FRAME, here="")}),
}
"""Of each page: its template and its context."""

FRAGMENTS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "find-results": _about("find_results.html", "", sample.FIND, fields=sample.ASKED, brings=True),
    "find-preview": _about("find_preview.html", "", sample.RECORD),
    "find-preview-closed": _about("find_preview.html", "", sample.RECORD_EMPTY),
    "find-observations": _about(
        "find_observations.html", "", ObservationPage("q", (keeping.OBSERVATION,), "c2", "Searched 3 of 3 datasets.")
    ),
    "find-observations-empty": _about(
        "find_observations.html", "", ObservationPage("q", (), None, "Searched 3 of 3 datasets.")
    ),
    "view-as": _about("view_as.html", "", sample.RECORD_EMPTY, fields={"officer": "l.morvan"}),
    "intake-progress": _about("intake_progress.html", "", keeping.INTAKE_RUNNING),
    "ledger-entry": _about("ledger_entry.html", "", keeping.PROOF, names=keeping.NAMES, agencies=keeping.AGENCIES),
}
"""Of each part of a page that is swapped in."""
