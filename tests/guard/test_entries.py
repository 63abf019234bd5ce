"""Every look stands in the ledger before its answer is given, endpoint for endpoint."""

from typing import Any

import pytest
from tests.guard.grounds import Grounds
from tests.guard.rows import Row, rows
from tests.guard.test_roles import asked, purpose_of
from tests.guard.visitor import Answer, Visitor

from bowstreet.holdings.ledger import looking
from bowstreet.vocabulary.readers import Role

READERS = (Role.SUPERVISOR, Role.INVESTIGATOR)
NOTHING_HELD = frozenset(
    f"{kind} GET {start}{address}"
    for kind, start in (("page", ""), ("api", "/api/v1"))
    for address in (
        "/agreements/new", "/peers/new", "/check", "/records/new", "/records/new/{kind}", "/library/{sort}/{id}",
        "/records/{id}/attachments/{attachment}/picture",
    )
)  # fmt: skip
"""Forms without content, what ships with the product, and a picture, whose ticket came with a look that was entered."""


@pytest.mark.parametrize("role", READERS)
def test_no_answer_is_given_that_is_not_entered(grounds: Grounds, monkeypatch: pytest.MonkeyPatch, role: Role) -> None:
    looks: list[Any] = []
    entered: list[int] = [0]
    write, keep = looking.write, Visitor._keep

    def counted(item: Any) -> bool:
        looks.append(item)
        return write(item)

    def kept(visitor: Visitor, answer: Answer) -> Answer:
        entered.append(len(looks))
        return keep(visitor, answer)

    monkeypatch.setattr(looking, "write", counted)
    monkeypatch.setattr(Visitor, "_keep", kept)
    silent = []
    for row, _ in asked(grounds, [each for each in rows() if _shows(each, role)], role, purpose_of(role)):
        if entered[-1] <= entered[-2]:
            silent.append(row.name)
    assert set(silent) - NOTHING_HELD == set()


def _shows(row: Row, role: Role) -> bool:
    return row.of_the_table and row.method == "GET" and row.purpose and role in row.may
