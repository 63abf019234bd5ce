"""Who gave what an agency holds: named in the terms, so that the giver's conditions bind one hop away and further."""

from collections.abc import Iterable, Sequence

from bowstreet.vocabulary.invisible import is_blank, marked

PARTED = " + "
"""What stands between several givers of one thing, such as a link between records of two of them."""

UNNAMED = "a source without a name"
"""The giver where a document carries somebody's envelope and does not say whose."""

LONGEST = 60
"""Signs of one giver's name that are kept."""

MOST = 20
"""So many givers of one thing are named."""


def giver(owner: str, given_by: str, receiver: str) -> str:
    """Return who is asked of what a document says an owner had, for the agency that takes it in.

    The first giver stays the giver however often it is passed on; what returns to its giver is the giver's own.

    >>> giver("south", "", "north"), giver("south", "east", "north"), giver("south", "north", "north")
    ('south', 'east', '')
    """
    return together(map(_name, several(given_by) or (owner,)), receiver)


def together(givers: Iterable[str], owner: str) -> str:
    """Return the givers of something made of several things, without the agency that owns it.

    >>> together(["south", "", "east + south", "north"], "north")
    'east + south'
    """
    return PARTED.join(sorted({each for one in givers for each in several(one)} - {owner})[:MOST])


def several(given_by: str) -> Sequence[str]:
    """Return the givers one by one.

    >>> several("east + south"), several("")
    (('east', 'south'), ())
    """
    return tuple(filter(None, given_by.split(PARTED)))


def _name(said: str) -> str:
    return UNNAMED if is_blank(said) else marked(" ".join(said.split()))[:LONGEST]
