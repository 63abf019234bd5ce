"""Templates to answers: one environment, compiled once, in which everything is escaped."""

import json
import re
from collections.abc import Hashable, Iterable
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from bowstreet.holdings.observations import searching
from bowstreet.holdings.repository.answers import Docket, Hit, Segment
from bowstreet.interfaces.web import assets, wording
from bowstreet.vocabulary import selector_defanging as defanging
from bowstreet.vocabulary.counting import counted, percent
from bowstreet.vocabulary.invisible import marked

HERE = Path(__file__).parent

DAY_FIELD = Markup(
    'type="text" inputmode="numeric" placeholder="YYYY-MM-DD" maxlength="10"'
    ' pattern="[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" title="A day, as 2026-11-14" autocomplete="off"'
)
"""What makes a field one for a day: a browser's own shows it as its language writes days, not as all else here does."""

ROW_OPEN = '<li class="hit" data-row data-preview="/find/preview/'
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


@lru_cache(maxsize=5000)
def kept(template: str, macro: str, *said: Hashable) -> Markup:
    """Return what a macro of a template writes; kept by all that it is told, so that it fits nothing else."""
    module: Any = environment().get_template(template).module
    return Markup(getattr(module, macro)(*said))  # noqa: S704


around = partial(kept, "components/frame.html")
"""A part of what stands around every page."""

agency = partial(kept, "components/marks.html", "agency")
"""The sign of an agency."""

facet = partial(kept, "components/facet.html", "facet")
"""The choices of a facet."""


def rows(hits: Iterable[Hit], asked: str, then: str) -> Markup:
    """Return the rows of hits, each under the address of its preview.

    ``asked`` is the query that found them, ``then`` that of the day as of which they were found.
    """
    ends = f'{escape(asked)}" '
    said = (f"{ROW_OPEN}{escape(hit.id)}{ends}{kept('components/hits.html', 'row', hit, then)}\n" for hit in hits)
    return Markup("".join(said))  # noqa: S704


def shown(value: Any) -> Any:
    """Return a value as a page may show it: what nobody sees in a name or what turns the writing stands by its number.

    >>> shown("gpj\u202e.exe"), shown(7)
    ('gpj[U+202E].exe', 7)
    """
    if type(value) is not str or value.isascii():
        return value
    return marked(value)


_SPECIAL = re.compile("[&<>\"']|[^\\x00-\\x7f]")


def written(value: Any) -> str:
    """Return a value as it stands in a page: markup as it is, all else shown and escaped.

    >>> written("a < b"), written(Markup("<b>")), written(7)
    ('a &lt; b', Markup('<b>'), '7')
    """
    if type(value) is str and not _SPECIAL.search(value):
        return value
    return value if type(value) is Markup else escape(shown(value))


def read(value: Any) -> Any:
    """Return a value as it stands in the text of a page: as ``written``, and defanged.

    >>> read("jo@example.com"), read(Markup("jo@example.com"))
    ('jo[@]example[.]com', Markup('jo@example.com'))
    """
    return written(defanging.defanged(value) if type(value) is str and "." in value else value)


class _Writing(CodeGenerator):
    """What compiles templates: each value in a text passes through ``read``, each in a tag through ``written``."""

    _in_tag = False
    _within: frozenset[int] = frozenset()

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Note which values stand in a tag, by what was written before them, and go on."""
        within = set()
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData):
                opens, closes = each.data.rfind("<"), each.data.rfind(">")
                self._in_tag = opens > closes if max(opens, closes) >= 0 else self._in_tag
            elif self._in_tag:
                within.add(id(each))
        self._within = frozenset(within)
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(" if id(node) in self._within else "environment.read(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


class Pages(Environment):
    """The environment of templates in which everything is escaped."""

    code_generator_class = _Writing
    written = staticmethod(written)
    read = staticmethod(read)


def as_typed(text: str) -> Markup:
    """Return a text for a field in which the officer goes on typing: escaped, nothing replaced."""
    return escape(text)


def as_is(text: str) -> Markup:
    """Return a text in which no address is defanged: one of the house's own, or an original letter by letter."""
    return escape(shown(text))


def segments(pieces: Iterable[Segment]) -> Markup:
    """Return a text, defanged, of which the pieces that a search found are marked."""
    whole = tuple(pieces)
    signs = defanging.live_signs("".join(each.text for each in whole))
    said, begin = [], 0
    for each in whole:
        text = written(defanging.with_signs(each.text, signs, begin))
        said.append(f"<mark>{text}</mark>" if each.marked else text)
        begin += len(each.text)
    return Markup("".join(said))  # noqa: S704


def found(text: str, q: str) -> Markup:
    """Return a text in which the words of a question are marked, and nothing beside them."""
    words = sorted(searching.words_of(q), key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE) if words else [text]
    return segments(Segment(piece, bool(place % 2)) for place, piece in enumerate(pieces))


def minid(docket: Docket) -> Markup:
    """Return grade, handling and TLP of a docket in one line; kept, since a list shows the same few again and again."""
    said = docket.particulars.grade, docket.terms.handling, docket.terms.tlp
    return kept("components/marks.html", "signs", *said)


@cache
def environment() -> Environment:
    """Return the environment of all pages."""
    made = Pages(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(
        icon=icon, around=around, facet=facet, rows=rows, segment=Segment, day_field=DAY_FIELD,
        asset=assets.address, words=wording,
    )  # fmt: skip
    made.globals.update(say=wording.say, count=counted, span=wording.span,
                        period=wording.period, query=wording.query)  # fmt: skip
    made.filters.update(say=wording.say, purpose=wording.purpose_said, number=wording.number, day=wording.day,
                        moment=wording.moment, size=wording.size, ends=wording.hash_groups,
                        kind=wording.kind_said, market=wording.market_said, selector=wording.selector_said,
                        minid=minid, icon=icon, agency=agency, segments=segments, found=found,
                        as_typed=as_typed, as_is=as_is,
                        percent=percent)  # fmt: skip
    return made


def csrf_token(request: HttpRequest) -> str:
    """Return the session's token for forms, unmasked, so that equal answers are equal bytes.

    Masking guards against reading a secret out of compressed answers; these are never compressed
    (``headers.SecurityHeaders`` says ``no-transform``).
    """
    if "CSRF_COOKIE" not in request.META:
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
                "sent": "",
                "alone": False,
                "inside": False,
                **context,
            }
        )
    )


def render(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page."""
    return HttpResponse(text(request, template, context), status=status)
