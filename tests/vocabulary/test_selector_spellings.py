"""The newer selectors in every usual spelling, with a wrong check digit, and nearly right."""

import pytest

from bowstreet.vocabulary.selector_scanning import scan
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType, read, recognise

T = SelectorType
TOX = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE5185520B3E6FC5D64"  # Tox-Docs, pubkey.rst
OTR = "81F6800129D928ADBEE41B78AA862106CAEAC892"
SESSION = "05" + "d8" * 32
LINK = "Aa0_-" * 12 + "Zz9_"
SSH = "SHA256:wcq2B0YttUcSQOJZVOS6u72qdgBztv7AbvkCgGyApFg"  # jumpnowtek.com, 'SSH Hostkey Fingerprints'
SSH_MD5 = "MD5:4b:6d:37:18:f8:2d:48:b3:30:bc:d0:7e:b9:1a:28:b3"  # weberblog.net, 'SSH Key Fingerprints'
TLS = "AB12" * 16
JA3 = "ja3:e7d705a3286e19ea42f587b344ee6865"
JA4 = "t13d1516h2_8daaf6152771_b186095e22b6"  # FoxIO-LLC/ja4, technical_details/JA4.md
JARM = "2ad2ad0002ad2ad00042d42d00000069d641f34fe76acdc05c40262f8815e5"  # the README of salesforce/jarm
BCH = "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"  # the specification of CashAddr, with its old address

