"""Signing in on the pages: password, passkey or code, purpose; enrolment; and the cards of a demonstration world."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from bowstreet.holdings.agencies import enrolling, lockout, passkeys, purposes, queries, sessions, signing
from bowstreet.holdings.ledger import chance
from bowstreet.interfaces.doors import clock
from bowstreet.interfaces.web import demonstration_cards, officer, rendering, wording
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import PurposeRefused, Refusal

CODE_TERM = timedelta(minutes=5)
_LONGEST_CASE, _LONGEST_REASON = 100, 500

with_form = require_http_methods(["GET", "HEAD", "POST"])


@with_form
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password; go on to the code when they fit."""
    now = clock.now()
    if request.method != "POST":
        onward = _onward(request.GET.get("next", ""))
        return _go(onward) if officer.reader_of(request, now) else _first_page(request, onward=onward)
    try:
        known = signing.try_password(login=_sent(request, "login"), password=_sent(request, "password"), now=now)
    except Refusal as refusal:
        return _first_page(request, refusal, _onward(_sent(request, "next")))
    request.session.flush()
    onward = _onward(_sent(request, "next"))
    request.session["waiting"] = {"officer": known.officer_id, "since": now.timestamp(), "next": onward}
    return _go("/sign-in/code")


@with_form
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a passkey or the code of the second factor; the session begins when it fits."""
    now = clock.now()
    waiting = request.session.get("waiting")
    if waiting is None or now.timestamp() - waiting["since"] >= CODE_TERM.total_seconds():
        return _go("/sign-in")
    if request.method != "POST":
        return _code_page(request, waiting, "")
    name = _session_name()
    officer_id, said = waiting["officer"], _sent(request, "passkey")
    try:
        if said:
            known = signing.try_passkey(
                officer_id=officer_id, challenge=_challenge_of(request, waiting), said=said, session=name, now=now
            )
        else:
            known = signing.try_code(officer_id=officer_id, code=_sent(request, "code"), session=name, now=now)
    except (signing.SignInRefused, lockout.Locked) as refusal:
        request.session.flush()
        return _first_page(request, refusal, waiting.get("next", "/"))
    except Refusal as refusal:
        return _code_page(request, waiting, refusal.sentence, 401)
    _begin(request, known, name, now)
    onward = waiting.get("next", "/")
    return _go("/purpose" if onward == "/" else f"/purpose?next={quote(onward)}")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    _end(request, clock.now())
    return _go("/sign-in")


@require_POST
def other(request: HttpRequest) -> HttpResponse:
    """End the session and show the cards, the one asked for first; not there in any world that is not invented."""
    asked = _sent(request, "officer")
    if asked not in {each.officer for each in demonstration_cards.cards_for(request)}:
        return _no_card(request)
    _end(request, clock.now())
    return _go(f"/sign-in?first={quote(asked)}")


@with_form
def purpose(request: HttpRequest) -> HttpResponse:
    """Ask what the officer needs it for; every choice is an entry in the ledger."""
    now = clock.now()
    reader = officer.reader_of(request, now)
    if reader is None:
        return _go("/sign-in")
    if request.method != "POST":
        return _purpose_page(request, reader, "")
    case, reason = _sent(request, "case").strip(), _sent(request, "reason").strip()
    try:
        _choose(request, reader, _sent(request, "purpose"), case, reason, now)
    except PurposeRefused as refusal:
        return _purpose_page(request, reader, refusal.sentence, 403)
    return _go(_onward(_sent(request, "next")))


@with_form
def enrol(request: HttpRequest, token: str) -> HttpResponse:
    """Let the officer of a one-time link set password and second factor."""
    now = clock.now()
    try:
        opened = enrolling.open_link(token, now=now)
    except enrolling.WrongLink as refusal:
        return rendering.render(request, "sign_in/link_over.html", {"sentence": refusal.sentence}, 404)
    if request.method != "POST":
        return _enrol_page(request, opened)
    password = _sent(request, "password")
    if password != _sent(request, "again"):
        return _enrol_page(request, opened, ("again", "The passwords differ."))
    try:
        codes = enrolling.accept(token, password=password, code=_sent(request, "code"), now=now)
    except (enrolling.WeakPassword, enrolling.WrongCode) as refusal:
        field = "code" if isinstance(refusal, enrolling.WrongCode) else "password"
        return _enrol_page(request, opened, (field, refusal.sentence))
    request.session.flush()
    return rendering.render(request, "sign_in/enrolled.html", {"officer": opened.officer, "codes": codes})


@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """Sign in as an officer of a card, with the card's purpose; a page that is not there in any other world."""
    now = clock.now()
    card = {each.officer: each for each in demonstration_cards.cards_for(request)}.get(_sent(request, "officer"))
    if card is None:
        return _no_card(request)
    name = _session_name()
    known = signing.by_card(login=card.officer, session=name, now=now)
    _begin(request, known, name, now)
    reader = officer.reader_of(request, now)
    if reader is not None and card.purpose:
        _choose(request, reader, card.purpose, card.case, "", now)
    return _go(_onward(_sent(request, "next")))


