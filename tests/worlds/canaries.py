"""Records whose every free text holds a canary: a word of its own, the market, an e-mail address and a phone number.

By the canaries that an answer holds one tells which text it came from, and whether that opens as deep as it was shown.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from tests.worlds import intake
from tests.worlds.guarded_acts import OUTSIDE, given, reader
from tests.worlds.guarded_people import Cast
from tests.worlds.pictures import png

from bowstreet.casework.intake import bringing, reading
from bowstreet.holdings.repository import connecting, judging, proposing, recording, saving, wishes
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.envelope import Particulars
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader, Role

MARKETS = {"south": "Saltwharf", "north": "Reedfair"}
"""By the agency that records of it."""

SECOND = "another seller"
DEPTHS = ("discover", "meta", "body", "identifiers", "owner")
NOT_WRITTEN = ("onion_service", "image")
"""Kinds whose one needed field holds what no canary can be written as."""

_SEEN = re.compile(rb"(zq)(\d{4})z|(mail)(\d{4})|(512)(?:[ +-]|%20)?34(\d)(?:[ +-]|%20)?(\d{3})", re.IGNORECASE)


@dataclass(frozen=True)
class Canary:
    """One text: where it stands, whose that is, and the depth at which its words open to other agencies.

    ``of_docket``: in the envelope, which the owner's officers see whole.
    """

    number: int
    where: str
    owner: str
    opens: str
    of_docket: bool

    @property
    def word(self) -> str:
        return f"zq{self.number:04}z"

    @property
    def mail(self) -> str:
        return f"mail{self.number:04}@leak.example.org"

    @property
    def phone(self) -> str:
        return f"+48 512 34{self.number:04}"

    @property
    def text(self) -> str:
        return f"{self.word} wrote on {MARKETS[self.owner]} as {self.mail}, {self.phone}"

    @property
    def bare(self) -> str:
        """The same without the market."""
        return f"{self.word} wrote as {self.mail}, {self.phone}"


def seen(body: bytes) -> Iterator[tuple[int, bool]]:
    """Yield the number of each canary in some bytes, and whether what stands there is more than its word."""
    for found in set(_SEEN.findall(body)):
        yield int(found[1] or found[3] or found[5] + found[6]), not found[0]


class Nest:
    """Canaries as they are made, by number."""

    def __init__(self) -> None:
        self.made: dict[int, Canary] = {}
        self._numbers = itertools.count(1)

    def canary(self, where: str, owner: str, opens: str, *, of_docket: bool = False) -> Canary:
        """Return a new one."""
        made = Canary(next(self._numbers), where, owner, opens, of_docket)
        self.made[made.number] = made
        return made

    def envelope(self, owner: str, kind: Kind, **more: Any) -> dict[str, Any]:
        """Return an envelope of which every text holds one."""
        about = [each.name for each in fields(Particulars) if each.name not in opening.CODES and each.name != "author"]
        particulars = {
            name: self._of_docket(kind, name, owner, "owner" if name in opening.OFFICERS else "body").text
            for name in about
        }
        conditions = [self._of_docket(kind, name, owner, "meta") for name in ("h3_text", "restriction")]
        h3, asked = (each.text if kind.market_fields else each.bare for each in conditions)
        restriction = {
            "action": "court", "text": asked, "set_by": self._of_docket(kind, "set_by", owner, "owner").word,
            "set_on": "2026-01-01", "valid_until": None,
        }  # fmt: skip
        automation = ["statistics", self._of_docket(kind, "automation", owner, "owner").text]
        return {**particulars, "subject_category": "suspect", "handling": ["H3"], "h3_text": h3,
                "restrictions": [restriction], "automation": automation, **more}  # fmt: skip

    def _of_docket(self, kind: Kind, name: str, owner: str, opens: str) -> Canary:
        return self.canary(f"{kind.code} {name}", owner, opens, of_docket=True)

    def body(self, owner: str, kind: Kind) -> dict[str, Any]:
        """Return a body of which every text holds one, and the source of every statement."""
        told = {field.name: value for field in kind.fields if (value := self._value(owner, kind, field)) is not None}
        return {name: self._stated(owner, kind, name, value) for name, value in told.items()}

    def _stated(self, owner: str, kind: Kind, name: str, value: Any) -> Any:
        if not kind.by_name[name].many:
            return value
        return [{"value": value, "source": self.canary(f"{kind.code} source of {name}", owner, "body").text}]

    def _value(self, owner: str, kind: Kind, field: Field) -> Any:
        if field.shape is Shape.MARKET:
            return MARKETS[owner]
        if field.shape is Shape.CHOICE:
            return field.choices[0][0]
        deep = field.depth is Depth.IDENTIFYING
        made = self.canary(f"{kind.code} {field.name}", owner, "identifiers" if deep else "body")
        if field.selector:
            return _SELECTORS.get(field.selector, lambda _: None)(made)
        return made.text if field.shape in (Shape.TEXT, Shape.LONG_TEXT, Shape.COUNTRY) else None


_SELECTORS: dict[str, Callable[[Canary], str | None]] = {
    "handle": lambda one: one.word,
    "email": lambda one: one.mail,
    "phone": lambda one: one.phone,
    "telegram": lambda one: f"@{one.word}",
    "domain": lambda one: f"{one.word}.example.org",
    "onion|url|domain": lambda one: f"https://{one.word}.example.org/x",
    "pgp_fingerprint": lambda one: f"{one.number:040X}",
    "bitcoin|ethereum|monero|litecoin|bitcoin_cash|tron": lambda one: f"0x{one.number:040x}",
}


@dataclass(frozen=True)
class Lofts:
    """What was written: the canaries, and the ids of what others share, of what they do not, and of one's own."""

    canaries: dict[int, Canary]
    shared: dict[str, str]
    closed: str
    shut: frozenset[int]
    """The canaries of what is closed."""

    own: dict[str, str]


