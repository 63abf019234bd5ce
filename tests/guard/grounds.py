"""The two worlds: one with something hidden, one without, built from the same people by the same acts."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.guard.visitor import Visitor, in_this_process
from tests.worlds import agencies, guarded_acts, guarded_hidden, guarded_people, guarded_state, memory
from tests.worlds.guarded_acts import EARLIER, LATER, START, Ids
from tests.worlds.guarded_hidden import Entered, Hidden
from tests.worlds.guarded_people import Cast
from tests.worlds.stillness import Clock, still

from bowstreet.holdings.agencies import enrolling, second_factor, signing, tokens
from bowstreet.holdings.ledger import sealing
from bowstreet.holdings.ledger.models import Act, Leaf
from bowstreet.holdings.repository import drafting, guises
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import LEA_ROLES, Role

SEED = "the small world"
NOBODY = "019cb000-0000-7000-8000-000000000000"
"""An id that nothing has."""

POSITIONS = ("before", "between", "after")
VISIT = START + timedelta(days=1)
COLLEAGUES = {Role.DATA_PROTECTION_OFFICER: "n.auditor", Role.AUDITOR: "n.data_protect"}
"""Whose view an officer may ask for, where it is not the colleague's."""


@dataclass(frozen=True)
class Built:
    """A world on disk, and the ids of what is in it."""

    folder: Path
    ids: Ids