SPELLINGS: tuple[tuple[SelectorType, str, tuple[str, ...]], ...] = (
    (T.LITECOIN, "LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh", ("ltc:LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh",
     "litecoin:LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh?amount=1", " LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh ")),
    (T.LITECOIN, "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9", ("LTC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KGMN4N9",)),
    (T.BITCOIN_CASH, BCH, (BCH.upper(), BCH[12:], BCH[12:].upper(), "bch:1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu",
     BCH + "?amount=2", BCH.replace(":", "[:]"), "bitcoin_cash:" + BCH[12:])),
    (T.TRON, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", ("tron:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
     "trx: TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "trx:41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
     "trx:0x41A614F803B6FD780986A42C78EC9C7F77E6DED13C")),
    (T.SESSION, SESSION, (SESSION.upper(), "session: " + SESSION, " ".join((SESSION[:33], SESSION[33:])))),
    (T.TOX, TOX, (TOX.lower(), "tox:" + TOX, "TOX: " + TOX.lower(), TOX[:40] + "\n" + TOX[40:])),
    (T.OTR_FINGERPRINT, OTR, ("81F68001 29D928AD BEE41B78 AA862106 CAEAC892", OTR.lower(), "otr:" + OTR.lower())),
    (T.SIGNAL, "baker_street.07", ("signal:Baker_Street.07", "signal: @baker_street.07", "signal:baker_street[.]07")),
    (T.SIGNAL, "+31205300300", ("signal:+31 20 530 0300", "https://signal.me/#p/+31205300300")),
    (T.SIGNAL, "signal.me/#eu/" + LINK, ("https://signal.me/#eu/" + LINK, "hxxps://signal[.]me/#eu/" + LINK,
     "sgnl://signal.me/#eu/" + LINK)),
    (T.IBAN, "GR1601101050000010547023795", ("GR16 0110 1050 0000 1054 7023 795", "gr16-0110-1050-0000-1054-7023-795",
     "IBAN: GR16 0110 1050 0000 1054 7023 795")),
    (T.IBAN, "BE31435411161155", ("BE31 4354 1116 1155", "be31435411161155")),
    (T.TRACKING_NUMBER, "RB123456785GB", ("rb 123 456 785 gb", "RB-12345678-5-GB", "parcel: RB123456785GB",
     "S10 RB123456785GB")),
    (T.TRACKING_NUMBER, "1Z5R89390357567127", ("1z 5r8 939 03 5756 7127", "UPS: 1Z5R89390357567127")),
    (T.TRACKING_NUMBER, "dhl:3318810025", ("DHL 3318810025", "dhl express 33 1881 0025",
     "DHL tracking no. 3318810025")),
    (T.TRACKING_NUMBER, "dhl:JJD0099999999", ("DHL JJD 0099 9999 99", "dhl:jjd0099999999")),
    (T.TRACKING_NUMBER, "fedex:986578788855", ("FedEx 9865 7878 8855", "fedex#986578788855")),
    (T.TRACKING_NUMBER, "fedex:041441760228964", ("FedEx Ground 0414 4176 0228 964",)),
    (T.LICENCE_PLATE, "NL:AB12CD", ("plate:NL:AB-12-CD", "licence_plate: nl : ab 12 cd", "plate:AB-12-CD (NL)")),
    (T.TRACKING_NUMBER, "dhl:JJD000390007827337384", ("JJD 0003 9000 7827 3373 84", "DHL JJD000390007827337384")),
    (T.TRACKING_NUMBER, "dhl:JVGL06123456789012", ("jvgl06123456789012",)),
    (T.TRACKING_NUMBER, "dhl:00340434123456789012", ("DHL 0034 0434 1234 5678 9012", "DHL: 00340434123456789012")),
    (T.TRACKING_NUMBER, "3SABCD1234567", ("PostNL 3SABCD1234567", "3S ABCD 1234567", "dhl 3sabcd1234567")),
    (T.TRACKING_NUMBER, "usps:9400111206206406260787", ("9400 1112 0620 6406 2607 87",
     "USPS 420787459400111206206406260787", "usps tracking no. 9400111206206406260787")),
    (T.TRACKING_NUMBER, "usps:03071790000523483741", ("USPS 0307 1790 0005 2348 3741",)),
    (T.TRACKING_NUMBER, "usps:71969010756003077385", ("USPS: 7196 9010 7560 0307 7385",)),
    (T.TRACKING_NUMBER, "dpd:09980000020033F", ("DPD 09 9800 0002 0033 F",)),
    (T.TRACKING_NUMBER, "dpd:008182709980000020033350276C", ("dpd: 00 81827 0998 0000 0200 33 350 276 c",)),
    (T.LICENCE_PLATE, "NL:12ABC3", ("NL:12-ABC-3", "12-ABC-3 (NL)", "plate NL:12-ABC-3", "Kenteken: NL: 12 ABC 3",
     "plate no. NL:12-ABC-3", "licence plate 12-ABC-3 [NL]", "Kennzeichen nl:12-abc-3")),
    (T.LICENCE_PLATE, "NO:AB12345", ("plate NO:AB 12345", "plate no NO:AB-12345", "NO:AB12345")),
    (T.LICENCE_PLATE, "AT:W12345X", ("plate:AT:W-12345 X", "plate:W 12345 X (AT)")),
    (T.IMEI, "354178036859789", ("35-417803-685978-9", "IMEI: 354178036859789", "35 417803 685978 9",
     "imei:35417803685978", "imei:3541780368597801", "IMEI1: 354178036859789", "IMEI 2 : 354178036859789",
     "IMEI (slot 1): 354178036859789", "imei(sim 2) 35-417803-685978-9", "IMEI no 354178036859789")),
    (T.VIN, "1M8GDM9AXKP042788", ("1m8gdm9axkp042788", "VIN: 1M8GDM9AXKP042788", "1M8-GDM9AX-KP042788")),
    (T.VIN, "WVWZZZ1JZ3W386752", ("vin:wvwzzz1jz3w386752", "FIN: WVWZZZ1JZ3W386752",
     "chassis no WVW ZZZ 1JZ 3W 386752", "Fahrgestellnummer: WVWZZZ1JZ3W386752", "VIN# WVWZZZ1JZ3W386752")),
    (T.IMAGE_HASH, "phash:c7c48f8989c77e0c", ("pHash: C7C48F8989C77E0C", "phash=0xc7c48f8989c77e0c",
     "image_hash:phash:c7c48f8989c77e0c")),
    (T.IMAGE_HASH, "pdq:" + "f8f0e1c3" * 8, ("PDQ: " + "F8F0E1C3" * 8, "pdq hash=" + "f8f0e1c3" * 8)),
    (T.IMAGE_HASH, "ahash:00ff00ff00ff00ff", ("average_hash:00ff00ff00ff00ff", "aHash : 00FF00FF00FF00FF")),
    (T.FAVICON_HASH, "-451606383", ("http.favicon.hash:-451606383", "favicon: -451606383", "mmh3:3843360913",
     "favicon_hash:-451606383")),
    (T.ANALYTICS_ID, "UA-12345678-2", ("ua-12345678-2", "analytics_id:UA-12345678-2")),
    (T.ANALYTICS_ID, "G-AB12CD34EF", ("g-ab12cd34ef",)),
    (T.ANALYTICS_ID, "GTM-AB12CD", ("gtm-ab12cd",)),
    (T.ANALYTICS_ID, "AW-123456789", ("aw-123456789", "AW-123456789/AbC-D_efG")),
    (T.ANALYTICS_ID, "ca-pub-1234567890123456", ("pub-1234567890123456", "CA-PUB-1234567890123456",
     "partner-pub-1234567890123456")),
    (T.ANALYTICS_ID, "meta:123456789012345", ("Facebook pixel 123456789012345", "fbq('init', '123456789012345');",
     "Meta Pixel ID: 123456789012345", "https://www.facebook.com/tr?id=123456789012345&ev=PageView&noscript=1")),
    (T.ANALYTICS_ID, "matomo:stats.example.org/3", ("https://stats.example.org/matomo.php?idsite=3&rec=1",
     "stats.example.org/piwik.php?rec=1&amp;idsite=3", "Matomo: Stats.example.org/3")),
    (T.ANALYTICS_ID, "yandex:12345678", ("Yandex.Metrica 12345678", "https://mc.yandex.ru/watch/12345678?ut=noindex")),
    (T.SSH_FINGERPRINT, SSH, ("sha256" + SSH[6:], SSH + "=", "ssh:" + SSH)),
    (T.SSH_FINGERPRINT, SSH_MD5, (SSH_MD5[4:], SSH_MD5.upper())),
    (T.TLS_FINGERPRINT, JA3, (JA3.upper(), JA3[4:], "JA3 hash = " + JA3[4:].upper(), "tls ja3: " + JA3[4:])),
    (T.TLS_FINGERPRINT, "ja3s" + JA3[3:], ("JA3S: " + JA3[4:], JA3[4:])),
    (T.TLS_FINGERPRINT, "jarm:" + JARM, (JARM, "JARM " + JARM.upper(), "tls_fingerprint:" + JARM)),
    (T.TLS_FINGERPRINT, "ja4:" + JA4, (JA4, JA4.upper(), "JA4: " + JA4, "JA4 fingerprint: " + JA4)),
    (T.TLS_FINGERPRINT, TLS, (TLS.lower(), ":".join(TLS[at : at + 2] for at in range(0, 64, 2)), "tls:" + TLS,
     "sha256 Fingerprint=" + ":".join(TLS[at : at + 2] for at in range(0, 64, 2)))),
)  # fmt: skip

