"""The history of a record as sentences."""

from dataclasses import replace
from datetime import timedelta

from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web import sample_entities as entities

from bowstreet.holdings.repository.answers import Change, History, Step
from bowstreet.interfaces.web import story
from bowstreet.interfaces.web.story import Phrase


def step(number: int, what: str, *changes: Change, by: str = "E. Verhaal") -> Step:
    return Step(number, sample.NOW + timedelta(hours=number), by, what, changes, ())


def told(*steps: Step) -> list[tuple[str, list[Phrase], str]]:
    days = story.told(History(sample.ID, "q", steps))
    return [(each.who, list(each.phrases), each.reason) for day in days for each in day.events]


def test_values_of_a_field_stand_together_and_the_days_seen_are_widened() -> None:
    products = tuple(Change("products", "Products", "added", "", value) for value in "abcdef")
    seen = Change("seen", "Seen", "changed", "2026-01-01", "2026-01-01 to 2026-02-01")
    assert told(step(2, "Added by an intake", seen, *products)) == [(
        "An intake of E. Verhaal",
        [Phrase("widened the days seen", "", "2026-01-01", ("2026-01-01 to 2026-02-01",)),
         Phrase("added", "Products", "", ("a", "b", "c", "d"), 2)],
        "",
    )]  # fmt: skip


def test_what_is_closed_is_named_without_values_and_a_reason_is_told() -> None:
    closed = Change("emails", "E-mails", "changed", "", "")
    ((who, phrases, reason),) = told(step(2, "Asked for by the owner", closed))
    assert (who, phrases, reason) == (
        "E. Verhaal",
        [Phrase("changed", "E-mails", closed=True)],
        "Asked for by the owner",
    )


def test_a_first_version_and_one_without_a_visible_change_have_sentences() -> None:
    (second, first), (brought,) = (
        told(step(2, "Added to: Rating"), step(1, "Recorded")),
        told(step(1, "Recorded by an intake", by="")),
    )
    assert (
        second[1] == [Phrase("wrote it again; no value changed that you may see")] and first[1][0].verb == "recorded it"
    )
    assert brought == ("An intake", [Phrase("brought it in")], "")


def test_links_of_a_moment_are_one_event_and_days_go_back() -> None:
    made = entities.HISTORY.links[0]
    days = story.told(replace(entities.HISTORY, links=(made, made, made)))
    assert [day.day for day in days] == sorted((day.day for day in days), reverse=True)
    assert [len(each.links) for day in days for each in day.events if each.sort == "links"] == [3]
    assert sum(each.sort == "judgement" for day in days for each in day.events) == 2
