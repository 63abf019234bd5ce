"""How the days of a column are written: which of the forms that a mapping may name fits them."""

import re
from collections.abc import Iterable
from datetime import datetime

from bowstreet.formats.table_numbers import ASK

FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "seconds",
    "milliseconds",
)  # fmt: skip
_SINCE_1970 = {"seconds": re.compile(r"[0-9]{9,10}"), "milliseconds": re.compile(r"[0-9]{12,13}")}


def told(cells: Iterable[str]) -> str:
    """Return the form in which most days of a column are written; empty where none fits any, the first of no cells.

    ``ASK`` and a day where two forms fit equally many.

    >>> [told(each) for each in (["13/02/2031", "02/03/2031"], ["02/03/2031"], ["13.02.2031", "?"], ["soon"])]
    ['%d/%m/%Y', '?02/03/2031', '%d.%m.%Y', '']
    """
    said = [cell.strip() for cell in cells]
    fits = {form: [cell for cell in said if is_one(cell, form)] for form in FORMS}
    if not said:
        return FORMS[0]
    most = max(map(len, fits.values()))
    best = [form for form, cells in fits.items() if len(cells) == most]
    if not most:
        return ""
    unsure = next((cell for cell in fits[best[0]] if len(best) > 1 and len(set(readings(cell))) > 1), None)
    return best[0] if unsure is None else ASK + unsure


def is_one(cell: str, form: str) -> bool:
    """Say whether a text is a day in a form."""
    if form in _SINCE_1970:
        return bool(_SINCE_1970[form].fullmatch(cell))
    try:
        return len(cell) <= len("2026-03-02T09:41:00Z") and bool(datetime.strptime(cell, form))  # noqa: DTZ007 (a day)
    except ValueError:
        return False


def readings(day: str) -> tuple[str, ...]:
    """Return what a day may be, form by form.

    >>> readings("02/03/2031")
    ('2 March 2031', '3 February 2031')
    """
    read = (datetime.strptime(day, form) for form in FORMS if "%" in form and is_one(day, form))  # noqa: DTZ007
    return tuple(f"{each.day} {each:%B %Y}" for each in read)
