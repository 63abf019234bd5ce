"""Which media types a caller takes and sends: those of TAXII 2.1."""

from bowstreet.vocabulary.refusals import Refusal

TAXII = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
_TAKEN = frozenset({("application/taxii+json", "2.1"), ("application/taxii+json", "")})
_ANY = frozenset({"*/*", "application/*"})


class NotAcceptable(Refusal):
    """A caller that takes nothing that is given here."""

    def __init__(self) -> None:
        """Say what is given."""
        super().__init__(f"Answers are given as {TAXII}; the header Accept asks for something else.")


class WrongMedia(Refusal):
    """A body of another media type."""

    def __init__(self) -> None:
        """Say which one is taken."""
        super().__init__(f"This takes a body of the media type {TAXII}.")


def wants_taxii(accept: str) -> None:
    """Raise ``NotAcceptable`` unless a header Accept takes TAXII 2.1; without one anything is taken.

    >>> wants_taxii("application/taxii+json;version=2.1, text/html;q=0.5")
    """
    ranges = [_read(each) for each in accept.split(",") if each.strip()]
    taken = [name in _ANY or (name, version) in _TAKEN for name, version, refused in ranges if not refused]
    if ranges and not any(taken):
        raise NotAcceptable()


def is_taxii(content_type: str) -> bool:
    """Say whether a body is of TAXII 2.1.

    >>> is_taxii("application/taxii+json; version=2.1"), is_taxii("application/taxii+json;version=2.0")
    (True, False)
    """
    name, version, _ = _read(content_type)
    return (name, version) in _TAKEN


def _read(told: str) -> tuple[str, str, bool]:
    """Return name and version of a media range, and whether it is refused (q=0)."""
    name, *more = (each.strip().lower() for each in told.split(";"))
    said = dict(each.partition("=")[::2] for each in more)
    return name, said.get("version", "").strip('"'), said.get("q", "1").rstrip("0") in ("", "0.")
