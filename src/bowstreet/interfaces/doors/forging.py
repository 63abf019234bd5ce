"""Whether a request that acts in a session came from the session's own pages (cross-site request forgery)."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


def is_forged(request: HttpRequest) -> bool:
    """Say whether the sign is missing that only the session's own pages send along, by Django's own check."""
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda *_: HttpResponse(), (), {}) is not None
