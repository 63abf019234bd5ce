"""Planted mistakes in the clauses: each must be noticed by the oracle, and the test fails when one survives."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.guard import grid, invariants, oracle
from tests.guard.grid import NOW, Cell

from bowstreet.holdings.governance import questions, rules
from bowstreet.holdings.governance.questions import Question, Relation
from bowstreet.holdings.governance.rules import Clause, Result
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, Classification, HandlingCode, IndexPolicy, Scope, State, Tlp
from bowstreet.vocabulary.lawfulness import ProtectedFlag, Purpose
from bowstreet.vocabulary.readers import Reader, Role

Test = Callable[[Question], Result | None]
Wrap = Callable[[Test], Test]


def _dropped(original: Test) -> Test:
    return lambda question: None


def _unless(condition: Callable[[Question], bool]) -> Wrap:
    """The clause is forgotten where the condition holds."""
    return lambda original: lambda question: None if condition(question) else original(question)


def _blind_to(code: HandlingCode) -> Wrap:
    """The clause does not see one handling code."""

    def wrap(original: Test) -> Test:
        def test(question: Question) -> Result | None:
            seen = replace(question.terms, handling=question.terms.handling - {code})
            return original(question._replace(terms=seen))

        return test

    return wrap


def _instead(wrong: Result, right: Result) -> Wrap:
    """The clause answers one result in place of another."""
    return lambda original: lambda question: wrong if original(question) is right else original(question)


def _raised(relation: Relation, when: Callable[[Question], bool]) -> Wrap:
    """The clause takes the reader for somebody closer than the truth."""

    def wrap(original: Test) -> Test:
        return lambda question: original(question._replace(relation=relation) if when(question) else question)

    return wrap


def _is_role(role: Role) -> Callable[[Question], bool]:
    return lambda question: question.reader.role is role


def _edit_what_you_see(original: Test) -> Test:
    def test(question: Question) -> Result | None:
        return None if question.action is Action.EDIT else original(question)

    return test


def _as_ones_own(*actions: Action) -> Wrap:
    """The clause takes what was given for the owner's own, for some actions."""

    def wrap(original: Test) -> Test:
        def test(question: Question) -> Result | None:
            given = question.action in actions
            own = replace(question.terms, given_by="") if given else question.terms
            return original(question._replace(terms=own))

        return test

    return wrap


def _blind_to_owners(original: Test) -> Test:
    """The clause takes the owner for a stranger."""
    return lambda question: original(question._replace(relation=Relation.OUTSIDE) if question.owns else question)


def _is_silent(question: Question) -> bool:
    return question.terms.index is IndexPolicy.OWNER_SILENT


def _silent_answers(original: Test) -> Test:
    def test(question: Question) -> Result | None:
        loud = replace(question.terms, index=IndexPolicy.HIT) if _is_silent(question) else question.terms
        return original(question._replace(terms=loud))

    return test


def _minors_ordinary(question: Question) -> bool:
    return question.terms.flags == {ProtectedFlag.MINOR}


def _agency_of_red(question: Question) -> bool:
    return question.terms.tlp is Tlp.RED and question.relation is Relation.NAMED_AGENCY


def _partner_outside(question: Question) -> bool:
    return question.reader.role is Role.PARTNER and question.terms.scope is Scope.COMMUNITY


def _restricted_at_home(question: Question) -> bool:
    return question.terms.state is State.RESTRICTED and question.owns