WRONG = (
    (T.LITECOIN, "LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNi", "checksum"),
    (T.LITECOIN, "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n8", "checksum"),
    (T.LITECOIN, "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu", "version"),
    (T.BITCOIN_CASH, BCH[:-1] + "q", "checksum"),
    (T.BITCOIN_CASH, "bitcoincash:qqqqzqsrqszsvpcgpy9qkrqdpc83qygj4w5vj7dg", "length"),
    (T.BITCOIN_CASH, "bchtest:" + BCH[12:], "checksum"),
    (T.BITCOIN_CASH, "simpleledger:" + BCH[12:], "prefix"),
    (T.BITCOIN_CASH, BCH[:-1] + "A", "mixes"),
    (T.BITCOIN_CASH, "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggv", "checksum"),
    (T.TRON, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "checksum"),
    (T.TRON, "42a614f803b6fd780986a42c78ec9c7f77e6ded13c", "length"),
    (T.SESSION, "03" + "d8" * 32, "05"),
    (T.SESSION, SESSION[:-1], "05"),
    (T.TOX, TOX[:-1] + "5", "checksum"),
    (T.TOX, "0" + TOX[1:], "checksum"),
    (T.TOX, TOX[:-2], "76"),
    (T.OTR_FINGERPRINT, OTR[:-1], "40"),
    (T.SIGNAL, "baker", "two digits"),
    (T.SIGNAL, "baker.7", "two digits"),
    (T.SIGNAL, "ab.07", "two digits"),
    (T.SIGNAL, "signal.me/#eu/short", "two digits"),
    (T.SIGNAL, "+31 20 530", "country gives out"),
    (T.IBAN, "GR1601101050000010547023796", "check digits"),
    (T.IBAN, "BE3143541116115", "length"),
    (T.IBAN, "US31435411161155", "country"),
    (T.IBAN, "BE99000000000063", "check digits"),
    (T.IBAN, "BE00000000000002", "check digits"),
    (T.IBAN, "BE01000000000081", "check digits"),
    (T.IBAN, "GB31435411161155001234", "signs"),
    (T.TRACKING_NUMBER, "RB123456786US", "check digit"),
    (T.TRACKING_NUMBER, "RB123456785XX", "check digit"),
    (T.TRACKING_NUMBER, "1Z1111111111111111", "check digit"),
    (T.TRACKING_NUMBER, "dhl:3318810010", "check digit"),
    (T.TRACKING_NUMBER, "dhl:00340434123456789013", "check digit"),
    (T.TRACKING_NUMBER, "dhl:12345678901234", "known"),
    (T.TRACKING_NUMBER, "gls:12345678901", "known"),
    (T.TRACKING_NUMBER, "fedex:996578788855", "check digit"),
    (T.TRACKING_NUMBER, "fedex:568283610012732", "check digit"),
    (T.TRACKING_NUMBER, "3318810025", "needs DHL"),
    (T.TRACKING_NUMBER, "ups:RB123456785GB", "known"),
    (T.TRACKING_NUMBER, "usps:9400111206206406260788", "check digit"),
    (T.TRACKING_NUMBER, "usps:03071790000523483742", "check digit"),
    (T.TRACKING_NUMBER, "dpd:09980000020033G", "check digit"),
    (T.TRACKING_NUMBER, "3SABCD123456", "known"),
    (T.TRACKING_NUMBER, "3SABCDE12345678", "known"),
    (T.TRACKING_NUMBER, "3SA1234567", "known"),
    (T.TRACKING_NUMBER, "3SABCD0123456789", "known"),
    (T.LICENCE_PLATE, "AB-12-CD", "country"),
    (T.LICENCE_PLATE, "XQ:AB-12-CD", "ISO"),
    (T.LICENCE_PLATE, "NL:ABCD", "digit"),
    (T.IMEI, "354178036859781", "check digit"),
    (T.IMEI, "000000000000000", "15 digits"),
    (T.VIN, "1M8GDM9A1KP042788", "check digit"),
    (T.VIN, "1M8GDM9AXKPO42788", "without I, O"),
    (T.VIN, "1M8GDM9AXKP04278", "17"),
    (T.IMAGE_HASH, "c7c48f8989c77e0c", "algorithm"),
    (T.IMAGE_HASH, "phash:c7c48f8989c77e0", "algorithm"),
    (T.IMAGE_HASH, "pdq:c7c48f8989c77e0c", "pdq and 64"),
    (T.IMAGE_HASH, "phash:" + "f8" * 32, "pdq and 64"),
    (T.IMAGE_HASH, "xhash:c7c48f8989c77e0c", "algorithm"),
    (T.FAVICON_HASH, "4294967296", "32 bits"),
    (T.FAVICON_HASH, "-2147483649", "32 bits"),
    (T.ANALYTICS_ID, "UA-12345678", "written as"),
    (T.ANALYTICS_ID, "matomo:3", "written as"),
    (T.ANALYTICS_ID, "https://stats.example.org/matomo.php?rec=1", "written as"),
    (T.ANALYTICS_ID, "https://stats.example.org/matomo.php?idsite=0", "written as"),
    (T.ANALYTICS_ID, "ca-pub-123456789012345", "written as"),
    (T.ANALYTICS_ID, "123456789012345", "written as"),
    (T.TLS_FINGERPRINT, JA3[4:], "ja3:"),
    (T.TLS_FINGERPRINT, JA3[:-1], "32"),
    (T.TLS_FINGERPRINT, "jarm:" + JARM[1:], "62"),
    (T.TLS_FINGERPRINT, "0" * 62, "nothing"),
    (T.TLS_FINGERPRINT, "ja4:" + JA4[:-1], "three parts"),
    (T.SSH_FINGERPRINT, SSH[:-1], "43"),
    (T.SSH_FINGERPRINT, SSH[:-1] + "h", "43"),
    (T.SSH_FINGERPRINT, SSH_MD5[:-3], "16 pairs"),
    (T.TLS_FINGERPRINT, TLS[:-1], "40"),
)  # fmt: skip
"""Values that are refused, and a word of the sentence that says why."""


