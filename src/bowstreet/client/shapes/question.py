"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses

from bowstreet.client.shapes.shared import QuestionCard


@dataclasses.dataclass(frozen=True, kw_only=True)
class QuestionList:
    """Questions told to the reader, or asked by the reader's agency, the newest first; ``capped``: not all of them."""

    questions: tuple[QuestionCard, ...]
    which: str
    waiting: int
    capped: bool
