"""Invented answers about what leaves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_keeping as keeping

from bowstreet.casework.sharing import writers
from bowstreet.casework.sharing.answers import Asking, Balance, ExportCard, ExportLook, LossLine
from bowstreet.casework.sharing.resting import Flag, RestingList, RestingRow
from bowstreet.casework.sharing.shown import (
    Added,
    AgreementCard,
    AgreementList,
    AgreementView,
    Party,
    Receiving,
    RecordReleases,
    ReleaseList,
    ReleaseRow,
    Went,
)
from bowstreet.formats.stix.notices import ANSWERS
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Tlp

BALANCE = Balance(
    614,
    1_902,
    597,
    12,
    661,
    (
        Asking(sample.NOORD, 560),
        Asking(replace(sample.NOORD, slug="x", name=sample.HOSTILE), 1),
        Asking(sample.NOORD, 3, gave=True),
        Asking(AgencyCard("", sample.HOSTILE, "", "", ""), 2, gave=True),
    ),
    (
        LossLine("vendor_account.aliases.source", "no_field", 41),
        LossLine("vendor_account.field.description", "coarser", 3),
        LossLine("envelope.responsible_officer", "withheld", 614),
        LossLine("link.sells_on", "withheld", 510),
        LossLine("wallet", "withheld", 130),
        LossLine(sample.HOSTILE, "not_read", 1),
        LossLine("x-note", "no_kind", 1),
    ),
    "1,227 of the chosen stay behind, and 594 leave without fields that may not be passed on.",
    Ceiling(Tlp.AMBER, Pap.AMBER, HandlingCode.H2, Classification.EU_RESTRICTED),
    41,
)
NOTHING = replace(BALANCE, records=0, versions=0, links=0, judgements=0, losses=(), marking=Ceiling())
WHOLE = Balance(1, 1, 0, 0, 0, (), (), "All that was chosen leaves whole.",
                Ceiling(Tlp.GREEN, Pap.GREEN, None, Classification.UNCLASSIFIED))  # fmt: skip
CARD = ExportCard(
    sample.ID, writers.cards()[3], sample.NOW, sample.NOW, sample.NOW + timedelta(hours=1), False,
    "bowstreet-2026-11-14-4d2e9f10.xlsx", 2_446_645, "c8" * 32, "75" * 32, True,
    {"tlp": "AMBER", "handling": "H2"}, ("desk-noord", sample.HOSTILE), BALANCE,
)  # fmt: skip
CHOICES = {"agencies": keeping.AGENCIES, "tlps": ["GREEN", "AMBER"], "handlings": ["H0", "H1"]}
NO_CHOICE: Mapping[str, Any] = {
    "id": (), "q": "", "found": True, "kind": (), "agency": (), "market": (), "product": (), "grade": (), "date": (),
    "since": None, "until": None, "around": "", "intake": "", "tlp": None, "handling": None, "pap": None,
    "classification": None, "history": False, "format": "",
}  # fmt: skip
SOUGHT = {**NO_CHOICE, "q": sample.HOSTILE, "kind": ("wallet",), "tlp": "AMBER", "history": True, "format": "xlsx"}

AGREEMENT = AgreementCard(
    id=sample.ID, short=sample.ID[-8:], title=sample.HOSTILE, giver=sample.NOORD,
    receivers=(replace(sample.NOORD, slug="x", name=sample.HOSTILE), replace(sample.NOORD, slug="y", country="DE")),
    parties=(Party(sample.HOSTILE),), purposes=("operational_analysis", "prosecution"),
    ceiling=Ceiling(Tlp.AMBER, Pap.GREEN, HandlingCode.H2, Classification.EU_RESTRICTED),
    kinds=("vendor_account", "pgp_key"), markets=("saltmarket",), grade="B2", since=sample.DAY,
    until=sample.DAY + timedelta(days=700), state="standing", made_at=sample.NOW, signed_at=sample.NOW, ended_at=None,
    made_by="Elin Verhaal", signed_by=sample.HOSTILE, ended_by="", own=True, may_sign=False, may_end=True,
)  # fmt: skip
OPEN = replace(AGREEMENT, title="All for everybody", ceiling=Ceiling(), kinds=(), markets=(), grade="", until=None)
PROPOSED = replace(OPEN, state="proposed", signed_at=None, may_sign=True)
ENDED = replace(AGREEMENT, state="ended", ended_at=sample.NOW, ended_by="Elin Verhaal", may_end=False)
NOT_BEGUN = replace(AGREEMENT, since=sample.NOW.date() + timedelta(days=2))
RUN_OUT = replace(AGREEMENT, until=sample.NOW.date() - timedelta(days=1))
UNDER = tuple(Added(sample.NOW, sample.ID, 3, "vendor_account", sample.HOSTILE, sample.NOORD) for _ in range(3))
RELEASED = ReleaseRow(
    sample.ID, sample.HOSTILE, 3, "brigade-garonne", sample.NOW, "Elin Verhaal", True, sample.NOW, sample.NOW,
    sample.HOSTILE, sample.NOW, ANSWERS["withdrawn"], sample.NOW,
)  # fmt: skip
TOLD = replace(RELEASED, recall_reason="A wrong name.", answer="", answered_at=None)
LATE = replace(TOLD, late=True)
MARKED = replace(TOLD, recalled_at=None, remarked_at=sample.NOW, remark_reason="Marked TLP:AMBER+STRICT, H1 H2 since.")
STANDING = replace(RELEASED, title="", collected=False, received_at=None, recalled_at=None, recall_reason="")
RELEASES = ReleaseList(
    sample.ID, 10_001, (RELEASED, TOLD, LATE, MARKED, replace(STANDING, collected=True), STANDING), True, "",
    (Receiving("x", sample.HOSTILE, 12), Receiving("y", "Harbour Police", 0), Receiving("z", "Brigade", 1_000)), "c2",
)  # fmt: skip
OF_ONE = replace(RELEASES, total=2, releases=(RELEASED, STANDING), record=sample.ID, receivers=(), next=None)
OF_RECORD = RecordReleases(
    sample.ID, sample.HOSTILE,
    tuple(Went(sample.ID, sample.HOSTILE, each)
          for each in (RELEASED, TOLD, LATE, MARKED, replace(STANDING, collected=True), STANDING)),
    True,
)  # fmt: skip
ASKED: Mapping[str, Any] = {"fields": {"record": "", "recalled": False, "late": False, "cursor": None, "limit": 50}}
RESTS = RestingRow("link", "sells_on", sample.ID, sample.HOSTILE, sample.ID, sample.HOSTILE, "recalled", sample.NOW,
                   sample.HOSTILE)  # fmt: skip
COPY = Flag(sample.ID, "recalled", sample.NOW, sample.HOSTILE)
RESTING = RestingList(
    (
        RESTS,
        replace(RESTS, what="judgement", word="same", on_title="", sort="marked", reason="Marked TLP:RED since."),
        replace(RESTS, what="operation", word="", title="Quiet Water", reason="Taken back by its owner since."),
    ),
    "", True,
)  # fmt: skip
ONE_RESTS = replace(RESTING, record=sample.ID, more=False, copies=(COPY,))
MAKING = {
    **CHOICES, "others": {"garonne": sample.NOORD}, "purposes": ["operational_analysis", "prosecution"],
    "kinds": [("wallet", "Wallet")], "labels": {"vendor_account": "Vendor account", "pgp_key": "PGP key"},
    "grades": ("A1", "B2"), "errors": (), "typed": {}, "releases": True, "receives": True, "recalls": True,
}  # fmt: skip

PAGES: Mapping[str, tuple[tuple[str, str, Any], Mapping[str, Any]]] = {
    "export": (
        ("export.html", "/find", ExportLook(writers.cards()[3], BALANCE, writers.cards())),
        {**CHOICES, "fields": SOUGHT},
    ),
    "export-nothing": (
        ("export.html", "/find", ExportLook(None, NOTHING, writers.cards())),
        {**CHOICES, "fields": {**NO_CHOICE, "id": (sample.ID,)}},
    ),
    "export-taken": (("export_taken.html", "/find", CARD), {}),
    "export-over": (
        ("export_taken.html", "/find", replace(CARD, over=True, balance=WHOLE, ceiling={}, recipients=())),
        {},
    ),
    "agreements": (
        ("agreements.html", "/agreements",
         AgreementList((AGREEMENT, OPEN, PROPOSED, ENDED, NOT_BEGUN, RUN_OUT), True)), {},
    ),
    "agreements-empty": (("agreements.html", "/agreements", AgreementList((), False)), {}),
    "agreement": (("agreement.html", "/agreements", AgreementView(AGREEMENT, UNDER, "c2")), MAKING),
    "agreement-proposed": (("agreement.html", "/agreements", AgreementView(PROPOSED, (), None)), MAKING),
    "agreement-new": (("agreement_new.html", "/agreements", AgreementList((), True)), MAKING),
    "agreement-wrong": (
        ("agreement_new.html", "/agreements", AgreementList((), True)),
        {**MAKING, "errors": (("receivers", sample.HOSTILE),), "typed": {"title": sample.HOSTILE}},
    ),
    "agreement-releases": (("agreement_releases.html", "/agreements", RELEASES), {**MAKING, **ASKED}),
    "agreement-releases-one": (("agreement_releases.html", "/agreements", OF_ONE), {**MAKING, **ASKED}),
    "agreement-received": (
        ("agreement_releases.html", "/agreements", replace(RELEASES, total=2, own=False, receivers=())),
        {**MAKING, **ASKED},
    ),
    "resting": (("resting.html", "/agreements", RESTING), {}),
    "resting-one": (("resting.html", "/agreements", ONE_RESTS), {}),
    "resting-empty": (("resting.html", "/agreements", RestingList((), "", False)), {}),
    "record-releases": (("record_releases.html", "/records", OF_RECORD), MAKING),
    "record-releases-empty": (("record_releases.html", "/records", RecordReleases(sample.ID, "", (), False)), MAKING),
    "agreement-releases-empty": (
        ("agreement_releases.html", "/agreements", ReleaseList(sample.ID, 0, (), True, "", (), None)),
        {**MAKING, **ASKED},
    ),
}  # fmt: skip
"""Of each page: its template, the place it belongs to and its answer; and what it wants beside."""
