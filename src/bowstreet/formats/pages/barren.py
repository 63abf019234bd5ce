"""Pages that are nothing but a wall, a log-in form or the word that nothing was found, told by what they show.

What a page is must be said by its title, its first heading or its first line alone, and little else may stand beside
it: no key, no identifier, no table, few words. A page in doubt is none of them and is read for what it holds.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from bowstreet.formats.pages import dom
from bowstreet.formats.pages.page import PageKind
from bowstreet.vocabulary.selectors import scan

MOST, FEW, HARDLY_ANY = 150, 60, 6
"""Words that a page may have in all, in its text, and in its text where its title does not say what it is."""

_LONGEST = 400_000
_PARTS = re.compile(r"\s+[-|:–—•·»«]+\s+|\s*(?:::|\|)\s*|:\s+")
_ENDS = " .!…\n\t"
_SITE = r"(?:[\w.']+ ){0,4}"
_THING = r"(?:page|file|listing|item|product|topic|thread|user|url|address|document|object|category|resource)s?"
_VERB = r"(?:(?:was|were|is|can|could|does|do) ?)"
_NOT_FOUND = (
    rf"(?:error |http )?404(?: error)?(?:,? (?:{_THING} )?not found)?",
    rf"(?:(?:the|this|your|requested|sorry,?) )*{_THING} {_VERB}?not (?:be )?(?:found|exist)",
    r"(?:sorry,? )?(?:nothing|no (?:results?|matches|hits|entries))(?: (?:was|were))? ?(?:found)?(?: for .{1,60})?",
    r"not found|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|страница не найдена",
)
_WALL = (
    rf"{_SITE}(?:anti[- ]?)?ddos[- ]?(?:protection|guard|check|filter|mitigation|shield)",
    rf"{_SITE}(?:access |waiting )?queue|you (?:are|have been placed) in (?:a|the) queue.*",
    r"please wait(?: a moment| a few seconds| while (?:we|you are|your (?:browser|request)|the page|checking).*)?",
    r"(?:just )?(?:a|one) (?:moment|second)(?:,? please)?|attention required|redirecting|too many requests|429.*",
    r"(?:checking|verifying) (?:your|that|if|whether|you) .{1,60}|(?:human|browser|bot) (?:verification|check)",
    r"(?:(?:enter|solve|complete) )?(?:the |a )?captcha(?: (?:required|check|verification))?|security check",
    r"more than \d+ requests ?(?:/|per|a) ?(?:second|minute).*|are you (?:a )?(?:human|robot)\??",
)
_LOG_IN = (
    rf"{_SITE}(?:please )?(?:log|sign)[- ]?in(?: (?:page|form|required|to {_SITE}[\w.']+))?",
    r"(?:user |member )?(?:authentication|authori[sz]ation|anmelden|anmeldung|einloggen|inloggen)(?: page)?",
    r"(?:connexion|acceso|iniciar sesión|accedi|вход|войти|авторизация)",
)


def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in forms))


_FORMS = (
    (PageKind.NOT_FOUND, _any_of(_NOT_FOUND)),
    (PageKind.WALL, _any_of(_WALL)),
    (PageKind.LOG_IN, _any_of(_LOG_IN)),
)


@dataclass(frozen=True)
class _Shown:
    """What a page shows: how it names itself, how many words stand where, and its marks."""

    titles: tuple[str, ...]
    headings: tuple[str, ...]
    line: str
    beside: int
    """Words that stand neither in the form for a password nor in links and buttons."""
    all: int
    """Words that do not stand in the form for a password."""
    asks: bool
    moves: bool
    holds: bool


def kind_of(page: bytes) -> tuple[PageKind, str]:
    """Return what a page is nothing else than, with the words that say so; unknown where it may be more.

    >>> kind_of(b"<title>404 Not Found</title><h1>Not Found</h1>")[0].value
    'not_found'
    >>> kind_of(b"<title>Tea</title><h1>Tea</h1><p>Please wait up to 3 days for delivery.</p>")[0].value
    'unknown'
    """
    try:
        shown = _look(dom.parsed(page))
    except dom.Unfit:
        return PageKind.UNKNOWN, ""
    if shown.holds or shown.beside > FEW or shown.all > MOST:
        return PageKind.UNKNOWN, ""
    is_bare = shown.beside <= HARDLY_ANY and shown.all <= FEW
    for kind, form in _FORMS:
        if kind is PageKind.LOG_IN:
            is_headed = is_bare and all(map(form.fullmatch, shown.headings))
            named = (*shown.titles, *shown.headings[:is_headed]) if shown.asks else ()
        else:
            named = (*shown.titles, *shown.headings[:1], shown.line)
        for says in named:
            if form.fullmatch(says):
                return kind, says
    return _unsaid(shown) if is_bare else (PageKind.UNKNOWN, "")


def _unsaid(shown: _Shown) -> tuple[PageKind, str]:
    """Return what a page is that says nothing beside a form for a password, or that is on its way elsewhere."""
    if shown.asks and not shown.beside:
        return PageKind.LOG_IN, "password"
    if shown.moves and not shown.headings:
        return PageKind.WALL, "refresh"
    return PageKind.UNKNOWN, ""


def _look(tree: LexborHTMLParser) -> _Shown:
    """Return what a page shows; it takes the tree apart."""
    dom.leave_out(tree)
    title = tree.css_first("title")
    titles = _parts(_said(title.text())) if title else ()
    asks, moves = (bool(tree.css_first(each)) for each in (_PASSWORD, "meta[http-equiv='refresh' i]"))
    dom.take_out(tree.css("script, style, head, iframe, object"))
    whole = _text(tree)
    headings = tuple(_said(each.text(separator=" ")) for each in tree.css("h1, h2, h3"))
    line = next((_said(each) for each in whole.split("\n") if each.strip()), "")
    dom.take_out([form for form in tree.css("form") if form.css_first(_PASSWORD)])
    words = len(_text(tree).split())
    holds = bool(tree.css_first("table tr + tr, article")) or "-----BEGIN PGP" in whole or bool([*scan(whole)])
    dom.take_out(tree.css("a, button, select, label"))
    return _Shown(titles, headings, line, len(_text(tree).split()), words, asks, moves, holds)


_PASSWORD = "input[type='password' i]"  # noqa: S105 (a selector)


def _text(tree: LexborHTMLParser) -> str:
    return tree.body.text(separator="\n")[:_LONGEST] if tree.body else ""


def _parts(title: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (title, *map(_said, _PARTS.split(title))) if part))


def _said(text: str) -> str:
    return " ".join(text.casefold().split()).strip(_ENDS)
