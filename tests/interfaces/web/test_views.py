"""The view of a door: who is let in, what a refusal looks like, and what becomes of a form and its files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from tests.interfaces.web import sample_answers as sample

from bowstreet.casework.intake import naming
from bowstreet.holdings.repository.answers import History
from bowstreet.interfaces.doors import clock
from bowstreet.interfaces.doors.door import Door, Form, Upload
from bowstreet.interfaces.web import frame, headers, officer, pages, story, supplements
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

SECRET = "a" * 32


class Asked(Form):
    id: str = ""
    days: int = 1
    kind: tuple[str, ...] = ()


class Files(Form):
    files: tuple[Upload, ...]
    mapping: str | None = None
    envelope: dict[str, Any] = {}  # noqa: RUF012


class Full(Refusal):
    sort = Sort.UNAVAILABLE


def _supplement(*given: Any) -> dict[str, Any]:
    return {"days": story.told(given[-1])} if isinstance(given[-1], History) else {}


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[dict[str, Reader | None]]:
    held: dict[str, Reader | None] = {"reader": sample.READER}
    monkeypatch.setattr(officer, "reader_of", lambda request, now: held["reader"])
    monkeypatch.setattr(frame.queries, "card", lambda slug: sample.NOORD)
    monkeypatch.setattr(supplements, "of", _supplement)
    settings.DEMONSTRATION, settings.INCOMING, settings.UPLOAD_LIMIT = False, tmp_path / "incoming", 1000
    with clock.held(lambda: sample.NOW):
        yield held


def door(run: Any = None, **more: Any) -> Door:
    shown: dict[str, Any] = {"web": "/records/{id}/history", "page": "history.html", "form": Asked, **more}
    return Door(
        "record.history",
        "History",
        run or (lambda **_: History(sample.ID, "quietharbour", sample.STEPS)),
        **shown,
    )


def get(one: Door, path: str = "/records/x/history", **fields: str) -> HttpResponse:
    request = RequestFactory().get(path)
    request.META["CSRF_COOKIE"] = SECRET
    return pages.page({one.method: one})(request, **fields)


def post(one: Door, fields: dict[str, Any], path: str = "/intake/files", token: str = SECRET) -> HttpResponse:
    request: HttpRequest = RequestFactory().post(path, {"csrfmiddlewaretoken": token, **fields})
    request.COOKIES["bowstreet-csrf"] = SECRET
    return pages.page({one.method: one})(request)


def hide(**_: Any) -> None:
    raise Hidden()


def test_an_answer_becomes_a_page() -> None:
    response = get(door())
    assert response.status_code == 200 and "quietharbour" in response.content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in_from_everywhere(reader: dict[str, Any]) -> None:
    reader["reader"] = None
    for response in (get(door(), "/x"), get(door(hide), "/x"), pages.nothing_here(RequestFactory().get("/x"))):
        assert response.status_code == 302 and response["Location"] == "/sign-in?next=/x"


def test_hidden_unknown_and_not_for_the_role_are_the_same_bytes() -> None:
    unknown = RequestFactory().get("/nowhere/at/all")
    unknown.META["CSRF_COOKIE"] = SECRET
    answers = [
        get(door(hide), "/records/a/history"),
        get(door(hide), "/ledger/17"),
        get(door(hide, fragment=True), "/find/preview/a"),
        get(door(roles=frozenset({Role.SUPERVISOR})), "/officers"),
        get(door(method="POST"), "/tokens/new"),
        pages.nothing_here(unknown),
    ]
    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_without_purpose_nothing_is_run_and_every_path_answers_the_same(reader: dict[str, Any]) -> None:
    reader["reader"] = replace(sample.READER, purpose=None)

    def run(**_: Any) -> None:
        raise AssertionError("run without a purpose")

    answers = [get(door(run), path) for path in ("/find", "/records/a/history", "/ledger")]
    assert {each.status_code for each in answers} == {403} and len({each.content for each in answers}) == 1
    assert get(door(purpose=False)).status_code == 200


def test_a_wrong_field_is_named_and_hostile_values_stay_text() -> None:
    request = RequestFactory().get("/records/x/history", {"days": "<script>"})
    response = pages.page({"GET": door()})(request)
    assert response.status_code == 422 and b"days" in response.content and b"<script>" not in response.content


def test_fields_of_path_and_query_reach_the_door() -> None:
    seen: dict[str, Any] = {}

    def run(**fields: Any) -> Any:
        seen.update(fields)
        return History(sample.ID, "q", ())

    request = RequestFactory().get("/x?kind=a&kind=b&days=3")
    pages.page({"GET": door(run)})(request, id="one")
    assert (seen["id"], seen["kind"], seen["days"], seen["now"]) == ("one", ("a", "b"), 3, sample.NOW)
    assert seen["reader"] is sample.READER


def test_a_refusal_says_its_sentence_with_its_status() -> None:
    def run(**_: Any) -> None:
        raise Full("The disk is full.")

    response = get(door(run))
    assert response.status_code == 503 and b"The disk is full." in response.content


def test_a_failure_shows_a_number_and_nothing_of_the_case() -> None:
    def run(**_: Any) -> None:
        raise RuntimeError("quietharbour bc1q-secret")

    response = get(door(run))
    assert response.status_code == 500 and b"secret" not in response.content and b"Fault " in response.content


def test_a_fragment_is_bare_for_a_swap_and_framed_otherwise() -> None:
    request = RequestFactory().get("/x", headers={"HX-Request": "true"})
    bare = pages.page({"GET": door(page="find_preview.html", fragment=True, run=lambda **_: sample.RECORD)})(request)
    framed = get(door(page="find_preview.html", fragment=True, run=lambda **_: sample.RECORD))
    assert b"<html" not in bare.content and b"<html" in framed.content
    assert bare.content.strip() in framed.content


def test_a_refusal_within_a_page_is_one_sentence_in_its_place() -> None:
    def run(**_: Any) -> None:
        raise Refusal("Ask a colleague.")

    asked = RequestFactory().get("/x", headers={"HX-Request": "true"})
    told = pages.page({"GET": door(run, fragment=True)})(asked)
    assert told.status_code == 200 and b"Ask a colleague." in told.content and b"<h1" not in told.content
    assert get(door(run, fragment=True)).status_code == 403
    assert pages.page({"GET": door(hide, fragment=True)})(asked).status_code == 404


def test_a_form_is_done_and_goes_on(reader: dict[str, Any]) -> None:
    response = post(door(lambda **_: 7, method="POST", after=lambda made: f"/intake/{made}"), {"days": "2"})
    assert response.status_code == 303 and response["Location"] == "/intake/7"


@pytest.mark.parametrize("token", ["", "b" * 32])
def test_a_forged_form_is_refused_before_it_is_run(token: str) -> None:
    def run(**_: Any) -> None:
        raise AssertionError("a forged form was run")

    response = post(door(run, method="POST", after=str), {"days": "2"}, token=token)
    assert response.status_code == 403 and b"another session" in response.content


def upload(run: Any, size: int = 10, **fields: Any) -> HttpResponse:
    sent = {"files": SimpleUploadedFile("../a.csv", b"x" * size), **fields}
    return post(door(run, method="POST", after=lambda _: "/intake/1", form=Files), sent)


def test_files_reach_the_door_as_places_on_disk_and_do_not_stay(settings: Any) -> None:
    seen: dict[str, Any] = {}

    def run(*, files: tuple[Upload, ...], **fields: Any) -> None:
        seen.update(fields, content=Path(files[0].path).read_bytes(), name=files[0].name, size=files[0].size)

    response = upload(run, **{"envelope.tlp": "RED", "envelope.handling": ["H1", "H2"], "envelope.group": ""})
    assert response.status_code == 303
    assert seen["content"] == b"x" * 10 and seen["size"] == 10 and seen["name"] == "a.csv"
    assert seen["envelope"] == {"tlp": "RED", "handling": ["H1", "H2"]}
    assert list(Path(settings.INCOMING).iterdir()) == []


def test_a_name_keeps_what_deceives_the_eye_until_it_is_shown(settings: Any) -> None:
    seen: list[str] = []

    def run(*, files: tuple[Upload, ...], **_: Any) -> None:
        seen.append(naming.shown(files[0].name))

    for name in ("b\u202egnp.csv", "folder/b\u200b.csv", "\u200b"):
        sent = {"files": SimpleUploadedFile("a.csv", b"x")}
        sent["files"].name = name
        assert post(door(run, method="POST", after=str, form=Files), sent).status_code == 303
    assert seen == ["b[U+202E]gnp.csv", "b[U+200B].csv", "[U+200B]"]


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(settings: Any) -> None:
    def run(**_: Any) -> None:
        raise AssertionError("run with a file over the limit")

    assert upload(run, size=1000 + 1).status_code == 413
    assert list(Path(settings.INCOMING).iterdir()) == []
    assert upload(lambda **_: None, size=1000).status_code == 303


def test_a_forged_upload_leaves_nothing(settings: Any) -> None:
    fields = {"files": SimpleUploadedFile("a.csv", b"x")}
    assert post(door(hide, method="POST", after=str, form=Files), fields, token="").status_code == 403
    assert list(Path(settings.INCOMING).iterdir()) == []


def test_a_form_without_files_is_told_so() -> None:
    response = post(door(hide, method="POST", after=str, form=Files), {"mapping": ""})
    assert response.status_code in (404, 422)


def test_a_table_of_rejects_is_handed_out_as_a_file() -> None:
    response = get(door(lambda **_: '"a"\n', page=None, media="text/csv"), id="../../x\r\ny")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="record-history-x-y.csv"'


def test_the_page_of_components_is_there_in_an_invented_world_alone(settings: Any) -> None:
    assert pages.components(RequestFactory().get("/components")).status_code == 404
    settings.DEMONSTRATION = True
    assert pages.components(RequestFactory().get("/components")).status_code == 200


@pytest.mark.parametrize(
    ("came", "to"),
    [
        ("http://testserver/tokens?a=1", "/tokens?a=1"),
        ("http://elsewhere.example/tokens", "/"),
        ("", "/"),
        ("http://testserver.elsewhere.example/", "/"),
        ("http://testserver//elsewhere.example/", "/"),
    ],
)
def test_the_way_back_stays_on_this_site(came: str, to: str) -> None:
    from bowstreet.interfaces.web import refusing

    assert refusing.back(RequestFactory().get("/x", headers={"Referer": came})) == to


def test_every_answer_carries_the_headers_unless_it_says_otherwise() -> None:
    made = headers.SecurityHeaders(lambda request: HttpResponse("x"))(RequestFactory().get("/"))
    assert made["Cache-Control"] == "no-store, no-transform" and "unsafe" not in made["Content-Security-Policy"]
    assert made["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    kept = headers.SecurityHeaders(lambda request: HttpResponse("x", headers={"Cache-Control": "public"}))
    assert kept(RequestFactory().get("/"))["Cache-Control"] == "public"


def test_every_sort_of_refusal_has_a_page() -> None:
    from bowstreet.interfaces.web import refusing

    for sort in Sort:
        made = type("Made", (Refusal,), {"sort": sort})("Because.")
        assert refusing.refused(RequestFactory().get("/x"), sample.READER, sample.NOW, made).status_code >= 400