class Grounds:
    """The folder where the worlds of this process are built; people are enrolled once."""

    def __init__(self) -> None:
        self._root = tempfile.TemporaryDirectory(prefix="bowstreet-worlds-", dir=memory.place())
        self.root = Path(self._root.name)
        self._halves: dict[str, Built] = {}
        self._bare: dict[str, Built] = {}
        self.people = guarded_state.made_empty(self.root / "people")
        with self.at(self.people, agencies.NOW, "people"):
            self.cast: Cast = guarded_people.made()
            _warm_up()

    def close(self) -> None:
        """Remove everything."""
        self._root.cleanup()

    @contextmanager
    def at(self, folder: Path, now: datetime, seed: str) -> Iterator[Clock]:
        """Work in a folder, with time and chance held."""
        moment = Clock(now)
        with guarded_state.inside(folder), still(seed, moment), in_this_process():
            yield moment

    def pair(self, hidden: Hidden, position: str) -> tuple[Built, Built]:
        """Return the world with something hidden put in at a position, and the one without."""
        entered = Entered()
        with_it = self._built("with", position, hidden, entered)
        without = self._without(position) if hidden.agency != "north" else self._built("alike", position, None, entered)
        return with_it, Built(without.folder, with_it.ids)

    def plain(self) -> Built:
        """Return the world in which nothing is hidden."""
        return self._without("after")

    def _without(self, position: str) -> Built:
        if position not in self._bare:
            self._bare[position] = self._built(f"without {position}", position, None, Entered())
        return self._bare[position]

    def _built(self, name: str, position: str, hidden: Hidden | None, entered: Entered) -> Built:
        begun = self._half(position)
        shutil.rmtree(self.root / name, ignore_errors=True)
        folder, ids = guarded_state.copied(begun.folder, self.root / name), dict(begun.ids)
        rest = {"before": EARLIER + LATER, "between": LATER, "after": ()}[position]
        put_in = {"before": START - timedelta(minutes=9), "between": START + timedelta(hours=2),
                  "after": START + timedelta(hours=5)}[position]  # fmt: skip
        with self.at(folder, put_in, SEED) as moment:
            if hidden is None:
                entered.enter_again()
            else:
                with entered.noted():
                    guarded_hidden.put_in(hidden, self.cast, ids, moment())
            since = START if position == "before" else START + timedelta(hours=3)
            guarded_acts.carry_out(rest, self.cast, ids, moment, since)
            self._finish(ids, moment)
        return Built(folder, ids)

    def _finish(self, ids: Ids, moment: Clock) -> None:
        moment.move(START + timedelta(hours=6))
        while guises.keep_up():
            pass
        sealing.seal(now=moment())
        for intake in ("own_intake", "south_intake", "hidden_intake"):
            found = guarded_hidden.where(ids[intake]) if intake in ids else dict.fromkeys(_WHERE, NOBODY)
            ids |= {f"{intake}_{name}": value for name, value in found.items()}
        ids.setdefault("hidden_intake", NOBODY)
        ids.setdefault("hidden_looked", NOBODY)
        ids.setdefault("hidden", NOBODY)

    def _half(self, position: str) -> Built:
        """Return what stands before a position; built once."""
        if position == "before":
            return Built(self.people, {})
        if position not in self._halves:
            folder, ids = guarded_state.copied(self.people, self.root / position), Ids()
            with self.at(folder, START, SEED) as moment:
                guarded_acts.carry_out(EARLIER, self.cast, ids, moment, START)
                if position == "after":
                    guarded_acts.carry_out(LATER, self.cast, ids, moment, START + timedelta(hours=3))
            self._halves[position] = Built(folder, ids)
        return self._halves[position]

    @contextmanager
    def visited(self, built: Built, role: Role | None, purpose: Purpose | None, seed: str) -> Iterator[Visitor]:
        """Call on a world as an officer; always at the same place and moment, and what is done there is forgotten."""
        with self._copy_of(built.folder, "here", seed) as moment:
            yield self._visitor(role, purpose, moment, self._ids_of(role, moment, built.ids), seed)

    def arrived(self, built: Built, role: Role | None) -> Built:
        """Return a world where an officer has his belongings, for ``visited_again``; it stands until the next one."""
        with self._copy_of(built.folder, "arrived", f"arrival of {role}") as moment:
            return Built(self.root / "arrived", self._ids_of(role, moment, built.ids))

    @contextmanager
    def visited_again(self, arrived: Built, role: Role | None, purpose: Purpose | None, seed: str) -> Iterator[Visitor]:
        """Call as ``visited`` does, where the officer has arrived before."""
        with self._copy_of(arrived.folder, "here", seed) as moment:
            yield self._visitor(role, purpose, moment, arrived.ids, seed)

    @contextmanager
    def _copy_of(self, folder: Path, name: str, seed: str) -> Iterator[Clock]:
        shutil.rmtree(self.root / name, ignore_errors=True)
        with self.at(guarded_state.copied(folder, self.root / name), VISIT, seed) as moment:
            yield moment

    def _visitor(self, role: Role | None, purpose: Purpose | None, moment: Clock, ids: Ids, seed: str) -> Visitor:
        person, token = (self.cast.of_role[role], self.cast.tokens[role]) if role is not None else (None, "")
        colleague = COLLEAGUES.get(role, "n.colleague")
        return Visitor(role, person, token, purpose, moment, ids, colleague, random.Random(seed))

    def _ids_of(self, role: Role | None, moment: Clock, ids: Ids) -> Ids:
        person = self.cast.of_role[role] if role is not None else None
        return {**ids, **self._belongings(person, moment), **_written(person, role, moment(), ids)}

    def _belongings(self, person: agencies.Person | None, moment: Clock) -> Ids:
        """Return what the visitor has: a token to revoke, an entry in the ledger, and an enrolment link."""
        now = moment.tick()
        lead = self.cast.of_role[Role.SUPERVISOR].reader(now)
        link = enrolling.enrol(reader=lead, now=now, name="New Comer", login="n.newcomer", role=Role.ANALYST)
        secret = agencies.opened(link.path, now).totp_secret
        found = {
            "officer": self.cast.colleague.id,
            "link": agencies.token_of(link.path),
            "link_code": second_factor.code_at(secret, now),
        }
        if person is None:
            return {**found, "token": NOBODY, "own_entry": "1"}
        acts = Act.objects.filter(agency=person.agency, officer=person.id).values_list("number", flat=True)
        entry = Leaf.objects.filter(agency=person.agency, store="acts", number__in=list(acts)).order_by("place").first()
        made = tokens.make(reader=person.reader(now), now=now, label="to revoke")
        return {**found, "token": made.card.id, "own_entry": str(entry.place if entry else 1)}


def _written(person: agencies.Person | None, role: Role | None, now: datetime, ids: Ids) -> Ids:
    """Return what the visitor has written: a draft, and a change of the own note that waits."""
    if person is None or role not in LEA_ROLES:
        return {"own_draft": "none", "my_change": NOBODY}
    purpose = Purpose.PROSECUTION if role is Role.PROSECUTOR else Purpose.OPERATIONAL_ANALYSIS
    asker = person.reader(now, purpose=purpose)
    drafting.keep(reader=asker, now=now, kind="document", page="mine", seq=1, body={"title": "Begun"})
    return {"own_draft": "mine", "my_change": guarded_acts.change(asker, now, ids["own_note"])}


def _warm_up() -> None:
    """Have made what a process makes once, so that the first world costs no more of the seed than the second."""
    with suppress(signing.SignInRefused):
        signing.try_password(login="nobody", password="not it", now=agencies.NOW)


_WHERE = ("dataset", "import", "sha256")
