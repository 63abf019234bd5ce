"""What is read out of a text is read out of it defanged, too; and nothing else of it changes."""

import pytest

from bowstreet.vocabulary.selector_defanging import defanged
from bowstreet.vocabulary.selectors import scan

SHOWN = {
    "Name <jo@quay.example.org>": "Name <jo[@]quay[.]example[.]org>",
    "hxxp://x[.]onion/a.b, jo(at)example(dot)com": "hxxp://x[.]onion/a.b, jo(at)example(dot)com",
    "HTTPS://Quay.Example.ORG/a.b@c": "HXXPS://Quay[.]Example[.]ORG/a.b@c",
    "192.0.2.17 and v1.2.3.4, e.g. 8.50": "192[.]0[.]2[.]17 and v1.2.3.4, e.g. 8.50",
    f"http://{'a' * 56}.onion/q": f"hxxp://{'a' * 56}[.]onion/q",
    "t.me/quiet, @quiet": "t[.]me/quiet, @quiet",
    "ftp://u:p@files.example.org:21/x": "fxp://u:p[@]files[.]example[.]org:21/x",
    "(http://quay.example.org).": "(hxxp://quay[.]example[.]org).",
    "hxxp://quay.example.org": "hxxp://quay[.]example[.]org",
    "orders.csv, shop.zip, Mr.X, quay-market.com": "orders.csv, shop.zip, Mr.X, quay-market[.]com",
}


@pytest.mark.parametrize("text", SHOWN)
def test_addresses_are_no_live_ones_and_all_else_stays(text: str) -> None:
    assert defanged(text) == SHOWN[text]
    assert defanged(defanged(text)) == defanged(text)
    assert {each.selector for each in scan(text)} == {each.selector for each in scan(defanged(text))}
