import errno
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.worlds import intake as world

from bowstreet.casework.intake import bringing, quarantine, reading, watching
from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.holdings.files import originals
from bowstreet.vocabulary.refusals import Invalid

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_handed_in_is_kept_by_its_hash_and_stays_where_it_was(tmp_path: Path) -> None:
    path = world.table(tmp_path / "a.csv", world.sellers(3))
    made = world.hand_in(world.supervisor(), path)
    source = Source.objects.get(intake=made)
    assert path.exists()
    assert originals.path_of(source.sha256).read_bytes() == path.read_bytes()
    assert (source.state, Task.objects.get(intake=made).state) == ("quarantined", "waiting")


def test_an_upload_is_removed_once_it_is_kept_and_also_when_it_is_refused() -> None:
    reader = world.supervisor()
    incoming = Path(settings.INCOMING)
    incoming.mkdir(exist_ok=True)
    world.hand_in(reader, world.table(incoming / "one", world.sellers(1)))
    with pytest.raises(Invalid):
        world.hand_in(reader, world.table(incoming / "two", world.sellers(1)), mapping="none_such")
    assert not list(incoming.iterdir())


def test_a_full_disk_is_a_sentence_and_leaves_no_intake(tmp_path: Path, monkeypatch: Any) -> None:
    reader = world.supervisor()

    def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(originals, "_kept", full)
    with pytest.raises(originals.NotKept) as refused:
        world.hand_in(reader, world.table(tmp_path / "a.csv", world.sellers(1)))
    assert "space" in refused.value.sentence
    assert not Intake.objects.exists()


def test_what_is_no_file_is_a_source_that_is_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = world.supervisor()
    sent = [world.Sent(name, str(tmp_path / name), 0) for name in ("absent", "pipe", "a.csv")]
    with pytest.raises(bringing.NothingKept) as refused:
        bringing.bring(reader=reader, now=world.NOW, files=sent)
    assert len(refused.value.notes) == 3 and not Intake.objects.exists()
    world.table(tmp_path / "a.csv", world.sellers(2))
    made = bringing.bring(reader=reader, now=world.NOW, files=sent).id
    reading.read(made)
    seen = watching.intake(reader=reader, now=world.NOW, id=made)
    assert [(each.sha256 is None, each.reader, each.state) for each in seen.sources] == [
        (True, None, "done"), (True, None, "done"), (False, "table", "done"),
    ]  # fmt: skip
    assert all(each.note for each in seen.sources[:2]) and seen.totals.observed == 2
    assert seen.sentence.startswith("2 of 3 files could not be read") and not quarantine.damaged(thorough=True)


def test_a_link_of_an_officer_is_not_taken_for_an_upload() -> None:
    incoming = Path(settings.INCOMING)
    incoming.mkdir(exist_ok=True)
    place = world.table(incoming / "one", [])
    link = incoming.parent / "mine"
    link.symlink_to(place)
    with pytest.raises(bringing.NothingKept):
        bringing.bring(reader=world.supervisor(), now=world.NOW, files=[world.Sent("mine", str(link), 0)])
    assert link.is_symlink()


def test_an_intake_is_named_after_its_first_file_and_says_how_many_came_with_it(tmp_path: Path) -> None:
    files = [world.table(tmp_path / f"{name}.csv", world.sellers(size)) for size, name in enumerate("abc", 1)]
    reader = world.supervisor()
    for count, name in ((1, "a.csv"), (2, "a.csv and 1 other"), (3, "a.csv and 2 others")):
        assert Intake.objects.get(id=world.hand_in(reader, *files[:count])).title == name
    assert Intake.objects.get(id=world.hand_in(reader, *files, title="Seized disk")).title == "Seized disk"
