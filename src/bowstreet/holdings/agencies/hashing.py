"""How secrets of high entropy are kept: as their SHA-256, which nobody can turn back."""

import hashlib


def hashed(secret: str) -> str:
    """Return what is stored of a token or link."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
