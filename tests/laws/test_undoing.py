"""The law of taking back: imports that share records go in the reverse order, and leave all as it was before them."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from tests.worlds import engines, repository
from tests.worlds.standing import world

from bowstreet.holdings.repository import finding, guises, importing, models, recording, saving, showing, undoing
from bowstreet.holdings.repository.undoing import Weighed
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.linking import LinkType

__all__ = ["world"]

SEQUENCES = 12
WORDS = ("anchor", "barge", "cordage", "dinghy")
KEYS = tuple(f"{number:040X}" for number in range(1, 4))
KEPT = (
    "SELECT r.uid, r.terms_id, r.key_hash, r.market, r.products, r.first_on, r.last_on, v.body FROM repository_record r"
    " JOIN repository_version v ON v.record_id = r.id AND v.number = r.version WHERE v.body != '{}' ORDER BY 1",
    "SELECT type, value, record_id, terms_id, depth FROM repository_selector ORDER BY 1, 2, 3, 4, 5",
    "SELECT type, value, terms_id, depth, n FROM repository_frequency WHERE n != 0 ORDER BY 1, 2, 3, 4",
    "SELECT record_id, terms_id, depth, title, body FROM repository_text ORDER BY 1, 2, 3",
    "SELECT id, terms_id, traits_id, open, whole FROM repository_gist ORDER BY 1",
    "SELECT left_id, type, right_id, terms_id, first_on, last_on FROM repository_link ORDER BY 1, 2, 3, 4",
    "SELECT act, record_id FROM repository_mention ORDER BY 1, 2",
    "SELECT act, terms_id FROM repository_twin ORDER BY 1, 2",
    "SELECT act FROM repository_addition UNION ALL SELECT act FROM repository_waitinglink",
    "SELECT terms_id FROM governance_withdrawn",
)
WORDS_HELD = (
    "SELECT word FROM repository_lexeme ORDER BY 1",
    "SELECT value, form FROM repository_guise ORDER BY 1, 2",
)
"""Words of past days stay with these days, so they are compared where all came on one day."""


def day(pick: random.Random) -> date | None:
    return pick.choice((None, date(2014, pick.randint(1, 9), 3), date(2014, 5, pick.randint(1, 28))))


def said_of(market: str, pick: random.Random) -> list[Draft]:
    """Return what a source says of some of six accounts and three keys of a market."""
    made = [Draft("market", {"name": market})] if pick.random() < 0.7 else []
    for _ in range(pick.randint(1, 5)):
        seen = sorted(filter(None, (day(pick), day(pick))))
        first, last = (seen[0], seen[-1]) if seen else (None, None)
        about: dict[str, Any] = {"market": market, "handle": f"{market.lower()} seller {pick.randint(1, 6)}"}
        if pick.random() < 0.6:
            days = {"first_seen": str(first), "last_seen": str(last)} if seen else {}
            word = pick.choice(WORDS)
            about["description"] = [{"value": f"{word} at the {market}", **days}]
            about["emails"] = [{"value": f"{word}@example.org", **days, "grade": pick.choice(("B2", "C3"))}]
        if pick.random() < 0.5:
            about["registered_on"] = f"2013-0{pick.randint(1, 4)}-01"
        key = pick.choice(KEYS)
        links = (DraftLink(LinkType.USES, "pgp_key", key, first_seen=first, last_seen=last),)
        made.append(Draft("vendor_account", about, first, last, links=links if pick.random() < 0.5 else ()))
        made += [Draft("pgp_key", {"fingerprint": key}, first, last)] if pick.random() < 0.4 else []
    return made


def brought_in(world: repository.World, act: str, drafts: list[Draft], now: datetime) -> None:
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act=act, now=now)
    importing.add(import_, drafts)
    importing.finish(import_, now=now, count=len(drafts))


def weighed(world: repository.World, act: str) -> Weighed:
    return undoing.weigh(reader=world.north, act=act, now=repository.NOW)


def taken_back(world: repository.World, act: str, now: datetime) -> None:
    with transaction.atomic():
        undoing.hide(act, now=now)
    undoing.erase(act=act, by=world.north.officer, now=now)


def spoken_of(act: str) -> set[int]:
    """Return the records that an import made or spoke of."""
    made = models.Record.objects.filter(terms_id__in=models.Twin.objects.filter(act=act).values("terms_id"))
    told = models.Mention.objects.filter(act=act).values_list("record_id", flat=True)
    return {*made.values_list("id", flat=True), *told}


def all_of(questions: tuple[str, ...]) -> list[list[tuple[Any, ...]]]:
    found = []
    with connection.cursor() as cursor:
        for each in questions:
            cursor.execute(each)
            found.append(list(cursor.fetchall()))
    return found


def seen(world: repository.World, market: str) -> list[Any]:
    """Return what an officer sees of a market: searches with their facets, and each record."""
    pages = []
    for q in ("", market, *WORDS, "kind:pgp_key", f'handle:"{market.lower()} seller 2"', KEYS[0]):
        page = finding.find(reader=world.north, now=repository.NOW, q=q, limit=200)
        pages.append((q, page.total, sorted((each.id, each.title) for each in page.hits), page.facets))
    views = [
        showing.show(reader=world.north, now=repository.NOW, id=id)
        for id in sorted({id for _, _, hits, _ in pages for id, _ in hits})
    ]
    return [pages, [(each.id, each.title, each.market, each.first_seen, each.last_seen, each.links, each.shared,
                     each.values) for each in views]]  # fmt: skip


def held(world: repository.World, market: str, *, one_day: bool) -> list[Any]:
    while guises.keep_up():
        pass
    return [all_of(KEPT), seen(world, market), all_of(WORDS_HELD) if one_day else []]


def hindered(told: Weighed) -> dict[str, int]:
    names = ("stated_again", "edited", "judged", "linked", "attached", "drafted", "proposed")
    return {name: getattr(told, name) for name in names if getattr(told, name)}


@pytest.mark.parametrize("shard", range(3))
def test_taken_back_in_the_reverse_order_imports_leave_all_as_it_was(world: repository.World, shard: int) -> None:
    pick = random.Random(f"undoing {shard}")
    for number in range(SEQUENCES // 3):
        market, one_day = f"Quay{shard}n{number}", pick.random() < 0.5
        for handle in pick.sample(range(1, 7), 2):
            world.vendor(world.north, f"{market.lower()} seller {handle}", market=market, description=["kept by hand"])
        brought_in(world, f"{market} before", said_of(market, pick), repository.NOW)
        before = held(world, market, one_day=one_day)
        acts: list[str] = []
        for step in range(pick.randint(2, 6)):
            now = repository.NOW + timedelta(days=0 if one_day else step)
            if acts and pick.random() < 0.3:
                taken_back(world, acts.pop(), now)
            acts.append(f"{market} {step}")
            brought_in(world, acts[-1], said_of(market, pick), now)
        while acts:
            act = acts.pop()
            assert hindered(weighed(world, act)) == {}, (act, acts)
            for place, earlier in enumerate(acts):
                again = spoken_of(earlier) & set().union(*map(spoken_of, [*acts[place + 1 :], act]))
                assert hindered(weighed(world, earlier)) == ({"stated_again": len(again)} if again else {})
            taken_back(world, act, repository.NOW + timedelta(days=0 if one_day else 8))
        assert held(world, market, one_day=one_day) == before
    engines.indexes_agree()


@pytest.mark.parametrize("edit", ["body", "envelope"])
def test_an_edit_by_an_officer_blocks_the_import_that_made_the_record_and_no_other(
    world: repository.World, edit: str
) -> None:
    pick = random.Random(f"edits {edit}")
    for number in range(5):
        market = f"Edited{number}"
        acts = [f"{market} {step}" for step in range(4)]
        at = pick.randrange(4)
        for step, act in enumerate(acts):
            brought_in(world, act, [Draft("market", {"name": market}), *said_of(market, pick)], repository.NOW)
            if step == at:
                accounts = models.Record.objects.filter(id__in=spoken_of(act), kind="vendor_account")
                one = pick.choice(sorted(accounts.values_list("uid", "id")))
                told = {"reader": world.north, "now": repository.NOW, "id": one[0]}
                if edit == "body":
                    recording.amend(**told, body={"description": ["seen by an officer"]})
                else:
                    saving.change_marks(**told, changes={"tlp": "RED"})
                made_by = models.Version.objects.get(record_id=one[1], number=1).act
        for act in reversed(acts):
            assert hindered(weighed(world, act)) == ({"edited": 1} if act == made_by else {})
            if act == made_by:
                break
            taken_back(world, act, repository.NOW)
        if edit == "body":
            shown = showing.show(reader=world.north, now=repository.NOW, id=one[0])
            assert "seen by an officer" in [each.shown for each in shown.values]
