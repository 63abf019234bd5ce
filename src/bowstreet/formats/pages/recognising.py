"""Which site's template a page follows and what the page is for, told from its bytes.

Signs are markup that users of no site can write. What a page holds is looked for before what it may be instead: a
page of a known site may carry a box for the log-in, and its users may write of walls. What shows no sign is unknown;
it is a wall, a log-in or a not-found page only where it is nothing else (``barren``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bowstreet.formats.pages import barren
from bowstreet.formats.pages.page import BARREN, Family, PageKind

_K = PageKind
_Sign = bytes | re.Pattern[bytes]
_Signs = Sequence[tuple[PageKind, _Sign]]


@dataclass(frozen=True)
class _Site:
    """A site family: its marks, the signs of its pages in the order in which they count, and how its titles begin."""

    family: Family
    marks: Sequence[_Sign]
    signs: _Signs
    titled: bytes = b""


_HEAD = 20_000
_ITSELF = re.compile(rb"<link\b(?=[^<>]*\bcanonical\b)[^<>]*\bhref=[\"']?https://dark\.fail\b")
"""The address that a page of the mirror list gives itself; other sites link to the list as well."""

_NO_PRODUCTS = re.compile(rb'<div class="?mainbox"?[^<>]*>\s*+<p>No products found in this category\.</p>\s*+</div>')

_SITES = (
    _Site(
        Family.AGORA,
        (b'id="page-heading"', b'id="smalllogo-td"', b'id="login-info-bar"'),
        (
            (_K.LISTING, b'id="single-product"'),
            (_K.VENDOR, b'class="vendorbio-description"'),
            (_K.INDEX, b'class="products-list"'),
            (_K.HOME, b'id="product-index"'),
        ),
    ),
    _Site(
        Family.CRYPTONIA,
        (b"/css-icons",),
        (
            (_K.LISTING, b"<title>Cryptonia Market - Product Details"),
            (_K.VENDOR, b"id=feedback_div"),
            (_K.VENDOR, b'id="feedback_div"'),
            (_K.INDEX, b'class="gridhdr thumbhdr"'),
            (_K.LOG_IN, b"<title>Cryptonia Market - Login"),
            (_K.NOT_FOUND, _NO_PRODUCTS),
        ),
        b"<title>Cryptonia ",
    ),
    _Site(
        Family.DREAM,
        (b'class="bakrlop"', b'class="youHaveBeenPhished"'),
        (
            (_K.VENDOR, b'class="contactMember"'),
            (_K.LISTING, b'class="viewProduct"'),
            (_K.INDEX, b"var proddata = ["),
            (_K.LOG_IN, b"<title>Dream Market Login"),
            (_K.NOT_FOUND, b"item-not-found.jpg"),
            (_K.HOME, b"<title>Welcome</title>"),
        ),
        b"<title>Dream Market ",
    ),
    _Site(
        Family.SMF,
        (b'id="smflogo"', b"smf_scripturl", b"smf_theme_url"),
        ((_K.BOARD, b'id="messageindex"'), (_K.HOME, b'id="boardindex"'), (_K.LOG_IN, b'id="frmLogin"')),
    ),
    _Site(
        Family.MIRRORS,
        (b'class="phishnotice"', _ITSELF),
        ((_K.MIRROR_LIST, b'class="url status'), (_K.MIRROR_LIST, b'class="online status')),
    ),
)


@dataclass(frozen=True)
class Recognised:
    """A page's site and kind, with the signs that told them."""

    family: Family
    kind: PageKind
    signs: tuple[str, ...] = ()


def recognise(page: bytes) -> Recognised:
    """Tell the site and kind of a page; unknown where nothing tells it. It never raises.

    >>> recognise(b"<html><p>Hello</p></html>").kind.value
    'unknown'
    """
    seen = of_a_site(page)
    if seen.kind is not PageKind.UNKNOWN:
        return seen
    kind, said = barren.kind_of(page)
    if kind is PageKind.UNKNOWN:
        return seen
    family = seen.family
    if family is Family.UNKNOWN:
        family = next((site.family for site in _SITES if site.titled and site.titled in page), family)
    return Recognised(family, kind, (*seen.signs, said))


def of_a_site(page: bytes) -> Recognised:
    """Tell the site and kind of a page from the signs of known sites alone."""
    for site in _SITES:
        mark = next(filter(None, (_marked(page, mark) for mark in site.marks)), b"")
        if mark:
            kind, sign = _kind(page, site.signs)
            return Recognised(site.family, kind, tuple(each.decode(errors="replace") for each in (mark, sign) if each))
    return Recognised(Family.UNKNOWN, PageKind.UNKNOWN)


def _kind(page: bytes, signs: _Signs) -> tuple[PageKind, bytes]:
    """Return for what a page is; what it holds mostly begins near its head, where it is looked for first."""
    for kind, sign in signs:
        if isinstance(sign, bytes) and kind not in BARREN and page.find(sign, 0, _HEAD) >= 0:
            return kind, sign
    for kind, sign in signs:
        found = _marked(page, sign) if kind in BARREN or not isinstance(sign, bytes) else sign if sign in page else b""
        if found:
            return kind, found
    return PageKind.UNKNOWN, b""


def _marked(page: bytes, mark: _Sign) -> bytes:
    """Return a mark that a page has; empty where it has not."""
    if isinstance(mark, bytes):
        return mark if _is_markup(page, page.find(mark)) else b""
    found = mark.search(page)
    return found[0] if found else b""


_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)


def _is_markup(page: bytes, at: int) -> bool:
    """Say whether a place of a page is within a tag or a script, where users write nothing."""
    if at < 0:
        return False
    begins = page.rfind(b"<", 0, at + 1)
    return begins >= 0 and (page.find(b">", begins, at) < 0 or _SCRIPT.match(page, begins) is not None)
