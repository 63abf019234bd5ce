"""One invented world, and all that its readers are answered, printed as JSON: ``python -m tests.engines.answers``.

Chance repeats and the clock stands, so that two engines that answer the same print the same, byte for byte.
"""

import dataclasses
import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django
from django.db import transaction

KEY = "0123456789ABCDEF0123456789ABCDEF01234567"
QUERIES = (
    "", "baker", "baker street", '"baker street"', "ake", "aker treet", "йогурт", "ЙОГУРТ", "огур", "löwe", "lowe", "LÖW",  # noqa: E501
    "straße", "strasse", "kind:market", "market:lantern-market", "grade:X4", "seen:2014", "seen:2015..", "product:drugs",  # noqa: E501
    'kind:vendor_account "baker street" 221', "100%", "a_b", "back\\slash", "22", "no such word", "north", "agency:south",  # noqa: E501
    "0123456789ABCDEF0123456789ABCDEF01234567", "89ABCDEF01234567", "quay.lamp@example.com", "lamp@exam",
    '"e\u0301tude"', "foo \"foo bar\"", "σίσυφος", "🍁🍁🍁", "中文字符", "vendor account of agency south",
    "quay quay.lamp[at]example[.]com", "aker quay.lamp at example dot com", f"street 0x{KEY}", "handle:quay:baker 3",
    "0123 4567 89ab cdef 0123 4567 89ab cdef 0123 4567 lantern", f"{KEY[-16:]} tulip", "quay.lamp[at]example[.]com",
)  # fmt: skip
HANDLES = (
    "baker", "Baker Street", "baker baker", "Йогурт", "йогуртовый завод", "Löwe", "LÖWENZAHN", "lowe", "étude",
    "Straße 221", "STRASSE", "a_b", "a%b", "100%", "back\\slash", "foo bar foo", "foo", "Σίσυφος", "🍁🍁🍁", "中文字符集",  # noqa: E501
    "221b baker street", "unbakerable", "quay", "harbour lamp", "x",
)  # fmt: skip
NEAR = ("bakker", "b4ker", "Lowenzahn", "quay", "йогурд", "fooo bar", "baker moved", "stra55e")
PAST = (
    "",
    "baker",
    "moved",
    "oved",
    "quay",
    "上海",
    "north pier",
    "grade:B2",
    KEY,
    "e",
    f"quay {KEY}",
    f"oved 0x{KEY}",
)
CHECKED = (
    f"{KEY}\n{KEY[-16:]}\n{KEY[-8:]}\nquay.lamp[at]example[dot]com\nhandle:quay:baker 3\nnothing\nhandle:tulip:löwe"
)
ABOUT = (
    "Sells at the north pier. Baker street, baker lane; bakers of 221B.", "Пишет по-русски: йогурт, кефир.",
    "Écrit en français, à côté de l'étude.", "Schreibt deutsch: Löwenzahn, Straße, größer.", "", "100% sure_thing a\\b",
)  # fmt: skip
LATER = datetime(2040, 1, 1, tzinfo=UTC)


