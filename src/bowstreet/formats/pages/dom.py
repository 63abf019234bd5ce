"""What a browser makes of a page: parsed by lexbor and written out again in one spelling.

It is the fall-back of the templates: other quotes, other space, comments, unclosed tags and capital letters are
mended here, by the rules of the HTML standard, and the same template is then tried on what came out.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from bowstreet.formats.pages import hidden, template

LARGEST = 16 << 20
"""Bytes of the largest page that is read."""

DEEPEST = 512
"""Elements within each other that a page may have; people's pages have about thirty."""

MOST_TAGS = 400_000
MOST_ATTRIBUTES = 1_000
"""Attributes that one tag may have; each is compared with all before it."""

_FEW_TAGS = 4_000
"""However deep so few are nested, a tree of them is made at once; time grows with the square of the depth."""


_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(b"area base br col embed hr img input link meta source track wbr p li td tr th option dt dd".split())
_ATTRIBUTE = rb"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+|[\s/]*+="""
_ATTRIBUTES = re.compile(rb"<[a-zA-Z](?:" + _ATTRIBUTE + rb")*+")
_ONE = re.compile(_ATTRIBUTE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Unfit(ValueError):
    """A page that is too large or too deeply nested to be read; the message is a full sentence."""


def too_large(page: bytes) -> str:
    """Return the sentence on a page that is too large."""
    return f"The page has {len(page):,} bytes; pages of more than {LARGEST:,} are not read."


def _check(page: bytes) -> None:
    """Raise ``Unfit`` when a tree of the page could take more memory or time than a page is worth."""
    if len(page) > LARGEST:
        raise Unfit(too_large(page))
    for tag in _ATTRIBUTES.finditer(page):
        if tag.end() - tag.start() > MOST_ATTRIBUTES and len(_ONE.findall(tag.group(), 1)) > MOST_ATTRIBUTES:
            raise Unfit(f"A tag of the page has more than {MOST_ATTRIBUTES:,} attributes; it is not read.")
    if page.count(b"<") - page.count(b"</") <= _FEW_TAGS:
        return
    depth = 0
    for count, found in enumerate(_TAG.finditer(page)):
        if count > MOST_TAGS:
            raise Unfit(f"The page has more than {MOST_TAGS:,} tags; it is not read.")
        if found[2].lower() not in _VOID:
            depth = max(0, depth - 1) if found[1] else depth + 1
            if depth > DEEPEST:
                raise Unfit(f"The page nests more than {DEEPEST} elements in each other; it is not read.")


def mended(page: bytes) -> bytes:
    """Return a page as a browser shows it, in one spelling, without comments and hidden parts; raise ``Unfit``."""
    return shown(page)[0]


def shown(page: bytes) -> tuple[bytes, bool]:
    """Return a page as ``mended`` does, and whether hidden parts that say something were left out of it."""
    tree = parsed(page)
    is_more = leave_out(tree)
    written = tree.html or ""
    return template.in_order(_COMMENT.sub("", written)).encode("utf-8", "replace"), is_more


def parsed(page: bytes) -> LexborHTMLParser:
    """Return the tree of a page; raise ``Unfit`` when it is too large or too deep."""
    _check(page)
    return LexborHTMLParser(page.replace(b"\x00", b""))


_MAY_HIDE = (
    "[hidden], [style*='none' i], [style*='hidden' i], [style*='opacity' i], [style*='font-size' i],"
    " [style*=':-' i], [style*=': -' i], [style*='collapse' i]"
)
_SORTS = ", ".join(sorted(hidden.SORTS))
_KEPT = frozenset(("html", "head", "body", "script", "style", "link", "meta", "title", "input", "img", "br"))
"""Elements that show nothing by themselves, or all; a script may hold a page's rows."""


def leave_out(tree: LexborHTMLParser) -> bool:
    """Take out of a tree what a browser does not show, and say whether that said anything."""
    outer = _outermost(_hidden(tree))
    is_more = any(node.text(strip=True) or node.tag == "template" for node in outer)
    take_out(outer)
    return is_more


def take_out(nodes: list[LexborNode]) -> None:
    """Take nodes out of their tree, also where one stands in another."""
    for node in _outermost(nodes):
        node.decompose()


def _hidden(tree: LexborHTMLParser) -> list[LexborNode]:
    found = [node for node in tree.css(_SORTS) if node.tag != "dialog" or "open" not in node.attributes]
    for node in tree.css(_MAY_HIDE):
        if "hidden" in node.attributes or hidden.is_unseen(node.attributes.get("style") or ""):
            found.append(node)
    sheets = "\n".join(node.text() for node in tree.css("style"))
    for selector in hidden.selectors(sheets):
        try:
            found += tree.css(selector)
        except SelectolaxError:
            continue
    return [node for node in found if node.tag not in _KEPT]


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that stand in none of the others; taking one out takes those in it as well."""
    ids = {node.mem_id for node in nodes}
    outer: dict[int, LexborNode] = {}
    for node in nodes:
        above = node.parent
        while above is not None and above.mem_id not in ids:
            above = above.parent
        if above is None:
            outer[node.mem_id] = node
    return [*outer.values()]
