"""ASCII armour as crawlers leave it (no line breaks, HTML rests, glued headers, cut off) made bytes again.

Nothing is guessed but where the base 64 begins and which white space belongs to it, and the start must decode to
the head of a public key packet.
"""

import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

LONGEST_BLOCK = 8_000_000
_DASHES = r"[-‐-―−]"
_BEGIN = re.compile(
    rf"{_DASHES}{{2,}}\s{{0,3}}BEGIN\s{{0,3}}PGP\s{{0,3}}PUBLIC\s{{0,3}}KEY\s{{0,3}}BLOCK\s{{0,3}}{_DASHES}{{0,8}}"
)
_BARE = re.compile(rf"(?:{_BEGIN.pattern}\s*+(?={_BEGIN.pattern}))++")
"""Lines that begin a block, each with nothing before the next."""

_END = re.compile(rf"(?:- )?{_DASHES}{{2,8}}\s{{0,3}}END\s{{0,3}}PGP|{_DASHES}{{2,8}}\s{{0,3}}BEGIN\s{{0,3}}PGP")
_END_LINE = re.compile(rf"{_DASHES}{{2,8}}\s{{0,3}}END\s{{0,3}}PGP[A-Z \t]{{0,40}}{_DASHES}{{0,8}}")
_OTHER = re.compile(r"-{2,}\s?BEGIN PGP ([A-Z ]{3,40}?)\s?-{2,}")
_STRICT = re.compile(
    r"-----BEGIN PGP PUBLIC KEY BLOCK-----[ \t]*\r?\n(?:[A-Za-z][A-Za-z0-9-]*: ?[^\r\n]*\r?\n)*[ \t]*\r?\n"
    r"(?:[A-Za-z0-9+/]{1,76}[ \t]*\r?\n)+(?:[A-Za-z0-9+/]{0,75}={1,2}[ \t]*\r?\n)?(?:=[A-Za-z0-9+/]{4}[ \t]*\r?\n)?"
    r"-----END PGP PUBLIC KEY BLOCK-----"
)
_TAG = re.compile(r"<[A-Za-z/!][^<>]{0,300}>")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\xad]+")
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff\xad]")
_SOFT = re.compile(r"=(?:\r?\n|([0-9A-F]{2}))")
_NUMBERED = re.compile(r"^[ \t]*(\d{1,5})[:.|)]?(?:[ \t]+|$)", re.MULTILINE)
_ESCAPED = 3
"""So many times HTML may have been escaped over."""

_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_START = re.compile(r"m(?=[A-Za-v])|x(?=[g-v])")
_DATA = re.compile(r"([A-Za-z0-9+/]*)(=*)([A-Za-z0-9+/]*)")
_VERSIONS = frozenset((2, 3, 4, 5, 6))
_ALGORITHMS = frozenset((1, 2, 3, 16, 17, 18, 19, 20, 22, 25, 26, 27, 28))
_SEARCHED = 4_000
_MOST_STARTS = 20


@dataclass(frozen=True, slots=True)
class Block:
    """One armoured public key in a text, from ``start`` to before ``end``."""

    start: int
    end: int
    text: str

    def is_intact(self) -> bool:
        """Say whether the armour is as RFC 4880 wants it, so that nothing has to be repaired."""
        return _STRICT.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class Decoded:
    """Bytes read out of a block; ``checked`` is None where the checksum is missing or cut off."""

    raw: bytes
    checked: bool | None
    whole: bool


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the armoured public keys of a text with their places; one without an end goes on to the next.

    Lines that begin a block and have nothing before the next such line are one block together.
    """
    if text.isascii() or not _HIDDEN.search(text):
        return tuple(Block(start, end, text[start:end]) for start, end in _spans(text))
    places = [at for at, sign in enumerate(text) if not _HIDDEN.match(sign)]
    plain = "".join(text[at] for at in places)
    given = ((places[start], places[end - 1] + 1) for start, end in _spans(plain))
    return tuple(Block(start, end, text[start:end]) for start, end in given)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = _search(_BEGIN, text, 0)
    while begin:
        if bare := _BARE.match(text, begin.start()):
            yield bare.span()
            begin = _search(_BEGIN, text, bare.end())
            continue
        stop = _search(_END, text, begin.end())
        end = stop.start() if stop else len(text)
        closing = _END_LINE.match(text, end + 2 if stop and stop[0].startswith("- ") else end)
        end = closing.end() if closing else end
        yield begin.start(), end
        begin = _search(_BEGIN, text, end)


def _search(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Search for a line of armour, looking only around the word that each such line holds."""
    word = text.find("PGP", at)
    while word >= 0:
        match = pattern.search(text, max(at, word - 24), word + 60)
        if match:
            return match
        word = text.find("PGP", word + 3)
    return None


def other_armour(text: str) -> str:
    """Return what a text says its armour holds ('PRIVATE KEY BLOCK', 'MESSAGE'), empty when it has none."""
    match = _OTHER.search(text)
    return match[1] if match else ""