@pytest.mark.parametrize(
    ("sort", "value", "spelling"), [(sort, value, each) for sort, value, many in SPELLINGS for each in many]
)
def test_every_spelling_is_recognised_as_the_same_selector(sort: SelectorType, value: str, spelling: str) -> None:
    assert Selector(sort, value) in recognise(spelling)


@pytest.mark.parametrize(("sort", "value"), [(sort, value) for sort, value, _ in SPELLINGS])
def test_normal_and_shown_form_are_read_back(sort: SelectorType, value: str) -> None:
    selector = Selector(sort, value)
    assert read(sort, value) == read(sort, selector.shown()) == selector
    assert selector.short()[-4:] == selector.shown()[-4:]


@pytest.mark.parametrize(("sort", "text", "said"), WRONG)
def test_what_is_nearly_right_is_refused_with_a_sentence(sort: SelectorType, text: str, said: str) -> None:
    with pytest.raises(NotASelector, match=said) as refused:
        read(sort, text)
    assert str(refused.value).endswith(".")


def test_every_newer_type_has_its_spellings_and_its_near_misses() -> None:
    newer = set(list(T)[list(T).index(T.SHA256) + 1 :])
    assert {sort for sort, _, _ in SPELLINGS} == {sort for sort, _, _ in WRONG} == newer


