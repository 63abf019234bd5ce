from datetime import UTC, datetime

import pytest

from bowstreet.casework.intake import counting, rejects
from bowstreet.casework.intake.models import Intake, Source
from bowstreet.casework.intake.rejects import Reject
from bowstreet.casework.intake.watching import rejects_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_writer_is_called_at_most_twice_a_second_and_at_the_end() -> None:
    clock = iter([0.0, 0.1, 0.49, 0.5, 0.6, 1.1, 1.2])
    calls: list[int] = []
    paced = counting.Paced(lambda: calls.append(1), lambda: next(clock))
    for _ in range(6):
        paced()
    assert len(calls) == 3
    paced.now()
    assert len(calls) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("counted", "says"),
    [
        (counting.Counted(5, 4, 0, 1), ""),
        (counting.Counted(6, 4, 0, 1), "do not add up"),
        (counting.Counted(5, 4, 0, 1, bytes_unread=7), "reject list says from where on"),
    ],
)
def test_an_intake_that_is_done_says_what_does_not_add_up(counted: counting.Counted, says: str) -> None:
    intake = Intake.objects.create(id="counting", agency="north", officer="o", title="", at=NOW)
    source = Source.objects.create(intake=intake, number=1, path="a.csv", sha256="0" * 64, size=1, reader="table")
    counting.has_read(source, None, counted)
    counting.done(intake)
    intake.refresh_from_db()
    assert (intake.state, says in intake.sentence) == ("done", True)
    assert bool(says) == bool(intake.sentence)


@pytest.mark.django_db
def test_counts_come_and_go_together() -> None:
    intake = Intake.objects.create(id="counting", agency="north", officer="o", title="", at=NOW)
    source = Source.objects.create(intake=intake, number=1, path="a.csv", sha256="0" * 64, size=1, reader="table")
    lines = [Reject(3, "day", "x", "No such day", True), Reject(4, "key", "x", "Unreadable key", False)]
    rejects.write(rejects_of("counting", 1), lines)
    counting.has_read(source, "d", counting.Counted(read=6, observed=5, already_held=2, rejected=1))
    counting.has_added(source, new=2, known=1)
    counting.has_added(source, new=1, known=0)
    source.refresh_from_db()
    assert (source.read, source.observed, source.rejected, source.noted, source.records_new) == (6, 5, 1, 1, 3)
    assert [each.count for each in rejects.unpacked(source.reject_groups)] == [1, 1]
    counting.failed(intake, "Why.")
    source.refresh_from_db()
    intake.refresh_from_db()
    assert (source.read, source.records_new, source.state, intake.state) == (0, 0, "failed", "failed")
