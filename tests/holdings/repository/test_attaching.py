"""Files of records: kept by hash, named by what they are, open with the identifiers alone, pictures by a ticket."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.worlds.intake import Sent
from tests.worlds.pictures import png
from tests.worlds.repository import NOW, SHARED, World

from bowstreet.holdings.files import originals
from bowstreet.holdings.repository import attaching, saving, showing
from bowstreet.vocabulary.refusals import Hidden

PNG = png("not much of a picture")


def attach(world: World, folder: Path, id: str, name: str, content: bytes) -> str:
    place = folder / "sent"
    place.write_bytes(content)
    sent = Sent(name, str(place), len(content))
    (made,) = saving.attach(reader=world.north, now=NOW, id=id, files=[sent]).attachments
    return made


def test_a_file_is_what_its_bytes_are_and_opens_with_the_identifiers(world: World, tmp_path: Path) -> None:
    id = world.vendor(world.north, "baker", SHARED)
    made = attach(world, tmp_path, id, "letter.txt", PNG)
    assert attach(world, tmp_path, id, "letter.txt", PNG) == made
    (own,) = showing.show(reader=world.north, now=NOW, id=id).attachments
    assert (own.name, own.label, own.picture, own.size) == ("letter.txt", "PNG picture", True, len(PNG))
    (other,) = showing.show(reader=world.south, now=NOW, id=id).attachments
    assert (other.name, other.by, other.sha256) == ("", "", "")
    with pytest.raises(Hidden):
        attaching.download(reader=world.south, now=NOW, id=id, attachment=made)
    given = attaching.download(reader=world.north, now=NOW, id=id, attachment=made)
    assert given.path.read_bytes() == PNG and given.media == "application/octet-stream"
    saving.change_marks(reader=world.north, now=NOW, id=id, changes={"tlp": "CLEAR"})
    assert attaching.download(reader=world.south, now=NOW, id=id, attachment=made).path == given.path
    originals.path_of(own.sha256).chmod(0o600)
    originals.path_of(own.sha256).write_bytes(b"changed")
    with pytest.raises(attaching.Damaged):
        attaching.download(reader=world.north, now=NOW, id=id, attachment=made)


def test_a_picture_opens_for_its_officer_by_a_ticket_for_a_while(world: World, tmp_path: Path) -> None:
    id = world.vendor(world.north, "baker", SHARED)
    made, text = attach(world, tmp_path, id, "a.png", PNG), attach(world, tmp_path, id, "b.png", b"<svg onload=x>")
    with pytest.raises(attaching.NoPicture):
        attaching.look(reader=world.north, now=NOW, id=id, attachment=text, reason="to compare")
    ticket = attaching.look(reader=world.north, now=NOW, id=id, attachment=made, reason="to compare").ticket
    opened = attaching.picture(reader=world.north, now=NOW, id=id, attachment=made, ticket=ticket)
    assert opened.media == "image/png"
    later = NOW + attaching.LOOK + timedelta(seconds=1)
    for reader, now, which in ((world.analyst, NOW, made), (world.north, later, made), (world.north, NOW, text)):
        with pytest.raises(Hidden):
            attaching.picture(reader=reader, now=now, id=id, attachment=which, ticket=ticket)
    saving.remove(reader=world.north, now=NOW, id=id, attachment=made)
    with pytest.raises(Hidden):
        attaching.download(reader=world.north, now=NOW, id=id, attachment=made)
