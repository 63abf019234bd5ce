"""Invented identifiers of every type, each with the kind and field that holds it, and the forms in which it is told."""

from typing import Any, NamedTuple

from bowstreet.vocabulary import markets
from bowstreet.vocabulary.selectors import Selector, SelectorType

T = SelectorType
ONION = "abcdefghij234567.onion"
_PERSON, _DOMAIN, _DEVICE = {"names": ["Wren Tallow"]}, {"name": "tallow.example.org"}, {"sort": "phone"}


class Sample(NamedTuple):
    """An identifier and where it is recorded: kind, field, whether that holds several, and what else stands there."""

    selector: Selector
    kind: str
    field: str
    many: bool = True
    beside: tuple[tuple[str, Any], ...] = ()

    def body(self) -> dict[str, Any]:
        """Return the body of a record that holds it."""
        value = self.selector.value
        if self.selector.type is T.HANDLE:
            market, _, name = value.partition(":")
            return {"market": markets.label(market), "handle": name}
        return {**dict(self.beside), self.field: [value] if self.many else value}

    def forms(self) -> list[str]:
        """Return every form in which pages, answers and sentences tell it."""
        one = self.selector
        told = [one.value, one.shown(), f"{one.type}:{one.value}", f"{one.type}: {one.shown()}"]
        if one.type is T.HANDLE:
            market, _, name = one.value.partition(":")
            label = markets.label(market)
            told = [one.value, one.shown(), f"handle:{one.value}", f"handle:{label}:{name}", f"{name} on {label}"]
        if one.type is T.LICENCE_PLATE:
            country, _, number = one.value.partition(":")
            cut = f"{number[:2]}-{number[2:-1]}-{number[-1:]}"
            told += [f"{cut} ({country})", f"{country}:{cut}", f"{country} {cut}", f"{country} {cut.replace('-', ' ')}",
                     one.value.lower(), f"{country}-{cut}", f"plate {country} : {cut}"]  # fmt: skip
            told += [cut, number] if any(map(str.isalpha, number)) else []
        if one.type is T.VIN:
            told += [" ".join((one.value[:3], one.value[3:9], one.value[9:])), one.value.lower(),
                     "-".join((one.value[:3], one.value[3:6], one.value[6:]))]  # fmt: skip
        return list(dict.fromkeys(told))


def _of(sort: SelectorType, kind: str, field: str, *values: str, many: bool = True, **beside: Any) -> list[Sample]:
    return [Sample(Selector(sort, each), kind, field, many, tuple(beside.items())) for each in values]


