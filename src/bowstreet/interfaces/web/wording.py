"""How codes, dates and numbers are said on a page. Codes are stored for ever; their words live here."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlencode

from bowstreet.vocabulary import markets
from bowstreet.vocabulary.lawfulness import Purpose

PURPOSES = {
    Purpose.OPERATIONAL_ANALYSIS: ("Operational analysis", "A named case: persons, accounts, links, evidence"),
    Purpose.CROSS_CHECKING: ("Cross-checking", "Is anybody else on this? That it exists and whom to ask, no content"),
    Purpose.STRATEGIC_THEMATIC_ANALYSIS: (
        "Strategic or thematic analysis",
        "Markets, products, patterns; identifiers of other agencies stay closed",
    ),
    Purpose.OFFICER_SAFETY_DECONFLICTION: (
        "Officer safety and deconfliction",
        "Who else works on this? That it exists and whom to ask, no content",
    ),
    Purpose.INFORMATION_EXCHANGE: ("Information exchange", "Answering or asking another agency"),
    Purpose.SUPPORT_SPECIFIC_INVESTIGATION: (
        "Support of one investigation",
        "For a case of another agency; wants a case or a sentence",
    ),
    Purpose.PROSECUTION: ("Prosecution", "Preparing or bringing a case to court"),
    Purpose.VICTIM_PROTECTION: ("Protection of victims", "Finding and protecting victims"),
    Purpose.RELEVANCE_DETERMINATION: ("Determining relevance", "Does it belong here at all?"),
    Purpose.SUBJECT_CATEGORY_DETERMINATION: ("Determining the category", "What is this person to the case?"),
    Purpose.RESEARCH_INNOVATION: ("Research and innovation", "Pseudonymised extracts alone"),
    Purpose.PUBLIC_INFORMATION_ON_SUSPECTS: ("Public information on suspects", "A search made public"),
    Purpose.TRAINING: ("Training", "Invented data alone"),
    Purpose.DATA_PROTECTION_CONTROL: ("Data-protection control", "Oversight of your own agency"),
}
"""Each purpose as it is said, and what it opens."""

HANDLING = {
    "H0": ("circle", "H0: only for preventing and combating crime", "for fighting crime only"),
    "H1": ("gavel", "H1: not in court without the owner’s permission", "court: ask the owner"),
    "H2": ("share-2", "H2: not to be passed on without the owner’s permission", "pass on: ask the owner"),
    "H3": ("message-square-warning", "H3: other restrictions, see text", "read its text"),
}
"""Of each handling code: its sign, its sentence, and the same in few words."""

TLP = {
    "CLEAR": ("clear", 0, "clear"),
    "GREEN": ("green", 1, "green"),
    "AMBER": ("amber", 2, "amber"),
    "AMBER+STRICT": ("amber", 3, "strict"),
    "RED": ("red", 4, "red"),
}
"""Of each TLP marking: its colour class, how many bars are filled, and its named page for print."""

RELIABILITY = {
    "A": ("g1", "A, source reliable in all instances"),
    "B": ("g2", "B, source reliable in most instances"),
    "C": ("g3", "C, source unreliable in most instances"),
    "X": ("gx", "X, source cannot be assessed"),
}
ACCURACY = {
    "1": ("g1", "1, accuracy not in doubt"),
    "2": ("g2", "2, known personally to the source"),
    "3": ("g3", "3, corroborated by other information"),
    "4": ("gx", "4, cannot be corroborated"),
}

SAID = {
    "COMMUNITY": "Community",
    "LEA": "All law enforcement",
    "GROUP": "Group",
    "NAMED": "Named",
    "OWNER": "Owner only",
    "UNCLASSIFIED": "unclassified",
    "EU_RESTRICTED": "EU RESTRICTED",
    "EU_CONFIDENTIAL": "EU CONFIDENTIAL",
    "LED_national": "police data act (LED)",
    "EUDPR_ch9": "EUDPR chapter IX",
    "Europol_Reg": "Europol regulation",
    "EIO": "European investigation order",
    "MLA": "mutual legal assistance",
    "JIT": "joint investigation team",
    "EPOC": "European production order",
    "EPOC_PR": "European preservation order",
    "OSINT": "open sources",
    "hit": "hit, and whom to ask",
    "owner_silent": "nothing; the owner is told",
    "none": "nothing",
    "informant_information_provider": "informant",
    "data_protection_officer": "data-protection officer",
    "machine_inference": "machine inference",
    "tlp": "TLP",
    "pap": "PAP",
    "h3_text": "text of H3",
    "find": "find",
    "find.observations": "find in datasets",
    "near": "found handles written alike",
    "check": "checked identifiers",
    "check.record": "recorded identifiers after a check",
    "recent": "saw what was new",
    "observations.search": "searched in datasets",
    "observations.line": "read a row beside its original",
    "record.link": "linked two records",
    "record.judge": "judged two records",
    "entity.show": "read an entity",
    "record.show": "read a record",
    "record.history": "read a history",
    "record.view_as": "view as another officer",
    "record.new": "recorded",
    "record.amend": "added to a record",
    "record.re-mark": "changed a marking",
    "intake.bring": "handed files in",
    "intake.admit": "admitted",
    "import.additions": "added what an import said of known records",
    "intake.list": "saw the list of intakes",
    "intake.show": "read an intake",
    "intake.rejects": "read a reject list",
    "mapping.list": "saw the list of mappings",
    "mapping.show": "read a mapping",
    "mapping.new": "saved a mapping",
    "mapping.look": "looked into a file to teach its table",
    "intake.again": "had a file read again",
    "intake.undo": "took an import back",
    "intake.undo.preview": "looked at what taking an import back would take",
    "agency.found": "founded an agency",
    "agency.standing": "changed the standing envelope",
    "group.make": "made a group",
    "group.add": "let an agency into a group",
    "group.end": "ended a membership",
    "token.make": "made a token",
    "token.revoke": "ended a token",
    "officer.enrol": "enrolled an officer",
    "officer.accept": "accepted an enrolment",
    "officer.enrol_anew": "made an officer enrol anew",
    "officer.role": "gave an officer another role",
    "officer.unlock": "opened a sign-in again",
    "officer.end": "ended an officer’s access",
    "sign-in.password": "password",
    "sign-in.code": "second factor",
    "sign-out": "signed out",
    "sign-in.closed": "sign-in closed after failures",
    "purpose.chosen": "chose a purpose",
    "purpose.changed": "changed the purpose",
    "ledger.page": "read the ledger",
    "ledger.entry": "read an entry with its proof",
    "ledger.verify": "checked the ledger",
    "ledger.export": "gave the whole ledger away",
}
"""Codes whose words are not simply the code with spaces."""

SELECTORS = {"pgp_fingerprint": "PGP", "pgp_key_id": "PGP id", "email": "e-mail", "url": "address",
             "ipv4": "IP", "ipv6": "IP", "xmpp": "XMPP", "sha256": "SHA-256"}  # fmt: skip
"""Types of selectors whose words are not simply their code."""

EVENTS = {
    "consultation": ("search", "look-up"),
    "collection": ("upload", "collection"),
    "alteration": ("pencil", "change"),
    "disclosure": ("eye", "disclosure"),
    "combination": ("link", "combination"),
    "erasure": ("trash-2", "erasure"),
    "auth": ("log-in", "sign-in"),
    "authz_denied": ("ban", "refused"),
    "break_glass": ("siren", "break-glass"),
    "marking_change": ("key-round", "marking"),
    "policy_change": ("scale", "policy"),
    "admin": ("wrench", "administration"),
    "log_read": ("book-open", "ledger read"),
    "machine_run": ("server", "machine run"),
    "checkpoint": ("shield-check", "checkpoint"),
}
"""Of each event of the ledger: its sign and its word."""

STATES = {
    "quarantined": ("info", "clock", "in quarantine"),
    "reading": ("info", "clock", "being read"),
    "admitting": ("info", "clock", "being admitted"),
    "done": ("ok", "check", "done"),
    "failed": ("bad", "ban", "failed"),
    "stopped": ("warn", "pause", "stopped"),
    "taking_back": ("info", "clock", "being taken back"),
    "taken_back": ("warn", "history", "taken back"),
}
"""Of each state of an intake: its tint, its sign and its word."""

RUNNING = frozenset({"quarantined", "reading", "admitting", "taking_back"})


def say(code: object) -> str:
    """Return the words of a code.

    >>> say("contact_associate"), say("EU_RESTRICTED")
    ('contact associate', 'EU RESTRICTED')
    """
    text = str(code)
    return SAID.get(text) or text.replace("_", " ").replace(".", ", ")


def purpose_said(code: object) -> str:
    """Return a purpose as it is said; nothing for none."""
    return PURPOSES[Purpose(str(code))][0] if str(code) in set(Purpose) else say(code or "")


def in_order(purposes: Iterable[Purpose]) -> list[Purpose]:
    """Return purposes in the order in which they are said everywhere."""
    return sorted(purposes, key=list(PURPOSES).index)


def selector_said(kind: str) -> str:
    """Return the word of a type of selector.

    >>> selector_said("pgp_fingerprint"), selector_said("handle")
    ('PGP', 'handle')
    """
    return SELECTORS.get(kind) or say(kind)


def kind_said(label: str) -> str:
    """Return the label of a kind inside a sentence.

    >>> kind_said("Vendor account"), kind_said("PGP key")
    ('vendor account', 'PGP key')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def market_said(slug: str) -> str:
    """Return the name of a market or forum by its slug."""
    return markets.label(slug)


