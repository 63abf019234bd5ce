"""The table of authorization read a second time, by somebody who has not seen the product's function.

The sheet of all eleven actions is filled from the last rule to the first, so that what an earlier rule says
overwrites what a later one said. Written from the table and its notes alone.
"""

from collections.abc import Iterable
from datetime import date, datetime

from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.readers import Reader

ACTIONS = [
    "discover", "meta", "body", "identifiers", "link", "edit", "disseminate", "court", "re-mark", "erase", "audit",
]  # fmt: skip

FUNCTIONS = {
    "investigator": "discover meta body identifiers link edit disseminate",
    "analyst": "discover meta body identifiers link edit",
    "supervisor": "discover meta body identifiers link edit disseminate court re-mark erase",
    "coordinator": "discover meta body link disseminate",
    "prosecutor": "discover meta body identifiers court",
    "partner": "discover meta body",
    "data_protection_officer": "discover meta erase audit",
    "auditor": "discover meta audit",
}
AT_HOME = {"coordinator": "identifiers edit", "prosecutor": "link edit"}
LEA = {"investigator", "analyst", "supervisor", "coordinator", "prosecutor"}
OVERSEERS = {"data_protection_officer", "auditor"}

_WORK = {
    "cross_checking", "strategic_thematic_analysis", "operational_analysis", "information_exchange",
    "relevance_determination", "subject_category_determination", "support_specific_investigation", "prosecution",
    "victim_protection", "officer_safety_deconfliction",
}  # fmt: skip
PURPOSES = {
    "investigator": _WORK,
    "analyst": _WORK,
    "supervisor": _WORK,
    "coordinator": _WORK - {"support_specific_investigation", "prosecution", "victim_protection"},
    "prosecutor": {"prosecution", "information_exchange", "support_specific_investigation", "victim_protection"},
    "partner": {"information_exchange"},
    "researcher": {"research_innovation"},
    "data_protection_officer": {"data_protection_control"},
    "auditor": {"data_protection_control"},
}
CHECKS = {"cross_checking", "officer_safety_deconfliction"}
LADDER_OF_SECRECY = ["UNCLASSIFIED", "EU_RESTRICTED", "EU_CONFIDENTIAL"]
DEPTHS = ACTIONS[:4]
CONTENT = {"body", "identifiers", "link", "disseminate", "court"}

Sheet = dict[str, str]


def sheet(reader: Reader, terms: Terms, purpose: str | None, now: datetime) -> Sheet:
    """Return what each action gets, by its code."""
    day, role = now.date(), str(reader.role)
    relation = relation_of(reader, terms, day)
    mine = relation == "owner"
    cells = dict.fromkeys(ACTIONS, "PERMIT")
    if not mine:
        _rules_17_to_12(cells, terms, relation, day)
    else:
        if terms.given_by:
            _what_its_giver_says(cells, terms, day)
        _rule_11(cells, terms, role)
    _rule_10(cells, role, purpose, mine)
    if role == "partner" and relation in ("group", "outside"):
        _fill(cells, "HIDDEN")
    if not mine and not (_in_scope(terms, relation, role) and _tlp_reaches(terms, relation)):
        _fill(cells, "HIDDEN")
        if terms.index == "hit" and role in LEA:
            _fill(cells, "FORBID")
            cells["discover"] = "HIT_ONLY"
    _rule_7(cells, terms, purpose, mine)
    _rules_6_to_1(cells, reader, terms, purpose, mine)
    for action, result in cells.items():
        if result == "ASK_OWNER" and _released(reader, terms, action, purpose, day):
            cells[action] = "PERMIT"
    return cells


def hit(reader: Reader, terms: Terms, purpose: str | None) -> str:
    """Return what a check by somebody of another agency tells, by the code of the index policy."""
    role = str(reader.role)
    if reader.agency == terms.owner or role not in LEA or not reader.mfa or reader.suspended:
        return "none"
    if purpose not in PURPOSES.get(role, ()) or (purpose not in CHECKS and purpose not in map(str, terms.purposes)):
        return "none"
    if LADDER_OF_SECRECY.index(reader.clearance) < LADDER_OF_SECRECY.index(terms.classification):
        return "none"
    return str(terms.index) if terms.state == "active" else "none"


def relation_of(reader: Reader, terms: Terms, day: date) -> str:
    """Return what the reader is to the terms."""
    if reader.agency == terms.owner:
        return "owner"
    if reader.officer in terms.recipients:
        return "named person"
    if reader.agency in terms.recipients:
        return "named agency"
    days = [each for each in reader.memberships if terms.group is not None and each.group == terms.group]
    if any(each.since <= day <= (each.until or date.max) for each in days):
        return "group"
    return "outside"


def _fill(cells: Sheet, result: str, actions: Iterable[str] = ACTIONS) -> None:
    for action in actions:
        cells[action] = result


