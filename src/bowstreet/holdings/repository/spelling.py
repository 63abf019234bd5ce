"""How a text and what is asked of it are spelled for the indexes, both the same. Pure.

The tokenizers fold case and accents, no more: to them a ligature, a sharp s or a letter of full width is a letter of
its own, and a whole line of a script that writes no spaces is one word.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple
from unicodedata import ucd_3_2_0

_UNSPACED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9df\uaa60-\uaa7f"
    "\u1100-\u11ff\u3005-\u3007\u3031-\u3035\u3040-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\uac00-\ud7ff"
    "\uf900-\ufaff\uff66-\uff9f\uffa0-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff]+"
)
"""Runs of signs of Han, Kana, Hangul, Thai, Lao, Khmer, Burmese, Tibetan and others that put no space between words,
or fix particles to them; one sign may be a word."""

_SHARP = ("ß", "ẞ")
_APART = " x "
"""Stands between runs, so that none goes on in the next; no sign is numbered so."""


class Spelled(NamedTuple):
    """How the indexes read a text, None where they read it as it is written; ``signs`` is None where it has none."""

    title: str | None
    body: str | None
    signs: str | None


def spelled(title: str, body: str) -> Spelled:
    """Return how the indexes read a text of two parts.

    >>> spelled("Straße", "quay")
    Spelled(title='Strasse', body=None, signs=None)
    """
    if title.isascii() and body.isascii():
        return Spelled(None, None, None)
    read = (evened(title), evened(body))
    return Spelled(
        read[0] if read[0] != title else None, read[1] if read[1] != body else None, signs(f"{title}\n{body}") or None
    )


def evened(text: str) -> str:
    """Return a text with its letters that are others in disguise as these: Unicode's NFKC and full case folding.

    Only where letters become letters, so that as many words stand at the same places.

    >>> evened("ﬁne Straße １２ ½ Æ")
    'fine Strasse 12 ½ Æ'
    """
    if _is_even(text):
        return text
    return "".join(map(_evened, text))


def evened_with_places(text: str) -> tuple[str, list[int]]:
    """Return a text evened, and of each of its signs the place of the one it came from.

    >>> evened_with_places("aßb")
    ('assb', [0, 1, 1, 2])
    """
    if _is_even(text):
        return text, list(range(len(text)))
    pieces = list(map(_evened, text))
    return "".join(pieces), [at for at, piece in enumerate(pieces) for _ in piece]


def is_unspaced(text: str) -> bool:
    """Say whether a text is nothing but signs of scripts that write no spaces.

    >>> is_unspaced("上海"), is_unspaced("上海2")
    (True, False)
    """
    return _UNSPACED.fullmatch(text) is not None


def signs(text: str) -> str:
    """Return the signs of scripts that write no spaces, each as a word of its own: its number; runs stand apart.

    >>> signs("上海, 北 and more")
    '4e0a 6d77 x 5317'
    """
    runs = (unicodedata.normalize("NFKC", run) for run in _UNSPACED.findall(text))
    return _APART.join(" ".join(f"{ord(sign):x}" for sign in run) for run in runs)


def _is_even(text: str) -> bool:
    return text.isascii() or (unicodedata.is_normalized("NFKC", text) and not any(each in text for each in _SHARP))


@cache
def _evened(sign: str) -> str:
    """Return what a sign is in disguise; itself unless both it and that are letters or digits to every tokenizer."""
    if sign in _SHARP:
        return "ss"
    plain = unicodedata.normalize("NFKC", sign)
    letters = all(map(is_of_words, sign + plain))
    return plain if letters else sign


def is_of_words(sign: str) -> bool:
    """Say whether every tokenizer takes the sign for a part of a word: theirs know Unicode 6.1, Python's know more."""
    return ucd_3_2_0.category(sign)[0] in "LN"
