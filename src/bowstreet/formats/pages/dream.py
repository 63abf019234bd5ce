"""Dream Market, 2018 and 2019: vendor pages with their listings or ratings, listing pages, and search results."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import unquote_to_bytes

from bowstreet.formats.pages import rest, rows, template, texts
from bowstreet.formats.pages.page import Family, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Hit, Mismatch, many, once

MARKET = "Dream Market"

_CLAIMS = r"""{claims:(?:\s*+\(<span [^<>]*+>[^<]*+</span>\))*+}"""
_RATINGS = rf"""[[<a class="viewRatings" href="{{~}}" target="_blank">
    <span title="Successful transactions">({{deals:\d+}})</span>
    [[(<span class="{{:userRating[a-z ]*}}" title="Average rating out of {{:\d+}} rating{{:\[s\]}} (1-5 stars)">
    {{rating:[\d.]+}}{{:[^<]*+}}</span>)]]</a>]] {_CLAIMS}"""
_STATUS = r"""{:(?:\s*+<span class="sellerStatus[^<>]*+>[^<]*+</span>)*+}"""

SIGNED_IN = (
    once("""<li{: class="[^"]*"} title="Update my profile settings"><a href="./profile">{signed_in}</a></li>"""),
)
PROFILE = (
    once(f"""<div class="profileNotes tabularDetails"><div class="memberSince"><table class="pTable">[[<tbody>]]<tr>
        <td class="ptableLabel"><label>Username</label></td><td><span>{{handle}} {_RATINGS} {_STATUS}</span></td></tr>
        [[</tbody>]]</table></div>[[<div class=""><label>FE enabled</label><span>{{fe_enabled:Yes|No}}</span></div>]]
        <div class="memberSince"><label>Join date</label><span>{{joined_on}}</span></div>
        <div><label>Last active</label><span>{{last_active:[^<(]*+}} ({{:[^<]*?}})</span></div></div>"""),
)
TERMS = (
    once("""<div class="messagingTab"><div><div class="subtitle">Terms and conditions</div>
        <div class="preformattedNotes"><pre>{terms*}</pre></div></div>
        [[<div><div class="subtitle">Public PGP key</div>
        <div class="preformattedNotes"><pre class="code">{public_key}</pre></div></div>]]"""),
)
SHOP = (
    once("""<div class="shop">"""),
    many(
        "listings",
        r"""<div class="around"><div class="shopItem {:shopItem_\d+}"><div class="text oTitle">
        <a class="{:productThumbImage_\d+}" href="{:\./viewProduct\?offer=}{listing_code:[\d.]+}" target="_blank">
        {title}</a></div><div class="oOfferBody"><table>[[<tbody>]]<tr><td><div class="oImage">
        <a class="{~}" href="{~}" target="_blank"><img {:[^<>]*+}></a>
        <div class="escrowInfo">{:(?:\s*+<div class="[^"<>]*+">[^<]*+</div>)*+}</div></div></td>
        <td class="oOfTextDetail" {:[^<>]*+}><div class="bottom oPrice">{price}</div>
        <div class="oOrderButton"><a class="smallButton" href="{~}" target="_blank">Order</a></div></td></tr>
        [[</tbody>]]</table></div></div></div>""",
    ),
    once(r"""{:</div>\s*+(?:<div class="?pageNavContainer"?>|</div>\s*+</div>)}"""),
)
LISTING = (
    once(f"""<div class="viewProduct"><div class="title">{{title}}</div><div class="tabularDetails"><div>
        <label>Vendor</label><span {{:class="\\s*+"}}><a href="./contactMember?member={{vendor_path}}" target="_blank">
        {{vendor}}</a> {_RATINGS} {_STATUS}</span></div><div><label>Price</label><span>{{price}}</span></div>
        [[<div><label>Ships to</label><span>{{ships_to}}</span></div>]]
        [[<div><label>Ships from</label><span>{{ships_from}}</span></div>]]
        <div><label>Escrow</label><span>{{escrow}}</span></div></div>"""),
)
DESCRIPTION = (once("""<div class="preformattedNotes" id="offerDescription"><pre>{description*}</pre></div>"""),)
REVIEWS = (
    once("""<table class="ratingTable hoverable"><colgroup>{:(?:\\s*+<col[^<>]*+>)*+}</colgroup>[[<tbody>]]"""),
    many(
        "feedback",
        """<tr><td class="dontwrap center">{age:\\d[\\ddhwmy: ]*}</td>
        <td class="dontwrap">{stars:(?:\\s*+<img [^<>]*+>)*+}</td><td class="text ratingText">{feedback*}</td>
        <td class="dontwrap">{buyer}</td><td class="dontwrap">{worth}</td></tr>""",
    ),
    once("""[[</tbody>]]</table>"""),
)
SOLD_REVIEWS = (
    once("""[[<div class="ratings">]]<div class="newFeature">{:[^<]*+}</div><table class="hoverable">
        [[<colgroup>{:(?:\\s*+<col[^<>]*+>)*+}</colgroup>]][[<tbody>]]"""),
    many(
        "feedback",
        """<tr><td class="age dontwrap">{age:\\d[\\ddhwmy: ]*}</td>
        <td class="rating dontwrap">{stars:(?:\\s*+<img [^<>]*+>)*+}</td>
        <td class="text ratingText">{feedback*}</td></tr>""",
    ),
    once("""[[</tbody>]]</table>"""),
)
_NO_ROWS = ("shopItem", "ratingText", "star_")
_ALIKE = (
    rest.element("div", r"title|subtitle|newFeature|andMoreRatings|\w*(?:Box|Warning|Hint|Notice)"),
    rf"<form\b[^<>]*+>{rest.until('</form>', *_NO_ROWS)}</form>",
    rest.element("ul", "pageNav", rest.until("</ul>", *_NO_ROWS)),
)
BESIDE_LISTING = rest.known(*_ALIKE, rest.element("div", "preformattedNotes", rf"\s*+<pre>{template.RICH}</pre>\s*+"))
BESIDE_VENDOR = rest.known(
    *_ALIKE,
    rest.element("table", "pnav", rest.until("</table>", *_NO_ROWS)),
    rest.element("div", "tableOfRatings", rf"\s*+<table\b{rest.until('</table>', *_NO_ROWS)}</table>\s*+"),
)
_FEET = (b'class="switchDLMode"', b'class="footer"', b"</body")
_PRICE = re.compile(r"(?:฿([\d.]+) \()?([$€£])([\d.]+)\)?|฿([\d.]+)")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}


_STARS = re.compile(rb"star_(gold|grey)\b")
_MOST_STARS = 5


def _stars(raw: bytes | None) -> int:
    """Return how many stars are gold: a picture each, of five in all."""
    shown = _STARS.findall(raw or b"")
    if len(shown) != _MOST_STARS or (raw or b"").count(b"<img") != _MOST_STARS:
        raise texts.WrongValue(f"A rating shows {len(shown)} stars instead of {_MOST_STARS}.")
    return shown.count(b"gold")


def _day(raw: bytes | None) -> date | None:
    return texts.day(raw, "%d/%m/%Y")


FORMS: Forms = {
    "terms": rows.long,
    "public_key": rows.long,
    "description": rows.long,
    "feedback": rows.long,
    "deals": texts.integer,
    "rating": texts.number,
    "stars": _stars,
    "joined_on": _day,
    "last_active": _day,
}


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return what a Dream page says; raise ``Mismatch`` or ``WrongValue`` where it is not as Dream's pages are."""
    signed_in = texts.line(_run(page, b'title="Update my profile settings"', SIGNED_IN, mended)[0].raw()["signed_in"])
    if kind is PageKind.INDEX:
        return ReadPage(Family.DREAM, kind, MARKET, False, seen_on, tuple(_found(page, seen_on)), signed_in)
    made = _vendor(page, seen_on, mended) if kind is PageKind.VENDOR else _listing(page, seen_on, mended)
    return ReadPage(Family.DREAM, kind, MARKET, False, seen_on, tuple(made), signed_in)


def _run(page: bytes, start: bytes, blocks: Sequence[template.Block], mended: bool) -> list[Hit]:
    return template.run(page, start, blocks, mended)


def _vendor(page: bytes, seen_on: date | None, mended: bool) -> list[Row]:
    parts = _run(page, b'class="profileNotes tabularDetails"', PROFILE, mended)
    told = b'class="messagingTab"' in page
    reviews = [] if told else _run(page, b'class="ratingTable hoverable"', REVIEWS, mended)
    parts += _run(page, b'class="messagingTab"', TERMS, mended) if told else []
    shop = _run(page, b'class="shop"', SHOP, mended) if b'class="shop"' in page else []
    _check_rest(page, (*parts, *reviews, *shop), BESIDE_VENDOR)
    at: dict[str, Value] = {"market": MARKET, "seen_on": seen_on}
    made = rows.row("sellers", parts, FORMS, **at)
    seller = made.values["handle"]
    listings = [_priced(each) for each in rows.rows("listings", shop, FORMS, vendor=seller, **at)]
    return [made, *listings, *rows.rows("feedback", reviews, FORMS, vendor=seller, **at)]


def _listing(page: bytes, seen_on: date | None, mended: bool) -> list[Row]:
    parts = _run(page, b'class="viewProduct"', LISTING, mended)
    parts += _run(page, b'id="offerDescription"', DESCRIPTION, mended)
    at: dict[str, Value] = {"market": MARKET, "seen_on": seen_on}
    made = _priced(rows.row("listings", parts, FORMS, **at))
    begins = next((sign for sign in (b'class="ratings"', b">Product ratings<") if sign in page), b"")
    reviews = _run(page, begins, SOLD_REVIEWS, mended) if begins else []
    _check_rest(page, (*parts, *reviews), BESIDE_LISTING)
    told: dict[str, Value] = {"vendor": made.values["vendor"], "listing": made.values["title"], **at}
    return [made, *rows.rows("feedback", reviews, FORMS, **told)]


def _check_rest(page: bytes, hits: Sequence[Hit], form: re.Pattern[bytes]) -> None:
    """Raise ``Mismatch`` where the page says more than was read of it and its frame has."""
    last = max(hit.match.end() for hit in hits)
    foot = next((at for at in (page.find(sign, last) for sign in _FEET) if at >= 0), len(page))
    rest.check(page, hits, form, page.rfind(b"<", last, foot + 1) if foot < len(page) else foot)


def _priced(made: Row) -> Row:
    found = _PRICE.fullmatch(str(made.values["price"]))
    if found is None:
        raise texts.WrongValue(f"'{str(made.values['price'])[:40]}' is no price as this site writes it.")
    coin = found[1] or found[4]
    values: dict[str, Value] = {name: value for name, value in made.values.items() if name != "vendor_path"}
    values["price_btc"] = float(coin) if coin else None
    values["price"] = float(found[3]) if found[3] else None
    values["price_currency"] = _CURRENCIES[found[2]] if found[2] else None
    return Row("listings", values, made.places)


_MEMBER = re.compile(rb'"(-?\d+)":\{"jsVendorLink":" <a href=\\?"\.\\?/contactMember\?member=([^"&\\<>]+)\\?"')
"""A seller of a search: written unlike JSON where quotes lost their escapes on the way."""

_KEYS = frozenset({"lid", "lnk", "title", "sellerOutLink", "btcPriceText", "localPriceText"})


def _found(page: bytes, seen_on: date | None) -> list[Row]:
    """Return the listings of a search, which the page carries as JSON in a script."""
    sellers = {int(each[1]): texts.line(unquote_to_bytes(each[2])) for each in _MEMBER.finditer(page)}
    listings = _json(page, b"var proddata = ")
    if not isinstance(listings, list):
        raise Mismatch(0, "The listings of the search are not written as this site writes them.")
    made = []
    for each in listings:
        if not isinstance(each, dict) or not each.keys() >= _KEYS or each["sellerOutLink"] not in sellers:
            raise Mismatch(0, "A listing of the search lacks its seller or a field.")
        values: Mapping[str, Value] = {
            "market": MARKET,
            "seen_on": seen_on,
            "vendor": sellers[each["sellerOutLink"]],
            "title": texts.line(str(each["title"]).encode()),
            "listing_code": str(each["lnk"]),
            "price": texts.line(str(each["localPriceText"]).encode()),
            "ships_from": texts.line(str(each.get("shipsFrom") or "").encode()) or None,
        }
        row = _priced(Row("listings", values))
        made.append(Row("listings", {**row.values, "price_btc": texts.number(str(each["btcPriceText"]).encode())}))
    return made


def _json(page: bytes, start: bytes) -> object:
    at = page.find(start)
    if at < 0 or page.count(start) > 1:
        raise Mismatch(max(at, 0), "The listings of the search are missing or stand there twice.")
    try:
        return json.JSONDecoder(strict=False).raw_decode(page[at + len(start) :].decode("utf-8", "replace"))[0]
    except (ValueError, RecursionError):
        raise Mismatch(at, "The listings of the search cannot be read.") from None
