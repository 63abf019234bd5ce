"""Boards of the forum software SMF 2.0, as the Agora forum ran it: topics, who began each and who wrote last."""

import re
from datetime import date, timedelta

from bowstreet.formats.pages import rows, texts
from bowstreet.formats.pages.page import Family, PageKind, ReadPage, Row, Value
from bowstreet.formats.pages.rows import Forms
from bowstreet.formats.pages.template import Mismatch, many, once

_CELL = "[a-z0-9_ ]+"
_GREETING = (
    once("""<li class="greeting">Hello <span>{signed_in}</span></li>
        {:(?:\\s*+<li>\\s*+<a [^<>]*+>[^<]*+</a>\\s*+</li>)*+}
        <li>{seen_at:[A-Z][a-z]+ \\d+, \\d{4}, [\\d:]+ [AP]M}</li>"""),
)
_PATH = (
    once("""<div id="main_content_section"><div class="navigate_section"><ul>"""),
    many("path", """<li{last:(?: class="?last"?)?}><a href="{~}"><span>{name}</span></a>[[{:&\\#187;|\u00bb}]]</li>"""),
    once("</ul></div>"),
)
BOARD = (
    once("""<div class="tborder topic_table" id="messageindex"><table class="table_grid" cellspacing="0"><thead>
        <tr class="catbg">{:(?:[^<]++|</?(?:th|a|img)(?:\\s[^<>]*+)?>)*+}</tr></thead><tbody>"""),
    many(
        "topics",
        f"""<tr><td class="{{:icon1 {_CELL}}}"><img src="{{~}}" alt="{{~}}"></td>
        <td class="{{:icon2 {_CELL}}}"><img src="{{~}}" alt="{{~}}"></td>
        <td class="{{:subject {_CELL}}}"><div>[[<strong>]]<span id="msg_{{message:\\d+}}">
        <a href="{{url}}">{{topic}}</a></span>[[</strong>]]
        [[<a href="{{~}}" id="{{~}}"><img src="{{~}}" alt="{{~}}"></a>]]
        <p>Started by [[<a href="{{~}}" title="{{~}}">{{starter}}</a>||{{guest}}]]
        <small id="{{~}}">{{:(?:[^<]++|</?(?:a|span)(?:\\s(?:[^<>"]++|"[^"]*+")*+)?>)*+}}</small></p></div></td>
        <td class="{{:stats {_CELL}}}">{{replies:\\d+}} Replies <br>{{views:\\d+}} Views</td>
        <td class="{{:lastpost {_CELL}}}"><a href="{{~}}"><img src="{{~}}" alt="{{~}}" title="{{~}}"></a>
        [[<strong>{{near:Today|Yesterday}}</strong> at]] {{last_post_at}}<br>
        by [[<a href="{{~}}">{{last_poster}}</a>||{{last_guest}}]]</td></tr>""",
    ),
    once("</tbody></table></div>"),
)

FORMS: Forms = {"replies": texts.integer, "views": texts.integer, "topic": texts.line}
_MESSAGE = re.compile(rb"<span[^<>]*\sid=[\"']?msg_")
_MOMENT = re.compile(r"(?:([A-Z][a-z]+ \d{1,2}, \d{4}), )?\d{2}:\d{2}:\d{2} [AP]M")


def read(page: bytes, kind: PageKind, seen_on: date | None, mended: bool) -> ReadPage:
    """Return the topics of a board page; raise ``Mismatch`` or ``WrongValue`` where it is not as SMF writes it."""
    greeting = {} if _is_for_guests(page) else rows.run(page, ((b'class="greeting"', _GREETING),), mended)[0].raw()
    path = [hit for hit in rows.run(page, ((b'id="main_content_section"', _PATH),), mended) if hit.dataset]
    if len(path) < 2 or [hit for hit in path if hit.raw()["last"]] != path[-1:]:
        raise Mismatch(0, "The page does not say of which forum and board it is.")
    forum, board = (texts.line(hit.raw()["name"]) for hit in (path[0], path[-1]))
    day = texts.day(b",".join((greeting.get("seen_at") or b"").split(b",")[:2]), "%B %d, %Y") or seen_on
    hits = rows.run(page, ((b'id="messageindex"', BOARD),), mended)
    rows.check_all(page, hits, "topics", _MESSAGE)
    at: dict[str, Value] = {"forum": forum, "board": board, "seen_on": day}
    topics = tuple(_topic(each, day) for each in rows.rows("topics", hits, FORMS, **at))
    return ReadPage(Family.SMF, kind, forum, True, day, topics, texts.line(greeting.get("signed_in")))


_GREETS = re.compile(rb"class=[\"']?greeting\b")


def _is_for_guests(page: bytes) -> bool:
    """Say whether nobody was signed in: SMF greets who is and lets them out, and asks all others to sign in."""
    return not _GREETS.search(page) and b"action=logout" not in page and b'type="password"' in page


def _topic(made: Row, day: date | None) -> Row:
    values = dict(made.values)
    said = str(values["last_post_at"])
    found = _MOMENT.fullmatch(said)
    near = values.pop("near")
    if found is None or bool(found[1]) == bool(near):
        raise texts.WrongValue(f"'{said[:40]}' is no moment as this forum writes it.")
    if found[1]:
        values["last_post_on"] = texts.day(found[1].encode(), "%B %d, %Y")
    else:
        values["last_post_on"] = day - timedelta(days=near == "Yesterday") if day else None
        values["last_post_at"] = f"{near} at {said}"
    guests = [str(values.pop(name) or "").strip() or None for name in ("guest", "last_guest")]
    last = guests[1].removeprefix("by ") if guests[1] else None
    values |= {"starter": values["starter"] or guests[0], "last_poster": values["last_poster"] or last}
    return Row("topics", values, made.places)
