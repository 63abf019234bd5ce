"""How guessable identifiers are: every type has its figure, and the guessable ones the smallest."""

from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.guessability import Guessability
from bowstreet.vocabulary.selector_types import SelectorType


def test_every_type_has_one() -> None:
    assert set(guessability.OF_TYPE) == set(SelectorType)


def test_the_promised_figures() -> None:
    for type in ("phone", "licence_plate", "imei", "iban", "ipv4", "tracking_number"):
        assert guessability.a_day(SelectorType(type)) == 500
    assert guessability.a_day(SelectorType.HANDLE) == 5_000
    for type in ("pgp_fingerprint", "bitcoin", "monero", "onion", "sha256"):
        assert guessability.a_day(SelectorType(type)) == 200_000


def test_what_a_list_spends_is_counted_by_type() -> None:
    asked = [SelectorType.PHONE, SelectorType.BITCOIN, SelectorType.PHONE]
    assert guessability.spent(asked) == {"bitcoin": (1, 200_000), "phone": (2, 500)}
    assert guessability.spent([]) == {}
    assert guessability.A_DAY[Guessability.COUNTED] < guessability.A_DAY[Guessability.NAMED]
