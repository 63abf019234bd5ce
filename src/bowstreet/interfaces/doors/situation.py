"""The doors of the common picture: numbers alone."""

from datetime import date

from bowstreet.casework.situation import balancing
from bowstreet.casework.situation.answers import GiveAndGet
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEADERS


class Counting(Form):
    """From which day on is counted; a year back where none is named."""

    since: date | None = None


DOORS = (
    Door(
        "situation.balance", "What your agency gave others and what it got of them", balancing.balance, Counting,
        GiveAndGet, web="/give-and-get", api="/give-and-get", page="balance.html", roles=LEADERS,
        command="give-and-get",
    ),
)  # fmt: skip
