"""A page of a site that no reader knows: what it may hold, as guesses that say they are guesses.

Keys, addresses and contacts are found by their own form and not by where they stand. Who they belong to is not
guessed: the account that showed the page may be the collector's.
"""

from datetime import date

from bowstreet.formats.pages import dom, texts
from bowstreet.formats.pages.page import Family, Note, PageKind, ReadBy, ReadPage, Row
from bowstreet.formats.pgp.reading import Key, UnreadableKey, read_keys
from bowstreet.vocabulary.selectors import scan

MOST = 1_000
"""Guesses kept of one page."""

_LONGEST = 2_000_000
_GUESSED = Note(0, "No reader knows this site: all of this was guessed from the form of what stands on the page.")


def read(page: bytes, kind: PageKind, seen_on: date | None) -> ReadPage:
    """Return guesses on a page: its title, and the keys, addresses and contacts in its visible text."""
    try:
        tree = dom.parsed(page)
    except dom.Unfit as wrong:
        return ReadPage(Family.UNKNOWN, kind, rejected=Note(0, str(wrong)))
    heading = tree.css_first("title")
    title = " ".join(heading.text().split())[:500] if heading else ""
    for hidden in tree.css("script, style, template, noscript, head, iframe, object"):
        hidden.decompose()
    body = tree.body.text(separator="\n") if tree.body else ""
    text = texts.shown(body[:_LONGEST])
    guesses = [("key", key.fingerprint) for key in _keys(text)]
    guesses += [(each.selector.type.value, each.selector.value) for each in scan(text)]
    made = tuple(
        Row("guesses", {"title": title, "sort": sort, "value": value, "seen_on": seen_on})
        for sort, value in list(dict.fromkeys(guesses))[:MOST]
    )
    return ReadPage(Family.UNKNOWN, kind, seen_on=seen_on, rows=made, read_by=ReadBy.GUESS, notes=(_GUESSED,))


def _keys(text: str) -> tuple[Key, ...]:
    if "PGP PUBLIC KEY" not in text:
        return ()
    try:
        return read_keys(text)
    except UnreadableKey:
        return ()
