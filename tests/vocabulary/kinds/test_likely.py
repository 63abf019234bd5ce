"""What may well be an identifier is masked, however it is written; what sellers say of their goods stays."""

import pytest

from bowstreet.vocabulary.kinds.masking import MASK, mask

IDENTIFIERS = (
    "91FD 9EBA 504B 50F4 B092\n9AA5 4081 3FF6 4FAB 32B1", "91fd:9eba:504b:50f4:b092:9aa5:4081:3ff6:4fab:32b1",
    "91 FD 9E BA 50 4B 50 F4 B0 92 9A A5 40 81 3F F6 4F AB 32 B1", "0x4FAB32B1", "4FAB32B1", "0031 20 123 4567",
    "(+31) 20 123 4567", "+31 (0)20 123 45 67", "020-123 45 67", "(020) 1234567", "555-123-4567",
    "bakerqq at example dot com",
    "bakerqq [at] example [dot] com", "BakerQq.com", "shop.BakerQq.Com", "@bakerqq_shop",
    "05d871fc80ca007eed9b2f4df72853e2a2d5465a92fcb1889fb5c84aa2833b3b40",
    "RB123456786GB", "NL91 ABNA 0417 1643 01", "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE518552",
    "81F68001 29D928AD BEE41B78 AA862106 CAEAC892", "354178036859781", "WVWZZZ1JZ3W386752",
    "4AdUndXHHZ6cfufTMvppY6JwXNouMBzSkbLYfpAX", "jo[@]example[.]com", "mailto:jo@example.com?subject=x",
)  # fmt: skip
LABELLED = ("wickr bakerqq", "Wickr me: bakerqq77", "telegram @bakerqq", "tg bakerqq", "my jabber is bakerqq",
            "Signal - bakerqq.22", "threema id: BAKERQQ1", "телеграм bakerqq", "nick: bakerqq")  # fmt: skip
GOODS = (
    "Stealth is top, refund 50 % if lost. Ships within 24 hours from the Netherlands.",
    "5 g, 10x 2mg, 1/2 oz; 0.25 g and 0.125 g. Prices 10 20 50 100 250 500 EUR or 1,000,000.",
    "Seen 2024-09-02 to 2026-08-17, reload on 01.02.2025 at 10:30. 4.5 stars in 357 deals, v2.0.",
    "Mail me at once. Use PGP, e.g. for addresses. 100 % MDMA, 84 % pure; C2B and 2C-B.",
    "Лучшее качество, 5 г за 1000 рублей. Доставка по Москве за 24 часа.",
)


@pytest.mark.parametrize("said", IDENTIFIERS)
@pytest.mark.parametrize("around", ["{}", "fp {} end", "Write ({}), thanks", "{}\nsecond line"])
def test_an_identifier_is_masked_in_any_spelling(said: str, around: str) -> None:
    masked = mask(around.format(said))
    assert MASK in masked
    assert not [piece for piece in said.replace("\n", " ").split() if len(piece.strip("[]()")) > 3 and piece in masked]


@pytest.mark.parametrize("said", LABELLED)
def test_the_name_after_the_word_for_a_messenger_is_masked(said: str) -> None:
    assert "bakerqq" not in mask(f"Contact {said}, thanks").lower()


def test_a_licence_plate_is_masked_after_its_word() -> None:
    assert "AB-12-CD" not in mask("Came in a van, licence plate AB-12-CD, at noon")


@pytest.mark.parametrize("said", GOODS)
def test_what_is_said_of_goods_stays(said: str) -> None:
    assert mask(said) == said
