"""What the records of a document would say is told before it is admitted, and left out where its officer says so."""

import json
from pathlib import Path

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, reading, watching
from bowstreet.holdings.repository.models import Version
from bowstreet.vocabulary.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def test_fields_are_foreseen_with_values_and_left_out_where_the_officer_says_so(
    tmp_path: Path,
) -> None:
    officer = world.supervisor()
    pack = tmp_path / "pack.yaml"
    pack.write_bytes(exchange.pack(3))
    made = world.hand_in(officer, pack, look=True)
    reading.read(made)
    seen = watching.intake(reader=officer, now=world.NOW, id=made)
    assert seen.foreseen is not None
    fields = {each.part: each for each in seen.foreseen.fields}
    assert (fields["wallet.address"].count, fields["wallet.address"].may_go) == (3, False)
    assert fields["wallet.labels"].may_go
    assert fields["wallet.labels"].values
    with pytest.raises(Refusal, match="no field that can be left out"):
        accepting.accept(reader=officer, now=world.NOW, id=made, left_out=("wallet.address",))
    accepting.accept(reader=officer, now=world.NOW, id=made, left_out=("wallet.labels",))
    reading.read(made)
    done = watching.intake(reader=officer, now=world.NOW, id=made)
    assert ("wallet.labels", "left_out", fields["wallet.labels"].count) in {
        (each.part, each.why, each.count) for each in done.losses
    }
    bodies = [json.loads(each) for each in Version.objects.values_list("body", flat=True)]
    assert len(bodies) == 3
    assert not any("labels" in each for each in bodies)