CLAUSE_MUTANTS: dict[str, dict[str, Wrap]] = {
    "purpose dropped": {"7": _dropped},
    "no purpose needed": {"2": _dropped},
    "private scope widened": {"8": _unless(_partner_outside), "9": _dropped},
    "H2 ignored when passing on": {"15": _blind_to(HandlingCode.H2)},
    "H1 ignored in court": {"16": _blind_to(HandlingCode.H1)},
    "H3 ignored when linking": {"14": _dropped},
    "edit what you see": {"12": _edit_what_you_see},
    "restricted forgotten": {"6": _unless(lambda question: question.terms.state is State.RESTRICTED)},
    "undetermined forgotten": {"6": _unless(lambda question: question.terms.state is State.UNDETERMINED)},
    "restricted edited at home": {"11": lambda test: lambda q: Result.PERMIT if _restricted_at_home(q) else test(q)},
    "refused instead of hidden": {"8": _instead(Result.FORBID, Result.HIDDEN)},
    "refused instead of hidden, by purpose": {"7": _instead(Result.FORBID, Result.HIDDEN)},
    "minors ordinary": {"12b": _dropped, "13": _unless(_minors_ordinary)},
    "minors asked for": {"12b": _dropped},
    "clearance skipped": {"4": _dropped},
    "RED to the agency": {"8": _raised(Relation.NAMED_PERSON, _agency_of_red)},
    "operator reads": {"1": _unless(_is_role(Role.OPERATOR)), "2": _unless(_is_role(Role.OPERATOR))},
    "no second factor": {"1": _unless(lambda question: not question.reader.mfa)},
    "suspended agency reads": {"1": _unless(lambda question: question.reader.suspended)},
    "overseer of another agency": {"5": _dropped},
    "erased still read": {"3": _dropped},
    "silent index answers": {"8": _silent_answers},
    "identifiers to everybody": {"17": _dropped},
    "processing restriction ignored": {"12a": _dropped},
    "privileged material to colleagues": {"11": lambda test: lambda q: Result.PERMIT if q.owns else None},
    "protected by default": {"13": _dropped},
    "any role does anything": {"10": _dropped},
    "given counts as one's own": {"11": _as_ones_own(*Action)},
    "H2 of a giver forgotten": {"11": _as_ones_own(Action.DISSEMINATE)},
    "H1 of a giver forgotten": {"11": _as_ones_own(Action.COURT)},
    "H3 of a giver forgotten": {"11": _as_ones_own(Action.LINK)},
    "a giver's minor closed at home": {"12b": _blind_to_owners},
}
WORD_MUTANTS: dict[str, tuple[str, Callable[[Question], bool]]] = {
    "release widened to all actions": (
        "is_released",
        lambda question: any(
            questions.is_released(question._replace(action=each.action)) for each in question.reader.releases
        ),
    ),
    "release outlives its day": (
        "is_released",
        lambda question: questions.is_released(question._replace(day=NOW.date().replace(year=2000))),
    ),
    "restriction outlives its day": (
        "is_restricted",
        lambda question: questions.is_restricted(question._replace(day=NOW.date().replace(year=2000))),
    ),
    "a depth above is not closed": (
        "is_restricted",
        lambda question: any(each.action is question.action for each in question.terms.restrictions),
    ),
    "own scope reaches the named": (
        "in_scope",
        lambda question: questions.in_scope(question) or question.named,
    ),
}


def _sample() -> Iterator[Cell]:
    every = (
        grid.shut_cells(), grid.released_cells(), grid.given_cells(), grid.rarer_cells(), grid.ordinary_cells(),
    )  # fmt: skip
    return itertools.islice(itertools.chain(*every), 0, None, 23)


def _sheet(cell: Cell) -> dict[str, str]:
    reader, terms, purpose = cell
    first = rules.ask(reader, terms, Action.DISCOVER, purpose, NOW)
    return {action.value: rules.answer(first._replace(action=action))[0].name for action in Action}


def _noticed(cells: Iterator[Cell]) -> bool:
    return any(_sheet(cell) != oracle.sheet(*cell, NOW) for cell in cells)


def _plant(monkeypatch: pytest.MonkeyPatch, wraps: dict[str, Wrap]) -> None:
    mutated = tuple(
        Clause(each.number, each.sentence, wraps[each.number](each.test)) if each.number in wraps else each
        for each in rules.CLAUSES
    )
    monkeypatch.setattr(rules, "CLAUSES", mutated)


def test_the_sample_notices_nothing_without_a_mutant() -> None:
    assert not _noticed(_sample())


@pytest.mark.parametrize("name", CLAUSE_MUTANTS)
def test_a_mutant_of_the_clauses_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(monkeypatch, CLAUSE_MUTANTS[name])
    assert _noticed(_sample()), f"The mutant '{name}' survives."


@pytest.mark.parametrize("name", WORD_MUTANTS)
def test_a_mutant_of_the_words_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, *WORD_MUTANTS[name])
    assert _noticed(_sample()), f"The mutant '{name}' survives."


Told = Callable[[Reader, Terms, Purpose | None], str]


def _hit(reader: Reader, terms: Terms, purpose: Purpose | None) -> str:
    return str(rules.hit(reader, terms, purpose, NOW))


