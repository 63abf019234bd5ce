"""Operations of pattern, written by `make reference` from the OpenAPI description."""

from bowstreet.client.calling import Calling
from bowstreet.client.shapes.pattern import PatternMatch


class Pattern(Calling):
    """One method for each operation."""

    def pattern(self, *, pattern: str, reason: str | None = None) -> PatternMatch:
        """What a pattern of STIX finds among the records that you may see.

        ``GET /patterns``
        """
        return self._call(PatternMatch, "GET", "/patterns", {"pattern": pattern, "reason": reason})
