"""Invented answers of the doors that have pages, full and empty."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.repository.answers import (
    Change,
    Chip,
    Docket,
    Facet,
    FindPage,
    Hit,
    LinkRow,
    Option,
    Reason,
    RecordView,
    Segment,
    SharedRecord,
    SharedRow,
    Step,
    Value,
    VersionRow,
)
from bowstreet.holdings.repository.showing import ViewedAs
from bowstreet.interfaces.web import frame
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.envelope import Particulars, Restriction, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action, HandlingCode, Scope, Tlp
from bowstreet.vocabulary.lawfulness import Basis, Instrument, Purpose, SubjectCategory
from bowstreet.vocabulary.opening import Texts
from bowstreet.vocabulary.readers import Reader, Role

NOW = datetime(2026, 11, 14, 9, 41, tzinfo=UTC)
DAY = NOW.date()
ID = "01930f7a-1c44-7d3e-9b1f-6a0c4d2e9f10"
NOORD = AgencyCard("desk-noord", "Desk Noord", "NL", "desk@noord.example", "police")
GARONNE = AgencyCard("brigade-garonne", "Brigade Garonne", "FR", "desk 7, ext. 204", "police")
READER = Reader(
    "5b0e4c1e-2f2f-4f80-9f0e-000000000001",
    "desk-noord",
    Role.INVESTIGATOR,
    Purpose.OPERATIONAL_ANALYSIS,
    case="TG-17",
    name="E. Verhaal",
    session="s-7f0a",
)
FRAME = frame.Frame(READER, NOORD, "Operational analysis", frame.PLACES, "/find", NOW)

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{7*7}}\u202e\u2067"


def docket(owner: AgencyCard = NOORD, tlp: Tlp = Tlp.AMBER, grade: str = "B2") -> Docket:
    terms = Terms(
        owner=owner.slug,
        scope=Scope.GROUP,
        group="jit-tidegate",
        tlp=tlp,
        handling=frozenset({HandlingCode.H2}),
        purposes=frozenset({Purpose.OPERATIONAL_ANALYSIS, Purpose.CROSS_CHECKING, Purpose.PROSECUTION}),
        restrictions=(Restriction(Action.DISSEMINATE, "ask first", "desk-noord", date(2026, 10, 1)),),
    )
    particulars = Particulars(
        legal_basis="National police data act, art. 8",
        subject_category=SubjectCategory.SUSPECT,
        category_ground="offered for sale on Saltmarket",
        grade=Grade.read(grade),
        review_on=date(2027, 5, 13),
        erase_on=date(2031, 5, 13),
        instrument=Instrument.EIO,
        instrument_ref="2026/311",
        basis=Basis.FACT,
        collected_on=date(2026, 10, 28),
        provenance="seized table",
    )
    return Docket(owner, terms, particulars, "E. Verhaal")


def given_docket() -> Docket:
    """Return a docket of what somebody gave to the reader's agency."""
    whole = docket()
    return replace(whole, terms=replace(whole.terms, given_by="Referat Elbe"))


def closed_docket(owner: AgencyCard) -> Docket:
    """Return a docket of another agency as it stands where nothing of the content opens."""
    whole = docket(owner)
    shown = opening.particulars(whole.particulars, Texts.CLOSED)
    return replace(whole, particulars=shown, responsible="", texts=Texts.CLOSED, own=False)


CHIPS = (
    Chip("handle", "quietharbour @ saltmarket", "quietharbour"),
    Chip(
        "pgp_fingerprint",
        "4C02 91D7 0B5E 88A3 F1D2  6E40 93BC 15D8 7A1F 3C90",
        "4C0291D70B5E88A3F1D26E4093BC15D87A1F3C90",
        3,
        2,
    ),
    Chip("bitcoin", "bc1qescr0w", "bc1qescr0w", 41208, 6, True),
    Chip("onion", "qhshop3fk7vtad[.]onion", "qhshop3fk7vtad.onion", 2, 1),
    Chip("email", "closed", None),
)

