"""Invented experts and questions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.library import helping
from bowstreet.casework.library.expert_answers import (
    Counted,
    ExpertCard,
    ExpertList,
    Fit,
    HelpPage,
    QuestionCard,
    QuestionList,
    Suggested,
)
from bowstreet.holdings.repository.answers import Glance
from bowstreet.vocabulary.handling import Tlp

EXPERT = ExpertCard(
    sample.ID, "Rolf Hagen", sample.docket(tlp=Tlp.GREEN), ("Tracing payments", "Bitcoin"), ("de", "en"), ("DE", "AT"),
    "Financial investigator", "Unit for payments", "Has traced two exchanges.", ("hagen@elbe.example.org",),
    ("+49 30 901820",), "now", date(2026, 1, 12), date(2026, 9, 2), False, False, False, True,
)  # fmt: skip
STALE = replace(
    EXPERT, id=sample.ID[:-1] + "1", title="Expert in Forum moderation", competences=("Forum moderation",), emails=(),
    phones=(), availability="away", verified_on=date(2026, 2, 3), stale=True, reaches=False, function="", unit="",
    summary="",
)  # fmt: skip
OWN = replace(EXPERT, id=sample.ID[:-1] + "2", title="Elin Verhaal", mine=True, keeps=True, availability="limited")
DUE = replace(OWN, stale=True, verified_on=date(2026, 2, 3))
BARE = replace(
    STALE, id=sample.ID[:-1] + "3", languages=(), jurisdictions=(), availability="", title=sample.HOSTILE,
    competences=(sample.HOSTILE,),
)  # fmt: skip
_RECORD = Glance(sample.ID, "quietharbour", "Vendor account", "saltmarket", sample.docket(), sample.NOW, 7)
_EXPERT = Glance(sample.ID, "Rolf Hagen", "Expert", None, sample.docket(tlp=Tlp.GREEN), sample.NOW, 1)
WAITING = QuestionCard(
    sample.ID, _EXPERT, _RECORD, sample.GARONNE, "L. Morvan", sample.NOORD, "Can you read this chain before Monday?",
    "", sample.NOW, True, "", "", "", None,
)  # fmt: skip
SHUT = replace(WAITING, id=sample.ID[:-1] + "4", record=None, expert=None, said=sample.HOSTILE, why="BG-26-118")
HELPED = replace(
    WAITING, id=sample.ID[:-1] + "5", asks=False, answer="helps", replied="Yes, send the addresses.", why="BG-26-118",
    answered_by="Rolf Hagen", answered_at=sample.NOW + timedelta(hours=2),
)  # fmt: skip
REFUSED = replace(HELPED, id=sample.ID[:-1] + "6", answer="cannot", replied="Away until May; ask Piotr Kamionka.")
_REASONS = (
    Fit("competence", "‘Bitcoin’ names ‘Bitcoin’: it goes with an identifier of the type bitcoin."),
    Fit("jurisdiction", "Works in DE, a country of the record or of its owner."),
    Fit("availability", "Available."), Fit("day", "Verified on 2026-09-02, 73 days ago."),
)  # fmt: skip
_LIST = ExpertList(
    (EXPERT, STALE, BARE), 12, True, True, (Counted("de", 7), Counted("en", 12)), (Counted("DE", 6), Counted("AT", 1)),
    DUE,
)  # fmt: skip
_NONE = ExpertList((), 0, False, False, (), (), None)
_HELP = HelpPage(
    _RECORD, ("Vendor account", "sellers", "Bitcoin", "Saltmarket"), ("DE", "NL"), helping.METHOD, helping.ORDER,
    (Suggested(EXPERT, _REASONS), Suggested(STALE, _REASONS[1:2])), True, (HELPED, REFUSED),
)  # fmt: skip
_NOBODY = replace(_HELP, experts=(), more=False, questions=(), countries=())
_MAY = {"errors": (), "typed": {}}
_ASKED = {"q": "payments", "language": "de", "country": "DE", "availability": "now", "verified": True, "after": 50,
          "limit": 50}  # fmt: skip
PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "experts": (("experts.html", "/experts", _LIST), {**_MAY, "fields": _ASKED}),
    "experts-empty": (("experts.html", "/experts", _NONE), _MAY),
    "experts-wrong": (
        ("experts.html", "/experts", _NONE),
        {**_MAY, "errors": (("consent", "You are listed only if you consent to it."),), "typed": {"function": "x"}},
    ),
    "expert": (("expert.html", "/experts", EXPERT), {"fields": {"record": sample.ID}}),
    "expert-stale": (("expert.html", "/experts", STALE), {}),
    "expert-own": (("expert.html", "/experts", DUE), {}),
    "expert-bare": (("expert.html", "/experts", BARE), {}),
    "expert-for": (("expert_for.html", "/find", _HELP), {"fields": {"language": "de"}}),
    "expert-for-nobody": (("expert_for.html", "/find", _NOBODY), {}),
    "questions": (("questions.html", "/experts", QuestionList((WAITING, SHUT), "told", 2, True)), {}),
    "questions-asked": (("questions.html", "/experts", QuestionList((HELPED, REFUSED), "asked", 0, False)), {}),
    "questions-empty": (("questions.html", "/experts", QuestionList((), "told", 0, False)), {}),
}
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