SAMPLES = (
    *_of(T.HANDLE, "vendor_account", "handle", "saltmarket:quietharbour", "silk-road-2:the tall wren",
         "saltmarket:jo@b.com", "ferry-lane:42", "tg:abcde", "saltmarket:a \u00b7 b"),
    *_of(T.EMAIL, "person", "emails", "wren@tallow.example.org", **_PERSON),
    *_of(T.PHONE, "person", "phones", "+31205300300", **_PERSON),
    *_of(T.PGP_FINGERPRINT, "person", "pgp", "0123456789ABCDEF0123456789ABCDEF01234567", "8A" * 32, "E7D7" * 8,
         **_PERSON),
    *_of(T.PGP_KEY_ID, "pgp_key", "subkey_ids", "AB12CD34AB12CD34", "AB12CD39", "12345678", fingerprint="9F" * 20),
    *_of(T.ONION, "onion_service", "address", ONION, many=False),
    *_of(T.DOMAIN, "domain", "name", "tallow.example.org", "xn--mnchen-3ya.de", many=False),
    *_of(T.URL, "onion_service", "urls", "https://tallow.example.org/a?b=c", address=ONION),
    *_of(T.IPV4, "domain", "ips", "192.0.2.7", **_DOMAIN),
    *_of(T.IPV6, "domain", "ips", "2001:db8::1", "::ffff:192.0.2.7", **_DOMAIN),
    *_of(T.BITCOIN, "person", "bitcoin", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", **_PERSON),
    *_of(T.ETHEREUM, "person", "ethereum", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", **_PERSON),
    *_of(T.MONERO, "person", "monero", "888tNkZrPN6JsEgekjMnABU4TBzc2Dt29EPAvkRxbANs"
         "AnjyPbb3iQ1YBRk1UXcdRsiKc9dhwMVgN5S9cQUiyoogDavup3H",
         **_PERSON),
    *_of(T.XMPP, "person", "xmpp", "wren@jabber.example.org", **_PERSON),
    *_of(T.TELEGRAM, "person", "telegram", "tall_wren", **_PERSON),
    *_of(T.WICKR, "person", "wickr", "tall-wren1", "wren2", **_PERSON),
    *_of(T.SHA256, "document", "sha256", "0f" * 32, title="A list"),
    *_of(T.LITECOIN, "person", "coins", "LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh", **_PERSON),
    *_of(T.BITCOIN_CASH, "person", "coins", "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", **_PERSON),
    *_of(T.TRON, "person", "coins", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", **_PERSON),
    *_of(T.SESSION, "person", "messengers", "05" + "d8" * 32, **_PERSON),
    *_of(T.TOX, "person", "messengers",
         "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE5185520B3E6FC5D64", **_PERSON),
    *_of(T.OTR_FINGERPRINT, "person", "messengers", "81F6800129D928ADBEE41B78AA862106CAEAC892", **_PERSON),
    *_of(T.SIGNAL, "person", "messengers", "tall_wren.07", "+31205300301", "signal.me/#eu/" + "Aa0_-" * 12 + "Zz9_",
         **_PERSON),
    *_of(T.IBAN, "bank_account", "iban", "GR1601101050000010547023795", many=False),
    *_of(T.TRACKING_NUMBER, "parcel", "tracking_number", "RB123456785GB", "1Z5R89390357567127", "dhl:3318810025",
         "dhl:JJD0099999999", "fedex:986578788855", "3SABCD1234567", "usps:9400111206206406260787",
         "usps:03071790000523483741", "dpd:09980000020033F", "dpd:008182709980000020033350276C", many=False),
    *_of(T.LICENCE_PLATE, "vehicle", "plate", "NL:12ABC3", "NL:ZZ992Q", "TG:AB1234C", "NO:AB12345", "IL:1234567",
         many=False),
    *_of(T.IMEI, "device", "imei", "354178036859789", many=False),
    *_of(T.VIN, "vehicle", "vin", "WVWZZZ1JZXW000001", "1M8GDM9AXKP042788", many=False),
    *_of(T.IMAGE_HASH, "product", "image_hashes", "phash:c7c48f8989c77e0c", "pdq:" + "f8f0e1c3" * 8, name="A lamp"),
    *_of(T.FAVICON_HASH, "domain", "favicon_hashes", "-451606383", "12", **_DOMAIN),
    *_of(T.ANALYTICS_ID, "domain", "analytics_ids", "UA-12345678-2", "G-AB12CD34EF", "GTM-AB12CD", "AW-123456789",
         "ca-pub-1234567890123456", "yandex:12345678", "meta:123456789012345", **_DOMAIN),
    *_of(T.SSH_FINGERPRINT, "domain", "ssh", "SHA256:wcq2B0YttUcSQOJZVOS6u72qdgBztv7AbvkCgGyApFg",
         "MD5:4b:6d:37:18:f8:2d:48:b3:30:bc:d0:7e:b9:1a:28:b3", **_DOMAIN),
    *_of(T.TLS_FINGERPRINT, "domain", "tls", "AB13" * 10, "AB14" * 16, "ja3:e7d705a3286e19ea42f587b344ee6865",
         "ja3s:e7d705a3286e19ea42f587b344ee6866", "ja4:t13d1516h2_8daaf6152771_b186095e22b6",
         "jarm:" + "2ad" * 20 + "15",
         **_DOMAIN),
)  # fmt: skip
