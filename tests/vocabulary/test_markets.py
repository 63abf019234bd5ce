"""Names of markets come to one slug, products to one code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import markets, products


@pytest.mark.parametrize("name", ["Silk Road 2", "silk road 2.0", "SILKROAD2", "Silk_Road  2.0 ", "silk-road-2", "SR2"])
def test_spellings_of_one_market_share_a_slug(name: str) -> None:
    assert markets.slug(name) == "silk-road-2"


def test_different_markets_keep_different_slugs() -> None:
    names = ["Silk Road", "Silk Road 2", "Agora", "Evolution", "AlphaBay", "Hansa", "1776", "Dream", "Лавка"]
    assert len({markets.slug(name) for name in names}) == len(names)


@pytest.mark.parametrize("name", ["", "  ", "--", "!?"])
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        markets.slug(name)


@given(st.text(min_size=1, max_size=30))
def test_a_slug_is_the_slug_of_itself_and_of_its_label(name: str) -> None:
    try:
        slug = markets.slug(name)
    except ValueError:
        return
    assert markets.slug(slug) == slug


@pytest.mark.parametrize("slug", ["alphabay", "silk-road-2", "bmr", "wall-street-market", "agora", "ramp", "1776"])
def test_a_known_label_leads_back_to_its_slug(slug: str) -> None:
    assert markets.slug(markets.label(slug)) == slug


def test_the_three_types_of_the_workshop_stand_at_the_top() -> None:
    tops = [each.code for each in products.ALL.values() if each.parent is None]
    assert tops[:3] == ["drugs", "terrorism", "cybercrime"]
    assert all(each.parent in products.ALL for each in products.ALL.values() if each.parent)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Drugs/Cannabis/Weed", "cannabis"),
        ("Weapons/Lethal firearms", "firearms"),
        ("drugs/unheard-of", "drugs"),
        ("Counterfeits/Watches", "counterfeit_goods"),
        ("LSD", "psychedelics"),
        ("fraud", "fraud"),
    ],
)
def test_words_of_sources_lead_to_a_code(text: str, code: str) -> None:
    assert products.read(text) == code


def test_an_unknown_product_is_refused() -> None:
    with pytest.raises(ValueError, match="no product type"):
        products.read("unheard-of")


@pytest.mark.parametrize("code", products.ALL)
def test_every_code_and_label_is_read_back_and_ends_at_the_top(code: str) -> None:
    assert products.read(code) == code
    assert products.read(products.label(code)) == code
    assert products.ALL[products.with_wider(code)[-1]].parent is None
