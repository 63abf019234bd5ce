"""Whether the originals that were taken in are on the disk of this node, as they came."""

from bowstreet.casework.intake.models import Source
from bowstreet.holdings.files import originals


def damaged(*, thorough: bool) -> list[str]:
    """Return the SHA-256 of the originals that are gone or another size.

    ``thorough``: read every one, and name those that are no longer the bytes that came too.
    """
    held = dict(Source.objects.exclude(sha256="").values_list("sha256", "size"))
    return sorted(
        each for each, size in held.items()
        if not originals.is_there(each, size) or (thorough and originals.damage(each))
    )  # fmt: skip
