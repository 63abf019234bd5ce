"""Who decides on a change sees what it is; what is outdated says so and can be ended; nothing is proposed twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.intake import Sent
from tests.worlds.repository import KEY, NOW, OWN, World, found

from bowstreet.holdings.agencies import founding
from bowstreet.holdings.repository import (
    changes,
    gathering,
    models,
    proposing,
    recording,
    saving,
    showing,
)
from bowstreet.holdings.repository.changes import ChangeView
from bowstreet.holdings.repository.outdating import Outdated
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

BODY = {"fingerprint": KEY, "user_ids": [{"value": "bb"}]}
OTHER = "59ca19c10a2b3c4d5e6f70819aabbccddeeff012"
PROGRAM = b"MZ\x90\x00\x03" + bytes(200)
DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def two_persons(world: World) -> None:
    founding.set_standing(reader=world.north, standing={"second_person": ["all"]}, now=NOW)


def sent(folder: Path, name: str, content: bytes) -> Sent:
    place = folder / f"sent-{len(list(folder.iterdir()))}"
    place.write_bytes(content)
    return Sent(name, str(place), len(content))


def seen(reader: Reader, id: str) -> ChangeView:
    return changes.change(reader=reader, now=NOW, id=id)


def approve(reader: Reader, id: str) -> proposing.Decision:
    return proposing.approve(reader=reader, now=NOW, id=id)


@dataclass
class Held:
    """A record of the north with a file, on which two officers have to agree, and another one in the trash."""

    world: World
    folder: Path
    id: str
    file: str
    gone: str

    @property
    def asked(self) -> dict[str, Any]:
        """What every act of the analyst's is asked with."""
        return {"reader": self.world.analyst, "now": NOW}


@pytest.fixture
def held(world: World, tmp_path: Path) -> Held:
    """Such a record."""
    made = saving.new(reader=world.north, now=NOW, kind="pgp_key", body=BODY, envelope=OWN).id
    files = [sent(tmp_path, "letter.txt", b"a letter")]
    (file,) = saving.attach(reader=world.north, now=NOW, id=made, files=files).attachments
    gone = world.vendor(world.north, "baker")
    saving.withdraw(reader=world.north, now=NOW, id=gone, reason="mixed up")
    two_persons(world)
    return Held(world, tmp_path, made, file, gone)


def _attach(held: Held, content: bytes = b"another") -> str:
    return saving.attach(**held.asked, id=held.id, files=[sent(held.folder, "more.txt", content)]).change


SORTS: dict[str, Callable[[Held], str]] = {
    "new": lambda held: saving.new(**held.asked, kind="domain", body={"name": "one.example.org"}, envelope=OWN).id,
    "gathered": lambda held: (
        gathering.gather(**held.asked, chosen=("domain:one.example.org",), envelope=OWN).changes[0].id
    ),
    "edit": lambda held: saving.edit(**held.asked, id=held.id, begun=1, body={**BODY, "algorithm": "5"}).id,
    "re-mark": lambda held: (
        saving.change_marks(reader=held.world.north, now=NOW, id=held.id, changes={"tlp": "RED"}).id
    ),
    "withdraw": lambda held: saving.withdraw(**held.asked, id=held.id, reason="mixed up").id,
    "restore": lambda held: saving.restore(**held.asked, id=held.gone).id,
    "attach": _attach,
    "detach": lambda held: saving.remove(**held.asked, id=held.id, attachment=held.file).change,
}
"""An act of each sort that proposes a change, in the same words each time."""


def _of_one_alone(held: Held, act: Callable[[], Any]) -> None:
    """Do something while nobody wants a second officer."""
    founding.set_standing(reader=held.world.north, standing={}, now=NOW)
    act()
    two_persons(held.world)


def _amended(held: Held) -> None:
    north = held.world.north
    _of_one_alone(held, lambda: recording.amend(reader=north, now=NOW, id=held.id, body={"user_ids": ["cc"]}))


def _away(held: Held) -> None:
    north = held.world.north
    _of_one_alone(held, lambda: saving.withdraw(reader=north, now=NOW, id=held.id, reason="a doublet"))


