"""Cryptonia, 2019: vendor profiles with their feedback, listing pages and lists of listings."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from bowstreet.formats.pages import rows, texts
from bowstreet.formats.pages.page import Family, Note, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Hit, many, once

MARKET = "Cryptonia"

_LEVELS = """[[&nbsp;]] <span class="{:verified(?: btnwarn)?}">{level:LEVEL \\d+}</span>
    [[[[&nbsp;]] <span class="verified">{checked:VERIFIED}</span>]]"""
_ARROW = "{:(?:&rarr;|\u2192)}"


LOGIN = (
    once("""<span style="font-size: smaller; margin-top: 5px; float:right">
        Server Time: {seen_at:[\\d: -]{16}}&nbsp;{:[|]}[[&nbsp;]]
        Logged in as <a class="controlbox_link" href="/user/{signed_in}">{:[^<]*+}</a></span>"""),
)
_VERIFICATIONS = (
    once("""[[<div{: class="?product_data"?|}><label>Verifications:</label><div class="lbllist">]]"""),
    many("verifications", """<span class="verified">{text}</span>"""),
    once("[[</div></div>]]"),
)
_FEEDBACK = (
    once("""<div id="feedback_div" class="target_content">
        [[<p>{:This [a-z]+ has no feedback yet\\.}</p>||<div class="content_div"><p>{:[^<]*}</p></div>||
        <div class="content_div"><div class="mainbox"><table style="width: 100%">[[<tbody>]]<tr class="gridhdr">
        <td class="gridhdr rating_good">&nbsp;</td><td class="gridhdr rating_message">FEEDBACK</td>
        <td class="gridhdr rating_user">&nbsp;</td></tr>]]"""),
    many(
        "feedback",
        """<tr><td class="{:rating_cell(?: gridalt)?}">
        <span class="{mark:icono-[a-zA-Z]+}" style="color: {:[a-z]+}"></span></td>
        <td class="{:rating_message(?: gridalt)?}"><span class="rating_product">{listing}</span>
        {feedback*}</td><td class="{:rating_user(?: gridalt)?}">
        <span class="smtext rating_date">{posted_on}</span>
        <span class="smtext rating_date">{amount:[\\d.]+} {currency:[A-Z]{3,5}}</span>
        <span class="smtext rating_date">{buyer}</span></td></tr>""",
    ),
    once("""[[<tr><td class="gridftr" colspan="5">
        {:(?:\\s*+<(?:span|a [^<>]*+)>[^<]*+</(?:span|a)>)*+}</td></tr>]]
        [[[[</tbody>]]</table></div>[[<span class="smtext">This is the most recent feedback. {:[^<]*+}</span>]]</div>]]
        </div></div></div></div></div><div id="footer">"""),
)
_TOOLBAR = """<div class="toolbar"><div class="toolbar_menu"><div class="toolbar_layer"></div>
    <div class="toolbar_spacer"></div><div class="toolbar_layer"></div><div class="toolbar_spacer"></div>
    <div class="toolbar_layer"></div></div><div class="toolbar_dropdown">
    {:(?:\\s*+<a [^<>]*+>\\s*+<span [^<>]*+></span>[^<]*+</a>)*+}</div></div>"""

VENDOR = (
    once(f"""<div class="mainarea_inner">{{:(?:\\s*+<a [^<>]*+></a>)*+}}
        <h2><span class="icono-user"></span>&nbsp;{{handle}}<span class="lgtext">&nbsp;({{deals:\\d+}})</span>
        {_LEVELS}</h2>{_TOOLBAR}
        [[<div class="inline_div"><img class="picture" src="{{~}}"></div>]]
        <div class="inline_div"><div><label>Positive:</label>
        <span style="font-weight: bold; color: {{:[a-z]+}};">{{rating:[\\d.]+}}%</span></div>
        <div><label>Disputes <span class="smtext">(won/lost)</span>:</label><span class="good">
        <span style="fong-weight: bold;">{{disputes_won:\\d+}}</span></span>/
        <span class="bad">{{disputes_lost:\\d+}}</span></div>"""),
    *_VERIFICATIONS,
    once("""<div><label>Amount on Escrow:</label><span>{escrow:[\\d.]+} {escrow_currency:[A-Z]+}[[&nbsp;]]
        (<b>{escrow_worth:[\\d.]+} {worth_currency:[A-Z]+}</b>)</span></div>
        [[<div><label>Ships From:</label><span>{ships_from}</span></div>]]
        [[<div><label>Ships To:</label><span>{ships_to}</span></div>]]
        [[<div><label>XMPP/Jabber ID:</label><span>{xmpp}</span></div>]]
        <div><label>FE Enabled:</label><span>{fe_enabled:Yes|No}</span></div>
        <div><label>Member since:</label><span>{member_since}</span></div>
        <div><label>Last online:</label><span>{last_seen}</span></div></div>
        <div style="width: 0px; height: 0px;"></div>
        {:(?:\\s*+<div [^<>]*+>\\s*+<a [^<>]*+>[^<]*+</a>\\s*+</div>){4}}
        <div id="tabview1" class="tabview"><div id="general_div" class="target_content">{description*}</div>
        <div id="terms_div" class="target_content">[[<div class="content_div">]]{terms*}</div>[[</div>]]
        <div id="pgp_div" class="target_content">
        [[<textarea class="ascii_armour_textarea" readonly="">{public_key}</textarea>||<p>{:[^<]*}</p>]]</div>"""),
    *_FEEDBACK,
)
LISTING = (
    once(f"""<div class="mainarea_inner"><h2>{{title}}</h2>{_TOOLBAR}{{:(?:\\s*+<a [^<>]*+></a>){{7}}}}
        <div class="content_div">
        <div class="top_part">[[<a title="Click to view full resolution image." href="{{~}}" target="_blank">]]
        [[<img class="picture" src="{{~}}">]][[</a>]]<div class="product_details"><div class="product_data">
        <label>Sold by:</label><a href="/user/{{vendor_path}}">{{vendor}}</a>{_LEVELS}
        <span class="lgtext" style="font-weight: bold"><span title="Total sales">({{deals:\\d+}})</span>[[&nbsp;]]
        <span title="Positive Feedback Percentage" style="color: {{:[a-z]+}};">{{rating:[\\d.]+}}%</span></span>
        <a title="Click to contact this vendor." class="smlink" href="{{~}}"><span class="icono-mail"></span></a>
        </div>"""),
    *_VERIFICATIONS,
    once("""<div class="product_data"><label>Category:</label><span>{category}</span></div>
        <div class="product_data"><label>Listing Type:</label><span>{listing_type}</span></div>
        <div class="product_data"><label>Price:</label>
        <span class="lgtext">{price:[\\d.]+} {price_currency:[A-Z]{3,5}}/{unit}</span>
        <span>({price_coin:[\\d.]+} {coin:[A-Z]{3,5}}/{:[^<]*?})</span></div>"""),
    many(
        "steps",
        """<div class="product_data"[[ style="margin-top: 0; padding-top: 0"]]><label>&nbsp;{step:[^<]*?}:</label>
        <span class="lgtext">{:[^<]*+}</span><span>{:[^<]*+}</span>
        [[<span title="{~}" class="pricetag">{:[^<]*+}</span>]]</div>""",
    ),
    once(f"""<div class="product_data"><label>FE or Escrow:</label>
        <span class="{{:verified(?: tagbad)?}}"[[ title="{{~}}"]]>{{payment}}</span></div>
        <div class="product_data"><label>In stock:</label><span>{{stock}}</span>
        [[<span style="font-weight:bold">{{minimum:\\([^<]*+}}</span>]][[<span class="error">{{:[^<]*+}}</span>]]</div>
        <div class="product_data"><label>Accepted Payments:</label>
        <span>{{:(?:\\s*+<img [^<>]*+>)*+}}</span></div>
        [[<div class="product_data"><label>Ships from:</label>
        <div class="lbllist">{{ships_from:[^<&\u2192]*+}}{_ARROW}{{ships_to}}</div></div>]]
        </div></div></div>[[<form method="post">
        {{:(?:[^<]++|</?(?:div|label|select|option|input)(?:\\s[^<>]*+)?>)*+}}</form>]]
        {{:(?:\\s*+<div [^<>]*+>\\s*+<a [^<>]*+>[^<]*+</a>\\s*+</div>){{1,6}}}}
        <div id="tabview1" class="tabview"><div id="general_div" class="target_content">
        <div class="content_div">{{description*}}</div></div>
        [[<div id="terms_div" class="target_content">
        [[<p class="error">{{:[^<]*+}}</p>||[[<div class="content_div">]]{{terms*}}]]</div>[[</div>]]]]"""),
    *_FEEDBACK,
)
INDEX = (
    once("""<td class="gridhdr thumbhdr">&nbsp;</td><td class="gridhdr spacer">&nbsp;</td>
        <td class="gridhdr product">PRODUCT</td><td class="gridhdr price">PRICE</td>
        <td class="gridhdr vendor">VENDOR</td></tr>"""),
    many(
        "listings",
        f"""<tr><td class="{{:thumb grid(?:row|alt)}}"><a href="/product/{{listing_code:\\d+}}">
        [[<img class="thumb_img" src="{{~}}">]]</a></td><td class="{{:spacer grid(?:row|alt)}}">&nbsp;</td>
        <td class="{{:product grid(?:row|alt)}}"><div style="margin-bottom: 5px; width: 270px; overflow: hidden">
        <a class="growlink" href="/product/{{:\\d+}}">{{title}}</a></div>
        <div>{{:(?:\\s*+<img [^<>]*+>)*+}}</div>
        [[<div><span>{{ships_from:[^<&\u2192]*+}}{_ARROW}{{ships_to}}</span></div>||
        <div><span style="font-weight: bold">{{listing_type}}</span></div>]]
        <div style="margin-top: 5px">{{:(?:\\s*+<span [^<>]*+>[^<]*+</span>)*+}}</div>
        [[<span class="smtext" style="font-weight: bold">{{:[^<]*+}}</span>]]</td>
        <td class="{{:price grid(?:row|alt)}}"><span class="listprice">{{:Buy [^<]*+}}</span>
        <span style="font-size: 1.1em" class="listprice">{{price:[\\d.]+}} {{price_currency:[A-Z]{{3,5}}}}/
        {{unit}}</span><span class="listprice_alt">{{price_coin:[\\d.]+}} {{coin:[A-Z]{{3,5}}}}/{{:[^<]*+}}</span>
        [[<div><span class="pricetag">{{:[^<]*+}}</span></div>]]
        [[<a title="Click here to place an order" href="{{~}}" class="prod_buynow">{{:[^<]*+}}</a>]]</td>
        <td class="{{:vendor grid(?:row|alt)}}"><div class="content_div"><div>
        <a href="/user/{{:[^<>]*?}}">{{vendor}}</a>
        [[<span>&nbsp;<div title="{{~}}" class="checkmark"></div>&nbsp;</span>]]
        <span style="font-weight: bold">({{deals:\\d+}})</span></div>
        <div style=""><span class="smtext">Positive Feedback: <span {{:[^<>]*+}}>{{rating:[\\d.]+}}%</span></span></div>
        <div style="margin-bottom: 5px"><span class="smtext">Member since: {{member_since:[\\d-]+}}</span></div>
        <div class="{{:verified(?: btnwarn)?}}">{{level:LEVEL \\d+}}</div>
        [[<div class="verified">VERIFIED <div class="verifiedtext">
        {{:(?:\\s*+<span class="?verified"?>[^<]*+</span>)*+}}</div></div>]]</div></td></tr>""",
    ),
    once("""[[<tr><td class="gridftr" colspan="5">
        {:(?:\\s*+<(?:span|a [^<>]*+)>[^<]*+</(?:span|a)>)*+}</td></tr>]][[</tbody>]]</table>"""),
)

_LISTED = re.compile(rb"<a\b[^<>]*\bclass=[\"']?growlink\b")

_SORTS = {"icono-checkCircle": "positive", "icono-crossCircle": "negative", "icono-minusCircle": "neutral"}


def _sort(raw: bytes | None) -> str:
    name = texts.line(raw)
    if name not in _SORTS:
        raise texts.WrongValue(f"'{name[:40]}' is no mark that feedback of this site has.")
    return _SORTS[name]


def _exact(raw: bytes | None) -> str | None:
    return texts.exact(raw) or None


_OWN_WORDS = frozenset(map(str.casefold, (
    "Back to Products", "Contact Vendor", "Login", "Logout", "My Store", "Orders", "Products", "Register",
    "Report This Listing", "Report This Vendor", "Settings", "Support", "View Vendor Listings",
)))  # fmt: skip
"""What the links of this site say, without case."""

_MASKED = re.compile(r"\S\*{3}\S")
_BARE = Note(0, "The buyers in some feedback are not masked as this site masks them.")


def _title(raw: bytes | None) -> str | None:
    text = _exact(raw)
    if text and text.strip().casefold() in _OWN_WORDS:
        raise texts.WrongValue(f"'{text.strip()}' is what a link of this site says and no title.")
    return text


def _terms(raw: bytes | None) -> str | None:
    text = rows.long(raw)
    return None if text == "This vendor has not setup his terms and conditions yet." else text


FORMS: Forms = {
    "feedback": _exact,
    "listing": _exact,
    "title": _title,
    "description": rows.long,
    "terms": _terms,
    "public_key": rows.long,
    "mark": _sort,
    "posted_on": texts.day,
    "amount": texts.number,
    "rating": texts.number,
    "deals": texts.integer,
    "disputes_won": texts.integer,
    "disputes_lost": texts.integer,
    "escrow": texts.number,
    "escrow_worth": texts.number,
    "price": texts.number,
    "price_coin": texts.number,
}
_CLAIM = re.compile(
    r"(?P<market>[^:]{1,40}): (?:(?P<good>\d+)/(?P<neutral>\d+)/(?P<bad>\d+)"
    r"|(?:(?P<deals>\d[\d,]*)\+?|\d+~\d+)(?: deals)?,? (?P<rating>[\d.]+)(?:/(?P<out_of>[\d.]+)%?)?)"
)


def _claim(made: Row) -> Row:
    """Return a verification with its parts, where they are of a known form; the text stays beside them."""
    found = _CLAIM.fullmatch(str(made.values["text"]))
    parts: Mapping[str, str | None] = found.groupdict() if found else {}
    whole = {
        name: int(str(parts[name]).replace(",", "")) if parts.get(name) else None
        for name in ("good", "neutral", "bad", "deals")
    }
    part = {name: float(str(parts[name])) if parts.get(name) else None for name in ("rating", "out_of")}
    return Row("verifications", {**made.values, "verified_on": parts.get("market"), **whole, **part}, made.places)


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return what a Cryptonia page says; raise ``Mismatch`` or ``WrongValue`` where it is not as its pages are."""
    main = {
        PageKind.VENDOR: (b'class="mainarea_inner"', VENDOR),
        PageKind.LISTING: (b'class="mainarea_inner"', LISTING),
        PageKind.INDEX: (b'class="gridhdr thumbhdr"', INDEX),
    }[kind]
    frame = rows.run(page, ((b"font-size: smaller; margin-top: 5px; float:right", LOGIN),), mended)[0].raw()
    day = texts.day((frame["seen_at"] or b"")[:10]) or seen_on
    at: dict[str, Value] = {"market": MARKET, "seen_on": day}
    hits = rows.run(page, (main,), mended)
    if kind is PageKind.INDEX:
        rows.check_all(page, hits, "listings", _LISTED)
    found = rows.rows("listings", hits, FORMS, **at) if kind is PageKind.INDEX else _subject(kind, hits, at)
    bare = any(not _MASKED.fullmatch(str(each.values["buyer"])) for each in found if each.dataset == "feedback")
    return ReadPage(
        Family.CRYPTONIA, kind, MARKET, False, day, tuple(found), texts.line(frame["signed_in"]),
        notes=(_BARE,) if bare else (),
    )  # fmt: skip


def _subject(kind: PageKind, hits: Sequence[Hit], at: dict[str, Value]) -> list[Row]:
    heads = [hit for hit in hits if not hit.dataset]
    dataset, who = ("sellers", "handle") if kind is PageKind.VENDOR else ("listings", "vendor")
    made = rows.row(dataset, heads, FORMS, **at)
    claims = [_claim(each) for each in rows.rows("verifications", hits, {}, handle=made.values[who], **at)]
    values = {name: value for name, value in made.values.items() if name != "vendor_path"}
    values["verified"] = "; ".join(str(each.values["text"]) for each in claims) or None
    feedback = rows.rows("feedback", hits, FORMS, vendor=made.values[who], **at)
    return [Row(dataset, values, made.places), *claims, *feedback]
