"""The library as an officer reads it: cards by words, the records beside them by the gate, rates with intervals."""

from math import isclose, sqrt

import django
import pytest

django.setup()

from tests.worlds import repository  # noqa: E402 - models need Django started
from tests.worlds.agencies import NOW, two  # noqa: E402

from bowstreet.casework.library import browsing, card_reading, shelf, telling  # noqa: E402
from bowstreet.casework.library.rates import rate  # noqa: E402
from bowstreet.holdings.repository import recording  # noqa: E402
from bowstreet.vocabulary.refusals import Hidden  # noqa: E402

Z = 1.959963984540054


def found(text: str) -> list[tuple[str, str]]:
    return [(telling.sort_of(each.card), telling.id_of(each.card)) for each in shelf.shelf().find(shelf.words_of(text))]


def test_words_are_found_in_any_order_and_form_the_card_with_the_most_first() -> None:
    best = shelf.shelf().find(shelf.words_of("wallet seizure Monero Netherlands"))
    assert best[0].matched == max(each.matched for each in best) >= 3
    assert [each.matched for each in best] == sorted((each.matched for each in best), reverse=True)
    assert all(2 * each.matched >= 4 for each in best)
    assert found("taking markets over")[0] == ("practice", "take-over-and-run") == found("MARKET TAKE OVER")[0]


@pytest.mark.parametrize("country", ["Netherlands", "NL", "Niederlande", "Нидерланды", "Pays-Bas"])
def test_a_country_is_found_by_its_name_in_any_language(country: str) -> None:
    cards = found(country)
    assert ("operation", "bayonet") in cards and ("practice", "take-over-and-run") in cards


def test_a_word_that_stands_nowhere_is_looked_for_as_a_beginning() -> None:
    assert ("market", "alphabay") in found("alphab") and not found("zzzzq")


@pytest.mark.parametrize("odd", ['"', "a AND (", "title:x", "* -", "\x00", "NEAR(a b)", "'; DROP TABLE card; --"])
def test_what_looks_like_a_question_of_the_index_is_words_alone(odd: str) -> None:
    assert isinstance(found(odd), list) and len(shelf.shelf().find(())) == len(shelf.shelf().cards)


def test_every_card_is_told_whole_with_its_sources() -> None:
    seeds = shelf.shelf().seeds
    for card in shelf.shelf().cards:
        view = telling.view(card, seeds)
        cited = {number for part in view.sections for each in part.said for number in each.sources}
        cited |= set(view.summary.sources)
        assert cited == {each.number for each in view.sources} == set(range(1, len(view.sources) + 1))
        for part in view.sections:
            assert part.said and all(each.text.strip() for each in part.said)
            assert all(shelf.shelf().card(*each.card) for each in part.said if each.card)


@pytest.mark.parametrize(("worked", "tries"), [(0, 1), (1, 1), (7, 50), (3, 7), (50, 50)])
def test_the_bounds_of_a_rate_are_where_the_share_is_just_not_refuted(worked: int, tries: int) -> None:
    told = rate(worked, tries)
    assert told is not None and 0 <= told.low <= told.share <= told.high <= 1
    for bound in (told.low, told.high):
        if 0 < bound < 1:
            assert isclose(abs(told.share - bound), Z * sqrt(bound * (1 - bound) / tries), rel_tol=1e-9)


def test_nothing_tried_has_no_rate() -> None:
    assert rate(0, 0) is None


def test_an_outcome_that_was_not_reported_is_no_failure() -> None:
    seeds = card_reading.read()
    for card in (*seeds.practices, *seeds.methods):
        told = telling.view(card, seeds).rate
        reported = [each for each in card.used_in if each.worked != "not_reported"]
        assert (told.tries if told else 0) == len(reported)


@pytest.mark.django_db(transaction=True)
def test_records_beside_the_cards_are_those_that_the_gate_opens() -> None:
    world = repository.made(two())
    reader = world.north
    mine, shut = (
        recording.record(
            reader=who, now=NOW, kind="practice", body={"title": f"Watching hansa, {name}"},
            envelope={"scope": "OWNER", "tlp": "RED"},
        ).id
        for who, name in ((world.north, "ours"), (world.south, "theirs"))
    )  # fmt: skip
    page = browsing.search(reader=reader, now=NOW, q="hansa", limit=3)
    assert len(page.cards) == 3 and page.more and [each.id for each in page.records] == [mine] != [shut]
    further = browsing.search(reader=reader, now=NOW, q="hansa", limit=3, after=3)
    assert {each.id for each in further.cards}.isdisjoint(each.id for each in page.cards)
    assert sum(many for _, many in page.counts) == len(found("hansa"))


@pytest.mark.django_db(transaction=True)
def test_a_card_that_is_not_there_is_nothing() -> None:
    reader = repository.made(two()).north
    assert browsing.card(reader=reader, now=NOW, sort="market", id="hansa").line.title
    with pytest.raises(Hidden):
        browsing.card(reader=reader, now=NOW, sort="market", id="no-such")
