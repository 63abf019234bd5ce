"""What the invented units do with one another: an operation, its lead, a conflict, a persona, questions and answers."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bowstreet.casework.deconfliction.personas import entering
from bowstreet.casework.deconfliction.planned import planning
from bowstreet.casework.library import asking as helping
from bowstreet.casework.library import listing
from bowstreet.casework.operations import focusing, leading, taking_part
from bowstreet.casework.operations.leads import passing
from bowstreet.casework.sharing.corrections import proposing
from bowstreet.casework.sharing.requests import asking
from bowstreet.holdings.repository import recording
from bowstreet.interfaces.demonstration import people
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.sites import LANTERNHOUSE, SALTMARKET
from bowstreet.vocabulary.readers import Reader

MARKET, FORUM = SALTMARKET.name, LANTERNHOUSE.name
PERSONA = "harbour_clerk"
"""The name under which an officer of Referat Elbe writes on the forum."""

LOCKERS = "Test purchases by parcel locker"
"""The practice that others ask about."""

_FOCI: tuple[tuple[str, int, dict[str, Any]], ...] = (
    ("investigator.noord", 210, {
        "title": "Sellers shipping from the north of the Netherlands", "markets": [MARKET], "products": ["drugs"],
        "countries": ["NL"], "unit": "Synthetic drugs", "contact": "duty desk", "disclosure": "police",
        "summary": "Three sellers of Saltmarket post from the same region.",
    }),
    ("investigator.garonne", 170, {
        "title": "MDMA into the south-west of France", "markets": [MARKET], "products": ["ecstasy"],
        "countries": ["FR"], "unit": "Groupe colis", "contact": "permanence", "disclosure": "police",
        "summary": "Parcels stopped at Bordeaux name one seller of Saltmarket.",
    }),
    ("analyst.elbe", 120, {
        "title": "Stolen card data on Lanternhouse", "markets": [FORUM], "products": ["fraud"],
        "countries": ["DE"], "unit": "Kartenbetrug", "disclosure": "contact",
    }),
)  # fmt: skip
"""Whose it is, how many days ago it began, and what is told of it; two meet at one market."""

Made = Mapping[str, str]
"""Ids of what officers recorded before, by the names of ``casefile`` and the titles of ``knowledge``."""


def carry_out(plan: Plan, made: Made) -> None:
    """Let the units act, at this moment, on what they recorded before."""
    today = datetime.now(UTC).date()
    _take_up(today)
    _operate(today)
    _plan(plan, today)
    _go_undercover()
    _ask_experts(made)
    _ask_owners(made, today)


def _reader(login: str) -> Reader:
    return people.reader(login, now=_now())


def _now() -> datetime:
    return datetime.now(UTC)


def _take_up(today: date) -> None:
    """Say what three units work on."""
    for login, begun, told in _FOCI:
        focusing.declare(reader=_reader(login), now=_now(), begins_on=today - timedelta(days=begun), **told)


def _operate(today: date) -> None:
    """Lead one operation towards its action day, with a lead that travels out of it, and end another."""
    lead, partner, other = "supervisor.noord", "supervisor.garonne", "supervisor.duero"
    id = leading.begin(
        reader=_reader(lead), now=_now(), title="Operation Slack Water", reference="SW-1", markets=[MARKET],
        products=["drugs"], begins_on=today - timedelta(days=60), action_on=today + timedelta(days=12),
        partners=["brigade-garonne", "referat-elbe", "unidad-duero", "zespol-warta"],
        summary=f"The three sellers of {MARKET} who post from one region, and those who receive for them.",
    ).id  # fmt: skip
    for each in (partner, other):
        taking_part.answer(reader=_reader(each), now=_now(), id=id, answer="accept")
    leading.set_stage(reader=_reader(lead), now=_now(), id=id, stage="running")
    for agency, title, days in (
        ("desk-noord", "Watch the parcel locker at the station", 4),
        ("brigade-garonne", "Search warrant for the receiver's flat", 9),
        ("desk-noord", "Copy of the market's order page, sealed", 1),
    ):
        board = leading.give_task(
            reader=_reader(lead), now=_now(), id=id, agency=agency, title=title, due_on=today + timedelta(days=days)
        )
    copied = next(each.id for each in board.tasks if each.title.startswith("Copy"))
    taking_part.finish_task(reader=_reader(lead), now=_now(), id=id, task=copied)
    taking_part.decide(
        reader=_reader(partner), now=_now(), id=id, text="Both searches begin at 06:00 UTC, so that neither warns the"
        " other. The market's account is left alone until noon.",
    )  # fmt: skip
    _hand_over(id, today)
    _conclude(today)


def _hand_over(operation: str, today: date) -> None:
    """Hand two leads of the operation over: one came to a charge, the other waits for its answer."""
    lead = "supervisor.noord"
    for to, country, reference, title, said, days in (
        ("unidad-duero", "ES", "SW-L1", "Receiver of parcels in Valdecueva", "Nine parcels in four months.", 20),
        ("zespol-warta", "PL", "SW-L2", "Bank account that cashes out", "Coins of two sellers arrive there.", 6),
    ):
        id = recording.record(
            reader=_reader(lead), now=_now(), kind="lead",
            body={"title": title, "reference": reference, "country": country, "summary": said},
            envelope={"scope": "NAMED", "tlp": "AMBER+STRICT", "recipients": [to]},
        ).id  # fmt: skip
        passing.hand_over(
            reader=_reader(lead), now=_now(), id=id, to=to, authority="The prosecutor of the district", country=country,
            asked="prosecution", instrument="EIO", reference=f"EIO {today.year}/{reference[-1]}", operation=operation,
            due_on=today + timedelta(days=days),
        )  # fmt: skip
        if to == "unidad-duero":
            holder = "supervisor.duero"
            passing.answer(reader=_reader(holder), now=_now(), id=id, answer="accepted")
            for stage in ("identified", "prosecution", "charged"):
                passing.tell(reader=_reader(holder), now=_now(), id=id, stage=stage)


def _conclude(today: date) -> None:
    id = leading.begin(
        reader=_reader("supervisor.elbe"), now=_now(), title="Operation Dry Dock", reference="DD-3", markets=[FORUM],
        products=["fraud"], begins_on=today - timedelta(days=300), action_on=today - timedelta(days=40),
        summary=f"Sellers of card data on {FORUM}.",
    ).id  # fmt: skip
    leading.close(
        reader=_reader("supervisor.elbe"), now=_now(), id=id,
        outcome="Two sellers arrested, one server copied. A third closed his account the same evening.",
        lesson="Close the moderators' accounts first",
        happened="The third seller was warned by a moderator who saw that two accounts fell silent within an hour.",
        advice="Take over or shut out those who see the log-in times before you arrest anybody.",
    )  # fmt: skip


def _plan(plan: Plan, today: date) -> None:
    """Plan actions of two units against one account in the same hours, and one that meets nobody."""
    seller = plan.of(0)
    for login, title, kind, place, first, hours in (
        ("investigator.noord", "Test purchase, third of three", "account",
         f"handle:{seller.site.slug}:{seller.handle}", 14, 4),
        ("investigator.garonne", "First contact as a buyer", "market", MARKET, 16, 3),
        ("investigator.duero", "Watch at the parcel counter", "area", "Counter 3, Calle del Puerto, Riofresno", 8, 10),
    ):  # fmt: skip
        since = datetime.combine(today + timedelta(days=2), time(first), UTC)
        planning.plan(
            reader=_reader(login), now=_now(), title=title, kind=kind, place=place, since=since.isoformat(),
            until=(since + timedelta(hours=hours)).isoformat(),
        )  # fmt: skip


def _go_undercover() -> None:
    """Let a unit enter a persona, and another record that very name as a member of the forum."""
    entering.enter(
        reader=_reader("investigator.elbe"), now=_now(), label="The clerk",
        identifiers=f"handle:{LANTERNHOUSE.slug}:{PERSONA}",
    )  # fmt: skip
    recording.record(
        reader=_reader("analyst.warta"), now=_now(), kind="user_account",
        body={"market": FORUM, "handle": PERSONA, "description": ["Asks moderators about card data, new since May."]},
        envelope={},
    )  # fmt: skip


def _ask_experts(made: Made) -> None:
    """List two experts, and let a unit ask one of them about its wallet."""
    entries = {}
    for login, competences, languages, country, function, unit, email in (
        ("supervisor.elbe", ["Tracing payments", "Bitcoin"], ["de", "en"], "DE", "Financial investigator",
         "Referat Elbe", "hagenried@elbe.example.org"),
        ("supervisor.warta", ["Forum moderation", "Russian and Polish slang"], ["pl", "ru", "en"], "PL", "Analyst",
         "Zespół Warta", "kamionka@warta.example.org"),
    ):  # fmt: skip
        entries[login] = listing.join(
            reader=_reader(login), now=_now(), competences=competences, languages=languages, jurisdictions=[country],
            function=function, unit=unit, emails=[email], consent=True, named=True,
        ).id  # fmt: skip
    helping.ask(
        reader=_reader("investigator.garonne"), now=_now(), id=entries["supervisor.elbe"], record=made["garonne"],
        said="The receivers paid this wallet on Fridays only. Is that a habit of a service that you know?",
    )  # fmt: skip


def _ask_owners(made: Made, today: date) -> None:
    """Let two units ask for a wallet that stays closed to them, and another add to a practice that is not its own."""
    seized, day = made["take-down"], today + timedelta(days=90)
    asking.ask(
        reader=_reader("investigator.garonne"), now=_now(), id=seized, actions=["identifiers"], until=day,
        why="Two receivers of stopped parcels paid the market itself. Is its wallet the one that we hold?",
    )  # fmt: skip
    waiting = asking.ask(
        reader=_reader("investigator.elbe"), now=_now(), id=seized, actions=["identifiers"], until=day,
        why="To lay the market's wallet beside the coins of the hardware wallet seized in May.",
    )  # fmt: skip
    asking.answer(
        reader=_reader("supervisor.noord"), now=_now(), id=waiting.id, answer="approve", actions=["identifiers"],
        until=today + timedelta(days=30), officer_alone=True, said="For a month; tell us what you find.",
    )  # fmt: skip
    proposing.propose(
        reader=_reader("analyst.duero"), now=_now(), id=made[LOCKERS], field="legal_bases", sort="add",
        after="ES: compra simulada, on the judge's order", why="Done twice this spring; without the order it fails.",
    )  # fmt: skip
