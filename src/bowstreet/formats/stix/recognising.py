"""Whether a document is STIX, told from how it begins."""

import re

_OPENING = re.compile(rb"\s*[\[{]")
_UUID = rb"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
_OWN_ID = re.compile(rb'"id"\s*:\s*"([a-z][a-z0-9-]+[a-z0-9])--' + _UUID + rb'"')
_LISTED = re.compile(rb'"objects"\s*:\s*\[')
_TYPE = re.compile(rb'"type"\s*:\s*"([a-z][a-z0-9-]+[a-z0-9])"')


def recognises(head: bytes) -> bool:
    """Say whether a document begins as a bundle, an envelope of TAXII, a list of objects or one object does.

    >>> recognises(b'{"type": "bundle", "id": "bundle--9b1d5e50-1c1a-4e0a-8f5c-0c2f6a6f5f10", "objects": []}')
    True
    >>> recognises(b'{"type": "vendor", "id": "17"}'), recognises(b'type,id')
    (False, False)
    """
    begun = head.removeprefix(b"\xef\xbb\xbf")
    if not _OPENING.match(begun):
        return False
    first = begun.find(b"{")
    second = begun.find(b"{", first + 1)
    top = begun[first : second if second > 0 else len(begun)]
    if not _LISTED.search(top) and not _OWN_ID.search(top):
        return False
    types = {found[1] for found in _TYPE.finditer(begun)}
    return any(found[1] in types for found in _OWN_ID.finditer(begun))
