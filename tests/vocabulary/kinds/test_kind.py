"""Bodies of every kind: checked, keyed, titled, their selectors yielded, their open text free of what identifies."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds.catalogue import ALL, kind
from bowstreet.vocabulary.kinds.kind import Depth, Field, Kind, Shape, WrongBody
from bowstreet.vocabulary.selector_types import COINS
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, handle

T = SelectorType
VENDOR = kind("vendor_account")
FINGERPRINT = "ABCDEF0123456789ABCDEF0123456789ABCDEF01"
SAMPLES = {
    "email": "jo@example.com",
    "phone": "+31205300300",
    "xmpp": "jo@jabber.example.org",
    "telegram": "some_name",
    "wickr": "some-name",
    "bitcoin": "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    "url": "https://example.com/x",
    "ethereum": "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
    "sha256": "0f" * 32,
    "pgp_fingerprint": FINGERPRINT,
    "pgp_key_id": FINGERPRINT[-16:],
    "onion": "abcdefghij234567.onion",
    "domain": "example.com",
    "litecoin": "LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh",
    "session": "05" + "d8" * 32,
    "iban": "BE31435411161155",
    "tracking_number": "RB123456785GB",
    "licence_plate": "NL:AB12CD",
    "imei": "354178036859789",
    "vin": "1M8GDM9AXKP042788",
    "image_hash": "phash:c7c48f8989c77e0c",
    "favicon_hash": "-451606383",
    "analytics_id": "UA-12345678-2",
    "ssh_fingerprint": "SHA256:wcq2B0YttUcSQOJZVOS6u72qdgBztv7AbvkCgGyApFg",
    "tls_fingerprint": "AB12" * 10,
    "ipv4": "192.0.2.7",
    "handle": "Baker Street",
    "monero": "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A",
}


def sample(field: Field) -> Any:
    if field.selector:
        return SAMPLES[field.selector.split("|")[0]]
    by_shape = {
        Shape.DAY: "2020-02-29",
        Shape.NUMBER: 52.37 if field.depth is Depth.IDENTIFYING else 7,
        Shape.MARKET: "Agora",
        Shape.PRODUCT: "cannabis",
        Shape.COUNTRY: "NL",
        Shape.LONG_TEXT: "Two\nlines of words",
    }
    return field.choices[0][0] if field.choices else by_shape.get(field.shape, f"Some {field.name}")


def full(each: Kind) -> dict[str, Any]:
    return {field.name: [sample(field)] if field.many else sample(field) for field in each.fields}


def vendor(**more: Any) -> dict[str, Any]:
    return VENDOR.check({"market": "Agora", "handle": "Baker", **more})


def test_all_thirty_three_kinds_are_there() -> None:
    assert list(ALL) == [
        "market",
        "forum",
        "vendor_account",
        "user_account",
        "person",
        "organisation",
        "onion_service",
        "pgp_key",
        "wallet",
        "exchange_account",
        "bank_account",
        "domain",
        "product",
        "image",
        "parcel",
        "location",
        "vehicle",
        "device",
        "incident",
        "seizure",
        "test_purchase",
        "mistake",
        "document",
        "case",
        "operation",
        "lead",
        "practice",
        "lesson",
        "method",
        "tool",
        "focus",
        "behaviour",
        "expert",
    ]
    with pytest.raises(KeyError):
        kind("persona")


@pytest.mark.parametrize("code", ALL)
def test_a_full_body_of_every_kind_is_checked_once_and_for_all(code: str) -> None:
    each = ALL[code]
    body = each.check(full(each))
    assert set(body) == {field.name for field in each.fields}
    assert each.check(body) == body == json.loads(json.dumps(body))
    assert each.title(body)
    assert len({field.name for field in each.fields}) == len(each.fields)
    assert set(each.key_fields) <= set(body)
    assert bool(each.key(body)) is bool(each.key_fields)


@pytest.mark.parametrize("code", ALL)
def test_nothing_that_identifies_stands_in_open_text(code: str) -> None:
    each = ALL[code]
    body = each.check(full(each))
    texts = each.texts(body)
    for field in each.fields:
        if field.depth is Depth.IDENTIFYING:
            for statement in each.statements(body, field.name):
                assert statement.value in texts[Depth.IDENTIFYING]
                if field.selector not in ("url", "onion|url|domain") and field.shape is not Shape.LONG_TEXT:
                    assert statement.value not in texts[Depth.OPEN]


@pytest.mark.parametrize("code", ALL)
def test_every_selector_field_yields_its_selector_at_its_depth(code: str) -> None:
    each = ALL[code]
    body = each.check(full(each))
    yielded = {(one.field, one.selector.type): one.depth for one in each.selectors(body)}
    for field in each.fields:
        if field.selector:
            wanted = Depth.IDENTIFYING if field.depth is Depth.IDENTIFYING else Depth.OPEN
            assert yielded[(field.name, SelectorType(field.selector.split("|")[0]))] is wanted


@pytest.mark.parametrize("code", ALL)
def test_a_title_without_identifiers_shows_none(code: str) -> None:
    each = ALL[code]
    body = each.check(full(each))
    title = each.open_title(body)
    hidden = [field.name for field in each.fields if field.depth is Depth.IDENTIFYING]
    assert title and not [name for name in hidden for one in each.statements(body, name) if one.value in title]
    assert each.open_title(each.check({name: body[name] for name in [one.name for one in each.required]}))


@pytest.mark.parametrize("code", ["wallet", "seizure", "exchange_account", "test_purchase"])
def test_addresses_of_every_coin_are_taken_where_wallets_are(code: str) -> None:
    field = ALL[code].by_name["address" if code == "wallet" else "wallets"]
    assert {T(one) for one in (field.selector or "").split("|")} == COINS


def test_a_signal_account_by_its_number_is_found_by_the_number() -> None:
    found = [one.selector for one in VENDOR.selectors(vendor(messengers=["signal:+31 20 530 0300", "baker.07"]))]
    assert Selector(T.SIGNAL, "+31205300300") in found and Selector(T.PHONE, "+31205300300") in found
    assert Selector(T.SIGNAL, "baker.07") in found


def test_a_plate_is_asked_for_with_its_country_and_known_in_any_spelling() -> None:
    vehicle = kind("vehicle")
    assert vehicle.key(vehicle.check({"plate": "nl: ab-12-cd"})) == vehicle.key(
        vehicle.check({"plate": "AB 12 CD (NL)"})
    )
    with pytest.raises(WrongBody, match="country"):
        vehicle.check({"plate": "AB-12-CD"})


def test_a_vendor_account_is_known_by_market_and_handle_as_written() -> None:
    assert VENDOR.key(vendor()) == VENDOR.key(VENDOR.check({"market": "AGORA market", "handle": " Baker "}))
    assert VENDOR.key(vendor()) != VENDOR.key(vendor(handle="baker"))
    assert VENDOR.key(vendor(handle="B\u0061\u0308cker")) == VENDOR.key(vendor(handle="Bäcker"))
    assert (VENDOR.title(vendor()), VENDOR.open_title(vendor())) == ("Baker on Agora", "Vendor account on Agora")
    assert VENDOR.market(vendor()) == "agora"


def test_handles_match_however_they_are_written() -> None:
    yielded = [one.selector for one in VENDOR.selectors(vendor(handle="The  BAKER", aliases=["ＢＡＫＥＲ２"]))]
    assert yielded == [Selector(T.HANDLE, "agora:the baker"), Selector(T.HANDLE, "agora:baker2")]


def test_free_text_yields_selectors_and_is_masked_in_open_text() -> None:
    body = vendor(
        description=[
            "Baker here: jo[@]example[.]com, http://example.com/x, say BAKER. -----BEGIN PGP PUBLIC "
            "KEY BLOCK-----mQENBFmQ-----END PGP PUBLIC KEY BLOCK----- tulips"
        ]
    )
    found = [(one.selector.value, one.depth) for one in VENDOR.selectors(body) if one.field == "description"]
    assert ("jo@example.com", Depth.IDENTIFYING) in found
    shallow = VENDOR.texts(body)[Depth.OPEN]
    assert "tulips" in shallow
    for hidden in ("example", "aker", "AKER", "mQENB"):
        assert hidden not in shallow
    assert VENDOR.shown("description", body["description"][0]["value"], body, "body") in shallow


def test_products_are_codes_each_once() -> None:
    body = vendor(products=["Drugs/Weed", "cannabis", "Weapons"])
    assert VENDOR.products(body) == ("cannabis", "weapons")
    assert all(code in products.ALL for code in VENDOR.products(body))


def test_statements_keep_source_grade_and_days() -> None:
    given = {"value": "jo@Example.com", "source": "observation:d/i/1", "grade": "b2", "first_seen": "2020-01-01"}
    (kept,) = vendor(emails=[given])["emails"]
    assert kept == {
        "value": "jo@example.com",
        "source": "observation:d/i/1",
        "grade": "B2",
        "basis": "fact",
        "first_seen": "2020-01-01",
        "last_seen": None,
    }


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"market": "Agora"}, "handle"),
        ({"market": "Agora", "handle": "  "}, "handle"),
        ({"market": "--", "handle": "x"}, "market"),
        ({"market": "Agora", "handle": "x", "surprise": 1}, "surprise"),
        ({"market": "Agora", "handle": "a\x00b"}, "handle"),
        ({"market": "Agora", "handle": "a\nb"}, "handle"),
        ({"market": "Agora", "handle": "a\ud800"}, "handle"),
        ({"market": "Agora", "handle": "x" * 3000}, "handle"),
        ({"market": "Agora", "handle": ["x"]}, "handle"),
        ({"market": "Agora", "handle": {"value": "x"}}, "handle"),
        ({"market": "Agora", "handle": True}, "handle"),
        ({"market": "Agora", "handle": "x", "pgp": ["abc"]}, "pgp"),
        ({"market": "Agora", "handle": "x", "bitcoin": ["1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"]}, "bitcoin"),
        ({"market": "Agora", "handle": "x", "emails": 7}, "emails"),
        ({"market": "Agora", "handle": "x", "emails": [{"grade": "A1"}]}, "emails"),
        ({"market": "Agora", "handle": "x", "emails": [{"value": "a@b.com", "grade": "Z9"}]}, "emails"),
        ({"market": "Agora", "handle": "x", "emails": [{"value": "a@b.com", "rank": 1}]}, "emails"),
        ({"market": "Agora", "handle": "x", "emails": [{"value": "a@b.com", "first_seen": "yesterday"}]}, "emails"),
        ({"market": "Agora", "handle": "x", "emails": ["a@b.com"] * 10_001}, "emails"),
        ({"market": "Agora", "handle": "x", "registered_on": "31/12/2020"}, "registered_on"),
        ({"market": "Agora", "handle": "x", "products": ["unheard-of"]}, "products"),
    ],
)
def test_a_wrong_body_names_its_field_and_says_why(body: dict[str, Any], field: str) -> None:
    with pytest.raises(WrongBody) as refused:
        VENDOR.check(body)
    assert refused.value.field == field
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "12x", True, 10**15, None])
def test_numbers_are_finite_and_numbers(value: Any) -> None:
    body = {"fingerprint": FINGERPRINT, "bits": value}
    if value is None:
        assert "bits" not in kind("pgp_key").check(body)
        return
    with pytest.raises(WrongBody):
        kind("pgp_key").check(body)


def test_a_key_yields_its_subkeys_and_the_addresses_in_its_user_ids() -> None:
    key = kind("pgp_key")
    body = key.check(
        {
            "fingerprint": FINGERPRINT.lower(),
            "key_id": FINGERPRINT[-16:],
            "subkeys": ["1" * 40],
            "subkey_ids": ["1" * 16],
            "user_ids": ["Jo <jo@example.com>"],
        }
    )
    assert {one.selector for one in key.selectors(body)} == {
        Selector(T.PGP_FINGERPRINT, FINGERPRINT),
        Selector(T.PGP_KEY_ID, FINGERPRINT[-16:]),
        Selector(T.PGP_FINGERPRINT, "1" * 40),
        Selector(T.PGP_KEY_ID, "1" * 16),
        Selector(T.EMAIL, "jo@example.com"),
    }
    assert key.key(body) == FINGERPRINT
    assert key.open_title(body) == "PGP key"


def test_braces_in_a_value_are_only_braces() -> None:
    assert VENDOR.title(vendor(handle="{market} {0}")) == "{market} {0} on Agora"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(list(ALL)), st.data())
def test_any_body_is_checked_or_refused_with_a_sentence(code: str, data: st.DataObject) -> None:
    each = ALL[code]
    names = st.sampled_from([field.name for field in each.fields])
    body = {**full(each), **data.draw(st.dictionaries(names, JSON, max_size=3))}
    try:
        checked = each.check(body)
    except WrongBody as wrong:
        assert str(wrong).endswith((".", ")"))
        return
    assert each.check(checked) == checked
    json.dumps(checked, allow_nan=False).encode()
    list(each.selectors(checked))
    each.texts(checked)
    if (slug := each.market(checked)) is not None:
        assert markets.slug(slug) == slug


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u00ad", "\u3164", "\u2800", "\U000e0041"])
def test_a_text_that_shows_nothing_is_none(sign: str) -> None:
    account = kind("vendor_account")
    body = {"market": "Tulip", "handle": sign}
    with pytest.raises(WrongBody, match="is needed"):
        account.check(body)
    assert [place for place, _ in account.faults(body)] == ["handle"]
    with pytest.raises(NotASelector):
        handle("Tulip", sign)
    assert account.check({"market": "Tulip", "handle": f"a{sign}b"})["handle"] == f"a{sign}b"


def test_values_open_as_far_as_the_depth_and_no_further() -> None:
    body = vendor(description=["Baker here: jo@example.com sells tulips"])
    closed = next(each.name for each in VENDOR.fields if each.depth is Depth.IDENTIFYING and each.name in body)
    assert VENDOR.opened(closed, body, "identifiers") and VENDOR.opened(closed, body, "body") == ()
    [whole], [masked] = (VENDOR.opened("description", body, depth) for depth in ("identifiers", "body"))
    assert "jo@example.com" in whole and "jo@" not in masked and "tulips" in masked
    assert VENDOR.opened("description", body, "meta") == VENDOR.opened("description", body, "") == ()
