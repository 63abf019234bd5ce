"""What ``doctor`` says of one thing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing looked at; ``mend`` says how to mend what is not well."""

    what: str
    well: bool
    mend: str = ""

    def __post_init__(self) -> None:
        """Advise nothing where all is well."""
        if self.well:
            object.__setattr__(self, "mend", "")
