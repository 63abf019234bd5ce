"""Mirror lists as dark.fail wrote them, 2019 and 2020: which addresses a site has, and when each last answered.

The list hides false addresses in it for thieves who copy it (``fud``); they are seen, counted and left out. All that
stands before and between the addresses must be what the list writes there: under another heading they would be others.
"""

from collections.abc import Sequence
from datetime import date

from bowstreet.formats.pages import rows, template, texts
from bowstreet.formats.pages.page import Family, Note, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Hit, Mismatch, many, once

_ADDRESS = r"https?://[^\s<>&]*+|(?:&\#x?[0-9a-fA-F]++;)++"
_ITEM = rf"""<li class="{{state:(?:online )?status[012]}}"><code>{{address:{_ADDRESS}}}</code></li>"""
_ITEMS = rf"(?:\s*+<li class=\"?(?:online )?status[012]\"?>\s*+<code>(?:{_ADDRESS})</code>\s*+</li>)*+"
_MORE = r"<div class=\"?more\"?>\s*+(?:<a [^<>]*+>[^<]*+</a>\s*+)?</div>\s*+"
_LIST = (
    rf"\s*+<div class=\"?(?:online|offline)\"?>\s*+(?:<h5>Offline</h5>\s*+)?<ul>{_ITEMS}\s*+</ul>\s*+(?:{_MORE})?</div>"
)

_WORDS = r"(?:[^<]++|</?(?:a|b|br|code|span)(?:\s[^<>]*+)?>)*+"
_BEFORE = (
    rf"(?:\s*+<p>{_WORDS}</p>)*+(?:\s*+<h3>[^<]++<span>(?:Return to|Updated) {_WORDS}</h3>)?+(?:\s*+<p>{_WORDS}</p>"
    r"|\s*+<div class=\"?site_online\"?>[^<]*+</div>|\s*+<h5>(?:(?:&\#x?[0-9a-fA-F]++;)++|Check your URL![^<]*+"
    r"|All online links)</h5>)*+"
)

TOP = once(f"""<div class="content">{{before:{_BEFORE}}}""")
SITE = (
    TOP,
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
    TOP,
    many(
        "sites",
        rf"""<h4><a href="/{{page:[\w.-]+}}">{{site}}</a></h4>
        [[<div class="fud">{{decoys:(?:{_LIST})++}}</div>]]{{lists:(?:{_LIST})++}}""",
    ),
)
ITEM = many("mirrors", _ITEM)
_STATES = {"status0": "offline", "status1": "online", "status2": "unsure", "status": "unsaid"}


def _state(raw: bytes | None) -> str:
    return _STATES[texts.line(raw).removeprefix("online ")]


FORMS: Forms = {"state": _state}


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return the mirrors that a page lists; raise ``Mismatch`` where it is not as the list writes its pages."""
    is_one = b'class="urls"' in page
    hits = rows.run(page, ((b'class="content"', SITE if is_one else SITES),), mended)
    found, decoys = _of_one(hits) if is_one else _of_all(page, hits, mended)
    _count(page, len(found) + decoys, hits)
    at: dict[str, Value] = {"seen_on": seen_on, "list": "dark.fail"}
    made = tuple(Row("mirrors", {**each.values, **at}, each.places) for each in found)
    notes = (Note(0, f"False addresses that the list hides in itself were left out: {decoys}."),) if decoys else ()
    return ReadPage(Family.MIRRORS, kind, seen_on=seen_on, rows=made, notes=notes)


def _of_one(hits: Sequence[Hit]) -> tuple[list[Row], int]:
    """Return the addresses of the page of one site, and how many false ones there are among them."""
    site = texts.line(hits[1].raw()["site"])
    listed = rows.rows("mirrors", hits, FORMS, site=site)
    good = [
        Row("mirrors", {n: v for n, v in each.values.items() if n != "decoy"}, each.places)
        for each in listed
        if not _is_decoy(each)
    ]
    return good, len(listed) - len(good)


def _is_decoy(made: Row) -> bool:
    """Say whether a row is a false address; such a row says so twice, and one that says it once is not believed."""
    decoy, unsaid = bool(made.values["decoy"]), made.values["state"] == "unsaid"
    if decoy != unsaid:
        raise Mismatch(0, "An address of the page is neither one of the site's nor one of its false ones.")
    return decoy


def _of_all(page: bytes, hits: Sequence[Hit], mended: bool) -> tuple[list[Row], int]:
    """Return the addresses of the list of all sites, and how many false ones stand among them."""
    item = ITEM.mended if mended else ITEM.as_sent
    made, decoys = [], 0
    for site in hits[1:]:
        said, where = site.raw(), dict(zip(site.names, site.spans, strict=True))
        decoys += (said["decoys"] or b"").count(b"<li")
        name = texts.line(said["site"])
        for each in item.pattern.finditer(page, *where["lists"]):
            found = template.hit("mirrors", item, each)
            made.append(rows.row("mirrors", (found,), FORMS, site=name, last_online=None))
    return made, decoys


def _count(page: bytes, read: int, hits: Sequence[Hit]) -> None:
    """Raise ``Mismatch`` where addresses of a page remain over, wherever they stand in it."""
    listed = page.count(b"<code") - (hits[0].raw()["before"] or b"").count(b"<code")
    if not read or read != listed:
        at = hits[-1].match.end()
        raise Mismatch(
            at, f"Of {listed} addresses that the page lists, {read} stand as they should; it departs after byte {at:,}."
        )
