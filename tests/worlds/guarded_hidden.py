"""What is hidden in one of two worlds: a record like those that may be seen, more tempting than any, under other marks.

Each sort of hiding changes one thing of an envelope that would let the reader see it, so that nothing else hides it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock

from django.db import transaction
from tests.worlds import agencies, exchange, guarded_joint, guarded_library, stillness
from tests.worlds.guarded_acts import (
    CLEAR,
    HIDDEN_ROWS,
    MAIL,
    OWN,
    WALLET,
    WORDS,
    Ids,
    aged,
    attach,
    bring,
    bring_to_look,
    change_of_files,
    given,
    reader,
    seller,
    taken_back,
)
from tests.worlds.guarded_people import GROUP, QUIET, Cast
from tests.worlds.repository import KEY

from bowstreet.casework.intake import admitting, reading, undoing
from bowstreet.casework.intake.models import Source
from bowstreet.casework.sharing.models import PulledIn
from bowstreet.holdings.agencies import groups
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger import recording as entering
from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.holdings.repository import connecting, drafting, judging, proposing, recording, wishes
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Invalid, Refusal

Envelope = dict[str, Any]

SOUTH: dict[str, Envelope] = {
    "owner only": {"scope": "OWNER"},
    "named to others": {"scope": "NAMED", "recipients": ["east"]},
    "in a group": {"scope": "GROUP", "group": GROUP},
    "TLP RED": {"tlp": "RED"},
    "undetermined": {"subject_category": "undetermined", "category_ground": "not looked at yet"},
    "restricted": {"state": "restricted"},
    "classified": {"classification": "EU_CONFIDENTIAL"},
    "another purpose": {"purposes": ["subject_category_determination"]},
}
"""Sorts of hiding at another agency."""

NORTH: dict[str, Envelope] = {
    "undetermined": {"subject_category": "undetermined", "category_ground": "not looked at yet"},
    "restricted": {"state": "restricted"},
    "classified": {"classification": "EU_CONFIDENTIAL"},
}
"""Sorts of hiding at the reader's own agency."""

HIDDEN_PAGE = "page-of-the-hidden"
"""The page on which a draft of what is hidden was begun."""

_NEWER = {"value": "quay.new@example.org", "first_seen": "2025-05-01", "last_seen": "2026-02-27"}
_OLDER = {"value": "quay.old@example.org", "first_seen": "2014-02-01", "last_seen": "2014-03-01"}
_MANY = {"aliases": ["quay.merchant", "lampwright", "reeve"], "products": ["drugs", "cannabis"]}

BODIES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("vendor_account", seller(**_MANY, emails=[MAIL, _NEWER], deals="90000", registered_on="2026-02-01")),
    (
        "vendor_account",
        seller(**_MANY, emails=[MAIL, _OLDER], description=[WORDS, f"{WORDS} {WORDS} {WORDS} 上海 Hauptstraße"]),
    ),
    ("pgp_key", {"fingerprint": KEY, "user_ids": ["quaymerchant", f"reeve <{MAIL}>"], "description": WORDS}),
    ("wallet", {"address": WALLET, "market": "Lantern Market", "description": f"{WORDS} lampwright reeve"}),
    (
        "expert",
        {"name": "Quay Merchant", "competences": [WORDS, "Lantern Market", "Bitcoin"], "languages": ["en", "nl"],
         "jurisdictions": ["NL", "SE"], "emails": [MAIL], "consented_on": "2026-02-01",
         "summary": f"{WORDS} lampwright reeve"},
    ),
)  # fmt: skip
"""Kinds and fields: the same handle, selectors, words, market and product as what may be seen, and more of them."""


GIVEN = (1, 3)
"""Which of the bodies somebody gave to the agency that holds them."""


@dataclass(frozen=True)
class Hidden:
    """One thing to hide: how, at which agency, which of the bodies (None: a dataset), and its index policy."""

    sort: str
    agency: str
    body: int | None
    index: str

    @property
    def name(self) -> str:
        what = "a dataset" if self.body is None else f"{BODIES[self.body][0]} {self.body}"
        return f"{what} of {self.agency}, {self.sort}, index {self.index}"

    @property
    def given_by(self) -> str:
        """Return who gave it: nobody what is its agency's own, else who is met nowhere else."""
        return "Tidewater Watch" if self.body in GIVEN else ""

    @property
    def envelope(self) -> Envelope:
        """Return its envelope."""
        if self.agency == "south":
            return {**CLEAR, **SOUTH[self.sort], "index": self.index}
        return {**OWN, **NORTH[self.sort], "index": self.index}


