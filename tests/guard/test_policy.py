"""The product's table against the independent oracle, cell by cell, and against its invariants."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.guard import grid, invariants, oracle
from tests.guard.grid import NOW, Cell

from bowstreet.holdings.governance import rules
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action, HandlingCode, Scope, State, Tlp

Cells = Callable[[], Iterator[Cell]]
H = HandlingCode
WITHOUT_RELEASE = [grid.ordinary_cells, grid.rarer_cells, grid.shut_cells]


_CODES = [(action, action.value) for action in Action]
_NAMES = {result: result.name for result in rules.Result}
"""Read once for half a million sheets."""


def product_sheet(cell: Cell) -> dict[str, str]:
    """Return what the product says of each action."""
    reader, terms, purpose = cell
    first = rules.ask(reader, terms, Action.DISCOVER, purpose, NOW)
    day, relation = first.day, first.relation
    return {
        code: _NAMES[rules.answer(rules.Question(reader, terms, action, purpose, day, relation))[0]]
        for action, code in _CODES
    }


@pytest.mark.parametrize("cells", WITHOUT_RELEASE)
def test_product_and_oracle_agree_on_every_cell_and_every_hit_and_no_invariant_breaks(cells: Cells) -> None:
    told = {"hit": 0, "owner_silent": 0, "none": 0}
    for cell in cells():
        sheet = product_sheet(cell)
        assert sheet == oracle.sheet(*cell, NOW), cell
        assert not invariants.violations(cell, sheet), cell
        said = str(rules.hit(*cell, NOW))
        assert said == oracle.hit(*cell), cell
        assert not invariants.told_wrongly(cell, sheet, said), cell
        told[said] += 1
    assert sum(told.values()) > 50_000
    assert told["hit"] > 500 and told["none"] > 5_000 and (cells is not grid.ordinary_cells or told["owner_silent"])


def test_scope_tlp_handling_and_whom_it_names_never_decide_a_hit() -> None:
    compared = 0
    for terms in itertools.islice(grid.ordinary_terms(), 0, None, 7):
        shared = replace(
            terms, scope=Scope.COMMUNITY, tlp=Tlp.CLEAR, handling=frozenset({H.H0}), recipients=frozenset(), group=None,
            flags=frozenset(),
        )  # fmt: skip
        for reader in grid.WORKING:
            said = rules.hit(reader, terms, reader.purpose, NOW)
            assert said is rules.hit(reader, shared, reader.purpose, NOW), (reader, terms)
            compared += 1
    assert compared > 10_000


def test_what_another_gave_binds_who_took_it_in_and_never_opens_more_than_ones_own() -> None:
    asked = dict.fromkeys(("link", "disseminate", "court"), 0)
    for cell in grid.given_cells():
        reader, terms, purpose = cell
        sheet = product_sheet(cell)
        assert sheet == oracle.sheet(*cell, NOW), cell
        assert not invariants.violations(cell, sheet), cell
        own = product_sheet((reader, replace(terms, given_by=""), purpose))
        assert not invariants.grows(own, sheet), cell
        changed = {action for action in sheet if sheet[action] != own[action]}
        assert changed <= asked.keys() and (reader.agency == "north" or not changed), cell
        for action in changed:
            assert (own[action], sheet[action]) == ("PERMIT", "ASK_OWNER"), cell
            asked[action] += 1
    assert all(count > 200 for count in asked.values()), asked


def test_product_and_oracle_agree_on_every_release() -> None:
    turned = 0
    for reader, terms, purpose in itertools.chain(grid.released_cells(), grid.given_released_cells()):
        sheet = product_sheet((reader, terms, purpose))
        assert sheet == oracle.sheet(reader, terms, purpose, NOW), (reader, terms)
        without = oracle.sheet(replace(reader, releases=()), terms, purpose, NOW)
        changed = [action for action in sheet if sheet[action] != without[action]]
        assert all((without[action], sheet[action]) == ("ASK_OWNER", "PERMIT") for action in changed)
        turned += len(changed)
    assert turned > 1_000


def _stricter(terms: Terms) -> Iterator[tuple[str, Terms]]:
    """Each neighbour that must permit no more, with its invariant."""
    order = list(Tlp)
    if terms.tlp is not Tlp.RED:
        yield "P2", replace(terms, tlp=order[order.index(terms.tlp) + 1])
    scopes = list(Scope)
    if terms.scope is not Scope.OWNER:
        yield "P12", replace(terms, scope=scopes[scopes.index(terms.scope) + 1])
    for code in (H.H1, H.H2, H.H3):
        if code not in terms.handling:
            yield "P1", replace(terms, handling=terms.handling | {code})
    if terms.state is State.ACTIVE:
        yield "P8", replace(terms, state=State.RESTRICTED)


def test_what_is_stricter_never_permits_more() -> None:
    places: dict[Terms, int] = {}
    pairs = []
    for terms in grid.ordinary_terms():
        place = places.setdefault(terms, len(places))
        pairs += [(number, place, places.setdefault(each, len(places))) for number, each in _stricter(terms)]
    every, compared = list(places), 0
    for reader in (each for each in grid.WORKING if each.purpose in grid.ALLOWED):
        sheets = [product_sheet((reader, terms, reader.purpose)) for terms in every]
        for number, wider, stricter in pairs:
            assert not invariants.grows(sheets[wider], sheets[stricter]), (number, reader, every[stricter])
            compared += 1
    assert compared > 100_000


def test_the_table_is_complete_and_every_clause_decides_somewhere() -> None:
    numbers = [clause.number for clause in rules.CLAUSES]
    assert len(set(numbers)) == len(numbers) == 20
    deciding = set()
    for cells in (grid.ordinary_cells, grid.rarer_cells, grid.shut_cells):
        for index, (reader, terms, purpose) in enumerate(cells()):
            if index % 97 == 0:
                first = rules.ask(reader, terms, Action.DISCOVER, purpose, NOW)
                deciding |= {rules.answer(first._replace(action=action))[1].number for action in Action}
    assert deciding == set(numbers) - {"9"}, "only 9 is reached by no cell: 8 turns an unnamed partner away before it"
