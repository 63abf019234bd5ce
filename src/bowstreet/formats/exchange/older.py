"""The UUID of a record for programs that take UUIDs of the versions 1 to 5 alone; ours are of version 7."""

import uuid


def uuid_of(record: str) -> str | None:
    """Return the UUID of a record, one of a later version with the digit of its version written 4; None for no UUID.

    It is the same in all its other digits, so that a record is known alike in every format.

    >>> uuid_of("019a0000-0000-7000-8000-0123456789ab"), uuid_of("x")
    ('019a0000-0000-4000-8000-0123456789ab', None)
    """
    try:
        own = uuid.UUID(record)
    except ValueError:
        return None
    digits = str(own)
    if not own.version or digits != record.lower():
        return None
    return f"{digits[:14]}4{digits[15:]}" if own.version > 5 else digits
