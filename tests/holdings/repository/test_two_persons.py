"""Where an agency wants two officers for a kind, no act of one officer changes what is on record."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.worlds.intake import Sent
from tests.worlds.repository import KEY, NOW, OWN, World, found

from bowstreet.holdings.agencies import founding
from bowstreet.holdings.repository import (
    changes,
    editing,
    gathering,
    models,
    proposing,
    recording,
    saving,
    showing,
    withdrawing,
)
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

BODY = {"fingerprint": KEY, "user_ids": [{"value": "bb"}]}
OTHER = "59ca19c10a2b3c4d5e6f70819aabbccddeeff012"


def record(world: World) -> str:
    return saving.new(reader=world.north, now=NOW, kind="pgp_key", body=BODY, envelope=OWN).id


def two_persons(world: World) -> None:
    founding.set_standing(reader=world.north, standing={"second_person": ["all"]}, now=NOW)


def sent(folder: Path, content: bytes = b"a letter") -> Sent:
    place = folder / content.decode()
    place.write_bytes(content)
    return Sent("letter.txt", str(place), len(content))


def attach(reader: Reader, id: str, folder: Path) -> saving.Attached:
    return saving.attach(reader=reader, now=NOW, id=id, files=[sent(folder)])


def on_record() -> tuple[Any, ...]:
    return (
        sorted(models.Record.objects.values_list("uid", "terms_id", "particulars_id", "version")),
        sorted(models.Version.objects.values_list("record_id", "number")),
        sorted(models.Attachment.objects.filter(removed_at=None).values_list("uid")),
    )


def test_one_officer_alone_changes_nothing_by_any_act(world: World, tmp_path: Path) -> None:
    made, gone = record(world), world.vendor(world.north, "baker")
    (file,) = attach(world.north, made, tmp_path).attachments
    saving.edit(reader=world.north, now=NOW, id=made, begun=1, body={**BODY, "algorithm": "5"})
    saving.withdraw(reader=world.north, now=NOW, id=gone, reason="mixed up")
    two_persons(world)
    one: dict[str, Any] = {"reader": world.north, "now": NOW}
    acts: dict[str, Callable[[], Any]] = {
        "record": lambda: recording.record(**one, kind="domain", body={"name": "one.example.org"}),
        "amend": lambda: recording.amend(**one, id=made, body={"user_ids": ["dd"]}),
        "new": lambda: saving.new(**one, kind="domain", body={"name": "one.example.org"}, envelope=OWN),
        "gather": lambda: gathering.gather(**one, chosen=(f"pgp_fingerprint:{OTHER}",), envelope=OWN),
        "edit": lambda: saving.edit(**one, id=made, begun=2, body=BODY),
        "undo": lambda: editing.undo(**one, id=made, version=2),
        "re_mark": lambda: saving.re_mark(**one, id=made, begun=2, envelope={"tlp": "RED"}),
        "change_marks": lambda: saving.change_marks(**one, id=made, changes={"grade": "B2"}),
        "withdraw": lambda: saving.withdraw(**one, id=made, reason="mixed up"),
        "restore": lambda: saving.restore(**one, id=gone),
        "attach": lambda: saving.attach(**one, id=made, files=[sent(tmp_path, b"another"), sent(tmp_path)]),
        "remove": lambda: saving.remove(**one, id=made, attachment=file),
    }
    before = on_record()
    for name, act in acts.items():
        try:
            done = act()
        except recording.SecondPersonWanted:
            done = None
        assert on_record() == before, name
        assert done is None or any(getattr(done, each, None) for each in ("waits", "change", "changes")), name


def test_what_was_taken_back_comes_back_by_two(world: World) -> None:
    made = record(world)
    saving.withdraw(reader=world.north, now=NOW, id=made, reason="mixed up")
    two_persons(world)
    with pytest.raises(Hidden):
        saving.restore(reader=world.south, now=NOW, id=made)
    waits = saving.restore(reader=world.north, now=NOW, id=made)
    assert waits.waits and found(world.north).total == 0
    (row,) = changes.changes(reader=world.analyst, now=NOW).waiting
    assert (row.sort, row.id) == ("restore", waits.id) and changes.changes(reader=world.south, now=NOW).waiting == ()
    with pytest.raises(proposing.OwnChange):
        proposing.approve(reader=world.north, now=NOW, id=waits.id)
    proposing.approve(reader=world.analyst, now=NOW, id=waits.id)
    assert found(world.north).total == 1 and withdrawing.trash(reader=world.north, now=NOW).records == ()


def test_files_come_and_go_by_two_whatever_the_record_became_meanwhile(world: World, tmp_path: Path) -> None:
    made = record(world)
    two_persons(world)
    waits = attach(world.analyst, made, tmp_path)
    view = changes.change(reader=world.north, now=NOW, id=waits.change)
    assert [(each.before, each.mine) for each in view.differences] == [((), ("letter.txt",))]
    other = saving.edit(reader=world.analyst, now=NOW, id=made, begun=1, body={**BODY, "algorithm": "5"})
    proposing.approve(reader=world.north, now=NOW, id=other.id)
    assert not changes.change(reader=world.north, now=NOW, id=waits.change).stale
    proposing.approve(reader=world.north, now=NOW, id=waits.change)
    (file,) = showing.show(reader=world.north, now=NOW, id=made).attachments
    assert (file.name, file.by) == ("letter.txt", "Sam Quill")
    out = saving.remove(reader=world.north, now=NOW, id=made, attachment=file.id)
    view = changes.change(reader=world.analyst, now=NOW, id=out.change)
    assert [(each.before, each.mine) for each in view.differences] == [(("letter.txt",), ())]
    proposing.approve(reader=world.analyst, now=NOW, id=out.change)
    assert showing.show(reader=world.north, now=NOW, id=made).attachments == ()
    with pytest.raises(Hidden):
        saving.remove(reader=world.north, now=NOW, id=made, attachment=file.id)


def test_identifiers_of_a_list_wait_each_for_somebody_else(world: World) -> None:
    two_persons(world)
    told = gathering.gather(
        reader=world.north, now=NOW, chosen=(f"pgp_fingerprint:{OTHER}", "domain:one.example.org"), envelope=OWN
    )
    assert told.records == () and [each.kind for each in told.changes] == ["PGP key", "Domain"]
    for each in told.changes:
        proposing.approve(reader=world.analyst, now=NOW, id=each.id)
    assert found(world.north, OTHER).total == found(world.north, "one.example.org").total == 1
