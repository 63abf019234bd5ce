"""Exchange documents taken in: each thing a row, its drafts records, marks together, losses kept, undone whole."""

from pathlib import Path

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.holdings.repository import showing
from bowstreet.holdings.repository.answers import RecordView
from bowstreet.holdings.repository.models import Link, Record
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange.teach(monkeypatch)


def file(folder: Path, raw: bytes, name: str = "pack.yaml") -> Path:
    made = folder / name
    made.write_bytes(raw)
    return made


def records(reader: Reader, kind: str) -> list[RecordView]:
    ids = Record.objects.filter(kind=kind).order_by("id").values_list("uid", flat=True)
    return [showing.show(reader=reader, now=world.NOW, id=each) for each in ids]


def test_each_tag_is_a_row_and_each_wallet_a_record_that_cites_it(officer: Reader, tmp_path: Path) -> None:
    raw = exchange.pack(3, actor="quay_exchange")
    seen = world.taken_in(officer, file(tmp_path, raw))
    [source] = seen.sources
    assert (seen.state, source.reader) == ("done", "exchange: tagpacks")
    assert (source.read, source.observed, source.rejected, source.records_new) == (3, 3, 0, 4)
    dataset = Dataset.objects.get()
    assert (dataset.mapping, dataset.sort) == ("exchange_tagpacks", "pieces")
    wallets = records(officer, "wallet")
    assert len(wallets) == 3
    cited = {each.source for view in wallets for each in view.values if each.field == "labels"}
    part = Import.objects.get()
    assert cited == {f"observation:{dataset.id}/{part.id}/{row}" for row in (1, 2, 3)}
    assert Link.objects.filter(type="controls").count() == 3
    [actor] = records(officer, "organisation")
    assert actor.title == "Quay Exchange"
