"""Crawled market pages read with every field and its place, beside selectolax and BeautifulSoup on the same fields.

Pages are invented, 40 listings each in the template of Agora's lists; the peers read them by CSS alone, without places
and without judging whether the page is as it should be. All three must say the same before anything is timed.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from bench.measure import Line, pairs, rate, tell

PAGES, LISTINGS = 40, 40
BYTES_GOAL, DOM_GOAL, SOUP_GOAL = 3.0, 1.0, 60.0
DAY = date(2024, 5, 1)
Read = Callable[[bytes], list[tuple[Any, ...]]]
_FIELDS = ("listing_code", "title", "preview", "price_btc", "ships_from", "ships_to", "vendor", "rating", "deals")


def lines() -> Iterator[Line]:
    """Measure the reader of bytes and that of mended pages against both peers."""
    pages = [_page(random.Random(number)) for number in range(PAGES)]
    readers: dict[str, Read] = {"ours": _ours, "dom": _by_dom, "lexbor": _by_selectolax, "soup": _by_soup}
    for page in pages:
        told = {name: read(page) for name, read in readers.items()}
        if any(each != told["ours"] or len(each) != LISTINGS for each in told.values()):
            raise AssertionError("The readers say different things of one page.")
    for what, ours, peer, goal in (
        ("crawled pages by their bytes; peer: selectolax", _ours, _by_selectolax, BYTES_GOAL),
        ("crawled pages mended first; peer: selectolax", _by_dom, _by_selectolax, DOM_GOAL),
        ("crawled pages by their bytes; peer: BeautifulSoup", _ours, _by_soup, SOUP_GOAL),
    ):
        few = pages[:10] if peer is _by_soup else pages
        both = pairs(_all(ours, few), _all(peer, few), 3 if peer is _by_soup else 7)
        yield Line(
            what, rate(len(few), both.ours), rate(len(few), both.peer), both.shown, f">= {goal:g}", both.ratio >= goal
        )  # fmt: skip


def _all(read: Read, pages: list[bytes]) -> Callable[[int], None]:
    def do(_: int) -> None:
        for page in pages:
            read(page)

    return do


def _ours(page: bytes) -> list[tuple[Any, ...]]:
    from bowstreet.formats.pages import reading

    made = reading.read(page, DAY)
    if made.read_by != "bytes":
        raise AssertionError(f"The page was read by {made.read_by}: {made.rejected}")
    return [tuple(row.values[name] for name in _FIELDS) for row in made.rows]


def _by_dom(page: bytes) -> list[tuple[Any, ...]]:
    from bowstreet.formats.pages import agora, dom
    from bowstreet.formats.pages.page import PageKind

    made = agora.read(dom.mended(page), PageKind.INDEX, DAY, True)
    return [tuple(row.values[name] for name in _FIELDS) for row in made.rows]


def _by_selectolax(page: bytes) -> list[tuple[Any, ...]]:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    rows = []
    for row in tree.css("tr.products-list-item"):
        link, seller = row.css_first("td.column-name > a"), row.css_first("a.gen-user-link")
        cells = row.css("td")
        rows.append(
            _told(
                str(link.attributes["href"]),
                link.text(),
                row.css_first("span.description-preview").text(),
                cells[2].text(),
                cells[3].text(),
                seller.text(),
                row.css_first("span.gen-user-ratings").text(),
            )
        )
    return rows


def _by_soup(page: bytes) -> list[tuple[Any, ...]]:
    from bs4 import BeautifulSoup

    rows = []
    for row in BeautifulSoup(page, "lxml").select("tr.products-list-item"):
        link, seller = row.select_one("td.column-name > a"), row.select_one("a.gen-user-link")
        cells = row.select("td")
        rows.append(
            _told(
                link["href"],
                link.get_text(),
                row.select_one("span.description-preview").get_text(),
                cells[2].get_text(),
                cells[3].get_text(),
                seller.get_text(),
                row.select_one("span.gen-user-ratings").get_text(),
            )
        )
    return rows


def _told(href: str, title: str, preview: str, price: str, places: str, seller: str, ratings: str) -> tuple[Any, ...]:
    """Return the fields of a listing out of the texts of its cells, as the peers have them."""
    origin, _, target = places.partition("To:")
    stars, _, deals = ratings.replace("\xa0", " ").strip().partition("/5, ")
    return (
        href.removeprefix("/p/"),
        " ".join(title.split()),
        preview.strip(),
        float(price.split()[0]),
        origin.replace("From:", "").strip() or None,
        target.strip() or None,
        seller,
        float(stars.lstrip("~")),
        deals.removesuffix(" deals"),
    )


def _page(chance: random.Random) -> bytes:
    menu = "\n".join(
        f'<div class="leftmenu-element"><div class="drawer"></div><a href="/cat/c{number}">Shelf {number}</a></div>'
        for number in range(60)
    )
    countries = "".join(f'<option value="C{number}">Country {number}</option>' for number in range(240))
    rows = "\n".join(_row(chance, number) for number in range(LISTINGS))
    return f"""<!DOCTYPE html>
<html><head><title>Tea</title></head><body><div id="page-heading">Agora</div>
<div id="login-info-bar"> Welcome collector9 :: <a href="/wallet">Wallet 0.00000000 BTC</a>
(<a href="/profile">Display USD/BTC</a>) :: <i class="fa fa-btc"></i> 455.50 USD </div>
<div id="top-navigation"><div class="topnav-element"><a href="/cat/c1">Tea</a></div>
<div class="topnav-divider-element">&gt;</div> <div style="clear: both;"></div></div>
<div id="middlestuff" style="margin: 0 20px;"><table><tr><td>{menu}</td><td><div style="float: left;">
<div id="product-list" class="nofirstmargin"><select name="domesticCountry">{countries}</select>
<table class="products-list"><tr class="products-list-header"><td></td><td>Name</td><td>Price</td>
<td><!-- Ships to/from --></td><td>Vendor</td></tr>
{rows}
</table></div></div></td></tr></table></div><div style="clear: both;"></div></body></html>""".encode()


def _row(chance: random.Random, number: int) -> str:
    words = " ".join(chance.choice(("green", "black", "white", "leaf", "bud", "pot", "cup")) for _ in range(25))
    code, seller = f"{chance.randrange(10**9):010}", f"seller{chance.randrange(300)}"
    target = '<i class="fa fa-home"></i> To: Worldwide' if number % 3 else ""
    return f"""<tr class="products-list-item">
    <td style="text-align: center;"><img src="/liabilities/list/{code}.jpg" alt=""/></td>
    <td class="column-name"><a href="/p/{code}">Tea &amp; more, {words[:30].strip()}</a><br/>
        <span class="description-preview">{words} &quot;fresh&quot; ...</span></td>
    <td>{chance.random():.8f} BTC <br/></td><td style="white-space: nowrap;">
        <i class="fa fa-truck"></i> From: <img class="flag-img" src="/images/flag/w13/X.png" /> Utopia<br/>{target}</td>
    <td><a class="gen-user-link" href="/vendor/{seller}#">{seller}</a><br/>
        <span class="gen-user-ratings"> <i class="fa fa-bar-chart-o"></i>&nbsp;4.{number:02}/5, 6~10 deals</span></td>
</tr>"""


if __name__ == "__main__":
    tell(lines())
