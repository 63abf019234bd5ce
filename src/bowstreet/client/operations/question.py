"""Operations of question, written by `make reference` from the OpenAPI description."""

from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.shapes.question import QuestionList
from bowstreet.client.shapes.shared import QuestionCard


class Question(Calling):
    """One method for each operation."""

    def question_list(
        self, *, which: Literal["told", "asked"] | None = None, reason: str | None = None,
    ) -> QuestionList:  # fmt: skip
        """Questions to you as an expert, or asked by your agency.

        ``GET /questions``
        """
        return self._call(QuestionList, "GET", "/questions", {"which": which, "reason": reason})

    def question_answer(
        self, id: str, *, answer: Literal["helps", "cannot"], said: str | None = None, reason: str | None = None,
    ) -> QuestionCard:  # fmt: skip
        """Answer a question as its expert.

        ``POST /questions/{id}/answer``
        """
        return self._call(QuestionCard, "POST", f"/questions/{quoted(id)}/answer", {
            "answer": answer, "said": said, "reason": reason,
        })  # fmt: skip