def _rules_17_to_12(cells: Sheet, terms: Terms, relation: str, day: date) -> None:
    codes = {str(code) for code in terms.handling}
    if relation == "outside" and terms.tlp != "CLEAR":
        cells["identifiers"] = "ASK_OWNER"
    if codes & {"H1", "H2", "H3"}:
        cells["court"] = "ASK_OWNER"
    if codes & {"H2", "H3"} or terms.tlp in ("AMBER", "AMBER+STRICT", "RED"):
        cells["disseminate"] = "ASK_OWNER"
    if "H3" in codes:
        cells["link"] = "ASK_OWNER"
    if terms.flags or terms.special:
        _fill(cells, "ASK_OWNER", CONTENT)
        if relation == "named person":
            _fill(cells, "PERMIT", ("body", "identifiers"))
    if "minor" in {str(flag) for flag in terms.flags} and relation != "named person":
        _fill(cells, "FORBID", ACTIONS[1:])
    for each in terms.restrictions:
        if each.valid_until is None or day <= each.valid_until:
            closed = DEPTHS[DEPTHS.index(each.action) :] if each.action in DEPTHS else [str(each.action)]
            _fill(cells, "ASK_OWNER", closed)
    _fill(cells, "FORBID", ("edit", "re-mark", "erase", "audit"))


def _what_its_giver_says(cells: Sheet, terms: Terms, day: date) -> None:
    """Whoever took it in owns it, and for three actions stands where every other receiver of the giver stands."""
    bound = {
        "link": {"H3"},
        "disseminate": {"H2", "H3", "AMBER", "AMBER+STRICT", "RED"},
        "court": {"H1", "H2", "H3"},
    }
    marks = {str(terms.tlp), *map(str, terms.handling)}
    lasting = {str(each.action) for each in terms.restrictions if (each.valid_until or date.max) >= day}
    for action, asked in bound.items():
        if marks & asked or action in lasting:
            cells[action] = "ASK_OWNER"


def _rule_11(cells: Sheet, terms: Terms, role: str) -> None:
    if terms.state == "restricted":
        _fill(cells, "FORBID", ("link", "edit", "disseminate"))
    if terms.state == "undetermined":
        _fill(cells, "FORBID", ("link", "disseminate", "court"))
    if "privileged_lawyer" in {str(flag) for flag in terms.flags} and role != "supervisor":
        _fill(cells, "FORBID", CONTENT)


def _rule_10(cells: Sheet, role: str, purpose: str | None, mine: bool) -> None:
    may = set(FUNCTIONS.get(role, "").split())
    if mine:
        may |= set(AT_HOME.get(role, "").split())
    elif purpose in CHECKS:
        may &= {"discover", "meta"}
    elif purpose == "strategic_thematic_analysis":
        may -= {"identifiers"}
    _fill(cells, "FORBID", set(ACTIONS) - may)


def _in_scope(terms: Terms, relation: str, role: str) -> bool:
    if relation.startswith("named"):
        return terms.scope != "OWNER"
    if role == "partner":
        return False
    wide = terms.scope in ("LEA", "COMMUNITY")
    return wide or (relation == "group" and terms.scope == "GROUP")


def _tlp_reaches(terms: Terms, relation: str) -> bool:
    reached = {
        "RED": ["named person"],
        "AMBER+STRICT": ["named person", "named agency"],
        "AMBER": ["named person", "named agency", "group"],
    }
    return terms.tlp not in reached or relation in reached[terms.tlp]


def _rule_7(cells: Sheet, terms: Terms, purpose: str | None, mine: bool) -> None:
    if purpose in {str(each) for each in terms.purposes} or (mine and purpose == "data_protection_control"):
        return
    if mine:
        _fill(cells, "FORBID", ACTIONS[2:])
    elif purpose in CHECKS and terms.index == "hit":
        if cells["discover"] != "HIDDEN":
            _fill(cells, "FORBID", ACTIONS[1:])
    else:
        _fill(cells, "HIDDEN")


def _rules_6_to_1(cells: Sheet, reader: Reader, terms: Terms, purpose: str | None, mine: bool) -> None:
    role = str(reader.role)
    if terms.state == "undetermined" and not (mine and role in {"analyst", "supervisor"}):
        _fill(cells, "HIDDEN")
    if terms.state == "restricted" and not (mine and role in {"supervisor", *OVERSEERS}):
        _fill(cells, "HIDDEN")
    if role in OVERSEERS and not mine:
        _fill(cells, "HIDDEN")
    if LADDER_OF_SECRECY.index(reader.clearance) < LADDER_OF_SECRECY.index(terms.classification):
        _fill(cells, "HIDDEN")
    if terms.state == "erased":
        _fill(cells, "HIDDEN")
        if mine and role in OVERSEERS:
            _fill(cells, "FORBID")
            _fill(cells, "PERMIT", ("discover", "meta", "audit"))
    if purpose not in PURPOSES.get(role, ()):
        _fill(cells, "HIDDEN")
    if not reader.mfa or reader.suspended or role in {"operator", "researcher", "defence", "judge"}:
        _fill(cells, "HIDDEN")


def _released(reader: Reader, terms: Terms, action: str, purpose: str | None, day: date) -> bool:
    for each in reader.releases:
        to_whom = (each.officer is None or each.officer == reader.officer) and (
            each.agency is None or each.agency == reader.agency
        )
        same = each.action == action and each.purpose == purpose and day <= each.until
        if same and (each.officer or each.agency) and to_whom and each.terms == terms.digest():
            return True
    return False