def _recorded(held: Held) -> None:
    north, body = held.world.north, {"name": "one.example.org"}
    _of_one_alone(
        held, lambda: recording.record(reader=north, now=NOW, kind="domain", body=body, envelope=OWN)
    )  # fmt: skip


def _back(held: Held) -> None:
    _of_one_alone(held, lambda: saving.restore(reader=held.world.north, now=NOW, id=held.gone))


def _back_and_away(held: Held) -> None:
    _back(held)
    north = held.world.north
    _of_one_alone(held, lambda: saving.withdraw(reader=north, now=NOW, id=held.gone, reason="a doublet"))


def _added(held: Held) -> None:
    files = [sent(held.folder, "more.txt", b"another")]
    _of_one_alone(held, lambda: saving.attach(reader=held.world.north, now=NOW, id=held.id, files=files))


def _removed(held: Held) -> None:
    _of_one_alone(held, lambda: saving.remove(reader=held.world.north, now=NOW, id=held.id, attachment=held.file))


OUTDATED = [
    ("new", _recorded, "recorded this since"), ("gathered", _recorded, "recorded this since"),
    ("edit", _amended, "begun from version 1, and version 2 stands. Its author"), ("edit", _away, "in the trash"),
    ("re-mark", _amended, "version 2 stands. Who still wants the envelope"), ("re-mark", _away, "in the trash"),
    ("withdraw", _amended, "version 2 stands. Who still wants it taken back"),
    ("withdraw", _away, "taken back already"),
    ("restore", _back, "restored already"), ("restore", _back_and_away, "taken back once more"),
    ("attach", _added, "stands beside the record already"), ("attach", _away, "in the trash"),
    ("detach", _removed, "taken out already"), ("detach", _away, "in the trash"),
]  # fmt: skip


@pytest.mark.parametrize(("sort", "meanwhile", "says"), OUTDATED, ids=lambda each: getattr(each, "__name__", each))
@pytest.mark.parametrize("end", ["decline", "take back"])
def test_what_is_outdated_says_so_is_not_approved_and_ends(
    held: Held, sort: str, meanwhile: Callable[[Held], None], says: str, end: str
) -> None:
    id = SORTS[sort](held)
    author, other = (held.world.analyst, held.world.north)
    if sort == "re-mark":
        author, other = other, author
    meanwhile(held)
    for reader in (author, other):
        view = seen(reader, id)
        assert (view.stale, view.may_decide, view.may_decline) == (True, False, reader is other)
        assert says in view.outdated
        (row,) = changes.changes(reader=reader, now=NOW).waiting
        assert row.stale
    before = models.Version.objects.count(), models.Attachment.objects.count()
    with pytest.raises(Outdated, match=view.outdated[:40]):
        approve(other, id)
    assert (models.Version.objects.count(), models.Attachment.objects.count()) == before
    if end == "decline":
        proposing.decline(reader=other, now=NOW, id=id, reason="it is so already")
    else:
        proposing.take_back(reader=author, now=NOW, id=id)
    assert changes.changes(reader=other, now=NOW).waiting == ()
    assert not seen(author, id).stale and seen(author, id).outdated == ""


@pytest.mark.parametrize("sort", SORTS)
def test_what_waits_is_proposed_once_whoever_asks_again(held: Held, sort: str) -> None:
    id = SORTS[sort](held)
    assert SORTS[sort](held) == id
    elsewhere = replace(held, world=replace(held.world, analyst=held.world.north, north=held.world.north))
    if sort == "gathered":
        assert SORTS[sort](elsewhere) == id
    elif sort != "re-mark":
        with pytest.raises(proposing.WaitsAlready, match=f"change {id[-8:]}, by Sam Quill") as refused:
            SORTS[sort](elsewhere)
        assert refused.value.change == id
    assert len(changes.changes(reader=held.world.north, now=NOW).waiting) == 1
    proposing.take_back(reader=held.world.north if sort == "re-mark" else held.world.analyst, now=NOW, id=id)
    assert SORTS[sort](elsewhere) != id


