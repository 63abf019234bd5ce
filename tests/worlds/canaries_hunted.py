"""Canaries in every guise, and a hunt for them through files and through what went over a wire."""

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

HEAD = 8
"""So many bytes of a guise are looked for first; shorter guises are none."""

HASHES = ("md5", "sha1", "sha256", "sha512")


def guises(value: str) -> Iterator[bytes]:
    """Yield a text as it may stand somewhere: plain, turned round, in other letters, encoded, hashed.

    Base64 has three alignments; of each only the signs that its neighbours do not change are looked for.
    """
    for text in {value, value.upper(), value.lower(), value[::-1]}:
        raw = text.encode()
        yield raw
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield text.encode("utf-16-le")
        yield quote(text, safe="").encode()
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            for before in range(3):
                inner = encode(bytes(before) + raw).rstrip(b"=")
                yield inner[(0, 2, 3)[before] : -1]
    for hash in HASHES:
        digest = hashlib.new(hash, value.encode()).digest()
        yield digest
        yield digest.hex().encode()
        yield base64.b64encode(digest).rstrip(b"=")[:-1]


class Hunt:
    """What is looked for: each canary by its value, and by its type with it."""

    def __init__(self, canaries: Iterable[str]) -> None:
        """Prepare the guises of all canaries."""
        self._by_head: dict[bytes, list[tuple[bytes, str]]] = defaultdict(list)
        for canary in canaries:
            for guise in {one for form in (canary, canary.partition(":")[2]) for one in guises(form)}:
                if len(guise) >= HEAD:
                    self._by_head[guise[:HEAD]].append((guise, canary))

    def through(self, content: bytes) -> set[str]:
        """Return the canaries that stand in bytes."""
        heads, found = self._by_head, set[str]()
        for at in range(len(content) - HEAD + 1):
            for guise, canary in heads.get(content[at : at + HEAD], ()):
                if content.startswith(guise, at):
                    found.add(canary)
        return found

    def through_folder(self, folder: Path) -> set[str]:
        """Return the canaries that stand in any file under a folder, names of files included."""
        files = [each for each in folder.rglob("*") if each.is_file()]
        names = "\n".join(str(each) for each in files).encode()
        return set().union(self.through(names), *(self.through(each.read_bytes()) for each in files))
