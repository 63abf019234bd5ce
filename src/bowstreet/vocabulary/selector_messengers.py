"""Names and keys in messengers: Session, Tox, OTR over Jabber, Signal. Telegram and Wickr stand with the names."""

import re
from functools import reduce

from bowstreet.vocabulary.selector_names import hexadecimal, read_phone
from bowstreet.vocabulary.selector_types import NotASelector

_SIGNAL_NAME = re.compile(r"[a-z_][a-z0-9_]{2,31}\.[0-9]{2,9}")
_SIGNAL_LINK = re.compile(
    r"(?:(?:https?|sgnl)://)?signal\.me/#(?:eu/(?P<link>[\w-]{64})|p/(?P<phone>\+\d{7,15}))", re.ASCII
)
_SIGNAL = "signal.me/#eu/"


def read_session(text: str) -> str:
    """Return a Session account id: 66 hexadecimal digits in lower case, the first two 05. It has no checksum.

    05 and the X25519 key behind it: read in clients of Session (``^05[0-9a-f]{64}$``), not in a specification.
    """
    digits = hexadecimal(text).lower()
    if len(digits) != 66 or not digits.startswith("05"):
        raise NotASelector("A Session account id is 05 and 64 more hexadecimal digits.")
    return digits


def read_tox(text: str) -> str:
    """Return a Tox id: 76 hexadecimal digits in upper case, its checksum verified.

    Public key (32 bytes), nospam (4), checksum (2): the exclusive or of all bytes before it at even and at odd places
    (documentation of toxcore, ``tox_address_size``). The same person with another nospam has another Tox id.
    """
    digits = hexadecimal(text.removeprefix("tox:"))
    if len(digits) != 76:
        raise NotASelector("A Tox id has 76 hexadecimal digits.")
    raw = bytes.fromhex(digits)
    if any(reduce(int.__xor__, raw[at::2]) for at in (0, 1)):
        raise NotASelector("This is no Tox id: its checksum is wrong, so a character was mistyped.")
    return digits


def read_otr(text: str) -> str:
    """Return the fingerprint of an OTR key: 40 hexadecimal digits in upper case.

    Shown in five groups of eight as libotr writes it (``otrl_privkey_hash_to_human``); it has no check digit.
    """
    digits = hexadecimal(text)
    if len(digits) != 40:
        raise NotASelector("A fingerprint of an OTR key has 40 hexadecimal digits.")
    return digits


def read_signal(text: str) -> str:
    """Return how somebody is reached in Signal: a user name, a telephone number, or a link that holds a sealed name.

    A user name is a nickname of 3 to 32 letters, digits and underscores, a dot and at least two digits, in any case
    (Signal's rules as iculture.nl and the Signal wiki tell them; that it begins with no digit and ends with at most
    nine is from memory, unverified). Links as ``signal.me/#eu/`` and 64 characters and ``signal.me/#p/`` and a number.

    >>> read_signal("Baker_Street.07"), read_signal("https://signal.me/#p/+31205300300")
    ('baker_street.07', '+31205300300')
    """
    plain = text.strip()
    if link := _SIGNAL_LINK.fullmatch(plain):
        return _SIGNAL + link["link"] if link["link"] else read_phone(link["phone"])
    if plain.startswith(("+", "00", "(+")):
        return read_phone(plain)
    name = plain.removeprefix("@").lower()
    if not _SIGNAL_NAME.fullmatch(name):
        raise NotASelector("A Signal name is a nickname, a dot and at least two digits; or give a number or a link.")
    return name
