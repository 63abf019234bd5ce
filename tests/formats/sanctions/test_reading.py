"""Lists of addresses: lines and JSON alike, each address a piece or refused with a sentence."""

import json

import pytest
from tests.worlds import exchange

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.sanctions import reading

GOOD = [exchange.bitcoin(1), exchange.ethereum(2), "r" + "9" * 30]


@pytest.mark.parametrize("raw", ["\n".join(GOOD), "\r\n".join(GOOD) + "\r\n", "\ufeff" + json.dumps(GOOD, indent=2)])
def test_each_address_is_a_piece_at_its_place_and_a_coin_without_a_kind_is_a_loss(raw: str) -> None:
    found = reading.read(raw.encode())
    assert [each.id for each in found.pieces] == GOOD
    assert all(raw.encode()[each.at :].startswith(each.text.encode()) for each in found.pieces)
    assert [len(each.drafts) for each in found.pieces] == [1, 1, 0]
    assert (found.losses, found.refused) == ((Loss("address", Why.NO_KIND, 1),), ())


@pytest.mark.parametrize("broken", ["1QuayWharf1QuayWharf1QuayWharf", "x" * 5_000, "é" * 30, "[1, {}]"])
def test_what_is_no_address_costs_itself_alone(broken: str) -> None:
    for raw in ("\n".join([GOOD[0], broken, GOOD[1]]), json.dumps([GOOD[0], broken, GOOD[1]], ensure_ascii=False)):
        found = reading.read(raw.encode())
        assert [each.id for each in found.pieces] == GOOD[:2]
        assert len(found.refused) >= 1


def test_it_is_known_by_its_contents() -> None:
    assert reading.recognises("\n".join(GOOD).encode())
    assert reading.recognises(json.dumps(GOOD).encode())
    assert reading.recognises("\n".join(exchange.ethereum(each) for each in range(2_000)).encode()[:65_536])
    assert not reading.recognises(b"address\n" + GOOD[0].encode())
    assert not reading.recognises(("ab" * 32 + "\n").encode() * 3), "hashes"
    assert not reading.recognises(b'["a", "b"]')
    assert not reading.recognises(b"Some words of a text.\nAnd more.\n")


def test_a_wallet_says_in_which_list_it_stands_and_under_which_coin() -> None:
    address = "0x" + "ab" * 20
    [named], [bare] = (reading.read(address.encode(), name).pieces for name in ("lists/wrens_addresses_USDT.txt", ""))
    assert [(each["value"], each["source"]) for each in named.drafts[0].body["labels"]] == [
        ("on a sanctions list: wrens_addresses_USDT.txt", "piece:1"), ("listed under USDT", "piece:1"),
    ]  # fmt: skip
    assert [each["value"] for each in bare.drafts[0].body["labels"]] == ["on a sanctions list"]
