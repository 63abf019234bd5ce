"""What happens in the small world of the leak harness: two dozen acts of three agencies on one seller and his market.

Every act stands at a fixed moment, so that the world can be built again with something hidden put in between.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from tests.worlds import agencies, exchange, guarded_joint, guarded_leads, guarded_library, intake
from tests.worlds.guarded_people import Cast
from tests.worlds.pictures import png
from tests.worlds.repository import BASIS, KEY, SUSPECT
from tests.worlds.stillness import Clock

from bowstreet.casework.intake import bringing, reading
from bowstreet.casework.library import asking as helping
from bowstreet.casework.library import listing
from bowstreet.casework.sharing import agreeing, lining, registering, releasing, stowing
from bowstreet.casework.sharing.shown import Party
from bowstreet.holdings.ledger import sealing
from bowstreet.holdings.repository import (
    attaching,
    connecting,
    enveloping,
    judging,
    models,
    proposing,
    recording,
    saving,
    showing,
    superseding,
    wishes,
)
from bowstreet.holdings.repository.composing import Composed
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.interfaces.demonstration import wallets
from bowstreet.vocabulary.ceilings import NO_CEILING
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role

START = agencies.NOW + timedelta(days=1)
MARKET = "Lantern Market"
HANDLE = "quaymerchant"
MAIL = "quay@example.org"
WALLET = wallets.address(HANDLE)
WORDS = "Ships lantern oil from the quay in plain parcels."
ROWS = ((HANDLE, "2025-04-01"), ("lampwright", "2025-04-02"), ("tidewaiter", "2025-04-03"), ("no day", "soon"))
HIDDEN_ROWS = (*ROWS, ("nightferry", "2025-04-07"))
"""What a hidden dataset holds: all that others hold, and a row that nobody shows."""

OUTSIDE = "Harbour Police"
"""A receiver outside the node."""

OWN = {**SUSPECT, **BASIS}
SHARED = {**OWN, "scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}
CLEAR = {**SHARED, "tlp": "CLEAR"}

Ids = dict[str, str]
Act = Callable[[Cast, Ids, datetime], None]


def reader(person: agencies.Person, now: datetime, purpose: Purpose = Purpose.OPERATIONAL_ANALYSIS) -> Reader:
    """Return an officer at work."""
    return person.reader(now, purpose=purpose)


def seller(handle: str = HANDLE, **more: Any) -> dict[str, Any]:
    """Return the fields of a vendor account."""
    seen = {"source": "crawl", "first_seen": "2025-01-05", "last_seen": "2025-06-01"}
    return {
        "market": MARKET, "handle": handle, "pgp": [{"value": KEY, **seen}], "emails": [{"value": MAIL, **seen}],
        "telegram": ["@quaymerchant"], "bitcoin": [WALLET], "products": ["drugs"], "ships_from": ["NL"],
        "description": [WORDS], **more,
    }  # fmt: skip


def _recording(name: str, who: Callable[[Cast], agencies.Person], kind: str, body: dict[str, Any],
               envelope: dict[str, Any], purpose: Purpose = Purpose.OPERATIONAL_ANALYSIS) -> Act:  # fmt: skip
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        asker = reader(who(cast), now, purpose)
        ids[name] = recording.record(reader=asker, now=now, kind=kind, body=body, envelope=envelope).id

    return act


def _giving(name: str, who: Callable[[Cast], agencies.Person], body: dict[str, Any], by: str) -> Act:
    """Return the act by which a document comes in that somebody gave."""

    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        ids[name] = given(reader(who(cast), now, Purpose.PROSECUTION), now, ("document", body), BASIS, by)

    return act


def given(asker: Reader, now: datetime, thing: tuple[str, dict[str, Any]], envelope: dict[str, Any], by: str) -> str:
    """Record what somebody gave (nobody: what is one's own), as an intake would, and return its id."""
    kind, body = catalogue.kind(thing[0]), thing[1]
    whole = enveloping.overridden(recording.standing_of(asker, kind, now), envelope, kind)
    whole = replace(whole, terms=replace(whole.terms, given_by=by))
    return recording.enter(asker, now, kind, body, whole).id


def _linking(who: Callable[[Cast], agencies.Person], left: str, type: LinkType, right: str) -> Act:
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        connecting.link(reader=reader(who(cast), now), now=now, id=ids[left], other=ids[right], type=type)

    return act


def _judging(who: Callable[[Cast], agencies.Person], left: str, verdict: Verdict, right: str) -> Act:
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        judging.judge(reader=reader(who(cast), now), now=now, id=ids[left], other=ids[right], verdict=verdict,
                      note="One key.")  # fmt: skip

    return act


def _bringing(name: str, who: Callable[[Cast], agencies.Person], rows: tuple[tuple[str, str], ...],
              envelope: dict[str, Any]) -> Act:  # fmt: skip
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        ids[name] = bring(reader(who(cast), now), now, rows, envelope)

    return act


def _bringing_to_look(name: str, who: Callable[[Cast], agencies.Person], pack: bytes, envelope: dict[str, Any]) -> Act:
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        ids[name] = bring_to_look(reader(who(cast), now), now, pack, envelope)

    return act


def bring(asker: Reader, now: datetime, rows: tuple[tuple[str, str], ...], envelope: dict[str, Any]) -> str:
    """Hand a table in, read it, and return the intake's id."""
    table = intake.table(Path(settings.INCOMING) / "sellers.csv", rows)
    sent = intake.Sent("sellers.csv", str(table), table.stat().st_size)
    made = bringing.bring(reader=asker, now=now, files=[sent], envelope=envelope)
    reading.read(made.id)
    return made.id


def bring_to_look(asker: Reader, now: datetime, pack: bytes, envelope: dict[str, Any]) -> str:
    """Hand a TagPack in that waits for its officer's word once it was looked through; return the intake's id."""
    place = Path(settings.INCOMING) / "pack.yaml"
    place.write_bytes(pack)
    sent = intake.Sent("pack.yaml", str(place), len(pack))
    made = bringing.bring(reader=asker, now=now, files=[sent], envelope=envelope, look=True)
    reading.read(made.id)
    return made.id


def aged(id: str, now: datetime) -> None:
    """Let what a record says have stood for two days, so that the search as of a day has a past of it."""
    record = models.Record.objects.filter(uid=id)
    held = record.values("id", "recorded_at", "changed_at").get()
    record.update(recorded_at=now - timedelta(days=2), changed_at=now - timedelta(days=2))
    with connection.cursor() as cursor:
        superseding.keep(cursor, held["id"], Composed("", None, "", "", "", (), ()), now)
    record.update(recorded_at=held["recorded_at"], changed_at=held["changed_at"])


def _aging(name: str) -> Act:
    return lambda cast, ids, now: aged(ids[name], now)


def _amending(cast: Cast, ids: Ids, now: datetime) -> None:
    asker = reader(_supervisor(cast), now)
    recording.amend(reader=asker, now=now, id=ids["own_seller"], body={"aliases": ["quay.merchant"]})


def _writing(cast: Cast, ids: Ids, now: datetime) -> None:
    """Let an agency's officers change a note twice, add a picture, propose a change and take another note back."""
    asker = reader(_prosecutor(cast), now, Purpose.PROSECUTION)
    saving.edit(reader=asker, now=now, id=ids["own_letter"], begun=1, body={**_LETTER, "text": "Read again."})
    ids["own_file"] = attach(asker, now, ids["own_note"])
    colleague = cast.colleague.reader(now, purpose=Purpose.OPERATIONAL_ANALYSIS)
    ids["own_change"] = change(colleague, now, ids["own_note"])
    ids["own_files"] = change_of_files(colleague, now, "document", ids["own_note"])
    ids["own_trash"] = taken_back(asker, now, "document", {**_NOTE, "title": "Written by mistake"}, BASIS)


def attach(asker: Reader, now: datetime, record: str) -> str:
    """Add a picture to a record and return its id."""
    (made,) = saving.attach(reader=asker, now=now, id=record, files=[_picture("what is hidden")]).attachments
    return made


def change_of_files(asker: Reader, now: datetime, kind: str, record: str) -> str:
    """Propose to put a picture beside a record and return the change's id."""
    kept = attaching.keep([_picture("what is proposed")])
    with transaction.atomic():
        return proposing.propose(asker, now, Wish(wishes.ATTACH, kind, record, 1, files=kept))


def _picture(what: str) -> intake.Sent:
    place = Path(settings.INCOMING) / "quay.png"
    place.write_bytes(png(what))
    return intake.Sent("quay.png", str(place), place.stat().st_size)


def change(asker: Reader, now: datetime, record: str) -> str:
    """Propose another body of a note and return the change's id."""
    body = {"title": "Note on the quay", "sort": "report", "text": f"Proposed by {asker.officer}."}
    with transaction.atomic():
        return proposing.propose(asker, now, Wish(wishes.EDIT, "document", record, 1, body))


def taken_back(asker: Reader, now: datetime, kind: str, body: dict[str, Any], envelope: dict[str, Any]) -> str:
    """Record something, take it back into the trash, and return its id."""
    made = recording.record(reader=asker, now=now, kind=kind, body=body, envelope=envelope)
    saving.withdraw(reader=asker, now=now, id=made.id, reason="written by mistake")
    return made.id


def _agreed(name: str, who: Callable[[Cast], agencies.Person], *receivers: str) -> Act:
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        purposes = [Purpose.OPERATIONAL_ANALYSIS, Purpose.PROSECUTION, Purpose.CROSS_CHECKING]
        made = agreeing.make(reader=reader(who(cast), now), now=now, title=f"Sellers for {' and '.join(receivers)}",
                             receivers=receivers, purposes=purposes, ceiling=NO_CEILING,
                             parties=[Party(OUTSIDE)])  # fmt: skip
        ids[name] = made.id

    return act


def _registering(cast: Cast, ids: Ids, now: datetime) -> None:
    """Register a peer of the own agency, to pull from and to push to."""
    made = registering.add(
        reader=reader(_supervisor(cast), now), now=now, name=OUTSIDE, address="https://node.example/taxii2/agreements/",
        collection="sellers", direction="both", token="a-token", agreement=ids["own_agreement"],
    )  # fmt: skip
    ids["own_peer"] = made.id


def _lining(cast: Cast, ids: Ids, now: datetime) -> None:
    """Put in line what is under each agreement, and let it go: south to north, north to south."""
    while lining.keep_up(now) or stowing.keep_up(now):
        pass
    releasing.release(reader=reader(cast.south, now), now=now, id=ids["south_agreement"], receiver="north")
    for receiver in ("south", OUTSIDE):
        releasing.release(reader=reader(_supervisor(cast), now), now=now, id=ids["own_agreement"], receiver=receiver)


def _looking(cast: Cast, ids: Ids, now: datetime) -> None:
    """Let those look who may see none of what is hidden at their own agency: their agency's tree stays the same."""
    for role in (Role.INVESTIGATOR, Role.COORDINATOR):
        asker = reader(cast.of_role[role], now)
        showing.show(reader=asker, now=now, id=ids["own_seller"])
        showing.show(reader=asker, now=now, id=ids["south_seller"])


def _sealing(cast: Cast, ids: Ids, now: datetime) -> None:
    sealing.seal(now=now)


def _listing(name: str, who: Callable[[Cast], agencies.Person], *competences: str) -> Act:
    def act(cast: Cast, ids: Ids, now: datetime) -> None:
        asker = reader(who(cast), now)
        ids[name] = listing.join(
            reader=asker, now=now, competences=competences, languages=["en"], jurisdictions=["NL"], consent=True,
            named=True,
        ).id  # fmt: skip

    return act


def _questioning(cast: Cast, ids: Ids, now: datetime) -> None:
    """Let each agency ask the other's expert about a record of its own."""
    for name, who, expert in (("own_question", cast.south, "own_expert"), ("", _supervisor(cast), "south_expert")):
        asker = replace(reader(who, now), case="C-7")
        record = ids["own_seller" if who is not cast.south else "south_seller"]
        ids[name or "asked_question"] = helping.ask(
            reader=asker, now=now, id=ids[expert], record=record, said="Can you help?"
        ).id  # fmt: skip


def _supervisor(cast: Cast) -> agencies.Person:
    return cast.of_role[Role.SUPERVISOR]


def _analyst(cast: Cast) -> agencies.Person:
    return cast.of_role[Role.ANALYST]


def _prosecutor(cast: Cast) -> agencies.Person:
    return cast.of_role[Role.PROSECUTOR]


def _south(cast: Cast) -> agencies.Person:
    return cast.south


def _east(cast: Cast) -> agencies.Person:
    return cast.east


_CASE = {"title": "Sellers of Lantern Market", "reference": "C-7", "stage": "open", "summary": WORDS}
_NOTE = {"title": "Note on the quay", "sort": "report", "text": f"{WORDS} Asked for {HANDLE} and {MAIL}."}
_LETTER = {**_NOTE, "title": "Letter about the quay"}

_BEHAVIOUR = {
    "title": "Lantern oil from the quay", "signs": WORDS,
    "words": ["lantern oil", "plain parcels", "reeve", "lampwright", "nightferry"],
    "markets": [MARKET], "products": ["drugs"],
}  # fmt: skip

_HELD_QUIETLY = {
    "aliases": ["quay.merchant", "lampwright", "reeve", "nightferry"],
    "emails": [MAIL, "quay.new@example.org", "quay.old@example.org"],
}
"""Every identifier that is hidden elsewhere, in a record that nobody of north sees: a check of one is a hit anyway.

The sellers of a hidden dataset are in a dataset of the same kind, seen on other days: no row is held already.
"""
_QUIET_ROWS = tuple((seller, "2025-06-01") for seller, _ in HIDDEN_ROWS)

_GIVEN = {"address": WALLET, "market": MARKET, "description": WORDS}
_TO_NORTH = {**OWN, "scope": "NAMED", "recipients": ["north"]}

EARLIER: tuple[Act, ...] = (
    _recording("market", _south, "market", {"name": MARKET}, CLEAR),
    _recording("own_seller", _supervisor, "vendor_account", seller(), OWN),
    _recording("south_seller", _south, "vendor_account", seller(), CLEAR),
    _recording("south_quiet", _south, "vendor_account", seller("tidekeeper", **_HELD_QUIETLY), {**OWN, "index": "hit"}),
    _recording("own_key", _analyst, "pgp_key", {"fingerprint": KEY, "user_ids": [f"{HANDLE} <{MAIL}>"]}, OWN),
    _linking(_supervisor, "own_seller", LinkType.USES, "own_key"),
    _bringing("own_intake", _analyst, ROWS, OWN),
    _bringing_to_look("own_looked", _analyst, exchange.pack(2), OWN),
    _bringing("south_intake", _south, ROWS[:2], CLEAR),
    _bringing("south_quiet_intake", _south, _QUIET_ROWS, {**OWN, "index": "hit"}),
    _recording("south_case", _south, "case", {**_CASE, "reference": "S-3"}, SHARED),
    _recording("south_behaviour", _south, "behaviour", _BEHAVIOUR, {"tlp": "CLEAR"}),
    _recording("south_practice", _south, "practice", {"title": "Buy from the quay"}, {"tlp": "CLEAR"}),
    _linking(_south, "south_seller", LinkType.INSTANCE_OF, "south_behaviour"),
    _linking(_south, "south_practice", LinkType.ANSWERS, "south_behaviour"),
    lambda cast, ids, now: guarded_library.answer(reader(cast.south, now), now, ids["south_behaviour"]),
    _recording("south_tool", _south, "tool", {"title": "Lamp reader", "summary": WORDS}, {"tlp": "CLEAR"}),
    _linking(_south, "south_practice", LinkType.USES, "south_tool"),
    _sealing,
)
"""The first half."""


def _operating(cast: Cast, ids: Ids, now: datetime) -> None:
    guarded_joint.begin(reader(_supervisor(cast), now), reader(cast.south, now), now, ids, MARKET)


def _leading(cast: Cast, ids: Ids, now: datetime) -> None:
    ids |= guarded_leads.record(reader(_supervisor(cast), now), reader(cast.south, now), now, OWN)


LATER: tuple[Act, ...] = (
    _recording("east_seller", _east, "vendor_account", seller("lampwright"), SHARED),
    _recording("given", _south, "wallet", _GIVEN, _TO_NORTH),
    _linking(_south, "south_seller", LinkType.RELATED_TO, "south_case"),
    _recording("own_case", _prosecutor, "case", _CASE, BASIS, Purpose.PROSECUTION),
    _recording("own_tool", _supervisor, "tool", {"title": "Disk reader"}, {"purposes": ["prosecution"]}),
    _recording("own_note", _prosecutor, "document", _NOTE, BASIS, Purpose.PROSECUTION),
    _giving("own_letter", _prosecutor, _LETTER, OUTSIDE),
    _judging(_supervisor, "own_seller", Verdict.SAME, "south_seller"),
    _judging(_south, "south_seller", Verdict.DIFFERENT, "east_seller"),
    _amending,
    _writing,
    _aging("own_seller"),
    _aging("south_seller"),
    _agreed("own_agreement", _supervisor, "south"),
    _agreed("south_agreement", _south, "north", "east"),
    _agreed("other_agreement", _south, "east"),
    _registering,
    _listing("own_expert", lambda cast: cast.colleague, "Lantern oil"),
    _listing("south_expert", _south, "Lantern oil", "Plain parcels"),
    _questioning,
    _operating,
    _leading,
    _lining,
    _looking,
    _sealing,
)
"""The second half."""


def carry_out(acts: tuple[Act, ...], cast: Cast, ids: Ids, moment: Clock, since: datetime) -> None:
    """Carry acts out, a minute apart from a moment on."""
    for number, act in enumerate(acts):
        moment.move(since + timedelta(minutes=number))
        act(cast, ids, moment())
