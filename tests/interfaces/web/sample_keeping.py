"""Invented answers about what is kept: observations, intakes, the ledger, people."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup
from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.intake.answers import (
    ClaimRow,
    Expected,
    FieldExpected,
    IntakeGlance,
    IntakeView,
    Loss,
    MappingCard,
    RejectExample,
    RejectGroup,
    RejectList,
    Remark,
    Remarks,
    SourceGroup,
    SourceRow,
)
from bowstreet.holdings.agencies import second_factor
from bowstreet.holdings.agencies.answers import OfficerCard, PasskeyCard, Passkeys, TokenCard
from bowstreet.holdings.agencies.enrolling import Opened, WrongCode
from bowstreet.holdings.ledger.answers import EntryRow, LedgerPage, Proof, TreeState
from bowstreet.holdings.observations.answers import DatasetCard, ObservationRow, OriginalLine
from bowstreet.holdings.repository.answers import Glance
from bowstreet.interfaces.web.demonstration_cards import Card
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.lawfulness import Purpose

OBSERVATION = ObservationRow(
    "d1",
    "Saltmarket crawl 2026-09",
    sample.NOORD,
    "i1",
    88214,
    sample.DAY,
    (("seller", "quietharbour", True), ("title", "MDMA 1 g", False), ("price", "8.50", False)),
)
DATASET = DatasetCard(
    "d1",
    "saltmarket-crawl",
    "Saltmarket crawl 2026-09",
    sample.NOORD,
    "saltmarket",
    "crawl",
    2944,
    3,
    sample.docket().terms,
    date(2024, 3, 2),
    sample.DAY,
    sample.NOW,
)
ORIGINAL = OriginalLine(OBSERVATION, "9f" * 32, "listings.csv", 88215, "quietharbour,MDMA 1 g,8.50", "", DATASET)

SOURCES = (
    SourceRow(
        "orders.csv",
        "aa" * 32,
        911204,
        "table",
        "gh_orders",
        "d1",
        911204,
        911190,
        0,
        14,
        0,
        0,
        0,
        0,
        "done",
        "",
        f"/intake/{sample.ID}/rejects/{'aa' * 32}.csv",
    ),
    SourceRow(
        "vendors.csv",
        "bb" * 32,
        41200,
        "table",
        "gh_vendors",
        "d2",
        412,
        412,
        12,
        0,
        2,
        0,
        409,
        3,
        "done",
        "Not kept, as gh_vendors has no field for them, each with its number of cells: 'remark' (409), the column"
        " without a name (412).",
        None,
    ),
    SourceRow(
        "messages.7z", "cc" * 32, 5200, None, None, None, 0, 0, 0, 0, 0, 0, 0, 0, "done", "Nothing recognised it.", None
    ),
)
SOURCES = tuple(replace(each, file=number) for number, each in enumerate(SOURCES, 1))
TOTALS = SourceRow("", "", 957604, None, None, None, 911616, 911602, 12, 14, 2, 0, 409, 3, "done", "", None)
TOTALS_NONE = SourceRow("", "", 0, None, None, None, 0, 0, 0, 0, 0, 0, 0, 0, "quarantined", "", None)
REJECTS = (
    RejectGroup("Date does not exist", 14, True, (RejectExample("orders.csv", 88214, "left_on", "2026-02-30"),)),
    RejectGroup("Key block cannot be read", 2, False, (RejectExample("vendors.csv", 41, "pgp", "mQINBGPn… =q7X?"),)),
)
INTAKE = IntakeView(
    sample.ID,
    sample.ID[-8:],
    "Seized tables of Grey Heron, 3 files",
    "E. Verhaal",
    sample.NOW,
    "operational_analysis",
    "TG-17",
    sample.docket(tlp=Tlp.AMBER),
    "done",
    5,
    SOURCES,
    None,
    len(SOURCES),
    len(SOURCES),
    len(SOURCES),
    sum(each.reader is not None for each in SOURCES),
    TOTALS,
    REJECTS,
    tuple(RejectList(each.path, each.reject_list) for each in SOURCES if each.reject_list),
    911616,
    0,
    12400.0,
    73.5,
    "",
)
INTAKE_RUNNING = replace(
    INTAKE,
    state="reading",
    step=3,
    rows_expected=1971300,
    rejects=(),
    sources=(replace(SOURCES[0], state="reading"), replace(SOURCES[1], state="quarantined", reader=None, mapping=None)),
)
INTAKE_BEGUN = replace(INTAKE_RUNNING, step=1, rows_expected=0, totals=TOTALS_NONE, sources=())
INTAKE_FAILED = replace(
    INTAKE, state="failed", sentence="The disk of this node is full; nothing was taken in.", rejects=()
)
INTAKE_PAGES = replace(
    INTAKE,
    title="2031-03-02 and 9,999 others",
    rejects=(),
    sources_total=10_000,
    files=10_000,
    kept=10_000,
    recognised=9_998,
    next="cursor-2",
    groups=(
        SourceGroup("page: agora vendor", 797, 20274, 20274, 12, 0, 0, 1544, 3, ()),
        SourceGroup("page: agora waiting wall", 3, 0, 0, 0, 0, 0, 0, 0, ("A waiting wall.",)),
        SourceGroup("", 2, 0, 0, 0, 0, 0, 0, 0, ("This is a picture; it was kept unread.",)),
    ),
)
_NO_FIELD = "Nothing here says this; it stands in the row, and in the original."
_NOT_READ = "It is not what it should be there, so that nobody can say what it means."
LOSSES = (
    Loss("tag.confidence", "coarser", "It is said here with fewer distinctions; the row has it as it came.", 16_941),
    Loss("tag.is_cluster_definer", "no_field", _NO_FIELD, 8_876),
    Loss("tag.context", "no_field", _NO_FIELD, 774),
    Loss("tag.address", "not_read", "It is not what it should be there, so that nobody can say what it means.", 4),
    Loss(
        "envelope.recipients", "not_read", "It is not what it should be there, so that nobody can say what it means.", 1
    ),
)
_OBJECT = "infrastructure--5a1fb1c6-3a1c-4f7e-9d2b-0c1d2e3f4a5b"
REMARKS = Remarks(
    212, 1_204, 198,
    (
        Remark("quay.json", _OBJECT, 12, "modified", "It was modified before it was created.", True),
        Remark("quay.json", f"{'x-quay-' * 12}--{_OBJECT[16:]}", 88_204, "extensions.x-quay.contents[12].name",
               "This text does not have the form it must have.", True),
        Remark("quay.json", _OBJECT, 12, "", "An indicator should have a name and a description.", False),
    ),
)  # fmt: skip
_PACKS = (
    SourceRow("quay-services.yaml", "dd" * 32, 812_004, "exchange: tagpacks", None, "d1", 9_214, 9_210, 0, 4, 0, 0, 0,
              0, "looked", "", f"/intake/{sample.ID}/rejects/{'dd' * 32}.csv", LOSSES, file=1),
    SourceRow("listed-addresses.txt", "ee" * 32, 4_120, "exchange: sanctions", None, "d2", 98, 98, 0, 0, 0, 0, 0, 0,
              "looked", "", None, file=2),
)  # fmt: skip
_PACK_TOTALS = SourceRow("", "", 816_124, None, None, None, 9_312, 9_308, 0, 4, 0, 0, 0, 0, "looked", "", None)
INTAKE_LOOKED = replace(
    INTAKE,
    title="Invented services, 2 files",
    state="looked",
    step=4,
    sources=_PACKS,
    sources_total=2,
    files=2,
    kept=2,
    recognised=2,
    totals=_PACK_TOTALS,
    rejects=(
        RejectGroup("It holds an alias, which no pack needs.", 4, True,
                    (RejectExample("quay-services.yaml", 12_204, "tags[5021]", ""),)),
    ),
    reject_lists=(RejectList("quay-services.yaml", f"/intake/{sample.ID}/rejects/{'dd' * 32}.csv"),),
    rows_expected=0,
    rows_per_second=0.0,
    seconds=2.4,
    losses=LOSSES,
    remarks=REMARKS,
    foreseen=Expected(
        (("wallet", 9_187), ("organisation", 214)), 2_408, 3, 12,
        (
            FieldExpected("wallet.address", 9_187, False, ("bc1qinvented0000000000000000000000000000", "4Inv" * 20)),
            FieldExpected("wallet.labels", 8_001, True, ("Quay exchange", "<b>harbour</b>", "a long word" * 7)),
        ),
    ),
)  # fmt: skip
_LEFT = {"state": "declined", "read": 0, "observed": 0, "rejected": 0, "reject_list": None, "losses": ()}
INTAKE_DECLINED = replace(
    INTAKE_LOOKED,
    state="declined",
    step=0,
    sources=tuple(replace(each, **_LEFT) for each in _PACKS),
    totals=replace(_PACK_TOTALS, **_LEFT),
    rejects=(),
    reject_lists=(),
    losses=(),
    remarks=None,
    foreseen=None,
    sentence="Declined by Elin Verhaal, 2026-11-14 09:44 UTC: nothing of it was admitted."
    " The files stay in quarantine.",
)
INTAKE_EXCHANGE = replace(
    INTAKE_LOOKED,
    state="done",
    step=5,
    sources=tuple(replace(each, state="done", records_new=each.observed) for each in _PACKS),
    totals=replace(_PACK_TOTALS, state="done", records_new=9_401),
    foreseen=None,
    claims=(
        ClaimRow("c1", sample.ID, "quietharbour on Saltmarket", sample.ID, "quiet.harbour on Grey Heron", "same",
                 "Both showed one key in the same week.", "desk-sud", sample.NOW),
        ClaimRow("c2", sample.ID, "K. Invented", sample.ID, "Kim Invented", "unsure", "", "", None),
    ),
)  # fmt: skip
GLANCES = tuple(
    IntakeGlance(sample.ID, sample.ID[-8:], title, "E. Verhaal", sample.NOW, state, 911616, 911602, 14, 409, 0, 2)
    for title, state in (("Seized tables of Grey Heron", "done"), ("Crawl of 2026-11-13", "reading"))
)
MAPPINGS = (
    MappingCard("gh_vendors", "Grey Heron, vendors", True, (("name", "handle"),), "grey-heron", ("vendor_account",)),
)
CHOICES = {
    "handling": ["H0", "H1", "H2", "H3"],
    "tlp": ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"],
    "pap": ["CLEAR", "GREEN", "AMBER", "RED"],
    "scope": ["COMMUNITY", "LEA", "GROUP", "NAMED", "OWNER"],
    "grade": ["A1", "B2", "X4"],
    "instrument": ["national_power", "EIO"],
}

SEEN = tuple(
    Glance(sample.ID, title, label, "saltmarket", sample.docket(tlp=tlp), sample.NOW, 7)
    for title, label, tlp in (
        ("quietharbour", "Vendor account", Tlp.AMBER),
        ("Parcel NP 4471 0092 8", "Parcel", Tlp.GREEN),
    )
)


def entry(number: int | None, event: str, action: str, result: str = "permit") -> EntryRow:
    return EntryRow(
        "lookups",
        number or 9,
        number,
        sample.NOW,
        event,
        action,
        sample.READER.officer,
        "desk-noord",
        "investigator",
        "operational_analysis",
        "TG-17",
        (sample.ID,),
        68,
        result,
        (),
        "a04e77b1" * 8,
        "s-7f0a",
    )


ENTRIES = (
    entry(None, "consultation", "find"),
    entry(8114202, "consultation", "record.show"),
    entry(8114201, "collection", "intake.bring"),
    entry(8114200, "authz_denied", "record.show", "deny"),
    entry(8114199, "marking_change", "record.re_mark", "ask"),
)
TREE = TreeState("desk-noord", 8114202, 3, "6b1f04d9" * 8, sample.NOW, True, sample.NOW, None)
LEDGER = LedgerPage(ENTRIES, TREE, "cursor-2")
LEDGER_EMPTY = LedgerPage(
    (), replace(TREE, size=0, unsealed=0, root="", sealed_at=None, unbroken=None, checked_at=None), None
)
LEDGER_BROKEN = LedgerPage(ENTRIES, replace(TREE, unbroken=False, first_broken="acts 17: edited"), None)
LEDGER_ASKED = {"since": None, "until": None, "event": None, "officer": None, "cursor": None, "limit": 50}
PROOF = Proof(ENTRIES[1], 8114202, "6b1f04d9" * 8, ("11" * 32, "22" * 32), True)

UNPROVEN = replace(PROOF, holds=False)

OFFICERS = (
    OfficerCard(sample.READER.officer, "E. Verhaal", "e.verhaal", "investigator", sample.NOORD, True),
    OfficerCard(
        "5b0e4c1e-2f2f-4f80-9f0e-000000000002", "S. Aldervane", "s.aldervane", "supervisor", sample.NOORD, False
    ),
    OfficerCard(
        "5b0e4c1e-2f2f-4f80-9f0e-000000000003", "R. Meadow", "r.meadow", "analyst", sample.NOORD, True, sample.NOW
    ),
)
UNTYPED: dict[str, Any] = {"errors": (), "typed": {}}
TOKEN = TokenCard(
    "t1", "nightly import", ("operational_analysis",), sample.NOW, sample.NOW + timedelta(days=30), None, None
)
PASSKEYS = Passkeys(
    (
        PasskeyCard("8c2f19ab00d4e7f1", "key on my ring", sample.NOW, sample.NOW),
        PasskeyCard("11aa19ab00d4e7f1", "desk machine of the second floor, left of the printer " * 2, sample.NOW, None),
    ),
    '{"challenge": "AA"}', "ticket", "localhost",
)  # fmt: skip
TOKENS = (
    TOKEN,
    replace(TOKEN, id="t2", label="old", revoked_at=sample.NOW),
    replace(TOKEN, id="t3", expires_at=sample.NOW),
    replace(TOKEN, id="t4", label="all of it", purposes=tuple(str(each) for each in Purpose)),
)

ENROL = {
    "opened": Opened(OFFICERS[0], "JBSWY3DPEHPK3PXP"),
    "picture": Markup(second_factor.picture("e.verhaal", "JBSWY3DPEHPK3PXP")),
    "errors": (),
}
ENROL_WRONG = (
    ("password", "This password is too short. It must contain at least 12 characters. This password is too common."),
    ("code", WrongCode().sentence),
)
CODES = tuple(f"{number:04} {number * 7:04}" for number in range(1001, 1011))
CARDS = (
    Card("e.verhaal", "Elin Verhaal", "Desk Noord", "NL", "investigator", "Find a key.", "cross_checking", "TG-17"),
    Card("l.morvan", "Luc Morvan", "Brigade Garonne", "FR", "investigator", "Find the same.", "", ""),
)
NAMES = {sample.READER.officer: "E. Verhaal"}
AGENCIES = {"desk-noord": sample.NOORD, "brigade-garonne": sample.GARONNE}
TOUR = (
    {
        "title": "Find a fingerprint",
        "said": "Pasted as it is:",
        "address": "/find?q=4C02",
        "copied": "4C02",
        "other": "",
    },
    {"title": "Ask: why may I see this?", "said": "In the margin.", "address": "", "copied": "", "other": ""},
    {"title": "Search as the other officer", "said": "Signs out.", "address": "", "copied": "", "other": "l.morvan"},
    {"title": "See it in the ledger", "said": "All of it.", "address": "/ledger", "copied": "", "other": ""},
)


class Home:
    def __init__(
        self, intakes: Any, tickets: Any, open_tickets: int, seen: Any, edited: Any, questions: Any = (),
        entry: Any = None,
    ) -> None:  # fmt: skip
        self.intakes, self.seen, self.edited = intakes, seen, edited
        self.tickets, self.open_tickets = tickets, open_tickets
        self.questions, self.entry = questions, entry
