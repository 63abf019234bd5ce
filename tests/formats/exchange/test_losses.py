"""Nothing that leaves is lost in silence: whatever is changed in it, the document changes, or a loss speaks of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.worlds import exchange, leaving
from tests.worlds.leaving import NOW, statement

from bowstreet.formats.case import writing as case
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink, Written
from bowstreet.formats.graphs import writing as graphs
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.sheets import writing as sheets
from bowstreet.formats.stix import writing as stix
from bowstreet.formats.tagpacks import writing as tagpacks
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType

WRITERS: dict[str, Callable[..., Written]] = {
    "stix": stix.write, "misp": misp.write, "case": case.write, "csv": sheets.as_csv, "xlsx": sheets.as_workbook,
    "graphml": graphs.as_graphml, "gexf": graphs.as_gexf, "tagpack": tagpacks.tagpack, "actorpack": tagpacks.actorpack,
}  # fmt: skip
FRAME = {
    "title": "Another title", "version": 7, "created_at": NOW - timedelta(days=9), "modified_at": NOW + timedelta(9),
    "owner": "east", "owner_name": "Agency East", "first_seen": date(2020, 1, 1), "last_seen": date(2021, 1, 1),
}  # fmt: skip
SAID = {"source": ("a clerk", "observation:a/b/7"), "grade": ("C3",), "basis": ("hearsay",),
        "first_seen": ("2020-01-01",), "last_seen": ("2020-02-01",)}  # fmt: skip
OF_LINK = {"basis": Basis.HEARSAY, "grade": Grade.read("C3"), "first_seen": date(2020, 1, 1),
           "last_seen": date(2020, 2, 1), "by": "east", "evidence": ("seen",)}  # fmt: skip


def record(kind: str, number: int, **body: object) -> Leaving:
    made = catalogue.ALL[kind].check(body)
    own = f"019cadc6-9a80-7836-8dd8-{number:012d}"
    return replace(leaving.record(), id=own, kind=kind, title=catalogue.ALL[kind].title(made), body=made)


WALLET = record(
    "wallet", 1, address=exchange.bitcoin(5), labels=[statement("Quay", grade="B2")], service="Quay", market="Quay"
)
ACTOR = record(
    "organisation", 2, name="Quay Sons", aliases=[statement("QS")], sites=[statement("https://quay.example.org/x")],
    activity="exchange", country="NL",
)  # fmt: skip
ACCOUNT = record(
    "exchange_account", 3, exchange="Quay Exchange", account="7", wallets=[statement(exchange.bitcoin(6))]
)  # fmt: skip
LINK = LeavingLink(ACTOR.id, LinkType.CONTROLS, WALLET.id)
OTHERS = {"service": "Other service", "market": "Other Market", "activity": "brewing", "country": "BE", "account": "8",
          "exchange": "Other Exchange"}  # fmt: skip


def changes() -> Iterator[tuple[str, Bundle]]:
    """Yield what was changed, and the bundle with it."""
    for place, one in enumerate((WALLET, ACTOR, ACCOUNT)):
        for name, value in FRAME.items():
            yield f"{one.kind}.{name}", bundle(place, replace(one, **{name: value}))
        for name, held in one.body.items():
            if name in OTHERS:
                yield f"{one.kind}.{name}", bundle(place, replace(one, body={**one.body, name: OTHERS[name]}))
            for part, values in SAID.items() if isinstance(held, list) else ():
                for value in values:
                    said = {**one.body, name: [{**held[0], part: value}]}
                    yield f"{one.kind}.{name}.{part} {value}", bundle(place, replace(one, body=said))
    for name, value in OF_LINK.items():
        yield f"link.{name}", bundle(0, WALLET, replace(LINK, **{name: value}))


def bundle(place: int, one: Leaving, link: LeavingLink = LINK) -> Bundle:
    records = [WALLET, ACTOR, ACCOUNT]
    records[place] = one
    return Bundle(tuple(records), (link,))


@pytest.mark.parametrize("format", WRITERS)
def test_nothing_that_is_changed_is_lost_in_silence(format: str) -> None:
    before = WRITERS[format](bundle(0, WALLET), now=NOW)
    lost = {each.part for each in before.losses}
    silent = []
    for what, changed in changes():
        after = WRITERS[format](changed, now=NOW)
        kind, *steps = what.partition(" ")[0].split(".")
        told = {
            kind,
            f"{kind}.{LINK.type}",
            ".".join((kind, *steps[:1])),
            f"record.{steps[-1]}",
            ".".join((kind, *steps[:-1], "grade")),
        }
        if after.content == before.content and after.losses == before.losses and not lost & told:
            silent.append(what)
    assert silent == []
