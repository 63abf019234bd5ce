"""The grid: every cell that the table of authorization tells apart, as readers, terms and purposes."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bowstreet.holdings.governance.questions import Relation
from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose, SpecialCategory
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Membership, Reader, Release, Role

NOW = datetime(2030, 5, 10, 12, tzinfo=UTC)
DAY = NOW.date()
H = HandlingCode
HANDLINGS = [frozenset(codes) for codes in ({H.H0}, {H.H1}, {H.H2}, {H.H3}, {H.H1, H.H2})]
FLAGS: list[frozenset[ProtectedFlag]] = [
    frozenset(), frozenset({ProtectedFlag.MINOR}), frozenset({ProtectedFlag.WITNESS}),
    frozenset({ProtectedFlag.PRIVILEGED_LAWYER}),
]  # fmt: skip
ALLOWED = frozenset({
    Purpose.CROSS_CHECKING, Purpose.STRATEGIC_THEMATIC_ANALYSIS, Purpose.INFORMATION_EXCHANGE,
})  # fmt: skip
RELATIONS = {
    Relation.OWNER: ("ann", "north", ()),
    Relation.NAMED_PERSON: ("bea", "south", ()),
    Relation.NAMED_AGENCY: ("cid", "east", ()),
    Relation.GROUP: ("dan", "west", (Membership("jit", DAY, DAY),)),
    Relation.OUTSIDE: (
        "eve",
        "far",
        (
            Membership("jit", DAY - timedelta(days=9), DAY - timedelta(days=1)),
            Membership("jit", DAY + timedelta(days=1)),
            Membership("other", DAY),
        ),
    ),
}
RECIPIENTS = frozenset({"bea", "east"})
Cell = tuple[Reader, Terms, Purpose | None]


def readers(roles: tuple[Role, ...] = tuple(Role)) -> list[Reader]:
    """Every role in every relation, with each purpose that the table tells apart."""
    made = []
    for role, (officer, agency, memberships) in itertools.product(roles, RELATIONS.values()):
        told_apart = [
            Purpose.CROSS_CHECKING, Purpose.STRATEGIC_THEMATIC_ANALYSIS, Purpose.INFORMATION_EXCHANGE,
            Purpose.PROSECUTION, Purpose.OFFICER_SAFETY_DECONFLICTION, Purpose.DATA_PROTECTION_CONTROL,
        ]  # fmt: skip
        usable = [each for each in told_apart if each in PURPOSES_OF_ROLE[role]]
        refused = next(each for each in Purpose if each not in PURPOSES_OF_ROLE[role])
        for purpose in (None, refused, *usable):
            made.append(Reader(officer, agency, role, purpose, memberships=memberships))
    return made


def ordinary_terms() -> Iterator[Terms]:
    """Active terms: every scope, TLP, handling, index policy and flag."""
    for scope, tlp, codes, index, flags in itertools.product(Scope, Tlp, HANDLINGS, IndexPolicy, FLAGS):
        yield Terms("north", scope, RECIPIENTS, "jit", codes, "ask first", tlp, index=index, purposes=ALLOWED,
                    flags=flags)  # fmt: skip


def rarer_terms() -> Iterator[Terms]:
    """What few records carry: other states, classifications, special categories and processing restrictions."""
    bases = [
        Terms("north", scope, RECIPIENTS, "jit", codes, "ask first", tlp, index=index, purposes=ALLOWED, flags=flags)
        for scope, tlp, codes, index, flags in itertools.product(
            (Scope.OWNER, Scope.GROUP, Scope.COMMUNITY), (Tlp.CLEAR, Tlp.AMBER, Tlp.RED),
            ({H.H0}, {H.H1, H.H2, H.H3}), (IndexPolicy.HIT, IndexPolicy.NONE), FLAGS[:2] + FLAGS[3:],
        )
        for codes in [frozenset(codes)]
    ]  # fmt: skip
    for base in bases:
        for state in State:
            yield replace(base, state=state)
        yield replace(base, classification=Classification.EU_RESTRICTED)
        yield replace(base, purposes=ALLOWED | {Purpose.DATA_PROTECTION_CONTROL})
        yield replace(base, special=frozenset({SpecialCategory.HEALTH}))
        for action, until in _RESTRICTED:
            yield replace(base, restrictions=(Restriction(action, "why", "ann", DAY, until),))


def released_cells() -> Iterator[Cell]:
    """A release to the officer or the agency, in force and over, for each action, and for other terms and purposes."""
    terms = [each for each in rarer_terms() if each.scope is not Scope.OWNER and each.index is IndexPolicy.HIT]
    for value, role, relation in itertools.product(terms[::11], (Role.SUPERVISOR, Role.COORDINATOR), Relation):
        officer, agency, memberships = RELATIONS[relation]
        reader = Reader(officer, agency, role, Purpose.INFORMATION_EXCHANGE, memberships=memberships)
        for action in (Action.BODY, Action.IDENTIFIERS, Action.LINK, Action.DISSEMINATE, Action.COURT, Action.EDIT):
            given = Release(value.digest(), action, Purpose.INFORMATION_EXCHANGE, DAY, officer=officer)
            for release in (
                given,
                replace(given, officer=None, agency=agency),
                replace(given, officer=None),
                replace(given, agency="another"),
                replace(given, until=DAY - timedelta(days=1)),
                replace(given, purpose=Purpose.OPERATIONAL_ANALYSIS),
                replace(given, terms="another"),
            ):
                yield replace(reader, releases=(release,)), value, reader.purpose


def given_released_cells() -> Iterator[Cell]:
    """A release of the giver, in force and over, to the owner's officers, and one for what the giver has not given."""
    some = itertools.islice(given_terms(), 0, None, 5)
    for value, action in itertools.product(some, (Action.LINK, Action.DISSEMINATE, Action.COURT)):
        given = Release(value.digest(), action, Purpose.INFORMATION_EXCHANGE, DAY, agency="north")
        for release in (
            given,
            replace(given, until=DAY - timedelta(days=1)),
            replace(given, terms=replace(value, given_by="").digest()),
        ):
            yield Reader("ann", "north", Role.SUPERVISOR, given.purpose, releases=(release,)), value, given.purpose


