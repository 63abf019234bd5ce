"""Which other agency had proposed what a version changed: in the version's story, for the owner's officers alone."""

from bowstreet.holdings.agencies import queries

LONGEST = 200
"""So many characters has the story of a version at the most."""

_BY = "; proposed by "


def story(what: str, agency: str) -> str:
    """Return what the history says of a version that an agency (by its slug; none: nobody else's) had proposed.

    >>> story("Changed: Other handles", "south")
    'Changed: Other handles; proposed by south'
    """
    return f"{what[: LONGEST - len(_BY) - len(agency)]}{_BY}{agency}" if agency else what[:LONGEST]


def told(what: str, own: bool) -> str:
    """Return the same as it opens: its owner's officers (``own``) read the agency's name, others no word of it."""
    said, by, agency = what.partition(_BY)
    if not (own and by):
        return said
    card = queries.cards().get(agency)
    return f"{said}{by}{card.name if card else agency}"
