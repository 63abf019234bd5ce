"""Whose name an owner's ledger leaves out: that of an agency which came to a record through a hidden group.

An owner in a hidden group that another agency leads may not know who else is in it, and would read it out of its own
ledger. So the entry there says that a member of the group did it; who did stands in that one's own tree.
"""

from collections.abc import Iterable

from bowstreet.holdings.agencies import groups
from bowstreet.holdings.repository import advancing


def group_of(record: str, owner: str, agency: str) -> str:
    """Return the hidden group through which an agency touched a record whose owner may not know it, or nothing."""
    return groups_of([(record, owner)], agency).get(record, "")


def groups_of(records: Iterable[tuple[str, str]], agency: str) -> dict[str, str]:
    """Return of (record, owner) pairs those that an agency touched through a hidden group, each with the group.

    One that is named in a record's envelope comes by that.
    """
    owners = {record: owner for record, owner in records if owner != agency and groups.veiled_from(agency=owner)}
    found = {}
    for id, one in (advancing.standing(owners) if owners else {}).items():
        group = one.terms.group
        if group and agency not in one.terms.recipients and group in groups.veiled_from(agency=owners[id]):
            found[id] = group
    return found


def owners(records: Iterable[tuple[str, str]], agency: str) -> dict[str, str]:
    """Return the owners of (record, owner) pairs to whom an agency is not named, each with the group."""
    owned = dict(records)
    return {owned[record]: group for record, group in groups_of(owned.items(), agency).items()}