def _enrol_page(request: HttpRequest, opened: enrolling.Opened, *errors: tuple[str, str]) -> HttpResponse:
    picture = Markup(_svg(opened.totp_picture))  # noqa: S704
    context = {"opened": opened, "picture": picture, "errors": errors}
    return rendering.render(request, "sign_in/enrol.html", context, 422 if errors else 200)


def _no_card(request: HttpRequest) -> HttpResponse:
    return rendering.render(request, "sign_in/link_over.html", {"sentence": "There is nothing here."}, 404)


def _end(request: HttpRequest, now: datetime) -> None:
    reader = officer.reader_of(request, now)
    if reader is not None:
        signing.sign_out(reader=reader, now=now)
    request.session.flush()


def _begin(request: HttpRequest, known: signing.Known, name: str, now: datetime) -> None:
    request.session.flush()
    sessions.begin(request.session, officer_id=known.officer_id, name=name, now=now)
    if known.last_sign_in is not None:
        request.session["last_sign_in"] = known.last_sign_in.timestamp()
    rotate_token(request)


def _choose(request: HttpRequest, reader: Reader, named: str, case: str, reason: str, now: datetime) -> None:
    chosen = signing.choose_purpose(
        reader=reader, purpose=named, case=case[:_LONGEST_CASE], reason=reason[:_LONGEST_REASON], now=now
    )
    sessions.choose(request.session, purpose=Purpose(named), case=chosen.case, reason=chosen.reason)


def _first_page(request: HttpRequest, refusal: Refusal | None = None, onward: str = "/") -> HttpResponse:
    first = request.GET.get("first", "")
    cards = sorted(demonstration_cards.cards_for(request), key=lambda card: card.officer != first)
    context = {"sentence": refusal.sentence if refusal else "", "cards": cards, "first": first, "next": onward}
    status = 200 if refusal is None else 429 if isinstance(refusal, lockout.Locked) else 401
    return rendering.render(request, "sign_in/sign_in.html", context, status)


def _code_page(request: HttpRequest, waiting: dict[str, Any], sentence: str, status: int = 200) -> HttpResponse:
    """Ask for the second factor; the challenge of a passkey is another each time, and answered once."""
    asked = passkeys.asked(waiting["officer"])
    request.session["waiting"] = waiting | {"challenge": asked.challenge if asked else ""}
    context = {"sentence": sentence, "options": asked.options if asked else ""}
    return rendering.render(request, "sign_in/code.html", context, status)


def _challenge_of(request: HttpRequest, waiting: dict[str, Any]) -> str:
    """Return the challenge that waits for an answer, and use it up."""
    request.session["waiting"] = waiting | {"challenge": ""}
    return str(waiting.get("challenge", ""))


def _purpose_page(request: HttpRequest, reader: Reader, sentence: str, status: int = 200) -> HttpResponse:
    allowed = [each for each in wording.PURPOSES if each in purposes.purposes_of(reader.role)]
    last = request.session.get("last_sign_in")
    context: dict[str, Any] = {
        "reader": reader,
        "agency": queries.card(reader.agency),
        "choices": [(each.value, *wording.PURPOSES[each]) for each in allowed],
        "chosen": (reader.purpose or (allowed[0] if allowed else None)),
        "last_sign_in": datetime.fromtimestamp(last, tz=clock.now().tzinfo) if last else None,
        "next": _onward(request.GET.get("next") or _sent(request, "next")),
        "sentence": sentence,
    }
    return rendering.render(request, "sign_in/purpose.html", context, status)


def _sent(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))


def _onward(address: str) -> str:
    within = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if within else "/"


def _session_name() -> str:
    return f"web:{chance.secret(9)}"


def _svg(drawing: str) -> str:
    return drawing[drawing.index("<svg") :]


def _go(address: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response["Location"] = address
    return response


PATHS = [
    path("sign-in", sign_in),
    path("sign-in/code", code),
    path("sign-in/demonstration", demonstration),
    path("sign-in/other", other),
    path("sign-out", sign_out),
    path("purpose", purpose),
    path("enrol/<str:token>", enrol),
]
"""The addresses of signing in."""
