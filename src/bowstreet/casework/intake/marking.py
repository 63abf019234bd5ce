"""The envelope of one thing of an exchange document: the intake's and what the document asks for, together.

The stricter of both counts, mark by mark. Where the document carries a whole envelope of ours, the officer may choose
that it counts as the document says: its owner is the importing agency all the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Marks
from bowstreet.holdings.agencies import groups, naming, queries
from bowstreet.holdings.repository import enveloping, recording
from bowstreet.vocabulary import envelope as envelopes
from bowstreet.vocabulary import giving, handling, keeping
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope, Terms, WrongEnvelope
from bowstreet.vocabulary.evaluation import UNGRADED, weakest
from bowstreet.vocabulary.handling import HandlingCode, Scope, State
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import SubjectCategory
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal

_ERASED = "The document says that this was erased; what was erased is not taken in."
_UNSAID = (
    "Neither the document nor your agency's standing envelope says what category of data subject a record of kind"
    " '{}' speaks of."
)
_NO_KIND = "No kind of record is what this was read as."
_STRANGERS = Loss("envelope.recipients", Why.NOT_READ)
_NO_GROUP = Loss("envelope.group", Why.NOT_READ)
_LATE = Loss("envelope.review_on", Why.COARSER)
_HELD = Loss("envelope.legal_hold", Why.COARSER)
"""A hold binds whoever set it; here an officer sets one."""


_DESCRIBING = ("foreign_grading", "collected_on", "valid_from", "valid_to", "necessity_note", "proportionality_note")
"""Particulars that tell of the data itself, whoever holds it."""

_LAWFUL = ("case_ref", "legal_regime", "legal_basis", "instrument", "instrument_ref", "retention_rule")
"""Particulars that tell by what law and for what case somebody holds it."""


class Unfit(ValueError):
    """A thing that may not be taken in under its marks; the message says why in a sentence."""


class Marked(NamedTuple):
    """An envelope, and the digest of its terms."""

    envelope: Envelope
    digest: str


@dataclass
class Marking:
    """How the things of an intake are marked: under which envelope it came, and whether documents' own count."""

    reader: Reader
    base: Envelope
    as_document: bool
    now: datetime
    left_out: frozenset[str] = frozenset()
    known: dict[Marks, tuple[Envelope, tuple[Loss, ...]]] = field(default_factory=dict)
    drafts: dict[tuple[Envelope, str, SubjectCategory | None, str], Marked] = field(default_factory=dict)
    standing: dict[str, tuple[SubjectCategory | None, str]] = field(default_factory=dict)

    def of(self, marks: Marks) -> tuple[Envelope, tuple[Loss, ...]]:
        """Return the envelope of a thing, and what of its own found no home; raise ``Unfit`` with a sentence."""
        if marks not in self.known:
            self.known[marks] = self._made(marks)
        return self.known[marks]

    def of_draft(self, envelope: Envelope, draft: Draft) -> Marked:
        """Return the envelope of a draft of a thing, its marks derived; raise ``Unfit`` where it is not complete."""
        if draft.kind not in catalogue.ALL:
            raise Unfit(_NO_KIND)
        kind = catalogue.kind(draft.kind)
        category, ground = self._category(envelope, draft, kind)
        key = (envelope, kind.code, category, ground)
        if key not in self.drafts:
            try:
                recording.may_record(self.reader, kind.code)
            except Refusal as wrong:
                raise Unfit(str(wrong)) from None
            said = replace(
                envelope.particulars, subject_category=category, category_ground=ground, content_kind=kind.content_kind
            )
            made = envelopes.mark(replace(envelope, particulars=said))
            for _, sentence in enveloping.faults(made, kind):
                raise Unfit(sentence)
            self.drafts[key] = Marked(made, made.terms.digest())
        return self.drafts[key]

    def _category(self, envelope: Envelope, draft: Draft, kind: Kind) -> tuple[SubjectCategory | None, str]:
        """Return the category of the document, else that of the envelope, else the agency's standing one."""
        said = envelope.particulars
        if draft.category is not None:
            return draft.category, draft.category_ground
        if said.subject_category is not None or not kind.personal:
            return said.subject_category, said.category_ground
        if kind.code not in self.standing:
            usual = queries.standing_envelope(
                agency=self.reader.agency, kind_code=kind.code, content_kind=kind.content_kind, reader=self.reader,
                now=self.now,
            ).particulars  # fmt: skip
            self.standing[kind.code] = usual.subject_category, usual.category_ground
        category, ground = self.standing[kind.code]
        if category is None:
            raise Unfit(_UNSAID.format(kind.label))
        return category, ground

    def _made(self, marks: Marks) -> tuple[Envelope, tuple[Loss, ...]]:
        envelope, losses = self.base, tuple[Loss, ...]()
        if marks.envelope is not None:
            if marks.envelope.terms.state is State.ERASED:
                raise Unfit(_ERASED)
            own, losses = self._own(marks.envelope)
            envelope, dropped = (own, ()) if self.as_document else self._stricter(own)
            losses = (*losses, *dropped)
        terms, said = stricter(envelope.terms, marks), envelope.particulars
        if marks.handling - {HandlingCode.H0} and marks.giver and marks.envelope is None:
            terms = replace(terms, given_by=self._giver(marks.giver))
        if marks.foreign_grading:
            known = filter(None, (said.foreign_grading, marks.foreign_grading))
            said = replace(said, foreign_grading="; ".join(dict.fromkeys(known))[:2_000])
        if marks.grade is not None:
            grade = marks.grade if said.grade == UNGRADED else weakest([said.grade, marks.grade])
            said = replace(said, grade=grade)
        return envelopes.mark(Envelope(terms, said)), losses

    def _giver(self, name: str) -> str:
        """Return who gave a thing whose source names codes and no envelope; nobody where that is the own agency."""
        own = self.reader.agency, queries.card(self.reader.agency).name
        return "" if name in own else giving.giver(name, "", self.reader.agency)

    def _own(self, said: Envelope) -> tuple[Envelope, tuple[Loss, ...]]:
        """Return the envelope that a document carries, as one of the importing agency that its node can hold to.

        It is reviewed no later than the law lets this agency (Regulation (EU) 2016/794 article 31(2)).
        """
        mine, told = self.base.particulars, said.particulars
        erase_on = told.erase_on or mine.erase_on
        is_open = told.subject_category is SubjectCategory.UNDETERMINED
        latest = keeping.latest_review(self.now.date(), erase_on, undetermined=is_open)
        terms, losses = taken_in(said.terms, self.reader.agency, self.now.date())
        source = f"Said to come from {said.terms.owner[:60]}."
        particulars = replace(
            said.particulars,
            responsible_officer=mine.responsible_officer,
            author=mine.author,
            legal_basis=said.particulars.legal_basis or mine.legal_basis,
            review_on=min(told.review_on or mine.review_on or latest, latest),
            erase_on=erase_on,
            legal_hold=False,
            provenance=" ".join(filter(None, (source, said.particulars.provenance)))[:2_000],
        )
        made = Envelope(replace(terms, purposes=terms.purposes or self.base.terms.purposes), particulars)
        lost = ((_HELD, told.legal_hold), (_LATE, bool(told.review_on and told.review_on > latest)))
        return made, (*losses, *(loss for loss, is_so in lost if is_so))

    def _stricter(self, own: Envelope) -> tuple[Envelope, tuple[Loss, ...]]:
        """Return the stricter of both envelopes, mark by mark, and what the document's says beside that is lost.

        What describes the data stays where the intake says nothing of it; by what law it is held is the intake's.
        """
        try:
            made = envelopes.strictest([self.base, own], owner=self.reader.agency)
        except WrongEnvelope:
            raise Unfit("The document's purposes and this intake's have none in common.") from None
        said, held = own.particulars, made.particulars
        kept = {name: getattr(said, name) for name in _DESCRIBING if not getattr(held, name)}
        category = said.subject_category or held.subject_category
        ground = said.category_ground if said.subject_category else held.category_ground
        told = replace(held, **kept, subject_category=category, category_ground=ground, provenance=said.provenance)
        lost = [name for name in (*_DESCRIBING, *_LAWFUL) if getattr(said, name) not in (None, "", getattr(told, name))]
        return replace(made, particulars=told), tuple(Loss(f"envelope.{name}", Why.COARSER) for name in lost)


