"""What a client took out of a node: the file, what it holds, and what found no home in it."""

from dataclasses import dataclass
from pathlib import Path

from bowstreet.client.shapes import Balance, ExportCard, LossLine


@dataclass(frozen=True)
class Export:
    """A document on this machine, and what the node says of it."""

    path: Path
    card: ExportCard

    @property
    def balance(self) -> Balance:
        """What left and what stayed."""
        return self.card.balance

    @property
    def losses(self) -> tuple[LossLine, ...]:
        """Every part that the document does not hold, with how often and why."""
        return self.card.balance.losses
