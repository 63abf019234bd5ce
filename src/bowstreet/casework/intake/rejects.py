"""The reject list of a source: JSON lines on disk, grouped for a page, guarded for a table program."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from bowstreet.casework.intake.answers import RejectExample, RejectGroup
from bowstreet.formats.sheets.guarding import guarded

EXAMPLES = 5
"""Places shown of each reason."""

_EXCERPT = 200


@dataclass(frozen=True)
class Reject:
    """One row, or one field of a row that was observed all the same, that could not be read, with its place.

    ``thing`` is the id and the version's time of a thing of a document, for who sent it; no page or list shows it.
    """

    line: int
    column: str
    excerpt: str
    reason: str
    whole_row: bool
    thing: str = ""


def write(path: Path, rejects: Iterable[Reject]) -> int:
    """Write a reject list whole and return its length; a killed writer leaves the earlier one."""
    half = path.with_suffix(".half")
    count = 0
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with half.open("w", encoding="utf-8", errors="backslashreplace") as out:
        for each in rejects:
            out.write(
                json.dumps(vars(each) | {"excerpt": each.excerpt[:_EXCERPT], "thing": each.thing[:_EXCERPT]}) + "\n"
            )
            count += 1
    half.replace(path)
    return count


def read(path: Path) -> Iterator[Reject]:
    """Return the rejects of a source in the order of its lines; none when it has no list."""
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield Reject(**json.loads(line))


def groups(lists: Iterable[tuple[str, Iterable[Reject]]]) -> tuple[RejectGroup, ...]:
    """Return rejects of (source name, list) by reason, the most frequent first, whole rows before fields."""
    counts: dict[tuple[str, bool], int] = {}
    examples: dict[tuple[str, bool], list[RejectExample]] = {}
    for name, rejects in lists:
        for each in rejects:
            key = (each.reason, each.whole_row)
            counts[key] = counts.get(key, 0) + 1
            shown = examples.setdefault(key, [])
            if len(shown) < EXAMPLES:
                shown.append(RejectExample(name, each.line, each.column, each.excerpt))
    return _ordered(counts, examples)


def together(many: Iterable[RejectGroup]) -> tuple[RejectGroup, ...]:
    """Return the groups of several sources as one list, in the order of ``groups``."""
    counts: dict[tuple[str, bool], int] = {}
    examples: dict[tuple[str, bool], list[RejectExample]] = {}
    for each in many:
        key = (each.reason, each.whole_rows)
        counts[key] = counts.get(key, 0) + each.count
        shown = examples.setdefault(key, [])
        shown.extend(each.examples[: EXAMPLES - len(shown)])
    return _ordered(counts, examples)


def _ordered(
    counts: dict[tuple[str, bool], int], examples: dict[tuple[str, bool], list[RejectExample]]
) -> tuple[RejectGroup, ...]:
    order = sorted(counts, key=lambda key: (not key[1], -counts[key], key[0]))
    return tuple(RejectGroup(key[0], counts[key], key[1], tuple(examples[key])) for key in order)


def packed(many: Iterable[RejectGroup]) -> str:
    """Return groups as the text that is kept with their source."""
    return json.dumps([asdict(each) for each in many])


def unpacked(text: str) -> tuple[RejectGroup, ...]:
    """Return the groups that ``packed`` made a text of."""
    return tuple(
        RejectGroup(
            each["reason"],
            each["count"],
            each["whole_rows"],
            tuple(RejectExample(**example) for example in each["examples"]),
        )
        for each in json.loads(text)
    )


def as_csv(lists: Iterable[tuple[str, Iterable[Reject]]]) -> str:
    """Return reject lists of (file name, list) as one CSV in which no cell can be taken for a formula."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(("file", "line", "column", "reason", "whole_row", "excerpt"))
    for name, rejects in lists:
        for each in rejects:
            cells = (name, str(each.line), each.column, each.reason, "yes" if each.whole_row else "no", each.excerpt)
            table.writerow([guarded(cell) for cell in cells])
    return out.getvalue()
