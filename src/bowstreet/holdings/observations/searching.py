"""Find's second list: words looked for in the rows of datasets, and one row beside its line in the original.

The gate decides here which datasets are searched; the reader process gets explicit files and imports. How far a
search goes is a number of rows, never a clock.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.files import originals
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import cursors, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.observations import asking, datasets, lines
from bowstreet.holdings.observations.answers import ObservationPage, ObservationRow, OriginalLine
from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds.wordless import without_runs
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

ROW_GROUPS = 40
ROW_GROUP = 50_000
MOST_WORDS = 10
LONGEST_CELL = 400
PIECES = "pieces"
"""The sort of a dataset whose rows are parts of documents, each with its own ``text`` and the byte where it begins."""

_WORD = re.compile(r'"([^"]+)"|(\S+)')


def search(*, reader: Reader, now: datetime, q: str, cursor: str | None = None, limit: int = 20) -> ObservationPage:
    """Return rows that hold every word of ``q``, newest dataset first, in the order of import and row."""
    gate.wants_purpose(reader)
    words = words_of(q)
    scope = f"observations.search\n{reader.officer}\n{q}"
    place = cursors.open_sealed(cursor, scope) if cursor is not None else None
    seen = datasets.readable(reader, now)
    parts = _from(place, [part for each in seen for part in datasets.parts(each.id)])
    found = _asked(parts, place, words, limit) if words and parts else {"rows": [], "stop": None}
    by_id = {each.id: each for each in seen}
    owners = {each.agency: queries.card(each.agency) for each in seen}
    rows = tuple(observed(by_id[parts[each["part"]].dataset], owners, each, words) for each in found["rows"])
    shown = [by_id[each] for each in dict.fromkeys(row.dataset for row in rows)]
    looking.note(
        actor=reader,
        event=Event.CONSULTATION,
        action="observations.search",
        now=now,
        records=[each.id for each in shown],
        count=len(rows),
        query=q,
        touched=[(each.id, each.agency) for each in shown if each.agency != reader.agency],
    )
    gate.check_out(reader, {each.terms_id for each in shown}, Action.IDENTIFIERS, now)
    stop = found["stop"]
    following = cursors.seal([parts[stop[0]].dataset, parts[stop[0]].file, stop[1]], scope) if stop else None
    return ObservationPage(q, rows, following, _searched(words, len(seen), following))


def line(*, reader: Reader, now: datetime, dataset: str, import_id: str, row: int) -> OriginalLine:
    """Return one row beside its line in the original; raise ``Hidden`` when it is not there for this reader."""
    found, shown = opened(reader, now, (dataset, import_id, row), "observations.line")
    owner = queries.card(found.agency)
    source = Import.objects.get(id=import_id, dataset=found)
    raw, damage = _raw(source.sha256, shown, is_piece=found.sort == PIECES)
    return OriginalLine(
        observation=observed(found, {found.agency: owner}, shown, (), LONGEST_CELL * 25),
        original_sha256=source.sha256,
        original_name=source.name,
        line=shown["line"],
        raw=raw,
        damage=damage,
        dataset=datasets.card(found, owner, reader),
    )


def opened(
    reader: Reader, now: datetime, place: tuple[str, str, int], action: str
) -> tuple[Dataset, dict[str, Any]]:  # fmt: skip
    """Return the row of a dataset, import and number with its dataset, the look entered under ``action``.

    Raise ``Hidden`` when it is not there for this reader, ``ReaderSilent`` when it cannot be read.
    """
    gate.wants_purpose(reader)
    dataset, import_id, row = place
    found = next((each for each in datasets.readable(reader, now) if each.id == dataset), None)
    part = next((each for each in datasets.parts(dataset) if import_id in each.imports), None) if found else None
    rows = _one(part, import_id, row) if part else []
    shown = [found] if found and rows else []
    looking.note(
        actor=reader,
        event=Event.CONSULTATION,
        action=action,
        now=now,
        records=[each.id for each in shown],
        count=len(shown),
        touched=[(each.id, each.agency) for each in shown if each.agency != reader.agency],
    )
    if found is None or not rows:
        raise Hidden()
    gate.check_out(reader, {found.terms_id}, Action.IDENTIFIERS, now)
    return found, rows[0]


def _raw(sha256: str, row: dict[str, Any], *, is_piece: bool) -> tuple[str, str]:
    """Return the part of an original that a row was read from, or empty and why not.

    It is of the bytes whose hash was taken. Of a piece of a document its own text is shown, as it was read there: what
    stands on the same line or within it may be closed to whom it opens.
    """
    before = originals.state(sha256)
    if damage := originals.damage(sha256):
        return "", damage
    raw = dict(row["cells"]).get("text", "")[: lines.LONGEST] if is_piece else lines.raw(sha256, row["line"])
    return (raw, "") if originals.state(sha256) == before else ("", originals.damage(sha256) or originals.CHANGED)


def words_of(q: str) -> tuple[str, ...]:
    """Return the words and quoted phrases of a question; a quote left open counts as a letter."""
    found = [phrase or word for phrase, word in _WORD.findall(q)]
    return tuple(dict.fromkeys(each for each in found if each.strip()))[:MOST_WORDS]


def _from(place: list[Any] | None, parts: list[datasets.Part]) -> list[datasets.Part]:
    """Return the parts from a place on; raise ``WrongCursor`` when the reader sees it no longer."""
    if place is None:
        return parts
    at = next((number for number, each in enumerate(parts) if [each.dataset, each.file] == place[:2]), None)
    if at is None:
        raise cursors.WrongCursor()
    return parts[at:]


def _asked(parts: Sequence[datasets.Part], place: list[Any] | None, words: Sequence[str], limit: int) -> dict[str, Any]:
    told = [asdict(each) for each in parts]
    told[0]["start"] = place[2] if place else 0
    return asking.ask({"ask": "search", "parts": told, "words": words, "limit": limit, "rows": ROW_GROUPS * ROW_GROUP})


def _one(part: datasets.Part, import_id: str, row: int) -> list[dict[str, Any]]:
    rows = asking.ask({"ask": "row", "part": asdict(part), "import": import_id, "row": row})["rows"]
    return list(rows)


def observed(
    dataset: Dataset,
    owners: Mapping[str, AgencyCard],
    found: Mapping[str, Any],
    words: Sequence[str],
    longest: int = LONGEST_CELL,
) -> ObservationRow:
    """Return a row as it is shown, the cells marked in which one of the words stands."""
    return ObservationRow(
        dataset=dataset.id,
        dataset_title=dataset.title,
        owner=owners[dataset.agency],
        import_id=found["import"],
        row=found["row"],
        day=date.fromisoformat(found["day"]) if found["day"] else None,
        cells=tuple(_cell(name, text, words, longest) for name, text in found["cells"]),
    )


def _cell(name: str, text: str, words: Sequence[str], longest: int) -> tuple[str, str, bool]:
    """Return a cell as it is shown: around the first word found in it when it is long.

    No word is found in the body of an armoured key, where any short one stands by chance.
    """
    whole = without_runs(text) if words and "PGP" in text else text
    text = text if len(text) <= longest else whole
    folded = whole.lower()
    places = [place for place in (folded.find(each.lower()) for each in words) if place >= 0]
    if len(text) <= longest:
        return name, text, bool(places)
    start = max(0, min(places, default=0) - longest // 4)
    end = start + longest
    return name, ("…" if start else "") + text[start:end] + ("…" if end < len(text) else ""), bool(places)


def _searched(words: Sequence[str], seen: int, following: str | None) -> str:
    if not words:
        return "Type a word to look for it in the rows of datasets."
    if not seen:
        return "There is no dataset whose rows you may read."
    if following:
        return "There may be more: the search went on until the list was full or its limit of rows was reached."
    return f"The rows of {seen:,} datasets were searched to the end." if seen > 1 else "One dataset was searched."
