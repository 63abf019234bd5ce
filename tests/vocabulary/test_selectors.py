"""Identifiers in every spelling come to one normal form, and what is none is refused with a sentence."""

import base64
import hashlib
import random

import pytest

from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, handle, read, recognise, scan

T = SelectorType
FINGERPRINT = "ABCDEF0123456789ABCDEF0123456789ABCDEF01"


def onion(seed: int) -> str:
    key = random.Random(seed).randbytes(32)
    checksum = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    return base64.b32encode(key + checksum + b"\x03").decode().lower() + ".onion"


SPELLINGS = (
    (
        T.EMAIL,
        "jo.doe@example.com",
        (
            "Jo.Doe@Example.COM",
            "jo.doe[at]example[.]com",
            "jo.doe (at) example (dot) com",
            "mailto:jo.doe@example.com",
            "<jo.doe@example.com>",
            "email:jo.doe@example.com",
            "jo.doe at example dot com",
            "jo.doe[@]example{dot}com",
            "mailto:jo.doe@example.com?subject=order",
        ),
    ),
    (
        T.PHONE,
        "+31205300300",
        ("+31 20 530 0300", "0031205300300", "+31 (0)20-530.03.00", "tel:+31-20-5300300", "(+31) 20 530 0300"),
    ),
    (
        T.PGP_FINGERPRINT,
        FINGERPRINT,
        (
            FINGERPRINT.lower(),
            "0x" + FINGERPRINT,
            "Key fingerprint = ABCD EF01 2345 6789 ABCD  EF01 2345 6789 ABCD EF01",
            "PGP fingerprint: " + FINGERPRINT,
            "ABCD EF01 2345 6789 ABCD\r\nEF01 2345 6789 abcd ef01",
            "pgp:" + FINGERPRINT,
            "ABCD EF01 2345 6789 ABCD  EF01 2345 6789 abcd ef01",
            ":".join(FINGERPRINT[at : at + 2] for at in range(0, 40, 2)),
        ),
    ),
    (T.PGP_KEY_ID, "ABCDEF0123456789", ("0xabcdef0123456789", "ABCD EF01 2345 6789", "keyid: abcdef0123456789")),
    (
        T.ONION,
        onion(1),
        (
            onion(1).upper(),
            onion(1).replace(".", "[.]"),
            "www." + onion(1),
            onion(1) + "/shop",
            "onion:" + onion(1),
            f"hxxp://{onion(1)}/x",
        ),
    ),
    (T.ONION, "abcdefghij234567.onion", ("ABCDEFGHIJ234567.onion", "abcdefghij234567(.)onion:80")),
    (T.DOMAIN, "xn--mnchen-3ya.de", ("münchen.de", "MÜNCHEN[.]de", "xn--mnchen-3ya.de.")),
    (
        T.URL,
        "https://example.com/a?b=c",
        ("HTTPS://Example.com:443/x/../a?b=c#d", "hxxps://example[.]com/a?b=c", "hxxps[://]example[.]com[/]a?b=c"),
    ),
    (T.IPV4, "192.0.2.7", ("192[.]0[.]2[.]7", "192.0.2(.)7", "ip:192.0.2.7")),
    (T.IPV6, "2001:db8::1", ("2001:0DB8:0:0:0:0:0:1", "[2001:db8::1]")),
    (T.IPV6, "::ffff:192.0.2.7", ("::FFFF:192.0.2.7", "::ffff:c000:207")),
    (
        T.XMPP,
        "jo@jabber.example.org",
        ("xmpp:Jo@jabber.example.org/phone", "jabber: jo[@]jabber.example.org", "xmpp:jo@jabber.example.org?message"),
    ),
    (T.TELEGRAM, "some_name", ("@Some_Name", "t.me/some_name", "https://t.me/some_name", "telegram:@some_name")),
    (T.WICKR, "some-name1", ("wickr:Some-Name1", "WICKR: some-name1")),
    (T.SHA256, "0f" * 32, ("0F" * 32, "sha256:" + "0f" * 32)),
    (
        T.HANDLE,
        "silk-road-2:the baker",
        (
            "handle:Silk Road 2.0:The  BAKER",
            "handle:silk-road-2:ｔｈｅ baker",
            "handle:silk-road-2:the\u200b ba\u200dker\u202e",
        ),
    ),
)


@pytest.mark.parametrize(
    ("sort", "value", "spelling"), [(sort, value, each) for sort, value, many in SPELLINGS for each in many]
)
def test_every_spelling_is_recognised_as_the_same_selector(sort: SelectorType, value: str, spelling: str) -> None:
    assert Selector(sort, value) in recognise(spelling)


