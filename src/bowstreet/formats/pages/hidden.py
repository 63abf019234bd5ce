"""What of a page a browser does not show, told from its bytes: comments, raw text, and elements that are hidden.

An element is hidden by its sort, by ``hidden``, by its style, or by a rule of the page's own style sheet that nothing
on the page takes back. Where its end cannot be told from the bytes alone, all that follows counts as hidden, so that
the page goes to ``dom``, which knows.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

_RAW = ("script", "style", "textarea", "title", "template", "noscript", "iframe", "xmp", "noframes", "plaintext")
_ANY_CASE = "|".join("".join(f"[{sign}{sign.upper()}]" for sign in tag) for tag in _RAW)
_HIDING = re.compile(rf"<(?:(!--)|({_ANY_CASE})(?![a-zA-Z]))".encode())
_MAY_HIDE = re.compile(rb"<(?:!|[sS][cCtT]|[tT][eEiI][xXtTmM]|[nN][oO]|[iI][fF]|[xX]|[pP][lL])")
"""It begins with a plain sign, so that the search leaps from tag to tag, and knows most tags by their second."""

SORTS = frozenset(("template", "dialog", "datalist", "noembed", "noframes"))
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_TAG = re.compile(rb"<(/?)([a-z][a-z0-9]*)((?:[^\"'<>]|\"[^\"]*+\"|'[^']*+')*+)>")
_TOKEN = re.compile(rb"<!--.*?(?:-->|\Z)|" + _TAG.pattern, re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(r"(?:^|[\s/])hidden(?=[\s/=]|$)")
_STYLED = re.compile(r"(?:^|[\s/])style\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_UNSEEN = re.compile(
    r"(?:^|[;\s{])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden"
    r"|opacity\s*:\s*0?\.?0+(?![.\d])|font-size\s*:\s*0(?![.\d])|(?:left|top|text-indent|margin-left)\s*:\s*-\d{3})"
)
_SEEN = re.compile(r"(?:^|[;\s{])(?:display\s*:\s*(?!none)\w|visibility\s*:\s*visible)")
_WORDS = (b"hidden", b"display", b"opacity")
"""One of them stands in each tag that hides what it holds and is looked for in the bytes; long words are found soon."""


def raw_at(page: bytes, at: int) -> str:
    """Return in what a place of a page stands that a browser does not read as markup; empty where in nothing."""
    return next((what for begins, ends, what in _raw(page, at) if begins < at < ends), "")


def _raw(page: bytes, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the comments and the elements of raw text that begin before ``end``."""
    upto = 0
    for maybe in _MAY_HIDE.finditer(page, 0, end):
        if maybe.start() < upto:
            continue
        found = _HIDING.match(page, maybe.start(), end)
        if found is None:
            continue
        if found[1]:
            upto, what = page.find(b"-->", found.end()), "comment"
        else:
            tag = found[2].decode().lower()
            upto, what = -1 if tag == "plaintext" else _closed(page, found.end(), tag), f"<{tag}>"
        if upto < 0:
            upto = len(page)
        yield found.start(), upto, what


def _closed(page: bytes, at: int, tag: str) -> int:
    end = page.find(f"</{tag}".encode(), at)
    if end < 0:
        shouted = re.compile(f"</{tag}".encode(), re.IGNORECASE).search(page, at)
        end = shouted.start() if shouted else -1
    return end


def covers(page: bytes, begins: int, ends: int) -> int:
    """Return where an element begins that hides something between two places of a page; -1 where none does."""
    return next((start for start, end in _spans(page, ends) if end > begins), -1)


@lru_cache(maxsize=4)
def _spans(page: bytes, upto: int) -> tuple[Span, ...]:
    """Return the hidden elements that begin before ``upto``, none of them within another."""
    low = page[:upto].lower()
    begins = sorted({at for word in _WORDS for at in _tags(low, word)})
    if not begins:
        return ()
    low = page.lower()
    raw = list(_raw(page, upto))
    starts = [each[0] for each in raw]
    spans: list[Span] = []
    for at in begins:
        place = bisect_right(starts, at) - 1
        is_raw = place >= 0 and at < raw[place][1]
        if not is_raw and (not spans or at >= spans[-1][1]):
            spans.append((at, _end(low, at)))
    return tuple(spans)


def _tags(low: bytes, word: bytes) -> Iterator[int]:
    """Yield where the tags begin that hide what they hold and have a word in them."""
    at, before = low.find(word), 0
    while at >= 0:
        begins, before = low.rfind(b"<", before, at), at
        tag = _TAG.match(low, begins) if begins >= 0 else None
        if tag and tag.end() > at:
            before = tag.end()
            if not tag[1] and tag[2] not in _VOID and _hides(tag[3].decode("latin-1")):
                yield begins
        at = low.find(word, max(at + 1, before))


def _hides(attributes: str) -> bool:
    bare = _QUOTED.sub('""', attributes)
    styled = _STYLED.search(attributes)
    return bool(_ATTRIBUTE.search(bare)) or is_unseen(styled[1].strip("\"'") if styled else "")


def is_unseen(style: str) -> bool:
    """Say whether an element with a style is not shown.

    >>> is_unseen("color: red; DISPLAY : none"), is_unseen("opacity: 0.5")
    (True, False)
    """
    return bool(style) and bool(_UNSEEN.search(_REMARK.sub("", html.unescape(style)).lower()))


def _end(low: bytes, at: int) -> int:
    """Return where the element ends that begins at a place; the page's end where its tags do not pair."""
    opened: list[bytes] = []
    upto = at
    for found in _TOKEN.finditer(low, at):
        name = found[2]
        if name is None or name in _VOID or found.start() < upto:
            continue
        if not found[1]:
            opened.append(name)
            if name.decode() in _RAW:
                closed = low.find(b"</" + name, found.end())
                upto = closed if closed >= 0 else len(low)
        elif opened.pop() != name:
            return len(low)
        if not opened:
            return found.end()
    return len(low)


_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PLAIN = re.compile(r"[\w.#\s>*\[\]=\"'^$~-]+")
_LAST = re.compile(r"[.#][\w-]+|^\w+")
_MOST = 50


def selectors(sheet: str) -> list[str]:
    """Return the selectors that a style sheet hides for good: no rule of it shows them again, on hover or otherwise.

    >>> selectors(".a{display:none} .b{display:none} .b:target{display:block} @media print{.c{display:none}}")
    ['.a']
    """
    rules = [(each[1], each[2].lower()) for each in _RULE.finditer(_AT_RULE.sub("", _REMARK.sub("", sheet)))]
    again = " ".join(names for names, said in rules if _SEEN.search(said))
    hiding = [each.strip() for names, said in rules if _UNSEEN.search(said) for each in names.split(",")]
    known = [each for each in hiding if _PLAIN.fullmatch(each) and not _is_named(each, again)]
    return [*dict.fromkeys(known)][:_MOST]


def _is_named(selector: str, rules: str) -> bool:
    """Say whether rules name what a selector ends with."""
    last = selector.split()[-1]
    return any(re.search(re.escape(each) + r"(?![\w-])", rules) for each in _LAST.findall(last))