def put_in(hidden: Hidden, cast: Cast, ids: Ids, now: datetime) -> None:
    """Carry out the acts by which the hidden thing comes into the world; its ids join ``ids``."""
    who = cast.south if hidden.agency == "south" else cast.of_role[Role.SUPERVISOR]
    if who is cast.south:
        groups.add_member(reader=who.reader(now), group=QUIET, agency="east", since=now.date(), until=None, now=now)
    if hidden.body is None:
        asker = reader(cast.colleague if who is not cast.south else who, now)
        earlier = now - timedelta(minutes=1)
        with mock.patch.object(admitting, "datetime", stillness.showing(earlier)):
            undone = bring(asker, earlier, HIDDEN_ROWS[-1:], hidden.envelope)
        undoing.undo(reader=asker, now=earlier, id=undone)
        reading.read(undone)
        ids["hidden_intake"] = bring(asker, now, HIDDEN_ROWS, hidden.envelope)
        ids["hidden"] = _dataset_of(ids["hidden_intake"])
        ids["hidden_looked"] = bring_to_look(asker, now, exchange.pack(3), hidden.envelope)
        if "own_peer" in ids and hidden.agency == "north":
            PulledIn.objects.create(peer_id=ids["own_peer"], intake=ids["hidden_looked"], at=now)
        return
    kind, body = BODIES[hidden.body]
    ids["hidden"] = given(reader(who, now), now, (kind, body), hidden.envelope, hidden.given_by)
    aged(ids["hidden"], now)
    if "south_seller" in ids and hidden.agency == "south":
        _link(who, ids, now)
        _answer(reader(who, now), now, hidden)
        _judge(who, ids, now)
    if hidden.agency == "south" or hidden.sort == "undetermined":
        _write(reader(who, now), ids, now, hidden)
    if "own_operation" in ids:
        guarded_joint.bring(reader(who, now), now, ids)


def _write(asker: Reader, ids: Ids, now: datetime, hidden: Hidden) -> None:
    """Add a picture to the hidden record, begin a draft of it, propose a change, and take another one like it back."""
    if hidden.body is None:
        return
    kind, body = BODIES[hidden.body]
    with suppress(Refusal):
        ids["hidden_file"] = attach(asker, now, ids["hidden"])
        drafting.keep(reader=asker, now=now, kind=kind, id=ids["hidden"], begun=1, page=HIDDEN_PAGE, seq=1, body=body)
        with transaction.atomic():
            wish = Wish(wishes.EDIT, kind, ids["hidden"], 1, body)
            ids["hidden_change"] = proposing.propose(asker, now, wish)
        ids["hidden_files"] = change_of_files(asker, now, kind, ids["hidden"])
        other = {**body, "handle": "nightferry"} if kind == "vendor_account" else body
        taken_back(asker, now, kind, other, {**hidden.envelope, "case_ref": "C-99"})


def _link(who: agencies.Person, ids: Ids, now: datetime) -> None:
    """Link the hidden record with one that may be seen, as an instance of a behaviour, under the stricter marks."""
    asker = reader(who, now)
    for type, other in (
        (LinkType.RELATED_TO, "south_seller"), (LinkType.INSTANCE_OF, "south_behaviour"), (LinkType.USES, "south_tool"),
    ):  # fmt: skip
        try:
            connecting.link(
                reader=asker, now=now, id=ids["hidden"], other=ids[other], type=type, first_seen=date(2024, 11, 5)
            )
        except (connecting.NotToBeLinked, recording.Hidden):
            return


def _answer(asker: Reader, now: datetime, hidden: Hidden) -> None:
    """Record a hidden behaviour, which a card of the library answered that also answered one that may be seen."""
    with suppress(Refusal):
        body = {"title": "Lamps put out", "words": ["lampwright"]}
        guarded_library.answer_hidden(asker, now, given(asker, now, ("behaviour", body), hidden.envelope, ""))


def _judge(who: agencies.Person, ids: Ids, now: datetime) -> None:
    """Judge the hidden record the same as one that may be seen, where both can be one thing."""
    try:
        judging.judge(reader=reader(who, now), now=now, id=ids["hidden"], other=ids["south_seller"],
                      verdict=Verdict.SAME, note="One key.")  # fmt: skip
    except (connecting.NotToBeLinked, recording.Hidden, Invalid):
        return


def _dataset_of(intake: str) -> str:
    return str(Source.objects.filter(intake=intake).values_list("dataset", flat=True)[0])


def where(intake: str) -> Ids:
    """Return dataset, import and original of an intake, for the addresses of its rows and reject list."""
    source = Source.objects.filter(intake=intake).get()
    brought = Import.objects.get(dataset=source.dataset, sha256=source.sha256)
    return {"dataset": Dataset.objects.get(id=source.dataset).id, "import": brought.id, "sha256": source.sha256}


class Entered:
    """The entries that acts left in the ledger, so that another world can have the entries without what was done.

    An agency's tree tells its officers how many entries it has; of an agency's own hidden record nothing else may
    show. So the other world gets the same entries, and no record.
    """

    def __init__(self) -> None:
        self._said: list[tuple[Callable[..., Any], dict[str, Any]]] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note what is entered meanwhile, acts and look-ups."""
        acts = mock.patch.object(entering, "record_act", self._noting(entering.record_act))
        with acts, mock.patch.object(looking, "note", self._noting(looking.note)):
            yield

    def enter_again(self) -> None:
        """Enter the same in the world where this process works."""
        for enter, said in self._said:
            with transaction.atomic():
                enter(**said)

    def _noting(self, enter: Callable[..., Any]) -> Callable[..., Any]:
        def noting(**said: Any) -> Any:
            self._said.append((enter, said))
            return enter(**said)

        return noting
