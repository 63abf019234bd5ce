"""No more is answered than a day's quota, whoever asks how often at once; and what looks like counting up is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from tests.worlds import blind
from tests.worlds.blind import NOW, Circle

from bowstreet.casework.deconfliction.blind import asking, watching
from bowstreet.casework.deconfliction.blind.quotas import AskedBefore, Asker, Purse, QuotaSpent
from bowstreet.holdings.ledger.models import Act
from bowstreet.vocabulary.selectors import Selector, SelectorType

ASKER = Asker("north", "a" * 32, "cross_checking", "b" * 32)


def _phones(count: int, start: int = 0) -> list[asking.Pair]:
    return [("phone", f"+3120555{each:04}") for each in range(start, start + count)]


def test_fifty_threads_and_two_fronts_spend_no_more_than_the_quota(tmp_path: Path) -> None:
    """Each of 600 asks for one telephone number; 500 are answered, through whichever front they came."""
    fronts = [Purse(tmp_path / "asked.sqlite") for _ in range(2)]

    def ask(number: int) -> bool:
        try:
            fronts[number % 2].spend("evaluate", ASKER, f"{number:032x}", {"phone": 1}, NOW)
        except QuotaSpent:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(ask, range(600))) == 500
    assert Purse(tmp_path / "asked.sqlite").spent("evaluate", "north", "phone", NOW.date()) == 500


def test_a_quota_is_spent_whole_or_not_at_all(tmp_path: Path) -> None:
    purse = Purse(tmp_path / "asked.sqlite")
    purse.spend("evaluate", ASKER, "1" * 32, {"phone": 400}, NOW)
    with pytest.raises(QuotaSpent, match="more of type phone than the 500"):
        purse.spend("evaluate", ASKER, "2" * 32, {"handle": 10, "phone": 101}, NOW)
    assert purse.spent("evaluate", "north", "handle", NOW.date()) == 0
    assert purse.spent("evaluate", "north", "phone", NOW.date()) == 400


def test_officers_of_one_agency_spend_from_one_purse_and_days_each_have_one(tmp_path: Path) -> None:
    purse = Purse(tmp_path / "asked.sqlite")
    other = Asker("north", "c" * 32, "cross_checking", "b" * 32)
    purse.spend("evaluate", ASKER, "1" * 32, {"phone": 300}, NOW)
    with pytest.raises(QuotaSpent):
        purse.spend("evaluate", other, "2" * 32, {"phone": 300}, NOW)
    purse.spend("evaluate", other, "3" * 32, {"phone": 300}, NOW + timedelta(days=1))
    purse.spend("evaluate", Asker("west", "d" * 32, "cross_checking", "b" * 32), "4" * 32, {"phone": 300}, NOW)


def test_a_request_that_came_is_known_after_a_restart(tmp_path: Path) -> None:
    Purse(tmp_path / "asked.sqlite").spend("evaluate", ASKER, "1" * 32, {"phone": 1}, NOW)
    with pytest.raises(AskedBefore):
        Purse(tmp_path / "asked.sqlite").spend("evaluate", ASKER, "1" * 32, {"phone": 1}, NOW)


def test_every_member_counts_for_itself_and_refuses(circle: Circle) -> None:
    circle.asks("north").tagged(_phones(450))
    with pytest.raises(asking.TooFew, match="more of type phone than the 500"):
        circle.asks("north").tagged(_phones(100, 450))
    assert circle.purse("east").spent("evaluate", "north", "phone", NOW.date()) == 450
    denied = Act.objects.filter(agency="east", body__contains='"deny"')
    assert denied.count() == 1


def test_asking_for_nearly_all_and_for_more_is_an_alarm_in_the_ledger_once_a_day(circle: Circle) -> None:
    circle.asks("north").tagged(_phones(400))
    circle.asks("north").tagged(_phones(10, 400))
    for _ in range(2):
        with pytest.raises(asking.TooFew):
            circle.asks("north").tagged(_phones(200))
    assert [(each.agency, each.kind, each.type) for each in circle.purse("east").alarms()] == [
        ("north", "much", "phone"), ("north", "over", "phone"),
    ]  # fmt: skip
    assert Act.objects.filter(agency="east", body__contains="blind.alarm.much.phone").count() == 1
    assert Act.objects.filter(agency="east", body__contains="blind.alarm.over.phone").count() == 1


def test_asking_for_much_of_which_nothing_is_held_is_an_alarm(circle: Circle) -> None:
    circle.hold("east", [("handle", "tide-market:lampreeve")])
    circle.hold("west", [("handle", "tide-market:lampreeve")])
    asked = [("handle", f"tide-market:guess {each}") for each in range(watching.ENOUGH)]
    circle.asks("north").matched(asked[:-1])
    assert not circle.purse("east").alarms()
    circle.asks("north").matched(asked[-1:])
    assert [(each.agency, each.kind) for each in circle.purse("east").alarms()] == [("north", "fishing")]


def test_numbers_in_a_row_are_seen_before_they_are_blinded() -> None:
    def of(*numbers: int) -> list[Selector]:
        return [Selector(SelectorType.PHONE, f"+3120555{each:04}") for each in numbers]

    assert watching.in_a_row(of(*range(20))) is SelectorType.PHONE
    assert watching.in_a_row(of(*range(19))) is None
    assert watching.in_a_row(of(*range(0, 200, 2))) is None
    assert watching.in_a_row([Selector(SelectorType.HANDLE, f"tide-market:{each}") for each in range(50)]) is None


def test_the_file_is_for_its_owner_alone(circle: Circle) -> None:
    circle.asks("north").tagged(_phones(1))
    files = circle.members["east"].folder.path.glob("asked.sqlite*")
    assert all(each.stat().st_mode & 0o077 == 0 for each in files)
    assert blind.PASSPHRASE.encode() not in circle.members["east"].folder.quotas.read_bytes()
