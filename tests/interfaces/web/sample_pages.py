"""Of every page and part of a page: its template, and a context of invented answers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.test import RequestFactory
from markupsafe import Markup
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_behaviours as behaviours
from tests.interfaces.web import sample_checks as checks
from tests.interfaces.web import sample_corrections as corrections
from tests.interfaces.web import sample_delegations as delegations
from tests.interfaces.web import sample_entities as entities
from tests.interfaces.web import sample_experts as experts
from tests.interfaces.web import sample_groups as groups
from tests.interfaces.web import sample_joint as joint
from tests.interfaces.web import sample_keeping as keeping
from tests.interfaces.web import sample_leads as leads
from tests.interfaces.web import sample_library as library
from tests.interfaces.web import sample_notices as notices
from tests.interfaces.web import sample_operations as operations
from tests.interfaces.web import sample_peers as peers
from tests.interfaces.web import sample_personas as personas
from tests.interfaces.web import sample_plans as plans
from tests.interfaces.web import sample_requests as requests
from tests.interfaces.web import sample_sharing as sharing
from tests.interfaces.web import sample_standing as standing
from tests.interfaces.web import sample_teaching as teaching
from tests.interfaces.web import sample_tickets as tickets
from tests.interfaces.web import sample_tools as tools
from tests.interfaces.web import sample_writing as writing

from bowstreet.casework.intake.answers import IntakeList, ToTeach
from bowstreet.holdings.agencies.answers import EnrolmentLink, NewToken
from bowstreet.holdings.observations.answers import ObservationPage
from bowstreet.holdings.repository.answers import RecordView
from bowstreet.holdings.repository.changes import Changes
from bowstreet.holdings.repository.drafting import Drafts
from bowstreet.holdings.repository.withdrawing import Trash
from bowstreet.interfaces.web import rendering, story, wording
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import PurposeRefused


def _about(template: str, here: str, answer: Any, **more: Any) -> tuple[str, dict[str, Any]]:
    around = replace(sample.FRAME, here=here)
    return template, {
        "frame": around,
        "answer": answer,
        "reader": sample.READER,
        "now": sample.NOW,
        "fields": {},
        "takes_out": True,
        "recalls": True,
        **more,
    }


def marked(record: RecordView, tlp: Tlp) -> RecordView:
    """Return a record under another marking, which colours its docket and names its sheets in print."""
    return replace(record, docket=replace(record.docket, terms=replace(record.docket.terms, tlp=tlp)))


_WAITS = {"conflicts": 2, "alerts": 1, "leads": 2, "stale": 1, "requests": 1, "corrections": 1}
_HOME = {"tour": keeping.TOUR, "agencies": checks.AGENCIES, **_WAITS}
_LEDGER = {
    "names": keeping.NAMES,
    "agencies": keeping.AGENCIES,
    "officers": keeping.OFFICERS,
    "whole": True,
    "fields": keeping.LEDGER_ASKED,
}
_INTAKES = {"mappings": keeping.MAPPINGS, "choices": keeping.CHOICES, "limit": 2_000_000_000, "fields": {"limit": 50}}
_SOURCES = {"choices": keeping.CHOICES, "judges": True, "takes_out": True, "fields": {"limit": 50, "cursor": None}}
_RECORD = {
    "datasets": {"d1": "Saltmarket, sellers"},
    "intakes": {sample.ID: "Saltmarket, second crawl"},
    "brings": True,
    "fields": {"version": None},
    "agencies": checks.AGENCIES,
    "tickets": tickets.OF_RECORD,
    **writing.RECORD,
}
_ENTITY = {"datasets": {"d1": "Saltmarket, sellers"}, "judges": True}
_CHECK = {
    "brings": True,
    "offered": checks.OFFERED,
    "labels": checks.LABELS,
    "agencies": checks.AGENCIES,
    "categories": ["suspect", "other_party"],
    "fields": {"text": "x", "first": 0},
}
_NEAR = {"fields": {"kind": (), "agency": (), "market": (), "limit": 20}}
_SUPERVISOR = replace(sample.FRAME, reader=replace(sample.READER, role=Role.SUPERVISOR), here="")

_PURPOSE: dict[str, Any] = {
    "reader": sample.READER,
    "agency": sample.NOORD,
    "choices": [(each.value, *wording.PURPOSES[each]) for each in wording.PURPOSES],
    "chosen": Purpose.CROSS_CHECKING,
    "last_sign_in": sample.NOW,
    "next": "/",
    "sentence": "",
}

PAGES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "home": _about(
        "home.html",
        "/",
        keeping.Home(keeping.GLANCES, tickets.SOME, 12, keeping.SEEN, keeping.SEEN, (experts.SHUT,), experts.DUE),
        **_HOME,
    ),
    "home-empty": _about(
        "home.html",
        "/",
        keeping.Home((), (), 0, (), ()),
        **{**_HOME, "tour": (), **dict.fromkeys(_WAITS, 0)},
    ),
    "find": _about("find.html", "/find", sample.FIND, fields=sample.ASKED, brings=True, handles=True),
    "find-past": _about(
        "find.html",
        "/find",
        replace(sample.FIND, as_of=date(2026, 10, 1)),
        fields=sample.ASKED,
        brings=True,
        handles=True,
    ),
    "find-empty": _about(
        "find.html", "/find", sample.FIND_EMPTY, fields={**sample.ASKED, "kind": ()}, brings=True, handles=True
    ),
    "find-all": _about(
        "find.html",
        "/find",
        replace(sample.FIND, hits=sample.hits(50), notice="Newest first: too many to order."),
        fields=sample.ASKED,
        brings=False,
        handles=False,
    ),
    "find-further": _about(
        "find.html", "/find", sample.FIND, fields={**sample.ASKED, "cursor": "c"}, brings=True, handles=False
    ),
    "check": _about("check.html", "/find", checks.BLANK, **{**_CHECK, "offered": (), "fields": {}}),
    "check-answered": _about("check.html", "/find", checks.CHECKED, **_CHECK),
    "check-none": _about("check.html", "/find", checks.NONE_FOUND, **{**_CHECK, "offered": (), "brings": False}),
    "check-proposed": _about("check_recorded.html", "/find", checks.PROPOSED),
    "check-recorded": _about("check_recorded.html", "/find", checks.RECORDED),
    "record": _about("record.html", "/find", sample.RECORD, **_RECORD),
    "record-own": _about(
        "record.html",
        "/find",
        replace(sample.RECORD, may=frozenset({"edit", "re-mark", "link"}), attachments=writing.FILES),
        **_RECORD,
    ),
    "kinds": _about("kinds.html", "/find", writing.KINDS),
    "form": _about("form.html", "/find", writing.NEW, **writing.CHOICES),
    "form-blank": _about("form.html", "/find", writing.BLANK, **writing.CHOICES),
    "form-compare": _about("form.html", "/find", writing.EDIT, **writing.CHOICES),
    "marking": _about("marking.html", "/find", writing.EDIT, **writing.CHOICES),
    "marking-second": _about("marking.html", "/find", replace(writing.EDIT, second_person=True), **writing.CHOICES),
    "drafts": _about("drafts.html", "", writing.DRAFTS),
    "drafts-empty": _about("drafts.html", "", Drafts(())),
    "changes": _about("changes.html", "", writing.CHANGES),
    "changes-empty": _about("changes.html", "", Changes((), ())),
    "change": _about("change.html", "", writing.CHANGE),
    "change-stale": _about("change.html", "", writing.CHANGE_STALE),
    "change-files": _about("change.html", "", writing.CHANGE_FILES),
    "change-gone": _about("change.html", "", writing.CHANGE_GONE),
    "change-restored": _about("change.html", "", writing.CHANGE_RESTORED),
    "change-not-yours": _about("change.html", "", writing.CHANGE_NOT_YOURS),
    "change-declined": _about("change.html", "", writing.CHANGE_DECLINED),
    "change-new": _about("change.html", "", writing.CHANGE_NEW),
    "trash": _about("trash.html", "", writing.TRASH),
    "trash-empty": _about("trash.html", "", Trash((), False)),
    "picture": _about("picture.html", "/find", writing.PICTURE),
    "record-version": _about(
        "record.html", "/find", marked(sample.RECORD, Tlp.GREEN), **{**_RECORD, "fields": {"version": 3}}
    ),
    "record-changing": _about(
        "record.html", "/find", marked(replace(sample.RECORD, values=sample.CHANGING), Tlp.AMBER_STRICT), **_RECORD
    ),
    "record-bare": _about("record.html", "/find", marked(writing.BARE, Tlp.CLEAR), **_RECORD),
    "record-closed": _about("record.html", "/find", marked(sample.RECORD_EMPTY, Tlp.RED), **_RECORD),
    "entity": _about("entity.html", "/find", entities.ENTITY, **_ENTITY),
    "entity-alone": _about("entity.html", "/find", entities.ALONE, **_ENTITY),
    "entity-past": _about("entity.html", "/find", entities.PAST, **{**_ENTITY, "judges": False}),
    "entity-many": _about("entity.html", "/find", entities.MANY, **_ENTITY),
    "pair-unjudged": _about("pair.html", "/find", replace(entities.PAIR, judgements=()), **_ENTITY),
    "pair": _about("pair.html", "/find", entities.PAIR, **_ENTITY),
    "history": _about("history.html", "/find", entities.HISTORY, days=story.told(entities.HISTORY)),
    "history-first": _about("history.html", "/find", entities.FIRST, days=story.told(entities.FIRST)),
    "observation": _about("observation.html", "/find", keeping.ORIGINAL),
    "observation-damaged": _about(
        "observation.html",
        "/find",
        replace(keeping.ORIGINAL, raw="", damage="The original is not on the disk any more."),
    ),
    **{name: _about(*page, **more) for name, (page, more) in (sharing.PAGES | library.PAGES).items()},
    **{name: _about(*page, **more) for name, (page, more) in (peers.PAGES | operations.PAGES | joint.PAGES).items()},
    **{name: _about(*page, **more) for name, (page, more) in (tickets.PAGES | experts.PAGES).items()},
    **{name: _about(*page, **more) for name, (page, more) in (personas.PAGES | plans.PAGES | leads.PAGES).items()},
    **{name: _about(*page, **more) for name, (page, more) in (requests.PAGES | corrections.PAGES).items()},
    **{
        name: _about(*page, **more) for name, (page, more) in (notices.PAGES | groups.PAGES | delegations.PAGES).items()
    },
    **{name: _about(*page, **more) for name, (page, more) in (behaviours.PAGES | tools.PAGES).items()},
    "intakes": _about("intake_list.html", "/intake", IntakeList(keeping.GLANCES, "cursor-2"), **_INTAKES),
    "intakes-empty": _about("intake_list.html", "/intake", IntakeList((), None), **_INTAKES),
    "intake": _about("intake.html", "/intake", keeping.INTAKE, **_SOURCES),
    "intake-running": _about("intake.html", "/intake", keeping.INTAKE_RUNNING, **_SOURCES),
    "intake-pages": _about("intake.html", "/intake", keeping.INTAKE_PAGES, fields={"limit": 50, "cursor": "cursor-1"}),
    "intake-looked": _about("intake.html", "/intake", keeping.INTAKE_LOOKED, **_SOURCES),
    "intake-declined": _about("intake.html", "/intake", keeping.INTAKE_DECLINED, **_SOURCES),
    "intake-exchange": _about("intake.html", "/intake", keeping.INTAKE_EXCHANGE, **_SOURCES),
    "intake-begun": _about("intake.html", "/intake", keeping.INTAKE_BEGUN, **_SOURCES),
    "intake-failed": _about("intake.html", "/intake", keeping.INTAKE_FAILED, **_SOURCES),
    "ledger": _about("ledger.html", "/ledger", keeping.LEDGER, **_LEDGER),
    "ledger-empty": _about(
        "ledger.html", "/ledger", keeping.LEDGER_EMPTY, **{**_LEDGER, "officers": (), "whole": False}
    ),
    "ledger-broken": _about("ledger.html", "/ledger", keeping.LEDGER_BROKEN, **_LEDGER),
    "passkeys": _about("passkeys.html", "", keeping.PASSKEYS),
    "passkeys-empty": _about("passkeys.html", "", replace(keeping.PASSKEYS, cards=())),
    "tokens": _about("tokens.html", "", keeping.TOKENS, purposes=[str(each) for each in Purpose]),
    "tokens-empty": _about("tokens.html", "", (), purposes=["operational_analysis"]),
    "token-new": _about("token_new.html", "", NewToken(keeping.TOKEN, "bow_invented-secret")),
    "officers-taken": _about(
        "officers.html",
        "",
        keeping.OFFICERS,
        roles=["investigator", "analyst", "auditor"],
        changes=[],
        mine=set(),
        errors=(("login", "This login is taken. Choose another."),),
        typed={"name": sample.HOSTILE, "login": "r.meadow", "role": "analyst"},
    ),
    "officers": _about(
        "officers.html",
        "",
        keeping.OFFICERS,
        roles=["investigator", "analyst", "auditor"],
        changes=["investigator", "analyst"],
        mine={each.id for each in keeping.OFFICERS[1:]},
        **keeping.UNTYPED,
    ),
    "officers-empty": _about(
        "officers.html", "", (), roles=["investigator"], changes=[], mine=set(), **keeping.UNTYPED
    ),
    "standing": _about("standing.html", "", standing.OWN, **standing.about(standing.OWN, changes=True)),
    "standing-read": _about("standing.html", "", standing.GENERAL, **standing.about(standing.GENERAL, changes=False)),
    "standing-wrong": _about(
        "standing.html",
        "",
        standing.OWN,
        **standing.about(standing.OWN, changes=True, errors=(("standing", "This standing envelope cannot be used."),)),
    ),
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
    "sign-in-plain": ("sign_in/sign_in.html", {"sentence": "", "cards": (), "first": "", "next": "/"}),
    "sign-in-code": ("sign_in/code.html", {"sentence": "This code does not fit.", "options": ""}),
    "sign-in-passkey": ("sign_in/code.html", {"sentence": "This passkey does not open.", "options": "{}"}),
    "sign-in-passkey-asked": ("sign_in/code.html", {"sentence": "", "options": "{}"}),
    "enrol": ("sign_in/enrol.html", keeping.ENROL),
    "enrol-refused": ("sign_in/enrol.html", {**keeping.ENROL, "errors": keeping.ENROL_WRONG}),
    "link-over": (
        "sign_in/link_over.html",
        {"sentence": "This link cannot be used. Ask your supervisor for a new one."},
    ),
    "enrolled": ("sign_in/enrolled.html", {"officer": keeping.OFFICERS[0], "codes": keeping.CODES}),
    "purpose": ("sign_in/purpose.html", _PURPOSE),
    "purpose-none": ("sign_in/purpose.html", {**_PURPOSE, "choices": [], "last_sign_in": None}),
    "purpose-refused": ("sign_in/purpose.html", {**_PURPOSE, "sentence": PurposeRefused().sentence}),
    "intake-undo": _about("intake_undo.html", "/intake", teaching.UNDOING),
    "intake-undo-nothing": _about("intake_undo.html", "/intake", teaching.UNDOING_NOTHING),
    "intake-undo-refused": _about("intake_undo.html", "/intake", teaching.UNDOING_REFUSED),
    "mapping-choose": _about("mapping_choose.html", "/intake", teaching.TO_TEACH),
    "mapping-choose-empty": _about("mapping_choose.html", "/intake", ToTeach(())),
    "mapping-new": _about("mapping_new.html", "/intake", teaching.TEACHING, **teaching.CHOICES),
    "mapping-new-untouched": _about("mapping_new.html", "/intake", teaching.WRONG, **teaching.UNTOUCHED),
    "mapping-new-wrong": _about("mapping_new.html", "/intake", teaching.WRONG, **teaching.CHOICES),
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
    "cannot-take-plain": (
        "cannot_take.html",
        {
            "frame": sample.FRAME,
            "title": "This cannot be taken as it is.",
            "sentence": "This is no day.",
            "errors": (),
            "back": "/",
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
    "foreseen": _about("foreseen.html", "", writing.SHARED),
    "kept": _about("kept.html", "", writing.KEPT),
    "find-results": _about("find_results.html", "", sample.FIND, fields=sample.ASKED, brings=True, handles=True),
    "find-preview": _about("find_preview.html", "", sample.RECORD),
    "find-preview-closed": _about("find_preview.html", "", sample.RECORD_EMPTY),
    "find-near": _about("find_near.html", "", checks.NEAR, **_NEAR),
    "find-near-empty": _about("find_near.html", "", checks.NEAR_EMPTY, **_NEAR),
    "find-near-behind": _about("find_near.html", "", checks.NEAR_BEHIND, **_NEAR),
    "find-near-nothing": _about("find_near.html", "", checks.NEAR_NOTHING, **_NEAR),
    "told-in-place": _about("told_in_place.html", "", None, sentence="Ask a supervisor of your agency."),
    "find-observations": _about(
        "find_observations.html", "", ObservationPage("q", (keeping.OBSERVATION,), "c2", "Searched 3 of 3 datasets.")
    ),
    "find-observations-empty": _about(
        "find_observations.html", "", ObservationPage("q", (), None, "Searched 3 of 3 datasets.")
    ),
    **{name: _about(*part, **more) for name, (part, more) in behaviours.FRAGMENTS.items()},
    "view-as": _about("view_as.html", "", sample.VIEWED_AS, fields={"officer": "l.morvan"}),
    "view-as-closed": _about("view_as.html", "", sample.VIEWED_AS_CLOSED, fields={"officer": "l.morvan"}),
    "intake-progress": _about("intake_progress.html", "", keeping.INTAKE_RUNNING, **_SOURCES),
    "mapping-preview": _about("mapping_preview.html", "", teaching.WRONG, **teaching.CHOICES),
    "ledger-entry-unproven": _about(
        "ledger_entry.html", "", keeping.UNPROVEN, names=keeping.NAMES, agencies=keeping.AGENCIES
    ),
    "ledger-entry": _about("ledger_entry.html", "", keeping.PROOF, names=keeping.NAMES, agencies=keeping.AGENCIES),
}
"""Of each part of a page that is swapped in."""


def _alone(door: str, name: str, here: str, **fields: Any) -> tuple[str, dict[str, Any]]:
    """Return a part of a page as it is opened on a page of its own."""
    template, context = FRAGMENTS[name]
    part = rendering.text(RequestFactory().get(here), template, {**context, "alone": True})
    about = {"frame": replace(sample.FRAME, here="/find"), "title": name, "door": door, "here": here}
    return "framed.html", {"fields": fields, "part": Markup(part), **about}


ALONE: Mapping[str, tuple[str, dict[str, Any]]] = {
    "near-alone": _alone("find.near", "find-near", "/find/near", q=sample.HOSTILE),
    "near-alone-empty": _alone(
        "find.near", "find-near-empty", "/find/near", q="quietharbour", as_of=checks.NEAR_EMPTY.as_of
    ),
    "near-alone-behind": _alone("find.near", "find-near-behind", "/find/near", q="quietharbour"),
    "near-alone-nothing": _alone("find.near", "find-near-nothing", "/find/near", q=""),
    "rows-alone-empty": _alone("find.observations", "find-observations-empty", "/find/observations", q="q"),
    "preview-alone-closed": _alone("find.preview", "find-preview-closed", f"/find/preview/{sample.ID}", id=sample.ID),
    "entry-alone-unproven": _alone("ledger.entry", "ledger-entry-unproven", "/ledger/8", number=8),
    "foreseen-alone": _alone("record.foresee", "foreseen", "/records/foresee"),
    "kept-alone": _alone("draft.keep", "kept", "/drafts"),
    "told-in-place-alone": _alone("record.view_as", "told-in-place", "/records/1/view-as", id=sample.ID),
    **{
        f"{name}-alone": _alone("behaviour.rows", name, f"/behaviours/{sample.ID}/rows", id=sample.ID)
        for name in behaviours.FRAGMENTS
    },
    "rows-alone": _alone("find.observations", "find-observations", "/find/observations", q="q"),
    "results-alone": _alone("find.results", "find-results", "/find/results", q=sample.HOSTILE),
    "preview-alone": _alone("find.preview", "find-preview", f"/find/preview/{sample.ID}", id=sample.ID),
    "entry-alone": _alone("ledger.entry", "ledger-entry", "/ledger/8", number=8),
    "progress-alone": _alone("intake.progress", "intake-progress", "/intake/1/progress", id="1"),
    "view-as-alone": _alone("record.view_as", "view-as", f"/records/{sample.ID}/view-as", id=sample.ID),
}
"""Of each part that has an address of its own: the page that is opened there."""
