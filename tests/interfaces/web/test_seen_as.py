"""A record as a colleague sees it, on the page: the name, every open value with its grade, what stays closed."""

from django.test import RequestFactory
from tests.interfaces.web import sample_answers as sample
from tests.interfaces.web.sample_pages import FRAGMENTS

from bowstreet.interfaces.web import rendering


def shown(name: str) -> str:
    template, context = FRAGMENTS[name]
    return rendering.text(RequestFactory().get("/"), template, context)


def test_it_names_the_colleague_and_shows_the_values_that_open() -> None:
    page = shown("view-as")
    assert "As <bdi>Lena Morvan</bdi> sees it" in page
    assert "l.morvan" not in page
    assert sample.VIEWED_AS.values
    assert all(f'<th scope="row">{each.label}</th>' in page for each in sample.VIEWED_AS.values)
    assert page.count('<td class="g">') == len(sample.VIEWED_AS.values)
    assert "Closed to them: <span" in page and "Their agency owns it." in page


def test_where_only_the_envelope_opens_there_is_no_value() -> None:
    page = shown("view-as-closed")
    assert "<table" not in page and "That it exists, and its envelope." in page and "Handle, PGP key" in page