HIT_MUTANTS: dict[str, Told] = {
    "scope decides a hit": lambda r, t, p: _hit(r, t, p) if t.scope is not Scope.OWNER else "none",
    "TLP decides a hit": lambda r, t, p: _hit(r, t, p) if t.tlp is not Tlp.RED else "none",
    "handling decides a hit": lambda r, t, p: _hit(r, t, p) if HandlingCode.H3 not in t.handling else "none",
    "the silent are told": lambda r, t, p: "hit" if _hit(r, t, p) == "owner_silent" else _hit(r, t, p),
    "the silent are none": lambda r, t, p: "none" if _hit(r, t, p) == "owner_silent" else _hit(r, t, p),
    "index none answers": lambda r, t, p: _hit(r, replace(t, index=IndexPolicy.HIT), p),
    "clearance forgotten": lambda r, t, p: _hit(replace(r, clearance=Classification.EU_CONFIDENTIAL), t, p),
    "any purpose checks": lambda r, t, p: _hit(r, replace(t, purposes=frozenset(Purpose)), p),
    "restricted answers": lambda r, t, p: _hit(r, replace(t, state=State.ACTIVE), p),
    "one's own is a hit": lambda r, t, p: _hit(r, replace(t, owner="another"), p),
    "a suspended agency checks": lambda r, t, p: _hit(replace(r, suspended=False, mfa=True), t, p),
    "an overseer checks": lambda r, t, p: _hit(
        replace(r, role=Role.ANALYST, purpose=Purpose.CROSS_CHECKING), t, Purpose.CROSS_CHECKING
    ) if r.role is Role.AUDITOR else _hit(r, t, p),
}  # fmt: skip


def _hit_noticed(told: Told) -> set[str]:
    found: set[str] = set()
    for cell in _sample():
        said = told(*cell)
        if said != oracle.hit(*cell):
            found.add("oracle")
        if invariants.told_wrongly(cell, oracle.sheet(*cell, NOW), said):
            found.add("invariants")
    return found


def test_hit_or_no_hit_is_not_noticed_without_a_mutant() -> None:
    assert _hit_noticed(_hit) == set()


@pytest.mark.parametrize("name", HIT_MUTANTS)
def test_a_mutant_of_hit_or_no_hit_is_noticed(name: str) -> None:
    assert "oracle" in _hit_noticed(HIT_MUTANTS[name]), f"The mutant '{name}' survives."


_HITS_BY_INVARIANTS = (
    "scope decides a hit", "TLP decides a hit", "handling decides a hit", "the silent are told", "index none answers",
    "clearance forgotten", "any purpose checks", "restricted answers", "one's own is a hit",
    "a suspended agency checks", "an overseer checks",
)  # fmt: skip


@pytest.mark.parametrize("name", _HITS_BY_INVARIANTS)
def test_the_invariants_alone_notice_a_mutant_of_hit_or_no_hit(name: str) -> None:
    assert "invariants" in _hit_noticed(HIT_MUTANTS[name])


def test_group_days_ignored_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = rules.relation_of
    monkeypatch.setattr(rules, "relation_of", lambda reader, terms, day: max(
        right(reader, terms, each.since) for each in reader.memberships
    ) if reader.memberships else right(reader, terms, day))  # fmt: skip
    assert _noticed(_sample()), "The mutant 'group day ignored' survives."


def test_a_givers_tlp_or_restriction_forgotten_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    right = rules.asks_giver
    for forgotten in ({"tlp": Tlp.CLEAR}, {"restrictions": ()}):
        monkeypatch.setattr(rules, "asks_giver", lambda terms, action, day, forgotten=forgotten: right(
            replace(terms, **forgotten), action, day
        ))  # fmt: skip
        assert _noticed(_sample()), f"The mutant without {forgotten} survives."


_BY_INVARIANTS = (
    "no purpose needed", "private scope widened", "H2 ignored when passing on", "H1 ignored in court",
    "edit what you see", "restricted forgotten", "minors ordinary",
    "given counts as one's own", "H2 of a giver forgotten", "H1 of a giver forgotten", "H3 of a giver forgotten",
    "clearance skipped", "RED to the agency", "operator reads", "protected by default",
)  # fmt: skip


@pytest.mark.parametrize("name", _BY_INVARIANTS)
def test_the_invariants_alone_notice_the_worst(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _plant(monkeypatch, CLAUSE_MUTANTS[name])
    cells = (cell for cell in _sample() if not cell[0].releases)
    assert any(invariants.violations(cell, _sheet(cell)) for cell in cells), f"'{name}' breaks no invariant."