VALUES = (
    Value(
        "handle",
        "Handle",
        "quietharbour",
        CHIPS[0],
        None,
        "B1",
        "fact",
        "Saltmarket crawl, row 14",
        "/observations/d1/i1/14",
        date(2024, 3, 2),
        DAY,
    ),
    Value("also", "Also called", "qh", None, None, "B2", "fact", "own listings", None, None, None),
    Value("also", "Also called", "тихая гавань", None, None, "C3", "hearsay", "a forum", None, None, None),
    Value("pgp", "PGP key", CHIPS[1].shown, CHIPS[1], None, "B1", "fact", "profile page", None, None, None),
    Value("wallet", "Wallet", CHIPS[2].shown, CHIPS[2], None, "B2", "fact", "feedback text", None, None, None),
    Value("shop", "Shop", CHIPS[3].shown, CHIPS[3], None, "B2", "fact", "profile page", None, date(2026, 8, 11), None),
    Value("mail", "E-mail", CHIPS[4].shown, CHIPS[4], None, "B2", "fact", "", None, None, None, ID),
    Value("phone", "Phone", "none", None, None, "B2", "hearsay", "", None, None, None),
    Value("sells", "Sells", "MDMA, 2C-B, ketamine", None, None, "B2", "fact", "listings", None, None, None),
    Value(
        "hours",
        "Active hours",
        "UTC+1, 80 % set UTC+0 to UTC+2",
        None,
        None,
        "C3",
        "assessment",
        "611 posts",
        None,
        None,
        None,
    ),
    Value(
        "drop",
        "Drop",
        "a letter box in the south of Leipzig",
        None,
        None,
        "C4",
        "hearsay",
        "buyer’s statement",
        None,
        None,
        None,
    ),
    Value(
        "same",
        "Same actor as",
        "quiet_harbor on Grey Heron",
        None,
        f"/records/{ID}",
        "X4",
        "machine_inference",
        "model linkage",
        None,
        None,
        None,
    ),
)

CHANGING = (
    *VALUES,
    *(
        Value("deals", "Deals", f"{900 - 60 * at:,}", None, None, "B2", "fact", "Row 7 of import 0a, dataset salt",
              None, date(2026, 9 - at, 1), date(2026, 9 - at, 28), earlier=at > 2)
        for at in range(8)
    ),
)  # fmt: skip

WHY = (
    Reason("Your agency owns it", True, "7"),
    Reason("Your purpose is one of the record’s", True, "6"),
    Reason("TLP:AMBER reaches that group", True, "9"),
    Reason("Not to be passed on without a release", False, "12"),
)
VERSIONS = (
    VersionRow(3, NOW - timedelta(days=1), "E. Verhaal", "wallet added"),
    VersionRow(2, NOW - timedelta(days=32), "S. Aldervane", "H0 became H2"),
    VersionRow(1, NOW - timedelta(days=73), "E. Verhaal", "recorded by intake 6a0c4d2e"),
)
STEPS = (
    Step(
        3, VERSIONS[0].at, "E. Verhaal", "wallet added",
        (Change("wallets", "Wallets", "added", "", "bc1qqh"), Change("mails", "E-mails", "removed", "", ""),
         Change("handle", "Handle", "changed", "qh", "quietharbour")), (),
    ),
    Step(2, VERSIONS[1].at, "S. Aldervane", "Envelope changed", (), ("tlp", "h3_text")),
    Step(1, VERSIONS[2].at, "E. Verhaal", "recorded by intake 6a0c4d2e", (), ()),
)  # fmt: skip
LINKS = (
    LinkRow(
        "l1",
        "uses",
        "uses key",
        True,
        ID,
        "Key 4C02 … 3C90",
        "PGP key",
        "fact",
        "B1",
        NOORD,
        date(2024, 3, 2),
        DAY,
        ("observation:d1/i1/14", "observation:d1/i1/15", "profile page", "observation:d1/i1/16"),
    ),
    LinkRow(
        "l2", "sent", "sent", False, ID, "Parcel NP 4471 0092 8", "Parcel", "assessment", "B3", GARONNE, DAY, DAY, ()
    ),
)
SHARED = (
    SharedRow(
        CHIPS[1],
        (
            SharedRecord(ID, "qh on Grey Heron", "Vendor account", GARONNE, "identifiers", True),
            SharedRecord(ID, "Vendor account of Brigade Garonne", "Vendor account", GARONNE, "meta", False),
        ),
        4,
    ),
)

