"""What must hold of every sheet of the table (P1 to P24), whatever the clauses say one by one."""

from tests.guard import oracle
from tests.guard.grid import DAY, Cell

from bowstreet.holdings.governance.questions import Relation, relation_of
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, State, Tlp
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Reader, Role

Sheet = dict[str, str]
_HANDLED = {"H1", "H2", "H3"}
_WRITES = ("edit", "re-mark", "erase", "audit")
_NEVER_TOLD = (
    Role.PARTNER, Role.RESEARCHER, Role.DEFENCE, Role.JUDGE, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.OPERATOR,
)  # fmt: skip
"""Who is never told a hit: who is not of law enforcement, and who only oversees."""


def violations(cell: Cell, sheet: Sheet) -> set[str]:
    """Return the numbers of the invariants that one sheet breaks, when no release is in play."""
    reader, terms, purpose = cell
    relation = relation_of(reader, terms, DAY)
    permits = {action for action, result in sheet.items() if result == "PERMIT"}
    hidden = [result == "HIDDEN" for result in sheet.values()]
    checks = {
        "P3": any(hidden) == all(hidden),
        "P5": reader.role is not Role.OPERATOR or all(hidden),
        "P6": purpose in PURPOSES_OF_ROLE[reader.role] or all(hidden),
        "P7": all(
            deep not in permits or shallow in permits
            for shallow, deep in (("discover", "meta"), ("meta", "body"), ("body", "identifiers"))
        ),
        "P10": "ASK_OWNER" not in sheet.values() or sheet["discover"] in ("PERMIT", "ASK_OWNER"),
    }
    checks |= _shut_out(reader, terms, relation, permits, all(hidden))
    if relation is Relation.OWNER:
        waits = {"link", "disseminate", "court"} if terms.given_by else set()
        checks["P9"] = not _at_home(reader, terms, purpose) or permits >= set(_functions(reader)) - waits
        checks |= _of_givers(terms, permits) if terms.given_by else {}
    else:
        checks |= _of_others(terms, relation, permits)
    return {number for number, holds in checks.items() if not holds}


def told_wrongly(cell: Cell, sheet: Sheet, told: str) -> set[str]:
    """Return the numbers of the invariants that hit or no hit (P20 to P24) breaks, beside a sheet of the table."""
    reader, terms, purpose = cell
    checks = {
        "P20": told == "none" or (reader.agency != terms.owner and reader.role not in _NEVER_TOLD),
        "P21": told in ("none", str(terms.index)),
        "P22": sheet["discover"] != "HIT_ONLY" or told == "hit",
        "P23": told != "hit" or sheet["discover"] != "HIDDEN",
        "P24": told == "none" or purpose in PURPOSES_OF_ROLE[reader.role],
    }
    return {number for number, holds in checks.items() if not holds}


def _shut_out(reader: Reader, terms: Terms, relation: Relation, permits: set[str], hidden: bool) -> dict[str, bool]:
    named = relation in (Relation.OWNER, Relation.NAMED_PERSON, Relation.NAMED_AGENCY)
    low = reader.clearance is Classification.UNCLASSIFIED and terms.classification is not Classification.UNCLASSIFIED
    return {
        "P4": reader.role is not Role.PARTNER or named or hidden,
        "P17": not low or terms.state is State.ERASED or not permits,
    }


def _at_home(reader: Reader, terms: Terms, purpose: object) -> bool:
    fits = purpose in terms.purposes or reader.role in (Role.DATA_PROTECTION_OFFICER, Role.AUDITOR)
    plain = terms.state is State.ACTIVE and terms.classification is Classification.UNCLASSIFIED
    in_session = reader.mfa and not reader.suspended and purpose in PURPOSES_OF_ROLE[reader.role]
    return fits and plain and in_session and "privileged_lawyer" not in terms.flags


def _functions(reader: Reader) -> list[str]:
    return oracle.FUNCTIONS.get(reader.role, "").split() + oracle.AT_HOME.get(reader.role, "").split()


def _of_others(terms: Terms, relation: Relation, permits: set[str]) -> dict[str, bool]:
    named_person = relation is Relation.NAMED_PERSON
    protected = bool(terms.flags or terms.special)
    return {
        "P11": not permits.intersection(_WRITES),
        "P13": HandlingCode.H2 not in terms.handling or "disseminate" not in permits,
        "P14": HandlingCode.H1 not in terms.handling or "court" not in permits,
        "P15": terms.state is not State.RESTRICTED or not permits,
        "P16": not protected or named_person or not permits & {"body", "identifiers"},
        "P18": terms.tlp is not Tlp.RED or named_person or not permits,
    }


def _of_givers(terms: Terms, permits: set[str]) -> dict[str, bool]:
    """What is owned because another gave it: P13 and P14 hold at home too, and so does what TLP and H3 say (P19)."""
    loud = terms.tlp in (Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED) and "disseminate" in permits
    return {
        "P13": HandlingCode.H2 not in terms.handling or "disseminate" not in permits,
        "P14": HandlingCode.H1 not in terms.handling or "court" not in permits,
        "P19": not loud and (HandlingCode.H3 not in terms.handling or "link" not in permits),
    }


def grows(wider: Sheet, stricter: Sheet) -> bool:
    """Say whether the stricter side permits something that the wider side does not (P1, P2, P8, P12)."""
    return any(result == "PERMIT" and wider[action] != "PERMIT" for action, result in stricter.items())