def put_in(cast: Cast, now: datetime) -> Lofts:
    """Record one of every kind at another agency, open to others; one that is not; one at the reader's own; more."""
    nest, south = Nest(), reader(cast.south, now)
    kinds = [each for each in catalogue.ALL.values() if each.code not in NOT_WRITTEN]
    open_to_others = {"scope": "LEA", "tlp": "GREEN"}
    shared = {kind.code: _recorded(nest, south, now, kind, open_to_others) for kind in kinds}
    seller = catalogue.kind("vendor_account")
    shared[SECOND] = _given(nest, south, now, seller, open_to_others)
    _built_on(nest, south, now, shared)
    before = frozenset(nest.made)
    closed = _recorded(nest, south, now, seller, {"scope": "OWNER", "index": "hit"})
    shut = frozenset(nest.made) - before
    return Lofts(nest.made, shared, closed, shut, _own(nest, cast, now))


def _given(nest: Nest, asker: Reader, now: datetime, kind: Kind, marks: dict[str, Any]) -> str:
    """Record a body that somebody gave and that may be linked, and change all of it; return the id."""
    owner = asker.agency
    envelope = {**nest.envelope(owner, kind, **marks), "handling": ["H2"]}
    made = given(asker, now, (kind.code, nest.body(owner, kind)), envelope, OUTSIDE)
    saving.edit(reader=asker, now=now, id=made, begun=1, body=nest.body(owner, kind))
    return made


def _recorded(nest: Nest, asker: Reader, now: datetime, kind: Kind, marks: dict[str, Any]) -> str:
    """Record a body, change all of it and all of its envelope, and add a file; return the id."""
    owner = asker.agency
    envelope = nest.envelope(owner, kind, **marks)
    made = recording.record(reader=asker, now=now, kind=kind.code, body=nest.body(owner, kind), envelope=envelope)
    saving.edit(reader=asker, now=now, id=made.id, begun=1, body=nest.body(owner, kind))
    saving.change_marks(reader=asker, now=now, id=made.id, changes=nest.envelope(owner, kind, **marks))
    place = Path(settings.INCOMING) / "canary.png"
    place.write_bytes(png(made.id))
    name = f"{nest.canary(f'{kind.code} file', owner, 'identifiers').text}.png"
    saving.attach(reader=asker, now=now, id=made.id, files=[intake.Sent(name, str(place), place.stat().st_size)])
    return made.id


def _own(nest: Nest, cast: Cast, now: datetime) -> dict[str, str]:
    """Record one at the reader's agency with a change that waits, take one back, and hand a table in; return the ids.

    By the names under which the visits ask for such things.
    """
    asker, seller = reader(cast.of_role[Role.SUPERVISOR], now), catalogue.kind("vendor_account")
    made = _recorded(nest, asker, now, seller, {"scope": "OWNER"})
    with transaction.atomic():
        wish = Wish(wishes.EDIT, "vendor_account", made, 3, nest.body("north", seller), reason=_ground(nest))
        change = proposing.propose(asker, now, wish)
    gone = _recorded(nest, asker, now, seller, {"scope": "OWNER"})
    saving.withdraw(reader=asker, now=now, id=gone, reason=_ground(nest))
    return {"own_seller": made, "own_change": change, "own_trash": gone, "own_intake": _brought(nest, asker, now)}


def _ground(nest: Nest) -> str:
    return nest.canary("ground of an act", "north", "identifiers").text


def _brought(nest: Nest, asker: Reader, now: datetime) -> str:
    """Hand in a table whose title, name, part of its rows and rejects hold canaries; return the intake."""
    title, name, row, reject = (
        nest.canary(f"intake {each}", asker.agency, "identifiers") for each in ("title", "file", "row", "reject")
    )
    rows = ((row.word, "2025-04-01"), ("a seller", reject.bare))
    table = intake.table(Path(settings.INCOMING) / "canaries.csv", rows)
    sent = [
        intake.Sent(f"{name.bare}.csv", str(table), table.stat().st_size),
        intake.Sent(f"{name.bare}.bin", str(table.with_suffix(".bin")), table.with_suffix(".bin").write_bytes(b"\0\1")),
    ]
    made = bringing.bring(reader=asker, now=now, files=sent, title=title.text, envelope={"legal_basis": "an act"})
    reading.read(made.id)
    return made.id


def _built_on(nest: Nest, asker: Reader, now: datetime, shared: dict[str, str]) -> None:
    """Link a seller with everything and judge two sellers, each with what it rests on."""
    seller, other = shared["vendor_account"], shared[SECOND]
    for code, id in shared.items():
        if id != seller:
            rests = nest.canary(f"link to {code}", asker.agency, "body").text
            connecting.link(
                reader=asker, now=now, id=seller, other=id, type=LinkType.RELATED_TO, evidence=(rests, rests)
            )
    note, evidence = (nest.canary(f"judgement {each}", asker.agency, "body").text for each in ("note", "evidence"))
    judging.judge(reader=asker, now=now, id=seller, other=other, verdict=Verdict.SAME, note=note, source=evidence)
