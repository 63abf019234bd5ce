"""Building the invented world through the acts of its officers, as real data would come in."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bowstreet.casework.sharing import agreeing, lining, releasing
from bowstreet.holdings.agencies import groups
from bowstreet.holdings.ledger import sealing
from bowstreet.holdings.repository import connecting, recording
from bowstreet.interfaces.demonstration import (
    answers,
    casefile,
    coordination,
    crawls,
    parcels,
    patterns,
    people,
    purchases,
    street,
    tours,
)
from bowstreet.interfaces.demonstration.cast import OFFICERS
from bowstreet.interfaces.demonstration.knowledge import KNOWLEDGE
from bowstreet.interfaces.demonstration.plan import Plan, plan
from bowstreet.interfaces.demonstration.telling import Told
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.handling import HandlingCode, Tlp
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader

PAIR = ("investigator.noord", "investigator.garonne")
"""The two who work on the same seller and do not know it."""

Say = Callable[[str], None]


def build(*, state: Path, say: Say, sellers: int) -> None:
    """Build the world in an empty repository, with so many sellers."""
    now, planned = datetime.now(UTC), plan(sellers)
    keys = state / "demonstration-keys"
    people.found(keys=keys, now=now, say=say)
    _make_group(now)
    crawls.bring_all(planned, say)
    say("recording what officers know: cases, parcels, seizures, places, practices ...")
    made = _record_all(planned)
    say("working together: operations, leads, plans, questions ...")
    coordination.carry_out(planned, made)
    _agree(datetime.now(UTC))
    answers.write(state / answers.FILE, planned)
    sealing.seal(now=datetime.now(UTC))
    (keys / "tour.json").write_text(json.dumps(_tour(planned)))


def _tour(planned: Plan) -> dict[str, Any]:
    fingerprint = planned.of(0).fingerprint
    command = f"find {fingerprint} --purpose operational_analysis --token"
    led = {each.login: [asdict(step) for step in tours.steps_of(each)] for each in OFFICERS if each.card}
    return {"fingerprint": fingerprint, "officers": PAIR, "command": command, "tours": led}


def _reader(login: str) -> Reader:
    return people.reader(login, now=datetime.now(UTC))


def _make_group(now: datetime) -> None:
    lead, since = people.reader("supervisor.noord", now=now), date(2026, 1, 5)
    groups.make_group(reader=lead, slug=casefile.GROUP, name=casefile.GROUP_NAME, since=since, until=None, now=now)
    for agency in casefile.GROUP_AGENCIES:
        groups.add_member(reader=lead, group=casefile.GROUP, agency=agency, since=since, until=None, now=now)


def _agree(now: datetime) -> None:
    """Let the unit that crawled for the task group give the others what it holds; one of them gives a receipt."""
    lead, receivers = people.reader("supervisor.elbe", now=now), casefile.AGREED_RECEIVERS
    made = agreeing.make(
        reader=lead, now=now, title=casefile.AGREEMENT, receivers=receivers, purposes=[Purpose.OPERATIONAL_ANALYSIS],
        ceiling=Ceiling(tlp=Tlp.AMBER, handling=HandlingCode.H2), kinds=casefile.AGREED_KINDS,
        since=date(2026, 1, 5),
    )  # fmt: skip
    while lining.keep_up(now):
        pass
    for receiver in receivers:
        releasing.release(reader=lead, now=now, id=made.id, receiver=receiver)
    releasing.receive(reader=_reader("investigator.garonne"), now=now, id=made.id)


def _record_all(planned: Plan) -> dict[str, str]:
    known = {each.body["title"]: _record(each) for each in KNOWLEDGE}
    stories = [each.told(planned) for each in (parcels, purchases, street, casefile)]
    made = {name: _record(each) for things, _ in stories for name, each in things.items()}
    for tie in (each for _, ties in stories for each in ties):
        connecting.link(
            reader=_reader(tie.officer), now=datetime.now(UTC), id=made[tie.left], other=made[tie.right],
            type=tie.type, evidence=(tie.evidence,),
        )  # fmt: skip
    patterns.confirm(_reader, known, made)
    return known | made


def _record(told: Told) -> str:
    reader, now = _reader(told.officer), datetime.now(UTC)
    return recording.record(reader=reader, now=now, kind=told.kind, body=told.body, envelope=told.envelope).id