def decode(block: Block) -> Iterator[Decoded]:
    """Yield the readings of a block, the likeliest first: those whose beginning is the head of a public key."""
    body = _body(block.text)
    head = body[:_SEARCHED]
    count = 0
    for start in _START.finditer(head):
        if not _is_key_head(body, start.start()):
            continue
        count += 1
        yield from _readings(body[start.start() :])
        if count == _MOST_STARTS:
            return


def _body(text: str) -> str:
    if not text.isascii():
        text = _HIDDEN.sub("", text)
    begin = _BEGIN.match(text)
    stop = _search(_END, text, begin.end() if begin else 0)
    body = text[begin.end() if begin else 0 : stop.start() if stop else len(text)]
    for _ in range(_ESCAPED):
        if "&" in body:
            body = html.unescape(body)
    if "<" in body:
        body = _TAG.sub("\n", body)
    if "\\" in body:
        body = body.replace("\\r", "\n").replace("\\n", "\n").replace("\\/", "/")
    if "> " in body or "\n>" in body:
        body = _QUOTED.sub("", body)
    return body


def _is_key_head(body: str, at: int) -> bool:
    signs = _dense(body[at : at + 120])[:24]
    if len(signs) < 24 or not signs.isascii():
        return False
    try:
        raw = binascii.a2b_base64(signs)
    except binascii.Error:
        return False
    if len(raw) < 18:
        return False
    if raw[0] == 0xC6:
        skip = 2 if raw[1] < 192 else 3 if raw[1] < 224 else 6
    else:
        skip = {0x98: 2, 0x99: 3, 0x9A: 5}.get(raw[0], 0)
    version = raw[skip] if skip else 0
    return version in _VERSIONS and raw[skip + (7 if version < 4 else 5)] in _ALGORITHMS


def _readings(body: str) -> Iterator[Decoded]:
    first = _decoded(_dense(body))
    if not first.checked and (plain := _unnumbered(body)):
        yield _proven(plain)
        return
    yield first
    if first.checked is False or not first.whole:
        line = body.strip()
        if " " in line:
            yield _decoded(_dense(re.sub(r" (?=[A-Za-z0-9+/=])", "+", line)))
    if not first.checked and (plain := _unquoted(body)):
        yield _proven(plain)


def _proven(body: str) -> Decoded:
    """Return the reading of a body that was altered: it counts with a checksum that agrees, or as one that does not."""
    decoded = _decoded(_dense(body))
    return replace(decoded, checked=decoded.checked is True)


def _unquoted(body: str) -> str:
    """Return a body that was written as quoted-printable (RFC 2045, section 6.7) as it was before; else nothing."""
    if not _SOFT.search(body):
        return ""
    return _SOFT.sub(lambda found: chr(int(found[1], 16)) if found[1] else "", body)


def _unnumbered(body: str) -> str:
    """Return a body without the numbers of its lines from the second on, where they follow each other; else nothing."""
    second = body.find("\n") + 1
    if not second or not body[second : second + 16].lstrip()[:1].isdigit():
        return ""
    numbers = [int(each) for each in _NUMBERED.findall(body)]
    lines = body.rstrip().count("\n")
    if len(numbers) < 2 or len(numbers) < lines or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return ""
    return _NUMBERED.sub("", body)


def _dense(text: str) -> str:
    dense = "".join(text.split())
    return dense if dense.isascii() else _SPACE.sub("", dense)


def _decoded(signs: str) -> Decoded:
    match = _DATA.match(signs)
    data, ending, rest = (match[1], match[2], match[3]) if match else ("", "", "")
    spare = len(data) % 4
    whole = spare != 1
    if spare == 1:
        data = data[:-1]
    raw = binascii.a2b_base64(data + "=" * (-len(data) % 4))
    if not ending or len(rest) < 4:
        return Decoded(raw, None, whole)
    stated = int.from_bytes(binascii.a2b_base64(rest[:4]), "big")
    return Decoded(raw, crc24(raw) == stated, whole)


def crc24(raw: bytes) -> int:
    """Return the checksum of RFC 4880, section 6.1, by folding the upper part of the message onto the lower.

    >>> hex(crc24(b"123456789"))
    '0x21cf02'
    """
    left = int.from_bytes(raw, "big") << 24 ^ 0xB704CE << 8 * len(raw)
    width = 1 << max(left.bit_length() - 1, 1).bit_length() - 1
    while width >= 32:
        left = _times(left >> width, _power(width)) ^ (left & ((1 << width) - 1))
        width >>= 1
    return _reduced(left)


@lru_cache(maxsize=64)
def _power(width: int) -> int:
    """Return x to the power of a width (a power of two) modulo the polynomial of the checksum."""
    return _reduced(1 << 32) if width == 32 else _reduced(_times(_power(width // 2), _power(width // 2)))


def _times(long: int, short: int) -> int:
    """Multiply without carry: big integers do in a few steps what a loop over bytes does in thousands."""
    product = 0
    while short:
        lowest = short & -short
        product ^= long << lowest.bit_length() - 1
        short ^= lowest
    return product


def _reduced(left: int) -> int:
    while (over := left.bit_length() - 25) >= 0:
        left ^= 0x1864CFB << over
    return left
