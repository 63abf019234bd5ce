"""What tags say becomes products where a record has them; every other tag is named among what found no home."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import intake as world

from bowstreet.holdings.repository import showing
from bowstreet.holdings.repository.models import Record

pytestmark = pytest.mark.django_db(transaction=True)
FRAME = {"spec_version": "2.1", "created": "2031-01-01T00:00:00.000Z", "modified": "2031-01-01T00:00:00.000Z"}


def made(type: str, number: int, *labels: str, **more: Any) -> dict[str, Any]:
    own = f"{type}--5a1fb1c6-3a1c-4f7e-9d2b-{number:012x}"
    return {**FRAME, "type": type, "id": own, "labels": list(labels), **more}


def test_products_are_kept_with_their_row_and_the_rest_is_told(tmp_path: Path) -> None:
    officer = world.supervisor()
    drugs, mixer = 'dark-web:topic="drugs-narcotics"', 'dark-web:topic="mixer"'
    method = made(
        "attack-pattern", 1, drugs, mixer, drugs, 'dark-web:topic="ponies"', "tlp:green", "escrow", name="Trick"
    )
    report = made("report", 2, mixer, name="Spring", published="2031-01-05T00:00:00Z", object_refs=[method["id"]])
    file = tmp_path / "bundle.json"
    file.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": [method, report]}))
    seen = world.taken_in(officer, file)
    view = showing.show(reader=officer, now=world.NOW, id=Record.objects.get(kind="behaviour").uid)
    products = [each for each in view.values if each.field == "products"]
    assert {each.basis for each in products} == {"assessment"}
    assert len(products) == 2
    assert all(each.source_href for each in products)
    lost = {each.part: each.count for each in seen.losses if each.part.startswith("tag.")}
    assert lost == {"tag.dark-web": 2, "tag.words": 1, "tag.tlp": 1}