_LAPSED = DAY - timedelta(days=1)
_DATED = [(Action.BODY, DAY), (Action.BODY, _LAPSED), (Action.META, _LAPSED)]
_GIVEN_RESTRICTED = [
    (Action.DISSEMINATE, DAY), (Action.COURT, None), (Action.LINK, _LAPSED), (Action.BODY, None), (Action.EDIT, None),
]  # fmt: skip
_RESTRICTED = [*((action, None) for action in Action), *_DATED]


def ordinary_cells() -> Iterator[Cell]:
    """Ordinary terms before everybody who works with content, for a purpose that the role may use."""
    return ((reader, terms, reader.purpose) for terms in ordinary_terms() for reader in WORKING)


def rarer_cells() -> Iterator[Cell]:
    """Rarer terms before readers with a purpose that fits, one that does not, and one that checks."""
    told_apart = (Purpose.CROSS_CHECKING, Purpose.INFORMATION_EXCHANGE, Purpose.PROSECUTION)
    several = [each for each in WORKING if each.purpose in (*told_apart, Purpose.DATA_PROTECTION_CONTROL)]
    return ((reader, terms, reader.purpose) for terms in rarer_terms() for reader in several)


def given_terms() -> Iterator[Terms]:
    """What another gave: every TLP and handling, then one thing more, such as a state, a flag or a restriction."""
    for scope, tlp, codes in itertools.product((Scope.OWNER, Scope.COMMUNITY), Tlp, [*HANDLINGS, frozenset(H)]):
        base = Terms("north", scope, RECIPIENTS, "jit", codes, "ask first", tlp, purposes=ALLOWED, given_by="giver")
        yield base
        yield from (replace(base, state=state) for state in (State.RESTRICTED, State.UNDETERMINED))
        yield from (replace(base, flags=flags) for flags in FLAGS[1:])
        yield replace(base, special=frozenset({SpecialCategory.HEALTH}))
        for action, until in _GIVEN_RESTRICTED:
            yield replace(base, restrictions=(Restriction(action, "why", "", DAY, until),))


def given_cells() -> Iterator[Cell]:
    """What another gave before its owner, and before others who might take the owner for the giver."""
    near = {RELATIONS[each][1] for each in (Relation.OWNER, Relation.NAMED_AGENCY, Relation.OUTSIDE)}
    told_apart = (Purpose.INFORMATION_EXCHANGE, Purpose.PROSECUTION, Purpose.DATA_PROTECTION_CONTROL)
    several = [each for each in WORKING if each.agency in near and each.purpose in told_apart]
    return ((reader, terms, reader.purpose) for terms in given_terms() for reader in several)


def shut_cells() -> Iterator[Cell]:
    """Sessions without second factor, suspended agencies, every clearance, and roles with doors of their own."""
    for terms in itertools.islice(rarer_terms(), 0, None, 31):
        for reader in readers():
            yield reader, terms, reader.purpose
            yield replace(reader, mfa=False), terms, reader.purpose
            yield replace(reader, suspended=True), terms, reader.purpose
            yield replace(reader, clearance=Classification.EU_CONFIDENTIAL), terms, reader.purpose


_FUNCTIONING = tuple(role for role in Role if role not in
                     (Role.RESEARCHER, Role.DEFENCE, Role.JUDGE, Role.OPERATOR))  # fmt: skip
WORKING = [each for each in readers(_FUNCTIONING) if each.purpose in PURPOSES_OF_ROLE[each.role]]
