"""The evaluator of an agency: it multiplies what members send by its share, and says which tags it holds. WSGI.

It sees elements that tell it nothing, and of a question for matches the tags. What was asked for is counted against
the day's quotas and entered in the agency's ledger before anything is answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bowstreet.casework.deconfliction.blind import entering, papers, tags, watching
from bowstreet.casework.deconfliction.blind.index import NOTHING, Index, Match
from bowstreet.casework.deconfliction.blind.keeping import Folder, OldEpoch, read
from bowstreet.casework.deconfliction.blind.papers import About, Evaluated, Evaluation, Matching, Question, Refused
from bowstreet.casework.deconfliction.blind.parties import Group, WrongPaper, check_signed, element
from bowstreet.casework.deconfliction.blind.quotas import Alarm, Asker, Purse, QuotaSpent
from bowstreet.holdings.ledger.events import Result
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

_STATUS: Mapping[Sort, str] = {
    Sort.NO_PURPOSE: "403 Forbidden",
    Sort.HIDDEN: "404 Not Found",
    Sort.FORBIDDEN: "403 Forbidden",
    Sort.INVALID: "422 Unprocessable Content",
    Sort.CONFLICT: "409 Conflict",
    Sort.TOO_MUCH: "429 Too Many Requests",
    Sort.UNAVAILABLE: "503 Service Unavailable",
}

_Way = Callable[[Question], Evaluation | Matching]
_PURPOSES = frozenset(each.value for each in Purpose)


@dataclass(frozen=True)
class Evaluator:
    """One agency's evaluator under the key of one epoch."""

    agency: str
    folder: Folder
    group: Group
    secrets: Mapping[str, bytes]
    clock: Callable[[], datetime]

    def __call__(self, environ: Mapping[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request, as WSGI asks (PEP 3333)."""
        try:
            body = msgspec.json.encode(self._answer(environ))
            status = "200 OK"
        except Refusal as refusal:
            body, status = msgspec.json.encode(Refused(refusal.sentence)), _STATUS[refusal.sort]
        start(status, [
            ("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
        ])  # fmt: skip
        return [body]

    def _answer(self, environ: Mapping[str, Any]) -> Evaluation | Matching:
        doors: dict[str, _Way] = {papers.EVALUATE: self.evaluate, papers.MATCH: self.match}
        door = doors.get(str(environ.get("PATH_INFO", "")))
        if door is None or environ.get("REQUEST_METHOD") != "POST":
            raise Hidden()
        body = _body(environ)
        question = read(body, Question)
        self._check(question, body, str(environ.get("HTTP_X_SIGNATURE", "")))
        return door(question)

    def evaluate(self, question: Question) -> Evaluation:
        """Return the elements of a question times the share of their type, with proofs."""
        asked = {type: [element(each) for each in texts] for type, texts in question.asked.items()}
        self._spend("evaluate", question)
        entering.enter_asked(question.about, "evaluate", _counts(question), self.clock())
        made = {}
        for type, blinded in asked.items():
            public = element(self.group.keys[type].shares[self.agency])
            after, proof = tags.evaluate(self.secrets[type], public, blinded)
            made[type] = Evaluated([each.hex() for each in after], proof.hex())
        return Evaluation(made)

    def match(self, question: Question) -> Matching:
        """Return of each tag of a question the reference of what it is of, or as many noughts."""
        asked = {type: [_tag(each) for each in texts] for type, texts in question.asked.items()}
        with Index(self.folder.index, self.group.epoch) as index:
            self._spend("match", question)
            found = {type: [index.find(each) for each in some] for type, some in asked.items()}
        hits = [each.reference for some in found.values() for each in some if each]
        now = self.clock()
        entering.enter_asked(question.about, "match", _counts(question), now, references=hits)
        self._purse.tell(_asker(question.about), hits, now)
        self._watch_ratio(question.about.sender, now)
        return Matching(
            self.group.card(self.agency).contact,
            {type: [_answered(each) for each in some] for type, some in found.items()},
        )

    @property
    def _purse(self) -> Purse:
        return Purse(self.folder.quotas)

    def _check(self, question: Question, body: bytes, signature: str) -> None:
        about = question.about
        check_signed(self.group.card(about.sender), body, signature)
        if about.receiver != self.agency:
            raise WrongPaper("This request is for another member.")
        if not about.epoch == self.group.epoch == self.folder.epoch():
            raise OldEpoch(
                f"The key in force here is of epoch {self.folder.epoch()}; this evaluator works with that of epoch "
                f"{self.group.epoch}, and the request is of epoch {about.epoch}."
            )
        if abs(self.clock() - about.at) > papers.PATIENCE:
            raise WrongPaper("The clocks of the two agencies are too far apart, or the request is an old one.")
        if about.purpose not in _PURPOSES:
            raise WrongPaper("The request names no purpose that there is.")
        papers.check_bounds(question)
        if set(question.asked) - set(self.group.keys):
            raise WrongPaper("The request asks for a type that this key has not.")

    def _spend(self, what: str, question: Question) -> None:
        about, counts, now = question.about, _counts(question), self.clock()
        try:
            self._purse.spend(what, _asker(about), about.request, counts, now)
        except QuotaSpent as refusal:
            entering.enter_asked(about, what, counts, now, result=Result.DENY)
            self._alarm(about.sender, "over", refusal.type, now)
            raise
        for type in counts:
            if watching.is_much(type, self._purse.spent(what, about.sender, type, now.date())):
                self._alarm(about.sender, "much", type, now)

    def _watch_ratio(self, agency: str, now: datetime) -> None:
        if watching.is_fishing(*self._purse.asked_and_hit(agency, now.date(), watching.DAYS)):
            self._alarm(agency, "fishing", "", now)

    def _alarm(self, agency: str, kind: str, type: str, now: datetime) -> None:
        if self._purse.raise_alarm(Alarm(str(now.date()), agency, kind, type)):
            entering.enter_alarm(self.agency, agency, f"{kind}.{type}".rstrip("."), now)


def _body(environ: Mapping[str, Any]) -> bytes:
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isdigit() or int(length) > papers.LARGEST:
        raise WrongPaper(f"A request says how long it is, and has {papers.LARGEST:,} bytes at most.")
    return bytes(environ["wsgi.input"].read(int(length)))


def _asker(about: About) -> Asker:
    return Asker(about.sender, about.officer, about.purpose, about.case)


def _counts(question: Question) -> dict[str, int]:
    return {type: len(texts) for type, texts in question.asked.items()}


def _tag(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != tags.SIZE:
        raise WrongPaper(f"A tag has {tags.SIZE} bytes.")
    return found


def _answered(match: Match | None) -> str:
    return match.answered if match else NOTHING