def test_what_differs_is_no_second_proposal_of_the_same(held: Held) -> None:
    one = {"reader": held.world.analyst, "now": NOW, "id": held.id}
    _attach(held), _attach(held, b"other bytes under one name")
    saving.edit(**one, begun=1, body=BODY | {"algorithm": "5"}), saving.edit(**one, begun=1, body=BODY | {"bits": "64"})
    away = saving.withdraw(**one, reason="mixed up").id
    with pytest.raises(proposing.WaitsAlready, match=f"change {away[-8:]}, by you"):
        saving.withdraw(**one, reason="a doublet")
    assert len(changes.changes(reader=held.world.north, now=NOW).waiting) == 5


def test_an_edit_that_is_outdated_is_proposed_anew_in_the_same_words(held: Held) -> None:
    old = SORTS["edit"](held)
    _amended(held)
    new = saving.edit(**held.asked, id=held.id, begun=2, body={**BODY, "algorithm": "5"}).id
    assert new != old and not seen(held.world.north, new).stale


def test_of_a_checked_list_sent_twice_one_change_waits_and_one_record_comes(held: Held) -> None:
    ask = {"chosen": (f"pgp_fingerprint:{OTHER}", "domain:one.example.org"), "envelope": OWN}
    first = gathering.gather(**held.asked, **ask)
    again = gathering.gather(reader=held.world.north, now=NOW, **ask)
    assert [each.id for each in again.changes] == [each.id for each in first.changes]
    for each in first.changes:
        approve(held.world.north, each.id)
    assert found(held.world.north, OTHER).total == 1
    told = gathering.gather(**held.asked, **ask)
    assert (told.changes, told.held) == ((), 2)


def test_what_is_held_is_not_proposed_as_new(held: Held) -> None:
    with pytest.raises(saving.HeldAlready) as refused:
        saving.new(**held.asked, kind="pgp_key", body={**BODY, "algorithm": "5"}, envelope=OWN)
    assert refused.value.record == held.id
    saving.attach(**held.asked, id=held.id, files=[sent(held.folder, "letter.txt", b"a letter")])
    assert changes.changes(reader=held.world.north, now=NOW).waiting == ()


def test_who_approves_a_file_sees_what_it_is_and_may_have_its_bytes(held: Held) -> None:
    files = [
        sent(held.folder, "a.svg", DRAWING), sent(held.folder, "passwd.txt", PROGRAM),
        sent(held.folder, "passwd.txt", b"root"), sent(held.folder, "txt.\u202eexe", b"turned"),
    ]  # fmt: skip
    change = saving.attach(**held.asked, id=held.id, files=files).change
    view = seen(held.world.north, change)
    told = [(each.number, each.name, each.label, each.size) for each in view.files]
    assert told == [
        (1, "a.svg", "HTML, SVG or XML", len(DRAWING)), (2, "passwd.txt", "program for Windows", len(PROGRAM)),
        (3, "passwd.txt", "text", 4), (4, "txt.\ufffdexe", "text", 6),
    ]  # fmt: skip
    assert len({each.sha256 for each in view.files}) == 4 and all(each.openable for each in view.files)
    opened = changes.download(reader=held.world.north, now=NOW, id=change, number=2)
    assert (opened.name, opened.media) == ("passwd.txt", "application/octet-stream")
    assert opened.path.read_bytes() == PROGRAM
    for reader, number in ((held.world.south, 2), (held.world.north, 0), (held.world.north, 5)):
        with pytest.raises(Hidden):
            changes.download(reader=reader, now=NOW, id=change, number=number)
    approve(held.world.north, change)
    beside = showing.show(reader=held.world.north, now=NOW, id=held.id).attachments
    assert {(each.name, each.sha256) for each in view.files} <= {(each.name, each.sha256) for each in beside}
    assert not any(each.openable for each in seen(held.world.north, change).files)
    with pytest.raises(proposing.Decided):
        changes.download(reader=held.world.north, now=NOW, id=change, number=2)


def test_who_lets_a_file_be_taken_out_sees_which(held: Held) -> None:
    change = SORTS["detach"](held)
    (file,) = seen(held.world.north, change).files
    assert (file.name, file.label, file.size, file.openable) == ("letter.txt", "text", 8, True)
    opened = changes.download(reader=held.world.north, now=NOW, id=change, number=1)
    assert opened.path.read_bytes() == b"a letter"
    _removed(held)
    assert not seen(held.world.north, change).files[0].openable
    with pytest.raises(Hidden):
        changes.download(reader=held.world.north, now=NOW, id=change, number=1)
