"""One page read: recognised, matched with its site's template as it is, else as a browser mends it, else rejected.

A page is read whole or not at all. The reader of the bytes and that of the mended page use the same template, so
they cannot tell different things; an unknown site goes to ``generic``, whose rows are marked as guesses.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bowstreet.formats.pages import agora, cryptonia, dom, dream, generic, mirrors, recognising, smf, texts
from bowstreet.formats.pages.page import BARREN, Family, Note, PageKind, ReadBy, ReadPage, Row
from bowstreet.formats.pages.template import Mismatch

_Reader = Callable[[bytes, PageKind, date | None, bool], ReadPage]
_READERS: Mapping[Family, _Reader] = {
    Family.AGORA: agora.read,
    Family.CRYPTONIA: cryptonia.read,
    Family.DREAM: dream.read,
    Family.MIRRORS: mirrors.read,
    Family.SMF: smf.read,
}
_BEGIN = re.compile(rb"<!DOCTYPE html", re.IGNORECASE)
_MOST_PAGES = 8

_SUBJECTS = ("handle", "vendor", "buyer", "starter")
"""Fields that name the account of which a row speaks."""

_PASSERS_BY = ("last_poster",)
"""Fields that name an account beside the one of which a row speaks."""


def read(page: bytes, seen_on: date | None = None) -> ReadPage:
    """Return what a page says; ``seen_on`` is the day of the crawl where the page itself names none. It never raises.

    What comes back is all of the page, or a sentence in ``rejected``; the collector's own account is in no row.
    """
    if len(page) > dom.LARGEST:
        return ReadPage(Family.UNKNOWN, PageKind.UNKNOWN, rejected=Note(0, dom.too_large(page)))
    page = _utf8(page)
    pages = _parted(page)
    if len(pages) > 1:
        return _together(pages, [_read_one(each, seen_on) for each in pages])
    return _read_one(page, seen_on)


def _parted(page: bytes) -> list[bytes]:
    """Return the pages of a file: a new one begins only after another has ended."""
    if not _begins_again(page):
        return [page]
    parts: list[bytes] = []
    begun = 0
    for found in _BEGIN.finditer(page):
        if b"</html" in page[begun : found.start()].lower() and len(parts) < _MOST_PAGES:
            parts.append(page[begun : found.start()])
            begun = found.start()
    return [*parts, page[begun:]]


def _begins_again(page: bytes) -> bool:
    """Say whether a page begins after the first tag of a file; a single sign is found in no time."""
    at = page.find(b"!", page.find(b"<") + 2)
    while at >= 0 and page[at - 1 : at + 8].lower() != b"<!doctype":
        at = page.find(b"!", at + 1)
    return at >= 0


def _read_one(page: bytes, seen_on: date | None) -> ReadPage:
    seen = recognising.of_a_site(page)
    is_less = False
    if seen.kind is PageKind.UNKNOWN:
        try:
            page, is_less = dom.shown(page)
        except dom.Unfit as wrong:
            return ReadPage(seen.family, seen.kind, rejected=Note(0, str(wrong)))
        seen = recognising.recognise(page)
    return _without(_as(seen, page, seen_on), is_less)


def _as(seen: recognising.Recognised, page: bytes, seen_on: date | None) -> ReadPage:
    """Return what a page says that was recognised as something."""
    if seen.kind in BARREN:
        return ReadPage(seen.family, seen.kind, seen_on=seen_on)
    reader = _READERS.get(seen.family)
    if reader is None:
        return generic.read(page, seen.kind, seen_on)
    if seen.kind is PageKind.UNKNOWN:
        return ReadPage(seen.family, seen.kind, rejected=Note(0, "No reader knows this sort of page of a known site."))
    return _judged(_read(reader, page, seen, seen_on))


def _read(reader: _Reader, page: bytes, seen: recognising.Recognised, seen_on: date | None) -> ReadPage:
    try:
        return replace(reader(page, seen.kind, seen_on, False), read_by=ReadBy.BYTES)
    except (Mismatch, texts.WrongValue):
        pass
    try:
        shown, is_less = dom.shown(page)
        return _without(replace(reader(shown, seen.kind, seen_on, True), read_by=ReadBy.DOM), is_less)
    except Mismatch as wrong:
        return ReadPage(seen.family, seen.kind, seen_on=seen_on, rejected=Note(wrong.at, str(wrong)))
    except (dom.Unfit, texts.WrongValue) as wrong:
        return ReadPage(seen.family, seen.kind, seen_on=seen_on, rejected=Note(0, str(wrong)))


def _without(made: ReadPage, is_less: bool) -> ReadPage:
    """Return a page with a note where parts were left out that a browser does not show."""
    return replace(made, notes=(*made.notes, _HIDDEN)) if is_less and _HIDDEN not in made.notes else made


def _together(pages: Sequence[bytes], made: Sequence[ReadPage]) -> ReadPage:
    """Return what a file says in which several pages stand one after the other; a row said twice counts once."""
    good = [each for each in made if not each.rejected]
    if not good:
        return made[0]
    rows: list[Row] = []
    for part, each in zip(pages, made, strict=True):
        before = sum(map(len, pages[: pages.index(part)])) if each.read_by is ReadBy.BYTES else 0
        moved = [row._replace(places=tuple(hit._replace(after=before) for hit in row.places)) for row in each.rows]
        rows += [row for row in moved if all(row.values != other.values for other in rows)]
    bad = [Note(0, f"One of them was not read: {each.rejected.sentence}") for each in made if each.rejected]
    first = Note(0, f"The file holds {len(made)} pages one after the other.")
    return replace(good[0], rows=tuple(rows), notes=(first, *bad, *(note for each in good for note in each.notes)))


def _utf8(page: bytes) -> bytes:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if page.startswith(mark):
            return page[2:].decode(encoding, "replace").encode()
    return page


def _judged(made: ReadPage) -> ReadPage:
    """Return a page without its collector's own account, and with a note on names that deceive the eye."""
    names = _names(made)
    if texts.turns(names):
        made = replace(made, notes=(*made.notes, _TURNED))
    own = made.signed_in_as.casefold()
    if not own or own not in names.casefold():
        return made
    others = [row for row in made.rows if not _names_own(row, own, _SUBJECTS)]
    kept = tuple(_unnamed(row, own) if _names_own(row, own, _PASSERS_BY) else row for row in others)
    notes = [_OWN_NOTE] * (len(kept) < len(made.rows)) + [_OWN_NAME_NOTE] * (list(kept) != others)
    return replace(made, rows=kept, notes=(*made.notes, *notes)) if notes else made


def _names(made: ReadPage) -> str:
    """Return the names of all accounts that a page speaks of, one a line."""
    named = (*_SUBJECTS, *_PASSERS_BY)
    return "\n".join([str(row.values[name]) for row in made.rows for name in named if name in row.values])


_HIDDEN = Note(0, "Parts of the page that a browser does not show were left out.")
_TURNED = Note(0, "A name on the page holds signs that change the direction in which it is shown.")
_OWN_NOTE = Note(0, "What the page says of the account that collected it was left out.")
_OWN_NAME_NOTE = Note(0, "Where the account that collected the page is named beside others, its name was left out.")


def _names_own(row: Row, own: str, fields: Sequence[str]) -> bool:
    return any(str(row.values.get(name) or "").casefold() == own for name in fields)


def _unnamed(row: Row, own: str) -> Row:
    """Return a row without the collector's name and its place; what it says of others stays."""
    bare = {name for name in _PASSERS_BY if _names_own(row, own, (name,))}
    values = {name: None if name in bare else value for name, value in row.values.items()}
    return row._replace(values=values, places=tuple(hit.without(bare) for hit in row.places))
