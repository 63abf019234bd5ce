"""What two writers made of one record: long texts are woven, two values of one line exclude each other."""

import pytest

from bowstreet.holdings.repository.reconciling import reconcile
from bowstreet.vocabulary.kinds import catalogue


@pytest.mark.parametrize(
    ("kind", "name", "before", "mine", "theirs"),
    [
        ("person", "birthplace", "", "Berlin", "Amsterdam"),
        ("person", "birthplace", "Den Haag", "The Hague", "Den Bosch"),
        ("person", "born_on", "1980-01-02", "1980-02-01", "1980-01-20"),
        ("user_account", "role", "buyer", "moderator", "administrator"),
        ("pgp_key", "bits", "2048", "4096", "3072"),
        ("vendor_account", "market", "Lantern Market", "Lantern", "Lantern Market 2"),
        ("organisation", "country", "NL", "DE", "BE"),
        ("domain", "name", "", "quay.example", "lamp.example"),
    ],
)
def test_of_two_values_of_one_line_the_writers_own_stands(
    kind: str, name: str, before: str, mine: str, theirs: str
) -> None:
    made = reconcile(catalogue.kind(kind), *({name: each} for each in (before, mine, theirs)))
    (told,) = made.differences
    assert (str(made.body[name]), told.together, told.sort) == (mine, told.mine, "clash")
    assert told.theirs and told.theirs != told.mine


def test_of_long_texts_both_changes_stand() -> None:
    texts = ("one two three", "one 2 three", "one two three four")
    made = reconcile(catalogue.kind("person"), *({"description": each} for each in texts))
    assert made.body == {"description": "one 2 three four"}
    (told,) = made.differences
    assert told.sort == "both"
