"""Agora, 2013 to 2015: vendor pages, listing pages and lists of listings."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import unquote_to_bytes

from bowstreet.formats.pages import rows, template, texts
from bowstreet.formats.pages.page import Family, Note, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Hit, Mismatch, many, once

MARKET = "Agora"

_RATINGS = r"""<span class="gen-user-ratings">[[<i class="fa fa-bar-chart-o"></i>&nbsp;{:~?}{rating:[\d.]+}/5,||{:\[}]]
    {deals:[0-9~+]+} deals[[{:\]}]]</span>"""
_LEFT = '<div style="float: left;">'
_FLAG = r'<img class="flag-img" src="{:[^"<>\s]*+}">'
_FROM_TO = rf"""[[<i class="fa fa-truck"></i> From: [[{_FLAG}]] {{ships_from}}<br>]]
    [[<i class="fa fa-home"></i> To: [[{_FLAG}]] {{ships_to}}]]"""
_FEEDBACK_HEAD = '<div class="embedded-feedback-list"><h4 style="margin: 10px 0 5px 0;">Feedbacks:</h4>'
_BUYERS_RATINGS = _RATINGS.replace("rating:", "buyer_rating:").replace("{deals:", "{buyer_deals:")
_BUYER = f'<td>[[<span class="gen-user-link">{{buyer}}</span>{_BUYERS_RATINGS}]]</td>'
_FEEDBACK = f"""<tr><td><strong>{{stars:\\d}}/5</strong></td><td>{{feedback*}}</td>
    [[<td>[[<a href="/p/{{listing_code}}">{{listing}}</a>]]</td>]]<td>{{age:\\d[^<]*+}}</td>{_BUYER}</tr>"""
_LISTED = f"""<tr class="products-list-item"><td style="text-align: center;">[[<img src="{{~}}" alt="">]]</td>
    <td class="column-name"><a href="/p/{{listing_code}}">{{title}}</a><br>
    <span class="description-preview">{{preview*}}</span></td>
    <td>{{price_btc:[\\d.]+}} BTC <br></td>
    <td style="white-space: nowrap;">[[<span class="nofe"><i class="fa fa-thumbs-up"></i></span><br>]]
    {_FROM_TO}</td>"""
_LISTS_HEAD = """<table class="products-list">[[<tbody>]]<tr class="products-list-header"><td></td><td>Name</td>
    <td>Price</td><td>[[<!-- Ships to/from -->]]</td>[[<td>Vendor</td>]]</tr>"""
_FEEDBACK_BLOCKS = (
    once("[[No feedbacks found.||<table>[[<tbody>]]]]"),
    many("feedback", _FEEDBACK),
    once("[[[[</tbody>]]</table>]]</div>"),
)
_VERIFIED = r"""<div class="vendor-verification"><i class="fa fa-shield"></i> Verified: {verified_on}<br>
    <span class="extra-info">{deals:\d+\+?} successfull {:t|&#116;}ransactions since {since:[\d-]+}.</span></div>"""
_BREAK = r"<br\s*/?>\s*+"
_DESCRIPTION = template.rich_until(rf"{_BREAK}Brought to you by:{_BREAK}<a\s+class=.gen-user-link")
_FOOT = '</div><div style="clear: both;"></div></body></html>'
_PAGE_FOOT = f"</div></td></tr>[[</tbody>]]</table>{_FOOT}"
_MESSAGES = r"""[[<div class="send-message-tab"><form action="/im/send" method="post">
    <input type="hidden" name="touser" value="{~}" id="touser">
    <input type="hidden" name="imtype" value="touser" id="imtype">
    <input type="hidden" name="returnto" value="vendorpage" id="returnto">
    <div class="send-message-caption"><h2>Send a message to {:[^<]*+}</h2></div><table>[[<tbody>]]
    <tr><td><textarea name="message" class="send-message-content" id="message"></textarea></td></tr>
    <tr><td style="text-align: right;"><div class="button-red">
    <input type="submit" name="submit" class="input-in-button" value="Send" id="submit"></div></td></tr>
    [[</tbody>]]</table></form></div><h2 class={:['"]}messagelistspecific-h2{:['"]}>Message history:</h2>
    [[<span class="user-class-hint">{:[^<]*+}[[<strong>Vendor</strong>{:[^<]*+}]]</span>]]]]"""
_CAPTION = '[[<span class="extra-caption">{:[^<]*+}</span>]]'

LOGIN = (
    once(r"""<div id="login-info-bar">Welcome {signed_in:[^<]*?} :: <a href="/wallet">Wallet {:[\d.]+} BTC</a>
    (<a href="/profile">Display {:[A-Z/]+}</a>) :: <i class="fa fa-btc"></i> {:[\d.]+} {:[A-Z]+}</div>"""),
)
NAVIGATION = (
    once('<div id="top-navigation">'),
    many(
        "path",
        r"""<div class="topnav-element"><a href="{code:/(?:cat/\w+)?}">{name}</a></div>
    <div class="topnav-divider-element">&gt;</div>""",
    ),
    once("""[[<div class="topnav-element">Vendor page</div><div class="topnav-divider-element">&gt;</div>]]
    <div style="clear: both;"></div></div>"""),
)
VENDOR = (
    once(f"""<div id="middlestuff" style="margin: 0 20px;">{_LEFT}
        <i class="fa fa-user"></i> <strong>{{handle}}</strong> {_RATINGS}"""),
    many("verifications", _VERIFIED),
    once(f"""<div class="vendorbio-stats-online">{{last_seen}}</div>
        <div class="vendorbio-description">{{description*}}</div>{_FEEDBACK_HEAD}"""),
    *_FEEDBACK_BLOCKS,
    once(f'[[<h3>Products of {{products_of:[^<]*?}}:</h3><div id="product-list">{_LISTS_HEAD}]]'),
    many("listings", f"{_LISTED}</tr>"),
    once(f"[[[[</tbody>]]</table></div>]]{_MESSAGES}</div>{_FOOT}"),
)
LISTING = (
    once(f"""<div id="single-product" class="nofirstmargin"><h1>{{title}}</h1>
        <div style="text-align: left;">{{price_btc:[\\d.]+}} BTC</div><div style="clear: both;"></div>
        [[<img style="display: block; float: right; padding: 0 0 20px 20px; max-width: 400px;"
        src="{{~}}" alt="">]]
        {{description:{_DESCRIPTION}}}<br> Brought to you by:<br>
        <a class="gen-user-link" href="/{{:vendor|user}}/{{vendor_path}}#">{{vendor}}</a>{_RATINGS}
        <div class="product-page-ships">{_FROM_TO}</div>
        <div class="product-page-price">{{price_below:[\\d.]+}} BTC</div><div style="clear: both;"></div>
        <div style="text-align: right;">[[<div class="button-red"><a href="/p/{{listing_code}}/buy">
        <i class="fa fa-shopping-cart"></i>&nbsp;&nbsp;Buy {{:[^<]*+}}</a></div>||
        <div class="button-grey"><a href="#">{{:Out of stock|Vendor on vacation}}</a></div>]]</div>{_FEEDBACK_HEAD}"""),
    *_FEEDBACK_BLOCKS,
    once(f"</div>{_PAGE_FOOT}"),
)
INDEX = (
    once(_LISTS_HEAD),
    many(
        "listings",
        f"""{_LISTED}<td>[[<span class="nofe"><i class="fa fa-thumbs-up"></i></span>]]
        <a class="gen-user-link" href="/{{:vendor|user}}/{{vendor_path}}#">{{vendor}}</a><br>
        {_RATINGS}</td></tr>""",
    ),
    once(rf"""[[</tbody>]]</table>[[<div class="product-list-pages">More:
        {{:(?:\s*+<a class="page-link [a-z-]*+" href="[^"<>]*+">[^<]*+</a>)*+}}</div>]]</div>{_PAGE_FOOT}"""),
)


FORMS: Forms = {
    "description": rows.long,
    "feedback": rows.long,
    "preview": rows.long,
    "price_btc": texts.number,
    "rating": texts.number,
    "buyer_rating": texts.number,
    "stars": texts.integer,
}
_NOBODY = "anon"
"""What stands on this site for each buyer."""

_NAMED = Note(0, "The buyers in some feedback are named, which this site does not do.")
_SPAN = r"\d+ [a-z]+(?: \d+ [a-z]+)*"
_LAST_SEEN = re.compile(
    rf"(?:Registered {_SPAN} ago\W+)?(?:Last seen {_SPAN}|On Vacation Mode since {_SPAN}) ago\.?"
    r"(?: \| Restricted/scamming investigation\.)?"
)


def _last_seen(raw: bytes | None) -> str | None:
    text = texts.line(raw)
    found = _LAST_SEEN.fullmatch(text)
    if text and not found:
        raise texts.WrongValue(f"'{text[:60]}' does not say as this site does when a seller was last seen.")
    return text.removeprefix("Last seen ").removesuffix(".").removesuffix(" ago") or None


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return what an Agora page says; raise ``Mismatch`` or ``WrongValue`` where it is not as Agora's pages are."""
    main = {
        PageKind.VENDOR: (b'id="middlestuff"', VENDOR),
        PageKind.LISTING: (b'id="single-product"', LISTING),
        PageKind.INDEX: (b'class="products-list"', INDEX),
    }[kind]
    frame = rows.run(page, ((b'id="login-info-bar"', LOGIN), (b'id="top-navigation"', NAVIGATION)), mended)
    hits = rows.run(page, (main,), mended)
    at: dict[str, Value] = {"market": MARKET, "seen_on": seen_on}
    found = {PageKind.VENDOR: _vendor, PageKind.LISTING: _listing, PageKind.INDEX: _index}[kind](frame, hits, at)
    signed_in = texts.line(frame[0].raw()["signed_in"])
    named = any(each.values["buyer"] not in (None, _NOBODY) for each in found if each.dataset == "feedback")
    notes = (_NAMED,) if named else ()
    return ReadPage(Family.AGORA, kind, MARKET, False, seen_on, tuple(found), signed_in, notes=notes)


def _vendor(frame: Sequence[Hit], hits: Sequence[Hit], at: dict[str, Value]) -> list[Row]:
    heads = [hit for hit in hits if not hit.dataset]
    forms = {**FORMS, "last_seen": _last_seen}
    made = rows.row("sellers", heads, forms, **at)
    seller = made.values["handle"]
    if made.values["products_of"] not in (None, seller):
        raise Mismatch(heads[0].spans[0][0], "The page names two sellers, so that none can be told.")
    listings = rows.rows("listings", hits, FORMS, vendor=seller, **at)
    verified = rows.rows("verifications", hits, {}, handle=seller, **at)
    keep = {name: value for name, value in made.values.items() if name != "products_of"}
    keep |= {"listings": len(listings), "public_key": keep["description"] if _shows_key(keep) else None}
    keep["verified"] = "; ".join(f"{each.values['verified_on']} ({each.values['deals']})" for each in verified) or None
    feedback = rows.rows("feedback", hits, FORMS, vendor=seller, **at)
    return [Row("sellers", keep, made.places), *verified, *listings, *feedback]


def _shows_key(values: Mapping[str, Value]) -> bool:
    return "BEGIN PGP PUBLIC KEY BLOCK" in str(values["description"])


def _listing(frame: Sequence[Hit], hits: Sequence[Hit], at: dict[str, Value]) -> list[Row]:
    raw = hits[0].raw()
    path = [hit.raw() for hit in frame if hit.dataset == "path"]
    if raw["price_btc"] != raw["price_below"]:
        raise Mismatch(hits[0].spans[0][0], "The page states two prices, so that none can be told.")
    if texts.decoded(unquote_to_bytes(raw["vendor_path"] or b"")) != texts.line(raw["vendor"]):
        raise Mismatch(hits[0].spans[0][0], "The page names two sellers, so that none can be told.")
    crumbs = [each for each in path if each["code"] != b"/"]
    more: dict[str, Value] = {
        "category": "/".join(texts.line(each["name"]) for each in crumbs) or None,
        "category_code": texts.line(crumbs[-1]["code"]).removeprefix("/cat/") if crumbs else None,
    }
    made = rows.row("listings", hits[:1], FORMS, **at, **more)
    feedback = rows.rows("feedback", hits, FORMS, **at, vendor=made.values["vendor"])
    values = {name: value for name, value in made.values.items() if name not in ("vendor_path", "price_below")}
    told = [Row("feedback", {**each.values, "listing": values["title"]}, each.places) for each in feedback]
    return [Row("listings", values, made.places), *told]


def _index(frame: Sequence[Hit], hits: Sequence[Hit], at: dict[str, Value]) -> list[Row]:
    path = [hit.raw() for hit in frame if hit.dataset == "path"]
    category = "/".join(texts.line(each["name"]) for each in path if each["code"] != b"/") or None
    return rows.rows("listings", hits, FORMS, category=category, **at)