def main() -> None:
    """Build the world in the state folder and print its answers."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bowstreet.project.settings"
    django.setup()
    from bowstreet.holdings.ledger import chance
    from bowstreet.interfaces.cli import starting

    starting.make_folders()
    starting.build_tables()
    with chance.use(chance.SeededChance(b"one world on two engines")):
        json.dump(_told(), sys.stdout, ensure_ascii=False, indent=1, sort_keys=True)


def _told() -> dict[str, Any]:
    from tests.worlds import agencies, repository

    from bowstreet.holdings.ledger import sealing, verifying

    two = agencies.two()
    world = repository.made(two)
    ids = _recorded(world)
    told: dict[str, Any] = {}
    for reader in (world.north, world.analyst, world.south):
        told |= {f"{reader.agency} {reader.role} find {q!r} {order}": _pages(reader, q, order)
                 for q in QUERIES for order in ("best", "newest")}  # fmt: skip
        told |= {
            f"{reader.agency} {reader.role} near {q!r} {day}": _near(reader, q, day) for q in NEAR for day in (None, 1)
        }
        told |= {f"{reader.agency} {reader.role} find {q!r} as of day {day}": _pages(reader, q, "best", day)
                 for q in PAST for day in range(-1, 6)}  # fmt: skip
        told |= {f"{reader.agency} {reader.role} show {id}": _shown(reader, id) for id in ids}
        told[f"{reader.agency} {reader.role} check"] = _checked(reader)
        told[f"{reader.agency} {reader.role} work"] = _work(reader)
    for agency in ("north", "south"):
        told[f"{agency} verified"] = _plain(verifying.verify_agency(agency, now=repository.NOW))
    sealed = sealing.seal(now=repository.NOW)
    told["trees"] = {agency: size for agency, (size, _) in (sealed.trees if sealed else {}).items()}
    return told


def _recorded(world: Any) -> list[str]:
    from tests.worlds.repository import GIVEN, NOW, OWN, SHARED

    from bowstreet.holdings.repository import connecting, importing, judging
    from bowstreet.vocabulary.drafts import Draft, DraftLink
    from bowstreet.vocabulary.judging import Verdict
    from bowstreet.vocabulary.linking import LinkType

    ids = []
    for number, handle in enumerate(HANDLES * 2):
        reader = world.south if number % 3 == 0 else world.north
        more: dict[str, Any] = {"pgp": [KEY]} if number % 4 == 0 else {}
        body = {"market": ("Lantern Market", "Tulip", "Йогуртовый рынок")[number % 3], "description": ABOUT[number % 6]}
        ids.append(
            world.vendor(
                reader,
                f"{handle} {number}" if number >= len(HANDLES) else handle,
                (OWN, SHARED, GIVEN if reader is world.north else OWN)[number % 3],
                **body,
                **more,
            )
        )
    given = [
        Draft("vendor_account", {"market": "Quay", "handle": f"baker {number}", "pgp": [f"{number:040X}"],
                                 "emails": ["quay.lamp@example.com"]},
              date(2014, 1 + number % 12, 1), date(2015, 1, 1), (f"observation:crawl/one/{number}",), 1,
              (DraftLink(LinkType.USES, "pgp_key", f"{number:040X}"),))
        for number in range(40)
    ] + [Draft("pgp_key", {"fingerprint": f"{number:040X}"}) for number in range(40)]  # fmt: skip
    for act in ("one", "two"):
        import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act=act, now=NOW)
        importing.add(import_, given)
        importing.finish(import_, now=NOW, count=len(given))
    own = [each for number, each in enumerate(ids) if number % 3]
    connecting.link(reader=world.north, now=NOW, id=own[0], other=own[1], type=LinkType.USES)
    judging.judge(reader=world.north, now=NOW, id=own[0], other=own[2], verdict=Verdict.SAME, note="one key")
    judging.judge(reader=world.north, now=NOW, id=own[2], other=own[4], verdict=Verdict.SAME, note="one key")
    _changed(world, own)
    return ids


def _changed(world: Any, own: list[str]) -> None:
    """Change what was recorded on later days: new texts, other marks, a trash, an intake that is taken back."""
    from tests.worlds.repository import NOW

    from bowstreet.holdings.repository import drafting, guises, importing, recording, saving, undoing
    from bowstreet.vocabulary.drafts import Draft

    for day, id in enumerate(own[6:12], 1):
        then = NOW + timedelta(days=day)
        said = {"description": [f"Moved to the south quay 上海 on day {day}."], "handle": f"baker moved {day}"}
        recording.amend(reader=world.north, now=then, id=id, body=said)
        saving.change_marks(reader=world.north, now=then, id=own[6], changes={"grade": f"B{1 + day % 4}"})
    for id in own[12:15]:
        saving.withdraw(reader=world.north, now=NOW, id=id, reason="mixed up")
    saving.restore(reader=world.north, now=NOW, id=own[13])
    drafting.keep(reader=world.north, now=NOW, kind="wallet", page="p", seq=1, body={"description": "bread"})
    again = [Draft("vendor_account", {"market": "Quay", "handle": f"baker {number}", "emails": ["gone@example.com"]})
             for number in range(30, 60)]  # fmt: skip
    import_ = importing.begin(reader=world.north, envelope=world.envelope(world.north), act="three", now=NOW)
    importing.add(import_, again)
    importing.finish(import_, now=NOW, count=len(again))
    with transaction.atomic():
        undoing.hide("three", now=NOW)
    undoing.erase(act="three", by=world.north.officer, now=NOW)
    while guises.keep_up():
        pass


def _near(reader: Any, q: str, day: int | None) -> Any:
    from bowstreet.holdings.repository import near

    page = near.near(reader=reader, **_at(day), q=q, limit=15)
    return _plain(dataclasses.replace(page, next="more" if page.next else None))


def _checked(reader: Any) -> Any:
    from tests.worlds.repository import NOW

    from bowstreet.casework.deconfliction import asking

    return _plain(asking.check(reader=reader, now=NOW, text=CHECKED))


def _work(reader: Any) -> Any:
    """Return what the reader has in hand, saw and changed last, and what undoing an import would take."""
    from tests.worlds.repository import NOW

    from bowstreet.holdings.repository import drafting, recent, undoing, withdrawing

    mine = drafting.mine(reader=reader, now=NOW), withdrawing.trash(reader=reader, now=NOW)
    last = recent.seen(reader=reader, now=NOW), recent.edited(reader=reader, now=NOW)
    return [_plain(each) for each in (*mine, *last, undoing.weigh(reader=reader, act="two", now=NOW))]


def _pages(reader: Any, q: str, order: str, day: int | None = None) -> list[Any]:
    from bowstreet.holdings.repository import finding

    pages, cursor = [], None
    while True:
        page = finding.find(reader=reader, **_at(day), q=q, order=order, limit=15, cursor=cursor)
        pages.append(_plain(dataclasses.replace(page, next="more" if page.next else None)))
        cursor = page.next
        if cursor is None:
            return pages


def _at(day: int | None) -> dict[str, Any]:
    """Return when one searches: in the world's days, or later and as of one of them."""
    from tests.worlds.repository import NOW

    return {"now": NOW} if day is None else {"now": LATER, "as_of": (NOW + timedelta(days=day)).date()}


def _shown(reader: Any, id: str) -> Any:
    from tests.worlds.repository import NOW

    from bowstreet.holdings.repository import entities, showing, telling
    from bowstreet.vocabulary.refusals import Refusal

    try:
        return [
            _plain(showing.show(reader=reader, now=NOW, id=id)),
            _plain(entities.entity(reader=reader, now=NOW, id=id)),
            _plain(telling.history(reader=reader, now=NOW, id=id)),
        ]
    except Refusal as refusal:
        return refusal.sentence


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, str | int | float | bool | type(None)) else str(value)


if __name__ == "__main__":
    main()
