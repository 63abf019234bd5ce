"""Handles that hold another whole handle, bounded by a separator, digits or a word that many names begin or end with.

``quietharbour_reborn`` and ``therealquietharbour`` hold ``quietharbour``. A part is a name's only when it tells
something: at least six letters, and no word that many handles have anyway. Which words and affixes those are is our own
choice, written from memory: it is taken from no source, and from no count of handles, because a list counted over what
a node holds would say something of records that its reader may not see. A word that is missing
costs a name within a name that is not found, one too many a chance meeting; how seldom these are is measured in
``docs/decisions/0014``. Both are functions of the two names alone, never of how many others there are.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bowstreet.vocabulary import folding

SHORTEST = 6
"""So many letters has a name that is looked for in another."""

MOST = 12
"""So many parts of a name are kept, the longest ones."""

_MOST_TOKENS, _MOST_TAKEN_OFF, _SHORT = 6, 3, 2
_LONGER = 8
"""So many letters must be left where only a short affix was glued to a name."""

_BEFORE_WORDS = """
    the real official original old new just its iam mr mrs dr king don sir team buy shop from by not xx xxx uk us eu nl
    de fr au ca
"""
_BEHIND_WORDS = """
    official officiel vendor seller sales shop store market team group gang crew boys bros brothers family company corp
    ltd inc co llc hq vip pro plus prime deluxe premium express direct online world worldwide global international
    support service services help backup reserve reborn returns return again back isback bis two ii iii xl mk new old
    real original legit trusted verified pharma pharmacy meds labs lab dream drugs uk gb us usa eu nl de ger fr au aus
    ca es pl it be ch at se no dk fi ie xx xxx off
"""
_COMMON_WORDS = """
    account accounts address alchemy amazing america american amsterdam angels animal apotheke arctic australia
    backup belgium benzos berlin bitcoin brother brothers british business canada cannabis captain central charlie
    cheese chemical chemicals chemist classic client clinic cocaine coffee colombia company connect connection cookie
    cookies corner country cracker crystal dealer delivery deluxe diamond digital direct discount doctor doctors dollar
    dragon dreams drugstore eastern elephant emerald empire england escrow europe european express factory family
    farmer farmers forest france freedom friend friends garden general genesis german germany global golden gourmet
    grower growers hacker harvest heaven heroin hidden highway holland hunter hustler imports island italian jungle
    kingdom kitchen legend legends limited liquid london lucifer madness market master masters matrix medical medicine
    medusa mexico mister monkey monster mountain mushroom mushrooms mystery natural nature northern office official
    online orange organic organics original outlaw pacific panther people perfect pharma pharmacist pharmacy phoenix
    pirate planet player poison potion powder powers premium prince private product products profit
    psychedelic psychedelics public purple quality rabbit research returns rocket saturn savage seller sellers service
    services shadow shaman silent silver sister smoker smooth snowman southern spirit spring stealth steroid steroids
    strain strange street summer sunshine supplier supplies supply support supreme system tablets temple terror
    thailand thunder trader traders trading traffic travel trusted turbo twisted united universal universe vendor
    vendors viking vision warrior website western whisper winter wizard wonder wonderland worldwide yellow
"""
_DIGITS_BEFORE = re.compile(r"\A[0-9]{1,4}(?=[^0-9])")
_LONGEST = 60


class _Affixes(NamedTuple):
    """Words that stand glued before and behind a name, as it is written or as it is folded."""

    before: frozenset[str]
    behind: frozenset[str]

    def taken_off(self, name: str) -> Iterator[str]:
        """Yield what is left of a name when one of them is taken off it, and enough of it stays."""
        for size in range(_SHORT if len(name) >= _LONGER + _SHORT else _SHORT + 1, len(name) - SHORTEST + 1):
            if name[:size] in self.before:
                yield name[size:]
            if name[-size:] in self.behind:
                yield name[:-size]


def _folded(words: str) -> frozenset[str]:
    return frozenset(map(folding.read_through, words.split()))


_WRITTEN = _Affixes(frozenset(_BEFORE_WORDS.split()), frozenset(_BEHIND_WORDS.split()))
_FOLDED = _Affixes(_folded(_BEFORE_WORDS), _folded(_BEHIND_WORDS))
_COMMON = _folded(_COMMON_WORDS) | _FOLDED.before | _FOLDED.behind


def whole(name: str) -> str:
    """Return the folded name that is looked for in others; empty where it tells too little.

    >>> whole("Qu1et_Harbour"), whole("baker"), whole("pharma")
    ('quletharbour', '', '')
    """
    form = folding.forms(name)[-1]
    return form if _tells(form) else ""


@lru_cache(maxsize=4096)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded names that may stand in a name, itself left out.

    >>> parts("quietharbour_is_back"), parts("therealquietharbour"), parts("quietharbour")
    (('quletharbourls', 'quletharbour'), ('realquletharbour', 'quletharbour'), ())
    """
    if len(name) > _LONGEST:
        return ()
    mine = folding.forms(name)[-1]
    tokens = folding.tokens(folding.looked_through(folding.plain(name)))[:_MOST_TOKENS]
    runs = ("".join(tokens[at:end]) for at in range(len(tokens)) for end in range(at + 1, len(tokens) + 1))
    long = (run for run in runs if len(run) >= SHORTEST)
    found = dict.fromkeys(each for run in long for each in _bared(run) if each != mine and _tells(each))
    return tuple(sorted(found, key=len, reverse=True)[:MOST])


def holds(outer: str, inner: str) -> bool:
    """Say whether a name holds another one.

    >>> holds("xXquietharbourXx", "qu1etharbour"), holds("quietharbour_off", "harbour_off")
    (True, False)
    """
    wanted = whole(inner)
    return bool(wanted) and wanted in parts(outer)


def _tells(form: str) -> bool:
    return len(form) >= SHORTEST and sum(map(str.isalpha, form)) >= SHORTEST and form not in _COMMON


def _bared(run: str) -> Iterator[str]:
    """Yield a part folded: as it is, without digits at its ends, without the affixes that are glued to it."""
    plain = _DIGITS_BEFORE.sub("", folding.without_digits(run))
    form = folding.read_through(plain)
    yield folding.read_through(run)
    yield form
    yield from map(folding.read_through, _unglued(plain, _WRITTEN))
    if form != plain:
        yield from _unglued(form, _FOLDED)


def _unglued(name: str, affixes: _Affixes) -> Iterator[str]:
    """Yield what is left of a name when affixes are taken off it, one after another."""
    todo = list(affixes.taken_off(name))
    for _ in range(_MOST_TAKEN_OFF):
        if not todo:
            return
        todo = [folding.without_digits(left) for left in todo]
        yield from todo
        todo = list(dict.fromkeys(left for each in todo for left in affixes.taken_off(each)))
