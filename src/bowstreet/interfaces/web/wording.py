"""How codes, dates and numbers are said on a page. Codes are stored for ever; their words live here."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import get_args
from urllib.parse import urlencode

from bowstreet.casework.operations.boards import InstrumentCode
from bowstreet.interfaces.web.codes import SAID
from bowstreet.vocabulary import markets
from bowstreet.vocabulary import products as product_types
from bowstreet.vocabulary.kinds import catalogue
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

LOSSES = {
    "no_field": "the format has no field for it",
    "no_kind": "the format has no kind of thing for it",
    "not_read": "it is not what it should be there",
    "coarser": "the format says it with fewer distinctions",
    "withheld": "it may not leave",
    "looser": "as it came it is marked less strictly than its record",
    "left_out": "it was left out when it was admitted",
    "alone": "as it came it hangs on something that does not leave",
}
"""Why a part is not in a document."""

CATEGORIES = {
    "suspect": ("Suspect", ""),
    "convicted": ("Convicted", ""),
    "potential_future_offender": ("Potential future offender", "the ground must be serious and stand in the record"),
    "contact_associate": ("Contact or associate", ""),
    "victim": ("Victim", "others ask you for what stands in it"),
    "possible_victim": ("Possible victim", "others ask you for what stands in it"),
    "witness": ("Witness", "others ask you for what stands in it"),
    "informant_information_provider": ("Informant", "others ask you for what stands in it"),
    "other_party": ("Other party", ""),
    "undetermined": ("Not yet determined", "review in 6 months, at the latest; few at your agency see it until then"),
}
"""Of each category of data subject: its words, and what it brings."""

CHANGES = {"new": "New record", "edit": "Edit", "re-mark": "Envelope", "withdraw": "Taking back",
           "restore": "Restoring", "attach": "Adding files", "detach": "Taking a file out"}  # fmt: skip
"""The sorts of proposed changes."""

DECIDED = {
    "waiting": ("waits", "warn", "clock"),
    "approved": ("approved", "ok", "check"),
    "declined": ("declined", "bad", "ban"),
    "back": ("taken back", "", "history"),
}
"""Of each state of a proposed change: its word, its tint and its sign."""

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

ANSWERS = {
    "share": "Common interest: talk, and open content",
    "talk": "Common interest: talk first",
    "none": "No common interest",
}
"""What a side answers to a ticket."""

ASKED_FOR = {
    "discover": "that it exists",
    "meta": "kind and dates",
    "body": "title and content",
    "identifiers": "identifiers",
    "link": "link it",
    "disseminate": "pass it on",
    "court": "use it in court",
}
"""What an owner is asked to release."""

REQUEST_STATES = {
    "open": ("warn", "clock", "waits for an answer"),
    "approved": ("ok", "check", "released"),
    "declined": ("", "ban", "declined"),
    "withdrawn": ("", "circle-x", "withdrawn"),
    "taken_back": ("bad", "ban", "taken back"),
    "over": ("", "clock", "over"),
    "lapsed": ("warn", "triangle-alert", "lapsed: marked anew since"),
}
"""How a request stands: its colour, its sign, its words."""

PLACE_KINDS = {"market": "market", "forum": "forum", "account": "account", "area": "physical place"}
"""The kinds of places where an action is planned."""

LEAD_OUTCOMES = {"identified": "identified", "prosecution": "with the prosecution", "charged": "charged",
                 "convicted": "convicted", "acquitted": "acquitted", "dropped": "dropped"}  # fmt: skip
LEAD_ANSWERS = {"accepted": "accepted", "wrong_address": "wrong address", "cannot_act": "cannot act"}
LEAD_ASKED = {"identified": "identification", "prosecution": "prosecution"}
INSTRUMENTS = {
    "none": "No instrument yet",
    **{each: SAID[each].capitalize() for each in get_args(InstrumentCode)},
}
LEAD_AWAITED = {"answer": "an answer", "hand_over": "that it is handed over", "news": "news", "": ""}
LEAD_WHY = {"no_ground": "no legal ground", "too_little": "too little to go on", "too_old": "too old",
            "known": "known, or worked on already", "no_evidence": "not enough evidence", "not_found": "nobody found",
            "no_jurisdiction": "no jurisdiction", "limitation": "time-barred", "no_capacity": "nobody free for it",
            "other": "another reason", "": ""}  # fmt: skip
LEAD_STAGES = {
    "": ("", "circle", "not handed over"), "handed_over": ("info", "send", "handed over"),
    "accepted": ("info", "check", "accepted"), "wrong_address": ("warn", "map-pin", "wrong address"),
    "cannot_act": ("warn", "ban", "cannot act"), "lapsed": ("warn", "clock", "not answered"),
    "identified": ("info", "fingerprint", "identified"), "prosecution": ("info", "landmark", "with the prosecution"),
    "charged": ("info", "scale", "charged"), "convicted": ("ok", "gavel", "convicted"),
    "acquitted": ("", "gavel", "acquitted"), "dropped": ("", "circle-x", "dropped"),
}  # fmt: skip
"""Of each step of a lead: its tint, its sign and its word."""

STATES = {
    "quarantined": ("info", "clock", "in quarantine"),
    "reading": ("info", "clock", "being read"),
    "looked": ("warn", "clock", "waits for your word"),
    "declined": ("warn", "ban", "declined"),
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


def kind_said(label: str, title: str = "") -> str:
    """Return the label of a kind inside a sentence; nothing where the title beside it begins with it.

    >>> kind_said("Vendor account"), kind_said("PGP key"), kind_said("PGP key", "PGP key 59CA")
    ('vendor account', 'PGP key', '')
    """
    if title.casefold().startswith(label.casefold()):
        return ""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def part_said(part: str) -> str:
    """Return the part of a record, an envelope or a link that found no home, as a sentence of a page names it.

    >>> part_said("vendor_account.aliases"), part_said("envelope.author"), part_said("link.uses"), part_said("wallet")
    ('Vendor account: other handles', 'Envelope: author', 'Link: uses', 'Wallet, whole')
    """
    sort, _, rest = part.partition(".")
    kind = catalogue.ALL.get(sort)
    name, _, beside = rest.removeprefix("field.").partition(".")
    field = kind.by_name.get(name) if kind else None
    told = kind_said(field.label) if field else say(name)
    label = kind.label if kind else say(sort).capitalize()
    return f"{label}: {told}{', ' + say(beside) if beside else ''}" if rest else f"{label}, whole"


def loss_said(why: str) -> str:
    """Return why a part is not in a document."""
    return LOSSES.get(why, why)


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


def left(due: datetime, now: datetime) -> str:
    """Return how long a clock still runs, in whole hours or days.

    >>> from datetime import UTC
    >>> left(datetime(2026, 3, 4, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC))
    '47 h'
    """
    hours = int((due - now).total_seconds() // 3600)
    return f"{hours} h" if hours < 72 else f"{hours // 24} d"


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


def query(**fields: object) -> str:
    """Return fields as a query, the empty ones left out; tuples become several."""
    kept = {name: value for name, value in fields.items() if value not in (None, "", ())}
    return "?" + urlencode(kept, doseq=True) if kept else ""


def products() -> list[tuple[str, str]]:
    """Return the product types as (code, label)."""
    return [(code, product_types.label(code)) for code in product_types.ALL]


def handling_said(code: object) -> str:
    """Return a handling code with its meaning."""
    return HANDLING[str(code)][1]


def missing(many: int) -> str:
    """Return how many things have to be mended in a form, in a sentence.

    >>> missing(12)
    '12 things have to be mended before this can be recorded.'
    """
    few = ("One thing has", "Two things have", "Three things have", "Four things have", "Five things have")
    return f"{few[many - 1] if many <= len(few) else f'{many} things have'} to be mended before this can be recorded."


def anchor(place: str) -> str:
    """Return the id of the field at a place of a form.

    >>> anchor("body.phones.1"), anchor("envelope.review_on"), anchor("envelope")
    ('f-phones-1', 'e-review_on', 'envelope-title')
    """
    first, _, rest = place.partition(".")
    if not rest:
        return "envelope-title"
    return f"{first[0].replace('b', 'f')}-{rest.replace('.', '-')}"


def hash_groups(text: str) -> str:
    """Return a long hash as its two ends, in groups of four.

    >>> hash_groups("6b1f04d9aaaaaaaaaaaaaaaac7e2")
    '6b1f 04d9 … c7e2'
    """
    return f"{text[:4]} {text[4:8]} … {text[-4:]}" if len(text) > 16 else text
