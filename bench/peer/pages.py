"""The peer's list: the newest fifty records a session may see, their counts by five facets, a line in the log."""

from datetime import UTC, datetime

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_GET

from bench.peer.models import Entry, Record, Selector, Text
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.kinds import catalogue

PAGE = 50
_TERMS = (1,)
_PAGE = engines["django"].from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Find</title></head><body><h1>Find</h1>
<form action="/peer/find">{% for facet in facets %}<fieldset><legend>{{ facet.label }}</legend>
{% for option in facet.options %}<label><input type="checkbox" name="{{ facet.name }}" value="{{ option.value }}">
<span>{{ option.value }}</span><span>{{ option.n }}</span></label>{% endfor %}</fieldset>{% endfor %}</form>
<p>{{ total }} found</p><ul>{% for hit in hits %}<li><a href="/records/{{ hit.record.uid }}">{{ hit.title }}</a>
<span>{{ hit.kind }}, {{ hit.market }}</span><p>{{ hit.excerpt }}</p><span>{{ hit.record.agency }}</span>
<span>{{ hit.record.grade }}</span><span>{{ hit.record.last_on }}</span>
{% if hit.also %}<a href="/records/{{ hit.record.uid }}#shared">also at {{ hit.also }}</a>{% endif %}</li>
{% endfor %}</ul></body></html>"""
)


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Answer the list."""
    officer = request.session.get("officer")
    if officer is None:
        return HttpResponse(status=403)
    visible = Record.objects.using("peer").filter(terms_id__in=_TERMS)
    records = list(visible.order_by("-uid")[:PAGE])
    texts = {
        each.record_id: each for each in Text.objects.using("peer").filter(record__in=records).exclude(depth=0)
    }  # fmt: skip
    also = _also(records)
    hits = [
        {"record": each, "title": texts[each.pk].title, "excerpt": texts[each.pk].body[:260],
         "kind": catalogue.kind(each.kind).label, "market": markets.label(each.market or ""),
         "also": also.get(each.pk, 0)}
        for each in records
    ]  # fmt: skip
    facets = [_facet(visible, name) for name in ("kind", "agency", "market", "products", "grade")]
    facets.append({"name": "date", "label": "Last seen", "options": _years(visible)})
    context = {"hits": hits, "total": visible.count(), "facets": facets}
    Entry.objects.using("peer").create(at=datetime.now(UTC), by=officer, action="find", count=len(records))
    return HttpResponse(_PAGE.render(context, request))


def _facet(visible, name):  # type: ignore[no-untyped-def]
    counted = visible.values(name).annotate(n=Count("id")).order_by("-n")[:30]
    return {"name": name, "label": name, "options": [{"value": each[name], "n": each["n"]} for each in counted]}


def _years(visible):  # type: ignore[no-untyped-def]
    counted = visible.annotate(value=Substr("last_on", 1, 4)).values("value").annotate(n=Count("id"))
    return counted.order_by("-value")


def _also(records):  # type: ignore[no-untyped-def]
    """Return of how many other agencies each record's selectors are known."""
    held = list(Selector.objects.using("peer").filter(record__in=records).values("record_id", "type", "value"))
    others = (
        Selector.objects.using("peer").filter(value__in={each["value"] for each in held}, terms_id__in=_TERMS)
        .values("type", "value").annotate(n=Count("agency", distinct=True))
    )  # fmt: skip
    spread = {(each["type"], each["value"]): each["n"] for each in others}
    counts = {}
    for each in held:
        n = spread.get((each["type"], each["value"]), 1) - 1
        counts[each["record_id"]] = max(counts.get(each["record_id"], 0), n)
    return counts
