"""Who is behind a request to the pages."""

from datetime import datetime

from django.http import HttpRequest

from bowstreet.holdings.agencies import sessions
from bowstreet.vocabulary.readers import Reader


def reader_of(request: HttpRequest, now: datetime) -> Reader | None:
    """Return the reader of the request's session; None when nobody is signed in with both factors."""
    return sessions.reader_of_session(request.session, now=now)
