"""Letters that look like a Latin one, by the letter that they look like; what Unicode decomposes is not among them.

Taken from the data of Unicode Technical Standard 39 (Security Mechanisms), confusables.txt of version 14.0.0, 2021:
of Latin, Greek, Cyrillic, Armenian, Cherokee, Coptic and Lisu the letters whose prototype is one Latin letter, after
NFKC and case folding. Copyright 2021 Unicode, Inc.; terms of use at unicode.org/terms_of_use.html.
"""

import unicodedata

_BY_LETTER = {
    "a": "\u0251\u03b1\u0430\u13aa\ua4ee",
    "b": "\u0180\u0183\u0185\u0253\u03b2\u0432\u044c\u0463\u048d\u13cf\u13f4\ua4d0\ua7b5",
    "c": "\u023c\u03c3\u0441\u04ab\u13df\u1d04\u2ca5\ua4da",
    "d": "\u00f0\u0111\u018c\u0256\u0257\u0501\u13a0\u13e7\ua4d2\ua4d3",
    "e": "\u0247\u03b5\u0435\u04bd\u04bf\u13ac\ua4f0\uab32",
    "f": "\u0192\u03dd\u0584\u1d6e\u1e9d\ua4dd\ua799\uab35",
    "g": "\u018d\u01e5\u0260\u0261\u050d\u0581\u13c0\u13f3\u1d83\ua4d6",
    "h": ("\u0127\u0266\u03b7\u043d\u045b\u04a3\u04bb\u04c8\u04ca\u0570\u13bb\u13c2\u13f2\u2c68\u2c8f\ua4e7\ua695"),
    "i": "\u0131\u0268\u0269\u026a\u03b9\u0456\u04cf\u13a5\u1d7b\u1d7c\ua647",
    "j": "\u0249\u029d\u03f3\u0458\u13ab\ua4d9",
    "k": "\u0199\u03ba\u043a\u049b\u049f\u13e6\u2c6a\u2c95\ua4d7\ua741",
    "l": "\u0142\u019a\u01c0\u026b\u026d\u13de\u2c93\u2cd1\ua4e1\ua4f2",
    "m": "\u03bc\u03fb\u043c\u04ce\u13b7\u2c99\ua4df",
    "n": "\u019e\u0272\u0273\u03bd\u0578\u057c\u1d70\u2c9b\ua4e0",
    "o": (
        "\u00f8\u0275\u03b8\u03bf\u043e\u0473\u04e9\u0585\u13a4\u13be\u13eb\u1d0f\u1d11\u2c9f\ua4f3\ua74b\uab3d\uab3e"
    ),
    "p": "\u01a5\u03c1\u0440\u13e2\u1d7d\u2ca3\ua4d1",
    "q": "\u02a0\u051b\u0563\u0566",
    "r": "\u024d\u027c\u027d\u0280\u0433\u0493\u13a1\u13b1\u13d2\u1d26\u1d72\u2c85\ua4e3\uab47\uab48",
    "s": "\u0282\u0455\u057f\u13d5\u13da\u1d74\ua4e2\ua731",
    "t": "\u0167\u01ad\u0288\u03c4\u0442\u04ad\u13a2\u1d75\u2c66\u2ca7\ua4d4",
    "u": "\u0289\u028b\u03c5\u057d\u13cc\u1d1c\u1d7e\ua4f4\ua79f\uab4e\uab52",
    "v": "\u0475\u13d9\u1d20\ua4e6",
    "w": "\u026f\u0461\u047d\u051d\u0561\u13b3\u13d4\u1d21\ua4ea\ua761",
    "x": "\u03c7\u0445\u04b3\u2cad\ua4eb\uab53",
    "y": "\u01b4\u024f\u0263\u028f\u03b3\u0443\u04af\u04b1\u13a9\u13bd\u1d8c\u1eff\u2ca9\ua4ec\uab5a",
    "z": "\u01b6\u0225\u0290\u03b6\u13c3\u1d22\u1d76\ua4dc",
}

_SMALL = {unicodedata.lookup(f"LATIN LETTER SMALL CAPITAL {letter}"): letter for letter in "abcdefghijklmnopqrstuvwyz"}
"""Of each small capital its letter, by its name in the Unicode Character Database; there is none for x."""

LOOKS_LIKE = str.maketrans(_SMALL | {sign: letter for letter, signs in _BY_LETTER.items() for sign in signs})
"""Of each look-alike, as a table for ``str.translate``."""
