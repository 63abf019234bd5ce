"""Which site's template a page follows and what the page is for, told from its bytes without a tree.

Signs are markup that users of the site cannot write. What shows none is unknown, and stays so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bowstreet.formats.pages.page import Family, PageKind

_K = PageKind
_Signs = Sequence[tuple[PageKind, bytes]]
_SITES: Sequence[tuple[Family, Sequence[bytes], _Signs]] = (
    (
        Family.AGORA,
        (b'id="page-heading"', b'id="smalllogo-td"', b'id="login-info-bar"'),
        (
            (_K.LISTING, b'id="single-product"'),
            (_K.VENDOR, b'class="vendorbio-description"'),
            (_K.INDEX, b'class="products-list"'),
            (_K.HOME, b'id="product-index"'),
        ),
    ),
    (
        Family.CRYPTONIA,
        (b"<title>Cryptonia ", b">CRYPTONIA MARKET<", b"href=/css-icons"),
        (
            (_K.WALL, b"<title>Cryptonia DDoS Protection"),
            (_K.LOG_IN, b"<title>Cryptonia Market - Login"),
            (_K.LISTING, b"<title>Cryptonia Market - Product Details"),
            (_K.VENDOR, b"id=feedback_div"),
            (_K.VENDOR, b'id="feedback_div"'),
            (_K.INDEX, b'class="gridhdr thumbhdr"'),
            (_K.NOT_FOUND, b"<p>No products found in this category.</p>"),
        ),
    ),
    (
        Family.DREAM,
        (b'class="bakrlop"', b"youHaveBeenPhished", b"<title>Dream Market "),
        (
            (_K.WALL, b"<title>Dream Market - DDOS Protection"),
            (_K.LOG_IN, b'type="password"'),
            (_K.VENDOR, b'class="contactMember"'),
            (_K.LISTING, b'class="viewProduct"'),
            (_K.INDEX, b"var proddata = ["),
            (_K.NOT_FOUND, b"item-not-found.jpg"),
            (_K.HOME, b"<title>Welcome</title>"),
        ),
    ),
    (
        Family.SMF,
        (b"smf_scripturl", b"smf_theme_url", b'id="smflogo"'),
        ((_K.LOG_IN, b'type="password"'), (_K.BOARD, b'id="messageindex"'), (_K.HOME, b'id="boardindex"')),
    ),
    (
        Family.MIRRORS,
        (b'href="https://dark.fail', b'class="url status', b'class="phishnotice"'),
        (
            (_K.MIRROR_LIST, b'class="url status'),
            (_K.MIRROR_LIST, b'class="online status'),
            (_K.WALL, b"captcha"),
        ),
    ),
)
_WORDS: Sequence[tuple[PageKind, Sequence[bytes]]] = (
    (_K.NOT_FOUND, (b"<title>404", b"404 not found", b"page not found")),
    (_K.WALL, (b"ddos protection", b"please wait", b"requests/second", b'http-equiv="refresh"', b"in queue")),
    (_K.LOG_IN, (b"type=password", b'type="password"', b"type='password'")),
)
_HEAD = 65_536


@dataclass(frozen=True)
class Recognised:
    """A page's site and kind, with the signs that told them; without a sign of a site the kind is a guess."""

    family: Family
    kind: PageKind
    signs: tuple[str, ...] = ()


def recognise(page: bytes) -> Recognised:
    """Tell the site and kind of a page; unknown where nothing tells it. It never raises.

    >>> recognise(b"<html><p>Hello</p></html>").kind.value
    'unknown'
    """
    for family, marks, kinds in _SITES:
        seen = next((mark for mark in marks if mark in page), b"")
        if seen:
            kind, sign = next(((kind, sign) for kind, sign in kinds if sign in page), (_K.UNKNOWN, b""))
            return Recognised(family, kind, tuple(each.decode() for each in (seen, sign) if each))
    head = page[:_HEAD].lower()
    for kind, words in _WORDS:
        for word in words:
            if word in head:
                return Recognised(Family.UNKNOWN, kind, (word.decode(),))
    return Recognised(Family.UNKNOWN, _K.UNKNOWN)