@pytest.mark.parametrize(
    "text",
    [
        "3318810025",
        "nl:ab-12-cd",
        "NL:2014",
        "id:12345",
        "baker.07",
        "-451606383",
        "WVWZZZ1JZ3W386752",
        "c7c48f8989c77e0c0",
    ],
)
def test_what_needs_its_word_is_not_recognised_without_it(text: str) -> None:
    newer = set(list(T)[list(T).index(T.SHA256) + 1 :])
    assert not [each for each in recognise(text) if each.type in newer]


def test_an_old_litecoin_address_is_the_same_as_the_new_one() -> None:
    old, new = "31h38a54tFMrR8kzBnP2241MFD2EUHtGha", "M7uBSTV2qNDHDe2tHfNMqhFkZucgRMpJQk"
    assert {read(T.LITECOIN, each).value for each in (old, new)} == {new}
    assert [each.type for each in recognise(old)] == [T.BITCOIN]


def test_the_digits_that_many_keys_have_may_be_any_of_them() -> None:
    assert [each.type for each in recognise(OTR)] == [T.PGP_FINGERPRINT, T.OTR_FINGERPRINT, T.TLS_FINGERPRINT]
    assert [each.type for each in recognise("sha256:" + TLS)] == [T.SHA256]


ID, PRINT = "AB12CD34AB12CD34", "0123456789ABCDEF0123456789ABCDEF01234567"


@pytest.mark.parametrize(("text", "value"), [
    ("0xAB12CD34", "AB12CD34"), ("0x" + ID, ID), ("rsa4096/" + ID, ID), ("rsa4096/0x" + ID, ID), ("RSA2048/" + ID, ID),
    ("ed25519/" + ID.lower(), ID), ("cv25519/" + ID, ID), ("nistp256/" + ID, ID), ("brainpoolP384r1/" + ID, ID),
    ("4096R/AB12CD34", "AB12CD34"), ("1024D/0xAB12CD34", "AB12CD34"), ("ed25519/" + PRINT, PRINT),
    ("rsa4096/0x" + PRINT, PRINT),
])  # fmt: skip
def test_a_key_as_gnupg_writes_it_is_recognised_and_found_in_free_text(text: str, value: str) -> None:
    sort = T.PGP_KEY_ID if len(value) < 40 else T.PGP_FINGERPRINT
    assert [(each.type, each.value) for each in recognise(text)] == [(sort, value)]
    listed = f"pub   {text} 2026-03-02 [SC]"
    if "/" in text:
        assert [(each.type, each.value) for each in recognise(listed)] == [(sort, value)]
    (found,) = scan(f"write to {text}, then wait")
    assert (found.selector.type, found.selector.value) == (sort, value)
    assert f"write to {text}, then wait"[found.start : found.end] == text.rpartition("/")[2]


def test_what_looks_like_one_is_left_alone() -> None:
    for text in ("read 0xab12cd34 of memory", "a/AB12CD34AB12CD34/b", "xrsa4096/AB12CD34AB12CD34", "rsa4096/AB12CD3",
                 "0x12345678 is a number", "4096/AB12CD34"):  # fmt: skip
        assert scan(text) == []
    assert [each.selector.value for each in scan("my pgp key is 0xab12cd34 now")] == ["AB12CD34"]


@pytest.mark.parametrize(("typed", "sort", "value"), [
    ("jo\uff20example\uff0ecom", T.EMAIL, "jo@example.com"),
    ("e-mail\uff1ajo\uff20example\uff0ecom", T.EMAIL, "jo@example.com"),
    ("example\u3002com", T.DOMAIN, "example.com"),
    ("\uff0b31612345678", T.PHONE, "+31612345678"),
    ("192.0.2.7:8080", T.IPV4, "192.0.2.7"),
    ("192.168.100.200:8080", T.IPV4, "192.168.100.200"),
])  # fmt: skip
def test_signs_of_full_width_and_ports_are_read(typed: str, sort: SelectorType, value: str) -> None:
    assert recognise(typed)[0] == Selector(sort, value)
    assert {each.type for each in recognise(typed)} <= {sort, T.XMPP}
    if "\u3002" not in typed:
        assert [each.start for each in scan("\u770b " + typed.split("\uff1a")[-1])] == [2]


def test_a_full_stop_of_another_writing_makes_no_domain_in_a_text() -> None:
    assert scan("\u6211\u7528PGP\u3002email\u6211") == []
    assert recognise("192.0.2.7:80800") == ()