def number(value: float) -> str:
    """Return a number with commas for thousands and a real minus sign.

    >>> number(-1234567)
    '−1,234,567'
    """
    return f"{value:,.0f}".replace("-", "−")


def day(value: date | datetime | None) -> str:
    """Return a day as 2026-11-14; a dash is not said for none, but nothing."""
    return value.isoformat()[:10] if value else ""


def moment(value: datetime | None) -> str:
    """Return a day and a time to the minute."""
    return value.strftime("%Y-%m-%d %H:%M") if value else ""


def long_day(value: date | datetime) -> str:
    """Return a day for prose.

    >>> long_day(date(2026, 11, 14))
    'Saturday 14 November 2026'
    """
    return f"{value:%A} {value.day} {value:%B %Y}"


def period(first: date | None, last: date | None) -> str:
    """Return two days as an interval in words.

    >>> period(date(2026, 1, 1), None), period(date(2026, 1, 1), date(2026, 1, 1))
    ('since 2026-01-01', '2026-01-01')
    """
    if first and last and first != last:
        return f"{day(first)} to {day(last)}"
    if first and not last:
        return f"since {day(first)}"
    if last and not first:
        return f"until {day(last)}"
    return day(first)


def span(value: date | None, today: date | datetime) -> str:
    """Return how far a day lies ahead or behind, in the largest fitting unit.

    >>> span(date(2027, 5, 13), date(2026, 11, 14)), span(date(2026, 11, 13), date(2026, 11, 14))
    ('in 6 months', '1 d ago')
    """
    if value is None:
        return ""
    days = (value - (today.date() if isinstance(today, datetime) else today)).days
    if days == 0:
        return "today"
    far = abs(days)
    words = f"{far} d" if far < 60 else f"{round(far / 30.4)} months" if far < 730 else f"{round(far / 365.25)} years"
    return f"in {words}" if days > 0 else f"{words} ago"


def size(count: int) -> str:
    """Return a size in the unit that reads best.

    >>> size(999), size(1_536_000)
    ('999 B', '1.5 MB')
    """
    value = float(count)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def count(value: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "agency", "agencies"), count(1200, "row")
    ('1 agency', '1,200 rows')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


def query(**fields: object) -> str:
    """Return fields as a query, the empty ones left out; tuples become several."""
    kept = {name: value for name, value in fields.items() if value not in (None, "", ())}
    return "?" + urlencode(kept, doseq=True) if kept else ""


def hash_groups(text: str) -> str:
    """Return a long hash as its two ends, in groups of four.

    >>> hash_groups("6b1f04d9aaaaaaaaaaaaaaaac7e2")
    '6b1f 04d9 … c7e2'
    """
    return f"{text[:4]} {text[4:8]} … {text[-4:]}" if len(text) > 16 else text