def taken_in(said: Terms, agency: str, day: date) -> tuple[Terms, tuple[Loss, ...]]:
    """Return the terms that a giver has as those of the agency that takes it in, and what of them found no home.

    They are its own, given by that one. Where they name somebody whom it could not name, they open to it alone.
    """
    by = giving.giver(said.owner, said.given_by, agency)
    terms = replace(said, owner=agency, given_by=by)
    mine = {each.group for each in groups.membership(agency=agency) if each.holds_on(day)}
    narrow = replace(terms, scope=Scope.OWNER, recipients=frozenset(), group=None)
    if naming.strangers(terms.recipients):
        return narrow, (_STRANGERS,)
    return (terms, ()) if terms.group is None or terms.group in mine else (narrow, (_NO_GROUP,))


def stricter(terms: Terms, marks: Marks) -> Terms:
    """Return terms with the marks of a thing, of each sort the stricter."""
    terms = replace(
        terms,
        tlp=handling.strictest([terms.tlp, *([marks.tlp] if marks.tlp else [])]),
        pap=handling.strictest([terms.pap, *([marks.pap] if marks.pap else [])]),
        classification=handling.strictest(filter(None, (terms.classification, marks.classification))),
        handling=envelopes.together([*terms.handling, *marks.handling]) if marks.handling else terms.handling,
        h3_text="\n".join(dict.fromkeys(filter(None, (terms.h3_text, marks.h3_text)))),
    )
    if marks.scope is None or handling.rank(marks.scope) <= handling.rank(terms.scope):
        return terms
    narrow = marks.scope if marks.scope in (Scope.COMMUNITY, Scope.LEA) else Scope.OWNER
    return replace(terms, scope=narrow, recipients=frozenset(), group=None)


def most_closed(terms: Terms, others: Iterable[Terms]) -> Terms:
    """Return terms that open to those of the owner's officers alone to whom all of some others open too."""
    for each in others:
        terms = replace(
            terms,
            state=handling.strictest([terms.state, each.state]),
            classification=handling.strictest([terms.classification, each.classification]),
            flags=terms.flags | each.flags,
            special=terms.special | each.special,
            purposes=terms.purposes & each.purposes or terms.purposes,
            restrictions=tuple(sorted({*terms.restrictions, *each.restrictions}, key=repr)),
        )
    return terms


def closest(envelopes_: Iterable[Envelope], row: Envelope) -> Envelope:
    """Return the envelope of a row that is read as the given things: as closed as the most closed of them."""
    terms = row.terms
    for each in envelopes_:
        state = handling.strictest([terms.state, each.terms.state])
        terms = replace(terms, flags=terms.flags | each.terms.flags, state=state)
    return replace(row, terms=terms)
