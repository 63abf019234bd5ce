"""What happens when an answer could not be made: the trace goes to the log under a number, and only that is shown."""

import logging

from bowstreet.holdings.ledger import chance

log = logging.getLogger("bowstreet")


def report() -> str:
    """Log the exception in hand and return its number for the help desk; it carries no case data."""
    number = chance.secret(6)
    log.exception("failure %s", number)
    return number
