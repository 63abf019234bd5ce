"""Signs that nobody sees: a text of them alone is empty, and in a name they are shown by their number.

The signs are those that Unicode lets a program leave out (Default_Ignorable_Code_Point), and blanks that count as
letters or symbols: the Hangul fillers and the empty braille cell.
"""

import re

SIGNS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""As they stand between the brackets of a pattern."""

_SHOWS = re.compile(rf"[^\s{SIGNS}]")
_TURNING = "\u202a-\u202e\u2066-\u2069"
_WANTED = "\u0600-\U0010ffff"
"""Where joiners, marks of direction and selectors of a variant are part of the writing: from Arabic on."""

_IN_TEXT = re.compile(f"[{_TURNING}]")
_IN_NAME = re.compile(
    rf"[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\U000e0000-\U000e001f{_TURNING}]"
    rf"|(?<![{_WANTED}])[\u034f\u200c-\u200f\ufe00-\ufe0f\U000e0020-\U000e0fff]|(?<![\u2800-\u28ff])\u2800(?=\w|$)"
)
LONGEST_NAME = 200
"""So many signs a name has at most; in a longer text a soft hyphen or a blank is the writer's."""


def is_blank(text: str) -> bool:
    """Say whether a text shows nothing.

    >>> is_blank("\u200b\u3164 \U000e0041"), is_blank("a\u200b"), is_blank("")
    (True, False, True)
    """
    return not text.strip() if text.isascii() else _SHOWS.search(text) is None


def marked(text: str) -> str:
    """Return a text with what nobody sees written by its number: in a name all, in a long text what turns it round.

    >>> marked("gpj\u202e.exe"), marked("qu\u200bay"), marked("\u0645\u06cc\u200c\u062e")
    ('gpj[U+202E].exe', 'qu[U+200B]ay', '\u0645\u06cc\u200c\u062e')
    """
    signs = _IN_NAME if len(text) <= LONGEST_NAME else _IN_TEXT
    return signs.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
