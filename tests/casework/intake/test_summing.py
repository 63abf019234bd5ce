"""An intake of many files: its sources a page at a time, its counts over all of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from tests.worlds import intake as world

from bowstreet.casework.intake import watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.intake.models import Source
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def pages(reader: Reader, id: str) -> Iterator[IntakeView]:
    page = watching.intake(reader=reader, now=NOW, id=id, limit=30)
    yield page
    while page.next:
        page = watching.intake(reader=reader, now=NOW, id=id, limit=30, cursor=page.next)
        yield page


def test_counts_are_over_all_sources_whichever_of_them_are_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    reader = world.supervisor()
    folder = tmp_path_factory.mktemp("in")
    files = [world.table(folder / f"{number:03}.csv", [(f"quay{number}", "2025-04-01")]) for number in range(60)]
    files[7].write_text("seller,seen\nlate,never\n")
    files[8].write_bytes(b"%PDF-1.7")
    id = world.hand_in(reader, *files)
    rows = list(Source.objects.filter(intake=id).order_by("number"))
    for each in rows:
        odd = {8: {"rejected": 1, "observed": 0}, 9: {"read": 0, "observed": 0, "reader": None, "mapping": None,
               "note": "A picture."}}.get(each.number, {})  # fmt: skip
        told = {"read": 1, "observed": 1, "reader": "table", "mapping": "harbour_sellers", **odd}
        Source.objects.filter(pk=each.pk).update(**told)
    Source.objects.create(intake_id=id, number=61, path="060.csv", sha256=rows[0].sha256, size=9, reader="table",
                          mapping="other", file=60, part="Sheet2", read=2, observed=2, note="Two.")  # fmt: skip
    seen = list(pages(reader, id))
    assert [len(each.sources) for each in seen] == [30, 30, 1]
    assert [each.path for page in seen for each in page.sources] == [f"{n:03}.csv" for n in [*range(60), 60]]
    first = seen[0]
    for name in ("totals", "groups", "files", "kept", "recognised", "reject_lists", "sources_total"):
        assert {str(getattr(page, name)) for page in seen} == {str(getattr(first, name))}, name
    assert (first.files, first.kept, first.recognised, first.sources_total) == (60, 60, 59, 61)
    assert (first.totals.read, first.totals.observed, first.totals.rejected) == (61, 60, 1)
    assert [(each.reader, each.files, each.read, each.notes) for each in first.groups] == [
        ("harbour_sellers", 59, 59, ()), ("", 1, 0, ("A picture.",)), ("other", 1, 2, ("Two.",)),
    ]  # fmt: skip
    assert [each.path for each in first.reject_lists] == ["007.csv"]
    report = watching.report(reader=reader, now=NOW, id=id)
    assert len(report["sources"]) == 61 and report["sources"][-1]["part"] == "Sheet2"
    with pytest.raises(Refusal):
        watching.intake(reader=reader, now=NOW, id=id, cursor="of another list")
