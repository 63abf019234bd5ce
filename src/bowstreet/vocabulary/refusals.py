"""The base of every refusal: a sentence fit to show an officer, and which of a few sorts it is."""

from enum import StrEnum


class Sort(StrEnum):
    """What a refusal means for the asker; doors turn it into a status."""

    NO_PURPOSE = "no_purpose"
    HIDDEN = "hidden"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    CONFLICT = "conflict"
    TOO_MUCH = "too_much"
    UNAVAILABLE = "unavailable"


class Refusal(Exception):
    """Why something was not done, in one full sentence. Subclasses stand beside the act that raises them."""

    sort = Sort.FORBIDDEN
    field = ""
    """The field that is refused, where it is one."""

    def __init__(self, sentence: str) -> None:
        """Keep the sentence."""
        super().__init__(sentence)
        self.sentence = sentence


class Hidden(Refusal):
    """The thing is not there for this reader: the same words whether or not it exists."""

    sort = Sort.HIDDEN

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("There is nothing here for you.")


class PurposeRefused(Refusal):
    """No purpose was given, or one that the role or token may not use; the same words for every path."""

    sort = Sort.NO_PURPOSE

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say what you need it for: choose a purpose that your role may use.")


class Invalid(Refusal):
    """What was handed in cannot be taken as it is."""

    sort = Sort.INVALID


class Malformed(Invalid):
    """A value is not of the form that is asked for, whatever is held: a misuse of a command."""
