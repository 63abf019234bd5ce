import errno
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.worlds import intake as world

from bowstreet.casework.intake.models import Intake, Source, Task
from bowstreet.holdings.observations import originals
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

    def full(*_: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(originals, "_kept", full)
    with pytest.raises(originals.NotKept) as refused:
        world.hand_in(reader, world.table(tmp_path / "a.csv", world.sellers(1)))
    assert "space" in refused.value.sentence
    assert not Intake.objects.exists()


def test_an_intake_is_named_after_its_first_file_and_says_how_many_came_with_it(tmp_path: Path) -> None:
    files = [world.table(tmp_path / f"{name}.csv", world.sellers(size)) for size, name in enumerate("abc", 1)]
    reader = world.supervisor()
    for count, name in ((1, "a.csv"), (2, "a.csv and 1 other"), (3, "a.csv and 2 others")):
        assert Intake.objects.get(id=world.hand_in(reader, *files[:count])).title == name
    assert Intake.objects.get(id=world.hand_in(reader, *files, title="Seized disk")).title == "Seized disk"
