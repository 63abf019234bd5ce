"""Templates to answers: one environment, compiled once, in which everything is escaped."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bowstreet.holdings.repository.answers import Docket, Segment
from bowstreet.interfaces.web import assets, wording
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import HandlingCode, Tlp

HERE = Path(__file__).parent

MARKED = Markup("<mark>{}</mark>")
FRAME_OPEN = Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">')


@cache
def icons() -> dict[str, str]:
    """Return the paths of the icons in use, by their Lucide names."""
    read: dict[str, str] = json.loads((HERE / "icons.json").read_text())
    return read


@cache
def icon(name: str, classes: str = "i") -> Markup:
    """Return an icon as inline SVG that screen readers pass over; an unknown name draws a sheet of paper."""
    paths = icons()
    return FRAME_OPEN.format(classes) + Markup(paths.get(name) or paths["file-text"]) + Markup("</svg>")  # noqa: S704


@lru_cache(maxsize=1000)
def _signs(grade: Grade, handling: frozenset[HandlingCode], tlp: Tlp) -> Markup:
    module: Any = environment().get_template("components/marks.html").module
    return Markup(module.signs(grade, handling, tlp))  # noqa: S704


def segments(pieces: Iterable[Segment]) -> Markup:
    """Return a text of which the pieces that a search found are marked."""
    return Markup("").join(MARKED.format(each.text) if each.marked else escape(each.text) for each in pieces)


def minid(docket: Docket) -> Markup:
    """Return grade, handling and TLP of a docket in one line; kept, since a list shows the same few again and again."""
    return _signs(docket.particulars.grade, docket.terms.handling, docket.terms.tlp)


@cache
def environment() -> Environment:
    """Return the environment of all pages."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(icon=icon, segment=Segment, asset=assets.address, words=wording)
    made.globals.update(say=wording.say, count=wording.count, span=wording.span,
                        period=wording.period, query=wording.query)  # fmt: skip
    made.filters.update(say=wording.say, purpose=wording.purpose_said, number=wording.number, day=wording.day,
                        moment=wording.moment, size=wording.size, ends=wording.hash_groups,
                        kind=wording.kind_said, market=wording.market_said, selector=wording.selector_said,
                        minid=minid, segments=segments)  # fmt: skip
    return made


def csrf_token(request: HttpRequest) -> str:
    """Return the session's token for forms, unmasked, so that equal answers are equal bytes.

    Masking guards against reading a secret out of compressed answers; these are never compressed
    (``headers.SecurityHeaders`` says ``no-transform``).
    """
    get_token(request)
    return str(request.META["CSRF_COOKIE"])


def _csrf_input(request: HttpRequest) -> Markup:
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(csrf_token(request))


def text(request: HttpRequest, template: str, context: dict[str, Any]) -> str:
    """Return a template as text, with what every page has at hand."""
    return (
        environment()
        .get_template(template)
        .render(
            {
                "csrf_token": partial(csrf_token, request),
                "csrf_input": partial(_csrf_input, request),
                "demonstration": settings.DEMONSTRATION,
                "frame": None,
                **context,
            }
        )
    )


def render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page."""
    return HttpResponse(text(request, template, context), status=status)
