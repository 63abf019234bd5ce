"""Events of MISP taken in as an officer meets them: rows, records, tags, marks; ours out and in again."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.formats.misp import writing
from bowstreet.holdings.observations import searching
from bowstreet.holdings.repository import showing
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.handling import Scope, Tlp

pytestmark = pytest.mark.django_db(transaction=True)

GRADE = 'admiralty-scale:source-reliability="b"'
ONION = "abcdefghij234567.onion"
EVENT: dict[str, Any] = {
    "uuid": "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a700",
    "info": "Quay sellers",
    "date": "2026-02-03",
    "distribution": "3",
    "Orgc": {"name": "Harbour CERT"},
    "Tag": [{"name": each} for each in ("tlp:amber", 'dark-web:topic="mixer"', GRADE)],
    "Attribute": [
        {"uuid": "0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a701", "type": "onion-address", "value": ONION},
        {"type": "email", "value": "wren@tallow.example.org", "Tag": [{"name": "tlp:red"}]},
        {"type": "md5", "value": "0" * 32},
    ],
}  # fmt: skip


def test_an_event_is_rows_and_records_and_its_tags_are_shown(tmp_path: Path) -> None:
    officer = world.supervisor()
    place = tmp_path / "event.json"
    place.write_text(json.dumps({"Event": EVENT}))
    seen = world.taken_in(officer, place)
    [source] = seen.sources
    assert (seen.state, source.reader) == ("done", "exchange: misp")
    assert (source.read, source.observed, source.rejected) == (4, 4, 0)
    views = [
        showing.show(reader=officer, now=world.NOW, id=each) for each in Record.objects.values_list("uid", flat=True)
    ]
    assert sorted(each.kind for each in views) == ["document", "document", "onion_service"]
    strict = next(each for each in views if each.docket.terms.tlp is Tlp.RED)
    open_ = next(each for each in views if each.docket.terms.tlp is not Tlp.RED and each.kind == "document")
    assert open_.docket.particulars.foreign_grading == GRADE
    assert "Mixer of cryptocurrency (dark-web:topic=" in str(open_)
    assert "wren@" not in str(open_) and "wren@" in str(strict)
    assert Link.objects.filter(type="mentions").count() == 1
    for word in ("Quay sellers", ONION):
        [row] = searching.search(reader=officer, now=world.NOW, q=word).rows
        opened = searching.line(
            reader=officer, now=world.NOW, dataset=row.dataset, import_id=row.import_id, row=row.row
        )
        assert word in opened.raw and "wren@" not in opened.raw


def test_a_document_that_opens_less_than_the_intake_closes_its_records(tmp_path: Path) -> None:
    officer = world.supervisor()
    place = tmp_path / "event.json"
    place.write_text(json.dumps({"Event": {**EVENT, "distribution": "4", "sharing_group_id": "0"}}))
    world.taken_in(officer, place, envelope={"scope": "LEA"})
    scopes = {showing.show(reader=officer, now=world.NOW, id=each).docket.terms.scope
              for each in Record.objects.values_list("uid", flat=True)}  # fmt: skip
    assert scopes == {Scope.OWNER}


def test_records_of_another_bowstreet_come_in_with_their_links(tmp_path: Path) -> None:
    from tests.worlds import misp

    officer = world.supervisor()
    place = tmp_path / "ours.json"
    place.write_bytes(writing.write(misp.bundle(), now=world.NOW).content)
    [source] = world.taken_in(officer, place).sources
    assert source.rejected == 0
    kinds = sorted(Record.objects.values_list("kind", flat=True))
    assert kinds == sorted(misp.BODIES)
    assert set(Link.objects.values_list("type", flat=True)) == {"uses", "controls"}
    assert "2026-01-02" in Link.objects.values_list("first_on", flat=True)
