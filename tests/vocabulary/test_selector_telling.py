"""Newer selectors in free text: found where a checksum or a word vouches for them, and nowhere else."""

import pytest

from bowstreet.vocabulary.selectors import SelectorType, scan

T = SelectorType
TOX = "56A1ADE4B65B86BCD51CC73E2CD4E542179F47959FE3E0E21B4B0ACDADE5185520B3E6FC5D64"
PAIRS = ":".join(["AB"] * 20)
JA3 = "e7d705a3286e19ea42f587b344ee6865"
OTR = "81F68001 29D928AD BEE41B78 AA862106 CAEAC892"
LINK = "signal.me/#eu/" + "Aa0_-" * 12 + "Zz9_"
SSH = "SHA256:wcq2B0YttUcSQOJZVOS6u72qdgBztv7AbvkCgGyApFg"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ltc LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh.", [("LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNh", T.LITECOIN)]),
        ("(TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t)", [("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", T.TRON)]),
        (
            "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a now",
            [("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", T.BITCOIN_CASH)],
        ),
        ("session 05" + "d8" * 32, [("05" + "d8" * 32, T.SESSION)]),
        (f"tox:{TOX}!", [(TOX, T.TOX)]),
        (f"OTR fingerprint: {OTR},", [(OTR, T.OTR_FINGERPRINT)]),
        (f"otr={OTR.replace(' ', '')}", [(OTR.replace(" ", ""), T.OTR_FINGERPRINT)]),
        ("Signal: @baker_street.07, ok", [("@baker_street.07", T.SIGNAL)]),
        (f"add {LINK} now", [(LINK, T.SIGNAL)]),
        ("pay GR16 0110 1050 0000 1054 7023 795.", [("GR16 0110 1050 0000 1054 7023 795", T.IBAN)]),
        ("pay BE31435411161155,", [("BE31435411161155", T.IBAN)]),
        ("sent RB123456785GB today", [("RB123456785GB", T.TRACKING_NUMBER)]),
        ("sent 1Z5R89390357567127", [("1Z5R89390357567127", T.TRACKING_NUMBER)]),
        ("DHL tracking 3318810025, ok", [("DHL tracking 3318810025", T.TRACKING_NUMBER)]),
        ("fedex 9865 7878 8855", [("fedex 9865 7878 8855", T.TRACKING_NUMBER)]),
        ("IMEI no. 35-417803-685978-9", [("35-417803-685978-9", T.IMEI)]),
        ("VIN 1M8GDM9AXKP042788.", [("1M8GDM9AXKP042788", T.VIN)]),
        ("IMEI1: 354178036859789", [("354178036859789", T.IMEI)]),
        (
            "both (IMEI (slot 1): 354178036859789 / 356868000041418)",
            [("354178036859789", T.IMEI), ("356868000041418", T.IMEI)],
        ),
        ("its FIN: WVWZZZ1JZ3W386752, blue", [("WVWZZZ1JZ3W386752", T.VIN)]),
        ("chassis no WVW ZZZ 1JZ 3W 386752 read", [("WVW ZZZ 1JZ 3W 386752", T.VIN)]),
        ("a van, plate NL:12-ABC-3, left", [("NL:12-ABC-3", T.LICENCE_PLATE)]),
        ("number plate DE:B-AB 1234 was seen", [("DE:B-AB 1234", T.LICENCE_PLATE)]),
        ("Kenteken 12-ABC-3 (NL).", [("12-ABC-3 (NL)", T.LICENCE_PLATE)]),
        ("plate no. nl:12-abc-3", [("nl:12-abc-3", T.LICENCE_PLATE)]),
        ("plate NO:AB12345", [("NO:AB12345", T.LICENCE_PLATE)]),
        ("sent 3SABCD1234567 today", [("3SABCD1234567", T.TRACKING_NUMBER)]),
        ("label JJD000390007827337384,", [("JJD000390007827337384", T.TRACKING_NUMBER)]),
        ("usps 9400 1112 0620 6406 2607 87", [("usps 9400 1112 0620 6406 2607 87", T.TRACKING_NUMBER)]),
        ("by DPD 09980000020033F", [("DPD 09980000020033F", T.TRACKING_NUMBER)]),
        (f"client ja3 {JA3}, server", [(f"ja3 {JA3}", T.TLS_FINGERPRINT)]),
        (
            "saw ja4=t13d1516h2_8daaf6152771_b186095e22b6",
            [("ja4=t13d1516h2_8daaf6152771_b186095e22b6", T.TLS_FINGERPRINT)],
        ),
        (f"PDQ: {'f8f0e1c3' * 8}", [(f"PDQ: {'f8f0e1c3' * 8}", T.IMAGE_HASH)]),
        ('data-ad-client="ca-pub-1234567890123456"', [("ca-pub-1234567890123456", T.ANALYTICS_ID)]),
        ("fbq('init', '123456789012345');", [("fbq('init', '123456789012345", T.ANALYTICS_ID)]),
        ("pHash: c7c48f8989c77e0c", [("pHash: c7c48f8989c77e0c", T.IMAGE_HASH)]),
        ("http.favicon.hash:-451606383", [("-451606383", T.FAVICON_HASH)]),
        ("UA-12345678-2 and GTM-AB12CD", [("UA-12345678-2", T.ANALYTICS_ID), ("GTM-AB12CD", T.ANALYTICS_ID)]),
        ("gtag('config', 'G-AB12CD34EF')", [("G-AB12CD34EF", T.ANALYTICS_ID)]),
        (f"256 {SSH} host", [(SSH, T.SSH_FINGERPRINT)]),
        (f"SHA1 Fingerprint={PAIRS}", [(PAIRS, T.TLS_FINGERPRINT)]),
        ("İ IMEI 354178036859789", [("354178036859789", T.IMEI)]),
    ],
)
def test_newer_selectors_are_found_at_their_places(text: str, wanted: list[tuple[str, SelectorType]]) -> None:
    assert [(text[each.start : each.end], each.selector.type) for each in scan(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "354178036859789",
        "35-417803-685978-9",
        "IMEI 354178036859781",
        "1M8GDM9AXKP042788",
        JA3,
        "123456789012345",
        "9400111206206406260787",
        "plate 12-ABC-3, number 12, plate no: 4",
        "3sabcd1234567 JJD00039",
        "moving 1M8GDM9AXKP042788",
        "AB-12-CD (NL), NL:AB-12-CD",
        "3318810025 986578788855",
        "dhl 3318810010",
        "RB123456786GB RB123456785XX rb123456785gb",
        "1Z5R89390357567128",
        "c7c48f8989c77e0c",
        "-451606383, hash -451606383",
        "good signal: strong.now",
        "G-AB12CD34EF G-STRING",
        "GTM-ABCDEF",
        "BE31435411161156 be31435411161155",
        "LTVdcw8fdTTK4TcebTZ4jiiCbvTXaRxZNi",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u",
        "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6q",
        "03" + "d8" * 32,
        TOX[:-1] + "5",
        OTR,
    ],
)
def test_what_no_word_or_checksum_vouches_for_is_left_alone(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize(
    "piece",
    [
        "otr ",
        "imei 1",
        "vin ",
        "signal: a",
        "dhl 1 ",
        "AB12 ",
        "AA00 0000 ",
        "UA-",
        "05",
        "plate no ",
        "imei (slot 1): 1/",
        "plate NL:1 ",
        "chassis no A ",
        "fbq(",
        "usps 1 ",
        "ja3 a",
        "3SA1",
    ],
)
def test_hostile_text_is_scanned_to_its_end(piece: str) -> None:
    marked = (piece * (300_000 // len(piece))) + "\njo@example.com"
    assert scan(marked)[-1].selector.value == "jo@example.com"
