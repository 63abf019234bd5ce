"""A persona and a record of its agency answer alike, byte for byte; at home a persona changes nothing that is read."""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from tests.guard.grounds import SEED, Built, Grounds
from tests.guard.visitor import Answer, Visitor
from tests.worlds import guarded_state
from tests.worlds.guarded_acts import MARKET, OWN, START, reader
from tests.worlds.guarded_people import Cast

from bowstreet.casework.deconfliction import acting, arriving, asking, forgetting, models
from bowstreet.casework.deconfliction.personas import entering
from bowstreet.holdings.ledger import following
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import hitting, recording
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Role

NAME, MAIL = "saltwidow", "salt.widow@example.org"
NAMED = f"handle:{MARKET}:{NAME}\nemail:{MAIL}"
PAIR = ("handle", f"lantern-market:{NAME}")
PutIn = Callable[[Cast, datetime], object]
WHY = "before a test purchase"


def persona_of_south(cast: Cast, now: datetime) -> object:
    return entering.enter(reader=reader(cast.south, now), now=now, label="The widow", identifiers=NAMED)


def record_of_south(cast: Cast, now: datetime) -> object:
    body = {"market": MARKET, "handle": NAME, "emails": [MAIL]}
    return recording.record(reader=reader(cast.south, now), now=now, kind="vendor_account", body=body, envelope=OWN)


def persona_at_home(cast: Cast, now: datetime) -> object:
    return entering.enter(reader=reader(cast.colleague, now), now=now, label="The widow", identifiers=NAMED)


def met_at_home(cast: Cast, now: datetime) -> object:
    """Enter a persona of north; an officer of south checks it and does all that one does with a ticket."""
    persona_at_home(cast, now)
    asker = replace(reader(cast.south, now), reason=WHY)
    asking.check(reader=asker, now=now, text=NAMED)
    followed(now)
    ref = hitting.reference(PAIR, "north", "south")
    acting.take(reader=asker, now=now, ref=ref)
    acting.answer(reader=asker, now=now, ref=ref, answer="talk", said="Call us.")
    return acting.escalate(reader=asker, now=now, ref=ref)


def nothing(cast: Cast, now: datetime) -> object:
    return None


def built(grounds: Grounds, name: str, put_in: PutIn) -> Built:
    """Return the plain world with something put in."""
    plain = grounds.plain()
    shutil.rmtree(grounds.root / name, ignore_errors=True)
    folder = guarded_state.copied(plain.folder, grounds.root / name)
    with grounds.at(folder, START + timedelta(hours=7), SEED) as moment:
        put_in(grounds.cast, moment())
        followed(moment())
    return Built(folder, plain.ids)


def followed(now: datetime) -> None:
    while arriving.keep_up(now):
        pass
    following.pass_on(now=now, react=arriving.react)
    while forgetting.keep_up(now):
        pass


def asked(v: Visitor, ledger: bool) -> list[str]:
    """Check on a page, over REST and by a command, record it, read tickets everywhere; return the statements run."""
    v.api("POST", "/check", {"text": "email:nobody@example.org", "reason": WHY})
    run: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *more: (run.append(sql), execute(sql, *more))[1]):
        v.api("POST", "/check", {"text": NAMED, "reason": WHY})
    v.send("/check", {"text": NAMED, "reason": WHY})
    v.command("check - --json", input=NAMED.encode())
    followed(v.moment())
    ref = hitting.reference(PAIR, "north", "south")
    v.api("GET", f"/tickets/{ref}")
    with connection.execute_wrapper(lambda execute, sql, *more: (run.append(sql), execute(sql, *more))[1]):
        v.api("GET", f"/tickets/{ref}")
    v.get(f"/deconfliction/{ref}")
    v.command(f"ticket show {ref}")
    body = {"market": MARKET, "handle": NAME, "emails": [MAIL]}
    made = v.api("POST", "/records", {"kind": "vendor_account", "body": body, "envelope": OWN})
    followed(v.moment())
    v.get(f"/records/{made.json()['id']}")
    for address in ("/deconfliction", "/", "/deconfliction/personas", *(("/ledger",) if ledger else ())):
        v.get(address)
    for address in ("/tickets", f"/tickets?record={made.json()['id']}", "/personas", "/home", f"/find?q={NAME}"):
        v.api("GET", address)
    v.api("POST", f"/tickets/{ref}/answer", {"answer": "talk", "said": "Call us."})
    return [_shape(each) for each in run]