RECORD = RecordView(
    id=ID,
    short=ID[-8:],
    kind="vendor_account",
    kind_label="Vendor account",
    icon="store",
    title="quietharbour",
    market="saltmarket",
    market_label="Saltmarket",
    docket=given_docket(),
    depth="identifiers",
    values=VALUES,
    masked=(),
    links=LINKS,
    links_total=18,
    shared=SHARED,
    first_seen=date(2024, 9, 2),
    last_seen=date(2026, 8, 24),
    versions=VERSIONS,
    version=3,
    versions_total=3,
    as_of=None,
    recorded_at=NOW - timedelta(days=73),
    changed_at=NOW - timedelta(days=1),
    why=WHY,
)
RECORD_EMPTY = replace(
    RECORD,
    title="Vendor account of Brigade Garonne",
    docket=closed_docket(GARONNE),
    depth="meta",
    values=(),
    masked=("Handle", "PGP key"),
    links=(),
    links_total=0,
    shared=(),
    market=None,
    market_label=None,
    as_of=date(2026, 10, 1),
    not_shown=("shared selectors", "how common a selector is", "tickets", "links taken back since"),
)

_THEIRS = (
    Reason("Their agency owns it.", True, "11"),
    Reason("Identifiers stay masked. Their role or their purpose does not open this.", False, "10"),
)
_SHUT = ("Handle", "PGP key")
VIEWED_AS = ViewedAs(
    **{
        **vars(RECORD),
        "depth": "body",
        "values": tuple(each for each in RECORD.values if each.label not in _SHUT),
        "masked": ("Handle", "PGP key"),
        "why": _THEIRS,
        "colleague": "Lena Morvan",
    }
)
VIEWED_AS_CLOSED = ViewedAs(**{**vars(RECORD_EMPTY), "why": _THEIRS, "colleague": "Lena Morvan"})

_TITLES = (
    (Segment("quietharbour", True),),
    (Segment("quiet_harbor", True),),
    (Segment("Key "), Segment("4C02 … 7A1F 3C90", True)),
    (Segment("Parcel NP 4471 0092 8"),),
    (Segment("тихая_гавань", True),),
    (Segment("quietharbor", True), Segment("22")),
)
_EXCERPT = (
    Segment("… same stealth as on Grey Heron. PGP "),
    Segment("…7A1F 3C90", True),
    Segment(", ships to EU, MDMA and 2C-B …"),
)


def hits(many: int = 6) -> tuple[Hit, ...]:
    marks = (Tlp.AMBER, Tlp.AMBER, Tlp.GREEN, Tlp.AMBER_STRICT, Tlp.RED, Tlp.CLEAR)
    return tuple(
        Hit(
            f"{ID[:-2]}{number:02}",
            f"4d2e9f{number:02}",
            "vendor_account",
            "Vendor account",
            "store",
            _TITLES[number % 6],
            _EXCERPT,
            "Saltmarket",
            docket(GARONNE if number % 3 else NOORD, marks[number % 6]),
            DAY - timedelta(days=number),
            "meta" if number % 6 == 4 else "identifiers",
            "handle equal",
            2 if number == 0 else 0,
        )
        for number in range(many)
    )


FACETS = (
    Facet(
        "kind",
        "Kind",
        (Option("vendor_account", "Vendor account", "38", True), Option("pgp_key", "PGP key", "9", False)),
    ),
    Facet(
        "agency",
        "Agency",
        (Option("desk-noord", "Desk Noord", "641", False), Option("brigade-garonne", "Brigade Garonne", "18", False)),
    ),
    Facet("market", "Market", (Option("saltmarket", "Saltmarket", "10,000+", False),), more=1204),
    Facet("grade", "Grade", ()),
)
FIND = FindPage("quietharbour", hits(), 68, "68", False, "best", FACETS, "cursor-2", "", ("quietharbour",))
FIND_EMPTY = FindPage("quietharbour nowhere", (), 0, "0", False, "best", (), None, "", ("quietharbour", "nowhere"))
ASKED = {
    "q": "quietharbour",
    "kind": ("vendor_account",),
    "agency": (),
    "market": (),
    "product": (),
    "grade": (),
    "date": (),
    "since": None,
    "until": None,
    "order": "best",
    "cursor": None,
    "limit": 50,
}
