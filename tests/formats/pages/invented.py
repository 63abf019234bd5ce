"""Invented pages in the templates of real sites, each with the rows that it was made from.

The markup is the sites'; every name, word and figure in it is made up here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

DAY = date(2014, 4, 6)
COLLECTOR = "collector9"


@dataclass(frozen=True)
class Invented:
    """A page, and per dataset what its rows must say; fields that are not named here are not asked."""

    name: str
    page: bytes
    rows: dict[str, list[dict[str, Any]]]


AGORA_HEAD = """<!DOCTYPE html><html><head><title>{title}</title></head><body>
<div id="topmost"><table><tr><td id="smalllogo-td">Ag</td><td><div id="page-heading">Agora<span> Beta</span></div></td>
<td>
<div id="login-info-bar">
    Welcome
    {who}
    :: <a href="/wallet">Wallet 0.00000000 BTC</a>
    (<a href="/profile">Display USD/BTC</a>) :: <i class="fa fa-btc"></i> 455.50 USD
</div></td></tr></table></div>
<div id="top-navigation">{path}
<div style="clear: both;"></div></div>
"""
AGORA_FOOT = """</div><div style="clear: both;"></div>
</body></html>
"""


def _ratings(rating: str, deals: str) -> str:
    if not rating:
        return f'<span class="gen-user-ratings"> [{deals} deals]</span>'
    return f'<span class="gen-user-ratings"> <i class="fa fa-bar-chart-o"></i>&nbsp;{rating}/5, {deals} deals</span>'


def _agora_feedback(lines: Sequence[tuple[int, str, str, str]]) -> str:
    head = '<div class="embedded-feedback-list">\n<h4 style="margin: 10px 0 5px 0;">Feedbacks:</h4>\n'
    if not lines:
        return f"{head}No feedbacks found.\n</div>"
    told = "".join(
        f"""<tr><td><strong>{stars}/5</strong></td><td>{text}</td>
        <td><a href="/p/{code}"> 1x thing </a></td><td>{age}</td>
        <td><span class="gen-user-link">anon</span>{_ratings("~5", "1~2")}</td></tr>"""
        for stars, text, code, age in lines
    )
    return f"{head}<table>{told}</table></div>"


def _agora_row(code: str, title: str, price: str, places: tuple[str, str], vendor: str = "") -> str:
    flag = '<img class="flag-img" src="/images/flag/w13/XX.png" />'
    origin = f'<i class="fa fa-truck"></i> From: {flag} {places[0]}<br/>' if places[0] else ""
    target = f'<i class="fa fa-home"></i> To: {places[1]}' if places[1] else ""
    sold = f'<td><a class="gen-user-link" href="/vendor/{vendor}#"/>{vendor}</a><br/>{_ratings("4.10", "3~5")}</td>'
    return f"""<tr class="products-list-item">
    <td style="text-align: center;"><img src="/liabilities/list/{code}.jpg" alt=""/></td>
    <td class="column-name"><a href="/p/{code}">{title}</a><br/>
    <span class="description-preview">Plain words ...</span></td>
    <td>{price} BTC <br/></td>
    <td style="white-space: nowrap;">{origin}{target}</td>{sold if vendor else ""}</tr>"""


_LIST_HEAD = """<table class="products-list"><tr class="products-list-header"><td></td><td>Name</td><td>Price</td>
<td><!-- Ships to/from --></td></tr>"""


def agora_vendor(handle: str = "teapot_seller", about: str = "Tea &amp; biscuits.<br/>Ask me.") -> Invented:
    page = (
        AGORA_HEAD.format(
            title=handle,
            who=COLLECTOR,
            path='<div class="topnav-element">Vendor page</div><div class="topnav-divider-element">&gt;</div>',
        )
        + f"""<div id="middlestuff" style="margin: 0 20px;"><div style="float: left;">
        <i class="fa fa-user"></i> <strong>{handle}</strong> {_ratings("4.50", "6~10")}
        <div class="vendor-verification"><i class="fa fa-shield"></i> Verified: Old Harbour<br/>
        <span class="extra-info">104 successfull &#116;ransactions since 2013-10.</span></div>
        <div class="vendorbio-stats-online"> Last seen 6 days ago. </div>
        <div class="vendorbio-description"> {about} </div>
        {_agora_feedback([(5, "Quick &amp; kind", "aaa1", "1 days ago"), (2, "Late", "aaa2", "3 days ago")])}
        <h3>Products of {handle}:</h3><div id="product-list">{_LIST_HEAD}
        {_agora_row("aaa1", "Green tea, 100 g", "0.04000000", ("Utopia", "Worldwide"))}
        {_agora_row("aaa2", "Teapot &quot;Blue&quot;", "0.50000000", ("Utopia", ""))}
        </table></div></div>"""
        + AGORA_FOOT
    )
    return Invented(
        "agora vendor",
        page.encode(),
        {
            "sellers": [
                {"handle": handle, "rating": 4.5, "deals": "6~10", "last_seen": "6 days", "listings": 2,
                 "description": "Tea & biscuits.\nAsk me.", "verified": "Old Harbour (104)", "market": "Agora"},
            ],
            "verifications": [{"verified_on": "Old Harbour", "deals": "104", "since": "2013-10", "handle": handle}],
            "listings": [
                {"title": "Green tea, 100 g", "price_btc": 0.04, "ships_from": "Utopia", "ships_to": "Worldwide",
                 "vendor": handle, "listing_code": "aaa1"},
                {"title": 'Teapot "Blue"', "price_btc": 0.5, "ships_from": "Utopia", "ships_to": None,
                 "vendor": handle, "listing_code": "aaa2"},
            ],
            "feedback": [
                {"stars": 5, "feedback": "Quick & kind", "age": "1 days ago", "vendor": handle, "listing_code": "aaa1"},
                {"stars": 2, "feedback": "Late", "age": "3 days ago", "vendor": handle, "listing_code": "aaa2"},
            ],
        },
    )  # fmt: skip


_PATH = """<div class="topnav-element"><a href="/cat/cccccccc01">Kitchen</a></div>
<div class="topnav-divider-element">&gt;</div><div class="topnav-element"><a href="/cat/cccccccc02">Tea</a></div>
<div class="topnav-divider-element">&gt;</div>"""
_LEFT = '<table class="mainpagedivider"><tr><td class="mainpagedividertd">menu</td><td class="mainpagedividertd">'


def agora_listing() -> Invented:
    page = (
        AGORA_HEAD.format(title="Green tea", who=COLLECTOR, path=_PATH)
        + f"""<div id="middlestuff" style="margin: 0 20px;">{_LEFT}<div style="float: left;">
        <div id="single-product" class="nofirstmargin"><h1>Green tea, 100 g</h1>
        <div style="text-align: left;">0.04000000 BTC</div><div style="clear: both;"></div>
        Leaves.<br/><br/>Brought to you by:<br/>the hills.
        <br/> Brought to you by:<br/><a class="gen-user-link" href="/vendor/teapot_seller#"/>teapot_seller</a>
        {_ratings("5.00", "15~25")}
        <div class="product-page-ships"><i class="fa fa-truck"></i> From: Utopia<br/>
        <i class="fa fa-home"></i> To: EU</div><div class="product-page-price">0.04000000 BTC</div>
        <div style="clear: both;"></div><div style="text-align: right;"><div class="button-red">
        <a href="/p/aaa1/buy"><i class="fa fa-shopping-cart"></i>&nbsp;&nbsp;Buy (7 left)...</a></div></div>
        {_agora_feedback([(5, "Fine", "aaa1", "2 days ago")])}</div></div></td></tr></table>"""
        + AGORA_FOOT
    )
    return Invented(
        "agora listing",
        page.encode(),
        {
            "listings": [
                {"title": "Green tea, 100 g", "price_btc": 0.04, "vendor": "teapot_seller", "ships_from": "Utopia",
                 "ships_to": "EU", "category": "Kitchen/Tea", "category_code": "cccccccc02", "rating": 5.0,
                 "description": "Leaves.\n\nBrought to you by:\nthe hills.", "listing_code": "aaa1"},
            ],
            "feedback": [{"stars": 5, "feedback": "Fine", "vendor": "teapot_seller", "listing": "Green tea, 100 g"}],
        },
    )  # fmt: skip


def agora_index() -> Invented:
    page = (
        AGORA_HEAD.format(title="Tea", who=COLLECTOR, path=_PATH)
        + f"""<div id="middlestuff" style="margin: 0 20px;">{_LEFT}<div style="float: left;">
        <div id="product-list" class="nofirstmargin">{_LIST_HEAD.replace("</tr>", "<td>Vendor</td></tr>")}
        {_agora_row("bbb1", "Black tea", "0.01000000", ("Utopia", "EU"), "kettle")}
        {_agora_row("bbb2", "White tea", "0.02000000", ("", "US"), "cup-and-saucer")}
        </table><div class="product-list-pages">More: <a class="page-link current-page" href="/cat/c/1"> 1 </a>
        <a class="page-link " href="/cat/c/2"> 2 </a></div></div></div></td></tr></table>"""
        + AGORA_FOOT
    )
    return Invented(
        "agora index",
        page.encode(),
        {
            "listings": [
                {"title": "Black tea", "price_btc": 0.01, "vendor": "kettle", "ships_from": "Utopia", "ships_to": "EU",
                 "category": "Kitchen/Tea"},
                {"title": "White tea", "price_btc": 0.02, "vendor": "cup-and-saucer", "ships_from": None,
                 "ships_to": "US"},
            ]
        },
    )  # fmt: skip


def smf_board() -> Invented:
    def topic(number: int, name: str, starter: str, last: str, moment: str) -> str:
        return f"""<tr><td class="icon1 windowbg"><img src="/t.gif" alt="" /></td>
        <td class="icon2 windowbg"><img src="/x.gif" alt="" /></td><td class="subject windowbg2"><div >
        <span id="msg_{number}"><a href="/index.php/topic,{number}.0.html">{name}</a></span>
        <p>Started by <a href="/u" title="View">{starter}</a> <small id="pages{number}"></small></p></div></td>
        <td class="stats windowbg"> {number} Replies <br /> {number * 10} Views </td>
        <td class="lastpost windowbg2"><a href="/l"><img src="/l.gif" alt="Last post" title="Last post" /></a>
        {moment}<br /> by <a href="/u2">{last}</a></td></tr>"""

    page = f"""<!DOCTYPE html><html><head><script>var smf_scripturl = "/index.php";</script></head><body>
    <ul class="reset"><li class="greeting">Hello <span>{COLLECTOR}</span></li>
    <li><a href="/unread">Show unread posts.</a></li><li>May 11, 2015, 01:12:24 AM</li></ul>
    <div id="main_content_section"><div class="navigate_section"><ul>
    <li><a href="/"><span>Kettle Forum</span></a> &#187;</li>
    <li class="last"><a href="/b"><span>Tea talk</span></a></li></ul></div>
    <div class="tborder topic_table" id="messageindex"><table class="table_grid" cellspacing="0"><thead>
    <tr class="catbg"><th>Subject</th></tr></thead><tbody>
    {topic(7, "Which pot?", "brewer", "steeper", "March 24, 2014, 04:32:48 AM")}
    {topic(8, "Milk first?", "steeper", "brewer", "<strong>Today</strong> at 12:32:48 AM")}
    {topic(9, "Mine", COLLECTOR, "brewer", "March 25, 2014, 04:32:48 PM")}
    </tbody></table></div></div></body></html>"""
    return Invented(
        "smf board",
        page.encode(),
        {
            "topics": [
                {"topic": "Which pot?", "starter": "brewer", "last_poster": "steeper", "replies": 7, "views": 70,
                 "last_post_on": date(2014, 3, 24), "forum": "Kettle Forum", "board": "Tea talk"},
                {"topic": "Milk first?", "starter": "steeper", "last_poster": "brewer", "replies": 8, "views": 80,
                 "last_post_on": date(2015, 5, 11)},
            ]
        },
    )  # fmt: skip
