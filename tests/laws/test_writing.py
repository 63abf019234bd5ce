"""The law of writing: whatever two officers do on one record, in whatever order, no sign that they typed is lost."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.worlds import repository
from tests.worlds.standing import world

from bowstreet.holdings.repository import drafting, forming, models, saving
from bowstreet.holdings.repository.editing import ChangedMeanwhile
from bowstreet.holdings.repository.weaving import weave
from bowstreet.vocabulary.readers import Reader

__all__ = ["world"]

INTERLEAVINGS = 1_000
SHARDS = 4
START = "The first line stands.\nThe second line stands.\nThe third line stands.\n"
Content = dict[str, Any]


@pytest.fixture(autouse=True)
def unforeseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who will see it is not asked here: it would be most of the time."""
    monkeypatch.setattr(forming.foreseeing, "foreseen", lambda *_: None)


@dataclass
class Window:
    """A window as the page's script works in it: what stands there, and what the browser keeps beside the server."""

    reader: Reader
    record: str
    pick: random.Random
    sheet: forming.Sheet = field(init=False)
    body: Content = field(init=False)
    seq: int = 0
    beside: dict[str, tuple[int, Content, forming.Sheet]] = field(default_factory=dict)
    sent: list[tuple[int, Content, forming.Sheet]] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def open(self, now: datetime, draft: str = "") -> None:
        self.sheet = forming.sheet(reader=self.reader, now=now, id=self.record, draft=draft)
        self.body = dict(self.sheet.body)
        self.seq = 0

    def type(self, word: str) -> None:
        self.typed.append(word)
        self.seq += 1
        if self.pick.random() < 0.7:
            text = self.body["description"]
            at = self.pick.choice([place for place, sign in enumerate(text) if sign in " \n"])
            self.body = {**self.body, "description": f"{text[:at]} {word}{text[at:]}"}
        else:
            said = {"value": f"{word}@example.org", "source": word, "grade": "B2"}
            self.body = {**self.body, "emails": [*self.body.get("emails", []), said]}
        self.beside[self.sheet.page] = (self.seq, self.body, self.sheet)

    def keep(self, now: datetime, *, arrives: bool = True, answered: bool = True) -> None:
        if self.sheet.page not in self.beside:
            return
        item = self.beside[self.sheet.page]
        self.sent.append(item)
        if arrives:
            self._keep(item, now)
            if answered:
                del self.beside[self.sheet.page]

    def keep_late(self, now: datetime) -> None:
        if self.sent:
            self._keep(self.pick.choice(self.sent), now)

    def save(self, now: datetime, *, answered: bool = True) -> bool:
        """Send the form; True when it was recorded. An answer that is lost is asked for once more, as browsers do."""
        for _ in range(1 if answered else 2):
            try:
                saving.edit(
                    reader=self.reader, now=now, id=self.record, begun=self.sheet.begun, body=self.body,
                    page=self.sheet.page, seq=self.seq + 1, follows=self.sheet.follows,
                    follows_seq=self.sheet.follows_seq,
                )  # fmt: skip
            except ChangedMeanwhile:
                page = self.sheet.page
                self.beside.pop(page, None)
                self.open(now, page)
                return False
        self.beside.pop(self.sheet.page, None)
        self.open(now)
        return True

    def crash(self, now: datetime) -> None:
        """Lose the window; a new one sends what the browser kept, and goes on with a draft or leaves it for later."""
        for item in list(self.beside.values()):
            self._keep(item, now)
        self.beside.clear()
        waiting = [
            each.page for each in drafting.mine(reader=self.reader, now=now).drafts if each.record == self.record
        ]
        self.open(now, self.pick.choice(["", *waiting]))

    def finish(self, now: datetime) -> None:
        """Save what stands in the window and every draft that is left."""
        while not self.save(now):
            pass
        for item in list(self.beside.values()):
            self._keep(item, now)
        for each in drafting.mine(reader=self.reader, now=now).drafts:
            if each.record == self.record:
                self.open(now, each.page)
                while not self.save(now):
                    pass

    def _keep(self, item: tuple[int, Content, forming.Sheet], now: datetime) -> None:
        seq, body, sheet = item
        drafting.keep(
            reader=self.reader, now=now, kind="person", id=self.record, begun=sheet.begun, body=body, page=sheet.page,
            seq=seq, follows=sheet.follows, follows_seq=sheet.follows_seq,
        )  # fmt: skip


def somewhere(record: str, windows: list[Window]) -> str:
    """Return all that is kept of a record: its newest version, open drafts, and what stands in windows and browsers."""
    newest = models.Version.objects.filter(record__uid=record).order_by("-number").values_list("body", flat=True)[:1]
    drafts = models.Draft.objects.filter(record=record, state=drafting.OPEN).values_list("content", flat=True)
    shown = [str(each.body) for each in windows] + [str(each.beside) for each in windows]
    return "\n".join([*newest, *drafts, *shown])


def interleave(world: repository.World, seed: int) -> list[str]:
    """Let two officers work on one record; return what they typed and what is nowhere, first midway and at the end."""
    pick = random.Random(seed)
    now = repository.NOW
    body = {"names": [{"value": f"Reeve {seed}"}], "description": START}
    record = saving.new(reader=world.north, now=now, kind="person", body=body, envelope=repository.OWN).id
    windows = [Window(reader, record, pick) for reader in (world.north, world.analyst)]
    for each in windows:
        each.open(now)
    for step in range(pick.randrange(8, 16)):
        now += timedelta(seconds=1)
        who = pick.choice(windows)
        match pick.choices(range(6), weights=(10, 5, 2, 4, 2, 2))[0]:
            case 0:
                who.type(f"w{seed}x{windows.index(who)}x{step}y")
            case 1:
                who.keep(now)
            case 2:
                who.keep(now, arrives=pick.random() < 0.5, answered=False)
            case 3:
                who.save(now, answered=pick.random() < 0.7)
            case 4:
                who.crash(now)
            case _:
                who.keep_late(now)
    typed = [word for each in windows for word in each.typed]
    lost = [f"midway: {word}" for word in typed if word not in somewhere(record, windows)]
    for each in windows:
        each.finish(now)
    newest = models.Version.objects.filter(record__uid=record).order_by("-number")[0].body
    return lost + [f"at the end: {word}" for word in typed if word not in newest]


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_sign_is_lost_in_a_thousand_interleavings(world: repository.World, shard: int) -> None:
    lost = {seed: wrong for seed in range(shard, INTERLEAVINGS, SHARDS) if (wrong := interleave(world, seed))}
    assert lost == {}


@pytest.mark.parametrize("seed", range(200))
def test_a_woven_text_holds_every_word_of_both(seed: int) -> None:
    pick = random.Random(seed)
    words = [pick.choice(("quay", "lamp", "reeve")) + pick.choice((" ", "\n")) for _ in range(pick.randrange(12))]

    def written(who: str) -> str:
        text = list(words)
        for number in range(pick.randrange(4)):
            text.insert(pick.randrange(len(text) + 1), f"{who}{number} ")
        return "".join(text)

    mine, theirs = written("m"), written("t")
    woven = weave("".join(words), mine, theirs)
    assert set(mine.split()) | set(theirs.split()) <= set(woven.text.split())
    assert weave("".join(words), mine, mine).text == mine
    assert weave("".join(words), "".join(words), theirs).text == theirs
