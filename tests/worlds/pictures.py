"""A picture of one pixel, as far as anybody here looks into it."""


def png(said: str) -> bytes:
    """Return the beginning of a PNG, and what tells it from others."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1" + said.encode()
