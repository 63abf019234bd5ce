"""Where in a text a hit stands and how much of it its words are, by which hits are put in order."""

import json
from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import indexes, spelling
from bowstreet.holdings.repository.asking import Asked, folded
from bowstreet.holdings.repository.matches import Match, Where, made

_SCALE, _SHORT = 1_000_000, 200
"""A weight is how often the words stand in a text, to its signs and as many more, so that short texts do not win."""

_BEGUN = "\x02"

Text = tuple[str, str]
"""Title and body."""


def weighed(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Return matches of whole words and identifiers with where they stand, the best class, and their weight."""
    if asked.readings:
        return _by_spelling(asked, matches)
    now, then = apart(matches)
    found = []
    if now:
        found = _by_places(asked.word(), now) if asked.word() else _by_marks(asked, now)
    return [*found, *(_by_marks(asked, then) if then else ())]


def weighed_inside(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Return matches of words inside words with how much of the text they are.

    A text without a word, such as a row of signs, may be a whole title; of any other the word index has said so.
    """
    wanted = [term.lower() for term in asked.inner()]
    whole = "" if asked.words() else folded(asked.text)
    texts = _read([match.text for match in matches])
    found = []
    for match in matches:
        title, body = texts[match.text]
        even = spelling.evened(f"{title}\n{body}")
        where = Where.WHOLE_TITLE if whole and folded(title) == whole else Where.INSIDE
        found.append(_placed(match, where, sum(map(even.lower().count, wanted)) + _spelled(asked, even)))
    return found


def apart(matches: Sequence[Match]) -> tuple[list[Match], list[Match]]:
    """Return the matches in texts that still stand, and those in past ones."""
    return [each for each in matches if each.text >= 0], [each for each in matches if each.text < 0]


def marked(asked: Asked, rows: Collection[int], after: str = "") -> dict[int, Text]:
    """Return texts, past ones numbered below 0, with the sign 2 before the words and phrases and one after."""
    found = {}
    for past in (False, True):
        some = [abs(row) for row in rows if (row < 0) is past]
        for row, title, body in indexes.texts.marked(asked, some, _BEGUN, after, past=past) if some else ():
            found[-row if past else row] = (title, body)
    return found


def all_in(wanted: Sequence[str], title: str) -> bool:
    """Say whether each term stands in the title as a whole word or phrase."""
    spaced = f" {''.join(sign if sign.isalnum() else ' ' for sign in title)} "
    plain = [" ".join("".join(sign if sign.isalnum() else " " for sign in term).split()) for term in wanted]
    squeezed = f" {' '.join(spaced.split())} "
    return bool(wanted) and all(term and f" {term} " in squeezed for term in plain)


def _by_spelling(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Weigh by all spellings of the identifiers and the marks of the other words; never by how they were typed."""
    rows = [match.text for match in matches]
    texts = marked(asked, rows) if asked.words() else _read(rows)
    wanted, whole = [folded(each) for each in asked.plain], folded(asked.normal)
    found = []
    for match in matches:
        title, body = texts[match.text]
        even = spelling.evened(title.replace(_BEGUN, ""))
        where = min(Where(match.where), _in_title(asked, even, wanted, whole))
        said = f"{title}\n{body}"
        marks = said.count(_BEGUN) + _spelled(asked, spelling.evened(said.replace(_BEGUN, "")))
        found.append(_placed(match, where, marks))
    return found


def _in_title(asked: Asked, title: str, wanted: list[str], whole: str) -> Where:
    alone = asked.readings[0] if len(asked.said) == 1 else None
    if folded(title) == whole or (alone and alone.is_title(title)):
        return Where.WHOLE_TITLE
    if (not wanted or all_in(wanted, folded(title))) and all(each.stands_in(title) for each in asked.readings):
        return Where.TITLE
    return Where.ELSEWHERE


def _spelled(asked: Asked, text: str) -> int:
    return sum(len(each.places(text)) for each in asked.readings)


def _by_places(word: str, matches: Sequence[Match]) -> list[Match]:
    """Weigh by the places of one word in the index, so that no text is opened but where it stands in a title."""
    marks, titled = indexes.texts.places(word, [match.text for match in matches])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.id, t.title FROM repository_text t WHERE t.id {dialect.IN_NUMBERS}",  # noqa: S608
            [str(list(titled))],
        )
        whole = {row for row, title in cursor.fetchall() if folded(title) == word}
    return [
        made((
            match.record, match.text,
            Where.ELSEWHERE if match.text not in titled else Where.WHOLE_TITLE if match.text in whole else Where.TITLE,
            marks[match.text] * _SCALE // (match.size + _SHORT), match.size, match.terms_id, match.traits_id,
        ))
        for match in matches
    ]  # fmt: skip


def _by_marks(asked: Asked, matches: Sequence[Match]) -> list[Match]:
    """Weigh by the marks that the index sets in the texts: phrases, several words, words with other letters."""
    wanted, whole = [folded(term) for term in asked.terms], folded(asked.text)
    texts = marked(asked, [match.text for match in matches])
    found = []
    for match in matches:
        title, body = texts[match.text]
        found.append(_placed(match, _place_of(title, wanted, whole), title.count(_BEGUN) + body.count(_BEGUN)))
    return found


def _place_of(title: str, wanted: list[str], whole: str) -> Where:
    """Return where words stand, by a title with the sign 2 before each that was found."""
    if _BEGUN in title:
        plain = folded(title.replace(_BEGUN, ""))
        if plain == whole:
            return Where.WHOLE_TITLE
        if all_in(wanted, plain):
            return Where.TITLE
    return Where.ELSEWHERE


def _placed(match: Match, where: Where, marks: int) -> Match:
    """Return the match with its place and weight: how often its text, so many signs long, has the words."""
    return made((match.record, match.text, where, marks * _SCALE // (match.size + _SHORT), *match[4:]))


def _read(rows: Iterable[int]) -> dict[int, Text]:
    """Return texts, past ones numbered below 0."""
    listed = list(rows)
    found: dict[int, Text] = {}
    with connection.cursor() as cursor:
        for table, sign in (("text", 1), ("pasttext", -1)):
            if some := [row * sign for row in listed if row * sign > 0]:
                cursor.execute(
                    f"SELECT t.id * {sign}, t.title, t.body FROM repository_{table} t"  # noqa: S608
                    f" WHERE t.id {dialect.IN_NUMBERS}",
                    [json.dumps(some)],
                )
                found |= {row: (title, body) for row, title, body in cursor.fetchall()}
    return found
