"""Invented answers of the pages on which officers write."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.interfaces.web import sample_answers as sample

from bowstreet.holdings.governance.onlookers import Onlooker, Sight
from bowstreet.holdings.repository.answers import AttachmentRow
from bowstreet.holdings.repository.attaching import Picture
from bowstreet.holdings.repository.changes import ChangeRow, Changes, ChangeView, Mark, ProposedFile
from bowstreet.holdings.repository.drafting import DraftRow, Drafts, ErasedDraft, Kept
from bowstreet.holdings.repository.foreseeing import Foreseen, Reached
from bowstreet.holdings.repository.forming import KindCard, KindList, Sheet, Since
from bowstreet.holdings.repository.reconciling import Difference
from bowstreet.holdings.repository.withdrawing import Trash, TrashRow
from bowstreet.interfaces.doors.editing import KeptAt
from bowstreet.interfaces.web import supplements
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import LEA_ROLES, Role

PERSON = catalogue.kind("person")
SELLER = catalogue.kind("vendor_account")
ROLES = tuple(role for role in Role if role in LEA_ROLES)
HIT = Onlooker(sample.GARONNE, (Sight("hit", False, ROLES),))
FORESEEN = Foreseen(
    Onlooker(sample.NOORD, (Sight("identifiers", False, ROLES), Sight("meta", False, (Role.AUDITOR,)))),
    (HIT,),
    (Reached("hit", (sample.GARONNE,)),),
    "",
    "",
    ("A witness: other agencies see the docket at most; for anything in it they ask you.", "A record about a person."),
    "",
)
SHARED = replace(
    FORESEEN, others=(Onlooker(sample.GARONNE, (Sight("body", True, ROLES),)),), persons="identifiers",
    reached=(Reached("body", (sample.GARONNE,)),), cleared="EU_RESTRICTED", effects=(), unnamed="jit-tidegate",
)  # fmt: skip
ENVELOPE: dict[str, Any] = {
    "subject_category": None, "category_ground": "", "review_on": "2031-11-14", "basis": "assessment", "grade": "B2",
    "scope": "OWNER", "tlp": "AMBER+STRICT", "handling": ["H2"], "group": None, "recipients": [], "h3_text": "",
    "purposes": ["operational_analysis"], "pap": "AMBER", "index": "hit", "classification": "UNCLASSIFIED", "flags": [],
    "special": ["health"], "strict_necessity": "", "legal_basis": "an invented act", "instrument": "national_power",
    "instrument_ref": "", "case_ref": "TG-17", "collected_on": "2026-11-14", "erase_on": None,
}  # fmt: skip
LINE = {"value": "+31 6 44", "source": sample.HOSTILE, "grade": "B2", "basis": "hearsay", "first_seen": "2026-01-01"}
NEW = Sheet(
    kind="person", kind_label="Person", icon="id-card", personal=True, fields=PERSON.fields, record="",
    title="Rutger H.", begun=0,
    body={"names": [{"value": "Rutger H."}], "phones": [LINE], "description": sample.HOSTILE, "born_on": "soon"},
    envelope=ENVELOPE,
    errors=(
        ("body.phones.0", "Telephone numbers: '+31 6 44' is no telephone number that its country gives out."),
        ("body.born_on", "Born on: This is no day."),
        ("envelope.subject_category", "A record of kind 'Person' needs the category of its data subject."),
        ("envelope.review_on", "Review on 2029-11-14 at the latest."),
        ("envelope.strict_necessity", "Special categories of data need a sentence on why they are strictly necessary."),
    ),
    differences=(), since=(), page="page-1", follows="page-0", follows_seq=4, kept_at=sample.NOW, second_person=False,
    foreseen=FORESEEN,
)  # fmt: skip
BLANK = replace(NEW, title="", body={}, errors=(), kept_at=None, follows="", second_person=True)
EDIT = replace(
    NEW, kind="vendor_account", kind_label="Vendor account", icon="user-round", fields=SELLER.fields, record=sample.ID,
    title="quietharbour on Saltmarket", begun=8, errors=(), foreseen=SHARED,
    body={
        "market": "Saltmarket", "handle": "quietharbour", "rating": "4.9",
        "aliases": [{"value": "qh", "withdrawn": "1"}, {"value": "quiet.harbour", "source": "observation:d1/i1/17"}],
        "products": [{"value": "drugs"}], "description": [{"value": "Ships from the quay."}],
    },
    differences=(
        Difference("rating", "Rating", "clash", ("4.4",), ("4.9",), ("4.8",), ("4.9",)),
        Difference("deals", "Deals", "theirs", (), (), ("1,200",), ("1,200",)),
        Difference("aliases", "Other handles", "both", (), ("qh (B2, fact)",), (sample.HOSTILE,), ("qh", "x")),
        Difference("ships_from", "Ships from", "mine", ("Netherlands",), (), ("Netherlands",), ()),
    ),
    since=(Since(8, "S. Aldervane", sample.NOW, "Changed: Rating, Deals"),),
)  # fmt: skip
KINDS = KindList(
    tuple(
        KindCard(each.code, each.label, each.icon, each.personal, each.content_kind.value)
        for each in catalogue.ALL.values()
    )
)
KEPT = KeptAt(Kept("page-1", 4, sample.NOW, 7, 8), f"/records/{sample.ID}/edit?draft=page-1")
DRAFTS = Drafts(
    (
        DraftRow("page-1", "person", "Person", "", "Rutger H.", 0, sample.NOW, ""),
        DraftRow(
            "page-2", "vendor_account", "Vendor account", sample.ID, sample.HOSTILE, 7, sample.NOW, "S. Aldervane"
        ),
    ),
    (ErasedDraft("page-3", "Vendor account", sample.ID, sample.NOW),),
)
ROW = ChangeRow(sample.ID, "4d2e9f10", "edit", "quietharbour", "Vendor account", "S. Aldervane", sample.NOW, "waiting",
                False, False)  # fmt: skip
CHANGES = Changes(
    (ROW, replace(ROW, sort="re-mark", own=True), replace(ROW, sort="restore", stale=True)),
    (replace(ROW, state="approved", own=True), replace(ROW, state="declined", own=True), replace(ROW, state="back")),
)
CHANGE = ChangeView(
    row=ROW, record=sample.ID, begun=7, stands=7, stale=False, outdated="", not_yours="", may_decide=True,
    may_decline=True, differences=(replace(EDIT.differences[0], sort="mine", theirs=("4.4",)),), files=(), marks=(),
    why="", decided_by="", decided_at=None, reason="", foreseen=None,
)  # fmt: skip
CHANGE_STALE = replace(
    CHANGE, row=replace(ROW, own=True, stale=True), stands=8, stale=True, may_decide=False, may_decline=False,
    outdated="The record has changed since: this was begun from version 7, and version 8 stands. Its author has to"
    " compare both and propose it anew.",
)  # fmt: skip
CHANGE_RESTORED = replace(
    CHANGE, row=replace(ROW, sort="restore", stale=True), stale=True, may_decide=False, differences=(),
    outdated="The record was restored already: it lies in the trash no more.",
)  # fmt: skip
CHANGE_NOT_YOURS = replace(
    CHANGE, row=replace(ROW, sort="re-mark"), may_decide=False, differences=(),
    marks=(Mark("tlp", ("AMBER",), ("RED",)),),
    not_yours="Another envelope is approved by whom the record lets change it: a supervisor of your agency.",
)  # fmt: skip
CHANGE_FILES = replace(
    CHANGE, row=replace(ROW, sort="attach"), differences=(),
    files=(
        ProposedFile(1, "a.svg", "HTML, SVG or XML", 70, "0c8d2606" * 8, True),
        ProposedFile(2, "passwd.txt", "program for Windows", 67_700, "f201b59a" * 8, True),
        ProposedFile(3, "passwd.txt", "text", 5_200, "77aa1b90" * 8, True),
        ProposedFile(4, sample.HOSTILE, "ZIP archive, or an office document", 4_100_000, "9ab0c2d4" * 8, False),
    ),
)  # fmt: skip
CHANGE_GONE = replace(
    CHANGE_FILES, row=replace(ROW, sort="detach", stale=True), stale=True, may_decide=False,
    files=(ProposedFile(1, "letter.pdf", "PDF document", 5_200, "0c8d2606" * 8, False),),
    outdated="The file was taken out already: it stands beside the record no more.",
)  # fmt: skip
CHANGE_DECLINED = replace(
    CHANGE, row=replace(ROW, own=True, state="declined", sort="re-mark"), may_decide=False, may_decline=False,
    differences=(),
    marks=(Mark("tlp", ("AMBER",), ("RED",)), Mark("handling", ("H2",), ("H1", "H2"))), decided_by="M. Vos",
    decided_at=sample.NOW + timedelta(hours=1), reason=sample.HOSTILE, foreseen=SHARED,
)  # fmt: skip
CHANGE_NEW = replace(
    CHANGE, row=replace(ROW, sort="new", own=True), record="", may_decide=False, may_decline=False,
    marks=(Mark("scope", (), ("OWNER",)), Mark("purposes", (), ("prosecution", "cross_checking"))), foreseen=FORESEEN,
)  # fmt: skip
TRASH = Trash(
    (TrashRow(sample.ID, "4d2e9f10", sample.HOSTILE, "Vendor account", "user-round", 4, "E. Verhaal", sample.NOW),),
    True,
)
FILES = (
    AttachmentRow(sample.ID, sample.HOSTILE, "PNG picture", True, 67_700, "f201b59a" * 8, "E. Verhaal", sample.NOW),
    AttachmentRow(sample.ID[:-1] + "1", "", "text", False, 5_200, "0c8d2606" * 8, "", sample.NOW),
)
PICTURE = Picture(sample.ID, sample.ID, "quay.png", "f201b59a" * 8, "PNG picture", 67_700, "ticket-1")
CHOICES = {"choices": supplements.ENVELOPE, "envelope_names": supplements.ENVELOPE_NAMES}
BARE = replace(
    sample.RECORD, values=(), links=(), links_total=0, shared=(), first_seen=None, last_seen=None,
    versions=sample.VERSIONS[-1:], versions_total=1, version=1, market=None, market_label=None,
)  # fmt: skip
RECORD = {
    "writes": True, "views_as": True, "re_marks": True, "undoes": True, "link_types": ["uses", "sells_on"],
    "grades": supplements.GRADES,
}  # fmt: skip
