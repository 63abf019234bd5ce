"""The addresses of the table as Django writes them, the fixed ones before those with a part that varies."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from bowstreet.interfaces.doors.door import Door


def by_address(doors: Iterable[Door], where: Literal["web", "api", "taxii"]) -> list[tuple[str, dict[str, Door]]]:
    """Return each address with its doors by method, in the order in which they must be tried."""
    found: dict[str, dict[str, Door]] = defaultdict(dict)
    for door in doors:
        address = getattr(door, where)
        if address is not None:
            found[address][door.method] = door
    return sorted(found.items(), key=lambda entry: (entry[0].count("{"), entry[0]))


def django_path(address: str) -> str:
    """Return an address of the table as Django writes it.

    >>> django_path("/records/{id}/history"), django_path("/")
    ('records/<str:id>/history', '')
    """
    return re.sub(r"{(\w+)}", r"<str:\1>", address.lstrip("/"))
