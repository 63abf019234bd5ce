"""Mirror lists as dark.fail wrote them, 2019 and 2020: which addresses a site has, and when each last answered.

The list hides false addresses in it for thieves who copy it (``fud``); they are seen and left out.
"""

from collections.abc import Sequence
from datetime import date

from bowstreet.formats.pages import rows, template, texts
from bowstreet.formats.pages.page import Family, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Hit, Mismatch, many, once

_ADDRESS = r"https?://[^\s<>&]*+|(?:&\#x?[0-9a-fA-F]++;)++"
_ITEM = rf"""<li class="{{state:(?:online )?status[012]}}"><code>{{address:{_ADDRESS}}}</code></li>"""
_ITEMS = rf"(?:\s*+<li class=\"?(?:online )?status[012]\"?>\s*+<code>(?:{_ADDRESS})</code>\s*+</li>)*+"
_MORE = r"<div class=\"?more\"?>\s*+(?:<a [^<>]*+>[^<]*+</a>\s*+)?</div>\s*+"
_LIST = (
    rf"\s*+<div class=\"?(?:online|offline)\"?>\s*+(?:<h5>Offline</h5>\s*+)?<ul>{_ITEMS}\s*+</ul>\s*+(?:{_MORE})?</div>"
)

SITE = (
    once("""<h5>{site:[^<]*?}{:(?:'|&\\#x27;|&\\#39;)}s {:(?:Top )?}Onion Links</h5>
        <div class="urls"><table>[[<tbody>]]"""),
    many(
        "mirrors",
        rf"""<tr{{decoy:(?: class="?fud"?)?}}><td class="url {{state:status[012]?}}">
        <code>{{address:{_ADDRESS}}}</code>[[<span class="last_online">- Last Online: {{last_online}}</span>]]</td>
        [[<td></td>]]</tr>""",
    ),
    once("[[</tbody>]]</table></div>"),
)
SITES = (
    many(
        "sites",
        rf"""<h4><a href="/{{page:[\w.-]+}}">{{site}}</a></h4>
        [[<div class="fud">{{decoys:(?:{_LIST})++}}</div>]]{{lists:(?:{_LIST})++}}""",
    ),
)
ITEM = (many("mirrors", _ITEM),)
_STATES = {"status0": "offline", "status1": "online", "status2": "unsure", "status": "unsaid"}


def _state(raw: bytes | None) -> str:
    return _STATES[texts.line(raw).removeprefix("online ")]


FORMS: Forms = {"state": _state}


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return the mirrors that a page lists; raise ``Mismatch`` where it is not as the list writes its pages."""
    found = _of_one(page, mended) if b'class="urls"' in page else _of_all(page, mended)
    at: dict[str, Value] = {"seen_on": seen_on, "list": "dark.fail"}
    made = tuple(Row("mirrors", {**each.values, **at}, each.places) for each in found)
    return ReadPage(Family.MIRRORS, kind, seen_on=seen_on, rows=made)


def _of_one(page: bytes, mended: bool) -> list[Row]:
    at = page.find(b" Onion Links</h5>")
    if at < 0:
        raise Mismatch(0, "The page does not say whose addresses it lists.")
    hits = rows.run(page, ((b" Onion Links</h5>", SITE),), mended)
    site = texts.line(hits[0].raw()["site"])
    _count(page, hits, b"<code>")
    return [
        Row("mirrors", {n: v for n, v in each.values.items() if n != "decoy"}, each.places)
        for each in rows.rows("mirrors", hits, FORMS, site=site)
        if not _is_decoy(each)
    ]


def _is_decoy(made: Row) -> bool:
    """Say whether a row is a false address; such a row says so twice, and one that says it once is not believed."""
    decoy, unsaid = bool(made.values["decoy"]), made.values["state"] == "unsaid"
    if decoy != unsaid:
        raise Mismatch(0, "An address of the page is neither one of the site's nor one of its false ones.")
    return decoy


def _of_all(page: bytes, mended: bool) -> list[Row]:
    """Read the list of all sites: site by site, and no address of the page may remain over."""
    block, item = SITES[0], ITEM[0]
    pattern, inner = (block.mended, item.mended) if mended else (block.as_sent, item.as_sent)
    made, count = [], 0
    for site in pattern.pattern.finditer(page):
        named = template.hit("", pattern, site)
        said, where = named.raw(), dict(zip(named.names, named.spans, strict=True))
        count += (said["decoys"] or b"").count(b"<li")
        name = texts.line(said["site"])
        for each in inner.pattern.finditer(page, *where["lists"]):
            found = template.hit("mirrors", inner, each)
            made.append(rows.row("mirrors", (found,), FORMS, site=name, last_online=None))
            count += 1
    if not made or count != page.count(b"<li class="):
        raise Mismatch(
            0, f"Of {page.count(b'<li class=')} addresses that the page lists, {count} stand as they should."
        )
    return made


def _count(page: bytes, hits: Sequence[Hit], sign: bytes) -> None:
    if page.count(sign) != sum(hit.dataset == "mirrors" for hit in hits):
        raise Mismatch(0, "Of the addresses that the page lists, not all stand as they should.")
