"""Invented numbers that carry check digits or a fixed form: parcels, bank accounts, telephones, plates, hashes."""

import hashlib

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def tracking(seed: str, country: str) -> str:
    """Return the number of a parcel as posts write it (UPU S10), under a sign that no public service gives out.

    >>> len(tracking("a", "NL"))
    13
    """
    digits = f"{_number(seed, 10**8):08}"
    left = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=True)) % 11
    return f"ZR{digits}{ {10: 0, 11: 5}.get(left, left) }{country}"


def iban(seed: str, country: str) -> str:
    """Return an IBAN of a bank that does not exist, with its check digits (ISO 7064, mod 97-10)."""
    account = {"NL": f"ZZZZ{_number(seed, 10**10):010}", "DE": f"00000000{_number(seed, 10**10):010}",
               "ES": f"0000000000{_number(seed, 10**10):010}"}[country]  # fmt: skip
    number = int("".join(str(int(sign, 36)) for sign in f"{account}{country}00"))
    return f"{country}{98 - number % 97:02}{account}"


def imei(seed: str) -> str:
    """Return the 14 digits of a telephone of the range kept for tests; the check digit is worked out where it is read.

    >>> imei("a")[:3]
    '004'
    """
    return f"004{_number(seed, 10**11):011}"


def plate(seed: str, country: str) -> str:
    """Return a licence plate of a series that is not given out."""
    return f"{country}:ZZ-{100 + _number(seed, 900)}-Q"


def digest(seed: str) -> str:
    """Return a SHA-256 in hexadecimal."""
    return hashlib.sha256(f"bowstreet demonstration {seed}".encode()).hexdigest()


def image_hash(seed: str) -> str:
    """Return a perceptual hash of a picture."""
    return f"phash:{digest(seed)[:16]}"


def _number(seed: str, below: int) -> int:
    return int(digest(seed), 16) % below
