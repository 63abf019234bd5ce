"""What a member asks of the others: tags for its values, and which of them others hold.

An identifier leaves this agency as a random element, and as a tag that nobody can make without the members' help.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from bowstreet.casework.deconfliction.blind import papers, tags
from bowstreet.casework.deconfliction.blind.index import NOTHING
from bowstreet.casework.deconfliction.blind.keeping import read
from bowstreet.casework.deconfliction.blind.papers import About, Evaluation, Matching, Question, Refused
from bowstreet.casework.deconfliction.blind.parties import Card, Group, Identity, WrongPaper, element, packed
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

OK = 200
Pair = tuple[str, str]
"""An identifier: its type and its normal form."""

Post = Callable[[Card, str, bytes, Mapping[str, str]], tuple[int, bytes]]
"""Sends bytes to a member at a path with headers, and returns status and body; raises a ``Refusal``."""

_Paper = TypeVar("_Paper", bound=msgspec.Struct)


class TooFew(Refusal):
    """Fewer members answered than the key needs."""

    sort = Sort.UNAVAILABLE


class NotAnswered(Invalid):
    """A member refused, in its own words."""


@dataclass(frozen=True)
class Hit:
    """That a member holds an identifier: whom to reach there, and by which reference."""

    agency: str
    contact: str
    reference: str


@dataclass(frozen=True)
class Matched:
    """What came of asking: the hits of each identifier that has some, and what members did not answer, and why."""

    hits: dict[Pair, list[Hit]]
    unanswered: list[str]


@dataclass(frozen=True)
class Asking:
    """A member that asks, for an officer with a purpose and a case."""

    identity: Identity
    agency: str
    group: Group
    officer: str
    purpose: str
    case: str
    post: Post
    clock: Callable[[], datetime]

    def tagged(self, pairs: Sequence[Pair]) -> dict[Pair, bytes]:
        """Return the tag of each identifier; raise ``TooFew`` where not enough members answer."""
        made: dict[Pair, bytes] = {}
        for some in _in_parts(pairs):
            made |= self._tagged(some)
        return made

    def matched(self, pairs: Sequence[Pair]) -> Matched:
        """Return which other members hold which identifiers."""
        tagged, hits, unanswered = self.tagged(pairs), dict[Pair, list[Hit]](), list[str]()
        others = [each for each in self.group.cards if each.agency != self.agency]
        with ThreadPoolExecutor(len(others)) as pool:
            for one, found in zip(others, pool.map(lambda card: self._held(card, tagged), others), strict=True):
                if isinstance(found, Refusal):
                    unanswered.append(f"{one.agency}: {found.sentence}")
                    continue
                for pair, hit in found:
                    hits.setdefault(pair, []).append(hit)
        return Matched(hits, unanswered)

    def _tagged(self, pairs: Sequence[Pair]) -> dict[Pair, bytes]:
        by_type = _by_type(pairs)
        inputs = {
            type: [tags.input_of(type, value, self.group.epoch) for value in values] for type, values in by_type.items()
        }
        blinded = {type: tags.blind(some) for type, some in inputs.items()}
        sent = {type: elements for type, (_, elements) in blinded.items()}
        parts = self._evaluated(sent)
        made: dict[Pair, bytes] = {}
        for type, values in by_type.items():
            joined = tags.join(inputs[type], blinded[type][0], {place: each[type] for place, each in parts.items()})
            made |= {(type, value): tag for value, tag in zip(values, joined, strict=True)}
        return made

    def _evaluated(self, sent: dict[str, list[bytes]]) -> dict[int, dict[str, list[bytes]]]:
        """Return by place what as many members answered as the key needs: the own one first, others for who failed."""
        waiting = sorted(self.group.cards, key=lambda each: each.agency != self.agency)
        parts: dict[int, dict[str, list[bytes]]] = {}
        failed: list[str] = []
        with ThreadPoolExecutor(self.group.threshold) as pool:
            while waiting and len(parts) < self.group.threshold:
                wanted = self.group.threshold - len(parts)
                some, waiting = waiting[:wanted], waiting[wanted:]
                for card, found in zip(some, pool.map(lambda each: self._part(each, sent), some), strict=True):
                    if isinstance(found, Refusal):
                        failed.append(f"{card.agency}: {found.sentence}")
                    else:
                        parts[self.group.place(card.agency)] = found
        if len(parts) < self.group.threshold:
            raise TooFew(
                f"The key needs {self.group.threshold} members to answer, and {len(parts)} did. {' '.join(failed)}"
            )
        return parts

    def _part(self, card: Card, sent: dict[str, list[bytes]]) -> dict[str, list[bytes]] | Refusal:
        """Return what one member made of elements, proved; or why it did not."""
        try:
            asked = {type: [each.hex() for each in elements] for type, elements in sent.items()}
            answer = self._ask(card, papers.EVALUATE, asked, Evaluation)
            made = {}
            for type, elements in sent.items():
                if type not in answer.evaluated:
                    raise WrongPaper("It did not answer all that was asked.")
                found = answer.evaluated[type]
                made[type] = [element(each) for each in found.elements]
                tags.check(self.group.keys[type], card.agency, elements, made[type], _bytes(found.proof))
            return made
        except Refusal as refusal:
            return refusal

    def _held(self, card: Card, tagged: dict[Pair, bytes]) -> list[tuple[Pair, Hit]] | Refusal:
        """Return what one other member holds; or why it did not say."""
        found = []
        try:
            for some in _in_parts(list(tagged)):
                by_type = _by_type(some)
                asked = {type: [tagged[type, value].hex() for value in values] for type, values in by_type.items()}
                answer = self._ask(card, papers.MATCH, asked, Matching)
                for type, values in by_type.items():
                    told = answer.references.get(type, [])
                    if len(told) != len(values):
                        raise WrongPaper("It did not answer all that was asked.")
                    found += [
                        ((type, value), Hit(card.agency, answer.contact, reference))
                        for value, reference in zip(values, told, strict=True) if reference != NOTHING
                    ]  # fmt: skip
            return found
        except Refusal as refusal:
            return refusal

    def _ask(self, card: Card, path: str, asked: dict[str, list[str]], form: type[_Paper]) -> _Paper:
        about = About(
            self.agency, card.agency, self.group.epoch, self.identity.mark(self.officer), self.purpose,
            self.identity.mark(self.case), self.clock(), secrets.token_hex(16),
        )  # fmt: skip
        body = packed(Question(about, asked))
        status, answer = self.post(card, path, body, {papers.SIGNATURE: self.identity.sign(body)})
        if status != OK:
            raise NotAnswered(_sentence(answer))
        return read(answer, form)


def _in_parts(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield identifiers, each once, as many at a time as stand in one request."""
    every = list(dict.fromkeys(pairs))
    for start in range(0, len(every), papers.MOST):
        yield every[start : start + papers.MOST]


def _by_type(pairs: Sequence[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for type, value in pairs:
        found.setdefault(type, []).append(value)
    return found


def _sentence(answer: bytes) -> str:
    try:
        return read(answer, Refused).sentence[:300]
    except WrongPaper:
        return "It did not answer as a member of blind matching does."


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
