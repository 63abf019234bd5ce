"""Addresses against the published vectors of BIP-173, BIP-350 and ERC-55, and against generated ones."""

import hashlib
import random

import pytest

from bowstreet.vocabulary import selector_wallets
from bowstreet.vocabulary.selectors import NotASelector, SelectorType, read

VALID_SEGWIT = (  # BIP-350, 'Test vectors for v0-v16 native segregated witness addresses'
    "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
    "tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7",
    "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    "BC1SW50QGDZ25J",
    "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
    "tb1qqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesrxh6hy",
    "tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
)
WRONG_SEGWIT = (  # the invalid ones of the same page
    "tc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq5zuyut",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
    "tb1z0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqglt7rf",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
    "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
    "tb1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq24jc47",
    "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
    "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R",
    "bc1pw5dgrnzv",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
    "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vq47Zagq",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v07qwwzcrf",
    "tb1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vpggkg4j",
    "bc1gmk9yu",
)
VALID_ERC55 = (  # ERC-55, 'Test cases'
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
)
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(raw: bytes, width: int = 0) -> str:
    number, signs = int.from_bytes(raw, "big"), ""
    while number:
        number, at = divmod(number, 58)
        signs = ALPHABET[at] + signs
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return signs.rjust(width, "1") if width else "1" * zeros + signs


def legacy(version: int, seed: int) -> str:
    raw = bytes([version]) + random.Random(seed).randbytes(20)
    return base58(raw + hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4])


def monero(tag: int, size: int, seed: int) -> str:
    raw = bytes([tag]) + random.Random(seed).randbytes(size - 5)
    raw += selector_wallets.keccak(raw)[:4]
    widths = {8: 11, 5: 7}
    return "".join(base58(raw[at : at + 8], widths[len(raw[at : at + 8])]) for at in range(0, size, 8))


def bitcoin(text: str) -> str:
    return read(SelectorType.BITCOIN, text).value


@pytest.mark.parametrize("address", VALID_SEGWIT)
def test_segwit_addresses_of_the_standard_are_read(address: str) -> None:
    assert bitcoin(address) == address.lower()


@pytest.mark.parametrize("address", WRONG_SEGWIT)
def test_wrong_segwit_addresses_of_the_standard_are_refused(address: str) -> None:
    with pytest.raises(NotASelector):
        bitcoin(address)


@pytest.mark.parametrize("version", [0x00, 0x05])
def test_base58_addresses_are_read_and_one_changed_character_is_refused(version: int) -> None:
    for seed in range(50):
        address = legacy(version, seed)
        assert bitcoin(address) == address
        at = seed % (len(address) - 2) + 1
        wrong = address[:at] + ("2" if address[at] != "2" else "3") + address[at + 1 :]
        with pytest.raises(NotASelector):
            bitcoin(wrong)


@pytest.mark.parametrize("address", VALID_ERC55)
def test_ethereum_addresses_of_the_standard_are_one_selector_in_any_case(address: str) -> None:
    lower = address.lower()
    spellings = (address, lower, "0x" + address[2:].upper())
    assert {read(SelectorType.ETHEREUM, each).value for each in spellings} == {lower}


def test_an_ethereum_address_with_one_letter_in_the_wrong_case_is_refused() -> None:
    with pytest.raises(NotASelector, match="case"):
        read(SelectorType.ETHEREUM, VALID_ERC55[2][:-1] + "D")


@pytest.mark.parametrize(("tag", "size"), [(18, 69), (42, 69), (19, 77)])
def test_monero_addresses_are_read_and_one_changed_character_is_refused(tag: int, size: int) -> None:
    for seed in range(30):
        address = monero(tag, size, seed)
        assert read(SelectorType.MONERO, address).value == address
        at = 3 + seed
        wrong = address[:at] + ("2" if address[at] != "2" else "3") + address[at + 1 :]
        with pytest.raises(NotASelector):
            read(SelectorType.MONERO, wrong)
