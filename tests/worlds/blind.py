"""Three invented agencies that match blindly, each with a folder, a share and an evaluator, asked without a network."""

import io
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import connections
from nacl.pwhash import argon2id

from bowstreet.casework.deconfliction.blind import asking, ceremony, index, keeping
from bowstreet.casework.deconfliction.blind.answering import Evaluator
from bowstreet.casework.deconfliction.blind.asking import Pair
from bowstreet.casework.deconfliction.blind.keeping import Folder
from bowstreet.casework.deconfliction.blind.parties import Card, Identity
from bowstreet.casework.deconfliction.blind.quotas import Purse

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PASSPHRASE = "seven grey herons"
NAMES = ("east", "north", "west")
TYPES = ("phone", "handle", "monero")
LIGHT = (argon2id.OPSLIMIT_MIN, argon2id.MEMLIMIT_MIN)
"""What a try of a passphrase costs in tests."""


@dataclass
class Member:
    """An agency with all that it has."""

    name: str
    identity: Identity
    folder: Folder
    evaluator: Evaluator | None = None


@dataclass
class Sent:
    """What went to a member, and what came back."""

    receiver: str
    path: str
    body: bytes
    answer: bytes


@dataclass
class Circle:
    """The members, what is sent between them, and who is away."""

    members: dict[str, Member]
    away: set[str] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)
    now: datetime = NOW

    def post(self, card: Card, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Have a member's evaluator answer."""
        if card.agency in self.away:
            raise asking.NotAnswered("The peer cannot be reached.")
        evaluator = self.members[card.agency].evaluator
        assert evaluator is not None
        status: list[str] = []
        environ = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)),
                   "wsgi.input": io.BytesIO(body), "HTTP_X_SIGNATURE": headers.get("X-Signature", "")}  # fmt: skip
        try:
            answer = b"".join(evaluator(environ, lambda said, _: status.append(said)))
        finally:
            if threading.current_thread() is not threading.main_thread():
                connections.close_all()
        self.sent.append(Sent(card.agency, path, body, answer))
        return int(status[0].split()[0]), answer

    def asks(self, name: str, **more: str) -> asking.Asking:
        """Return a member that asks for an officer."""
        member = self.members[name]
        said = {"officer": "o-1", "purpose": "cross_checking", "case": "case 7"} | more
        return asking.Asking(member.identity, name, member.folder.group(), said["officer"], said["purpose"],
                             said["case"], self.post, lambda: self.now)  # fmt: skip

    def purse(self, name: str) -> Purse:
        """Return where a member counts."""
        return Purse(self.members[name].folder.quotas)

    def hold(self, name: str, pairs: Sequence[Pair], silent: bool = False) -> list[index.Value]:
        """Have a member index values of its own."""
        folder = self.members[name].folder
        tagged = self.asks(name).tagged(pairs)
        made = {tag: index.new(*pair, silent=silent) for pair, tag in tagged.items()}
        index.keep(folder, made.values())
        index.write(folder, folder.epoch(), made)
        return list(made.values())

    def deal(self, epoch: int, threshold: int = 2, types: Sequence[str] = TYPES) -> list[ceremony.Deal]:
        """Have all members deal."""
        return [
            ceremony.deal(identity=each.identity, agency=each.name, cards=self.cards(), threshold=threshold,
                          epoch=epoch, types=types)
            for each in self.members.values()
        ]  # fmt: skip

    def cards(self) -> list[Card]:
        """Return the cards of all."""
        return [
            each.identity.card(agency=each.name, contact=f"desk {each.name}", address=f"https://{each.name}.example/")
            for each in self.members.values()
        ]

    def accept(self, deals: Sequence[ceremony.Deal]) -> None:
        """Have all members accept what was dealt."""
        for each in self.members.values():
            held = ceremony.accept(identity=each.identity, agency=each.name, cards=self.cards(), deals=deals)
            each.folder.keep(held, PASSPHRASE)

    def begin(self) -> None:
        """Have all evaluators begin with the key in force."""
        for each in self.members.values():
            each.evaluator = Evaluator(
                each.name, each.folder, each.folder.group(), each.folder.secrets(PASSPHRASE), lambda: self.now
            )


def circle(place: Path, names: Sequence[str] = NAMES, threshold: int = 2, types: Sequence[str] = TYPES) -> Circle:
    """Return members with a key of their first epoch and evaluators at work."""
    keeping.COST = LIGHT
    members = {}
    for name in names:
        folder = Folder(place / name)
        members[name] = Member(name, folder.make_identity(PASSPHRASE), folder)
    made = Circle(members)
    made.accept(made.deal(1, threshold, types))
    made.begin()
    return made


def lying(evaluator: Evaluator, type: str, secret: bytes) -> Evaluator:
    """Return an evaluator that answers with another share than its own."""
    return replace(evaluator, secrets={**evaluator.secrets, type: secret})
