"""The names under which the invented persons sell, and the ways in which one is written so that it is known again."""

from functools import cache

from bowstreet.interfaces.demonstration.drawing import chance

PAIRED = "quietharbour"
"""The seller whom two units work on and do not know it: person 0."""

COPYCATS = {31: 8, 37: 14, 43: 19, 49: 27, 55: 36}
"""Persons who took a name like that of another one, who has nothing to do with them."""

_FIRST_WORDS = """
amber basalt brine cedar cobalt copper dune ember fjord flint garnet grain hazel heath indigo ivory jetty
juniper kelp lantern larch linen marsh mica moss north oar ochre opal pier pollen quartz reef russet saffron
slate thistle umber velvet willow
"""
_FIRST = tuple(_FIRST_WORDS.split())
_LAST_WORDS = """
baker bishop carter clerk cooper drake farrier ferry fletcher gull harper heron isle joiner keeper loft mason
miller otter pastor pedlar porter quill ranger rover sexton smith tanner tern thatcher turner vale warden
weaver wright yeoman
"""
_LAST = tuple(_LAST_WORDS.split())


@cache
def handle(number: int) -> str:
    """Return the name of a person: each pair of words is given out once, but for those who copy."""
    if number == 0:
        return PAIRED
    if number in COPYCATS:
        return disguised(handle(COPYCATS[number]), number)
    lot = chance("handle", number)
    place = number * 617 % (len(_FIRST) * len(_LAST))
    first, last = _FIRST[place % len(_FIRST)], _LAST[place // len(_FIRST)]
    return lot.choice(
        (f"{first}_{last}", f"{first}{last}", f"{first}-{last}", f"{first.title()}{last.title()}", f"{last}of{first}",
         f"dr{first}{last}", f"{first}.{last}", f"{first}_{last}{lot.randint(10, 99)}", f"{first}{last}".upper())
    )  # fmt: skip


def other(number: int) -> str:
    """Return the name of somebody who begins anew: nothing in it reminds of the first one."""
    return handle(1_000 + number)


_LEET = str.maketrans({"o": "0", "e": "3", "i": "1", "a": "4", "s": "5"})


def disguised(name: str, number: int) -> str:
    """Return a name so written that people know it again: a digit for a letter, a separator, an ending, a slip.

    >>> disguised("quietharbour", 0)
    'quiet_harb0ur'
    """
    if name == PAIRED:
        return "quiet_harb0ur"
    lot = chance("disguise", name, number)
    at = next((place for place, sign in enumerate(name.lower()) if sign in "oeias" and place > 1), 1)
    forms = (
        name[:at] + name[at].lower().translate(_LEET) + name[at + 1 :],
        name.replace("_", ".") if "_" in name else f"{name[:4]}-{name[4:]}",
        f"{name}{lot.choice(('_official', '2', '_shop', '_new'))}",
        name[:-2] + name[-1] + name[-2],
    )
    return lot.choice([each for each in forms if each.casefold() != name.casefold()])
