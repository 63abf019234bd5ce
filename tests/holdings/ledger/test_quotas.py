"""The quotas of a day: counted with the look-up or not at all, for an officer and the agency, and never overshot."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from tests.worlds.ledger import NOW, look, reader

from bowstreet.holdings.ledger import appender, following, looking, lookups, quotas

FIVE = {"phone": (5, 10)}


def spent(agency: str = "north", officer: str = quotas.ALL) -> int:
    with lookups.reading() as store:
        rows = store.execute("SELECT who, n FROM spent WHERE agency = ?", (agency,)).fetchall()
    return sum(n for who, n in rows if who.split(" ")[2] == officer)


def entered() -> list[tuple[str, str]]:
    return [(each.fields["actor"], each.fields["result"]) for each in following.after("lookups", 0)]


def test_what_is_more_than_a_day_allows_is_refused_whole_and_entered_as_refused(node: Path) -> None:
    look(spends=FIVE)
    look(reader("o-2"), spends={"phone": (4, 10), "handle": (3, 100)})
    with pytest.raises(looking.QuotaSpent) as refused:
        look(spends={"handle": (2, 100), "phone": (2, 10)}, query="phone:+31201234567")
    assert "10 identifiers of the type phone" in refused.value.sentence and "and 1 are left" in refused.value.sentence
    assert (spent(), spent(officer="o-1"), spent(officer="o-2")) == (12, 5, 7)
    assert entered() == [("o-1", "permit"), ("o-2", "permit"), ("o-1", "deny")]
    assert "query" not in following.after("lookups", 2)[0].fields
    look(spends={"phone": (1, 10)})
    look(reader(agency="south"), spends={"phone": (10, 10)})
    assert (spent(), spent("south")) == (13, 10)


def test_another_day_begins_anew_and_the_days_before_are_forgotten(node: Path) -> None:
    look(spends={"phone": (10, 10)})
    look(now=NOW + timedelta(days=1), spends={"phone": (10, 10)})
    with pytest.raises(looking.QuotaSpent):
        look(now=NOW + timedelta(days=1, hours=1), spends={"phone": (1, 10)})
    look(now=NOW + timedelta(days=3, hours=1), spends={"phone": (1, 10)})
    assert spent() == 11


def test_many_at_once_never_overshoot_through_the_appender(node: Path) -> None:
    stop = threading.Event()
    writing = threading.Thread(target=appender.run, args=(stop,))
    writing.start()
    while not looking.socket_path().exists():
        threading.Event().wait(0.01)
    refused: list[int] = []

    def ask(number: int) -> None:
        for _ in range(4):
            try:
                look(reader(f"o-{number}"), spends={"phone": (1, 10)})
            except looking.QuotaSpent:
                refused.append(number)
        looking._drop()

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    stop.set()
    writing.join()
    assert (spent(), len(refused)) == (10, 22)
    assert [result for _, result in entered()].count("permit") == 10