@pytest.mark.parametrize(("sort", "value"), [(sort, value) for sort, value, _ in SPELLINGS])
def test_what_is_shown_is_read_back(sort: SelectorType, value: str) -> None:
    selector = Selector(sort, value)
    if sort is not T.HANDLE:
        assert read(sort, selector.shown()) == selector
        assert read(sort, value) == selector
    assert selector.short()[-4:] == selector.shown()[-4:]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "just words",
        "12345678",
        "e.g.",
        "@",
        "a@b",
        "handle:",
        "1.2.3",
        "handle:agora",
        "999.1.1.1",
        "http://",
        "x" * 6000,
        "\x00",
        "+1",
        "bitcoin:abc",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
    ],
)
def test_what_is_no_identifier_is_not_recognised(text: str) -> None:
    assert recognise(text) == ()


def test_an_onion_name_with_one_changed_character_is_refused() -> None:
    for seed in range(40):
        name = onion(seed)
        wrong = ("a" if name[0] != "a" else "b") + name[1:]
        with pytest.raises(NotASelector, match="checksum"):
            read(T.ONION, wrong)


def test_a_url_brings_its_host() -> None:
    assert set(recognise("http://example.com/x")) == {
        Selector(T.URL, "http://example.com/x"),
        Selector(T.DOMAIN, "example.com"),
    }


def test_a_handle_without_a_market_is_refused_with_a_sentence() -> None:
    with pytest.raises(NotASelector, match="market"):
        read(T.HANDLE, "baker")
    assert handle("SilkRoad2", " Baker ") == read(T.HANDLE, "baker", market="Silk Road 2.0")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mail Jo[at]example[.]com now", [("Jo[at]example[.]com", T.EMAIL)]),
        ("jabber: jo@jabber.example.org, ok", [("jo@jabber.example.org", T.XMPP)]),
        ("Wickr me: shop-77.", [("shop-77", T.WICKR)]),
        ("telegram: @some_name!", [("@some_name", T.TELEGRAM)]),
        (f"key {FINGERPRINT}.", [(FINGERPRINT, T.PGP_FINGERPRINT)]),
        (
            "(ABCD EF01 2345 6789 ABCD  EF01 2345 6789 ABCD EF01)",
            [("ABCD EF01 2345 6789 ABCD  EF01 2345 6789 ABCD EF01", T.PGP_FINGERPRINT)],
        ),
        (
            "pay bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4,",
            [("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", T.BITCOIN)],
        ),
        ("call +31 20 530 0300 or not", [("+31 20 530 0300", T.PHONE)]),
        ("see (http://example.com/a_(b)).", [("http://example.com/a_(b)", T.URL), ("example.com", T.DOMAIN)]),
        ("http://shop.i2p/x", [("http://shop.i2p/x", T.URL), ("shop.i2p", T.DOMAIN)]),
        ("mirror: https://a.loki/ or a.bit, not http://i2p/", [("https://a.loki/", T.URL)]),
        ("напишите на jo@example.com", [("jo@example.com", T.EMAIL)]),
    ],
)
def test_selectors_are_found_at_their_places(text: str, wanted: list[tuple[str, SelectorType]]) -> None:
    assert [(text[each.start : each.end], each.selector.type) for each in scan(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "e.g.this costs 10.50 and file.zip, readme.md",
        "version 1.2.3.4",
        "at 12:30:45 use std::map or abc::def",
        "find me at example dot com",
        "1234 5678 9012 3456",
        "deadbeef cafebabe",
        "shipped.In time",
        "@someone said hi",
        "aaaa" * 20,
        "+1 2 3",
        "user@localhost",
        "a" * 500 + "@example.com",
        "1111 " * 12,
        "100%@home",
        "ABCD " * 20,
    ],
)
def test_nothing_is_invented(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "a@",
        "a[.]",
        "http://",
        "ABCD ",
        "AB:",
        "+1 2",
        ":",
        "1.",
        "( ",
        "wickr:",
        "tg: @",
        "<",
        "0x",
        "key id ",
        "- ",
        "a%",
        "http://a.com/)",
        "0",
    ],
)
def test_hostile_text_is_scanned_to_its_end(piece: str) -> None:
    marked = (piece * (300_000 // len(piece))) + "\njo@example.com"
    assert scan(marked)[-1].selector == Selector(T.EMAIL, "jo@example.com")