def _shape(sql: str) -> str:
    """Return a statement without the values in it."""
    return re.sub(r"\?(, ?\?)+", "?", re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql))


def heard(grounds: Grounds, world: Built, role: Role, ledger: bool) -> tuple[Sequence[Answer], list[str]]:
    with grounds.visited(world, role, Purpose.OPERATIONAL_ANALYSIS, "personas") as v:
        run = asked(v, ledger)
        return list(v.heard), run


def test_who_meets_a_persona_is_answered_as_by_a_record_of_its_agency(grounds: Grounds) -> None:
    covert = heard(grounds, built(grounds, "persona", persona_of_south), Role.INVESTIGATOR, True)
    ordinary = heard(grounds, built(grounds, "record", record_of_south), Role.INVESTIGATOR, True)
    assert [each.status for each in covert[0]][1:4] == [200, 200, 1] and b"desk@south.example" in covert[0][1].body
    assert b'"how":"asked"' in covert[0][4].body, "the ticket is there too"
    for one, other in zip(*(each[0] for each in (covert, ordinary)), strict=True):
        assert one == other, one.asked
    assert covert[1] == ordinary[1] and len(covert[1]) > 5, "the same statements are run"


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.COORDINATOR])
def test_at_home_nobody_but_its_handler_reads_that_there_is_one(grounds: Grounds, role: Role) -> None:
    worlds = [built(grounds, name, put_in) for name, put_in in (("at home", persona_at_home), ("none", nothing))]
    (with_it, run), (without, run_without) = (heard(grounds, each, role, False) for each in worlds)
    for one, other in zip(with_it, without, strict=True):
        assert one == other, one.asked
    assert run == run_without


def test_what_is_done_with_the_ticket_elsewhere_is_told_to_nobody_else_at_home(grounds: Grounds) -> None:
    worlds = [built(grounds, name, put_in) for name, put_in in (("met", met_at_home), ("not met", persona_at_home))]
    for role in sorted({*LEA_ROLES, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR} - {Role.COORDINATOR}):
        purpose = Purpose.PROSECUTION if role is Role.PROSECUTOR else Purpose.OPERATIONAL_ANALYSIS
        if role not in LEA_ROLES:
            purpose = Purpose.DATA_PROTECTION_CONTROL
        met, not_met = (read_at_home(grounds, each, role, purpose) for each in worlds)
        for one, other in zip(met, not_met, strict=True):
            assert one == other, (role, one.asked)


def read_at_home(grounds: Grounds, world: Built, role: Role, purpose: Purpose) -> Sequence[Answer]:
    with grounds.visited(world, role, purpose, "personas") as v:
        held = Act.objects.filter(agency="south", body__contains="ticket.escalate").exists()
        assert held == (world.folder.name == "met"), "south did it"
        for address in ("/ledger", "/notices", "/deconfliction", "/deconfliction?which=settled", "/"):
            v.get(address)
        for address in ("/ledger", "/tickets", "/notices", "/home"):
            v.api("GET", address)
        return list(v.heard)


def test_the_handler_was_told_of_all_that(grounds: Grounds) -> None:
    for name, put_in in (("persona", persona_of_south), ("at home", persona_at_home)):
        world = built(grounds, name, put_in)
        with grounds.visited(world, Role.INVESTIGATOR, Purpose.OPERATIONAL_ANALYSIS, "personas") as v:
            asked(v, False)
            told = set(models.Alert.objects.values_list("agency", "how"))
            assert told == {("north", "asked"), ("north", "holds")}
